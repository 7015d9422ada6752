"""Orders: which articles of an outlet are asked for tonight, and why."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from seeds.outlets import Outlet
from tasks.memory import Memory, Seen
from tasks.site import Conditions
from tasks.steps.urls import article_identity, canonical_url
from tasks.steps.web.addresses import full_page_url
from tasks.steps.web.discover import Finding

SETTLED = timedelta(hours=1)
"""A list's time of change counts as an edit only this long after the last look: clocks differ."""


class Order(NamedTuple):
    """One article to ask for: `url` by the outlet's full-page rule, `plain_url` as listed, and all that is known of its addresses.

    `published` is when the list that named it says it was published, as written there.
    """

    url: str
    plain_url: str
    key: str
    seen: Seen | None
    family: list[Seen]
    found_at: datetime
    published: str | None

    @property
    def conditions(self) -> Conditions:
        return self.seen.conditions if self.seen else Conditions()


def orders_of(outlet: Outlet, findings: Iterable[Finding], memory: Memory, now: datetime) -> list[Order]:
    """Return what to ask for, each address once: new articles, the latest changed first, then those that are due again.

    A known article is new when it is listed under another address (its headline changed), and due when the list says that it
    changed since the last look. At most `max_articles` of the outlet's file; the rest is due tomorrow.
    """
    listed = sorted(findings, key=lambda f: (f.changed_at is None, -f.changed_at.timestamp() if f.changed_at else 0.0))
    due = memory.due(now)
    families = memory.of([*(f.key for f in listed), *(str(seen.article_key) for seen in due)])
    orders: dict[str, Order] = {}
    for finding in listed:
        family = families.get(finding.key, [])
        if is_wanted(finding, family):
            url = full_page_url(finding.url, outlet.full_page)
            seen = next((one for one in family if one.url == url), None)
            published = finding.published or (seen.published if seen else None)
            orders.setdefault(url, Order(url, finding.url, finding.key, seen, family, seen.found_at if seen else now, published))
    for seen in due:
        family = families.get(str(seen.article_key), [])
        key = str(seen.article_key)
        orders.setdefault(seen.url, Order(seen.url, plain(seen.url, outlet), key, seen, family, seen.found_at, seen.published))
    return list(orders.values())


def is_wanted(finding: Finding, family: list[Seen]) -> bool:
    """Whether a listed article is asked for: it is new, its address is, or it changed since it was last looked at."""
    if not family:
        return True
    if canonical_url(finding.url) not in {canonical_url(seen.url) for seen in family}:
        return True
    looked_at = max((seen.fetched_at for seen in family if seen.fetched_at and seen.page_id), default=None)
    return finding.changed_at is not None and looked_at is not None and finding.changed_at > looked_at + SETTLED


def plain(url: str, outlet: Outlet) -> str:
    """Return a full-page address without the outlet's rule."""
    canonical = canonical_url(url)
    identity = article_identity(url, outlet)
    rule = outlet.full_page or ""
    return canonical if canonical and identity and rule not in ("", "pages") and full_page_url(canonical, rule) == url else url
