"""What two articles have in common, and what sets them apart: the evidence on which a pair is judged.

All of it is computed for hundreds of pairs at a time, laid end to end in flat arrays: `a` is the first text of each pair,
`b` the second. A window is a run of three words; it stands for its first word.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from tasks.steps.fingerprints import NUMBER, SENTENCE, WORD, Words, codes_of, is_fact, spans, windows_of

LEAD = 60  # windows of the opening: two or three sentences
MAIN = 0.75  # of a text: its last quarter may be background or a footer that other reports end with too
NEIGHBOUR = 12  # words to the next window in common: half a sentence
SHIFT = 8  # words two texts may drift apart between the two
# "Diberitakan sebelumnya", "seperti diwartakan": with these words a report turns to what it has told before.
TOLD, BEFORE_NOW = "diberitakan diwartakan dikabarkan", "sebelumnya seperti sebagaimana"
SPARSE = 32  # slots of the lookup table a word: at most one window in 64 is lost to another one in its slot
TABLE_SLOTS = 1 << 19  # of the table of one batch of pairs: 2 MB, which the cache holds


class Overlap(NamedTuple):
    """How much the texts of each pair share, in windows; one entry per pair in each array."""

    windows_a: np.ndarray
    windows_b: np.ndarray
    found_a: np.ndarray  # windows of a that stand in b
    found_b: np.ndarray
    lead_a: np.ndarray  # share of a's opening that stands in b
    lead_b: np.ndarray
    main: np.ndarray  # share of one text without its last quarter that stands in the other, whichever is larger

    @property
    def contained(self) -> np.ndarray:
        """Return the share of one text that stands in the other, whichever is larger."""
        return np.maximum(self.found_a / np.maximum(1, self.windows_a), self.found_b / np.maximum(1, self.windows_b))

    @classmethod
    def joined(cls, parts: Iterable["Overlap"]) -> "Overlap":
        """Return the overlaps of one batch of pairs after another as one."""
        columns = list(zip(*parts, strict=True))
        return cls(*(np.concatenate(column) for column in columns)) if columns else cls(*[np.zeros(0)] * len(cls._fields))


class Evidence(NamedTuple):
    """What else is known of each pair; one entry per pair in each array."""

    overlap: Overlap
    before: np.ndarray  # words of its own before the shared part (but its first tenth), in the text where there are more
    is_background: np.ndarray  # whether one text says, where the shared part starts, that it tells what was told before
    density: np.ndarray  # of the sentences that share a window, the share of their words in shared windows; both texts added
    numbers_same: np.ndarray  # places of b with a number, day or month that a has between the same words
    numbers_other: np.ndarray  # places where a has another one between the same words, and lacks this one altogether
    names_same: np.ndarray
    names_other: np.ndarray


class Texts(NamedTuple):
    """Texts in two spellings: as they are, and `short`, with every run of facts (numbers, names) as one sign."""

    offsets: np.ndarray
    words: np.ndarray
    windows: np.ndarray
    fact: np.ndarray
    number: np.ndarray
    sentence: np.ndarray  # whether a sentence starts here
    told: np.ndarray  # whether these words turn to background
    short_offsets: np.ndarray
    short_windows: np.ndarray
    short_of: np.ndarray  # where each word stands in the short spelling
    word_of: np.ndarray  # and back

    @classmethod
    def of(cls, words: Words) -> "Texts":
        codes, offsets = words
        fact, plain = is_fact(codes), (codes & WORD).astype(np.uint64)
        kept = ~(fact & np.concatenate(([False], fact[:-1])))
        kept[offsets[:-1][np.diff(offsets) > 0]] = True
        short_offsets = np.concatenate(([0], np.cumsum(kept)))[offsets]
        sign = fact[kept]
        short = windows_of(np.where(sign, np.uint64(0), plain[kept]), short_offsets)
        signs = sign.astype(np.int8)
        signs[:-1] += sign[1:]
        signs[:-2] += sign[2:]
        short[signs != 1] = 0  # "in # #" fits anywhere, and a window without a sign is a plain one
        number, sentence = (codes & NUMBER) != 0, (codes & SENTENCE) != 0
        windows = windows_of(plain, offsets)
        told, earlier = np.isin(codes & WORD, codes_of(TOLD)), np.isin(codes & WORD, codes_of(BEFORE_NOW))
        told[1:] &= earlier[:-1] | np.append(earlier[2:], False)
        places = np.cumsum(kept) - 1, np.flatnonzero(kept)
        return cls(offsets, plain, windows, fact, number, sentence, told, short_offsets, short, *places)


class Side(NamedTuple):
    """One text of each pair, laid end to end."""

    base: np.ndarray  # where each text starts among all words
    lengths: np.ndarray
    start: np.ndarray  # where it starts here
    at: np.ndarray  # where each word stands among all words
    pair: np.ndarray  # the pair of each word
    place: np.ndarray  # where it stands in its text

    @classmethod
    def of(cls, offsets: np.ndarray, rows: np.ndarray) -> "Side":
        base = offsets[rows]
        lengths = offsets[rows + 1] - base
        start = np.cumsum(lengths) - lengths
        pair, at = np.repeat(np.arange(len(rows)), lengths), spans(base, lengths)
        return cls(base, lengths, start, at, pair, at - base[pair])

    def flagged(self, flags: np.ndarray) -> np.ndarray:
        """Return how many words of each text have the flag."""
        so_far = np.concatenate(([0], np.cumsum(flags)))
        return so_far[self.start + self.lengths] - so_far[self.start]


class Shared(NamedTuple):
    """The windows that the texts of each pair share."""

    a: Side
    b: Side
    found: np.ndarray  # where each window of b first stands in a, among all words; -1 where it does not
    hit_a: np.ndarray
    hit_b: np.ndarray

    @classmethod
    def of(cls, windows: np.ndarray, offsets: np.ndarray, first: np.ndarray, second: np.ndarray) -> "Shared":
        a, b = Side.of(offsets, first), Side.of(offsets, second)
        found = find(windows, a, b)
        hit_b = found >= 0
        hit_a = np.zeros(len(a.at), bool)
        pair = b.pair[hit_b]
        hit_a[found[hit_b] - a.base[pair] + a.start[pair]] = True
        return cls(a, b, found, hit_a, hit_b)

    def overlap(self) -> Overlap:
        windows_a, windows_b = (np.maximum(0, side.lengths - 2) for side in (self.a, self.b))
        lead_a = self.a.flagged(self.hit_a & (self.a.place < LEAD)) / np.maximum(1, np.minimum(windows_a, LEAD))
        lead_b = self.b.flagged(self.hit_b & (self.b.place < LEAD)) / np.maximum(1, np.minimum(windows_b, LEAD))
        main = np.maximum(_main(self.a, self.hit_a, windows_a), _main(self.b, self.hit_b, windows_b))
        return Overlap(windows_a, windows_b, self.a.flagged(self.hit_a), self.b.flagged(self.hit_b), lead_a, lead_b, main)


def _main(side: Side, hit: np.ndarray, windows: np.ndarray) -> np.ndarray:
    """Return which share of the windows before the last quarter of each text was found."""
    main = np.ceil(windows * MAIN)
    return side.flagged(hit & (side.place < main[side.pair])) / np.maximum(1, main)


def overlap_of(windows: np.ndarray, offsets: np.ndarray, first: np.ndarray, second: np.ndarray) -> Overlap:
    """Return how much the texts `first[i]` and `second[i]` share: the quick look that rules most pairs out."""
    return Overlap.joined(
        Shared.of(windows, offsets, first[rows], second[rows]).overlap() for rows in batches(offsets, first, second)
    )


def evidence_of(texts: Texts, first: np.ndarray, second: np.ndarray) -> Evidence:
    """Return all evidence on the texts `first[i]` and `second[i]`."""
    parts = [_evidence(texts, first[rows], second[rows]) for rows in batches(texts.offsets, first, second)]
    if not parts:
        none = np.zeros(0)
        return Evidence(Overlap.joined([]), none, none.astype(bool), *[none] * 5)
    overlaps, *columns = zip(*parts, strict=True)
    return Evidence(Overlap.joined(overlaps), *(np.concatenate(column) for column in columns))


def batches(offsets: np.ndarray, first: np.ndarray, second: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the pairs in order, as many at a time as the lookup table has room for."""
    longest = np.maximum(offsets[first + 1] - offsets[first], offsets[second + 1] - offsets[second])
    start = 0
    while start < len(first):
        stop = min(start + 256, len(first))
        while stop - start > 1 and (stop - start) * _slots(int(longest[start:stop].max())) > TABLE_SLOTS:
            stop = start + (stop - start) // 2
        yield np.arange(start, stop)
        start = stop


