"""The command does what the contract says: results on stdout, the rest on stderr, 0 done, 1 failed, 2 wrong usage."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from tests.pages import STORIES, site
from tests.rows import draft, page
from warehouse.catalog import publish
from warehouse.store import Warehouse
from warehouse.tables import DRAFTS, PAGES

COMMANDS = ["backfill", "nightly", "reclean", "sql", "explain", "story", "report", "check", "status", "compact"]


def kliping(*words: object, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *map(str, words)],
        env={**{k: v for k, v in os.environ.items() if k != "PREFECT_LOGGING_LEVEL"}, "COLUMNS": "200", **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A published warehouse of two articles."""
    warehouse = Warehouse(tmp_path / "w")
    warehouse.write(DRAFTS, "e", DRAFTS.rows([draft("a"), draft("b", title='Judul "b", lain', authors=["Sari", "Budi"])]))
    publish(warehouse, {"drafts": ["e"]})
    return warehouse.root


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command):
    told = CliRunner().invoke(app, [command, "--help"])
    assert told.exit_code == 0
    assert "--warehouse" in told.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["backfill"],
        ["nonsense"],
        ["sql", "--format", "xml", "SELECT 1"],
        ["reclean", "--since", "yesterday"],
        ["report", "--day", "kemarin"],
        ["explore", "--port", "99999"],
    ],
)
def test_wrong_usage_exits_2_and_says_so_on_stderr(words):
    told = kliping(*words)
    assert told.returncode == 2
    assert "Usage: kliping" in told.stderr or "Usage: python -m flows.cli" in told.stderr
    assert told.stdout == ""


def test_sql_writes_csv_into_a_pipe(root):
    told = kliping(
        "sql", "SELECT article_id, title, authors, published_at FROM articles ORDER BY article_id", "--warehouse", root
    )
    assert told.returncode == 0
    assert told.stdout.splitlines() == [
        "article_id,title,authors,published_at",
        'a,Panen di a,"[""Sari Wulandari""]",2024-06-20T13:45:00+07:00',
        'b,"Judul ""b"", lain","[""Sari"", ""Budi""]",2024-06-20T13:45:00+07:00',
    ]


def test_the_environment_names_the_warehouse(root):
    assert kliping("sql", "SELECT count(*) AS n FROM articles", KLIPING_WAREHOUSE=str(root)).stdout == "n\n2\n"


def test_check_exits_1_when_the_warehouse_breaks_a_promise(root):
    assert kliping("check", "--warehouse", root).returncode == 0
    warehouse = Warehouse(root)
    warehouse.write(DRAFTS, "twice", DRAFTS.rows([draft("a")]))
    publish(warehouse, {"drafts": ["e", "twice"]})
    told = kliping("check", "--warehouse", root)
    assert told.returncode == 1
    assert "fail  article_ids_are_unique" in told.stdout


def test_status_counts_what_is_there(root):
    told = kliping("status", "--warehouse", root)
    assert "2 articles, 2 stories, 0 copies" in told.stdout


def test_explain_says_of_a_stored_page_and_of_a_file_why_they_gave_no_article(root, tmp_path):
    warehouse, url = Warehouse(root), "https://kabar.example/kosong"
    warehouse.write(PAGES, "p", PAGES.rows([page("p", url=url, body=b"<html><body><script>1</script></body></html>")]))
    publish(warehouse, {**warehouse.manifest(), "pages": ["p"]})
    assert "no article: no-text" in CliRunner().invoke(app, ["explain", url, "--warehouse", str(root)]).stdout
    (tmp_path / "a.jsonl").write_text('{"url": "https://kabar.example/1"}\n[]\n')
    told = CliRunner().invoke(app, ["explain", str(tmp_path / "a.jsonl"), "--warehouse", str(root)]).stdout
    assert "a.jsonl #1: not a page: an address" in told
    assert "a.jsonl #2: not a page: broken-row: a JSON list" in told


@pytest.mark.usefixtures("prefect_server")
def test_backfill_then_sql_then_explain(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name, content in site().items():
        (folder / name).write_bytes(content)
    env = {"KLIPING_WAREHOUSE": str(tmp_path / "w")}
    told = kliping("backfill", folder, "--runner", "threads", "--workers", "1", **env)
    assert (told.returncode, told.stdout) == (0, "")
    assert "3 pages in, 0 seen before, 0 rejected, 3 articles new" in told.stderr
    assert kliping("sql", "SELECT count(*) AS n FROM unique_articles", **env).stdout == "n\n3\n"
    told = kliping("explain", next(folder.iterdir()), **env)
    assert told.returncode == 0
    assert any(paragraphs[0] in told.stdout for _, paragraphs in STORIES)
    assert "Harga Pupuk Turun Lagi" in told.stdout


@pytest.mark.usefixtures("prefect_server")
def test_backfill_of_nothing_and_into_nowhere_fails_clearly(tmp_path):
    told = kliping("backfill", tmp_path / "gone", "--warehouse", tmp_path / "w", "--runner", "threads")
    assert told.returncode == 1
    assert "gone: there is no such file or folder" in told.stderr
    assert not (tmp_path / "w").exists()
    (tmp_path / "file").write_text("x")
    told = kliping("backfill", tmp_path, "--warehouse", tmp_path / "file", "--runner", "threads")
    assert told.returncode == 1
    assert "file: cannot be written" in told.stderr
    assert "Traceback" not in told.stderr
