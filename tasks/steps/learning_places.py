"""Learning places: where the parts of an outlet's pages stand, seen on pages whose reading is sure, and which of it is learned.

A place is told as "part=selector". The selector is an element's tag with its id or its longest class, and means that element
alone on its page. At `body`, `title`, `byline` and `date` the part stands; `elsewhere` are places with prose that was not the
body: they speak against a selector that means the body on other pages.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate

import pyarrow as pa
from lxml import etree
from lxml.etree import _Element

from tasks.steps.blocks import Reading
from tasks.steps.layouts import PLACE_CHARS, text_of
from tasks.steps.learned import FRAME, HELD
from tasks.steps.marks import Mark, Markup
from tasks.steps.regions import Place, Region
from tasks.steps.titles import is_confirmed
from tasks.steps.witnesses import date_lines

PARTS = ("body", "title", "byline", "date")
ENOUGH = 5  # sampled pages that show a part at one place
DOUBT = 0.1  # of the sampled pages with prose at a place: how many may have their body elsewhere
SHOWN = 0.25  # of the sampled pages: how many must show a byline or a date at its place
LEAST_PROSE = 80  # characters; less takes no body away
MOST_ELSEWHERE = 12  # places of one page, those with the most prose
HEAD_CHARS = 140  # of a byline or a date line
ALONE = frozenset(("article", "main", "h1", "time"))  # tags that say something without a name
NAME = re.compile(r"(?!.*\d{3})[A-Za-z_][\w-]{1,60}")  # a number of three digits is one article's
ZONES = (7, 8, 9)  # hours before UTC


CLASSES, IDS = (etree.XPath(path, smart_strings=False) for path in ("//@class", "//@id"))


def texts(path: etree.XPath, root: _Element) -> list[str]:
    found = path(root)
    return [str(text) for text in found] if isinstance(found, list) else []


def root_of(markup: Markup) -> _Element:
    """Return the root of the page that `markup`, which has a block, was read from."""
    return markup.marks[0].element.getroottree().getroot()


class Names:
    """The names of a page's elements, counted, so that one can be found that means an element alone."""

    def __init__(self, root: _Element) -> None:
        self.classes = Counter(" ".join(texts(CLASSES, root)).split())
        self.ids = Counter(texts(IDS, root))
        self.tags = Counter(element.tag for element in root.iter(*sorted(ALONE)))

    def of(self, *elements: _Element) -> str | None:
        """Return the selector of the first of `elements` that has one; None when no name means one of them alone."""
        return next((selector for element in elements if (selector := self.own(element))), None)

    def own(self, element: _Element) -> str | None:
        """Return the selector that an element's own names make: its id, else its longest class, else its tag where that says something."""
        tag, name = element.tag, element.get("id") or ""
        if self.ids[name] == 1 and NAME.fullmatch(name):
            return f"{tag}#{name}"
        alone = [name for name in (element.get("class") or "").split() if self.classes[name] == 1 and NAME.fullmatch(name)]
        if alone:
            return f"{tag}.{max(alone, key=lambda name: (len(name), name))}"
        return tag if self.tags[tag] == 1 else None


def places_of(
    names: Names,
    markup: Markup,
    body: Place | None,
    title: str | None,
    authors: Sequence[str],
    published_at: datetime | None,
) -> list[str]:
    """Return what a page tells of the places of its parts: of parts that are sure, where their place has a name.

    `body` is None for one that is not sure, `published_at` for one that is not known to the minute.
    """
    told = list(body_places(names, *body)) if body else []
    if markup.title_at is not None and title and is_confirmed(title, markup):
        told += told_as("title", names.of(*boxes_of(markup.marks[markup.title_at], lambda text: title in text)))
    head = [mark for mark in markup.near_title() if len(mark.text) <= HEAD_CHARS]
    folded = [name.casefold() for name in authors]
    tests: list[tuple[str, Callable[[str], bool]]] = []
    if folded:
        tests.append(("byline", lambda text: all(name in text.casefold() for name in folded)))
    if published_at is not None:
        tests.append(("date", lambda text: is_at(text, published_at)))
    for part, holds in tests:
        found = next((mark for mark in head if holds(mark.text)), None)
        if found is not None:
            told += told_as(part, names.of(*boxes_of(found, holds)))
    return told


