"""What matching keeps of an article: its words as numbers, in order, and a sample of its windows.

Two texts are compared by their *windows*: every run of three words, lower-cased, without punctuation. A word is kept as
28 bits of its hash; four more bits say whether it is a number, starts with a capital, starts a sentence, starts a paragraph.
From these numbers everything that matching and lineage need can be told without the text: windows, windows with their
facts masked, order, sentences, paragraphs. They take about a byte and a half a word on disk; window hashes would take eight.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from warehouse.tables import FINGERPRINTS

NUMBER, CAPITAL, SENTENCE, PARAGRAPH = (np.uint32(1 << bit) for bit in (31, 30, 29, 28))
WORD = np.uint32((1 << 28) - 1)
SAMPLE = 8  # one window in eight finds candidates: 44 of a mean article of 350 words
KEEP_ALL = 64  # a text this short keeps every window: a sample of eight could miss its copy
MAX_WORDS = 10_000  # a longer text is compared by its first words: bounded work, and no news article is longer
TITLE_WORDS = 40
SLICE = 4_000  # articles at a time: the work arrays of one slice take 100 MB
CHUNK_BYTES = 1 << 17  # the work arrays of one chunk (8 bytes a byte) stay in the cache

_BASE = 0x9E3779B97F4A7C15  # odd, so it has an inverse modulo 2**64
_MIX = tuple(np.uint64(n) for n in (0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
_WINDOW = tuple(np.uint64(n) for n in (0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))


class Words(NamedTuple):
    """The words of many texts in one array; text `i` has `codes[offsets[i]:offsets[i + 1]]`."""

    codes: np.ndarray
    offsets: np.ndarray

    def take(self, rows: np.ndarray) -> "Words":
        """Return the words of these texts, in this order."""
        lengths = self.offsets[rows + 1] - self.offsets[rows]
        return Words(self.codes[spans(self.offsets[rows], lengths)], offsets_of(lengths))

    def list_array(self) -> pa.Array:
        """Return the words as the column a table stores."""
        return pa.ListArray.from_arrays(pa.array(self.offsets, pa.int32()), pa.array(self.codes, pa.uint32()))


def offsets_of(lengths: np.ndarray) -> np.ndarray:
    """Return where each run starts when runs of these lengths stand one after another, and where the last one ends."""
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)


def spans(starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return the positions `start, start + 1, ...` of every run, one run after another."""
    offsets = offsets_of(lengths)
    return np.arange(offsets[-1], dtype=np.int64) + np.repeat(starts - offsets[:-1], lengths)


