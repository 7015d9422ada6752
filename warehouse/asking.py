"""Read-only questions to a warehouse, and their answers as a table, CSV or JSON."""

import csv
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

import duckdb
import pyarrow.parquet as pq

from warehouse.catalog import connect, open_catalog
from warehouse.sqlfiles import quoted
from warehouse.store import HEALING, Warehouse, WarehouseError

READS = {
    duckdb.StatementType.SELECT,
    duckdb.StatementType.PRAGMA,
    duckdb.StatementType.SET,
    duckdb.StatementType.VARIABLE_SET,
}
"""Kinds of statement that cannot change a file once `restrict` was there; SHOW, DESCRIBE and SUMMARIZE count as SELECT."""

SETTABLE = [
    *("memory_limit", "max_memory", "threads", "worker_threads", "TimeZone", "Calendar", "preserve_insertion_order"),
    *("default_order", "default_null_order", "null_order", "enable_progress_bar"),
]
"""Settings a question may change. Others write: a log or a profile would take the place of a file of the warehouse."""

END = re.compile(r";\s*(--[^\n]*\s*|/\*.*?\*/\s*)*$", re.DOTALL)
EXPLAIN = re.compile(r"\s*explain\b(\s+analyze\b)?(\s*\(\s*(?:analyze|format)\b[^()]*\))?", re.IGNORECASE)

SHEET_ROWS, CELL_CHARS = 1_048_576, 32_767
"""What Excel holds: rows in a sheet, the one with the headings among them, and characters in a cell."""


def open_read_only(warehouse: Warehouse, unsafe: bool = False) -> duckdb.DuckDBPyConnection:
    """Return a connection that reads the warehouse's files and no others, with days and hours as Jakarta counts them.

    What does not fit in half of the memory goes to the system's temporary folder, so a warehouse on a read-only disk can
    be asked as well. An `unsafe` one may read and write other files; the warehouse's own stay as they are.
    """
    connection = open_catalog(warehouse)
    try:
        restrict(connection, warehouse, unsafe)
    except (duckdb.PermissionException, duckdb.InvalidInputException):
        # One process has one instance of a database file. Where it is open already we were handed that one, restricted
        # before and perhaps of an older state: look at today's files through views of our own instead.
        connection.close()
        connection = connect(warehouse, warehouse.manifest())
        restrict(connection, warehouse, unsafe)
    return connection


def restrict(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, unsafe: bool) -> None:
    connection.execute("SET TimeZone = 'Asia/Jakarta'")
    connection.execute(f"SET temp_directory = {quoted(Path(tempfile.gettempdir()) / f'kliping-{os.getuid()}')}")
    connection.execute(f"SET memory_limit = '{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') >> 21}MB'")
    if not unsafe:
        connection.execute(f"SET allowed_directories = [{quoted(warehouse.root.resolve())} || '/']")
        connection.execute("SET enable_external_access = false")
        connection.execute(f"SET allowed_configs = {SETTABLE}; SET lock_configuration = true")


