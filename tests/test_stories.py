"""Which articles tell one story: cases an editor would decide at a glance."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from seeds.agencies import load_agencies
from tasks.steps import candidates
from tasks.steps.candidates import FAR, MANY, NEAR, pairs_of
from tasks.steps.series import series_of
from tasks.steps.stories import Article, Link, original_of, stories_of
from tests.story_news import FLOOD, MARKET, article, linked, long_text, pairs

A_B = {("a", "b")}
NEWS = """Gubernur meninjau rumah sakit lapangan dan meminta tambahan tenaga perawat dari provinsi tetangga mulai pekan depan.

Di lokasi pengungsian, relawan membuka kelas darurat bagi anak sekolah dengan meja pinjaman dari kantor kecamatan setempat.

Perusahaan air minum mengirim enam truk tangki, sementara listrik menyala kembali di sembilan dusun setelah gardu dikeringkan.

Jalan lintas timur sudah dapat dilalui kendaraan kecil, truk masih dialihkan lewat jalur pegunungan hingga perbaikan selesai.

Sejumlah warga memilih pulang lebih awal untuk membersihkan lumpur dari ruang tamu dan menjemur kasur di halaman masjid."""


def test_the_same_text_on_two_outlets_is_one_story():
    assert pairs([article("a", FLOOD), article("b", FLOOD)]) == A_B


def test_typography_does_not_part_a_copy_from_its_original():
    copy = "MEKAR SARI, Kabar B -- " + FLOOD.replace('"', "”").replace("Rp2,7", "Rp 2.7").replace("\n\n", "\n")
    assert pairs([article("a", FLOOD), article("b", copy)]) == A_B


def test_a_first_page_is_a_copy():
    assert pairs([article("a", FLOOD), article("b", "\n\n".join(FLOOD.split("\n\n")[:2]), is_partial=True)]) == A_B


def test_added_paragraphs_and_teasers_do_not_part_a_copy_from_its_original():
    first, *rest = FLOOD.split("\n\n")
    teaser = "Baca juga: Tiga Resep Sambal dari Dapur Nenek"
    copy = "\n\n".join(["Bencana kembali melanda pesisir utara.", first, teaser, *rest, *NEWS.split("\n\n")[:2]])
    assert pairs([article("a", FLOOD), article("b", copy)]) == A_B


def test_a_reworded_copy_is_a_copy():
    words = {
        "merendam": "menggenangi",
        "memasang": "menumpuk",
        "sambil": "seraya",
        "meminta": "menyuruh",
        "menaksir": "memperkirakan",
    }
    copy = " ".join(words.get(word, word) for word in FLOOD.replace("\n\n", " \n\n ").split(" "))
    assert copy != FLOOD
    assert pairs([article("a", FLOOD), article("b", copy)]) == A_B


def test_a_local_lead_on_a_whole_wire_story_is_a_copy():
    lead = "\n\n".join(NEWS.split("\n\n")[:2])
    assert pairs([article("a", FLOOD), article("b", lead + "\n\n" + FLOOD, day=1)]) == A_B


def test_a_follow_up_that_quotes_background_is_another_story():
    background = "Diberitakan sebelumnya, " + "\n\n".join(FLOOD.split("\n\n")[:3])
    assert pairs([article("a", FLOOD), article("b", NEWS + "\n\n" + background, day=1)]) == set()


def test_reports_under_one_footer_are_different_stories():
    footer = (
        "\n\nIkuti kabar terbaru kami di saluran pesan singkat dan unduh aplikasi resmi agar tidak tertinggal berita dari kota Anda. "
        * 3
    )
    assert pairs([article("a", FLOOD + footer, outlet="x.example"), article("b", MARKET + footer, outlet="x.example")]) == set()
    assert pairs([article("a", FLOOD + footer), article("b", MARKET + footer)]) == set()


def test_two_reports_that_open_at_one_event_and_end_with_one_background_are_two_stories():
    event = "Musyawarah Kerja Nasional Himpunan Nelayan Nusantara di Balai Samudra Tanjung Asih hari Jumat.\n\n"
    background = """

Panitia pemilihan menetapkan tiga pasangan calon ketua umum dan menggelar kampanye selama tujuh puluh hari. Pemungutan suara \
berlangsung serentak di semua cabang pada pertengahan Februari, setelah masa tenang tiga hari."""
    one, other = (event + "\n\n".join(text.split("\n\n")[:4]) + background for text in (NEWS, MARKET))
    assert pairs([article("a", one), article("b", other)]) == set()


def price(day: str, gold: int, change: int, back: int, city: str = "Jakarta") -> str:
    return f"""Harga emas batangan di {city} pada {day} naik Rp{change} ribu menjadi Rp{gold} ribu per gram dibandingkan perdagangan sebelumnya.

Harga pembelian kembali juga naik ke level Rp{back} ribu per gram. Harga itu belum termasuk pajak penghasilan atas pembelian emas.

