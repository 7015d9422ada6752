"""Layouts: what stands at the places of a page that its outlet's file names, or that were learned from the outlet's other pages.

A place is a selector (`tasks/steps/selectors.py`). A wrong one finds nothing, or something that cannot be a headline, a name
or a date; then nothing is said and the page is read as if there were none.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from lxml.etree import _Element

from seeds.outlets import Outlet
from tasks.steps.lines import fold
from tasks.steps.marks import Mark, Markup, words_of
from tasks.steps.selectors import Compound, read_selector
from tasks.steps.titles import HEADING_TAGS, could_be_headline
from tasks.steps.witnesses import Witness, date_lines, element_witness

ABOVE = 3  # elements above a block that a selector may mean
MOST, MANY = 5, 10_000  # elements that one selector may mean; more than five are a list
HEAD = 20  # blocks above the headline that may be its head; below it three times as many
PLACE_CHARS = 400  # a byline or a date is shorter


class Selectors(NamedTuple):
    """Where the parts of a page may stand: the first selector of a part that finds something plausible is believed."""

    body: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    prune: tuple[str, ...] = ()


NOWHERE = Selectors()


def written_selectors(outlet: Outlet | None, day: date | None = None) -> Selectors:
    """Return what the outlet's file says, the layout in use on `day` first; pages of any day may still have another one."""
    layouts = outlet.layouts_on(day) if outlet else ()
    parts = ((layout.body, layout.title, layout.authors, layout.published) for layout in layouts)
    body, title, byline, date_ = (tuple(filter(None, column)) for column in (list(zip(*parts, strict=True)) or [()] * 4))
    return Selectors(body, title, byline, date_, tuple(selector for layout in layouts for selector in layout.prune))


def learned_selectors(layouts: Iterable[tuple[str, str]]) -> Selectors:
    """Return learned places, pairs of part and selector, by part."""
    parts: dict[str, list[str]] = defaultdict(list)
    for part, selector in layouts:
        parts[part].append(selector)
    return Selectors(*(tuple(parts[part]) for part in ("body", "title", "byline", "date")))


class Spots:
    """Elements by tag, class and id, so that a selector looks at a handful of them."""

    def __init__(self, elements: Iterable[_Element]) -> None:
        self.named: dict[str, list[_Element]] = defaultdict(list)
        for element in elements:
            self.named[element.tag].append(element)
            for name in (element.get("class") or "").split():
                self.named["." + name].append(element)
            if identity := element.get("id"):
                self.named["#" + identity].append(element)

    def at(self, selector: str, most: int = MOST) -> list[_Element]:
        """Return the elements that `selector` means; none when there are more than `most`, or it cannot be read."""
        found = {element: None for path in read_selector(selector) for element in self.ends_of(path)}
        return list(found) if len(found) <= most else []

    def ends_of(self, path: Sequence[Compound]) -> Iterator[_Element]:
        last = path[-1]
        names = [f"#{last.identity}"] * bool(last.identity) + [f".{name}" for name in sorted(last.classes)]
        tag = [last.tag] if last.tag not in (None, "*") else []
        lists = [self.named.get(name, []) for name in names or tag]
        some = min(lists, key=len) if lists else dict.fromkeys(one for ones in self.named.values() for one in ones)
        return (element for element in some if last.fits(element) and stands_in(element, path[:-1]))


def elements_of(marks: Iterable[Mark]) -> list[_Element]:
    """Return the elements that some blocks of a page stand in, and those up to three above: the box of a byline, not the page's."""
    seen: dict[_Element, None] = {}
    for mark in marks:
        for start in (*(element for _, element in mark.nodes[:8]), mark.element):
            element: _Element | None = start
            for _ in range(ABOVE + 1):
                if element is None or element in seen:
                    break
                seen[element] = None
                element = element.getparent()
    return list(seen)


