"""Charts as SVG text: no script, no network, readable by a screen reader through their titles."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import Any

WIDTH, HEIGHT, LEFT, BOTTOM = 720, 180, 46, 22


def bars(title: str, rows: Sequence[tuple[Any, ...]], names: Sequence[str]) -> str:
    """Return a bar for each row: its first value is the label, the others are stacked in order and named by `names`."""
    rows = [(str(label), [float(v or 0) for v in values]) for label, *values in rows]
    if not rows:
        return ""
    top = max(sum(values) for _, values in rows) or 1.0
    step = (WIDTH - LEFT) / len(rows)
    shapes = []
    for n, (label, values) in enumerate(rows):
        base = 0.0
        for kind, value in enumerate(values):
            height = max(0.0, value) / top * (HEIGHT - BOTTOM)
            y = HEIGHT - BOTTOM - base - height
            told = escape(f"{label}: {number(value)} {names[kind]}")
            shape = f'<rect class="c{kind}" x="{LEFT + n * step:.1f}" y="{y:.1f}" width="{max(step - 1, 0.6):.1f}" height="{height:.1f}">'
            shapes.append(f"{shape}<title>{told}</title></rect>")
            base += height
    return drawn(title, shapes, rows[0][0], rows[-1][0], top, names)


def line(title: str, rows: Sequence[tuple[Any, Any]], name: str) -> str:
    """Return a line through the values; a NULL breaks it."""
    values = [(str(label), None if value is None else float(value)) for label, value in rows]
    known = [value for _, value in values if value is not None]
    if not known:
        return ""
    top = max(known) or 1.0
    step = (WIDTH - LEFT) / max(len(values) - 1, 1)
    parts, started = [], False
    for n, (_, value) in enumerate(values):
        if value is not None:
            parts.append(f"{'L' if started else 'M'}{LEFT + n * step:.1f} {(HEIGHT - BOTTOM) * (1 - max(value, 0) / top):.1f}")
        started = value is not None
    return drawn(title, [f'<path class="l" d="{" ".join(parts)}"/>'], values[0][0], values[-1][0], top, [name])


def timeline(title: str, events: Sequence[tuple[datetime | None, str, bool]]) -> str:
    """Return a dot for each time with its label under the others; those without a time are left out."""
    known = [(when, label, first) for when, label, first in events if when is not None]
    if not known:
        return ""
    start, end = min(k[0] for k in known), max(k[0] for k in known)
    span = (end - start).total_seconds() or 1.0
    height = 20 * len(known) + 24
    shapes = []
    for n, (when, label, first) in enumerate(known):
        x, y = 12 + (WIDTH - 300) * (when - start).total_seconds() / span, 18 + 20 * n
        told = escape(f"{when:%d %b %H:%M} {label}")
        shapes.append(f'<line class="g" x1="12" x2="{WIDTH - 288}" y1="{y}" y2="{y}"/>')
        dot = f'<circle class="{"c0" if first else "c1"}" cx="{x:.1f}" cy="{y}" r="6"/>'
        shapes.append(f'{dot}<text x="{x + 12:.1f}" y="{y + 4}">{told}</text>')
    return f'<svg role="img" aria-label="{escape(title)}" viewBox="0 0 {WIDTH} {height}">{"".join(shapes)}</svg>'


def drawn(title: str, shapes: list[str], first: str, last: str, top: float, names: Sequence[str]) -> str:
    marks = (
        (LEFT - 6, 12, "end", number(top)),
        (LEFT - 6, HEIGHT - BOTTOM, "end", "0"),
        (LEFT, HEIGHT - 5, "start", first[:30]),
        (WIDTH, HEIGHT - 5, "end", last[:30]),
    )
    axis = "".join(f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>' for x, y, anchor, text in marks)
    key = " ".join(f'<span class="k{n}">{escape(name)}</span>' for n, name in enumerate(names))
    svg = f'<svg role="img" aria-label="{escape(title)}" viewBox="0 0 {WIDTH} {HEIGHT}">{axis}{"".join(shapes)}</svg>'
    return f"<figure><figcaption>{escape(title)} {key}</figcaption>{svg}</figure>"


def number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def of_answer(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return a chart of an answer whose second column is a number: a line over days and times, else bars; else nothing."""
    if (
        len(columns) < 2
        or not rows
        or not all(isinstance(row[1], int | float | Decimal | None) and not isinstance(row[1], bool) for row in rows)
    ):
        return ""
    if isinstance(rows[0][0], date):
        return line(f"{columns[1]} by {columns[0]}", sorted((row[0], row[1]) for row in rows if row[0] is not None), columns[1])
    return bars(f"{columns[1]} by {columns[0]}", [(row[0], row[1]) for row in rows[:60]], [columns[1]])
