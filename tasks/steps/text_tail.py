"""The body and the tail of a text page: where reporting ends, and which lines inside it are not reporting."""

import re
from collections import Counter

from tasks.steps.creditlines import credit_of, role_of
from tasks.steps.names import looks_like_name, people_in
from tasks.steps.shapes import capital_share, caption_credit, content_words, count_words, is_headline, is_prose, overlap
from tasks.steps.text_head import BODY, is_echo
from tasks.steps.text_labels import Labelled
from tasks.steps.text_lines import LIST_MARK, SENTENCE_END
from tasks.steps.text_region import closes_below, is_teaser_line

ENDING = ("credit", "wire", "published", "tail", "chrome", "photo", "pager", "outside")
TAGS_HEAD = re.compile(r"(?i)\W*(?:tags?|topik(?: terkait| artikel)?|kata kunci|label)\W*")
TAGS_BESIDE = re.compile(r"(?i)\W*(?:tags?|topik(?: terkait)?|kata kunci|label)\s*:\s*(?P<tags>\w.{1,250})")
TAGS_MAX = 15
INSIDE = ("read-also", "advertisement", "player", "caption")  # rules of seeds/furniture.toml for what stands among paragraphs
ENDING_RULES = {"credit": "credit", "date": "date-line", "photo": "photo-credit", "pager": "pager", "wire": "agency"}
REPEATED = 3  # a line that stands so often on a dump is what its pictures are called
TEASERS = 12  # a box of related titles inside a body has at most so many
ABOUT_SAME = 0.4  # this share of a paragraph's content words known from the body says: it goes on
ABOUT_NEAR = 0.2  # and this share, where two paragraphs stand together


def read_tail(page: Labelled, start: int) -> dict[int, str]:
    """Return index -> rule for each line from `start` on that is no reporting: what follows the article, and what stands inside it."""
    end, rules = article_end(page, start)
    last = max((i for i in range(start, end) if page.labels[i] in BODY and i not in rules), default=end - 1)
    closed = start <= last < len(page.lines) and page.furniture.get(page.lines[last].number) == "initials"
    stop = last + 1 if closed else next((i for i in range(last + 1, end) if is_ending(page, i) or is_teased(page, i)), end)
    for index in range(stop, len(page.lines)):
        rules[index] = ending_rule(page, index)
    if is_trailing_name(page, last + 1, stop):
        rules[last + 1] = "byline"
    for index in range(start, stop):
        if index not in rules and (rule := inner_rule(page, index, start, last)) is not None:
            rules[index] = rule
    return rules


def is_ending(page: Labelled, index: int) -> bool:
    """Whether the line at `index`, below the last sentence, shows that the article is over; a bare number does not, nor does an
    advertisement or a "Baca juga", which stand inside lists too."""
    if page.labels[index] == "furniture":
        return page.furniture[page.lines[index].number] not in INSIDE
    return page.labels[index] in ENDING and not page.text(index).strip(" .").isdigit()


def is_teased(page: Labelled, index: int) -> bool:
    """Whether the line at `index`, below the last sentence of a dump, belongs to what follows the article: no item of a list announced above."""
    if not page.is_dump or page.labels[index] not in ("short", "date", "section"):
        return False
    text, above = page.text(index), page.text(index - 1)
    goes_on = text.endswith(":") or above.endswith(":") or LIST_MARK.match(text) or LIST_MARK.match(above)
    is_broken_off = count_words(text) >= 8 and capital_share(text) < 0.5
    return not goes_on and not is_broken_off and page.labels[index - 1] not in ("short", "furniture")


def article_end(page: Labelled, start: int) -> tuple[int, dict[int, str]]:
    """Return the index of the head after which no reporting follows, and the boxes of related titles that stand before it."""
    rules: dict[int, str] = {}
    about: Counter[str] = Counter()
    index = start
    while index < len(page.lines):
        if page.labels[index] == "tail" or (about and is_closing(page, index)):
            after = reporting_after(page, index, about)
            if after is None:
                return index, rules
            box = range(index, after)
            if page.labels[index] == "tail" and 1 < len(box) <= TEASERS and all(is_teaser(page, i) for i in box[1:]):
                rules.update(dict.fromkeys(box, "related"))
            index = after
            continue
        elif page.labels[index] in BODY:
            about.update(content_words(page.text(index)))
        index += 1
    return len(page.lines), rules


def is_closing(page: Labelled, index: int) -> bool:
    """Whether the line closes most articles: the people who made it, or their initials. Reporting may go on below all the same."""
    if page.labels[index] == "credit":
        credit = credit_of(page.text(index))
        return credit is not None and bool(credit.authors or credit.editors)
    return page.labels[index] == "furniture" and page.furniture[page.lines[index].number] == "initials"


def is_teaser(page: Labelled, index: int) -> bool:
    """Whether the line could belong to a box of related titles: a headline, a date, a button, but no sentence with a full stop."""
    text = page.text(index)
    if page.labels[index] in BODY:
        return is_teaser_line(page, index)
    return page.labels[index] != "short" or (not LIST_MARK.match(text) and (is_headline(text) or count_words(text) < 3))