def is_in(mark: Mark, path: Sequence[Compound]) -> bool:
    """Whether a block stands in an element that `path` means, or is one."""
    return any(path[-1].fits(element) and stands_in(element, path[:-1]) for element in elements_of([mark]))


def stands_in(element: _Element, path: Sequence[Compound]) -> bool:
    """Whether elements above `element` fit `path`, from outside in."""
    left = len(path) - 1
    above = element.getparent()
    while left >= 0 and above is not None:
        left -= path[left].fits(above)
        above = above.getparent()
    return left < 0


class Placed:
    """What stands at the places that `selectors` name in the head of a page: the blocks around the headline, and all headings.

    The page is searched only when a part is asked for that is named.
    """

    def __init__(self, markup: Markup, selectors: Selectors) -> None:
        self.markup, self.selectors = markup, selectors

    @cached_property
    def spots(self) -> Spots:
        marks, at = self.markup.marks, self.markup.title_at or 0
        start, end = max(0, at - HEAD), at + 3 * HEAD
        headings = (mark for mark in (*marks[:start], *marks[end:]) if mark.tag in HEADING_TAGS)
        return Spots(elements_of([*marks[start:end], *headings]))

    def title_at(self) -> int | None:
        """Return the place among the marks of the first block so named that can be the headline, None when there is none."""
        at = self.markup.title_at
        if at is not None and any(
            is_in(self.markup.marks[at], path) for one in self.selectors.title[:1] for path in read_selector(one)
        ):
            return at
        for selector in self.selectors.title:
            for element in self.spots.at(selector):
                inside = set(element.iter())
                for place, mark in enumerate(self.markup.marks):
                    if (mark.element in inside or mark.nodes[0][1] in inside) and could_be_headline(mark, self.markup):
                        return place
        return None

    def byline(self) -> list[str]:
        """Return the texts at the first selector of the byline that finds short ones."""
        for selector in self.selectors.byline:
            texts = [text for element in self.spots.at(selector) if 0 < len(text := names_in(element)) <= PLACE_CHARS]
            if texts:
                return texts
        return []

    def dates(self) -> list[Witness]:
        """Return what the elements at the first selector of the date that tells one witness: printed dates, then `datetime` attributes."""
        for selector in self.selectors.date:
            if found := [witness for element in self.spots.at(selector) for witness in witnesses_at(element)]:
                return found
        return []


def names_in(element: _Element) -> str:
    """Return the text of a byline; where it is a list, its items with a comma between them."""
    items = [text_of(item) for item in element.iter("li")]
    return ", ".join(filter(None, items)) if len(items) > 1 else text_of(element)


def text_of(element: _Element) -> str:
    """Return the text of `element` with a space between its parts, no longer than is needed to see that it is too long."""
    parts: list[str] = []
    for text in element.itertext():
        parts.append(str(text))
        if sum(map(len, parts)) > 4 * PLACE_CHARS:
            break
    return fold(" ".join(parts))


def witnesses_at(element: _Element) -> Iterator[Witness]:
    """Yield the dates that an element prints or carries in attributes, its own or those of elements in it."""
    text = text_of(element)
    changed = re.search(r"modif|updat", words_of(element))
    for stamp in date_lines(text, labelled=True):
        yield Witness(text[stamp.start : stamp.end], "visible", "modified" if changed else stamp.role)
    yield from filter(None, map(element_witness, element.iter()))


def silent_selectors(tree: _Element, outlet: Outlet) -> list[str]:
    """Return what to look at in the outlet's file: selectors that find nothing on the page, of the layout that finds most of its own there."""
    spots = Spots(element for element in tree.iter() if isinstance(element.tag, str))
    told: list[list[str]] = []
    for layout in outlet.layouts_on(None):
        said = {"body": layout.body, "title": layout.title, "authors": layout.authors, "published": layout.published}
        told.append([f"{part} = {selector!r}" for part, selector in said.items() if selector and not spots.at(selector, MANY)])
    return [f"layout in {outlet.file}: {one} finds nothing on this page" for one in min(told, key=len, default=[])]
