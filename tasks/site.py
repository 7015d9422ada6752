"""One outlet's site for one night: every request to it goes through here, by its robots.txt, its pace and its own addresses."""

import asyncio
import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urljoin, urlsplit

from seeds.outlets import Outlet
from tasks.hosts import Lane, LeftAlone, Manners
from tasks.steps.web.addresses import owns
from tasks.steps.web.robots import MAX_BYTES, Robots, robots_of
from tasks.web import Answer, Check, Web, WebError

REDIRECTS = (301, 302, 303, 307, 308)
MAX_REDIRECTS = 5
PASSING = (408, 425, 429, 500, 502, 503, 504)
"""Statuses that another try may mend."""


class Reply(NamedTuple):
    """What asking for `url` gave: an answer from `final_url`, or the reason why there is none; a 304 has a status and no body."""

    url: str
    final_url: str
    status: int | None
    headers: Mapping[str, str]
    body: bytes
    seconds: float | None
    reason: str | None = None
    detail: str | None = None


class Conditions(NamedTuple):
    """What is known of the page already: a server that still has the same one answers 304 without it."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


class Site:
    """The web of one outlet. Use it as a context in one event loop; `get` never raises for what a server does."""

    def __init__(
        self,
        outlet: Outlet,
        manners: Manners,
        is_over: Callable[[], bool] = lambda: False,
    ) -> None:
        self.outlet, self.manners, self.is_over = outlet, manners, is_over
        self.web = Web(manners.user_agent, outlet.fetch.allow_private_addresses)
        self.lanes: dict[str, Lane] = {}
        self._robots: dict[str, asyncio.Task[Robots]] = {}
        self.requests = 0

    async def __aenter__(self) -> Self:
        await self.web.__aenter__()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for task in self._robots.values():
            task.cancel()
        await self.web.__aexit__(kind, error, trace)

    async def get(self, url: str, known: Conditions = Conditions(), check: Check = lambda _: None) -> Reply:  # noqa: B008  it is immutable
        """Return what asking for `url` gave, redirects followed within the outlet; `reason` says why there is no page."""
        here = url
        try:
            for _ in range(MAX_REDIRECTS + 1):
                await self.admit(here)
                answer = await self.persist(here, known.headers, check)
                where = answer.headers.get("location")
                if answer.status not in REDIRECTS or not where:
                    return reply_of(url, here, answer)
                here = urljoin(here, where).partition("#")[0]
        except (WebError, LeftAlone, ValueError) as error:
            reason, detail = getattr(error, "reason", "protocol"), getattr(error, "detail", str(error))
            return Reply(url, here, getattr(error, "status", None), {}, b"", None, reason, detail)
        return Reply(
            url, here, None, {}, b"", None, "redirect-loop", f"more than {MAX_REDIRECTS} redirects, the last to {here[:300]}"
        )

    async def admit(self, url: str) -> None:
        """Raise `WebError` when `url` is not the outlet's, or its robots.txt denies it."""
        if not owns(self.outlet, url):
            raise WebError("off-site", f"{url[:300]} is not an address of {self.outlet.key}")
        robots = await self.robots(url)
        if robots.away:
            raise LeftAlone("robots-unreachable", robots.away)
        if not robots.allows(url):
            raise WebError("robots-denied", f"robots.txt of {urlsplit(url).netloc} denies it")

    async def robots(self, url: str) -> Robots:
        """Return the rules of the host of `url`, asked for once a night."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._robots:
            self._robots[root] = asyncio.create_task(self.read_robots(root))
        return await self._robots[root]

    async def read_robots(self, root: str) -> Robots:
        here = f"{root}/robots.txt"
        robots = Robots(away="robots.txt: redirected too often; a host whose rules cannot be read is left alone tonight")
        try:
            for _ in range(MAX_REDIRECTS + 1):
                if not owns(self.outlet, here):
                    robots = robots_of(None, b"", f"redirected to {here[:200]}, which is not of {self.outlet.key}")
                    break
                answer = await self.persist(here, {}, max_bytes=10 * MAX_BYTES)
                where = answer.headers.get("location")
                if answer.status not in REDIRECTS or not where:
                    robots = robots_of(answer.status, answer.body)
                    break
                here = urljoin(here, where)
        except (WebError, LeftAlone, ValueError) as error:
            robots = robots_of(getattr(error, "status", None), b"", str(error))
        lane = self.lane(root)
        lane.interval_s = max(lane.interval_s, robots.delay_s)
        if robots.delay_s:
            lane.turns = asyncio.Semaphore(1)
        return robots

    def lane(self, url: str) -> Lane:
        host, fetch = urlsplit(url).netloc, self.outlet.fetch
        if host not in self.lanes:
            self.lanes[host] = Lane(host, 1 / fetch.requests_per_second, fetch.concurrency, self.manners, is_over=self.is_over)
        return self.lanes[host]

    async def persist(
        self, url: str, headers: Mapping[str, str], check: Check = lambda _: None, max_bytes: int | None = None
    ) -> Answer:
        """Return the answer to one address, asked again where that may help: with growing pauses, or as long as the server asks for."""
        lane = self.lane(url)
        for attempt in range(1, self.manners.tries + 1):
            problem: WebError | None = None
            async with lane.turn():
                self.requests += 1
                try:
                    answer = await self.web.get(
                        url, self.outlet.fetch.timeout_s, max_bytes or self.outlet.fetch.max_bytes, headers, check
                    )
                except WebError as error:
                    problem = error
            if problem is not None:
                if not problem.is_passing:
                    raise problem
                lane.failure(problem.reason)
            elif answer.status not in PASSING:
                if answer.status == 403:  # a block meant for us: many in a row mean the whole host
                    lane.failure("HTTP 403")
                else:
                    lane.succeeded()
                return answer
            else:
                problem = StatusError(answer.status)
                lane.failure(f"HTTP {answer.status}")
                if answer.status == 429:
                    lane.slow_down()
                asked_s = retry_after(answer.headers.get("retry-after"), datetime.now(UTC))
                if asked_s is not None:
                    lane.wait(asked_s)
                elif answer.status == 429:
                    lane.wait(self.backoff_s(attempt))
            if attempt == self.manners.tries:
                raise problem
            await asyncio.sleep(self.backoff_s(attempt))
        raise AssertionError("tries is 1 or more")

    def backoff_s(self, attempt: int) -> float:
        """Return the pause after the `attempt`-th try: doubling, with half of it left to chance so that clients do not march in step."""
        return self.manners.backoff_s * 2.0 ** (attempt - 1) * random.uniform(0.5, 1)


class StatusError(WebError):
    """A status that another try did not mend."""

    def __init__(self, status: int) -> None:
        super().__init__(f"http-{status}", f"HTTP {status} at every try", is_passing=True)
        self.status = status


def reply_of(url: str, final_url: str, answer: Answer) -> Reply:
    """Return an answer as a reply: good with 2xx and 304, else with the status as its reason."""
    good = 200 <= answer.status < 300 or answer.status == 304
    reason = None if good else f"http-{answer.status}"
    return Reply(url, final_url, answer.status, answer.headers, answer.body, answer.seconds, reason, None)


def retry_after(text: str | None, now: datetime) -> float | None:
    """Return the seconds a Retry-After header asks for, given as seconds or as a date; None without a usable one."""
    if not text:
        return None
    if text.strip().isdecimal():
        return float(text.strip()[:9])
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (ValueError, TypeError):
        return None
