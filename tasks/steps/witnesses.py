"""Witnesses: every statement of a date that a page makes about itself: in markup, in the printed lines of its head, in its URL."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from lxml.etree import _Element

from tasks.steps.lines import fold
from tasks.steps.marks import Mark, Markup, words_of
from tasks.steps.names import people_in
from tasks.steps.stamps import Stamp, date_of
from tasks.steps.urls import stamp_in_url


class Witness(NamedTuple):
    """One statement of a date: the `text` as it stands, who says it (json-ld, meta, visible, url, feed, given), and of what."""

    text: str
    source: str
    role: str = "published"  # published, modified, or created (believed last)


LINE_MAX = 140
_AROUND = re.compile(
    r"(?i)\b(?:diterbitkan|dipublikasikan|dipublikasi|diposting|diunggah|publikasi|publish(?:ed)?|terbit|tayang|posted|post|rilis|dirilis|tanggal|tgl|date|waktu|"
    r"pada|on|at|pukul|jam|hari|by|oleh|reporter|penulis|pewarta|editor|wartawan|jurnalis|kontributor|redaktur|rep|red|admin|redaksi|wib|wita|wit|gmt|diperbarui|diperbaharui|"
    r"pembaruan|updated?|terakhir|last|modified|in|berita|news|baca)\b"
    r"|\d[\d.,]*\s*[kK]?\s*(?:x|kali|views?|dibaca|komentar|comments?|shares?|hits?|pembaca|menit baca|min read|menit)\b"
    r"|(?:dibaca|views?|hits|dilihat)\s*:?\s*[\d.,]+\s*[kK]?(?:\s*kali)?"
)
_NOT_A_DATE_LINE = re.compile(
    r"(?i)\bfoto\b|\bphoto\b|©|copyright|hak cipta|\bbaca\s?(?:juga|selengkapnya|:)|--|\bcaption|\bdok\b|[\"“”]|\bkomentar anda"
)


_DIGIT = re.compile(r"\d")


def date_line(text: str) -> Stamp | None:
    """Return the date of a line that is a date line of its own: "Kompas.com - 20/06/2024, 13:45 WIB", "Meilikhah - 13 Oktober 2016 23:11 wib".

    Beside the date there may stand a name, a section or a site, role words and counts, but no sentence: a caption or a paragraph
    that names a date gives None, and so does a dateline ("ISTANBUL, 23 Februari 2016 (Antara) --").
    """
    stamps = date_lines(text)
    return next((stamp for stamp in stamps if stamp.role == "published"), stamps[0]) if stamps else None


def date_lines(text: str, labelled: bool = False) -> list[Stamp]:
    """Return every date of a date line ("Terbit 5 Mei 2020 10:00 | Diperbarui 6 Mei 2020 09:00"); `labelled`: the outlet calls it one."""
    if len(text) > LINE_MAX + 60 * labelled or len(_DIGIT.findall(text)) < 4:
        return []
    stamps: list[Stamp] = []
    pieces: list[str] = []
    end = 0
    while len(stamps) < 3 and (stamp := date_of(text[end:])):
        pieces.append(text[end : end + stamp.start])
        stamps.append(replace(stamp, start=stamp.start + end, end=stamp.end + end))
        end = stamps[-1].end
    rest = text[end:]
    if not stamps or _NOT_A_DATE_LINE.search("".join([*pieces, rest])):
        return []
    if any(stamp.precision == "day" and "(" in text[max(0, stamp.start - 2) : stamp.end] for stamp in stamps):
        return []  # "Selasa (10/6/2025)" is how reporting names a day
    return stamps if _is_date_line(pieces[0], rest, labelled, any(stamp.precision == "minute" for stamp in stamps)) else []


def _is_date_line(before: str, after: str, labelled: bool, minute: bool) -> bool:
    """Whether what stands around the dates of a line leaves it a date line: few words, no sentence, no place of signing."""
    if before.rstrip().endswith("(") and before.strip() != "(":
        return False
    if _BY_NAMES.match(before) and _is_names_only(before) and not re.search(r"\w", after):
        return True
    words = [re.sub(r"[\W_\d]+", " ", _AROUND.sub(" ", piece)).split() for piece in (before, after)]
    most = 10 if labelled else 6 if minute else 2
    if not minute and not labelled and any(word[0].islower() for word in (*words[0], *words[1])):
        return False
    if len(words[0]) + len(words[1]) > most or re.search(r"[a-z]{3}[.?!]\s*$", after):
        return False
    if labelled:
        return True
    signed = (
        not minute and words[0] and before.rstrip().endswith(",")
    )  # "Jakarta, 12 Mei 2020": where and when a release was signed
    return not signed and not (len(words[1]) > 4 and not re.search(r"[:|•·–-]", after))


_BY_NAMES = re.compile(r"(?i)^\W*(?:ditulis oleh|oleh|by|penulis|written by)\b")


def _is_names_only(before: str) -> bool:
    """Whether a byline before a date holds nothing but its names: "oleh Ebed Rosari dan Luh Suryani di "."""
    text = re.sub(r"\[[^\[\]]{3,30}\]", " ", _BY_NAMES.sub("", before))
    text = re.sub(r"(?i)\s(?:di|pada|on|at|in)\W*$", "", text)
    names = people_in(text)
    left = re.findall(r"\w+", text.replace(" dan ", " ").replace(" and ", " "))
    return bool(names) and left == re.findall(r"\w+", " ".join(names))


AGO = re.compile(
    r"(?i)^\W*(?:(?:diterbitkan|published|tayang|posted|diunggah)\W*)?(\d{1,3}|se)\s?"
    r"(detik|menit|jam|hari|minutes?|mins?|hours?|days?)\s(?:yang\s)?(?:lalu|ago)\W*$"
)


def line_witness(text: str) -> Witness | None:
    """Return the witness that one line of a page's head is, if it is a date line or says how long ago; for text pages."""
    stamp = date_line(text)
    if stamp:
        return Witness(text[stamp.start : stamp.end], "visible", stamp.role)
    return Witness(text, "visible") if AGO.match(text) else None


