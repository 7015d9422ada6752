"""The commands of analysts: sql, export, explore, and compact."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.options import Verbose, WarehouseDir, before_a_flow, failing_clearly, say, store


class Format(StrEnum):
    table = "table"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"
    parquet = "parquet"
    xlsx = "xlsx"


class ExportFormat(StrEnum):
    parquet = "parquet"
    jsonl = "jsonl"
    csv = "csv"
    xlsx = "xlsx"
    hf = "hf"


def register(app: typer.Typer) -> None:
    """Add these commands to `app`."""
    for command in (sql, export, explore, compact):
        app.command()(command)


def sql(
    query: Annotated[
        str | None, typer.Argument(help="One SELECT. Without it: a shell on a terminal, else standard input.")
    ] = None,
    format: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="[default: as FILE ends; else table on a terminal, csv elsewhere]"),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    unsafe: Annotated[bool, typer.Option("--unsafe", help="Let a question read and write files outside the warehouse.")] = False,
    warehouse: WarehouseDir = None,
) -> None:
    """Run SQL over the warehouse, read-only."""
    from flows import sql_shell

    with failing_clearly():
        shown = format or (Format.table if output is None and sys.stdout.isatty() else Format.csv)
        if format is None and output and output.suffix[1:] in list(Format):
            shown = Format(output.suffix[1:])
        if shown in (Format.parquet, Format.xlsx) and output is None:
            raise ValueError(f"sql: --format {shown} writes a file; name it with -o FILE")
        sql_shell.run(store(warehouse), query, shown.value, output, unsafe)


def export(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="unique (unique_articles), or any view.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file, or for hf the folder, to write.")],
    format: Annotated[
        ExportFormat | None,
        typer.Option("--format", "-f", help="hf: a folder of Parquet shards with a card. [default: as FILE ends, else parquet]"),
    ] = None,
    where: Annotated[str | None, typer.Option("--where", metavar="SQL", help="Only rows that meet this condition.")] = None,
    warehouse: WarehouseDir = None,
) -> None:
    """Write the rows of a view to a file, or to a Hugging Face style folder."""
    from flows import exporting

    with failing_clearly():
        shown = format or (output.suffix[1:] if output.suffix[1:] in list(ExportFormat) else ExportFormat.parquet)
        rows = exporting.export(store(warehouse), what, str(shown), where, output)
        say.print(f"{rows:,} rows in {output}", markup=False)


def explore(
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any free one.")] = 8321,
    host: Annotated[str, typer.Option("--host", help="Any but this machine's own shows it to the network.")] = "127.0.0.1",
    warehouse: WarehouseDir = None,
) -> None:
    """Look at the warehouse in a browser: search, articles, stories, outlets, SQL."""
    from flows.explorer import serving

    with failing_clearly():
        serving.serve(store(warehouse), host, port)


def compact(
    everything: Annotated[bool, typer.Option("--everything", help="Merge large packs as well, into one sorted whole.")] = False,
    grace_hours: Annotated[
        float, typer.Option("--grace-hours", min=0, help="Keep files nothing lists any more this long.")
    ] = 24.0,
    warehouse: WarehouseDir = None,
    verbose: Verbose = False,
) -> None:
    """Merge small editions into sorted files, index them for search, and remove what no reader can reach."""
    before_a_flow(verbose)
    with failing_clearly():
        folder = store(warehouse)
        folder.must_exist()
        from flows import maintain as flow

        print(flow.as_line(flow.maintain(str(folder.root), grace_hours, everything)))
