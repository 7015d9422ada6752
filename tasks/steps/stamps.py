"""Stamps: one date as printed or as markup writes it, read by hand.

dateparser costs two seconds to load and fails on "Jum'at", "Ags", "Kompas.com - 20/06/2024, 13:45 WIB" and a zone inside an ISO
string (dateparser #971, #398, #584), so the forms of Indonesian outlets are read here by three patterns for the day and one for the clock.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january", "februari pebruari feb peb february", "maret mar mrt march", "april apr", "mei may",
            "juni jun june", "juli jul july", "agustus agt agu ags agust aug august", "september sep sept", "oktober okt october oct",
            "november nopember nov nop", "desember des december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "senin sen monday mon", "selasa sel tuesday tue tues", "rabu rab wednesday wed", "kamis kam thursday thu thurs",
            "jumat jum'at jum’at jum‘at jum`at jumaat jum friday fri", "sabtu sab saturday sat", "minggu ahad min sunday sun",
        )
    )
    for name in names.split()
}  # fmt: skip
OFFSETS = {"wib": 7, "wita": 8, "wit": 9, "utc": 0, "gmt": 0, "z": 0}
FIRST_YEAR, LAST_YEAR = 1995, 2100

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY_PATTERNS = (
    re.compile(
        rf"(?i)(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s./-]{{0,3}}(?P<mon>{_MONTH})\b[\s.,'/-]{{0,3}}(?P<y>\d{{4}}|\d{{2}}(?![\d:.]))(?!\d)"
    ),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<![\d/.-])(?P<d>\d{1,2})(?P<sep>\s?[/.-]\s?)(?P<m>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d|\d\d)(?![\d/-])"),
    re.compile(rf"(?i)\b(?P<mon>{_MONTH})\b\.?\s{{0,2}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,2}}(?P<y>\d{{4}})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20[0-4]\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?=T?[0-2]\d[0-5]\d|\b)"),
)
_GAP = r"[\s,|–—·•/@()\[\]-]{0,6}(?:(?:at|pukul|pkl\.?|jam|on|,)[\s:]{0,3})?"
_ZONE = r"(?P<zone>WIB|WITA|WIT|UTC|GMT|Z(?![a-z]))?(?:\s?(?P<sign>[+-])(?P<oh>\d{1,2}):?(?P<om>\d{2})?(?!\d))?"
_HOURS = (
    r"(?P<h>[01]?\d|2[0-4])(?P<tsep>[:.h]|(?<=T\d\d)-)(?P<mi>[0-5]\d)(?:(?P<s2>[:.]|(?<=-\d\d)-)(?P<s>[0-5]\d)(?:[.,]\d{1,9})?)?"
    r"(?![\d%])\s{0,2}\(?(?P<half>[ap]\.?m\b\.?)?\s{0,2}"
)
_CLOCK = rf"(?<![\d.,]){_HOURS}"  # beside a date a comma may be glued to it: "27-05-2024,04:00 WIB"
_AFTER = re.compile(rf"(?i)(?:\s?T\s?(?=\d)|WIB(?=\d)|WITA(?=\d)|WIT(?=\d)|{_GAP})(?<![\d.]){_HOURS}{_ZONE}\)?")
_COMPACT_CLOCK = re.compile(rf"T?(?P<h>[01]\d|2[0-3])(?P<mi>[0-5]\d)(?P<s>[0-5]\d)?(?!\d){_ZONE}")
_BEFORE = re.compile(rf"(?i){_CLOCK}{_ZONE}\)?[\s,|–—·•/-]{{0,5}}(?:on\s|pada\s|tanggal\s)?$")
_WEEKDAY = "|".join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True))
# A name may be glued to the weekday: "Rina KartikaSabtu, 14 November 2026".
_WEEKDAY_BEFORE = re.compile(
    rf"(?i)(?:\b|(?-i:(?<=[a-z])(?=[A-Z])))(?P<w>{_WEEKDAY})\b\s{{0,2}}[,.:/|–-]?\s{{0,2}}\(?(?:tanggal\s|tgl\.?\s)?$"
)
_UPDATED = re.compile(
    r"(?i)\b(?:diperbarui|diperbaharui|perbaruan|pembaruan|(?:last |terakhir )?(?:updated?|modified|di-?update)|update terakhir"
    r"|dimutakhirkan|disunting|diedit|revisi)\b"
)
_EPOCH = re.compile(r"^\s*(1\d{9})(\d{3})?(?:\.\d+)?\s*$")


@dataclass(frozen=True, slots=True)
class Stamp:
    """One date that was read: `at` has a zone only when one was written (`zoned`); a `day` stamp is at midnight."""

    at: datetime
    precision: str  # minute or day
    zoned: bool
    weekday_ok: bool | None  # None: no weekday was written
    start: int  # where it stands in the text, with its weekday, clock and zone
    end: int
    role: str = "published"  # or modified: the text says it is when the page was changed


@lru_cache(maxsize=256)  # the lines of a page's head are asked by all who read it
def date_of(text: str) -> Stamp | None:
    """Return the first whole date in `text`, with the clock and zone that stand beside it; None when there is none.

    Day first, as Indonesian outlets write ("05/11/2015"); month first only when the day cannot be otherwise, or when the printed weekday
    says so. Two-digit years are of this century. A zone is only what is written: WIB, WITA, WIT, Z, GMT+7, +07:00. Years before
    1995 or after 2100 are no dates. A clock may stand after the date or before it; 24:00 is the midnight that follows.
    """
    if len(text) > 2000:
        text = text[:2000]
    epoch = _EPOCH.match(text)
    if epoch:
        return Stamp(datetime.fromtimestamp(int(epoch[1]), UTC), "minute", True, None, 0, len(text))
    found = [match for pattern in _DAY_PATTERNS for match in [pattern.search(text)] if match]
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        stamp = _stamp(text, match)
        if stamp:
            return stamp
    return None


def _stamp(text: str, match: re.Match[str]) -> Stamp | None:
    start, end = match.start(), match.end()
    compact = match.re is _DAY_PATTERNS[-1]
    clock = (_COMPACT_CLOCK if compact else _AFTER).match(text, end)
    weekday_at = _WEEKDAY_BEFORE.search(text, max(0, start - 25), start)
    weekday = WEEKDAYS[weekday_at["w"].lower()] if weekday_at else None
    start = weekday_at.start() if weekday_at else start
    if clock:
        end = clock.end()
    elif not compact and (clock := _BEFORE.search(text, max(0, start - 30), start)):
        start = clock.start()
    day = _day(match, weekday)
    if day is None:
        return None
    agrees = None if weekday is None else day.weekday() == weekday
    role = "modified" if _UPDATED.search(text[max(0, start - 40) : start]) else "published"
    at = _with_clock(day, clock) if clock else None
    if at is None:
        return Stamp(day, "day", False, agrees, start if not clock else min(start, match.start()), match.end(), role)
    return Stamp(at, "minute", at.tzinfo is not None, agrees, start, end, role)


def _day(match: re.Match[str], weekday: int | None) -> datetime | None:
    parts = match.groupdict()
    year = int(parts["y"])
    if year < 100:
        year += 2000
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    day = int(parts["d"])
    month = MONTHS[parts["mon"].lower()] if parts.get("mon") else int(parts["m"])
    first, other = _date(year, month, day), None
    if parts.get("m") and len(parts["y"]) == 4 and match.start("d") < match.start("y"):
        other = _date(year, day, month)
    if first is None or (other is not None and weekday is not None and first.weekday() != weekday == other.weekday()):
        return other
    return first


def _date(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


def _with_clock(day: datetime, clock: re.Match[str]) -> datetime | None:
    parts = clock.groupdict()
    hour, minute, second = int(parts["h"]), int(parts["mi"]), int(parts.get("s") or 0)
    half = (parts.get("half") or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 24 or (hour == 24 and minute):
        return None
    at = day + timedelta(hours=hour, minutes=minute, seconds=second)
    zone = _zone(parts)
    return at.replace(tzinfo=zone) if zone else at


def _zone(parts: dict[str, str | None]) -> timezone | None:
    """The written zone. "WIB+07:00" (voi.id) says the same twice; the number wins."""
    if parts.get("sign"):
        offset = timedelta(hours=int(parts["oh"] or 0), minutes=int(parts["om"] or 0))
        return timezone(offset if parts["sign"] == "+" else -offset) if offset <= timedelta(hours=14) else None
    name = (parts.get("zone") or "").lower()
    return timezone(timedelta(hours=OFFSETS[name])) if name else None
