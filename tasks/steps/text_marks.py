"""Marks of dumpers: what html2text, trafilatura, lynx and w3m write around words to say that they were a link, a heading or an item.

They are to a text page what tags are to an HTML page: taken off, and kept as what they say of a line (`Line.kind`, `link_chars`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Flag, auto
from itertools import pairwise

OPEN, CLOSE = "\ue000", "\ue001"  # private characters: where a link begins and ends
PRIVATE = str.maketrans("", "", OPEN + CLOSE)
_HREF = r"\((?P<href>(?:[^()]++|\([^()]*+\))*+)(?:\)|$)"  # brackets in an address are in pairs; the last one may be missing
IMAGE = re.compile(rf"!\[[^\[\]]{{0,500}}\]{_HREF}")
LINK = re.compile(rf"\[(?P<label>[^\[\]]{{0,500}})\](?:{_HREF}|\[\d{{1,4}}\])")
IS_HREF = re.compile(r"""<?(?:[A-Za-z][\w+.-]{1,20}:|//?|#|\?|\.|[\w%.-]+[/.?]|$)[^"']*(?:["'].*)?""", re.DOTALL)
LINKED = re.compile(rf"{OPEN}([^{CLOSE}]*){CLOSE}")
UNCLOSED = re.compile(r"(?:[*+-] )?\[[^\[\]]{0,300}")
UNOPENED = re.compile(rf"(?P<text>[^\[\]]{{0,600}})\]{_HREF}")
LINK_ROWS = 8
MENU_ITEMS = 15  # so many bullets are menus, and not the list of an article
HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>\S.*?)\s*#*")
_THEN = r"(?: (?=[,.;:!?)]))?"  # html2text sets a space between an emphasis and the mark behind it
STRONG = re.compile(rf"(?<![\w*])\*\*(?!\*)([^*]{{1,600}})\*\*(?!\*){_THEN}")
# Halves of marks whose other half stands in another line, icons, and the brackets around a bare address.
LOOSE = re.compile(r"^\*\*(?=[^*])\s*|\s*(?<=[^*])\*\*$|(?<![\w_])__+(?![_*])|<(?=https?://[^<>\s]{1,500}>)|(?<=[\w/])>$")
EMPHASIS = re.compile(
    rf"(?<![\w*])\*(?=[^\s*)])([^*]{{1,400}}?)(?<=[^\s*(])\*(?![\w*]){_THEN}|(?<![\w_])_(?=[^\s_])([^_]{{1,400}}?)(?<=[^\s_])_(?![\w_]){_THEN}"
)
ESCAPE = re.compile(r"\\([-.+_#*()\[\]!>`|~])")
ITEM = re.compile(r"(?:[*+•·□■○o-]|\\-)\s+(?=\S)")
QUOTE = re.compile(r"(?:>\s?)+(?=\S)")
NUMBER = re.compile(r"(?<![^\W\d_])\[(\d{1,4})\](?=\S|$)")  # lynx: [12]before the words of a link
NUMBER_GLUED = re.compile(r"\[\d{1,4}\](?=\S|$)")
REFERENCES = re.compile(r"(?i)references|visible links|hidden links:?|links:")
_SCHEME = r"(?:https?|file|ftp|mailto|javascript|whatsapp|lynximgmap|tel|tg|fb-messenger|intent)"
REFERENCE = re.compile(rf"(?i)\s*\[?\d{{1,4}}[\].]:?\s+{_SCHEME}\b:?.*|\s*(?:visible|hidden) links:?")
# Fields, buttons and pictures of a terminal browser.
FIELD = re.compile(
    r"_{6,}|\[\s{6,}\]|\[[\w.-]{4,40}\.(?:png|jpe?g|gif|svg|webp)[^\[\]]{0,60}\]|(?<!\S)\[(?=[\w-]*\d)[\w-]{4,40}\](?!\S)"
    r"|\[(?:INS|DEL): ?:(?:INS|DEL)\]|IFRAME: \S{0,300}|\(BUTTON\)|\[[_X ]\]"
)


class Dialect(Flag):
    """How a page was dumped."""

    PLAIN = 0
    MARKDOWN = auto()
    NUMBERED = auto()  # links by number, as lynx does
    ITEMS = auto()  # bullets before items


@dataclass(frozen=True, slots=True)
class Marked:
    """One paragraph without its marks: `kind` as in Line, `link_chars` of `text` inside links; `rule` when it was nothing but a mark."""

    text: str
    kind: str = "p"
    link_chars: int = 0
    rule: str | None = None


