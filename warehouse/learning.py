"""The tables of learning: what pages show, and what was learned from it. They stand in tables.py beside the others."""

import pyarrow as pa

from warehouse.columns import OUTLET, PAGE_ID, STRINGS, Column, Table

SIGHTINGS = Table(
    "sightings",
    "One row per page that gave an article: what it shows that its outlet's other pages may show as well. Learned rows are made from these.",
    [
        PAGE_ID,
        OUTLET,
        Column("day", pa.date32(), "Day it was published, as read without anything learned.", null="no date"),
        Column("title", pa.list_(pa.uint32()), "Hashes of the content words of its headline, sorted."),
        Column("lines", STRINGS, "Shapes of its lines that could be furniture, each once: small letters, 0 for every number."),
        Column(
            "signs", pa.list_(pa.uint16()), "What speaks for and against each of `lines`: bits named in tasks/steps/sightings.py."
        ),
        Column("places", STRINGS, "Where its parts stand, as part=selector; told by one page in eight."),
        Column("is_unsure", pa.bool_(), "Whether other learned layouts could make another article of it."),
        Column(
            "framed", pa.string(), "Selectors of the frames it was read without, with | between them.", null="all of it was read"
        ),
    ],
)

LEARNED = Table(
    "learned",
    "One row per line or place that was learned from the pages of an outlet, and is applied to them.",
    [
        Column("outlet", pa.string(), "The news site it is learned from and applied to."),
        Column(
            "part",
            pa.string(),
            "line (furniture that is cut); body, title, byline, date (where it stands); frame (left out before a page is read); held (no frame).",
        ),
        Column("value", pa.string(), "The line in small letters with 0 for every number, or the selector of the place."),
        Column("support", pa.int32(), "Articles it is learned from; under several printings of one headline it counts once."),
        Column("first_day", pa.date32(), "The earliest day of these articles.", null="none of them has a day"),
        Column("last_day", pa.date32(), "The latest day of these articles.", null="none of them has a day"),
        Column("samples", STRINGS, "Pages it is learned from, at most five."),
        Column("learned_version", pa.string(), "Digest of all outlets, parts and values that were learned together."),
    ],
)
