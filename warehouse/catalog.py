"""The catalog: the DuckDB database analysts open, built anew by every publish.

It holds views, and of rows only the small summaries of KEPT: `stored.<table>` over an explicit list of live Parquet files, and over those the
views of `views/*.sql`. A new catalog is built beside the old one and renamed into place, and no file an old one lists is
changed or removed under it, so a reader that has it open keeps one whole state (law 5).
"""

import re
from collections import ChainMap
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

import warehouse.tables as tables  # noqa: PLR0402  `from warehouse` would import this module again: a circle
from warehouse.indexing import POSTINGS
from warehouse.sqlfiles import create_macros, quoted
from warehouse.store import EDITION, HEALING, Manifest, Packs, Warehouse, WarehouseError, digest, unreadable
from warehouse.tables import DRAFTS, REVISIONS, Table

HERE = Path(__file__).parent
NONE = "none"
"""Edition without rows that every table has: it gives a view its columns when nothing else is live."""

KEPT = frozenset({"outlet_days"})
"""Views whose rows every publish keeps in the catalog: a row per outlet and day, which would take a look at every article."""


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


def publish(warehouse: Warehouse, manifest: Manifest, packs: Packs | None = None, retired: dict[str, str] | None = None) -> None:
    """Make `manifest` what readers see: the catalog is renamed into place first, then the manifest.

    Killed between the two, the next run starts from the older manifest, finds the same editions again by name and ends
    in the same state. Packs and retired files stay as they are where not given.
    """

    def fill(path: Path) -> None:
        with duckdb.connect() as connection:
            # In the file format of DuckDB 1.0, so that clients a year or two old open it as well.
            connection.execute(f"ATTACH {quoted(path)} AS kliping (STORAGE_VERSION 'v1.0.0')")
            connection.execute("USE kliping")
            connection.execute(f"SET temp_directory = {quoted(warehouse.scratch)}")
            build(connection, warehouse, manifest, packs, keep=KEPT)

    warehouse.put_in_place(warehouse.catalog_path, fill)
    warehouse.save_manifest(manifest, packs, retired)


def open_catalog(warehouse: Warehouse) -> duckdb.DuckDBPyConnection:
    """Return a read-only connection to what was last published; `WarehouseError` when nothing was.

    Views name their files from the root of the file system, and other programs lock what they have open. So a catalog
    that was moved, is damaged, is open for writing elsewhere or was made by another version of Kliping is passed over for
    fresh views over the manifest.
    """
    if not warehouse.catalog_path.exists() and not warehouse.manifest_path.exists():
        raise WarehouseError(
            f"{warehouse.root}: holds no kliping.duckdb; fill it first with `kliping backfill PATH`, or name another --warehouse"
        )
    try:
        connection = duckdb.connect(str(warehouse.catalog_path), read_only=True)
        found = connection.sql("SELECT root, shape FROM stored.catalog").fetchall()[0]
    except duckdb.Error:
        return connect(warehouse, warehouse.manifest())
    if found == (str(warehouse.root.resolve()), shape()):
        return connection
    connection.close()
    return connect(warehouse, warehouse.manifest())


def build(
    connection: duckdb.DuckDBPyConnection,
    warehouse: Warehouse,
    manifest: Manifest,
    packs: Packs | None = None,
    keep: Container[str] = (),
) -> None:
    """Create the stored tables, the views, the macros and all comments in `connection`; the rows of the views in `keep` are kept in it."""
    packs = warehouse.stored().packs if packs is None else packs
    connection.execute("CREATE SCHEMA stored")
    known = [str(warehouse.root.resolve()), shape()]
    connection.execute("CREATE TABLE stored.catalog AS SELECT ?::VARCHAR AS root, ?::VARCHAR AS shape", known)
    told: list[str] = []
    for table in stored_tables():
        connection.execute(f"CREATE VIEW stored.{table.name} AS {source(warehouse, table, manifest.get(table.name, []), packs)}")
        told += comments(f"stored.{table.name}", table.meaning, {c.name: c.comment for c in table.columns})
    told += create_places(connection, warehouse, manifest, packs)
    told += create_views(connection, keep)
    create_macros(connection)
    connection.execute("; ".join(["BEGIN", *told, "COMMIT"]))  # 600 comments, one flush to the disk


@lru_cache(maxsize=1)
def shape() -> str:
    """Return a digest of all that a catalog is made of but its files: the tables, views and macros of this version."""
    told = [
        f"{table.name} {table.meaning} {[(c.name, str(c.type), c.comment) for c in table.columns]}" for table in stored_tables()
    ]
    sql = [path.read_text(encoding="utf-8") for folder in ("views", "macros") for path in sorted((HERE / folder).glob("*.sql"))]
    return digest(*told, *sql)


def source(warehouse: Warehouse, table: Table, editions: Iterable[str], packs: Packs | None, edition: bool = False) -> str:
    """Return the SELECT of a table's rows in these editions, with the edition of each where asked for; `WarehouseError` when a file is missing."""
    names = columns_of(table)
    singles, used = warehouse.files(table, editions, packs)
    whole = [warehouse.path(table, name) for pack, unwanted in used if not unwanted for name in pack.files]
    loose, held = (f", parse_filename(filename, true) AS {EDITION}", f", {EDITION}") if edition else ("", "")
    # A file that stands first in the list tells DuckDB how many rows to expect of each: never an empty one, a large one where there is one.
    parts = [(whole, held, ""), (singles, loose, "")] if edition else [([*whole, *singles], "", "")]
    for pack, unwanted in used:
        if unwanted:
            live = f" WHERE {EDITION} NOT IN ({', '.join(map(quoted, unwanted))})"
            parts.append(([warehouse.path(table, name) for name in pack.files], held, live))
    parts = [part for part in parts if part[0]] or [([empty(warehouse, table)], loose, "")]
    return " UNION ALL ".join(f"SELECT {names}{more} FROM {scan(warehouse, table, paths)}{where}" for paths, more, where in parts)


