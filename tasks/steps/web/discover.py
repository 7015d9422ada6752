"""Discovery: which articles a feed, a sitemap, an index page or a front page lists, and where else to look."""

import re
import zlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import feedparser  # type: ignore[import-untyped]  # it ships no types
from courlan import is_navigation_page, is_not_crawlable
from lxml import etree

from tasks.steps.documents import PageError, decode, parse_html
from tasks.steps.urls import article_identity, canonical_url, day_in_url
from tasks.steps.web.addresses import owns, request_url

if TYPE_CHECKING:
    from seeds.outlets import Outlet

MAX_FINDINGS = 50_000
"""Entries read of one list: what the sitemap protocol allows."""

MAX_LIST_BYTES = 52_428_800
"""Bytes of a list, decompressed: what the sitemap protocol allows."""


class Finding(NamedTuple):
    """An article that is listed: the address to ask for, what makes it one article, and when the list says it last changed.

    `published` is when the list says it was published, as written there: a witness for the court of dates, read with the page.
    """

    url: str
    key: str
    changed_at: datetime | None = None
    published: str | None = None


class Found(NamedTuple):
    """What a list gave: articles, further lists with the time they changed, and how many addresses were no articles of the outlet."""

    articles: list[Finding]
    lists: list[tuple[str, datetime | None]]
    passed_over: int


class Entry(NamedTuple):
    """One entry of a list, as listed."""

    link: str | None
    changed_at: datetime | None = None
    published: str | None = None


class Bytes:
    """Bytes as something to read: feedparser would try a bare string as the name of a file or an address."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def read(self) -> bytes:
        return self.body


def found_in_feed(body: bytes, url: str, outlet: "Outlet", content_type: str | None = None) -> Found:
    """Return the articles of an RSS or Atom feed, in its order; a broken feed gives what can be read of it.

    A feed is the outlet's own word: its entries are articles unless `article_url` or the address itself says otherwise.
    """
    headers = {"content-location": url, **({"content-type": content_type} if content_type else {})}
    feed = feedparser.parse(Bytes(unpacked(body)), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    entries = (
        Entry(entry.get("link") or entry.get("id"), stamp(entry), dict.get(entry, "published"))
        for entry in feed.entries[:MAX_FINDINGS]
    )
    return findings(entries, url, outlet, is_trusted=True)


def stamp(entry: Any) -> datetime | None:
    """Return when a feed's entry was updated, else published; feedparser turns both to UTC."""
    told = dict.get(entry, "updated_parsed") or dict.get(
        entry, "published_parsed"
    )  # entry.get would warn of a mapping of its own
    try:
        year, month, day, hour, minute, second = told[:6] if told else (0,) * 6  # year 0 is none
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (ValueError, TypeError):
        return None


