"""Web archives: the pages that response and resource records hold, with their address, time, status and type.

Records are framed here: warcio's own iterator takes a record that is cut off for a whole one, refuses a .warc.gz that is
one gzip member, and reads header lines without a limit. It reads the headers, of WARC and of HTTP.
"""

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator

from warcio.statusandheaders import (  # type: ignore[import-untyped]  # warcio has no types
    StatusAndHeaders,
    StatusAndHeadersParser,
    StatusAndHeadersParserException,
)

from tasks.readers.items import MAX_PAGE_BYTES, Item, Refusal, Unreadable, make_page, too_large
from tasks.readers.kinds import HEAD_BYTES, kind_of, refuse_binary
from tasks.readers.row import instant, text_of
from tasks.readers.source import Source
from tasks.readers.streams import CHUNK_BYTES, Gunzip, Meter, read_page, stream_of

MAX_HEADER_BYTES = 262_144
"""Bytes of the headers of one record; servers stop at 8 to 64 KB."""

RECORD = re.compile(rb"WARC/\d\.\d\s*$")
CHUNK_SIZE = re.compile(rb"\s{0,4}([0-9A-Fa-f]{1,8})[^\n]{0,200}\n")
STATUS = re.compile(r"[\d.]{1,4} +(\d{3})(?!\d)", re.ASCII)
WARC_HEADERS = StatusAndHeadersParser(["WARC/"], verify=True)
HTTP_HEADERS = StatusAndHeadersParser(["HTTP/"], verify=True)
log = logging.getLogger(__name__)


class Reader:
    """A stream of records and the place reached in it, in bytes of the uncompressed archive."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self.stream = stream
        self.offset = 0

    def line(self) -> bytes:
        return self._count(self.stream.readline(MAX_HEADER_BYTES))

    def block(self, size_bytes: int) -> bytes:
        """Return the next bytes, fewer at the end of the archive."""
        return self._count(self.stream.read(size_bytes))

    def skip(self, size_bytes: int) -> int:
        """Pass over bytes and return how many there were."""
        left = size_bytes
        while left and (data := self.stream.read1(min(left, CHUNK_BYTES))):
            left -= len(self._count(data))
        return size_bytes - left

    def _count(self, data: bytes) -> bytes:
        self.offset += len(data)
        return data


def read_warc(source: Source) -> Iterator[Item]:
    reader = Reader(source.stream)
    skipped: Counter[str] = Counter()
    while start := next_record(reader):
        line, at, junk_bytes = start
        if junk_bytes:
            junk_at = at - junk_bytes
            seen = f"{junk_bytes:,} bytes that belong to no record, from byte {junk_at:,}"
            yield Refusal(source.name, f"byte {junk_at}", None, "broken", seen)
        if line:
            item = read_record(source, reader, line, at, skipped)
            if item:
                yield item
    counts = ", ".join(f"{count} {kind}" for kind, count in skipped.most_common())
    log.info("%s: records that hold no page: %s", source.name, counts or "none")


def next_record(reader: Reader) -> tuple[bytes, int, int] | None:
    """Return the first line of the next record, its offset, and the bytes before it that were passed over; None at the end."""
    junk_bytes = 0
    while line := reader.line():
        if RECORD.match(line):
            return line, reader.offset - len(line), junk_bytes
        if junk_bytes or line.strip():
            junk_bytes += len(line)
    return (b"", reader.offset, junk_bytes) if junk_bytes else None


def read_record(source: Source, reader: Reader, line: bytes, at: int, skipped: Counter[str]) -> Item | None:
    """Return the page of one record, its refusal, or None for a record that is of no page; the reader then stands behind it."""
    source_id, url = f"byte {at}", None
    try:
        headers = record_headers(reader, line)
        size_bytes = int(headers["Content-Length"])
        source_id = (headers.get_header("WARC-Record-ID") or source_id).strip("<> ")
        url = text_of(headers.get_header("WARC-Target-URI")).strip("<> ") or None
        kind = kind_of_record(headers, url)
        if kind not in ("response", "resource") or size_bytes > MAX_PAGE_BYTES + MAX_HEADER_BYTES:
            if reader.skip(size_bytes) < size_bytes:
                raise Unreadable("truncated", f"the archive ends at byte {reader.offset:,}, in the middle of a {kind} record")
            if kind in ("response", "resource"):
                raise too_large(f"{size_bytes:,} bytes")
            skipped[kind] += 1
            return None
        block = reader.block(size_bytes)
        if len(block) < size_bytes:
            seen = f"{len(block):,} of the {size_bytes:,} bytes of the record are there"
            raise Unreadable("truncated", f"the archive ends at byte {reader.offset:,}: {seen}")
        return page_of(source.name, source_id, url, headers, block)
    except Unreadable as failure:
        return failure.refusal(source.name, source_id, url)


def record_headers(reader: Reader, line: bytes) -> StatusAndHeaders:
    """Return the headers that follow a record's first line, with a Content-Length that is a number."""
    lines, start = [line], reader.offset
    while (more := reader.line()).strip():
        lines.append(more)
        if reader.offset - start > MAX_HEADER_BYTES:
            raise Unreadable("broken", f"the headers of the record do not end by byte {reader.offset:,}")
    if not more:
        raise Unreadable("truncated", f"the archive ends at byte {reader.offset:,}, in the headers of a record")
    headers = WARC_HEADERS.parse(io.BytesIO(b"".join(lines) + b"\r\n"))
    if not re.fullmatch(r"\d{1,15}", (headers.get_header("Content-Length") or "").strip(), re.ASCII):
        raise Unreadable("broken", f"a record without a Content-Length, before byte {reader.offset:,}")
    return headers


