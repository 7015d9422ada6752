"""Archives: the members of zip and tar files, read where they stand, one after the other; nothing is written to disk."""

import io
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from tasks.readers.items import Refusal, Unreadable, printable
from tasks.readers.source import Source
from tasks.readers.streams import CHUNK_BYTES, Inflate, seekable, stream_of

LOCAL_HEADER = struct.Struct("<4s5H3L2H")
DESCRIPTOR_BYTES = 28
"""More than any of the four forms of what may stand between a zip member and the next: 12, 16, 20 or 24 bytes."""

PADDING_BLOCKS = 20_000
"""Blocks of zeros (10 MB) after which a tar file is over; tar pads to 10 KB, tapes to 1 MB."""

JUNK_BLOCKS = 2_000
"""Blocks of a tar file in a row that are no header, after which the rest (1 MB on) is taken for damaged."""

Member = Source | Refusal


def members_of_zip(source: Source) -> Iterator[Member]:
    """Yield the members of a zip file; of one that is cut off, those that are there whole, and then its refusal."""
    try:
        stream = seekable(source.stream)
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OverflowError, struct.error) as error:
        yield from members_without_directory(source, stream, str(error))
        return
    with archive:
        for info in archive.infolist():
            if info.filename.endswith("/") or is_hidden(info.filename):
                continue
            name = f"{source.name}!{printable(info.filename)}"
            try:
                yield member_of_zip(source, archive, info, name)
            except Unreadable as failure:
                yield failure.refusal(name)
            except (OSError, ValueError, RuntimeError, EOFError, OverflowError, struct.error, zipfile.BadZipFile) as error:
                seen = f"the zip entry cannot be opened ({type(error).__name__}: {error})"
                yield Unreadable("broken", seen).refusal(name)


