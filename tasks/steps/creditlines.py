"""Credit lines: who reported, who edited, whose wire it is, from one line as outlets print it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tasks.steps.agencies import agency_of
from tasks.steps.creditforms import is_named, spelled_out, unmarked
from tasks.steps.dates import date_lines
from tasks.steps.names import bare, is_name, looks_like_name, people_in, printed, site_keys
from tasks.steps.places import PLACES
from tasks.steps.roles import ROLE_OF, ROLE_WORDS

__all__ = ["Credit", "closing_initials", "credit_of", "credits_in", "name_line", "role_of"]


@dataclass(frozen=True, slots=True)
class Credit:
    """What one credit line, or all of a page, says: people by role in printed order, the wire, the initials, the photo's credit."""

    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()  # those of the contributors who only put it into Indonesian: no authors
    agency: str | None = None
    initials: str | None = None
    photo: str | None = None
    on_the_spot: bool = False  # "Laporan Wartawan Tribun Timur, A": who reported, whoever else is called Penulis

    def __or__(self, other: "Credit") -> "Credit":
        """This credit and what another adds: people of both in order, else the first that says anything."""
        return Credit(
            _merged(self.authors, other.authors), _merged(self.editors, other.editors), _merged(self.contributors, other.contributors),
            _merged(self.translators, other.translators),
            self.agency or other.agency, self.initials or other.initials, self.photo or other.photo, self.on_the_spot or other.on_the_spot,
        )  # fmt: skip


