"""Marks of dumpers and headers: what is taken off, what stays, and the laws for any text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.steps.text_header import read_header
from tasks.steps.text_lines import split_lines
from tasks.steps.text_marks import Dialect, Marked, dialect_of, unmark

ALL = Dialect.MARKDOWN | Dialect.NUMBERED | Dialect.ITEMS


@pytest.mark.parametrize(
    ("row", "marked"),
    [
        ("# Harga Sagu Naik", Marked("Harga Sagu Naik", "h")),
        ("  * [Nasional](/nasional)".strip(), Marked("Nasional", "li", 8)),
        ("Harga [sagu](https://a.test/sagu_(pohon)) naik.", Marked("Harga sagu naik.", "p", 4)),
        ('[![foto](/f.jpg) Harga Sagu](/b/1 "Harga Sagu")', Marked("Harga Sagu", "p", 10)),
        ("**Ternate** - Harga _sagu_ , kata dia, naik\\.", Marked("Ternate - Harga sagu, kata dia, naik.", "p")),
        ("> Kami senang.", Marked("Kami senang.", "quote")),
        ("[12]Harga Sagu Naik", Marked("Harga Sagu Naik", "p", 15)),
        ("![foto](/f.jpg)", Marked("![foto](/f.jpg)", rule="markup")),
        ("Ia pulang. ***", Marked("Ia pulang. ***")),
        ("Kata [ini] (dan itu) tetap.", Marked("Kata [ini] (dan itu) tetap.")),
    ],
)
def test_a_mark_is_taken_off_and_says_what_the_line_is(row, marked):
    assert unmark([row], ALL)[0] == marked


def test_a_link_may_hold_several_rows():
    rows = ["[", "### Harga Sagu Naik", "Harga sagu naik di Ternate. ](https://a.test/1)"]
    assert [(one.text, one.link_chars > 0) for one in unmark(rows, ALL)[1:]] == [
        ("Harga Sagu Naik", True),
        ("Harga sagu naik di Ternate.", True),
    ]


def test_a_text_without_marks_has_no_dialect():
    assert dialect_of(["Ia menulis [1] dan [sic] di papan.", "- satu", "* dua", "#sagu naik", "5 * 4"]) == Dialect.PLAIN


@pytest.mark.parametrize(
    ("text", "stated", "url", "rest"),
    [
        ("Judul : Sagu Naik\nTanggal : 2024-05-14\n\nIsi.", {"title": "Sagu Naik", "published_at": "2024-05-14"}, None, "\nIsi."),
        ("---\ntitle: Sagu Naik\nauthor: Rina Umar; Siti Ali\n---\nIsi.", {"title": "Sagu Naik", "authors": ["Rina Umar", "Siti Ali"]}, None, "Isi."),
        ("https://a.test/sagu\nSagu Naik", {}, "https://a.test/sagu", "Sagu Naik"),
        ("Judul: Sagu Naik\nSumber: https://a.test/sagu\nIsi.", {"title": "Sagu Naik"}, "https://a.test/sagu", "Isi."),
        ("Penulis: Rina Umar\nEditor: Siti Hadad\nIsi.", {}, None, "Penulis: Rina Umar\nEditor: Siti Hadad\nIsi."),
        ("Sagu Naik\nTitle: bukan kepala", {}, None, "Sagu Naik\nTitle: bukan kepala"),
        ("", {}, None, ""),
    ],
)  # fmt: skip
def test_a_header_states_what_its_lines_say(text, stated, url, rest):
    header = read_header(text)
    assert (header.stated, header.url, header.rest) == (stated, url, rest)


MARKS = st.lists(
    st.sampled_from(
        [
            "[",
            "]",
            "](",
            "(",
            ")",
            "**",
            "_",
            "*",
            "# ",
            "![",
            "/a",
            "https://a.test",
            "[12]",
            "kata",
            " ",
            "\\",
            "\n",
            "> ",
            "- ",
        ]
    )
).map("".join)


@settings(max_examples=300, deadline=None)
@given(MARKS)
def test_no_word_is_lost_by_any_mixture_of_marks(text):
    said = " ".join(line.text for line in split_lines(text).lines)
    assert said.count("kata") <= text.count("kata")
    if "](" not in text:
        assert said.count("kata") == text.count("kata")


@pytest.mark.parametrize(
    "piece", ["[", "[](", "[a](b", "![", "**a", "*a ", "_a ", "(", "[1]a ", "](", "\\", "https://", "a: b\n", "[a]("]
)
def test_a_hostile_text_is_read_in_time(piece):
    began = time.process_time()
    split_lines(read_header(piece * (200_000 // len(piece))).rest)
    assert time.process_time() - began < 10
