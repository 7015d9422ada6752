"""Paragraphs that a dump left without a space between them are parted again; titles of links go, prose stays, names stay whole."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.rules import load_rules
from tasks.steps.furniture import strip_lines
from tasks.steps.lines import Line
from tasks.steps.text_glue import unglue

A = "Warga Desa Kastela membangun jembatan bambu di atas sungai yang meluap akibat banjir pekan lalu."
B = "Kepala desa mengatakan pekerjaan itu selesai dalam empat hari berkat gotong royong."
C = "Sementara itu, anak sekolah menyeberang dengan perahu setiap pagi, kata seorang guru."
TITLE, OTHER = "Harga Kopra Turun Lagi di Bastiong", "Dua Nelayan Hanyut Ditemukan Selamat"
RULES = load_rules()


def left(row: str) -> str:
    """Return what cleaning leaves of one row of a dump, on one line."""
    lines = [Line(part, number=number) for number, part in enumerate(unglue(row), 1)]
    return " ".join(line.text for line in strip_lines(lines, RULES)[0])


@pytest.mark.parametrize(
    "between",
    [
        f"Baca juga: {TITLE}",
        f"Baca Juga: {TITLE}",
        f"BACA JUGA:{TITLE}",
        f"Baca Juga{TITLE}",
        f"Baca juga:{TITLE}{OTHER}",
        f"Simak juga: {TITLE}",
        f"Lihat juga: {TITLE}",
        f"Tonton: {TITLE}",
        f"ADVERTISEMENTBaca juga: {TITLE}",
        "ADVERTISEMENT",
        "Advertisement",
        "SCROLL TO CONTINUE WITH CONTENT",
        "ADVERTISEMENTSCROLL TO CONTINUE WITH CONTENT",
        "[Gambas:Video 20detik]",
        f"Berita Terkait{TITLE}{OTHER}",
        "Scroll untuk membaca",
        "Halaman Selanjutnya",
        f" Baca juga: {TITLE}",
    ],
)
def test_what_is_glued_between_two_paragraphs_goes_with_its_titles_and_no_more(between):
    assert left(f"{A}{between}{C}") == f"{A} {C}"


def test_a_body_without_a_single_space_between_paragraphs_is_parted_into_them():
    assert unglue(f"{A}{B}{C}“Kami senang,” ujarnya.{A}") == [A, B, C, "“Kami senang,” ujarnya.", A]


def test_a_straight_quote_goes_with_the_sentence_it_opens_and_with_the_one_it_closes():
    said = '"Kami tidak menunggu bantuan dari siapa pun."'
    assert unglue(f"{A}{said}{B}{said}{C}") == [A, said, B, said, C]


def test_a_title_whose_end_nothing_tells_is_left_rather_than_the_prose_behind_it():
    row = f"{A}Baca juga: {TITLE} Rina Umar dari Kastela menyebut jembatan itu sudah tua dan perlu diganti."
    assert left(row) == row
    assert "menyebut jembatan itu" in left(f"{A} Baca juga: {TITLE} Rina Umar dari Kastela menyebut jembatan itu sudah tua. {B}")


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        (
            f"{A} Baca juga: {TITLE} Petugas memeriksa jembatan itu kemarin. {B}",
            f"{A} Petugas memeriksa jembatan itu kemarin. {B}",
        ),
        (
            f"{A} Baca juga: Harga kopra turun lagi di pasar Namun, Rina Umar tetap berjualan. {B}",
            f"{A} Namun, Rina Umar tetap berjualan. {B}",
        ),
        (f"{A} Baca juga: Apakah Harga Kopra Turun? Rina Umar ragu. {B}", f"{A} Rina Umar ragu. {B}"),
        (f"{A} Baca juga: {TITLE}.", A),
    ],
)
def test_a_title_in_a_row_with_spaces_ends_where_a_sentence_surely_begins(row, kept):
    assert left(row) == kept


@pytest.mark.parametrize(
    "row",
    [
        f"Petugas berpesan agar warga baca juga label kemasan.{A} Baca juga aturan pakai itu, kata dia.",
        "Ia memakai WhatsApp dan YouTube di Kabar.Com sejak tahun 2020 bersama Prof.Budi dan Drs.Ahmad, kata dia kepada warga yang datang.",
        "Partai NasDem menunjuk Rina Umar. Ia mengunggah video di TikTok, lalu menonton MotoGP bersama warga Kastela sampai larut malam itu.",
        "PT.Sagu Nusantara Tbk.Ternate di Jl.Pelabuhan No.5 menjual 1.500 ton tepung pada 12.30 WIB, dan laporan S.Pd.I itu diterima warga.",
        "SUARA.COM - Warga Desa Kastela membangun jembatan bambu. " + B,
    ],
)
def test_prose_names_hosts_and_abbreviations_stay_as_they_are(row):
    assert left(row) == row


def test_a_name_with_a_capital_inside_and_a_title_with_a_dot_are_not_parted_where_all_else_is():
    assert left(f"{A}Baca juga: Warga Kastela Keluhkan WhatsApp{C}") == f"{A} {C}"
    met = "Ia bertemu Prof.Budi dan Drs.Ahmad di Kab.Garut bersama warga."
    assert unglue(f"{A}{B}{C}{met}{A}") == [A, B, C, met, A]


def test_one_missing_space_is_a_misprint_and_parts_nothing():
    row = f"{A}{B} {C}"
    assert unglue(row) == [row]


@given(
    st.lists(
        st.sampled_from([A, B, C, "Baca juga:", TITLE, "WhatsApp", '"', "ADVERTISEMENT", " ", "Editor: Rina", "2."]), max_size=12
    )
)
def test_no_character_is_added_or_lost(parts):
    row = " ".join("".join(parts).split())
    assert re.sub(r"\s", "", "".join(unglue(row))) == re.sub(r"\s", "", row)


@pytest.mark.parametrize("piece", ["Baca juga: A", "A.B", "aB", '."', "Baca Juga Aa ", "ADVERTISEMENT"])
def test_a_hostile_row_is_parted_as_any_other(piece):
    row = (piece * (300_000 // len(piece))).strip()
    assert re.sub(r"\s", "", "".join(unglue(row))) == re.sub(r"\s", "", row)
