"""Load: what files hold becomes editions of pages and of rejects, each page once however often it is given."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tasks.readers.items import Page, Refusal
from warehouse.store import Manifest, Warehouse
from warehouse.tables import PAGES, REJECTS

BATCH_PAGES = 300
BATCH_BYTES = 64_000_000
BATCH_REJECTS = 5_000
"""An edition is full at 300 pages, 64 MB of bodies or 5,000 rejects: some ten seconds of cleaning for one worker."""

ID_TYPE = "S24"
EMPTY = np.empty(0, ID_TYPE)


class KnownPages:
    """The ids of the pages and rejects that are stored: 24 bytes each, and the new ones of this run."""

    def __init__(self, stored: npt.NDArray[np.bytes_] = EMPTY) -> None:
        self.stored = np.unique(stored.astype(ID_TYPE))
        self.new: set[str] = set()

    def __contains__(self, page_id: str) -> bool:
        if page_id in self.new:
            return True
        place = int(np.searchsorted(self.stored, np.bytes_(page_id)))
        return place < len(self.stored) and bool(self.stored[place] == page_id.encode())

    def add(self, page_id: str) -> None:
        self.new.add(page_id)


def known_pages(warehouse: Warehouse, manifest: Manifest) -> KnownPages:
    """Return the ids of all pages and rejects that `manifest` lists."""
    ids = [EMPTY]
    for table in (PAGES, REJECTS):
        for edition in manifest.get(table.name, []):
            column = warehouse.read(table, edition, columns=["page_id"]).column("page_id")
            ids.append(column.to_numpy().astype(ID_TYPE))
    return KnownPages(np.concatenate(ids))


class Stored(NamedTuple):
    """What was written at once: `edition` names `pages` rows of PAGES and `rejects` rows of REJECTS; a table with 0 has no file.

    `edition` is None when neither has one: all that was read since the last one was `seen_before`.
    """

    edition: str | None
    pages: int
    rejects: int
    seen_before: int


def store_batches(
    warehouse: Warehouse,
    run_id: str,
    items: Iterable[Page | Refusal],
    known: KnownPages,
    *,
    batch_size: int = BATCH_PAGES,
    batch_bytes: int = BATCH_BYTES,
    at: datetime | None = None,
) -> Iterator[Stored]:
    """Write `items` as editions `<run_id>-0001`, `-0002` ... and yield each as soon as it is on disk.

    Pages and refusals that are `known` are counted and not written; new ones are added to it. `at` is the time of the run, by
    default now. The rejects of an edition are written before its pages, so an edition whose pages are there is whole.
    """
    batch = Batch(at or datetime.now(UTC))
    number = 0
    for item in items:
        if item.page_id in known:
            batch.seen_before += 1
            continue
        known.add(item.page_id)
        batch.add(item, run_id)
        if len(batch.pages) >= batch_size or batch.size_bytes >= batch_bytes or len(batch.rejects) >= BATCH_REJECTS:
            number += 1
            yield batch.write(warehouse, f"{run_id}-{number:04}")
            batch = Batch(batch.at)
    if batch.pages or batch.rejects or batch.seen_before:
        yield batch.write(warehouse, f"{run_id}-{number + 1:04}")


class Batch:
    """The rows of the next edition."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.pages: list[dict[str, Any]] = []
        self.rejects: list[dict[str, Any]] = []
        self.size_bytes = self.seen_before = 0

    def add(self, item: Page | Refusal, run_id: str) -> None:
        if isinstance(item, Page):
            self.pages.append({**item._asdict(), "first_seen_at": self.at, "run_id": run_id})
            self.size_bytes += len(item.body)
        else:
            self.rejects.append({"page_id": item.page_id, **item._asdict(), "stage": "load", "at": self.at})

    def write(self, warehouse: Warehouse, edition: str) -> Stored:
        if self.rejects:
            warehouse.write(REJECTS, edition, REJECTS.rows(self.rejects))
        if self.pages:
            warehouse.write(PAGES, edition, PAGES.rows(self.pages))
        written = edition if self.pages or self.rejects else None
        return Stored(written, len(self.pages), len(self.rejects), self.seen_before)
