"""Lineage: who copied whom, how we know, and what became of the text."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from seeds.agencies import load_agencies
from tasks.steps.alignment import MOST_WORDS, Row, aligned, word_changes
from tasks.steps.fingerprints import WORD, fingerprints_of, words_of_lists
from tasks.steps.lineage import copies_of
from tasks.steps.stories import Story, cites_article, is_outlet, original_of
from tests.story_news import FLOOD, MARKET, article, table
from tests.test_stories import NEWS, told

AT = datetime(2025, 3, 4, 3, 0, tzinfo=UTC)


def timed(name: str, hours: float = 0, **more: object):
    return told(name, published_at=AT + timedelta(hours=hours), is_timed=True, **more)


def copy_row(original, copy, original_text: str = FLOOD, copy_text: str = FLOOD) -> dict:
    rows = [article("a", original_text), article("b", copy_text)]
    words = words_of_lists(fingerprints_of(table(rows))["words"])
    (row,) = copies_of([Story(original, (copy,))], words, {original.article_id: 0, copy.article_id: 1}).to_pylist()
    return row


def test_the_earlier_of_two_times_is_the_original_by_time():
    assert original_of([timed("b"), timed("a", 2)]).article_id == "b"
    row = copy_row(timed("b"), timed("a", 2))
    assert (row["direction"], row["hours_after"]) == ("time", 2.0)


def test_a_day_without_a_time_tells_nothing_within_the_day():
    row = copy_row(told("a", published_at=AT), timed("b", 5))
    assert (row["direction"], row["hours_after"]) == ("unknown", None)
    assert copy_row(told("a", 0, published_at=AT), told("b", 1, published_at=AT + timedelta(days=1)))["direction"] == "time"


def test_an_article_without_a_date_never_wins_by_a_guessed_time():
    """Its day may be that of the fetch."""
    assert original_of([told("a", 0), timed("b", 1)]).article_id == "b"
    assert copy_row(told("a", 0), told("b", 1))["direction"] == "unknown"


def test_what_says_it_is_taken_from_another_is_the_copy_even_if_it_came_first():
    title = (11, 12, 13)
    source = timed("s", 3, outlet="kabar.example", title_words=title)
    citing = timed("c", 0, outlet="warta.example", citation_outlet="Kabar.example", citation_words=title)
    assert original_of([citing, source]) is source
    assert copy_row(source, citing)["direction"] == "citation"
    assert copy_row(source, citing)["hours_after"] == -3.0


@pytest.mark.parametrize(
    ("name", "outlet", "same"),
    [
        ("Kompas.com", "kompas.com", True),
        ("KOMPAS", "kompas.com", True),
        ("jabar.tribunnews.com", "tribunnews.com", True),
        ("www.detik.com", "detik.com", True),
        ("Kompas TV", "kompas.com", False),
        ("notkompas.com", "kompas.com", False),
    ],
)
def test_an_outlet_is_known_by_its_printed_name(name: str, outlet: str, same: bool):
    assert is_outlet(name, outlet) is same


def test_a_citation_of_another_headline_is_no_citation_of_this_article():
    source = told("s", outlet="kabar.example", title_words=(1, 2, 3))
    assert not cites_article(told("c", citation_outlet="kabar.example", citation_words=(4, 5, 6)), source)
    assert cites_article(told("c", outlet="x.example", citation_outlet="kabar.example"), source)
    assert not cites_article(told("c"), source)


def test_an_agencys_own_article_is_the_original_of_those_that_credit_it():
    own = timed("z", 1, outlet="antaranews.com")
    crediting = timed("a", 0, outlet="kabar.example", agency="Antara")
    assert original_of([crediting, own]) is own
    row = copy_row(own, crediting)
    assert (row["direction"], row["credit"]) == ("credit", "kept")


def test_an_outlet_of_an_agency_that_nobody_credits_is_as_any_other():
    assert original_of([timed("a", 0, outlet="kabar.example"), timed("z", 1, outlet="antaranews.com")]).article_id == "a"


def test_an_agency_with_what_is_no_outlet_is_an_error_that_says_where(tmp_path: Path):
    path = tmp_path / "agencies.toml"
    path.write_text('[outlets]\n"Antara" = "Kantor Berita"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"agencies\.toml: Antara = 'Kantor Berita'; wanted is the outlet's domain"):
        load_agencies(path)


def test_credit_is_kept_dropped_or_none():
    wire = timed("a", agency="Reuters")
    assert copy_row(wire, timed("b", 1, agency="reuters"))["credit"] == "kept"
    assert copy_row(wire, timed("b", 1))["credit"] == "dropped"
    assert copy_row(timed("a"), timed("b", 1, agency="Reuters"))["credit"] == "none"


def test_shares_and_paragraphs_say_what_was_added_and_dropped():
    first, *rest = FLOOD.split("\n\n")
    row = copy_row(timed("a"), timed("b", 1), FLOOD, "\n\n".join([first, *rest[:3], *NEWS.split("\n\n")[:2]]))
    assert (row["paragraphs_added"], row["paragraphs_dropped"]) == (2, 2)
    assert 0.5 < row["containment"] < 0.8
    assert 0.5 < row["coverage"] < 0.8
    assert row["jaccard"] < min(row["containment"], row["coverage"])


def test_the_same_text_is_wholly_contained():
    row = copy_row(timed("a"), timed("b", 1))
    assert (row["containment"], row["coverage"], row["jaccard"]) == (1.0, 1.0, 1.0)
    assert (row["paragraphs_added"], row["paragraphs_dropped"]) == (0, 0)


def test_a_title_is_changed_when_its_words_are():
    assert not copy_row(timed("a", title_words=(5, 6 | (1 << 30))), timed("b", title_words=(5, 6)))["title_changed"]
    assert copy_row(timed("a", title_words=(5, 6)), timed("b", title_words=(5, 7)))["title_changed"]
    assert WORD == (1 << 28) - 1


def test_paragraphs_stand_side_by_side():
    first, second, third, *rest = FLOOD.split("\n\n")
    changed = third.replace("pukul tiga", "pukul empat")
    rows = aligned(FLOOD, "\n\n".join([first, "Sebuah tambahan dari redaksi daerah.", changed, *rest]))
    assert rows[:4] == [
        Row("same", first, first),
        Row("added", None, "Sebuah tambahan dari redaksi daerah."),
        Row("dropped", second, None),
        Row("changed", third, changed),
    ]
    assert [row.kind for row in rows[4:]] == ["same"] * len(rest)


def test_nothing_in_common_is_all_added_and_all_dropped():
    assert kinds_of(aligned(FLOOD, MARKET)) == {"added": 5, "dropped": 6}
    assert aligned("", "") == []


def test_a_paragraph_cut_in_two_and_two_joined_are_one_row():
    first, second, *_ = FLOOD.split("\n\n")
    one, other = second.split(". ", 1)
    (row,) = aligned(second, f"{one}.\n\n{other}")
    assert row == Row("changed", second, f"{one}. ¶ {other}")
    (row,) = aligned(f"{first}\n\n{second}", f"{first} {second}")
    assert row == Row("changed", f"{first} ¶ {second}", f"{first} {second}")


def kinds_of(rows: list[Row]) -> dict[str, int]:
    return {kind: sum(row.kind == kind for row in rows) for kind in {row.kind for row in rows}}


def test_changed_words_are_told_apart():
    left, right = word_changes("air naik pada pukul tiga pagi", "air naik pada pukul empat pagi")
    assert [piece.text for piece in left if not piece.is_shared] == ["tiga"]
    assert [piece.text for piece in right if not piece.is_shared] == ["empat"]


def test_two_endless_paragraphs_are_not_compared_word_by_word():
    left, right = word_changes("kata " * MOST_WORDS, "lain " * MOST_WORDS)
    assert len(left) == len(right) == 1
