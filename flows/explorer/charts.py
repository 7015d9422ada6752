"""Charts as SVG and lists: no script, no network, labels that are text of the page and keep their size on a phone."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import Any

WIDTH, HEIGHT = 720, 160
"""Units of a drawing, which is stretched to the width it is given."""

MOST = 40
"""Rows that a chart of names shows; the table under it has the others."""


def bars(title: str, rows: Sequence[tuple[Any, ...]], names: Sequence[str]) -> str:
    """Return a bar for each row: its first value is the label, the others are stacked in order and named by `names`."""
    rows = [(str(label), [float(v or 0) for v in values]) for label, *values in rows]
    if not rows:
        return ""
    top = max(sum(values) for _, values in rows) or 1.0
    step = WIDTH / max(len(rows), 12)  # a few bars are not drawn as broad as walls
    shapes = []
    for n, (label, values) in enumerate(rows):
        base = 0.0
        for kind, value in enumerate(values):
            height = max(0.0, value) / top * HEIGHT
            y = HEIGHT - base - height
            told = escape(f"{label}: {number(value)} {names[kind]}")
            shape = (
                f'<rect class="c{kind}" x="{n * step:.1f}" y="{y:.1f}" width="{max(step - 1, 0.6):.1f}" height="{height:.1f}">'
            )
            shapes.append(f"{shape}<title>{told}</title></rect>")
            base += height
    return drawn(title, shapes, rows[0][0], rows[-1][0] if len(rows) >= 12 else "", top, names)


def line(title: str, rows: Sequence[tuple[Any, Any]], name: str) -> str:
    """Return a line through the values; a NULL breaks it."""
    values = [(str(label), None if value is None else float(value)) for label, value in rows]
    known = [value for _, value in values if value is not None]
    if not known:
        return ""
    top = max(known) or 1.0
    step = WIDTH / max(len(values) - 1, 1)
    parts, started = [], False
    for n, (_, value) in enumerate(values):
        if value is not None:
            parts.append(f"{'L' if started else 'M'}{n * step:.1f} {2 + (HEIGHT - 4) * (1 - max(value, 0) / top):.1f}")
        started = value is not None
    return drawn(title, [f'<path class="l" d="{" ".join(parts)}"/>'], values[0][0], values[-1][0], top, [name])


def ranked(title: str, rows: Sequence[tuple[Any, Any]], name: str) -> str:
    """Return a bar for each name with its number, the first `MOST` of them."""
    known = [("NULL" if label is None else str(label), float(value or 0)) for label, value in rows[:MOST]]
    if not known:
        return ""
    top = max(value for _, value in known) or 1.0
    items = []
    for label, value in known:
        bar = f'<svg aria-hidden="true"><rect class="c0" width="{100 * max(value, 0) / top:.1f}%" height="100%"/></svg>'
        items.append(f"<li><span>{escape(label[:60])} <b>{number(value)}</b></span>{bar}</li>")
    return f'<figure><figcaption>{escape(title)}</figcaption><ul class="rows" aria-label="{escape(name)}">{"".join(items)}</ul></figure>'


def timeline(title: str, events: Sequence[tuple[datetime | None, bool, str, bool]]) -> str:
    """Return a dot for each time with its label, one under the other; those without a time are left out.

    An event is its time, whether the hour is known, its label, and whether it came first.
    """
    known = [(when, exact, label, first) for when, exact, label, first in events if when is not None]
    if not known:
        return ""
    start, end = min(k[0] for k in known), max(k[0] for k in known)
    span = (end - start).total_seconds() or 1.0
    items = []
    for when, exact, label, first in known:
        x = 2 + 96 * (when - start).total_seconds() / span
        told = escape(f"{when:%d %b %Y %H:%M} {label}" if exact else f"{when:%d %b %Y} {label} (day only)")
        dot = f'<circle class="{"c0" if first else "c1"}" cx="{x:.1f}%" cy="50%" r="6"/>'
        drawing = f'<svg aria-hidden="true"><line class="g" x1="0" x2="100%" y1="50%" y2="50%"/>{dot}</svg>'
        items.append(f"<li><span>{told}</span>{drawing}</li>")
    return f'<ol class="rows" aria-label="{escape(title)}">{"".join(items)}</ol>'


def drawn(title: str, shapes: list[str], first: str, last: str, top: float, names: Sequence[str]) -> str:
    """Return the drawing with its labels beside it, as text of the page."""
    key = " ".join(f'<span class="k{n}">{escape(name)}</span>' for n, name in enumerate(names))
    svg = f'<svg role="img" aria-label="{escape(title)}" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none">{"".join(shapes)}</svg>'
    labels = f"<span>{escape(first[:30])}</span><span>{escape(last[:30])}</span>"
    plot = (
        f'<div class="plot"><div class="y"><span>{number(top)}</span><span>0</span></div>{svg}<div class="x">{labels}</div></div>'
    )
    return f"<figure><figcaption>{escape(title)} {key}</figcaption>{plot}</figure>"


def number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def of_answer(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return a chart of an answer whose second column is a number: a line over days and times, else a bar a name; else nothing."""
    if (
        len(columns) < 2
        or not rows
        or not all(isinstance(row[1], int | float | Decimal | None) and not isinstance(row[1], bool) for row in rows)
    ):
        return ""
    if isinstance(rows[0][0], date):
        return line(f"{columns[1]} by {columns[0]}", sorted((row[0], row[1]) for row in rows if row[0] is not None), columns[1])
    return ranked(f"{columns[1]} by {columns[0]}", [(row[0], row[1]) for row in rows], columns[1])