# What a meta name says its date is of. Seen: article:published_time, pubdate, publishdate, dtk:publishdate, content_PublishedDate,
# jpnncom_news_pubdate, datePublished, dc.date.issued, parsely-pub-date, cXenseParse:recs:publishtime.
_META_PUBLISHED = re.compile(
    r"publi\w*[_:.-]?(?:date|time|at)|pub[_-]?date|date[_:.-]?publi|dc(?:terms)?\.date(?:\.issued)?$|^date$|release[_-]?date|^publishdate|article\.published|sailthru\.date|issued"
)
_META_MODIFIED = re.compile(r"modif|updat|lastmod|last-mod|revis")
_META_CREATED = re.compile(r"created|creation|create[_:.-]?(?:at|date|time)|dateadded")


def date_witnesses(
    markup: Markup, url: str | None, given_published_at: str | None = None, feed_published_at: str | None = None
) -> list[Witness]:
    """Return every witness of a page's dates: JSON-LD, meta elements and microdata, the visible lines of its head, its URL, what the row
    it came in stated, and the feed or news sitemap that listed it. Dates inside the reporting are no witnesses."""
    found: list[Witness] = []

    def add(text: object, source: str, role: str) -> None:
        if isinstance(text, str | int) and not isinstance(text, bool) and str(text).strip():
            found.append(Witness(fold(str(text))[:200], source, role))

    for key, role in (
        ("datePublished", "published"),
        ("dateModified", "modified"),
        ("dateCreated", "created"),
        ("uploadDate", "created"),
    ):
        add(markup.article.get(key), "json-ld", role)
    for name, values in markup.metas.items():
        if values and (meant := _meta_role(name)):
            add(values[0], "meta", meant)
    for name, role in (("datepublished", "published"), ("datemodified", "modified"), ("datecreated", "created")):
        add(next(iter(markup.props.get(name, ())), None), "meta", role)
    visible = list(_head_witnesses(markup))
    if visible and not any(one.role == "published" for one in (*found, *visible)):
        # A lone date of hAtom's class "updated" is when the article came out.
        visible = list(_head_witnesses(markup, by_class=False))
    visible += _posted_clock(markup, visible)
    found += visible if any(one.role == "published" for one in (*found, *visible)) else [*visible, *_labelled_witnesses(markup)]
    if stamp := stamp_in_url(url):
        found.append(Witness(stamp[0].isoformat() if stamp[1] else stamp[0].date().isoformat(), "url"))
    add(given_published_at, "given", "published")
    add(feed_published_at, "feed", "published")
    return list(dict.fromkeys(found))


def _meta_role(name: str) -> str | None:
    if "expir" in name or "unavailable" in name or "validate" in name:
        return None
    if _META_MODIFIED.search(name):
        return "modified"
    if _META_CREATED.search(name):
        return "created"
    return "published" if _META_PUBLISHED.search(name) else None


_DATE_LABEL = re.compile(r"date|\btime|tanggal|\btgl|waktu|publish|posted|timestamp|\bjam\b|hari")


_TEASER_LABEL = re.compile(r"terkait|related|rekomend|recommend|popul|baca-?juga|lihat-?juga|read-?also|teaser|terbaru|latest")


