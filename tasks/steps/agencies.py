"""Agencies: the wire a text is credited to, and the citation of the article it was taken from."""

import re
from collections.abc import Iterable
from typing import NamedTuple

# Canonical name -> how outlets write it. Seen in credits of the sample pages and of ../knowledge; the rest are the wires that Indonesian
# outlets buy or quote.
AGENCIES = {
    "Antara": r"(?:LKBN |Kantor Berita )?Antara(?:[ -]?(?!lain)\w{2,14})?(?:\.com)?",
    "Reuters": r"Reuters?|rtr",
    "AFP": r"AFP|Agence France[- ]Presse",
    "AP": r"AP|Associated Press|Assosiated Press",
    "Xinhua": r"Xinhua(?:\s?News)?(?:-OANA)?",
    "Anadolu": r"Anadolu(?: Agency)?|AA",
    "Bernama": r"Bernama",
    "Kyodo": r"Kyodo(?: News)?|Kyodo-OANA",
    "Yonhap": r"Yonhap(?:-OANA)?(?: News)?",
    "Bloomberg": r"Bloomberg(?: News)?",
    "DPA": r"DPA",
    "EFE": r"EFE",
    "TASS": r"(?:ITAR-)?TASS",
    "Sputnik": r"Sputnik",
    "RIA Novosti": r"RIA(?: Novosti)?",
    "Interfax": r"Interfax",
    "KCNA": r"KCNA",
    "VOA": r"VOA(?: Indonesia)?|Voice of America",
    "BBC": r"BBC(?: News)?(?: Indonesia)?",
    "Deutsche Welle": r"DW(?: Indonesia)?|Deutsche Welle",
    "ABC": r"ABC(?: News)?(?: Australia| Indonesia)?",
    "UPI": r"UPI",
    "WAM": r"WAM",
    "SPA": r"SPA",
    "IRNA": r"IRNA",
    "PTI": r"PTI",
    "Aljazirah": r"Al[ -]?Jaz(?:eera|irah)",
    "PR Newswire": r"(?:Antara\s?/\s?)?PR\s?Newswire",
}  # fmt: skip
_ONE = re.compile("|".join(f"(?P<a{n}>{pattern})" for n, pattern in enumerate(AGENCIES.values())), re.IGNORECASE)
_NAMES = list(AGENCIES)
# Wires whose usual spelling in lower case is a word or a set of initials.
_CAPITALS_ONLY = {"AP", "AA", "SPA", "WAM", "PTI", "ABC", "DW", "UPI", "RIA", "EFE", "DPA"}


def agency_of(text: str, only: bool = False) -> str | None:
    """Return the wire that a short credit names ("Antara", "Antara/Reuters", "Reuters, CNN", "Kantor Berita Antara"): the first of them.

    `only`: nothing but wires may be named, so that a photographer's credit ("Alexei Nikolsky, Sputnik") is none. None for a text longer than a
    credit (60 characters).
    """
    if len(text) > 60:
        return None
    pieces = [piece for piece in re.split(r"\s*(?:[/,;&|+]|\s(?:dan|and|via)\s)\s*", text.strip(" .:()[]*-–—\"'")) if piece]
    whole = _wire(text.strip(" .:()[]*-–—\"'"))
    wires = [_wire(piece) for piece in pieces]
    if whole or (only and None in wires):
        return whole
    if any(map(_OFFICE.match, pieces)):  # "(Humas/AP)": the initials of the press office's writer
        wires = [wire for wire in wires if wire and not wire.isupper()]
    return next(filter(None, wires), None)


_OFFICE = re.compile(r"(?i)(?:humas|prokopim|diskominfo\w*|kominfo|media center|mc|pendam|penrem|pen)\b")


def _wire(piece: str) -> str | None:
    match = _ONE.fullmatch(piece.strip())
    if not match or match.lastgroup is None:
        return None
    if piece.strip().upper() in _CAPITALS_ONLY and not piece.strip().isupper():
        return None
    return _NAMES[int(match.lastgroup[1:])]


def own_wire(hosts: Iterable[str]) -> str | None:
    """Return the wire whose own site one of `hosts` is: on antaranews.com and its regional hosts every text is Antara's."""
    return "Antara" if any(host == "antaranews.com" or host.endswith(".antaranews.com") for host in hosts) else None


