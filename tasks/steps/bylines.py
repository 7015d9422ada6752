"""Bylines that are no single line: a label and names side by side, names in a list, credits and names in capitals below the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from tasks.steps.asides import Asides
from tasks.steps.creditforms import unmarked
from tasks.steps.creditlines import Credit, caps_byline, credit_of, credits_in, role_of
from tasks.steps.dates import date_lines
from tasks.steps.marks import HEADINGS, Mark, Markup, is_text, words_of
from tasks.steps.names import looks_like_name, people_in
from tasks.steps.places import PLACES

TAIL_MAX = 400  # blocks after the headline among which credits below the text are looked for
LINE_MAX = 200
AUTHOR_LABEL = re.compile(
    r"author|penulis|reporter|byline|by-line|jurnalis|wartawan|pewarta|\bautor\b|nmreporter|writer|kontributor|redaksi|credit-title-name|creator|vcard|\bfn\b|(?<![\w-])by(?![\w-])"
)


def listed_together(marks: Sequence[Mark]) -> list[str]:
    """The texts of blocks, with names that stand in one list on one line: "Oleh :" above a list of two reporters.

    Items of a list are one anyhow, other blocks of one kind below a label only.
    """
    texts: list[str] = []
    above: Mark | None = None
    is_labelled = False
    for mark in marks:
        if above is not None and is_listed_with(mark, above, is_labelled):
            texts[-1] += f", {mark.text}"
        else:
            is_labelled = bool(texts) and role_of(texts[-1]) is not None
            texts.append(mark.text)
        above = mark
    return texts


def is_listed_with(mark: Mark, above: Mark, is_labelled: bool) -> bool:
    """Whether a name stands in one list with the name in the block above it, and is not folded away with all who had a hand in it."""
    parent = mark.element.getparent()
    return (
        mark.tag == above.tag
        and (mark.tag == "li" or is_labelled)
        and parent is not None
        and parent is above.element.getparent()
        and looks_like_name(mark.text)
        and looks_like_name(above.text)
        and not any(map(_FOLDED.search, map(words_of, (mark.element, *islice(mark.element.iterancestors(), 2)))))
    )


_FOLDED = re.compile(r"(?<![\w-])(?:hide|hidden|d-none|collapse|popover)(?![\w-])")


_BYLINE_WORD = re.compile(
    r"^(?:(?:diposting |ditulis |posted |written )?(?:by|oleh)|penulis|author|reporter)\s*:?$", re.IGNORECASE
)


def mark_credits(mark: Mark, sites: list[str]) -> Iterator[Credit]:
    """What a block of several elements says when its parts are read one by one: "By" "Zainul Arifin" "Sugeng Triono" "on 11 Feb 2016"."""
    parts = [part for part, _ in mark.parts]
    marked = [unmarked(part) for part in parts] if 2 <= len(parts) <= 6 else []
    if marked and all(one != part for one, part in zip(marked, parts, strict=True)):
        yield from filter(None, (credit_of(one, tuple(sites)) for one in marked))
        return
    if 2 <= len(parts) <= 6 and (lines := _lines_apart(parts, sites)):
        yield from lines
        return
    role = "" if not 2 <= len(parts) <= 12 else "author" if _BYLINE_WORD.match(parts[0]) else role_of(parts[0])
    if role in ("author", "editor"):
        names: dict[str, list[str]] = {"author": [], "editor": []}
        for part in parts[1:]:
            if not any(map(str.isalnum, part)) or part.lower() in ("dan", "and", "on", "pada") or part[0] == "[":
                continue
            if (other := role_of(part)) in names:
                role = other or role
                continue
            said = credit_of(part, tuple(sites))
            if date_lines(part) or not (found := list(said.editors) if said else people_in(part, sites)):
                break
            names["editor" if said else role] += found
        if any(names.values()):
            yield Credit(authors=tuple(names["author"]), editors=tuple(names["editor"]))


def _lines_apart(parts: Sequence[str], sites: list[str]) -> list[Credit]:
    """The credits of a block whose parts are each a credit line, a date line or a place: "Penulis : A" "Terbit : Jumat, 9 ..." "Wanasari"."""
    found: list[Credit] = []
    for part in parts:
        if (credit := credit_of(part, tuple(sites)) if ":" in part else None) is not None:
            found.append(credit)
        elif any(map(str.isalnum, part)) and not date_lines(part) and part.lower() not in PLACES:
            return []
    return found if any(credit.authors or credit.editors for credit in found) else []


def is_linked(mark: Mark) -> bool:
    return any(element.tag == "a" for _, element in mark.nodes)


def closing_caps(markup: Markup, lines: Sequence[str], asides: Asides) -> Credit | None:
    """A line of names in capitals right after the text's last paragraph."""
    found = [caps_byline(line) for line in lines[-5:] if line.isupper()]
    found += [caps_byline(text) for place in after_text(markup, 2, asides) if (text := markup.marks[place].text).isupper()]
    return next(filter(None, reversed(found)), None)


