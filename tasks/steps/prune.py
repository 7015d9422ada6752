"""Prune: nodes around and inside the body that cannot be reporting, by their names and figures, and captions by their place."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Set

from tasks.steps.blocks import Node, Reading
from tasks.steps.figures import Sums, container_of
from tasks.steps.nodenames import Hint

DATELINE = re.compile(r"[A-Z][\w.,/()'’ -]{1,60}? ?(?:--|[-–—])(?: |$)")
MAX_CAPTION_LINES, MAX_CAPTION = 3, 400


def mark_furniture(reading: Reading, sums: Sums, best: int, prune: Set[int]) -> None:
    """Give the blocks of nodes that cannot be reporting the rule of the name that says so; nodes around `best` are spared."""
    around = set()
    at = best
    while at >= 0:
        around.add(at)
        at = reading.nodes[at].parent
    whole = sums.prose[reading.nodes[best].end] - sums.prose[reading.nodes[best].first]
    done = 0
    for index, node in enumerate(reading.nodes):
        if index in around or node.end <= max(done, node.first):
            continue
        if index in prune:
            rule = "layout"
        elif node.hint is not None and node.hint.strength != "body" and is_furniture(reading, sums, node, node.hint, whole):
            rule = node.hint.rule
        elif is_teaser_box(reading, sums, node, whole):
            rule = "link-list"
        else:
            continue
        for block in reading.blocks[node.first : node.end]:
            block.rule = block.rule or rule
        done = node.end


def mark_lists(reading: Reading, sums: Sums) -> None:
    """Mark the nodes that hold three headlines or more that are links, and no paragraph: boxes of other articles, whatever their names."""
    done = 0
    for node in reading.nodes:
        if node.end <= max(done, node.first) or sums.paragraphs[node.end] > sums.paragraphs[node.first]:
            continue
        if sums.headlines[node.end] - sums.headlines[node.first] >= 3 and sums.prose[node.end] == sums.prose[node.first]:
            for block in reading.blocks[node.first : node.end]:
                block.rule = block.rule or "link-list"
            done = node.end


def is_furniture(reading: Reading, sums: Sums, node: Node, hint: Hint, whole: int) -> bool:
    """Whether a node whose name hints at furniture is furniture by its figures as well; `whole` is the prose of the body."""
    first, end = node.first, node.end
    chars, links = sums.chars[end] - sums.chars[first], sums.links[end] - sums.links[first]
    prose = sums.prose[end] - sums.prose[first]
    strength = hint.strength
    if strength == "strong":
        return hint.rule == "comments" or prose < whole * 0.5 or links > chars * 0.3
    if strength == "caption":
        data = sum(block.kind == "quote" or (block.kind == "cell" and block.tag == "tr") for block in reading.blocks[first:end])
        return prose <= whole * 0.4 and chars <= 800 and not data
    if links >= chars * 0.5:
        return prose <= whole * 0.3
    return (
        prose == 0 and chars <= 400 and not any(block.kind in ("h", "li", "quote", "cell") for block in reading.blocks[first:end])
    )


def is_teaser_box(reading: Reading, sums: Sums, node: Node, whole: int) -> bool:
    """Whether a node, whatever its name, lists other articles: three headlines that are links, or more, and paragraphs only below them."""
    headlines = sums.headlines[node.end] - sums.headlines[node.first]
    paragraphs = sums.paragraphs[node.end] - sums.paragraphs[node.first]
    if headlines < 3 or headlines < paragraphs or sums.prose[node.end] - sums.prose[node.first] > whole * 0.5:
        return False
    below = (i for i in range(node.first, node.end) if sums.paragraphs[i + 1] > sums.paragraphs[i])
    return all(sums.headlines[i] > sums.headlines[max(node.first, i - 3)] for i in below)


def mark_captions(reading: Reading, first: int, end: int, whole: int, lead: str) -> None:
    """Mark the lines right below a picture that stand in another kind of container than the paragraphs do.

    Among the blocks `first` to `end`, whose prose is `whole`. At most three lines, short of 400 characters; a line that begins as
    articles begin stays.
    """
    nodes, blocks = reading.nodes, reading.blocks
    holders: Counter[int] = Counter()  # paragraphs of prose in each container
    weights: dict[tuple[str, str | None], int] = {}
    kinds: dict[int, tuple[str, str | None]] = {}
    for index in range(first, end):
        block = blocks[index]
        holder = container_of(nodes, block)
        holders[holder] += block.prose > 0
        node = nodes[holder]
        kinds[index] = (node.tag, node.element.get("class"))
        if block.rule is None:
            weights[kinds[index]] = weights.get(kinds[index], 0) + block.prose
    for image in reading.images[bisect_left(reading.images, first) :]:
        if image >= end:
            break
        for index in range(image, min(image + MAX_CAPTION_LINES, end)):
            block = blocks[index]
            if (
                weights.get(kinds[index], 0) >= 0.2 * whole
                or block.kind in ("h", "quote", "li", "cell")
                or len(block.text) > MAX_CAPTION
            ):
                break
            if begins_article(block.text, lead) or holders[container_of(nodes, block)] > 1:
                break
            block.rule = block.rule or "caption"


def begins_article(text: str, lead: str) -> bool:
    """Whether `text` begins with a dateline or with what the page's description begins with."""
    return DATELINE.match(text) is not None or bool(lead and text[: len(lead)].lower() == lead)