def empty(warehouse: Warehouse, table: Table) -> Path:
    """Return the file that gives a view its columns when nothing is live; it is written when there is none of today's columns."""
    path = warehouse.path(table, NONE)
    if not path.exists() or pq.read_schema(path) != table.schema:
        warehouse.write(table, NONE, table.rows([]))
    return path


def scan(warehouse: Warehouse, table: Table, paths: list[Path]) -> str:
    """Return the SQL that reads these files; a column that files of an older version of Kliping lack is NULL in them."""
    files, names = listed(paths), set(table.schema.names)
    if all(names <= columns_in(path, path.stat().st_mtime_ns) for path in paths):
        return f"read_parquet([{files}])"
    return f"read_parquet([{files}, {listed([empty(warehouse, table)])}], union_by_name = true)"


@lru_cache(maxsize=100_000)
def columns_in(path: Path, mtime_ns: int) -> frozenset[str]:
    """Return the names of a file's columns, from its footer (0.13 ms); `WarehouseError` when it is damaged."""
    del mtime_ns  # tells a file from another that took its name
    try:
        return frozenset(pq.read_schema(path).names)
    except (OSError, pa.ArrowInvalid) as error:
        raise unreadable(path, error) from error


def listed(paths: Iterable[Path]) -> str:
    """Return the SQL list of files; `WarehouseError` when one is missing."""
    paths = list(paths)
    missing = next((path for path in paths if not path.exists()), None)
    if missing:
        raise WarehouseError(f"{missing}: is listed in manifest.json and not there. {HEALING}")
    return ", ".join(quoted(path.resolve()) for path in paths)


def create_places(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, manifest: Manifest, packs: Packs) -> list[str]:
    """Create what `search` reads: the index of the packs, where each article of a pack stands, and the articles of no pack; return comments."""
    told: list[str] = []
    indexed: list[Path] = []
    for table in (DRAFTS, REVISIONS):
        singles, used = warehouse.files(table, manifest.get(table.name, []), packs)
        names = [name for pack, _ in used for name in pack.files]
        indexed += [warehouse.path(POSTINGS, name) for name in names]
        dead = [edition for _, unwanted in used for edition in unwanted]
        live = f"WHERE {EDITION} NOT IN ({', '.join(map(quoted, dead))})" if dead else ""
        place = (
            "parse_filename(filename, true) AS file, file_row_number AS row"
            if names
            else "NULL::VARCHAR AS file, NULL::BIGINT AS row"
        )
        packed = scan(warehouse, table, [warehouse.path(table, name) for name in names] or [empty(warehouse, table)])
        connection.execute(f"CREATE VIEW stored.packed_{table.name} AS SELECT {columns_of(table)}, {place} FROM {packed} {live}")
        loose = scan(warehouse, table, singles or [empty(warehouse, table)])
        connection.execute(f"CREATE VIEW stored.loose_{table.name} AS SELECT {columns_of(table)} FROM {loose}")
        meanings = {column.name: column.comment for column in table.columns}
        told += comments(f"stored.loose_{table.name}", f"The rows of {table.name} that no compaction has packed yet.", meanings)
        meanings |= {"file": "The pack it stands in.", "row": "Its row in that file, from 0."}
        told += comments(f"stored.packed_{table.name}", f"The rows of {table.name} that are in a pack.", meanings)
    connection.execute(
        "CREATE VIEW stored.postings AS SELECT stem, rows, title_rows, parse_filename(filename, true) AS file "
        f"FROM read_parquet([{listed(indexed or [empty(warehouse, POSTINGS)])}])"
    )
    meanings = {column.name: column.comment for column in POSTINGS.columns} | {"file": "The pack it tells of."}
    return told + comments(f"stored.{POSTINGS.name}", POSTINGS.meaning, meanings)


def columns_of(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def create_views(connection: duckdb.DuckDBPyConnection, keep: Container[str] = ()) -> list[str]:
    """Create every view of views/*.sql, each after those it reads; return comments.

    A column means what the view's file says, else what it means in the first table the view reads that has it.
    """
    told: list[str] = []
    known = {f"stored.{table.name}": {column.name: column.comment for column in table.columns} for table in stored_tables()}
    waiting = list(views())
    while waiting:
        left: list[View] = []
        problem: duckdb.Error | None = None
        for view in waiting:
            kind = "TABLE" if view.name in keep else "VIEW"
            try:
                connection.execute(f"CREATE {kind} {view.name} AS {view.select}")
            except duckdb.CatalogException as error:
                problem = error
                left.append(view)
                continue
            names = [row[0] for row in connection.execute(f"DESCRIBE {view.name}").fetchall()]
            read = [known[name] for name in re.findall(r"(?:FROM|JOIN) ([\w.]+)", view.select) if name in known]
            meanings = ChainMap(view.columns, *read, *known.values())
            known[view.name] = {name: meanings[name] for name in names}
            told += comments(view.name, view.meaning, known[view.name], kind)
        if problem is not None and len(left) == len(waiting):
            raise WarehouseError(f"warehouse/views: {[v.name for v in left]} cannot be created: {problem}")
        waiting = left
    return told


def comments(name: str, meaning: str, columns: dict[str, str], kind: str = "VIEW") -> list[str]:
    """Return the statements that say what a view or table and its columns mean."""
    told = [f'COMMENT ON COLUMN {name}."{column}" IS {quoted(text)}' for column, text in columns.items()]
    return [f"COMMENT ON {kind} {name} IS {quoted(meaning)}", *told]


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
