"""Stitching: the pages of one article put together, in the order of their numbers, with what a page break repeats gone."""

from collections.abc import Mapping, Sequence
from typing import Any

from tasks.steps.partial import PAGE, PAGER
from tasks.steps.text_lines import SENTENCE_END

Row = dict[str, Any]
HELD = 0.9  # a page of which this share of the words stands in another one adds nothing to it
LEADS = 4  # at the top of a later page at most so many paragraphs repeat earlier ones


def slot_of(draft: Row) -> int:
    """Return which page of the article a draft is: its own number, else 1."""
    return draft["page_no"] or 1


def put(pages: Mapping[int, Row], draft: Row) -> dict[int, Row]:
    """Return `pages` (number -> draft) with `draft` in its place, unless what stands there is whole and holds all of it."""
    slot = slot_of(draft)
    before = pages.get(slot)
    if before is not None and draft["is_partial"] and not before["is_partial"] and holds(before["text"], draft["text"]):
        return dict(pages)
    return {**pages, slot: draft}


def stitch(pages: Mapping[int, Row]) -> Row:
    """Return one article row from its pages (number -> draft).

    Columns come from the first page that has them; the text is that of all pages, without what a page break repeats; `page_count`
    counts the pages in it, and `is_partial` with `partial_reason` says which are missing.
    """
    drafts = [pages[number] for number in sorted(pages)]
    row = dict(drafts[0])
    used = [drafts[0]]
    text = drafts[0]["text"]
    for draft in drafts[1:]:
        if holds(text, draft["text"]):
            continue
        if holds(draft["text"], text):
            used, text = [draft], draft["text"]
            continue
        text = join_pages(text, draft["text"], row["title"])
        used.append(draft)
    for name, value in row.items():
        if value is None or value == []:
            row[name] = next((d[name] for d in drafts if d[name] not in (None, [])), value)
    row.update(text=text, words=len(text.split()), page_count=len(used))
    row["modified_at"] = max((d["modified_at"] for d in drafts if d["modified_at"] is not None), default=None)
    row["partial_reason"] = missing_pages(pages, used)
    row["is_partial"] = row["partial_reason"] is not None
    return {**row, **best_day(drafts)}


def holds(text: str, other: str) -> bool:
    """Whether the paragraphs of `other` stand in `text`, all but a tenth of its words."""
    own = frozenset(key(p) for p in text.split("\n\n"))
    sizes = [(len(p.split()), key(p) in own) for p in other.split("\n\n")]
    return sum(size for size, found in sizes if found) >= HELD * sum(size for size, _ in sizes)


def join_pages(text: str, more: str, title: str | None) -> str:
    """Return `text` with the next page `more` behind it: a repeated title and leads go, a sentence broken by the page break is whole."""
    paragraphs, later = text.split("\n\n"), more.split("\n\n")
    seen = {key(p) for p in paragraphs} | ({key(title)} if title else set())
    dropped = 0
    while later and dropped < LEADS and is_repeated(later[0], seen):
        later = later[1:]
        dropped += 1
    if later and not SENTENCE_END.search(paragraphs[-1]) and later[0][:1].islower():
        paragraphs[-1] = f"{paragraphs[-1]} {later[0]}"
        later = later[1:]
    return "\n\n".join(paragraphs + later)


def is_repeated(paragraph: str, seen: set[str]) -> bool:
    """Whether `paragraph` was `seen`, or is the beginning of one that was, cut short with dots."""
    own = key(paragraph)
    short = own.rstrip(".… ")
    return own in seen or (short != own and len(short) >= 40 and any(s.startswith(short) for s in seen))


def key(paragraph: str) -> str:
    return " ".join(paragraph.casefold().split())


def missing_pages(pages: Mapping[int, Row], used: Sequence[Row]) -> str | None:
    """Return which pages are missing, or what else the pages say is missing; None when nothing is."""
    drafts = [pages[number] for number in sorted(pages)]
    if len(drafts) == 1:
        return drafts[0]["partial_reason"]
    if len(used) == 1 and not used[0]["is_partial"]:
        return None  # one page that holds all the others
    last = max(*pages, *(d["page_last"] or 0 for d in drafts))
    gaps = [n for n in range(1, last + 1) if n not in pages]
    if gaps:
        several = len(gaps) > 1
        return f"{PAGE}{'s' * several} {', '.join(map(str, gaps))} of {last} {'are' if several else 'is'} missing"
    # A pager is healed by the pages it points to; so is a break inside a sentence, but on the last page.
    ends = [
        drafts[-1]["partial_reason"],
        *(d["partial_reason"] for d in drafts[:-1] if (d["partial_reason"] or "").startswith("paywall")),
    ]
    return next((reason for reason in ends if reason and not reason.startswith((PAGE, PAGER))), None)


def best_day(drafts: Sequence[Row]) -> Row:
    """Return `day` and `day_from` by the strongest witness of any page: published, then text, then fetched."""
    for source in ("published", "text", "fetched"):
        days = [d["day"] for d in drafts if d["day_from"] == source]
        if days:
            return {"day": max(days) if source == "text" else days[0], "day_from": source}
    return {"day": None, "day_from": None}
