"""Streams: bytes of a file or of what is inside it, counted, decompressed as they are asked for, and never more than asked.

Every stream is an `io.BufferedReader`. What goes wrong in one raises Unreadable, after all bytes before it were handed out.
"""

import io
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from tasks.readers.items import MAX_PAGE_BYTES, Unreadable, too_large

CHUNK_BYTES = 65_536
TAIL_BYTES = 256
SPOOL_IN_MEMORY_BYTES = 16_000_000

BOMB_FLOOR_BYTES = 256_000_000
BOMB_RATIO = 250
"""A file that expands further is a bomb: text of ours shrinks 4 to 10 times, gzip's limit is 1,032, zstd has none."""

PARSERS = (zlib.error, zipfile.BadZipFile, tarfile.TarError, pa.ArrowException)
BROKEN = (OSError, EOFError, ValueError, RuntimeError, OverflowError, *PARSERS)
"""What the decompressors raise on damaged data."""


@dataclass
class Progress:
    """How far reading has come, in bytes on disk; any thread may look at it."""

    total_bytes: int = 0
    done_bytes: int = 0


class Meter:
    """Counts what one file on disk gave: bytes read of it, and bytes made of them by every layer of compression."""

    def __init__(self, size_bytes: int, progress: Progress | None = None) -> None:
        self.size_bytes, self.progress = size_bytes, progress
        self.base_bytes = progress.done_bytes if progress else 0
        self.read_bytes = self.made_bytes = 0

    def count_read(self, size_bytes: int) -> None:
        self.read_bytes += size_bytes
        if self.progress:
            self.progress.done_bytes = self.base_bytes + min(self.read_bytes, self.size_bytes)

    def count_made(self, size_bytes: int) -> None:
        """Raise Unreadable ("bomb") when the file expands beyond all reason."""
        self.made_bytes += size_bytes
        on_disk = min(self.read_bytes, self.size_bytes)
        if self.made_bytes > max(BOMB_FLOOR_BYTES, BOMB_RATIO * on_disk):
            seen = f"{on_disk:,} bytes gave {self.made_bytes:,}, over {BOMB_RATIO} times as many"
            raise Unreadable("bomb", f"{seen}; the rest was not read")

    def end(self) -> None:
        if self.progress:
            self.progress.done_bytes = self.base_bytes + self.size_bytes


class CountedFile(io.FileIO):
    """A file on disk that tells its meter what is read of it."""

    meter: Meter

    def readinto(self, buffer: Any) -> int:
        size_bytes = super().readinto(buffer) or 0
        self.meter.count_read(size_bytes)
        return size_bytes


class Pulled(io.RawIOBase):
    """A stream over `pull(n)`, which gives at most n bytes and none at the end. Once it failed it fails again."""

    def __init__(self, pull: Callable[[int], bytes]) -> None:
        self.pull = pull
        self.failure: Unreadable | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        filled = 0
        while filled < len(buffer) and not self.failure:
            try:
                data = self.pull(len(buffer) - filled)
            except Unreadable as failure:
                self.failure = failure
            except BROKEN as error:
                reason = "truncated" if isinstance(error, EOFError) or "unexpected end" in str(error) else "broken"
                self.failure = Unreadable(reason, f"{type(error).__name__}: {error}")
            else:
                if not data:
                    break
                buffer[filled : filled + len(data)] = data
                filled += len(data)
        if self.failure and not filled:
            raise self.failure
        return filled


class Gunzip:
    """Pulls the content of gzip data, member after member; zeros after the last one are padding."""

    def __init__(self, packed: io.BufferedReader, meter: Meter) -> None:
        self.packed, self.meter = packed, meter
        self.inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self.waiting = b""
        self.taken_bytes = self.members = 0
        self.is_begun = False

    def pull(self, size_bytes: int) -> bytes:
        while True:
            data, self.waiting = self.waiting or self._more(), b""
            if not data and not self.is_begun:
                return b""
            content = self._inflate(data, size_bytes)
            if not data and not content and self.is_begun:
                raise Unreadable("truncated", f"the gzip data ends at byte {self.taken_bytes:,}, in the middle of its content")
            if content:
                self.meter.count_made(len(content))
                return content

    def _more(self) -> bytes:
        data = self.packed.read1(CHUNK_BYTES)
        self.taken_bytes += len(data)
        return data

    def _inflate(self, data: bytes, size_bytes: int) -> bytes:
        if self.members and not self.is_begun:
            data = data.lstrip(b"\0")
            if not data:
                return b""
        try:
            content = self.inflate.decompress(data, size_bytes)
        except zlib.error as error:
            where = f"before byte {self.taken_bytes:,} ({error})"
            raise Unreadable("broken", f"the gzip data is damaged {where}; the rest was not read") from error
        self.is_begun, self.waiting = True, self.inflate.unconsumed_tail
        if self.inflate.eof:
            self.waiting, self.is_begun = self.inflate.unused_data, False
            self.inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
            self.members += 1
        return content


