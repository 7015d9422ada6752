"""Insides: what stands inside a body and is no reporting, judged by place, links and shape rather than by words.

Each function marks blocks with the rule they go under, or takes a stretch out of one; nothing is dropped here.
"""

import re
from collections.abc import Callable, Sequence

from tasks.steps.blocks import SENTENCE_END, Block
from tasks.steps.lines import Cut

HEAD_BLOCKS = 14
HEAD_CHARS, LONG_CHARS = 260, 160
HEAD_RULES = frozenset(("credits", "share", "author"))
MONTHS = "jan|feb|peb|mar|apr|mei|may|jun|jul|agu|ags|agt|aug|sep|okt|oct|nov|nop|des|dec"
HEAD_DATE = re.compile(
    rf"(?i)\b\d{{1,2}}[ -](?:{MONTHS})[a-z]*\.?[ ,-]+\d{{4}}|\b\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}\b|\b\d{{1,2}}[:.]\d{{2}} ?WI(?:B|TA|T)\b"
)
HEAD_SHARE = re.compile(r"(?i)(?:share|tweet|bagikan|facebook|twitter|whatsapp|telegram|copy link|salin link|a a a|font)[\W\d]*")
# What stands right before a link that leads to another article.
POINTER = re.compile(
    r"""(?ix) (?P<open>[(\[])?\s* (?:\b(?:baca|lihat|simak|tonton|saksikan|nonton)(?P<also>(?:\ (?:juga|pula|lagi|selengkapnya|selanjutnya|
    lainnya|artikel|berita|video|foto|di\ sini|di\ bawah\ ini))*) | \b(?:pilihan\ editor|menarik\ dibaca|selengkapnya|jangan\ lewatkan))
    \s*(?P<colon>[:：;])?\s*["“'‘]?\s*$"""
)
BETWEEN_LINKS = re.compile(r"[\s,;|/•·&–-]*(?:dan|di)?\s*")
AFTER_LINK = re.compile(r"""["”'’]?\s*(?P<close>[)\]])?\s*\.?""")
SENTENCE_START = re.compile(r"""(?:^|[.!?:…]["”’')\]]{0,2})\s*$""")


def mark_title(blocks: list[Block], title: str | None) -> None:
    """Mark the headline where it stands among the first blocks."""
    for block in blocks[:12]:
        if block.tag == "h1" or (title and block.text == title):
            block.rule = block.rule or "title"


def mark_head(blocks: list[Block], whole: int, is_start: Callable[[str], object]) -> None:
    """Mark what stands above the row of date, byline and share buttons, and the row: kicker, standfirst, caption.

    Only near the top, above the first long paragraph or what `is_start` knows for the beginning of an article; `whole` is the
    prose of the body. A list of dates (a schedule) is no such row, nor are dates with a paragraph between them (a timeline).
    """
    last, dates, before, dated = -1, 0, 0, -1
    for index, block in enumerate(blocks[:HEAD_BLOCKS]):
        is_date = not block.prose and len(block.text) <= 80 and HEAD_DATE.search(block.text) is not None
        dates += is_date
        if is_date:
            if 0 <= dated < before:
                return
            dated = before
        if before <= HEAD_CHARS and (
            block.rule in HEAD_RULES or is_date or (not block.prose and HEAD_SHARE.fullmatch(block.text))
        ):
            last = index
        if block.prose and block.rule is None:
            before += whole if block.prose > min(LONG_CHARS, 0.25 * whole) or is_start(block.text) else block.prose
    if dates <= 2:
        for block in blocks[: last + 1]:
            block.rule = block.rule or "head"


def mark_link_rows(blocks: list[Block]) -> None:
    """Mark headlines that are links from end to end, where two or more follow each other."""
    run: list[Block] = []
    head: Block | None = None
    for block in [*blocks, None]:
        if block is not None and (block.rule or (block.link_chars >= 0.85 * len(block.text) and block.text.count(" ") >= 2)):
            run.append(block)
            continue
        many = sum(not b.rule for b in run) >= 2
        if many or any(is_lone_link(b) for b in run):
            for b in run:
                b.rule = b.rule or "link-list"
            if head is not None and is_list_head(head) and (many or not head.text[0].isdigit()):
                head.rule = "link-list"
        run, head = [], block


def is_lone_link(block: Block) -> bool:
    """Whether `block` alone is the headline of another article: linked from end to end, five words, no sentence, no number before it."""
    return (
        block.rule is None
        and block.kind == "p"
        and block.text.count(" ") >= 4
        and not block.text[0].isdigit()
        and not SENTENCE_END.search(block.text[-6:])
    )


def is_list_head(block: Block) -> bool:
    """Whether `block`, right above a row of links, is its heading."""
    return block.rule is None and len(block.text) <= 60 and block.kind in ("h", "p") and block.text[-1] not in '.!?"”-–—'


