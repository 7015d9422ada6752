"""Learned furniture in whole runs: gone from every article, told in removals and `learned`, the same whatever the order of runs."""

from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.learning import learned_from
from flows.explaining import explain
from flows.maintain import maintain
from seeds.knowledge import load_knowledge
from tasks.extract import Selection, cleaned_name, extract_edition
from tasks.steps.articles import articles_from_pages
from tests.outlet_pages import page_of, text_of
from tests.rows import page
from tests.test_backfill import answer, backfill, write
from tests.test_reclean import reclean
from warehouse.store import Warehouse
from warehouse.tables import LEARNED, PAGES, SIGHTINGS

pytestmark = pytest.mark.usefixtures("prefect_server")

PROMO = "Gabung bersama ribuan pelanggan Kabar Sore di kanal ini"
LATE = "Pindai kode dan dukung kanal Lampu Sore"
COUNT = 20
TEXTS = "SELECT text FROM articles ORDER BY text"
WHOLE = sorted(("\n\n".join(text_of(i)),) for i in range(COUNT))
STATE = (
    "SELECT * EXCLUDE (first_seen_at, source) FROM articles ORDER BY article_id",
    "SELECT article_id, line, text, rule FROM removals ORDER BY ALL",
    "SELECT * FROM learned ORDER BY ALL",
)


def site() -> dict[str, bytes]:
    """Return pages of which the first carry one line and the later ones another as well."""
    return {f"{i:02}.html": page_of(i, [PROMO, LATE] if i >= 10 else [PROMO]) for i in range(COUNT)}


def state(root: Path) -> list[list[tuple[Any, ...]]]:
    return [answer(root, query) for query in STATE]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("learned")
    backfill(folder / "w", write(folder / "in", site()))
    return folder / "w"


def test_an_unknown_line_is_gone_from_every_article(filled):
    assert answer(filled, TEXTS) == WHOLE


def test_what_was_cut_is_in_removals_and_learned_says_why(filled):
    assert answer(filled, "SELECT text, rule, count(*) FROM removals GROUP BY ALL ORDER BY ALL") == [
        (PROMO, "learned", COUNT),
        (LATE, "learned", COUNT - 10),
    ]
    rows = answer(
        filled,
        "SELECT outlet, part, value, support, first_day::VARCHAR, last_day::VARCHAR, len(samples) FROM learned WHERE part = 'line' ORDER BY support",
    )
    assert rows == [
        ("suararanu.example", "line", LATE.lower(), 10, "2024-06-11", "2024-06-20", 5),
        ("suararanu.example", "line", PROMO.lower(), 20, "2024-06-01", "2024-06-20", 5),
    ]
    assert answer(
        filled,
        "SELECT count(*) FROM (SELECT unnest(samples) AS page_id FROM learned WHERE part = 'line') SEMI JOIN pages USING (page_id)",
    ) == [(10,)]
    assert answer(filled, "SELECT count(DISTINCT learned_version) FROM learned WHERE part = 'line'") == [(1,)]


def test_explain_says_from_how_many_articles_a_line_was_learned(filled, capsys):
    (url,) = answer(filled, "SELECT url FROM articles ORDER BY url LIMIT 1")[0]
    explain(Warehouse(filled), url, None)
    assert "learned, 20 articles" in capsys.readouterr().out


@pytest.mark.parametrize(
    "parts", [[slice(0, 4), slice(4, 15), slice(15, 20)], [slice(15, 20), slice(0, 15)]], ids=["three runs", "backwards"]
)
def test_any_split_into_runs_gives_the_same_articles_removals_and_learned_rows(filled, tmp_path, parts):
    files = sorted(write(tmp_path / "in", site()).iterdir())
    for part in parts:
        backfill(tmp_path / "w", *files[part])
    assert state(tmp_path / "w") == state(filled)


def test_the_same_input_again_writes_nothing(filled, tmp_path):
    before = sorted((filled / "editions").glob("*/*.parquet"))
    backfill(filled, write(tmp_path / "in", site()))
    after = sorted((filled / "editions").glob("*/*.parquet"))
    assert [path.parent.name for path in after if path not in before] == ["runs"]


