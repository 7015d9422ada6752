"""Tabular: the rows of jsonl, csv and parquet, one after the other, a damaged one refused by its number."""

import csv
import json
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.readers.items import MAX_LINE_CHARS, MAX_PAGE_BYTES, Item, Refusal, Unreadable
from tasks.readers.kinds import encoding_of
from tasks.readers.row import COLUMNS, Notes, item_of_row
from tasks.readers.singles import text_lines
from tasks.readers.source import Source
from tasks.readers.streams import seekable

LINES_TO_GIVE_UP = 100
"""Bad lines at the beginning of a jsonl file, with no good one among them, after which the rest is not read."""

BATCH_BYTES = 8_000_000
"""Parquet rows are read as many at a time as hold about this much."""

Row = dict[str, Any]


def read_jsonl(source: Source) -> Iterator[Item]:
    notes = Notes(source.name)
    good = bad = 0
    for number, line in text_lines(source.stream, source.head):
        if isinstance(line, str) and not line.strip():
            continue
        try:
            row = object_of(line)
        except Unreadable as failure:
            yield failure.refusal(source.name, str(number))
            bad += 1
            if not good and bad >= LINES_TO_GIVE_UP:
                seen = f"none of its first {bad} lines is a JSON object"
                raise Unreadable("not-a-page", f"{seen}; the rest was not read") from failure
            continue
        good += 1
        yield item_of_row(source.name, number, row, notes)
    notes.say()
    if not good and not bad:
        raise Unreadable("empty", "no line in it")


def object_of(line: str | Unreadable) -> Row:
    """Return the object that a line of jsonl holds, or raise Unreadable ("broken-row", "too-large")."""
    if isinstance(line, Unreadable):
        raise line
    try:
        row = json.loads(line, strict=False)  # a raw tab or NUL inside a string is read as itself
    except (ValueError, RecursionError) as error:
        raise Unreadable("broken-row", f"no JSON object: {error}") from error
    if not isinstance(row, dict):
        raise Unreadable("broken-row", f"a JSON {type(row).__name__}; wanted one object a line")
    return row


class CsvLines:
    """The lines of a csv file as its parser asks for them, and whether it asked for one more than there was."""

    def __init__(self, source: Source) -> None:
        self.lines = text_lines(source.stream, source.head)
        self.number = self.row_chars = 0
        self.is_over = False
        self.too_long: Unreadable | None = None

    def __iter__(self) -> "CsvLines":
        return self

    def __next__(self) -> str:
        try:
            self.number, line = next(self.lines)
        except StopIteration:
            self.is_over = True
            raise
        if isinstance(line, str):
            self.row_chars += len(line)
            if self.row_chars <= MAX_LINE_CHARS:
                return line
            line = Unreadable("too-large", f"a row of over {MAX_LINE_CHARS:,} characters")
        self.too_long = line
        raise line


def read_csv(source: Source) -> Iterator[Item]:
    """Yield an item for each row under a header; delimiter and quotes are those that make most of the header's names known."""
    start = source.head.decode(encoding_of(source.head), "replace")
    delimiter, quote = dialect_of(start)
    csv.field_size_limit(MAX_PAGE_BYTES)
    lines = CsvLines(source)
    rows = csv_rows(csv.reader(lines, delimiter=delimiter, quotechar=quote), lines)
    names = next(rows, [])
    if isinstance(names, Unreadable):
        raise names
    notes = Notes(source.name)
    number = 0
    for number, fields in enumerate(rows, 1):
        if isinstance(fields, Unreadable):
            yield fields.refusal(source.name, str(number))
        elif len(fields) > len(names):
            seen = f"{len(fields)} cells under {len(names)} names, in line {lines.number}; quote cells that hold {delimiter!r}"
            yield Refusal(source.name, str(number), None, "broken-row", seen)
        else:
            yield item_of_row(source.name, number, dict(zip(names, fields, strict=False)), notes)
    notes.say()
    if not number:
        raise Unreadable("empty", "a header and no row")


def csv_rows(reader: Any, lines: CsvLines) -> Iterator[list[str] | Unreadable]:
    """Yield the cells of each row that has any, or why they cannot be told. A row that a quote never closed runs to the end."""
    while True:
        first, lines.row_chars, lines.too_long = lines.number + 1, 0, None
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Unreadable("broken-row", f"lines {first} to {lines.number}: {error}")
            continue
        except Unreadable as failure:
            if failure is not lines.too_long:
                raise
            yield failure
            continue
        if lines.is_over:
            seen = f"a quote opened in line {first} or after it is never closed"
            yield Unreadable("truncated", f"{seen}: the rest of the file, to line {lines.number}, is one cell")
        elif fields:
            yield fields


def dialect_of(start: str) -> tuple[str, str]:
    """Return delimiter and quote; Unreadable ("no-columns") when they make no name of the header a known one."""
    header = start.lstrip("\ufeff").replace("\r", "\n").split("\n", 1)[0]
    best = ("", "", 0)
    for delimiter in ",;\t|":
        for quote in "\"'":
            names = next(csv.reader([header], delimiter=delimiter, quotechar=quote), [])
            known = sum(name.strip().lower() in COLUMNS for name in names)
            best = (delimiter, quote, known) if known > best[2] else best
    if not best[2]:
        raise no_columns([header])
    return best[0], best[1]


def no_columns(names: Sequence[str]) -> Unreadable:
    return Unreadable("no-columns", f"its columns are {', '.join(names)[:300]!r}; wanted any of {', '.join(COLUMNS)}")


def read_parquet(source: Source) -> Iterator[Item]:
    """Yield an item for each row, read a few megabytes of a row group at a time."""
    file = pq.ParquetFile(seekable(source.stream), buffer_size=1_000_000, pre_buffer=False)
    names = file.schema_arrow.names
    wanted = [name for name in names if name.strip().lower() in COLUMNS]
    if not wanted:
        raise no_columns(names)
    notes = Notes(source.name)
    notes.leave(name for name in names if name not in wanted)
    number = 0
    for batch in file.iter_batches(rows_at_once(file), columns=wanted, use_threads=False):
        for row in rows_of(batch):
            number += 1
            if isinstance(row, Unreadable):
                yield row.refusal(source.name, str(number))
            else:
                yield item_of_row(source.name, number, row, notes)
    notes.say()
    if not number:
        raise Unreadable("empty", "no row in it")


def rows_at_once(file: pq.ParquetFile) -> int:
    groups = [file.metadata.row_group(i) for i in range(file.metadata.num_row_groups)]
    largest = max((group.total_byte_size // max(1, group.num_rows) for group in groups), default=1)
    return max(1, min(1_000, BATCH_BYTES // max(1, largest)))


def rows_of(batch: pa.RecordBatch) -> Iterator[Row | Unreadable]:
    """Yield the rows as Python values; one that has none (a time in the year 300,000) as Unreadable."""
    batch = pa.RecordBatch.from_arrays([in_microseconds(column) for column in batch.columns], names=batch.schema.names)
    for i in range(batch.num_rows):
        try:
            yield batch.slice(i, 1).to_pylist()[0]
        except (ValueError, OverflowError, pa.ArrowException) as error:
            yield Unreadable("broken-row", f"{type(error).__name__}: {error}")


def in_microseconds(column: pa.Array) -> pa.Array:
    """Return a column of times in the unit that Python knows; any other column as it is."""
    return column.cast(pa.timestamp("us", column.type.tz), safe=False) if pa.types.is_timestamp(column.type) else column
