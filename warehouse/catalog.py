"""The catalog: the DuckDB database analysts open, built anew by every publish.

It holds no rows of its own, only views: `stored.<table>` over an explicit list of live Parquet files, and over those the
views of `views/*.sql`. A new catalog is built beside the old one and renamed into place, and no file an old one lists is
changed or removed under it, so a reader that has it open keeps one whole state (law 5).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse import tables
from warehouse.store import Manifest, Warehouse, WarehouseError
from warehouse.tables import Table

HERE = Path(__file__).parent
NONE = "none"
"""Edition without rows that every table has: it gives a view its columns when nothing else is live."""


@dataclass(frozen=True)
class View:
    """One `views/<name>.sql`: what a row is, what the columns it adds mean, and its SELECT."""

    name: str
    meaning: str
    columns: dict[str, str]
    select: str


@dataclass(frozen=True)
class Check:
    """One `checks/<name>.sql`: a SELECT that returns the offenders, and whether they fail `kliping check` or only warn."""

    name: str
    level: str
    truth: str
    select: str


def connect(warehouse: Warehouse, manifest: Manifest) -> duckdb.DuckDBPyConnection:
    """Return an in-memory connection with the stored tables and the views over `manifest`, published or not."""
    connection = duckdb.connect()
    connection.execute(f"SET temp_directory = {quoted(warehouse.scratch)}")
    build(connection, warehouse, manifest)
    return connection


def publish(warehouse: Warehouse, manifest: Manifest) -> None:
    """Make `manifest` what readers see: the catalog is renamed into place first, then the manifest.

    Killed between the two, the next run starts from the older manifest, finds the same editions again by name and ends
    in the same state.
    """

    def fill(path: Path) -> None:
        with duckdb.connect(str(path)) as connection:
            build(connection, warehouse, manifest)

    warehouse.put_in_place(warehouse.catalog_path, fill)
    warehouse.save_manifest(manifest)


def open_catalog(warehouse: Warehouse) -> duckdb.DuckDBPyConnection:
    """Return a read-only connection to what was last published; `WarehouseError` when nothing was.

    Views name their files from the root of the file system, and other programs lock what they have open. So a catalog
    that was moved, is damaged or is open for writing elsewhere is passed over for fresh views over the manifest.
    """
    if not warehouse.catalog_path.exists():
        raise WarehouseError(
            f"{warehouse.root}: holds no kliping.duckdb; fill it first with `kliping backfill PATH`, or name another --warehouse"
        )
    try:
        connection = duckdb.connect(str(warehouse.catalog_path), read_only=True)
        (root,) = connection.sql("SELECT root FROM stored.catalog").fetchall()[0]
    except duckdb.Error:
        return connect(warehouse, warehouse.manifest())
    if root == str(warehouse.root.resolve()):
        return connection
    connection.close()
    return connect(warehouse, warehouse.manifest())


def build(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, manifest: Manifest) -> None:
    """Create the stored tables, the views and all comments in `connection`."""
    connection.execute("CREATE SCHEMA stored")
    connection.execute("CREATE TABLE stored.catalog AS SELECT ?::VARCHAR AS root", [str(warehouse.root.resolve())])
    for table in stored_tables():
        connection.execute(f"CREATE VIEW stored.{table.name} AS SELECT * FROM read_parquet([{files(warehouse, manifest, table)}])")
        comment(connection, f"stored.{table.name}", table.meaning, {c.name: c.comment for c in table.columns})
    create_views(connection)


def files(warehouse: Warehouse, manifest: Manifest, table: Table) -> str:
    """Return the SQL list of a table's live files; `WarehouseError` when one is missing."""
    if not warehouse.exists(table, NONE):
        warehouse.write(table, NONE, table.rows([]))
    paths = [warehouse.path(table, edition) for edition in [NONE, *manifest.get(table.name, [])]]
    missing = next((path for path in paths if not path.exists()), None)
    if missing:
        raise WarehouseError(f"{missing}: is listed in manifest.json and not there; restore it from a backup, or take its name out of the manifest and load its pages again")
    return ", ".join(quoted(path.resolve()) for path in paths)


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every view of views/*.sql, each after those it reads."""
    meanings = {column.name: column.comment for table in stored_tables() for column in table.columns}
    waiting = list(views())
    while waiting:
        left: list[View] = []
        problem: duckdb.Error | None = None
        for view in waiting:
            try:
                connection.execute(f"CREATE VIEW {view.name} AS {view.select}")
            except duckdb.CatalogException as error:
                problem = error
                left.append(view)
                continue
            names = [row[0] for row in connection.execute(f"DESCRIBE {view.name}").fetchall()]
            comment(connection, view.name, view.meaning, {n: view.columns.get(n) or meanings[n] for n in names})
            meanings |= view.columns
        if problem is not None and len(left) == len(waiting):
            raise WarehouseError(f"warehouse/views: {[v.name for v in left]} cannot be created: {problem}")
        waiting = left


def comment(connection: duckdb.DuckDBPyConnection, name: str, meaning: str, columns: dict[str, str]) -> None:
    connection.execute(f"COMMENT ON VIEW {name} IS {quoted(meaning)}")
    for column, text in columns.items():
        connection.execute(f'COMMENT ON COLUMN {name}."{column}" IS {quoted(text)}')


def stored_tables() -> list[Table]:
    return [value for value in vars(tables).values() if isinstance(value, Table)]


def views() -> Iterator[View]:
    """Yield the views in the order of their names. A file's first line says what one row is; `-- column: meaning` lines follow."""
    for path in sorted((HERE / "views").glob("*.sql")):
        lines = path.read_text(encoding="utf-8").strip().rstrip(";").split("\n")
        head = [line[2:].strip() for line in lines if line.startswith("--")]
        columns = dict(re.split(r":\s+", line, maxsplit=1) for line in head[1:])
        yield View(path.stem, head[0], columns, "\n".join(line for line in lines if not line.startswith("--")))


def checks() -> list[Check]:
    """Return the checks in the order of their names. A file's first line is `-- fail: truth` or `-- warn: truth`."""
    found = []
    for path in sorted((HERE / "checks").glob("*.sql")):
        first, _, select = path.read_text(encoding="utf-8").partition("\n")
        match = re.fullmatch(r"-- (fail|warn): (.+)", first)
        if not match:
            raise WarehouseError(f"{path}: first line {first!r}; wanted `-- fail: the truth` or `-- warn: the truth`")
        found.append(Check(path.stem, match[1], match[2], select.strip().rstrip(";")))
    return found


def quoted(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
