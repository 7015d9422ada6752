"""The Indonesian layer: what a body still prints around its reporting is read and cut: credits, dates, dateline, initials, wire, citation."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from seeds.rules import Rules
from tasks.steps.agencies import Citation, agency_of, citation_of, closing_agency
from tasks.steps.closings import closing_code, closing_credit, closing_mark, closing_name
from tasks.steps.creditlines import Credit, closing_initials, credit_of, credits_in, name_line
from tasks.steps.datelines import city_after_site, is_credited_caption, is_place, place_among, place_name
from tasks.steps.dates import line_witness
from tasks.steps.furniture import strip_lines
from tasks.steps.hints import as_credit, dateline_of, is_town
from tasks.steps.lines import Cut, Line
from tasks.steps.names import looks_like_name, printed
from tasks.steps.shapes import is_prose
from tasks.steps.text_lines import SENTENCE_END

HEAD, TAIL = 5, 8  # lines from either end of a body among which credits of any kind and dates are looked for
ROUNDS = 12  # a cut may uncover the next one; each round but the last cuts something, and most bodies need two
INITIALS_MAX = 6  # letters; a longer word in brackets may be one of the text's own
# What follows the author's name in the last line, where it says who that is; a verb of the news does not.
ABOUT = re.compile(r"\s?(?:,|\(|[-–—]|adalah\b|merupakan\b|saat ini\b|sehari-hari\b)\s?[^\W\d]")
ABOUT_MAX = 400
EMPTY = Credit()
_ROLE = r"(?:Pewarta|Penulis|Reporter|Sumber|Penerjemah|Editor|Redaktur)\s?:\s?[A-Z]"
GLUED_CREDIT = re.compile(
    rf"(?:(?<=[.!?\"”'’)])|^|(?<=\s)){_ROLE}[^:©]{{2,60}}(?:(?:(?<=[a-z])|(?<=\s)){_ROLE}[^:©]{{2,60}}){{0,3}}"
    r"(?:(?<=\s)(?i:copyright) ?©.{0,250})?$"
)
MIXED_INITIALS = re.compile(r"[(\[]\s*(?P<code>[A-Za-z]{2,8}(?:/[A-Za-z]{2,8}){1,2})\s*[)\]]\W*")
SIGNED = re.compile(r"[(\[](?P<name>[^()\[\]/|]{5,36})(?: ?[/|-] ?[\w.]{2,20})?[)\]]")
RIGHTS = re.compile(r"(?i)copyright ?©")
CLOSINGS: tuple[tuple[str, Callable[[str], tuple[str, str | None]]], ...] = (
    ("initials", closing_initials),
    ("agency", closing_agency),
    ("byline", closing_name),
    ("credit", closing_credit),
    ("initials", closing_code),
    ("end-mark", closing_mark),
)


@dataclass
class Layer:
    """A body as reporting alone, all cuts of its page, and what the cut lines said."""

    lines: list[Line]
    cuts: list[Cut]
    dateline: str | None = None
    site: str | None = None  # the name of the site that stands in the dateline
    agency: str | None = None
    initials: list[str] = field(default_factory=list)
    citation: Citation | None = None
    credits: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    signed: list[str] = field(default_factory=list)  # names in brackets at the end of the text


def strip_layer(
    lines: list[Line],
    cuts: Iterable[Cut],
    title: str | None,
    subtitle: str | None,
    rules: Rules,
    outlet: str | None = None,
    sites: Sequence[str] = (),
) -> Layer:
    """Return the body `lines` without furniture and without what the Indonesian layer reads; the given `cuts` come first.

    `outlet` is the key of the outlet, `sites` the names by which the page calls itself. Rounds go on until one cuts nothing, so
    stripping twice is stripping once (law 8).
    """
    layer = Layer(lines, list(cuts))
    for cut in layer.cuts:
        note(layer, cut.text)
    for _ in range(ROUNDS):
        layer.lines, furniture = strip_lines(
            layer.lines, rules, outlet
        )  # first, for initials and end marks tell it where the text ends
        for cut in furniture:
            note(layer, cut.text)
        layer.cuts += furniture
        told = len(layer.cuts)
        cut_titles(layer, title, subtitle)
        cut_credits(layer)
        cut_glued_credits(layer)
        cut_dates(layer)
        cut_dateline(layer, sites)
        cut_citations(layer)
        cut_closings(layer)
        if len(layer.cuts) == told:  # strip_lines is stable by itself
            break
    layer.cuts.sort(key=lambda cut: cut.line)
    layer.initials = list(dict.fromkeys(layer.initials))
    return layer


def note(layer: Layer, text: str) -> None:
    """Keep what a cut says: its citation; the initials it is, and the wire among them ("(rtr/jon)")."""
    layer.citation = layer.citation or citation_of(text)
    if len(text) > 40:
        return
    if (signed := SIGNED.fullmatch(text)) and looks_like_name(signed["name"]):
        layer.signed.append(printed(signed["name"]))
    rest, code = closing_initials(text)
    mixed = MIXED_INITIALS.fullmatch(text)
    if code is None and mixed and not all(agency_of(part) for part in mixed["code"].split("/")):
        rest, code = "", mixed["code"]
    if code and not rest:
        layer.initials.append(code)
        layer.agency = layer.agency or agency_of(code)


def note_initials(layer: Layer, lines: Iterable[str]) -> None:
    """Keep the first of `lines` that is nothing but initials with a slash: some templates print them in a box of their own."""
    for line in lines:
        if len(line) <= 20 and "/" in line and line[:1] in "([":
            note(layer, line)
            if layer.initials:
                return


def cut_where(layer: Layer, rule: str, places: Iterable[int]) -> None:
    """Cut the lines at `places` whole."""
    gone = set(places)
    layer.cuts += [Cut(layer.lines[i].number, layer.lines[i].text, rule) for i in sorted(gone)]
    layer.lines = [line for i, line in enumerate(layer.lines) if i not in gone]


def cut_titles(layer: Layer, title: str | None, subtitle: str | None) -> None:
    """Cut the headline and the deck where they stand again above the text; a deck that stands among the paragraphs is one of them."""
    if title and len(layer.lines) > 1:
        cut_where(layer, "title", [i for i, line in enumerate(layer.lines[:HEAD]) if same(line.text, title)])
    if subtitle and len(layer.lines) > 1 and same(layer.lines[0].text, subtitle):
        cut_where(layer, "subtitle", [0])


def same(text: str, other: str) -> bool:
    return text.strip(" .\"“”'").casefold() == other.strip(" .\"“”'").casefold()


def cut_credits(layer: Layer) -> None:
    """Cut credit lines: those that name people anywhere, a mere label or wire only near either end and not as a sentence."""
    texts = [as_credit(line.text) if len(line.text) <= 200 else "" for line in layer.lines]
    places = []
    for place, credit in credits_in(texts):
        people = credit.authors or credit.editors or credit.contributors
        at_edge = place < HEAD or place >= len(texts) - TAIL
        if people or (at_edge and (credit.agency or not SENTENCE_END.search(texts[place]))):
            places.append(place)
    layer.credits += [texts[place] for place in places]
    cut_where(layer, "credit", places)


def cut_glued_credits(layer: Layer) -> None:
    """Cut credits that a dump left on the end of the text's last lines ('... katanya.Pewarta: A BEditor: C Copyright © ANTARA 2023')."""
    for place in range(len(layer.lines) - 1, max(-1, len(layer.lines) - 4), -1):
        text = layer.lines[place].text
        found = GLUED_CREDIT.search(text, max(0, len(text) - 400))
        if found is None:
            continue
        credit = RIGHTS.split(found[0], maxsplit=1)[0].strip()
        said = credit_of(credit)
        if said is None or not (said.authors or said.editors or said.agency or "©" in found[0]):
            continue
        layer.credits.append(credit)
        layer.cuts.append(Cut(layer.lines[place].number, found[0], "credit"))
        put_rest(layer, place, text[: found.start()].rstrip())


