"""Names without a word that says who wrote: beside the date, above a position, with the site, in brackets or alone below the text."""

import lxml.html
import pytest

from tasks.steps.credits import read_credits
from tasks.steps.markup import read_markup

TITLE = "Jembatan Gantung Wanasari Mulai Dibangun, Warga Dua Desa Lega"
DATE = "<p>Rabu, 6 September 2023 11:52 WIB</p>"
PROSE = "Pemerintah Kabupaten Wanasari memulai pembangunan jembatan gantung sepanjang 120 meter yang menghubungkan dua desa, kata bupati."
META = "<meta property='og:site_name' content='Kabar Contoh'>"


def authors(head: str = DATE, end: str = "", below: str = "", meta: str = META) -> tuple[str, ...]:
    """Who is named on an invented page of Kabar Contoh; `end` is the end of its last paragraph, `below` what follows the text."""
    text = f"<p>{PROSE}</p>" * 3 + f"<p>{PROSE}{end}</p>"
    html = (
        f"<head><title>{TITLE}</title>{meta}</head><article><h1>{TITLE}</h1>{head}<div class='isi'>{text}{below}</div></article>"
    )
    return read_credits(read_markup(lxml.html.document_fromstring(html))).authors


@pytest.mark.parametrize(
    "line",
    [
        "<p>Rina Kartika</p>",
        "<p>Rina Kartika/Kabar Contoh</p>",
        "<p>Rina Kartika (Kabar Contoh)</p>",
        "<div><b>Rina Kartika</b><br><small>Jurnalis Kabar Contoh</small></div><p>Daerah</p><p>Bagikan</p>",
        "<div><p>Rina Kartika</p><p>Suka menulis dan bersepeda</p></div>",
        "<p>Penulis Rina Kartika</p>",
        "<div class='article-editor'><a href='/x'>Rina Kartika</a></div>",
        "<p>Cerpen Rina Kartika</p>",
    ],
)
def test_a_name_beside_the_date_or_above_a_position_is_the_reporters(line: str):
    assert authors(head=line + DATE) == ("Rina Kartika",)


def test_all_names_between_dots_beside_the_date_are_reporters():
    assert authors(head=f"<p><b>Rina Kartika</b> · <b>Tono Wibowo</b></p>{DATE}") == ("Rina Kartika", "Tono Wibowo")


@pytest.mark.parametrize("line", ["<p>Budaya Banjar</p>", "<p>Jawa Barat</p>", "<p>Redaksi</p>", "<p>Kabar Contoh</p>"])
def test_a_section_a_place_or_the_site_beside_the_date_is_nobody(line: str):
    assert authors(head=line + DATE) == ()


def test_one_word_beside_the_site_and_the_date_is_a_name():
    assert authors(head="<div>Kabar Contoh / Sukirno / 17 Oktober 2026 10:10 WIB</div>") == ("Sukirno",)


def test_a_name_below_the_letters_of_an_avatar_is_the_reporters():
    assert authors(head=f"{DATE}<div><div>RK</div><div>Rina Kartika</div></div>") == ("Rina Kartika",)


def test_where_the_reporter_is_and_a_rubric_are_no_part_of_the_names():
    assert authors(head=f"{DATE}<p>Rina Kartika dari Wanasari</p>") == ("Rina Kartika",)
    assert authors(head=f"{DATE}<p>Laporan Utama | Rina Kartika dan Tono Wibowo</p>") == ("Rina Kartika", "Tono Wibowo")


def test_one_linked_word_beside_a_day_is_a_menus():
    assert authors(head="<div><a href='/'>Lokal</a> 22 November 2023</div>") == ()


def test_names_in_an_element_called_by_are_the_reporters_though_they_are_links():
    head = f"<div class='by'><a href='/r/1'>Rina Kartika</a> | <a href='/r/2'>Tono Wibowo</a></div>{DATE}"
    assert authors(head=head) == ("Rina Kartika", "Tono Wibowo")


def test_what_its_bearer_is_below_a_name_is_no_second_name():
    assert authors(head=f"<div class='by'>Rina Kartika<br><span>Ekonom senior</span></div>{DATE}") == ("Rina Kartika",)


def test_a_name_glued_to_the_weekday_is_read_without_it():
    assert authors(head="<div><strong>Rina Kartika</strong><em></em>Rabu, 6 September 2023 11:52 WIB</div>") == ("Rina Kartika",)


