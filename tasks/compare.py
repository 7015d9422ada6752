"""What another set of rules made different: two states of the same pages, column by column."""

from collections.abc import Iterator

import duckdb

from warehouse.catalog import connect
from warehouse.store import Manifest, Warehouse
from warehouse.tables import DRAFTS, REJECTS

COLUMNS = [
    c.name
    for c in DRAFTS.columns
    if c.name not in ("rules_version", "first_seen_at", "fetched_at", "source", "source_id", "page_id")
]
SHOWN = 20
"""Changed values printed a column."""

WIDTH = 100
"""Characters shown of a value."""


def changes_between(warehouse: Warehouse, before: Manifest, after: Manifest) -> Iterator[str]:
    """Yield a line for each kind of change and, under it, the first changes of that kind, in the order of their sources."""
    gone = {t.name: sorted(set(before.get(t.name, [])) - set(after.get(t.name, []))) for t in (DRAFTS, REJECTS)}
    come = {t.name: sorted(set(after.get(t.name, [])) - set(before.get(t.name, []))) for t in (DRAFTS, REJECTS)}
    with connect(warehouse, gone) as old, connect(warehouse, come) as new:
        new.register("old_drafts", old.sql("FROM stored.drafts").to_arrow_table())
        new.register("old_rejects", old.sql("FROM stored.rejects").to_arrow_table())
        yield from moved(
            new,
            "now an article, was rejected",
            "SELECT d.source, r.reason, d.title FROM stored.drafts d JOIN old_rejects r USING (page_id)",
        )
        yield from moved(
            new,
            "now rejected, was an article",
            "SELECT r.source, d.title, r.reason FROM stored.rejects r JOIN old_drafts d USING (page_id)",
        )
        for column in COLUMNS:
            told = f"""
                SELECT n.source, o.{column}, n.{column}
                FROM stored.drafts n JOIN old_drafts o USING (page_id)
                WHERE o.{column} IS DISTINCT FROM n.{column}
            """
            yield from moved(new, f"{column} changed", told)


def moved(connection: duckdb.DuckDBPyConnection, what: str, query: str) -> Iterator[str]:
    found = connection.execute(f"SELECT * FROM ({query}) ORDER BY ALL").fetchall()
    if found:
        yield f"{what}: {len(found):,}"
        for source, was, now in found[:SHOWN]:
            yield f"  {source}: " + (text_changes(was, now) if what.startswith("text ") else f"{short(was)} -> {short(now)}")


def text_changes(was: str, now: str) -> str:
    """Return the paragraphs only one of two texts has, those that went first."""
    old, new = was.split("\n\n"), now.split("\n\n")
    return " | ".join([*(f"- {short(p)}" for p in old if p not in new), *(f"+ {short(p)}" for p in new if p not in old)])


def short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
