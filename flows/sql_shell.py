"""`kliping sql`: one question, or a plain shell for several."""

import shutil
import sys
from contextlib import suppress
from pathlib import Path

import duckdb
from rich.console import Console

from warehouse.asking import ask, open_read_only, write_csv, write_json, write_jsonl, write_table
from warehouse.store import Warehouse, WarehouseError

HELP = "End a question with ';'. .tables lists the views, .quit leaves, Ctrl-C stops a question."


def run(warehouse: Warehouse, query: str | None, shown: str, output: Path | None) -> None:
    """Answer `query` on stdout or in `output`; with no query, read questions from the terminal, or one from standard input."""
    with open_read_only(warehouse) as connection:
        if query is None and sys.stdin.isatty():
            shell(connection, shown)
        elif output:
            with output.open("w", encoding="utf-8", newline="") as file:
                answer(connection, query or sys.stdin.read(), shown, file)
        else:
            answer(connection, query or sys.stdin.read(), shown, sys.stdout)


def answer(connection: duckdb.DuckDBPyConnection, query: str, shown: str, out) -> None:  # type: ignore[no-untyped-def]
    found = ask(connection, query)
    if found is None:
        return
    if shown == "table":
        write_table(found, out, shutil.get_terminal_size((120, 40)).columns)
    else:
        {"csv": write_csv, "json": write_json, "jsonl": write_jsonl}[shown](found, out)


def shell(connection: duckdb.DuckDBPyConnection, shown: str) -> None:
    """Read questions until the end of input; a wrong one is told and the shell goes on."""
    with suppress(ImportError):
        import readline  # noqa: F401  gives input() its line editing and history where the system has it
    say = Console(stderr=True, highlight=False)
    say.print(HELP)
    question = ""
    while True:
        try:
            question += input("kliping> " if not question else "    ...> ") + "\n"
            match question.strip():
                case ".quit" | ".exit":
                    return
                case ".tables":
                    question = "SELECT view_name, comment FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal;"
            if question.rstrip().endswith(";") or not question.strip():
                answer(connection, question, shown, sys.stdout)
                question = ""
        except EOFError:
            return
        except KeyboardInterrupt:
            question = ""
            say.print("")
        except WarehouseError as error:
            question = ""
            say.print(str(error), style="red", markup=False)
