"""What stands beside an article speaks of other things: whoever is named there wrote nothing of it."""

import lxml.html
import pytest

from tasks.steps.asides import Asides
from tasks.steps.credits import read_credits
from tasks.steps.markup import Markup, read_markup

TITLE = "Jembatan Gantung Wanasari Mulai Dibangun, Warga Dua Desa Lega"
DATE = "<p>Rabu, 6 September 2023 11:52 WIB</p>"
PROSE = "Pemerintah Kabupaten Wanasari memulai pembangunan jembatan gantung sepanjang 120 meter yang menghubungkan dua desa, kata bupati."
SHORT = "Jembatan itu menghubungkan dua desa yang lama terpisah, kata bupati."
OTHER = "Harga Cabai di Pasar Wanasari Turun Tajam"


def page(head: str = DATE, text: str = PROSE, below: str = "", beside: str = "") -> Markup:
    """The marks of an invented page; `below` stands in the article's element, `beside` outside of it."""
    body = f"<div class='isi'>{f'<p>{text}</p>' * 4}</div>"
    html = f"<title>{TITLE}</title><div><article><h1>{TITLE}</h1>{head}{body}{below}</article>{beside}</div>"
    return read_markup(lxml.html.document_fromstring(html))


def authors(**parts: str) -> tuple[str, ...]:
    return read_credits(page(**parts)).authors


@pytest.mark.parametrize(
    "label", ["related-posts", "berita-terkait", "terpopuler", "comments-area", "sidebar", "site-footer", "widget"]
)
def test_a_credit_in_a_container_of_other_things_names_nobody(label: str):
    assert authors(beside=f"<div class='{label}'><p>Penulis: Tono Wibowo</p></div>") == ()


@pytest.mark.parametrize("label", ["post-footer", "entry-footer", "elementor-widget", "credits"])
def test_a_credit_below_the_text_is_the_articles(label: str):
    assert authors(below=f"<div class='{label}'><p>Penulis: Rina Kartika</p></div>") == ("Rina Kartika",)


def test_a_container_that_holds_the_headline_or_the_text_is_none_of_other_things():
    html = f"<title>{TITLE}</title><div class='latest-news'><h1>{TITLE}</h1>{f'<p>{PROSE}</p>' * 3}<p>Penulis: Rina Kartika</p></div>"
    assert read_credits(read_markup(lxml.html.document_fromstring(html))).authors == ("Rina Kartika",)


def test_the_reporter_on_the_card_of_another_article_is_not_this_ones():
    link = f"<a href='/x'>{OTHER}</a>"
    for headline in (f"<h4>{link}</h4>", f"<p>{link}</p>", f"<a href='/x'><h3>{OTHER}</h3></a>"):
        card = f"<section><div>{headline}<p>Reporter: Tono Wibowo</p></div></section>"
        assert authors(beside=card) == ()
        assert authors(head=f"{DATE}<p>Reporter: Rina Kartika</p>", beside=card) == ("Rina Kartika",)


@pytest.mark.parametrize(
    "above", ["<p><a href='/x'>Sri Lestari Ayu Ningrum</a></p>", f"<p><a href='/x'>Baca juga: {OTHER}</a></p>"]
)
def test_a_linked_name_or_a_prompt_above_a_credit_makes_it_no_teaser(above: str):
    assert authors(below=f"<section>{above}<p>Reporter: Rina Kartika</p></section>") == ("Rina Kartika",)


def test_a_list_of_other_headlines_above_the_credits_makes_them_no_teasers():
    others = f"<ul>{f'<li><h3><a href=/x>{OTHER}</a></h3></li>' * 3}</ul>"
    assert authors(below=f"<div><div>{others}</div><div><div>Penulis: Rina Kartika</div></div></div>") == ("Rina Kartika",)


def test_a_byline_inside_a_link_around_another_headline_is_not_this_ones():
    assert authors(beside=f"<section><a href='/x'><p>{OTHER}</p><p>Reporter: Tono Wibowo</p></a></section>") == ()
    assert authors(below="<section><a href='/x'><p>Reporter: Rina Kartika</p></a></section>") == ("Rina Kartika",)


