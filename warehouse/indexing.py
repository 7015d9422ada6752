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

MEMORY = "1GB"
"""What sorting or indexing a pack may hold; the rest goes to the warehouse's scratch folder."""

STEMS_A_GROUP = 500
"""Roots in a row group: a question unpacks those of its words only. With 20,000 two words at a million articles took 1.3 s of CPU, so 0.1 s."""

WORDS = r"list_distinct(regexp_extract_all(lower({}), '[\p{{L}}\p{{N}}]+'))"
STEMMED = """
    CREATE TEMP TABLE {name} AS SELECT file_row_number::INTEGER AS row, unnest({words}) AS word FROM read_parquet(?)
"""
# list_sort and list_distinct of a plain list take a tenth of the memory that list(DISTINCT row ORDER BY row) does.
GATHERED = """
    SELECT stem, list_sort(list_distinct(list(row))) AS rows,
        coalesce(list_sort(list_distinct(list(row) FILTER (in_title))), []) AS title_rows
    FROM (SELECT *, true AS in_title FROM in_titles UNION ALL SELECT *, false FROM in_texts) JOIN stems USING (word)
    GROUP BY stem ORDER BY stem
"""


def write_index(warehouse: Warehouse, table: Table, file: str) -> None:
    """Write the index of one packed file beside it, under its name."""
    path = str(warehouse.path(table, file))
    with duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = {quoted(warehouse.scratch)}")
        create_macros(connection, only={"word_root"})
        connection.execute(STEMMED.format(name="in_titles", words=WORDS.format("coalesce(title, '')")), [path])
        connection.execute(STEMMED.format(name="in_texts", words=WORDS.format("text")), [path])
        known = "SELECT word FROM in_titles UNION SELECT word FROM in_texts"
        connection.execute(f"CREATE TEMP TABLE stems AS SELECT word, word_root(word) AS stem FROM ({known})")
        batches: Iterator[pa.RecordBatch] = connection.sql(GATHERED).to_arrow_reader(STEMS_A_GROUP)
        encoding = {f"{name}.list.element": "DELTA_BINARY_PACKED" for name in ("rows", "title_rows")}
        warehouse.write_file(
            warehouse.path(POSTINGS, file), POSTINGS.schema, (b.cast(POSTINGS.schema) for b in batches), encoding
        )
