"""Marks: what a page says about itself, as read once from its tree by `read_markup`.

A `Mark` is one visible block of text in reading order, with the element it stands in; a `Markup` is all marks of a page
together with its meta elements and its JSON-LD article. Titles, dates, credits and outlets are judged from these.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lxml.etree import _Element

from tasks.steps.lines import fold


@dataclass(slots=True)
class Mark:
    """One visible block of text: `text` folded, `tag` of its block, `nodes` the (raw text, element around it) it is made of."""

    text: str
    tag: str
    element: _Element
    nodes: list[tuple[str, _Element]]

    @property
    def parts(self) -> list[tuple[str, _Element]]:
        """The text nodes of the block, folded, each with the element around it; those that fold to nothing left out."""
        return [(part, element) for text, element in self.nodes if (part := fold(text))]

    @property
    def label(self) -> str:
        """What the outlet calls the block: class, id, rel and itemprop words of its elements and the two around them, lower case."""
        words: list[str] = []
        seen: set[_Element] = set()
        for start in [self.element, *(element for _, element in self.nodes[:8])]:
            for element in [start, *_above(start, 2)]:
                if element not in seen:
                    seen.add(element)
                    words.append(words_of(element))
        return " ".join(filter(None, words))


@dataclass(slots=True)
class Markup:
    """What a page's markup says; every field is empty for a page that does not say, and for text pages (`NO_MARKUP`)."""

    page_title: str | None = None  # <title>
    metas: dict[str, list[str]] = field(default_factory=dict)  # lower-case name, property or itemprop -> contents, in order
    canonical: str | None = None
    amp_url: str | None = None
    next_url: str | None = None
    article: dict[str, Any] = field(default_factory=dict)  # the JSON-LD article object; @id references resolved
    crumbs: list[str] = field(default_factory=list)  # JSON-LD breadcrumb names
    site: str | None = None  # og:site_name, else the JSON-LD publisher or web site
    props: dict[str, list[str]] = field(default_factory=dict)  # microdata outside <meta>: itemprop -> values
    hrefs: list[str] = field(default_factory=list)  # of all <a>, in order
    marks: list[Mark] = field(default_factory=list)
    title_at: int | None = None  # place in `marks` of the block that holds the headline

    def meta(self, *names: str) -> str | None:
        """Return the first non-empty content of the first of `names` that is there."""
        return next((value for name in names for value in self.metas.get(name, ()) if value), None)

    def near_title(self, before: int = 8, after: int = 30) -> list[Mark]:
        """Return the blocks of the article's head: after the headline until its text begins, then those just before it, nearest first.

        One paragraph after the headline may be a summary; the second is the text.

        Blocks count only when they share the headline's container (eight elements up, five for those before it), so that a date in the site's
        header, in a slider above or in a list of teasers beside it does not. On a page without a visible headline they are the
        twelve before its text.
        """
        return list(self._head(before, after))

    def _head(self, before: int, after: int) -> Iterator[Mark]:
        if self.title_at is None:
            text_at = next(
                (
                    place
                    for place, mark in enumerate(self.marks)
                    if len(mark.text) > 200 and mark.tag in ("p", "div", "td", "article")
                ),
                0,
            )
            yield from self.marks[max(0, text_at - 12) : text_at]
            return
        title = self.marks[self.title_at]
        near = set(_above(title.element, 5))  # of elements, not of their ids: lxml makes proxies anew, and ids come back
        around = set(_above(title.element, 8))
        prose = 0
        for mark in self.marks[self.title_at + 1 : self.title_at + 1 + after]:
            prose += is_text(mark)
            if prose == 2:
                break
            if not around or any(element in around for element in (mark.element, *_above(mark.element, 30))):
                yield mark
        for mark in reversed(self.marks[max(0, self.title_at - before) : self.title_at]):
            above = [mark.element, *_above(mark.element, 6)]
            shared = any(element in near for element in above)
            if shared and not any(_SITE_HEAD.search(words_of(element)) for element in above if element not in near):
                yield mark


def is_text(mark: Mark) -> bool:
    """Whether a block reads as a paragraph of the text: long, or of a hundred characters and ending as a sentence does."""
    return mark.tag not in ("ul", "ol", "li") and (
        len(mark.text) > 240 or (len(mark.text) >= 100 and mark.text.rstrip(" )")[-1:] in '.!?"”')
    )


