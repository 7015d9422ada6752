"""Hints in the lines of any outlet: datelines with its own name or an unknown town, wires without a colon, wires named in the prose."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from tasks.steps.agencies import AGENCIES, agency_of
from tasks.steps.creditlines import name_line, role_of
from tasks.steps.datelines import Dateline, split_dateline
from tasks.steps.names import looks_like_name
from tasks.steps.urls import registered_domain

HEAD_CHARS = 100
_DASH = r"(?:--+|[-–—―])"
_CITY = r"[A-Z][\w'’]*(?:[ -][A-Z][\w'’]*){0,3}"
_HOST = r"[A-Za-z0-9][\w-]*(?:\.[\w-]+){0,2}\.[A-Za-z]{2,12}"
_TOWN_BEFORE = (
    r"(?:di|ke|dari|kota|kabupaten|kab\.?|desa|kecamatan|pulau|provinsi|negeri|kampung|distrik|dusun|alun-alun|warga|asal|pemerintah"
    r"|pemkot|pemkab|wali kota|bupati)"
)
# Wires that newsrooms rewrite and then name once in the prose; broadcasters and papers are quoted as sources as well, so they are not here.
WIRES = (
    "Antara", "Reuters", "AFP", "AP", "Xinhua", "Anadolu", "Bernama", "Kyodo", "Yonhap", "Bloomberg", "DPA", "EFE", "TASS", "Sputnik",
    "RIA Novosti", "Interfax", "UPI",
)  # fmt: skip
ROLES = ("Reporter", "Penulis", "Pewarta", "Wartawan", "Jurnalis", "Editor", "Redaktur")
_NAMED = re.compile(
    r"\b(?:[Dd]i(?:lansir|kutip|laporkan|beritakan|sadur|wartakan)|[Mm](?:elansir|engutip))(?: oleh| dari| laman| situs| kantor berita| media){0,3} "
    rf"(?P<wire>{'|'.join(AGENCIES[name] for name in WIRES)})\b(?!\.\w)"
)


def dateline_of(text: str, sites: Sequence[str] = (), body: str = "") -> Dateline:
    """Return the dateline of a first paragraph; also one with a host of any ending, one of the page's own `sites` names, or an unknown town.

    A town that no list knows counts when `body` names it again as a place ("Karangjati - Embung di Desa Karangjati ...").
    """
    known = split_dateline(text)
    if known.rest != text and not (known.city and any(known.city.lower().endswith(f", {site.lower()}") for site in sites)):
        return known
    head = text[:HEAD_CHARS]
    for form in _forms(tuple(sites)):
        found = form.match(head)
        if found is None or not re.match(r"\s*[A-Z0-9\"“‘'(]|\s*$", text[found.end() :]):
            continue
        parts = found.groupdict()
        if "site" in parts or is_town(parts["city"], body[:6000]):
            return Dateline(parts.get("city"), parts.get("site"), None, text[found.end() :].strip())
    return known


@lru_cache(maxsize=1000)  # pages come from many sites in turn, and `re` forgets more than it takes to read one
def _forms(sites: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of datelines of a site that calls itself by these names."""
    site = "|".join([_HOST, *(rf"(?i:{re.escape(name)})" for name in sites if len(name) >= 3)])
    forms = (
        rf"(?P<site>{site})\s*[,/|(-]\s*(?P<city>{_CITY})\)?\s*,?{_DASH}\s*",
        rf"(?P<city>{_CITY})\s*[,/|]\s*(?P<site>{site})\s*(?:{_DASH}\s*|\.(?=\s[A-Z\"“]))",
        rf"(?P<city>{_CITY}),\s?(?P<site>{site})$",  # on a line of its own
        rf"(?P<site>{site})\s*{_DASH}\s+",
        rf"(?P<city>[A-Z]{{4,}}(?: [A-Z]+){{0,2}}),\s?(?P<site>[A-Z]\w+(?: [A-Z]\w+){{0,2}})\s*{_DASH}\s+",
        rf"(?P<city>{_CITY})\s?,?\s?{_DASH}\s+",
    )
    return tuple(map(re.compile, forms))


def is_town(city: str, body: str) -> bool:
    """Whether `body` speaks of `city` as of a place, or it is a known one."""
    if city.isupper() and len(city) >= 4:
        city = city.title()
    return (
        re.search(rf"(?i:\b{_TOWN_BEFORE})\s(?:\w+\s)?{re.escape(city)}\b", body) is not None
        or split_dateline(f"{city} - A").rest == "A"
    )


def as_credit(text: str) -> str:
    """Return a credit line that lacks its colon with it: "- Penulis, Johanes Silooy", "Reporter Rina Umar", "Sumber Antara"; else `text`."""
    bare = text.strip("-–—•* ")
    if len(bare) > 60:
        return text
    role, comma, name = bare.partition(", ")
    if comma and role_of(role) and name_line(name):
        return f"{role}: {name}"
    word, _, rest = bare.partition(" ")
    if word.lower() == "sumber" and agency_of(rest):
        return f"Sumber: {rest}"
    return f"{word}: {rest}" if word in ROLES and 2 <= rest.count(" ") + 1 <= 4 and looks_like_name(rest) else text


def agency_named(paragraphs: Sequence[str]) -> str | None:
    """Return the first wire that the prose says it is taken from ("demikian dilaporkan Reuters"); None when it names none."""
    for paragraph in paragraphs:
        for found in _NAMED.finditer(paragraph):
            if (agency := agency_of(found["wire"])) is not None:
                return agency
    return None


_PROMOTED = re.compile(rf"(?i)^dapatkan .{{0,120}}?\bdari (?P<host>{_HOST}),? (?:klik|dengan)")


def site_promoted(lines: Iterable[str]) -> str | None:
    """Return the registered domain of the site whose news a line promises ("Dapatkan berita terkini ... dari Kabar.id, Klik Disini"), else None."""
    found = (match for line in lines if len(line) <= 300 and (match := _PROMOTED.match(line)))
    return next((site for match in found if (site := registered_domain(match["host"].lower())) is not None), None)


def site_of(line: str) -> str | None:
    """Return the registered domain of the host that a date line, a dateline or a breadcrumb begins with ("Kabar.co.id - 20/05/2024"), else None."""
    found = re.match(rf"(?P<host>{_HOST})\s*(?:[-–—|,·•]|\s[A-Z]|$)", line)
    return registered_domain(found["host"].lower()) if found else None