def reporting_after(page: Labelled, index: int, about: Counter[str]) -> int | None:
    """Return the index of the next reporting below the head at `index`, or None: teasers, promotion and footers are not.

    Reporting is a paragraph that speaks of what the body spoke of (`about`), or two paragraphs in a row that come near it;
    below a head that stands above the body any prose is reporting, and below a mere credit line so are three paragraphs in a row.
    """
    early = sum(about.values()) < 40
    for below in range(index + 1, len(page.lines)):
        if page.labels[below] not in BODY or not is_prose(page.text(below)):
            continue
        share = overlap(page.text(below), about)
        if early or (share >= ABOUT_SAME and count_words(page.text(below)) >= 12):
            return below
        run = run_below(page, below)
        if len(run) >= 2 and overlap(" ".join(run), about) >= ABOUT_NEAR:
            return below
        if (page.labels[index] != "tail" and len(run) >= 3) or closes_below(page, below):
            return below
    return None


def run_below(page: Labelled, index: int) -> list[str]:
    """Return the running text that begins at `index`, up to the first line that is none."""
    end = index
    while page.is_at(end, *BODY):
        end += 1
    return [page.text(i) for i in range(index, end)]


def ending_rule(page: Labelled, index: int) -> str:
    """Return the rule of a line below the end of the article."""
    if page.labels[index] == "furniture":
        return page.furniture[page.lines[index].number]
    return ENDING_RULES.get(page.labels[index], "tail")


def is_trailing_name(page: Labelled, index: int, stop: int) -> bool:
    """Whether the line under the last sentence is the reporter's bare name (`MARIA ULFAH`, `BUDI | SITI | ANTARA`): alone, and the last."""
    text = page.text(index)
    alone = all(page.labels[i] not in ("short", *BODY) for i in range(index + 1, stop))
    if index >= stop or not alone or not page.is_at(index, "short") or count_words(text) > 12:
        return False
    people = people_in(text)
    return bool(people) and all(count_words(name) >= 2 for name in people) and (text.isupper() or " | " in text)


def inner_rule(page: Labelled, index: int, start: int, last: int) -> str | None:
    """Return the rule that cuts a line inside the body, None when it stays.

    Photo credits go, with the caption glued above them; so do buttons between sentences. Sub-headings (also repeated ones), list items,
    dialogue, verses and the dates of a timeline stay.
    """
    label, text = page.labels[index], page.text(index)
    if is_page_number(page, index):
        return "pager"
    if label in ("credit", "photo", "pager"):
        return {"photo": "photo-credit"}.get(label, label)
    if label == "date":
        return "date-line" if index <= start + 1 and sum(la == "date" for la in page.labels[start : last + 1]) == 1 else None
    if label == "published" or (label == "chrome" and not text.isdigit()):
        return "page-head"
    if label == "short" and page.is_dump and page.counts[text] >= REPEATED and not LIST_MARK.match(text):
        return "caption"
    return "caption" if label == "short" and (is_inner_caption(page, index) or caption_credit(text)) else None


def is_page_number(page: Labelled, index: int) -> bool:
    """Whether the line is a number of a pager, or the beginning of the next page that a pager shows in dots."""
    text, above = page.text(index), page.text(index - 1)
    if text.isdigit() and len(text) <= 2:
        return is_pager_line(page, index - 1) or (above.isdigit() and index > 0 and is_page_number(page, index - 1))
    return is_pager_line(page, index - 1) and text.endswith(("…", "...")) and page.labels[index] in ("short", *BODY)


def is_pager_line(page: Labelled, index: int) -> bool:
    """Whether the line is a pager, by its label or by a rule."""
    return page.is_at(index, "pager") or (index >= 0 and page.furniture.get(page.lines[index].number) == "pager")


def is_inner_caption(page: Labelled, index: int) -> bool:
    """Whether an unfinished line inside the body is a caption: a photo credit is glued below it, or it stands below again with its credit."""
    text, below = page.text(index), page.text(index + 1)
    if SENTENCE_END.search(text):
        return False
    return (page.is_at(index + 1, "photo") and index + 2 in page.glued and page.is_spaced) or (
        is_echo(text, below) and below != text
    )


def read_tags(page: Labelled) -> list[str]:
    """Return the tags of a page: the short lines under a head "Tag" or "Topik", up to the next head, or those beside it after a colon."""
    tags: list[str] = []
    for index, line in enumerate(page.lines):
        beside = TAGS_BESIDE.fullmatch(line.text) if len(line.text) <= 300 else None
        if beside:
            tags += re.split(r"\s*[,;|#]\s*", beside["tags"])
        elif len(line.text) <= 30 and TAGS_HEAD.fullmatch(line.text):
            below = index + 1
            while page.is_at(below, "short", "section") and count_words(page.text(below)) <= 4 and below - index <= TAGS_MAX:
                tags.append(page.text(below))
                below += 1
    named = [tag.strip(" #.,\"'") for tag in tags]
    return list(dict.fromkeys(tag for tag in named if 1 < len(tag) <= 40))


def read_roles(page: Labelled, start: int) -> list[str]:
    """Return the credits below the text whose role and name stand on two lines ("Editor" / "Irwan Idris") as credit lines."""
    found = []
    for index in range(start, len(page.lines) - 1):
        name = page.text(index + 1).strip(" :,")
        if (
            page.labels[index] == "published"
            and role_of(page.text(index))
            and page.is_at(index + 1, "short")
            and looks_like_name(name)
        ):
            found.append(f"{page.text(index).strip(' :')}: {name}")
    return found
