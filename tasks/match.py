"""Matching: which articles tell the same story, for the days that changed since the last run and no others.

Everything here is named by what it was made from, so the order in which articles came cannot matter:

    fingerprints of a day   its articles (ids, dates, credits; the text by the pages it is from)
    links of a day          the fingerprints of the day and of LOOK_BACK days before it
    series of a day         its links, and the series of LOOK_BACK days before it
    copies of a day         links and fingerprints of the day and of LOOK_BACK days after it, and what earlier stories took
    members of a day        stories that reach it, and series that reach back to it

A day whose inputs have the same digests keeps its editions; so a run reads only the days it touches and their neighbours.
"""

import inspect
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from seeds.agencies import AGENCIES, load_agencies
from tasks.steps import candidates, evidence, fingerprints, lineage, links, series, stories
from tasks.steps.fingerprints import Words, fingerprints_of, words_of_lists
from tasks.steps.lineage import copies_of
from tasks.steps.links import LOOK_BACK, links_of
from tasks.steps.series import series_of
from tasks.steps.stories import Article, Link, stories_of
from warehouse.catalog import connect
from warehouse.store import Manifest, Warehouse, digest
from warehouse.tables import COPIES, FINGERPRINTS, LINKS, MATCHED_DAYS, MEMBERS, SERIES_MEMBERS, Table

STEPS = (candidates, evidence, fingerprints, lineage, links, series, stories)
VERSION = digest(*(inspect.getsource(step) for step in STEPS), AGENCIES.read_text(encoding="utf-8"))
"""Digest of the steps and the knowledge matching is made of: when one changes, every day is matched anew, at three minutes a million articles."""
UNDATED = "undated"
MEMORY = "1GB"  # DuckDB's share at most; what a sort has no room for goes to the warehouse's scratch folder
ARTICLES_A_QUERY = 200_000  # half a gigabyte of text to sort by day at a time
SMALL_EDITIONS = 50  # editions of links, copies and series kept at hand: a few days of each

FACTS = "outlet, url, title, agency, published_at, published_precision, is_partial, citation_title, citation_outlet, citation_url"
# The text is not read to see whether it changed: it is a function of the page, the rules and how many pages were stitched.
DAYS = f"""
    SELECT coalesce(day::VARCHAR, '{UNDATED}') AS key, count(*),
        bit_xor(hash(article_id, page_id, rules_version, words, page_count, {FACTS}))
    FROM articles_base GROUP BY ALL ORDER BY key
"""
# The range lets DuckDB pass over row groups, and with nightly editions whole files, of other days.
TEXTS = f"""
    SELECT coalesce(day::VARCHAR, '{UNDATED}') AS key, article_id, text, {FACTS}
    FROM articles_base WHERE {{days}} ORDER BY key
"""
DERIVED = ((FINGERPRINTS, "fingerprints"), (LINKS, "links"), (SERIES_MEMBERS, "series"), (COPIES, "copies"), (MEMBERS, "members"))


@dataclass
class Day:
    """What is known of one day while a run goes on: its row of MATCHED_DAYS."""

    key: str
    articles: int = 0
    compared: int = 0
    capped: int = 0
    fingerprints: str = ""
    links: str = ""
    links_digest: str = ""
    copies: str = ""
    claims: str = ""
    members: str = ""
    series: str = ""
    series_digest: str = ""

    @property
    def number(self) -> int:
        return 0 if self.key == UNDATED else int(np.datetime64(self.key, "D").astype(int))


@task(task_run_name="match", retries=2, retry_delay_seconds=5, cache_policy=NO_CACHE)
def match_stories(warehouse: Warehouse, manifest: Manifest) -> Manifest:
    """Return `manifest` with the stories, copies and series of all its articles in it; only what changed is matched."""
    return matched(warehouse, manifest, get_run_logger())


