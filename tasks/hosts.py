"""One host's lane: how often it is asked, how many at once, and when it is left alone."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


class LeftAlone(Exception):
    """A host that is not asked any more tonight: `reason` as rejects keep it."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail = reason, detail


@dataclass(frozen=True)
class Manners:
    """How a night behaves towards every host; what an outlet's file says of rate, concurrency and time is the outlet's own."""

    user_agent: str
    tries: int = 3
    backoff_s: float = 2.0
    longest_wait_s: float = 120.0
    failures: int = 6
    pause_s: float = 60.0


@dataclass
class Lane:
    """The way to one host. At most `concurrency` requests at once, `interval_s` between their starts.

    A circuit breaker: after `manners.failures` failures in a row it pauses, then lets one request try; if that fails too the
    host is left alone for the night. So is a host that asks to wait longer than the night has patience for.
    """

    host: str
    interval_s: float
    concurrency: int
    manners: Manners
    free_at: float = 0.0
    failed: int = 0
    pauses: int = 0
    closed: LeftAlone | None = None
    is_over: Callable[[], bool] = lambda: False
    turns: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self.turns = asyncio.Semaphore(self.concurrency)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for this host's turn and hold it; raises `LeftAlone` when the host has none left."""
        async with self.turns:
            while True:
                if self.closed:
                    raise LeftAlone(self.closed.reason, self.closed.detail)
                if self.is_over():
                    raise LeftAlone("night-over", "the night was stopped")
                now = asyncio.get_running_loop().time()
                if now >= self.free_at:
                    break
                await asyncio.sleep(min(1.0, self.free_at - now))  # a long wait hears that the night is over
            self.free_at = now + self.interval_s
            yield

    def wait(self, seconds: float) -> None:
        """Start no request for so long; beyond the night's patience the host is left alone."""
        if seconds > self.manners.longest_wait_s:
            self.closed = LeftAlone("asked-to-wait", f"{self.host} asked to wait {seconds:,.0f} s; it is left alone tonight")
        self.free_at = max(self.free_at, asyncio.get_running_loop().time() + seconds)

    def slow_down(self) -> None:
        """Ask half as often from now on: the host said that it was too much."""
        self.interval_s = max(2 * self.interval_s, 1.0)

    def succeeded(self) -> None:
        self.failed = self.pauses = 0

    def failure(self, detail: str) -> None:
        """Count a failure; enough of them in a row pause the lane, and a second time close it."""
        self.failed += 1
        if self.failed < (1 if self.pauses else self.manners.failures) or self.closed:
            return
        if self.pauses:
            told = f"{self.host} failed {self.manners.failures} times in a row and again after a pause ({detail}); it is left alone tonight"
            self.closed = LeftAlone("host-down", told)
            return
        self.failed, self.pauses = 0, 1
        self.wait(self.manners.pause_s)
