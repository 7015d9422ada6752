"""A warehouse for a notebook: open it, ask in SQL, take the answer as pandas, polars or Arrow.

    from warehouse import open_warehouse

    w = open_warehouse("warehouse/data")
    w.sql("SELECT outlet, count(*) AS articles FROM unique_articles GROUP BY outlet").df()     # pandas
    w.sql("FROM search('harga beras') LIMIT 20").pl()                                          # polars
    w.sql("FROM around(?)", story_id).to_arrow_table()                                         # pyarrow
    w.tables()                                                                                 # what there is, and what a row of it means

It is read-only and shows one whole state, the one published when it was opened; `w.refresh()` shows the newest.
"""

import os
from pathlib import Path
from types import TracebackType

import duckdb

from warehouse.asking import open_read_only
from warehouse.store import Warehouse

TABLES = """
    SELECT view_name AS name, comment AS meaning FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal
    UNION ALL
    SELECT table_name, comment FROM duckdb_tables() WHERE schema_name = 'main'
    ORDER BY name
"""
COLUMNS = """
    SELECT column_name AS name, data_type AS type, comment AS meaning FROM duckdb_columns()
    WHERE schema_name = 'main' AND table_name = ? ORDER BY column_index
"""


class OpenWarehouse:
    """A warehouse opened for reading."""

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.root = Path(root).expanduser()
        self.connection = open_read_only(Warehouse(self.root))

    def sql(self, query: str, *values: object) -> duckdb.DuckDBPyRelation:
        """Return the answer of one query, computed when it is taken; each `?` in it stands for the next of `values`."""
        return self.connection.sql(query, params=list(values)) if values else self.connection.sql(query)

    def tables(self) -> duckdb.DuckDBPyRelation:
        """Return the name of each table and what a row of it is."""
        return self.sql(TABLES)

    def columns(self, table: str) -> duckdb.DuckDBPyRelation:
        """Return the columns of one table: name, type, meaning."""
        return self.sql(COLUMNS, table)

    def refresh(self) -> None:
        """Show what was published last."""
        self.close()
        self.connection = open_read_only(Warehouse(self.root))

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> "OpenWarehouse":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
