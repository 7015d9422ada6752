"""Paging: which page of its article an HTML page is and how many there are, by its addresses and its pager."""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, urljoin, urlsplit

from tasks.steps.marks import Markup
from tasks.steps.urls import canonical_url, page_number

PAGES_MAX = 50
NUMBERED = re.compile(r"(?:[=/]|-part)(\d{1,2})/?$")
IN_TITLE = re.compile(r"(?i)(?:halaman|page|hal\.)\s(\d{1,2})(?:\s(?:dari|of)\s(\d{1,2}))?\b")
WHOLE = re.compile(r"(?i)^(?:all|full|true|semua|single)$")


class Paging(NamedTuple):
    """`number` and `last` are None where the page does not say; `is_whole` when its address asks for all pages at once."""

    number: int | None = None
    last: int | None = None
    is_whole: bool = False


UNPAGED = Paging()


def read_paging(markup: Markup, url: str | None) -> Paging:
    """Return the paging of a page: its number by its address, its canonical link or title, the last by links to itself."""
    own = list(dict.fromkeys(address for address in (url, markup.canonical, markup.meta("og:url")) if address))
    if any(asks_for_all(address) for address in own):
        return Paging(None, None, True)
    number = next((n for n in map(page_number, own) if n is not None), None)
    last: int | None = None
    for title in (markup.page_title, markup.meta("og:title")):
        if title and (said := IN_TITLE.search(title)):
            number = number or int(said[1])
            last = int(said[2]) if said[2] else last
    base = next((one for one in map(canonical_url, own) if one is not None), None)
    if base is None:
        return Paging(number, last, False)
    return Paging(number, max([n for n in (last, *linked_pages(markup, base)) if n is not None], default=None), False)


def asks_for_all(address: str) -> bool:
    """Whether an address asks for the whole article on one page: `?page=all`, `?single=1`, `/all`."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    asked = any(
        WHOLE.match(value) or (name.lower() in ("single", "viewall") and value == "1") for name, value in parse_qsl(parts.query)
    )
    return asked or parts.path.rstrip("/").endswith("/all")


def linked_pages(markup: Markup, base: str) -> list[int]:
    """Return the page numbers above 1 in links of the page to its own article (`base`, canonical)."""
    name = urlsplit(base).path.rsplit("/", 1)[-1].removesuffix(".html")[:40]
    found: set[int] = set()
    for href in [*markup.hrefs, markup.next_url or ""]:
        if not href[-1:].isdigit() and not href[-2:-1].isdigit():  # most links end so, and need no pattern
            continue
        if not NUMBERED.search(href) or (name not in href and not href.startswith("?")):
            continue
        number = page_number(urljoin(base, href))
        if number and 1 < number <= PAGES_MAX and canonical_url(urljoin(base, href)) == base:
            found.add(number)
    return sorted(found)
