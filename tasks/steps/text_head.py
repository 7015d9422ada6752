"""The head of a text page: where its body starts, and what the lines above it are (headline, deck, date, byline, caption, menu)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tasks.steps.dates import date_of
from tasks.steps.hints import dateline_of
from tasks.steps.lines import fold
from tasks.steps.names import is_name
from tasks.steps.shapes import (
    capital_share,
    caption_credit,
    content_words,
    count_words,
    is_headline,
    is_one_sentence,
    overlap,
)
from tasks.steps.text_bylines import BYLINE, PHOTO, bare_byline
from tasks.steps.text_labels import Labelled
from tasks.steps.text_lines import SENTENCE_END

BODY = ("sentence", "dateline")
MENU = ("chrome", "section", "tail", "crumbs", "furniture", "pager")
HEAD_RULES = {
    "date": "date-line", "credit": "credit", "photo": "photo-credit", "wire": "photo-credit", "pager": "pager", "published": "page-head",
    "chrome": "page-head", "tail": "page-head", "outside": "page-head", "section": "section", "crumbs": "section",
}  # fmt: skip
NUMBERED = re.compile(r"\d{1,2}[.)] \S")
PHOTO_BUTTON = re.compile(r"(?i)\W*(?:perbesar|lihat foto|zoom|foto|(?:keterangan )?(?:gambar|foto)|ilustrasi)\W*")
PHOTO_WORD = re.compile(r"(?i)^(?:sumber |kredit )?(?:foto|photo|gambar)\s*[:/|]?\s*")
# A photo's owner, and a quotation with the verb of the prose behind it.
NOT_TITLE = re.compile(r"©|[,.!?][\"”] (?:kata|ujar|ucap|tutur|jelas|ungkap|imbuh|tambah|papar|tegas|lanjut)")
CAPITALS_LEAD = re.compile(r"[A-Z]{4,} [a-z]")  # "PETANI sagu di ...": the first words of the text in capitals
NOT_SECTIONS = ("home", "beranda", "depan", "news", "berita")
FIRST_SHARE = 0.2  # the first line of a page that holds so many words of the article is likely its headline
SUMMARY_WORDS = 45  # a deck or a caption is one sentence of at most so many words


@dataclass
class Head:
    """What stands above the body: `rules` names for each line above `start` why it is no body text."""

    start: int
    title: int | None = None
    subtitle: int | None = None
    section: str | None = None
    photo_credit: str | None = None
    names: list[tuple[int, str]] = field(
        default_factory=list
    )  # bare names in byline position: index, and the name as a credit line
    rules: dict[int, str] = field(default_factory=dict)

    def disown(self) -> None:
        """Give the headline and the deck up: the page states another headline above its text."""
        for index in (self.title, self.subtitle):
            if index is not None:
                self.rules[index] = "page-head"
        self.title = self.subtitle = None


def read_head(page: Labelled, title: str | None = None) -> Head:
    """Return what stands above the body of `page`; `title` is a headline known from elsewhere."""
    start = body_start(page)
    known = fold(title).lower() if title else None
    head = Head(start)
    head.title = find_title(page, start, known)
    for index in range(start):
        head.rules[index] = head_rule(page, index, head)
    if head.title is not None:
        head.rules[head.title] = "title"
        head.subtitle = find_subtitle(page, head)
    if head.subtitle is not None:
        head.rules[head.subtitle] = "subtitle"
    head.section = find_section(page, head)
    head.photo_credit = next(photo_credits(page, start), None)
    return head


def body_start(page: Labelled) -> int:
    """Return the index of the first line of the body: the first sentence that is neither headline, deck nor caption."""
    titled = False
    for index, label in enumerate(page.labels):
        text = page.text(index)
        if index == page.title:
            titled = True
            continue
        if label == "dateline":
            return index
        if label == "sentence":
            if (not titled or is_announced(page, index)) and is_title_sentence(page, index):
                titled = True
            elif not (is_caption(page, index) or (titled and (is_deck(page, index) or stands_above_dateline(page, index)))):
                return first_item(page, index) or index - numbered_above(page, index)
        elif label == "short" and is_headline(text):
            titled = True
    return first_item(page, len(page.lines)) or start_without_sentences(page)


def stands_above_dateline(page: Labelled, index: int) -> bool:
    """Whether the next running text is a dateline that names its site or wire: reporting begins there, and not at the one sentence above."""
    below = next((i for i in range(index + 1, min(index + 4, len(page.lines))) if page.labels[i] in BODY), None)
    if below is None or page.labels[below] != "dateline" or page.is_at(index - 1, *BODY):
        return False
    dateline = dateline_of(page.text(below))
    return bool(dateline.site or dateline.agency) and has_body_below(page, below, 1)


def first_item(page: Labelled, start: int) -> int | None:
    """Return the index of the first of several numbered items above the first sentence: a list is body, unless it stands again below, as contents."""
    items = [
        i
        for i in range(1, start)
        if page.labels[i] == "short" and NUMBERED.match(page.text(i)) and page.counts[page.text(i)] == 1
    ]
    return items[0] if len(items) >= 2 else None


def start_without_sentences(page: Labelled) -> int:
    """Return where the body of a page without one sentence starts: below its headline and the byline under that."""
    start = next((i + 1 for i, label in enumerate(page.labels[:-1]) if label == "short" and is_headline(page.text(i))), 0)
    while start < len(page.lines) and page.labels[start] in (*BYLINE, *MENU, *PHOTO):
        start += 1
    return start


def numbered_above(page: Labelled, index: int) -> int:
    """Return how many lines above the first sentence belong to the body: a numbered sub-heading ("1. Awal Mula"), also above a photo credit."""
    above = index - 1
    while page.is_at(above, *PHOTO) and index - above < 4:
        above -= 1
    heading = above > 0 and page.is_at(above, "short") and NUMBERED.match(page.text(above)) is not None
    return index - above if heading and page.counts[page.text(above)] == 1 else 0


def is_title_sentence(page: Labelled, index: int) -> bool:
    """Whether a sentence is the headline all the same: in capitals, on its own, with more below it."""
    text = page.text(index)
    if index + 1 >= len(page.lines) or count_words(text) > 25:
        return False
    if not is_one_sentence(text):
        return False
    announced = page.is_at(index + 1, *BYLINE) or page.is_at(index + 2, *BYLINE)
    if text[-1] in ".…":
        return announced and count_words(text) <= 18 and capital_share(text) >= 0.6
    return is_headline(text) and (capital_share(text) >= 0.6 or announced)


def is_announced(page: Labelled, index: int) -> bool:
    """Whether a date or a byline stands a few lines below, and no running text before it."""
    for below in range(index + 1, min(index + 8, len(page.lines))):
        if page.labels[below] in BODY:
            return False
        if page.labels[below] in BYLINE:
            return True
    return False


def is_caption(page: Labelled, index: int) -> bool:
    """Whether a sentence above the body is the caption of the main photo: its credit, a photo button or its own echo stands beside it."""
    text = page.text(index)
    if count_words(text) > SUMMARY_WORDS or not is_one_sentence(text) or not has_body_below(page, index, 1):
        return False
    above_is_echo = is_echo(text, page.text(index - 1)) and caption_credit(page.text(index - 1)) is not None
    if caption_credit(text) or above_is_echo or is_echo(text, page.text(index + 1)) or stands_twice(page, index):
        return True
    below = page.is_at(index + 1, *PHOTO) or PHOTO_BUTTON.fullmatch(page.text(index + 1)) is not None
    if below and (index + 2 in page.glued or not page.is_spaced or page.is_at(index + 2, "dateline")):
        return True
    if page.is_at(index - 1, *PHOTO):
        if page.is_spaced:
            return index + 1 in page.glued
        return count_words(text) <= 20 and (
            page.is_at(index + 1, "dateline") or CAPITALS_LEAD.match(page.text(index + 1)) is not None
        )
    return index > 0 and page.is_at(index - 1, "chrome") and PHOTO_BUTTON.fullmatch(page.text(index - 1)) is not None


def stands_twice(page: Labelled, index: int) -> bool:
    """Whether the line stands again within three lines, or again anywhere and above a photo's credit, as captions do."""
    text = page.text(index)
    near = (page.text(other) for other in range(max(0, index - 3), index + 4) if other != index)
    return page.counts[text] > 1 and (page.is_at(index + 1, *PHOTO) or text in near)