def member_of_zip(source: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Source:
    if info.flag_bits & 1:
        raise Unreadable("encrypted", "the zip entry has a password; unpack it and give the files")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable("unsupported", f"the zip entry is compressed by method {info.compress_type}; pack it with deflate")
    return member(source, name, info.filename, archive.open(info), info.file_size)


def members_without_directory(source: Source, stream: IO[bytes], why: str) -> Iterator[Member]:
    """Yield the members that stand whole at the beginning of a zip file whose directory, at its end, is missing."""
    at, end = 0, stream.seek(0, io.SEEK_END)
    while True:
        stream.seek(at)
        header = stream.read(LOCAL_HEADER.size)
        if len(header) < LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            break
        _, _, flags, method, _, _, _, packed_bytes, size_bytes, name_bytes, extra_bytes = LOCAL_HEADER.unpack(header)
        label = printable(stream.read(name_bytes).decode("utf-8" if flags & 0x800 else "cp437", "backslashreplace"))
        start = at + LOCAL_HEADER.size + name_bytes + extra_bytes
        is_streamed = bool(flags & 8) and not packed_bytes
        if flags & 1 or method not in (0, 8) or (is_streamed and method == 0) or (not is_streamed and start + packed_bytes > end):
            break
        stream.seek(start)
        content = Inflate(stream, None if is_streamed else packed_bytes, is_packed=method == 8)
        if is_streamed:
            packed_bytes = content.measure()
            if packed_bytes is None:
                break
            stream.seek(start)
            content = Inflate(stream, packed_bytes, is_packed=True)
        stream.seek(start + packed_bytes)
        at = start + packed_bytes + max(0, stream.read(DESCRIPTOR_BYTES).find(b"PK\x03\x04"))
        stream.seek(start)
        if not label.endswith("/") and not is_hidden(label):
            yield member(source, f"{source.name}!{label}", label, content, size_bytes or None)
    raise Unreadable("truncated", f"its directory is missing ({why}); members up to byte {at:,} of {end:,} were read")


def members_of_tar(source: Source) -> Iterator[Member]:
    """Yield the members of a tar file as they pass by; each must be read before the next is asked for.

    Blocks that are damaged are passed over up to the next member, and refused as one.
    """
    blocks, content = Blocks(), ShortReads(source.stream)
    try:
        with blocks.open(content) as archive:
            while info := archive.next():
                headers: list[tarfile.TarInfo] = vars(archive)["members"]
                headers.clear()  # tarfile would keep every one, and memory would grow with the archive
                if not info.isdir() and not is_hidden(info.name):
                    yield member_of_tar(source, archive, info)
    except Padding:
        pass
    except tarfile.TarError as error:
        if content.failure:
            raise content.failure from error
        reason = "truncated" if blocks.members and "unexpected end" in str(error) else "broken"
        raise Unreadable(reason, f"the tar file cannot be read on: {error}") from error
    if content.failure:
        raise content.failure
    if blocks.junk:
        raise Unreadable("broken", f"{blocks.junk:,} blocks of 512 bytes belong to no member; the members after them were read")
    if not blocks.is_ended:
        raise Unreadable("truncated", f"the tar file stops after {blocks.members:,} members without the zeros that end one")


def member_of_tar(source: Source, archive: tarfile.TarFile, info: tarfile.TarInfo) -> Member:
    name = f"{source.name}!{printable(info.name)}"
    content = archive.extractfile(info) if info.isreg() else None
    if content:
        return member(source, name, info.name, content, info.size)
    seen = f"a link to {printable(info.linkname)}, which is read where it stands" if info.linkname else "no regular file"
    return Refusal(name, None, None, "not-a-file", seen)


class Padding(tarfile.TarError):
    """So many zeros that nothing else follows."""


class Blocks:
    """Notes what tarfile passes over without a word: damaged headers, and an end without its mark."""

    def __init__(self) -> None:
        self.junk = self.in_a_row = self.members = 0
        self.is_ended = False

    def open(self, content: "ShortReads") -> tarfile.TarFile:
        notes = self

        class Header(tarfile.TarInfo):
            @classmethod
            def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "Header":
                try:
                    header = super().frombuf(buf, encoding, errors)
                except tarfile.HeaderError as error:
                    notes.fail(bytes(buf))
                    raise error
                notes.members, notes.in_a_row, notes.is_ended = notes.members + 1, 0, False
                return header

        # ignore_zeros: on past damage, and past the end of a tar file that another one was appended to.
        return tarfile.open(fileobj=content, mode="r|", bufsize=CHUNK_BYTES, tarinfo=Header, ignore_zeros=True)  # type: ignore[call-overload]  # read() does

    def fail(self, block: bytes) -> None:
        """Count a block that is no header; raises Padding or ReadError where there is no use in going on."""
        self.in_a_row += 1
        if len(block) == tarfile.BLOCKSIZE and not block.strip(b"\0"):
            self.is_ended = True
            if self.in_a_row > PADDING_BLOCKS:
                raise Padding
        elif block:
            self.junk += 1
            if len(block) < tarfile.BLOCKSIZE:
                raise tarfile.ReadError("unexpected end of data, in the header of a member")
            if self.in_a_row > JUNK_BLOCKS:
                raise tarfile.ReadError(f"{JUNK_BLOCKS:,} blocks in a row that are no header")


class ShortReads:
    """Lets tarfile have what there is before a failure, as if the file ended there; a full read would lose it."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self.stream = stream
        self.failure: Unreadable | None = None

    def read(self, size_bytes: int) -> bytes:
        try:
            return self.stream.read1(size_bytes)
        except Unreadable as failure:
            self.failure = failure
            return b""


def member(source: Source, name: str, label: str, content: "IO[bytes] | Inflate", size_bytes: int | None) -> Source:
    """Return one member as a source; what is read of it counts as made, for the sake of bombs."""

    def pull(wanted_bytes: int) -> bytes:
        data = content.read(wanted_bytes)
        source.meter.count_made(len(data))
        return data

    return Source(name, PurePosixPath(label).name, stream_of(pull), source.meter, size_bytes, source.archives + 1)


def is_hidden(name: str) -> bool:
    """Whether a path has a part that starts with a dot, or is one that systems add by themselves."""
    parts = [part for part in name.split("/") if part not in (".", "..")]
    return any(part.startswith(".") or part in ("__pycache__", "__MACOSX") for part in parts)
