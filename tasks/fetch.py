"""Fetch: one outlet's night. Its lists are read, its articles asked for, and what came is stored batch by batch."""

import asyncio
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from seeds.outlets import Outlet
from tasks.discover import Discovery, Listing
from tasks.memory import Memory
from tasks.night import Batch, Fetched, Night, Plan
from tasks.orders import Order, orders_of
from tasks.readers.items import as_json
from tasks.site import Conditions, Reply, Site
from tasks.steps.ids import content_of, page_id, refusal_id
from tasks.steps.web.pagers import later_pages
from tasks.steps.web.revisits import next_try, next_visit
from tasks.web import WebError
from warehouse.store import Warehouse
from warehouse.tables import FETCHES, PAGES, REJECTS

LEFT = frozenset({"host-down", "robots-unreachable", "asked-to-wait", "night-over", "budget-spent", "outlet-full"})
"""Reasons that are not the article's: it was not asked for, and stays due."""

BATCH_BYTES = 64_000_000
BATCH_SECONDS = 120.0
"""What a batch holds at most beside `KLIPING_BATCH_PAGES`: bodies in memory, and what a power cut costs."""


class OutletFailed(Exception):
    """An outlet that could not be read tonight; what it gave before is stored."""


@task(task_run_name="fetch {outlet.name}", cache_policy=NO_CACHE)
def fetch_outlet(
    warehouse: Warehouse, outlet: Outlet, night: Night, editions: Sequence[str], orphans: Sequence[str] = ()
) -> Fetched:
    """Discover and fetch one outlet; each batch that is on disk is told to `night`, and at the end what the whole gave.

    `editions` of fetches are what earlier nights know. Raises `OutletFailed` when none of its lists answered, or when most of
    its articles failed.
    """
    work = OutletNight(warehouse, outlet, night)
    begun = monotonic()
    try:
        with Memory(warehouse, outlet, editions, orphans) as memory:
            asyncio.run(work.run(memory))
    except Exception as error:
        work.fetched.problem = f"{type(error).__name__}: {error}"
        raise
    finally:
        work.fetched.seconds = monotonic() - begun
        night.told.put(work.fetched)
    said = work.fetched
    get_run_logger().info(
        "%s: %d listed, %d new, %d pages, %d not changed, %d failed, %d left; %d requests in %.0f s",
        *(
            outlet.name,
            said.listed,
            said.new,
            said.pages,
            said.unchanged,
            said.failed.total(),
            said.left,
            said.requests,
            said.seconds,
        ),
    )
    if said.problem:
        raise OutletFailed(f"{outlet.name}: {said.problem}")
    return said


