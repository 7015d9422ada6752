"""Author boxes: who made an article as told beside it: in a box below the text, by a name before the site's, by an organisation's account."""

import re
from collections.abc import Sequence

from tasks.steps.agencies import agency_of
from tasks.steps.bylines import TAIL_MAX
from tasks.steps.datelines import split_dateline
from tasks.steps.dates import date_lines
from tasks.steps.jsonld import organisations
from tasks.steps.marks import Mark, Markup, is_text, words_of
from tasks.steps.names import bare, is_name, looks_like_name, people_in, site_keys
from tasks.steps.places import PLACES

_BOX = re.compile(
    r"(?:author|writer)-?(?:box|info|bio|card|profile|desc\w*|about)|about-?(?:the-?)?author|(?:box|profil|tentang|info)-?(?:author|penulis)|penulis-?(?:box|info)"
)
_NOT_BOX = re.compile(r"comment|komentar|respond|related|terkait|popul|recom|rekomend|sidebar|widget|list|card-news|footer")
_AUTHOR = re.compile(r"author|penulis|byline|reporter")
_CAPTION = re.compile(r"caption|foto|photo|gambar|image")
_SIGNED = re.compile(r"(?P<stop>[.!])?\s*\((?P<said>[^()]{3,50})\)\W{0,3}$")
_SIGNER = re.compile(r"[A-Z][a-z]{2,20}(?: [A-Z][A-Za-z.]{0,20}){0,3}")
_INITIALS = re.compile(r"[a-z]{1,4}|[A-Z]{1,3}(?:-?\d{1,2})?")
_ALONE = re.compile(r"[A-Z][a-z]{4,14}")
# Words alone in brackets at the end that tell of the text, not who signed it.
_NO_SIGNER = re.compile(
    r"(?i)bersambung|habis|selesai|istimewa|pariwara|infotorial|sponsor|lanjut|ilustrasi|arsip|dokumen|muslim|bukhari"
)
_OF_SITE = re.compile(r"^(?P<names>[A-Z][^()|]{4,80}?)(?: \((?P<site>[^()]{3,40})\)| ?/ ?(?P<host>[\w. ]{3,40}))$")
_ABOUT = re.compile(r"(?i)^\W*(?:tentang|profil|biodata) (?:si )?penulis$|^\W*about the author$")


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
    is_about = False
    for mark in markup.marks[markup.title_at + 1 : markup.title_at + 1 + TAIL_MAX]:
        if len(mark.text) > 60:
            continue
        was_about, is_about = is_about, mark.text[-3:].lower() in ("lis", "hor") and _ABOUT.match(mark.text) is not None
        if mark.tag == "figcaption" or not looks_like_name(mark.text):
            continue
        if was_about:
            return tuple(people_in(mark.text, sites))
        words = [
            words_of(mark.element),
            *(words_of(above) for _, above in zip(range(5), mark.element.iterancestors(), strict=False)),
        ]
        if _BOX.search(" ".join(words[:4])) and not _NOT_BOX.search(" ".join(words)):
            found.update(dict.fromkeys(people_in(mark.text, sites)))
    return tuple(found) if len(found) == 1 else ()


def signed(markup: Markup, sites: Sequence[str]) -> tuple[str, ...]:
    """Return the name in brackets that ends the text: before the site's own ("... kata dia. (Wirnaya/kabarcontoh)"), beside initials
    ("(h/Rina Kartika)"), or one word alone after a full stop ("(Wirnaya)").

    Before the site two words in small letters are a name too ("(rina kartika/kabarcontoh)"); one is initials.
    """
    known = site_keys(sites)
    marks = markup.marks[markup.title_at + 1 :][:TAIL_MAX] if markup.title_at is not None else []
    texts = [mark for mark in marks if is_text(mark) or (len(mark.text) >= 100 and _SIGNED.search(mark.text[-60:]))][:2]
    if len(texts) < 2:
        return ()
    body = texts[1].element.getparent()
    last = [mark for mark in marks if mark.element.getparent() is body and mark.tag != "figcaption"][-3:]
    for mark in reversed(last):  # above the text's end such a line is a caption's: "(Angger Bondan/Jawa Pos)"
        said = _SIGNED.search(mark.text[-60:]) if not _CAPTION.search(words_of(mark.element)) else None
        if said and (name := _signer(said["said"], said["stop"], known)):
            return tuple(people_in(name, sites))
    return ()


def _signer(said: str, stop: str | None, known: set[str]) -> str | None:
    """The name among the pieces of a signature, when every other piece is the site or initials."""
    pieces = [piece.strip() for piece in said.split("/")]
    own = [piece for piece in pieces if bare(piece) in known]
    rest = [piece for piece in pieces if piece not in own and not _INITIALS.fullmatch(piece)]
    if len(rest) != 1:
        return None
    name = rest[0]
    if own:
        return (
            name.title() if re.fullmatch(r"[a-z]{3,20}(?: [a-z]{3,20}){1,3}", name) else name if _SIGNER.fullmatch(name) else None
        )
    if len(pieces) > 1:
        return name if looks_like_name(name) else None
    alone = stop and _ALONE.fullmatch(name) and name.lower() not in PLACES and not _NO_SIGNER.match(name)
    return name if alone and is_name(name) else None


def names_of_site(head: Sequence[Mark], sites: Sequence[str]) -> tuple[str, ...]:
    """Return the people in a line of the head that says they are the site's: "Rina Kartika and Tono Wibowo (The Wanasari Post)"."""
    known = site_keys(sites)
    for mark in head:
        match = _OF_SITE.match(mark.text) if len(mark.text) <= 120 else None
        if match and bare(match["site"] or match["host"]) in known and mark.tag != "figcaption":
            names = people_in(match["names"], sites)
            if names and all(map(looks_like_name, names)):
                return tuple(names)
    return ()


def head_wire(head: Sequence[Mark], sites: Sequence[str]) -> str | None:
    """Return the wire that stands alone beside the date or as the author, where other articles have a reporter: "Antara • 8 Februari 2021 10:02"."""
    for mark in head:
        stamps = date_lines(mark.text) if len(mark.text) <= 80 else []
        if not stamps and not _AUTHOR.search(words_of(mark.element)):
            continue
        text = mark.text
        for stamp in reversed(stamps):
            text = f"{text[: stamp.start]} {text[stamp.end :]}"
        text = text.strip(" -–—|•·,:/")
        own = any(text.casefold() == site.casefold() for site in sites)
        if text and not own and (wire := agency_of(text, only=True)):
            return wire
    return None
