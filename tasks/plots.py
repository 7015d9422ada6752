"""Plots of the morning report, as SVG that takes its colors and its font from the page it stands in."""

import io
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

# Colors that stand for those of the page: matplotlib wants hex digits, and the page decides what they are in light and dark.
INK, SOFT, ACCENT, SECOND = "#010101", "#020202", "#030303", "#040404"
PAGE = {INK: "currentColor", SOFT: "var(--soft)", ACCENT: "var(--accent)", SECOND: "var(--second)"}
STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "kliping",
    "font.family": "sans-serif",
    "font.size": 11,
    "text.color": INK,
    "text.parse_math": False,  # labels come from pages: a dollar sign is a dollar sign
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.edgecolor": SOFT,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": SOFT,
    "grid.linewidth": 0.6,
    "axes.axisbelow": True,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
}


def days_plot(days: Sequence[date], originals: Sequence[int], copies: Sequence[int]) -> str:
    """Return the articles of each day as columns, copies on top of originals."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.2, 2.5), layout="constrained")
        axes = figure.add_subplot()
        places = range(len(days))
        axes.bar(places, originals, color=ACCENT, width=0.72)
        axes.bar(places, copies, bottom=originals, color=SECOND, width=0.72)
        step = max(1, len(days) // 7)
        axes.set_xticks(list(places)[::-step][::-1], [f"{day.day} {day:%b}" for day in days][::-step][::-1])
        whole_numbers(axes, "y")
        return svg(figure, "Articles a day: originals, and copies on top of them")


def outlets_plot(rows: Sequence[dict[str, Any]]) -> str:
    """Return the articles of each outlet as bars, with a mark where its usual day ends."""
    shown = list(rows)[:30][::-1]
    with mpl.rc_context({**STYLE, "axes.grid.axis": "x"}):
        figure = Figure(figsize=(7.2, 0.6 + 0.3 * len(shown)), layout="constrained")
        axes = figure.add_subplot()
        places = range(len(shown))
        axes.barh(places, [row["articles"] for row in shown], color=ACCENT, height=0.62)
        usual = [(place, row["usual"]) for place, row in enumerate(shown) if row["usual"] is not None]
        axes.scatter(
            [value for _, value in usual],
            [place for place, _ in usual],
            marker="|",
            s=170,
            linewidths=2.4,
            color=SECOND,
            zorder=3,
        )
        axes.set_yticks(list(places), [short(row["outlet"]) for row in shown])
        axes.set_ylim(-0.7, len(shown) - 0.3)
        whole_numbers(axes, "x")
        return svg(figure, "Articles of each outlet against its usual day")


def bars_plot(labels: Sequence[str], values: Sequence[int], title: str) -> str:
    """Return labelled bars, the first on top, each with its number."""
    with mpl.rc_context({**STYLE, "axes.grid": False, "axes.spines.bottom": False}):
        figure = Figure(figsize=(7.2, 0.45 + 0.32 * len(labels)), layout="constrained")
        axes = figure.add_subplot()
        bars = axes.barh(range(len(labels)), list(values)[::-1], color=ACCENT, height=0.62)
        axes.bar_label(bars, [f"{value:,}" for value in list(values)[::-1]], padding=4)
        axes.set_yticks(range(len(labels)), [short(label) for label in list(labels)[::-1]])
        axes.set_xticks([])
        axes.margins(x=0.12)
        axes.set_ylim(-0.7, len(labels) - 0.3)
        return svg(figure, title)


def short(label: str) -> str:
    """Return a label that leaves room for its bar, without signs no font has."""
    label = "".join(sign for sign in label if sign.isprintable())
    return label if len(label) <= 32 else f"{label[:31]}…"


def whole_numbers(axes: Axes, which: str) -> None:
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    axis.set_major_formatter(lambda value, _: f"{value:,.0f}")


def svg(figure: Figure, title: str) -> str:
    """Return a figure as one SVG element for a page: it scales with it, and says to a screen reader what it shows."""
    sheet = io.StringIO()
    figure.savefig(sheet, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = sheet.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.S)
    text = re.sub(
        r'<svg [^>]*?viewBox="([^"]+)"[^>]*>', rf'<svg viewBox="\1" role="img" aria-label="{title}">', text, count=1, flags=re.S
    )
    for color, name in PAGE.items():
        text = text.replace(color, name)
    # matplotlib names a list of fonts; the page's own is better.
    return re.sub(
        r"font(?:-family)?: ?([\d.]+px)? ?[^;\"]*(?:sans-serif|DejaVu)[^;\"]*",
        lambda m: f"font-size: {m[1]}" if m[1] else "",
        text,
    )
