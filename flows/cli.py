"""The `kliping` command. Results go to stdout, everything else to stderr; 0 done, 1 failed, 2 wrong usage."""

from typing import Annotated

import typer
from rich.console import Console

# Each command imports what it needs: a question in SQL does not wait two seconds for Prefect.
from flows import cli_analyst, cli_nightly
from flows.leaving import leave_quietly
from flows.options import (
    WIDTH,
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
    store,
    tell,
)

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)


@app.command()
def backfill(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, archives or addresses.")],
    warehouse: WarehouseDir = None,
    outlets: OutletsDir = None,
    workers: Workers = None,
    runner: RunnerOption = RunnerName.threads,
    verbose: Verbose = False,
) -> None:
    """Load files or folders, clean their pages, match copies, publish."""
    before_a_flow(verbose)
    with failing_clearly():
        from tasks.readers.files import check_path

        if len(paths) == 1:  # a mistyped path is told before Prefect starts, and before it makes an empty warehouse
            check_path(paths[0])
        from flows import backfill as flow

        summary = flow.backfill(
            paths,
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
    outlet: Annotated[list[str] | None, typer.Option(help="Only pages of this outlet: file name, name or domain.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change and change nothing.")] = False,
    warehouse: WarehouseDir = None,
    outlets: OutletsDir = None,
    workers: Workers = None,
    runner: RunnerOption = RunnerName.threads,
    verbose: Verbose = False,
) -> None:
    """Clean stored pages again with today's rules and print what changed."""
    before_a_flow(verbose)
    with failing_clearly():
        folder = store(warehouse)
        folder.must_exist()  # told before Prefect starts, which takes seconds
        from flows import reclean as flow

        done = flow.reclean(
            since=since.date() if since else None,
            until=until.date() if until else None,
            only=outlet,
            dry_run=dry_run,
            warehouse=str(folder.root),
            outlets=str(outlets) if outlets else None,
            workers=workers,
            runner=runner.value,
        )
    print("\n".join(done.changes) or "nothing changed")
    if done.summary:
        tell(done.summary)
    fail_on(done.problems)


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


@app.command()
def story(
    what: Annotated[str, typer.Argument(metavar="ID", help="A story_id, or the article_id of any of its articles.")],
    warehouse: WarehouseDir = None,
) -> None:
    """Show a story: its copies beside their original, and what each changed."""
    from flows.story import show_story
    from warehouse.asking import open_read_only

    with failing_clearly(), open_read_only(store(warehouse)) as connection:
        show_story(connection, what, Console(highlight=False, width=WIDTH))


cli_nightly.register(app)
cli_analyst.register(app)


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
