"""The sample articles tell the stories an editor sees: every copy found, nothing else merged, templates in series."""

import logging
from collections import defaultdict
from typing import Any

import pytest

from tasks.match import matched
from tasks.revise import revise_articles
from tests.sample_tools import expected, extracted, locator
from warehouse.catalog import connect
from warehouse.store import Warehouse
from warehouse.tables import DRAFTS

STORIES = {group["story"]: group for group in expected("stories")}
SERIES = {group["series"]: group["pages"] for group in expected("series")}


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the views `articles` and `copies`, after revising and matching all sample pages."""
    warehouse = Warehouse(tmp_path_factory.mktemp("samples") / "data")
    warehouse.write(DRAFTS, "samples-0000", extracted().drafts)
    log = logging.getLogger("samples")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tasks.revise.get_run_logger", lambda: log)
        manifest = matched(warehouse, revise_articles.fn(warehouse, {DRAFTS.name: ["samples-0000"]}), log)
    with connect(warehouse, manifest) as catalog:
        return {view: catalog.table(view).to_arrow_table().to_pylist() for view in ("articles", "copies")}


@pytest.fixture(scope="module")
def articles(views: dict[str, list[dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Return the articles by locator."""
    return {locator(row): row for row in views["articles"]}


@pytest.mark.parametrize("story", STORIES)
def test_a_wire_story_is_its_original_and_all_its_copies(articles: dict[str, dict[str, Any]], story: str):
    group = STORIES[story]
    original = articles[group["original"]]
    told = {place for place, row in articles.items() if row["story_id"] == original["story_id"]}
    assert told == {group["original"], *group["copies"]}
    assert [place for place in told if articles[place]["is_original"]] == [group["original"]]


def test_a_copy_that_names_its_source_is_led_back_by_the_citation(
    views: dict[str, list[dict[str, Any]]], articles: dict[str, Any]
):
    cited = [articles[row["locator"]]["article_id"] for row in expected("articles") if row.get("citation_title")]
    found = {row["article_id"]: row["direction"] for row in views["copies"]}
    assert [found[article_id] for article_id in cited] == ["citation"] * len(cited)


def test_everything_else_is_a_story_of_its_own(articles: dict[str, dict[str, Any]]):
    told = {place for group in STORIES.values() for place in (group["original"], *group["copies"])}
    by_story: dict[str, list[str]] = defaultdict(list)
    for place, row in articles.items():
        by_story[row["story_id"]].append(place)
    assert [places for places in by_story.values() if len(places) > 1 and not told.issuperset(places)] == []


@pytest.mark.parametrize("series", SERIES)
def test_a_daily_template_is_one_series_and_many_stories(articles: dict[str, dict[str, Any]], series: str):
    ids = {articles[place]["series_id"] for place in SERIES[series]}
    assert len(ids) == 1
    assert None not in ids
    assert len({articles[place]["story_id"] for place in SERIES[series]}) == len(SERIES[series])


def test_only_templates_are_in_a_series(articles: dict[str, dict[str, Any]]):
    templates = {place for places in SERIES.values() for place in places}
    assert {place for place, row in articles.items() if row["series_id"]} == templates
