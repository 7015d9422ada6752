"""Articles: a table of pages becomes drafts, removals, rejects and sightings; every page gives an article or a reject (law 1)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pyarrow as pa

from seeds.knowledge import Knowledge
from tasks.steps.documents import PageError
from tasks.steps.markup import NO_MARKUP
from tasks.steps.publishers import outlet_of
from tasks.steps.reading import read_page
from warehouse.tables import DRAFTS, PAGES, REJECTS, REMOVALS, SIGHTINGS

DETAIL_CHARS = 500


class Extracted(NamedTuple):
    """What pages gave: rows of the tables in CLEANED."""

    drafts: pa.Table
    removals: pa.Table
    sightings: pa.Table
    rejects: pa.Table


CLEANED = (DRAFTS, REMOVALS, SIGHTINGS, REJECTS)
"""The tables of Extracted. Rejects stand last: an edition of them says that the others are written."""


def articles_from_pages(pages: pa.Table, knowledge: Knowledge) -> Extracted:
    """Return the draft of each page of `pages` (rows of PAGES), what was cut from it and seen on it, and a reject for each that has none.

    Rows come in the order of the pages; each is a function of its page and `knowledge` alone. No page stops the others: an unexpected
    exception makes a reject with the reason "error" and the exception as its detail.
    """
    drafts: list[dict[str, Any]] = []
    removals: list[dict[str, Any]] = []
    sightings: list[dict[str, Any]] = []
    rejects: list[dict[str, Any]] = []
    for page in PAGES.checked(pages).to_pylist():
        try:
            reading = read_page(page, knowledge)
        except PageError as error:
            rejects.append(reject_of(page, knowledge, error.reason, error.detail or None))
        except Exception as error:  # hostile pages find what no test did; one must not take a batch with it
            rejects.append(reject_of(page, knowledge, "error", f"{type(error).__name__}: {error}"))
        else:
            drafts.append(reading.draft)
            ids = {"article_id": reading.draft["article_id"], "page_id": page["page_id"]}
            sightings.append(reading.sighting)
            removals.extend({**ids, "line": cut.line, "text": cut.text, "rule": cut.rule} for cut in reading.cuts)
    return Extracted(DRAFTS.rows(drafts), REMOVALS.rows(removals), SIGHTINGS.rows(sightings), REJECTS.rows(rejects))


def reject_of(page: Mapping[str, Any], knowledge: Knowledge, reason: str, detail: str | None) -> dict[str, Any]:
    """Return the reject of `page`; `at` is when the page was first stored, so that cleaning it again gives the same row."""
    return {
        "page_id": page["page_id"],
        "source": page["source"],
        "source_id": page["source_id"],
        "url": page["url"],
        "outlet": outlet_of(page["url"], NO_MARKUP, (), knowledge.outlets),
        "stage": "extract",
        "reason": reason,
        "detail": detail[:DETAIL_CHARS] if detail else None,
        "at": page["first_seen_at"],
    }
