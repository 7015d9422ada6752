"""The laws of matching, on small worlds: any order and any split of arrivals, the same stories; each with one original."""

import logging
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.match import matched
from tasks.revise import revise_articles
from tests.rows import draft
from tests.story_news import FLOOD, MARKET, article, long_text
from tests.test_stories import NEWS, TEMPLATE
from warehouse.catalog import connect
from warehouse.store import Manifest, Warehouse, with_editions
from warehouse.tables import COPIES, DRAFTS, FINGERPRINTS, LINKS, MATCHED_DAYS, MEMBERS, SERIES_MEMBERS

LOG = logging.getLogger("laws")
DERIVED = [FINGERPRINTS, LINKS, SERIES_MEMBERS, COPIES, MEMBERS, MATCHED_DAYS]
FIRST_PAGE = "\n\n".join(FLOOD.split("\n\n")[:3])
WORLD = [
    article("a1", FLOOD, 0, 6),
    article("a2", FLOOD, 0, 9),
    article("a3", FIRST_PAGE, 2, is_partial=True),
    article("a4", FLOOD + "\n\nPenyelam mencari seekor buaya yang lepas dari penangkaran di hilir.", 3, 1),
    article("a5", FLOOD, 5),
    article("a6", NEWS + "\n\nDiberitakan sebelumnya, " + FIRST_PAGE, 1),
    article("m1", MARKET, 1, agency="Antara"),
    article("m2", MARKET, 1, outlet="antaranews.com"),
    article("m3", MARKET, 4),
    article("t1", TEMPLATE[0], 0, outlet="x.example"),
    article("t2", TEMPLATE[1], 1, outlet="x.example"),
    article("t3", TEMPLATE[2], 2, outlet="x.example"),
    article("u1", MARKET, None),
    article("u2", MARKET, None),
    article("s1", "", 0),
    article("l1", long_text(1), 2),
]


def drafted(row: dict[str, Any], page: int = 0) -> dict[str, Any]:
    """Return the row as a draft from one fetch of its page."""
    dates = ("day", "published_at", "published_precision")
    known = {name: value for name, value in row.items() if name != "article_id" and (value is not None or name in dates)}
    text = row["text"] + ("" if page == 0 else f"\n\nPembaruan nomor {page}: petugas mencatat semua warga selamat.")
    dated = {} if row["published_at"] else {"published_from": None, "day_from": None}
    return draft(row["article_id"], **{**known, "text": text, **dated, "page_id": f"page-{row['article_id']}-{page}"})


def run(warehouse: Warehouse, manifest: Manifest, edition: str, drafts: list[dict[str, Any]]) -> Manifest:
    """Return the manifest after one run that brings these drafts."""
    warehouse.write(DRAFTS, edition, DRAFTS.rows(drafts))
    with patch("tasks.revise.get_run_logger", lambda: LOG):
        manifest = revise_articles.fn(warehouse, with_editions(manifest, DRAFTS, [edition]))
    return matched(warehouse, manifest, LOG)


def derived(warehouse: Warehouse, manifest: Manifest) -> dict[str, list[dict[str, Any]]]:
    """Return all rows matching made, in the order of their content."""
    rows = {t.name: [row for edition in manifest[t.name] for row in warehouse.read(t, edition).to_pylist()] for t in DERIVED}
    return {name: sorted(some, key=repr) for name, some in rows.items()}


def told(warehouse: Warehouse, manifest: Manifest) -> dict[str, list[tuple[Any, ...]]]:
    with connect(warehouse, manifest) as catalog:
        return {
            view: sorted(catalog.sql(f"FROM {view}").fetchall(), key=repr)
            for view in ("stories", "copies", "series", "most_copied")
        }


arrivals = st.lists(st.tuples(st.integers(0, len(WORLD) - 1), st.integers(0, 1)), min_size=1, max_size=24, unique=True)


@settings(max_examples=12)
@given(arrivals, st.data())
def test_any_order_and_any_split_into_runs_tells_the_same_stories(some: list[tuple[int, int]], data: st.DataObject):
    drafts = [drafted(WORLD[n], page) for n, page in some]
    cuts = sorted(data.draw(st.sets(st.integers(1, len(some)), max_size=3)))
    with TemporaryDirectory() as folder:
        once, nightly = Warehouse(Path(folder) / "once"), Warehouse(Path(folder) / "nightly")
        whole = run(once, {}, "all", sorted(drafts, key=lambda d: d["page_id"]))
        manifest: Manifest = {}
        for number, (start, stop) in enumerate(zip([0, *cuts], [*cuts, len(drafts)], strict=True)):
            manifest = run(nightly, manifest, f"night-{number}", drafts[start:stop])
        assert {t.name: manifest[t.name] for t in DERIVED} == {t.name: whole[t.name] for t in DERIVED}
        assert derived(nightly, manifest) == derived(once, whole)