def cut_dates(layer: Layer) -> None:
    """Cut date lines above the text."""
    places = []
    for place, line in enumerate(layer.lines[:HEAD]):
        if is_prose(line.text):
            break
        if len(line.text) <= 140 and line_witness(line.text) is not None:
            places.append(place)
    layer.dates += [layer.lines[place].text for place in places]
    cut_where(layer, "date-line", places)


def cut_dateline(layer: Layer, sites: Sequence[str]) -> None:
    """Cut the datelines off the first three lines: those with a site or a wire in them, and a bare town where no paragraph stands above it.

    The first is kept as the article's. Nothing here depends on what was cut before, so that a second look finds nothing more (law 8).
    """
    body = "\n".join(line.text for line in layer.lines[:12])
    has_prose_above = False
    for line in [line for line in layer.lines[:HEAD] if line.kind != "li"][:3]:  # points in brief may stand above the text
        if is_credited_caption(line.text):
            cut_where(layer, "caption", [layer.lines.index(line)] if body.count("\n") else [])
            continue
        found = dateline_of(line.text, sites, body)
        is_sure = found.site is not None or found.agency is not None or (not found.rest and line.text.isupper())
        if found.rest == line.text or (has_prose_above and not is_sure):
            has_prose_above = has_prose_above or is_prose(line.text)
            continue
        city, site, rest = found.city, found.site, found.rest
        if city and not site:
            city, site = place_among(city, sites, lambda name: is_town(name, body))
        elif site and not city:
            city, rest = city_after_site(rest)
        layer.cuts.append(Cut(line.number, line.text[: len(line.text) - len(rest)].strip(), "dateline"))
        layer.dateline, layer.site = layer.dateline or place_name(city), layer.site or site
        layer.agency = layer.agency or found.agency
        put_rest(layer, layer.lines.index(line), rest)
        return


