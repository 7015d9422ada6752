"""The files of a warehouse: editions (immutable Parquet), the manifest of those that are live, and the writer's lock.

    <root>/manifest.json                       which editions are live: what the last publish made true
    <root>/editions/<table>/<edition>.parquet  one edition of one table, never changed once it is there
    <root>/editions/<table>/pack-*.parquet     the rows of many editions in one sorted file, with the edition of each row
    <root>/kliping.duckdb                      the catalog analysts open (warehouse/catalog.py)
    <root>/writer.lock                         held by the one run that may write

A file appears under its name whole or not at all: it is written beside it, flushed to disk and renamed. What a killed run
left unlisted is found by name and used again, because the name of a derived edition is a digest of what it was made from.
"""

import errno
import fcntl
import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.tables import Table

Manifest = dict[str, list[str]]
"""Table name -> its live editions, sorted."""

LAYOUT = 1
"""Number of the layout above; a warehouse of another one is refused rather than misread."""

PACK = "pack-"
"""How the names of packs begin; no edition's name does."""

EDITION = "edition"
"""Column that packs have besides their table's own: the edition a row belongs to."""

ROWS_A_GROUP = 20_000
"""Rows in a Parquet row group: about 50 MB of text, so a reader of one outlet's month skips most of a large edition."""


HEALING = (
    "Restore it from a backup. Or, if it is not under editions/pages: remove every file of its name under editions, take the name out of "
    "manifest.json wherever it stands, and run `kliping reclean`, which makes it again from the stored pages"
)
"""What to do about a file that is gone."""


class WarehouseError(Exception):
    """The warehouse cannot be used as it is: the message says where, what was seen, what was wanted and what to do."""


class Pack(NamedTuple):
    """Files that hold the rows of many editions, and how many rows each edition has in them."""

    files: list[str]
    editions: dict[str, int]


Packs = dict[str, list[Pack]]
"""Table name -> its packs. An edition that is in a pack is read from there, whether or not its own file is still about."""


class Stored(NamedTuple):
    """What manifest.json says: the live editions, the packs, and since when each file nobody lists any more is retired."""

    editions: Manifest
    packs: Packs
    retired: dict[str, str]


