"""Text dumps to lines: what the paragraphs of a `.txt` page are, before anyone judges them.

A dump may have CRLF, form feeds, tabs and blank lines with white space in them; its paragraphs may stand one a line, be
set apart by blank lines, or be wrapped by hand at 60 to 110 columns. Here they come out one a `Line`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from tasks.steps.lines import Line, fold
from tasks.steps.text_glue import unglue
from tasks.steps.text_marks import Dialect, dialect_of, unmark

WRAP_COLUMNS = (50, 110)  # a text wrapped by hand has its widest line in here; e-mail and terminals wrap at 72 to 80
WRAP_LEAST, WRAP_MOST = 35, 122  # no line this short or long says where a text was wrapped
WRAP_SHARE = 0.2  # at least this share of the breaks after long lines falls inside a sentence, or the text is not wrapped
LINK_ROWS = 8  # rows over which one link may be wrapped
IN_LINK = re.compile(r"\]\(|\[\d{1,4}\]\S")  # marks of links, whose rows say nothing about prose
NARROW, NARROW_ROWS, NARROW_SHARE = 60, 12, 0.4  # characters of a narrow row, how many make a page of them, how many begin small
SLACK = 4  # columns by which a line that ends before a capital may pass those that end inside a sentence
HYPHENED = re.compile(r"[^\W\d_]{2}-$|/\S*-$")
RUNNING = 6  # words from which a fragment is no menu item
DASHES = ("-", "–", "—", "--")  # of a dateline
FRAGMENTS = 12  # rows in which a sentence broken at its links comes to a longer piece
SENTENCE_END = re.compile(r"""[.!?…]["”’'»)\]]*$""")
GOES_ON = re.compile(r"[,.;:)]\s|[-–—]$|[.,;)]$")  # ". Lijnders kan", ", Selasa (10/6)", "-"
TORN = re.compile(r"[,.;]\s")
# A line that ends so goes on below, whatever begins there.
LEFT_OPEN = re.compile(
    r"(?<!\w)(?:di|ke|dari|yang|dan|pada|oleh|untuk|dengan|atau|kepada|terhadap|sebagai|adalah|merupakan|dalam|bahwa|para|antara|serta|hingga|"
    r"seperti|karena|tentang|bagi|akan|telah|kabupaten|kecamatan|kelurahan|provinsi)$",
    re.IGNORECASE,
)
GOES_ON_SMALL = re.compile(r"[^\W\dA-Z_](?!\S*\.\w)")  # a small letter, but no host (jpnn.com, JAKARTA - ...)
ENDED = re.compile(r"""[.!?…:)\]]["”’'»)\]]*$""")
NO_SPACE = re.compile(r" (?=[,.;:)](?:\s|$))")
LIST_MARK = re.compile(r"(?:[-–—•*·▪+□■○]|\d{1,3}[.)])\s")


class Raw(NamedTuple):
    """One line as it stands: folded, whether it follows the line above with no blank line between, its last column and where it is set in."""

    text: str
    glued: bool
    end: int
    indent: int


@dataclass(frozen=True)
class TextLines:
    """The lines of a text page, numbered, which of them follow the line above with no blank line between, and rules for mere marks."""

    lines: list[Line]
    glued: frozenset[int]
    rules: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_spaced(self) -> bool:
        """Whether blank lines set the paragraphs of this page apart: then a glued line belongs to the one above."""
        return len(self.glued) * 2 < len(self.lines)


