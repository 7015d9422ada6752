"""Titles: the headline as printed, judged between the visible headings and what the markup says."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from lxml.etree import _Element

from tasks.steps.creditlines import credit_of, name_line
from tasks.steps.datelines import split_dateline
from tasks.steps.jsonld import people
from tasks.steps.lines import fold
from tasks.steps.marks import Mark, Markup
from tasks.steps.names import looks_like_name
from tasks.steps.witnesses import date_lines


class Headline(NamedTuple):
    """The headline and the line under it, as printed; `mark` is the visible block of the headline."""

    title: str | None
    subtitle: str | None
    mark: Mark | None


_SIGNS = "\"'“”‘’.,:;!?()[]«»-–—"
HEADING_TAGS = ("h1", "h2", "h3", "h4")
_TITLE_LABEL = re.compile(r"title|judul|headline|\bjdl|heading")
_NOT_TITLE_LABEL = re.compile(
    r"sticky|share|breadcrumb|related|terkait|popul|recom|rekomend|widget|sidebar|aside|menu|navbar|slide|ticker|list|logo"
)
# A pager's mark after a headline: " - Halaman 2", " (Page 2 of 3)", " - Page all".
_PAGER = re.compile(r"(?i)\s*[-–—|(]\s*(?:halaman|hal\.?|page|laman)\s*(?:\d{1,2}(?:\s*(?:dari|of|/)\s*\d{1,2})?|all)\s*\)?$")
_SEPARATOR = re.compile(r"\s+(?:[-–—|»•·:]|::|\|\|)\s+|\s*(?:\||::|»)\s*|:\s+|\s+\|\||(?<=\S)\s-\s?(?=\S)")
_BARE = re.compile(r"[\W_]+")


def headline(markup: Markup, outlet_names: Iterable[str] = ()) -> Headline:
    """Return the headline as printed on the page, without the site's name or a pager's mark, and the printed line under it.

    The visible heading that the markup confirms wins (`place_headline`); without one, the markup's own title stripped of the site's
    names (`outlet_names`: names and domains of the outlet, when it is known). Nothing is put together and nothing is re-cased.
    """
    names = [*site_names(markup), *outlet_names]
    mark = markup.marks[markup.title_at] if markup.title_at is not None else None
    if mark is not None:
        title = strip_site(_without_kicker(mark, markup), names, sure=True)
        full = _untruncated(title, markup, names)
        return Headline(full, _subtitle(markup, full), mark)
    said = [strip_site(text, names) for text in _said(markup)]
    whole = [text for text in said if not text.endswith(("...", "…"))]
    title = next(iter(whole or said), "")
    return Headline(title or None, _subtitle(markup, title), None)


def _without_kicker(mark: Mark, markup: Markup) -> str:
    """The headline's own text where its block holds a kicker too (<h1><span>Piala Desa</span> Wanasari Juara</h1>)."""
    if len(mark.nodes) > 1:
        said = {_key(text) for text in _said(markup)}
        if _key(mark.text) not in said:
            return next((part for part, _ in mark.parts if _key(part) in said and len(part) >= 12), mark.text)
    return mark.text


def place_headline(markup: Markup) -> int | None:
    """Return the place in `markup.marks` of the block that holds the article's headline; None when no block can be it.

    Every visible block is held against what the markup says (og:title, JSON-LD headline, <title> ...). A block that one of them repeats
    is the headline; so is one that they repeat with the site's name before or after, or cut short with "...". A heading wins over other
    blocks, a plain one over a linked one (a teaser), the earlier over the later. An h1 of four words or more needs no such repeat.
    """
    said = [bare for bare in dict.fromkeys(_key(text) for text in _said(markup)) if len(bare) >= 8]
    text = " ".join(_said(markup)).casefold()
    words = set(_words(text))
    names = {key for name in site_names(markup) for key in _name_keys(name)}
    best: tuple[float, int] | None = None
    for place, mark in enumerate(markup.marks):
        if not 4 <= len(mark.text) <= 400:
            continue
        if mark.tag not in HEADING_TAGS and mark.text.split(None, 1)[0].strip(_SIGNS).casefold() not in text:
            continue  # a block that the markup repeats begins with one of its words
        score = _agreement(_key(mark.text), said)
        if score <= 0 and mark.tag == "h1":
            score = _alone(mark, words, names)
        if score <= 0:
            continue
        score += _standing(mark)
        if best is None or score > best[0]:
            best = (score, place)
    return best[1] if best is not None and best[0] >= 3 else None


