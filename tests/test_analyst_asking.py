"""`kliping sql`, `export` and `compact`, and the Python API: what they give, and what they refuse."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pyarrow.parquet as pq
import pytest
import typer
from typer.testing import CliRunner

from flows import cli_analyst
from flows.sql_shell import Shell, is_whole
from tests.rows import draft
from warehouse import asking, open_warehouse
from warehouse.asking import ask, open_read_only
from warehouse.catalog import publish
from warehouse.store import Warehouse, WarehouseError
from warehouse.tables import DRAFTS

app = typer.Typer()
cli_analyst.register(app)
SLOW = "SELECT count(*) FROM range(100000000) a, range(100000) b WHERE hash(a.range, b.range) % 7 = 1"


def three_articles(folder: Path) -> Path:
    """Publish a warehouse of three articles and return its folder."""
    warehouse = Warehouse(folder)
    rows = [draft("a"), draft("b", outlet="lain.example", authors=["Sari", "Budi"]), draft("c", title='Judul "c", lain')]
    warehouse.write(DRAFTS, "e", DRAFTS.rows(rows))
    publish(warehouse, {"drafts": ["e"]})
    return warehouse.root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return three_articles(tmp_path / "w")


def run(*words: object) -> tuple[int, str, str]:
    found = CliRunner().invoke(app, [str(word) for word in words])
    return found.exit_code, found.stdout, found.stderr


@pytest.mark.parametrize("format", ["table", "csv", "json", "jsonl"])
def test_sql_gives_the_answer_in_every_format(root, format):
    code, out, _ = run(
        "sql", "SELECT article_id, authors FROM articles WHERE article_id = 'b'", "-f", format, "--warehouse", root
    )
    assert code == 0
    assert "Sari" in out and "Budi" in out
    if format.startswith("json"):
        told = json.loads(out) if format == "json" else [json.loads(line) for line in out.splitlines()]
        assert told == [{"article_id": "b", "authors": ["Sari", "Budi"]}]


def test_sql_writes_parquet_to_a_file_and_leaves_no_half_of_one(root, tmp_path):
    code, _, _ = run(
        "sql", "SELECT article_id FROM articles ORDER BY 1", "-f", "parquet", "-o", tmp_path / "out.parquet", "--warehouse", root
    )
    assert code == 0
    assert pq.read_table(tmp_path / "out.parquet").to_pydict() == {"article_id": ["a", "b", "c"]}
    code, _, _ = run("sql", "SELECT error('no') FROM articles", "-f", "csv", "-o", tmp_path / "bad.csv", "--warehouse", root)
    assert code == 1
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.parquet"]


def sheet(path: Path) -> list[list[str]]:
    """Return the rows of a workbook's first sheet as its XML has them: texts in place, numbers as written."""
    with zipfile.ZipFile(path) as book:
        tree = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return [["".join(cell.itertext()) for cell in row] for row in tree.findall(".//{*}row")]


def test_a_workbook_holds_texts_numbers_and_jakarta_times_and_no_formula(root, tmp_path):
    query = "SELECT '=1+1' AS text, 2 AS n, sum(2) AS total, TIMESTAMPTZ '2024-06-20 05:00:00+00' AS at, ['a'] AS list, NULL AS nothing"
    assert run("sql", query, "-o", tmp_path / "out.xlsx", "--warehouse", root)[0] == 0
    noon_in_jakarta = "45463.5"
    assert sheet(tmp_path / "out.xlsx") == [
        ["text", "n", "total", "at", "list", "nothing"],
        ["=1+1", "2", "2", noon_in_jakarta, '["a"]'],
    ]
    assert run("export", "unique", "-f", "xlsx", "-o", tmp_path / "all.xlsx", "--warehouse", root)[0] == 0
    assert len(sheet(tmp_path / "all.xlsx")) == 4