class OutletNight:
    """The work of `fetch_outlet`: one outlet in one night."""

    def __init__(self, warehouse: Warehouse, outlet: Outlet, night: Night) -> None:
        self.warehouse, self.outlet, self.night = warehouse, outlet, night
        self.fetched = Fetched(outlet.key, outlet.name)
        self.batch = Writer(warehouse, outlet, night)
        self.asked: set[str] = set()
        self.named: set[str] = set()
        self.room = outlet.fetch.max_articles

    async def run(self, memory: Memory) -> None:
        async with Site(self.outlet, self.night.manners, lambda: self.night.is_stopped) as site:
            try:
                listing = await Discovery(site, memory, self.night.now).run()
                orders = orders_of(self.outlet, listing.findings.values(), memory, self.night.now)
                self.note(listing, orders)
                await self.batch.flush()  # before the first article: a killed night knows what it was about to do
                self.night.told.put(Plan(self.outlet.key, len(orders)))
                await self.fetch_all(site, orders)
            finally:
                await self.batch.flush()
                self.fetched.requests = site.requests
        self.fetched.problem = self.verdict(listing)

    def note(self, listing: Listing, orders: list[Order]) -> None:
        """Keep what the lists gave, and every article that is new as one that waits."""
        fetched = self.fetched
        self.batch.fetches.extend(listing.rows)
        self.batch.fetches.extend(
            {**self.waiting(found.url, found.key, found.published), "reason": "undated", "next_at": None}
            for found in listing.undated
        )
        fresh = [order for order in orders if order.seen is None]
        self.batch.fetches.extend(self.waiting(order.url, order.key, order.published) for order in fresh)
        fetched.listed, fetched.new, fetched.again = len(listing.findings), len(fresh), len(orders) - len(fresh)

    def verdict(self, listing: Listing) -> str | None:
        """Return why this outlet's night failed as a whole, None when it did not."""
        failed, good = self.fetched.failed.total(), self.fetched.pages + self.fetched.unchanged
        if not listing.answered:
            return f"no list answered: {'; '.join(listing.problems[:3]) or 'none is known'}"
        if failed > 10 and failed > 4 * good:
            return f"{failed} of {failed + good} articles failed, most by {self.fetched.failed.most_common(1)[0][0]}"
        return None

    async def fetch_all(self, site: Site, orders: list[Order]) -> None:
        """Ask for every order: hosts side by side, each with as many workers as it may have."""
        by_host: dict[str, list[Order]] = {}
        for order in orders:
            by_host.setdefault(urlsplit(order.url).netloc, []).append(order)
        async with asyncio.TaskGroup() as group:
            for several in by_host.values():
                queue = iter(several)
                for _ in range(min(self.outlet.fetch.concurrency, len(several))):
                    group.create_task(self.work(site, queue))

    async def work(self, site: Site, queue: Iterator[Order]) -> None:
        for order in queue:
            refusal = "outlet-full" if self.room <= 0 else self.night.take()
            if refusal:
                self.fetched.left += 1
                continue
            self.room -= 1
            await self.fetch(site, order)

    async def fetch(self, site: Site, order: Order) -> None:
        """Ask for one article, whole: by the full-page rule, and where that gives nothing as listed; then its further pages."""
        self.asked.add(order.url)
        reply = await site.get(order.url, order.conditions, html_only)
        if reply.reason in ("http-400", "http-404", "http-410") and order.plain_url != order.url:
            reply = (await site.get(order.plain_url, Conditions(), html_only))._replace(url=order.url)
        pages = self.pages_of(order, reply)
        await self.keep(order, reply)
        while pages:
            url = pages.pop(min(pages))
            if url in self.asked or self.night.take():
                continue  # what the night has no time for waits for the next one
            self.asked.add(url)
            page = order._replace(url=url, plain_url=url, seen=None)
            reply = await site.get(url, Conditions(), html_only)
            pages |= self.pages_of(page, reply)
            await self.keep(page, reply)

    def pages_of(self, order: Order, reply: Reply) -> dict[int, str]:
        """Return the further pages of an article that its page names and nobody knows, and keep each as one that waits.

        They are kept with the page that names them: a night that is killed in between does not forget them, though the first
        page will not have changed tomorrow.
        """
        if not reply.body or self.outlet.full_page not in (None, "pages"):
            return {}
        known = {seen.url for seen in order.family} | self.asked
        pages = {
            n: url
            for n, url in later_pages(reply.body, reply.final_url, self.outlet).items()
            if url not in known and url not in self.named
        }
        self.named.update(pages.values())
        self.batch.fetches.extend(self.waiting(url, order.key, order.published) for url in pages.values())
        return pages

    def waiting(self, url: str, key: str, published: str | None) -> dict[str, Any]:
        """Return the row of an article's address that is known and not asked for yet."""
        now = self.night.now
        known = {"url": url, "kind": "article", "article_key": key, "published": published}
        return {**known, "found_at": now, "tries": 0, "next_at": now}

    async def keep(self, order: Order, reply: Reply) -> None:
        """Put what came of one address into the batch."""
        fetched = self.fetched
        if reply.reason is None and reply.status != 304 and is_front(reply):
            reply = reply._replace(reason="to-front", detail=f"redirected to {reply.final_url[:200]}; the article is gone")
        if reply.reason in LEFT:
            fetched.left += 1
            return
        if reply.reason is not None:
            fetched.failed[reply.reason] += 1
            self.batch.add_failure(order, reply)
        elif self.batch.add_page(order, reply):
            fetched.pages += 1
        else:
            fetched.unchanged += 1
        if self.batch.is_full:
            await self.batch.flush()


