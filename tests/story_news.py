"""Invented news for the tests of matching, and the pure steps run over it day by day."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

import pyarrow as pa

from bench.news import Newsroom
from tasks.steps.fingerprints import fingerprints_of
from tasks.steps.links import LOOK_BACK, Linked, links_of

FIRST = date(2025, 3, 3)
COLUMNS = {
    "article_id": pa.string(),
    "outlet": pa.string(),
    "url": pa.string(),
    "title": pa.string(),
    "text": pa.string(),
    "agency": pa.string(),
    "published_at": pa.timestamp("us", tz="UTC"),
    "published_precision": pa.string(),
    "is_partial": pa.bool_(),
    "citation_title": pa.string(),
    "citation_outlet": pa.string(),
    "citation_url": pa.string(),
}

FLOOD = """Banjir setinggi satu meter merendam 412 rumah di Kecamatan Mekar Sari, Kabupaten Tanjung Asih, sejak Selasa (4/3/2025) dini hari.

Air datang setelah tanggul Sungai Cibatu jebol sepanjang dua belas meter di Kampung Rawa Bebek. Petugas memasang seribu karung pasir \
untuk menutup celah itu sambil menunggu alat berat dari kota.

"Warga sudah kami pindahkan ke gedung sekolah dan balai desa sejak pukul tiga pagi," kata Kepala Badan Penanggulangan Bencana Tanjung Asih, \
Hartono Wiryawan.

Menurut Hartono, dapur umum menyediakan 1.250 porsi makanan setiap hari. Kebutuhan yang paling mendesak adalah selimut, air bersih dan susu bayi.

Tiga sekolah dasar di Mekar Sari diliburkan sampai Jumat. Bupati Tanjung Asih, Rini Kusumawati, meminta camat mendata sawah yang gagal panen \
akibat genangan.

Pemerintah kabupaten menaksir kerugian sementara sebesar Rp2,7 miliar, belum termasuk jembatan gantung yang hanyut di Desa Sukaluyu."""
MARKET = """Pasar ikan terapung di Teluk Lonto mulai dibuka setiap Sabtu pagi dengan seratus lapak yang ditata dari perahu bekas.

Para pedagang datang dari tujuh pulau kecil membawa kerapu, cumi dan rumput laut kering. Pembeli menyusuri papan apung sepanjang dua ratus meter.

"Dulu kami menjual ke tengkulak di dermaga, sekarang harga kami tentukan sendiri," kata Sitti Marwah, pedagang dari Pulau Bira.

Dinas Perikanan menyiapkan es balok murah dan timbangan yang ditera setiap bulan. Pengunjung dari kota dapat menumpang kapal jemputan gratis.

Ketua koperasi, Laode Hamdan, menargetkan empat ratus lapak pada akhir tahun dan sekolah pengolahan abon bagi para istri nelayan."""


@lru_cache(maxsize=1)
def newsroom() -> Newsroom:
    return Newsroom(seed=5, words=3_000)


@lru_cache(maxsize=64)
def long_text(number: int, sentences: int = 16) -> str:
    """Return text number so and so: nothing like any other number's, the same for every caller."""
    room = Newsroom(seed=1000 + number, words=1_500)
    return "\n\n".join(room.article(sentences)[1])


def article(article_id: str, text: str, day: int | None = 0, hour: int | None = None, **told: Any) -> dict[str, Any]:
    """Return a row as `articles_base` has it; `day` counts from FIRST, and without `hour` only the day is known."""
    at = (
        None
        if day is None
        else datetime.combine(FIRST + timedelta(days=day), datetime.min.time(), UTC) + timedelta(hours=hour or 0)
    )
    return {
        **dict.fromkeys(COLUMNS),
        "article_id": article_id,
        "outlet": f"{article_id}.example",
        "url": f"https://{article_id}.example/1",
        "title": "Kabar Hari Ini",
        "text": text,
        "published_at": at,
        "published_precision": None if at is None else ("day" if hour is None else "minute"),
        "is_partial": False,
        "day": None if day is None else FIRST + timedelta(days=day),
        **told,
    }


def table(rows: list[dict[str, Any]]) -> pa.Table:
    return pa.table({name: pa.array([row[name] for row in rows], kind) for name, kind in COLUMNS.items()})


def linked(rows: list[dict[str, Any]]) -> dict[int, Linked]:
    """Return what each day links, as tasks/match.py would have it."""
    days: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        days[(row["day"] - FIRST).days].append(row)
    prints = {day: fingerprints_of(table(some)) for day, some in days.items()}
    window = {day: [d for d in range(day - LOOK_BACK, day + 1) if d in prints] for day in sorted(prints)}
    return {day: links_of([prints[d] for d in some], some) for day, some in window.items()}


def pairs(rows: list[dict[str, Any]], kind: str = "copy") -> set[tuple[str, str]]:
    """Return the pairs that are linked as `copy` or as `template`."""
    links = [link for day in linked(rows).values() for link in day.links.to_pylist()]
    return {(link["first_id"], link["second_id"]) for link in links if link["kind"] == kind}
