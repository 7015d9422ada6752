"""Cleaning in a child process that can be stopped: one bad page costs itself, never its batch, its worker or the run.

Parsers and regular expressions run in C, where no Python signal reaches them; a process can always be killed. The child
lives as long as its parent's thread and cleans batch after batch, so its start is paid once.
"""

import atexit
import gc
import io
import resource
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import pyarrow as pa

from seeds.knowledge import load_knowledge
from tasks.steps.articles import CLEANED, Extracted, articles_from_pages
from tasks.steps.learned import learned_of
from warehouse.tables import DRAFTS, LEARNED, REJECTS, REMOVALS, SIGHTINGS

PAGES_AT_ONCE = 25
"""Pages handed over in one message: few enough that a lost batch is cheap to repeat page by page."""

SECONDS_A_PAGE = 20.0
"""Time limit of one page; a rich page of 500 KB takes 0.2 s."""

MEMORY_BYTES = 4 << 30
"""Address space of the child: a page that needs more is a bomb."""

_here = threading.local()


class Cleaner:
    """A child process with the rules of `outlets_dir` loaded."""

    def __init__(self, outlets_dir: str | None) -> None:
        self.outlets_dir = outlets_dir
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-c", "from tasks.isolated import serve; serve()", str(theirs.fileno()), outlets_dir or ""]
            self.process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        self.pipe = Connection(ours.detach())
        self.taught = self.learned = LEARNED.rows([])
        atexit.register(self.stop)

    def clean(self, pages: pa.Table, limit_s: float) -> Extracted:
        """Return what the child makes of `pages`; `TimeoutError` or `ConnectionError` when it hangs or dies, and then it is gone."""
        try:
            self.pipe.send_bytes(packed([pages] if self.learned is self.taught else [pages, self.learned]))
            self.taught = self.learned
            if not self.pipe.poll(limit_s):
                raise TimeoutError
            return Extracted(*unpacked(self.pipe.recv_bytes()))
        except (TimeoutError, EOFError, OSError) as error:
            self.stop()
            raise error if isinstance(error, TimeoutError) else ConnectionError(f"exit code {self.process.returncode}") from error

    def stop(self) -> None:
        """End the child, whatever it does, and wait for it, so that nothing is left behind and its CPU time is accounted for."""
        self.process.kill()
        self.process.wait()
        self.pipe.close()
        atexit.unregister(self.stop)


def clean(
    pages: pa.Table, outlets_dir: str | None = None, limit_s: float = SECONDS_A_PAGE, learned: pa.Table | None = None
) -> Extracted:
    """Return the drafts, removals, sightings and rejects of `pages` (schema PAGES), in their order, with these rows of LEARNED in force.

    Where a handful of pages does not come back, its pages are tried one by one, and the page that still fails becomes a
    reject: `timeout` after `limit_s` seconds, or `crashed`.
    """
    parts = [Extracted(*(table.schema.empty_table() for table in CLEANED))]
    learned = LEARNED.rows([]) if learned is None else learned
    for start in range(0, pages.num_rows, PAGES_AT_ONCE):
        some = pages.slice(start, PAGES_AT_ONCE)
        try:
            parts.append(cleaner(outlets_dir, learned).clean(some, limit_s))
        except (TimeoutError, ConnectionError):
            parts.extend(one_page(some.slice(i, 1), outlets_dir, limit_s, learned) for i in range(some.num_rows))
    return Extracted(*map(pa.concat_tables, zip(*parts, strict=True)))


def one_page(page: pa.Table, outlets_dir: str | None, limit_s: float, learned: pa.Table) -> Extracted:
    try:
        return cleaner(outlets_dir, learned).clean(page, limit_s)
    except TimeoutError:
        return refused(page, "timeout", f"cleaning was stopped after {limit_s:g} s; the page is kept in pages")
    except ConnectionError as error:
        return refused(page, "crashed", f"the cleaning process died ({error}); the page is kept in pages")


def refused(page: pa.Table, reason: str, detail: str) -> Extracted:
    (row,) = page.select(["page_id", "source", "source_id", "url", "first_seen_at"]).to_pylist()
    at = row.pop("first_seen_at")
    return Extracted(
        DRAFTS.rows([]),
        REMOVALS.rows([]),
        SIGHTINGS.rows([]),
        REJECTS.rows([{**row, "stage": "extract", "reason": reason, "detail": detail, "at": at}]),
    )


def cleaner(outlets_dir: str | None, learned: pa.Table | None = None) -> Cleaner:
    """Return this thread's child, started when there is none that lives, to clean with these rows of LEARNED where they are given."""
    child: Cleaner | None = getattr(_here, "cleaner", None)
    if child is None or child.outlets_dir != outlets_dir or child.process.poll() is not None:
        child = _here.cleaner = Cleaner(outlets_dir)
    if learned is not None and not learned.equals(child.learned):
        child.learned = learned
    return child


def serve() -> None:
    """Clean what comes through the pipe until it closes: the main of the child."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    pipe = Connection(int(sys.argv[1]))
    knowledge = load_knowledge(Path(sys.argv[2]) if sys.argv[2] else None)
    gc.freeze()  # the rules stay for good: collections that walk them cost a twentieth of a page
    while True:
        try:
            pages, *taught = unpacked(pipe.recv_bytes())
        except EOFError:
            return
        for rows in taught:
            knowledge = replace(knowledge, learned=learned_of(rows))
        pipe.send_bytes(packed(articles_from_pages(pages, knowledge)))


def packed(tables: Sequence[pa.Table]) -> bytes:
    """Return tables as Arrow streams, one after the other."""
    sink = io.BytesIO()
    for table in tables:
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table)
    return sink.getvalue()


def unpacked(data: bytes) -> list[pa.Table]:
    source = pa.BufferReader(data)
    tables = []
    while source.tell() < source.size():
        with pa.ipc.open_stream(source) as stream:
            tables.append(stream.read_all())
    return tables
