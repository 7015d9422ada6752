"""Read-only questions to a warehouse, and their answers as a table, CSV or JSON."""

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, TextIO

import duckdb

from warehouse.catalog import open_catalog, quoted
from warehouse.store import Warehouse, WarehouseError

READS = {
    duckdb.StatementType.SELECT,
    duckdb.StatementType.EXPLAIN,
    duckdb.StatementType.PRAGMA,
    duckdb.StatementType.VARIABLE_SET,
}
"""Kinds of statement that cannot change a file; SHOW, DESCRIBE and SUMMARIZE count as SELECT."""


def open_read_only(warehouse: Warehouse) -> duckdb.DuckDBPyConnection:
    """Return a connection that reads the warehouse's files and no others, with days and hours as Jakarta counts them."""
    connection = open_catalog(warehouse)
    connection.execute("SET TimeZone = 'Asia/Jakarta'")
    connection.execute(f"SET allowed_directories = [{quoted(warehouse.root.resolve())} || '/']")
    connection.execute("SET enable_external_access = false")
    return connection


def ask(connection: duckdb.DuckDBPyConnection, query: str) -> duckdb.DuckDBPyRelation | None:
    """Return the answer of the last statement of `query`, None when it gives no rows; `WarehouseError` when one would write."""
    answer = None
    try:
        for statement in connection.extract_statements(query):
            if statement.type not in READS:
                kind = statement.type.name.replace("_", " ")
                raise WarehouseError(
                    f"sql: {kind} would change something; the warehouse is read-only here. Ask with SELECT, or open kliping.duckdb yourself"
                )
            answer = connection.sql(statement.query)
    except duckdb.Error as error:
        raise WarehouseError(f"sql: {error}") from error
    return answer


def write_table(answer: duckdb.DuckDBPyRelation, out: TextIO, width: int) -> None:
    """Write the answer as DuckDB draws it, `width` characters wide."""
    del width
    out.write(str(answer) + "\n")


def write_csv(answer: duckdb.DuckDBPyRelation, out: TextIO) -> None:
    """Write a header and one line a row; lists as JSON, NULL as nothing."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([cell(value) for value in row.values()] for row in rows(answer))


def write_jsonl(answer: duckdb.DuckDBPyRelation, out: TextIO) -> None:
    """Write one JSON object a line."""
    for row in rows(answer):
        out.write(json.dumps(row, ensure_ascii=False, default=plain) + "\n")


def write_json(answer: duckdb.DuckDBPyRelation, out: TextIO) -> None:
    """Write one JSON array of objects."""
    mark = "["
    for row in rows(answer):
        out.write(f"{mark}\n{json.dumps(row, ensure_ascii=False, default=plain)}")
        mark = ","
    out.write("\n]\n" if mark == "," else "[]\n")


def rows(answer: duckdb.DuckDBPyRelation) -> Iterator[dict[str, Any]]:
    """Yield the rows of an answer, a few thousand in memory at a time. Columns of one name are told apart by a number."""
    names: list[str] = []
    for name in answer.columns:
        names.append(name if name not in names else f"{name}_{names.count(name) + 1}")
    for batch in answer.to_arrow_reader(2_000):
        yield from batch.rename_columns(names).to_pylist()


def cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=plain)
    return plain(value) if isinstance(value, datetime | date | bytes | bool) else value


def plain(value: Any) -> Any:
    """Return a value JSON can hold: times as ISO 8601, bytes as text."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value).lower() if isinstance(value, bool) else str(value)
