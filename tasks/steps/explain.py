"""Explain: one page line by line, each line kept or cut, and by which rule."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from seeds.knowledge import Knowledge
from tasks.steps.documents import decode, parse_html
from tasks.steps.layouts import silent_selectors
from tasks.steps.learned import shape_of
from tasks.steps.learned_lines import RULE
from tasks.steps.lines import Cut
from tasks.steps.reading import read_page


class ExplainedLine(NamedTuple):
    """A line of the extracted page, or the part of one: `number` is its place from 1, `rule` what cut it, None when it was kept."""

    number: int
    text: str
    rule: str | None


class Explained(NamedTuple):
    """What became of a page.

    The article row (columns of DRAFTS), every line in page order, what to look at in its outlet's file, and the selectors of the frames
    that it was read without.
    """

    article: dict[str, Any]
    lines: list[ExplainedLine]
    notes: list[str]
    left_out: list[str]


def explain_page(page: Mapping[str, Any], knowledge: Knowledge) -> Explained:
    """Return what became of one row of PAGES. Raises PageError, with its reason, when the page gives no article.

    A line that was cut in part gives several lines of one number: the parts cut before it (a dateline), what was kept, the parts cut after.
    """
    reading = read_page(page, knowledge)
    kept = {line.number: line.text for line in reading.lines}
    order = [ExplainedLine(number, text, None) for number, text in kept.items()]
    learned = knowledge.learned.of(reading.draft["outlet"]).lines
    order += [ExplainedLine(cut.line, cut.text, with_support(cut, learned)) for cut in reading.cuts]
    order.sort(key=lambda line: (line.number, line.rule != "dateline", line.rule is not None))
    framed = reading.sighting["framed"]
    return Explained(reading.draft, order, notes_of(page, reading.draft, knowledge), framed.split("|") if framed else [])


def notes_of(page: Mapping[str, Any], draft: Mapping[str, Any], knowledge: Knowledge) -> list[str]:
    """Return the selectors of the outlet's file that find nothing on the page, each in a sentence; none for text."""
    outlet = knowledge.outlets.get(draft["outlet"])
    if outlet is None or draft["route"] == "text":
        return []
    return silent_selectors(parse_html(decode(page["body"], page["content_type"])), outlet)


def with_support(cut: Cut, learned: Mapping[str, int]) -> str:
    """Return the rule of a cut; for a learned one with the number of articles it was learned from."""
    return f"{RULE}, {learned[shape_of(cut.text)]:,} articles" if cut.rule == RULE else cut.rule
