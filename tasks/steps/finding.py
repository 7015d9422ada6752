"""Finding: what one page holds, by its tree or by its lines, before the Indonesian layer reads it.

An HTML page of an outlet whose frames were learned (`tasks/steps/frames.py`) is read without them; where that leaves anything in doubt,
and on the pages from which frames are learned, the whole page is read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from lxml.etree import _Element

from seeds.knowledge import Knowledge
from seeds.outlets import Outlet
from tasks.steps.body import Body, find_body
from tasks.steps.days import JAKARTA
from tasks.steps.documents import PageError, parse_html
from tasks.steps.frames import drop_frames
from tasks.steps.layouts import NOWHERE, Placed, learned_selectors, written_selectors
from tasks.steps.learned import is_sampled
from tasks.steps.lines import Cut, Line
from tasks.steps.markup import NO_MARKUP, Markup, photo_credit_of, read_elements, read_marks, section_of
from tasks.steps.paging import UNPAGED, Paging, asks_for_all, read_paging
from tasks.steps.publishers import outlet_of
from tasks.steps.regions import Place
from tasks.steps.text_header import Header
from tasks.steps.text_pages import read_text_page
from tasks.steps.titles import headline
from tasks.steps.urls import day_in_url, page_number

MAX_TEXT_CHARS = 3_000_000  # half a million words: no page of news, and reading it would take seconds


@dataclass
class Found:
    """What a page holds before the Indonesian layer reads it, the same for HTML and text."""

    markup: Markup
    lines: list[Line]
    cuts: list[Cut]
    route: str
    printed: list[str]  # every line of the extracted page in order, for its pager
    outlet_key: str | None = None
    outlet: Outlet | None = None  # what is written down about it
    paging: Paging = UNPAGED
    title: str | None = None
    subtitle: str | None = None
    section: str | None = None
    photo_credit: str | None = None
    credits: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)
    body: Body | None = None  # None for text
    plain_lines: list[Line] = field(default_factory=list)  # the text, as cut without anything learned
    plain: tuple[list[str], list[str]] = ([], [])  # the credit and the date lines, as cut without anything learned
    written: Placed = field(default_factory=lambda: Placed(NO_MARKUP, NOWHERE))  # what stands where the outlet's file says
    plain_day: date | None = None  # the day of its publication, as read without anything learned
    places: list[str] = field(default_factory=list)  # where its parts stand, as part=selector
    is_unsure: bool = False  # whether other learned layouts could make another article of it
    used: list[str] = field(default_factory=list)  # learned rows that made a difference, as part=value
    is_telling: bool = False  # whether other pages are to learn from it
    framed: list[str] = field(default_factory=list)  # selectors of what was left out before it was read

    @property
    def place(self) -> Place | None:
        """Where the body was found, when that is beyond doubt and the headline is printed."""
        return self.body.place if self.body is not None and self.markup.title_at is not None else None


class Opened(NamedTuple):
    """A parsed page before its text is read: what its elements say, and the outlet that they name."""

    tree: _Element
    markup: Markup
    outlet_key: str | None


def open_html(page: Mapping[str, Any], text: str, given: Mapping[str, Any], knowledge: Knowledge) -> Opened:
    """Parse a page and read what its elements say."""
    tree = parse_html(text)
    markup = read_elements(tree)
    return Opened(tree, markup, outlet_of(page["url"], markup, (), knowledge.outlets, given.get("outlet")))


def find_in_html(page: Mapping[str, Any], text: str, given: Mapping[str, Any], knowledge: Knowledge) -> Found:
    """Return what an HTML page holds: by the fast route, without the frames of its outlet, when that is sure of body and headline."""
    opened = open_html(page, text, given, knowledge)
    frames = knowledge.learned.of(opened.outlet_key).frames
    if is_sampled(page["page_id"]) or not (framed := drop_frames(opened.tree, frames)):
        return find_in_tree(page, opened, knowledge)
    try:
        found = find_in_tree(page, opened, knowledge)
        if found.place is not None:
            found.framed = framed
            return found
    except PageError:
        pass
    return find_in_tree(page, open_html(page, text, given, knowledge), knowledge)


def find_in_tree(page: Mapping[str, Any], opened: Opened, knowledge: Knowledge) -> Found:
    """Return what the tree of a page holds. Raises PageError when it has no body."""
    tree, markup, key = opened
    read_marks(tree, markup)
    outlet = knowledge.outlets.get(key)
    selectors = written_selectors(outlet, layout_day(page))
    written = Placed(markup, selectors)
    if (place := written.title_at()) is not None:
        markup.title_at = place
    learned = learned_selectors(knowledge.learned.of(key).layouts)
    body = find_body(tree, markup, knowledge.rules, selectors, learned.body)
    title = headline(markup, names_of(outlet))
    section, photo = section_of(markup, page["url"]), photo_credit_of(markup)
    paging = read_paging(markup, page["url"])
    head = (title.title, title.subtitle, section, photo)
    found = Found(markup, body.lines, body.cuts, body.route, lines_of(body), key, outlet, paging, *head)
    found.body, found.written, found.is_unsure = body, written, body.is_unsure
    return found


def lines_of(body: Body) -> list[str]:
    """Return every line of the extracted page in order, kept or cut."""
    said = [*((line.number, line.text) for line in body.lines), *((cut.line, cut.text) for cut in body.cuts)]
    return [text for _, text in sorted(said)]


def names_of(outlet: Outlet | None) -> tuple[str, ...]:
    """Return the name and the domains of an outlet."""
    return (outlet.name, *outlet.domains) if outlet else ()


def layout_day(page: Mapping[str, Any]) -> date | None:
    """Return the day whose layout a page probably has: that of its fetch, else the one in its address."""
    if page["fetched_at"] is not None:
        return page["fetched_at"].astimezone(JAKARTA).date()
    return day_in_url(page["url"])


def find_in_text(page: Mapping[str, Any], header: Header, given: Mapping[str, Any], knowledge: Knowledge) -> Found:
    """Return what a text page holds below its header."""
    if len(header.rest) > MAX_TEXT_CHARS:
        raise PageError(
            "too-large",
            f"{len(header.rest)} characters of text; at most {MAX_TEXT_CHARS} were wanted; split the file into articles",
        )
    key = outlet_of(page["url"], NO_MARKUP, (), knowledge.outlets, given.get("outlet"))
    read = read_text_page(header, knowledge.rules, knowledge.words, key, given.get("title"))
    printed = [line.text for line in read.extracted]
    key = key or outlet_of(None, NO_MARKUP, printed, knowledge.outlets)
    found = Found(NO_MARKUP, read.lines, read.cuts, "text", printed, key, knowledge.outlets.get(key))
    found.paging = Paging(page_number(page["url"]), None, asks_for_all(page["url"] or ""))
    found.title, found.subtitle, found.section = read.title, read.subtitle, read.section
    found.photo_credit, found.credits, found.dates = read.photo_credit, read.credits, read.dates
    found.tags, found.sites = read.tags, read.sites
    return found
