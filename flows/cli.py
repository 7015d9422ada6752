"""The `kliping` command. Results go to stdout, everything else to stderr; 0 done, 1 failed, 2 wrong usage."""

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

# Each command imports what it needs: a question in SQL does not wait two seconds for Prefect.
from flows.leaving import leave_quietly
from flows.settings import Settings
from warehouse.store import Warehouse, WarehouseError

if TYPE_CHECKING:
    from flows.pipeline import Summary

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
say = Console(stderr=True, highlight=False, soft_wrap=True)


class RunnerName(StrEnum):
    processes = "processes"
    threads = "threads"
    dask = "dask"
    ray = "ray"


class Format(StrEnum):
    table = "table"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"


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
        yield
    except (WarehouseError, ValueError, OSError) as error:
        say.print(f"kliping: {error}", style="red", markup=False)
        raise typer.Exit(1) from error
    except KeyboardInterrupt:
        say.print("kliping: interrupted; what was published before is whole, run again to go on")
        raise typer.Exit(1) from None


def store(warehouse: Path | None) -> Warehouse:
    return Warehouse((warehouse or Settings().warehouse).expanduser())


@app.command()
def backfill(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders or archives.")],
    warehouse: WarehouseDir = None,
    outlets: OutletsDir = None,
    workers: Workers = None,
    runner: RunnerOption = RunnerName.processes,
    verbose: Verbose = False,
) -> None:
    """Load files or folders, clean their pages, match copies, publish."""
    quiet_prefect(verbose)
    with failing_clearly():
        from flows import backfill as flow

        summary = flow.backfill(
            [str(path) for path in paths],
            warehouse=str(store(warehouse).root),
            outlets=str(outlets) if outlets else None,
            workers=workers,
            runner=runner.value,
        )
    tell(summary)
    fail_on(summary.problems)


@app.command()
def reclean(
    since: Day = None,
    until: Day = None,
    outlet: Annotated[list[str] | None, typer.Option(help="Only pages that gave articles of this outlet.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change and change nothing.")] = False,
    warehouse: WarehouseDir = None,
    outlets: OutletsDir = None,
    workers: Workers = None,
    runner: RunnerOption = RunnerName.processes,
    verbose: Verbose = False,
) -> None:
    """Clean stored pages again with today's rules and print what changed."""
    quiet_prefect(verbose)
    with failing_clearly():
        from flows import reclean as flow

        done = flow.reclean(
            since=since.date() if since else None,
            until=until.date() if until else None,
            only=outlet,
            dry_run=dry_run,
            warehouse=str(store(warehouse).root),
            outlets=str(outlets) if outlets else None,
            workers=workers,
            runner=runner.value,
        )
    print("\n".join(done.changes) or "nothing changed")
    if done.summary:
        tell(done.summary)
    fail_on(done.problems)


@app.command()
def sql(
    query: Annotated[
        str | None, typer.Argument(help="One SELECT. Without it: a shell on a terminal, else standard input.")
    ] = None,
    format: Annotated[Format | None, typer.Option("--format", "-f", help="[default: table on a terminal, else csv]")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    warehouse: WarehouseDir = None,
) -> None:
    """Run SQL over the warehouse, read-only."""
    from flows import sql_shell

    with failing_clearly():
        shown = (format or (Format.table if output is None and sys.stdout.isatty() else Format.csv)).value
        sql_shell.run(store(warehouse), query, shown, output)


@app.command()
def explain(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="An article id, a URL, or a file.")],
    warehouse: WarehouseDir = None,
    outlets: OutletsDir = None,
) -> None:
    """Show every line of a page, kept or cut, and by which rule."""
    from flows import explaining

    with failing_clearly():
        explaining.explain(store(warehouse), what, str(outlets) if outlets else None)


@app.command()
def check(warehouse: WarehouseDir = None) -> None:
    """Run warehouse/checks; exit 1 when a `fail` check returns rows."""
    from flows import status as reports

    with failing_clearly():
        passed = reports.check(store(warehouse))
    raise typer.Exit(0 if passed else 1)


@app.command()
def status(warehouse: WarehouseDir = None) -> None:
    """Show the tables, the last runs, and the rejects by reason."""
    from flows import status as reports

    with failing_clearly():
        reports.status(store(warehouse))


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


def quiet_prefect(verbose: bool) -> None:
    """Keep Prefect's log off the screen unless asked for; it is in Prefect's own log either way."""
    if not verbose:
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")


def main() -> None:
    """Run the command; the exit code is 1 until a command says otherwise."""
    codes = [1]
    leave_quietly(lambda: codes[-1])
    try:
        app()
    except SystemExit as leaving:
        codes.append(leaving.code if isinstance(leaving.code, int) else 1)
        raise


if __name__ == "__main__":
    main()
