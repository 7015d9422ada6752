"""Ids: one digest for one thing, the same on every machine and in every run."""

import hashlib
from datetime import datetime

ID_BYTES = 12
"""Bytes of an id, twice as many hex digits: among a thousand million pages the chance of one clash is 1 in 10^11."""

CONTENT_DIGITS = 16
"""Leading digits of the id of a fetched page that are of its content; the others are of its time."""


def page_id(url: str | None, format: str, given: str | None, body: bytes, fetched_at: datetime | None = None) -> str:
    """Return the id of a page: of its address, what was stated about it, its bytes and when it was fetched, and not of where it was found.

    The same page in another folder, compressed or as a member of an archive keeps its id. `format` takes part because the
    same bytes read as text and as HTML are two different articles; the time, because a text that was changed and changed
    back was seen three times, in whatever order the three arrive.
    """
    content = digest(url, format, given, body)
    return content[:CONTENT_DIGITS] + digest(fetched_at.isoformat())[CONTENT_DIGITS:] if fetched_at else content


def content_of(page_id: str) -> str:
    """Return the part of a page's id that tells its content: two fetches of one address brought the same when it is the same."""
    return page_id[:CONTENT_DIGITS]


def refusal_id(source: str, source_id: str | None, reason: str) -> str:
    """Return the id of something that gave no page: the same file refused again for the same reason has the same one."""
    return digest(source, source_id, reason)


def digest(*parts: str | bytes | None) -> str:
    """Return 24 hex digits for `parts`; None and "" differ, and so do ("ab", "c") and ("a", "bc")."""
    whole = hashlib.blake2b(digest_size=ID_BYTES)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(b"-" if data is None else b"%d:" % len(data))
        whole.update(data or b"")
    return whole.hexdigest()
