"""Stories from links: which articles tell the same report, and which of them is the original.

A story begins on the day of its earliest article and takes members of that day and of LOOK_BACK days after it, so the
stories of a day depend on few days, and a late arrival changes few of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

STRONG, STRONG_LEAD = 0.35, 0.15  # of 200 natural pairs judged by hand .96 of those above both were copies
SAME = 7_000  # weight of a link between two printings of one text: however many follow each other, the text stays the same


class Article(NamedTuple):
    """What the choice of the original needs of an article."""

    article_id: str
    day: int
    outlet: str | None
    published_at: datetime | None
    is_timed: bool
    is_partial: bool
    agency: str | None
    url: str | None
    citation_outlet: str | None
    citation_url: str | None
    citation_words: tuple[int, ...]
    title_words: tuple[int, ...]
    words: int
    agency_outlet: str | None  # where the agency it credits publishes itself
    is_agency: bool  # whether its own outlet is an agency's


class Link(NamedTuple):
    """One row of LINKS, as far as stories need it."""

    first_id: str
    second_id: str
    contained: float
    lead: float
    weight: int  # share of windows in common, in ten thousandths: whole numbers add up to the same in any order

    @property
    def is_strong(self) -> bool:
        return self.contained >= STRONG and self.lead >= STRONG_LEAD


class Story(NamedTuple):
    """The original and its copies, these in the order of their ids."""

    original: Article
    copies: tuple[Article, ...]


def stories_of(articles: Iterable[Article], links: Iterable[Link], first_day: int) -> list[Story]:
    """Return the stories that begin on `first_day`, in the order of their originals' ids.

    `articles` are those of that day and the look-back after it which no earlier story has; links to others are left out.
    A story gathers around the article that has most in common with its neighbours: what is linked to that one, and by a
    strong link to one of these. So a chain of articles, each of which resembles only the next, is cut, and a roundup that
    carries two reports does not make them one.
    """
    known = {article.article_id: article for article in articles}
    near: dict[str, dict[str, Link]] = defaultdict(dict)
    for link in links:
        if link.first_id in known and link.second_id in known:
            near[link.first_id][link.second_id] = link
            near[link.second_id][link.first_id] = link
    group = _reached(sorted(a for a in near if known[a].day == first_day), near)
    weight = {a: sum(link.weight for link in near[a].values()) for a in group}
    stories: list[Story] = []
    taken: set[str] = set()
    for middle in sorted(group, key=lambda a: (-weight[a], a)):
        members = _around(middle, near, taken) if middle not in taken else set()
        if len(members) < 2:
            continue
        taken |= members
        if any(known[m].day == first_day for m in members):
            original = original_of([known[m] for m in members])
            stories.append(Story(original, tuple(known[m] for m in sorted(members - {original.article_id}))))
    return sorted(stories, key=lambda story: story.original.article_id)


def _reached(starts: list[str], near: dict[str, dict[str, Link]]) -> set[str]:
    """Return what links reach from these articles, themselves included."""
    group, queue = set(starts), list(starts)
    while queue:
        for other in near[queue.pop()]:
            if other not in group:
                group.add(other)
                queue.append(other)
    return group


def _around(middle: str, near: dict[str, dict[str, Link]], taken: set[str]) -> set[str]:
    """Return the middle, what is linked to it, what strong links add to that, and further printings of the same texts."""
    members = {middle} | (set(near[middle]) - taken)
    for member in sorted(members):
        members |= {other for other, link in near[member].items() if other not in taken and link.is_strong}
    queue = sorted(members)
    while queue:
        for other, link in near[queue.pop()].items():
            if other not in members and other not in taken and link.weight >= SAME:
                members.add(other)
                queue.append(other)
    return members


def original_of(articles: Sequence[Article]) -> Article:
    """Return the article the others are copies of.

    In this order: what says it is taken from another member is not it; an agency's own article that others credit comes
    first; then a stated date before none, the earlier day, the earlier time; then the whole before a part, the longer
    text, the lower id. So a guess decides only where nothing is known, and then it does not depend on the order of arrival.
    """
    credited = {a.agency_outlet for a in articles} - {None}

    def rank(a: Article) -> tuple[object, ...]:
        cites = any(cites_article(a, other) for other in articles if other is not a)
        # A date without a time stands at that day's midnight: within the day it tells nothing, so the day alone counts.
        time = a.published_at.timestamp() if a.published_at and a.is_timed else float("inf")
        return cites, a.outlet not in credited, a.published_at is None, a.day, time, a.is_partial, -a.words, a.article_id

    return min(articles, key=rank)


def cites_article(copy: Article, original: Article) -> bool:
    """Return whether `copy` says it is taken from `original`: by URL, or by headline, or by outlet when no more is said."""
    if not (copy.citation_outlet or copy.citation_url or copy.citation_words):
        return False
    if copy.citation_url and original.url:
        return copy.citation_url == original.url
    if copy.citation_outlet and original.outlet and not is_outlet(copy.citation_outlet, original.outlet):
        return False
    if copy.citation_words and original.title_words:
        return same_words(copy.citation_words, original.title_words)
    return bool(copy.citation_outlet and original.outlet) and copy.outlet != original.outlet


def is_outlet(name: str, outlet: str) -> bool:
    """Return whether a printed name (Kompas.com, KOMPAS, jabar.tribunnews.com) is that of this outlet (kompas.com)."""
    name, outlet = name.casefold().strip().removeprefix("www."), outlet.casefold()
    return name in (outlet, outlet.partition(".")[0]) or name.endswith("." + outlet)


WORD = (1 << 28) - 1


def same_words(some: Sequence[int], others: Sequence[int]) -> bool:
    """Return whether two headlines have the same words, whatever their capitals and signs."""
    return [word & WORD for word in some] == [word & WORD for word in others]
