"""Heads: who wrote an article and when it was published, judged from markup, printed lines and the places that layouts name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from tasks.steps.creditlines import Credit
from tasks.steps.credits import read_credits
from tasks.steps.dates import Verdict, Witness, date_witnesses, line_witness, read_dates
from tasks.steps.layouts import Placed
from tasks.steps.marks import Markup


class Head(NamedTuple):
    """The credit and the date of a page."""

    credit: Credit
    verdict: Verdict

    @property
    def names(self) -> tuple[str, ...]:
        return self.credit.authors or self.credit.contributors

    @property
    def minute(self) -> datetime | None:
        """When the article was published, where that is known to the minute."""
        return self.verdict.published_at if self.verdict.precision == "minute" else None


@dataclass(frozen=True)
class HeadReader:
    """All that is known of a page's head besides the lines of its body: `written` are the places in the outlet's file."""

    markup: Markup
    url: str | None
    given: Mapping[str, Any]
    fetched_at: datetime | None
    zone: str
    written: Placed

    def read(self, credits: Sequence[str], dates: Sequence[str]) -> Head:
        """Return the head by the page's own words: `credits` and `dates` are the lines of either kind among those of its body."""
        return Head(self.credit(credits, self.written.byline()), self.verdict(dates, self.written.dates()))

    def filled(self, head: Head, credits: Sequence[str], dates: Sequence[str], learned: Placed) -> Head:
        """Return `head` with what stands at the learned places where it names nobody, or no minute."""
        credit, verdict = head
        if not head.names and (texts := learned.byline()):
            credit = self.credit(credits, texts)
        if head.minute is None and (witnesses := learned.dates()):
            verdict = self.verdict(dates, [*self.written.dates(), *witnesses])
        return Head(credit, verdict)

    def credit(self, lines: Sequence[str], placed: Sequence[str]) -> Credit:
        return read_credits(self.markup, lines, self.given.get("authors", ()), placed)

    def verdict(self, lines: Sequence[str], placed: Sequence[Witness]) -> Verdict:
        stated = self.given.get("published_at"), self.given.get("feed_published_at")
        witnesses = [*placed, *date_witnesses(self.markup, self.url, *stated)]
        witnesses += [witness for line in lines if (witness := line_witness(line)) is not None]
        return read_dates(witnesses, self.fetched_at, self.zone)