def words_of_lists(column: pa.ChunkedArray | pa.Array) -> Words:
    """Return a stored `words` column as `Words`, without copying where it is one chunk."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], pa.list_(pa.uint32()))
    offsets = array.offsets.to_numpy().astype(np.int64)
    return Words(
        array.values.to_numpy()[offsets[0] : offsets[-1]] if len(offsets) else array.values.to_numpy(), offsets - offsets[0]
    )


def fingerprints_of(articles: pa.Table) -> pa.Table:
    """Return one row of FINGERPRINTS per article, in the order of `article_id`.

    Read are the columns of `articles_base` with the names of FINGERPRINTS, and `title`, `text`, `citation_title`,
    `published_precision`. A text that is NULL or has fewer than three words has no windows: it is found by nobody.
    """
    parts = [_fingerprints(articles.slice(start, SLICE)) for start in range(0, articles.num_rows, SLICE)]
    return FINGERPRINTS.checked(pa.concat_tables([FINGERPRINTS.rows([]), *parts]).sort_by("article_id").combine_chunks())


def _fingerprints(articles: pa.Table) -> pa.Table:
    words = words_of(articles["text"])
    windows = windows_of((words.codes & WORD).astype(np.uint64), words.offsets)
    same = ("article_id", "outlet", "published_at", "agency", "url", "citation_outlet", "citation_url")
    made = {
        "is_timed": pc.fill_null(pc.equal(articles["published_precision"], pa.scalar("minute")), False),
        "is_partial": pc.fill_null(articles["is_partial"], False),
        "citation_words": words_of(articles["citation_title"], TITLE_WORDS).list_array(),
        "title_words": words_of(articles["title"], TITLE_WORDS).list_array(),
        "words": words.list_array(),
        "samples": _samples(windows, words),
    }
    columns = {name: articles[name] for name in same} | made
    return pa.table({name: columns[name] for name in FINGERPRINTS.schema.names}).cast(FINGERPRINTS.schema)


def words_of(texts: pa.ChunkedArray, most: int = MAX_WORDS) -> Words:
    """Return the words of each text, in order, at most `most` of each."""
    codes, lengths = [], [np.zeros(0, np.int64)]
    for array in texts.chunks:
        for part in _parts(pc.fill_null(array, "")):
            some = _words(part, most)
            codes.append(some.codes)
            lengths.append(np.diff(some.offsets))
    return Words(np.concatenate(codes) if codes else np.zeros(0, np.uint32), offsets_of(np.concatenate(lengths)))


def windows_of(words: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """Return for each word the hash of the three words from it on; 0 where the text ends before."""
    windows = np.zeros(len(words), np.uint64)
    if len(words) >= 3:
        first, second, third = _WINDOW
        windows[:-2] = _mixed(words[:-2] * first + words[1:-1] * second + words[2:] * third) | np.uint64(1 << 63)
    ends = offsets[1:][np.diff(offsets) > 0]
    for back in (1, 2):
        windows[np.maximum(ends - back, 0)] = 0
    return windows


def is_fact(codes: np.ndarray) -> np.ndarray:
    """Return which words say who, where, when or how much: numbers, and capital words inside a sentence."""
    return ((codes & NUMBER) != 0) | ((codes & (CAPITAL | SENTENCE)) == CAPITAL)


def _samples(windows: np.ndarray, words: Words) -> pa.Array:
    lengths = np.diff(words.offsets)
    texts = np.repeat(np.arange(len(lengths)), lengths)
    kept = (windows != 0) & (((windows >> np.uint64(20)) % np.uint64(SAMPLE) == 0) | np.repeat(lengths <= KEEP_ALL + 2, lengths))
    hashes, texts = windows[kept], texts[kept]
    order = np.lexsort((hashes, texts))
    hashes, texts = hashes[order], texts[order]
    new = np.ones(len(hashes), bool)
    new[1:] = (hashes[1:] != hashes[:-1]) | (texts[1:] != texts[:-1])
    offsets = offsets_of(np.bincount(texts[new], minlength=len(lengths)))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), pa.array(hashes[new], pa.uint64()))


def _parts(array: pa.Array) -> list[pa.Array]:
    """Return slices of at most about CHUNK_BYTES of text; one longer text is a slice of its own."""
    array = array.cast(pa.large_string())
    ends = (
        np.frombuffer(array.buffers()[1], np.int64)[array.offset : array.offset + len(array) + 1]
        if len(array)
        else np.zeros(1, np.int64)
    )
    parts, start = [], 0
    while start < len(array):
        stop = max(start + 1, int(np.searchsorted(ends, ends[start] + CHUNK_BYTES, side="right")) - 1)
        parts.append(array.slice(start, stop - start))
        start = stop
    return parts


def _words(texts: pa.Array, most: int) -> Words:
    buffers = texts.buffers()
    ends = np.frombuffer(buffers[1], np.int64)[texts.offset : texts.offset + len(texts) + 1]
    raw = np.frombuffer(buffers[2], np.uint8)[ends[0] : ends[-1]] if buffers[2] else np.zeros(0, np.uint8)
    ends = ends - ends[0]
    kind = _kinds(raw)
    raw = _joined(raw, kind, ends)
    inside = kind <= _DIGIT
    edges = np.zeros(len(raw), bool)
    np.not_equal(kind[1:], kind[:-1], out=edges[1:])
    edges[ends[ends < len(raw)]] = True
    edge = np.flatnonzero(edges)
    starts = edge[inside[edge]]
    stops = np.append(edge, len(raw))[np.flatnonzero(inside[edge]) + 1]
    codes = _codes(raw, starts, stops) | np.where(kind[starts] == _DIGIT, NUMBER, np.uint32(0))
    capital = (raw[starts] >= 65) & (raw[starts] <= 90)
    codes |= np.where(capital, CAPITAL, np.uint32(0))
    codes[capital] |= np.where(_is_calendar(codes[capital]), NUMBER, np.uint32(0))
    first = np.searchsorted(starts, ends[:-1])
    codes = _with_starts(codes, raw, starts, first)
    lengths = np.diff(np.append(first, len(starts)))
    short = np.minimum(lengths, most)
    return Words(codes[spans(first, short)], offsets_of(short))


def _with_starts(codes: np.ndarray, raw: np.ndarray, starts: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Return `codes` with the bits for the first word after a line end, and after a stop where it has a capital."""
    if not len(codes):
        return codes
    after_line = np.searchsorted(starts, np.flatnonzero(raw == 10))
    after_stop = np.searchsorted(starts, np.flatnonzero((raw == 46) | (raw == 33) | (raw == 63)))
    after_stop = after_stop[after_stop < len(codes)]
    after_stop = after_stop[(codes[after_stop] & CAPITAL) != 0]
    lines = np.concatenate((first, after_line))
    lines = lines[lines < len(codes)]
    codes[lines] |= SENTENCE | PARAGRAPH
    codes[after_stop] |= SENTENCE
    return codes