def test_the_head_ends_before_the_third_paragraph_however_short_they_are():
    assert authors(text=SHORT, below="<h4>Kolom</h4><div><p>Oleh Tono Wibowo</p></div>") == ()


def test_a_credit_in_a_list_item_with_another_headline_is_not_this_ones():
    item = f"<li><a href='/x'>{OTHER}</a><br><small>Penulis: Tono Wibowo</small></li>"
    assert authors(beside=f"<div><ul>{item}{item}</ul></div>") == ()
    assert authors(below=f"<ul>{item}</ul><div>Penulis: Rina Kartika</div>") == ("Rina Kartika",)


def test_a_credit_far_below_the_text_is_of_something_else():
    between = "".join(f"<p>{n} orang menyukai ini</p>" for n in range(70))
    assert authors(beside=f"<section>{between}<p>Penulis: Tono Wibowo</p></section>") == ()
    assert authors(beside=f"<section>{between[:240]}</section><section><p>Penulis: Rina Kartika</p></section>") == (
        "Rina Kartika",
    )


def test_the_staff_away_from_the_text_names_no_reporter_but_a_crew_beside_it_does():
    staff = "<p>Penanggung Jawab: Sri Lestari</p><p>Reporter: Tono Wibowo</p>"
    assert authors(beside=f"<div>{staff}</div>") == ()
    assert authors(below=staff) == ("Tono Wibowo",)


def test_the_masthead_names_no_reporter_of_the_article():
    staff = "<div><p>Pemimpin Redaksi: Tono Wibowo</p><p>Wartawan: Anwar, Budiman</p></div>"
    assert authors(beside=staff) == ()


def test_the_author_of_a_reviewed_book_is_not_the_reviewer():
    book = "<ul><li>Judul: Dapur</li><li>Penulis: Tono Wibowo</li><li>Penerbit: Layar</li><li>Tebal: 240 halaman</li></ul>"
    assert authors(head=f"<p>Resensi oleh Rina Kartika</p>{DATE}{book}") == ("Rina Kartika",)
    data = "".join(f"<p>{line}</p>" for line in ("Judul: Dapur", "Penulis: Tono Wibowo", "Penerbit: Layar"))
    markup = page(head=f"<p>Resensi oleh Rina Kartika</p>{DATE}", below=data)
    assert read_credits(markup, ["Penulis: Tono Wibowo"]).authors == ("Rina Kartika",)


def test_a_by_with_a_colon_counts_only_beside_the_text():
    assert authors(below="<p>Oleh: Sari</p>") == ("Sari",)
    assert authors(beside="<section><p>Oleh: Sari</p></section>") == ()


def test_a_page_without_a_headline_has_no_asides():
    markup = read_markup(lxml.html.document_fromstring(f"<div class='related'><p>Penulis: Rina Kartika</p><p>{PROSE}</p></div>"))
    assert markup.title_at is None
    assert Asides(markup).own_head(6, 24) == markup.near_title(6, 24)


def test_a_linked_credit_above_another_makes_it_no_teaser():
    credits = "<p>Reporter: <a href='/r/1'>Rina Kartika Ayu</a></p><p>Editor: Bagus Santosa</p>"
    credit = read_credits(page(below=f"<section>{credits}</section>"))
    assert (credit.authors, credit.editors) == (("Rina Kartika Ayu",), ("Bagus Santosa",))


def test_the_long_teaser_below_an_article_of_one_paragraph_is_not_its_text():
    teaser = f"<div class='related'><p>{PROSE}</p><p>Penulis: Tono Wibowo</p></div>"
    html = f"<title>{TITLE}</title><div><article><h1>{TITLE}</h1>{DATE}<div><p>{PROSE}</p></div></article>{teaser}</div>"
    assert read_credits(read_markup(lxml.html.document_fromstring(html))).authors == ()