def _merged(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    seen = {name.casefold() for name in ours}
    return ours + tuple(name for name in theirs if name.casefold() not in seen)


# A role and its colon. Roles may be joined ("Redaktur & Reporter : Boy"), glued to the name before ("SavitriEditor:"), and end in a
# full stop ("Editor. X").
_LABEL = re.compile(
    rf"(?:(?<![A-Za-z])(?i:(?P<role>{ROLE_WORDS}))|(?<=[A-Za-z])(?P<glued>Editor|Pewarta|Reporter|Penulis|Red|Redaktur|Author|Sumber))"
    rf"(?:\s?(?:&|/|dan|,)\s?(?i:(?P<second>{ROLE_WORDS})))?"
    r"\s?(?:[:;]|\.(?=\s[A-Z])|(?:(?<=[Bb]y)|(?<=[Oo]leh)|(?<=BY)|(?<=OLEH))\s(?=[A-Z]))\s*"
)
_LEADING = re.compile(r"^[\s(\[*|•·■●▪–—\-/]*")
# "Laporan Wartawan Tribun Timur, Mulyadi", "Kontributor Lhokseumawe, Masriadi": what stands before the comma is a newsroom or a place.
_NEWSROOM = re.compile(
    r"(?i)^(?P<spot>laporan\s+(?:langsung\s+)?)?(?:wartawan|reporter|kontributor|koresponden|jurnalis|contributor)(?:\s+(?:dan|/)\s+\w+)?"
    r"\s+(?P<room>[^,:|]{2,45}),\s*(?P<names>[^.]{3,120})\.?$"
)
_REPORT = re.compile(
    r"(?i)^laporan\s+(?:dari\s+)?(?:wartawan|reporter|kontributor|koresponden|jurnalis)\s*:?\s+(?P<names>[A-Z][^,:|.]{3,60}?)"
    r"(?-i:\sdari\s[A-Z][\w ]{2,25})?\.?$"
)
_NAME_ROLE = re.compile(
    r"^(?P<name>[^|:]{3,60}?)(?:\s*[,(|/–-]\s*|\s+|(?<=[a-z])(?=[A-Z]))"
    r"(?P<role>Penulis|Author|Editor|Reporter|Wartawan|Pewarta|Redaktur|Kontributor|Jurnalis|Contributor)\)?$"
)
_CONTRIBUTED = re.compile(
    r"^(?P<names>[A-Z][^.]{2,80}?) (?:(?:ikut |turut )?(?:berkontribusi|membantu) dalam (?:penulisan|penyusunan|liputan|laporan)"
    r"(?: artikel| berita)?(?: ini)?|(?P<put>menerjemahkan|mengalihbahasakan) (?:artikel|tulisan|berita) ini(?: dari [Bb]ahasa \w+)?)\.?$"
)
# What a label ends in: without any of it in a line there is no label, and the long pattern is not tried.
_LABEL_END = re.compile(r"[:;]|\.\s[A-Z]|(?:[Bb]y|[Oo]leh|BY|OLEH)\s[A-Z]")
CREDIT_MAX = 200
_RIGHTS = re.compile(r"(?i)\s*(?:copyright\s*)?©.*$")


def role_of(text: str) -> str | None:
    """Return the role that a line or table cell holding nothing but a label names ("Penulis", "Editor :"): author, editor ... else None."""
    if not 3 <= len(text) <= 30:
        return None
    return ROLE_OF.get(text.strip(" :|,;-–—*\t").lower())


def _role(word: str) -> str | None:
    return ROLE_OF.get(" ".join(word.lower().split()))


@lru_cache(maxsize=256)  # the lines at the ends of a page are read by several
def credit_of(text: str, sites: tuple[str, ...] = ()) -> Credit | None:
    """Return what a line that is wholly a credit line says; None for any other line.

    Read are all spellings of ../knowledge: "Rep: A/ Red: B", "Pewarta: A Editor: B" (also glued), "Kontributor Kota, A", "Reporter: A | Editor: B",
    "Redaktur & Reporter : Boy", "Laporan Wartawan Tribun Timur, A", "Oleh: A", "A Penulis", "Editor. A", "sumber : Reuters", and these beside a date.
    People only: a label followed by an organisation gives a Credit without names. A sentence that begins with such a word gives None.
    """
    text = text.strip()
    if not 3 <= len(text) <= CREDIT_MAX:
        return None
    stamps = date_lines(text)
    for stamp in reversed(stamps):
        text = f"{text[: stamp.start]} {text[stamp.end :]}" if stamp.start < len(text) else text
    if "©" in text:
        text = _RIGHTS.sub("", text)
    text = _LEADING.sub("", " ".join(text.split())).rstrip(" |-–—•·*")
    if text.count(")") > text.count("("):
        text = text.rstrip(" )")
    text = spelled_out(unmarked(text) if stamps else text)
    return _newsroom(text, sites) or _labelled(text, sites) or _name_role(text, sites)


def _newsroom(text: str, sites: Iterable[str]) -> Credit | None:
    match = _NEWSROOM.match(text) or _REPORT.match(text)
    if match:
        names = tuple(people_in(_without_site(match["names"], sites), sites))
        spot = text.lower().startswith("laporan")
        if names and len(names) >= len(re.split(r",|\sdan\s|&|/", match["names"].strip())) - 1:
            return Credit(authors=names, on_the_spot=spot)
    match = _CONTRIBUTED.match(text)
    if match and (names := tuple(people_in(match["names"], sites))):
        return Credit(contributors=names, translators=names if match["put"] else ())
    return None


def _without_site(names: str, sites: Iterable[str]) -> str:
    """Names without the site's before them: "Laporan reporter Kabar Contoh Rina Kartika"."""
    words, known = names.split(), site_keys(sites)
    own = next((count for count in (3, 2, 1) if count < len(words) and bare("".join(words[:count])) in known), 0)
    return " ".join(words[own:])


def _labelled(text: str, sites: Iterable[str]) -> Credit | None:
    labels = list(_LABEL.finditer(text)) if _LABEL_END.search(text) else []
    if not labels:
        return None
    before = text[: labels[0].start()].strip()
    apart = before.endswith(("|", "•", "·", "/", "-", "–", "—"))
    before = before.strip(" |,-–—•·/:")
    glued = labels[0]["glued"] is not None
    credit = Credit()
    if re.match(r"(?i)(?:baca|simak|lihat|tonton|advertisement|iklan|ads?|powered|sponsored|presented)\b", before):
        return None
    if before:
        if glued and is_name(before):
            credit = Credit(authors=(printed(before),))
        elif len(before.split()) > 5 or not (looks_like_name(before) or before.isupper() or apart):
            return None
        elif apart and role_of(before) is None and is_named(before):
            credit = Credit(authors=(printed(before),))
    for label, after in zip(labels, [*labels[1:], None], strict=True):
        value = text[label.end() : after.start() if after else len(text)].strip(" |,-–—•·/")
        said = _said(label, value, sites)
        if said is None:
            return None
        credit = credit | said
    return credit


def _said(label: re.Match[str], value: str, sites: Iterable[str]) -> Credit | None:
    """What one label and its value say; None when the value is a sentence and the line therefore no credit line."""
    word = (label["role"] or label["glued"]).lower()
    roles = {_role(word), _role(label["second"]) if label["second"] else None} - {None}
    if "agency" in roles:
        return Credit(agency=agency_of(value)) if len(value) <= 90 and not re.search(r"[.!?]\s+\w", value) else None
    if roles == {"photo"}:
        return Credit(photo=value[:120] or None) if len(value) <= 120 else None
    value = re.sub(r"\s(?:pada|at|on)\s[^,|]{0,12}\d.*$", "", value)
    room = _NEWSROOM.match(value)
    name, _, position = value.partition(", ")
    if position[:1].islower() and len(position.split()) <= 8 and looks_like_name(name):
        value = name
    if len(re.findall(r"(?<!\S)(?!(?:dan|serta|and|bin|binti|dari|pada)\b)[a-z]{3,}", value)) >= 3 and not value.islower():
        return None
    names = tuple(people_in(room["names"] if room else re.sub(r"(?i)^(?:kontributor|wartawan|reporter)\s+", "", value), sites))
    if not names and (len(value.split()) > 8 or (word in ("oleh", "by", "laporan", "liputan", "red") and len(value.split()) > 5)):
        return None
    if names and sum(len(name.split()) for name in names) * 2 < len(value.split()) - 4:
        return None
    reporters, redactors = names, names
    if roles == {"author", "editor"} and len(names) == 2:  # "Rep/Ed: A/B"
        reporters, redactors = (names[:1], names[1:]) if _role(word) == "author" else (names[1:], names[:1])
    credit = Credit(initials=value if re.fullmatch(r"[A-Z]{2,4}", value) else None)
    if "author" in roles:
        credit |= Credit(authors=reporters, agency=agency_of(value) if not names else None)
    if "editor" in roles:
        credit |= Credit(editors=redactors)
    if "translator" in roles:
        credit |= Credit(contributors=names, translators=names)
    if "contributor" in roles:
        credit |= Credit(contributors=names) if roles != {"contributor"} or not room else Credit(authors=names)
    return credit


def _name_role(text: str, sites: Iterable[str]) -> Credit | None:
    match = _NAME_ROLE.match(text)
    if not match or not is_name(match["name"].strip()):
        return None
    names = tuple(people_in(match["name"], sites))
    role = _role(match["role"])
    if not names or (len(names[0].split()) == 1 and match["name"].islower()):
        return None
    return (
        Credit(editors=names)
        if role == "editor"
        else Credit(contributors=names)
        if role == "contributor"
        else Credit(authors=names)
    )


_SITE_AFTER = re.compile(r"^(?P<name>.{3,50}?)\s*(?:[-–—|,•·/:]\s*(?P<site>[\w.]+(?:\s[\w.]+){0,2})?\s*|,\s*[A-Z][\w.]+\.com)$")


def name_line(text: str) -> str | None:
    """Return the name in a line that holds nothing but a person's name, or a name and a site ("Fino Yurio Kristo - detikinet"); else None.

    For lines beside the headline only: a sub-heading may read like a name.
    """
    bare = re.sub(r"(?i)^(?:oleh|by)\s*:?\s+", "", text.strip())
    if looks_like_name(bare):
        return printed(bare)
    match = _SITE_AFTER.match(bare)
    if match and looks_like_name(match["name"].strip()):
        site = (match["site"] or "").lower()
        if (
            not site
            or "." in site
            or re.match(r"detik|tribun|okezone|viva|sindo|antara|kompas|cnn|cnbc|liputan|suara|beritasatu", site)
        ):
            return printed(match["name"].strip())
    return None


_CAPS_WORDS = re.compile(r"[A-Z][A-Z'’. -]{3,45}|[A-Z]+\.(?:COM|CO|ID|NET|CO\.ID)|BBC|AFP|AP")


def caps_byline(text: str) -> Credit | None:
    """Return the credit in a closing line of names in capitals, as Tempo prints them: "RINA KARTIKA | ANTARA", "RINA KARTIKA (WANASARI)".

    For a line right after the text only: headings in capitals read alike.
    """
    bare = re.sub(r"\s*\([A-Z ]{3,30}\)", "", text.strip(" *")).strip()
    if not 5 <= len(bare) <= 90 or not bare.isupper():
        return None
    pieces = [piece.strip() for piece in re.split(r"\s*[|,/&]\s*|\sDAN\s", bare) if piece.strip()]
    if not pieces or not all(_CAPS_WORDS.fullmatch(piece) for piece in pieces):
        return None
    names = tuple(printed(piece) for piece in pieces if looks_like_name(piece) and agency_of(piece, only=True) is None)
    return (
        Credit(authors=names, agency=next(filter(None, (agency_of(piece, only=True) for piece in pieces)), None))
        if names
        else None
    )


def credits_in(lines: Sequence[str], sites: Iterable[str] = ()) -> Iterator[tuple[int, Credit]]:
    """Yield the place and the credit of every line of `lines` that is a credit line; a label and its names on the next line are two places.

    "Penulis" / ": Kontributor Lhokseumawe, Masriadi" gives the first place an empty Credit and the second the names. Names may stand before
    their labels too ("Isna Rifka" / "Penulis" / "Yoga Sukmana" / "Editor"): a run of both that begins with a name and ends with a label is so read.
    """
    sites = tuple(sites)
    place = 0
    while place < len(lines):
        end = _run_end(lines, place)
        if end - place >= 2:
            yield from _run(lines, place, end, sites)
            place = end
            continue
        if (credit := credit_of(lines[place], sites)) is not None:
            yield place, credit
        place += 1


_SITE_ALONE = re.compile(r"[\w-]{2,30}(?:\.[a-z]{2,4}){1,2}|(?i:tim|redaksi|admin)(?: \w+){0,4}")


def _run_end(lines: Sequence[str], start: int) -> int:
    """Where the run of labels and names that begins at `start` ends: they take turns."""
    was_label: bool | None = None
    place = start
    while place < min(len(lines), start + 12):
        label = role_of(lines[place]) is not None
        if label == was_label or not (label or _is_value(lines[place], was_label)):
            break
        was_label = label
        place += 1
    return place


def _is_value(line: str, after_label: bool | None) -> bool:
    bare = line.strip(" :,")
    if len(bare) > 90 or role_of(bare) or bare.partition(",")[0].lower() in PLACES:  # "Wanasari, Kabar Contoh"
        return False
    return looks_like_name(bare) or bool(
        after_label and (line.lstrip().startswith(":") or people_in(bare) or agency_of(bare) or _SITE_ALONE.fullmatch(bare))
    )


def _run(lines: Sequence[str], start: int, end: int, sites: Sequence[str]) -> Iterator[tuple[int, Credit]]:
    """A run whose last line is a label has the names before their labels; any other after them."""
    names_first = role_of(lines[end - 1]) is not None
    first = start + (end - start) % 2 if names_first else start + (role_of(lines[start]) is None)
    for place in range(first, end - 1, 2):
        label, value = (place + 1, place) if names_first else (place, place + 1)
        credit = credit_of(f"{lines[label].strip(' :')}: {lines[value].strip(' :,')}", sites)
        if credit is not None:
            yield place, credit if place == value else Credit()
            yield place + 1, credit if place + 1 == value else Credit()


# Brackets that end a sentence and are no reporter's initials: the list of ../knowledge, units, and words outlets put in brackets.
_KEPT_TEXT = """
red ist dok antara ratas nobar dan/atau km/jam m/s kg/m wib wita wit ket dll dsb dkk foto video ap afp reuters rtr bbc cnn
voa wni tni polri kpk dpr mpr dki as uea pbb who un gmt utc am pm bersambung habis selesai tamat end adv advertorial
"""
_KEPT = frozenset(_KEPT_TEXT.split())
_INITIALS = re.compile(r"\s*(?:\(|\[)\s*(?P<code>[A-Za-z*]{1,6}(?:\s?[/-]\s?[A-Za-z*0-9]{1,6}){0,3})\s*(?:\)|\])\s*[.*]*$")


def closing_initials(text: str) -> tuple[str, str | None]:
    """Return a paragraph without the initials at its end, and the initials: "... kata dia. (fyk/ash)" gives ("... kata dia.", "fyk/ash").

    One group of letters counts only after the end of a sentence or alone on its line, since "Komisi Pemilihan Umum (KPU)" ends likewise;
    (red), (ist), (dok), (antara), (ratas), (nobar) and units are never initials.
    """
    match = _INITIALS.search(text[-50:])
    if not match:
        bare = re.fullmatch(r"[a-z]{2,4}(?:/[a-z]{2,4}){1,2}", text.strip())
        return ("", bare[0]) if bare and bare[0] not in _KEPT else (text, None)
    code = re.sub(r"\s", "", match["code"])
    rest = text[: len(text) - len(text[-50:]) + match.start()].rstrip()
    if code.lower() in _KEPT or agency_of(code) or all(part in ("*", "") for part in code.split("/")):
        return text, None
    ended = not rest or rest[-1] in ".!?\"”'’*"
    if ended or ("/" in code and code.islower() and all(len(part) <= 5 for part in re.split(r"[/-]", code)) and "-" not in code):
        return rest, code
    return text, None


def with_initials(credit: Credit, initials: str | None) -> Credit:
    """Return `credit` with the initials found at the end of the text."""
    return replace(credit, initials=credit.initials or initials)