def dialect_of(rows: Sequence[str]) -> Dialect:
    """Return how the rows of a page were dumped: a markdown link or heading, rising numbers before links, and bullets tell it."""
    dialect = Dialect.PLAIN
    text = "\n".join(rows)
    links = sum(1 for match in LINK.finditer(text) if match["href"] is not None and IS_HREF.fullmatch(match["href"]))
    if links or IMAGE.search(text) or any(HEADING.fullmatch(row) for row in rows) or STRONG.search(text):
        dialect |= Dialect.MARKDOWN
    numbers = [int(match[1]) for match in NUMBER.finditer(text)]
    rising = sum(after == before + 1 for before, after in pairwise(numbers))
    if rising >= 0.7 * (len(numbers) - 1) and (len(numbers) >= 4 or (len(numbers) >= 2 and numbers[0] == 1)):
        dialect |= Dialect.NUMBERED
    if dialect or sum(1 for row in rows if row[:2] in ("* ", "• ", "+ ")) >= MENU_ITEMS:
        dialect |= Dialect.ITEMS
    return dialect


def unmark(rows: Sequence[str], dialect: Dialect) -> list[Marked]:
    """Return the paragraphs `rows` without the marks of `dialect`, one for one. A row of nothing but marks keeps its text and names the rule."""
    if not dialect:
        return [Marked(row) for row in rows]
    end = references_at(rows) if Dialect.NUMBERED in dialect else len(rows)
    own, linked = join_links(rows) if Dialect.MARKDOWN in dialect else (list(rows), set())
    marked: list[Marked] = []
    for place, row in enumerate(rows):
        if place >= end or (REFERENCE.fullmatch(row) and "//" in row):
            marked.append(Marked(row, rule="references"))
            continue
        one = unmark_row(own[place], dialect)
        if not one.text:
            one = Marked(row, rule="markup")
        marked.append(replace(one, link_chars=len(one.text)) if place in linked else one)
    return marked


def join_links(rows: Sequence[str]) -> tuple[list[str], set[int]]:
    """Return `rows` without the marks of links that hold several of them ("[", "### Headline", "Lead ](address)"), and which rows those are."""
    own, linked = list(rows), set()
    for first, row in enumerate(rows):
        if not UNCLOSED.fullmatch(row):
            continue
        last = next((i for i in range(first + 1, min(first + LINK_ROWS, len(rows))) if UNOPENED.match(rows[i])), None)
        if last is not None and not any("](" in rows[i] for i in range(first, last)):
            linked |= set(range(first, last + 1))
            own[first] = own[first].replace("[", "", 1)
            own[last] = UNOPENED.sub(r"\g<text> ", own[last], count=1)
    return own, linked


def unmark_row(row: str, dialect: Dialect) -> Marked:
    """Return one paragraph without its marks; its text is empty when it was nothing else."""
    text, kind, numbered = row, "p", False
    if Dialect.NUMBERED in dialect:
        numbered = NUMBER.match(ITEM.sub("", text, count=1)) is not None
        text = NUMBER_GLUED.sub(" ", NUMBER.sub("", text))
    text = " ".join(FIELD.sub(" ", text).split())
    if Dialect.MARKDOWN in dialect:
        text = unlink(text)
        if quote := QUOTE.match(text):
            text, kind = text[quote.end() :], "quote"
    if item := ITEM.match(text):
        text, kind = text[item.end() :], "li"
    if Dialect.MARKDOWN in dialect:
        bare = text.strip(f"{OPEN}{CLOSE} ")
        if heading := HEADING.fullmatch(bare):
            text, kind = text.replace(bare, heading["text"]), "p" if heading["text"].endswith(".") else "h"
        text = ESCAPE.sub(r"\1", LOOSE.sub("", EMPHASIS.sub(r"\1\2", STRONG.sub(r"\1", text)))).strip()
    plain = " ".join(text.translate(PRIVATE).split())
    chars = sum(len(" ".join(found[1].split())) for found in LINKED.finditer(text))
    if numbered and not plain.endswith((".", '."', ".”")):
        chars = len(plain)
    return Marked(plain if any(map(str.isalnum, plain)) or not any(map(str.isalnum, row)) else "", kind, min(chars, len(plain)))


def unlink(text: str) -> str:
    """Return `text` with images gone and the labels of links between OPEN and CLOSE."""
    for _ in range(3):  # an image may stand in a link, a link in the label of another
        found = LINK.sub(lambda m: f"{OPEN}{m['label']}{CLOSE}" if is_address(m["href"]) else m[0], IMAGE.sub(" ", text))
        if found == text:
            break
        text = found
    return text


def is_address(href: str | None) -> bool:
    """Whether what stands in the brackets behind a label is an address; None is a number in square ones."""
    return href is None or IS_HREF.fullmatch(href.strip()) is not None


def references_at(rows: Sequence[str]) -> int:
    """Return where the list of addresses below a numbered dump begins; the number of rows when there is none."""
    for place in range(len(rows) - 2, -1, -1):
        if REFERENCES.fullmatch(rows[place]) and REFERENCE.fullmatch(rows[place + 1]):
            return place
    return len(rows)