Emas ukuran setengah gram dijual Rp{gold // 2 + 50} ribu, sepuluh gram Rp{gold * 10 - 50} ribu, dan seratus gram Rp{gold * 99} ribu per keping.

Pembeli yang menunjukkan nomor pokok wajib pajak mendapat potongan tarif sesuai dengan peraturan menteri keuangan yang berlaku."""


TEMPLATE = [
    price("Senin (3/3/2025)", 1612, 7, 1463),
    price("Selasa (4/3/2025)", 1618, 6, 1467),
    price("Rabu (5/3/2025)", 1604, 9, 1451),
]


def test_daily_reports_from_one_template_are_a_series_and_no_story():
    rows = [article(name, text, day=n, outlet="x.example") for n, (name, text) in enumerate(zip("abc", TEMPLATE, strict=True))]
    assert pairs(rows) == set()
    found = pairs(rows, "template")
    assert found >= {("a", "b"), ("b", "c")}
    assert set(series_of(sorted(found), {}).values()) == {"a"}


def test_one_template_on_two_outlets_and_two_days_is_two_stories():
    assert pairs([article("a", TEMPLATE[0]), article("b", TEMPLATE[1], day=1)]) == set()


def test_a_copy_of_a_daily_report_on_its_own_day_is_a_copy():
    assert pairs([article("a", TEMPLATE[0]), article("b", TEMPLATE[0]), article("c", TEMPLATE[1], day=1)]) == A_B


def weather(city: str, districts: list[str], low: int) -> str:
    one, two, three, four = districts
    return f"""Cuaca Kota {city} hari ini diprakirakan cerah berawan pada pagi hari dan hujan ringan pada siang hingga sore hari.

Wilayah {one} dan {two} berpeluang hujan disertai petir, sedangkan {three} cenderung berawan sepanjang malam menurut badan meteorologi.

Suhu udara di {four} berkisar {low} sampai {low + 8} derajat dengan kelembapan {low * 3} persen dan angin dari {one} menuju {three}.

Warga {city} diimbau membawa payung dan menghindari berteduh di bawah pohon besar ketika hujan lebat turun di {two}."""


def test_the_same_template_for_another_city_is_another_story():
    rows = [
        article("a", weather("Tanjung Asih", ["Mekar", "Cibatu", "Rawa", "Sukaluyu"], 23)),
        article("b", weather("Lonto", ["Bira", "Kalabahi", "Teluk", "Dermaga"], 23)),
    ]
    assert pairs(rows) == set()
    assert pairs([row | {"outlet": "x.example"} for row in rows]) == set()


def test_two_independent_translations_of_one_wire_report_are_two_stories():
    one = """Sebuah gempa berkekuatan 6,1 mengguncang lepas pantai selatan Kepulauan Marawi pada Sabtu, menurut Survei Geologi.

"Guncangannya tidak terlalu kuat, tetapi meja dan komputer di kantor ini bergoyang sekitar lima detik," kata petugas penyelamat Rodel Santos.

Belum ada laporan korban jiwa ataupun kerusakan. Pusat gempa berada pada kedalaman 101 kilometer, sekitar 70 kilometer dari daerah terdekat."""
    other = """Kepulauan Marawi diguncang gempa magnitudo 6,1 pada hari Sabtu. Survei Geologi menyebut pusatnya di laut sedalam 101 kilometer.

Menurut petugas penyelamat Rodel Santos, getaran hanya terasa sebentar. "Tidak begitu keras, sekitar lima detik meja dan komputer kami bergerak."

Sejauh ini kerusakan dan korban jiwa tidak dilaporkan. Daerah terdekat berjarak kira-kira 70 kilometer dari titik gempa."""
    assert pairs([article("a", one), article("b", other)]) == set()


def test_two_reports_of_one_press_conference_that_share_a_quote_are_two_stories():
    quote = FLOOD.split("\n\n")[2]
    one, other = NEWS.split("\n\n")[:3], MARKET.split("\n\n")[:3]
    assert pairs([article("a", "\n\n".join([*one, quote])), article("b", "\n\n".join([*other, quote]))]) == set()


def test_a_press_release_printed_by_three_outlets_is_one_story():
    assert pairs([article("a", MARKET), article("b", MARKET + "\n\n(Siaran pers)"), article("c", MARKET)]) == {
        ("a", "b"),
        ("a", "c"),
        ("b", "c"),
    }


def test_four_days_later_it_is_another_story():
    assert pairs([article("a", FLOOD), article("b", FLOOD, day=3)]) == A_B
    assert pairs([article("a", FLOOD), article("b", FLOOD, day=4)]) == set()


def test_live_updates_of_one_outlet_are_different_stories():
    later = "\n\n".join(NEWS.split("\n\n")[:3]) + "\n\n" + FLOOD
    assert pairs([article("a", FLOOD, outlet="x.example"), article("b", later, outlet="x.example")]) == set()


PROMPT = "Simak selengkapnya dalam tayangan video berikut ini dan jangan lupa ikuti saluran kami."


@pytest.mark.parametrize("text", [None, "", "Singkat.", "Foto: dok. istimewa", PROMPT])
def test_texts_of_a_few_words_are_nobodys_copies(text: str | None):
    assert pairs([article("a", text), article("b", text)]) == set()


def told(name: str, day: int = 0, **more: object) -> Article:
    known = dict.fromkeys(["outlet", "published_at", "agency", "url", "citation_outlet", "citation_url"])
    none = {"is_timed": False, "is_partial": False, "citation_words": (), "title_words": (), "words": 100}
    agencies = load_agencies()
    from_agency = {
        "agency_outlet": agencies.get(str(more.get("agency")).casefold()),
        "is_agency": more.get("outlet") in agencies.values(),
    }
    return Article(**{**known, **none, **from_agency, "article_id": name, "day": day, **more})


def test_a_chain_in_which_each_resembles_only_the_next_is_cut():
    names = "abcdefgh"
    links = [Link(x, y, 0.5, 0.4, 3_000) for x, y in pairwise(names)]
    stories = stories_of([told(name) for name in names], links, 0)
    assert max(1 + len(story.copies) for story in stories) <= 5
    assert sum(1 + len(story.copies) for story in stories) <= len(names)


def test_printings_of_one_text_are_one_story_however_long_the_chain():
    names = [f"{n:03}" for n in range(300)]
    links = [Link(x, y, 1.0, 1.0, 9_900) for x, y in pairwise(names)]
    (story,) = stories_of([told(name) for name in names], links, 0)
    assert (story.original.article_id, len(story.copies)) == ("000", 299)


def test_weak_links_reach_only_from_the_middle():
    """A roundup (r) that carries two reports does not make them one: c is like r, and not like a."""
    links = [
        Link("a", "b", 0.9, 0.9, 8_000),
        Link("a", "r", 0.3, 0.05, 2_000),
        Link("c", "r", 0.3, 0.05, 1_900),
        Link("c", "d", 0.9, 0.9, 6_000),
    ]
    stories = stories_of([told(name) for name in "abcdr"], links, 0)
    assert [sorted([s.original.article_id, *(c.article_id for c in s.copies)]) for s in stories] == [["a", "b", "r"], ["c", "d"]]


def test_a_story_that_begins_later_is_left_to_its_own_day():
    assert stories_of([told("a", 1), told("b", 1)], [Link("a", "b", 1.0, 1.0, 10_000)], 0) == []


def test_one_text_on_five_hundred_outlets_is_compared_near_by_only_and_is_one_story():
    rows = [
        article(f"{n:03}", FLOOD if n % 2 else FLOOD + f"\n\nLaporan koresponden nomor {n} dari lapangan.") for n in range(500)
    ]
    (day,) = linked(rows).values()
    assert day.compared <= 500 * NEAR
    assert day.capped > 0
    rows_of_links = day.links.to_pylist()
    links = [
        Link(r["first_id"], r["second_id"], r["containment_second"], r["lead_first"], round(r["jaccard"] * 10_000))
        for r in rows_of_links
    ]
    (story,) = stories_of([told(row["article_id"]) for row in rows], links, 0)
    assert len(story.copies) == 499


def test_a_footer_on_every_page_costs_a_chain_not_every_pair():
    """A million identical footers, scaled: 20,000 texts that share one footer of 20 windows make two pairs each, and no more."""
    footer = np.arange(1, 21, dtype=np.uint64) << np.uint64(40)
    samples = np.tile(footer, 20_000)
    pairs = pairs_of(samples, np.arange(20_001) * 20, 0)
    assert len(pairs.first) <= FAR * 20_000
    assert pairs.capped == 20


def test_neighbours_are_chosen_by_place_alone():
    samples = np.full(MANY + 10, 7 << 30, np.uint64)
    offsets = np.arange(MANY + 11)
    assert len(pairs_of(samples, offsets, 0).first) == 0  # one window in common is chance
    both = np.repeat(samples, 2)
    both[1::2] += np.uint64(1 << 40)
    found = pairs_of(both, offsets * 2, 0)
    assert Counter((found.second - found.first).tolist()) == {1: MANY + 9, 2: MANY + 8}
    assert candidates.SHARED == 2


def test_a_template_is_not_lost_among_the_days_of_its_series():
    known = {"a": "a", "b": "a", "x": "x"}
    assert series_of([("b", "c"), ("c", "d"), ("y", "z")], known) == {"c": "a", "d": "a", "y": "y", "z": "y"}


def test_the_earliest_is_the_original():
    assert original_of([told("b", 1), told("a", 2), told("c", 1)]).article_id in ("b", "c")
    assert original_of([told("long", 0, words=900), told("first", -1)]).article_id == "first"


def test_a_text_of_a_thousand_words_is_a_copy_of_itself():
    assert pairs([article("a", long_text(1, 120)), article("b", long_text(1, 120))]) == A_B


def test_long_texts_of_different_news_are_never_linked():
    assert pairs([article(f"t{n}", long_text(n)) for n in range(12)]) == set()
