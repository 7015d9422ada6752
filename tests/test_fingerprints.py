"""Fingerprints: what stays of a text, and what does not matter in it."""

import numpy as np
import pyarrow as pa
from hypothesis import example, given
from hypothesis import strategies as st

from tasks.steps.fingerprints import (
    CAPITAL,
    MAX_WORDS,
    NUMBER,
    PARAGRAPH,
    SENTENCE,
    WORD,
    fingerprints_of,
    is_fact,
    windows_of,
    words_of,
)
from tests.story_news import FLOOD, article, long_text, table


def codes(text: str | None) -> np.ndarray:
    return words_of(pa.chunked_array([[text]], pa.string())).codes


def plain(text: str) -> list[int]:
    return (codes(text) & WORD).tolist()


def test_case_signs_and_quotes_do_not_matter():
    assert plain("“Harga BERAS naik,” kata Rina – Jum’at.") == plain('"harga beras naik" kata rina - jum\'at')


def test_another_word_is_another_code():
    assert len(set(plain("beras gabah padi jagung kedelai"))) == 5


def test_a_number_is_one_word_whatever_its_sign():
    assert plain("Rp1.069,5") == plain("rp 1,069.5")
    assert len(codes("pukul 06:30, Rp2,7 miliar, 12 ekor")) == 7


def test_numbers_days_and_months_are_facts_and_so_are_names():
    words = codes("Harga di Pasar Lonto naik Selasa menjadi 4.500")
    assert is_fact(words).tolist() == [False, False, True, True, False, True, False, True]
    assert ((words & NUMBER) != 0).tolist() == [False] * 5 + [True, False, True]


def test_minggu_is_a_day_only_with_a_capital():
    assert (codes("pada Minggu dua minggu")[1] & NUMBER) and not (codes("pada Minggu dua minggu")[3] & NUMBER)


def test_sentences_and_paragraphs_are_marked_where_they_start():
    words = codes("Air surut. Warga pulang ke rumah\n\nSekolah dibuka lagi")
    assert np.flatnonzero(words & SENTENCE).tolist() == [0, 2, 6]
    assert np.flatnonzero(words & PARAGRAPH).tolist() == [0, 6]
    assert np.flatnonzero(words & CAPITAL).tolist() == [0, 2, 6]


def test_a_text_without_words_has_no_windows():
    for text in (None, "", "  \n\n ", "…", "dua kata"):
        assert fingerprints_of(table([article("a", text)]))["samples"].to_pylist() == [[]]


def test_a_very_long_text_is_cut():
    assert len(codes("kata " * (MAX_WORDS + 50))) == MAX_WORDS


def test_windows_do_not_run_over_the_end_of_a_text():
    words = words_of(pa.chunked_array([["satu dua tiga empat", "lima enam", "tujuh delapan sembilan"]], pa.string()))
    windows = windows_of((words.codes & WORD).astype(np.uint64), words.offsets)
    assert (windows != 0).tolist() == [True, True, False, False, False, False, True, False, False]


def test_a_short_text_keeps_every_window_and_a_long_one_about_an_eighth():
    short, long = fingerprints_of(table([article("a", FLOOD[:300]), article("b", long_text(1, 60))]))["samples"].to_pylist()
    assert len(short) == len(codes(FLOOD[:300])) - 2
    assert 0.06 < len(long) / len(codes(long_text(1, 60))) < 0.2


texts = st.lists(st.text(st.sampled_from("abZ09 .,\n“é–\u4e2d"), max_size=60), max_size=8)


@example(["0", ".", "0"])
@given(texts)
def test_a_text_has_the_same_words_alone_and_among_others(some: list[str]):
    words = words_of(pa.chunked_array([some], pa.string()))
    alone = [codes(text).tolist() for text in some]
    assert [words.codes[a:b].tolist() for a, b in zip(words.offsets, words.offsets[1:], strict=False)] == alone


@given(texts, st.integers(0, 8))
def test_chunks_do_not_matter(some: list[str], cut: int):
    whole, parts = pa.chunked_array([some], pa.string()), pa.chunked_array([some[:cut], some[cut:]], pa.string())
    assert words_of(whole).codes.tolist() == words_of(parts).codes.tolist()
