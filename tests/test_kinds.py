"""Kinds: a page that disowns its text is its reader's, and reporting that speaks of such words stays news."""

import pytest

from tasks.steps.documents import parse_html
from tasks.steps.kinds import kind_of
from tasks.steps.markup import read_markup

LEAD = "Warga Desa Kastela membangun jembatan bambu di atas sungai yang meluap pekan lalu."


def kind_with(note: str) -> str:
    markup = read_markup(parse_html(f"<html><body><h1>Warga Bangun Jembatan</h1><p>{LEAD}</p><p>{note}</p></body></html>"))
    return kind_of("https://contoh.co.id/a/jembatan", markup, "Warga Bangun Jembatan", None, 300)


@pytest.mark.parametrize(
    "note",
    [
        "Tulisan dari Rina Umar tidak mewakili pandangan dari redaksi kabarkita",
        "*) Artikel ini tidak mencerminkan sikap redaksi Kabarkita.",
        "Isi tulisan ini merupakan opini pembaca.",
        "Tulisan ini adalah opini pembaca Kabarkita",
        "Artikel ini merupakan konten kiriman dari pembaca.",
        "Konten ini merupakan kiriman pengguna.",
        "Ruang ini milik pembaca. Semua tulisan di sini menjadi tanggung jawab penulis.",
        "Konten ini dibuat oleh Rina dan menjadi tanggung jawab penulis.",
    ],
)
def test_a_text_that_its_site_disowns_is_its_readers(note):
    assert kind_with(note) == "ugc"


@pytest.mark.parametrize(
    "note",
    [
        "Kepala desa mengatakan tulisan di papan itu tidak mewakili pandangan warga.",
        "Tulisan di dinding itu tidak mewakili sikap warga, kata kepala desa kepada redaksi.",
        "Menurut dia, tulisan di papan itu tidak mewakili pandangan redaksi mana pun.",
        "Menurut dia, opini pembaca penting bagi surat kabar.",
        "Konten kiriman warga memenuhi grup percakapan desa sejak banjir itu.",
        "Kirim opini Anda ke redaksi kami",
        "Menurut editor itu, ketepatan angka adalah tanggung jawab penulis.",
    ],
)
def test_reporting_that_speaks_of_such_words_stays_news(note):
    assert kind_with(note) == "news"