class Compressed:
    """Hands compressed bytes to pyarrow, counts them, and knows one chunk ahead that the end is near."""

    def __init__(self, packed: io.BufferedReader) -> None:
        self.packed = packed
        self.waiting = b""
        self.taken_bytes = 0
        self.is_near_end = self.closed = False

    def look_ahead(self) -> None:
        try:
            self.waiting = self.waiting or self.packed.read1(CHUNK_BYTES)
            self.is_near_end = not self.packed.peek(1)
        except Unreadable:  # it comes again when these bytes are asked for
            self.is_near_end = True

    def read(self, size_bytes: int = CHUNK_BYTES) -> bytes:
        data = (self.waiting or self.packed.read1(CHUNK_BYTES))[:size_bytes]
        self.waiting = self.waiting[size_bytes:]
        self.taken_bytes += len(data)
        self.look_ahead()
        return data

    def close(self) -> None:
        self.closed = True


class Unzstd:
    """Pulls the content of zstd data, frame after frame."""

    def __init__(self, packed: io.BufferedReader, meter: Meter) -> None:
        # Two objects and not one: pyarrow holds the first, and a circle through pyarrow is never freed (1.3 MB a file).
        self.packed, self.meter = Compressed(packed), meter
        file = pa.PythonFile(self.packed, "r")  # type: ignore[arg-type]  # it needs no more than read, close and closed
        self.content = pa.CompressedInputStream(file, "zstd")

    def pull(self, size_bytes: int) -> bytes:
        # pyarrow drops the whole read in which the data turns out to be cut off: read the last of it in small bites.
        self.packed.look_ahead()
        try:
            content = self.content.read(min(size_bytes, TAIL_BYTES) if self.packed.is_near_end else size_bytes)
        except OSError as error:
            reason = "truncated" if "runcated" in str(error) else "broken"
            where = f"at or before byte {self.packed.taken_bytes:,} ({error})"
            raise Unreadable(reason, f"the zstd data fails {where}; the rest was not read") from error
        self.meter.count_made(len(content))
        return content


class Inflate:
    """Reads the content of a zip member that no directory lists: `packed_bytes` of `file` from where it stands, None: unknown."""

    def __init__(self, file: IO[bytes], packed_bytes: int | None, *, is_packed: bool) -> None:
        self.file, self.left_bytes = file, packed_bytes
        self.inflate = zlib.decompressobj(-zlib.MAX_WBITS) if is_packed else None
        self.taken_bytes = 0

    def read(self, size_bytes: int) -> bytes:
        """Return at most `size_bytes` of content, none at its end."""
        while True:
            if not self.inflate:
                return self._more(size_bytes)
            data = self.inflate.unconsumed_tail or self._more(CHUNK_BYTES)
            content = self.inflate.decompress(data, size_bytes)
            if content or self.inflate.eof or not data:
                return content

    def measure(self) -> int | None:
        """Return how many bytes the compressed content has, which reading it to its end tells; None when it has no end."""
        assert self.inflate
        try:
            while self.read(CHUNK_BYTES):
                pass
        except zlib.error:
            return None
        return self.taken_bytes - len(self.inflate.unused_data) if self.inflate.eof else None

    def _more(self, size_bytes: int) -> bytes:
        data = self.file.read(size_bytes if self.left_bytes is None else min(size_bytes, self.left_bytes))
        self.taken_bytes += len(data)
        if self.left_bytes is not None:
            self.left_bytes -= len(data)
        return data


def stream_of(pull: Callable[[int], bytes]) -> io.BufferedReader:
    return io.BufferedReader(Pulled(pull), CHUNK_BYTES)


def open_file(path: Path, meter: Meter) -> io.BufferedReader:
    """Return the file as a stream whose reads `meter` counts."""
    file = CountedFile(path)
    file.meter = meter
    return io.BufferedReader(file, CHUNK_BYTES)


def read_page(stream: io.BufferedReader, size_bytes: int | None = None) -> bytes:
    """Return the rest of the stream; Unreadable ("too-large") when it is larger than a page, of which no more is read."""
    body = stream.read(MAX_PAGE_BYTES + 1)
    if len(body) > MAX_PAGE_BYTES:
        raise too_large(f"{size_bytes:,} bytes" if size_bytes else f"over {MAX_PAGE_BYTES:,} bytes when decompressed")
    return body


def seekable(stream: io.BufferedReader) -> IO[bytes]:
    """Return the stream itself when it can be read from its end, as a file on disk can, else a temporary copy of it."""
    if stream.seekable():
        return stream
    copy = tempfile.SpooledTemporaryFile(SPOOL_IN_MEMORY_BYTES)  # noqa: SIM115 (it goes when its reader is done with it)
    with suppress(Unreadable):  # what is there may still hold whole pages; its reader finds that the end is missing
        while data := stream.read1(CHUNK_BYTES):
            copy.write(data)
    copy.seek(0)
    return copy  # type: ignore[return-value]  # it is one since Python 3.11, typeshed says so from 3.12