def fresh(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Return another connection to the same warehouse: a question that was interrupted keeps the one it ran on busy."""
    cursor = connection.cursor()
    cursor.execute("SET TimeZone = 'Asia/Jakarta'")
    return cursor


def ask(connection: duckdb.DuckDBPyConnection, query: str, unsafe: bool = False) -> duckdb.DuckDBPyRelation | None:
    """Return the answer of the last statement of `query`, None when it gives no rows; `WarehouseError` when one would write."""
    answer = None
    with told():
        for statement in connection.extract_statements(query):
            if not unsafe and not reads(connection, statement):
                kind = statement.type.name.replace("_", " ")
                raise WarehouseError(
                    f"sql: {kind} would change something; the warehouse is read-only here. Ask with SELECT, or open kliping.duckdb yourself"
                )
            answer = connection.sql(statement.query)
    return answer


def reads(connection: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> bool:
    """Return whether a statement only reads; duckdb.Error where it is wrong.

    EXPLAIN ANALYZE does what it explains. A WITH clause may hold a COPY or a DELETE, which DuckDB refuses inside brackets.
    """
    if statement.type == duckdb.StatementType.EXPLAIN:
        explained = connection.extract_statements(EXPLAIN.sub("", statement.query, count=1))
        return all(one.type == duckdb.StatementType.SELECT and reads(connection, one) for one in explained)
    has_with = re.search(r"\bwith\b", statement.query, re.IGNORECASE)
    if statement.type == duckdb.StatementType.MULTI:  # what a PIVOT becomes that looks up its columns first
        return bool(re.search(r"\bpivot", statement.query, re.IGNORECASE)) and not has_with
    if statement.type == duckdb.StatementType.SELECT and has_with:
        connection.sql(f"FROM ({END.sub('', statement.query)}\n)")
    return statement.type in READS


@contextmanager
def told() -> Iterator[None]:
    """Turn what DuckDB says into a `WarehouseError` that also says what to do where DuckDB does not."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise WarehouseError(
            f"sql: {error}\nAsk for fewer columns (text is the large one) or fewer rows, or allow more: SET memory_limit = '8GB'"
        ) from error
    except duckdb.InterruptException as error:
        raise WarehouseError("sql: interrupted") from error
    except duckdb.IOException as error:
        if "No files found" in str(error) or "Cannot open file" in str(error):
            raise WarehouseError(f"sql: {error}\nA file of the warehouse is gone. {HEALING}") from error
        hint = (
            "\nAsk for fewer columns or rows, or let it spill elsewhere: TMPDIR=/large/disk"
            if "No space left" in str(error)
            else ""
        )
        raise WarehouseError(f"sql: {error}{hint}") from error
    except duckdb.PermissionException as error:
        raise WarehouseError(
            f"sql: {error}\nOnly files of the warehouse can be read here; add --unsafe to reach others"
        ) from error
    except duckdb.InvalidInputException as error:
        hint = f"\nA question may set {', '.join(SETTABLE)}" if "configuration has been locked" in str(error) else ""
        raise WarehouseError(f"sql: {error}{hint}") from error
    except duckdb.Error as error:
        raise WarehouseError(f"sql: {error}") from error


def write_table(answer: duckdb.DuckDBPyRelation, out: TextIO, width: int) -> None:
    """Write the answer as a box, at most `width` characters wide; long values and long answers are cut in the middle."""
    with redirect_stdout(out):
        answer.show(max_width=width, max_rows=60)


def write_parquet(answer: duckdb.DuckDBPyRelation, path: Path) -> None:
    """Write the answer to a Parquet file, a few thousand rows in memory at a time."""
    reader = answer.to_arrow_reader(10_000)
    with pq.ParquetWriter(path, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)


def write_xlsx(answer: duckdb.DuckDBPyRelation, path: Path) -> None:
    """Write the answer to an Excel workbook: instants as Jakarta's clock shows them, lists as JSON, no formula and no link.

    A text longer than a cell holds is cut and ends in an ellipsis. `WarehouseError` for more rows than a sheet holds, and where
    XlsxWriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise WarehouseError("xlsx needs XlsxWriter: pip install 'kliping[xlsx]'; csv and parquet need nothing") from error
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(path, {**options, "tmpdir": tempfile.gettempdir()}) as book:
        sheet, clock, bold = (
            book.add_worksheet(),
            book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            book.add_format({"bold": True}),
        )
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, answer.columns, bold)
        for n, row in enumerate(rows(answer), start=1):
            if n == SHEET_ROWS:
                raise WarehouseError(
                    f"xlsx: more than {SHEET_ROWS - 1:,} rows, which is all a sheet holds; ask for fewer, or take csv or parquet"
                )
            for place, value in enumerate(row.values()):
                told = sheet_value(value)
                sheet.write(n, place, told, *([clock] if isinstance(told, datetime) else []))


def sheet_value(value: Any) -> Any:
    """Return a value a cell of a sheet can hold; whole numbers of more than 15 digits are text, as Excel would round them."""
    if isinstance(value, datetime | date) and value.year >= 1900:
        return value.replace(tzinfo=None) if isinstance(value, datetime) else value
    if value is None or isinstance(value, bool) or (isinstance(value, int | float | Decimal) and -(10**15) < value < 10**15):
        return value
    text = str(cell(value))
    return text if len(text) <= CELL_CHARS else text[: CELL_CHARS - 1] + "…"


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
