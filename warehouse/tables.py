"""Every table and column, declared once: name, type, meaning, and what NULL means.

The stored tables below are what editions hold (Parquet). What analysts see (`articles`, `stories` ...) are the views in
`views/*.sql` over them; a view's column takes its comment from the declaration here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

INSTANT = pa.timestamp("us", tz="UTC")
STRINGS = pa.list_(pa.string())


@dataclass(frozen=True)
class Column:
    """One column; `null` says what NULL means, and without it the column is never NULL."""

    name: str
    type: pa.DataType
    meaning: str
    null: str | None = None

    @property
    def comment(self) -> str:
        return f"{self.meaning} NULL: {self.null}." if self.null else self.meaning


@dataclass(frozen=True)
class Table:
    """One stored table: an edition of it is one Parquet file with exactly this schema."""

    name: str
    meaning: str
    columns: Sequence[Column]

    @cached_property
    def schema(self) -> pa.Schema:
        return pa.schema([pa.field(c.name, c.type, nullable=c.null is not None) for c in self.columns])

    def rows(self, rows: Sequence[dict]) -> pa.Table:
        """Return `rows` as this table; a key that is missing is NULL, and one that is not declared is an error."""
        unknown = {key for row in rows for key in row} - set(self.schema.names)
        if unknown:
            raise ValueError(f"{self.name}: undeclared columns {sorted(unknown)}; declare them in warehouse/tables.py")
        return self.checked(pa.Table.from_pylist([{n: row.get(n) for n in self.schema.names} for row in rows], schema=self.schema))

    def checked(self, rows: pa.Table) -> pa.Table:
        """Return `rows` when they have exactly this schema and no NULL where none may stand; otherwise raise `ValueError`."""
        if rows.schema.names != self.schema.names or rows.schema.types != self.schema.types:
            raise ValueError(f"{self.name}: columns {rows.schema.to_string()} but declared are {self.schema.to_string()}")
        empty = [f.name for f, column in zip(self.schema, rows.columns, strict=True) if not f.nullable and column.null_count]
        if empty:
            raise ValueError(f"{self.name}: NULL in {empty}, which warehouse/tables.py declares as never NULL")
        return rows.cast(self.schema)


PAGE_ID = Column("page_id", pa.string(), "Digest of the address and bytes of the page: the same page given twice has one id.")
ARTICLE_ID = Column(
    "article_id", pa.string(), "Digest of the outlet's own article id, else of the canonical URL, else of title and text."
)
OUTLET = Column("outlet", pa.string(), "The news site, as its domain (republika.co.id).", null="the page does not say")
URL = Column("url", pa.string(), "Canonical URL of the article: no tracking parameters, no AMP, no page number.", null="the page does not say")
SOURCE = Column("source", pa.string(), "Path or URL as given; a member of an archive as archive!member.")
SOURCE_ID = Column("source_id", pa.string(), "Its row, record or member id inside the source.", null="the source holds one page")
RULES_VERSION = Column("rules_version", pa.string(), "Digest of the rules and steps that cleaned it.")
FETCHED_AT = Column("fetched_at", INSTANT, "When the page was fetched.", null="a file that does not say")
FIRST_SEEN_AT = Column("first_seen_at", INSTANT, "When Kliping first stored it.")
RUN_ID = Column("run_id", pa.string(), "The run that wrote the row.")

PAGES = Table(
    "pages",
    "One row per page, as fetched or loaded.",
    [
        PAGE_ID,
        Column("url", pa.string(), "The address it was fetched from.", null="a file that does not say"),
        SOURCE,
        SOURCE_ID,
        FETCHED_AT,
        FIRST_SEEN_AT,
        Column("status", pa.int16(), "HTTP status.", null="not fetched by HTTP"),
        Column("content_type", pa.string(), "As the server or the archive states it.", null="not stated"),
        Column("format", pa.string(), "What `body` holds: html or text."),
        Column("given", pa.string(), "JSON object of what the row stated: title, authors, published_at, outlet.", null="nothing stated"),
        Column("body", pa.binary(), "The bytes as fetched."),
        RUN_ID,
    ],
)

ARTICLE = [
    ARTICLE_ID,
    OUTLET,
    URL,
    Column("title", pa.string(), "The headline as printed, without the site's name.", null="the page has none"),
    Column("subtitle", pa.string(), "The line under the headline, as printed.", null="none printed"),
    Column("authors", STRINGS, "Reporters and writers; people only, in printed order."),
    Column("editors", STRINGS, "Editors, in printed order."),
    Column("initials", STRINGS, "Initials at the end of the text, as printed: fyk/ash."),
    Column("published_at", INSTANT, "When the outlet says it was published; WIB, WITA and WIT turned to UTC.", null="no witness for it"),
    Column("published_precision", pa.string(), "minute, or day: then `published_at` is that day's midnight in the zone.", null="no date"),
    Column(
        "published_from",
        pa.string(),
        "The witness of the date: json-ld, meta, visible, url, feed, given; with +zone when the zone is the outlet's and not printed.",
        null="no date",
    ),
    Column("modified_at", INSTANT, "When the outlet says it was last changed.", null="no witness for it"),
    Column("day", pa.date32(), "Calendar day in Asia/Jakarta the article counts for.", null="nothing tells"),
    Column("day_from", pa.string(), "Where `day` is from: published, fetched or text (the latest date named in it).", null="nothing tells"),
    Column("dateline", pa.string(), "City of the dateline, as printed.", null="none printed"),
    Column("agency", pa.string(), "The wire agency credited: Reuters, AFP, Antara ...", null="none credited"),
    Column("citation_title", pa.string(), "Headline of the article this one says it is taken from.", null="no citation"),
    Column("citation_outlet", pa.string(), "Outlet of the article this one says it is taken from.", null="no citation"),
    Column("citation_url", pa.string(), "URL of the article this one says it is taken from.", null="no citation"),
    Column("photo_credit", pa.string(), "Credit of the main photo, as printed.", null="none printed"),
    Column("section", pa.string(), "Section, as the outlet names it.", null="the page does not say"),
    Column("tags", STRINGS, "Tags, as the outlet names them."),
    Column("language", pa.string(), "ISO 639-1 code of the text: id, en, jv, su, ms ...", null="too short to tell"),
    Column("text", pa.string(), 'Paragraphs separated by "\\n\\n".'),
    Column("words", pa.int32(), "Words in `text`."),
    Column("kind", pa.string(), "news, live, gallery, video, advertorial or ugc."),
    Column("is_partial", pa.bool_(), "Whether the page shows that part of the article is missing."),
    Column("partial_reason", pa.string(), "Which part, and how we know.", null="nothing is missing"),
    Column("page_count", pa.int16(), "Pages of the article that `text` is made of."),
    Column("route", pa.string(), "How the body was found."),
    FETCHED_AT,
    SOURCE,
    SOURCE_ID,
    PAGE_ID,
    RULES_VERSION,
]

DRAFTS = Table(
    "drafts",
    "One row per page that gave an article: the article as that one page tells it.",
    [
        *ARTICLE,
        FIRST_SEEN_AT,
        Column("page_no", pa.int16(), "Which page of a paged article this is, from 1.", null="the page does not say"),
        Column("page_last", pa.int16(), "How many pages the article has by its own pager.", null="the page does not say"),
    ],
)

REVISIONS = Table(
    "revisions",
    "One row per version of each article that several pages tell: re-fetches, and the pages of a paged article stitched.",
    [
        *ARTICLE,
        FIRST_SEEN_AT,
        Column("version", pa.int32(), "1 for the first, counted over changes of title or text."),
        Column("changed", pa.string(), "What changed against the version before: title, text, both; first for version 1."),
        Column("is_latest", pa.bool_(), "Whether this is the version that `articles` shows."),
    ],
)

REMOVALS = Table(
    "removals",
    "One row per line, or part of a line, cut from a page.",
    [
        ARTICLE_ID,
        PAGE_ID,
        Column("line", pa.int32(), "Its place on the extracted page, from 1."),
        Column("text", pa.string(), "What was cut."),
        Column("rule", pa.string(), "The rule that cut it."),
    ],
)

REJECTS = Table(
    "rejects",
    "One row per page, file or record that gave no article.",
    [
        Column("page_id", pa.string(), "The page, or a digest of source and reason where no page could be read."),
        Column("source", pa.string(), "Path or URL as given."),
        SOURCE_ID,
        Column("url", pa.string(), "The address of the page.", null="a file that does not say"),
        OUTLET,
        Column("stage", pa.string(), "Where it failed: load, fetch or extract."),
        Column("reason", pa.string(), "no-text, http-404, truncated ...: one word or two, to group by."),
        Column("detail", pa.string(), "What was seen, what was wanted, what to do.", null="the reason says all"),
        Column("at", INSTANT, "When."),
    ],
)

RUNS = Table(
    "runs",
    "One row per run that finished.",
    [
        RUN_ID,
        Column("flow", pa.string(), "backfill, nightly, reclean or maintain."),
        Column("started_at", INSTANT, "When it started."),
        Column("finished_at", INSTANT, "When it published."),
        Column("pages_in", pa.int64(), "Pages and unreadable records that came in."),
        Column("articles_new", pa.int64(), "Articles not known before."),
        Column("articles_changed", pa.int64(), "Known articles with another title or text than before."),
        Column("pages_seen_before", pa.int64(), "Pages that were stored already."),
        Column("rejected", pa.int64(), "Pages and records that gave no article."),
        Column("copies_found", pa.int64(), "Copies matched that were not before."),
        RULES_VERSION,
        Column("code_version", pa.string(), "Version of Kliping."),
    ],
)

MEMBERS = Table(
    "members",
    "One row per article of a story with copies, or of a series; an article without a row is a story of its own.",
    [
        ARTICLE_ID,
        Column("story_id", pa.string(), "The story it belongs to: the article_id of the story's original."),
        Column("is_original", pa.bool_(), "Whether it is the original of its story."),
        Column("series_id", pa.string(), "The series of daily reports from one template it belongs to.", null="none"),
    ],
)
