"""What a declaration of a table is made of: a column with its type, its meaning and what its NULL means; and the columns many tables have."""

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


PAGE_ID = Column("page_id", pa.string(), "Digest of the address and bytes of the page: the same page given twice has one id.")
ARTICLE_ID = Column(
    "article_id", pa.string(), "Digest of the outlet's own article id, else of the canonical URL, else of title and text."
)
OUTLET = Column("outlet", pa.string(), "The news site, as its domain (republika.co.id).", null="the page does not say")
URL = Column(
    "url",
    pa.string(),
    "Canonical URL of the article: no tracking parameters, no AMP, no page number.",
    null="the page does not say",
)
SOURCE = Column("source", pa.string(), "Path or URL as given; a member of an archive as archive!member.")
SOURCE_ID = Column("source_id", pa.string(), "Its row, record or member id inside the source.", null="the source holds one page")
RULES_VERSION = Column(
    "rules_version", pa.string(), "Digest of the rules and steps that cleaned it; after +, of what was learned and changed it."
)
FETCHED_AT = Column("fetched_at", INSTANT, "When the page was fetched.", null="a file that does not say")
FIRST_SEEN_AT = Column("first_seen_at", INSTANT, "When Kliping first stored it.")
RUN_ID = Column("run_id", pa.string(), "The run that wrote the row.")
