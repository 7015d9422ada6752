"""Text pages: the article inside a `.txt` dump of a news page, found by the place, shape and repetition of its lines."""

import re
from dataclasses import dataclass, field

from seeds.rules import Rules
from seeds.words import Words
from tasks.steps.creditlines import credit_of, name_line
from tasks.steps.dates import date_lines, date_of
from tasks.steps.furniture import strip_lines
from tasks.steps.hints import as_credit
from tasks.steps.lines import Cut, Line, fold
from tasks.steps.text_head import is_echo, read_head
from tasks.steps.text_header import Header
from tasks.steps.text_labels import label_lines
from tasks.steps.text_lines import split_lines
from tasks.steps.text_region import with_region
from tasks.steps.text_tail import read_roles, read_tags, read_tail

SIGNED = re.compile(r"\W{0,2}[A-Z][A-Za-z.' ]{2,30}, ?")
BESIDE = re.compile(r"(?i)\s(?:pada|on|at|di)\W*$")
BY = re.compile(r"(?i)^(?:oleh|by)\s*:?\s+")
GLUED_NAMES = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2,} [A-Z])")  # "Zainul ArifinSugeng Triono": two bylines without a space


@dataclass
class TextPage:
    """What a text page holds: the body, every cut with its rule, and the lines that witness for the metadata."""

    extracted: list[Line]  # every line of the page, before anything is cut
    lines: list[Line]
    cuts: list[Cut]
    title: str | None = None
    subtitle: str | None = None
    section: str | None = None
    photo_credit: str | None = None
    credits: list[str] = field(default_factory=list)  # credit lines; bare names in byline position are written as one
    dates: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)  # breadcrumbs at the top: the first may be the site's own host


def read_text_page(header: Header, rules: Rules, words: Words, outlet: str | None = None, title: str | None = None) -> TextPage:
    """Return the article in the dump below `header`; `title` is its headline where a row or the header states one.

    Every line of the dump is in `lines` or in `cuts` (law 7), in the order of the page; nothing is rewritten but white space.
    What is cut is found by place and shape: above the body, below it, and between its paragraphs; see text_head and text_tail.
    """
    above = [Line(line, number=number) for number, line in enumerate(header.lines, 1)]
    split = split_lines(header.rest, len(above) + 1)
    page = label_lines(split, rules, words, outlet)
    page = with_region(page, fold(title).lower() if title else None)
    head = read_head(page, title)
    stated = header.stated.get("title")
    if stated is not None and head.title is not None and not is_echo(page.text(head.title).lower(), stated.lower()):
        head.disown()
    marks = {index: split.rules[line.number] for index, line in enumerate(page.lines) if line.number in split.rules}
    rules_of = {**head.rules, **read_tail(page, head.start), **marks}
    result = TextPage([*above, *page.lines], [], [], section=head.section, photo_credit=head.photo_credit)
    result.title = page.lines[head.title].text if head.title is not None else None
    result.subtitle = page.lines[head.subtitle].text if head.subtitle is not None else None
    body = [line for index, line in enumerate(page.lines) if index not in rules_of]
    result.lines, furniture = strip_lines(body, rules, outlet)
    cuts = [Cut(line.number, line.text, "header") for line in above]
    cuts += [Cut(page.lines[index].number, page.lines[index].text, rule) for index, rule in rules_of.items()]
    result.cuts = sorted([*cuts, *furniture], key=lambda cut: cut.line)
    trailing = [f"Penulis: {page.text(index)}" for index, rule in rules_of.items() if rule == "byline" and index >= head.start]
    printed = [as_credit(line.text) for line, label in zip(page.lines, page.labels, strict=True) if label == "credit"]
    wires = [f"Sumber: {page.lines[index].text}" for index, rule in rules_of.items() if rule == "agency"]
    result.tags = read_tags(page)
    result.sites = [
        line.text for line, label in zip(page.lines[: min(head.start, 6)], page.labels, strict=False) if label == "crumbs"
    ]
    result.dates = [line.text for line, label in zip(page.lines[: head.start + 2], page.labels, strict=False) if label == "date"]
    result.dates += [
        day for index in range(1, head.start) if (day := signed_day(page.text(index), head.rules[index - 1])) is not None
    ]
    dated = [credit for line in result.dates if (credit := credit_beside(line)) is not None]
    result.credits = [*(name for _, name in head.names), *dated, *printed, *trailing, *wires, *read_roles(page, head.start)]
    return result


def signed_day(line: str, rule_above: str) -> str | None:
    """Return the day in a line of place and day below a byline ("Ambon, 14 Mei 2024"), as opinions and reports are signed; None in any other."""
    stamp = date_of(line) if rule_above in ("byline", "credit") and len(line) <= 60 else None
    signed = stamp is not None and SIGNED.fullmatch(line[: stamp.start]) and not line[stamp.end :].strip(" .)")
    return line[stamp.start : stamp.end] if stamp is not None and signed else None


def credit_beside(line: str) -> str | None:
    """Return the byline in a date line ("Rustam Djafar, Jurnalis · Rabu 06 September 2023", "Meilikhah - 13 Oktober 2016") as a credit line."""
    rest = line
    for stamp in reversed(date_lines(line)):
        rest = f"{rest[: stamp.start]} {rest[stamp.end :]}"
    rest = GLUED_NAMES.sub(", ", BESIDE.sub("", rest).strip(" -–—|•·,:/"))
    credit = credit_of(rest)
    if credit is not None and (credit.authors or credit.editors):
        return rest
    names = [name_line(part) for part in BY.sub("", rest).split(", ")]
    return f"Penulis: {', '.join(name for name in names if name)}" if names and all(names) else None
