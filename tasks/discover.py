"""Discovery of one outlet: its feeds, sitemaps and index pages are asked for, its front page as the last resort."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from seeds.outlets import Outlet
from tasks.memory import Memory, Seen
from tasks.site import Conditions, Reply, Site
from tasks.steps.urls import day_in_url
from tasks.steps.web.discover import (
    Finding,
    Found,
    found_in_feed,
    found_in_page,
    found_in_sitemap,
    index_days,
    is_within,
    lists_since,
)
from tasks.steps.web.pagers import later_indexes

MAX_SITEMAPS = 60
"""Sitemaps read a night; an outlet with one a day has 14 in two weeks."""

FIRST_BACK = timedelta(days=2)
"""How far back an outlet is read that was never read before."""

MAX_BACK = timedelta(days=14)
"""How far back missed nights are caught up."""

MAX_UNDATED = 100
"""Articles without any date that are taken from a sitemap at first sight: they list the newest first, if in any order."""

MAX_INDEX_PAGES = 30
"""Pages of one dated index that are followed while they list articles of their own."""


@dataclass
class Listing:
    """What an outlet lists: its articles by key, a row of fetches for each list that was asked for, and how many answered.

    `undated` are articles of a sitemap that was never read before and says nothing of their age: whether they are new only
    another night can tell, so all but the first of them are noted and not asked for.
    """

    since: datetime
    findings: dict[str, Finding] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    answered: int = 0
    problems: list[str] = field(default_factory=list)
    undated: list[Finding] = field(default_factory=list)

    def add(self, found: Found, is_short: bool = False) -> list[str]:
        """Take over what one list gave and may be new, or all of a list that is short by nature; return the keys no list before it had."""
        added = []
        for finding in found.articles:
            if finding.key not in self.findings and (is_short or is_within(finding, self.since)):
                self.findings[finding.key] = finding
                added.append(finding.key)
        return added


class Discovery:
    """One night's look at one outlet's lists."""

    def __init__(self, site: Site, memory: Memory, now: datetime) -> None:
        self.site, self.outlet, self.now = site, site.outlet, now
        self.memory, self.known = memory, memory.lists()
        self.listing = Listing(self.since())

    def since(self) -> datetime:
        """Return the time whose articles may be new: a day before that list last answered which has been silent for longest.

        The day of overlap is because lists are written late, and times of change are often days without a clock. Feeds do not
        count: all they hold is read. At most two weeks back, so that a list that is gone for good does not matter for ever.
        """
        lists = [seen for seen in self.known.values() if seen.good_at]
        named = [seen.good_at for seen in lists if seen.url in self.outlet.sitemaps and seen.good_at]
        indexes = [seen.good_at for seen in lists if seen.kind == "index" and seen.good_at]
        last = min(
            [*named, *([max(indexes)] if indexes else [])], default=max((s.good_at for s in lists if s.good_at), default=None)
        )
        return max(last - timedelta(days=1), self.now - MAX_BACK) if last else self.now - FIRST_BACK

    async def run(self) -> Listing:
        """Return what the outlet lists since its lists last answered."""
        outlet = self.outlet
        for url in outlet.feeds:
            await self.feed(url)
        named = outlet.sitemaps or (
            () if outlet.feeds or outlet.index_urls else tuple((await self.site.robots(front_url(outlet))).sitemaps)
        )
        await self.sitemaps(list(named))
        for template in outlet.index_urls:
            async for url in self.days(template):
                await self.index(url)
        if not self.listing.answered:
            await self.front()
        return self.listing

    async def ask(self, url: str, kind: str) -> Reply | None:
        """Return the reply of a list that changed since it was last read, None otherwise; either way a row tells of it."""
        seen = self.known.get(url)
        reply = await self.site.get(
            url, seen.conditions if seen and seen.kind == kind and kind != "sitemap-index" else Conditions(), not_media
        )
        self.listing.rows.append(list_row(reply, kind, seen, self.now))
        if reply.reason is not None:
            self.listing.problems.append(f"{url}: {reply.reason}" + (f" ({reply.detail})" if reply.detail else ""))
            return None
        self.listing.answered += 1
        return reply if reply.status != 304 else None

    async def feed(self, url: str) -> None:
        reply = await self.ask(url, "feed")
        if reply is not None:
            self.listing.add(
                found_in_feed(reply.body, reply.final_url, self.outlet, reply.headers.get("content-type")), is_short=True
            )

    async def sitemaps(self, waiting: list[str]) -> None:
        """Read sitemaps and those that indexes among them name, as far as they may hold something new."""
        read: set[str] = set()
        while waiting and len(read) < MAX_SITEMAPS:
            url = waiting.pop(0)
            if url in read:
                continue
            read.add(url)
            seen = self.known.get(url)
            reply = await self.ask(url, seen.kind if seen else "sitemap")
            if reply is None:
                continue
            found = found_in_sitemap(reply.body, reply.final_url, self.outlet)
            if found.lists:
                self.listing.rows[-1]["kind"] = "sitemap-index"  # asked without conditions: what it names changes without it
                waiting.extend(lists_since(found.lists, self.listing.since))
            self.listing.add(found if seen else self.sorted_by_age(found))

    def sorted_by_age(self, found: Found) -> Found:
        """Return what a sitemap read for the first time may have that is new; what may be an archive of years is noted apart."""
        undated = [one for one in found.articles if one.changed_at is None and day_in_url(one.url) is None]
        old = {one.key for one in undated[MAX_UNDATED:]}
        self.listing.undated.extend(one for one in undated[MAX_UNDATED:] if one.key not in self.listing.findings)
        return found._replace(articles=[one for one in found.articles if one.key not in old])

    async def days(self, template: str) -> AsyncIterator[str]:
        zone = ZoneInfo(self.outlet.timezone)
        for url in index_days(template, self.listing.since.astimezone(zone).date(), self.now.astimezone(zone).date()):
            yield url

    async def index(self, url: str) -> None:
        """Read one index page and the pages after it, while they list articles that nobody knew."""
        asked: set[str] = set()
        pages = {1: url}
        while pages and len(asked) < MAX_INDEX_PAGES:
            url = pages.pop(min(pages))
            asked.add(url)
            reply = await self.ask(url, "index")
            if reply is None:
                return
            added = self.listing.add(found_in_page(reply.body, reply.final_url, self.outlet, reply.headers.get("content-type")))
            if len(self.memory.of(added)) == len(added):
                return
            pages.update(
                {number: link for number, link in later_indexes(reply.body, reply.final_url).items() if link not in asked}
            )

    async def front(self) -> None:
        """Read the front page, and the feeds it names."""
        reply = await self.ask(front_url(self.outlet), "front")
        if reply is None:
            return
        found = found_in_page(reply.body, reply.final_url, self.outlet, reply.headers.get("content-type"))
        for url, _ in found.lists[:5]:
            if url not in self.outlet.feeds:
                await self.feed(url)
        self.listing.add(found, is_short=True)


def front_url(outlet: Outlet) -> str:
    """Return the address of the front page: of the outlet's first domain, by the scheme its lists have."""
    lists = [*outlet.feeds, *outlet.sitemaps, *outlet.index_urls]
    scheme = urlsplit(lists[0]).scheme if lists else "http" if outlet.key.split(":")[0].replace(".", "").isdecimal() else "https"
    return f"{scheme}://{outlet.key}/"


def not_media(headers: Any) -> None:
    """Raise `ValueError` for a list that says it is an image, a sound or a film: anything else is tried, since feeds come as text/html too."""
    kind = headers.get("content-type", "").split("/")[0].strip().lower()
    if kind in ("image", "audio", "video", "font"):
        raise ValueError(f"a list was wanted, and it says it is {kind}")


def list_row(reply: Reply, kind: str, seen: Seen | None, now: datetime) -> dict[str, Any]:
    """Return the row of fetches for a list that was asked for."""
    good = reply.reason is None
    fresh = good and reply.status != 304
    return {
        "url": reply.url,
        "kind": kind,
        "found_at": seen.found_at if seen else now,
        "fetched_at": now,
        "status": reply.status,
        "reason": reply.reason,
        "tries": 0 if good else (seen.tries if seen else 0) + 1,
        "etag": reply.headers.get("etag") if fresh else seen.etag if seen else None,
        "last_modified": reply.headers.get("last-modified") if fresh else seen.last_modified if seen else None,
        "size_bytes": len(reply.body) if fresh else None,
        "seconds": reply.seconds,
        "next_at": now,
    }
