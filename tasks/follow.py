"""Following links: the addresses of a list, fetched as a night would fetch them, become pages to load."""

import asyncio
import json
from collections.abc import Iterable, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import urlsplit

from seeds.outlets import Outlet, Outlets
from tasks.hosts import Manners
from tasks.readers.items import Link, Page, Refusal, Unreadable, make_page
from tasks.site import Site
from warehouse.store import Manifest, Warehouse
from warehouse.tables import PAGES

LINKS_AT_ONCE = 200
"""Links in the air together: across hosts they go side by side, on one host at that host's own pace."""


def known_urls(warehouse: Warehouse, manifest: Manifest) -> set[str]:
    """Return the addresses of all stored pages."""
    columns = (warehouse.read(PAGES, edition, columns=["url"]).column("url") for edition in manifest.get(PAGES.name, []))
    return {url for column in columns for url in column.to_pylist() if url}


def follow(links: Iterable[Link], outlets: Outlets, manners: Manners) -> Iterator[Page | Refusal]:
    """Yield a page or a refusal for each link, in order; robots.txt, rates and limits are kept as on a night.

    A host no outlet file names is asked at the default pace. An outlet whose file forbids crawling is not asked.
    """
    waiting = iter(links)
    with asyncio.Runner() as runner:
        stack, sites = AsyncExitStack(), dict[str, Site]()
        try:
            while some := list(islice(waiting, LINKS_AT_ONCE)):
                yield from runner.run(fetch_all(some, outlets, manners, sites, stack))
        finally:
            runner.run(stack.aclose())


async def fetch_all(
    links: list[Link], outlets: Outlets, manners: Manners, sites: dict[str, Site], stack: AsyncExitStack
) -> list[Page | Refusal]:
    for link in links:
        outlet = outlet_of(link.url, outlets)
        if outlet and outlet.crawlable and outlet.key not in sites:
            sites[outlet.key] = await stack.enter_async_context(Site(outlet, manners))
    return list(await asyncio.gather(*(fetch(link, outlets, sites) for link in links)))


async def fetch(link: Link, outlets: Outlets, sites: dict[str, Site]) -> Page | Refusal:
    outlet = outlet_of(link.url, outlets)
    if outlet is None:
        return Refusal(link.source, link.source_id, link.url, "not-a-url", "no host in it")
    if outlet.key not in sites:
        return Refusal(link.source, link.source_id, link.url, "outlet-disabled", outlet.policy.note or "its file says so")
    reply = await sites[outlet.key].get(link.url)
    if reply.reason:
        return Refusal(link.source, link.source_id, link.url, reply.reason, reply.detail or "")
    try:
        # The address asked for is kept, not where it led: that is how the next run knows that it has this page.
        return make_page(
            link.source,
            reply.body,
            "html",
            source_id=link.source_id,
            url=link.url,
            fetched_at=datetime.now(UTC).replace(microsecond=0),
            status=reply.status,
            content_type=reply.headers.get("content-type"),
            given=json.loads(link.given) if link.given else None,
        )
    except Unreadable as failure:
        return failure.refusal(link.source, link.source_id, link.url)


def outlet_of(url: str, outlets: Outlets) -> Outlet | None:
    """Return the outlet an address belongs to, and for a host that no file names one of that host alone."""
    try:
        host = urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return None
    return (outlets.of_host(host) or Outlet(name=host, domains=(host,))) if host else None
