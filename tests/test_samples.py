"""Every sample page gives the article that a careful editor takes from it, or the reject it deserves."""

from datetime import datetime
from typing import Any

import pytest

from tasks.steps.revisions import revisions_of
from tests.sample_tools import drafts, expected, extracted, loaded, locator, rejects, removed

ARTICLES = {row["locator"]: row for row in expected("articles")}
REJECTS = {row["locator"]: row for row in expected("rejects")}
FACTS = (
    "title", "subtitle", "authors", "editors", "initials", "published_at", "published_precision", "dateline", "agency",
    "citation_title", "citation_outlet", "outlet", "section", "tags", "language", "kind", "is_partial",
)  # fmt: skip


def facts(row: dict[str, Any]) -> dict[str, Any]:
    """Return what a row claims or holds beside its text, instants as instants."""
    told = {"published_precision" if key == "precision" else key: value for key, value in row.items()}
    if isinstance(told["published_at"], str):
        told["published_at"] = datetime.fromisoformat(told["published_at"])
    return {key: told[key] for key in FACTS if key in told}


def test_every_page_is_an_article_or_a_reject_and_nothing_else():
    assert drafts().keys() ^ ARTICLES.keys() == set()
    assert rejects().keys() ^ REJECTS.keys() == set()


@pytest.mark.parametrize("place", ARTICLES)
def test_the_text_is_the_reporting_and_nothing_but_the_reporting(place: str):
    assert drafts()[place]["text"].split("\n\n") == ARTICLES[place]["text"].split("\n\n")


@pytest.mark.parametrize("place", ARTICLES)
def test_the_columns_beside_the_text_say_what_the_page_says(place: str):
    want = facts(ARTICLES[place])
    assert {key: drafts()[place][key] for key in want} == want


@pytest.mark.parametrize("place", [place for place, row in ARTICLES.items() if row["furniture"]])
def test_furniture_inside_the_body_stands_in_the_removals(place: str):
    draft = drafts()[place]
    cut = removed().get(draft["page_id"], "")
    assert [piece for piece in ARTICLES[place]["furniture"] if piece not in cut or piece in draft["text"]] == []


@pytest.mark.parametrize("place", REJECTS)
def test_what_gives_no_article_is_rejected_with_its_reason(place: str):
    found, want = rejects()[place], REJECTS[place]
    assert (found["stage"], found["reason"]) == (want["stage"], want["reason"])


def revised(places: list[str]) -> list[dict[str, Any]]:
    """Return the revisions that these pages make together."""
    rows = extracted().drafts
    keep = [locator(row) in places for row in rows.select(["source", "source_id"]).to_pylist()]
    return revisions_of(rows.filter(keep)).to_pylist()


@pytest.mark.parametrize("group", expected("stitched"), ids=lambda group: group["pages"][0])
def test_pages_of_one_article_are_stitched_whole(group: dict[str, Any]):
    (latest,) = [row for row in revised(group["pages"]) if row["is_latest"]]
    assert latest["text"].split("\n\n") == group["text"].split("\n\n")
    assert (latest["page_count"], latest["is_partial"]) == (group["page_count"], False)


@pytest.mark.parametrize("group", expected("versions"), ids=lambda group: group["pages"][0])
def test_an_edited_article_has_a_version_for_each_edit(group: dict[str, Any]):
    versions = revised(group["pages"])
    assert [row["version"] for row in versions] == list(range(1, group["versions"] + 1))
    assert [row["title"] for row in versions] == [ARTICLES[place]["title"] for place in group["pages"]]
    assert [row["changed"] for row in versions[1:]] == [group["changed"]] * (group["versions"] - 1)


def test_loading_the_samples_twice_gives_the_same_pages():
    again = loaded.__wrapped__()
    assert [page.page_id for page in again[0]] == [page.page_id for page in loaded()[0]]
    assert again[1] == loaded()[1]