def test_a_run_killed_while_it_cleans_again_is_finished_by_the_next(filled, tmp_path, monkeypatch):
    folder = write(tmp_path / "in", site())
    with monkeypatch.context() as patch:
        patch.setattr("flows.pipeline.touched", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            backfill(tmp_path / "w", folder)
    backfill(tmp_path / "w", folder)
    assert state(tmp_path / "w") == state(filled)


def test_an_edition_that_cannot_be_cleaned_again_leaves_all_as_it_was_learned_before(filled, tmp_path, monkeypatch):
    folder = write(tmp_path / "in", site())
    with monkeypatch.context() as patch:
        patch.setattr("flows.pipeline.extract_edition", extract_edition.with_options(retries=0))
        patch.setattr("tasks.extract.clean_again", lambda *_: (_ for _ in ()).throw(OSError("disk")))
        summary = backfill(tmp_path / "w", folder)
    assert len(summary.problems) == 1
    assert answer(tmp_path / "w", "SELECT count(*) FROM learned") == [(0,)]
    assert answer(tmp_path / "w", f"SELECT count(*) FROM articles WHERE text LIKE '%{PROMO}%'") == [(COUNT,)]
    backfill(tmp_path / "w", folder)
    assert state(tmp_path / "w") == state(filled)


def test_a_reclean_with_other_rules_learns_anew_and_ends_in_the_same_texts(filled, tmp_path):
    backfill(tmp_path / "w", write(tmp_path / "in", site()))
    rules = tmp_path / "outlets"
    rules.mkdir()
    (rules / "lain.toml").write_text('name = "Lain"\ndomains = ["lain.example"]\n')
    reclean(tmp_path / "w", outlets=str(rules))
    assert answer(tmp_path / "w", TEXTS) == WHOLE
    assert state(tmp_path / "w")[1:] == state(filled)[1:]


def test_a_warehouse_without_the_tables_of_learning_still_opens_and_learns_once_recleaned(tmp_path):
    root = tmp_path / "w"
    backfill(root, write(tmp_path / "in", site()))
    store = Warehouse(root)
    manifest = {name: editions for name, editions in store.manifest().items() if name not in (SIGHTINGS.name, LEARNED.name)}
    for table in (SIGHTINGS, LEARNED):
        for path in store.path(table, "x").parent.iterdir():
            path.unlink()
    store.save_manifest(manifest)
    assert answer(root, "SELECT count(*) FROM articles") == [(COUNT,)]
    (tmp_path / "more").mkdir()
    backfill(root, write(tmp_path / "more", {"n.html": page_of(40)}))
    assert answer(root, "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM learned)") == [(COUNT + 1, 0)]


def test_after_a_compaction_the_next_run_learns_as_before(filled, tmp_path):
    files = sorted(write(tmp_path / "in", site()).iterdir())
    for start in range(0, COUNT, 5):
        backfill(tmp_path / "w", *files[start : start + 5])
    maintain(str(tmp_path / "w"), grace_hours=0, everything=True)
    backfill(tmp_path / "w", write(tmp_path / "more", {"n.html": page_of(40, [PROMO])}))
    assert answer(tmp_path / "w", f"SELECT count(*) FROM articles WHERE text LIKE '%{PROMO}%'") == [(0,)]
    assert answer(tmp_path / "w", "SELECT max(support) FROM learned WHERE part = 'line'") == [(COUNT + 1,)]


@cache
def seen() -> pa.Table:
    rows = PAGES.rows([page(f"p{i:02}", body=body) for i, body in enumerate(site().values())])
    return articles_from_pages(rows, load_knowledge()).sightings


@given(order=st.permutations(range(COUNT)))
@settings(max_examples=25)
def test_the_order_of_pages_changes_nothing_that_is_learned(order):
    assert learned_from(seen().take(list(order))).equals(learned_from(seen()))


def test_a_cleaned_edition_says_what_was_learned_and_not_in_how_many_steps():
    some = Selection(pages=("p1",))
    assert cleaned_name("e", "r", Selection(), None, "l") == "e.r_l" == cleaned_name("e", "r", some, "e.r_k", "l")
    assert cleaned_name("e", "r", some, "e.r_k", "") == "e.r"
    assert cleaned_name("e", "r", some, "e.q_k", "l").startswith("e.r-")
