"""Credits: the people, the wire and the initials of one article, judged between its markup and its printed lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml.etree import _Element

from tasks.steps.agencies import own_wire
from tasks.steps.asides import Asides
from tasks.steps.authorboxes import author_box, head_wire, names_of_site, organisations_of, signed
from tasks.steps.barenames import bare_name, closing_names
from tasks.steps.bylines import (
    AUTHOR_LABEL,
    closing_caps,
    closing_wire,
    listed_together,
    mark_credits,
    tail_credits,
)
from tasks.steps.creditforms import unmarked
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
from tasks.steps.names import looks_like_name, people_in, printed
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
    asides = Asides(markup)
    head = asides.own_head(before=6, after=24)
    sites = [*site_names(markup), *organisations_of(markup, head)]
    printed_ = _printed_credits(markup, head, lines, sites, asides)
    editors = {name.casefold() for name in (*printed_.editors, *printed_.translators)}
    said = [*_machine_names(markup), list(given_authors)]
    if not printed_.on_the_spot and (named := [n for n in _placed_names(placed, sites) if n.casefold() not in editors]):
        printed_ = replace(printed_, authors=tuple(named))
    authors = printed_.authors
    if not authors:
        labelled = _labelled_names(head, sites)
        both = {name.casefold() for name in labelled} & {name.casefold() for names in said for name in names}
        editors -= both  # printed as the byline and so stated: the editor of such a page is its author too
        if {name.casefold() for name in labelled} < {name.casefold() for name in said[0]}:
            labelled = []  # JSON-LD names them all, the head not
        for names in [] if printed_.on_the_spot else [labelled, *said]:
            people_ = [name for value in names for name in people_in(value, sites) if name.casefold() not in editors]
            if found := [name for one in people_ if (name := _as_printed(one, markup))]:
                authors = tuple(dict.fromkeys(found))
                break
    if not authors and not printed_.contributors:
        authors = names_of_site(head, sites) or signed(markup, sites) or author_box(markup, sites)
    if not authors and not printed_.contributors:
        closing = closing_caps(markup, lines, asides)
        if closing is not None and not editors & {name.casefold() for name in closing.authors}:
            return printed_ | closing | Credit(agency=own_wire(sites))
        bare = bare_name(head, sites) or closing_names(markup, sites, asides)
        authors = tuple(name for name in bare if name.casefold() not in editors)
    more = tuple(name for value in _machine_editors(markup) for name in people_in(value, sites))
    return printed_ | Credit(
        authors=authors,
        editors=() if printed_.editors else more,
        agency=own_wire(sites) or closing_wire(markup, asides) or head_wire(head, sites),
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


def _as_printed(name: str, markup: Markup) -> str | None:
    """A user name ("akhmadrijal") gives way to the name printed on the page with its letters ("Akhmad Rijal"); else it is no name."""
    if " " in name or not name.islower() or not markup.marks:
        return name
    spelled = (mark.text for mark in markup.marks if len(mark.text) < 50 and mark.text.replace(" ", "").lower() == name)
    return next((printed(text) for text in spelled if looks_like_name(text)), None)


def _printed_credits(markup: Markup, head: list[Mark], lines: Sequence[str], sites: list[str], asides: Asides) -> Credit:
    """All printed credit lines of a page together; a reporter on the spot leaves out who is merely called Penulis."""
    found: list[Credit] = []
    head = [mark for mark in head if any(map(str.isalnum, mark.text))]  # a colon in a cell of its own
    apart = [list(mark_credits(mark, sites)) for mark in head]
    found += [credit for credits in apart for credit in credits]
    rest = [mark for mark, credits in zip(head, apart, strict=True) if not credits]
    found += [credit for _, credit in credits_in([unmarked(text) for text in listed_together(rest)], sites)]
    above = [mark.text for mark in head]
    below = [credit for _, credit in credits_in([line for line in lines if len(line) <= 200 and not asides.lists(line)], sites)]
    below += tail_credits(markup, sites, asides)
    if _is_only_posted(above, found, below):
        found = [replace(credit, authors=()) for credit in found]
    found += below
    spot = [credit for credit in found if credit.on_the_spot]
    credit = Credit()
    for one in [*spot, *found]:
        credit |= replace(one, authors=()) if spot and not one.on_the_spot else one
    return replace(credit, contributors=tuple(name for name in credit.contributors if name not in credit.translators))


_POSTED = re.compile(r"(?i)\b(?:oleh|by)\W*$")


def _is_only_posted(head: Sequence[str], above: Sequence[Credit], below: Sequence[Credit]) -> bool:
    """Whether the "Oleh" above the text is of who posted it: below it somebody else is called its author."""
    named = {name for credit in above for name in credit.authors}
    wrote = {name for credit in below for name in credit.authors}
    if not named or not wrote or named & wrote:
        return False
    said = [text[: text.find(name)] for name in named for text in head if name in text]
    return bool(said) and all(map(_POSTED.search, said))


_NAME_LABEL = re.compile(r"\bnama\b|\bprofil|\busername\b")
_EDITOR_LABEL = re.compile(r"editor|redaktur|penyunting")
_NOT_AUTHOR_LABEL = re.compile(
    r"comment|komentar|related|terkait|popul|photo|foto|caption|bio\b|description|share|(?<!author-)(?<!authors-)(?<!penulis-)list"
)
_AUTHOR_HREF = re.compile(
    r"/(?:author|penulis|reporter|byline|wartawan|jurnalis|profil|profile|user|kontributor|kolumnis|writer|by|tim|team|people)s?/|[?&](?:author|reporter)="
)


def _labelled_names(head: list[Mark], sites: list[str]) -> list[str]:
    """Names in elements of the head that the outlet calls author, byline ..., or that link to an author's page: the first such block
    and those right after it with the same label."""
    names: list[str] = []
    label = None
    between = 0  # a line under each name: what its bearer is
    for mark in head:
        found = _labelled_in(mark, sites) if len(mark.text) <= 140 and label in (None, _own(mark)) else []
        if label is not None and not found:
            between += 1
            if between > 1 or len(mark.text) > 140:
                break
        if found and all(_may_follow(name, names) for name in found):
            label, between = _own(mark), 0
            names += found
    return names


def _may_follow(text: str, names: list[str]) -> bool:
    """Whether what stands below a name is another name; what its bearer is ("Ekonom senior") has words in small letters."""
    return not names or " " not in text or looks_like_name(text) or "," in text


def _labelled_in(mark: Mark, sites: list[str]) -> list[str]:
    names: list[str] = []
    for part, element in mark.parts[:10]:
        words = " ".join((words_of(element), words_of(_parent(element)), _hook(element)))
        inline = element.tag in ("a", "span", "b", "strong")
        href = element.get("href") or _parent(element).get("href") or "" if inline else ""
        if _EDITOR_LABEL.search(words) and not AUTHOR_LABEL.search(words):
            continue
        called = AUTHOR_LABEL.search(words) and not _NOT_AUTHOR_LABEL.search(words)
        named = _NAME_LABEL.search(words) and (looks_like_name(part) or "profil" in words)
        if _may_follow(part, names) and (called or named or _AUTHOR_HREF.search(href)):
            names += _names_of(part, sites)
    if not names and AUTHOR_LABEL.search(_own(mark)) and not _NOT_AUTHOR_LABEL.search(_own(mark)):
        names = _names_of(mark.text, sites)
    return names


def _hook(element: _Element) -> str:
    """What the scripts of a site call an element whose classes say nothing: data-testid and the like."""
    return " ".join(
        str(value).lower()[:60]
        for key, value in element.attrib.items()
        if key in ("data-qa-id", "data-testid", "data-hook", "data-test")
    )


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


_META_AUTHOR = re.compile(r"author|penulis|reporter|^creator|dc\.creator")
_META_OTHER = re.compile(r"twitter:|publisher|id$|url|image|email")


def _machine_names(markup: Markup) -> Iterator[list[str]]:
    """Names that markup states, most trusted first: JSON-LD, microdata, meta elements."""
    yield people(markup.article.get("author"))
    yield people(markup.article.get("creator"))
    yield list(markup.props.get("author", ()))[:3]
    for name, values in markup.metas.items():
        if _META_AUTHOR.search(name) and not _META_OTHER.search(name):
            yield values[:3]
    for number in ("1", "2"):  # Yoast: twitter:label1 "Ditulis oleh", twitter:data1 the name
        label = markup.meta(f"twitter:label{number}") or ""
        if re.search(r"(?i)oleh|by|penulis|author", label):
            yield [markup.meta(f"twitter:data{number}") or ""]