def _head_witnesses(markup: Markup, by_class: bool = True) -> Iterator[Witness]:
    above: Stamp | None = None  # a day without a clock, on the line before
    for mark in markup.near_title():
        if above is not None and (clock := _CLOCK_ALONE.match(mark.text)):
            yield Witness(f"{above.at:%Y-%m-%d} {clock[0].strip(' |-–,')}", "visible", above.role)
        above = None
        label = mark.label if any(c.isdigit() for c in mark.text[:LINE_MAX]) else ""
        if _TEASER_LABEL.search(label):
            continue
        yield from _attribute_witnesses(mark, by_class)
        stamps = date_lines(mark.text, labelled=bool(label and _DATE_LABEL.search(label)))
        for text, stamp in [(mark.text, stamp) for stamp in stamps] or list(_dated_parts(mark)):
            is_changed = by_class and re.search(r"modified|updat", _own_label(mark)) is not None
            yield Witness(text[stamp.start : stamp.end], "visible", "modified" if is_changed else stamp.role)
            above = stamp if stamp.precision == "day" else None
        if AGO.match(mark.text):
            yield Witness(mark.text, "visible")


_CLOCK_ALONE = re.compile(
    r"(?i)^\W*(?:pukul |jam )?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?(?:WIB|WITA|WIT))?\W*$"
)


def _dated_parts(mark: Mark) -> Iterator[tuple[str, Stamp]]:
    """The parts of a short block that are date lines by themselves: "Oleh: A" "Editor: B" "03 Apr 2024 - 10:05" in one block."""
    if len(mark.text) <= 200 and 2 <= len(mark.nodes) <= 12:
        for part, _ in mark.parts:
            yield from ((part, stamp) for stamp in date_lines(part) if stamp.precision == "minute")


_POSTED = re.compile(
    r"(?i)^(?:diposting|posted|ditulis|dipublikasikan)\b.{0,60}?(?:pada|at|di|on|,)\s?(?P<clock>\d{1,2}[.:]\d{2}(?:\s?[AP]M)?)(?:$|\s)"
)


def _posted_clock(markup: Markup, visible: list[Witness]) -> Iterator[Witness]:
    """The day above a Blogger post together with the clock below it ("Diposting oleh Rina pada 19.05")."""
    days = [one.text for one in visible if one.role == "published" and (stamp := date_of(one.text)) and stamp.precision == "day"]
    if not days or len(days) < len(visible) or markup.title_at is None:
        return
    for mark in markup.marks[markup.title_at : markup.title_at + 120]:
        if len(mark.text) <= 100 and (posted := _POSTED.match(mark.text)):
            yield Witness(f"{days[0]} {posted['clock']}", "visible")
            return


_PUBLISHED_LABEL = re.compile(
    r"(?i)^\W*(?:diterbitkan|dipublikasikan|publikasi|published|tanggal (?:terbit|tayang|publikasi)|tayang|dimuat|posted on|diposting)\b"
)


def _labelled_witnesses(markup: Markup) -> Iterator[Witness]:
    """A date line anywhere that says it is of the publication ("Diterbitkan: ..."), for pages that say nothing in their head."""
    for mark in markup.marks:
        if len(mark.text) <= LINE_MAX and _PUBLISHED_LABEL.match(mark.text) and (stamp := date_line(mark.text)):
            yield Witness(mark.text[stamp.start : stamp.end], "visible", stamp.role)


def _own_label(mark: Mark) -> str:
    words = words_of(mark.element)
    return "" if _PUBLISHED_TIME.search(words) else words


# <time class="entry-date updated td-module-date">, as tagDiv's and other themes print the publication
_PUBLISHED_TIME = re.compile(r"publish|\b(?:entry|post|module)-date\b")


def _attribute_witnesses(mark: Mark, by_class: bool) -> Iterator[Witness]:
    """The machine-readable date of a `<time>` or `<abbr>` in the head."""
    elements = dict.fromkeys((mark.element, *(element for _, element in mark.nodes[:6])))
    yield from (witness for element in elements if (witness := element_witness(element, by_class)))


def element_witness(element: _Element, by_class: bool = True) -> Witness | None:
    """Return the machine-readable date that one element has in an attribute; None when it has none.

    `by_class`: one whose class says "updated" or "modified" is of a change.
    """
    value = element.get("datetime") or (
        element.get("title") or element.get("content") if element.tag in ("abbr", "time", "span") else None
    )
    if not value or len(value) >= 60 or not date_of(value):
        return None
    words = words_of(element)
    changed = by_class and re.search(r"modified|updat", words) and not _PUBLISHED_TIME.search(words)
    return Witness(fold(value), "meta", "modified" if changed else "published")
