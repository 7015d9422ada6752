"""Merging editions changes no row, no name and no open reader."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import status as reports
from tests.rows import draft, page
from warehouse import compaction
from warehouse.catalog import connect, open_catalog, publish, stored_tables
from warehouse.compaction import Compacted, chosen, packed, publish_packed, remove_retired, retire, with_pack
from warehouse.store import Manifest, Pack, Packs, Warehouse
from warehouse.tables import DRAFTS, MEMBERS, PAGES, REVISIONS

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def nights(root: Path, days: int = 10) -> Warehouse:
    """Return a published warehouse of one page and one article a night, every third a copy of the first."""
    warehouse = Warehouse(root)
    manifest: Manifest = {"pages": [], "drafts": [], "members": []}
    for n in range(days):
        edition = f"night-{n:02}"
        text = f"Warga memanen padi di desa {n}.\n\nHujan turun."
        row = draft(f"a{n}", page_id=f"p{n}", text=text, day=date(2024, 6, 1 + n), outlet=f"kabar{n % 3}.example")
        warehouse.write(DRAFTS, edition, DRAFTS.rows([row]))
        warehouse.write(PAGES, edition, PAGES.rows([page(f"p{n}")]))
        warehouse.write(
            MEMBERS,
            edition,
            MEMBERS.rows([{"article_id": f"a{n}", "story_id": "a0", "is_original": n == 0}] if n % 3 == 0 else []),
        )
        manifest = {name: [*editions, edition] for name, editions in manifest.items()}
    publish(warehouse, manifest)
    return warehouse


def compacted(warehouse: Warehouse, grace: timedelta = timedelta(hours=1)) -> Compacted:
    """Do what `kliping compact --everything` does, without Prefect."""
    packs = warehouse.stored().packs
    for table in stored_tables():
        packs = packed(warehouse, packs, table, everything=True)
    return publish_packed(warehouse, packs, grace, NOW)


def state(warehouse: Warehouse) -> list[tuple[object, ...]]:
    with connect(warehouse, warehouse.manifest()) as connection:
        return connection.sql(
            "SELECT article_id, outlet, day, text, story_id, is_original FROM articles ORDER BY article_id"
        ).fetchall()


def test_every_row_is_there_after_a_compaction_and_the_small_files_go(tmp_path):
    warehouse = nights(tmp_path / "w")
    before, manifest = state(warehouse), warehouse.manifest()
    compacted(warehouse, grace=timedelta(0))
    assert state(warehouse) == before
    assert warehouse.manifest() == manifest
    assert warehouse.editions(DRAFTS) in ([], ["none"])


def test_an_edition_is_still_found_and_read_by_its_name(tmp_path):
    warehouse = nights(tmp_path / "w")
    whole = [(table, warehouse.read(table, "night-03")) for table in (DRAFTS, PAGES, MEMBERS)]
    compacted(warehouse, grace=timedelta(0))
    for table, rows in whole:
        assert warehouse.exists(table, "night-03")
        assert warehouse.rows(table, "night-03") == rows.num_rows
        assert warehouse.read(table, "night-03").equals(rows)
    assert warehouse.read(DRAFTS, "night-03", ["article_id"]).to_pydict() == {"article_id": ["a3"]}


def test_status_tells_the_size_of_packed_tables(tmp_path):
    warehouse = nights(tmp_path / "w")
    compacted(warehouse, grace=timedelta(0))
    assert 0 < warehouse.size_bytes(DRAFTS, warehouse.manifest()["drafts"]) < 100_000
    assert warehouse.size_bytes(DRAFTS, ["gone"]) == 0
    reports.status(warehouse)


def test_a_reader_of_the_old_catalog_keeps_its_files_for_the_grace_period(tmp_path):
    warehouse = nights(tmp_path / "w")
    with open_catalog(warehouse) as reader:
        compacted(warehouse)
        assert reader.sql("SELECT count(*) FROM articles WHERE text LIKE '%padi%'").fetchall() == [(10,)]
    retired = retire(warehouse, warehouse.manifest(), warehouse.stored().packs, NOW + timedelta(hours=2))
    assert retired == warehouse.stored().retired  # the time of retirement is kept, not renewed
    assert remove_retired(warehouse, retired, timedelta(hours=1), NOW + timedelta(hours=2))[0] == len(retired) > 0
    assert len(state(warehouse)) == 10


def test_killed_at_any_step_it_leaves_a_whole_warehouse_and_can_be_run_again(tmp_path, monkeypatch):
    warehouse = nights(tmp_path / "w")
    before = state(warehouse)
    for step in ("with_pack", "retire", "publish"):
        with monkeypatch.context() as patch:
            patch.setattr(compaction, step, lambda *_, **__: (_ for _ in ()).throw(SystemExit(9)))
            with pytest.raises(SystemExit):
                compacted(warehouse)
        assert state(warehouse) == before
    compacted(warehouse, grace=timedelta(0))
    assert state(warehouse) == before


def test_an_edition_swapped_for_another_after_packing_shows_the_new_one_only(tmp_path):
    warehouse = nights(tmp_path / "w")
    compacted(warehouse, grace=timedelta(0))
    warehouse.write(DRAFTS, "night-03.again", DRAFTS.rows([draft("a3", page_id="p3", text="Warga menanam jagung.")]))
    manifest = warehouse.manifest()
    publish(warehouse, {**manifest, "drafts": sorted({*manifest["drafts"], "night-03.again"} - {"night-03"})})
    texts = {row[0]: row[3] for row in state(warehouse)}
    assert texts["a3"] == "Warga menanam jagung." and len(texts) == 10
    with connect(warehouse, warehouse.manifest()) as connection:
        assert connection.sql("SELECT article_id FROM search('jagung')").fetchall() == [("a3",)]
        assert ("a3",) not in connection.sql("SELECT article_id FROM search('padi')").fetchall()


def test_pages_that_a_killed_run_stored_are_not_taken_for_waste(tmp_path):
    warehouse = nights(tmp_path / "w")
    warehouse.write(PAGES, "killed-0001", PAGES.rows([page("new")]))
    compacted(warehouse, grace=timedelta(0))
    assert warehouse.exists(PAGES, "killed-0001")
    assert "killed-0001" in set(warehouse.editions(PAGES)) - set(warehouse.manifest()["pages"])


def test_editions_and_packs_of_an_older_version_that_had_fewer_columns_are_packed_with_today_s(tmp_path):
    warehouse = nights(tmp_path / "w")
    path = warehouse.path(PAGES, "night-03")
    pq.write_table(pq.read_table(path).drop_columns(["content_type"]), path)
    compacted(warehouse, grace=timedelta(0))
    assert warehouse.read(PAGES, "night-03").to_pylist() == [PAGES.rows([page("p3")]).to_pylist()[0]]
    (pack,) = (warehouse.path(PAGES, name) for name in warehouse.stored().packs["pages"][0].files)
    pq.write_table(pq.read_table(pack).drop_columns(["content_type"]), pack)
    warehouse.write(PAGES, "night-11", PAGES.rows([page("p11", content_type="text/html")]))
    publish(warehouse, {**warehouse.manifest(), "pages": [*warehouse.manifest()["pages"], "night-11"]})
    compacted(warehouse, grace=timedelta(0))
    assert [warehouse.read(PAGES, n)["content_type"].to_pylist() for n in ("night-03", "night-11")] == [[None], ["text/html"]]


def test_a_large_table_spans_several_files(tmp_path, monkeypatch):
    monkeypatch.setattr(compaction, "ROWS_A_FILE", 4)
    warehouse = nights(tmp_path / "w")
    before = state(warehouse)
    monkeypatch.setattr(compaction, "BATCH", 2)
    compacted(warehouse, grace=timedelta(0))
    assert len(warehouse.stored().packs["drafts"][0].files) == 3
    assert state(warehouse) == before


@given(st.lists(st.integers(1, 50), min_size=1, max_size=60))
def test_each_night_rewrites_little_and_files_stay_few(sizes):
    """A row is written anew a number of times that grows with the logarithm of the nights."""
    manifest: Manifest = {"drafts": []}
    packs: Packs = {}
    written, rows = 0, {}
    for n, size in enumerate(sizes):
        rows[f"e{n}"] = size
        manifest = {"drafts": [*manifest["drafts"], f"e{n}"]}
        if picked := chosen(DRAFTS, manifest, packs, rows):
            written += sum(rows[e] for e in picked)
            packs = with_pack(packs, DRAFTS, Pack([f"pack-{n}"], {e: rows[e] for e in picked}))
    held = [e for pack in packs.get("drafts", []) for e in pack.editions]
    assert len(held) == len(set(held))
    assert len(set(rows) - set(held)) < compaction.SINGLES
    assert written <= 12 * sum(sizes)


def test_revisions_in_a_pack_still_hide_their_drafts(tmp_path):
    warehouse = nights(tmp_path / "w", 3)
    row = {key: value for key, value in draft("a1", text="Warga memanen padi lagi.").items() if key in REVISIONS.schema.names}
    warehouse.write(REVISIONS, "r", REVISIONS.rows([{**row, "version": 2, "changed": "text", "is_latest": True}]))
    publish(warehouse, {**warehouse.manifest(), "revisions": ["r"]})
    before = state(warehouse)
    compacted(warehouse, grace=timedelta(0))
    assert state(warehouse) == before
    assert {row[0]: row[3] for row in before}["a1"] == "Warga memanen padi lagi."