def is_echo(text: str, other: str) -> bool:
    """Whether one of two lines repeats the other, whole or with no more than a credit or a site behind it: a caption given twice."""
    short, long = sorted((text.rstrip(". "), other.rstrip(". ")), key=len)
    return len(short) >= 12 and long.startswith(short) and not long[len(short) :].lstrip(". ")[:1].isalnum()


def is_deck(page: Labelled, index: int) -> bool:
    """Whether a sentence under the headline is the deck: one sentence with the byline or date still to come, and a body below that."""
    if count_words(page.text(index)) > SUMMARY_WORDS or not is_one_sentence(page.text(index)):
        return False
    for below in range(index + 1, min(index + 5, len(page.lines))):
        if page.labels[below] in BYLINE:
            return has_body_below(page, below, 2)
        if page.labels[below] in BODY and not is_caption(page, below):
            return False
    return False


def has_body_below(page: Labelled, index: int, least: int) -> bool:
    """Whether at least `least` lines of running text follow `index` before what follows an article."""
    found = 0
    for below in range(index + 1, len(page.labels)):
        label = page.labels[below]
        found += label in BODY
        if found >= least:
            return True
        if label == "tail" and found:
            return False
    return False


def find_title(page: Labelled, start: int, known: str | None) -> int | None:
    """Return the index of the headline among the lines above the body, or None when no line there could be one."""
    if page.title is not None and page.title < start:
        return page.title
    about = content_words(" ".join(line.text for line in page.lines[start : start + 12])[:4000])
    best, best_score = None, 0.0
    first = True
    for index in range(start):
        text = page.text(index)
        if known is not None and text.lower() == known:
            return index
        if page.labels[index] not in ("short", "sentence"):
            continue
        share = overlap(text, about)
        score = title_score(page, index, first, share) + 3 * share
        first = first and not is_headline(text)
        if page.is_dump and share == 0:  # a menu item
            continue
        if score > best_score:
            best, best_score = index, score
    return best


