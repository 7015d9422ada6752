"""Who made an article may stand in a box below it, before the site's name, or be a wire; teasers, captions and accounts have no say."""

import lxml.html
import pytest

from tasks.steps.credits import read_credits
from tasks.steps.markup import Markup, read_markup

TITLE = "Jembatan Gantung Wanasari Mulai Dibangun, Warga Dua Desa Lega"
FIRST = "Pemerintah Kabupaten Wanasari memulai pembangunan jembatan gantung sepanjang 120 meter yang menghubungkan dua desa, kata bupati."
LAST = (
    "Warga berharap jembatan itu selesai sebelum musim hujan tiba sehingga anak-anak tidak lagi menyeberang dengan rakit bambu."
)
DATE = "<p>Rabu, 6 September 2023 11:52 WIB</p>"


def page(head: str = DATE, body: str = f"<p>{FIRST}</p><p>{LAST}</p>", below: str = "") -> Markup:
    """The marks of an invented page of the site Kabar Contoh."""
    meta = f"<title>{TITLE}</title><meta property='og:site_name' content='Kabar Contoh'>"
    html = f"<html><head>{meta}</head><body><article><h1>{TITLE}</h1>{head}<div class='isi'>{body}</div>{below}</article></body></html>"
    return read_markup(lxml.html.document_fromstring(html))


def box(name: str, label: str = "author-box") -> str:
    return f"<div class='{label}'><h4>{name}</h4><p>Menulis tentang sungai sejak 2012.</p></div>"


@pytest.mark.parametrize("label", ["author-box", "authorInfo", "about-author", "penulis-box", "writer-card", "tentang-penulis"])
def test_the_one_box_below_the_text_names_the_author(label: str):
    assert read_credits(page(below=box("Rina Kartika", label))).authors == ("Rina Kartika",)


def test_several_boxes_are_teasers_and_name_nobody():
    assert read_credits(page(below=box("Rina Kartika") + box("Tono Wibowo"))).authors == ()


@pytest.mark.parametrize("label", ["comment-list", "related", "sidebar"])
def test_a_box_among_comments_or_teasers_names_nobody(label: str):
    assert read_credits(page(below=f"<div class='{label}'>{box('Rina Kartika')}</div>")).authors == ()


def test_a_box_of_the_site_names_nobody():
    assert read_credits(page(below=box("Kabar Contoh"))).authors == ()


def test_a_printed_reporter_wins_over_the_box():
    below = f"<p>Reporter: Tono Wibowo</p>{box('Rina Kartika')}"
    assert read_credits(page(below=below)).authors == ("Tono Wibowo",)


def test_the_name_before_the_sites_at_the_end_is_the_reporter():
    body = f"<p>{FIRST}</p><p>{LAST} (Kartika/kabarcontoh)</p>"
    assert read_credits(page(body=body)).authors == ("Kartika",)


def test_the_name_before_another_name_at_the_end_is_nobody_we_know():
    body = f"<p>{FIRST}</p><p>{LAST} (Kartika/Wibowo)</p>"
    assert read_credits(page(body=body)).authors == ()


def test_the_name_before_the_sites_in_a_caption_is_the_photographers():
    caption = "<p class='caption'>Warga menonton pembangunan jembatan dari tepi sungai. (Rina Kartika/Kabar Contoh)</p>"
    assert read_credits(page(head=DATE + caption)).authors == ()
    assert read_credits(page(body=f"<p>{FIRST}</p>{caption}<p>{LAST}</p><p>{LAST}</p><p>{FIRST}</p>")).authors == ()


@pytest.mark.parametrize(
    "head",
    ["<p>Antara • 6 September 2023 11:52</p>", f"<p class='author'>Antara</p>{DATE}", f"<p class='byline'>Antara</p>{DATE}"],
)
def test_a_wire_where_the_reporter_stands_is_the_articles_wire(head: str):
    credit = read_credits(page(head=head))
    assert (credit.authors, credit.agency) == ((), "Antara")


def test_a_wire_named_elsewhere_in_the_head_is_none():
    assert read_credits(page(head=f"<p class='kanal'>Antara</p>{DATE}")).agency is None
