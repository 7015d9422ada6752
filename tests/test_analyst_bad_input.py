"""What analysts ask that would write, and warehouses that are old, damaged, read-only or not there: the message says what to do."""

from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from flows import cli
from tests.rows import draft
from tests.test_analyst_asking import run, three_articles
from warehouse.asking import told
from warehouse.catalog import publish
from warehouse.store import Warehouse, WarehouseError
from warehouse.tables import DRAFTS


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return three_articles(tmp_path / "w")


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM stored.catalog",
        "DELETE FROM articles",
        "CREATE TABLE x AS SELECT 1",
        "COPY (SELECT 1) TO '/tmp/analyst-out.csv'",
        "ATTACH '/tmp/analyst-other.duckdb'",
        "INSTALL fts",
        "SELECT 1; DROP VIEW articles",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "EXPORT DATABASE '/tmp/analyst-export'",
        *(
            f"{explain} COPY (SELECT 1) TO '{{root}}/manifest.json'"
            for explain in ("EXPLAIN ANALYZE", "EXPLAIN (ANALYZE)", "explain\nanalyze")
        ),
        "/* */ EXPLAIN ANALYZE COPY (SELECT 1) TO '{root}/manifest.json'",
        "WITH x AS (COPY (SELECT 1) TO '{root}/manifest.json') FROM x",
        "WITH x AS (DELETE FROM stored.catalog RETURNING *) FROM x",
        "PRAGMA enable_profiling = 'json'; PRAGMA profiling_output = '{root}/manifest.json'; SELECT 1",
        "SET profile_output = '{root}/manifest.json'",
        "SET log_query_path = '{root}/manifest.json'; SELECT 1",
        "WITH x AS (COPY (SELECT ';-- ') TO '{root}/manifest.json') FROM x",
        "WITH x AS (COPY (SELECT 1) TO '{root}/manifest.json') PIVOT x ON 1 USING count(*)",
        "SET lock_configuration = false",
        "nonsense",
        "SELECT nothing FROM articles",
    ],
)
def test_what_writes_or_reaches_outside_is_refused_in_words(root, query):
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    code, out, told = run("sql", query.replace("{root}", str(root)), "--warehouse", root)
    assert code == 1
    assert out == ""
    assert told.startswith("kliping: sql: ")
    assert "Traceback" not in told
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "query",
    [
        "EXPLAIN SELECT 1",
        "EXPLAIN ANALYZE SELECT 1",
        "EXPLAIN (FORMAT json) SELECT 1",
        "SHOW TABLES",
        "WITH a AS (FROM articles) SELECT count(*) FROM a; -- all",
        "PIVOT (SELECT outlet, kind FROM articles) ON kind USING count(*)",
        "DESCRIBE articles",
        "SUMMARIZE outlet_days",
        "SET threads = 1; SELECT 1",
        "PRAGMA version",
        "SET memory_limit = '1GB'; SET TimeZone = 'UTC'; FROM articles",
    ],
)
def test_what_only_reads_or_sets_how_is_answered(root, query):
    code, out, told = run("sql", query, "--warehouse", root)
    assert (code, told) == (0, "") and out


def test_unsafe_reaches_other_files_and_still_not_the_catalog(root, tmp_path):
    (tmp_path / "mine.csv").write_text("article_id\na\n")
    query = f"SELECT title FROM articles JOIN read_csv('{tmp_path}/mine.csv') USING (article_id)"
    assert run("sql", query, "--warehouse", root)[0] == 1
    assert run("sql", query, "--unsafe", "--warehouse", root)[:2] == (0, "title\nPanen di a\n")
    assert run("sql", "DROP VIEW articles", "--unsafe", "--warehouse", root)[0] == 1


def test_a_question_too_large_for_memory_says_what_to_do(root):
    query = "SET memory_limit = '20MB'; SET threads = 1; SELECT len(list(range)) FROM range(30000000)"
    code, _, told = run("sql", query, "--warehouse", root)
    assert code == 1
    assert "memory_limit" in told


