"""The catalog explains itself, shows one whole state, and survives what people do to it."""

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.rows import draft, page, reject
from warehouse.asking import open_read_only
from warehouse.catalog import checks, connect, open_catalog, publish, stored_tables
from warehouse.store import Manifest, Warehouse, WarehouseError
from warehouse.tables import DRAFTS, REVISIONS, Table

CONTRACT = {
    "articles": "article_id outlet url title subtitle authors editors published_at published_precision published_from modified_at day day_from "
    "dateline agency section tags language text words kind is_partial partial_reason page_count route version first_seen_at fetched_at source "
    "source_id page_id rules_version story_id is_original series_id",
    "unique_articles": "article_id outlet title text story_id is_original",
    "stories": "story_id title outlet agency articles outlets first_published_at last_published_at",
    "copies": "article_id story_id original_id outlet original_outlet jaccard containment coverage hours_after direction title_changed "
    "paragraphs_added paragraphs_dropped credit",
    "removals": "article_id line text rule",
    "rejects": "page_id source url outlet stage reason detail at",
    "versions": "article_id version fetched_at title text changed",
    "pages": "page_id url source fetched_at status content_type body",
    "runs": "run_id flow started_at finished_at pages_in articles_new articles_changed pages_seen_before rejected copies_found rules_version "
    "code_version",
    "learned": "outlet part value support first_day last_day samples learned_version",
    "outlet_days": "outlet day articles originals copies rejects median_words",
}


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse")


def stored(warehouse: Warehouse, edition: str, **tables: list[dict]) -> Manifest:
    """Write `tables` (name -> rows) as one edition of each and return the manifest of just these."""
    declared: dict[str, Table] = {table.name: table for table in stored_tables()}
    for name, rows in tables.items():
        warehouse.write(declared[name], edition, declared[name].rows(rows))
    return {name: [edition] for name in tables}


@pytest.mark.parametrize("view", CONTRACT)
def test_every_view_has_the_columns_of_the_contract_in_their_order(warehouse, view):
    publish(warehouse, {})
    with duckdb.connect(str(warehouse.catalog_path), read_only=True) as connection:
        columns = [row[0] for row in connection.execute(f"DESCRIBE {view}").fetchall()]
    assert [column for column in columns if column in CONTRACT[view].split()] == CONTRACT[view].split()


def test_every_view_and_every_column_says_what_it_means(warehouse):
    publish(warehouse, {})
    with duckdb.connect(str(warehouse.catalog_path), read_only=True) as connection:
        mute = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND table_name <> 'catalog' AND comment IS NULL"
        ).fetchall()
        mute += connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL").fetchall()
    assert mute == []


def test_an_article_of_no_story_is_its_own_original(warehouse):
    with connect(warehouse, stored(warehouse, "e", drafts=[draft("a")])) as connection:
        assert connection.sql("SELECT story_id, is_original, version FROM articles").fetchall() == [("a", True, 1)]


def test_copies_leave_unique_articles_and_stay_in_articles(warehouse):
    members = [
        {"article_id": "a", "story_id": "a", "is_original": True},
        {"article_id": "b", "story_id": "a", "is_original": False},
    ]
    with connect(warehouse, stored(warehouse, "e", drafts=[draft("a"), draft("b")], members=members)) as connection:
        assert connection.sql("SELECT count(*), count(*) FILTER (is_original) FROM articles").fetchall() == [(2, 1)]
        assert connection.sql("SELECT article_id FROM unique_articles").fetchall() == [("a",)]


def test_the_latest_version_is_shown_once_and_versions_has_all(warehouse):
    drafts = [draft("a", page_id="p1"), draft("a", page_id="p2", title="Judul baru"), draft("b")]
    revisions = [
        {**draft("a", page_id="p1"), "version": 1, "changed": "first", "is_latest": False},
        {**draft("a", page_id="p2", title="Judul baru"), "version": 2, "changed": "title", "is_latest": True},
    ]
    with connect(warehouse, stored(warehouse, "e", drafts=drafts, revisions=revisions)) as connection:
        assert connection.sql("SELECT article_id, title, version FROM articles ORDER BY ALL").fetchall() == [
            ("a", "Judul baru", 2),
            ("b", "Panen di b", 1),
        ]
        assert connection.sql("SELECT article_id, version, changed FROM versions ORDER BY ALL").fetchall() == [
            ("a", 1, "first"),
            ("a", 2, "title"),
            ("b", 1, "first"),
        ]


