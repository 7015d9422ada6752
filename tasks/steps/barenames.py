"""Bare names: who wrote an article, where a name stands without a word that says so: beside the date, above a position, below the text."""

import re
from collections.abc import Sequence

from lxml.etree import _Element

from tasks.steps.asides import Asides
from tasks.steps.bylines import after_text, is_linked
from tasks.steps.creditlines import credit_of, name_line
from tasks.steps.dates import date_lines
from tasks.steps.marks import Mark, Markup, words_of
from tasks.steps.names import bare, is_name, looks_like_name, people_in, printed, site_keys
from tasks.steps.places import PLACES

_SECTION_LABEL = re.compile(
    r"category|kategori|kanal|rubrik|section|\btags?\b|breadcrumb|menu|\bnav|location|lokasi|caption|foto|photo"
)


_META_LABEL = re.compile(r"\b(?:post|entry|article)?-?(?:meta|info|byline|date)\b")


def bare_name(head: Sequence[Mark], sites: Sequence[str]) -> tuple[str, ...]:
    """Return the name in a line of the head that is nothing but a name and a date, or a name with the date at most two lines away, or a
    name above what its bearer is ("Jurnalis Kabar Contoh").

    A place or a section stands there too ("Jawa Barat", "Sepak Bola"): places, links and blocks with a section's label are passed over.
    """
    dated = [bool(date_lines(mark.text)) for mark in head]
    for place, mark in enumerate(head[:14]):
        stamps = date_lines(mark.text, labelled=_META_LABEL.search(mark.label) is not None)
        if _is_above_position(head, place):
            return tuple(people_in(mark.text, sites))
        near = [one for one in (place - 2, place - 1, place + 1, place + 2) if _is_dated(head, dated, place, one)]
        if len(mark.text) > 100 or not (stamps or near):
            continue
        if mark.tag in ("h2", "h3", "h4", "figcaption", "nav") or (not stamps and _is_section(mark)):
            continue
        if mark.tag == "li" and not any(head[one].element.getparent() is mark.element.getparent() for one in near):
            continue
        if names := _names_beside(mark, sites):
            return names
    return ()


def _is_dated(head: Sequence[Mark], dated: list[bool], place: int, one: int) -> bool:
    """Whether a date stands at `one` beside the block at `place`, with nothing or one short line between: of another role, or of what the
    bearer is ("Ahli gizi: A", "Suka menulis")."""
    if not 0 <= one < len(head) or not dated[one] or not _are_neighbours(head[place], head[one]):
        return False
    if one == place - 2:
        return len(head[place - 1].text) <= 3  # the letters of an avatar
    return one != place + 2 or len(head[place + 1].text) <= 60


_POSITION = re.compile(r"(?:Jurnalis|Wartawan|Reporter|Penulis|Kontributor|Kolumnis|Journalist|Writer|Contributor)\b[^:.]{0,40}$")


def _is_above_position(head: Sequence[Mark], place: int) -> bool:
    """Whether a block is a name and the next, in the same container, says that its bearer reports or writes."""
    mark, below = head[place], head[place + 1] if place + 1 < len(head) else None
    if below is None or not looks_like_name(mark.text) or not _POSITION.match(below.text):
        return False
    return below.element is mark.element or below.element.getparent() in (mark.element.getparent(), mark.element)


_DATE_OR_EDITOR = re.compile(r"date|time|tgl|tanggal|waktu|editor")


def _above(element: _Element) -> _Element:
    parent = element.getparent()
    return element if parent is None else parent


def _are_neighbours(mark: Mark, other: Mark) -> bool:
    """Whether two blocks stand in one container, three elements up at most."""
    above = other.element.getparent(), _above(_above(other.element))
    up = _above(_above(mark.element))
    return any(one is not None and one in above for one in (mark.element.getparent(), up, _above(up), mark.element))


def _is_section(mark: Mark) -> bool:
    """Whether a block beside a date is a section or a place: so labelled itself, or linked and not labelled a date or an editor's."""
    own = " ".join(words_of(element) for element in (mark.element, *(element for _, element in mark.nodes[:3])))
    return bool(_SECTION_LABEL.search(own)) or (is_linked(mark) and not _DATE_OR_EDITOR.search(mark.label))