def matched(warehouse: Warehouse, manifest: Manifest, log: "logging.Logger | logging.LoggerAdapter[logging.Logger]") -> Manifest:
    """Do the work of `match_stories`."""
    run = Run(warehouse, {day.key: day for day in stored_days(warehouse, manifest)})
    with connect(warehouse, manifest) as connection:
        connection.execute(
            f"SET memory_limit = '{MEMORY}'; SET preserve_insertion_order = false; SET enable_progress_bar = false"
        )
        for key, articles, content in connection.execute(DAYS).fetchall():
            run.days[key] = Day(key, articles, fingerprints=f"{key}.{digest(VERSION, str(articles), str(content))}")
        take_fingerprints(connection, run)
    for step in (link_day, put_in_series, tell_stories, list_members):
        for day in run.days.values():
            step(run, day)
    anew = [run.days[key] for key in sorted(run.linked)]
    log.info("%d days, %d matched anew, %d pairs compared", len(run.days), len(anew), sum(day.compared for day in anew))
    if capped := sum(day.capped for day in anew):
        log.warning("%d windows stood in too many articles to compare every pair; matched_days.capped has them by day", capped)
    return run.manifest(manifest)


@dataclass
class Run:
    """The days of one run, the days as the last run left them, and what was read of them so far."""

    warehouse: Warehouse
    before: dict[str, Day]
    days: dict[str, Day] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)
    present: dict[str, set[str]] = field(default_factory=dict)
    at_hand: dict[tuple[str, str], pa.Table] = field(default_factory=dict)
    words_at_hand: dict[str, pa.Table] = field(default_factory=dict)

    def around(self, day: Day, first: int, last: int) -> list[Day]:
        """Return the days from `first` to `last` days after this one that have articles; articles without a day stand alone."""
        if day.key == UNDATED:
            return [day] if first <= 0 <= last else []
        keys = [str(np.datetime64(day.key, "D") + step) for step in range(first, last + 1)]
        return [self.days[key] for key in keys if key in self.days]

    def kept(self, day: Day, edition: str, *names: str) -> bool:
        """Return whether the last run made this very edition, the first of `names`, and if so take over what it knew."""
        setattr(day, names[0], edition)
        old = self.before.get(day.key)
        if old is None or getattr(old, names[0]) != edition:
            return False
        for name in names:
            setattr(day, name, getattr(old, name))
        return True

    def editions(self, table: Table) -> set[str]:
        return self.present.setdefault(table.name, set(self.warehouse.editions(table)))

    def write(self, table: Table, edition: str, rows: pa.Table) -> None:
        """Store rows as an edition; an edition without rows is not written, and reading it gives none."""
        if rows.num_rows and edition not in self.editions(table):
            self.warehouse.write(table, edition, rows)
            self.editions(table).add(edition)
        if table is not FINGERPRINTS:
            self._keep(table, edition, rows)

    def read(self, table: Table, edition: str) -> pa.Table:
        """Return an edition of links, copies or series; those used last stay at hand, as neighbouring days need them too."""
        if (table.name, edition) not in self.at_hand:
            there = edition in self.editions(table)
            self._keep(table, edition, self.warehouse.read(table, edition) if there else table.rows([]))
        return self.at_hand[table.name, edition]

    def _keep(self, table: Table, edition: str, rows: pa.Table) -> None:
        while len(self.at_hand) >= SMALL_EDITIONS:
            del self.at_hand[next(iter(self.at_hand))]
        self.at_hand[table.name, edition] = rows

    def fingerprints(self, day: Day) -> pa.Table:
        """Return a day's fingerprints; those of one look-back stay at hand."""
        if day.key not in self.words_at_hand:
            while len(self.words_at_hand) > LOOK_BACK:
                del self.words_at_hand[next(iter(self.words_at_hand))]
            self.words_at_hand[day.key] = self.warehouse.read(FINGERPRINTS, day.fingerprints)
        return self.words_at_hand[day.key]

    def pairs(self, table: Table, edition: str, first: str, second: str) -> list[tuple[str, str]]:
        rows = self.read(table, edition)
        return [(str(a), str(b)) for a, b in zip(rows[first].to_pylist(), rows[second].to_pylist(), strict=True)]

    def manifest(self, manifest: Manifest) -> Manifest:
        """Return the manifest with the editions of all days, and with the one that lists the days."""
        rows = MATCHED_DAYS.rows([vars(day) for day in self.days.values()])
        edition = digest(*(repr(vars(day)) for day in self.days.values()))
        self.write(MATCHED_DAYS, edition, rows)
        made = {MATCHED_DAYS.name: [edition] if rows.num_rows else []}
        for table, name in DERIVED:
            made[table.name] = sorted(self.editions(table) & {getattr(day, name) for day in self.days.values()})
        return {**manifest, **made}