@dataclass(frozen=True)
class Warehouse:
    """A warehouse folder. Small and picklable: tasks in other processes get it as an argument."""

    root: Path

    @property
    def catalog_path(self) -> Path:
        return self.root / "kliping.duckdb"

    @property
    def manifest_path(self) -> Path:
        return self.root / "manifest.json"

    @property
    def scratch(self) -> Path:
        """Folder for what DuckDB spills and for files half written; emptied when a run starts."""
        return self.root / "tmp"

    def path(self, table: Table, edition: str) -> Path:
        return self.root / "editions" / table.name / f"{edition}.parquet"

    def exists(self, table: Table, edition: str) -> bool:
        return self.path(table, edition).exists() or self.pack_of(table, edition) is not None

    def editions(self, table: Table) -> list[str]:
        """Return every edition that has a file of its own, live or not, sorted."""
        return sorted(
            path.stem for path in (self.root / "editions" / table.name).glob("*.parquet") if not path.stem.startswith(PACK)
        )

    def pack_of(self, table: Table, edition: str) -> Pack | None:
        return next((pack for pack in self.stored().packs.get(table.name, []) if edition in pack.editions), None)

    def read(self, table: Table, edition: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Return one edition, or these columns of it; one that an older version of Kliping did not write is NULL.

        `WarehouseError` when its file is missing or damaged.
        """
        pack, path = self.pack_of(table, edition), self.path(table, edition)
        schema = pa.schema([table.schema.field(name) for name in columns or table.schema.names])
        if pack is not None:
            found = self.read_packed(table, pack, edition, schema.names)
        else:
            try:
                with pq.ParquetFile(path) as file:
                    found = file.read([name for name in schema.names if name in file.schema_arrow.names])
            except (OSError, pa.ArrowInvalid) as error:
                raise unreadable(path, error) from error
        for field in schema:
            if field.name not in found.column_names:
                found = found.append_column(field, pa.nulls(found.num_rows, field.type))
        return found.select(schema.names).cast(schema)

    def read_packed(self, table: Table, pack: Pack, edition: str, names: Sequence[str]) -> pa.Table:
        """Return those of the columns that a pack has; only the row groups and pages that have rows of the edition are unpacked."""
        if not pack.files:  # all its editions are without rows
            return table.schema.empty_table()
        files = [self.path(table, name) for name in pack.files]
        try:
            there = ", ".join(f'"{name}"' for name in names if name in pq.read_schema(files[0]).names)
            query = f"SELECT {there or EDITION} FROM read_parquet(?) WHERE {EDITION} = ?"
            with duckdb.connect() as connection:
                return connection.sql(query, params=[list(map(str, files)), edition]).to_arrow_table()
        except (OSError, pa.ArrowInvalid, duckdb.Error) as error:
            raise unreadable(files[0], error) from error

    def rows(self, table: Table, edition: str) -> int:
        """Return how many rows one edition has, from its footer alone."""
        pack, path = self.pack_of(table, edition), self.path(table, edition)
        if pack is not None:
            return pack.editions[edition]
        try:
            return pq.read_metadata(path).num_rows
        except (OSError, pa.ArrowInvalid) as error:
            raise unreadable(path, error) from error

    def files(
        self, table: Table, editions: Iterable[str], packs: Packs | None = None
    ) -> tuple[list[Path], list[tuple[Pack, list[str]]]]:
        """Return where the rows of `editions` are: files that are one edition each, and packs with those of their editions that are not wanted."""
        wanted = set(editions)
        used: list[tuple[Pack, list[str]]] = []
        for pack in (self.stored().packs if packs is None else packs).get(table.name, []):
            if wanted & pack.editions.keys():
                used.append((pack, sorted(pack.editions.keys() - wanted)))
                wanted -= pack.editions.keys()
        return [self.path(table, edition) for edition in sorted(wanted)], used

    def size_bytes(self, table: Table, editions: Iterable[str]) -> int:
        """Return the bytes of the files that hold these editions; a file that is gone counts nothing."""
        singles, used = self.files(table, editions)
        paths = [*singles, *(self.path(table, name) for pack, _ in used for name in pack.files)]
        return sum(path.stat().st_size for path in paths if path.exists())

    def write(self, table: Table, edition: str, rows: pa.Table) -> None:
        """Store `rows` as one edition, whole or not at all; writing a name again replaces it by the same content."""
        self.write_file(self.path(table, edition), table.schema, table.checked(rows).to_batches())

    def write_file(
        self, path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch], encoding: dict[str, str] | None = None
    ) -> None:
        """Write batches of `schema` to one Parquet file, whole or not at all; `encoding` names columns that are not to have a dictionary."""
        named = [name for name in schema.names if not any(key.startswith(f"{name}.") for key in encoding or {})]
        dictionary = named if encoding else True

        def fill(part: Path) -> None:
            with pq.ParquetWriter(
                part,
                schema,
                compression="zstd",
                use_dictionary=dictionary,  # type: ignore[arg-type]  # the stubs know of a bool only
                write_page_index=True,
                column_encoding=encoding,
            ) as writer:
                for batch in batches:
                    writer.write_table(pa.Table.from_batches([batch.cast(schema)]), row_group_size=ROWS_A_GROUP)

        self.put_in_place(path, fill)

    def manifest(self) -> Manifest:
        """Return the live editions as last published; a folder that is not there yet has none."""
        return {name: list(editions) for name, editions in self.stored().editions.items()}

    def stored(self) -> Stored:
        """Return what manifest.json says, read again only when it was replaced."""
        try:
            seen = self.manifest_path.stat()
            return _stored(self.manifest_path, seen.st_mtime_ns, seen.st_ino)
        except FileNotFoundError:
            return Stored({}, {}, {})
        except (ValueError, OSError) as error:
            raise WarehouseError(
                f"{self.manifest_path}: cannot be read ({error}); restore it from a backup, or move the folder away and backfill anew"
            ) from error

    def save_manifest(self, manifest: Manifest, packs: Packs | None = None, retired: dict[str, str] | None = None) -> None:
        """Put `manifest` in place; packs and retired files stay as they are where not given."""
        before = self.stored()
        packs, retired = before.packs if packs is None else packs, before.retired if retired is None else retired
        listed = {name: [pack._asdict() for pack in some] for name, some in packs.items()}
        text = json.dumps({"layout": LAYOUT, "editions": manifest, "packs": listed, "retired": retired}, indent=0, sort_keys=True)
        self.put_in_place(self.manifest_path, lambda path: path.write_text(text, encoding="utf-8"))

    def must_exist(self) -> None:
        """Raise `WarehouseError` when nothing was published here, so that a mistyped folder does not become an empty warehouse."""
        if not self.manifest_path.exists():
            raise WarehouseError(
                f"{self.root}: is no warehouse (it has no manifest.json); name another --warehouse, or fill it with `kliping backfill PATH`"
            )

    def put_in_place(self, path: Path, fill: Callable[[Path], object]) -> None:
        """Let `fill` write a file in the scratch folder, flush it and rename it to `path`: readers see the old one or the new one, whole."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.scratch.mkdir(exist_ok=True)
            part = self.scratch / f"{uuid.uuid4().hex}-{path.name}"
            try:
                fill(part)
                sync(part)
                part.replace(path)
                sync(path.parent)
            finally:
                part.unlink(missing_ok=True)
        except OSError as error:
            raise WarehouseError(
                f"{path}: cannot be written ({reason(error)}); what was published before is whole, mend that and run again"
            ) from error

    @contextmanager
    def writing(self, run: str) -> Iterator[None]:
        """Hold the writer's lock; `WarehouseError` at once when another run has it, or when the folder cannot be written."""
        try:
            self.scratch.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.root / "writer.lock", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise WarehouseError(
                f"{self.root}: cannot be written ({reason(error)}); give a folder you may write to with --warehouse"
            ) from error
        try:
            try:
                # The kernel lets go of it when the process dies, however it dies, so no stale lock ever needs a hand.
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                holder = os.pread(handle, 500, 0).decode(errors="replace").strip() or "another run"
                raise WarehouseError(f"{self.root}: {holder} is writing; wait for it, or use another --warehouse") from None
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"run {run} (process {os.getpid()}, since {datetime.now(UTC):%Y-%m-%d %H:%M} UTC)".encode(), 0)
            for left in self.scratch.iterdir():
                shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)
            yield
        finally:
            os.close(handle)


