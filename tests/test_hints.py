"""Hints of any outlet: datelines with its own name or an unknown town, credits without a colon, wires named in the prose."""

import pytest

from seeds.words import load_words
from tasks.steps.hints import agency_named, as_credit, dateline_of, site_of

REST = "Warga membangun jembatan bambu di atas sungai yang meluap."


@pytest.mark.parametrize(
    ("line", "sites", "city"),
    [
        (f"KUPANG, KABARLAUT.NET.ID – {REST}", (), "KUPANG"),
        (f"Ambon, kabarlaut.press — {REST}", (), "Ambon"),
        (f"Kabarlaut.press, Paris - {REST}", (), "Paris"),
        (f"WONOSOBO, Berita Lembah. {REST}", ("Berita Lembah",), "WONOSOBO"),
        (f"Tanjung Nipah, Pantau - {REST}", ("Pantau",), "Tanjung Nipah"),
        (f"MELONGUANE, Kabar Talaud – {REST}", (), "MELONGUANE"),
        (f"Karangjati - {REST} Embung di Desa Karangjati kembali terisi.", (), "Karangjati"),
        (f"London,- {REST}", (), "London"),
    ],
)
def test_a_dateline_of_an_unknown_outlet_or_town_is_read(line, sites, city):
    found = dateline_of(line, sites, line)
    assert found.city == city
    assert found.rest.startswith(REST)


@pytest.mark.parametrize(
    "line",
    [
        "Persija - Persib bermain imbang tanpa gol di Stadion Patriot.",
        "Menurut Budi, Pantau - yang terbit sejak 1998 - tidak pernah rugi.",
        "Jembatan - bukan jalan - yang dibutuhkan warga.",
        "Kepala Desa, Maria - yang baru dilantik - datang.",
        "Ini kisah Karangjati - Embung yang kembali terisi.",
        "AS: Kim Jong-un akan Bertemu Putin",
    ],
)
def test_prose_and_headlines_with_a_dash_have_no_dateline(line):
    assert dateline_of(line, ("Pantau",), line).rest == line


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("- Penulis, Johanes Silooy", "Penulis: Johanes Silooy"),
        ("Reporter Rina Umar", "Reporter: Rina Umar"),
        ("Sumber Antara", "Sumber: Antara"),
        ("Sumber air warga mengering", "Sumber air warga mengering"),
        ("Penulis muda bermunculan di Ternate", "Penulis muda bermunculan di Ternate"),
        ("Editor: Rina Umar", "Editor: Rina Umar"),
    ],
)
def test_a_credit_without_its_colon_gets_it_and_nothing_else_does(line, credit):
    assert as_credit(line) == credit


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Demikian dilaporkan Reuters.", "Reuters"),
        ("Temuan itu, seperti dilansir kantor berita AFP, didasarkan pada percobaan.", "AFP"),
        ("Hal itu dikutip dari Antara, Senin.", "Antara"),
        ("Hal itu ia sampaikan kepada AFP.", None),
        ("Menurut BBC, dikutip dari laman BBC, kapal itu tenggelam.", None),
        ("Dilaporkan antara lain oleh warga.", None),
        ("Kutipan dari Reuters itu salah.", None),
    ],
)
def test_a_wire_that_the_prose_says_it_is_taken_from_is_its_agency(text, agency):
    assert agency_named([REST, text]) == agency


@pytest.mark.parametrize(
    ("line", "site"),
    [
        ("KabarLaut.net - 20/05/2024, 19:26 WIB", "kabarlaut.net"),
        ("Nasional.Kabar.co.id, Senin", "kabar.co.id"),
        ("VIVA.co.id", "viva.co.id"),
        ("Rabu, 6 September 2023", None),
        ("Dr. Budi datang", None),
    ],
)
def test_the_host_that_a_date_line_begins_with_is_the_site(line, site):
    assert site_of(line) == site


def test_a_wrong_example_in_the_words_says_where_it_stands(tmp_path):
    path = tmp_path / "words.toml"
    path.write_text('[[label]]\nname = "chrome"\nphrases = ["home"]\nis = ["Beranda"]\nisnt = []\n')
    with pytest.raises(ValueError, match=r"words\.toml: label chrome: 'Beranda' should match"):
        load_words(path)
    path.write_text('[[label]]\nname = "chrome"\nphrases = ["home("]\nis = []\nisnt = []\n')
    with pytest.raises(ValueError, match=r"words\.toml: label chrome: 'home\(' is no regular expression"):
        load_words(path)


def test_the_words_of_this_release_prove_themselves():
    assert list(load_words()) == ["published", "chrome", "section", "tail"]