def test_a_full_disk_under_a_large_question_says_what_to_do():
    with pytest.raises(WarehouseError, match="fewer columns"), told():
        raise duckdb.IOException('IO Error: Could not write file "/tmp/x.tmp": No space left on device')


def test_a_missing_file_is_named_with_what_heals_it(root):
    Warehouse(root).path(DRAFTS, "e").unlink()
    code, _, told = run("sql", "SELECT * FROM articles", "--warehouse", root)
    assert code == 1
    assert "e.parquet" in told and "reclean" in told


READING = [
    *(
        ["sql", "SELECT 1"],
        ["export", "unique", "-o", "x.parquet"],
        ["explore", "--port", "0"],
        ["compact"],
        ["status"],
        ["check"],
    ),
    *(["explain", "a"], ["story", "a"], ["report"], ["reclean"]),
]


@pytest.mark.parametrize("words", READING, ids=[words[0] for words in READING])
def test_a_folder_that_is_no_warehouse_is_told_and_does_not_become_one(tmp_path, words):
    found = CliRunner().invoke(cli.app, [*words, "--warehouse", str(tmp_path / "nowhere")])
    assert found.exit_code == 1
    assert "nowhere: " in found.stderr and "--warehouse" in found.stderr and "kliping backfill" in found.stderr
    assert not (tmp_path / "nowhere").exists()


def test_articles_of_an_older_version_that_had_fewer_columns_are_read_with_null(root):
    warehouse = Warehouse(root)
    path = warehouse.path(DRAFTS, "e")
    pq.write_table(pq.read_table(path).drop_columns(["witnesses", "photo_credit"]), path)
    warehouse.write(DRAFTS, "f", DRAFTS.rows([draft("d", photo_credit="Sari")]))
    publish(warehouse, {"drafts": ["e", "f"]})
    query = "SELECT article_id, photo_credit FROM articles ORDER BY ALL"
    assert run("sql", query, "--warehouse", root)[:2] == (0, "article_id,photo_credit\na,\nb,\nc,\nd,Sari\n")


def test_a_damaged_file_is_named_with_what_heals_it(root):
    path = Warehouse(root).path(DRAFTS, "e")
    path.write_bytes(b"x")
    (root / "kliping.duckdb").write_bytes(b"x")
    code, _, told = run("sql", "SELECT * FROM articles", "--warehouse", root)
    assert code == 1
    assert str(path) in told and "reclean" in told and "Traceback" not in told


def test_a_catalog_that_was_lost_is_made_anew_from_the_manifest(root):
    (root / "kliping.duckdb").unlink()
    assert run("sql", "SELECT count(*) AS n FROM articles", "--warehouse", root)[:2] == (0, "n\n3\n")


def test_a_file_that_cannot_be_written_is_named_with_what_to_do(root, tmp_path):
    for words in (["sql", "SELECT 1"], ["export", "unique"]):
        code, _, told = run(*words, "-o", tmp_path / "w" / "manifest.json" / "x.csv", "--warehouse", root)
        assert code == 1
        assert "x.csv" in told and "may write to" in told


def test_a_warehouse_of_another_layout_is_refused_with_its_number(root):
    manifest = root / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"layout": 1', '"layout": 99'))
    code, _, told = run("compact", "--warehouse", root)
    assert code == 1
    assert "layout 99" in told


def test_a_catalog_of_another_version_of_kliping_is_seen_through_today_s_views(root):
    with duckdb.connect(str(root / "kliping.duckdb")) as connection:
        connection.execute("DROP MACRO TABLE search; DROP VIEW unique_articles; UPDATE stored.catalog SET shape = 'older'")
    assert run("sql", "SELECT count(*) AS n FROM search('judul')", "--warehouse", root)[:2] == (0, "n\n1\n")


def test_a_warehouse_on_a_read_only_disk_answers(root):
    for path in [*root.rglob("*"), root]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert run("sql", "SELECT count(*) AS n FROM articles", "--warehouse", root)[:2] == (0, "n\n3\n")
    finally:
        for path in [root, *root.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