def is_confirmed(title: str, markup: Markup) -> bool:
    """Whether the markup repeats `title`, alone or with an affix."""
    return _agreement(_key(title), [*map(_key, _said(markup))]) >= 5


def could_be_headline(mark: Mark, markup: Markup) -> bool:
    """Whether a block that is named as the headline can be it: the markup repeats it, or half of its words, or says nothing at all."""
    said, own = list(_said(markup)), _words(mark.text)
    names = {key for name in site_names(markup) for key in _name_keys(name)}
    if len(own) < 2 or len(mark.text) > 400 or _BARE.sub("", mark.text).casefold() in names:
        return False
    known = set(_words(" ".join(said)))
    return not said or _agreement(_key(mark.text), [*map(_key, said)]) > 0 or 2 * sum(word in known for word in own) >= len(own)


def _alone(mark: Mark, words: set[str], names: set[str]) -> float:
    """What an h1 that the markup does not repeat is worth: printed headlines are edited while og:title stays, or the other way round."""
    own = _words(mark.text)
    if len(own) < 3 or _BARE.sub("", mark.text).casefold() in names:
        return 0.0
    shared = sum(word in words for word in own) / len(own)
    return 5.0 if shared >= 0.5 else 2.5 if len(own) >= 4 else 0.0


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _said(markup: Markup) -> Iterator[str]:
    """What the markup calls the page, most trusted first, as it would be printed."""
    article = markup.article
    texts = [
        article.get("headline"), markup.meta("og:title"), markup.meta("originaltitle", "content_title", "dable:title"), markup.meta("twitter:title"),
        markup.page_title, *markup.props.get("headline", [])[:1], markup.meta("title", "dc.title", "headline"), article.get("name"),
    ]  # fmt: skip
    for text in texts:
        if isinstance(text, str) and text.strip():
            said = html.unescape(html.unescape(text)) if "&" in text else text
            yield fold(re.sub(r"</?[a-zA-Z][^<>]{0,100}>", "", said))


def _key(text: str) -> str:
    return _BARE.sub("", _PAGER.sub("", text)).casefold()


def _agreement(bare: str, said: list[str]) -> float:
    """How well the markup confirms a block: 10 a saying is the same, 6 it has the block and an affix, 5 it is the block cut short."""
    if len(bare) < 4:
        return 0.0
    score = 0.0
    for rank, other in enumerate(said):
        weight = 1 - rank * 0.04
        if other == bare:
            found = 10.0
        elif len(bare) >= 12 and len(bare) * 2 >= len(other) and (other.startswith(bare) or other.endswith(bare)):
            found = 6.0
        elif len(other) >= 25 and bare.startswith(other) and len(bare) < 2.2 * len(other):
            found = 5.0
        elif len(bare) >= 20 and bare in other:
            found = 4.0
        elif len(other) >= 20 and len(other) * 5 >= len(bare) * 3 and other in bare:
            found = 5.0
        else:
            continue
        score = max(score, found * weight)
    return score


def _standing(mark: Mark) -> float:
    """How much a block looks like a headline by itself."""
    tag, label = mark.tag, mark.label
    score = {"h1": 3.0, "h2": 1.5, "h3": 0.8, "h4": 0.3}.get(tag, 0.0)
    if _TITLE_LABEL.search(label):
        score += 0.7
    if _NOT_TITLE_LABEL.search(label):
        score -= 1.2
    if tag != "h1" and any(element.tag == "a" or _linked(element) for _, element in mark.nodes):
        score -= 3.0
    if tag in ("li", "figcaption", "title"):
        score -= 2.0
    return score


