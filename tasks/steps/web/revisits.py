"""Revisits: when an article is asked again, and when an address that gave nothing is tried again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

HOURS = (1.0, 6.0, 24.0, 72.0)
"""Hours after the first fetch at which an article is looked at again: newsrooms edit soon or never."""

EARLY_HOURS = 2.0
"""A look is due early by so much, or by a tenth of the wait where that is less."""

TRIES = 4
"""Nights an address is tried that times out or answers with an error of the server."""

FINAL = frozenset(
    {"http-404", "http-410", "http-451", "not-html", "too-large", "off-site", "redirect-loop", "address", "to-front"}
)
"""Reasons that another night does not mend."""


def next_visit(first_at: datetime, now: datetime, hours: Sequence[float] = HOURS) -> datetime | None:
    """Return when an article first fetched at `first_at` and looked at `now` is due again, None when it is old enough to rest.

    It is due a little early, and a look that comes late counts for all that were due: so a nightly run sees a new article again
    after one and after three days, though no two nights start at the same second.
    """
    due = (first_at + timedelta(hours=hour - min(EARLY_HOURS, hour / 10)) for hour in sorted(hours))
    return next((at for at in due if at > now), None)


def next_try(reason: str, tries: int, now: datetime) -> datetime | None:
    """Return when an address that gave nothing for `reason`, now the `tries`-th night in a row, is asked again; None: never."""
    if reason in FINAL or tries >= TRIES:
        return None
    return now + timedelta(hours=12 * 2 ** max(0, tries - 1))
