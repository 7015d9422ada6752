"""What every run that brings pages does with them: clean, learn, revise, match, publish, and say what came of it."""

import secrets
from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple

from prefect import get_run_logger
from prefect.artifacts import create_markdown_artifact
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner

from flows.progress import Bar
from tasks.extract import EVERYTHING, Counts, Selection, extract_edition, with_cleaned
from tasks.learn import FRAMES, KINDS, learn, misread, touched
from tasks.match import match_stories
from tasks.publish import Run, publish_run
from tasks.revise import revise_articles
from warehouse.catalog import NONE
from warehouse.store import Manifest, Warehouse, with_editions
from warehouse.tables import LEARNED, PAGES, REJECTS


class Summary(NamedTuple):
    """What a run did, as the row it left in `runs` says it, and which editions failed."""

    run_id: str
    flow: str
    seconds: float
    pages_in: int
    pages_seen_before: int
    articles: int
    rejected: int
    articles_new: int
    articles_changed: int
    copies_found: int
    problems: list[str]


def new_run_id() -> str:
    """Return an id that sorts by time and that no other run has."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"


class Left(NamedTuple):
    """Editions that a killed run stored and never published."""

    pages: list[str]
    rejects: list[str]


def left_behind(warehouse: Warehouse) -> Left:
    """Return what a killed run stored and never published: pages to clean, and rejects of loading, which have no dot in their name."""
    manifest = warehouse.manifest()
    pages, rejects = (sorted({*warehouse.editions(t)} - {*manifest.get(t.name, []), NONE}) for t in (PAGES, REJECTS))
    return Left(pages, [edition for edition in rejects if "." not in edition])


LESSON = 2_000
"""Pages after which a run learns what stands around articles, so that it reads the others faster; after twice as many again, and so on."""


AHEAD = 2
"""Editions handed over for each worker: none of them waits for work, and what is learned meanwhile serves those that wait here."""


class Cleaning:
    """Editions handed to a task runner of so many `workers`, and what came back of them so far."""

    def __init__(
        self, pool: TaskRunner[Any], workers: int, warehouse: Warehouse, rules_version: str, outlets: str | None, bar: Bar
    ) -> None:
        self.pool, self.warehouse, self.rules_version, self.outlets, self.bar = pool, warehouse, rules_version, outlets, bar
        self.most = AHEAD * workers
        self.published = warehouse.manifest()
        self.learned = self.published.get(LEARNED.name, [])
        self.lesson = LESSON
        self.is_again = False  # pages that were counted are cleaned again with what they taught
        self.counts: list[Counts] = []
        self.failed: list[str] = []
        self._queue: deque[tuple[str, Selection, str | None]] = deque()
        self._waiting: dict[PrefectFuture[Counts], str] = {}
        self._ended: SimpleQueue[PrefectFuture[Counts]] = SimpleQueue()

    def submit(self, edition: str, selection: Selection = EVERYTHING, before: str | None = None) -> None:
        """Clean one edition; what `before` names is kept of the pages that `selection` leaves alone."""
        self._queue.append((edition, selection, before))
        self.collect(wait_s=0)

    def hand_over(self) -> None:
        """Hand over what waits, as much as the workers take."""
        while self._queue and len(self._waiting) < self.most:
            edition, selection, before = self._queue.popleft()
            parameters = {
                "warehouse": self.warehouse,
                "edition": edition,
                "rules_version": self.rules_version,
                "outlets": self.outlets,
                "selection": selection,
                "before": before,
                "learned": self.learned,
            }
            future = self.pool.submit(extract_edition, parameters)
            self._waiting[future] = edition
            future.add_done_callback(self._ended.put)

    def collect(self, wait_s: float) -> None:
        """Count the editions that came back, waiting up to `wait_s` seconds for the first, and hand over others."""
        self.hand_over()
        try:
            while self._waiting:
                future = self._ended.get(timeout=wait_s) if wait_s else self._ended.get_nowait()
                wait_s, edition = 0, self._waiting.pop(future)
                try:
                    counts = future.result()
                except Exception as error:  # whatever ended it, its pages wait on disk and the other editions go on
                    get_run_logger().error("%s failed: %s: %s", edition, type(error).__name__, error)
                    self.failed.append(edition)
                else:
                    self.counts.append(counts)
                    if not self.is_again:
                        self.bar.clean(counts.pages, counts.articles, counts.rejects)
        except Empty:
            pass
        if not self.is_again and sum(counts.pages for counts in self.counts) >= self.lesson:
            self.lesson *= 2
            self.learn_frames()
        self.hand_over()

    @property
    def problems(self) -> list[str]:
        return [
            f"{edition}: could not be cleaned; its pages are stored, run again to try it once more" for edition in self.failed
        ]

    def finish(self) -> None:
        """Wait until every edition came back."""
        while self._waiting or self._queue:
            self.collect(wait_s=1.0)

    def learn_frames(self) -> None:
        """Learn from the pages cleaned so far what the rest can be read without: the same comes of them."""
        taught = learn(self.warehouse, self.with_counted(self.published), FRAMES, self.rules_version)
        self.learned = taught[LEARNED.name]

    def with_counted(self, manifest: Manifest) -> Manifest:
        """Return `manifest` with the pages cleaned so far, and what they gave."""
        for counts in self.counts:
            manifest = with_cleaned(with_editions(manifest, PAGES, [counts.edition]), counts)
        return manifest

    def learn(self, manifest: Manifest) -> Manifest:
        """Return `manifest` with what its pages and those cleaned here teach now, and with the pages cleaned again that this touches.

        Where that fails, what was learned before stays in force as a whole, and the next run tries again.
        """
        self.finish()
        manifest = self.with_counted(manifest)
        taught, fresh, failed = manifest, self.counts, len(self.failed)
        self.is_again = True
        for kind in KINDS:
            before, taught = taught, learn(self.warehouse, taught, kind, self.rules_version)
            self.learned, self.counts = taught[LEARNED.name], []
            pages = misread(self.warehouse, taught) if kind == FRAMES else touched(self.warehouse, before, taught)
            for edition, again in pages.items():
                self.submit(edition, Selection(pages=again.pages), again.name)
            self.finish()
            if len(self.failed) > failed:
                taught = manifest
                break
            for counts in self.counts:
                taught = with_cleaned(taught, counts)
        self.counts = fresh
        return taught


def refine(warehouse: Warehouse, manifest: Manifest, run: Run, cleaning: Cleaning, problems: Iterable[str] = ()) -> Summary:
    """Publish `manifest`, in which is what `cleaning` made of its editions, revised and matched; an edition that failed waits for the next run."""
    manifest = match_stories(warehouse, revise_articles(warehouse, manifest))
    run = run._replace(rejected=run.rejected + sum(c.rejects for c in cleaning.counts))
    gains = publish_run(warehouse, manifest, run)
    summary = Summary(
        run.run_id,
        run.flow,
        (datetime.now(UTC) - run.started_at).total_seconds(),
        run.pages_in,
        run.pages_seen_before,
        sum(c.articles for c in cleaning.counts),
        run.rejected,
        *gains,
        [*problems, *cleaning.problems],
    )
    create_markdown_artifact(as_markdown(summary), key=f"{run.flow}-summary", description=f"What {run.run_id} did")
    return summary


def as_markdown(summary: Summary) -> str:
    """Return the summary as a small table, with its problems under it."""
    rows = [f"| {name.replace('_', ' ')} | {value:,} |" for name, value in summary._asdict().items() if isinstance(value, int)]
    lines = [
        f"# {summary.flow} {summary.run_id}",
        "",
        "| what | how many |",
        "|---|---:|",
        *rows,
        "",
        f"{summary.seconds:,.1f} seconds.",
    ]
    return "\n".join([*lines, *(f"- {problem}" for problem in summary.problems)])
