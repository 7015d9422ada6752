"""Learned rows: how they are named, how cleaning gets them, and the shape by which a line is known again."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection

import pyarrow as pa

from seeds.learned import NOTHING, Learned, OutletLearned
from seeds.rules import bare
from warehouse.tables import LEARNED

LINE, FRAME, HELD = "line", "frame", "held"
SAMPLED = 8  # one page in so many tells where its parts stand
TRIED = 4 * SAMPLED  # one in so many is read again without what seems to be a frame
NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*+")


def is_sampled(page_id: str) -> bool:
    """Whether a page is one of the one in eight that learned layouts are made from: what it tells never depends on what was learned."""
    return hashed(page_id) % SAMPLED == 0


def is_tried(page_id: str) -> bool:
    """Whether a page is one of those, sampled all of them, that frames are learned from."""
    return hashed(page_id) % TRIED == 0


def shape_of(text: str) -> str:
    """Return the line `text` (folded) in small letters, with 0 for every number and without decoration at its ends."""
    return NUMBER.sub("0", bare(text).casefold())


def hashed(text: str) -> int:
    """Return 64 bits for `text`, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def learned_of(rows: pa.Table) -> Learned:
    """Return rows of LEARNED as cleaning uses them; the order of the rows does not count."""
    if not rows.num_rows:
        return NOTHING
    lines: dict[str, dict[str, int]] = defaultdict(dict)
    layouts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    frames: dict[str, set[str]] = defaultdict(set)
    for row in rows.select(["outlet", "part", "value", "support"]).to_pylist():
        if row["part"] == LINE:
            lines[row["outlet"]][row["value"]] = row["support"]
        elif row["part"] == FRAME:
            frames[row["outlet"]].add(row["value"])
        elif row["part"] != HELD:
            layouts[row["outlet"]].append((row["part"], row["value"]))
    told = {
        outlet: OutletLearned(lines.get(outlet, {}), tuple(sorted(layouts.get(outlet, ()))), frozenset(frames.get(outlet, ())))
        for outlet in {*lines, *layouts, *frames}
    }
    return Learned(told, version_of(rows))


def version_of(rows: pa.Table, silent: Collection[str] = (FRAME, HELD)) -> str:
    """Return the digest of what rows of LEARNED say of cleaning, "" for none: more support for the same lines and places changes nothing.

    Parts in `silent` have no say. Frames have none, for a page gives the same without them.
    """
    told = rows.select(["outlet", "part", "value"]).to_pylist()
    said = sorted({(row["outlet"], row["part"], row["value"]) for row in told if row["part"] not in silent})
    return f"{hashed(repr(said)):016x}" if said else ""


def written_part(name: str) -> str:
    """Return the name of a cleaned edition without what was learned: two that differ in it only saw the same lines."""
    edition, dot, rules = name.rpartition(".")
    return f"{edition}{dot}{rules.partition('_')[0]}"


def changed_between(before: pa.Table, after: pa.Table) -> set[tuple[str, str, str]]:
    """Return the (outlet, part, value) that only one of two tables of learned rows has."""
    one, other = ({(r["outlet"], r["part"], r["value"]) for r in rows.to_pylist()} for rows in (before, after))
    return one ^ other


def rows_of(rows: pa.Table) -> pa.Table:
    """Return rows that have all columns of LEARNED but `learned_version`, sorted, with that column."""
    rows = rows.sort_by([(name, "ascending") for name in ("outlet", "part", "value")])
    version = pa.repeat(pa.scalar(version_of(rows, silent=()) if rows.num_rows else ""), rows.num_rows)
    named = rows.append_column("learned_version", version)
    return LEARNED.checked(named.select(LEARNED.schema.names).cast(LEARNED.schema))
