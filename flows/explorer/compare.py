"""What a page of the explorer puts side by side: kept lines with cut ones, an original with its copies."""

import re
from collections.abc import Sequence
from typing import NamedTuple


class Piece(NamedTuple):
    """A paragraph or line to show: `mark` is kept, cut, added, dropped; `note` says which rule or why."""

    text: str
    mark: str
    note: str = ""


def with_removals(text: str, removals: Sequence[tuple[int, str, str]]) -> list[Piece]:
    """Return the lines of the extracted page in their order: `removals` are (line, text, rule), the others are paragraphs of `text`."""
    kept, cut = text.split("\n\n"), sorted(removals)
    pieces: list[Piece] = []
    place = 1
    while kept or cut:
        here = [one for one in cut if one[0] <= place]
        cut = cut[len(here) :]
        pieces += [Piece(line, "cut", rule) for _, line, rule in here]
        if not here and kept:
            pieces.append(Piece(kept.pop(0), "kept"))
        elif not here:
            place = cut[0][0] - 1
        place += 1
    return pieces


def side_by_side(original: str, copy: str) -> tuple[list[Piece], list[Piece]]:
    """Return the paragraphs of both texts: those of which the other has less than a fifth are dropped, or added."""
    one, other = windows(original), windows(copy)
    left = [Piece(p, "kept" if shared(p, other) >= 0.2 else "dropped") for p in original.split("\n\n")]
    return left, [Piece(p, "kept" if shared(p, one) >= 0.2 else "added") for p in copy.split("\n\n")]


def windows(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[n : n + 3]) for n in range(max(1, len(words) - 2))}


def shared(paragraph: str, known: set[tuple[str, ...]]) -> float:
    own = windows(paragraph)
    return len(own & known) / len(own)
