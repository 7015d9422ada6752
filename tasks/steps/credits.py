"""Credits: the people, the wire and the initials of one article, judged between its markup and its printed lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml.etree import _Element

from tasks.steps.agencies import own_wire
from tasks.steps.authorboxes import author_box, head_wire, organisations_of, signed_with_site
from tasks.steps.bylines import TAIL_MAX, closing_caps, closing_wire, is_linked, listed_together, mark_credits
from tasks.steps.creditlines import (
    Credit,
    caps_byline,
    closing_initials,
    credit_of,
    credits_in,
    name_line,
    role_of,
    with_initials,
)
from tasks.steps.dates import date_lines
from tasks.steps.jsonld import people
from tasks.steps.marks import Mark, Markup, words_of
from tasks.steps.names import is_name, looks_like_name, people_in, printed
from tasks.steps.places import PLACES
from tasks.steps.titles import site_names

__all__ = [
    "Credit",
    "caps_byline",
    "closing_initials",
    "credit_of",
    "credits_in",
    "name_line",
    "read_credits",
    "role_of",
    "with_initials",
]


def read_credits(
    markup: Markup, lines: Sequence[str] = (), given_authors: Sequence[str] = (), placed: Sequence[str] = ()
) -> Credit:
    """Return who reported, who edited and whose wire it is, for the whole page.

    `lines` are printed lines that the caller knows to be the article's: head and tail of a text page, or the text's own lines; `placed` are
    the texts where the outlet's layout has its byline. Reporters are believed in this order: "Laporan Wartawan ..."; the people of `placed`; a
    printed role (Penulis, Reporter, Pewarta, Rep, Oleh) in the head or after the text; a name in an element that the outlet calls author,
    byline, reporter; JSON-LD; meta; what the row stated; a bare name beside the date. Who is printed as editor only is no author, whatever
    the markup says. Organisations and sites are neither.
    """
    head = markup.near_title(before=6, after=24)
    sites = [*site_names(markup), *organisations_of(markup, head)]
    printed_ = _printed_credits(markup, head, lines, sites)
    editors = {name.casefold() for name in printed_.editors}
    said = [*_machine_names(markup), list(given_authors)]
    if not printed_.on_the_spot and (named := [n for n in _placed_names(placed, sites) if n.casefold() not in editors]):
        printed_ = replace(printed_, authors=tuple(named))
    authors = printed_.authors
    if not authors:
        labelled = _labelled_names(head, sites)
        both = {name.casefold() for name in labelled} & {name.casefold() for name in said[0]}
        editors -= both  # printed as the byline and so stated: the editor of such a page is its author too
        if {name.casefold() for name in labelled} < {name.casefold() for name in said[0]}:
            labelled = []  # JSON-LD names them all, the head not
        for names in [] if printed_.on_the_spot else [labelled, *said]:
            people_ = [name for value in names for name in people_in(value, sites) if name.casefold() not in editors]
            if people_:
                authors = tuple(dict.fromkeys(people_))
                break
    if not authors and not printed_.contributors:
        authors = signed_with_site(markup, sites) or author_box(markup, sites)
    if not authors and not printed_.contributors:
        closing = closing_caps(markup, lines)
        if closing is not None and not editors & {name.casefold() for name in closing.authors}:
            return printed_ | closing | Credit(agency=own_wire(sites))
        bare = _bare_name(head, sites)
        authors = (bare,) if bare and bare.casefold() not in editors else ()
    authors = tuple(name for one in authors if (name := _as_printed(one, markup, printed_.authors)))
    more = tuple(name for value in _machine_editors(markup) for name in people_in(value, sites))
    return printed_ | Credit(
        authors=authors,
        editors=() if printed_.editors else more,
        agency=own_wire(sites) or closing_wire(markup) or head_wire(head, sites),
    )


def _placed_names(texts: Sequence[str], sites: list[str]) -> list[str]:
    """The reporters named at the place of the byline; none where only an editor is, or what is no name by itself."""
    credits = [credit for _, credit in credits_in(texts, sites)]
    if any(credit.authors or credit.editors for credit in credits):
        return list(dict.fromkeys(name for credit in credits for name in credit.authors))
    return [name for name in dict.fromkeys(name for text in texts for name in _names_of(text, sites)) if looks_like_name(name)]


def _machine_editors(markup: Markup) -> list[str]:
    """Editors that markup states: JSON-LD `editor`, a meta element of that name, the keyword "Editor:Joko Sembodo" of the KLY group's pages."""
    keywords = markup.article.get("keywords")
    found = (
        [value[7:] for value in keywords if isinstance(value, str) and value.startswith("Editor:")]
        if isinstance(keywords, list)
        else []
    )
    return [*people(markup.article.get("editor")), markup.meta("content_editor", "editor") or "", *found]


