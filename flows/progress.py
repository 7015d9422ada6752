"""How a run shows that it moves: a bar on a terminal, a line every few seconds elsewhere, an artifact in Prefect."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

SECONDS_A_LINE = 10.0
"""Seconds between two lines, and between two updates of the artifact."""


class Bar:
    """What has come in and what has been cleaned; safe to tell from any thread."""

    def __init__(self, name: str, total_bytes: int, artifact: UUID, screen: Progress | None) -> None:
        self.name, self.total_bytes, self.artifact, self.screen = name, max(1, total_bytes), artifact, screen
        self.started, self.said = time.monotonic(), time.monotonic()
        self.bytes = self.loaded = self.cleaned = self.articles = self.rejects = 0
        self.lock = Lock()
        self.task = screen.add_task(name, total=self.total_bytes, facts="starting") if screen else None

    def load(self, done_bytes: int, pages: int, rejects: int = 0) -> None:
        """Tell that the input has been read up to `done_bytes` and gave `pages` and `rejects` more."""
        with self.lock:
            self.bytes, self.loaded, self.rejects = done_bytes, self.loaded + pages, self.rejects + rejects
            self._show()

    def clean(self, pages: int, articles: int, rejects: int) -> None:
        """Tell that `pages` more were cleaned."""
        with self.lock:
            self.cleaned, self.articles, self.rejects = self.cleaned + pages, self.articles + articles, self.rejects + rejects
            self._show()

    @property
    def share(self) -> float:
        """How much of the work is done, 0 to 1: the share of the input read, of which that share of the pages is clean."""
        return min(1.0, self.bytes / self.total_bytes) * (self.cleaned / self.loaded if self.loaded else 0.0)

    @property
    def facts(self) -> str:
        pace = self.cleaned / max(0.001, time.monotonic() - self.started)
        return f"{self.cleaned:,} of {self.loaded:,} pages, {pace:,.0f} a second, {self.articles:,} articles, {self.rejects:,} rejects"

    def _show(self) -> None:
        if self.screen and self.task is not None:
            self.screen.update(self.task, completed=self.share * self.total_bytes, facts=self.facts)
        now = time.monotonic()
        if now - self.said >= SECONDS_A_LINE:
            self.said = now
            self._say()

    def _say(self) -> None:
        if not self.screen:
            left = (time.monotonic() - self.started) * (1 / self.share - 1) if self.share else None
            print(
                f"{self.name}: {self.facts}" + (f", {left:,.0f} s left" if left is not None else ""), file=sys.stderr, flush=True
            )
        update_progress_artifact(self.artifact, 100 * self.share, self.facts)

    def end(self) -> None:
        """Show the last figures."""
        with self.lock:
            self.bytes, self.said = self.total_bytes, time.monotonic()
            self._show()
            self._say()


@contextmanager
def progress(name: str, total_bytes: int) -> Iterator[Bar]:
    """Yield a bar over `total_bytes` of input for as long as the block runs."""
    artifact = create_progress_artifact(0, key=f"{name}-progress", description="reading")
    assert isinstance(artifact, UUID)
    console = Console(stderr=True)
    if not console.is_terminal:
        bar = Bar(name, total_bytes, artifact, None)
        yield bar
        bar.end()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[facts]}"))
    with Progress(*columns, TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(), console=console) as screen:
        bar = Bar(name, total_bytes, artifact, screen)
        yield bar
        bar.end()
