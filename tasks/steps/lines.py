"""Lines: what every cleaning step reads and returns.

A page becomes a list of `Line`s, one a paragraph, in reading order. Steps drop lines or parts of lines, and each
drop is a `Cut` that names its rule, so that text and cuts together account for the whole page (law 7).
"""

from dataclasses import dataclass
from typing import NamedTuple

# Zero-width space, non-joiner, joiner, word joiner, byte order mark and soft hyphen: invisible, and different from outlet to outlet.
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\xad"))


@dataclass(slots=True)
class Line:
    """One paragraph of a page: its folded text, what it is, and what it is made of."""

    text: str
    kind: str = "p"  # p, h (sub-heading), li, quote, cell, caption, pre
    number: int = 0  # its place on the extracted page, from 1; a line split in two keeps the number of the whole
    link_chars: int = 0  # characters of `text` inside links
    bold_chars: int = 0  # characters of `text` in bold or strong


class Cut(NamedTuple):
    """A line, or a part of one, that was taken out: `line` is the `number` of the line it came from."""

    line: int
    text: str
    rule: str


def fold(text: str) -> str:
    """Return `text` with white space folded to single spaces and invisible characters gone."""
    return " ".join((text if text.isascii() else text.translate(INVISIBLE)).split())
