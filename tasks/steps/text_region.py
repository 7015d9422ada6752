"""The region of a text page: which of its lines hold the article with its head, when the whole page with menus and teasers was dumped."""

import re
from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from tasks.steps.creditlines import closing_initials, name_line
from tasks.steps.shapes import capital_share, content_words, count_words, is_headline, is_prose, overlap
from tasks.steps.text_bylines import BYLINE
from tasks.steps.text_head import BODY, title_score
from tasks.steps.text_labels import Labelled

ABOVE_TITLE = ("date", "credit", "published", "section", "crumbs", "furniture")
OUTSIDE = "outside"  # the label of lines that are no part of the article
HEAD_LINES = 8  # a headline so near to the top has no menus above it
REACH = 80  # lines between headline and body, a photo gallery among them
BETWEEN = ("furniture", "photo", "sentence", "dateline", "pager")  # what stands between paragraphs of one article
BETWEEN_WORDS = 20  # any other line there costs so many words
# The date and clock of an article before its teaser: no sentence has the like.
TEASER_DATE = re.compile(r"[^.()]{0,160}\b(?:19|20)\d\d,? (?:[-–|] )?\d{1,2}[:.]\d\d(?: WIB| WITA| WIT)?\b")
GAP = 3  # lines other than prose that may stand inside the core
INSET = 15  # lines of a box inside an article
ENOUGH = 40  # content words that say what an article is about
SAME = 0.3  # this share of a line's content words known from the core says: it belongs to it
NEAR = 0.15  # and this share, where hardly anything stands between
TITLE_LEAST = 0.3  # this share of a headline's content words stands in its article


class Core(NamedTuple):
    """The longest stretch of prose of a page, which is surely its article, and the words it is about."""

    start: int
    end: int  # behind its last line
    about: Counter[str]


def with_region(page: Labelled, known: str | None = None) -> Labelled:
    """Return `page` with the lines above its headline and those behind its last paragraph labelled OUTSIDE, `known` being its headline.

    A page that begins with its headline and ends with its article is left as it is.
    """
    core = find_core(page)
    if core is None:
        return page
    start = first_line(page, core)
    title = find_headline(page, start, core.about, known)
    if title is not None and title < HEAD_LINES:
        title = None  # for text_head to find
    top = 0 if title is None else title_top(page, title)
    end = last_line(page, core) if top or page.is_dump else len(page.lines)
    labels = [label if top <= index < end or label == "furniture" else OUTSIDE for index, label in enumerate(page.labels)]
    page = replace(page, labels=labels, title=title)
    if page.is_dump:
        for index in range(core.end, len(labels)):
            labels[index] = "short" if is_teaser_line(page, index) else labels[index]
    return page


def find_core(page: Labelled) -> Core | None:
    """Return the stretch of lines with the most prose, every line between paragraphs taken off; None without prose.

    Teasers are a paragraph each with a headline or a date between them, and come to little.
    """
    best, most = None, 0
    start, last, words = -1, -1, 0
    for index in range(len(page.lines)):
        if not is_paragraph(page, index):
            continue
        between = sum(page.labels[i] not in BETWEEN for i in range(last + 1, index)) if start >= 0 else 0
        if start < 0 or between > GAP or words <= BETWEEN_WORDS * between:
            start, words, between = index, 0, 0
        last, words = index, words - BETWEEN_WORDS * between + min(count_words(page.text(index)), 80)
        if words > most:
            best, most = (start, last + 1), words
    if best is None:
        return None
    return Core(*best, content_words(" ".join(page.text(i) for i in range(*best))[:20_000]))


def is_paragraph(page: Labelled, index: int) -> bool:
    """Whether the line is prose of its own; a teaser is not: it ends in dots, or has the date of its article before it."""
    text = page.text(index)
    if page.labels[index] not in BODY or text.endswith(("...", "…")) or TEASER_DATE.match(text):
        return False
    return page.labels[index] == "dateline" or is_prose(text)


def is_teaser_line(page: Labelled, index: int) -> bool:
    """Whether a sentence outside the core is a teaser: its words have capitals and it ends in no full stop, or it ends in dots."""
    text = page.text(index)
    if page.labels[index] not in BODY:
        return False
    dotted = text.endswith(("...", "…")) and not page.is_at(index - 1, *BODY)
    return dotted or (is_headline(text) and capital_share(text) >= 0.6 and not text.endswith(('."', ".”")))


def first_line(page: Labelled, core: Core) -> int:
    """Return the index of the first paragraph of the article, at the core or above it."""
    start = core.start
    for index in range(core.start - 1, max(-1, core.start - 3 * INSET), -1):
        if page.is_at(index, "tail") and start - index > 1:
            break
        if start - index > INSET or not is_paragraph(page, index) or is_teaser_line(page, index):
            continue
        if overlap(page.text(index), core.about) >= SAME:
            start = index
    return start


