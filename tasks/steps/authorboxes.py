"""Author boxes: who made an article as told beside it: in a box below the text, by a name before the site's, by an organisation's account."""

import re
from collections.abc import Sequence

from tasks.steps.agencies import agency_of
from tasks.steps.bylines import TAIL_MAX
from tasks.steps.datelines import split_dateline
from tasks.steps.dates import date_lines
from tasks.steps.jsonld import organisations
from tasks.steps.marks import Mark, Markup, is_text, words_of
from tasks.steps.names import looks_like_name, people_in

_BOX = re.compile(
    r"(?:author|writer)-?(?:box|info|bio|card|profile|desc\w*|about)|about-?(?:the-?)?author|(?:box|profil|tentang|info)-?(?:author|penulis)|penulis-?(?:box|info)"
)
_NOT_BOX = re.compile(r"comment|komentar|respond|related|terkait|popul|recom|rekomend|sidebar|widget|list|card-news|footer")
_CAPTION = re.compile(r"caption|foto|photo|gambar|image")
_SITE_SIGNED = re.compile(r"\((?P<name>[A-Z][a-z]{2,20}(?: [A-Z][A-Za-z.]{0,20}){0,3}) ?/ ?(?P<site>[\w. -]{3,30})\)\W{0,3}$")


def organisations_of(markup: Markup, head: Sequence[Mark]) -> list[str]:
    """Return the names that are no people's though they stand where an author does: those JSON-LD calls organisations, and the site of
    the dateline, whose account signs many an article."""
    said = [name for key in ("author", "creator", "publisher") for name in organisations(markup.article.get(key))]
    sites = [split_dateline(mark.text).site for mark in head if is_text(mark)]
    return [name for name in (*said, *sites) if name and len(name) >= 3]


def author_box(markup: Markup, sites: Sequence[str]) -> tuple[str, ...]:
    """Return the person of the one author's box below the text; nobody where several people have one, as on a list of teasers."""
    if markup.title_at is None:
        return ()
    found: dict[str, None] = {}
    for mark in markup.marks[markup.title_at + 1 : markup.title_at + 1 + TAIL_MAX]:
        if len(mark.text) > 60 or mark.tag == "figcaption" or not looks_like_name(mark.text):
            continue
        words = [
            words_of(mark.element),
            *(words_of(above) for _, above in zip(range(5), mark.element.iterancestors(), strict=False)),
        ]
        if _BOX.search(" ".join(words[:4])) and not _NOT_BOX.search(" ".join(words)):
            found.update(dict.fromkeys(people_in(mark.text, sites)))
    return tuple(found) if len(found) == 1 else ()


def signed_with_site(markup: Markup, sites: Sequence[str]) -> tuple[str, ...]:
    """Return the name that ends the text before the site's own: "... kata dia. (Wirnaya/kabarcontoh)"."""
    known = {re.sub(r"\W", "", label).casefold() for site in sites for label in (site, *site.split(".")[:1])}
    marks = markup.marks[markup.title_at + 1 :][:TAIL_MAX] if markup.title_at is not None else []
    texts = [mark for mark in marks if is_text(mark) or (len(mark.text) >= 100 and _SITE_SIGNED.search(mark.text[-60:]))][:2]
    if len(texts) < 2:
        return ()
    body = texts[1].element.getparent()
    last = [mark for mark in marks if mark.element.getparent() is body and mark.tag != "figcaption"][-3:]
    for mark in reversed(last):  # above the text's end such a line is a caption's: "(Angger Bondan/Jawa Pos)"
        signed = _SITE_SIGNED.search(mark.text[-60:]) if not _CAPTION.search(words_of(mark.element)) else None
        if signed and re.sub(r"\W", "", signed["site"]).casefold() in known:
            return tuple(people_in(signed["name"], sites))
    return ()


def head_wire(head: Sequence[Mark], sites: Sequence[str]) -> str | None:
    """Return the wire that stands alone beside the date or as the author, where other articles have a reporter: "Antara • 8 Februari 2021 10:02"."""
    for mark in head:
        stamps = date_lines(mark.text) if len(mark.text) <= 80 else []
        if not stamps and not re.search(r"author|penulis|byline|reporter", words_of(mark.element)):
            continue
        text = mark.text
        for stamp in reversed(stamps):
            text = f"{text[: stamp.start]} {text[stamp.end :]}"
        text = text.strip(" -–—|•·,:/")
        own = any(text.casefold() == site.casefold() for site in sites)
        if text and not own and (wire := agency_of(text, only=True)):
            return wire
    return None
