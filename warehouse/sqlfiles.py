"""What stands in warehouse/macros/*.sql, and how SQL text is put together."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Macro:
    """One `macros/<name>.sql`: what it gives, whether that is a table, and its CREATE statement."""

    name: str
    meaning: str
    is_table: bool
    create: str


def macros() -> Iterator[Macro]:
    """Yield the macros in the order of their names. A file's first line says what one row, or the value, is."""
    for path in sorted((HERE / "macros").glob("*.sql")):
        text = path.read_text(encoding="utf-8").strip().rstrip(";")
        head = [line[2:].strip() for line in text.split("\n") if line.startswith("--")]
        create = "\n".join(line for line in text.split("\n") if not line.startswith("--"))
        yield Macro(path.stem, head[0], " AS TABLE" in create, create)


def create_macros(connection: duckdb.DuckDBPyConnection, only: set[str] | None = None) -> None:
    """Create every macro, or those named, with its comment; each after those it uses."""
    waiting = [macro for macro in macros() if only is None or macro.name in only]
    while waiting:
        left: list[Macro] = []
        problem: duckdb.Error | None = None
        for macro in waiting:
            try:
                connection.execute(macro.create)
            except duckdb.Error as error:  # a name it does not know yet may also be an extension it cannot load
                problem, left = error, [*left, macro]
                continue
            connection.execute(f"COMMENT ON MACRO{' TABLE' if macro.is_table else ''} {macro.name} IS {quoted(macro.meaning)}")
        if problem is not None and len(left) == len(waiting):
            raise ValueError(f"warehouse/macros/{left[0].name}.sql: cannot be created: {problem}")
        waiting = left


def quoted(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
