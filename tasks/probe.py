"""Probing: what one outlet answers right now, and a draft of a file for a site nobody has described yet. Nothing is stored."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from seeds.outlets import Fetch, Outlet
from tasks.discover import front_url, not_media
from tasks.hosts import Manners
from tasks.isolated import clean
from tasks.site import Reply, Site
from tasks.steps.documents import decode, parse_html
from tasks.steps.ids import page_id
from tasks.steps.layouts import silent_selectors
from tasks.steps.urls import registered_domain
from tasks.steps.web.addresses import full_page_url
from tasks.steps.web.discover import Finding, Found, found_in_feed, found_in_page, found_in_sitemap, lists_since
from tasks.steps.web.pagers import later_pages
from warehouse.tables import PAGES

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
GUESSES = ("/rss", "/feed", "/rss.xml", "/sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml")
"""Where sites keep a feed or a sitemap that they do not name."""


SHOWN = (
    *("title", "authors", "editors", "published_at", "published_from", "dateline", "agency", "section", "tags"),
    *("language", "words", "partial_reason"),
)


@dataclass
class Checked:
    """What a check saw, line by line, and whether a night would get articles."""

    lines: list[str] = field(default_factory=list)
    is_good: bool = True

    def say(self, what: str, is_good: bool = True) -> None:
        self.lines.append(what if is_good else f"{what}   <- look at this")
        self.is_good = self.is_good and is_good


async def check_outlet(outlet: Outlet, outlets_dir: str | None, manners: Manners) -> Checked:
    """Reach the robots.txt, every list and one article of an outlet, and say what a night would make of them."""
    checked = Checked()
    if not outlet.crawlable:
        checked.say(f"{outlet.name} is disabled: {outlet.policy.note or 'its file says so'}; nothing was asked for", False)
        return checked
    async with Site(outlet, manners) as site:
        robots = await site.robots(front_url(outlet))
        delay = f", one request every {robots.delay_s:g} s" if robots.delay_s else ""
        checked.say(f"robots.txt: {robots.away or f'read{delay}'}", robots.away is None)
        if robots.away:
            return checked
        found: list[Finding] = []
        readers = [
            *((url, "feed") for url in outlet.feeds),
            *((url, "sitemap") for url in outlet.sitemaps or robots.sitemaps[:3]),
        ]
        for url, kind in [*readers, *([] if readers else [(front_url(outlet), "front page")])]:
            reply = await site.get(url, check=not_media)
            listed = read(reply, kind, outlet)
            many = (
                f"{len(listed.articles)} articles, {len(listed.lists)} further lists, {listed.passed_over} addresses passed over"
            )
            checked.say(f"{kind} {url}: {told(reply) if reply.reason else many}", bool(listed.articles or listed.lists))
            found.extend(listed.articles)
        if not found:
            checked.say("no article was found", False)
            return checked
        await check_article(site, found[0], outlets_dir, checked)
    return checked


def read(reply: Reply, kind: str, outlet: Outlet) -> Found:
    if reply.reason:
        return Found([], [], 0)
    if kind == "feed":
        return found_in_feed(reply.body, reply.final_url, outlet, reply.headers.get("content-type"))
    if kind == "sitemap":
        return found_in_sitemap(reply.body, reply.final_url, outlet)
    return found_in_page(reply.body, reply.final_url, outlet, reply.headers.get("content-type"))


def told(reply: Reply) -> str:
    return f"{reply.reason}" + (f" ({reply.detail})" if reply.detail else "")


async def check_article(site: Site, finding: Finding, outlets_dir: str | None, checked: Checked) -> None:
    """Fetch one article as a night would, and say what is extracted from it."""
    outlet = site.outlet
    reply = await site.get(full_page_url(finding.url, outlet.full_page))
    if reply.reason:
        checked.say(f"article {reply.url}: {told(reply)}", False)
        return
    checked.say(f"article {reply.final_url}: {reply.status}, {len(reply.body):,} bytes, {reply.headers.get('content-type')}")
    pages = later_pages(reply.body, reply.final_url, outlet)
    checked.say(f"its further pages: {', '.join(pages.values()) or 'none'}")
    now = datetime.now(UTC)
    row = {
        **{
            "page_id": page_id(reply.final_url, "html", None, reply.body),
            "url": reply.final_url,
            "source": reply.url,
            "fetched_at": now,
        },
        **{"first_seen_at": now, "status": reply.status, "content_type": reply.headers.get("content-type"), "format": "html"},
        **{"body": reply.body, "run_id": "check"},
    }
    extracted = clean(PAGES.rows([row]), outlets_dir)
    for draft in extracted.drafts.to_pylist():
        for name in SHOWN:
            if draft[name] not in (None, []):
                checked.say(f"    {name}: {draft[name]}")
        first = draft["text"].split("\n\n")
        checked.say(f"    text: {first[0][:200]} ... {first[-1][-120:]}", draft["words"] > 30)
        for note in silent_selectors(parse_html(decode(reply.body, reply.headers.get("content-type"))), outlet):
            checked.say(f"    {note}", False)
    for reject in extracted.rejects.to_pylist():
        checked.say(f"    rejected: {reject['reason']} {reject['detail'] or ''}", False)


async def draft_outlet(url: str, manners: Manners) -> str:
    """Return a draft of an outlet's TOML from a few polite requests: what the site names itself, and what stands where such things stand.

    Raises `ValueError` when the site cannot be read at all.
    """
    domain = registered_domain(urlsplit(url).hostname)
    if not domain:
        raise ValueError(f"{url!r}: wanted the address of a site, such as https://contoh.co.id/")
    host = urlsplit(url).netloc.removeprefix("www.")
    typed = domain.replace(".", "").isdecimal() or ":" in domain  # an IP address that a person typed is asked, private or not
    name = "Contoh" if typed else domain.split(".")[0].capitalize()
    outlet = Outlet(name, (host if ":" in host else domain,), fetch=Fetch(allow_private_addresses=typed))
    async with Site(outlet, manners) as site:
        front = await site.get(url, check=not_media)
        if front.reason:
            raise ValueError(f"{url}: {told(front)}; is it up, and does its robots.txt allow us?")
        listed = found_in_page(front.body, front.final_url, outlet, front.headers.get("content-type"))
        robots = await site.robots(front.final_url)
        feeds, sitemaps, articles = await lists_of(site, front, [link for link, _ in listed.lists], robots.sitemaps)
        articles.extend(listed.articles)
        pager = await pager_of(site, articles)
    return as_toml(outlet, feeds, sitemaps, [finding.url for finding in articles], pager, robots.delay_s)


async def lists_of(
    site: Site, front: Reply, named: Sequence[str], mapped: Sequence[str]
) -> tuple[list[str], list[str], list[Finding]]:
    """Return the feeds and sitemaps that answer with articles, and those articles; places are guessed only for what is not named."""
    feeds: list[str] = []
    sitemaps: list[str] = []
    articles: list[Finding] = []
    guesses = [urljoin(front.final_url, path) for path in GUESSES if not (mapped if "sitemap" in path else named)]
    for url in dict.fromkeys([*named[:5], *mapped[:5], *guesses]):
        reply = await site.get(url, check=not_media)
        if reply.reason:
            continue
        as_feed, as_map = read(reply, "feed", site.outlet), read(reply, "sitemap", site.outlet)
        if as_feed.articles:
            feeds.append(url)
            articles.extend(as_feed.articles)
        elif as_map.articles or lists_since(as_map.lists, EPOCH):
            sitemaps.append(url)
            articles.extend(as_map.articles[:200])
    return feeds, sitemaps, articles


async def pager_of(site: Site, articles: Sequence[Finding]) -> str | None:
    """Return an address of a second page, of the first of three articles that has one."""
    for finding in articles[:3]:
        reply = await site.get(finding.url)
        pages = later_pages(reply.body, reply.final_url, site.outlet) if reply.reason is None else {}
        if pages:
            return next(iter(pages.values()))
    return None


FORMS = {
    r"/berita/(?P<id>\d+)": re.compile(r"/berita/\d+"),
    r"/read/(?P<id>\d+)": re.compile(r"/read/\d+"),
    r"/d-(?P<id>\d+)/": re.compile(r"/d-\d+/"),
    r"/(?P<id>\d{5,})/": re.compile(r"/\d{5,}/"),
    r"-(?P<id>\d{5,})/?$": re.compile(r"-\d{5,}/?$"),
    r"/\d{4}/\d{2}/\d{2}/[^/?]+": re.compile(r"/\d{4}/\d{2}/\d{2}/[^/?]+"),
}
"""Common forms of an article's address; those with an id first, since a headline may change and an id does not."""


