"""What reading gives: pages, links still to be fetched, and refusals with their reason. And the limits of reading."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from tasks.steps.ids import page_id, refusal_id

MAX_PAGE_BYTES = 10_000_000
"""Bytes of one page, decompressed, with what was stated about it: the largest of 102 Indonesian news pages had 1.1 MB."""

MAX_LINE_CHARS = 25_000_000
"""Characters of one line of jsonl or csv: a page of that limit with most of its characters escaped."""

MAX_DETAIL_CHARS = 500
"""Characters of the detail of a refusal."""

MAX_URL_CHARS = 8_000
"""Characters of a URL in a list: servers refuse longer ones."""

BLANK = b"\0\t\n\v\f\r \xef\xbb\xbf\xff\xfe"
"""Bytes of white space and of byte order marks: a body of nothing else is empty."""


class Page(NamedTuple):
    """One page: a row of PAGES but for `first_seen_at` and `run_id`, which storing adds."""

    page_id: str
    url: str | None
    source: str
    source_id: str | None
    fetched_at: datetime | None
    status: int | None
    content_type: str | None
    format: str
    given: str | None
    body: bytes


class Link(NamedTuple):
    """An address without a body: a line of a list of URLs, or a row that states nothing else. To be fetched."""

    url: str
    source: str
    source_id: str | None
    given: str | None = None


class Refusal(NamedTuple):
    """Something that gave no page: it becomes a row of REJECTS, stage load."""

    source: str
    source_id: str | None
    url: str | None
    reason: str
    detail: str | None

    @property
    def page_id(self) -> str:
        return refusal_id(self.source, self.source_id, self.reason)


Item = Page | Link | Refusal


class Unreadable(Exception):
    """A file, member, record or row that gives no page; `reason` and `detail` as rejects keep them."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = printable(detail[:MAX_DETAIL_CHARS])

    def refusal(self, source: str, source_id: str | None = None, url: str | None = None) -> Refusal:
        return Refusal(source, source_id, url, self.reason, self.detail)


def make_page(
    source: str,
    body: bytes,
    format: str,
    *,
    source_id: str | None = None,
    url: str | None = None,
    fetched_at: datetime | None = None,
    status: int | None = None,
    content_type: str | None = None,
    given: Mapping[str, Any] | None = None,
) -> Page:
    """Return the page with its id; raises Unreadable ("empty", "too-large")."""
    if not body.strip(BLANK):
        raise Unreadable("empty", f"{len(body):,} bytes, no character among them")
    stated = as_json(given)
    size_bytes = len(body) + len(stated or "") + len(url or "")
    if size_bytes > MAX_PAGE_BYTES:
        raise too_large(f"{size_bytes:,} bytes")
    id_ = page_id(url, format, stated, body, fetched_at)
    return Page(id_, url, source, source_id, fetched_at, status, content_type, format, stated, body)


def too_large(size: str) -> Unreadable:
    return Unreadable("too-large", f"{size}; a page has at most {MAX_PAGE_BYTES:,}")


def as_json(given: Mapping[str, Any] | None) -> str | None:
    """Return what was stated as a JSON object with sorted keys and nothing empty in it; None when nothing was."""
    stated = {key: value for key, value in (given or {}).items() if value not in (None, "", [])}
    return json.dumps(stated, ensure_ascii=False, sort_keys=True) if stated else None


def printable(text: str) -> str:
    """Return a file name or a piece of input as text that can be stored: bytes that are no UTF-8 are spelled out (\\xff)."""
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # half a character, as JSON can spell it
        return text.encode("utf-8", "backslashreplace").decode("utf-8")


def readable(text: str) -> str:
    """Return `text` without lone surrogates: bytes that were no UTF-8 are read as windows-1252, half characters as "?"."""
    if text.isascii():
        return text
    try:
        return text.encode("utf-8").decode("utf-8")
    except UnicodeEncodeError:
        pass
    try:
        return text.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
