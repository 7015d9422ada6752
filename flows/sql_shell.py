"""`kliping sql`: one question, or a shell for many."""

import os
import shutil
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import duckdb

from flows.options import say
from warehouse.asking import (
    ask,
    fresh,
    open_read_only,
    told,
    write_csv,
    write_json,
    write_jsonl,
    write_parquet,
    write_table,
    write_xlsx,
)
from warehouse.opening import COLUMNS, TABLES
from warehouse.store import Warehouse, WarehouseError, reason

HELP = """End a question with ';'. Tab completes tables, columns and macros; Ctrl-C stops a question; Ctrl-R finds an old one.
.tables            what there is        .columns NAME   columns of a table and what they mean
.macros            search(), around() ...
.mode FORMAT       how answers are shown: table, csv, json, jsonl
.output FILE       write the next answer to FILE, by its ending: .csv .json .jsonl .parquet .xlsx
.quit"""
MACROS = """
    SELECT function_name || '(' || array_to_string(parameters, ', ') || ')' AS macro, comment AS meaning
    FROM duckdb_functions() WHERE schema_name = 'main' AND NOT internal ORDER BY macro
"""
WRITERS = {"csv": write_csv, "json": write_json, "jsonl": write_jsonl}
FILES = {"parquet": write_parquet, "xlsx": write_xlsx}
"""Formats that are written to a file and not to the terminal."""
KEYWORDS = """
    SELECT FROM WHERE GROUP BY ORDER LIMIT JOIN USING LEFT AND OR NOT IN IS NULL ILIKE BETWEEN DISTINCT HAVING
    WITH AS UNION count min max avg median sum FILTER ALL DESC ASC DESCRIBE SUMMARIZE EXPLAIN unnest date_trunc
"""


class Interrupted(WarehouseError):
    """A question was stopped by Ctrl-C."""


def run(warehouse: Warehouse, query: str | None, shown: str, output: Path | None, unsafe: bool = False) -> None:
    """Answer `query` on stdout or in `output`; with no query, read questions from the terminal, or one from standard input."""
    connection = open_read_only(warehouse, unsafe)
    try:
        if query is None and sys.stdin.isatty():
            Shell(connection, shown, unsafe).loop()
        else:
            answer(fresh(connection), query if query is not None else sys.stdin.read(), shown, output, unsafe)
    finally:
        with suppress(duckdb.Error):  # one that was interrupted may still be letting go; the process ends here anyway
            connection.close()


def answer(connection: duckdb.DuckDBPyConnection, query: str, shown: str, output: Path | None, unsafe: bool = False) -> None:
    """Write the answer of `query`; Ctrl-C stops it and raises `WarehouseError`.

    The question runs in a thread of its own, because no signal reaches Python while DuckDB works.
    """
    problems: list[BaseException] = []

    def work() -> None:
        try:
            with told():
                write(ask(connection, query, unsafe), shown, output)
        except BaseException as error:
            problems.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    stopped = False
    while thread.is_alive():
        try:
            thread.join(0.2)
        except KeyboardInterrupt:
            stopped = True
        if stopped:  # again and again: a question that is only being read when it is interrupted would go on
            connection.interrupt()
    if stopped:  # asked for last: an interrupted stream may look like one that came to its end
        raise Interrupted("sql: interrupted; what was written of the answer is not the whole of it")
    if problems:
        raise problems[0]


def write(found: duckdb.DuckDBPyRelation | None, shown: str, output: Path | None) -> None:
    """Write an answer to stdout or a file; a file is there whole or not at all."""
    if found is None:
        return
    if output is None:
        if shown == "table":
            write_table(found, sys.stdout, shutil.get_terminal_size((120, 40)).columns)
        else:
            WRITERS[shown](found, sys.stdout)
        sys.stdout.flush()
        return
    part = output.with_name(f".{output.name}.part")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        part.touch()
    except OSError as error:
        raise WarehouseError(
            f"{output}: cannot be written ({reason(error)}); name a file in a folder you may write to with -o"
        ) from error
    try:
        if shown in FILES:
            FILES[shown](found, part)
        else:
            with part.open("w", encoding="utf-8", newline="") as file:
                write_table(found, file, 120) if shown == "table" else WRITERS[shown](found, file)
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