def last_line(page: Labelled, core: Core) -> int:
    """Return the index behind the article and the short lines below it: that of the first prose which is not its own, or the end of the page."""
    last = core.end - 1
    for index in range(core.end, len(page.lines)):
        between = range(last + 1, index)
        if page.labels[index] in BODY and (TEASER_DATE.match(page.text(index)) or (between and page.labels[index] == "dateline")):
            return index
        if not is_paragraph(page, index):
            continue
        if is_own(page, index, between, core.about):
            last = index
        elif is_foreign(page, index, between, core.about):
            return index
    return len(page.lines)


def is_own(page: Labelled, index: int, between: range, about: Counter[str]) -> bool:
    """Whether the paragraph at `index` goes on an article whose last one stands above the lines `between`."""
    if len(between) > INSET:
        return False
    alone = not page.is_at(index + 1, *BODY)
    wanted = NEAR if len(between) <= GAP and not is_parted(page, between) else SAME + 0.1 * alone
    return overlap(page.text(index), about) >= wanted or goes_on(page, index, about) or closes_below(page, index)


def is_foreign(page: Labelled, index: int, between: range, about: Counter[str]) -> bool:
    """Whether the paragraph at `index`, which does not go on the article, shows that the article is over."""
    if len(between) > INSET or (is_parted(page, between) and sum(about.values()) >= ENOUGH):
        return True
    return page.is_dump and len(between) > GAP and overlap(page.text(index), about) < NEAR / 2


def is_parted(page: Labelled, between: range) -> bool:
    """Whether one of the lines `between` two paragraphs closes an article or is the head of what follows one."""
    return any(page.labels[i] == "tail" or is_closing(page, i) for i in between)


def closes_below(page: Labelled, index: int) -> bool:
    """Whether the initials that close the article stand below `index`, and no head of what follows an article before them."""
    for below in range(index + 1, min(index + 2 * INSET, len(page.lines))):
        if page.labels[below] == "tail":
            return False
        if is_closing(page, below):
            return True
    return False


def is_closing(page: Labelled, index: int) -> bool:
    """Whether the line closes an article: its reporter's initials alone."""
    text = page.text(index)
    return len(text) <= 20 and text[:1] in "([" and closing_initials(text)[0] == ""


def goes_on(page: Labelled, index: int, about: Counter[str]) -> bool:
    """Whether two or more paragraphs in a row begin at `index` that together come near what the article is about."""
    end = index
    while end < len(page.lines) and is_paragraph(page, end):
        end += 1
    return end - index >= 2 and overlap(" ".join(page.text(i) for i in range(index, end)), about) >= NEAR


def find_headline(page: Labelled, start: int, about: Counter[str], known: str | None) -> int | None:
    """Return the index of the headline above the first paragraph: a line of words the article uses, best right above byline and date."""
    best, best_score = None, 0.0
    for index in range(start - 1, max(-1, start - REACH), -1):
        text = page.text(index)
        if known is not None and text.lower() == known:
            return index
        if page.labels[index] not in ("short", "sentence") or not is_headline(text):
            continue
        share = overlap(text, about)
        look = title_score(page, index, False, share)
        if look == 0 or not speaks_of(text, about):
            continue
        score = look + headline_score(page, index) + 3 * share - 0.02 * (start - index)
        if score > best_score:
            best, best_score = index, score
    return None if best is None else bare_title(page, best, start)


def speaks_of(text: str, about: Counter[str]) -> bool:
    """Whether a headline uses the words of an article: TITLE_LEAST of them, and two or else all."""
    share = overlap(text, about)
    return share == 1 or (share >= TITLE_LEAST and sum(word in about for word in content_words(text)) >= 2)


def bare_title(page: Labelled, title: int, start: int) -> int:
    """Return the index of the headline without more, where a line below holds it and the one at `title` adds a site or breadcrumbs."""
    long = page.text(title)
    for index in range(title + 1, start):
        text = page.text(index)
        if 15 <= len(text) < len(long) and is_headline(text) and (long.startswith(text) or long.endswith(text)):
            return index
    return title


def headline_score(page: Labelled, index: int) -> float:
    """Return how much a line looks like the headline of the page by its marks and neighbours; only the order means something."""
    line = page.lines[index]
    announced = (
        any(page.is_at(below, *BYLINE) for below in range(index + 1, index + 4)) or name_line(page.text(index + 1)) is not None
    )
    teaser = line.kind != "h" and line.link_chars >= 0.8 * len(line.text)
    return (line.kind == "h") + 1.5 * announced + 0.5 * page.is_at(index - 1, "date") - 1.5 * teaser


def title_top(page: Labelled, title: int) -> int:
    """Return the index of the first line of the head: section, breadcrumb or date may stand above the headline."""
    top = title
    while top > 0 and title - top < 4 and page.is_at(top - 1, *ABOVE_TITLE):
        top -= 1
    return top