def _linked(element: _Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == "a"


def site_names(markup: Markup) -> list[str]:
    """Return the names by which the page calls its own site: og:site_name, publisher, and the labels of its hosts."""
    names = [markup.site or "", *people(_publisher(markup))]
    for address in (markup.canonical, markup.meta("og:url")):
        match = re.match(r"(?:https?:)?//([^/:?#]+)", address or "")
        if match:
            names.append(match.group(1).removeprefix("www."))
    handle = markup.meta("twitter:site", "twitter:creator")
    names.append((handle or "").lstrip("@"))
    return [name for name in names if len(name) >= 3]


def _publisher(markup: Markup) -> Any:
    value = markup.article.get("publisher")
    return value.get("name") if isinstance(value, dict) else value


def strip_site(title: str, names: Iterable[str], sure: bool = False) -> str:
    """Return `title` without a pager's mark and without the site's name before or after it.

    An end piece behind a separator goes when it holds a site's name or is held by one (`names`), or looks like a host; with `sure`
    False (a <title> with nothing to hold it against) also a short end piece behind "|", "::" or "»", which headlines do not use.
    """
    keys = {key for name in names for key in _name_keys(name)}
    for _ in range(4):
        shorter = _PAGER.sub("", title)
        cuts = list(_SEPARATOR.finditer(shorter))
        if cuts:
            first, last = cuts[0], cuts[-1]
            head, tail = shorter[: first.start()].strip(), shorter[last.end() :].strip()
            before, after = shorter[: last.start()].strip(), shorter[first.end() :].strip()
            bar = last.group().strip() in ("|", "||", "::", "»")
            if before and last.group().strip() != ":" and _is_site(tail, keys, 0 if sure else 2 if bar else 1, before):
                shorter = before
            elif after and _is_site(head, keys, 0, after):
                shorter = after
        if shorter == title:
            break
        title = shorter
    return title.strip()


def _name_keys(name: str) -> Iterator[str]:
    key = _BARE.sub("", name).casefold()
    if len(key) >= 3:
        yield key
    labels = [label for label in name.lower().split(".") if len(label) >= 4 and label not in ("news", "berita", "indonesia")]
    if "." in name:
        yield from (_BARE.sub("", label) for label in labels)


_HOST = re.compile(r"(?i)^(?:[a-z0-9-]+\.){1,3}(?:com|id|net|co|org|tv|news|info)$")


def _is_site(piece: str, keys: set[str], doubt: int, rest: str) -> bool:
    """Whether an end piece is the site's name: 0 only when it is one, 1 also when it holds one, 2 also when it is merely short."""
    bare = _BARE.sub("", piece).casefold()
    words = len(piece.split())
    if not bare or words > 8 or len(rest) < 8:
        return False
    if _HOST.match(piece) or bare in keys:
        return True
    if not doubt:
        return False
    if any(len(key) >= 4 and words <= 6 and (bare.startswith(key) or bare.endswith(key)) for key in keys):
        return True
    if any(len(bare) >= 4 and (key.startswith(bare) or key.endswith(bare)) and len(bare) * 2 >= len(key) for key in keys):
        return True
    return doubt == 2 and words <= 5 and len(rest.split()) >= 4


def _untruncated(title: str, markup: Markup, names: list[str]) -> str:
    """A headline printed short ("...") is given in full where the markup has it in full."""
    if not title.endswith(("...", "…")):
        return title
    start = _key(title.rstrip(".… "))
    for text in _said(markup):
        whole = strip_site(text, names)
        if _key(whole).startswith(start) and not whole.endswith(("...", "…")):
            return whole
    return title


_SUBTITLE_LABEL = re.compile(r"sub-?title|sub-?judul|summary|\bdeck\b|\blead-?title|sub-?head|standfirst|\btagline|second-title")
_LEAD_LABEL = re.compile(
    r"(?:\b|_)(?:lead|sinopsis|ringkasan|excerpt)\b"
)  # of a heading; a paragraph so called is the text's first
_NOT_SUBTITLE = re.compile(
    r"(?i)^(?:baca|editor|penulis|reporter|oleh|foto|rep|red|pewarta)\b|\b(?:WIB|WITA|WIT)\b|\d{1,2}[:.]\d{2}|\bfoto ?[:/]"
)


def _subtitle(markup: Markup, title: str) -> str | None:
    """The printed line under the headline: a block so labelled, JSON-LD `alternativeHeadline` where it stands on the page, or the one
    unlinked line between the headline and the byline or date."""
    known = _BARE.sub("", title).casefold()
    said = markup.article.get("alternativeHeadline")
    wanted = _BARE.sub("", said).casefold() if isinstance(said, str) else ""
    head = markup.near_title(before=3, after=6)
    for mark in head:
        key = _BARE.sub("", mark.text).casefold()
        if not 15 <= len(mark.text) <= 300 or key == known or _NOT_SUBTITLE.search(mark.text):
            continue
        own = " ".join(_own_words(mark))
        if key == wanted or _SUBTITLE_LABEL.search(own) or (mark.tag in HEADING_TAGS and _LEAD_LABEL.search(own)):
            return mark.text
    if len(head) > 1 and len(head[0].text) < 20 and head[1].tag in HEADING_TAGS and not date_lines(head[0].text):
        return head[1].text if _is_deck(head[1], head[2:4], known) else None  # below a kicker
    if markup.title_at is None or not head or head[0] is not markup.marks[min(markup.title_at + 1, len(markup.marks) - 1)]:
        return None
    if len(head[0].text.split()) <= 5 and _names_site(head[0].text, markup):
        return None  # "Tim Kabar Contoh 03"
    below = markup.marks[markup.title_at + 2 : markup.title_at + 8]  # the head holds what stands above the headline too
    return head[0].text if _is_deck(head[0], [mark for mark in head[1:3] if mark in below], known) else None


def _names_site(text: str, markup: Markup) -> bool:
    bare = _BARE.sub("", text).casefold()
    return any(len(key) >= 5 and key in bare for name in site_names(markup) for key in _name_keys(name))


def _is_deck(mark: Mark, following: list[Mark], known: str) -> bool:
    """Whether the block right under the headline is its deck: a short unlinked sentence or phrase with the byline or the date under it."""
    if not 20 <= len(mark.text) <= 180 or len(mark.text.split()) < 4 or mark.tag in ("li", "figcaption", "time", "figure"):
        return False
    if (
        _NOT_SUBTITLE.search(mark.text)
        or name_line(mark.text)
        or date_lines(mark.text)
        or split_dateline(mark.text).rest != mark.text
        or _BARE.sub("", mark.text).casefold() in known
    ):
        return False
    if any(element.tag == "a" for _, element in mark.nodes) or re.search(
        r"caption|foto|photo|share|breadcrumb|meta|author|writer|penulis|reporter|byline|date", mark.label
    ):
        return False
    if "©" in mark.text or _names_people(mark.text):
        return False
    return any(date_lines(after.text) or _BYLINE.search(after.text) or "author" in after.label for after in following)


def _names_people(text: str) -> bool:
    """Whether a line is a byline: a credit, names and nothing else, or a name beside a site or an editor's letters."""
    apart = re.split(r"\s(?:&|dan|and)\s|,\s", text)
    beside = re.split(r"\s[-–|•·]\s|,\s", text)
    return (
        credit_of(text) is not None
        or all(map(looks_like_name, apart))
        or any(map(looks_like_name, text.split(" / ")))
        or (len(beside) == 2 and looks_like_name(beside[0]))
    )


_BYLINE = re.compile(r"(?i)^(?:oleh|by|penulis|reporter|rep|red|pewarta|editor|laporan)\b")


def _own_words(mark: Mark) -> Iterator[str]:
    for element in dict.fromkeys((mark.element, *(element for _, element in mark.nodes[:3]))):
        yield " ".join(filter(None, (element.get("class"), element.get("id"), element.get("itemprop")))).lower()
