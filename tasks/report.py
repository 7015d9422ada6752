"""The morning report: one HTML file that needs nothing else, from the published warehouse."""

from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.morning import Morning, last_day, morning_of
from tasks.plots import bars_plot, days_plot, outlets_plot
from warehouse.catalog import open_catalog
from warehouse.store import Warehouse, WarehouseError


def morning_report(warehouse: Warehouse, day: date | None = None) -> str:
    """Return the report of `day` as HTML, by default of the last day on which anything was fetched; `WarehouseError` when there is none."""
    return rendered(morning(warehouse, day))


def morning(warehouse: Warehouse, day: date | None = None) -> Morning:
    """Return what the report says, for those who want it otherwise than as a page."""
    with open_catalog(warehouse) as connection:
        day = day or last_day(connection)
        if day is None:
            raise WarehouseError(
                f"{warehouse.root}: nothing ever came in; run `kliping nightly` or `kliping backfill PATH` first"
            )
        return morning_of(connection, day)


@task(task_run_name="report of {day}", retries=1, retry_delay_seconds=5, cache_policy=NO_CACHE)
def write_report(warehouse: Warehouse, day: date, folder: Path) -> tuple[Path, Morning]:
    """Write the report of `day` as `<folder>/<day>.html`, whole or not at all, and return where it is and what it says."""
    told = morning(warehouse, day)
    path = folder / f"{day}.html"
    page = rendered(told)
    warehouse.put_in_place(path, lambda part: part.write_text(page, encoding="utf-8"))
    return path, told


def rendered(morning: Morning) -> str:
    """Return the page."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    environment.filters["number"] = number
    template = environment.from_string(files("tasks").joinpath("report.html").read_text(encoding="utf-8"))
    return template.render(m=morning, plots=plots_of(morning))


def number(value: Any) -> str:
    return f"{value:,.0f}"


def plots_of(morning: Morning) -> dict[str, Markup]:
    """Return the plots of what there is; their labels come from pages, and matplotlib writes them as text that is escaped."""
    found: dict[str, str] = {}
    if morning.days:
        found["days"] = days_plot(*([row[name] for row in morning.days] for name in ("day", "originals", "copies")))
    if morning.outlets:
        found["outlets"] = outlets_plot(morning.outlets)
    if morning.wires:
        agencies, counts = ([row[name] for row in morning.wires] for name in ("agency", "articles"))
        found["wires"] = bars_plot(agencies, counts, "Articles that credit an agency")
    if morning.rejects:
        top = morning.rejects[:10]
        found["rejects"] = bars_plot(
            [row["reason"] for row in top], [row["pages"] for row in top], "Pages that gave no article, by reason"
        )
    return {name: Markup(text) for name, text in found.items()}
