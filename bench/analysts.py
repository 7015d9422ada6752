"""Writes docs/analysts.md: the data dictionary from the declarations, and worked questions with what they really answer.

kliping backfill seeds/pages --warehouse /tmp/sample && python -m bench.analysts /tmp/sample

It needs pandas and polars, which the project does not: pip install pandas polars.
"""

import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb

from warehouse.catalog import connect
from warehouse.opening import OpenWarehouse
from warehouse.sqlfiles import macros
from warehouse.store import Warehouse

DOCUMENT = Path(__file__).parent.parent / "docs" / "analysts.md"
FIRST = [
    *("articles", "unique_articles", "stories", "copies", "removals", "rejects", "versions", "outlet_days", "runs", "pages"),
    *("headline_changes", "partial_articles", "boilerplate_by_outlet"),
]
HEAD = """# For analysts

`kliping.duckdb` in the warehouse folder opens in any DuckDB client: the command line, Python, R, DBeaver, a notebook. It
needs no extension and no network, and is only read. What a table or a column means stands beside it: `SELECT view_name,
comment FROM duckdb_views() WHERE NOT internal`, or `.tables` and `.columns articles` in `kliping sql`.

From the shell: `kliping sql "FROM search('banjir') LIMIT 10"` (with `-o answer.csv`, `.json`, `.jsonl`, `.parquet` or `.xlsx`
to a file; Excel needs `pip install 'kliping[xlsx]'`), `kliping export unique --format hf -o news`, and to look rather than
ask `kliping explore`: [the warehouse](screenshots/home.png), [an article](screenshots/article.png), [a story](screenshots/story.png),
[an outlet](screenshots/outlet.png), [SQL](screenshots/sql.png), and [a story on a phone](screenshots/story-phone.png).

Worth knowing:

- `articles` has every article, `unique_articles` one of each story. Days and hours are Jakarta's in `kliping sql` and in
  Python; elsewhere say `SET TimeZone = 'Asia/Jakarta'`.
- The text is nine tenths of the bytes: name the columns you need. For one story use `around(id)`: it is ten times as fast as
  `FROM articles WHERE story_id = id`, which reads every text before it knows whose it is (without the text it is fast too). For
  many ids join a table of them; a long `IN (...)` list reads everything.
- `search` compares roots of words: `search('memanen')` finds *panen*, *dipanen* and *hasil panen*. It returns ids; join
  `articles` for the rest. It is fast after `kliping compact`; before that, texts are read.
- An answer that does not fit in half of the memory is worked out on disk. `SET memory_limit = '8GB'` allows more.
"""


SNIPPETS = [
    (
        "pandas",
        "SELECT outlet, count(*) AS articles FROM unique_articles GROUP BY ALL ORDER BY articles DESC, outlet LIMIT 3",
        "{}.df()",
    ),
    ("polars", "SELECT day, title FROM search('harga') LIMIT 3", "{}.pl()"),
    ("pyarrow", "SELECT outlet, direction FROM around((SELECT story_id FROM most_copied LIMIT 1))", "{}.to_arrow_table()"),
    ("batch by batch, to the last", "SELECT text FROM unique_articles", "sum(b.num_rows for b in {}.arrow(10_000))"),
    ("plain Python", "SELECT count(*), min(day), max(day) FROM articles", "{}.fetchall()"),
]
"""What it is for, its SQL, and how the answer is taken."""

PLAIN = """with duckdb.connect("warehouse/data/kliping.duckdb", read_only=True) as c:
    c.sql("SELECT title, outlets, articles FROM stories ORDER BY articles DESC, title LIMIT 3").show()"""


def questions() -> Iterator[tuple[str, str]]:
    """Yield each question of bench/questions.sql with its SQL."""
    for part in (Path(__file__).parent / "questions.sql").read_text(encoding="utf-8").strip().split("\n\n"):
        question, _, query = part.partition("\n")
        yield question.removeprefix("-- "), query


def described(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the data dictionary: every macro, table and column with its meaning."""
    known = dict(
        connection.sql("SELECT view_name, comment FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal").fetchall()
    )
    parts = ["## Macros", "", "| call | gives |", "|---|---|"]
    for macro in macros():
        call = macro.create.split("MACRO ", 1)[1].split(" AS ", 1)[0]
        parts.append(f"| `{call}` | {macro.meaning} |")
    parts += ["", "## Tables", ""]
    for name in [*(n for n in FIRST if n in known), *sorted(known.keys() - set(FIRST) - {"articles_base"})]:
        parts += [f"### {name}", "", known[name], "", "| column | type | meaning |", "|---|---|---|"]
        columns = connection.execute(
            "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE schema_name = 'main' AND table_name = ? ORDER BY column_index",
            [name],
        ).fetchall()
        parts += [f"| {column} | {kind} | {cell(meaning)} |" for column, kind, meaning in columns]
        parts.append("")
    return "\n".join(parts).rstrip()


def dictionary() -> str:
    """Return the data dictionary of an empty warehouse, which is that of every one."""
    with tempfile.TemporaryDirectory() as folder, connect(Warehouse(Path(folder)), {}) as connection:
        return described(connection)


def snippets(warehouse: OpenWarehouse) -> str:
    """Return each snippet with what it prints."""
    import pandas as pd
    import polars as pl

    pl.Config.set_tbl_formatting("MARKDOWN")
    versions = f"pandas {pd.__version__}, polars {pl.__version__}, DuckDB {duckdb.__version__}"
    parts = ["## From Python", "", f"Over the sample pages, {date.today():%d %B %Y}, {versions}:", ""]
    parts += ["```python", "from warehouse import open_warehouse", "", 'w = open_warehouse("warehouse/data")', "```", ""]
    for name, query, taken in SNIPPETS:
        code = taken.format(f'w.sql("{query}")')
        parts += ["```python", f"{code}  # {name}", "```", "```text", str(eval(code, {"w": warehouse})), "```", ""]
    parts += ["Without Kliping, in any DuckDB:", "", "```python", PLAIN, "```", "```text"]
    with duckdb.connect(str(warehouse.root / "kliping.duckdb"), read_only=True) as c:
        parts += [str(c.sql(PLAIN.split('"')[3])).rstrip(), "```"]
    return "\n".join(parts)


def worked(warehouse: OpenWarehouse) -> str:
    """Return each question with its SQL and what it answers in `warehouse`."""
    parts = ["## Questions", "", "Answered over the sample pages (`make run`), whose news is invented.", ""]
    for number, (question, query) in enumerate(questions(), start=1):
        answer = warehouse.sql(query)
        parts += [f"### {number}. {question}", "", "```sql", query, "```", ""]
        rows = answer.fetchall()
        parts += ["| " + " | ".join(answer.columns) + " |", "|---" * len(answer.columns) + "|"]
        parts += ["| " + " | ".join(cell(value) for value in row) + " |" for row in rows] or [
            "| " + " | ".join("" for _ in answer.columns) + " |"
        ]
        parts.append("")
    return "\n".join(parts).rstrip()


def cell(value: object) -> str:
    return "" if value is None else str(value).replace("|", "\\|").replace("\n", " ")[:160]


def main() -> None:
    with OpenWarehouse(sys.argv[1]) as warehouse:
        DOCUMENT.write_text(f"{HEAD}\n{snippets(warehouse)}\n\n{worked(warehouse)}\n\n{dictionary()}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
