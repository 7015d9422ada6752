"""A night: what the outlets of one run share (clock, budget, manners), and what they tell the flow while they work."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from queue import SimpleQueue
from threading import Lock
from time import monotonic
from typing import NamedTuple

from tasks.hosts import Manners
from tasks.steps.web.revisits import HOURS


class Batch(NamedTuple):
    """One edition of fetches that is on disk: its rows in pages and rejects (a table with 0 has no file), and how many articles it asked for."""

    edition: str
    pages: int
    rejects: int
    asked: int


@dataclass
class Fetched:
    """What one outlet gave: articles listed and new to us, looks again, pages stored, not changed, failed by reason, left for later."""

    outlet: str
    name: str
    listed: int = 0
    new: int = 0
    again: int = 0
    pages: int = 0
    unchanged: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    left: int = 0
    requests: int = 0
    seconds: float = 0.0
    problem: str | None = None


class Plan(NamedTuple):
    """How many addresses an outlet is about to be asked for."""

    outlet: str
    addresses: int


class Night:
    """One run over all outlets. Its threads share it: they only wait for the network, so threads of one process do."""

    def __init__(
        self,
        run_id: str,
        started_at: datetime,
        manners: Manners,
        *,
        hours: float = 5.0,
        budget: int = 100_000,
        revisit_hours: tuple[float, ...] = HOURS,
        batch_pages: int = 200,
    ) -> None:
        self.run_id, self.started_at, self.manners = run_id, started_at, manners
        self.revisit_hours, self.batch_pages = revisit_hours, batch_pages
        self._begun, self._seconds, self._budget, self._lock = monotonic(), hours * 3600, budget, Lock()
        self.told: SimpleQueue[Batch | Plan | Fetched] = SimpleQueue()
        self.is_stopped = False

    def stop(self) -> None:
        """Let every outlet store what it has and end: the run was interrupted."""
        self.is_stopped = True

    @property
    def now(self) -> datetime:
        """The time of this night: when it started and how long it has run since."""
        return self.started_at + timedelta(seconds=monotonic() - self._begun)

    def take(self) -> str | None:
        """Take one article of the night's budget; return why there is none: night-over or budget-spent."""
        with self._lock:
            if self.is_stopped or monotonic() - self._begun > self._seconds:
                return "night-over"
            if self._budget <= 0:
                return "budget-spent"
            self._budget -= 1
        return None
