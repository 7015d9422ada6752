"""Bylines that stand in several elements: a label and names side by side, names in a list, names in capitals below the text."""

import re
from collections.abc import Iterator, Sequence

from tasks.steps.creditforms import unmarked
from tasks.steps.creditlines import Credit, caps_byline, credit_of, role_of
from tasks.steps.dates import date_lines
from tasks.steps.marks import Mark, Markup, is_text
from tasks.steps.names import looks_like_name, people_in

TAIL_MAX = 400  # blocks after the headline among which credits below the text are looked for


def listed_together(marks: Sequence[Mark]) -> list[str]:
    """The texts of blocks, with the names in items of one list on one line: "Oleh :" above a list of two reporters."""
    texts: list[str] = []
    above: Mark | None = None
    for mark in marks:
        joins = above is not None and mark.tag == above.tag == "li" and mark.element.getparent() is above.element.getparent()
        if joins and above is not None and looks_like_name(mark.text) and looks_like_name(above.text):
            texts[-1] += f", {mark.text}"
        else:
            texts.append(mark.text)
        above = mark
    return texts


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
    role = "" if not 2 <= len(parts) <= 12 else "author" if _BYLINE_WORD.match(parts[0]) else role_of(parts[0])
    if role in ("author", "editor"):
        names: dict[str, list[str]] = {"author": [], "editor": []}
        for part in parts[1:]:
            if not any(map(str.isalnum, part)) or part.lower() in ("dan", "and", "on", "pada") or part[0] == "[":
                continue
            if role_of(part) == "editor":
                role = "editor"
                continue
            said = credit_of(part, tuple(sites))
            if date_lines(part) or not (found := list(said.editors) if said else people_in(part, sites)):
                break
            names["editor" if said else role] += found
        if any(names.values()):
            yield Credit(authors=tuple(names["author"]), editors=tuple(names["editor"]))


def is_linked(mark: Mark) -> bool:
    return any(element.tag == "a" for _, element in mark.nodes)


def closing_caps(markup: Markup, lines: Sequence[str]) -> Credit | None:
    """A line of names in capitals right after the text's last paragraph."""
    found = [caps_byline(line) for line in lines[-5:] if line.isupper()]
    if markup.title_at is not None:
        marks = markup.marks[markup.title_at + 1 : markup.title_at + 1 + TAIL_MAX]
        texts = [
            place
            for place, mark in enumerate(marks)
            if is_text(mark) or (len(mark.text) > 60 and mark.tag == "p" and not is_linked(mark))
        ]
        for place in texts[-1:] if len(texts) > 1 else []:
            after = marks[place + 1 : place + 3]
            found += [
                caps_byline(m.text)
                for m in after
                if m.text.isupper() and m.tag not in ("h1", "h2", "h3", "h4", "li") and not is_linked(m)
            ]
    return next(filter(None, reversed(found)), None)


def closing_wire(markup: Markup) -> str | None:
    """The wire in a closing line of capitals whose reporters are known from elsewhere: "TEGAR LUBIS | ANTARA"."""
    if not any(
        "|" in mark.text and len(mark.text) <= 90 and mark.text.isupper() for mark in markup.marks[markup.title_at or 0 :]
    ):
        return None
    closing = closing_caps(markup, ())
    return closing.agency if closing else None
