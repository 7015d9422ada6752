"""What a declaration of a table is made of: a column with its type, its meaning and what its NULL means."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

INSTANT = pa.timestamp("us", tz="UTC")
STRINGS = pa.list_(pa.string())


@dataclass(frozen=True)
class Column:
    """One column; `null` says what NULL means, and without it the column is never NULL."""

    name: str
    type: pa.DataType
    meaning: str
    null: str | None = None

    @property
    def comment(self) -> str:
        return f"{self.meaning} NULL: {self.null}." if self.null else self.meaning


@dataclass(frozen=True)
class Table:
    """One stored table: an edition of it is one Parquet file with exactly this schema."""

    name: str
    meaning: str
    columns: Sequence[Column]

    @cached_property
    def schema(self) -> pa.Schema:
        return pa.schema([pa.field(c.name, c.type, nullable=c.null is not None) for c in self.columns])

    def rows(self, rows: Sequence[dict]) -> pa.Table:
        """Return `rows` as this table; a key that is missing is NULL, and one that is not declared is an error."""
        unknown = {key for row in rows for key in row} - set(self.schema.names)
        if unknown:
            raise ValueError(f"{self.name}: undeclared columns {sorted(unknown)}; declare them in warehouse/tables.py")
        return self.checked(
            pa.Table.from_pylist([{n: row.get(n) for n in self.schema.names} for row in rows], schema=self.schema)
        )

    def checked(self, rows: pa.Table) -> pa.Table:
        """Return `rows` when they have exactly this schema and no NULL where none may stand; otherwise raise `ValueError`."""
        if rows.schema.names != self.schema.names or rows.schema.types != self.schema.types:
            raise ValueError(f"{self.name}: columns {rows.schema.to_string()} but declared are {self.schema.to_string()}")
        empty = [f.name for f, column in zip(self.schema, rows.columns, strict=True) if not f.nullable and column.null_count]
        if empty:
            raise ValueError(f"{self.name}: NULL in {empty}, which warehouse/tables.py declares as never NULL")
        return rows.cast(self.schema)
