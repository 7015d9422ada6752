"""One page a file: HTML or text as it stands, its encoding left to the cleaning. And a list of URLs."""

import io
import re
from collections.abc import Iterator

from tasks.readers.items import (
    MAX_LINE_CHARS,
    MAX_PAGE_BYTES,
    MAX_URL_CHARS,
    Item,
    Link,
    Refusal,
    Unreadable,
    make_page,
    readable,
)
from tasks.readers.kinds import HEAD_BYTES, encoding_of
from tasks.readers.source import Source
from tasks.readers.streams import read_page, stream_of

CHARS_AT_ONCE = 1_000_000
"""Characters of an overlong line that are passed over at a time."""

ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.I)


def read_html(source: Source) -> Iterator[Item]:
    yield make_page(source.name, read_page(source.stream, source.size_bytes), "html")


def read_text(source: Source) -> Iterator[Item]:
    """Yield the text as one page, or its links when every line of it that is not empty is a URL."""
    head = source.head
    if is_list(head, is_whole=len(head) < HEAD_BYTES):
        start = source.stream.read(MAX_PAGE_BYTES + 1)
        if is_list(start, is_whole=len(start) <= MAX_PAGE_BYTES):
            yield from links(source, with_start(start, source.stream))
        else:
            yield make_page(source.name, start, "text")
    else:
        yield make_page(source.name, read_page(source.stream, source.size_bytes), "text")


def read_urls(source: Source) -> Iterator[Item]:
    """Yield a link for each line; empty lines and those that begin with # are left out, any other is refused."""
    yield from links(source, source.stream)


def is_list(data: bytes, is_whole: bool) -> bool:
    """Whether every line is a URL, and there is one; the last line of a part of a file may be cut and is not looked at."""
    lines = data.decode(encoding_of(data[:HEAD_BYTES]), "replace").splitlines()
    lines = [line.strip() for line in (lines if is_whole else lines[:-1]) if line.strip()]
    return bool(lines) and all(ADDRESS.fullmatch(line) for line in lines)


def with_start(start: bytes, rest: io.BufferedReader) -> io.BufferedReader:
    """Return `rest` as it was before `start` was read from it."""
    first = io.BytesIO(start)
    return stream_of(lambda size_bytes: first.read(size_bytes) or rest.read1(size_bytes))


def links(source: Source, stream: io.BufferedReader) -> Iterator[Item]:
    for number, line in text_lines(stream, source.head):
        address = readable(line.strip()) if isinstance(line, str) else ""
        if isinstance(line, Unreadable):
            yield line.refusal(source.name, str(number))
        elif ADDRESS.fullmatch(address) and len(address) <= MAX_URL_CHARS:
            yield Link(address, source.name, str(number))
        elif address and not address.startswith("#"):
            seen = f"{address[:80]!r}; wanted one address a line, with http:// or https://"
            yield Refusal(source.name, str(number), None, "not-a-url", seen)


def text_lines(stream: io.BufferedReader, head: bytes) -> Iterator[tuple[int, str | Unreadable]]:
    """Yield each line with its number, from 1; one that is too long is passed over and comes as Unreadable.

    Bytes that are no UTF-8 come as lone surrogates ("surrogateescape"), so that the bytes of a body can be had back.
    """
    encoding = encoding_of(head)
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    text = io.TextIOWrapper(stream, encoding, errors, newline="")
    number = 0
    try:
        while line := text.readline(MAX_LINE_CHARS):
            number += 1
            if len(line) < MAX_LINE_CHARS:
                yield number, line
                continue
            chars = len(line)
            while not line.endswith(("\n", "\r")) and (line := text.readline(CHARS_AT_ONCE)):
                chars += len(line)
            yield number, Unreadable("too-large", f"a line of {chars:,} characters; one has at most {MAX_LINE_CHARS:,}")
    finally:
        text.detach()
