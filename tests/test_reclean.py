"""Recleaning: what is stored, cleaned with other rules; only what was asked for changes, and a dry run changes nothing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.pages import html_page
from tests.test_backfill import answer, backfill, write
from warehouse.store import WarehouseError

pytestmark = pytest.mark.usefixtures("prefect_server")

HOSTS = ("kabarmerawu.example", "suararanu.example")
PRUNING = """
name = "{host}"
domains = ["{host}"]

[[layout]]
prune = ["p.catatan"]
"""
TEXTS = "SELECT outlet, text LIKE '%Catatan redaksi%' FROM articles ORDER BY ALL"
NOTE = '<p class="catatan">Catatan redaksi tentang cara menanam bawang di lereng gunung yang curam dan basah.</p>'


def reclean(root: Path, **options: Any) -> Any:
    from flows.reclean import reclean as flow

    return flow(warehouse=str(root), runner="threads", workers=1, **options)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two outlets, one page each, both with a note that no rule cuts yet."""
    pages = {}
    for host in HOSTS:
        title, content = f"Panen di {host}", [f"Panen bawang di wilayah {host} naik dua kali lipat tahun ini.", *PARAGRAPHS]
        pages[f"{host}.html"] = html_page(title, content, host=host).replace(
            b"<p><strong>Baca", NOTE.encode() + b"<p><strong>Baca"
        )
    backfill(tmp_path / "w", write(tmp_path / "in", pages))
    return tmp_path / "w"


PARAGRAPHS = [
    "Petani menyebut hujan yang merata sebagai sebab hasil yang besar itu dan berharap harga bertahan.",
    "Gudang desa sudah penuh sejak pekan lalu sehingga sebagian hasil disimpan di balai warga.",
    "Pedagang pasar induk menyatakan siap menampung seluruh panen dengan harga pekan ini.",
]


@pytest.fixture
def rules(tmp_path: Path) -> str:
    """Outlet files that cut the note on both outlets."""
    folder = tmp_path / "outlets"
    folder.mkdir()
    for host in HOSTS:
        (folder / f"{host}.toml").write_text(PRUNING.format(host=host))
    return str(folder)


def test_other_rules_change_the_stored_articles_and_say_what_changed(root, rules):
    assert answer(root, TEXTS) == [("kabarmerawu.example", True), ("suararanu.example", True)]
    done = reclean(root, outlets=rules)
    assert answer(root, TEXTS) == [("kabarmerawu.example", False), ("suararanu.example", False)]
    assert "text changed: 2" in done.changes
    assert any("- Catatan redaksi tentang cara" in change for change in done.changes)
    assert answer(root, "SELECT count(*), count(DISTINCT rules_version) FROM articles") == [(2, 1)]
    assert answer(root, "SELECT articles_new, articles_changed FROM runs ORDER BY started_at") == [(2, 0), (0, 2)]


@pytest.mark.parametrize("name", ["suararanu.example", "Suara Ranu", "suara"])
def test_only_the_outlet_that_was_asked_for_changes(root, rules, name):
    """By its domain, or by the name or the stem of its file."""
    file = Path(rules) / "suararanu.example.toml"
    file.rename(file.with_name("suara.toml")).write_text(PRUNING.format(host=HOSTS[1]).replace(HOSTS[1], "Suara Ranu", 1))
    reclean(root, outlets=rules, only=[name])
    assert answer(root, TEXTS) == [("kabarmerawu.example", True), ("suararanu.example", False)]
    assert answer(root, "SELECT count(*) FROM removals WHERE text LIKE '%Pupuk%'") == [(2,)]


@pytest.mark.parametrize(
    ("since", "until", "changes"), [(date(2024, 6, 20), date(2024, 6, 20), True), (date(2024, 6, 21), None, False)]
)
def test_only_the_days_that_were_asked_for_change(root, rules, since, until, changes):
    reclean(root, outlets=rules, since=since, until=until)
    assert answer(root, TEXTS) == [("kabarmerawu.example", not changes), ("suararanu.example", not changes)]


def test_an_outlet_nobody_knows_and_days_in_the_wrong_order_are_told(root):
    with pytest.raises(ValueError, match=r"no outlet 'entah'.*kliping outlets"):
        reclean(root, only=["entah"])
    with pytest.raises(ValueError, match="since 2024-06-21 is after until 2024-06-20"):
        reclean(root, since=date(2024, 6, 21), until=date(2024, 6, 20))
    assert answer(root, "SELECT count(*) FROM runs") == [(1,)]


def test_a_dry_run_says_what_would_change_and_changes_nothing(root, rules):
    before = answer(root, "SELECT * FROM articles ORDER BY article_id"), answer(root, "SELECT count(*) FROM runs")
    done = reclean(root, outlets=rules, dry_run=True)
    assert "text changed: 2" in done.changes
    assert done.summary is None
    assert (answer(root, "SELECT * FROM articles ORDER BY article_id"), answer(root, "SELECT count(*) FROM runs")) == before


def test_the_same_rules_change_nothing(root):
    before = answer(root, "SELECT * FROM articles ORDER BY article_id")
    assert reclean(root).changes == []
    assert answer(root, "SELECT * FROM articles ORDER BY article_id") == before


def test_a_folder_that_is_no_warehouse_is_told_and_does_not_become_one(tmp_path):
    with pytest.raises(WarehouseError, match=r"nowhere: is no warehouse .*kliping backfill"):
        reclean(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_an_outlet_file_that_is_wrong_stops_the_run_at_once(root, tmp_path):
    folder = tmp_path / "wrong"
    folder.mkdir()
    (folder / "x.toml").write_text('name = "X"\ndomains = "x.example"\n')
    with pytest.raises(ValueError, match=r"x\.toml"):
        reclean(root, outlets=str(folder))
