"""A backfill, whole: real files, real Prefect, a real warehouse; run twice, in any order, killed, and beside a reader."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.pages import STORIES, html_page, site
from warehouse.asking import open_read_only
from warehouse.catalog import checks
from warehouse.store import Warehouse, WarehouseError
from warehouse.tables import PAGES

pytestmark = pytest.mark.usefixtures("prefect_server")

SAME = "SELECT * EXCLUDE (first_seen_at, source) FROM articles ORDER BY article_id"


def write(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def backfill(root: Path, *paths: Path, **options: Any) -> Any:
    from flows.backfill import backfill as flow

    return flow([str(path) for path in paths], warehouse=str(root), **{"runner": "threads", "workers": 2, **options})


def answer(root: Path, query: str) -> list[tuple[Any, ...]]:
    with open_read_only(Warehouse(root)) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three stories on two outlets, the second outlet carrying copies of the first."""
    return write(tmp_path_factory.mktemp("pages"), {**site(), **site("suararanu.example")})


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, pages: Path) -> Path:
    root = tmp_path_factory.mktemp("filled") / "warehouse"
    backfill(root, pages)
    return root


def test_every_page_becomes_an_article_with_its_columns(filled):
    rows = answer(
        filled,
        "SELECT title, outlet, authors, published_at::VARCHAR FROM articles WHERE outlet = 'kabarmerawu.example' ORDER BY title",
    )
    assert rows == [(title, "kabarmerawu.example", ["Sari Wulandari"], "2024-06-20 13:45:00+07") for title, _ in sorted(STORIES)]


def test_the_text_is_the_reporting_and_nothing_else(filled):
    assert sorted(answer(filled, "SELECT DISTINCT text FROM articles")) == sorted(
        ("\n\n".join(paragraphs),) for _, paragraphs in STORIES
    )


def test_what_was_cut_is_in_removals(filled):
    assert answer(filled, "SELECT count(*) FROM removals WHERE text LIKE '%Harga Pupuk Turun Lagi%'") == [(6,)]


def test_copies_on_another_outlet_are_one_story(filled):
    assert answer(filled, "SELECT articles, outlets FROM stories") == [(2, 2)] * 3
    assert answer(filled, "SELECT count(*) FROM unique_articles") == [(3,)]


def test_no_check_fails(filled):
    assert {check.name: answer(filled, check.select) for check in checks() if check.level == "fail"} == {
        check.name: [] for check in checks() if check.level == "fail"
    }


def test_the_run_is_counted(filled):
    run = answer(
        filled, "SELECT flow, pages_in, articles_new, articles_changed, pages_seen_before, rejected, copies_found FROM runs"
    )
    assert run == [("backfill", 6, 6, 0, 0, 0, 3)]


def test_the_same_input_again_adds_nothing(pages, tmp_path):
    backfill(tmp_path / "w", pages)
    before = (
        answer(tmp_path / "w", "SELECT * FROM articles ORDER BY ALL"),
        answer(tmp_path / "w", "SELECT * FROM stored.pages ORDER BY ALL"),
    )
    summary = backfill(tmp_path / "w", pages)
    after = (
        answer(tmp_path / "w", "SELECT * FROM articles ORDER BY ALL"),
        answer(tmp_path / "w", "SELECT * FROM stored.pages ORDER BY ALL"),
    )
    assert after == before
    assert (summary.pages_in, summary.pages_seen_before, summary.articles_new, summary.copies_found) == (6, 6, 0, 0)


@pytest.mark.parametrize(
    ("order", "options"),
    [(sorted, {"workers": 1}), (lambda names: sorted(names, reverse=True), {"runner": "processes", "workers": 2})],
    ids=["one by one", "backwards, in processes"],
)
def test_any_order_and_any_split_into_runs_give_the_same_articles(
    filled, pages, tmp_path, order: Callable[[Iterable[Path]], list[Path]], options
):
    files = order(pages.iterdir())
    for some in (files[:1], files[1:3], files[3:]):
        backfill(tmp_path / "w", *some, **options)
    assert answer(tmp_path / "w", SAME) == answer(filled, SAME)
    assert answer(tmp_path / "w", "SELECT * FROM copies ORDER BY ALL") == answer(filled, "SELECT * FROM copies ORDER BY ALL")


