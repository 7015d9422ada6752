"""The morning's facts: what one day brought, against the outlets' own past, as plain rows from SQL."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb

from tasks.steps.web.drift import Alarm, alarms_of

PAST_DAYS = 14
Rows = list[dict[str, Any]]

SETUP = """
    CREATE TEMP TABLE came AS
    SELECT article_id, page_id, outlet, timezone('Asia/Jakarta', first_seen_at)::DATE AS day, words, length(text) AS chars,
        text, is_original, version, coalesce(title, '') = '' AS no_title, published_at IS NULL AS no_date, len(authors) = 0 AS no_author, is_partial
    FROM articles
    WHERE timezone('Asia/Jakarta', first_seen_at)::DATE BETWEEN $day::DATE - $past AND $day::DATE;
"""
CUTS = """
    CREATE TEMP TABLE cuts AS
    SELECT article_id, sum(length(text)) AS chars FROM removals WHERE article_id IN (SELECT article_id FROM came) GROUP BY ALL;
"""
TONIGHT = """
    CREATE TEMP TABLE asked AS
    SELECT outlet, kind, timezone('Asia/Jakarta', fetched_at)::DATE AS day, status, reason, seconds, url
    FROM stored.fetches
    WHERE timezone('Asia/Jakarta', fetched_at)::DATE BETWEEN $day::DATE - $past AND $day::DATE;
"""

LAST_DAY = """
    SELECT coalesce((SELECT max(timezone('Asia/Jakarta', fetched_at)::DATE) FROM stored.fetches),
        (SELECT max(timezone('Asia/Jakarta', first_seen_at)::DATE) FROM articles))
"""

OUTLETS = """
    WITH nights AS (SELECT DISTINCT day FROM asked UNION SELECT DISTINCT day FROM came),
    known AS (SELECT outlet FROM came UNION SELECT outlet FROM asked),
    daily AS (
        SELECT known.outlet, nights.day, count(came.article_id) AS articles
        FROM known CROSS JOIN nights LEFT JOIN came ON came.outlet IS NOT DISTINCT FROM known.outlet AND came.day = nights.day
        GROUP BY ALL
    )
    SELECT coalesce(outlet, 'unknown') AS outlet,
        coalesce(sum(articles) FILTER (day = $day), 0)::INTEGER AS articles,
        CASE WHEN count(*) FILTER (day < $day) >= 3 THEN median(articles) FILTER (day < $day) END AS usual,
        list(articles ORDER BY day) AS past,
        (SELECT count(*) FROM asked WHERE asked.outlet = daily.outlet AND day = $day AND kind = 'article') AS asked,
        (SELECT count(*) FROM asked WHERE asked.outlet = daily.outlet AND day = $day AND kind = 'article' AND status = 304) AS unchanged,
        (SELECT count(*) FROM asked WHERE asked.outlet = daily.outlet AND day = $day AND kind = 'article' AND reason IS NOT NULL) AS failed,
        (SELECT bool_and(reason IS NOT NULL) FROM asked WHERE asked.outlet = daily.outlet AND day = $day AND kind <> 'article') AS is_down,
        (SELECT mode(reason ORDER BY reason) FROM asked WHERE asked.outlet = daily.outlet AND day = $day) AS reason
    FROM daily GROUP BY outlet ORDER BY articles DESC, outlet
"""

MEASURES = """
    SELECT coalesce(outlet, 'unknown') AS outlet, day = $day AS is_today, count(*) AS articles, median(words) AS words,
        sum(came.chars) / nullif(sum(came.chars) + sum(coalesce(cuts.chars, 0)), 0) AS kept,
        avg(no_title::INT) AS no_title, avg(no_date::INT) AS no_date, avg(no_author::INT) AS no_author, avg(is_partial::INT) AS partial
    FROM came LEFT JOIN cuts USING (article_id) GROUP BY ALL
"""

LAYOUTS = """
    WITH told AS (
        SELECT came.outlet, came.day, places, list_filter(places, lambda place: starts_with(place, 'body='))[1][6:] AS body
        FROM came JOIN stored.sightings USING (page_id) WHERE len(places) > 0
    ),
    known AS (
        SELECT outlet, body, count(*) AS pages FROM told WHERE day < $day AND body IS NOT NULL GROUP BY ALL HAVING count(*) >= 5
    ),
    usual AS (SELECT outlet, list('body=' || body) AS places, max_by(body, pages) AS body FROM known GROUP BY outlet)
    SELECT told.outlet, count(*)::INTEGER AS told, any_value(usual.body) AS usual,
        count(*) FILTER (NOT list_has_any(told.places, usual.places))::INTEGER AS moved,
        mode(told.body) FILTER (NOT list_has_any(told.places, usual.places)) AS now,
        now IN (SELECT value FROM learned WHERE learned.outlet = told.outlet AND part = 'body') AS is_learned
    FROM told JOIN usual USING (outlet) WHERE day = $day GROUP BY told.outlet