def test_what_the_world_tells(tmp_path: Path):
    """The world of the law above is not empty: stories, a series and a follow-up come out as an editor would have them."""
    warehouse = Warehouse(tmp_path)
    manifest = run(warehouse, {}, "all", [drafted(row) for row in WORLD])
    with connect(warehouse, manifest) as catalog:
        story = dict(catalog.sql("SELECT article_id, story_id FROM articles").fetchall())
        (series,) = catalog.sql("SELECT articles, first_day::VARCHAR, last_day::VARCHAR FROM series").fetchall()
        originals = catalog.sql(
            "SELECT story_id, count(*) FILTER (is_original) AS n FROM articles GROUP BY 1 HAVING n <> 1"
        ).fetchall()
        wrong = "SELECT * FROM copies WHERE original_id NOT IN (SELECT article_id FROM articles WHERE is_original)"
        assert catalog.sql(wrong).fetchall() == originals == []
    assert {a for a, s in story.items() if s == "a1"} == {"a1", "a2", "a3", "a4"}
    assert story["a5"] == "a5"  # five days after the original is another story
    assert story["a6"] == "a6"
    assert {a for a, s in story.items() if s == "m2"} == {"m1", "m2", "m3"}
    assert {a for a, s in story.items() if s == "u1"} == {"u1", "u2"}
    assert series == (3, "2025-03-03", "2025-03-05")


def test_the_same_again_writes_nothing_and_changes_nothing(tmp_path: Path):
    warehouse = Warehouse(tmp_path)
    manifest = run(warehouse, {}, "all", [drafted(row) for row in WORLD])
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")}
    assert matched(warehouse, manifest, LOG) == manifest
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")} == before


def test_a_killed_run_is_finished_by_the_next(tmp_path: Path):
    """Whatever was written before the kill is found by name; nothing of it is in the manifest the next run starts from."""
    whole = Warehouse(tmp_path / "whole")
    wanted = run(whole, {}, "all", [drafted(row) for row in WORLD])
    killed = Warehouse(tmp_path / "killed")
    with patch("tasks.match.tell_stories", side_effect=KeyboardInterrupt):
        try:
            run(killed, {}, "all", [drafted(row) for row in WORLD])
        except KeyboardInterrupt:
            assert killed.editions(LINKS)
    again = run(killed, {}, "all", [drafted(row) for row in WORLD])
    assert {t.name: again[t.name] for t in DERIVED} == {t.name: wanted[t.name] for t in DERIVED}


def test_a_late_arrival_is_matched_for_its_day_and_the_look_back_after_it(tmp_path: Path):
    warehouse = Warehouse(tmp_path)
    far = [article(f"f{day}", long_text(20 + day), day) for day in range(12)]
    manifest = run(warehouse, {}, "all", [drafted(row) for row in [*WORLD[:3], *far]])
    later = run(warehouse, manifest, "late", [drafted(article("late", long_text(30), 4))])
    changed = set(later[LINKS.name] + later[FINGERPRINTS.name]) - set(manifest[LINKS.name] + manifest[FINGERPRINTS.name])
    assert {name[:10] for name in changed} <= {"2025-03-07", "2025-03-08", "2025-03-09", "2025-03-10"}
    assert set(manifest[COPIES.name]) == set(later[COPIES.name])


def test_an_earlier_original_that_arrives_late_takes_over_its_copies(tmp_path: Path):
    warehouse = Warehouse(tmp_path)
    manifest = run(warehouse, {}, "one", [drafted(WORLD[1]), drafted(WORLD[2])])
    with connect(warehouse, manifest) as catalog:
        assert catalog.sql("SELECT original_id FROM copies").fetchall() == [("a2",)]
    manifest = run(warehouse, manifest, "two", [drafted(WORLD[0])])
    with connect(warehouse, manifest) as catalog:
        assert catalog.sql("SELECT article_id, original_id FROM copies ORDER BY ALL").fetchall() == [("a2", "a1"), ("a3", "a1")]
    assert told(warehouse, manifest)["most_copied"][0][-2:] == (2, 2)


def test_what_was_capped_is_kept_in_the_table_and_in_the_log(tmp_path: Path, caplog):
    warehouse = Warehouse(tmp_path)
    with caplog.at_level(logging.WARNING, "laws"):
        manifest = run(warehouse, {}, "all", [drafted(article(f"{n:03}", MARKET, 0)) for n in range(40)])
    (day,) = [row for edition in manifest[MATCHED_DAYS.name] for row in warehouse.read(MATCHED_DAYS, edition).to_pylist()]
    assert day["capped"] > 0
    assert f"{day['capped']} windows stood in too many articles" in caplog.text
    assert day["articles"] == 40
