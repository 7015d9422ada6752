"""Furniture: lines, and stretches of lines, that an outlet prints around its reporting are cut, each cut with its rule.

What a line says is judged by the rules of seeds/furniture.toml, where it stands by this file: before, among or after the prose,
below a "Baca Juga", as a link or not. A sentence that merely says "baca juga" stays.
"""

import re
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from seeds.rules import Rule, Rules, bare, is_headline, is_sentence
from tasks.steps.calls import is_call
from tasks.steps.comments import comments_at
from tasks.steps.lines import Cut, Line

PROSE_WORDS = 8
LONGEST = 700  # characters of a line that is furniture as a whole
MAX_TITLES = 12  # headlines below one "Baca Juga"
# A section head ends the body when what follows holds at most this share of the prose before it; comments may be longer.
TAIL_SHARE = {"comments": 1.0, "initials": 0.15}
TAIL_SHARE_ELSE = 0.3
CAPTION_END = re.compile(r"""[.!?"”)] ?\(?(?i:foto|photo|dok)\b[ .]?[:/.][^:]{2,70}$|\sFoto ?: ?[A-Z][^.!?:"]{2,60}$""")
# Below the reporter's initials a sentence that speaks to the reader is a call, any other still reporting (a background paragraph).
READER = re.compile(r"(?i)\b(?:yuk|ayo|anda|kamu|kalian|silakan|klik|daftarkan|kirimkan|share your)\b")
# Credit lines are for tasks/steps/credits.py to read and cut, also below a section head.
CREDIT = re.compile(
    r"(?i)(?:editor|reporter|penulis|pewarta|redaktur|red|rep|sumber|source|kontributor|jurnalis|uploader|fotografer)\b ?[:.&/]"
)


class Look(NamedTuple):
    """What a line says by its words alone, wherever it stands."""

    bare: str
    whole: tuple[Rule, ...]  # that match it
    inline: tuple[Rule, ...]  # that may cut from it, from the first that does
    is_caption: bool
    is_sentence: bool


class Page(NamedTuple):
    """The lines of one round with what is known of each: its look, and the first and last that are prose."""

    lines: list[Line]
    looks: list[Look]
    prose: list[bool]
    sums: list[int]  # characters of prose before each line, and in all
    first: int  # len(lines) when there is no prose
    last: int  # -1 when there is none
    has_links: bool
    is_gallery: bool  # the captions are the text
    comments: int | None  # where the readers' comments begin


def strip_lines(lines: list[Line], rules: Rules, outlet: str | None = None) -> tuple[list[Line], list[Cut]]:
    """Return `lines` without furniture, and the cuts in the order of the page.

    Lines are cut whole or in part; a line cut in part keeps its number. Stripping twice is stripping once. The given lines
    are left as they are.
    """
    ours = rules.of(outlet)
    cuts: list[Cut] = []
    for _ in range(len(lines) + 1):
        kept, found = strip_once(lines, ours)
        cuts += found
        if not found:
            break
        lines = kept
    return lines, sorted(cuts, key=lambda cut: cut.line)


# A page goes through here several times over, and most of its lines are the same each time.
@lru_cache(maxsize=256)
def look_at(text: str, rules: Rules) -> Look:
    """Return what `text` says to `rules`."""
    plain, low = bare(text), text.lower()
    whole = rules.matching(plain, low) if len(plain) <= LONGEST else ()
    inline = [rule for rule in rules.inline if rule.may_cut(low)]
    first = next((place for place, rule in enumerate(inline) if rule.pattern.search(text)), len(inline))
    return Look(plain, whole, tuple(inline[first:]), CAPTION_END.search(plain) is not None, is_sentence(plain))


def strip_once(lines: list[Line], rules: Rules) -> tuple[list[Line], list[Cut]]:
    """Return what one round leaves of `lines`, and its cuts."""
    cuts: list[Cut] = []
    page = read_page(lines, rules)
    kept: list[Line] = []
    at = 0
    while at < len(lines):
        rule = whole_rule(page, at)
        if rule is None:
            line = strip_inside(page, at, cuts)
            if line.text:
                kept.append(line)
            at += 1
            continue
        cuts.append(Cut(lines[at].number, lines[at].text, rule.name))
        end = at + 1 + followers(page, at, rule)
        for below in range(at + 1, end):
            line = lines[below]
            if CREDIT.match(line.text) or (rule.name == "initials" and page.prose[below] and not READER.search(line.text)):
                kept.append(line)
            else:
                cuts.append(Cut(line.number, line.text, rule.name))
        at = end
    return kept, cuts


def read_page(lines: list[Line], rules: Rules) -> Page:
    """Return `lines` with their looks and the place of the prose among them."""
    looks = [look_at(line.text, rules) for line in lines]
    prose = [is_prose(line, look) for line, look in zip(lines, looks, strict=True)]
    first = next((i for i, flag in enumerate(prose) if flag), len(lines))
    last = next((i for i in range(len(prose) - 1, -1, -1) if prose[i]), -1)
    captions = sum(flag and look.is_caption for look, flag in zip(looks, prose, strict=True))
    comments = comments_at([line.text for line in lines])
    sums = [0, *accumulate(len(look.bare) if flag else 0 for look, flag in zip(looks, prose, strict=True))]
    return Page(
        lines,
        looks,
        prose,
        sums,
        first,
        last,
        any(line.link_chars for line in lines),
        captions > 1 and 2 * captions >= sum(prose),
        comments,
    )


