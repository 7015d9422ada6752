"""Which pairs of articles are worth comparing: those that share sampled windows. Work is bounded per window, whatever the texts."""

from typing import NamedTuple

import numpy as np

DOC_BITS = 24  # articles in one look-back window, 16 million; the other 40 bits of a sample stay, enough for a join
NEAR = 16  # a window in up to MANY articles pairs each article with this many before it
FAR = 2  # one in more articles (a footer, a template, one text on 500 outlets) only makes a chain
MANY = 32
SHARED = 2  # a pair with a single sample in common is chance, or one quote


class Candidates(NamedTuple):
    """Pairs of positions, `first < second`, how many sampled windows they share, and what the bounds left out."""

    first: np.ndarray
    second: np.ndarray
    shared: np.ndarray
    capped: int


def pairs_of(samples: np.ndarray, offsets: np.ndarray, new_from: int) -> Candidates:
    """Return the pairs whose second article stands at `new_from` or later; article `i` has `samples[offsets[i]:offsets[i + 1]]`.

    Articles must come in an order that does not depend on how they arrived (by day, then id): where a window stands in more
    than NEAR articles, each is paired with its neighbours in that order only, and `capped` counts such windows.
    """
    docs = np.repeat(np.arange(len(offsets) - 1, dtype=np.uint64), np.diff(offsets))
    packed = np.sort((samples >> np.uint64(DOC_BITS) << np.uint64(DOC_BITS)) | docs)
    hashes = packed >> np.uint64(DOC_BITS)
    docs = (packed & np.uint64((1 << DOC_BITS) - 1)).astype(np.int64)
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1]))) if len(hashes) else np.zeros(0, np.int64)
    sizes = np.diff(np.append(starts, len(hashes)))
    place = np.arange(len(hashes)) - np.repeat(starts, sizes)
    size = np.repeat(sizes, sizes)
    reach = np.where(size <= MANY, NEAR, FAR)
    seconds = np.flatnonzero((docs >= new_from) & (place > 0))
    found = []
    for back in range(1, NEAR + 1):
        seconds = seconds[(place[seconds] >= back) & (reach[seconds] >= back)]
        found.append((docs[seconds - back].astype(np.uint64) << np.uint64(32)) | docs[seconds].astype(np.uint64))
    pairs = np.sort(np.concatenate(found))
    new = np.flatnonzero(np.concatenate(([True], pairs[1:] != pairs[:-1]))) if len(pairs) else np.zeros(0, np.int64)
    shared = np.diff(np.append(new, len(pairs)))
    pairs = pairs[new]
    kept = shared >= SHARED
    first, second = (pairs[kept] >> np.uint64(32)).astype(np.int64), (pairs[kept] & np.uint64(0xFFFFFFFF)).astype(np.int64)
    return Candidates(
        first, second, shared[kept], int(np.count_nonzero((sizes > NEAR + 1) & (docs[starts + sizes - 1] >= new_from)))
    )
