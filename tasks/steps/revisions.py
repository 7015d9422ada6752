"""Revisions: the versions of each article that several pages tell, re-fetches and pages of a paged article alike."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby

import pyarrow as pa

from tasks.steps.stitch import Row, put, slot_of, stitch
from warehouse.tables import DRAFTS, REVISIONS

ONE_FETCH = timedelta(minutes=10)  # different pages of one article fetched within this time are one fetch of it
NEVER = datetime.min.replace(tzinfo=UTC)


def revisions_of(drafts: pa.Table) -> pa.Table:
    """Return one row per version of each article in `drafts` (every draft of each), by article and version.

    Drafts count in the order (fetched_at, modified_at, page number, page_id), NULL first, so that any order of arrival gives the same
    rows. A fetch that leaves title and text as they were is no new version; it only fills in metadata. Pages of a paged article are
    stitched: each fetch adds its page to those known, so a missing page that comes later heals the article in a new version. Pages
    that one fetch brought (within ten minutes) come together; files that do not say when are each taken alone.
    """
    rows = sorted(DRAFTS.checked(drafts).to_pylist(), key=order)
    found: list[Row] = []
    for _, several in groupby(rows, key=lambda row: row["article_id"]):
        found.extend(versions(list(several)))
    return REVISIONS.rows([{name: row.get(name) for name in REVISIONS.schema.names} for row in found])


def order(draft: Row) -> tuple:
    """Return the place of a draft among all: by article, then time of fetch, of change, page number and page_id, NULL first."""
    return (draft["article_id"], draft["fetched_at"] or NEVER, draft["modified_at"] or NEVER, slot_of(draft), draft["page_id"])


def versions(drafts: list[Row]) -> list[Row]:
    """Return the versions of one article from its drafts in `order`."""
    first_seen_at = min(draft["first_seen_at"] for draft in drafts)
    found: list[Row] = []
    pages: dict[int, Row] = {}
    for fetch in fetches(drafts):
        for draft in fetch:
            pages = put(pages, draft)
        row = stitch(pages)
        row["fetched_at"] = max((d["fetched_at"] for d in fetch if d["fetched_at"]), default=None)
        changed = what_changed(found[-1] if found else None, row)
        if changed is None:
            found[-1] = refreshed(found[-1], row)
        else:
            found.append(
                {**row, "version": len(found) + 1, "changed": changed, "is_latest": False, "first_seen_at": first_seen_at}
            )
    found[-1]["is_latest"] = True
    return found


def fetches(drafts: list[Row]) -> Iterator[list[Row]]:
    """Yield the drafts that one fetch of the article brought: different pages of it, close in time."""
    fetch: list[Row] = []
    for draft in drafts:
        near = bool(fetch) and draft["fetched_at"] is not None and fetch[0]["fetched_at"] is not None
        if near and draft["fetched_at"] - fetch[0]["fetched_at"] <= ONE_FETCH and slot_of(draft) not in map(slot_of, fetch):
            fetch.append(draft)
            continue
        if fetch:
            yield fetch
        fetch = [draft]
    if fetch:
        yield fetch


def what_changed(before: Row | None, row: Row) -> str | None:
    """Return what differs from the version before: title, text or both; first when there is none, None when nothing does."""
    if before is None:
        return "first"
    title, text = before["title"] != row["title"], before["text"] != row["text"]
    return "both" if title and text else "title" if title else "text" if text else None


def refreshed(before: Row, row: Row) -> Row:
    """Return the version `before` with the metadata of a later look at it: what that has wins, what it lacks stays."""
    told = {name: value for name, value in row.items() if value not in (None, [])}
    fixed = {
        name: before[name]
        for name in ("fetched_at", "source", "source_id", "page_id", "version", "changed", "is_latest", "first_seen_at")
    }
    missing = {name: row[name] for name in ("is_partial", "partial_reason", "page_count")}
    return {**before, **told, **missing, **fixed}
