"""Dates: a small court. Every witness of the publication date is heard; the verdict says which was believed and how precisely."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tasks.steps.stamps import Stamp, date_of
from tasks.steps.witnesses import AGO, Witness, date_line, date_lines, date_witnesses, line_witness

__all__ = ["Stamp", "Verdict", "Witness", "date_line", "date_lines", "date_of", "date_witnesses", "line_witness", "read_dates"]


class Heard(NamedTuple):
    """One witness that was heard, and why its date was refused: None when it counted."""

    witness: Witness
    refused: str | None


class Verdict(NamedTuple):
    """When the article was published, how precisely and by which witness; all None with the `reason` when none can be believed.

    `heard` is every witness, in the order in which they were called.
    """

    published_at: datetime | None
    precision: str | None
    published_from: str | None
    modified_at: datetime | None
    reason: str | None
    heard: tuple[Heard, ...] = ()


_AGO_SECONDS = {"det": 1, "men": 60, "min": 60, "jam": 3600, "hou": 3600, "har": 86400, "day": 86400}


@dataclass(slots=True)
class _Said:
    """A witness whose date was read. `wall` is the clock as written; `instant` what it means if its zone is true."""

    witness: Witness
    stamp: Stamp
    wall: datetime
    instant: datetime | None

    @property
    def minute(self) -> bool:
        return self.stamp.precision == "minute"

    @property
    def hours(self) -> float | None:
        offset = self.stamp.at.utcoffset()
        return None if offset is None else offset.total_seconds() / 3600


NO_DATE, FUTURE, NO_FETCH, WEEKDAY = "no date", "future date", "no fetch time", "weekday of another day"
INDONESIA = (7, 8, 9)  # WIB, WITA, WIT: hours before UTC
_NEAR = timedelta(minutes=20)


def read_dates(witnesses: Sequence[Witness], fetched_at: datetime | None, zone: str = "Asia/Jakarta") -> Verdict:
    """Return the verdict on when the article was published and last changed, as UTC instants.

    The visible line is believed first, then JSON-LD, meta, what the row stated, the feed, the URL; a clock before a mere day. Markup that
    agrees with the visible line to the minute lends it its seconds and zone. A zone in markup is not believed when its clock is
    the visible one but its instant is not ("Z" that is WIB), when it is -07:00 to -09:00, or when it says the page was published after
    it was fetched. A clock with no believed zone is taken in the outlet's `zone`, and `published_from` ends in "+zone". "3 jam yang lalu"
    counts only with a fetch time, and for hours and days only its day. Before 1995, and later than a day after the fetch, is no date; nor
    is one with the weekday of another day ("Senin, 6 September 2023"), which contradicts itself.
    """
    local = ZoneInfo(zone)
    said, heard = _hear(witnesses, fetched_at, local)
    reason = "; ".join(f"{one.refused}: {one.witness.text[:40]} ({one.witness.source})" for one in heard if is_told(one)) or None
    published = [one for one in said if one.witness.role == "published"]
    visible = next((one for one in published if one.witness.source == "visible" and one.minute), None)
    marked = [one for one in published if one.witness.source in ("json-ld", "meta")]
    clocks = [one for one in marked if one.minute and not _midnight(one)]
    lying = _lying_hours(visible, clocks, said, fetched_at, local)
    chosen = _chosen(visible, clocks, published, said, lying, local)
    if chosen is None:
        return Verdict(None, None, None, _modified(said, None, lying, local), reason, heard)
    at, precision, source = chosen
    return Verdict(at, precision, source, _modified(said, at, lying, local), reason, heard)


def is_told(one: Heard) -> bool:
    """Whether a refusal is worth telling of: not that of words without a year, or of a change."""
    return one.refused in (FUTURE, WEEKDAY) or (
        one.refused == NO_DATE and one.witness.role == "published" and re.search(r"\d{4}", one.witness.text) is not None
    )


def _hear(witnesses: Sequence[Witness], fetched_at: datetime | None, local: ZoneInfo) -> tuple[list[_Said], tuple[Heard, ...]]:
    said: list[_Said] = []
    heard: list[Heard] = []
    for witness in witnesses:
        stamp = date_of(witness.text) or _ago(witness.text, fetched_at, local)
        if stamp is None:
            heard.append(Heard(witness, NO_DATE if fetched_at or not AGO.match(witness.text) else NO_FETCH))
            continue
        instant = stamp.at.astimezone(UTC) if stamp.zoned else None
        meant = instant or stamp.at.replace(tzinfo=local).astimezone(UTC)
        is_future = fetched_at is not None and meant > fetched_at + timedelta(days=1)
        refused = FUTURE if is_future else WEEKDAY if stamp.weekday_ok is False else None
        heard.append(Heard(witness, refused))
        if refused is None:
            said.append(_Said(witness, stamp, stamp.at.replace(tzinfo=None), instant))
    return said, tuple(heard)


def _ago(text: str, fetched_at: datetime | None, local: ZoneInfo) -> Stamp | None:
    match = AGO.match(text)
    if not match or fetched_at is None:
        return None
    unit = match[2][:3].lower()
    at = (fetched_at - timedelta(seconds=(1 if match[1].lower() == "se" else int(match[1])) * _AGO_SECONDS[unit])).astimezone(
        local
    )
    if unit in ("det", "men", "min"):
        return Stamp(at.replace(second=0, microsecond=0), "minute", True, None, 0, len(text))
    return Stamp(datetime(at.year, at.month, at.day), "day", False, None, 0, len(text))


def _midnight(one: _Said) -> bool:
    return (one.wall.hour, one.wall.minute, one.wall.second) == (0, 0, 0)


def _lying_hours(
    visible: _Said | None, clocks: list[_Said], said: list[_Said], fetched_at: datetime | None, local: ZoneInfo
) -> set[float]:
    """Offsets that this page's markup writes and does not mean."""
    lying: set[float] = set()
    others = [
        one for one in said if one.minute and (one.hours in INDONESIA or one.hours is None) and one.witness.role == "published"
    ]
    for one in clocks:
        if one.instant is None or one.hours is None or one.hours in INDONESIA:
            continue
        true = one.instant.astimezone(local).replace(tzinfo=None)
        witnesses = [visible] if visible else others
        if (
            one.hours in (-7, -8, -9)
            or any(abs(other.wall - one.wall) < _NEAR < abs(other.wall - true) for other in witnesses)
            or (fetched_at is not None and one.instant > fetched_at + timedelta(minutes=10))
        ):
            lying.add(one.hours)
    return lying


