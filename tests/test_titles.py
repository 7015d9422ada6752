"""Headlines come out as printed: without the site's name, without a pager's mark, and never from a teaser."""

import lxml.html
import pytest

from tasks.steps.markup import read_markup
from tasks.steps.titles import headline, strip_site

NAMES = ["Kabar Contoh", "kabarcontoh.com"]


@pytest.mark.parametrize(
    "title",
    [
        "Jembatan Wanasari Mulai Dibangun - Kabar Contoh",
        "Jembatan Wanasari Mulai Dibangun | Kabar Contoh Online",
        "Jembatan Wanasari Mulai Dibangun :: Kabar Contoh News",
        "Jembatan Wanasari Mulai Dibangun - Kabarcontoh.com",
        "Jembatan Wanasari Mulai Dibangun - kabarcontoh.com - Halaman 2",
        "Jembatan Wanasari Mulai Dibangun - Halaman 2 - Kabar Contoh",
        "Jembatan Wanasari Mulai Dibangun (Page 2 of 3)",
        "Kabar Contoh: Jembatan Wanasari Mulai Dibangun",
        "KabarContoh.com: Jembatan Wanasari Mulai Dibangun",
        "Jembatan Wanasari Mulai Dibangun » Kabar Contoh",
        "Jembatan Wanasari Mulai Dibangun – Kabar Contoh",
        "Jembatan Wanasari Mulai Dibangun | Situs Yang Lain",
    ],
)
def test_the_sites_name_and_the_pager_go(title: str):
    assert strip_site(title, NAMES) == "Jembatan Wanasari Mulai Dibangun"


@pytest.mark.parametrize(
    "title",
    [
        "Bupati: Jembatan Wanasari Mulai Dibangun",
        "Wanasari vs Sukatani - Skor Akhir 2-1",
        "Profil Rina Kartika: Dari Desa ke Kota",
        "Top 3: Jembatan Wanasari",
        "Jembatan 120 Meter - Dua Desa, Satu Sungai",
        "Anak-anak Menyeberang",
    ],
)
def test_separators_that_are_the_headlines_own_stay(title: str):
    assert strip_site(title, NAMES) == title
    assert strip_site(title, NAMES, sure=True) == title


def test_a_host_at_the_end_is_a_site_known_or_not():
    assert strip_site("Jembatan Wanasari Mulai Dibangun - situslain.co.id", []) == "Jembatan Wanasari Mulai Dibangun"


def test_a_headline_about_the_outlet_itself_stays():
    assert strip_site("Profil Kabar Contoh: Koran dari Desa", NAMES, sure=True) == "Profil Kabar Contoh: Koran dari Desa"


def read(html: str) -> str | None:
    return headline(read_markup(lxml.html.document_fromstring(html))).title


def test_the_printed_headline_wins_over_markup_that_cuts_it_short():
    html = "<title>Jembatan Wanasari Mulai...</title><h1>Jembatan Wanasari Mulai Dibangun</h1>"
    assert read(html) == "Jembatan Wanasari Mulai Dibangun"


def test_a_headline_printed_short_is_given_in_full():
    html = "<meta property='og:title' content='Jembatan Wanasari Mulai Dibangun Tahun Ini'><h1>Jembatan Wanasari Mulai Dibangun...</h1>"
    assert read(html) == "Jembatan Wanasari Mulai Dibangun Tahun Ini"


def test_an_h1_with_the_section_is_no_headline():
    html = "<title>Jembatan Wanasari Mulai Dibangun</title><h1>Daerah</h1><h2>Jembatan Wanasari Mulai Dibangun</h2>"
    assert read(html) == "Jembatan Wanasari Mulai Dibangun"


def test_a_quote_that_breaks_the_meta_element_does_no_harm():
    html = """<title>Warga Desa 'Sambut' Jembatan Wanasari | Kabar</title><meta property='og:title' content='Warga Desa '>
    <h2>Warga Desa 'Sambut' Jembatan Wanasari</h2>"""
    assert read(html) == "Warga Desa 'Sambut' Jembatan Wanasari"