def form_of(urls: Sequence[str]) -> str | None:
    """Return the form that nine in ten addresses have; None when none does."""
    counts = Counter(name for url in urls for name, form in FORMS.items() if form.search(urlsplit(url).path))
    return next((name for name in FORMS if urls and counts[name] >= 0.9 * len(urls)), None)


def as_toml(
    outlet: Outlet, feeds: Sequence[str], sitemaps: Sequence[str], articles: Sequence[str], pager: str | None, delay_s: float
) -> str:
    """Return the draft; what was not found is left out, and what it rests on stands in its comments."""
    form = form_of(articles)
    lines = [
        f'name = "{outlet.name}"',
        f'domains = ["{outlet.key}"]',
        "enabled = false   # until a person has read the outlet's terms",
    ]
    for name, urls in (("feeds", feeds), ("sitemaps", sitemaps)):
        if urls:
            lines.append(f"{name} = [{', '.join(quoted(url) for url in urls)}]")
    if form:
        lines.append(f"article_url = '{form}'   # nine in ten of the {len(articles)} addresses seen have this form")
    elif articles:
        lines.append(
            f"# article_url: no one form; seen were {', '.join(re.sub(r'[^!-~]', '', url)[:150] for url in articles[:3])}"
        )
    if pager:
        lines += [
            f"# a second page is {re.sub(r'[^!-~]', '', pager)[:200]}; if ?page=all gives the whole, say so:",
            '# full_page = "?page=all"',
        ]
    if delay_s or outlet.fetch.allow_private_addresses:
        lines += ["", "[fetch]"]
    if outlet.fetch.allow_private_addresses:
        lines.append("allow_private_addresses = true   # its address was typed as one")
    if delay_s:
        lines.append(f"requests_per_second = {1 / delay_s:.3g}   # its robots.txt asks for {delay_s:g} s between requests")
    return "\n".join(lines) + "\n"


def quoted(url: str) -> str:
    """Return an address as a TOML string; one from a page may hold anything."""
    return '"' + "".join(sign for sign in url if sign > " " and sign not in '"\\\x7f') + '"'
