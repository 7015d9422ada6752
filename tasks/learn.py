"""Learn: what all stored pages of an outlet teach, and which pages another lesson touches.

What is learned is a function of the sightings of all live pages, whatever the order in which they came (law 3). Kinds are learned
one after the other, for the lines that are seen on a page depend on where its body was found: frames, then places, then lines.
"""

from collections.abc import Callable
from typing import NamedTuple

import duckdb
import pyarrow as pa
from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.steps.learned import FRAME, HELD, LINE, changed_between, rows_of, version_of, written_part
from tasks.steps.learning import LEAST, judged_lines
from tasks.steps.learning_places import judged_frames, judged_places
from tasks.steps.sightings import EDGE, KIN, LINK, OWN, PROMO, READER, SENTENCE
from warehouse.catalog import source
from warehouse.sqlfiles import quoted
from warehouse.store import Manifest, Warehouse, digest
from warehouse.tables import LEARNED, SIGHTINGS

FRAMES, PLACES, LINES = "frames", "places", "lines"
KINDS = (FRAMES, PLACES, LINES)
"""What is learned, in this order; the editions of LEARNED begin with these words."""

MEMORY = "1GB"
SAMPLES = 5

SEEN = f"""
    CREATE TEMP TABLE seen AS
    WITH told AS (
        SELECT outlet, hash(title) AS headline, title, day, page_id, unnest(lines) AS line, unnest(signs) AS sign
        FROM sightings WHERE outlet IS NOT NULL AND len(title) > 0
    ), often AS (
        SELECT outlet, line FROM told GROUP BY ALL HAVING count(*) >= {LEAST}
    )
    SELECT outlet, line, headline, any_value(title) AS title, bit_and(sign) AS sign, bit_or(sign) AS any_sign,
        min(day) AS first_day, max(day) AS last_day, min(page_id) AS page_id
    FROM told SEMI JOIN often USING (outlet, line) GROUP BY outlet, line, headline
"""
SHARED = """
    CREATE TEMP TABLE shared AS
    SELECT outlet, line, max(headlines) AS headlines
    FROM (SELECT outlet, line, word, count(*) AS headlines FROM (SELECT outlet, line, unnest(title) AS word FROM seen) GROUP BY ALL)
    GROUP BY ALL
"""
SIGNS = {"edge": EDGE, "link": LINK, "reader": READER, "promo": PROMO, "own": OWN}
LINES_TOLD = f"""
    SELECT outlet, '{LINE}' AS part, line AS value, count(*)::INTEGER AS support, any_value(shared.headlines) / count(*) AS shared,
        if(2 * count(first_day) >= count(*), count(DISTINCT first_day), NULL) AS days, min(first_day) AS first_day, max(last_day) AS last_day,
        list_sort(list(page_id))[1:{SAMPLES}] AS samples,
        {", ".join(f"count(*) FILTER (sign & {bit} > 0) AS {name}" for name, bit in SIGNS.items())},
        count(*) FILTER (sign & {READER} > 0 AND sign & {PROMO | OWN} > 0) AS calls,
        count(*) FILTER (any_sign & {KIN} > 0) AS kin, count(*) FILTER (any_sign & {SENTENCE} > 0) AS sentence
    FROM seen JOIN shared USING (outlet, line)
    GROUP BY outlet, line HAVING count(*) >= {LEAST}
"""
TOLD = """
    SELECT outlet, split_part(place, '=', 1) AS part, substr(place, instr(place, '=') + 1) AS value, count(*)::INTEGER AS pages,
        pages AS support, min(day) AS first_day, max(day) AS last_day, min(page_id, {samples}) AS samples
    FROM (
        SELECT outlet, page_id, day, unnest(list_distinct(list_filter(places, lambda place: {wanted}))) AS place
        FROM sightings WHERE outlet IS NOT NULL AND len(places) > 0
    ) GROUP BY outlet, place
"""
IS_FRAME = f"starts_with(place, '{FRAME}=') OR starts_with(place, '{HELD}=')"
FRAMES_TOLD = TOLD.format(samples=SAMPLES, wanted=IS_FRAME)
PLACES_TOLD = f"""
    SELECT * FROM ({TOLD.format(samples=SAMPLES, wanted=f"NOT ({IS_FRAME})")}) JOIN (
        SELECT outlet, count(*) AS sampled FROM sightings WHERE len(list_filter(places, lambda place: NOT ({IS_FRAME}))) > 0 GROUP BY outlet
    ) USING (outlet)
"""


class Again(NamedTuple):
    """Pages of one edition to clean again, and the name of what they gave before."""

    name: str
    pages: tuple[str, ...]