_LETTER, _DIGIT, _OTHER = 0, 1, 2
_CALENDAR = (
    "Senin Selasa Rabu Kamis Jumat Jum Sabtu Minggu Ahad "
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
)


def _joined(raw: np.ndarray, kind: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Make one number of digits with a point, comma or colon between (1.069,5), whichever sign it is; `kind` is changed.

    `ends` are where texts begin and end: the last digit of one and the first of the next are two numbers.
    """
    sign = np.flatnonzero((raw[1:-1] == 44) | (raw[1:-1] == 46) | (raw[1:-1] == 58)) + 1
    sign = sign[(kind[sign - 1] == _DIGIT) & (kind[sign + 1] == _DIGIT)]
    sign = sign[~np.isin(sign, ends) & ~np.isin(sign + 1, ends)]
    kind[sign] = _DIGIT
    raw = raw.copy()
    raw[sign] = 44
    return raw


@lru_cache(maxsize=8)
def codes_of(words: str) -> np.ndarray:
    """Return the codes of some words, sorted, without their bits."""
    raw = np.frombuffer(words.encode(), np.uint8)
    space = np.flatnonzero(raw == 32)
    return np.sort(_codes(raw, np.append(0, space + 1), np.append(space, len(raw))))


def _is_calendar(codes: np.ndarray) -> np.ndarray:
    """Return which codes are a day or a month: with a capital they are facts of the same kind as a number."""
    known = codes_of(_CALENDAR)
    plain = codes & WORD
    return known[np.minimum(np.searchsorted(known, plain), len(known) - 1)] == plain


@lru_cache(maxsize=1)
def _kind_table() -> np.ndarray:
    table = np.full(256, _OTHER, np.uint8)
    table[[*range(65, 91), *range(97, 123), *range(0x80, 0x100)]] = _LETTER
    table[range(48, 58)] = _DIGIT
    return table


def _kinds(raw: np.ndarray) -> np.ndarray:
    """Return letter, digit or other for each byte; quotes, dashes and spaces outside ASCII (C2 xx, E2 xx xx) are other."""
    kind = _kind_table()[raw]
    for lead, length in ((0xC2, 2), (0xE2, 3)):
        found = np.flatnonzero(raw == lead)
        for step in range(length):
            kind[np.minimum(found + step, len(raw) - 1)] = _OTHER
    return kind


@lru_cache(maxsize=1)
def _fold_table() -> np.ndarray:
    table = np.arange(1, 257, dtype=np.uint64)
    table[65:91] = table[97:123]
    return table


@lru_cache(maxsize=4)
def _powers(base: int, size: int) -> np.ndarray:
    """Return base**0 ... base**(size - 1) modulo 2**64."""
    powers = np.full(size, np.uint64(base))
    powers[0] = 1
    return np.multiply.accumulate(powers)


def _codes(raw: np.ndarray, starts: np.ndarray, stops: np.ndarray) -> np.ndarray:
    """Return 28 bits of the hash of each word: its sum of byte times base**place, from one running sum over the chunk."""
    size = 1 << max(18, len(raw).bit_length())
    sums = np.zeros(len(raw) + 1, np.uint64)
    np.cumsum(_fold_table()[raw] * _powers(_BASE, size)[: len(raw)], out=sums[1:])
    shift = _powers(pow(_BASE, -1, 1 << 64), size)[starts]
    return (_mixed((sums[stops] - sums[starts]) * shift) >> np.uint64(36)).astype(np.uint32)


def _mixed(hashes: np.ndarray) -> np.ndarray:
    """Return the hashes with every bit of the input spread over every bit of the output (the finisher of splitmix64)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * _MIX[0]
    hashes = (hashes ^ (hashes >> np.uint64(27))) * _MIX[1]
    return hashes ^ (hashes >> np.uint64(31))
