"""Blocks: a page read once, from top to bottom, as paragraphs, and the nodes that hold them as ranges of paragraphs.

Nothing in the tree is changed. A *block* is one paragraph: the text between two ends of line-making elements, `<br>` pairs
or rules. A *node* is an element that makes lines; its paragraphs are `blocks[node.first:node.end]`.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from tasks.steps.lines import INVISIBLE
from tasks.steps.nodenames import INLINE_TAGS, SILENT_TAGS, TAG_HINTS, Hint, hint_of

INVISIBLE_CHARS = re.compile("[\u200b\u200c\u200d\u2060\ufeff\xad]")
SENTENCE_END = re.compile(r"""[.!?…]["”’')\]»]{0,3}$""")
IMAGE_TAGS = frozenset(("img", "amp-img", "video", "iframe"))
BOLD_TAGS = frozenset(("b", "strong"))
# How text goes on at a tag: silent (not read at all), break, plain (inline, and its name is about looks), inline; others make lines.
FLOWS = (
    dict.fromkeys(INLINE_TAGS, "inline")
    | dict.fromkeys(("a", "b", "strong", "img"), "plain")
    | {"br": "break"}
    | dict.fromkeys(SILENT_TAGS, "silent")
)
BREAK = None  # a <br> among the pieces of a paragraph
KINDS = {
    "li": "li",
    "dt": "li",
    "dd": "li",
    "td": "cell",
    "th": "cell",
    "blockquote": "quote",
    "pre": "pre",
    "figcaption": "caption",
} | {f"h{level}": "h" for level in range(1, 7)}
CELL_GAP = " | "
PROSE_CAP = 700  # one endless paragraph (terms of use, a dump) does not outweigh an article
MAX_BLOCKS = 50_000  # a page with more paragraphs is a listing or an attack; the rest is left unread


@dataclass(slots=True)
class Block:
    """One paragraph: its folded text, where its links stand in it, and the node it stands in."""

    text: str
    kind: str
    node: int
    links: list[tuple[int, int]]
    link_chars: int
    bold_chars: int
    tag: str
    prose: int = 0
    rule: str | None = None  # why it is no reporting


@dataclass(slots=True)
class Node:
    """One element that makes lines, with the blocks inside it and their figures."""

    element: Any
    tag: str
    parent: int
    depth: int
    hint: Hint | None
    first: int
    end: int = 0
    name: str = ""  # class and id, as one string of words


@dataclass(slots=True)
class Reading:
    """A page as read: all blocks in order, all nodes in order of their starts (node 0 is the root)."""

    blocks: list[Block] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)  # the blocks that are h1
    depth: int = 0  # of the deepest node
    images: list[int] = field(default_factory=list)  # the blocks that an image stands right before, in order