def _slots(longest: int) -> int:
    return 1 << max(6, int(longest * SPARSE - 1).bit_length())


def find(hashes: np.ndarray, a: Side, b: Side) -> np.ndarray:
    """Return for each word of the b texts where its hash first stands in its a text, among all words; -1 where it does not."""
    slots = _slots(int(a.lengths.max(initial=1)))
    mask = np.uint64(slots - 1)
    table = np.zeros(len(a.base) * slots, np.int32)
    in_a, in_b = hashes[a.at], hashes[b.at]
    backwards = slice(None, None, -1)  # of equal hashes the first one stays
    table[((in_a & mask).astype(np.int64) + a.pair * slots)[backwards]] = np.arange(len(a.at), dtype=np.int32)[backwards]
    there = table[(in_b & mask).astype(np.int64) + b.pair * slots]
    if not len(in_a):
        return np.full(len(in_b), -1)
    real = (in_b != 0) & (in_a[there] == in_b) & (a.pair[there] == b.pair)
    return np.where(real, a.at[there], -1)


def _evidence(texts: Texts, first: np.ndarray, second: np.ndarray) -> Evidence:
    shared = Shared.of(texts.windows, texts.offsets, first, second)
    a, b, found, hit_a, hit_b = shared
    overlap = shared.overlap()
    known_b = find(texts.words, a, b) >= 0
    (start_a, before_a), (start_b, before_b) = _before(hit_a, a, overlap.found_a), _before(hit_b, b, overlap.found_b)
    fact = texts.fact[b.at]
    number = fact & texts.number[b.at]
    short = Side.of(texts.short_offsets, second)
    alike = find(texts.short_windows, Side.of(texts.short_offsets, first), short)
    run = (
        texts.short_of[b.at] - texts.short_offsets[second][b.pair] + short.start[b.pair]
    )  # where a word stands in the short text
    same = _covered(hit_b)
    other = _covered(_beside(texts, alike, found, b, short))[run] & ~same & ~known_b

    def runs(words: np.ndarray) -> np.ndarray:
        """Return how many runs of facts hold one of these words: a date of four words is one place."""
        flags = np.zeros(len(short.at), bool)
        flags[run[words]] = True
        return short.flagged(flags)

    return Evidence(
        overlap,
        np.maximum(before_a, before_b),
        _turns(texts, a, hit_a, start_a) | _turns(texts, b, hit_b, start_b),
        _density(texts, a, hit_a) + _density(texts, b, hit_b),
        runs(number & same),
        runs(number & other),
        runs(fact & ~number & same),
        runs(fact & ~number & other),
    )


