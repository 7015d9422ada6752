"""Many small editions become few sorted files, and what no reader can reach any more is removed.

A *pack* holds the rows of many editions and names the edition of each row; which editions are live, and their names, stay
as they are, so matching and cleaning find what they made before as if nothing had been merged. A file that nothing lists
any more is retired: it stays for a grace period, because a reader may have an older catalog open, and goes after it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

from warehouse.catalog import NONE, publish, source, stored_tables
from warehouse.indexing import INDEXED, MEMORY, POSTINGS, write_index
from warehouse.sqlfiles import quoted
from warehouse.store import EDITION, PACK, Manifest, Pack, Packs, Warehouse, digest
from warehouse.tables import DRAFTS, FETCHES, PAGES, REJECTS, REMOVALS, REVISIONS, Table

ORDER = {
    DRAFTS.name: "date_trunc('month', day), outlet, day, published_at, page_id",
    REVISIONS.name: "date_trunc('month', day), outlet, day, published_at, page_id",
    REMOVALS.name: "article_id, page_id, line",
    REJECTS.name: '"at", page_id',
}
"""How a reader asks: one outlet's month stands together. Other tables are read by edition and stand in that order."""

ROWS_A_FILE = 100_000
"""About 110 MB of articles: a few dozen files at five million, each indexed in 15 seconds."""

BATCH = 10_000
"""Rows handed on at a time, and so the rows of a row group: of a file of 100,000, an outlet's month is in one or two of ten."""

BATCH_BYTES = 64 << 20

SINGLES = 8
"""Editions of their own that a table may have before they are worth merging."""


class Compacted(NamedTuple):
    """What a compaction did: editions merged, files they are in now, files removed and their bytes, files retired until later."""

    merged: int
    files: int
    removed: int
    removed_bytes: int
    retired: int


def chosen(table: Table, manifest: Manifest, packs: Packs, rows: dict[str, int], everything: bool = False) -> list[str]:
    """Return the editions of `table` to merge now, sorted; none when its files are few and whole enough.

    All editions with a file of their own, and every pack at most twice as large as what is merged so far: each row is
    written anew a number of times that grows with the logarithm of the table. A pack of which a fifth is dead goes along.
    """
    live = set(manifest.get(table.name, []))
    alive = {i: sorted(live & pack.editions.keys()) for i, pack in enumerate(packs.get(table.name, []))}
    sizes = {i: sum(packs[table.name][i].editions[e] for e in editions) for i, editions in alive.items()}
    worn = [i for i in alive if sizes[i] < 0.8 * sum(packs[table.name][i].editions.values())]
    picked = sorted(live - {e for editions in alive.values() for e in editions})
    few = len(picked) < (2 if everything else SINGLES)
    if few and not worn and not (everything and len(alive) > 1):
        return []
    total = sum(rows[e] for e in picked)
    for i in sorted(alive, key=lambda i: sizes[i]):
        if everything or i in worn or sizes[i] <= 2 * total:
            picked, total = [*picked, *alive[i]], total + sizes[i]
    return sorted(picked)


def pack_editions(warehouse: Warehouse, table: Table, editions: list[str]) -> Pack:
    """Write `editions` as one pack, its files and their index whole on disk; made again after a kill it has the same names."""
    name = f"{PACK}{digest(table.name, *editions)}"
    schema = pa.schema([*table.schema, pa.field(EDITION, pa.string(), nullable=False)])
    batches = sorted_batches(warehouse, table, editions) if table.name in ORDER else batches_in_turn(warehouse, table, editions)
    files = []
    for number, part in enumerate(files_of(batches)):
        files.append(f"{name}-{number:03}")
        warehouse.write_file(warehouse.path(table, files[-1]), schema, part)
        if table.name in INDEXED:
            write_index(warehouse, table, files[-1])
    return Pack(files, {edition: warehouse.rows(table, edition) for edition in editions})


def sorted_batches(warehouse: Warehouse, table: Table, editions: list[str]) -> Iterator[pa.RecordBatch]:
    """Yield the rows of `editions` with their edition, in the table's order, sorted on disk where memory does not do."""
    with duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = {quoted(warehouse.scratch)}")
        query = (
            f"SELECT * FROM ({source(warehouse, table, editions, None, edition=True)}) ORDER BY {ORDER[table.name]}, {EDITION}"
        )
        yield from connection.sql(query).to_arrow_reader(BATCH)