def test_italics_inside_a_headline_are_kept_as_text():
    assert read("<title>x</title><h1>Gagal <i>Layup</i>, Wanasari Kalah Tipis</h1>") == "Gagal Layup, Wanasari Kalah Tipis"


def test_without_a_visible_headline_the_markup_is_stripped_of_the_site():
    html = "<title>Jembatan Wanasari Mulai Dibangun - Kabar Contoh</title><meta property='og:site_name' content='Kabar Contoh'><p>Isi berita.</p>"
    assert read(html) == "Jembatan Wanasari Mulai Dibangun"


def test_a_page_without_any_title_has_none():
    assert read("<p>Isi berita.</p>") is None


def test_the_deck_is_the_line_between_headline_and_byline():
    html = "<div><h1>Jembatan Wanasari Mulai Dibangun</h1><h2>Dua desa tak lagi terpisah sungai</h2><p>Penulis: Rina Kartika</p></div>"
    assert headline(read_markup(lxml.html.document_fromstring(html))).subtitle == "Dua desa tak lagi terpisah sungai"


def test_a_byline_under_the_headline_is_no_deck():
    html = "<div><h1>Jembatan Wanasari Mulai Dibangun</h1><div>Rina Kartika Dewi - kabarcontoh</div><p>Rabu, 6 September 2023 11:52 WIB</p></div>"
    assert headline(read_markup(lxml.html.document_fromstring(html))).subtitle is None


def test_a_caption_under_the_headline_is_no_deck():
    html = "<div><h1>Jembatan Wanasari Mulai Dibangun</h1><p>Warga di tepi sungai. Foto: Dok/Kabar</p><p>Penulis: Rina Kartika</p></div>"
    assert headline(read_markup(lxml.html.document_fromstring(html))).subtitle is None


@pytest.mark.parametrize(
    "line",
    [
        "Rina Kartika Dewi & Tono Wibowo",
        "Laporan: Rina - Wartawan Muda",
        "Rina Kartika Dewi / ABC",
        "Tim Liputan Kabar Contoh 03",
    ],
)
def test_people_under_the_headline_are_no_deck(line: str):
    meta = "<meta property='og:site_name' content='Kabar Contoh'>"
    body = f"<h1>Jembatan Wanasari Mulai Dibangun</h1><div>{line}</div><div>Rabu, 6 September 2023 11:52 WIB</div>"
    assert (
        headline(read_markup(lxml.html.document_fromstring(f"<html><head>{meta}</head><body>{body}</body></html>"))).subtitle
        is None
    )


@pytest.mark.parametrize(
    "between", ["<p>#Daerah</p>", "<div class='author'>Rina Kartika</div><p>Rabu, 6 September 2023 11:52 WIB</p>"]
)
def test_a_heading_called_lead_or_below_a_kicker_is_the_deck(between: str):
    deck = "<h2 class='article-lead'>Dua desa tak lagi terpisah sungai</h2>"
    html = f"<h1>Jembatan Wanasari Mulai Dibangun</h1>{between}{deck}<div>Oleh: Rina Kartika</div><p>Rabu, 6 September 2023 11:52 WIB</p>"
    assert headline(read_markup(lxml.html.document_fromstring(html))).subtitle == "Dua desa tak lagi terpisah sungai"


@pytest.mark.parametrize(
    "head",
    ["<p>Rabu, 6 September 2023</p><p>Oleh: Rina Kartika</p>", "<p>Jembatan itu menghubungkan dua desa yang lama terpisah.</p>"],
)
def test_a_date_or_the_first_paragraph_is_no_deck_though_a_date_stands_above_the_headline(head: str):
    title = "Jembatan Gantung Wanasari Mulai Dibangun"
    text = "Warga berharap jembatan itu selesai sebelum musim hujan tiba sehingga anak-anak tidak lagi menyeberang dengan rakit bambu."
    html = f"<title>{title}</title><div><p>Rabu, 6 September 2023 11:52 WIB</p><h1>{title}</h1><div>{head}<p>{text}</p><p>{text}</p></div></div>"
    assert headline(read_markup(lxml.html.document_fromstring(html))).subtitle is None
