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
    box = "<h5>Reporter</h5><ul><li>Rina Kartika</li><li>Tono Wibowo</li></ul><h5>Editor</h5><ul><li>Bagus Santosa</li></ul>"
    assert (credit(below=box).authors, credit(below=box).editors) == (BOTH, ("Bagus Santosa",))


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
