"""Days: which calendar day an article counts for, and which dates its text names."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tasks.steps.dates import Heard, Witness

JAKARTA = ZoneInfo("Asia/Jakarta")
FULL_DATE = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/((?:19|20)\d{2})(?![\d/])")
MENTION = re.compile(rf"(?:(?:Senin|Selasa|Rabu|Kamis|Jum['’]?at|Sabtu|Minggu|Ahad),? ?)?\(?{FULL_DATE.pattern}\)?")
MENTIONS = 5  # dates named in a text that are kept as witnesses; the first ones tell when


def day_of(
    published_at: datetime | None, paragraphs: Sequence[str], fetched_at: datetime | None
) -> tuple[date | None, str | None]:
    """Return the day an article counts for and where it is from: published, else the latest full date in its text, else fetched.

    A date in the text (`Rabu (26/7/2023)`) after the day of the fetch is an announcement, no witness.
    """
    if published_at is not None:
        return published_at.astimezone(JAKARTA).date(), "published"
    latest = fetched_at.astimezone(JAKARTA).date() if fetched_at is not None else None
    days = [
        day for paragraph in paragraphs for found in FULL_DATE.finditer(paragraph) if (day := calendar_day(found)) is not None
    ]
    days = [day for day in days if latest is None or day <= latest]
    if days:
        return max(days), "text"
    return (latest, "fetched") if latest is not None else (None, None)


def calendar_day(found: re.Match[str]) -> date | None:
    """Return the day that d/m/yyyy means, None when there is no such day."""
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def mentions(paragraphs: Sequence[str]) -> list[Heard]:
    """Return the first full dates that the text names, with their weekday: kept as witnesses, believed for `day` at most."""
    named = (found for paragraph in paragraphs for found in MENTION.finditer(paragraph) if calendar_day(found))
    texts = dict.fromkeys(found[0] for found in named)
    return [Heard(Witness(text, "text", "mentioned"), None) for text in list(texts)[:MENTIONS]]