def told_as(part: str, selector: str | None) -> list[str]:
    return [f"{part}={selector}"] if selector else []


def boxes_of(mark: Mark, holds: Callable[[str], bool]) -> list[_Element]:
    """Return the element of a block whose text `holds` by itself, the block's own, and the one around it where that is no longer than a head."""
    inner = [element for part, element in mark.parts if holds(part)]
    around = mark.element.getparent()
    boxes = [*inner[:1], mark.element, *([around] if around is not None else [])]
    return [box for box in boxes if len(text_of(box)) <= PLACE_CHARS]


def is_at(text: str, published_at: datetime) -> bool:
    """Whether a date line says the minute `published_at`, in its own zone or, where none is printed, in one of Indonesia's."""
    for stamp in date_lines(text, labelled=True):
        said = [stamp.at.astimezone(UTC)] if stamp.zoned else [(stamp.at - timedelta(hours=h)).replace(tzinfo=UTC) for h in ZONES]
        if stamp.precision == "minute" and any(timedelta(0) <= published_at - one < timedelta(minutes=1) for one in said):
            return True
    return False


def body_places(names: Names, reading: Reading, region: Region) -> Iterator[str]:
    """Yield the place of the body, and the places with prose that is not the body's or is only a part of it, or has more beside it."""
    yield from told_as("body", names.of(reading.nodes[region.node].element))
    sums = [0, *accumulate(block.prose for block in reading.blocks)]
    own = sums[region.end] - sums[region.first]
    others: list[tuple[int, str]] = []
    for index, node in enumerate(reading.nodes):
        prose = sums[node.end] - sums[node.first]
        if prose < LEAST_PROSE or index == region.node:
            continue
        shared = sums[max(node.first, min(node.end, region.end))] - sums[min(node.end, max(node.first, region.first))]
        if shared < 0.9 * max(own, prose) and (selector := names.of(node.element)):
            others.append((-prose, selector))
    yield from (f"elsewhere={selector}" for _, selector in sorted(others)[:MOST_ELSEWHERE])


def judged_places(told: pa.Table) -> pa.Table:
    """Return the rows of `told` that are learned: parts at one place on five sampled pages of the outlet or more.

    `told` has one row for each part and value of an outlet, with the number of its `pages`, and of all those `sampled` that tell any
    place. A place of the body is learned when all pages with prose there but one, or one in ten, have their body there; one of the head,
    of which nothing tells where it is something else, when a quarter of all pages show it. A function of all rows; their order does
    not count. After a redesign the old places stay, with their days, for the pages that have them.
    """
    rows = told.select(["outlet", "part", "value", "pages", "sampled"]).to_pylist()
    against = {(row["outlet"], row["value"]): row["pages"] for row in rows if row["part"] == "elsewhere"}
    learned = []
    for row in rows:
        doubts = against.get((row["outlet"], row["value"]), 0)
        sure = (
            doubts <= max(1, DOUBT * (row["pages"] + doubts)) if row["part"] == "body" else row["pages"] >= SHOWN * row["sampled"]
        )
        learned.append(row["part"] in PARTS and row["pages"] >= ENOUGH and sure)
    return told.filter(pa.array(learned, pa.bool_()))


def judged_frames(told: pa.Table) -> pa.Table:
    """Return the rows of `told` (as `judged_places` takes them) that are learned of frames.

    A frame was told by five pages and is held by none. What one page tells as a frame and another as held is learned as held: an
    article that was read without it is read again.
    """
    rows = told.select(["outlet", "part", "value", "pages"]).to_pylist()
    seen: dict[str, set[tuple[str, str]]] = {FRAME: set(), HELD: set()}
    for row in rows:
        seen.get(row["part"], set()).add((row["outlet"], row["value"]))
    learned = []
    for row in rows:
        place = row["outlet"], row["value"]
        is_frame = row["part"] == FRAME and row["pages"] >= ENOUGH and place not in seen[HELD]
        learned.append(is_frame or (row["part"] == HELD and place in seen[FRAME]))
    return told.filter(pa.array(learned, pa.bool_()))