def _as_printed(name: str, markup: Markup, printed_: Sequence[str]) -> str | None:
    """A user name ("akhmadrijal") gives way to the name printed on the page with its letters ("Akhmad Rijal"); else it is no name."""
    if " " in name or not name.islower() or name in printed_ or not markup.marks:
        return name
    found = next((mark.text for mark in markup.marks if len(mark.text) < 50 and mark.text.replace(" ", "").lower() == name), None)
    return printed(found) if found and looks_like_name(found) else found


def _printed_credits(markup: Markup, head: list[Mark], lines: Sequence[str], sites: list[str]) -> Credit:
    """All printed credit lines of a page together; a reporter on the spot leaves out who is merely called Penulis."""
    found: list[Credit] = []
    head = [mark for mark in head if any(map(str.isalnum, mark.text))]  # a colon in a cell of its own
    apart = [list(mark_credits(mark, sites)) for mark in head]
    found += [credit for credits in apart for credit in credits]
    rest = [mark for mark, credits in zip(head, apart, strict=True) if not credits]
    found += [credit for _, credit in credits_in(listed_together(rest), sites)]
    found += [credit for _, credit in credits_in([line for line in lines if len(line) <= 200], sites)]
    found += _tail_credits(markup, sites)
    spot = [credit for credit in found if credit.on_the_spot]
    credit = Credit()
    for one in [*spot, *found]:
        credit |= replace(one, authors=()) if spot and not one.on_the_spot else one
    return credit


# Roles that a line far from the headline may carry; "Oleh" and "By" there belong to teasers.
_TAIL = re.compile(
    r"(?i)^\W*(?:penulis|reporter|pewarta|editor|redaktur|rep|red|wartawan|jurnalis|kontributor|laporan|penerjemah|penyunting|sumber"
    r"|(?:artikel ini )?(?:diposting|ditulis|posted|written) (?:oleh|by))\b.{0,150}$"
)
_TAIL_ENDS = ("author", "penulis", "editor", "reporter")


def _tail_credits(markup: Markup, sites: list[str]) -> Iterator[Credit]:
    """Credit lines after the head: under the text, in a table of roles, in a box of credits; lists of links are left alone."""
    if markup.title_at is None:
        return
    marks = markup.marks[markup.title_at + 1 : markup.title_at + 1 + TAIL_MAX]
    texts = [mark.text if len(mark.text) <= 200 else "" for mark in marks]
    wanted = [place for place, text in enumerate(texts) if text and _is_tail(text) and not _is_teaser(marks[place])]
    windows: list[range] = []
    for place in wanted:
        start, end = max(0, place - 1), min(place + 2, len(texts))
        if windows and windows[-1].stop >= start:
            windows[-1] = range(windows[-1].start, end)
        else:
            windows.append(range(start, end))
    for window in windows:
        apart = {place: credit for place in window if place in wanted for credit in mark_credits(marks[place], sites)}
        yield from apart.values()
        yield from (credit for _, credit in credits_in(["" if place in apart else texts[place] for place in window], sites))


def _is_tail(text: str) -> bool:
    return _TAIL.match(text) is not None or text.lower().removesuffix(")").endswith(_TAIL_ENDS) or role_of(text) is not None


