"""Bylines of several elements: labels beside names, lists of names, and who posted set against who wrote."""

import lxml.html
import pytest

from tasks.steps.credits import read_credits
from tasks.steps.markup import read_markup

TITLE = "Jembatan Gantung Wanasari Mulai Dibangun, Warga Dua Desa Lega"
DATE = "<p>Rabu, 6 September 2023 11:52 WIB</p>"
PROSE = "Pemerintah Kabupaten Wanasari memulai pembangunan jembatan gantung sepanjang 120 meter yang menghubungkan dua desa, kata bupati."
BOTH = ("Rina Kartika", "Tono Wibowo")


def credit(head: str = "", below: str = ""):
    html = f"<head><title>{TITLE}</title></head><article><h1>{TITLE}</h1>{head}{DATE}<div>{f'<p>{PROSE}</p>' * 4}{below}</div></article>"
    return read_credits(read_markup(lxml.html.document_fromstring(html)))


@pytest.mark.parametrize(
    "names",
    [
        "<p>Penulis:</p><ul><li>Rina Kartika</li><li>Tono Wibowo</li></ul>",
        "<div>Reporter:</div><div><div class='even'>Rina Kartika</div><div class='odd'>Tono Wibowo</div></div>",
    ],
)
def test_all_names_of_a_list_below_a_label_are_reporters(names: str):
    assert credit(head=names).authors == BOTH


def test_a_list_of_reporters_below_the_text_is_read_whole():
    box = "<h5>Reporter</h5><ul><li>Rina Kartika</li><li>Tono Wibowo</li><li>Sri Dewi</li></ul><h5>Editor</h5><ul><li>Bagus Santosa</li></ul>"
    assert (credit(below=box).authors, credit(below=box).editors) == ((*BOTH, "Sri Dewi"), ("Bagus Santosa",))


def test_a_list_that_is_folded_away_adds_nobody():
    box = "<div class='hide'><ul><li>Author</li><li>Rina Kartika</li><li>Tono Wibowo</li></ul></div>"
    assert credit(below=box).authors == ("Rina Kartika",)


def test_each_author_may_have_a_line_of_what_he_is():
    people = "".join(f"<li><a rel='author'>{name}</a><p>Peneliti, Yayasan Contoh</p></li>" for name in BOTH)
    assert credit(head=f"<ul class='authors-group'>{people}</ul>").authors == BOTH


def test_labels_may_take_turns_in_one_block():
    said = credit(head="<p>Editor <a>Bagus Santosa</a>, Penulis <a>Rina Kartika</a></p>")
    assert (said.authors, said.editors) == (("Rina Kartika",), ("Bagus Santosa",))


def test_credit_lines_and_dates_may_stand_side_by_side_in_one_block():
    meta = "<div><span>Penulis : Rina Kartika</span><span>Terbit : Rabu, 06 September 2023 11:52 WIB</span></div>"
    assert credit(head=meta).authors == ("Rina Kartika",)


def test_who_posted_gives_way_to_who_wrote():
    assert credit(head="<div>Oleh Tono Wibowo</div>", below="<p>Penulis: Rina Kartika</p>").authors == ("Rina Kartika",)
    assert credit(head="<div>Penulis: Tono Wibowo</div>", below="<p>Penulis: Rina Kartika</p>").authors == BOTH[::-1]
    assert credit(head="<div>Oleh Rina Kartika</div>", below="<p>Penulis: Rina Kartika</p>").authors == ("Rina Kartika",)


def test_a_name_in_an_element_that_only_its_scripts_call_author_is_the_authors():
    assert credit(head="<div><a href='/x'><span data-testid='author-name'>Rina Kartika</span></a></div>").authors == (
        "Rina Kartika",
    )


def test_capitals_right_after_the_text_are_a_byline_though_comments_follow():
    comments = f"<div class='comments'><p>{PROSE}</p></div>"
    assert credit(below=f"<p>RINA KARTIKA</p>{comments}").authors == ("Rina Kartika",)


def test_a_place_may_stand_among_credit_lines_and_dates():
    meta = "<div><span>Oleh : Rina Kartika</span> <span>Editor : Bagus</span> <span>14 Feb 2024 - 07:30</span> <span>Banjarmasin</span></div>"
    assert (credit(head=meta).authors, credit(head=meta).editors) == (("Rina Kartika",), ("Bagus",))


def test_a_colon_in_a_cell_of_its_own_stands_between_label_and_name():
    table = "<table><tr><td>Editor</td><td>:</td><td>Bagus Santosa</td></tr></table>"
    assert credit(below=table).editors == ("Bagus Santosa",)


def test_a_city_and_the_site_below_the_byline_are_no_second_name():
    head = "<div><p>Rina Kartika</p><p>Kontributor</p></div><p>Jombang, Kabar Contoh</p>"
    assert credit(head=head).contributors == ("Rina Kartika",)


def test_where_a_reporter_is_stands_in_brackets_and_is_no_name():
    head = "<p>oleh <a>Rina Kartika</a>, <a>Tono Wibowo</a> [Wanasari] <span>di 14 July 2021</span></p>"
    assert credit(head=head).authors == BOTH


@pytest.mark.parametrize(
    "inner", ["<span class='photo-author'>Tono Wibowo</span>", "<div class='photo-author'>Tono Wibowo</div>"]
)
def test_the_photographer_beside_the_headline_is_no_author(inner: str):
    assert credit(head=f"<div class='photo'>{inner}</div>").authors == ()


def test_a_word_beside_a_user_name_is_no_second_author():
    head = "<div class='username'><a href='/rina'>Rina Kartika</a> <span class='mark'>TERVERIFIKASI</span></div>"
    assert credit(head=head).authors == ("Rina Kartika",)
