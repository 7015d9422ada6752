"""The views on stories, over a world of two stories, a series and an article nobody copied."""

from typing import Any

import pytest

from tests.story_news import FLOOD, MARKET, article, long_text
from tests.test_stories import TEMPLATE
from tests.test_stories_laws import drafted, run
from warehouse.catalog import connect
from warehouse.store import Warehouse

ROWS = [
    article("a1", FLOOD, 0, 6, outlet="antaranews.com", title="Banjir di Mekar Sari"),
    article("a2", FLOOD, 0, 9, outlet="kabar.example", agency="Antara"),
    article("a3", FLOOD, 1, 10, outlet="kabar.example"),
    article("m1", MARKET, 1, 2, outlet="kabar.example", agency="Reuters"),
    article("m2", MARKET, 1, 3, outlet="warta.example"),
    article("l1", long_text(1), 2),
    *[article(f"t{n}", text, n, 4, outlet="x.example", title=f"Emas Naik {n} Ribu") for n, text in enumerate(TEMPLATE)],
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):
    warehouse = Warehouse(tmp_path_factory.mktemp("views"))
    with connect(warehouse, run(warehouse, {}, "all", [drafted(row) for row in ROWS])) as catalog:

        def rows(query: str) -> list[tuple[Any, ...]]:
            return catalog.sql(query).fetchall()

        yield rows


def test_every_article_is_in_one_story_and_every_story_has_one_original(ask):
    assert ask("SELECT sum(articles), count(*) FROM stories") == [(9, 6)]
    assert ask("SELECT count(*) FROM articles WHERE is_original") == [(6,)]
    hours = "date_diff('hour', first_published_at, last_published_at)"
    told = ask(f"SELECT title, outlet, agency, articles, outlets, {hours} FROM stories WHERE story_id = 'a1'")
    assert told == [("Banjir di Mekar Sari", "antaranews.com", "Antara", 3, 2, 28)]


def test_a_copy_points_to_the_original_of_its_story(ask):
    rows = ask("SELECT article_id, original_id, direction, hours_after, credit FROM copies ORDER BY 1")
    assert rows == [
        ("a2", "a1", "credit", 3.0, "kept"),
        ("a3", "a1", "time", 28.0, "dropped"),
        ("m2", "m1", "time", 1.0, "dropped"),
    ]


def test_who_copies_whom(ask):
    assert ask("SELECT outlet, original_outlet, copies, median_hours, cited, known FROM who_copies_whom") == [
        ("kabar.example", "antaranews.com", 2, 15.5, 1, 2),
        ("warta.example", "kabar.example", 1, 1.0, 0, 1),
    ]


def test_agency_reach(ask):
    assert ask("FROM agency_reach") == [("Antara", 1, 3, 2, 1), ("Reuters", 1, 2, 2, 1)]


def test_credit_dropped(ask):
    assert ask("FROM credit_dropped") == [("kabar.example", 2, 1, 0.5), ("warta.example", 1, 1, 1.0)]


def test_most_copied(ask):
    assert ask("SELECT day::VARCHAR, story_id, copies, outlets FROM most_copied") == [
        ("2025-03-04", "m1", 1, 1),
        ("2025-03-03", "a1", 2, 1),
    ]


def test_series(ask):
    assert ask("SELECT * REPLACE (first_day::VARCHAR AS first_day, last_day::VARCHAR AS last_day) FROM series") == [
        ("t0", "x.example", "Emas Naik # Ribu", 3, "2025-03-03", "2025-03-05")
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_a_tie_among_agencies_is_broken_the_same_way_in_any_order_of_arrival(tmp_path, order):
    told = [
        article(f"c{n}", FLOOD, 0, n, outlet=f"o{n}.example", agency=name) for n, name in enumerate(["Reuters", "AFP"] * 4, 1)
    ]
    warehouse, manifest = Warehouse(tmp_path), {}
    for place, row in enumerate([article("c0", FLOOD, 0, 0), *told][::order]):
        manifest = run(warehouse, manifest, f"night-{place}", [drafted(row)])
    with connect(warehouse, manifest) as catalog:
        assert catalog.sql("SELECT agency, articles FROM stories").fetchall() == [("AFP", 9)]
