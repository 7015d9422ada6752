"""Frames: what stands around an outlet's articles and gives nothing to them: menus, sidebars, lists of other articles.

A frame is one element of a page with a name of its own (`tasks/steps/learning_places.py`), told as "frame=selector" by a page that,
read without it, gives the same article, line for line and cut for cut. "held=selector" is told of an element in which something of the
article stands: it is no frame, whatever other pages tell.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from lxml.etree import _Element

from tasks.steps.learned import FRAME, HELD
from tasks.steps.learning_places import Names
from tasks.steps.marks import Markup
from tasks.steps.regions import Place

LEAST = 10  # elements; leaving out fewer saves nothing
MOST = 30  # frames told by one page
TRIES = 8  # readings of one page at most; one that is as it seems needs one
ABOVE = 12  # blocks before the headline that crumbs are looked for in


def drop_frames(tree: _Element, frames: Collection[str]) -> list[str]:
    """Empty the elements that `frames` mean, each alone on the page, and return the selectors of those that were there."""
    if not frames:
        return []
    found: dict[str, list[_Element]] = defaultdict(list)
    for element in tree.iter(*{selector.replace("#", ".").partition(".")[0] for selector in frames}):
        for name in names_of(element):
            if name in frames:
                found[name].append(element)
    alone = {selector: elements[0] for selector, elements in found.items() if len(elements) == 1}
    for element in alone.values():
        tail = element.tail
        element.clear()
        element.tail = tail
    return sorted(alone)


def names_of(element: _Element) -> Iterator[str]:
    """Yield the selectors that may mean `element`: by its id, by each of its classes."""
    if identity := element.get("id"):
        yield f"{element.tag}#{identity}"
    for name in (element.get("class") or "").split():
        yield f"{element.tag}.{name}"


def holders_of(markup: Markup, place: Place, people: Iterable[str], tags: Iterable[str]) -> set[_Element]:
    """Return the elements in which something of the article stands, those around them included.

    That is its body, the blocks from a dozen before its headline to the end of its text, and elsewhere those that name one of its
    `people`, or are one of its `tags`.
    """
    reading, region = place
    inside = {reading.nodes[block.node].element for block in reading.blocks[region.first : region.end]}
    at = [place for place, mark in enumerate(markup.marks) if mark.element in inside or mark.nodes[0][1] in inside]
    title = markup.title_at if markup.title_at is not None else min(at, default=0)
    near = markup.marks[max(0, title - ABOVE) : max(at, default=title) + 1]
    person = re.compile("|".join(map(re.escape, people)) or r"(?!)", re.IGNORECASE)
    labels = {tag.casefold() for tag in tags}
    others = [
        mark
        for mark in markup.marks
        if person.search(mark.text) or any(p.lstrip("#").casefold() in labels for p, _ in mark.parts)
    ]
    holders: set[_Element] = set()
    for start in [*inside, *(mark.element for mark in [*near, *others])]:
        element: _Element | None = start
        while element is not None and element not in holders:
            holders.add(element)
            element = element.getparent()
    return holders


def held_of(names: Names, holders: Collection[_Element]) -> list[str]:
    """Return what the holders on a page tell, sorted."""
    return sorted(f"{HELD}={selector}" for element in holders if (selector := named(names, element)))


def frames_of(names: Names, root: _Element, holders: Collection[_Element], is_same: Callable[[Sequence[str]], bool]) -> list[str]:
    """Return what the parts of a page tell in which nothing of its article seems to stand; `is_same` tells whether it is, without some of them."""
    apart = apart_of(names, root, holders)
    proven, doubtful = tried(apart, is_same)
    return [*(f"{FRAME}={selector}" for selector in proven), *(f"{HELD}={selector}" for selector in doubtful)]


def apart_of(names: Names, root: _Element, holders: Collection[_Element]) -> list[str]:
    """Return the selectors of the outermost named elements of `root` that hold nothing, in the order of the page, scripts left out."""
    found: list[str] = []
    waiting = [root]
    while waiting and len(found) < MOST:
        element = waiting.pop()
        selector = None if element in holders else named(names, element)
        if selector is not None and sum(1 for _ in element.iter()) >= LEAST:
            found.append(selector)
        else:
            waiting += [child for child in reversed(element) if child.tag not in ("head", "script", "style")]
    return found


def named(names: Names, element: _Element) -> str | None:
    """Return the selector of an element by its id or a class; None for one that only its tag tells from others."""
    selector = names.own(element)
    return selector if selector is not None and selector != element.tag else None


def tried(apart: Sequence[str], is_same: Callable[[Sequence[str]], bool]) -> tuple[list[str], list[str]]:
    """Return those of `apart` without which, taken together, the page is the same, and those that alone make it another one."""
    proven: list[str] = []
    doubtful: list[str] = []
    waiting = [list(apart)] if apart else []
    for _ in range(TRIES):
        if not waiting:
            break
        some = waiting.pop()
        if is_same([*proven, *some]):
            proven += some
        elif len(some) == 1:
            doubtful += some
        else:
            waiting += [some[len(some) // 2 :], some[: len(some) // 2]]
    return proven, doubtful
