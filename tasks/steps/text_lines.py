"""Text dumps to lines: what the paragraphs of a `.txt` page are, before anyone judges them.

A dump may have CRLF, form feeds, tabs and blank lines with white space in them; its paragraphs may stand one a line, be
set apart by blank lines, or be wrapped by hand at 60 to 110 columns. Here they come out one a `Line`.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from tasks.steps.lines import Line, fold

WRAP_COLUMNS = (50, 110)  # a text wrapped by hand has its widest line in here; e-mail and terminals wrap at 72 to 80
WRAP_SHARE = 0.3  # at least this share of the line breaks falls inside a sentence, or the text is not wrapped
SENTENCE_END = re.compile(r"""[.!?…]["”’'»)\]]*$""")
GOES_ON = re.compile(r"[,.;:)]\s|[-–—]$|[.,;)]$")  # ". Lijnders kan", ", Selasa (10/6)", "-"
GOES_ON_SMALL = re.compile(r"[^\W\dA-Z_](?!\S*\.\w)")  # a small letter, but no host (jpnn.com, JAKARTA - ...)
ENDED = re.compile(r"""[.!?…:)\]]["”’'»)\]]*$""")
NO_SPACE = re.compile(r" (?=[,.;:)](?:\s|$))")
LIST_MARK = re.compile(r"(?:[-–—•*·▪]|\d{1,3}[.)])\s")


@dataclass(frozen=True)
class TextLines:
    """The lines of a text page, numbered from 1, and which of them follow the line above with no blank line between."""

    lines: list[Line]
    glued: frozenset[int]

    @property
    def is_spaced(self) -> bool:
        """Whether blank lines set the paragraphs of this page apart: then a glued line belongs to the one above."""
        return len(self.glued) * 2 < len(self.lines)


def split_lines(text: str) -> TextLines:
    """Return the paragraphs of `text` in order, folded, with hard-wrapped lines joined again; blank ones are gone.

    Nothing else changes: the words of all lines together are the words of `text`. A text without a single line break
    but with spelled-out ones (`\\n`, as careless CSV writers leave them) is broken at those.
    """
    if "\n" not in text and text.count("\\n") > 1:
        text = text.replace("\\r", "").replace("\\n", "\n")
    rows: list[tuple[str, bool]] = []
    glued = False
    for raw in text.splitlines():
        row = fold(raw)
        if row:
            rows.append((row, glued))
        glued = bool(row)
    if width := wrap_width(rows):
        rows = unwrap(rows, width)
    elif is_broken(rows):
        rows = mend(rows)
    lines = [Line(row, number=number) for number, (row, _) in enumerate(rows, 1)]
    return TextLines(lines, frozenset(n for n, (_, glued) in enumerate(rows, 1) if glued))


def wrap_width(rows: list[tuple[str, bool]]) -> int:
    """Return the column at which `rows` (text, glued) were wrapped by hand, or 0 when they were not.

    A break inside a sentence is one after a line without a sentence end and before a small letter.
    """
    breaks = [(a, b) for (a, _), (b, glued) in pairwise(rows) if glued]
    inside = [len(a) for a, b in breaks if b[0].islower() and not SENTENCE_END.search(a) and len(a) >= WRAP_COLUMNS[0] - 15]
    if len(inside) < 2 or len(inside) < WRAP_SHARE * len(breaks):
        return 0
    widest = max(inside)
    width = max(len(a) for a, _ in breaks if len(a) <= widest + 12)  # a wrapped line may end before a capital, or a number
    return width if WRAP_COLUMNS[0] <= width <= WRAP_COLUMNS[1] else 0


def unwrap(rows: list[tuple[str, bool]], width: int) -> list[tuple[str, bool]]:
    """Return `rows` with each line joined to the one above it where its first word would not have fitted there.

    That is how wrapping works, so a short last line of a paragraph, a heading or a list item stays on its own.
    """
    joined: list[tuple[list[str], bool]] = []
    above = ""
    for row, glued in rows:
        first = row.split(" ", 1)[0]
        full = glued and len(above) <= width < len(above) + 1 + len(first)
        if full and not LIST_MARK.match(row) and not (SENTENCE_END.search(above) and len(above) < width - 12):
            joined[-1][0].append(row)
        else:
            joined.append(([row], glued))
        above = row
    return [(" ".join(parts), glued) for parts, glued in joined]


def is_broken(rows: list[tuple[str, bool]]) -> bool:
    """Whether a dump broke its lines inside sentences, as those do that give each link a line of its own.

    It shows by a line that begins with a comma or a full stop or is a dash, and by one that goes on in small letters below a line without
    an end, where one of the two has ten words (verses and tags are shorter).
    """
    for (above, _), (row, glued) in pairwise(rows):
        if glued and GOES_ON.match(row):
            return True
        long = max(above.count(" "), row.count(" ")) >= 9
        if glued and long and GOES_ON_SMALL.match(row) and not ENDED.search(above) and not LIST_MARK.match(row):
            return True
    return False


def mend(rows: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Return the broken `rows` with their sentences whole again.

    A line goes on the one above it when it begins with a mark (`GOES_ON`) or a small letter, and when the one above is a fragment
    that began so and has no end.
    """
    joined: list[list[str]] = []
    spaced: list[bool] = []
    inside = False
    for place, (row, glued) in enumerate(rows):
        above = rows[place - 1][0] if place else ""
        open_above = bool(above) and not ENDED.search(above)
        goes_on = GOES_ON.match(row) is not None or (
            open_above and GOES_ON_SMALL.match(row) is not None and not LIST_MARK.match(row)
        )
        after = rows[place + 1][0] if place + 1 < len(rows) and rows[place + 1][1] else ""
        leads_on = open_above and above.count(" ") < 4 and row.count(" ") < 4 and not ENDED.search(row) and after[:1].islower()
        if glued and joined and (goes_on or (inside and open_above) or leads_on):
            joined[-1].append(row)
            inside = True
        else:
            joined.append([row])
            spaced.append(glued)
            inside = False
    return [(NO_SPACE.sub("", " ".join(parts)), glued) for parts, glued in zip(joined, spaced, strict=True)]