class Writer:
    """The rows of the next edition of one outlet's night."""

    def __init__(self, warehouse: Warehouse, outlet: Outlet, night: Night) -> None:
        self.warehouse, self.outlet, self.night = warehouse, outlet, night
        self.slug = "".join(sign if sign.isalnum() else "-" for sign in outlet.key)
        self.number, self.begun, self.size_bytes = 0, monotonic(), 0
        self.pages: list[dict[str, Any]] = []
        self.rejects: list[dict[str, Any]] = []
        self.fetches: list[dict[str, Any]] = []
        self.ids: set[str] = set()
        self.lock = asyncio.Lock()

    @property
    def is_full(self) -> bool:
        return (
            len(self.pages) >= self.night.batch_pages
            or self.size_bytes >= BATCH_BYTES
            or monotonic() - self.begun >= BATCH_SECONDS
        )

    def add_page(self, order: Order, reply: Reply) -> bool:
        """Add a page, or that it has not changed; return whether it is one that was not stored before."""
        now, seen = self.night.now, order.seen
        is_same = reply.status == 304
        found = None if is_same else page_id(reply.final_url, "html", None, reply.body, now)
        stored = {content_of(one): one for one in [*(seen.page_id for seen in order.family if seen.page_id), *self.ids]}
        is_new = found is not None and content_of(found) not in stored
        row = {
            "etag": seen.etag if seen and is_same else reply.headers.get("etag"),
            "last_modified": seen.last_modified if seen and is_same else reply.headers.get("last-modified"),
            "page_id": stored.get(content_of(found), found) if found else (seen.page_id if seen else None),
            "size_bytes": None if is_same else len(reply.body),
            "next_at": next_visit((seen.first_at if seen else None) or now, now, self.night.revisit_hours),
        }
        self.add_fetch(order, reply, 0, row)
        if found is not None and is_new:
            self.ids.add(found)
            self.size_bytes += len(reply.body)
            self.pages.append(
                {
                    **{"page_id": found, "url": reply.final_url, "source": reply.url, "fetched_at": now, "first_seen_at": now},
                    **{"status": reply.status, "content_type": reply.headers.get("content-type"), "format": "html"},
                    "given": as_json({"feed_published_at": order.published}),
                    **{"body": reply.body, "run_id": self.night.run_id},
                }
            )
        return is_new

    def add_failure(self, order: Order, reply: Reply) -> None:
        """Add that an address gave nothing; a reject tells of it once for each reason."""
        now, seen, reason = self.night.now, order.seen, str(reply.reason)
        tries = (seen.tries if seen else 0) + 1
        kept = {name: getattr(seen, name) if seen else None for name in ("etag", "last_modified", "page_id")}
        self.add_fetch(order, reply, tries, {**kept, "next_at": next_try(reason, tries, now)})
        if seen is None or seen.reason != reason:
            told = {
                "source": reply.url,
                "url": reply.final_url,
                "outlet": self.outlet.key,
                "reason": reason,
                "detail": reply.detail,
            }
            self.rejects.append({"page_id": refusal_id(reply.url, None, reason), **told, "stage": "fetch", "at": now})

    def add_fetch(self, order: Order, reply: Reply, tries: int, told: dict[str, Any]) -> None:
        asked = {
            "url": order.url,
            "kind": "article",
            "article_key": order.key,
            "found_at": order.found_at,
            "fetched_at": self.night.now,
            "published": order.published,
        }
        self.fetches.append(
            {**asked, "status": reply.status, "reason": reply.reason, "tries": tries, "seconds": reply.seconds, **told}
        )

    async def flush(self) -> None:
        """Write what there is as one edition and tell of it. Rejects first, then pages, then fetches: what says that a page is stored comes last."""
        async with self.lock:
            if not self.fetches:
                return
            self.number += 1
            edition = f"{self.night.run_id}-{self.slug}-{self.number:04}"
            rows = [(REJECTS, self.rejects), (PAGES, self.pages), (FETCHES, [self.finished(row) for row in self.fetches])]
            self.pages, self.rejects, self.fetches = [], [], []
            self.size_bytes, self.begun = 0, monotonic()
            for table, several in rows:
                if several:
                    await asyncio.to_thread(self.warehouse.write, table, edition, table.rows(several))
            asked = sum(row["kind"] == "article" and row.get("fetched_at") is not None for row in rows[2][1])
            self.night.told.put(Batch(edition, len(rows[1][1]), len(rows[0][1]), asked))

    def finished(self, row: dict[str, Any]) -> dict[str, Any]:
        return {"outlet": self.outlet.key, "run_id": self.night.run_id, **row}


def is_front(reply: Reply) -> bool:
    """Whether an article's address was redirected to the front page, as sites do with what they took down."""
    return (
        urlsplit(reply.final_url).path in ("", "/")
        and urlsplit(reply.url).path not in ("", "/")
        and not urlsplit(reply.final_url).query
    )


def html_only(headers: Any) -> None:
    """Raise `WebError` ("not-html") for a page that says it is something else than text; one that says nothing is read."""
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    if kind and not kind.startswith("text/") and "html" not in kind and "xml" not in kind:
        raise WebError("not-html", f"the server says {kind[:100]}; text/html was wanted")
