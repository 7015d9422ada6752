"""Reading: one page becomes one draft, from its bytes to its columns, with every line of it accounted for."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from seeds.knowledge import Knowledge
from seeds.outlets import Outlet
from tasks.steps.agencies import Citation
from tasks.steps.body import find_body
from tasks.steps.creditlines import Credit
from tasks.steps.credits import read_credits
from tasks.steps.dates import date_witnesses, line_witness, read_dates
from tasks.steps.documents import PageError, decode, parse_html
from tasks.steps.hints import agency_named, site_of, site_promoted
from tasks.steps.ids import digest
from tasks.steps.kinds import kind_of
from tasks.steps.languages import language_of
from tasks.steps.layer import Layer, cut_names, note_initials, strip_layer
from tasks.steps.lines import Cut, Line, fold
from tasks.steps.markup import NO_MARKUP, Markup, photo_credit_of, read_markup, section_of, tags_of
from tasks.steps.paging import UNPAGED, Paging, asks_for_all, read_paging
from tasks.steps.partial import missing_of
from tasks.steps.publishers import outlet_of
from tasks.steps.shapes import count_words, is_sentence
from tasks.steps.text_pages import read_text_page
from tasks.steps.titles import headline
from tasks.steps.urls import article_identity, page_number, page_url

JAKARTA = ZoneInfo("Asia/Jakarta")
MAX_TEXT_CHARS = 3_000_000  # half a million words: no page of news, and reading it would take seconds
FULL_DATE = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/((?:19|20)\d{2})(?![\d/])")
LOOKS_HTML = re.compile(r"\s*(?:<\?xml[^>]{0,100}>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)


@dataclass
class Reading:
    """What one page gave: the columns of its draft, the lines kept, the cuts, and all its lines in page order (number -> text)."""

    draft: dict[str, Any]
    lines: list[Line]
    cuts: list[Cut]


@dataclass
class Found:
    """What a page holds before the Indonesian layer reads it, the same for HTML and text."""

    markup: Markup
    lines: list[Line]
    cuts: list[Cut]
    route: str
    printed: list[str]  # every line of the extracted page in order, for its pager
    outlet_key: str | None = None
    outlet: Outlet | None = None  # what is written down about it
    paging: Paging = UNPAGED
    title: str | None = None
    subtitle: str | None = None
    section: str | None = None
    photo_credit: str | None = None
    credits: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)


def read_page(page: Mapping[str, Any], knowledge: Knowledge) -> Reading:
    """Return the article of one row of PAGES. Raises PageError when there is none in it."""
    given = read_given(page["given"])
    text = decode(page["body"], page["content_type"])
    is_html = page["format"] == "html" or LOOKS_HTML.match(text) is not None
    found = find_in_html(page, text, given, knowledge) if is_html else find_in_text(page, text, given, knowledge)
    layer = strip_layer(found.lines, found.cuts, found.title, found.subtitle, knowledge.rules, found.outlet_key, sites_of(found))
    if not has_text(layer.lines):
        words = sum(count_words(line.text) for line in layer.lines)
        raise PageError(
            "no-text", f"{words} words and no sentence are left of {len(found.printed)} lines; one sentence was wanted"
        )
    return Reading(draft_of(page, given, found, layer, knowledge), layer.lines, layer.cuts)


def read_given(given: str | None) -> dict[str, Any]:
    """Return what the row stated about the page; a value of an unexpected kind is left out."""
    stated = json.loads(given) if given else {}
    kinds = {"title": str, "authors": list, "published_at": str, "outlet": str}
    read = {name: stated[name] for name, kind in kinds.items() if isinstance(stated.get(name), kind) and stated[name]}
    if "authors" in read:
        read["authors"] = [fold(name) for name in read["authors"] if isinstance(name, str) and fold(name)]
    return read


def find_in_html(page: Mapping[str, Any], text: str, given: Mapping[str, Any], knowledge: Knowledge) -> Found:
    """Return what an HTML page holds."""
    tree = parse_html(text)
    markup = read_markup(tree)
    key = outlet_of(page["url"], markup, (), knowledge.outlets, given.get("outlet"))
    outlet = knowledge.outlets.get(key)
    body = find_body(tree, markup, knowledge.rules, outlet)
    title = headline(markup, (outlet.name, *outlet.domains) if outlet else ())
    printed = [
        text
        for _, text in sorted([*((line.number, line.text) for line in body.lines), *((cut.line, cut.text) for cut in body.cuts)])
    ]
    section, photo = section_of(markup), photo_credit_of(markup)
    paging = read_paging(tree, markup, page["url"])
    return Found(
        markup, body.lines, body.cuts, body.route, printed, key, outlet, paging, title.title, title.subtitle, section, photo
    )


def find_in_text(page: Mapping[str, Any], text: str, given: Mapping[str, Any], knowledge: Knowledge) -> Found:
    """Return what a text page holds."""
    if len(text) > MAX_TEXT_CHARS:
        raise PageError(
            "too-large", f"{len(text)} characters of text; at most {MAX_TEXT_CHARS} were wanted; split the file into articles"
        )
    key = outlet_of(page["url"], NO_MARKUP, (), knowledge.outlets, given.get("outlet"))
    read = read_text_page(text, knowledge.rules, knowledge.words, key, given.get("title"))
    printed = [line.text for line in read.extracted]
    key = key or outlet_of(None, NO_MARKUP, printed, knowledge.outlets)
    found = Found(NO_MARKUP, read.lines, read.cuts, "text", printed, key, knowledge.outlets.get(key))
    found.paging = Paging(page_number(page["url"]), None, asks_for_all(page["url"] or ""))
    found.title, found.subtitle, found.section = read.title, read.subtitle, read.section
    found.photo_credit, found.credits, found.dates = read.photo_credit, read.credits, read.dates
    found.tags, found.sites = read.tags, read.sites
    return found


def names_article(url: str | None) -> bool:
    """Whether an address looks like that of one article: its last part has a hyphen or a digit. A canonical link to a section has neither."""
    return url is not None and re.search(r"[-\d]", url.rstrip("/").rsplit("/", 1)[-1]) is not None


def sites_of(found: Found) -> list[str]:
    """Return the names by which a page calls its own site: its outlet's, og:site_name, and the first label of its domain."""
    names = [found.outlet.name if found.outlet else "", found.markup.site or "", (found.outlet_key or "").split(".")[0]]
    return [name for name in dict.fromkeys(names) if len(name) >= 4]