def found_in_sitemap(body: bytes, url: str, outlet: "Outlet") -> Found:
    """Return the articles of a sitemap, or the sitemaps of an index, in their order; gzip and the news extension are read.

    Entries of a news sitemap are trusted like a feed's. A damaged file gives what stands before and after the damage; one that
    is no sitemap at all gives nothing.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(unpacked(body), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return found_in_lines(body, url, outlet)
    nodes = [node for node in root if isinstance(node.tag, str)]
    entries = [(text_of(node, "loc"), moment(text_of(node, "lastmod")), text_of(node, "publication_date")) for node in nodes]
    if etree.QName(root).localname == "sitemapindex":
        lists = [(urljoin(url, loc), changed) for loc, changed, _ in entries if loc and owns(outlet, urljoin(url, loc))]
        return Found([], lists[:MAX_FINDINGS], len(entries) - len(lists))
    is_news = any(published for _, _, published in entries)
    return findings(
        (Entry(loc, changed or moment(published), published) for loc, changed, published in entries[:MAX_FINDINGS]),
        url,
        outlet,
        is_trusted=is_news,
    )


def found_in_lines(body: bytes, url: str, outlet: "Outlet") -> Found:
    """Return the articles of a sitemap in plain text: one address a line, all of them addresses."""
    lines = unpacked(body).decode("utf-8", "replace").split()[:MAX_FINDINGS]
    return findings((Entry(line) for line in lines if line.startswith("http")), url, outlet)


def text_of(node: etree._Element, name: str) -> str | None:
    """Return the text of the child `name` at any depth of one entry, whatever its namespace."""
    return next((child.text.strip() for child in node.iter(f"{{*}}{name}") if child.text and child.text.strip()), None)


def moment(text: str | None) -> datetime | None:
    """Return an ISO 8601 date or time as an instant, UTC where no zone stands; None for anything else."""
    try:
        told = datetime.fromisoformat(text.strip()) if text else None
    except ValueError:
        return None
    return told if told is None or told.tzinfo else told.replace(tzinfo=UTC)


def found_in_page(body: bytes, url: str, outlet: "Outlet", content_type: str | None = None) -> Found:
    """Return the articles an index or front page links to, in its order, and the feeds it names; a page that is none gives nothing."""
    try:
        tree = parse_html(decode(body, content_type))
    except PageError:
        return Found([], [], 0)
    base = next(iter(tree.xpath("//base/@href")), "")
    root = joined(url, base) or url
    feeds = tree.xpath("//link[contains(@rel, 'alternate')][contains(@type, 'rss') or contains(@type, 'atom')]/@href")
    lists: list[tuple[str, datetime | None]] = [
        (link, None) for href in dict.fromkeys(feeds) if (link := joined(root, href)) and owns(outlet, link)
    ]
    links = (Entry(joined(root, href)) for href in dict.fromkeys(tree.xpath("//a/@href")[:MAX_FINDINGS]))
    return findings(links, url, outlet)._replace(lists=lists)


def joined(root: str, href: str) -> str | None:
    try:
        return urljoin(root, href.strip())
    except ValueError:
        return None


def findings(entries: Iterable[Entry], url: str, outlet: "Outlet", is_trusted: bool = False) -> Found:
    """Return the articles of the outlet among `entries`, each once by its identity, in their order."""
    found: dict[str, Finding] = {}
    passed_over = 0
    for link, changed_at, published in entries:
        address = request_url(joined(url, link) or "") if link else None
        identity = article_identity(address, outlet) if address and is_article(address, outlet, is_trusted) else None
        if address is None or identity is None:
            passed_over += 1
            continue
        found.setdefault(identity.key, Finding(address, identity.key, changed_at, published and published[:100]))
    return Found(list(found.values()), [], passed_over)


SECTIONS = re.compile(
    r"(?i)/(?:tags?|topi[ck]s?|authors?|penulis|redaksi|categor(?:y|ies)|kategori|kanal|rubrik|search|cari|inde(?:x|ks)|page|halaman|rss|feeds?|sitemap"
    r"|login|masuk|register|daftar|akun|account|profile?|users?|about|tentang(?:-kami)?|contact|kontak|privacy|kebijakan\S*|disclaimer|pedoman\S*|karir|iklan"
    r"|wp-(?:admin|content|json|login)\S*|cdn-cgi|terpopuler|populer|terkini|trending|newsletter|download|live-?score|jadwal-\S+)(?:/|\.\w{2,5}$|$)"
)
FILES = re.compile(
    r"(?i)\.(?:jpe?g|png|gif|webp|svg|ico|pdf|docx?|xlsx?|pptx?|zip|gz|rar|mp[34]|m3u8|webm|css|js|json|xml|txt|apk|exe)$"
)
NUMBER = re.compile(r"\d{5,}|/\d{4}/\d{2}/")
SLUG = re.compile(r"[^\W_]+(?:-[^\W_]+){3,}")


def is_article(url: str, outlet: "Outlet", is_trusted: bool = False) -> bool:
    """Whether an address is an article of the outlet: by its `article_url`, else by the common form of such addresses.

    The common form: not the front page, no section, tag, search or file, and a slug of four words, a long number or a date in
    it. Where the outlet itself lists it as an article (`is_trusted`), not being one of the former is enough.
    """
    if not owns(outlet, url):
        return False
    canonical = canonical_url(url) or ""
    if outlet.article_url is not None:
        return bool(outlet.article_url.search(url) or outlet.article_url.search(canonical))
    parts = urlsplit(canonical)
    path = parts.path
    if len(path) <= 1 and not parts.query:
        return False
    if SECTIONS.search(path) or FILES.search(path):
        return False
    if is_trusted:
        return True
    return not (is_navigation_page(url) or is_not_crawlable(url)) and bool(NUMBER.search(canonical) or SLUG.search(path))


def is_within(finding: Finding, since: datetime) -> bool:
    """Whether a listed article may be new since then: it changed later, or its address holds a later day, or neither says."""
    if finding.changed_at is not None:
        return finding.changed_at >= since
    day = day_in_url(finding.url)
    return day is None or day >= (since - timedelta(days=1)).date()


PERIOD = re.compile(r"(?P<y>20[0-4]\d)[-_/]?(?P<m>0[1-9]|1[0-2])(?:[-_/]?(?P<d>[0-3]\d))?(?!\d)")


def lists_since(lists: Iterable[tuple[str, datetime | None]], since: datetime) -> list[str]:
    """Return the sitemaps of an index that may hold articles since then: the newest first, those that say nothing last."""
    chosen: list[tuple[float, str]] = []
    for url, changed_at in lists:
        if changed_at is not None and changed_at < since:
            continue
        period = PERIOD.search(urlsplit(url).path)
        if period and (int(period["y"]), int(period["m"])) < (since.year, since.month):
            continue
        if period and period["d"] and f"{period['y']}{period['m']}{period['d']}" < f"{since - timedelta(days=1):%Y%m%d}":
            continue
        chosen.append((-changed_at.timestamp() if changed_at else 0.0 if "news" not in url else -1.0, url))
    return [url for _, url in sorted(chosen)]


def index_days(template: str, since: date, until: date, limit: int = 14) -> list[str]:
    """Return a dated index's address for each day, the latest first: `{day}` is 2024-06-20, `{day:%m/%d/%Y}` any other form of it.

    An address without `{day}` is itself, once. Raises `ValueError` for a template that cannot be filled.
    """
    if "{day" not in template:
        return [template]
    days = [until - timedelta(days=n) for n in range(min(limit, (until - since).days + 1))]
    try:
        return [template.format(day=day) for day in days]
    except (KeyError, IndexError, ValueError) as error:
        raise ValueError(f"index_urls: {template!r}: {error}; wanted {{day}} or {{day:%Y/%m/%d}}") from error


def unpacked(body: bytes) -> bytes:
    """Return the body of a .gz list as it was before; what breaks off or is too large is cut there."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(31).decompress(body, MAX_LIST_BYTES)
    except zlib.error:
        return b""