_DESK = re.compile(r"\s?/\s?\w{1,3}(?:-\d{1,2})?$")  # (Antara/OL-1): the wire, and the desk that edited it
_CLOSING = re.compile(r"\s*[\[(]\s*([A-Za-z][A-Za-z0-9 /,.&-]{1,40})[\])]\s*[.*]*$")
_ACCORDING = re.compile(
    r"(?i)^\W*(?:di)?(?:lansir|kutip|sadur|lapor(?:kan)?|olah)\s?(?:oleh\s|dari\s|laman\s|situs\s|kantor berita\s){0,3}"
    r"([A-Za-z][A-Za-z /,.-]{1,40}?)\W*$|^\W*(?:laporan|berita)\s(?:dari\s)?([A-Z][A-Za-z /]{1,30}?)\W*$"
)


def closing_agency(text: str) -> tuple[str, str | None]:
    """Return a paragraph without the wire in brackets at its end ("... kata dia. (Antara)"), and that wire.

    Also for a whole line that is a wire's credit: "(Antara)", "Reuters", "Dilansir AFP", "sumber: Antara/Reuters"; then nothing is left of it.
    Brackets that hold no wire, or stand inside a sentence ("kantor berita (Antara) mengabarkan"), stay.
    """
    match = _CLOSING.search(text[-60:])
    if match:
        agency = agency_of(_DESK.sub("", match[1]), only=True)
        rest = text[: len(text) - len(text[-60:]) + match.start()]
        if agency and (not rest or rest.rstrip()[-1:] in ".!?\"”'’)"):
            return rest.rstrip(), agency
    if len(text) <= 60:
        said = _ACCORDING.match(text)
        agency = agency_of(said[1] or said[2]) if said else agency_of(text, only=True)
        if agency:
            return "", agency
    return text, None


class Citation(NamedTuple):
    """The article that a text says it is taken from, as far as it says so."""

    outlet: str | None
    title: str | None
    url: str | None


_CITATION = re.compile(
    r"(?i)\b(?:artikel|berita|tulisan|konten|naskah|laporan)(?: ini)?,? "
    r"(?:(?:sudah|telah|pernah|sebelumnya|pertama kali|lebih dulu|lebih dahulu|ini|juga)\s){0,5}"
    r"(?:di)?(?:tayang(?:kan)?|terbit(?:kan)?|muat|dipublikasikan|publikasi(?:kan)?|naik|unggah|diunggah)(?: sebelumnya| pertama kali| lebih dulu)?"
    r"(?: di| pada| oleh| dalam)(?: laman| situs| portal| media| kanal)?\s+(?P<outlet>[^\"“”'‘’,;:]{2,60}?)"
    r"(?:[\s,]*(?:dengan|berjudul|yang berjudul|di bawah|\bjudul)[\s,]*(?:judul)?\s*:?\s*(?P<rest>.*)"
    r"|[.,;:]?\s*(?P<plain>(?:klik|baca|https?:|link|url|tautan).*)|\s*[.]?$)"
)
_QUOTED = re.compile(
    r"[\"“”‘](?P<title>[^\"“”]{8,300}?)[\"”’]?(?=[\s,.]*(?:$|\(?(?i:klik|baca|https?|link|url|tautan|penulis|editor|laporan)))"
)
_LINK = re.compile(r"https?://[^\s\"'<>)\]]+")


def citation_of(text: str) -> Citation | None:
    """Return the citation in a line such as `Artikel ini telah tayang di Kompas.com dengan judul "...", Klik untuk baca: https://...`.

    The title is what stands in quotes, or until the link or the prompt to click. None when the line is no citation.
    """
    if len(text) > 900:
        return None
    match = _CITATION.search(text)
    if not match or match.start() > 60:
        return None
    rest = (match["rest"] or match["plain"] or "").strip()
    link = _LINK.search(rest)
    quoted = re.match(r"[\"“‘](?P<title>[^\"“”]{8,300})[\"”]", rest) or _QUOTED.search(rest)
    title = quoted["title"] if quoted else None
    if title is None and match["rest"]:
        title = re.split(r"(?i)[\s,.]*(?:\(?https?://|[.,]\s*(?:klik|baca selengkapnya|baca)\b|\bklik\b|\blink:)", rest)[0]
    title = title.strip(" \"“”‘’'.,:;") if title else None
    outlet = re.split(r"(?i)\.\s|\s(?:selengkapnya|baca|klik)\b", match["outlet"])[0].strip(" .,")
    if outlet.lower().startswith("bahasa "):
        return None  # "pertama kali terbit dalam bahasa Jerman"
    return Citation(outlet, title if title and len(title) >= 8 else None, link[0].rstrip(".,") if link else None)
