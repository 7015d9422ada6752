"""The sample pages of seeds/pages, what they must give (tests/expected), and what they do give."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from seeds.knowledge import load_knowledge
from tasks.readers.files import read_pages
from tasks.readers.items import Page, Refusal
from tasks.steps.articles import Extracted, articles_from_pages
from warehouse.tables import PAGES

HERE = Path(__file__).parent
PAGES_DIR = HERE.parent / "seeds" / "pages"
SEEN = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)

Row = dict[str, Any]


def expected(name: str) -> list[Row]:
    """Return the rows of one file of tests/expected."""
    return [json.loads(line) for line in (HERE / "expected" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def locator(row: Row) -> str:
    """Return where a page is from: its path under seeds/pages, and #source_id for a row or a record."""
    source = row["source"].removeprefix(f"{PAGES_DIR}/")
    return f"{source}#{row['source_id']}" if row["source_id"] else source


@cache
def loaded() -> tuple[list[Page], list[Row]]:
    """Return the pages that loading seeds/pages gives, and its refusals as rows with their stage."""
    pages: list[Page] = []
    refusals: list[Row] = []
    for item in read_pages(PAGES_DIR):
        if isinstance(item, Page):
            pages.append(item)
        else:
            assert isinstance(item, Refusal), "a link: the samples are read offline"
            refusals.append({"source": item.source, "source_id": item.source_id, "reason": item.reason, "stage": "load"})
    return pages, refusals


@cache
def extracted() -> Extracted:
    """Return what cleaning makes of the loaded pages."""
    pages, _ = loaded()
    rows = [{**page._asdict(), "first_seen_at": SEEN, "run_id": "samples"} for page in pages]
    return articles_from_pages(PAGES.rows(rows), load_knowledge())


@cache
def drafts() -> dict[str, Row]:
    """Return the draft of each page by its locator."""
    return {locator(row): row for row in extracted().drafts.to_pylist()}


@cache
def rejects() -> dict[str, Row]:
    """Return the rejects of loading and of cleaning by their locators."""
    _, refusals = loaded()
    return {locator(row): row for row in [*refusals, *extracted().rejects.to_pylist()]}


@cache
def removed() -> dict[str, str]:
    """Return all that was removed from each page, by page_id, one removal a line."""
    found: dict[str, list[str]] = {}
    for row in extracted().removals.to_pylist():
        found.setdefault(row["page_id"], []).append(row["text"])
    return {page_id: "\n".join(texts) for page_id, texts in found.items()}
