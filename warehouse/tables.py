"""Every table and column, declared once: name, type, meaning, and what NULL means.

The stored tables below are what editions hold (Parquet). What analysts see (`articles`, `stories` ...) are the views in
`views/*.sql` over them; a view's column takes its comment from the declaration here. A column that is added to a table is NULL
in what older versions wrote, so it says what NULL means.
"""

import pyarrow as pa

from warehouse.columns import (
    ARTICLE_ID,
    FETCHED_AT,
    FIRST_SEEN_AT,
    INSTANT,
    OUTLET,
    PAGE_ID,
    RULES_VERSION,
    RUN_ID,
    SOURCE,
    SOURCE_ID,
    STRINGS,
    URL,
    Column,
    Table,
)
from warehouse.learning import LEARNED, SIGHTINGS  # noqa: F401  declared there, and listed here with all others

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
        Column(
            "given",
            pa.string(),
            "JSON object of what the row stated: title, authors, published_at, outlet.",
            null="nothing stated",
        ),
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
    Column(
        "published_at",
        INSTANT,
        "When the outlet says it was published; WIB, WITA and WIT turned to UTC.",
        null="no witness for it",
    ),
    Column(
        "published_precision",
        pa.string(),
        "minute, or day: then `published_at` is that day's midnight in the zone.",
        null="no date",
    ),
    Column(
        "published_from",
        pa.string(),
        "The witness of the date: json-ld, meta, visible, url, feed, given; with +zone when the zone is the outlet's and not printed.",
        null="no date",
    ),
    Column("modified_at", INSTANT, "When the outlet says it was last changed.", null="no witness for it"),
    Column("day", pa.date32(), "Calendar day in Asia/Jakarta the article counts for.", null="nothing tells"),
    Column(
        "day_from",
        pa.string(),
        "Where `day` is from: published, fetched or text (the latest date named in it).",
        null="nothing tells",
    ),
    Column("dateline", pa.string(), "City of the dateline, with the capitals of a name.", null="none printed"),
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

WITNESSES = pa.list_(pa.struct([(name, pa.string()) for name in ("source", "role", "text", "refused")]))
"""A page's witnesses of dates; the view date_witnesses has a row of each."""