@lru_cache(maxsize=8)
def _stored(path: Path, mtime_ns: int, inode: int) -> Stored:
    """Return what one state of manifest.json says; the time and the inode tell states apart."""
    del mtime_ns, inode
    told = json.loads(path.read_text(encoding="utf-8"))
    if told.get("layout") != LAYOUT:
        raise WarehouseError(
            f"{path}: layout {told.get('layout')}, this version of kliping writes layout {LAYOUT}; use the version that wrote it"
        )
    packs = {name: [Pack(**pack) for pack in some] for name, some in told.get("packs", {}).items()}
    return Stored(told["editions"], packs, told.get("retired", {}))


def unreadable(path: Path, error: Exception) -> WarehouseError:
    """Return what to say of an edition's file that is gone or damaged, and what heals it."""
    return WarehouseError(f"{path}: cannot be read ({error}). {HEALING}")


def sync(path: Path) -> None:
    """Flush a file, or a folder's list of names, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def reason(error: OSError) -> str:
    """Return what the system says, and for a full disk the words a person would search for."""
    return "no space left on the disk" if error.errno == errno.ENOSPC else (error.strerror or str(error)).lower()


def digest(*parts: str) -> str:
    """Return 16 hex digits for a list of strings: the same list, the same digits, on every machine."""
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()


def with_editions(manifest: Manifest, table: Table, editions: Iterable[str]) -> Manifest:
    """Return a copy of `manifest` in which `table` has these live editions as well."""
    return {**manifest, table.name: sorted({*manifest.get(table.name, []), *editions})}
