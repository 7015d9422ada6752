"""Reading: one page becomes one draft, from its bytes to its columns, with every line of it accounted for."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from seeds.knowledge import Knowledge
from seeds.learned import Learned
from tasks.steps.agencies import Citation
from tasks.steps.days import day_of, mentions
from tasks.steps.documents import PageError, decode
from tasks.steps.finding import Found, find_in_html, find_in_text, find_in_tree, lines_of, names_of, open_html
from tasks.steps.frames import drop_frames, frames_of, held_of, holders_of
from tasks.steps.heads import Head, HeadReader
from tasks.steps.hints import agency_named, site_of, site_promoted
from tasks.steps.ids import digest
from tasks.steps.kinds import kind_of
from tasks.steps.languages import language_of
from tasks.steps.layer import Layer, cut_names, cut_signature, note_initials, strip_layer
from tasks.steps.layouts import Placed, learned_selectors
from tasks.steps.learned import LINE, is_sampled, is_tried
from tasks.steps.learned_lines import RULE, strip_learned
from tasks.steps.learning_places import Names, places_of, root_of
from tasks.steps.lines import Cut, Line, fold
from tasks.steps.markup import tags_of
from tasks.steps.partial import missing_of
from tasks.steps.shapes import count_words, is_sentence
from tasks.steps.sightings import sighting_of, signed_shapes
from tasks.steps.text_header import read_header
from tasks.steps.titles import headline
from tasks.steps.urls import article_identity, page_url

MAX_TRIED_CHARS = 500_000  # a page is read up to nine times over, and all of it must stay far below its time limit
NOTHING = frozenset(
    ("", "-", "null", "none", "nan", "n/a", "no title", "untitled", "tanpa judul")
)  # how other programs write NULL
LOOKS_HTML = re.compile(r"\s*(?:<\?xml[^>]{0,100}>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)


@dataclass
class Reading:
    """What one page gave: the columns of its draft, the lines kept, the cuts, and what can be learned from it."""

    draft: dict[str, Any]
    lines: list[Line]
    cuts: list[Cut]
    sighting: dict[str, Any]  # its row of SIGHTINGS: the same whatever was learned of lines


def read_page(page: Mapping[str, Any], knowledge: Knowledge) -> Reading:
    """Return the article of one row of PAGES. Raises PageError when there is none in it."""
    given = read_given(page["given"])
    text = decode(page["body"], page["content_type"])
    if page["format"] != "html" and LOOKS_HTML.match(text) is None:
        header = read_header(text)
        page, given = {**page, "url": page["url"] or header.url}, {**header.stated, **given}
        return reading_of(page, given, find_in_text(page, header, given, knowledge), knowledge)
    found = find_in_html(page, text, given, knowledge)
    found.is_telling = is_sampled(page["page_id"])
    reading = reading_of(page, given, found, knowledge)
    if is_tried(page["page_id"]) and len(text) <= MAX_TRIED_CHARS:
        reading.sighting["places"] += frames_told(page, text, given, knowledge)
    return reading


def frames_told(page: Mapping[str, Any], text: str, given: Mapping[str, Any], knowledge: Knowledge) -> list[str]:
    """Return what an HTML page tells of its frames: it is read again without them, and nothing that was learned has a say."""
    knowledge = replace(knowledge, learned=Learned())

    def read_without(frames: Sequence[str]) -> tuple[Found, Reading]:
        opened = open_html(page, text, given, knowledge)
        drop_frames(opened.tree, frames)
        found = find_in_tree(page, opened, knowledge)
        return found, reading_of(page, given, found, knowledge)

    def is_same(frames: Sequence[str]) -> bool:
        try:
            other = read_without(frames)[1]
        except PageError:
            return False
        return (other.draft, other.lines, other.cuts, other.sighting["lines"]) == whole_told

    found, whole = read_without(())
    if found.place is None:
        return []
    whole_told = whole.draft, whole.lines, whole.cuts, whole.sighting["lines"]
    draft, root = whole.draft, root_of(found.markup)
    holders = holders_of(found.markup, found.place, [*draft["authors"], *draft["editors"]], draft["tags"])
    return frames_of(Names(root), root, holders, is_same)


def reading_of(page: Mapping[str, Any], given: Mapping[str, Any], found: Found, knowledge: Knowledge) -> Reading:
    """Return the article in what a page holds. Raises PageError when nothing of it is reporting."""
    sites, rules, headings = sites_of(found), knowledge.rules, (found.title, found.subtitle)
    layer = strip_layer(found.lines, found.cuts, *headings, rules, found.outlet_key, sites)
    if not has_text(layer.lines):
        words = sum(count_words(line.text) for line in layer.lines)
        raise PageError(
            "no-text", f"{words} words and no sentence are left of {len(found.printed)} lines; one sentence was wanted"
        )
    found.outlet_key = outlet_key_of(found, layer)
    found.plain_lines = layer.lines
    found.plain = [*found.credits, *layer.credits], [*found.dates, *layer.dates]
    if (other := found.body.other if found.body else None) is not None:
        layered = strip_layer(other.lines, other.cuts, *headings, rules, found.outlet_key, sites)
        if has_text(layered.lines):
            layer, found.route, found.printed = layered, other.route, lines_of(other)
            found.used.append(f"body={other.selector}")
    seen = signed_shapes(layer.lines, sites, found.title)
    stripped = strip_learned(layer, knowledge.learned.of(found.outlet_key).lines, seen, *headings, rules, found.outlet_key, sites)
    if has_text(stripped.lines):  # else what was learned is all of the article
        layer = stripped
        found.used += [f"{LINE}={cut.text}" for cut in layer.cuts if cut.rule == RULE]
    draft = draft_of(page, given, found, layer, knowledge)
    framed = "|".join(found.framed) or None
    sighting = sighting_of(draft, found.plain_day, seen, found.places, found.is_unsure, framed)
    return Reading(draft, layer.lines, layer.cuts, sighting)


def read_given(given: str | None) -> dict[str, Any]:
    """Return what the row stated about the page; a value of an unexpected kind is left out."""
    stated = json.loads(given) if given else {}
    kinds = {"title": str, "authors": list, "published_at": str, "feed_published_at": str, "outlet": str}
    read = {name: stated[name] for name, kind in kinds.items() if isinstance(stated.get(name), kind) and stated[name]}
    read = {name: value for name, value in read.items() if not (isinstance(value, str) and fold(value).casefold() in NOTHING)}
    if "authors" in read:
        read["authors"] = [fold(name) for name in read["authors"] if isinstance(name, str) and fold(name)]
    return read


def names_article(url: str | None) -> bool:
    """Whether an address looks like that of one article: its last part has a hyphen or a digit. A canonical link to a section has neither."""
    return url is not None and re.search(r"[-\d]", url.rstrip("/").rsplit("/", 1)[-1]) is not None


def sites_of(found: Found) -> list[str]:
    """Return the names by which a page calls its own site: its outlet's, og:site_name, and the first label of its domain."""
    names = [found.outlet.name if found.outlet else "", found.markup.site or "", (found.outlet_key or "").split(".")[0]]
    return [name for name in dict.fromkeys(names) if len(name) >= 4]