def split_lines(text: str, first: int = 1) -> TextLines:
    """Return the paragraphs of `text` in order, numbered from `first`, folded, with hard-wrapped lines joined again; blank ones are gone.

    The marks of a dumper (text_marks) are taken off; but for them the words of all lines together are the words of `text`. A text without a
    single line break but with spelled-out ones (`\\n`, as careless CSV writers leave them) is broken at those.
    """
    if "\n" not in text and text.count("\\n") > 1:
        text = text.replace("\\r", "").replace("\\n", "\n")
    raws: list[Raw] = []
    glued = False
    for raw in text.splitlines():
        row = fold(raw)
        if row:
            columns = raw.expandtabs().rstrip()
            raws.append(Raw(row, glued, len(columns), len(columns) - len(columns.lstrip())))
        glued = bool(row)
    if "](" in text:
        raws = close_links(raws)
    dialect = dialect_of([raw.text for raw in raws])
    rows = [(raw.text, raw.glued) for raw in raws]
    is_torn = sum(TORN.match(row) is not None for row, glued in rows if glued) >= 2  # no one wraps a text so
    if not is_torn and (width := wrap_width(raws)):
        rows = unwrap(raws, width)
    elif not dialect and is_narrow(rows):
        rows = joined_groups(rows)
    elif (not dialect or (is_torn and not marks_links(dialect, text))) and is_broken(rows):
        rows = mend(rows, is_torn)
    if not dialect:
        rows = [(part, glued and not place) for row, glued in rows for place, part in enumerate(unglue(row))]
    marked = unmark([row for row, _ in rows], dialect)
    lines = [Line(one.text, one.kind, number, one.link_chars) for number, one in enumerate(marked, first)]
    rules = {number: one.rule for number, one in enumerate(marked, first) if one.rule is not None}
    return TextLines(lines, frozenset(n for n, (_, glued) in enumerate(rows, first) if glued), rules)


def is_narrow(rows: list[tuple[str, bool]]) -> bool:
    """Whether a dump kept the narrow rows of the page's source: none is long, and most go on in small letters, as the items of no menu do."""
    below = [row for row, glued in rows if glued]
    return (
        NARROW_ROWS <= len(below) <= 0.9 * len(rows)  # without a blank line no group is a paragraph
        and sum(row[0].islower() for row in below) >= NARROW_SHARE * len(below)
        and sum(len(row) > NARROW for row, _ in rows) <= 0.03 * len(rows)
    )