def _is_teaser(mark: Mark) -> bool:
    return (
        is_linked(mark)
        and role_of(mark.parts[0][0]) is None
        and ":" not in mark.text
        and not _AUTHOR_LABEL.search(mark.label)
        and not re.search(r"\b(?:oleh|by)\b", mark.text[:20])
    )


_AUTHOR_LABEL = re.compile(
    r"author|penulis|reporter|byline|by-line|jurnalis|wartawan|pewarta|\bautor\b|nmreporter|writer|kontributor|redaksi|credit-title-name|creator|vcard|\bfn\b"
)
_NAME_LABEL = re.compile(r"\bnama\b|\bprofil|\busername\b")
_EDITOR_LABEL = re.compile(r"editor|redaktur|penyunting")
_NOT_AUTHOR_LABEL = re.compile(
    r"comment|komentar|related|terkait|popul|photo|foto|caption|bio\b|description|share|(?<!author-)(?<!authors-)(?<!penulis-)list"
)
_AUTHOR_HREF = re.compile(
    r"/(?:author|penulis|reporter|byline|wartawan|jurnalis|profil|profile|user|kontributor|writer|by)s?/|[?&](?:author|reporter)="
)


def _labelled_names(head: list[Mark], sites: list[str]) -> list[str]:
    """Names in elements of the head that the outlet calls author, byline ..., or that link to an author's page: the first such block
    and those right after it with the same label."""
    names: list[str] = []
    label = None
    for mark in head:
        found = _labelled_in(mark, sites) if len(mark.text) <= 140 and label in (None, _own(mark)) else []
        if label is not None and not found:
            break
        if found:
            label = _own(mark)
            names += found
    return names


def _labelled_in(mark: Mark, sites: list[str]) -> list[str]:
    names: list[str] = []
    for part, element in mark.parts[:10]:
        words = " ".join((words_of(element), words_of(_parent(element))))
        inline = element.tag in ("a", "span", "b", "strong")
        href = element.get("href") or _parent(element).get("href") or "" if inline else ""
        if _EDITOR_LABEL.search(words) and not _AUTHOR_LABEL.search(words):
            continue
        called = _AUTHOR_LABEL.search(words) and not _NOT_AUTHOR_LABEL.search(words)
        named = _NAME_LABEL.search(words) and (looks_like_name(part) or "profil" in words)
        if called or named or _AUTHOR_HREF.search(href):
            names += _names_of(part, sites)
    if not names and _AUTHOR_LABEL.search(_own(mark)) and not _NOT_AUTHOR_LABEL.search(_own(mark)):
        names = _names_of(mark.text, sites)
    return names


def _own(mark: Mark) -> str:
    return f"{words_of(mark.element)} {words_of(_parent(mark.element))}"


def _parent(element: _Element) -> _Element:
    parent = element.getparent()
    return element if parent is None else parent


def _names_of(text: str, sites: list[str]) -> list[str]:
    """The people in a block that is known to be a byline: dates, "By", roles and the site's name taken away."""
    for stamp in reversed(date_lines(text, labelled=True)):
        text = f"{text[: stamp.start]} | {text[stamp.end :]}" if stamp.start < len(text) else text
    text = re.sub(
        r"(?i)^\W*(?:oleh|by|penulis|author|reporter|ditulis oleh|posted by|written by|tayang|pada|on)\b\s*:?", "", text.strip()
    )
    text = re.sub(r"(?i)\s*\b(?:penulis|author|reporter|pada|on|di|in|at)\W*$", "", text)
    line = name_line(text)
    return people_in(line or text, sites)


