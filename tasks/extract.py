"""Pages to articles: one edition of pages in, its drafts, removals, sightings and rejects out."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.isolated import clean
from tasks.steps.articles import CLEANED, Extracted
from tasks.steps.learned import FRAME, version_of, written_part
from warehouse.store import Manifest, Warehouse, digest, with_editions
from warehouse.tables import DRAFTS, LEARNED, PAGES, REJECTS, Table


class Counts(NamedTuple):
    """What one edition of pages gave: `name` is the edition its drafts, removals, sightings and rejects have."""

    edition: str
    name: str
    pages: int
    articles: int
    rejects: int


class Selection(NamedTuple):
    """Which stored pages to clean again: those whose article counts for these days (inclusive) and outlets, or these."""

    since: date | None = None
    until: date | None = None
    outlets: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        return not any(self)

    def chosen(self, rows: pa.Table) -> pa.Table:
        """Return the rows it chooses; rows without a day (rejects) only when no day is asked for."""
        keep = pc.is_in(rows["page_id"], value_set=pa.array(self.pages or rows["page_id"].to_pylist(), pa.string()))
        if self.outlets:
            keep = pc.and_(keep, pc.is_in(rows["outlet"], value_set=pa.array(self.outlets, pa.string())))
        if self.since or self.until:
            day = rows["day"] if "day" in rows.column_names else pa.nulls(rows.num_rows, pa.date32())
            inside = pc.and_(pc.greater_equal(day, self.since or date.min), pc.less_equal(day, self.until or date.max))
            keep = pc.and_(keep, pc.fill_null(inside, False))
        return rows.filter(keep)


EVERYTHING = Selection()


def cleaned_name(edition: str, rules_version: str, selection: Selection, before: str | None, learned: str = "") -> str:
    """Return the name of what an edition of pages gives under these rules and with what is learned.

    A part of it cleaned again with other rules also names what it was. Where all was cleaned with these rules, pages that what is
    learned now does not touch are the same as they were: the name does not say which were.
    """
    whole = (
        selection.is_everything or before is None or (selection.pages and written_part(before) == f"{edition}.{rules_version}")
    )
    name = f"{edition}.{rules_version}" if whole else f"{edition}.{rules_version}-{digest(repr(selection), str(before))}"
    return f"{name}_{learned}" if learned else name


def cleaned_before(manifest: Manifest, edition: str) -> str | None:
    """Return the name under which `manifest` has what an edition of pages gave."""
    return next((name for name in manifest.get(REJECTS.name, []) if name.startswith(f"{edition}.")), None)


@task(task_run_name="extract {edition}", retries=2, retry_delay_seconds=5, cache_policy=NO_CACHE)
def extract_edition(
    warehouse: Warehouse,
    edition: str,
    rules_version: str,
    outlets: str | None = None,
    selection: Selection = EVERYTHING,
    before: str | None = None,
    learned: Sequence[str] = (),
) -> Counts:
    """Turn the stored pages of one edition, or the selected ones, into its drafts, removals, sightings and rejects.

    `learned` names the editions of LEARNED in force. What a killed run has done already is counted and left alone. Rejects are
    written last: they say that the rest is there.
    """
    taught = learned_rows(warehouse, learned)
    version = version_of(taught) if selection.is_everything else version_of(taught, silent=(FRAME,))
    name = cleaned_name(edition, rules_version, selection, before, version)
    if not warehouse.exists(REJECTS, name):
        pages = warehouse.read(PAGES, edition)
        part = None if selection.is_everything else before
        cleaned = (
            clean_again(warehouse, pages, selection, part, outlets, taught) if part else clean(pages, outlets, learned=taught)
        )
        for table, rows in zip(CLEANED, cleaned, strict=True):
            warehouse.write(table, name, rows)
    counts = Counts(edition, name, *(warehouse.rows(t, n) for t, n in ((PAGES, edition), (DRAFTS, name), (REJECTS, name))))
    get_run_logger().info("%s: %d pages, %d articles, %d rejects", edition, counts.pages, counts.articles, counts.rejects)
    return counts


def clean_again(
    warehouse: Warehouse, pages: pa.Table, selection: Selection, before: str, outlets: str | None, learned: pa.Table
) -> Extracted:
    """Return what `pages` gave before, with the selected ones cleaned anew."""
    old = Extracted(*(rows_of(warehouse, table, before) for table in CLEANED))
    ids = [selection.chosen(rows)["page_id"].combine_chunks() for rows in (old.drafts, old.rejects)]
    chosen = pa.concat_arrays(ids)
    new = clean(pages.filter(pc.is_in(pages["page_id"], value_set=chosen)), outlets, learned=learned)
    kept = [rows.filter(pc.invert(pc.is_in(rows["page_id"], value_set=chosen))) for rows in old]
    return Extracted(*(pa.concat_tables(parts) for parts in zip(kept, new, strict=True)))


def rows_of(warehouse: Warehouse, table: Table, edition: str) -> pa.Table:
    """Return an edition's rows; none where an older version of Kliping, which had no such table, cleaned it."""
    return warehouse.read(table, edition) if warehouse.exists(table, edition) else table.rows([])


def learned_rows(warehouse: Warehouse, editions: Sequence[str]) -> pa.Table:
    """Return the rows of these editions of LEARNED."""
    return pa.concat_tables([LEARNED.rows([]), *(warehouse.read(LEARNED, edition) for edition in editions)])


def with_cleaned(manifest: Manifest, counts: Counts) -> Manifest:
    """Return `manifest` with what an edition of pages gave in place of what it gave before."""
    for table in CLEANED:
        others = [name for name in manifest.get(table.name, []) if not name.startswith(f"{counts.edition}.")]
        manifest = with_editions({**manifest, table.name: others}, table, [counts.name])
    return manifest