def _names_beside(mark: Mark, sites: Sequence[str]) -> tuple[str, ...]:
    text = mark.text
    known = site_keys(sites)
    stamps = date_lines(text)
    for stamp in reversed(stamps):
        text = f"{text[: stamp.start]} {text[stamp.end :]}"
    text = re.sub(r"(?i)^\W*(?:oleh|by)\s|\s(?:pada|on|di)\s*$", "", text).strip(" -–—|•·,:/")
    text = re.sub(r"(?:\s[-–—|/]\s*|\s)(?:@\w{2,30}|/\s?[A-Z]{2,4})$", "", text).rstrip(" /")  # an account, an editor's letters
    text = re.sub(r"\sdari\s[A-Z][\w ]{2,25}$", "", text)  # "Rina Kartika dari Wanasari"
    pieces = re.split(r"\s*[,|•·–—]\s*|\s[-/]\s", text)
    if len(others := [piece for piece in pieces if bare(piece) not in known]) == 1 < len(pieces):
        text = others[0]
    elif len(pieces) > 1 and (named := [piece for piece in pieces if _are_names(piece) and people_in(piece, sites)]):
        if len(named) == len(pieces) or " dan " in named[0]:
            return tuple(people_in(", ".join(named), sites))
        text = named[0]
    one_word = bool(stamps) and is_name(text) and " " not in text and text.istitle() and not is_linked(mark)
    if text.isupper() and text.split()[0].lower() in PLACES:
        return ()  # a section: "SOLO UTAMA"
    if len(text) > 50 or text.lower() in PLACES or not (looks_like_name(text) or one_word):
        return ()
    name = name_line(text) or printed(text)
    return (name,) if people_in(name, sites) else ()


def _are_names(text: str) -> bool:
    return all(map(looks_like_name, text.split(" dan ")))


_POSITIONED = re.compile(
    r"(?:guru|dosen|mahasiswi?a?|siswi?a?|peneliti|pegiat|penulis|wartawan|jurnalis|pengajar|aktivis|alumn[ui]s?|pemerhati|anggota|ketua|advokat"
    r"|warga|santri|pengamat|penyair|budayawan|sosiolog|antropolog|sejarawan|pensiunan|bekerja|tinggal|lahir)\b.{0,60}[^.]\.?$"
)


def closing_names(markup: Markup, sites: Sequence[str], asides: Asides) -> tuple[str, ...]:
    """Return the people of a paragraph of nothing but names right after the text's last: "Rina Kartika", "Rina Kartika/Tono Wibowo", each
    on a line of its own, or with a place or what they are behind a comma ("Rina Kartika, guru di Wanasari")."""
    found: list[str] = []
    last: Mark | None = None
    for at in after_text(markup, 4, asides):
        mark, above = markup.marks[at], markup.marks[at - 1]
        follows = above is last or len(above.text) > 60  # no heading or link stands between
        if not follows or mark.tag != "p" or len(mark.text) > 90 or not asides.is_beside_text(mark) or asides.holds(at):
            break
        credit = credit_of(mark.text, tuple(sites))
        names = credit.authors if credit else _signers(mark.text, sites)
        if not names:
            break
        found += names
        last = mark
    return tuple(dict.fromkeys(found))


def _signers(text: str, sites: Sequence[str]) -> Sequence[str]:
    """The people of a line of names, with the site, a place or a position; nobody where anything else stands in it."""
    names, _, rest = text.strip(" *()[]■●▪•").partition(", ")
    known = site_keys(sites)
    pieces = [piece for piece in re.split(r"\s?[/&]\s?|\sdan\s", names) if bare(piece) not in known]
    are_names = all(looks_like_name(piece) and piece.lower() not in PLACES for piece in pieces)
    is_plain = re.fullmatch(r"(?:[A-Z][\w.]+ ?){0,3}", rest) is not None or _POSITIONED.match(rest) is not None
    return people_in(", ".join(pieces), sites) if are_names and is_plain else ()