def test_what_a_workbook_cannot_hold_is_cut_visibly_or_refused(root, tmp_path, monkeypatch):
    assert run("sql", "SELECT repeat('x', 40000) AS x", "-o", tmp_path / "long.xlsx", "--warehouse", root)[0] == 0
    assert [len(sheet(tmp_path / "long.xlsx")[1][0]), sheet(tmp_path / "long.xlsx")[1][0][-1]] == [32_767, "…"]
    monkeypatch.setattr(asking, "SHEET_ROWS", 3)
    code, _, told = run("sql", "FROM range(3)", "-o", tmp_path / "many.xlsx", "--warehouse", root)
    assert code == 1 and "more than 2 rows" in told
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    code, _, told = run("sql", "SELECT 1", "-o", tmp_path / "none.xlsx", "--warehouse", root)
    assert code == 1 and "kliping[xlsx]" in told
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["long.xlsx"]


def test_an_interrupted_question_stops_soon_and_the_next_one_is_answered(root, capsys):
    shell = Shell(open_read_only(Warehouse(root)), "csv", unsafe=False)
    command = f"import os, time; time.sleep(1); os.kill({os.getpid()}, {int(signal.SIGINT)})"
    killer = subprocess.Popen([sys.executable, "-c", command])
    started = time.monotonic()
    with pytest.raises(WarehouseError, match="interrupted"):
        shell.take(f"{SLOW};")
    assert time.monotonic() - started < 30
    killer.wait()
    capsys.readouterr()
    shell.take("SELECT 1 AS one;")
    assert capsys.readouterr().out == "one\n1\n"


def test_the_shell_knows_tables_columns_modes_and_outputs(root, tmp_path, capsys):
    with open_read_only(Warehouse(root)) as connection:
        shell = Shell(connection, "csv", unsafe=False)
        assert {"articles", "published_at", "search(wanted)", "SELECT", ".tables"} <= set(shell.words())
        for line in (
            ".tables",
            ".columns articles",
            ".macros",
            ".mode jsonl",
            "SELECT 1 AS one;",
            f".output {tmp_path}/x.csv",
            "SELECT 2 AS two;",
            ";",
        ):
            assert shell.take(line)
        assert not shell.take(".quit")
        for line in (".mode xml", ".nonsense", "SELECT wrong;"):
            with pytest.raises(WarehouseError):
                shell.take(line)
    out = capsys.readouterr().out
    assert "One row per article" in out and '{"one": 1}' in out
    assert (tmp_path / "x.csv").read_text() == "two\n2\n"


def test_enter_sends_what_ends_with_a_semicolon():
    assert [is_whole(line) for line in ("", ".tables", "SELECT 1;", "SELECT 1", "SELECT\n1")] == [True, True, True, False, False]


def test_on_a_terminal_the_shell_answers_and_leaves(root, tmp_path):
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "flows.cli", "sql", "--warehouse", str(root)]
    env = {**os.environ, "TERM": "xterm", "XDG_STATE_HOME": str(tmp_path / "state"), "PROMPT_TOOLKIT_NO_CPR": "1"}
    child = subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env)
    os.write(ours, b"SELECT count(*) * 111 AS n\rFROM articles;\r.quit\r")
    out, _ = child.communicate(timeout=60)
    os.close(ours), os.close(theirs)
    assert child.returncode == 0
    assert b"333" in out
    assert "FROM articles" in (tmp_path / "state" / "kliping" / "history").read_text()


def test_export_writes_the_rows_that_meet_the_condition(root, tmp_path):
    code, _, told = run(
        "export", "unique", "-o", tmp_path / "x.jsonl", "-f", "jsonl", "--where", "outlet = 'lain.example'", "--warehouse", root
    )
    assert code == 0, told
    assert [json.loads(line)["article_id"] for line in (tmp_path / "x.jsonl").read_text().splitlines()] == ["b"]
    assert "1 rows" in told


def test_export_makes_a_folder_that_explains_itself(root, tmp_path):
    assert run("export", "unique", "-o", tmp_path / "news", "-f", "hf", "--warehouse", root)[0] == 0
    card = (tmp_path / "news" / "README.md").read_text()
    assert "3 rows" in card and "| lain.example | 1 |" in card and "| published_at |" in card and "gives\nno licence" in card
    assert pq.read_table(tmp_path / "news" / "data").num_rows == 3
    code, _, told = run("export", "unique", "-o", tmp_path / "news", "-f", "hf", "--warehouse", root)
    assert code == 1 and "is not empty" in told


