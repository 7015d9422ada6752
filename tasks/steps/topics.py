"""Topics: the section and the tags of an article as the outlet names them, and the credit of its main photo."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from tasks.steps.marks import Mark, Markup, clean, words_of
from tasks.steps.nodenames import words

NOT_SECTIONS = words("home beranda depan indonesia index indeks berita uncategorized artikel article n/a none null read detail")
_SECTION_METAS = ("article:section", "content_category", "adx:sections", "section", "cxenseparse:category")
_CRUMBS = re.compile(r"breadcrumb|bread-?crumb|\bbread\b|crumbs?\b|\bremah")
_SECTION_LABEL = re.compile(r"\b(?:category|kategori|rubrik|cat-?links?|kanal|channel|section-?name)\b")
_RUBRIC = re.compile(r"(?i)^(?:rubrik|kategori|kanal)\s*:\s*([\w &/-]{2,40})$")


# Words that name sections in the addresses of Indonesian outlets; any other part of an address would be a guess.
SECTION_WORDS = words(
    """bisnis bola budaya bulutangkis business celebrity cek-fakta cekfakta daerah dunia ekbis ekonomi ekonomi-bisnis edukasi energi
    entertainment film finance finansial food gaya gaya-hidup gayahidup global hankam health hiburan hukum hukum-kriminal humaniora
    infografis industri inspirasi internasional investasi islam islami kesehatan keuangan khazanah kolom kriminal kuliner
    life-style lifestyle liga-indonesia liga-inggris lingkungan makro mancanegara market megapolitan metro metropolitan money musik nasional
    nusantara olahraga opini otomotif oto parenting pariwisata parlemen pasar pemerintahan pemilu pendidikan peristiwa pertanian perbankan
    politik polhukam politik-hukum properti ragam regional religi sains saham seleb selebritas selebriti sepakbola seni showbiz sosial
    sosial-budaya sosok sport sports tajuk techno tekno teknologi tokoh travel travelling umkm viral wisata world zodiak"""
)
NOT_ARTICLES = words("tag tags topik topic label search cari author penulis amp")


def section_of(markup: Markup, url: str | None = None) -> str | None:
    """Return the article's section as the outlet names it: in meta elements, JSON-LD, the breadcrumbs of either kind, a label by the
    headline, else in its address `url`."""
    return named_section(markup) or section_in_address(url or markup.canonical or markup.meta("og:url"))


def section_in_address(url: str | None) -> str | None:
    """Return the innermost part of an address that is a known word for a section (".../ekonomi/read/..." is "Ekonomi"), else the first label
    of its host; None where neither is: what an address calls "berita" or "read" names no section."""
    try:
        parts = urlsplit(url or "")
    except ValueError:  # brackets that are no IPv6 address
        return None
    folders = parts.path.lower().split("/")[1:-1]
    if NOT_ARTICLES.intersection(folders):
        return None
    label = (parts.hostname or "").split(".")[0]
    known = [word for word in (label, *folders) if word in SECTION_WORDS]
    return known[-1].replace("-", " ").title() if known else None


def named_section(markup: Markup) -> str | None:
    """Return the section that the page names; None when it names none."""
    title = clean(markup.meta("og:title") or markup.page_title or "").casefold()
    for value in (
        markup.meta(*_SECTION_METAS),
        _first_text(markup.article.get("articleSection")),
        *markup.props.get("articlesection", []),
    ):
        name = _section(value or "", "")
        if name:
            return name
    for crumb in [*reversed(markup.crumbs), *_printed_sections(markup)]:
        if name := _section(crumb, title):
            return name
    return None


def _section(text: str, title: str) -> str | None:
    name = clean(text).strip(" /|>»›·:")
    taken = name.lower() in NOT_SECTIONS or (title and len(name) > 12 and name.casefold() in title)
    return name if 1 < len(name) <= 60 and not taken and not name.isdigit() else None


def _first_text(value: Any) -> str | None:
    while isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else None


def _printed_sections(markup: Markup) -> Iterator[str]:
    """Crumbs and section labels printed near the headline, the innermost crumb first."""
    if markup.title_at is None:
        return
    headline = markup.marks[markup.title_at].text.casefold()
    before = markup.marks[max(0, markup.title_at - 12) : markup.title_at]
    parts = [part for mark in before if len(mark.text) < 200 and _CRUMBS.search(mark.label) for part, _ in mark.parts]
    crumbs = [crumb for part in parts for crumb in re.split(r"\s[/>»›|]\s", part)]
    yield from (
        crumb for crumb in reversed(crumbs) if len(crumb) <= 40 and not (len(crumb) > 12 and crumb.casefold() in headline)
    )
    for mark in [*reversed(before[-4:]), *markup.marks[markup.title_at + 1 : markup.title_at + 6]]:
        if len(mark.text) <= 40:
            if rubric := _RUBRIC.match(mark.text):
                yield rubric[1]
            elif _SECTION_LABEL.search(
                " ".join(words_of(element) for _, element in mark.nodes[:2]) + " " + words_of(mark.element)
            ):
                linked = [part for part, element in mark.parts if _link(element)]
                yield linked[0] if linked else mark.text


_TAGS_LABEL = re.compile(r"(?<!s)tags?\d*(?=$|[\s_-])|(?:^|[\s_-])(?:tagar|topik|topics?|labels?|keywords?)(?=$|[\s_\d-])")
_NOT_TAGS_LABEL = re.compile(r"popul|trend|hype|terkait|related|hot-|nav|menu|widget|sidebar|cloud|head")
_TAGS_HEAD = re.compile(r"(?i)^(?:tags?|topik(?: terkait| artikel| berita)?|label|topics?|kata kunci|tagar)\s*:?\s*(?=\S|$)")


def tags_of(markup: Markup) -> list[str]:
    """Return the article's tags as the outlet names them, without repeats: as printed under the text, else from markup.

    In markup `article:tag` and JSON-LD keywords go before `keywords`; more than 25 `keywords` describe the site, and are left out, as are
    words for the outlet's own machinery ("Editor:Joko").
    """
    printed = _distinct(_printed_tags(markup))
    if printed:
        return printed[:25]
    found: list[str] = list(markup.metas.get("article:tag", ()))
    keywords = markup.article.get("keywords")
    if not found and isinstance(keywords, list):
        found = [value for value in keywords if isinstance(value, str)]
    if not found:
        value = keywords if isinstance(keywords, str) else markup.meta("content_tag", "content_tags", "news_keywords", "keywords")
        found = [value] if value else []
    tags = _distinct(tag for value in found for tag in re.split(r"[,;|]", value))
    return tags if len(tags) <= 25 else []


def _distinct(values: Iterator[str]) -> list[str]:
    tags: dict[str, str] = {}
    for value in values:
        name = clean(value).strip(" #\"',·|")
        if 1 < len(name) <= 60 and not re.match(r"\w+:\S", name) and not name.isdigit():
            tags.setdefault(name.casefold(), name)
    return list(tags.values())


def _printed_tags(markup: Markup) -> Iterator[str]:
    """Tags printed after the headline: links in the first group of blocks that the outlet labels tags or topics."""
    if markup.title_at is None:
        return
    named: dict[Any, bool] = {}
    started = 0
    after = markup.marks[markup.title_at + 1 : markup.title_at + 400]
    for place, mark in enumerate(after):
        linked = len(mark.text) <= 300 and _has_link(mark)
        headed = place > 0 and linked and _TAGS_HEAD.fullmatch(after[place - 1].text) is not None
        if linked and (headed or _TAGS_HEAD.match(mark.text) or _is_labelled_tags(mark, named)):
            started += 1
            yield from (part.lstrip("#") for part, element in mark.parts if _link(element) and len(part) <= 60)
        elif started:
            return


def _is_labelled_tags(mark: Mark, named: dict[Any, bool]) -> bool:
    """Whether the outlet's words for the block's link or for one of the three elements around it say tags; `named` remembers elements."""
    element: Any = next(element for _, element in mark.nodes if _link(element))
    for _ in range(4):
        if element is None or element.tag == "body":
            return False
        found = named.get(element)
        if found is None:
            words = words_of(element)
            found = named[element] = bool(_TAGS_LABEL.search(words)) and not _NOT_TAGS_LABEL.search(words)
        if found:
            return True
        element = element.getparent()
    return False


def _has_link(mark: Mark) -> bool:
    return any(_link(element) for _, element in mark.nodes)


def _link(element: Any) -> bool:
    parent = element.getparent()
    return element.tag == "a" or (parent is not None and parent.tag == "a")


_PHOTO_LABEL = re.compile(r"caption|foto|photo|credit|wp-caption|figcaption|img-detail")
_PHOTO = re.compile(
    r"(?i)\(?(?:foto|photo|dok(?:umentasi)?|sumber foto|sumber gambar|kredit foto|©|copyright)\s*[:./]?\s*(.{2,80}?)\)?\.?$"
    r"|\((?:foto:?\s*)?([^()]{2,60})\)\s*$"
)


def photo_credit_of(markup: Markup) -> str | None:
    """Return the credit of the main photo as printed in the caption near the headline."""
    for mark in markup.near_title(before=3, after=14):
        if (mark.tag in ("figcaption", "caption") or _PHOTO_LABEL.search(mark.label)) and len(mark.text) < 300:
            match = _PHOTO.search(mark.text)
            if match:
                return (match.group(1) or match.group(2) or "").strip(" .()") or None
    return None
