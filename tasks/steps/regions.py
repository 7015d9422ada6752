"""Regions: which paragraphs of a page are the body, judged by names, links, prose and place.

Every paragraph of prose counts for the containers above it; what a name says of a node makes its paragraphs count less or more,
and so does the place against the headline. The best container is widened to siblings that are prose as well (bodies come in
sections: pages of one article, parts between advertisements, a lead of its own). Then the furniture nodes inside are marked.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence, Set
from typing import NamedTuple

from tasks.steps.blocks import Node, Reading
from tasks.steps.figures import HEADLINE_WORDS, Sums, container_of, shades_of, sums_of
from tasks.steps.prune import begins_article, mark_furniture, mark_lists

CLIMB = (1.0, 0.7, 0.45, 0.25)  # what a paragraph counts for its container, and for those above it
BODY_BONUS, LAYOUT_BONUS, LEARNED_BONUS = 1.3, 3.0, 1e6  # a learned place was checked on other pages: it decides
BEFORE_TITLE, AFTER_RIVAL, AFTER_TAIL = 0.5, 0.2, 0.4
TAIL_PROSE = 200
MANY = 4  # headlines of other articles in a row: bodies do not go on below them
NEAR_TITLE = (1.5, 1.3, 1.2)  # the first paragraphs below the headline


class Region(NamedTuple):
    """The body: blocks `first` to `end` of the reading, the node it was found in, and the block that is the headline."""

    first: int
    end: int
    prose: int
    node: int
    title: int | None
    rest: int  # prose elsewhere on the page
    shade: float  # what the names around it leave of its weight


Place = tuple[Reading, Region]
"""Where a body was found, and in what."""


class Clues(NamedTuple):
    """What is known about a page besides its blocks."""

    titles: Sequence[str]  # as its metadata gives them
    lead: str  # the beginning of its description, in lower case; "" when there is none
    is_tail: Callable[[str], bool]  # whether a line is the head of a section that stands below bodies ("Berita Terkait")
    bodies: Set[int]  # nodes that the outlet's file names as body
    prune: Set[int]  # nodes that it names as furniture
    learned: Set[int] = frozenset()  # nodes where the outlet's other pages have their body


class Places(NamedTuple):
    """Blocks that part a page: its headline, the headline of the next article, the head of a section below the body."""

    title: int | None
    rival: int
    tail: int


def find_region(reading: Reading, clues: Clues) -> Region | None:
    """Return the body's range of blocks, None when nothing on the page reads like one."""
    title = find_title(reading, clues.titles)
    places = Places(title, find_rival(reading, title), find_tail(reading, title, clues.is_tail))
    shades = shades_of(reading, title, clues.prune)
    scores = score_nodes(reading, shades, places, clues.lead)
    if not scores:
        return None
    mark_lists(reading, sums_of(reading, shades))
    sums = sums_of(reading, shades)
    nodes = reading.nodes
    for at in scores:
        first, end = nodes[at].first, nodes[at].end
        listed = (sums.headlines[end] - sums.headlines[first]) / max(1, sums.paragraphs[end] - sums.paragraphs[first])
        scores[at] *= 1 - min(0.85, listed)  # a list of teasers: headline, summary, headline, summary
        hint = nodes[at].hint
        if at in clues.learned:
            scores[at] *= LEARNED_BONUS
        if at in clues.bodies:
            scores[at] *= LAYOUT_BONUS
        if (hint is not None and hint.strength == "body") or nodes[at].tag == "article":
            scores[at] *= BODY_BONUS
        elif nodes[at].tag in ("body", "html"):
            scores[at] *= 0.8
    best = max(scores, key=lambda at: (scores[at], -at))
    mark_furniture(reading, sums, best, clues.prune)
    return widen(reading, shades, best, places, clues)


def score_nodes(reading: Reading, shades: Sequence[float], places: Places, lead: str) -> dict[int, float]:
    """Return for each node that holds prose how much of it, near nodes more than far ones."""
    nodes = reading.nodes
    scores: dict[int, float] = {}
    near = iter(NEAR_TITLE)
    for index, block in enumerate(reading.blocks):
        if not block.prose:
            continue
        weight = block.prose * shades[block.node]
        if places.title is not None and index < places.title:
            weight *= BEFORE_TITLE
        elif index > places.rival:
            weight *= AFTER_RIVAL
        elif index > places.tail:
            weight *= AFTER_TAIL
        elif places.title is not None and weight:
            weight *= next(near, 1.0)
        if lead and lead in block.text[:400].lower():
            weight *= 2
        at = container_of(nodes, block)
        for share in CLIMB:
            scores[at] = scores.get(at, 0.0) + weight * share
            at = nodes[at].parent
            if at < 0:
                break
    return scores


def find_title(reading: Reading, titles: Sequence[str]) -> int | None:
    """Return the block that is the headline: the h1 (else any block) that says what the page's title says."""
    wanted = [words_of(title) for title in titles if title]
    best, best_share = None, 0.6
    for index in reading.titles:
        words = words_of(reading.blocks[index].text)
        for other in wanted:
            share = len(words & other) / max(1, min(len(words), len(other))) if len(words) >= 3 else 0.0
            if share > best_share:
                best, best_share = index, share
    if best is not None:
        return best
    for index, block in enumerate(reading.blocks):
        if 15 <= len(block.text) <= 250 and not block.link_chars and block.text.count(" ") >= 2:
            words = words_of(block.text)
            for other in wanted:
                # the title element often adds the site's name: all of the line's words in it, and most of its words in the line
                if len(other) >= 3 and len(words & other) >= max(0.9 * len(words), 0.6 * len(other)):
                    return index
    long = [index for index in reading.titles if reading.blocks[index].text.count(" ") >= 3]
    return long[0] if long else None


