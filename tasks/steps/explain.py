"""Explain: one page line by line, each line kept or cut, and by which rule."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from seeds.knowledge import Knowledge
from tasks.steps.reading import read_page


class ExplainedLine(NamedTuple):
    """A line of the extracted page, or the part of one: `number` is its place from 1, `rule` what cut it, None when it was kept."""

    number: int
    text: str
    rule: str | None


class Explained(NamedTuple):
    """The article row of a page (columns of DRAFTS), and every line of the page in page order."""

    article: dict[str, Any]
    lines: list[ExplainedLine]


def explain_page(page: Mapping[str, Any], knowledge: Knowledge) -> Explained:
    """Return what became of one row of PAGES. Raises PageError, with its reason, when the page gives no article.

    A line that was cut in part gives several lines of one number: the parts cut before it (a dateline), what was kept, the parts cut after.
    """
    reading = read_page(page, knowledge)
    kept = {line.number: line.text for line in reading.lines}
    order = [ExplainedLine(number, text, None) for number, text in kept.items()]
    order += [ExplainedLine(cut.line, cut.text, cut.rule) for cut in reading.cuts]
    return Explained(reading.draft, sorted(order, key=lambda line: (line.number, line.rule != "dateline", line.rule is not None)))
