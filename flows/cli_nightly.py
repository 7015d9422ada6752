"""The commands of the night: nightly, outlets, report, serve."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.options import (
    Day,
    OutletsDir,
    RunnerName,
    RunnerOption,
    Verbose,
    WarehouseDir,
    Workers,
    before_a_flow,
    fail_on,
    failing_clearly,
    say,
    store,
    tell,
)
from seeds.outlets import load_outlets

outlets_app = typer.Typer()


def register(app: typer.Typer) -> None:
    """Add these commands to `app`."""
    app.command()(nightly)
    app.command()(report)
    app.command()(serve)
    app.add_typer(outlets_app, name="outlets")


def nightly(
    only: Annotated[
        str | None, typer.Option("--only", metavar="NAME,...", help="Only these outlets: file names, names or domains.")
    ] = None,
    warehouse: WarehouseDir = None,
    outlets: OutletsDir = None,
    workers: Workers = None,
    runner: RunnerOption = RunnerName.threads,
    verbose: Verbose = False,
) -> None:
    """Discover, fetch, clean, match and publish what every enabled outlet published since the last night."""
    before_a_flow(verbose)
    with failing_clearly():
        names = [name.strip() for name in only.split(",") if name.strip()] if only else None
        load_outlets(outlets, names)  # a mistyped name is told before Prefect starts, which takes seconds
        from flows import nightly as flow

        summary = flow.nightly(
            only=names,
            warehouse=str(store(warehouse).root),
            outlets=str(outlets) if outlets else None,
            workers=workers,
            runner=runner.value,
        )
    tell(summary)
    fail_on(summary.problems)


def report(
    day: Day = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file. [default: standard output]")] = None,
    warehouse: WarehouseDir = None,
) -> None:
    """Write the morning report of a day (in Jakarta; by default the last night's) as one self-contained HTML file."""
    with failing_clearly():
        from tasks.report import morning_report

        page = morning_report(store(warehouse), day.date() if day else None)
        if output is None:
            sys.stdout.write(page)
            return
        output.write_text(page, encoding="utf-8")
    say.print(f"kliping: wrote {output} ({len(page.encode()) / 1000:,.0f} kB)", markup=False)


def serve(
    warehouse: WarehouseDir = None,
    outlets: OutletsDir = None,
    cron: Annotated[str, typer.Option(help="When the night begins, Asia/Jakarta.")] = "0 2 * * *",
) -> None:
    """Run the nightly and weekly schedule in this one process, without a work pool, until stopped."""
    with failing_clearly():
        from flows.own_server import a_server

        with a_server() as api:
            from flows import serving  # Prefect reads where its server is when it is imported

            say.print(f"kliping: {api.removesuffix('/api')} shows the runs; stop with Ctrl-C", markup=False)
            serving.serve(str(store(warehouse).root), str(outlets) if outlets else None, cron)


@outlets_app.callback(invoke_without_command=True)
def outlets_default(context: typer.Context, outlets: OutletsDir = None) -> None:
    """The outlets: which there are, whether they answer, and a draft for a new one. Without a command: the list."""
    if not context.invoked_subcommand:
        outlets_list(outlets)


@outlets_app.command("list")
def outlets_list(outlets: OutletsDir = None) -> None:
    """List the outlets, and why each disabled one is."""
    with failing_clearly():
        from flows import outlets as shown

        shown.show(outlets)


@outlets_app.command("check")
def outlets_check(
    name: Annotated[str, typer.Argument(metavar="NAME", help="File name, name or domain of an outlet.")],
    outlets: OutletsDir = None,
) -> None:
    """Reach an outlet: its robots.txt, its lists, one article; show what would be extracted. Nothing is stored."""
    with failing_clearly():
        from flows import outlets as shown

        passed = shown.check(name, outlets)
    raise typer.Exit(0 if passed else 1)


@outlets_app.command("new")
def outlets_new(
    url: Annotated[str, typer.Argument(metavar="URL", help="The front page of a news site.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file. [default: standard output]")] = None,
) -> None:
    """Look at a site politely and write a draft of its outlet file: feeds, sitemaps, form of an article's address, pager."""
    with failing_clearly():
        from flows import outlets as shown

        draft = shown.draft(url)
        if output is not None:
            with output.open("x", encoding="utf-8") as file:
                file.write(draft)
            say.print(f"kliping: wrote {output}; look it over, then `kliping outlets check`", markup=False)
            return
    sys.stdout.write(draft)