def has_text(lines: Sequence[Line]) -> bool:
    """Whether `lines` hold reporting: one sentence of five words is enough, or twelve words in one line."""
    return any(is_sentence(line.text) or count_words(line.text) >= 12 for line in lines)


def draft_of(
    page: Mapping[str, Any], given: Mapping[str, Any], found: Found, layer: Layer, knowledge: Knowledge
) -> dict[str, Any]:
    """Return the columns of the draft. What the page prints wins over what the row states; both win over nothing."""
    markup = found.markup
    title = found.title or (fold(given["title"]) if "title" in given else None) or None
    credit: Credit = read_credits(markup, [*found.credits, *layer.credits], given.get("authors", ()))
    if not layer.initials:
        note_initials(layer, (mark.text for mark in markup.marks))
    cut_names(layer, [*credit.authors, *credit.editors, *credit.contributors])
    paragraphs = [line.text for line in layer.lines]
    text = "\n\n".join(paragraphs)
    sites = (site for line in [*found.sites, *found.dates, layer.site or ""] if (site := site_of(line)) is not None)
    outlet_key = found.outlet_key or next(sites, None) or (site_promoted(found.printed) if found.route == "text" else None)
    outlet = found.outlet or knowledge.outlets.get(outlet_key)
    url = page_url(markup, page["url"])
    witnesses = date_witnesses(markup, page["url"] or url, given.get("published_at"))
    witnesses += [witness for line in [*found.dates, *layer.dates] if (witness := line_witness(line)) is not None]
    verdict = read_dates(witnesses, page["fetched_at"], outlet.timezone if outlet else "Asia/Jakarta")
    identity = article_identity(url if names_article(url) else page["url"] or url, outlet)
    missing = missing_of(found.printed, paragraphs, *found.paging, notices=[mark.text for mark in markup.marks])
    day, day_from = day_of(verdict.published_at, paragraphs, page["fetched_at"])
    citation = layer.citation or Citation(None, None, None)
    return {
        "article_id": digest(identity.key) if identity else digest(title, text),
        "outlet": outlet_key,
        "url": url,
        "title": title,
        "subtitle": found.subtitle,
        "authors": list(credit.authors or credit.contributors),
        "editors": list(credit.editors),
        "initials": list(dict.fromkeys([*layer.initials, *([credit.initials] if credit.initials else [])])),
        "published_at": verdict.published_at,
        "published_precision": verdict.precision,
        "published_from": verdict.published_from,
        "modified_at": verdict.modified_at,
        "day": day,
        "day_from": day_from,
        "dateline": layer.dateline,
        "agency": credit.agency or layer.agency or agency_named(paragraphs),
        "citation_title": citation.title,
        "citation_outlet": outlet_named(citation.outlet, knowledge),
        "citation_url": citation.url,
        "photo_credit": found.photo_credit or credit.photo,
        "section": found.section,
        "tags": tags_of(markup) or found.tags,
        "language": language_of(text),
        "text": text,
        "words": len(text.split()),
        "kind": kind_of(page["url"] or url, markup, title, found.section, len(text.split())),
        "is_partial": missing.reason is not None,
        "partial_reason": missing.reason,
        "page_count": 1,
        "route": found.route,
        "fetched_at": page["fetched_at"],
        "source": page["source"],
        "source_id": page["source_id"],
        "page_id": page["page_id"],
        "rules_version": knowledge.rules_version,
        "first_seen_at": page["first_seen_at"],
        "page_no": missing.page_no,
        "page_last": missing.page_last,
    }


def outlet_named(name: str | None, knowledge: Knowledge) -> str | None:
    """Return the outlet that a citation names as the column `outlet` writes it: its key, else its host in small letters, else as printed."""
    if name is None:
        return None
    outlet = knowledge.outlets.of_host(name) or knowledge.outlets.of_name(name)
    return outlet.key if outlet else site_of(name) or name


def day_of(
    published_at: datetime | None, paragraphs: Sequence[str], fetched_at: datetime | None
) -> tuple[date | None, str | None]:
    """Return the day an article counts for and where it is from: published, else the latest full date in its text, else fetched.

    A date in the text (`Rabu (26/7/2023)`) after the day of the fetch is an announcement, no witness.
    """
    if published_at is not None:
        return published_at.astimezone(JAKARTA).date(), "published"
    latest = fetched_at.astimezone(JAKARTA).date() if fetched_at is not None else None
    days = [
        day for paragraph in paragraphs for found in FULL_DATE.finditer(paragraph) if (day := calendar_day(found)) is not None
    ]
    days = [day for day in days if latest is None or day <= latest]
    if days:
        return max(days), "text"
    return (latest, "fetched") if latest is not None else (None, None)


def calendar_day(found: re.Match[str]) -> date | None:
    """Return the day that d/m/yyyy means, None when there is no such day."""
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