def test_outlet_days_count_what_came_and_what_was_refused(warehouse):
    manifest = stored(warehouse, "e", drafts=[draft("a"), draft("b")], rejects=[reject("r", outlet="kabar.example")])
    with connect(warehouse, manifest) as connection:
        rows = connection.sql("SELECT day, articles, originals, copies, rejects FROM outlet_days ORDER BY day").fetchall()
    assert rows == [(date(2024, 6, 20), 2, 2, 0, 0), (date(2024, 6, 21), 0, 0, 0, 1)]


def test_a_reader_of_the_old_catalog_keeps_the_old_state(warehouse):
    first = stored(warehouse, "one", drafts=[draft("a")])
    publish(warehouse, first)
    with duckdb.connect(str(warehouse.catalog_path), read_only=True) as reader:
        publish(warehouse, {"drafts": [*first["drafts"], *stored(warehouse, "two", drafts=[draft("b")])["drafts"]]})
        assert reader.sql("SELECT count(*) FROM articles").fetchall() == [(1,)]
    with open_catalog(warehouse) as reader:
        assert reader.sql("SELECT count(*) FROM articles").fetchall() == [(2,)]


def test_a_catalog_opens_while_another_program_has_it_open_for_writing(warehouse, tmp_path):
    publish(warehouse, stored(warehouse, "one", drafts=[draft("a")]))
    with duckdb.connect(str(warehouse.catalog_path)):
        publish(warehouse, warehouse.manifest())
        with open_catalog(warehouse) as reader:
            assert reader.sql("SELECT count(*) FROM articles").fetchall() == [(1,)]


def test_a_warehouse_that_was_moved_still_answers(warehouse, tmp_path):
    publish(warehouse, stored(warehouse, "one", drafts=[draft("a")]))
    moved = Warehouse(tmp_path / "elsewhere")
    shutil.move(warehouse.root, moved.root)
    with open_read_only(moved) as reader:
        assert reader.sql("SELECT count(*) FROM articles").fetchall() == [(1,)]


def test_a_missing_edition_is_named_before_anything_is_published(warehouse):
    publish(warehouse, stored(warehouse, "one", drafts=[draft("a")]))
    with pytest.raises(WarehouseError, match=r"drafts/gone\.parquet: is listed"):
        publish(warehouse, {"drafts": ["one", "gone"]})
    assert warehouse.manifest() == {"drafts": ["one"]}


def test_a_damaged_catalog_is_passed_over_for_the_manifest(warehouse):
    publish(warehouse, stored(warehouse, "one", drafts=[draft("a")]))
    warehouse.catalog_path.write_bytes(b"x" * 10_000)
    with open_catalog(warehouse) as reader:
        assert reader.sql("SELECT count(*) FROM articles").fetchall() == [(1,)]


WRONG = {
    "article_ids_are_unique": {"drafts": [draft("a"), draft("a")]},
    "one_original_a_story": {"drafts": [draft("a")], "members": [{"article_id": "a", "story_id": "b", "is_original": False}]},
    "every_page_is_accounted_for": {"pages": [page("p")]},
    "pages_are_stored_once": {"pages": [page("p"), page("p")], "rejects": [reject("p")]},
    "dates_have_witnesses": {"drafts": [draft("a", published_from=None)]},
    "dates_are_not_in_the_future": {"drafts": [draft("a", first_seen_at=draft("a")["published_at"].replace(year=2020))]},
    "texts_hold_no_furniture": {"drafts": [draft("a", text="Padi dipanen.\n\nBaca Juga: Harga Beras\n\nSelesai.")]},
    "outlets_are_known": {"drafts": [draft("a", outlet=None)]},
}


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.name)
def test_a_check_is_silent_on_a_right_warehouse(warehouse, check):
    right = stored(warehouse, "e", pages=[page("page-a"), page("r")], drafts=[draft("a")], rejects=[reject("r")])
    with connect(warehouse, right) as connection:
        assert connection.execute(check.select).fetchall() == []


@pytest.mark.parametrize("name", WRONG)
def test_a_check_finds_its_offender(warehouse, name):
    check = next(check for check in checks() if check.name == name)
    with connect(warehouse, stored(warehouse, "e", **WRONG[name])) as connection:
        assert connection.execute(check.select).fetchall() != []


def test_revisions_hold_what_drafts_hold():
    assert set(DRAFTS.schema.names) - set(REVISIONS.schema.names) == {"page_no", "page_last", "witnesses"}