def test_a_changed_page_is_a_version(tmp_path):
    title, paragraphs = STORIES[0]
    for hour, text in ((1, paragraphs), (9, [*paragraphs, "Gudang kedua akan dibangun bulan depan di sebelah balai desa."])):
        folder = write(tmp_path / f"h{hour}", {})
        header = f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Date: 2024-06-21T0{hour}:00:00Z\r\nWARC-Target-URI: https://kabarmerawu.example/berita/panen\r\n"
        body = html_page(title, text, slug="panen")
        (folder / "a.warc").write_bytes(
            f"{header}Content-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"
        )
        backfill(tmp_path / "w", folder)
    assert answer(tmp_path / "w", "SELECT version, changed, text LIKE '%Gudang kedua%' FROM versions ORDER BY version") == [
        (1, "first", False),
        (2, "text", True),
    ]
    assert answer(tmp_path / "w", "SELECT version, text LIKE '%Gudang kedua%' FROM articles") == [(2, True)]
    assert answer(tmp_path / "w", "SELECT articles_new, articles_changed FROM runs ORDER BY started_at") == [(1, 0), (0, 1)]


BAD = {
    "empty.html": b"",
    "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "cut.html.gz": b"\x1f\x8b\x08\x00" + b"\x00" * 6 + b"\x01\x02",
    "script.html": b"<html><body><script>var a = 1;</script></body></html>",
    "deep.html": b"<html><body>" + b"<div>" * 100_000 + b"x",
    "line.txt": b"a" * 9_000_000,
    "zeros.html": b"\0" * 5000,
    "bytes.txt": bytes([0xFF, 0xFE, 0xFD, 0x80]) * 500,
}


def test_bad_files_become_rejects_with_reasons_and_good_ones_articles(tmp_path):
    folder = write(tmp_path / "in", {**BAD, **site()})
    summary = backfill(tmp_path / "w", folder)
    rejects = dict(answer(tmp_path / "w", "SELECT parse_filename(source), reason FROM rejects"))
    assert rejects.keys() == BAD.keys()
    assert all(rejects.values())
    assert (summary.articles_new, summary.rejected) == (3, len(BAD))
    assert backfill(tmp_path / "w", folder).pages_seen_before == len(BAD) + 3


def test_a_missing_path_is_told_and_the_rest_is_loaded(pages, tmp_path):
    (tmp_path / "nothing").mkdir()
    summary = backfill(tmp_path / "w", tmp_path / "gone", tmp_path / "nothing", pages)
    assert [problem.split(": ")[1] for problem in summary.problems] == [
        "there is no such file or folder; give the path of a file or folder of pages",
        "holds no file; give a file or folder of pages",
    ]
    assert summary.articles_new == 6


def test_two_backfills_at_once_are_one_too_many(pages, tmp_path):
    with Warehouse(tmp_path / "w").writing("other"), pytest.raises(WarehouseError, match=r"run other .* is writing"):
        backfill(tmp_path / "w", pages)


def command(*words: object, **env: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "flows.cli", *map(str, words)],
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def many(count: int) -> dict[str, bytes]:
    """Return `count` pages that differ: enough editions for a kill to fall between them."""
    title, paragraphs = STORIES[0]
    return {
        f"{i:04}.html": html_page(
            f"{title} Tahap {i}", [f"Tahap {i} panen dimulai pada hari ke-{i}.", *paragraphs], slug=f"panen-{i}"
        )
        for i in range(count)
    }


def test_a_killed_run_is_finished_by_the_next_as_if_it_had_not_been_killed(tmp_path):
    folder = write(tmp_path / "in", many(700))
    backfill(tmp_path / "whole", folder)
    for _ in range(2):
        run = command("backfill", folder, "--warehouse", tmp_path / "killed", "--runner", "threads")
        seen = len(Warehouse(tmp_path / "killed").editions(PAGES))
        while run.poll() is None and len(Warehouse(tmp_path / "killed").editions(PAGES)) <= seen:
            time.sleep(0.02)
        run.send_signal(signal.SIGKILL)
        run.communicate()
    summary = backfill(tmp_path / "killed", folder)
    assert summary.articles_new == 700
    assert answer(tmp_path / "killed", SAME) == answer(tmp_path / "whole", SAME)
    for table in ("stored.pages", "removals", "articles"):
        assert answer(tmp_path / "killed", f"SELECT count(*) FROM {table}") == answer(
            tmp_path / "whole", f"SELECT count(*) FROM {table}"
        )


def test_a_reader_keeps_its_state_while_a_run_publishes_another(pages, tmp_path):
    files = sorted(pages.iterdir())
    backfill(tmp_path / "w", *files[:3])
    with duckdb.connect(str(tmp_path / "w" / "kliping.duckdb"), read_only=True) as reader:
        backfill(tmp_path / "w", *files[3:])
        assert reader.sql("SELECT count(*), count(DISTINCT story_id) FROM articles").fetchall() == [(3, 3)]
    assert answer(tmp_path / "w", "SELECT count(*), count(DISTINCT story_id) FROM articles") == [(6, 3)]