def _before(hit: np.ndarray, side: Side, found: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where the shared part starts, and how many words of its own the text has before; the first tenth may be chance."""
    rank = np.cumsum(hit) - (np.cumsum(found) - found)[side.pair]
    inner = np.flatnonzero(hit & (rank > found[side.pair] * 0.1))[::-1]
    start, before = side.lengths.copy(), side.lengths.copy()
    start[side.pair[inner]] = side.place[inner]
    before[side.pair[inner]] = side.place[inner] - rank[inner] + 1
    return start, before


def _turns(texts: Texts, side: Side, hit: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Return which texts turn to background in words of their own, a sentence before the shared part or just inside it."""
    near = np.abs(side.place - start[side.pair]) <= 2 * NEIGHBOUR
    return side.flagged(texts.told[side.at] & ~_covered(hit) & near) > 0


def _covered(hit: np.ndarray) -> np.ndarray:
    """Return which words stand in a window that was found."""
    covered = hit.copy()
    covered[1:] |= hit[:-1]
    covered[2:] |= hit[:-2]
    return covered


def _density(texts: Texts, side: Side, hit: np.ndarray) -> np.ndarray:
    """Return how much of the sentences that are touched is taken: near 1 for a copy, and even a reworded one keeps half.

    Two reports of one event share names, figures and a phrase here and there: a few words of many sentences. The last quarter
    does not count: a background or a footer shared there is whole sentences.
    """
    if not len(side.at):
        return np.zeros(len(side.base))
    starts = np.flatnonzero(texts.sentence[side.at] | (side.place == 0))
    length = np.diff(np.append(starts, len(side.at)))
    is_main = side.place[starts] < MAIN * side.lengths[side.pair[starts]]
    taken = np.add.reduceat(_covered(hit), starts, dtype=np.int64)
    touched = (np.add.reduceat(hit, starts, dtype=np.int64) > 0) & is_main
    pair, pairs = side.pair[starts], len(side.base)
    return np.bincount(pair, taken * touched, pairs) / np.maximum(1, np.bincount(pair, length * touched, pairs))


def _beside(texts: Texts, alike: np.ndarray, found: np.ndarray, b: Side, short: Side) -> np.ndarray:
    """Return which short windows of b stand in a at the place where a plain window next to them stands.

    Lists repeat their wording (`# gram at #`): a line that the other text lacks must not be taken for one of its lines with
    another number.
    """
    near = np.zeros(len(short.at), bool)
    some = np.flatnonzero(alike >= 0)
    if not len(some):
        return near
    words = texts.word_of[short.at[some]]
    here = words - b.base[short.pair[some]] + b.start[short.pair[some]]  # where the short window starts in b
    mine = texts.word_of[alike[some]] - words
    index, hit = np.arange(len(b.at)), found >= 0
    before = np.maximum.accumulate(np.where(hit, index, -1))[here]
    after = np.minimum.accumulate(np.where(hit, index, len(index))[::-1])[::-1][here]
    shift = found - b.at
    for neighbour in (np.maximum(before, 0), np.minimum(after, len(index) - 1)):
        close = hit[neighbour] & (b.pair[neighbour] == short.pair[some]) & (np.abs(neighbour - here) <= NEIGHBOUR)
        near[some] |= close & (np.abs(shift[neighbour] - mine) <= SHIFT)
    return near
