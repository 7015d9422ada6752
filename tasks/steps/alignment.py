"""Two texts side by side: which paragraph of a copy is which of the original, and which words changed in it."""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

KEPT = 0.2  # as in lineage: with less than a fifth of its three-word windows in common a paragraph is another one
BETWEEN = " ¶ "  # between paragraphs that the other text has as one
MOST_WORDS = 1_500  # of two paragraphs together: comparing word by word costs the product of the two


class Row(NamedTuple):
    """One line of the two columns; `kind` is same, changed, added (the copy alone has it) or dropped (the original alone)."""

    kind: str
    original: str | None
    copy: str | None


class Piece(NamedTuple):
    """A run of words of one side, and whether the other side has it too."""

    text: str
    is_shared: bool


def aligned(original: str, copy: str) -> list[Row]:
    """Return the paragraphs of both, in the order of the copy, each dropped one after the paragraph it followed.

    A paragraph goes with the paragraph of the other text that has most of its windows. Where one was cut in two, or two were
    joined, they share a row, with a sign between them.
    """
    left, right = paragraphs(original), paragraphs(copy)
    match, back = matches(right, left), matches(left, right)
    rows: list[tuple[list[int], list[int]]] = []
    row_of: list[int] = []
    for m, n in enumerate(match):
        if n is not None and rows and rows[-1][0] == [n]:
            rows[-1][1].append(m)
        else:
            rows.append(([] if n is None else [n], [m]))
        row_of.append(len(rows) - 1)
    used = {n for n in match if n is not None}
    for n, at in enumerate(back):
        if at is not None and n not in used:
            rows[row_of[at]][0].append(n)
            used.add(n)
    return list(_in_order(rows, used, left, right))


def _in_order(rows: list[tuple[list[int], list[int]]], used: set[int], left: list[str], right: list[str]) -> Iterator[Row]:
    told = -1
    for some, others in rows:
        last = max(some, default=-1)
        yield from (Row("dropped", left[n], None) for n in range(told + 1, last) if n not in used)
        told = max(told, last)
        one, other = (BETWEEN.join(texts) for texts in ([left[n] for n in sorted(some)], [right[m] for m in others]))
        yield Row("same" if one == other else "changed" if some else "added", one or None, other)
    yield from (Row("dropped", left[n], None) for n in range(told + 1, len(left)) if n not in used)


def matches(some: list[str], others: list[str]) -> list[int | None]:
    """Return for each paragraph the one of the others that has most of its windows; None where that is less than KEPT of them."""
    place: dict[tuple[str, ...], int] = {}
    for n, paragraph in enumerate(others):
        for window in windows(paragraph):
            place.setdefault(window, n)
    return [_best(windows(paragraph), place) for paragraph in some]


def paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def windows(paragraph: str) -> list[tuple[str, ...]]:
    """Return every run of three words, without signs and capitals; of a shorter paragraph all words as one run."""
    words = ["".join(c for c in word if c.isalnum()) for word in paragraph.casefold().split()]
    words = [word for word in words if word]
    return [tuple(words[n : n + 3]) for n in range(max(1, len(words) - 2))]


def _best(some: list[tuple[str, ...]], place: dict[tuple[str, ...], int]) -> int | None:
    found = Counter(place[window] for window in some if window in place)
    if not found:
        return None
    number, shared = min(found.items(), key=lambda item: (-item[1], item[0]))
    return number if shared >= KEPT * len(some) else None


def word_changes(original: str, copy: str) -> tuple[list[Piece], list[Piece]]:
    """Return both paragraphs in pieces that the other one has or has not; two very long ones are each one piece."""
    a, b = original.split(), copy.split()
    if len(a) + len(b) > MOST_WORDS:
        return [Piece(original, False)], [Piece(copy, False)]
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if a2 > a1:
            left.append(Piece(" ".join(a[a1:a2]), tag == "equal"))
        if b2 > b1:
            right.append(Piece(" ".join(b[b1:b2]), tag == "equal"))
    return left, right
