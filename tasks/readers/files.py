"""Files: a path becomes a stream of pages, links and refusals. Folders are walked by name, and each file gets its reader."""

import os
import stat
import struct
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from tasks.readers.archives import is_hidden, members_of_tar, members_of_zip
from tasks.readers.items import Item, Link, Refusal, Unreadable, printable
from tasks.readers.kinds import kind_of, unpacked_name
from tasks.readers.singles import ADDRESS, read_html, read_text, read_urls
from tasks.readers.source import MAX_ARCHIVES, MAX_LAYERS, Source
from tasks.readers.streams import BROKEN, Gunzip, Meter, Progress, Unzstd, open_file, stream_of
from tasks.readers.tabular import read_csv, read_jsonl, read_parquet
from tasks.readers.warc import read_warc

READERS: dict[str, Callable[[Source], Iterator[Item]]] = {
    "html": read_html,
    "text": read_text,
    "urls": read_urls,
    "jsonl": read_jsonl,
    "csv": read_csv,
    "parquet": read_parquet,
    "warc": read_warc,
}
ARCHIVES = {"zip": members_of_zip, "tar": members_of_tar}
UNPACKERS: dict[str, Callable[[Any, Meter], Gunzip | Unzstd]] = {"gzip": Gunzip, "zstd": Unzstd}

DAMAGE = (*BROKEN, LookupError, TypeError, ArithmeticError, struct.error, MemoryError, RecursionError)
"""What parsers of other people's files raise on damaged ones; a reader that hits it costs its file and not the run."""


class InputError(ValueError):
    """A path that cannot be read at all because it is not there: the run does the rest and ends with exit code 1."""


def read_pages(path: Path | str, progress: Progress | None = None) -> Iterator[Item]:
    """Yield every page, link and refusal of a file or a folder, sorted by name; an address (https://...) is one link.

    Raises InputError at once, before anything is yielded, when there is no such path. Nothing else is raised: what cannot be
    read comes as a Refusal in its place. `source` is the path as given, with `!member` for what is inside an archive.
    Memory holds one page at a time, or a few megabytes of rows. `progress`, when given, counts the bytes on disk.
    """
    check_path(path)
    return iter([Link(str(path), str(path), None)]) if ADDRESS.fullmatch(str(path)) else read_all(path, progress)


def check_path(path: Path | str) -> None:
    """Raise InputError when there is nothing at `path`; an address is looked for when it is fetched."""
    if not os.path.lexists(path) and not ADDRESS.fullmatch(str(path)):
        raise InputError(f"{printable(str(path))}: there is no such file or folder; give the path of a file or folder of pages")


def size_of(paths: Iterable[Path | str]) -> int:
    """Return the bytes on disk of all files under `paths`, as `read_pages` reads them; a path that is not there has none."""
    return sum(size_bytes for path in paths for _, size_bytes in files_under(path) if isinstance(size_bytes, int))


def read_all(path: Path | str, progress: Progress | None) -> Iterator[Item]:
    for file, size_bytes in files_under(path):
        if isinstance(size_bytes, Refusal):
            yield size_bytes
        else:
            yield from read_file(file, size_bytes, progress)


def read_file(path: str, size_bytes: int, progress: Progress | None = None) -> Iterator[Item]:
    meter = Meter(size_bytes, progress)
    name = printable(path)
    try:
        with open_file(Path(path), meter) as stream:
            yield from read_source(Source(name, Path(path).name, stream, meter, size_bytes))
    except OSError as error:
        yield Refusal(name, None, None, "unreadable", (error.strerror or str(error)).lower())
    meter.end()


def read_source(source: Source) -> Iterator[Item]:
    """Yield what a source holds, whatever it is; what stood whole before damage is yielded before its refusal."""
    try:
        kind = kind_of(source.head, source.label)
        if kind in UNPACKERS:
            yield from read_source(unpacked(source, kind))
        elif kind in ARCHIVES:
            yield from read_archive(source, kind)
        else:
            yield from READERS[kind](source)
    except Unreadable as failure:
        yield failure.refusal(source.name)
    except DAMAGE as error:
        yield Unreadable("broken", f"{type(error).__name__}: {error}").refusal(source.name)


def unpacked(source: Source, kind: str) -> Source:
    """Return the content of a compressed source, under the same name."""
    if source.layers >= MAX_LAYERS:
        raise Unreadable("too-deep", f"compressed more than {MAX_LAYERS} times over")
    stream = stream_of(UNPACKERS[kind](source.stream, source.meter).pull)
    return Source(source.name, unpacked_name(source.label), stream, source.meter, None, source.archives, source.layers + 1)


def read_archive(source: Source, kind: str) -> Iterator[Item]:
    if source.archives >= MAX_ARCHIVES:
        raise Unreadable("too-deep", f"an archive inside {MAX_ARCHIVES} others; unpack it and give the files")
    is_empty = True
    for member in ARCHIVES[kind](source):
        is_empty = False
        if isinstance(member, Refusal):
            yield member
        else:
            yield from read_source(member)
    if is_empty:
        raise Unreadable("empty", f"a {kind} archive without a file in it")


def files_under(path: Path | str) -> Iterator[tuple[str, int | Refusal]]:
    """Yield the files under `path` by name, each with its size or why it cannot be one; hidden ones are left out.

    A folder that a link leads back to is entered once. Files that are no files (pipes, sockets, devices) are never opened.
    """
    waiting, entered = [str(path)], set[tuple[int, int]]()
    while waiting:
        place = waiting.pop()
        try:
            status = Path(place).stat()
            if not stat.S_ISDIR(status.st_mode):
                pipe = refused(place, "not-a-file", "a pipe, socket or device; wanted a file")
                yield place, status.st_size if stat.S_ISREG(status.st_mode) else pipe
            elif (status.st_dev, status.st_ino) not in entered:
                entered.add((status.st_dev, status.st_ino))
                names = sorted(os.listdir(place), reverse=True)  # noqa: PTH208 (names alone: a folder may hold a million)
                waiting += [os.path.join(place, name) for name in names if not is_hidden(name)]  # noqa: PTH118 (as given: ./a stays ./a)
        except OSError as error:
            if place != str(path) or os.path.lexists(place):
                yield place, refused(place, "unreadable", (error.strerror or str(error)).lower())


def refused(place: str, reason: str, detail: str) -> Refusal:
    return Refusal(printable(place), None, None, reason, detail)