@task(task_run_name="learn {kind}", retries=2, retry_delay_seconds=5, cache_policy=NO_CACHE)
def learn(warehouse: Warehouse, manifest: Manifest, kind: str, rules_version: str) -> Manifest:
    """Return `manifest` with what all its pages teach of one kind; an edition of it is named by the pages and what was learned before it."""
    others = [name for name in manifest.get(LEARNED.name, []) if not name.startswith(f"{kind}.")]
    seen = sorted(written_part(name) for name in manifest.get(SIGHTINGS.name, []))
    places = version_of(learned_in(warehouse, {LEARNED.name: others})) if kind == LINES else ""
    edition = f"{kind}.{digest(rules_version, places, *seen)}"
    if not warehouse.exists(LEARNED, edition):
        with duckdb.connect() as connection:
            connection.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = {quoted(warehouse.scratch)}")
            connection.execute("SET preserve_insertion_order = false; SET enable_progress_bar = false")
            told = source(warehouse, SIGHTINGS, manifest.get(SIGHTINGS.name, []), None)
            connection.execute(f"CREATE VIEW sightings AS {told}")
            rows = rows_of(LEARNERS[kind](connection))
        warehouse.write(LEARNED, edition, rows)
        get_run_logger().info("%d %s learned from %d editions", rows.num_rows, kind, len(seen))
    return {**manifest, LEARNED.name: sorted([*others, edition])}


def learn_frames(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return the frames that the table `sightings` of `connection` teaches, and what seemed to be one."""
    return judged_frames(connection.sql(FRAMES_TOLD).to_arrow_table())


def learn_lines(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return the lines that the table `sightings` of `connection` teaches."""
    connection.execute(SEEN)
    connection.execute(SHARED)
    return judged_lines(connection.sql(LINES_TOLD).to_arrow_table())


def learn_places(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return the places that the table `sightings` of `connection` teaches."""
    return judged_places(connection.sql(PLACES_TOLD).to_arrow_table())


LEARNERS: dict[str, Callable[[duckdb.DuckDBPyConnection], pa.Table]] = {
    FRAMES: learn_frames,
    PLACES: learn_places,
    LINES: learn_lines,
}


def learned_in(warehouse: Warehouse, manifest: Manifest) -> pa.Table:
    """Return all rows of LEARNED that are live in `manifest`."""
    return pa.concat_tables([LEARNED.rows([]), *(warehouse.read(LEARNED, name) for name in manifest.get(LEARNED.name, []))])


def touched(warehouse: Warehouse, before: Manifest, after: Manifest) -> dict[str, Again]:
    """Return the pages that other learned rows may make another article of, by edition of pages.

    `before` says what was in force when the pages of both were cleaned, `after` what is learned now.
    """
    changed = changed_between(learned_in(warehouse, before), learned_in(warehouse, after))
    return chosen(warehouse, after, TOUCHED, {row for row in changed if row[1] not in (FRAME, HELD)})


def misread(warehouse: Warehouse, manifest: Manifest) -> dict[str, Again]:
    """Return the pages that were read without what is no frame, as is known now, by edition of pages."""
    rows = learned_in(warehouse, manifest).to_pylist()
    return chosen(warehouse, manifest, MISREAD, {(row["outlet"], HELD, row["value"]) for row in rows if row["part"] == HELD})


def chosen(warehouse: Warehouse, manifest: Manifest, query: str, changed: set[tuple[str, str, str]]) -> dict[str, Again]:
    """Return the pages that `query` finds in the sightings of `manifest` by the learned rows that are in question."""
    names = manifest.get(SIGHTINGS.name, [])
    if not changed or not names:
        return {}
    sightings = source(warehouse, SIGHTINGS, names, None, edition=True)
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE changed (outlet VARCHAR, part VARCHAR, value VARCHAR)")
        connection.executemany("INSERT INTO changed VALUES (?, ?, ?)", sorted(changed))
        found = connection.execute(query.format(sightings=sightings)).fetchall()
    return {name.rpartition(".")[0]: Again(name, tuple(pages)) for name, pages in found}


TOUCHED = f"""
    SELECT edition, list_sort(list(DISTINCT page_id)) FROM (
        SELECT edition, page_id, outlet, unnest(lines) AS value, '{LINE}' AS part FROM ({{sightings}}) SEMI JOIN changed USING (outlet)
    ) SEMI JOIN changed USING (outlet, part, value) GROUP BY edition
    UNION ALL
    SELECT edition, list_sort(list(DISTINCT page_id)) FROM ({{sightings}})
    WHERE is_unsure AND outlet IN (SELECT outlet FROM changed WHERE part <> '{LINE}') GROUP BY edition
"""
MISREAD = """
    WITH seen AS ({sightings}),
    frames AS (SELECT outlet, framed, unnest(string_split(framed, '|')) AS value FROM (SELECT DISTINCT outlet, framed FROM seen))
    SELECT edition, list_sort(list(page_id)) FROM seen SEMI JOIN (SELECT * FROM frames SEMI JOIN changed USING (outlet, value))
    USING (outlet, framed) GROUP BY edition
"""