def is_prose(line: Line, look: Look) -> bool:
    """Whether `line` is surely running text: a sentence of eight words, or thirty words, hardly linked."""
    if line.link_chars > 0.5 * len(line.text) or line.kind in ("h", "caption"):
        return False
    words = look.bare.count(" ") + 1
    return words >= 30 or (words >= PROSE_WORDS and (look.is_caption or look.is_sentence))


def whole_rule(page: Page, at: int) -> Rule | None:
    """Return the rule that cuts the whole line `at`, None when it stays."""
    line, look = page.lines[at], page.looks[at]
    if not any(map(str.isalnum, look.bare)):
        return END_MARK
    if line.kind == "h" and at == len(page.lines) - 1:
        return EMPTY_SECTION
    if at == page.comments and ends_body(page, at, COMMENTS):
        return COMMENTS
    if is_lone_link(page, at):
        return LONE_LINK
    is_link = line.link_chars >= 0.6 * len(line.text)
    found = next((rule for rule in look.whole if rule.fits(look.bare, is_link) and stands_right(page, at, rule)), None)
    # What an inline rule leaves of a paragraph may be prose.
    is_apart = page.first < at and not look.inline and line.kind == "p"
    return CALL if found is None and is_apart and is_call(look.bare, at >= page.last) else found


def is_lone_link(page: Page, at: int) -> bool:
    """Whether the paragraph `at` is nothing but a link: anything below the text, the headline of another article within it."""
    line, look = page.lines[at], page.looks[at]
    if line.kind != "p" or line.link_chars < 0.9 * len(line.text) or (look.is_sentence and not is_headline(look.bare)):
        return False
    return 0 <= page.last < at or (at > page.first and look.bare.count(" ") >= 3 and is_headline(look.bare))


def stands_right(page: Page, at: int, rule: Rule) -> bool:
    """Whether the line `at` stands where `rule` needs it."""
    if rule.name == "caption" and page.is_gallery and page.looks[at].bare.count(" ") >= PROSE_WORDS:
        return False
    if rule.needs == "last":
        return at >= page.last or (rule.kind == "tail" and ends_body(page, at, rule))
    if rule.needs == "first":
        return at < page.first < len(page.lines)
    if rule.needs == "edge":
        line = page.lines[at]
        is_outside = at < page.first or at > page.last or line.link_chars >= 0.9 * len(line.text)
        return is_outside and line.kind in ("p", "cell", "li", "caption")
    return True


def followers(page: Page, at: int, rule: Rule) -> int:
    """Return how many lines after the line `at` go with it: the headlines below a head, the rest of the page below a tail."""
    if rule.kind == "tail" and at > page.first and ends_body(page, at, rule):
        return len(page.lines) - at - 1
    if rule.kind not in ("head", "tail") or (at < page.first and rule.kind == "tail"):
        return 0
    count = 0
    while count < MAX_TITLES and at + count + 1 < len(page.lines) and is_title(page, at + count + 1):
        count += 1
    return count


def ends_body(page: Page, at: int, rule: Rule) -> bool:
    """Whether little prose follows the section head at `at`, against the prose before it."""
    before, after = page.sums[at], page.sums[-1] - page.sums[at + 1]
    return after <= TAIL_SHARE.get(rule.name, TAIL_SHARE_ELSE) * before


def is_title(page: Page, at: int) -> bool:
    """Whether the line `at`, below a head, is the headline of another article: a link, or where no line has links, shaped as one."""
    line, look = page.lines[at], page.looks[at]
    if line.link_chars:
        return line.link_chars >= 0.6 * len(line.text) and len(line.text) <= 250
    if page.has_links or page.prose[at]:
        return False
    return look.bare.count(" ") >= 4 and is_headline(look.bare) and not look.is_sentence


def strip_inside(page: Page, at: int, cuts: list[Cut]) -> Line:
    """Return the line `at` without the stretches that inline rules cut; what went is added to `cuts`."""
    line = page.lines[at]
    for rule in page.looks[at].inline:
        if (rule.needs == "last" and at < page.last) or (rule.needs == "caption" and line.kind != "caption"):
            continue
        found = list(rule.pattern.finditer(line.text))
        if not found:
            continue
        cuts += [Cut(line.number, piece[0].strip(), rule.name) for piece in found]
        text = rule.cut(line.text)
        lost = len(line.text) - len(text)
        line = replace(line, text=text, link_chars=max(0, line.link_chars - lost), bold_chars=min(line.bold_chars, len(text)))
    return line


# A sub-heading at the very end heads nothing: what stood below it was a box or a picture.
EMPTY_SECTION = Rule("empty-section", "line", re.compile(".*"))
CALL = Rule("promotion", "line", re.compile(".*"))
COMMENTS = Rule("comments", "tail", re.compile(".*"))
LONE_LINK = Rule("link", "line", re.compile(".*"))
END_MARK = Rule("end-mark", "line", re.compile(r"[\W_]*"))