def title_score(page: Labelled, index: int, is_first: bool, share: float) -> float:
    """Return how much a line above the body looks like the headline, 0 when it cannot be one; only the order means something.

    `share` of its words are known from the body: a line that may be a name is one unless half of them are.
    """
    text = page.text(index)
    if count_words(text) < 2 or len(text) > 220 or text[-1] in ":;," or NUMBERED.match(text):
        return 0.0
    if NOT_TITLE.search(text) or (is_name(text) and not is_first and share < 0.5):
        return 0.0
    below = next((page.labels[i] for i in range(index + 1, len(page.labels)) if page.labels[i] != "furniture"), "")
    score = (
        1.0
        + 2 * capital_share(text)
        + (2 if share >= FIRST_SHARE else 1) * is_first
        + is_headline(text)
        + (below in (*BYLINE, *PHOTO))
    )
    echo = is_echo(text, page.text(index + 1)) or is_echo(text, page.text(index - 1))
    by_photo = page.is_at(index - 1, *PHOTO) or (page.is_at(index + 1, *PHOTO) and not is_first)
    caption = 2 * (echo and not is_first) + by_photo + 2 * bool(caption_credit(text)) + 2 * text.endswith(".")
    return max(0.0, score - caption - (page.labels[index] == "sentence"))


def find_subtitle(page: Labelled, head: Head) -> int | None:
    """Return the index of the deck: the first line of four words or more right under the headline, above date, byline and photo."""
    assert head.title is not None
    for index in range(head.title + 1, head.start):
        text, label = page.text(index), page.labels[index]
        if label in ("chrome", "section", "crumbs", "furniture") or is_echo(text, page.text(head.title)):
            continue
        below_photo = page.is_at(index + 1, *PHOTO) and index + 2 in page.glued
        if label not in ("short", "sentence") or count_words(text) < 4 or is_caption(page, index) or below_photo:
            return None
        echo = is_echo(text, page.text(index + 1))
        return None if echo or caption_credit(text) or head.rules.get(index) == "byline" else index
    return None


def head_rule(page: Labelled, index: int, head: Head) -> str:
    """Return why a line above the body is no body text; a bare name in byline position is noted in `head.names` on the way."""
    label, text = page.labels[index], page.text(index)
    if label == "furniture":
        return page.furniture[page.lines[index].number]
    if label in HEAD_RULES:
        above = label == "outside" and head.title is not None and is_echo(text, page.text(head.title))
        return "title" if above else HEAD_RULES[label]
    if (byline := bare_byline(page, index, head.title, last_name(head, index))) is not None:
        head.names.append((index, byline))
        return "byline"
    if head.title is not None and is_echo(text, page.text(head.title)):
        return "title"
    if (
        count_words(text) <= 6 and date_of(text) is not None
    ):  # "Ambon, 14 Mei 2024": where and when it was written, no witness of publication
        return "date-line"
    below_title = head.title is None or index > head.title
    return "caption" if below_title and (count_words(text) >= 4 or SENTENCE_END.search(text)) else "page-head"


def last_name(head: Head, index: int) -> str | None:
    """Return the bare name on the line above `index` as a credit line, None when there is none."""
    return head.names[-1][1] if head.names and head.names[-1][0] == index - 1 else None


def find_section(page: Labelled, head: Head) -> str | None:
    """Return the section: the last section word or breadcrumb above the headline, else the first below it; None when there is none."""
    title = head.start if head.title is None else head.title
    order = [*range(title - 1, -1, -1), *range(title + 1, head.start)]
    for index in order:
        if page.labels[index] == "section":
            return page.text(index)
        if page.labels[index] == "crumbs":
            parts = [part.strip() for part in re.split(r"[>»›/]", page.text(index))]
            if len(parts) == 1:  # "Kompas.com Global Internasional"
                parts = page.text(index).split()
            named = [p for p in parts if p and "." not in p and count_words(p) <= 3 and p.lower() not in NOT_SECTIONS]
            if named:
                return named[-1]
    return None


def photo_credits(page: Labelled, start: int) -> Iterator[str]:
    """Yield the credits of the photos above the body, as printed, without the word that announces them."""
    for index in range(start):
        text, label = page.text(index), page.labels[index]
        if label not in ("photo", "wire", "short", "sentence", "furniture"):
            continue
        credit = caption_credit(text) or (text if label in ("photo", "wire") else "")
        credit = PHOTO_WORD.sub("", credit.strip(" /()[]"), count=1).strip(" /()[]")
        if credit:
            yield credit
