"""Versions and stitching: what several pages of one article become, in any order of arrival."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.steps.revisions import revisions_of
from warehouse.tables import DRAFTS, REVISIONS

START = datetime(2024, 5, 1, 3, 0, tzinfo=UTC)
LEAD = "Warga Tobelo membangun jembatan bambu baru di atas sungai yang meluap pekan lalu."
SECOND = "Kepala desa mengatakan pekerjaan itu selesai dalam empat hari."
THIRD = "Bahan bangunan dibawa warga dari kebun mereka sendiri."
LAST = "Jembatan itu kini dilalui anak-anak sekolah setiap pagi."


def draft(page_id: str = "p1", text: str = LEAD, **columns) -> dict:
    """One draft row with what matters given and the rest plain."""
    row = dict.fromkeys(DRAFTS.schema.names)
    row.update(
        article_id="a1",
        title="Warga Tobelo Bangun Jembatan",
        authors=[],
        editors=[],
        initials=[],
        tags=[],
        kind="news",
        route="blocks",
    )
    row.update(text=text, words=len(text.split()), is_partial=False, page_count=1, source=f"{page_id}.html", page_id=page_id)
    row.update(rules_version="r1", first_seen_at=START)
    return row | columns


def revisions(*drafts: dict) -> list[dict]:
    return revisions_of(DRAFTS.rows(list(drafts))).to_pylist()


def days(number: int) -> datetime:
    return START + timedelta(days=number)


def test_a_refetch_with_the_same_text_is_no_new_version_and_fills_in_metadata():
    rows = revisions(draft("p1", fetched_at=days(0)), draft("p2", fetched_at=days(1), authors=["Rina Sahetapy"]))
    assert [(r["version"], r["changed"], r["is_latest"], r["authors"]) for r in rows] == [(1, "first", True, ["Rina Sahetapy"])]
    assert (rows[0]["fetched_at"], rows[0]["page_id"]) == (days(0), "p1")


def test_each_change_of_title_or_text_is_a_version_that_says_what_changed():
    rows = revisions(
        draft("p1", fetched_at=days(0)),
        draft("p2", fetched_at=days(1), title="Jembatan Bambu Berdiri di Tobelo"),
        draft("p3", fetched_at=days(2), title="Jembatan Bambu Berdiri di Tobelo", text=f"{LEAD}\n\n{SECOND}"),
        draft("p4", fetched_at=days(3)),
    )
    assert [r["changed"] for r in rows] == ["first", "title", "text", "both"]
    assert [r["version"] for r in rows] == [1, 2, 3, 4]
    assert [r["is_latest"] for r in rows] == [False, False, False, True]


def test_first_seen_at_is_the_earliest_of_all_pages():
    rows = revisions(
        draft("p1", fetched_at=days(0), first_seen_at=days(9)),
        draft("p2", fetched_at=days(1), first_seen_at=days(4), text=SECOND),
    )
    assert {r["first_seen_at"] for r in rows} == {days(4)}


def test_a_page_that_does_not_say_when_it_was_fetched_comes_first():
    rows = revisions(draft("p1", fetched_at=days(0)), draft("p2", text=SECOND))
    assert [r["text"] for r in rows] == [SECOND, LEAD]


def paged(number: int, text: str, last: int | None = 3, **columns) -> dict:
    reason = f"page {number} of {last}: the other pages are not here"
    return draft(f"p{number}", text, page_no=number, page_last=last, is_partial=True, partial_reason=reason) | columns


def test_pages_of_one_fetch_are_stitched_into_one_whole_version():
    pages = [paged(n, text, fetched_at=START + timedelta(seconds=5 * n)) for n, text in enumerate([LEAD, SECOND, THIRD], 1)]
    [row] = revisions(*pages)
    assert row["text"] == f"{LEAD}\n\n{SECOND}\n\n{THIRD}"
    assert (row["page_count"], row["is_partial"], row["partial_reason"], row["page_id"]) == (3, False, None, "p1")
    assert row["words"] == len(row["text"].split())


def test_what_is_missing_is_said():
    [row] = revisions(*[paged(n, t, last=4, fetched_at=START) for n, t in ((1, LEAD), (3, THIRD))])
    assert (row["is_partial"], row["partial_reason"], row["page_count"]) == (True, "pages 2, 4 of 4 are missing", 2)


def test_a_page_that_comes_later_heals_the_article_in_a_new_version():
    rows = revisions(paged(2, SECOND, 2, fetched_at=days(0)), paged(1, LEAD, 2, fetched_at=days(3)))
    assert [(r["version"], r["is_partial"], r["text"]) for r in rows] == [(1, True, SECOND), (2, False, f"{LEAD}\n\n{SECOND}")]


def test_a_lead_and_title_repeated_at_a_page_break_go_but_a_refrain_in_the_text_stays():
    title = "Warga Tobelo Bangun Jembatan"
    [row] = revisions(
        paged(1, f"{LEAD}\n\n{SECOND}\n\n{THIRD}", 2, fetched_at=START),
        paged(2, f"{title}\n\n{LEAD}\n\n{LAST}\n\n{SECOND}", 2, fetched_at=START),
    )
    assert row["text"] == "\n\n".join([LEAD, SECOND, THIRD, LAST, SECOND])


def test_a_sentence_broken_by_the_page_break_is_whole_again():
    [row] = revisions(
        paged(1, "Jembatan itu dibangun dari bambu yang", 2, fetched_at=START),
        paged(2, f"dibawa warga dari kebun.\n\n{LAST}", 2, fetched_at=START),
    )
    assert row["text"] == f"Jembatan itu dibangun dari bambu yang dibawa warga dari kebun.\n\n{LAST}"


def test_the_whole_article_on_one_page_is_not_made_longer_by_its_parts():
    whole = draft("p9", f"{LEAD}\n\n{SECOND}\n\n{THIRD}", fetched_at=days(1))
    rows = revisions(paged(2, SECOND, fetched_at=days(0)), whole, paged(3, THIRD, fetched_at=days(2)))
    assert rows[-1]["text"] == whole["text"]
    assert (rows[-1]["is_partial"], rows[-1]["page_count"]) == (False, 1)


def test_a_later_first_page_does_not_shorten_what_was_whole():
    whole = draft("p9", f"{LEAD}\n\n{SECOND}", fetched_at=days(0))
    rows = revisions(whole, paged(1, LEAD, 2, fetched_at=days(1)))
    assert [r["text"] for r in rows] == [whole["text"]]
    assert rows[0]["is_partial"] is False


def test_columns_come_from_the_first_page_that_has_them():
    first = paged(1, LEAD, 2, fetched_at=START, day=date(2024, 5, 1), day_from="fetched")
    second = paged(
        2, SECOND, 2, fetched_at=START, editors=["Yosef Manu"], published_at=days(-1), day=date(2024, 4, 30), day_from="published"
    )
    [row] = revisions(first, second)
    assert (row["editors"], row["published_at"], row["day"], row["day_from"]) == (
        ["Yosef Manu"],
        days(-1),
        date(2024, 4, 30),
        "published",
    )


def test_no_drafts_give_no_revisions():
    assert revisions_of(DRAFTS.rows([])).schema == REVISIONS.schema


DRAFT = st.builds(
    draft,
    page_id=st.sampled_from(["p1", "p2", "p3", "p4", "p5", "p6"]),
    text=st.lists(
        st.sampled_from([LEAD, SECOND, THIRD, LAST, "Jembatan itu dibangun dari bambu yang"]), min_size=1, max_size=4
    ).map("\n\n".join),
    article_id=st.sampled_from(["a1", "a2"]),
    title=st.sampled_from(["Warga Bangun Jembatan", "Jembatan Berdiri"]),
    fetched_at=st.none() | st.integers(0, 4).map(days) | st.integers(0, 400).map(lambda s: START + timedelta(seconds=s)),
    modified_at=st.none() | st.integers(0, 2).map(days),
    page_no=st.none() | st.integers(1, 3),
    page_last=st.none() | st.integers(2, 4),
    is_partial=st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(DRAFT, max_size=7, unique_by=lambda row: row["page_id"]), st.randoms())
def test_any_order_of_arrival_gives_the_same_rows(drafts, random):
    shuffled = random.sample(drafts, len(drafts))
    rows = revisions(*drafts)
    assert rows == revisions(*shuffled)
    for article in {d["article_id"] for d in drafts}:
        own = [r for r in rows if r["article_id"] == article]
        assert [r["version"] for r in own] == list(range(1, len(own) + 1))
        assert [r["is_latest"] for r in own] == [False] * (len(own) - 1) + [True]
        assert all((a["title"], a["text"]) != (b["title"], b["text"]) for a, b in pairwise(own))


@settings(max_examples=60, deadline=None)
@given(st.lists(DRAFT, min_size=1, max_size=6, unique_by=lambda row: row["page_id"]))
def test_no_word_is_made_up(drafts):
    said = {word for d in drafts for word in d["text"].split()}
    assert all(set(row["text"].split()) <= said for row in revisions(*drafts))


def test_rows_have_the_declared_schema():
    table = revisions_of(DRAFTS.rows([draft("p1", fetched_at=days(0)), draft("p2", SECOND, fetched_at=days(1))]))
    assert isinstance(table, pa.Table)
    assert table.schema == REVISIONS.schema