def outlet_key_of(found: Found, layer: Layer) -> str | None:
    """Return the outlet of a page: what its address or markup says, else the site that its lines name."""
    named = (site for line in [*found.sites, *found.dates, layer.site or ""] if (site := site_of(line)) is not None)
    return found.outlet_key or next(named, None) or (site_promoted(found.printed) if found.route == "text" else None)


def has_text(lines: Sequence[Line]) -> bool:
    """Whether `lines` hold reporting: one sentence of five words is enough, or twelve words in one line."""
    return any(is_sentence(line.text) or count_words(line.text) >= 12 for line in lines)


def draft_of(
    page: Mapping[str, Any], given: Mapping[str, Any], found: Found, layer: Layer, knowledge: Knowledge
) -> dict[str, Any]:
    """Return the columns of the draft. What the page prints wins over what the row states; both win over nothing."""
    markup = found.markup
    outlet = found.outlet or knowledge.outlets.get(found.outlet_key)
    url = page_url(markup, page["url"])
    credit, verdict = head_of(page, given, found, layer, knowledge)
    title = found.title or (fold(given["title"]) if "title" in given else None) or None
    if not layer.initials:
        note_initials(layer, (mark.text for mark in markup.marks))
    names = [*credit.authors, *credit.editors, *credit.contributors]
    plain = None if layer.lines is found.plain_lines else Layer(found.plain_lines, [])
    cut_names(layer, names)
    if not (credit.authors or credit.contributors or layer.signed):
        cut_signature(layer)
    paragraphs = [line.text for line in layer.lines]
    own_text = text = "\n\n".join(paragraphs)
    if plain is not None:  # what is learned later must not make another article of it
        cut_names(plain, names)
        own_text = "\n\n".join(line.text for line in plain.lines)
    identity = article_identity(url if names_article(url) else page["url"] or url, outlet)
    missing = missing_of(found.printed, paragraphs, *found.paging, notices=[mark.text for mark in markup.marks])
    day, day_from = day_of(verdict.published_at, paragraphs, page["fetched_at"])
    citation = layer.citation or Citation(None, None, None)
    return {
        "article_id": digest(identity.key) if identity else digest(title, own_text),
        "outlet": found.outlet_key,
        "url": url,
        "title": title,
        "subtitle": found.subtitle,
        "authors": list(credit.authors or credit.contributors)
        or [name for name in dict.fromkeys(layer.signed) if name not in credit.editors],
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
        "rules_version": "+".join([knowledge.rules_version, *([digest(*sorted(found.used))[:8]] if found.used else [])]),
        "first_seen_at": page["first_seen_at"],
        "page_no": missing.page_no,
        "page_last": missing.page_last,
        "witnesses": [{**one.witness._asdict(), "refused": one.refused} for one in [*verdict.heard, *mentions(paragraphs)]]
        or None,
    }