def stored_days(warehouse: Warehouse, manifest: Manifest) -> list[Day]:
    """Return the days as the last run left them."""
    return [
        Day(**row) for edition in manifest.get(MATCHED_DAYS.name, []) for row in warehouse.read(MATCHED_DAYS, edition).to_pylist()
    ]


def take_fingerprints(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Write the fingerprints of the days that changed; their texts are read in the order of days, as many at a time as sort well."""
    todo = [day for day in run.days.values() if day.fingerprints not in run.editions(FINGERPRINTS)]
    while todo:
        some, articles = [todo.pop(0)], 0
        while todo and todo[0].key != UNDATED and (articles := articles + todo[0].articles) < ARTICLES_A_QUERY:
            some.append(todo.pop(0))
        keys = [day.key for day in some]
        days = f"day BETWEEN '{keys[0]}' AND '{keys[-1]}' AND list_contains($keys, day::VARCHAR)"
        query = TEXTS.format(days="$keys[1] IS NOT NULL AND day IS NULL" if keys == [UNDATED] else days)
        reader = connection.sql(query, params={"keys": keys}).to_arrow_reader(10_000)
        for key, rows in by_key(reader):
            run.write(FINGERPRINTS, run.days[key].fingerprints, fingerprints_of(rows))


def by_key(reader: pa.RecordBatchReader) -> Iterator[tuple[str, pa.Table]]:
    """Yield the rows of each key, from batches in the order of keys."""
    parts: list[pa.RecordBatch] = []
    last = ""
    for batch in reader:
        keys = np.array(batch.column("key").to_pylist(), dtype=str)
        for start, stop in pairwise([0, *(np.flatnonzero(keys[1:] != keys[:-1]) + 1).tolist(), len(keys)]):
            if parts and keys[start] != last:
                yield last, pa.Table.from_batches(parts)
                parts = []
            last = str(keys[start])
            parts.append(batch.slice(start, stop - start))
    if parts:
        yield last, pa.Table.from_batches(parts)


def link_day(run: Run, day: Day) -> None:
    """Write the links whose later article is of this day."""
    window = run.around(day, -LOOK_BACK, 0)
    if run.kept(
        day, f"{day.key}.{digest(VERSION, *(d.fingerprints for d in window))}", "links", "links_digest", "compared", "capped"
    ):
        return
    linked = links_of([run.fingerprints(d) for d in window], [d.number for d in window])
    run.write(LINKS, day.links, linked.links)
    run.linked.add(day.key)
    day.links_digest, day.compared, day.capped = digest_of(linked.links), linked.compared, linked.capped


def put_in_series(run: Run, day: Day) -> None:
    """Write which articles this day's links put into a series, of this day and of the days before."""
    earlier = run.around(day, -LOOK_BACK, -1)
    edition = f"{day.key}.{digest(VERSION, day.links_digest, *(d.series_digest for d in earlier))}"
    if run.kept(day, edition, "series", "series_digest"):
        return
    pairs = [(row["first_id"], row["second_id"]) for row in links_rows(run, day, "template")]
    known = [pair for d in earlier for pair in run.pairs(SERIES_MEMBERS, d.series, "article_id", "series_id")] if pairs else []
    rows = SERIES_MEMBERS.rows([{"article_id": a, "series_id": s} for a, s in series_of(pairs, dict(known)).items()])
    run.write(SERIES_MEMBERS, day.series, rows)
    day.series_digest = digest_of(rows)


def tell_stories(run: Run, day: Day) -> None:
    """Write the copies of the stories that begin on this day."""
    earlier, later = run.around(day, -LOOK_BACK, -1), run.around(day, 0, LOOK_BACK)
    inputs = [text for d in later for text in (d.fingerprints, d.links_digest)]
    if run.kept(day, f"{day.key}.{digest(VERSION, *inputs, '', *(d.claims for d in earlier))}", "copies", "claims"):
        return
    near = [link_of(row) for d in later for row in links_rows(run, d, "copy")]
    taken = {a for d in earlier for pair in run.pairs(COPIES, d.copies, "article_id", "story_id") for a in pair}
    linked = {a for link in near for a in (link.first_id, link.second_id)} - taken
    articles, words, row_of = articles_of(run, later, linked)
    rows = copies_of(stories_of(articles, near, day.number), words, row_of)
    run.write(COPIES, day.copies, rows)
    day.claims = digest_of(rows.select(["article_id", "story_id"]))


def list_members(run: Run, day: Day) -> None:
    """Write the story and the series of each article of this day that has one."""
    telling, joining = run.around(day, -LOOK_BACK, 0), run.around(day, 0, LOOK_BACK)
    inputs = [day.fingerprints, *(d.claims for d in telling), "", *(d.series_digest for d in joining)]
    if run.kept(day, f"{day.key}.{digest(VERSION, *inputs)}", "members"):
        return
    story = {a: s for d in telling for copy, s in run.pairs(COPIES, d.copies, "article_id", "story_id") for a in (copy, s)}
    in_series = dict(pair for d in joining for pair in run.pairs(SERIES_MEMBERS, d.series, "article_id", "series_id"))
    ids = (
        run.warehouse.read(FINGERPRINTS, day.fingerprints, ["article_id"])["article_id"].to_pylist() if story or in_series else []
    )
    rows = [
        {"article_id": a, "story_id": story.get(a, a), "is_original": story.get(a, a) == a, "series_id": in_series.get(a)}
        for a in ids
        if a in story or a in in_series
    ]
    run.write(MEMBERS, day.members, MEMBERS.rows(rows))


def links_rows(run: Run, day: Day, kind: str) -> list[dict]:
    rows = run.read(LINKS, day.links)
    return rows.filter(pc.equal(rows["kind"], pa.scalar(kind))).to_pylist()


def link_of(row: dict) -> Link:
    contained, lead = max(row["containment_first"], row["containment_second"]), min(row["lead_first"], row["lead_second"])
    return Link(row["first_id"], row["second_id"], contained, lead, round(row["jaccard"] * 10_000))


def articles_of(run: Run, days: list[Day], ids: set[str]) -> tuple[list[Article], Words, dict[str, int]]:
    """Return these articles of these days, their words, and where in these each article stands."""
    articles: list[Article] = []
    found = [FINGERPRINTS.rows([])]
    wanted = pa.array(sorted(ids), pa.string())
    agencies = load_agencies()
    own = set(agencies.values())
    for day in days if ids else []:
        table = run.fingerprints(day)
        table = table.filter(pc.is_in(table["article_id"], wanted))
        found.append(table)
        lengths = pc.list_value_length(table["words"]).to_pylist()
        for row, length in zip(table.drop_columns(["words", "samples"]).to_pylist(), lengths, strict=True):
            row |= {"citation_words": tuple(row["citation_words"]), "title_words": tuple(row["title_words"])}
            row |= {"agency_outlet": agencies.get((row["agency"] or "").casefold()), "is_agency": row["outlet"] in own}
            articles.append(Article(**row, day=day.number, words=length))
    words = words_of_lists(pa.concat_tables(found)["words"])
    return articles, words, {article.article_id: n for n, article in enumerate(articles)}


def digest_of(rows: pa.Table) -> str:
    """Return a digest of rows: what is made from them need not be made again while it is the same."""
    return digest(*(repr(tuple(row.values())) for row in rows.to_pylist()))
