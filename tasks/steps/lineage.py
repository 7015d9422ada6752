"""What each copy did with its original: how much it took, what it added and dropped, when, and how we know the direction."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from tasks.steps.evidence import Shared, Side, batches
from tasks.steps.fingerprints import PARAGRAPH, WORD, Words, windows_of
from tasks.steps.links import measures
from tasks.steps.stories import Article, Story, cites_article, same_words
from warehouse.tables import COPIES

KEPT = 0.2  # of a paragraph's windows: less than a fifth in the other text, and the paragraph is not there


def copies_of(stories: Sequence[Story], words: Words, row_of: dict[str, int]) -> pa.Table:
    """Return the rows of COPIES of these stories; the words of an article stand in `words` at `row_of[article_id]`."""
    told = [(story.original, copy) for story in stories for copy in story.copies]
    first = np.array([row_of[original.article_id] for original, _ in told], np.int64)
    second = np.array([row_of[copy.article_id] for _, copy in told], np.int64)
    windows = windows_of((words.codes & WORD).astype(np.uint64), words.offsets)
    paragraph = (words.codes & PARAGRAPH) != 0
    rows: list[dict[str, object]] = []
    for some in batches(words.offsets, first, second):
        shared = Shared.of(windows, words.offsets, first[some], second[some])
        share = measures(shared.overlap())
        added, dropped = missing(paragraph, shared.b, shared.hit_b), missing(paragraph, shared.a, shared.hit_a)
        for n, place in enumerate(some):
            original, copy = told[place]
            rows.append(
                {
                    "article_id": copy.article_id,
                    "story_id": original.article_id,
                    "original_id": original.article_id,
                    "outlet": copy.outlet,
                    "original_outlet": original.outlet,
                    "jaccard": float(share["jaccard"][n]),
                    "containment": float(share["containment_second"][n]),
                    "coverage": float(share["containment_first"][n]),
                    "hours_after": hours_after(original, copy),
                    "direction": direction(original, copy),
                    "title_changed": not same_words(copy.title_words, original.title_words),
                    "paragraphs_added": int(added[n]),
                    "paragraphs_dropped": int(dropped[n]),
                    "credit": credit(original, copy),
                }
            )
    return COPIES.rows(rows)


def missing(paragraph: np.ndarray, side: Side, hit: np.ndarray) -> np.ndarray:
    """Return how many paragraphs of each text have less than KEPT of their windows in the other; one without a window is not counted."""
    if not len(side.at):
        return np.zeros(len(side.base), np.int64)
    starts = np.flatnonzero(paragraph[side.at] | (side.place == 0))
    windows = np.add.reduceat(side.place < side.lengths[side.pair] - 2, starts, dtype=np.int64)
    found = np.add.reduceat(hit, starts, dtype=np.int64)
    return np.bincount(side.pair[starts], (windows > 0) & (found < KEPT * windows), len(side.base)).astype(np.int64)


def hours_after(original: Article, copy: Article) -> float | None:
    if not (original.published_at and copy.published_at and original.is_timed and copy.is_timed):
        return None
    return (copy.published_at - original.published_at).total_seconds() / 3600


def direction(original: Article, copy: Article) -> str:
    """Return how we know that the copy is the copy; a date that nobody stated tells nothing."""
    if cites_article(copy, original):
        return "citation"
    if copy.agency_outlet and copy.agency_outlet == original.outlet != copy.outlet:
        return "credit"
    if original.published_at and copy.published_at:
        timed = original.is_timed and copy.is_timed
        if original.day < copy.day or (timed and original.published_at < copy.published_at):
            return "time"
    return "unknown"


def credit(original: Article, copy: Article) -> str:
    """Return kept, dropped or none, for the agency the original credits, or is."""
    if not (original.agency or original.is_agency):
        return "none"
    same = original.agency is not None and copy.agency is not None and copy.agency.casefold() == original.agency.casefold()
    own = original.is_agency and copy.agency_outlet == original.outlet
    return "kept" if same or own or cites_article(copy, original) else "dropped"