@pytest.mark.parametrize(
    ("end", "name"),
    [
        (" (Rina Kartika/kabarcontoh)", "Rina Kartika"),
        (" (rina kartika/Kabar Contoh)", "Rina Kartika"),
        (" (h/Rina Kartika)", "Rina Kartika"),
        (" (Yusrizal)", "Yusrizal"),
    ],
)
def test_a_name_in_brackets_that_ends_the_text_signs_it(end: str, name: str):
    assert authors(end=end) == (name,)


@pytest.mark.parametrize(
    "end", [" (rina/kabarcontoh)", " (h/m)", " (Bersambung)", " (Antara)", " (Jakarta)", " (Redaksi)", " (Yusrizal/Wibowo)"]
)
def test_initials_a_wire_a_place_or_words_in_brackets_sign_nothing(end: str):
    assert authors(end=end) == ()


@pytest.mark.parametrize(
    "below",
    [
        "<p><strong>Rina Kartika</strong></p>",
        "<p>Rina Kartika, Wanasari</p>",
        "<p>Rina Kartika, guru di Wanasari</p>",
        "<p><b>Rina Kartika/Kabar Contoh</b></p>",
        "<p>Rina Kartika – Kontributor Wanasari</p>",
        "<p>■ Rina Kartika</p>",
    ],
)
def test_a_paragraph_of_a_name_right_after_the_text_signs_it(below: str):
    assert authors(below=below) == ("Rina Kartika",)


def test_names_on_two_lines_right_after_the_text_both_sign_it():
    assert authors(below="<p>Rina Kartika<br>Tono Wibowo</p>") == ("Rina Kartika", "Tono Wibowo")
    assert authors(below="<p>Rina Kartika/Tono Wibowo</p>") == ("Rina Kartika", "Tono Wibowo")


@pytest.mark.parametrize(
    "below",
    ["<h3>Rina Kartika</h3>", "<p><a href='/x'>Rina Kartika</a></p>", "<p>Jawa Barat</p>", "<h4>Kolom</h4><p>Sri Dewi</p>"],
)
def test_a_heading_a_link_or_a_place_after_the_text_signs_nothing(below: str):
    assert authors(below=below) == ()


def test_a_name_below_the_heading_about_the_author_is_the_authors():
    assert authors(below="<div><h4>Tentang Penulis</h4><h5>Rina Kartika</h5><p>Penulis lepas.</p></div>") == ("Rina Kartika",)


def test_an_account_is_no_name_unless_the_page_spells_it():
    assert authors(head=f"<span class='author'>rinakartika</span>{DATE}") == ()
    assert authors(head=f"<span class='author'>rinakartika</span>{DATE}", below="<div>Rina Kartika</div>") == ("Rina Kartika",)


def test_an_account_that_is_no_name_leaves_the_word_to_the_next_witness():
    head = f"<span class='author'>redaktur7</span><span class='author'>lpmx</span>{DATE}"
    assert authors(head=head, below="<p>Rina Kartika</p>") == ("Rina Kartika",)


def test_the_site_before_the_reporter_on_the_spot_is_no_part_of_the_name():
    assert authors(below="<p>Laporan reporter Kabar Contoh Rina Kartika dari Wanasari</p>") == ("Rina Kartika",)


def test_who_stands_as_author_in_the_head_and_in_markup_may_be_the_editor_too():
    meta = "<meta name='author' content='Rina Kartika'>"
    head = f"<div class='author'>Rina Kartika</div>{DATE}"
    assert authors(head=head, below="<p>Editor: Rina Kartika</p>", meta=meta) == ("Rina Kartika",)
    assert authors(head=head, below="<p>Editor: Rina Kartika</p>", meta="") == ()


def test_a_name_after_a_short_last_paragraph_signs_the_text():
    assert authors(below="<p>Warga berharap jembatan itu selesai sebelum musim hujan tiba.</p><p>(Rina Kartika)</p>") == (
        "Rina Kartika",
    )


@pytest.mark.parametrize("line", ["<ul><li>Anies Wibowo</li><li>Ganjar Kartika</li></ul>", "<h3>Tono Wibowo</h3>"])
def test_a_topic_or_a_sub_heading_beside_the_date_is_nobody(line: str):
    assert authors(head=DATE + line) == ()