"""

NEW_LINES = """
    WITH today AS (SELECT outlet, count(*) AS articles FROM came WHERE day = $day GROUP BY outlet),
    lines AS (
        SELECT outlet, article_id, day, unnest(list_distinct(string_split(text, '\n\n'))) AS line
        FROM came WHERE outlet IN (SELECT outlet FROM today)
    ),
    counted AS (
        SELECT outlet, line, count(DISTINCT article_id) FILTER (day = $day) AS articles, count(*) FILTER (day < $day) AS before
        FROM lines WHERE length(line) BETWEEN 8 AND 200 GROUP BY outlet, line
    )
    SELECT counted.outlet, line, counted.articles::INTEGER AS articles FROM counted JOIN today USING (outlet)
    WHERE before = 0 AND counted.articles >= 3 AND counted.articles >= 0.1 * today.articles
    ORDER BY articles DESC, outlet, line LIMIT 12
"""

REJECTS = """
    SELECT stage, reason, count(*)::INTEGER AS pages, count(DISTINCT outlet)::INTEGER AS outlets, min(coalesce(url, source)) AS example
    FROM rejects WHERE timezone('Asia/Jakarta', "at")::DATE = $day
    GROUP BY ALL ORDER BY pages DESC, reason LIMIT 20
"""

STORIES = """
    SELECT stories.title, stories.outlet, stories.agency, stories.articles::INTEGER AS articles, stories.outlets::INTEGER AS outlets,
        count(*)::INTEGER AS fresh, any_value(first.url) AS url
    FROM stories JOIN articles USING (story_id) JOIN came ON came.article_id = articles.article_id
        LEFT JOIN articles AS first ON first.article_id = stories.story_id
    WHERE came.day = $day AND stories.articles > 1
    GROUP BY ALL ORDER BY outlets DESC, articles DESC, stories.title LIMIT 12
"""

WIRES = """
    SELECT agency, count(*)::INTEGER AS articles, count(DISTINCT articles.outlet)::INTEGER AS outlets, count(DISTINCT story_id)::INTEGER AS stories
    FROM articles JOIN came USING (article_id) WHERE came.day = $day AND agency IS NOT NULL
    GROUP BY ALL ORDER BY articles DESC, agency LIMIT 10
"""

DAYS = """
    SELECT day, count(*) FILTER (is_original)::INTEGER AS originals, count(*) FILTER (NOT is_original)::INTEGER AS copies
    FROM came GROUP BY day ORDER BY day
"""

CHANGED = """
    SELECT count(*)::INTEGER FROM versions WHERE version > 1 AND timezone('Asia/Jakarta', fetched_at)::DATE = $day
"""

RUNS = """
    SELECT run_id, flow, started_at, date_diff('second', started_at, finished_at) AS seconds, pages_in::BIGINT AS pages_in
    FROM runs WHERE flow = 'nightly' ORDER BY started_at DESC LIMIT 1
"""


@dataclass
class Morning:
    """All the report says of one day."""

    day: date
    outlets: Rows
    rejects: Rows
    stories: Rows
    wires: Rows
    days: Rows
    new_lines: Rows
    run: dict[str, Any] | None
    changed: int
    alarms: list[Alarm] = field(default_factory=list)

    @property
    def articles(self) -> int:
        return sum(row["articles"] for row in self.outlets)

    @property
    def today(self) -> dict[str, Any]:
        return next((row for row in self.days if row["day"] == self.day), {"originals": 0, "copies": 0})

    @property
    def down(self) -> Rows:
        return [row for row in self.outlets if row["is_down"]]


def last_day(connection: duckdb.DuckDBPyConnection) -> date | None:
    """Return the last day on which anything was fetched, else came in; None for a warehouse without either."""
    found: date | None = connection.execute(LAST_DAY).fetchall()[0][0]
    return found


def morning_of(connection: duckdb.DuckDBPyConnection, day: date) -> Morning:
    """Return what `day` brought, from the views of the catalog."""
    told = {"day": day}
    for query in (SETUP, TONIGHT):
        connection.execute(query, {**told, "past": PAST_DAYS})
    connection.execute(CUTS)

    def rows(query: str) -> Rows:
        result = connection.execute(query, {name: value for name, value in told.items() if f"${name}" in query})
        names = [column[0] for column in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    outlets, measures = rows(OUTLETS), rows(MEASURES)
    changed = rows(CHANGED)[0]
    run = next(iter(rows(RUNS)), None)
    morning = Morning(
        day, outlets, rows(REJECTS), rows(STORIES), rows(WIRES), rows(DAYS), rows(NEW_LINES), run, next(iter(changed.values()))
    )
    morning.alarms = alarms_of(outlets, measures, rows(LAYOUTS))
    return morning
