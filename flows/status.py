"""`kliping status` and `kliping check`: what is in the warehouse, and whether it holds what it promises."""

from collections.abc import Sequence

from rich.table import Table

from flows.options import out
from warehouse.asking import open_read_only
from warehouse.catalog import checks, stored_tables
from warehouse.store import Warehouse

SHOWN_OFFENDERS = 5

LAST_RUNS = """
    SELECT run_id, flow, pages_in, articles_new, articles_changed, pages_seen_before, rejected, copies_found,
        date_diff('second', started_at, finished_at) AS seconds
    FROM runs ORDER BY started_at DESC LIMIT 5
"""
REASONS = (
    "SELECT stage, reason, count(*) AS pages, min(source) AS for_example FROM rejects GROUP BY ALL ORDER BY pages DESC, reason"
)


def status(warehouse: Warehouse) -> None:
    """Print the size of each table, the last runs and the rejects by reason."""
    manifest = warehouse.manifest()
    sizes = []
    for table in stored_tables():
        editions = manifest.get(table.name, [])
        size_bytes = warehouse.size_bytes(table, editions)
        sizes.append(
            (
                table.name,
                len(editions),
                sum(warehouse.rows(table, edition) for edition in editions),
                f"{size_bytes / 1e6:,.1f} MB",
            )
        )
    with open_read_only(warehouse) as connection:
        articles, stories, copies = connection.execute(
            "SELECT count(*), count(DISTINCT story_id), count(*) FILTER (NOT is_original) FROM articles"
        ).fetchall()[0]
        out.print(f"{warehouse.root}: {articles:,} articles, {stories:,} stories, {copies:,} copies")
        show("tables", ["table", "editions", "rows", "size"], sizes)
        for title, query in (("last runs", LAST_RUNS), ("rejects by reason", REASONS)):
            answer = connection.sql(query)
            show(title, answer.columns, answer.fetchall())


def show(title: str, columns: list[str], rows: Sequence[tuple[object, ...]]) -> None:
    table = Table(*columns, title=title, title_justify="left")
    for row in rows:
        table.add_row(*(f"{value:,}" if isinstance(value, int) else str(value) for value in row))
    out.print(table if rows else f"{title}: none")


def check(warehouse: Warehouse) -> bool:
    """Run every check, print what it found, and return whether no `fail` check returned rows."""
    passed = True
    with open_read_only(warehouse) as connection:
        for one in checks():
            found = connection.execute(one.select).fetchall()
            verdict = "ok" if not found else one.level
            passed = passed and verdict != "fail"
            out.print(f"{verdict:4}  {one.name}: {one.truth}" + (f" ({len(found):,} rows)" if found else ""), markup=False)
            for row in found[:SHOWN_OFFENDERS]:
                out.print("      " + " | ".join(str(value) for value in row), markup=False)
    return passed
