"""What the commands share: their options, how they fail, and how they tell what a run did."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from flows.leaving import stop_in_order
from flows.settings import Settings
from warehouse.asking import told
from warehouse.store import Warehouse, WarehouseError

if TYPE_CHECKING:
    from flows.pipeline import Summary

WIDTH = None if sys.stdout.isatty() else 160
"""Characters a line where nobody looks through a window: a pipe or a file."""

out = Console(highlight=False, soft_wrap=True, width=WIDTH)
"""Results."""

say = Console(stderr=True, highlight=False, soft_wrap=True)
"""Everything else."""


class RunnerName(StrEnum):
    threads = "threads"
    processes = "processes"
    dask = "dask"
    ray = "ray"


WarehouseDir = Annotated[
    Path | None,
    typer.Option("--warehouse", metavar="DIR", help="The warehouse folder. [default: $KLIPING_WAREHOUSE, else warehouse/data]"),
]
OutletsDir = Annotated[Path | None, typer.Option("--outlets", metavar="DIR", help="Outlet files. [default: seeds/outlets]")]
Workers = Annotated[
    int | None, typer.Option("--workers", min=1, help="How many pages are cleaned at once. [default: one a core]")
]
RunnerOption = Annotated[RunnerName, typer.Option("--runner", help="Who cleans them.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show Prefect's own log.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


@contextmanager
def failing_clearly() -> Iterator[None]:
    """Turn what a person can mend into one line on stderr and exit code 1."""
    try:
        with told():
            yield
    except (WarehouseError, ValueError, OSError) as error:
        say.print(f"kliping: {error}", style="red", markup=False)
        raise typer.Exit(1) from error
    except KeyboardInterrupt:
        say.print("kliping: interrupted; what was published before is whole, run again to go on")
        raise typer.Exit(1) from None


def store(warehouse: Path | None) -> Warehouse:
    return Warehouse((warehouse or Settings().warehouse).expanduser())


def tell(summary: "Summary") -> None:
    """Print what a run did, on stderr: stdout is for results a program may read."""
    counts = (
        f"{summary.pages_in:,} pages in",
        f"{summary.pages_seen_before:,} seen before",
        f"{summary.rejected:,} rejected",
        f"{summary.articles_new:,} articles new",
        f"{summary.articles_changed:,} changed",
        f"{summary.copies_found:,} copies found",
    )
    say.print(f"{summary.flow} {summary.run_id}: {', '.join(counts)}; {summary.seconds:,.1f} s", markup=False)


def fail_on(problems: list[str]) -> None:
    """Print what went wrong and exit 1 when anything did."""
    for problem in problems:
        say.print(f"kliping: {problem}", style="red", markup=False)
    if problems:
        raise typer.Exit(1)


def before_a_flow(verbose: bool) -> None:
    """Keep Prefect's log off the screen unless asked for (it is in Prefect's own log either way), and let the run be stopped in order."""
    if not verbose:
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    stop_in_order()
