"""How fast analysts are answered, on a generated warehouse, next to plain Parquet files and SQLite's FTS5.

    python -m bench.queries DIR [--articles 1000000] [--days 365] [--years 1] [--peers]

DIR keeps the generated warehouse for the next time. Each time is the best of three in one process, after one question to
warm the disk's cache; `cpu` is what that answer took of all cores together, which a busy machine does not change much.
"""

import argparse
import os
import resource
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from bench.generate import generate, repeat
from warehouse.asking import open_read_only
from warehouse.catalog import publish, stored_tables
from warehouse.compaction import packed, publish_packed
from warehouse.sqlfiles import quoted
from warehouse.store import Warehouse
from warehouse.tables import DRAFTS

MONTH = "outlet = 'outlet007.co.id' AND day BETWEEN '2025-03-01' AND '2025-03-31'"
COUNTED = "SELECT outlet, day, count(*) FROM articles GROUP BY ALL"
LIKE = "SELECT article_id, title FROM articles WHERE text ILIKE '%{}%'"
QUERIES = {
    "articles by outlet and day": ("FROM outlet_days", COUNTED),
    "the same, counted anew": (COUNTED, COUNTED),
    "an outlet's month, headlines": (
        f"SELECT article_id, title FROM unique_articles WHERE {MONTH}",
        f"SELECT article_id, title FROM articles WHERE {MONTH}",
    ),
    "an outlet's month, all columns": (f"FROM unique_articles WHERE {MONTH}", f"FROM articles WHERE {MONTH}"),
    "a story with its copies": ("FROM around('{story}')", None),
    "the same, by its story_id": ("FROM articles WHERE story_id = '{story}'", None),
    "articles that are original, by outlet": ("SELECT outlet, count(*) FILTER (is_original) FROM articles GROUP BY ALL", None),
    "one article": ("FROM articles WHERE article_id = '{story}'", "FROM articles WHERE article_id = '{story}'"),
    "articles by agency": (
        "SELECT agency, count(*) FROM articles GROUP BY ALL",
        "SELECT agency, count(*) FROM articles GROUP BY ALL",
    ),
    "search: two words": ("FROM search('pertandingan gempa')", LIKE.format("tanding") + " AND text ILIKE '%gempa%'"),
    "search: one word, best 20": ("FROM search('banjir') LIMIT 20", LIKE.format("banjir") + " LIMIT 20"),
    "search: a rare word": ("FROM search('{rare}')", LIKE.format("{rare}")),
}


def timed(ask: Callable[[], object], times: int = 3) -> tuple[float, float]:
    """Return the best wall time of an answer in seconds, and its time of all cores."""
    best = (1e9, 0.0)
    for _ in range(times):
        before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
        ask()
        wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
        best = min(best, (wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    return best


def plain(warehouse: Warehouse) -> duckdb.DuckDBPyConnection:
    """Return a connection to the same articles as a plain folder of Parquet files: no versions, no stories, no restriction."""
    files = ", ".join(quoted(warehouse.path(DRAFTS, name)) for pack in warehouse.stored().packs["drafts"] for name in pack.files)
    connection = duckdb.connect()
    connection.execute(f"CREATE VIEW articles AS SELECT * FROM read_parquet([{files}])")
    return connection


def fts5(warehouse: Warehouse, path: Path) -> sqlite3.Connection:
    """Return SQLite with titles and texts in an FTS5 index, built when it is not there."""
    fresh = not path.exists()
    database = sqlite3.connect(path)
    if fresh:
        database.execute("CREATE VIRTUAL TABLE articles USING fts5(article_id UNINDEXED, title, text)")
        with plain(warehouse) as source:
            for batch in source.sql("SELECT article_id, title, text FROM articles").to_arrow_reader(10_000):
                database.executemany("INSERT INTO articles VALUES (?, ?, ?)", zip(*batch.to_pydict().values(), strict=True))
        database.commit()
    return database


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--years", type=int, default=1, help="Then store them again for each further year.")
    parser.add_argument(
        "--nights", action="store_true", help="Generate one small edition a night, and ask before and after compacting."
    )
    parser.add_argument("--loose", action="store_true", help="Ask without compacting: no index for search.")
    parser.add_argument("--peers", action="store_true", help="Also build SQLite FTS5 (minutes).")
    given = parser.parse_args()
    warehouse = generate(given.root, given.articles, given.days, nights=given.nights)
    publish(warehouse, warehouse.manifest())  # with today's views
    if given.nights and not warehouse.stored().packs:
        report(warehouse, "before compacting")
    if given.loose:
        report(warehouse, "not compacted")
        return
    if not warehouse.stored().packs:
        started = time.perf_counter()
        with warehouse.writing("bench"):
            packs = warehouse.stored().packs
            for table in stored_tables():
                packs = packed(warehouse, packs, table, everything=True)
            print(publish_packed(warehouse, packs, timedelta(0), datetime.now(UTC)), f"{time.perf_counter() - started:.0f} s")
    if given.years > 1 and len(warehouse.stored().packs[DRAFTS.name]) == 1:
        repeat(warehouse, given.years)
    report(warehouse, "compacted")
    if given.peers:
        database = fts5(warehouse, given.root / "fts5.sqlite")
        print(f"SQLite FTS5: {(given.root / 'fts5.sqlite').stat().st_size / 1e6:,.0f} MB")
        for words in ("pertandingan gempa", "banjir"):
            ask = "SELECT article_id, title FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT 20"
            print(
                f"| FTS5: {words} | {timed(lambda ask=ask, words=words: database.execute(ask, [words]).fetchall(), 1)[0]:.3f} |"
            )


def report(warehouse: Warehouse, state: str) -> None:
    """Print the times as a table."""
    opening = timed(lambda: open_read_only(warehouse).close())
    print(f"\n{state}: load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    print("| question | kliping s | cpu s | plain Parquet s | cpu s |\n|---|---:|---:|---:|---:|")
    print(f"| opening the catalog | {opening[0]:.3f} | {opening[1]:.3f} | | |")
    with open_read_only(warehouse) as ours:
        (story,) = ours.execute("SELECT story_id FROM stored.members WHERE NOT is_original LIMIT 1").fetchall()[0]
        rare = ours.execute("SELECT stem FROM stored.postings WHERE length(rows) BETWEEN 2 AND 9 LIMIT 1").fetchall()
        words = {"story": story, "rare": rare[0][0] if rare else "jarang"}
        peer = plain(warehouse) if warehouse.stored().packs else None
        for name, (query, other) in QUERIES.items():
            own = timed(lambda query=query: ours.sql(query.format(**words)).fetchall())
            theirs = timed(lambda other=other: peer.sql(other.format(**words)).fetchall()) if peer and other else None
            told = f"{theirs[0]:.3f} | {theirs[1]:.3f}" if theirs else " | "
            print(f"| {name} | {own[0]:.3f} | {own[1]:.3f} | {told} |", flush=True)


if __name__ == "__main__":
    main()