class Shell:
    """Reads questions until the end of input; a wrong one is told and the shell goes on."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, shown: str, unsafe: bool) -> None:
        self.warehouse, self.connection, self.shown, self.unsafe = connection, fresh(connection), shown, unsafe
        self.output: Path | None = None

    def loop(self) -> None:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
        from prompt_toolkit.completion import WordCompleter
        from prompt_toolkit.filters import Condition
        from prompt_toolkit.history import FileHistory
        from prompt_toolkit.lexers import PygmentsLexer
        from pygments.lexers.sql import PostgresLexer

        session: PromptSession[str] = PromptSession(
            "kliping> ",
            history=FileHistory(str(history_path())),
            lexer=PygmentsLexer(PostgresLexer),
            completer=WordCompleter(self.words(), ignore_case=True),
            auto_suggest=AutoSuggestFromHistory(),
            complete_while_typing=False,
            multiline=Condition(lambda: not is_whole(session.default_buffer.text)),
            prompt_continuation="    ...> ",
        )
        say.print(HELP, markup=False)
        while True:
            try:
                if not self.take(session.prompt().strip()):
                    return
            except KeyboardInterrupt:
                continue
            except EOFError:
                return
            except (WarehouseError, OSError) as error:
                say.print(str(error), style="red", markup=False)

    def words(self) -> list[str]:
        """Return what Tab completes."""
        columns = "SELECT DISTINCT column_name FROM duckdb_columns() WHERE schema_name = 'main' AND NOT internal"
        queries = (f"SELECT name FROM ({TABLES})", columns, f"SELECT macro FROM ({MACROS})")
        found = [row[0] for query in queries for row in self.connection.execute(query).fetchall()]
        return [*found, *KEYWORDS.split(), ".tables", ".columns", ".macros", ".mode", ".output", ".help", ".quit"]

    def take(self, line: str) -> bool:
        """Do what one line says; return whether to go on."""
        if not line.startswith("."):
            if line.strip("; \n"):
                self.ask(line)
            return True
        word, _, rest = line.rstrip("; ").partition(" ")
        match word, rest.strip():
            case ".quit" | ".exit", _:
                return False
            case ".tables", _:
                self.ask(TABLES)
            case ".macros", _:
                self.ask(MACROS)
            case ".columns", name:
                self.ask(COLUMNS.replace("?", "'" + name.replace("'", "''") + "'"))
            case ".mode", ("table" | "csv" | "json" | "jsonl") as shown:
                self.shown = shown
            case ".output", name if Path(name).suffix[1:] in (*WRITERS, *FILES):
                self.output = Path(name).expanduser()
            case ".help", _:
                say.print(HELP, markup=False)
            case _:
                raise WarehouseError(f"{line}: not known; .help lists what is")
        return True

    def ask(self, query: str) -> None:
        output, self.output = self.output, None
        started = time.monotonic()
        try:
            answer(self.connection, query, output.suffix[1:] if output else self.shown, output, self.unsafe)
        except Interrupted:
            self.connection = fresh(self.warehouse)
            raise
        say.print(f"{time.monotonic() - started:.2f} s" + (f", in {output}" if output else ""), style="dim", markup=False)


def is_whole(text: str) -> bool:
    """Return whether Enter sends this line: it ends with ';', is a dot command, or is empty."""
    return not text.strip() or text.lstrip().startswith(".") or text.rstrip().endswith(";")


def history_path() -> Path:
    """Return the file of past questions, in the user's state folder; nowhere when there is no such folder to write to."""
    folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "kliping"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "history").touch()
    except OSError:
        return Path(os.devnull)
    return folder / "history"
