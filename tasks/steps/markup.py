"""Markup: everything a page's elements say about the article, read in one pass, however broken the page is."""

from lxml import etree
from lxml.etree import _Element

from tasks.steps.jsonld import read_article
from tasks.steps.lines import fold
from tasks.steps.marks import NO_MARKUP, Mark, Markup, clean, marks_of
from tasks.steps.titles import place_headline
from tasks.steps.topics import photo_credit_of, section_of, tags_of

__all__ = [
    "NO_MARKUP",
    "Mark",
    "Markup",
    "photo_credit_of",
    "read_elements",
    "read_marks",
    "read_markup",
    "section_of",
    "tags_of",
]

_TEXTS = etree.XPath("//body//text()[normalize-space()] | //body//br")
MARKS_MAX = 6000  # a page with more blocks is a list or an attack; its head is all we need
PROPS_MAX = 200


def read_markup(tree: _Element) -> Markup:
    """Return what the markup of a parsed page says: its elements and its visible blocks.

    `tree` is the page's root as lxml parses it and stays as it is; read it before pruning.
    """
    markup = read_elements(tree)
    read_marks(tree, markup)
    return markup


def read_elements(tree: _Element) -> Markup:
    """Return what the elements of a page say by themselves: meta elements, JSON-LD, links. Broken JSON is mended where it can be."""
    markup = Markup()
    scripts: list[str] = []
    props = 0
    in_body = False
    for element in tree.iter():
        tag = element.tag
        if tag == "a":
            if href := element.get("href"):
                markup.hrefs.append(href)
        elif tag == "meta":
            _read_meta(element, markup.metas)
        elif tag == "link":
            _read_link(element, markup)
        elif tag == "title" and markup.page_title is None and not _inside_svg(element):
            markup.page_title = fold(element.text or "") or None
        elif tag == "script" and element.text and _holds_data(element):
            scripts.append(element.text)
        if in_body and props < PROPS_MAX and (names := element.get("itemprop")) is not None:
            props += 1
            _read_itemprop(element, names, markup.props)
        in_body = in_body or tag == "body"
    markup.article, markup.crumbs, publisher = read_article(scripts, markup.meta("og:title") or markup.page_title)
    site = markup.meta("og:site_name", "application-name", "al:android:app_name")
    markup.site = clean(site) if site else publisher
    return markup


def read_marks(tree: _Element, markup: Markup) -> None:
    """Add to `markup` the visible blocks of the page in reading order, and which of them is the headline."""
    texts = _TEXTS(tree)
    markup.marks = marks_of(texts[: 4 * MARKS_MAX] if isinstance(texts, list) else [])[:MARKS_MAX]
    markup.title_at = place_headline(markup)


def _read_meta(element: _Element, metas: dict[str, list[str]]) -> None:
    content = element.get("content")
    if not content or not content.strip():
        return
    for attribute in ("property", "name", "itemprop"):
        name = element.get(attribute)
        if name:
            values = metas.setdefault(name.strip().lower(), [])
            if len(values) < 40:
                values.append(content.strip())


def _read_link(element: _Element, markup: Markup) -> None:
    rel, href = (element.get("rel") or "").lower().split(), (element.get("href") or "").strip()
    if not href:
        return
    if "canonical" in rel:
        markup.canonical = markup.canonical or href
    elif "amphtml" in rel:
        markup.amp_url = markup.amp_url or href
    elif "next" in rel:
        markup.next_url = markup.next_url or href


def _read_itemprop(element: _Element, names: str, props: dict[str, list[str]]) -> None:
    if element.tag == "meta":
        return
    value = element.get("content") or element.get("datetime") or (element.get("title") if element.tag == "abbr" else None)
    if value is None and names == "author" and (inner := element.find(".//*[@itemprop='name']")) is not None:
        value = inner.get("content") or "".join(map(str, inner.itertext()))
    if value is None:
        if len(element) > 4:  # a container of many things (articleBody, publisher): its text says nothing
            return
        value = "".join(map(str, element.itertext()))
    value = fold(value[:1000])
    for name in names.lower().split():
        values = props.setdefault(name, [])
        if value and len(value) < 400 and len(values) < 5:
            values.append(value)


def _holds_data(element: _Element) -> bool:
    return "ld+json" in (element.get("type") or "").lower() or element.get("id") == "__NEXT_DATA__"


def _inside_svg(element: _Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in ("svg", "g", "symbol")
