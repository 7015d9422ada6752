"""A row: what one record of jsonl, csv or parquet states becomes a page, a link or a refusal.

Read are `url, html | text, title, authors, published_at, outlet, fetched_at, source_id`, in small or capital letters. Times
and names are kept as stated, in `given`; what they mean is for the cleaning to say.
"""

import ast
import json
import logging
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from math import isnan
from typing import Any

from tasks.readers.items import MAX_URL_CHARS, Item, Link, Unreadable, as_json, make_page, printable, readable
from tasks.readers.singles import ADDRESS

COLUMNS = ("url", "html", "text", "title", "authors", "published_at", "outlet", "fetched_at", "source_id")
MAX_NAMED = 40
"""Columns left unread that are named in the log of one source."""

log = logging.getLogger(__name__)


class Notes:
    """What was left unread in one source; said in one line when the source is done."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.unread: dict[str, None] = {}

    def leave(self, columns: Iterable[str]) -> None:
        if len(self.unread) < MAX_NAMED:
            self.unread.update(dict.fromkeys(printable(str(column)[:80]) for column in columns))

    def say(self) -> None:
        if self.unread:
            names = ", ".join(list(self.unread)[:MAX_NAMED])
            log.warning("%s: not read: %s; read are %s", self.source, names, ", ".join(COLUMNS))


def item_of_row(source: str, number: int, row: Mapping[str, Any], notes: Notes) -> Item:
    """Return what `row` gives; `number` counts the rows of the source from 1 and is its id where it states none."""
    known = {name: value for key, value in row.items() if (name := str(key).strip().lower()) in COLUMNS and not is_blank(value)}
    notes.leave(key for key in row if str(key).strip().lower() not in COLUMNS)
    source_id = text_of(known.get("source_id")) or str(number)
    url = text_of(known.get("url")) or None
    try:
        given = stated(known, notes)
        fetched_at = instant(given.get("fetched_at"))
        if fetched_at:
            del given["fetched_at"]
        for format in ("html", "text"):
            if format in known:
                body = bytes_of(known[format], format)
                return make_page(source, body, format, source_id=source_id, url=url, fetched_at=fetched_at, given=given)
        return link_of(source, source_id, url, row, as_json(given))
    except Unreadable as failure:
        return failure.refusal(source, source_id, url)


def link_of(source: str, source_id: str, url: str | None, row: Mapping[str, Any], given: str | None) -> Link:
    if url and len(url) <= MAX_URL_CHARS and ADDRESS.fullmatch(url):
        return Link(url, source, source_id, given)
    filled = ", ".join(str(key)[:40] for key, value in list(row.items())[:MAX_NAMED] if not is_blank(value))
    raise Unreadable("no-body", f"the row states {filled or 'nothing'}; wanted html or text, or a url with http:// or https://")


def stated(known: Mapping[str, Any], notes: Notes) -> dict[str, Any]:
    """Return title, outlet, authors and times as the row states them; one of a type that cannot be right is left, and noted."""
    given: dict[str, Any] = {"authors": authors_of(known.get("authors"))}
    given |= {name: time_of(known.get(name)) for name in ("published_at", "fetched_at")}
    given |= {name: text_of(known.get(name)) for name in ("title", "outlet")}
    notes.leave(f"{name} that is a {type(known[name]).__name__}" for name in given if name in known and not given[name])
    return {name: value for name, value in given.items() if value}


def is_blank(value: Any) -> bool:
    """Whether a cell states nothing: null, an empty string or list, or the NaN that pandas writes for a missing cell."""
    if isinstance(value, float):
        return isnan(value)
    return value in (None, "", [], b"") or (isinstance(value, str) and value.isspace())


def text_of(value: Any) -> str:
    """Return a cell as one clean string; "" for what is no string or number."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "surrogateescape")
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return readable(value).strip().replace("\0", "") if isinstance(value, str) else ""


def bytes_of(value: Any, column: str) -> bytes:
    """Return a body as bytes: as they stood in the file where they were no UTF-8, so that cleaning can find their encoding."""
    if isinstance(value, bytes):
        return value
    if not isinstance(value, str):
        raise Unreadable("broken-row", f"{column} is a {type(value).__name__}; wanted a string")
    try:
        return value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # "\ud800" in JSON: half of a character, whose other half is lost
        return value.encode("utf-8", "replace")


def authors_of(value: Any) -> list[str]:
    """Return the names in a list of strings or of objects with a name, or in one string: JSON, Python, or names between ";"."""
    if isinstance(value, str):
        value = listed(value.strip())
    if isinstance(value, Mapping):
        value = [value]
    if not isinstance(value, list | tuple):
        return []
    names = (text_of(name.get("name") if isinstance(name, Mapping) else name) for name in value)
    return [name for name in names if name]


def listed(text: str) -> list[Any]:
    """Return the list that a cell of csv holds: as JSON, as Python prints it, as DuckDB does ([a, b]), or between ";"."""
    if not (text.startswith("[") and text.endswith("]")):
        return text.split(";")
    for read in (json.loads, ast.literal_eval):
        try:
            value = read(text[:100_000])
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
        if isinstance(value, list):
            return value
    return text[1:-1].split(",")


def time_of(value: Any) -> str:
    """Return a time as stated; a number becomes ISO 8601, read as seconds or milliseconds since 1970 as JSON writers give it."""
    if isinstance(value, date):  # and datetime, which is one
        return value.isoformat()
    text = text_of(value)
    digits = text.removesuffix(".0")
    if not (digits.isascii() and digits.isdigit() and len(digits) in (9, 10, 12, 13)):
        return text
    return datetime.fromtimestamp(int(digits) / (1000 if len(digits) > 10 else 1), UTC).isoformat()


def instant(text: str | None) -> datetime | None:
    """Return an ISO 8601 time with its zone as a UTC instant; None for any other: without a zone it names no instant."""
    try:
        time = datetime.fromisoformat((text or "").strip())
        return time.astimezone(UTC) if time.tzinfo else None
    except (ValueError, OverflowError):
        return None
