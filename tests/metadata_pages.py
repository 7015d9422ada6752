"""The invented pages of metadata_pages.toml, put together: one body and one sidebar, many heads."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

TITLE = "Jembatan Gantung Wanasari Mulai Dibangun, Warga Dua Desa Lega"
AT = "2023-09-06T04:52:00+00:00"  # 11:52 WIB
CANONICAL = '<link rel="canonical" href="https://www.kabarcontoh.test/daerah/jembatan-gantung-wanasari-mulai-dibangun">'
BODY = """
<p>Pemerintah Kabupaten Wanasari memulai pembangunan jembatan gantung sepanjang 120 meter yang menghubungkan Desa Sukatani dengan Desa
Margaluyu, dua desa yang selama ini dipisahkan Sungai Cirata. Pekerjaan ditargetkan selesai sebelum musim hujan tiba tahun depan, kata
bupati, Rabu (6/9/2023).</p>
<p>Kepala Dinas Pekerjaan Umum mengatakan anggaran berasal dari kas daerah dan bantuan provinsi. Warga diminta bersabar.</p>
<p>Sejak 12 Maret 2019 warga menyeberang dengan rakit bambu. Anak-anak sekolah harus menunggu air surut.</p>
"""
NAV = """
<nav><ul><li><a href="/">Home</a></li><li><a href="/nasional">Nasional</a></li><li><a href="/ekonomi">Ekonomi</a></li></ul>
<span class="today">Kamis, 7 September 2023</span></nav>
"""
SIDEBAR = """
<aside class="sidebar"><h3>Terpopuler</h3><ul class="popular">
<li><a href="/a">Harga Cabai di Pasar Wanasari Turun Tajam</a><span class="date">Selasa, 5 September 2023 08:00 WIB</span>
<span class="author">Oleh Joko Prabowo</span></li>
<li><a href="/b">Tim Voli Putri Lolos ke Final</a><span class="date">Senin, 4 September 2023 19:30 WIB</span></li></ul></aside>
<footer><p>Copyright © 2023 Kabar Contoh. Hak cipta dilindungi.</p></footer>
"""


@dataclass(frozen=True)
class Page:
    """One page and what it says; `at` None: no date may be given."""

    name: str
    html: str
    title: str
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    at: str | None
    precision: str
    published_from: str | None


def load_pages() -> list[Page]:
    """Return the pages of metadata_pages.toml; what a page does not say of itself is as in most: one reporter, no editor, 11:52 WIB."""
    said = tomllib.loads((Path(__file__).parent / "metadata_pages.toml").read_text(encoding="utf-8"))["page"]
    return [put_together(page) for page in said]


def put_together(page: dict) -> Page:
    """Return one page: its own head, headline and tail around the common body."""
    head, top, tail = (page.get(part, "").replace("{title}", TITLE) for part in ("head", "top", "tail"))
    html = (
        f"<!DOCTYPE html><html lang='id'><head>{CANONICAL}{head}</head><body>{NAV}<main><article>{top}"
        f"<div class='isi'>{BODY}</div>{tail}</article></main>{SIDEBAR}</body></html>"
    )
    at = page.get("at", AT)
    return Page(
        page["name"],
        html,
        page.get("title", TITLE),
        tuple(page.get("authors", ["Rina Kartika"])),
        tuple(page.get("editors", [])),
        None if at == "none" else at,
        page.get("precision", "minute"),
        page.get("published_from"),
    )