def cut_citations(layer: Layer) -> None:
    """Cut the lines that say which article this one is taken from, and keep the first."""
    places = [i for i, line in enumerate(layer.lines) if len(line.text) <= 900 and citation_of(line.text)]
    for place in places:
        layer.citation = layer.citation or citation_of(layer.lines[place].text)
    cut_where(layer, "citation", places)


def cut_closings(layer: Layer) -> None:
    """Cut initials, the wire, who signed and marks of the end off the ends of the last three lines."""
    for place in range(len(layer.lines) - 1, max(-1, len(layer.lines) - 4), -1):
        for rule, close in CLOSINGS:
            line = layer.lines[place]
            rest, said = close(line.text)
            if said is None or is_explained(layer, place, said):
                continue
            layer.cuts.append(Cut(line.number, line.text[len(rest) :].strip(), rule))
            note_closing(layer, rule, said)
            put_rest(layer, place, rest)
            if not rest:
                break


def is_explained(layer: Layer, place: int, said: str) -> bool:
    """Whether the text takes up what closes the line at `place`: a star a footnote, a word in brackets its own words."""
    if said == "*":
        return any(line.text.startswith("*") for line in layer.lines[place + 1 :])
    used = re.compile(rf"(?<![(\[]){re.escape(said)}(?!\w)")
    return len(said) > INITIALS_MAX and said.isalpha() and said.islower() and any(used.search(line.text) for line in layer.lines)


def note_closing(layer: Layer, rule: str, said: str) -> None:
    """Keep what a closing says."""
    if rule == "agency":
        layer.agency = layer.agency or said
    elif rule != "end-mark":
        {"initials": layer.initials, "byline": layer.signed, "credit": layer.credits}[rule].append(said)


def put_rest(layer: Layer, place: int, rest: str) -> None:
    """Put what is left of the line at `place` in its place; nothing left, and the line goes."""
    line = layer.lines[place]
    kept = (
        [replace(line, text=rest, link_chars=min(line.link_chars, len(rest)), bold_chars=min(line.bold_chars, len(rest)))]
        if rest
        else []
    )
    layer.lines = [*layer.lines[:place], *kept, *layer.lines[place + 1 :]]


def cut_signature(layer: Layer) -> None:
    """Cut the last line where it is nothing but a name, or a reporter's and an editor's ("Dewi Lestari/Bima Lubis"), right below the text."""
    if len(layer.lines) < 3 or layer.lines[-1].kind != "p" or not is_prose(layer.lines[-2].text):
        return
    pieces = re.split(r"\s?[/|]\s?|,\s", layer.lines[-1].text.strip(" -–—*•()[]"))
    if len(pieces) <= 2 and all(map(looks_like_name, pieces)):
        layer.signed += map(printed, pieces if "," in layer.lines[-1].text else pieces[:1])  # a reporter and an editor otherwise
        cut_where(layer, "byline", [len(layer.lines) - 1])


def cut_names(layer: Layer, names: Sequence[str]) -> None:
    """Cut lines near either end that are nothing but one of `names`, the people known to have made the article."""
    known = {name.casefold() for name in names}
    ends = [*range(min(HEAD, len(layer.lines))), *range(max(HEAD, len(layer.lines) - TAIL), len(layer.lines))]
    cut_where(layer, "byline", [i for i in ends if len(layer.lines[i].text) <= 60 and is_signed(layer.lines[i].text, known)])
    cut_where(layer, "author-box", range(about_author(layer, known), len(layer.lines)))
    layer.cuts.sort(key=lambda cut: cut.line)


def about_author(layer: Layer, known: set[str]) -> int:
    """Return the index of the last line where it says who the author is ("Rina Umar, dosen ...", "Rina Umar adalah ..."), else that of the end."""
    end = len(layer.lines)
    text = layer.lines[-1].text.strip("*() ").casefold() if end >= 4 else ""
    said = next((text[len(name) :] for name in known if text.startswith(name) and name.count(" ")), "")
    return end - 1 if len(text) <= ABOUT_MAX and ABOUT.match(said) else end


def is_signed(text: str, known: set[str]) -> bool:
    """Whether a line is one of the names `known`, also with an editor, a wire or a town behind a bar ("RINA UMAR | SUJATMIKO")."""
    if (name_line(text) or text).casefold() in known:
        return True
    first, *others = re.split(r"\s?\|\s?", text.removeprefix("Laporan "))
    return first.casefold() in known and bool(others) and all(one.isupper() or is_place(one) for one in others)
