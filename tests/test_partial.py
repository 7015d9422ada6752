"""Partial articles: what a page prints decides; nothing printed, nothing missing."""

import pytest
from lxml import html

from tasks.steps.markup import read_markup
from tasks.steps.paging import read_paging
from tasks.steps.partial import missing_of

WHOLE = [
    "Warga Desa Kastela membangun jembatan bambu di atas sungai yang meluap pekan lalu.",
    "Pekerjaan itu selesai dalam empat hari.",
]


def reason(*printed: str, text: list[str] = WHOLE, **said) -> str | None:
    return missing_of([*text, *printed], text, **said).reason


@pytest.mark.parametrize(
    "line", ["Halaman:", "Halaman :", "Halaman Selanjutnya", "Baca halaman berikutnya", "Lanjut ke halaman berikutnya..."]
)
def test_a_bare_pager_says_that_other_pages_exist(line):
    assert reason(line) == f"pager: the page prints {line!r}; other pages of the article are not here"


@pytest.mark.parametrize(
    ("line", "number", "last"),
    [
        ("Halaman 2 dari 3", 2, 3),
        ("Halaman: 1 2 3 Selanjutnya", None, 3),
        ("1 2 3 Tampilkan Semua", None, 3),
        ("Page 2 of 4", 2, 4),
        ("3 dari 5 halaman", 3, 5),
    ],
)
def test_a_pager_with_numbers_says_which_page_and_how_many(line, number, last):
    missing = missing_of([*WHOLE, line], WHOLE)
    assert (missing.page_no, missing.page_last) == (number, last)
    assert missing.reason == f"page {number or 1} of {last}: the other pages are not here"


@pytest.mark.parametrize(
    "line",
    [
        "Akses penuh seluruh artikel Tempo+",
        "Artikel ini khusus pelanggan",
        "Untuk melanjutkan membaca artikel ini silakan berlangganan",
    ],
)
def test_a_subscribers_notice_says_that_the_rest_is_behind_it(line):
    assert reason(line).startswith("paywall: ")


@pytest.mark.parametrize(
    "end",
    [
        "Camat dan kepala desa akan datang ke lokasi banjir bersama para",
        "Warga kini menunggu bantuan dari pemerintah kota,",
        "Mereka berharap bantuan segera...",
    ],
)
def test_a_text_that_breaks_off_inside_a_sentence_is_cut(end):
    assert reason(text=[*WHOLE, end + (" tiba dari kota pada hari ini..." if end.endswith("...") else "")]).startswith("cut: ")


@pytest.mark.parametrize(
    "line",
    [
        "Lanjutkan Membaca",
        "Selanjutnya",
        "1",
        "2023",
        "Halaman rumah warga tertutup lumpur.",
        "Berlangganan",
        "3/4 warga mengungsi",
        "2/3",
        "12 dari 80 halaman",
    ],
)
def test_what_is_no_pager_is_no_reason(line):
    assert reason(line) is None


def test_a_last_line_without_a_full_stop_is_no_reason():
    assert reason(text=[*WHOLE, "Daftar desa:", "Kastela"]) is None
    assert reason(text=[*WHOLE, "Jembatan itu diberi nama oleh kepala desa dan warga Jembatan Harapan"]) is None


def test_section_marks_for_every_page_between_the_paragraphs_say_that_all_are_here():
    printed = [WHOLE[0], "2 dari 3 halaman", WHOLE[1], "3 dari 3 halaman", WHOLE[0]]
    assert missing_of(printed, WHOLE).reason is None
    assert missing_of([*WHOLE, "2 dari 3 halaman"], WHOLE).reason == "page 2 of 3: the other pages are not here"


def test_a_page_that_asks_for_all_pages_is_whole_whatever_its_pager_prints():
    assert reason("1 2 3 Selanjutnya", is_whole=True) is None
    assert reason("Akses penuh seluruh artikel", is_whole=True).startswith("paywall")


BASE = "https://contoh.co.id/daerah/2024/warga-kastela-bangun-jembatan-bambu"


def paging(body: str, url: str | None = None, head: str = f'<link rel="canonical" href="{BASE}">'):
    tree = html.fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    return read_paging(read_markup(tree), url)


def test_links_of_a_page_to_itself_with_numbers_are_its_pager():
    assert paging(f'<a href="{BASE}?page=2">2</a><a href="{BASE}?page=3">3</a>') == (None, 3, False)
    assert paging('<a href="?page=2">2</a>') == (None, 2, False)
    assert paging(f'<a href="{BASE}?page=1">1</a>', url=f"{BASE}?page=2") == (2, None, False)


def test_links_to_other_articles_and_to_lists_are_no_pager():
    assert paging(
        '<a href="https://contoh.co.id/daerah?page=2">2</a><a href="/daerah/2024/berita-lain-tentang-banjir?page=4">4</a>'
    ) == (None, None, False)


def test_the_title_may_say_which_page_it_is():
    assert paging("", head=f'<title>Warga Kastela - Halaman 2 dari 4</title><link rel="canonical" href="{BASE}">') == (
        2,
        4,
        False,
    )


@pytest.mark.parametrize("url", [f"{BASE}?page=all", f"{BASE}?single=1", f"{BASE}/all"])
def test_an_address_that_asks_for_all_pages_is_whole(url):
    assert paging('<a href="?page=2">2</a>', url=url) == (None, None, True)
