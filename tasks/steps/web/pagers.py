"""Pagers: the other pages of a paged article or index, from the links of its raw page, without parsing it."""

import re
from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from tasks.steps.urls import article_identity, canonical_url, page_number

if TYPE_CHECKING:
    from seeds.outlets import Outlet

HREF = re.compile(rb"""\shref\s{0,4}=\s{0,4}["']?([^"'\s<>]{1,1000})""", re.I)
MAX_LINKS = 5_000
MAX_PAGES = 30
"""Pages of one article that are followed; the longest listicle seen has 20."""


def later_pages(body: bytes, url: str, outlet: "Outlet") -> dict[int, str]:
    """Return the pages of the article at `url` that its page links to: number -> address, from 2, in their order.

    A link is a page of it when it is the same article by the outlet's own id or by the canonical address, which has no page
    number, and has a number itself.
    """
    own = article_identity(url, outlet)
    return numbered(
        body, url, lambda link: own is not None and (found := article_identity(link, outlet)) is not None and found.key == own.key
    )


def later_indexes(body: bytes, url: str) -> dict[int, str]:
    """Return the further pages of the index page at `url`: the same address with another page number."""
    own = canonical_url(url)
    return numbered(body, url, lambda link: canonical_url(link) == own)


def numbered(body: bytes, url: str, is_same: Callable[[str], bool]) -> dict[int, str]:
    host = urlsplit(url).netloc
    pages: dict[int, str] = {}
    for found in list(HREF.finditer(body))[:MAX_LINKS]:
        href = unescape(found[1].decode("utf-8", "replace"))
        if not any(sign.isdigit() for sign in href):
            continue
        try:
            link = urljoin(url, href).partition("#")[0]
            number = page_number(link)
            if number and 2 <= number <= MAX_PAGES and urlsplit(link).netloc == host and is_same(link):
                pages.setdefault(number, link)
        except ValueError:
            continue
    return dict(sorted(pages.items()))