def _machine_names(markup: Markup) -> Iterator[list[str]]:
    """Names that markup states, most trusted first: JSON-LD, microdata, meta elements."""
    yield people(markup.article.get("author"))
    yield people(markup.article.get("creator"))
    yield list(markup.props.get("author", ()))[:3]
    for name, values in markup.metas.items():
        if re.search(r"author|penulis|reporter|^creator|dc\.creator", name) and not re.search(
            r"twitter:|publisher|id$|url|image|email", name
        ):
            yield values[:3]
    for number in ("1", "2"):  # Yoast: twitter:label1 "Ditulis oleh", twitter:data1 the name
        label = markup.meta(f"twitter:label{number}") or ""
        if re.search(r"(?i)oleh|by|penulis|author", label):
            yield [markup.meta(f"twitter:data{number}") or ""]


_SECTION_LABEL = re.compile(
    r"category|kategori|kanal|rubrik|section|\btags?\b|breadcrumb|menu|\bnav|location|lokasi|caption|foto"
)


_META_LABEL = re.compile(r"\b(?:post|entry|article)?-?(?:meta|info|byline|date)\b")


def _bare_name(head: list[Mark], sites: list[str]) -> str | None:
    """A line of the head that is nothing but a name and a date, or a name with the date on the next line or the one before.

    A place or a section stands there too ("Jawa Barat", "Sepak Bola"): places, links and blocks with a section's label are passed over.
    """
    dated = [bool(date_lines(mark.text)) or _PUBLISHED_WORD.fullmatch(mark.text) is not None for mark in head]
    for place, mark in enumerate(head[:14]):
        stamps = date_lines(mark.text, labelled=_META_LABEL.search(mark.label) is not None)
        near = [one for one in (place - 1, place + 1) if 0 <= one < len(head) and dated[one] and _are_neighbours(mark, head[one])]
        if len(mark.text) > 100 or not (stamps or near):
            continue
        if mark.tag in ("h2", "h3", "h4", "figcaption", "nav") or (not stamps and _is_section(mark)):
            continue
        if mark.tag == "li" and not any(head[one].element.getparent() is mark.element.getparent() for one in near):
            continue
        if name := _name_beside(mark.text, sites):
            return name
    return None


def _are_neighbours(mark: Mark, other: Mark) -> bool:
    """Whether two blocks stand in one container, three elements up at most."""
    above = [other.element.getparent(), _parent(_parent(other.element)), _parent(_parent(_parent(other.element)))]
    return any(
        one is not None and one in above for one in (mark.element.getparent(), _parent(_parent(mark.element)), mark.element)
    )


def _is_section(mark: Mark) -> bool:
    """Whether a block beside a date is a section or a place: so labelled itself, or linked and not labelled a date."""
    own = " ".join(words_of(element) for element in (mark.element, *(element for _, element in mark.nodes[:3])))
    return bool(_SECTION_LABEL.search(own)) or (is_linked(mark) and not re.search(r"date|time|tgl|tanggal|waktu", mark.label))


_PUBLISHED_WORD = re.compile(r"diterbitkan|published|posted|dipublikasikan", re.IGNORECASE)


def _name_beside(text: str, sites: list[str]) -> str | None:
    stamps = date_lines(text)
    for stamp in reversed(stamps):
        text = f"{text[: stamp.start]} {text[stamp.end :]}"
    text = re.sub(r"(?i)^\W*(?:oleh|by)\s|\s(?:pada|on|di)\s*$", "", text).strip(" -–—|•·,:/")
    text = re.sub(r"(?:\s[-–—|/]\s*|\s)(?:@\w{2,30}|/\s?[A-Z]{2,4})$", "", text).rstrip(" /")  # an account, an editor's letters
    pieces = re.split(r"\s*[,|•·–—]\s*|\s-\s", text)
    if len(pieces) > 1 and (named := [piece for piece in pieces if looks_like_name(piece) and people_in(piece, sites)]):
        text = named[0]
    one_word = bool(stamps) and is_name(text) and " " not in text and text[0].isupper() and not text.isupper()
    if text.isupper() and text.split()[0].lower() in PLACES:
        return None  # a section: "SOLO UTAMA"
    if len(text) > 50 or text.lower() in PLACES or not (looks_like_name(text) or one_word):
        return None
    name = name_line(text) or printed(text)
    return name if people_in(name, sites) else None