def after_text(markup: Markup, most: int, asides: Asides) -> list[int]:
    """The places of the blocks right after the text's last paragraph that are no headings, links or items of a list."""
    if markup.title_at is None:
        return []
    first, last, texts = markup.title_at + 1, 0, 0
    for place, mark in enumerate(markup.marks[first : first + TAIL_MAX], first):
        is_prose = is_text(mark) or (len(mark.text) > 60 and mark.tag == "p" and not is_linked(mark))
        if is_prose and not asides.holds(place):
            last, texts = place, texts + 1
    after = enumerate(markup.marks[last + 1 : last + 1 + most], last + 1) if texts > 1 else ()
    return [place for place, mark in after if mark.tag not in (*HEADINGS, "li") and not is_linked(mark)]


def closing_wire(markup: Markup, asides: Asides) -> str | None:
    """The wire in a closing line of capitals whose reporters are known from elsewhere: "TEGAR LUBIS | ANTARA"."""
    if not any(
        "|" in mark.text and len(mark.text) <= 90 and mark.text.isupper() for mark in markup.marks[markup.title_at or 0 :]
    ):
        return None
    closing = closing_caps(markup, (), asides)
    return closing.agency if closing else None


# Roles that a line far from the headline may carry; "Oleh" and "By" there belong to teasers, unless they stand beside the text.
_TAIL = re.compile(
    r"(?i)^\W*(?:penulis|reporter|pewarta|editor|redaktur|rep|red|wartawan|jurnalis|kontributor|laporan|liputan|tim (?:liputan|peliput|penulis)"
    r"|penerjemah|penyunting|sumber|naskah|narasi|teks|pengirim"
    r"|(?:(?:artikel|berita|tulisan|laporan|liputan) ini )?"
    r"(?:di(?:posting|tulis|susun|kerjakan|laporkan|liput|buat|sunting|edit)(?: dan \w+)?|posted|written) (?:oleh|by))\b.{0,150}$"
)
_BY = re.compile(r"(?i)^\W*(?:oleh|by)\s?:")
_TAIL_ENDS = ("author", "penulis", "editor", "reporter")


def tail_credits(markup: Markup, sites: list[str], asides: Asides) -> Iterator[Credit]:
    """Credit lines after the head: under the text, in a table of roles, in a box of credits; lists of links are left alone."""
    if markup.title_at is None:
        return
    first = markup.title_at + 1
    marks = markup.marks[first : first + TAIL_MAX]
    wanted = [
        place
        for place, mark in enumerate(marks)
        if len(mark.text) <= (LINE_MAX if ":" in mark.text else LINE_MAX // 2)
        and (_is_tail(mark.text) or (mark.text[:1] in "OoBb(*" and _BY.match(mark.text) and asides.is_beside_text(mark)))
        and not (_is_teaser(mark) or asides.holds(first + place))
    ]
    windows: list[range] = []
    for place in wanted:
        start, end = max(0, place - 1), min(place + 2, len(marks))
        end += end < len(marks) and marks[end - 1].text == ":"  # a cell of its own
        while end < len(marks) and role_of(marks[place].text) and is_listed_with(marks[end], marks[end - 1], is_labelled=True):
            end += 1
        if windows and windows[-1].stop >= start:
            windows[-1] = range(windows[-1].start, end)
        else:
            windows.append(range(start, end))
    for window in windows:
        apart = {place: credit for place in window if place in wanted for credit in mark_credits(marks[place], sites)}
        yield from apart.values()
        out = [
            place in apart or len(marks[place].text) > LINE_MAX or (place not in wanted and asides.holds(first + place))
            for place in window
        ]
        said = [(marks[place], gone) for place, gone in zip(window, out, strict=True) if marks[place].text != ":"]
        rest = [replace(mark, text="") if gone else mark for mark, gone in said]
        yield from (credit for _, credit in credits_in(listed_together(rest), sites))


def _is_tail(text: str) -> bool:
    return (
        _TAIL.match(text) is not None
        or (text[-1] in "rsRS)" and text[-9:].lower().removesuffix(")").endswith(_TAIL_ENDS))
        or (len(text) <= 18 and role_of(text) is not None)
    )


def _is_teaser(mark: Mark) -> bool:
    return is_linked(mark) and role_of(mark.parts[0][0]) is None and ":" not in mark.text
