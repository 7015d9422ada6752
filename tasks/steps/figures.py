"""Figures: what can be counted about the blocks and nodes of a reading."""

from collections.abc import Sequence, Set
from itertools import accumulate
from typing import NamedTuple

from tasks.steps.blocks import Block, Node, Reading
from tasks.steps.nodenames import LINE_TAGS

# What a paragraph counts under a node with such a name. Names lie (a body in `video-detail`), so none is zero.
STRENGTHS = {"strong": 0.2, "weak": 0.7, "caption": 0.3, "body": 1.0}
RULES = {"comments": 0.05, "footer": 0.25, "copyright": 0.1, "prompt": 0.1, "navigation": 0.1}
FLOOR = 0.05
SHADED = 0.5  # blocks that count less than this are no evidence of a list of teasers
HEADLINE_WORDS = 4


class Sums(NamedTuple):
    """Running sums over the blocks, so that the figures of a node are one subtraction."""

    chars: list[int]
    links: list[int]
    prose: list[int]
    headlines: list[int]  # links shaped as headlines
    paragraphs: list[int]


def sums_of(reading: Reading, shades: Sequence[float]) -> Sums:
    """Return the running sums; blocks that are marked or stand in the shade of a name count as neither headline nor paragraph."""
    blocks = reading.blocks
    lit = [shades[block.node] >= SHADED and block.rule is None for block in blocks]
    return Sums(
        [0, *accumulate(len(b.text) for b in blocks)],
        [0, *accumulate(b.link_chars for b in blocks)],
        [0, *accumulate(0 if b.rule else b.prose for b in blocks)],
        [0, *accumulate(int(flag and is_headline_link(b)) for b, flag in zip(blocks, lit, strict=True))],
        [0, *accumulate(int(flag and b.prose > 0) for b, flag in zip(blocks, lit, strict=True))],
    )


def is_headline_link(block: Block) -> bool:
    """Whether `block` is a link from end to end and long enough for a headline."""
    return block.link_chars >= 0.8 * len(block.text) and block.text.count(" ") >= HEADLINE_WORDS - 1


def shades_of(reading: Reading, title: int | None, prune: Set[int]) -> list[float]:
    """Return for each node what its name, and the names above it, leave of a paragraph's weight; around the headline all."""
    shades: list[float] = []
    for index, node in enumerate(reading.nodes):
        share = shades[node.parent] if node.parent >= 0 else 1.0
        if index in prune:
            share *= STRENGTHS["strong"]
        if node.hint is not None and not (title is not None and node.first <= title < node.end):
            share = max(FLOOR, share * RULES.get(node.hint.rule, STRENGTHS[node.hint.strength]))
        shades.append(share)
    return shades


def container_of(nodes: Sequence[Node], block: Block) -> int:
    """Return the nearest node above `block` that is more than a paragraph."""
    at = block.node
    while nodes[at].tag in LINE_TAGS and nodes[at].tag not in ("td", "th", "center") and nodes[at].parent >= 0:
        at = nodes[at].parent
    return at