def head_of(page: Mapping[str, Any], given: Mapping[str, Any], found: Found, layer: Layer, knowledge: Knowledge) -> Head:
    """Return the head of a page, and note in `found` what it tells of places and whether learned ones could say more.

    What is noted is judged without anything learned, so that what is learned never depends on what was.
    """
    markup = found.markup
    outlet = found.outlet or knowledge.outlets.get(found.outlet_key)
    url = page["url"] or page_url(markup, None)
    reader = HeadReader(markup, url, given, page["fetched_at"], outlet.timezone if outlet else "Asia/Jakarta", found.written)
    credits, dates = [*found.credits, *layer.credits], [*found.dates, *layer.dates]
    head = reader.read(credits, dates)
    plain = head if found.plain == (credits, dates) else reader.read(*found.plain)
    found.plain_day = day_of(plain.verdict.published_at, (), None)[0]
    if found.body is None:  # text has no places
        return head
    found.is_unsure = found.body.is_unsure or markup.title_at is None or not plain.names or plain.minute is None
    if found.is_telling and markup.marks:
        names = Names(root_of(markup))
        found.places = places_of(names, markup, found.body.place, found.title, plain.names, plain.minute)
        if found.body.place is not None:
            people = [*plain.names, *plain.credit.editors]
            found.places += held_of(names, holders_of(markup, found.body.place, people, tags_of(markup)))
    layouts = knowledge.learned.of(found.outlet_key).layouts
    if not (found.is_unsure and layouts):
        return head
    learned = Placed(markup, learned_selectors(layouts))
    if markup.title_at is None and (place := learned.title_at()) is not None:
        markup.title_at = place
        found.title, found.subtitle, _ = headline(markup, names_of(found.outlet))
        head = reader.read(credits, dates)
    filled = reader.filled(head, credits, dates, learned)
    if filled != plain:
        found.used.append(f"head={found.title}{filled}")
    return filled


def outlet_named(name: str | None, knowledge: Knowledge) -> str | None:
    """Return the outlet that a citation names as the column `outlet` writes it: its key, else its host in small letters, else as printed."""
    if name is None:
        return None
    outlet = knowledge.outlets.of_host(name) or knowledge.outlets.of_name(name)
    return outlet.key if outlet else site_of(name) or name
