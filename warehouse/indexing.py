"""The index that `search` reads: for each root of a word, the rows of a pack that have it in title or text.

It is made once for each file of articles that a compaction writes, so it grows with what is new; articles that no
compaction has seen yet are searched by reading them. A file's index is a quarter of the size of its texts.
"""

from collections.abc import Iterator

import duckdb
import pyarrow as pa

from warehouse.sqlfiles import create_macros, quoted
from warehouse.store import Warehouse
from warehouse.tables import DRAFTS, REVISIONS, Column, Table

ROWS = pa.list_(pa.int32())
POSTINGS = Table(
    "postings",
    "One row per root of a word and file: where it stands.",
    [
        Column("stem", pa.string(), "Root of the word, as the macro word_root() gives it."),
        Column("rows", ROWS, "Rows of the file whose title or text has it, from 0."),
        Column("title_rows", ROWS, "Rows of the file whose title has it."),
    ],
)
INDEXED = {DRAFTS.name, REVISIONS.name}

WORDS = r"list_distinct(regexp_extract_all(lower({}), '[\p{{L}}\p{{N}}]+'))"
STEMMED = """
    CREATE TEMP TABLE {name} AS SELECT file_row_number::INTEGER AS row, unnest({words}) AS word FROM read_parquet(?)
"""
GATHERED = """
    SELECT stem, list(row ORDER BY row) AS rows, coalesce(list(row ORDER BY row) FILTER (in_title), []) AS title_rows
    FROM (
        SELECT stem, row, bool_or(in_title) AS in_title
        FROM (SELECT *, true AS in_title FROM in_titles UNION ALL SELECT *, false FROM in_texts) JOIN stems USING (word)
        GROUP BY stem, row
    )
    GROUP BY stem ORDER BY stem
"""


def write_index(warehouse: Warehouse, table: Table, file: str) -> None:
    """Write the index of one packed file beside it, under its name."""
    path = str(warehouse.path(table, file))
    with duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '1GB'; SET temp_directory = {quoted(warehouse.scratch)}")
        create_macros(connection, only={"word_root"})
        connection.execute(STEMMED.format(name="in_titles", words=WORDS.format("coalesce(title, '')")), [path])
        connection.execute(STEMMED.format(name="in_texts", words=WORDS.format("text")), [path])
        known = "SELECT word FROM in_titles UNION SELECT word FROM in_texts"
        connection.execute(f"CREATE TEMP TABLE stems AS SELECT word, word_root(word) AS stem FROM ({known})")
        batches: Iterator[pa.RecordBatch] = connection.sql(GATHERED).to_arrow_reader(20_000)
        encoding = {f"{name}.list.element": "DELTA_BINARY_PACKED" for name in ("rows", "title_rows")}
        warehouse.write_file(
            warehouse.path(POSTINGS, file), POSTINGS.schema, (b.cast(POSTINGS.schema) for b in batches), encoding
        )
