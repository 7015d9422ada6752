"""Drift: where an outlet's day differs so much from its own past that a person should look."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

FEW, PAST = 8, 30
"""Articles of a day, and of the days before it, below which chance alone would raise alarms."""

SHARES = {"no_title": "without a title", "no_date": "without a date", "no_author": "without an author", "partial": "partial"}
RISE = 0.25
"""How much larger a share has to be than it was: of 8 articles, two more."""


class Alarm(NamedTuple):
    """One thing to look at: `what` drifted (volume, length, kept, down, layout, a missing field), and how, in a sentence."""

    outlet: str
    what: str
    text: str


FEW_TOLD, MOVED = 3, 0.5
"""Sampled pages of a day below which a layout is not judged, and the share of them without it that is a redesign."""


def alarms_of(
    outlets: Iterable[Mapping[str, Any]], measures: Iterable[Mapping[str, Any]], layouts: Iterable[Mapping[str, Any]] = ()
) -> list[Alarm]:
    """Return the alarms of a day, outlets that did not answer first.

    `outlets`: outlet, articles, usual (None: too new to tell), is_down, reason. `measures`: for each outlet one row of the day
    (`is_today`) and one of its past: articles, words (median), kept (share of characters), and the shares of `SHARES`. `layouts`:
    outlet, told (sampled pages of the day), moved (those whose body is not at a place of the days before), usual (that place), now
    (where it is instead; None: nowhere for sure), is_learned (whether that place is learned by now).
    """
    found = [alarm for row in outlets for alarm in of_volume(row)]
    found += [of_layout(row) for row in layouts if row["told"] >= FEW_TOLD and row["moved"] > MOVED * row["told"]]
    by_outlet: dict[str, dict[bool, Mapping[str, Any]]] = {}
    for row in measures:
        by_outlet.setdefault(row["outlet"], {})[bool(row["is_today"])] = row
    for outlet, both in sorted(by_outlet.items()):
        if True in both and False in both and both[True]["articles"] >= FEW and both[False]["articles"] >= PAST:
            found.extend(of_measures(outlet, both[True], both[False]))
    return sorted(found, key=lambda alarm: (alarm.what != "down", alarm.what != "volume", alarm.outlet, alarm.what))


def of_volume(row: Mapping[str, Any]) -> list[Alarm]:
    outlet, articles, usual = row["outlet"], row["articles"], row["usual"]
    if row["is_down"]:
        return [Alarm(outlet, "down", f"none of its lists answered ({row['reason']})")]
    if usual is not None and usual >= 5 and articles < 0.4 * usual:
        return [Alarm(outlet, "volume", f"{articles} articles, {usual:.0f} are usual")]
    return []


def of_layout(row: Mapping[str, Any]) -> Alarm:
    now = f"it is at {row['now']} now" if row["now"] else "it has no sure place now"
    then = "which is learned already" if row["is_learned"] else "and until that is learned its pages are read without a layout"
    gone = f"{row['moved']} of {row['told']} sampled pages have no body at its usual place ({row['usual']})"
    return Alarm(row["outlet"], "layout", f"{gone}; {now}, {then}")


def of_measures(outlet: str, today: Mapping[str, Any], past: Mapping[str, Any]) -> list[Alarm]:
    found = []
    if past["words"] and not 0.6 <= today["words"] / past["words"] <= 1.7:
        found.append(Alarm(outlet, "length", f"a median of {today['words']:.0f} words an article, {past['words']:.0f} before"))
    if today["kept"] is not None and past["kept"] is not None and abs(today["kept"] - past["kept"]) > 0.15:
        found.append(Alarm(outlet, "kept", f"{today['kept']:.0%} of what was extracted was kept, {past['kept']:.0%} before"))
    for name, words in SHARES.items():
        if today[name] - past[name] > RISE:
            found.append(
                Alarm(outlet, name.replace("_", " "), f"{today[name]:.0%} of its articles are {words}, {past[name]:.0%} before")
            )
    return found