def find_rival(reading: Reading, title: int | None) -> int:
    """Return the first block below the headline that heads another article (an endless page), else the number of blocks."""
    if title is not None:
        head = reading.blocks[title]
        words = words_of(head.text)
        for index in range(title + 1, len(reading.blocks)):
            block = reading.blocks[index]
            if block.tag != head.tag or block.kind != "h" or block.text.count(" ") < HEADLINE_WORDS - 1:
                continue
            other = words_of(block.text)
            if len(words & other) < 0.6 * len(other) and (block.tag == "h1" or is_parallel(reading, title, index)):
                return index
    return len(reading.blocks)


def find_tail(reading: Reading, title: int | None, is_tail: Callable[[str], bool]) -> int:
    """Return the first section head ("Berita Terkait") below the headline and some prose, else the number of blocks."""
    prose = 0
    for index in range(title if title is not None else 0, len(reading.blocks)):
        block = reading.blocks[index]
        prose += block.prose
        if prose >= TAIL_PROSE and len(block.text) <= 40 and is_tail(block.text):
            return index
    return len(reading.blocks)


def is_parallel(reading: Reading, title: int, other: int) -> bool:
    """Whether two headings stand in two nodes of one kind: same tag, same class, each its own."""
    nodes = reading.nodes
    mine, its = nodes[nodes[reading.blocks[title].node].parent], nodes[nodes[reading.blocks[other].node].parent]
    name = mine.element.get("class")
    return mine is not its and mine.tag == its.tag and bool(name) and name == its.element.get("class")


def words_of(text: str) -> set[str]:
    """Return the lower-cased words of `text`."""
    return {word.strip(".,:;!?\"'“”‘’()|-–—") for word in text.lower().split()} - {""}


def widen(reading: Reading, shades: Sequence[float], best: int, places: Places, clues: Clues) -> Region:
    """Return the region of the node `best` with the siblings, and siblings of its parents, that are prose like it."""
    sums = sums_of(reading, shades)
    nodes, title, rival = reading.nodes, places.title, places.rival
    first, end = nodes[best].first, nodes[best].end
    children: dict[int, list[int]] = {}
    for index, node in enumerate(nodes):
        children.setdefault(node.parent, []).append(index)
    at = best
    for _ in range(0 if best in clues.bodies else 4):
        parent = nodes[at].parent
        if parent < 0 or nodes[parent].tag == "html":
            break
        row = children[parent]
        place = bisect_left(row, at)
        for sibling in row[place + 1 :]:
            node = nodes[sibling]
            if (
                node.first >= rival
                or starts_tail(reading, node, clues.is_tail)
                or sums.headlines[node.end] - sums.headlines[end] >= MANY
            ):
                break
            if is_body_part(reading, sums, sibling):
                end = max(end, node.end)
        for sibling in reversed(row[:place]):
            node = nodes[sibling]
            if (title is not None and node.first <= title) or sums.headlines[first] - sums.headlines[node.first] >= MANY:
                break
            if is_opening(reading, sums, node, clues.lead) or (
                is_body_part(reading, sums, sibling) and is_lead(reading, node, clues.lead)
            ):
                first = min(first, node.first)
        at = parent
    if title is not None and first < title < end and title - first <= 40:
        first = title
    if end > rival > first:
        end = rival
    prose = sums.prose[end] - sums.prose[first]
    return Region(first, end, prose, best, title, sums.prose[-1] - prose, shades[best])


def is_lead(reading: Reading, node: Node, lead: str) -> bool:
    """Whether prose above the body belongs to it: not when it stands below a picture, unless it begins as articles begin."""
    at = bisect_left(reading.images, node.first)
    if at == len(reading.images) or reading.images[at] >= node.end:
        return True
    pictures = bisect_left(reading.images, node.end) - at
    paragraphs = sum(block.prose > 0 for block in reading.blocks[node.first : node.end])
    return opens(reading, node, lead) or paragraphs >= 3 * pictures


def is_opening(reading: Reading, sums: Sums, node: Node, lead: str) -> bool:
    """Whether `node`, above the body, is its first section: it begins as articles begin and a third of it is prose, whatever else is in it."""
    prose, chars = sums.prose[node.end] - sums.prose[node.first], sums.chars[node.end] - sums.chars[node.first]
    return prose >= 200 and prose >= chars * 0.35 and opens(reading, node, lead)


def opens(reading: Reading, node: Node, lead: str) -> bool:
    """Whether one of the first lines of `node` begins as articles begin."""
    return any(begins_article(block.text, lead) for block in reading.blocks[node.first : min(node.end, node.first + 4)])


def starts_tail(reading: Reading, node: Node, is_tail: Callable[[str], bool]) -> bool:
    """Whether the first line of `node` is the head of a section that stands below a body."""
    for block in reading.blocks[node.first : node.end]:
        if block.rule is None:
            return len(block.text) <= 60 and is_tail(block.text)
    return False


def is_body_part(reading: Reading, sums: Sums, index: int) -> bool:
    """Whether a neighbour of the body is body too: mostly prose, hardly a link."""
    node = reading.nodes[index]
    if node.hint is not None and node.hint.strength == "strong":
        return False
    first, end = node.first, node.end
    chars, prose = sums.chars[end] - sums.chars[first], sums.prose[end] - sums.prose[first]
    if prose < 60 or prose < chars * 0.6 or (sums.links[end] - sums.links[first]) > chars * 0.25:
        return False
    blocks = reading.blocks[first:end]
    if sum(block.prose > 0 for block in blocks) == 1 and any(block.link_chars >= 0.9 * len(block.text) for block in blocks):
        return False  # a notice among links, as in footers
    return not any(block.tag in ("h1", "h2", "h3", "h4") and block.link_chars for block in blocks)