def _instant(one: _Said, lying: set[float], local: ZoneInfo) -> tuple[datetime, bool]:
    """The instant a witness means, and whether its zone had to be taken from the outlet."""
    if one.instant is not None and one.hours not in lying:
        return one.instant, False
    return one.wall.replace(tzinfo=local).astimezone(UTC), True


def _chosen(
    visible: _Said | None, clocks: list[_Said], published: list[_Said], said: list[_Said], lying: set[float], local: ZoneInfo
) -> tuple[datetime, str, str] | None:
    if visible is not None:
        agreeing = _agreeing(visible, clocks, lying, local)
        if agreeing is not None:
            return agreeing
        at, assumed = _instant(visible, set(), local)
        if not _outvoted(at, clocks, published, lying, local):
            return at, "minute", "visible+zone" if assumed else "visible"
    created = [one for one in said if one.witness.role == "created" and one.minute and not _midnight(one)]
    rest = [
        one
        for source in ("given", "feed")
        for one in published
        if one.witness.source == source and one.minute and not _midnight(one)
    ]
    urls = [one for one in published if one.witness.source == "url" and one.minute]
    days = _days(published)
    for one in [*clocks, *rest, *created, *urls]:
        at, assumed = _instant(one, lying, local)
        if one.witness.source == "url" and days and days[0].wall.date() != at.astimezone(local).date():
            continue
        return at, "minute", one.witness.source + ("+zone" if assumed else "")
    if days:
        one = days[0]
        day = one.instant.astimezone(local).date() if one.instant and one.minute and one.hours not in lying else one.wall.date()
        return (
            datetime(day.year, day.month, day.day, tzinfo=local).astimezone(UTC),
            "day",
            one.witness.source + ("" if one.stamp.zoned else "+zone"),
        )
    return None


def _outvoted(at: datetime, clocks: list[_Said], published: list[_Said], lying: set[float], local: ZoneInfo) -> bool:
    """Whether a visible clock is not the publication's: every clock in markup is another day's, and it is later than they are (the time of a
    change) or the URL bears their day (a teaser's time)."""
    said = [_instant(one, lying, local)[0] for one in clocks]
    if not said or any(abs(at - one) <= timedelta(hours=12) for one in said):
        return False
    days = {one.wall.date() for one in published if one.witness.source == "url"}
    return all(one < at for one in said) or any(one.astimezone(local).date() in days for one in said)


def _days(published: list[_Said]) -> list[_Said]:
    """Witnesses that give no more than a day, best first."""
    rank = ("visible", "json-ld", "meta", "given", "feed", "url")
    return sorted((one for one in published if not one.minute or _midnight(one)), key=lambda one: rank.index(one.witness.source))


def _agreeing(visible: _Said, clocks: list[_Said], lying: set[float], local: ZoneInfo) -> tuple[datetime, str, str] | None:
    """The markup's clock when it shows the visible minute: in the printed zone, or in one of Indonesia's where none is printed."""
    minute = timedelta(minutes=1)
    for one in clocks:
        if one.instant is not None and one.hours not in lying:
            if visible.instant is not None:
                if timedelta(0) <= one.instant - visible.instant < minute:
                    return one.instant, "minute", one.witness.source
            elif any(
                timedelta(0) <= one.instant.replace(tzinfo=None) + timedelta(hours=h) - visible.wall < minute for h in INDONESIA
            ):
                return one.instant, "minute", one.witness.source
        elif timedelta(0) <= one.wall - visible.wall < minute:
            zone = visible.stamp.at.tzinfo
            return one.wall.replace(tzinfo=zone or local).astimezone(UTC), "minute", "visible" if zone else "visible+zone"
    return None


def _modified(said: list[_Said], published_at: datetime | None, lying: set[float], local: ZoneInfo) -> datetime | None:
    found = [one for one in said if one.witness.role == "modified" and one.minute]
    for one in sorted(found, key=lambda one: one.witness.source != "visible"):
        at, _ = _instant(one, lying, local)
        if published_at is None or at >= published_at - timedelta(minutes=1):
            return max(at, published_at) if published_at else at
    return None
