"""Which pairs of articles are the same report: the verdict on the evidence. docs/stories.md has the measurement behind the numbers."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tasks.steps.candidates import pairs_of
from tasks.steps.evidence import Evidence, Overlap, Texts, evidence_of, overlap_of
from tasks.steps.fingerprints import WORD, Words, windows_of, words_of_lists
from warehouse.tables import LINKS

LOOK_BACK = 3  # days between an article and what it may be a copy of: copies come within two, and a weekend makes it three
BLOCK = 2_000  # pairs compared at a time: about 50 MB

FOUND = 20  # windows in common: two sentences; the text of a video page ("watch it below") is no report
CONTAINED = 0.2  # share of one text without its last quarter: half-rewritten copies go down to it
LEAD = 0.016  # one window of the opening, in both texts: what quotes background has none in its own opening
LEAD_ONE = 0.08  # five windows of the opening of one of them
DENSITY = 1.1  # both densities together: over half of the words of the sentences that share any
BEFORE = 110  # words of its own before the shared part: new sentences and a lost paragraph, not a report
# Who rewords a report rewords its opening too, so more may come first; a follow-up quotes its background word for word.
REWORDED, REWORDED_BEFORE = 1.55, 150
# Over half of each stands in the other: then some paragraphs of a local lead may come first.
WHOLE, WHOLE_LEAD, WHOLE_BEFORE = 0.55, 0.5, 140
BACKGROUND_BEFORE = 30  # words of its own after which "diberitakan sebelumnya" makes a report a follow-up
OTHER_NUMBERS, OTHER_NUMBERS_SHARE = 3, 0.15  # a misprint and an added date are two; a template differs in every third place
OTHER_NAMES, OTHER_NAMES_SHARE = 4, 0.25  # as for numbers; but who rewrites swaps a name for a title now and then
SAME_OUTLET, SAME_OUTLET_LEAD, SAME_OUTLET_BEFORE = 0.6, 0.15, 30  # an outlet seldom copies itself, and often quotes itself


class Linked(NamedTuple):
    """The links, how many pairs were compared, and how many windows stood in too many articles to compare every pair."""

    links: pa.Table
    compared: int
    capped: int


class Window(NamedTuple):
    """The articles of a day and of its look-back, oldest first."""

    ids: pa.ChunkedArray
    words: Words
    outlet: np.ndarray  # a number per outlet, -1 where it is not known
    day: np.ndarray


def links_of(days: list[pa.Table], numbers: list[int]) -> Linked:
    """Return the links whose later article is of the last day, as rows of LINKS.

    `days` are FINGERPRINTS, one table a day, oldest first; `numbers` their days, counted from any day. For articles without
    a day there is one table alone.
    """
    table = pa.concat_tables(days)
    samples = words_of_lists(table["samples"])
    pairs = pairs_of(samples.codes, samples.offsets, table.num_rows - days[-1].num_rows)
    names = table["outlet"].unique().drop_null()
    outlet = pc.fill_null(pc.index_in(table["outlet"], names), -1).to_numpy()
    day = np.repeat(np.array(numbers), [d.num_rows for d in days])
    window = Window(table["article_id"], words_of_lists(table["words"]), outlet, day)
    parts = [_judged(window, pairs.first[n : n + BLOCK], pairs.second[n : n + BLOCK]) for n in range(0, len(pairs.first), BLOCK)]
    links = pa.concat_tables(parts) if parts else LINKS.rows([])
    return Linked(LINKS.checked(links.combine_chunks()), len(pairs.first), pairs.capped)


def _judged(window: Window, first: np.ndarray, second: np.ndarray) -> pa.Table:
    words, a, b = _alone(window.words, first, second)
    quick = overlap_of(windows_of((words.codes & WORD).astype(np.uint64), words.offsets), words.offsets, a, b)
    worth = shares_text(quick)
    first, second = first[worth], second[worth]
    words, a, b = _alone(window.words, first, second)
    evidence = evidence_of(Texts.of(words), a, b)
    outlet, day = window.outlet, window.day
    same_outlet = (outlet[first] == outlet[second]) & (outlet[first] >= 0)
    copy, template = verdict(evidence, same_outlet, day[first] != day[second])
    kept = copy | template
    columns = {
        "first_id": window.ids.take(pa.array(first)),
        "second_id": window.ids.take(pa.array(second)),
        "kind": np.where(copy, "copy", "template"),
        **measures(evidence.overlap),
        "other_numbers": evidence.numbers_other,
        "same_numbers": evidence.numbers_same,
        "day_distance": day[second] - day[first],
    }
    return pa.table({name: columns[name] for name in LINKS.schema.names}).filter(pa.array(kept)).cast(LINKS.schema)


def _alone(words: Words, first: np.ndarray, second: np.ndarray) -> tuple[Words, np.ndarray, np.ndarray]:
    """Return the words of the texts in these pairs alone, and the pairs as they stand there."""
    used, places = np.unique(np.concatenate((first, second)), return_inverse=True)
    return words.take(used), places[: len(first)], places[len(first) :]


def measures(o: Overlap) -> dict[str, np.ndarray]:
    """Return the columns of LINKS that say how much of each text stands in the other."""
    both = (o.found_a + o.found_b) / 2
    return {
        "containment_first": o.found_a / np.maximum(1, o.windows_a),
        "containment_second": o.found_b / np.maximum(1, o.windows_b),
        "jaccard": both / np.maximum(1, o.windows_a + o.windows_b - both),
        "lead_first": o.lead_a,
        "lead_second": o.lead_b,
    }


def shares_text(o: Overlap) -> np.ndarray:
    """Return which pairs share enough text, and of their openings, to be looked at closely."""
    enough = (np.minimum(o.found_a, o.found_b) >= FOUND) & (o.main >= CONTAINED)
    return enough & (opens_alike(o) | is_whole(o))


def opens_alike(o: Overlap) -> np.ndarray:
    """Return which pairs share something of both openings: what quotes an earlier report as background has an opening of its own."""
    return (np.minimum(o.lead_a, o.lead_b) >= LEAD) & (np.maximum(o.lead_a, o.lead_b) >= LEAD_ONE)


def is_whole(o: Overlap) -> np.ndarray:
    """Return which pairs are mostly one text, opening and all, whatever one of them put before it: a local lead on a wire story."""
    whole = np.minimum(o.found_a / np.maximum(1, o.windows_a), o.found_b / np.maximum(1, o.windows_b)) >= WHOLE
    return whole & (np.maximum(o.lead_a, o.lead_b) >= WHOLE_LEAD)


def verdict(e: Evidence, same_outlet: np.ndarray, other_day: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which pairs are copies, and which are two reports of one outlet from one template."""
    o = e.overlap
    before = np.where(e.density <= REWORDED, REWORDED_BEFORE, BEFORE)
    near = (opens_alike(o) & (e.before <= before)) | (is_whole(o) & (e.before <= WHOLE_BEFORE))
    near &= ~(e.is_background & (e.before >= BACKGROUND_BEFORE))
    close = shares_text(o) & near & (e.density >= DENSITY)
    other = (e.numbers_other >= OTHER_NUMBERS) & (e.numbers_other >= OTHER_NUMBERS_SHARE * (e.numbers_other + e.numbers_same))
    other |= (e.names_other >= OTHER_NAMES) & (e.names_other >= OTHER_NAMES_SHARE * (e.names_other + e.names_same))
    some_other = e.numbers_other + e.names_other >= np.where(other_day, 1, 2)
    own = (o.contained >= SAME_OUTLET) & (np.minimum(o.lead_a, o.lead_b) >= SAME_OUTLET_LEAD)
    own &= (e.before <= SAME_OUTLET_BEFORE) & ~some_other
    return close & ~other & (~same_outlet | own), close & other & same_outlet