def test_an_export_that_fails_leaves_no_half_of_a_folder(root, tmp_path):
    words = ("export", "unique", "-o", tmp_path / "news", "-f", "hf", "--warehouse", root)
    assert run(*words, "--where", "error('no')")[0] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["w"]
    assert run(*words)[0] == 0


def test_export_writes_what_the_ending_of_the_file_says(root, tmp_path):
    assert run("export", "unique", "-o", tmp_path / "x.csv", "--warehouse", root)[0] == 0
    assert (tmp_path / "x.csv").read_text().startswith("article_id,")
    assert run("export", "unique", "-o", tmp_path / "news", "--warehouse", root)[0] == 0
    assert pq.read_table(tmp_path / "news").num_rows == 3


def test_an_export_of_no_view_names_ours_and_none_of_duckdb(root, tmp_path):
    told = run("export", "nonsense", "-o", tmp_path / "x.csv", "--warehouse", root)[2]
    assert "unique, agency_reach, articles" in told and "duckdb_" not in told


@pytest.mark.parametrize(
    ("what", "where"), [("nonsense", None), ("unique", "nothing = 1"), ("unique", "1=1; DROP VIEW articles")]
)
def test_an_export_that_is_wrong_says_so(root, tmp_path, what, where):
    code, _, told = run("export", what, "-o", tmp_path / "x.parquet", *(["--where", where] if where else []), "--warehouse", root)
    assert code == 1
    assert told.startswith("kliping: ")
    assert not (tmp_path / "x.parquet").exists()


def test_from_python_a_warehouse_is_opened_asked_and_refreshed(root):
    with open_warehouse(root) as w:
        assert w.sql("SELECT count(*) FROM articles").fetchall() == [(3,)]
        assert w.sql("SELECT title FROM articles WHERE article_id = ?", "a").fetchall() == [("Panen di a",)]
        assert w.sql("SELECT article_id FROM articles").to_arrow_table().num_rows == 3
        assert ("articles", "One row per article: its latest version.") in w.tables().fetchall()
        assert w.columns("articles").fetchall()[0][0] == "article_id"
        publish(Warehouse(root), {})
        w.refresh()
        assert w.sql("SELECT count(*) FROM articles").fetchall() == [(0,)]
    with pytest.raises(WarehouseError, match="backfill"):
        open_warehouse(root / "nothing")


def test_the_same_warehouse_opened_twice_shows_each_its_own_state(root):
    with open_warehouse(root) as old:
        publish(Warehouse(root), {})
        with open_warehouse(root) as new:
            assert new.sql("SELECT count(*) FROM articles").fetchall() == [(0,)]
            with pytest.raises(duckdb.Error):
                new.sql("SELECT * FROM read_text('/etc/passwd')").fetchall()
        assert old.sql("SELECT count(*) FROM articles").fetchall() == [(3,)]


def test_a_plain_duckdb_client_opens_the_catalog_and_finds_the_macros(root):
    with duckdb.connect(str(root / "kliping.duckdb"), read_only=True) as connection:
        assert connection.sql("SELECT article_id FROM search('judul')").fetchall() == [("c",)]
    with open_read_only(Warehouse(root)) as connection:
        found = ask(connection, "FROM search('judul')")
        assert found is not None and len(found.fetchall()) == 1


def test_compact_runs_as_a_flow_and_changes_no_row(root, prefect_server):
    warehouse = Warehouse(root)
    warehouse.write(DRAFTS, "f", DRAFTS.rows([draft("d")]))
    publish(warehouse, {"drafts": ["e", "f"]})
    code, out, told = run("compact", "--everything", "--grace-hours", "0", "--warehouse", root)
    assert code == 0, told
    assert "2 editions merged into 1 files" in out
    assert run("sql", "SELECT count(*) AS n FROM articles", "--warehouse", root)[1] == "n\n4\n"
    assert not warehouse.path(DRAFTS, "e").exists()