DRAFTS = Table(
    "drafts",
    "One row per page that gave an article: the article as that one page tells it.",
    [
        *ARTICLE,
        FIRST_SEEN_AT,
        Column("page_no", pa.int16(), "Which page of a paged article this is, from 1.", null="the page does not say"),
        Column("page_last", pa.int16(), "How many pages the article has by its own pager.", null="the page does not say"),
        Column("witnesses", WITNESSES, "Every witness of its dates, as the page has them.", null="there is none"),
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

FINGERPRINTS = Table(
    "fingerprints",
    "One row per article: what matching keeps of it. One edition is one day's articles, or those without a day.",
    [
        ARTICLE_ID,
        OUTLET,
        Column("published_at", INSTANT, "When the outlet says it was published.", null="no witness for it"),
        Column("is_timed", pa.bool_(), "Whether `published_at` is exact to the minute."),
        Column("is_partial", pa.bool_(), "Whether the page shows that part of the article is missing."),
        Column("agency", pa.string(), "The wire agency credited.", null="none credited"),
        Column("url", pa.string(), "Canonical URL of the article.", null="the page does not say"),
        Column("citation_outlet", pa.string(), "Outlet of the article this one says it is taken from.", null="no citation"),
        Column("citation_url", pa.string(), "URL of the article this one says it is taken from.", null="no citation"),
        Column("citation_words", pa.list_(pa.uint32()), "Words of the headline this one says it is taken from, as in `words`."),
        Column("title_words", pa.list_(pa.uint32()), "Words of its own headline, as in `words`."),
        Column(
            "words",
            pa.list_(pa.uint32()),
            "Its words in order: 28 bits of hash; number, capital, sentence start, paragraph start.",
        ),
        Column(
            "samples", pa.list_(pa.uint64()), "Hashes of one in eight of its three-word windows, sorted; of all of a short text."
        ),
    ],
)

LINKS = Table(
    "links",
    "One row per pair of articles that share text and lead: what stories are made from. An edition has those whose later article is of one day.",
    [
        Column("first_id", pa.string(), "The article of the earlier day; on one day, the lower article_id."),
        Column("second_id", pa.string(), "The other article."),
        Column("kind", pa.string(), "copy: the same report; template: the same wording with other numbers, dates or names."),
        Column("containment_first", pa.float32(), "Share of the first one's three-word windows that stand in the second."),
        Column("containment_second", pa.float32(), "Share of the second one's windows that stand in the first."),
        Column("jaccard", pa.float32(), "Windows in both, as a share of windows in either."),
        Column("lead_first", pa.float32(), "Share of the first one's opening 48 windows that stand in the second."),
        Column("lead_second", pa.float32(), "Share of the second one's opening 48 windows that stand in the first."),
        Column("other_numbers", pa.int32(), "Places where both have the same words around another number, day or month."),
        Column("same_numbers", pa.int32(), "Places where both have the same words around the same number, day or month."),
        Column("day_distance", pa.int16(), "The second one's day less the first one's."),
    ],
)

COPIES = Table(
    "copies",
    "One row per copy: an article that carries another one's text, and how it differs. One edition is the stories that begin on one day.",
    [
        ARTICLE_ID,
        Column("story_id", pa.string(), "The story it belongs to: the article_id of the story's original."),
        Column("original_id", pa.string(), "The article it is a copy of."),
        OUTLET,
        Column("original_outlet", pa.string(), "Outlet of the original.", null="its page does not say"),
        Column("jaccard", pa.float64(), "Three-word windows in both texts, as a share of those in either."),
        Column("containment", pa.float64(), "Share of the copy's windows found in the original."),
        Column("coverage", pa.float64(), "Share of the original's windows found in the copy."),
        Column(
            "hours_after",
            pa.float64(),
            "Hours from the original's publication to the copy's.",
            null="one of them has no time of day",
        ),
        Column("direction", pa.string(), "How we know which is the original: citation, credit, time; or unknown."),
        Column("title_changed", pa.bool_(), "Whether its headline has other words than the original's."),
        Column("paragraphs_added", pa.int32(), "Paragraphs of the copy of which the original has less than a fifth."),
        Column("paragraphs_dropped", pa.int32(), "Paragraphs of the original of which the copy has less than a fifth."),
        Column(
            "credit",
            pa.string(),
            "kept or dropped: whether it credits the agency the original is from; none: the original names none.",
        ),
    ],
)

SERIES_MEMBERS = Table(
    "series_members",
    "One row per article that a link put into a series. One edition is what the links of one day put there, also of the days before.",
    [ARTICLE_ID, Column("series_id", pa.string(), "The series: the article_id of the first report known of it.")],
)

MATCHED_DAYS = Table(
    "matched_days",
    "One row per day that was matched: what its editions were made from, and what the bounds on work left out.",
    [
        Column("key", pa.string(), "The day, or `undated`."),
        Column("articles", pa.int64(), "Articles of the day."),
        Column("compared", pa.int64(), "Pairs that were compared because they share sampled windows."),
        Column("capped", pa.int64(), "Windows that stood in so many articles that not all their pairs were compared."),
        Column("fingerprints", pa.string(), "Edition of its fingerprints."),
        Column("links", pa.string(), "Edition of its links; it exists when there are any."),
        Column("links_digest", pa.string(), "Digest of its links."),
        Column("copies", pa.string(), "Edition of the stories that begin on it; it exists when there are any."),
        Column("claims", pa.string(), "Digest of the members of those stories."),
        Column("members", pa.string(), "Edition of its members; it exists when there are any."),
        Column("series", pa.string(), "Edition of what its links put into series; it exists when there is any."),
        Column("series_digest", pa.string(), "Digest of that."),
    ],
)

FETCHES = Table(
    "fetches",
    "One row per address a night asked for, or found and had no time to ask for: what the next night knows of it.",
    [
        Column("url", pa.string(), "The address as it was asked for."),
        OUTLET,
        Column("kind", pa.string(), "feed, sitemap, index, front or article (also a later page of one)."),
        Column(
            "article_key",
            pa.string(),
            "What makes the article one article: the outlet's own id, else the canonical URL.",
            null="not an article",
        ),
        Column("found_at", INSTANT, "When it was found."),
        Column(
            "published", pa.string(), "When the list that named it says it was published, as written there.", null="no list says"
        ),
        Column("fetched_at", INSTANT, "When it was asked for.", null="found, and left for a later night"),
        Column("status", pa.int16(), "HTTP status of the last answer; 304: not changed since.", null="no answer"),
        Column(
            "reason",
            pa.string(),
            "Why it gave no page: http-404, timeout, robots-denied ...; undated: noted only.",
            null="it gave one, had not changed, or waits",
        ),
        Column("tries", pa.int16(), "Nights in a row that asked and got nothing."),
        Column("etag", pa.string(), "ETag of the last page it gave.", null="the server states none"),
        Column("last_modified", pa.string(), "Last-Modified of the last page it gave, as stated.", null="the server states none"),
        Column("size_bytes", pa.int64(), "Bytes of the body, decompressed.", null="no body"),
        Column("seconds", pa.float32(), "Seconds from asking to the last byte, waiting turns left out.", null="not asked"),
        Column("page_id", pa.string(), "The last page it gave, as in pages.", null="it never gave one"),
        Column("next_at", INSTANT, "When it is due again.", null="it is not asked again"),
        RUN_ID,
    ],
)