class Reader:
    """Walks a tree and collects its blocks; one instance reads one page."""

    def __init__(self) -> None:
        self.reading = Reading()
        self.stack: list[int] = []  # open nodes
        self.kinds: list[str] = ["p"]
        self.pieces: list[tuple[str, bool, bool] | None] = []
        self.links = 0
        self.bolds = 0

    def read(self, root: Any) -> Reading:
        """Return the blocks and nodes under `root`."""
        walker = etree.iterwalk(root, events=("start", "end"))
        blocks, nodes, stack = self.reading.blocks, self.reading.nodes, self.stack
        # A page has a thousand elements, and most make no line: what every one of them costs stands here in one loop.
        for event, element in walker:
            tag = element.tag
            flow = FLOWS.get(tag)
            if event == "start":
                if tag in IMAGE_TAGS and not any(piece and piece[0].strip() for piece in self.pieces):
                    self.reading.images.append(len(blocks))
                if flow == "silent" or len(blocks) > MAX_BLOCKS:
                    walker.skip_subtree()
                    continue
                if flow == "plain":
                    self.links += tag == "a"
                    self.bolds += tag in BOLD_TAGS
                elif flow != "break":
                    self.start(element, tag, flow == "inline")
                elif self.pieces:
                    self.pieces.append(BREAK)
                text = element.text
            else:
                if flow == "plain":
                    self.links -= tag == "a"
                    self.bolds -= tag in BOLD_TAGS
                elif stack and nodes[stack[-1]].element is element:
                    self.close(tag)
                text = element.tail
            # White space between elements says nothing where no text stands before it.
            if text and stack and (self.pieces or not text.isspace()):
                self.pieces.append((text, self.links > 0, self.bolds > 0))
        self.reading.depth = max((node.depth + 1 for node in nodes), default=0)
        return self.reading

    def start(self, element: Any, tag: str, is_inline: bool) -> None:
        """Begin the node that `element` makes; an inline one only makes one when its name says that it is furniture."""
        name, hint = "", None
        if element.attrib:
            name = name_of(element)
            hint = hint_of(tag, name, None if is_inline else element.get("role"))
        elif tag in TAG_HINTS:
            hint = hint_of(tag, "", None)
        if is_inline and (hint is None or hint.strength in ("weak", "body")):
            return
        self.flush()
        stack, nodes = self.stack, self.reading.nodes
        nodes.append(Node(element, tag, stack[-1] if stack else -1, len(stack), hint, len(self.reading.blocks), 0, name))
        stack.append(len(nodes) - 1)
        self.kinds.append(KINDS.get(tag) or self.kinds[-1])

    def close(self, tag: str) -> None:
        """Take the end of the innermost open node."""
        self.flush()
        index = self.stack.pop()
        self.kinds.pop()
        if tag == "tr":
            self.join_row(index)
        self.reading.nodes[index].end = len(self.reading.blocks)

    def flush(self) -> None:
        """Turn the collected pieces into blocks: one, or several where line breaks part them."""
        if not self.pieces:
            return
        pieces, self.pieces = self.pieces, []
        here = self.stack[-1] if self.stack else 0
        part: list[tuple[str, bool, bool]] = []
        breaks = 0
        for piece in pieces:
            if piece is None:
                breaks += 1
                continue
            if breaks and piece[0].strip():
                if part and (breaks > 1 or ends_line(part, piece[0])):
                    self.add(part, here)
                    part = []
                elif part:
                    part.append((" ", False, False))
                breaks = 0
            part.append(piece)
        if part:
            self.add(part, here)

    def add(self, pieces: list[tuple[str, bool, bool]], here: int) -> None:
        """Append the block that `pieces` make, if there is a character in them."""
        out: list[str] = []
        spans: list[tuple[int, int]] = []
        length = bold = 0
        gap = False
        for piece, in_link, in_bold in pieces:
            text = piece if piece.isascii() or not INVISIBLE_CHARS.search(piece) else piece.translate(INVISIBLE)
            words = text.split()
            if not words:
                gap = gap or bool(text)
                continue
            if length and (gap or text[0].isspace()):
                out.append(" ")
                length += 1
            run = " ".join(words)
            if in_link:
                if spans and spans[-1][1] >= length - 1:
                    spans[-1] = (spans[-1][0], length + len(run))
                else:
                    spans.append((length, length + len(run)))
            bold += len(run) if in_bold else 0
            out.append(run)
            length += len(run)
            gap = text[-1].isspace()
        if length:
            linked = sum([end - start for start, end in spans])
            node = self.reading.nodes[here]
            kind = self.kinds[-1]
            if kind == "cell" and (node.tag == "p" or length > 160 or (length > 60 and SENTENCE_END.search(out[-1][-5:]))):
                kind = "p"  # a table that lays out the page
            if node.tag == "h1":
                self.reading.titles.append(len(self.reading.blocks))
            block = Block("".join(out), kind, here, spans, linked, min(bold, length), node.tag)
            block.prose = prose_of(block)
            self.reading.blocks.append(block)

    def join_row(self, index: int) -> None:
        """Make one block of the cells of a table row when they are those of a table of data: several, and short."""
        first = self.reading.nodes[index].first
        row = self.reading.blocks[first:]
        if len(row) < 2 or any(len(block.text) > 80 or block.kind != "cell" for block in row):
            return
        links, at = [], 0
        for block in row:
            links += [(start + at, end + at) for start, end in block.links]
            at += len(block.text) + len(CELL_GAP)
        text = CELL_GAP.join(block.text for block in row)
        whole = Block(text, "cell", index, links, sum(b.link_chars for b in row), sum(b.bold_chars for b in row), "tr")
        self.reading.blocks[first:] = [whole]
        for node in self.reading.nodes[index:]:
            node.first, node.end = first, first + 1


def prose_of(block: Block) -> int:
    """Return the characters of `block` that count as running text: 0 for a label, a headline, a list of links."""
    size = len(block.text)
    if size < 40 or block.link_chars > size * 0.4 or block.kind in ("h", "caption"):
        return 0
    if SENTENCE_END.search(block.text, size - 5):
        return min(size, PROSE_CAP)
    return min(size, PROSE_CAP) if size >= 140 and block.text.count(" ") >= 15 else 0


def name_of(element: Any) -> str:
    """Return the class and id of `element`, as one string of words."""
    name, identity = element.get("class"), element.get("id")
    return f"{name or ''} {identity}" if identity else name or ""


def ends_line(part: list[tuple[str, bool, bool]], following: str) -> bool:
    """Whether a single <br> ends the line: not where a sentence plainly runs on in lower case after it."""
    before = next((text.rstrip() for text, _, _ in reversed(part) if text.strip()), "")
    after = following.lstrip()
    return not after[:1].islower() or SENTENCE_END.search(before[-4:]) is not None or before.endswith(":")