def mark_pull_quotes(blocks: list[Block]) -> None:
    """Mark quotes and headings that a paragraph prints again: pull quotes, highlights."""
    likely = [block for block in blocks if block.rule is None and block.kind in ("quote", "h") and 60 <= len(block.text) <= 600]
    if not likely or len(likely) > 60:
        return
    whole = "\n".join(block.text.lower() for block in blocks if block.rule is None)
    for block in likely:
        text = block.text.lower().strip("\"“”' .")
        if len(text) >= 60 and whole.count(text) > 1:
            block.rule = "pull-quote"


def mark_repeats(blocks: list[Block]) -> None:
    """Mark paragraphs that are printed a second time word for word (a page that holds its text twice, for two screens).

    A repeat begins with a paragraph of prose; short lines go with it when they follow it.
    """
    seen: set[str] = set()
    repeating = False
    for block in blocks:
        if block.rule is None:
            repeating = block.text in seen and (repeating or block.prose >= 60)
            if repeating:
                block.rule = "repeat"
            seen.add(block.text)


def join_split(blocks: list[Block]) -> list[Block]:
    """Return `blocks` with the parts of a paragraph that a box split put together again; the box goes below it.

    A paragraph was split when its first part ends without the end of a sentence and goes on, below what was pruned, in lower
    case, or in the middle of a clause.
    """
    out: list[Block] = []
    last = -1  # the place in `out` of the last block that stays
    for block in blocks:
        if block.rule is None:
            if 0 <= last < len(out) - 1 and is_continued(out[last], block):
                join(out[last], block)
                continue
            last = len(out)
        out.append(block)
    return out


def join(first: Block, second: Block) -> None:
    """Put the text of `second` behind that of `first`."""
    shift = len(first.text) + 1
    first.links += [(start + shift, end + shift) for start, end in second.links]
    first.text = f"{first.text} {second.text}"
    first.link_chars += second.link_chars
    first.bold_chars += second.bold_chars
    first.prose += second.prose


def is_continued(first: Block, second: Block) -> bool:
    """Whether `second` goes on in the middle of the sentence that `first` leaves open."""
    if first.kind not in ("p", "quote") or second.kind not in ("p", "quote", "cell") or not 40 <= len(first.text) <= 5000:
        return False
    if SENTENCE_END.search(first.text[-6:]) or not (first.text[-1].isalpha() or first.text[-1] == ","):
        return False
    last = first.text.rsplit(" ", 1)[-1]
    return second.text[0].islower() or (last.islower() and first.bold_chars < len(first.text) / 2 and second.prose > 0)


def cut_pointers(block: Block, number: int) -> list[Cut]:
    """Take "Baca juga: <link>" out of a paragraph that holds more than that, and return the cuts.

    The words before a link must point ("Baca juga", with a colon, in brackets or at the start of a sentence); the link must be
    long enough for a headline. A paragraph that is nothing else is left to the rules of lines.
    """
    spans: list[tuple[int, int]] = []
    at = done = 0
    while at < len(block.links):
        start, end = block.links[at]
        at += 1
        found = POINTER.search(block.text, max(done, start - 60), start)
        if found is None or not is_pointer(block, found, start, end):
            continue
        while at < len(block.links) and BETWEEN_LINKS.fullmatch(block.text, end, block.links[at][0]):
            end = block.links[at][1]
            at += 1
        after = AFTER_LINK.match(block.text, end)
        if after and found["open"] and after["close"]:
            end = after.end("close")
        if block.text.startswith(".", end):
            end += 1
        spans.append((found.start(), end))
        done = end
    cuts = [Cut(number, block.text[start:end].strip(), "read-also") for start, end in spans]
    if spans:
        remove(block, spans)
    return cuts


def is_pointer(block: Block, found: re.Match[str], start: int, end: int) -> bool:
    """Whether words and link together point to another article."""
    if block.text.count(" ", start, end) < 2:
        return False
    if found["open"]:
        return bool(found["colon"] or found["also"])
    before = block.text[max(0, found.start() - 12) : found.start()]
    if not SENTENCE_START.search(before) and not (found["colon"] and found["also"]):
        return False
    return bool(found["colon"]) or (bool(found["also"]) and found[0].lstrip()[:1].isupper())


def remove(block: Block, spans: Sequence[tuple[int, int]]) -> None:
    """Take the stretches `spans` (in order, apart from each other) out of `block`, with the links in them."""
    parts: list[str] = []
    links: list[tuple[int, int]] = []
    rest = iter(block.links)
    link = next(rest, None)
    at = length = 0
    for start, end in [*spans, (len(block.text), len(block.text))]:
        part = block.text[at:start]
        stripped = part.strip()
        glue = 1 if parts and stripped and stripped[0] not in ".,;:!?)" else 0
        shift = length + glue - at - (len(part) - len(part.lstrip()))
        while link is not None and link[0] < end:
            if link[1] <= start:
                links.append((link[0] + shift, link[1] + shift))
            link = next(rest, None)
        if stripped:
            parts.append(" " * glue + stripped)
            length += glue + len(stripped)
        at = end
    block.text = "".join(parts)
    block.links = links
    block.link_chars = sum(end - start for start, end in links)
    block.bold_chars = min(block.bold_chars, len(block.text))