def kind_of_record(headers: StatusAndHeaders, url: str | None) -> str:
    kind = (headers.get_header("WARC-Type") or "untyped").strip().lower()[:20]
    return "dns" if (url or "").startswith("dns:") else kind


def page_of(source: str, source_id: str, url: str | None, headers: StatusAndHeaders, block: bytes) -> Item:
    """Return the page of a whole record; raises Unreadable when it is none."""
    content_type, status = headers.get_header("Content-Type") or "", None
    if content_type.startswith("application/http") or block.startswith(b"HTTP/"):
        http, block = split_http(block)
        status, content_type = status_of(http), http.get_header("Content-Type") or ""
        if not 200 <= status < 300:
            place = text_of(http.get_header("Location"))[:300]
            seen = f"the server answered HTTP/{text_of(http.statusline)[:80]}"
            raise Unreadable(f"http-{status}", f"{seen} and pointed to {place}" if place else seen)
        block = unpacked(block, http)
    if cut := headers.get_header("WARC-Truncated"):
        raise Unreadable("truncated", f"the crawler cut the record off ({cut[:80]}) after {len(block):,} bytes")
    format = format_of(block, content_type, url)
    return make_page(
        source,
        block,
        format,
        source_id=source_id,
        url=url,
        fetched_at=instant(headers.get_header("WARC-Date")),
        status=status,
        content_type=text_of(content_type) or None,
    )


def split_http(block: bytes) -> tuple[StatusAndHeaders, bytes]:
    end = re.search(rb"\r?\n\r?\n", block[:MAX_HEADER_BYTES])
    body_at = end.end() if end else len(block)
    try:
        http = HTTP_HEADERS.parse(io.BytesIO(block[: min(body_at, MAX_HEADER_BYTES)]))
    except (StatusAndHeadersParserException, EOFError) as error:
        raise Unreadable("broken", "the record says it is HTTP and does not begin with HTTP/") from error
    return http, block[body_at:]


def status_of(http: StatusAndHeaders) -> int:
    found = STATUS.match(http.statusline)
    if not found:
        raise Unreadable("broken", f"the status line says HTTP/{text_of(http.statusline)[:80]!r}; wanted HTTP/1.1 200")
    return int(found[1])


def unpacked(body: bytes, http: StatusAndHeaders) -> bytes:
    """Return an HTTP body as the page it carries: chunks joined and unpacked, unless the crawler did so already."""
    if "chunked" in (http.get_header("Transfer-Encoding") or "").lower():
        body = joined(body)
    coding = (http.get_header("Content-Encoding") or "").strip().lower()
    if body.startswith(b"\x1f\x8b"):
        packed = io.BytesIO(body)
        return read_page(stream_of(Gunzip(stream_of(packed.read), Meter(len(body))).pull))
    if coding == "deflate":
        return inflated(body)
    if coding in ("br", "zstd", "compress") and not body.lstrip().startswith(b"<"):
        raise Unreadable("unsupported", f"Content-Encoding {coding}; fetch with gzip, or let the crawler store pages decoded")
    return body


def joined(body: bytes) -> bytes:
    """Return a chunked body without its chunk sizes; as it is when it is not chunked after all."""
    parts: list[bytes] = []
    at = 0
    while size := CHUNK_SIZE.match(body, at):
        size_bytes = int(size[1], 16)
        if not size_bytes:
            return b"".join(parts)
        parts.append(body[size.end() : size.end() + size_bytes])
        if len(parts[-1]) < size_bytes:
            raise Unreadable("truncated", f"a chunk of {size_bytes:,} bytes of which {len(parts[-1]):,} are there")
        at = size.end() + size_bytes
    if parts:
        raise Unreadable("truncated", f"no chunk of size 0 ends the body, after {at:,} bytes")
    return body


def inflated(body: bytes) -> bytes:
    """Return a body in deflate, with or without the header of zlib, as servers differ; as it is when it is neither."""
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        inflate = zlib.decompressobj(bits)
        try:
            content = inflate.decompress(body, MAX_PAGE_BYTES + 1)
        except zlib.error:
            continue
        if len(content) > MAX_PAGE_BYTES:
            raise too_large(f"over {MAX_PAGE_BYTES:,} bytes when decompressed")
        if not inflate.eof:
            raise Unreadable("truncated", f"the deflate data ends after {len(body):,} bytes, in the middle of its content")
        return content
    return body


def format_of(body: bytes, content_type: str, url: str | None) -> str:
    """Return html or text by the type the server states and the bytes; raises Unreadable ("not-a-page", "empty")."""
    if not body:
        raise Unreadable("empty", "0 bytes")
    stated = content_type.split(";", 1)[0].strip().lower()
    refuse_binary(body[:HEAD_BYTES])
    if stated in ("text/html", "application/xhtml+xml"):
        return "html"
    if stated not in ("", "text/plain", "application/octet-stream", "unknown/unknown") or (url or "").endswith("/robots.txt"):
        raise Unreadable("not-a-page", f"{stated or 'robots.txt'}; wanted HTML or text")
    kind = kind_of(body[:HEAD_BYTES], "page.txt")
    if kind not in ("html", "text"):
        raise Unreadable("not-a-page", f"{kind} data in a record; wanted HTML or text")
    return kind