def batches_in_turn(warehouse: Warehouse, table: Table, editions: list[str]) -> Iterator[pa.RecordBatch]:
    """Yield the rows of one edition after the other, with their edition; small ones are put together."""
    waiting: list[pa.Table] = []
    for edition in editions:
        rows = warehouse.read(table, edition)
        waiting.append(
            rows.append_column(pa.field(EDITION, pa.string(), nullable=False), pa.repeat(pa.scalar(edition), rows.num_rows))
        )
        if sum(part.num_rows for part in waiting) >= BATCH or sum(part.nbytes for part in waiting) >= BATCH_BYTES:
            yield from pa.concat_tables(waiting).combine_chunks().to_batches()
            waiting = []
    if waiting:
        yield from pa.concat_tables(waiting).combine_chunks().to_batches()


def files_of(batches: Iterable[pa.RecordBatch]) -> Iterator[Iterator[pa.RecordBatch]]:
    """Yield the batches of one file after the other; each is to be read to its end before the next."""
    stream = iter(batches)
    for first in stream:
        rows = 0

        def part(first: pa.RecordBatch = first) -> Iterator[pa.RecordBatch]:
            nonlocal rows
            batch: pa.RecordBatch | None = first
            while batch is not None:
                rows += batch.num_rows
                yield batch
                batch = next(stream, None) if rows < ROWS_A_FILE else None

        yield part()


def with_pack(packs: Packs, table: Table, pack: Pack) -> Packs:
    """Return `packs` with `pack` in place of those whose live editions it took over."""
    others = [other for other in packs.get(table.name, []) if not other.editions.keys() & pack.editions.keys()]
    return {**packs, table.name: [*others, pack]}


def listed(warehouse: Warehouse, manifest: Manifest, packs: Packs) -> set[Path]:
    """Return every file that the catalog over `manifest` and `packs` reads."""
    found = {warehouse.path(POSTINGS, NONE)}
    for table in stored_tables():
        singles, used = warehouse.files(table, manifest.get(table.name, []), packs)
        names = [name for pack, _ in used for name in pack.files]
        found |= {warehouse.path(table, NONE), *singles, *(warehouse.path(table, name) for name in names)}
        found |= {warehouse.path(POSTINGS, name) for name in names if table.name in INDEXED}
    return found


def packed(warehouse: Warehouse, packs: Packs, table: Table, everything: bool = False) -> Packs:
    """Return `packs` with the small editions of `table` merged, or as they were when there is little to merge."""
    manifest = warehouse.manifest()
    singles, _ = warehouse.files(table, manifest.get(table.name, []), packs)
    rows = {path.stem: warehouse.rows(table, path.stem) for path in singles}
    editions = chosen(table, manifest, packs, rows, everything)
    return with_pack(packs, table, pack_editions(warehouse, table, editions)) if editions else packs


def publish_packed(warehouse: Warehouse, packs: Packs, grace: timedelta, now: datetime) -> Compacted:
    """Publish `packs` and remove what has been retired for longer than `grace`."""
    manifest, before = warehouse.manifest(), warehouse.stored().packs
    retired = retire(warehouse, manifest, packs, now)
    publish(warehouse, manifest, packs, retired)
    removed, removed_bytes = remove_retired(warehouse, retired, grace, now)
    fresh = [pack for name, some in packs.items() for pack in some if pack not in before.get(name, [])]
    return Compacted(
        sum(len(p.editions) for p in fresh), sum(len(p.files) for p in fresh), removed, removed_bytes, len(retired) - removed
    )


def retire(warehouse: Warehouse, manifest: Manifest, packs: Packs, now: datetime) -> dict[str, str]:
    """Return since when each unlisted file is retired. Pages and fetches that a killed run stored wait for the next one and are not."""
    keep = listed(warehouse, manifest, packs)
    waiting = {
        warehouse.path(t, e) for t in (PAGES, FETCHES) for e in set(warehouse.editions(t)) - {*manifest.get(t.name, []), NONE}
    }
    before = warehouse.stored().retired
    found = sorted(set((warehouse.root / "editions").glob("*/*.parquet")) - keep - waiting)
    names = [str(path.relative_to(warehouse.root / "editions")) for path in found]
    return {name: before.get(name, now.isoformat()) for name in names}


def remove_retired(warehouse: Warehouse, retired: dict[str, str], grace: timedelta, now: datetime) -> tuple[int, int]:
    """Remove the files that have been retired for longer than `grace`; return how many they were and their bytes."""
    gone = [name for name, since in retired.items() if now - datetime.fromisoformat(since) >= grace]
    size_bytes = 0
    for path in (warehouse.root / "editions" / name for name in gone):
        size_bytes += path.stat().st_size if path.exists() else 0
        path.unlink(missing_ok=True)
    return len(gone), size_bytes