def joined_groups(rows: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Return one row for each group of `rows` that no blank line parts."""
    groups: list[list[str]] = []
    for row, glued in rows:
        if glued and groups:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [(" ".join(group), False) for group in groups]


def marks_links(dialect: Dialect, text: str) -> bool:
    """Whether a dump marks its links or its items, and so keeps its sentences whole; a mere heading or star says nothing of that."""
    return Dialect.NUMBERED in dialect or Dialect.MARKDOWN not in dialect or "](" in text


def close_links(rows: list[Raw]) -> list[Raw]:
    """Return `rows` with markdown links that were wrapped in their middle on one row again: an address has no spaces, so it breaks anywhere."""
    closed: list[Raw] = []
    parts = 0
    for row in rows:
        above = closed[-1] if closed else None
        if above is not None and row.glued and parts < LINK_ROWS and is_open(above.text, row.text):
            gap = "" if above.text.endswith(("-", "(", "/")) else " "
            closed[-1] = Raw(above.text + gap + row.text, above.glued, row.end, above.indent)
            parts += 1
        else:
            closed.append(row)
            parts = 0
    return closed


def is_open(above: str, row: str) -> bool:
    """Whether `above` ends inside a markdown link: in its address, or in its label and `row` holds the rest."""
    start = above.rfind("](")
    if start >= 0 and above.count("(", start) > above.count(")", start):
        return True
    return above.rfind("[") > above.rfind("]") and row[0] != "#" and row.find("](") >= 0 and "[" not in row[: row.find("](")]


def wrap_width(rows: list[Raw]) -> int:
    """Return the column at which `rows` were wrapped by hand, or 0 when they were not.

    A break inside a sentence is one after a line without a sentence end and before a small letter. In a wrapped text such breaks are common
    among those after long lines, and hardly a line goes on beyond the column.
    """
    breaks = [(a, b) for a, b in pairwise(rows) if b.glued]
    inside = [
        a.end for a, b in breaks if b.text[0].islower() and not SENTENCE_END.search(a.text) and WRAP_LEAST <= a.end <= WRAP_MOST
    ]
    if len(inside) < 2:
        return 0
    common, width = max((sum(end - 8 <= other <= end for other in inside), end) for end in set(inside))
    near = sum(
        width - 20 <= a.end <= width + SLACK and a.end + 1 + len(b.text.split(" ", 1)[0]) > width and not IN_LINK.search(a.text)
        for a, b in breaks
    )
    beyond = sum(1 for row in rows if width + SLACK < row.end <= row.indent + row.text.rfind(" ") + 40 and "//" not in row.text)
    is_wrapped = common >= max(2, WRAP_SHARE * near) and beyond <= 0.2 * len(inside) + 0.02 * len(rows)
    return width if is_wrapped and WRAP_COLUMNS[0] <= width <= WRAP_COLUMNS[1] else 0


def unwrap(rows: list[Raw], width: int) -> list[tuple[str, bool]]:
    """Return `rows` (text, glued) with each line joined to the one above it where its first word would not have fitted there.

    That is how wrapping works, so a short last line of a paragraph, a heading or a list item stays on its own; so does a line set in
    further or less far than the one above, unless that is a list item.
    """
    joined: list[tuple[list[str], bool]] = []
    above: Raw | None = None
    hyphens = sum(a.end >= width - 10 and b.glued and HYPHENED.search(a.text) is not None for a, b in pairwise(rows)) > 1
    first = re.compile(r"[^\s-]*-?" if hyphens else r"\S*")
    for row in rows:
        if above is not None and is_wrapped_below(above, row, width, first):
            if HYPHENED.search(above.text) and row.text[0].isalpha():
                joined[-1][0][-1] += row.text
            else:
                joined[-1][0].append(row.text)
        else:
            joined.append(([row.text], row.glued))
        above = row
    return [(" ".join(parts), glued) for parts, glued in joined]


def is_wrapped_below(above: Raw, row: Raw, width: int, first: re.Pattern[str]) -> bool:
    """Whether `row` goes on what `above` begins: its `first` word, or what stands before its hyphen, did not fit there."""
    if not row.glued or LIST_MARK.match(row.text) or above.end > width + SLACK:
        return False
    word = first.match(row.text)
    room = above.end + (not HYPHENED.search(above.text)) + (len(word[0]) if word else 0)
    if width >= room or (SENTENCE_END.search(above.text) and above.end < width - 12):
        return False
    return row.indent == above.indent or (LIST_MARK.match(above.text) is not None and row.indent > above.indent)


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


def leads_to_prose(rows: list[tuple[str, bool]], place: int) -> bool:
    """Whether the fragments that begin at `place` come to more of a sentence soon, and not to a headline as the items of a menu do."""
    for row, glued in rows[place : place + FRAGMENTS]:
        if (row[0].islower() or GOES_ON.match(row)) and row.count(" ") >= RUNNING // 2:
            return True
        if not glued or row.count(" ") >= RUNNING:
            return False
    return False


def mend(rows: list[tuple[str, bool]], is_torn: bool) -> list[tuple[str, bool]]:
    """Return the broken `rows` with their sentences whole again.

    A line goes on the one above it when it begins with a mark (`GOES_ON`) or a small letter, when the one above ends in a word like
    "dari", and when the one above is a fragment that began so and has no end. Blank lines say nothing of a small letter on a page that
    `is_torn` at its links: they stood in its markup.
    """
    joined: list[list[str]] = []
    spaced: list[bool] = []
    inside = False
    for place, (row, glued) in enumerate(rows):
        above = rows[place - 1][0] if place else ""
        open_above = bool(above) and not ENDED.search(above)
        is_near = glued or (is_torn and open_above and row[0].islower())
        so_far = sum(part.count(" ") + 1 for part in joined[-1]) if joined else 0
        is_running = so_far >= RUNNING or above in DASHES or leads_to_prose(rows, place)
        goes_on = GOES_ON.match(row) is not None or (
            open_above and (is_running or ENDED.search(row)) and GOES_ON_SMALL.match(row) is not None and not LIST_MARK.match(row)
        )
        is_left_open = so_far > 1 and LEFT_OPEN.search(above) is not None
        after = rows[place + 1][0] if place + 1 < len(rows) and rows[place + 1][1] else ""
        leads_on = open_above and max(above.count(" "), row.count(" ")) < 4 and not ENDED.search(row) and after[:1].islower()
        is_more = goes_on or (is_running and ((inside and open_above) or leads_on))
        if is_near and joined and (is_more or is_left_open):
            joined[-1].append(row)
            inside = is_more
        else:
            joined.append([row])
            spaced.append(glued)
            inside = False
    return [(NO_SPACE.sub("", " ".join(parts)), glued) for parts, glued in zip(joined, spaced, strict=True)]