NO_MARKUP = Markup()
# Elements above a headline that print today's day or the site's menus.
_SITE_HEAD = re.compile(
    r"header-(?:wrap|top|menu)|top-?(?:bar|menu|header)|site-header|masthead|nav-?bar|data_time|today|hari-ini|\bnav\b|menu|ticker|breaking"
)


def _above(element: _Element, levels: int) -> Iterator[_Element]:
    for _ in range(levels):
        parent = element.getparent()
        if parent is None or parent.tag in ("body", "html"):
            return
        element = parent
        yield element


def clean(text: str) -> str:
    """Return `text` of an attribute or a JSON value as it would be printed: entities (also twice escaped) and tags gone, folded."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = re.sub(r"</?[A-Za-z][^<>]{0,200}>", "", text)
    return fold(text)


CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def words_of(element: _Element) -> str:
    """Return the class, id, rel and itemprop of one element in lower case, `detailDate` taken apart as `detail-date`."""
    get = element.get
    return taken_apart(" ".join(filter(None, (get("class"), get("id"), get("rel"), get("itemprop")))))


@lru_cache(maxsize=10_000)  # the pages of an outlet have the names of its template
def taken_apart(name: str) -> str:
    """Return a name in lower case with hyphens where it has humps."""
    return CAMEL.sub("-", name).lower()[:300]


_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hgroup li main nav ol p pre section summary table tbody td tfoot th thead time title tr ul"
)
BLOCKS = frozenset(_BLOCK_TAGS.split())
_HIDDEN = frozenset(("script", "style", "noscript", "option", "template", "textarea", "button"))
HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


def marks_of(texts: Sequence[Any]) -> list[Mark]:
    """Return the marks of a page from its text nodes (lxml smart strings) and its <br> elements, in document order.

    Nodes are joined while they stand in the same block with no block or line break between them. `time` counts as a block,
    because outlets set it inline next to a name.
    """
    marks: list[Mark] = []
    block: _Element | None = None
    nodes: list[tuple[str, _Element]] = []
    around: dict[_Element, _Element] = {}
    broken = False
    for node in texts:
        if getattr(node, "tag", None) == "br":
            if _block_around(node).tag in HEADINGS and nodes:
                nodes.append((" ", nodes[-1][1]))  # a headline set on two lines is one headline
            else:
                broken = True
            continue
        holder = before = node.getparent()
        if node.is_tail:
            holder = before.getparent()
        if holder is None or holder.tag in _HIDDEN:
            continue
        broken = broken or (node.is_tail and before.tag in BLOCKS)
        found = around.get(holder)
        if found is None:
            found = around[holder] = _block_around(holder)
        if (broken or found is not block) and nodes:
            _close(marks, block, nodes)
            nodes = []
        block, broken = found, False
        nodes.append((node, holder))
    _close(marks, block, nodes)
    return marks


def _block_around(element: _Element) -> _Element:
    while element.tag not in BLOCKS:
        above = element.getparent()
        if above is None:
            break
        element = above
    above = element.getparent()
    return above if above is not None and above.tag in HEADINGS else element


_INLINE = frozenset({"span", "a", "small", "strong", "b", "em", "i"})


def _apart(nodes: list[tuple[str, _Element]]) -> Iterator[str]:
    """The texts of a block, with a space where the page has one, and between neighbouring <span>s or <a>s, which style sheets set apart;
    between other neighbours only where they are of two kinds and a capital follows (<strong>Rina Kartika</strong><small>Jumat, ...</small>)."""
    before: _Element | None = None
    last = ""
    for text, element in nodes:
        if before is not None and element is not before:
            tags = {before.tag, element.tag}
            is_gap = (tail := before.tail) is not None and tail.isspace()  # `marks_of` is given no such nodes
            is_beside = tags <= _INLINE and element.getparent() is before.getparent()
            if is_gap or (
                is_beside and (tags <= {"span", "a"} or (len(tags) == 2 and last[-1:].islower() and text[:1].isupper()))
            ):
                yield " "
        yield text
        before, last = element, text


def _close(marks: list[Mark], block: _Element | None, nodes: list[tuple[str, _Element]]) -> None:
    text = fold(nodes[0][0] if len(nodes) == 1 else "".join(_apart(nodes))) if nodes else ""
    if text and block is not None:
        marks.append(Mark(text, block.tag, block, nodes))
