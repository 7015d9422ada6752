"""A section is what the outlet names it; the address tells it only where it holds a known word for one."""

import pytest

from tasks.steps.documents import parse_html
from tasks.steps.markup import read_markup
from tasks.steps.topics import section_in_address, section_of


@pytest.mark.parametrize(
    ("url", "section"),
    [
        ("https://www.kabar.test/ekonomi/read/1/judul-berita", "Ekonomi"),
        ("https://www.kabar.test/berita/nasional/hukum/16/02/15/judul", "Hukum"),
        ("https://www.kabar.test/gaya-hidup/judul", "Gaya Hidup"),
        ("https://bola.kabar.test/read/2024/01/02/judul", "Bola"),
        ("https://nasional.kabar.test/daerah/judul", "Daerah"),
        ("https://www.kabar.test/read/1/ekonomi", None),  # the last part is the article's own name
        ("https://www.kabar.test/tag/ekonomi/judul", None),
        ("https://www.kabar.test/berita/d-123/judul", None),
        ("https://www.kabar.test/khusus/judul", None),
        ("https://ekonomi-kabar.test/judul", None),
        ("/ekonomi/judul", "Ekonomi"),
        (None, None),
        ("", None),
    ],
)
def test_an_address_names_a_section_only_by_a_known_word(url, section):
    assert section_in_address(url) == section


def test_what_the_page_names_goes_before_its_address():
    page = "<link rel=canonical href=https://k.test/ekonomi/judul-berita>{}<p>x</p>"
    assert section_of(read_markup(parse_html(page.format("<meta property='article:section' content='Makro'>")))) == "Makro"
    assert section_of(read_markup(parse_html(page.format("")))) == "Ekonomi"
    assert section_of(read_markup(parse_html("<p>x</p>")), "https://k.test/olahraga/judul-berita") == "Olahraga"
