"""Datelines: the city and the site or wire that stand before the first sentence of a report."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tasks.steps.agencies import agency_of
from tasks.steps.names import is_name, looks_like_name
from tasks.steps.places import PLACES
from tasks.steps.shapes import count_words, is_prose


class Dateline(NamedTuple):
    """The `city` as printed, the `site` that prints itself there, the `agency`, and the text after; without one `rest` is the text."""

    city: str | None
    site: str | None
    agency: str | None
    rest: str


DATELINE_MAX = 90
CAPTION_WORDS = 25
_DASH = r"(?:--+|[-–—―]|:(?=\s))"
# A site's name in a dateline: a host (KOMPAS.com, jpnn.com), or one of those that print a name without one.
_SITE = (
    r"(?:(?i:(?:[a-z][\w-]{1,30}\.){1,3}(?:com|co\.id|co|id|net|org|tv|news|info|my\.id|web\.id)\b)"
    r"|(?:CNN|CNBC|VOA|BBC News|BBC) Indonesia|VIVA(?:news|(?: [A-Z][a-z]{3,12})?)|SINDO\s?NEWS|ANTARA(?: ?News)?|KBRN"
    r"|INILAHCOM|RMOL\w{0,15}|TIMES ?INDONESIA"
    r"|[A-Z][A-Za-z]{1,15}(?:[Nn]ews|NEWS|[Cc]hannel|[Tt]imes|TIMES|[Pp]ost|POST)"
    r"|(?i:pikiran rakyat|detik\w{0,12}|okezone|merdeka|kumparan|tirto|beritasatu|metro tv|suara merdeka|media indonesia|jawa ?pos|radar [a-z]+"
    r"|tribun[a-z-]*(?: [a-z]+)?|prfm ?news|galamedia(?:news)?|bali ?post|harian [a-z]+|koran [a-z]+|republika|inilah|poskota|bisnis|kontan"
    r"|liputan ?6|suara|medcom|fajar|wartakota|idn times|parapuan|hops|ayo[a-z]+))"
)
_CITY = r"[A-Z][A-Za-z'’]*(?:(?:\.?[ -]|\.(?=[A-Z]\.))[A-Z][A-Za-z'’]*){0,3}(?:(?<=\.[A-Z])\.)?(?![A-Za-z])"
_CITIES = rf"{_CITY}(?:\s?[,/]\s?{_CITY}){{0,2}}"
_DATE = r"(?:,?\s*\(?\d{1,2}(?:\s?[/-]\s?\d{1,2}(?:\s?[/-]\s?\d{2,4})?|\s[A-Za-z]{3,9}(?:\s\d{4})?)\)?)?"
_FORMS = [
    re.compile(pattern)
    for pattern in (
        rf"^(?P<city>{_CITIES}){_DATE}\s?,?\s?\((?P<wire>[A-Za-z][A-Za-z .,/&-]{{1,40}})\)\s*(?:\.?{_DASH}|,)\s*",  # Mataram, NTB (ANTARA News) -
        rf"^(?P<site>{_SITE})\s?[,/|]\s?(?P<city>{_CITIES}){_DATE}\s*(?:{_DASH}|\.(?=\s[A-Z\"“]))\s*",  # REPUBLIKA.CO.ID, WASHINGTON --
        rf"^(?P<city>{_CITIES})\s?[,/|]\s?(?P<site>{_SITE}){_DATE}\s*(?:{_DASH}|\||\.(?=\s[A-Z\"“])|$)\s*",  # LHOKSEUMAWE, KOMPAS.com –
        rf"^(?P<site>{_SITE})\s*{_DASH}\s*(?P<city>{_CITIES}){_DATE}\s*(?:{_DASH}|[.](?=\s))\s*",  # KONTAN.CO.ID - JAKARTA.
        rf"^(?P<site>{_SITE})\s*\((?P<city>{_CITIES})\)\s*{_DASH}\s*",  # Suara.com (Bogor) -
        rf"^(?P<site>{_SITE}){_DATE}\s*,?(?:{_DASH})\s*",  # Suara.com -
        rf"^(?P<city>{_CITIES}){_DATE},?\s*(?:--+|[-–—―])\s*",  # Jakarta -, ISTANBUL, 23 Februari 2016 --
        rf"^(?P<city>{_CITIES})(?:\s*:|(?<=[A-Z]{{4}})\.)\s+(?=[A-Z\"“])",  # Kaimana: ...; JAKARTA. ...
        r"^(?P<site>[A-Z][A-Z0-9-]{2,25}(?:\.[A-Z]{2,4}){1,2}|RMOL\w{0,15})\s?[.,]?\s+(?=[A-Z\"“])",  # AKURAT.CO, ...; RMOL. ...
        r"^(?P<site>[A-Z][A-Z0-9]{2,}(?:[ -][A-Z0-9]{2,}){0,2}):\s+(?=[A-Z\"“])",  # FAKTUAL-INDONESIA:
    )
]
# A city beside a site whose name no pattern above knows: "Warta Contoh, Jakarta -", "TAKENGON | ACEHCONTOH –", "Jakarta, NU Online".
_PIECE = r"[A-Za-z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
_BESIDE = re.compile(rf"(?P<first>{_PIECE})\s?(?P<sign>[,|])\s?(?P<second>{_PIECE}){_DATE}(?P<dash>\s*(?:--+|[-–—―])(?:\s+|$)|$)")
_BARRED = re.compile(r"(?P<city>[A-Z]{4,}(?: [A-Z]{3,}){0,2})\s\|\s+(?=[A-Z\"“])")  # MADINA | ...
_CREDITED = re.compile(r"(?:[\w-]+\.){1,3}[A-Za-z]{2,4}/(?P<name>[^/–—-]{3,40}?)\s?[-–—]\s")  # KABARKITA.COM/RINA UMAR – ...
_AFTER_SITE = re.compile(rf"(?P<city>{_CITY})\.\s+(?=[A-Z\"“])")  # ... – Singkawang. ...
_WORDS_IN_NAMES = re.compile(r"[A-Za-z'’]+")
# Capitals that begin a sentence or a heading and are no place: "BREAKING NEWS - ...", "UPDATE: ...".
_NOT_PLACES_TEXT = """
breaking news update video foto live tanya jawab catatan opini editorial kolom resensi puisi cerpen info infografis hoaks
cek fakta profil advertorial adv iklan baca simak lihat editor penulis reporter oleh sumber skor hasil jadwal klasemen harga
tips resep wib wita wit t j q a pt cv kpk dpr mpr tni polri pln bi ojk who pbb as ri bumn umkm apbn apbd covid ihsg usd idr
psi pdip pks pkb pan ppp golkar sepakbola bola sport sports wisata kuliner budaya pendidikan pemilu pilkada hukrim sains seleb lifestyle
travel edukasi religi ragam fokus utama khusus eksklusif headline
"""
_NOT_PLACES = frozenset(_NOT_PLACES_TEXT.split())


_INITIALISMS = frozenset({"AS", "DIY", "DKI", "NTB", "NTT", "UEA"})


def place_name(city: str | None) -> str | None:
    """Return the city of a dateline with the capitals of a name, so that KUPANG and Kupang count as one; NTB and the like stay."""
    if city is None or not city.isupper():
        return city
    return re.sub(r"\w+", lambda word: word[0] if word[0] in _INITIALISMS else word[0].capitalize(), city)


def split_dateline(text: str) -> Dateline:
    """Return the dateline of a first paragraph and what follows it; a paragraph without one comes back whole.

    Read are the forms of ../knowledge: "REPUBLIKA.CO.ID, WASHINGTON --", "LHOKSEUMAWE, KOMPAS.com –", "Mataram, NTB (ANTARA News) -",
    "KONTAN.CO.ID - JAKARTA.", "Suara.com -", "FAKTUAL-INDONESIA:", and "Jakarta -" also on a line of its own. A bare city counts only when
    it is a known place or in capitals, so prose such as "Tokoh - yang ..." stays; so does a stretch of road ("Jakarta - Bandung macet").
    The city is given as printed.
    """
    head = text[: DATELINE_MAX + 40]
    for number, form in enumerate(_FORMS):
        match = form.match(head)
        if not match or match.end() > DATELINE_MAX:
            continue
        parts = match.groupdict()
        city, site, rest = parts.get("city"), parts.get("site"), text[match.end() :].strip()
        wire = parts.get("wire")
        agency = agency_of(wire) if wire else None
        if wire and agency is None and not re.fullmatch(_SITE, wire.strip()) and not (is_place(city) and len(wire.split()) <= 3):
            continue
        if (number == 1 and _is_photographer(match[0], city)) or (number == 6 and not _stands_alone(city, rest, text)):
            continue
        if number == 7 and not (city and (city.isupper() or is_place(city)) and is_place(city)):
            continue
        if number == 9 and not _brands(site, text):
            continue
        if number < 5 and city and not (is_place(city) or city.isupper() or _is_town(city, number == 3, agency)):
            continue
        if number == 5 and "." not in (site or "") and not re.search(r"\s[-–—―:]|[-–—―]{2}", match[0]):
            continue  # "TRIBUN-MEDAN", "Bisnis-bisnis"
        if rest and rest[0].islower() and number >= 6:
            continue
        if wire and agency is None:
            site = wire.strip()
        if city and not site:
            city, site = _without_site(city)
        if site and (wired := agency_of(site)) == "Antara":
            agency = agency or wired
        return Dateline(_city(city), site, agency, rest)
    return _beside(text) or _barred(text) or Dateline(None, None, None, text)


def _beside(text: str) -> Dateline | None:
    """A dateline of a known place and another name: one like a site's behind a comma, any in one word behind a bar."""
    found = _BESIDE.match(text[: DATELINE_MAX + 40])
    if found is None or found.end() > DATELINE_MAX or is_place(found["first"]) == is_place(found["second"]):
        return None
    city, site = (found["first"], found["second"]) if is_place(found["first"]) else (found["second"], found["first"])
    is_site = _SITE_WORD.search(site) or (found["sign"] == "|" and " " not in site)
    rest = text[found.end() :].strip()
    if not is_site or rest[:1].islower() or not (found["dash"] or (site == found["second"] and found["sign"] == ",")):
        return None
    return Dateline(city, site, None, rest)


def _barred(text: str) -> Dateline | None:
    """A town in capitals and a bar before a paragraph; what stands so before a headline is its section."""
    found = _BARRED.match(text[:DATELINE_MAX])
    if found is None or not is_prose(text[found.end() :]):
        return None
    words = found["city"].lower().split()
    is_town = is_place(found["city"]) or (not _NOT_PLACES.intersection(words) and is_name(found["city"]))
    return Dateline(found["city"], None, None, text[found.end() :].strip()) if is_town else None


def city_after_site(text: str) -> tuple[str | None, str]:
    """Return the known place that a text begins with behind its site's name ("Singkawang. Warga ..."), and the text after it."""
    found = _AFTER_SITE.match(text[:DATELINE_MAX])
    return (found["city"], text[found.end() :]) if found and is_place(found["city"]) else (None, text)


def is_credited_caption(text: str) -> bool:
    """Whether a line is a photo's caption behind its photographer's name: "KABARKITA.COM/RINA UMAR – Warga menjemur kakao."."""
    found = _CREDITED.match(text[:DATELINE_MAX])
    return found is not None and _is_photographer("./", found["name"]) and count_words(text) <= CAPTION_WORDS


def _is_photographer(head: str, city: str | None) -> bool:
    return "/" in head and "." in head and city is not None and not is_place(city) and looks_like_name(city)


_LANDS_TEXT = """
inggris, skotlandia, irlandia, prancis, perancis, jerman, belanda, belgia, spanyol, portugal, italia, swiss, austria, polandia, rusia, ukraina,
turki, turkiye, yunani, swedia, norwegia, denmark, finlandia, hungaria, ceko, serbia, kroasia, jepang, korea selatan, korea utara, korsel, korut,
china, cina, tiongkok, taiwan, india, pakistan, bangladesh, sri lanka, nepal, iran, irak, suriah, lebanon, israel, palestina, yordania, arab saudi,
qatar, uea, uni emirat arab, yaman, oman, mesir, libya, maroko, aljazair, tunisia, sudan, ethiopia, kenya, nigeria, ghana, afrika selatan,
australia, selandia baru, papua nugini, timor leste, malaysia, thailand, vietnam, kamboja, laos, myanmar, filipina, brunei, brunei darussalam,
amerika serikat, as, kanada, meksiko, brasil, brazil, argentina, chile, peru, kolombia, venezuela, kuba, indonesia, dc, diy, dki
"""
_LANDS = frozenset(name.strip() for name in _LANDS_TEXT.replace("\n", " ").split(","))


def place_among(city: str, sites: Sequence[str], is_named: Callable[[str], bool]) -> tuple[str, str | None]:
    """Return the place alone of a city with a site's name beside it, and that name: "Sentani, Jubi" gives ("Sentani", "Jubi").

    The name is one of `sites`, or no known place beside one that is; a land, a district and what `is_named` in the text as a place stay.
    """
    pieces = re.split(r"\s?[,/]\s?", city)
    if len(pieces) != 2 or sum(map(is_place, pieces)) != 1:
        return city, None
    place, other = sorted(pieces, key=is_place, reverse=True)
    own = {re.sub(r"\W", "", site).casefold() for site in sites}
    if re.sub(r"\W", "", other).casefold() in own:
        return place, other
    is_land = other.casefold() in _LANDS or re.match(r"(?i)(?:kota|kab\b|kabupaten|provinsi|desa|pulau|negara)\b|.*\.", other)
    return (city, None) if is_land or is_named(other) else (place, other)


_SITE_WORD = re.compile(
    r"(?i)news|times|post|\bpos\b|radar|\btv\b|suara|koran|harian|media|online|daily|tribun|warta|kabar|berita|channel"
)


def _without_site(city: str) -> tuple[str | None, str | None]:
    """A site that stands among the cities taken out of them: "TIMESINDONESIA, MALANG", "JAKARTA, Investor Daily", "LAMPUNG POST"."""
    pieces = re.split(r"\s?[,/]\s?", city)
    sites = [piece for piece in pieces if _SITE_WORD.search(piece) and piece.lower() not in PLACES]
    short = [piece for piece in pieces[1:] if re.fullmatch(r"[A-Z]{2,3}", piece) and piece not in _INITIALISMS]
    sites = sites or [piece for piece in short if piece.lower() not in PLACES]  # "Sambas, KK"
    if not sites:
        return city, None
    return ", ".join(piece for piece in pieces if piece not in sites) or None, sites[0]


def _is_town(city: str, bare: bool, agency: str | None) -> bool:
    """Whether an unknown city beside a site or a wire can be one: three words at most, none of them two words run together."""
    return bool(agency) or (not bare and len(city.split()) <= 3 and not re.search(r"[a-z][A-Z]", city))


def _city(city: str | None) -> str | None:
    return re.sub(r"\s+", " ", city).strip(" ,/") if city else None


def is_place(city: str | None) -> bool:
    """Whether the first of the places named is a known one."""
    if not city:
        return False
    first = re.split(r"\s?[,/]\s?", city)[0].lower().replace("’", "'")
    first = re.sub(r"^(?:kota|kabupaten|kab\.?)\s", "", first)
    return first in PLACES or re.sub(r"\s(?:utara|selatan|barat|timur|tengah|pusat|raya|city)$", "", first) in PLACES


def _stands_alone(city: str | None, rest: str, text: str) -> bool:
    """Whether "CITY - ..." is a dateline: a known place, or words in capitals that are none of the usual labels."""
    if not city:
        return False
    words = [word.lower() for word in _WORDS_IN_NAMES.findall(city)]
    known = is_place(city)
    capitals = city.isupper() and len(city) >= 4 and not any(word in _NOT_PLACES for word in words)
    if not (known or capitals) or (rest and not re.match(r"[A-Z0-9\"“‘'(]", rest)):
        return False
    glued = known and city.isupper() and re.match(r"[\"“]?[A-Z][a-z]+ [a-z]", rest)  # "BALIKPAPAN-Harga gula aren naik"
    if not glued and not re.search(r"\s[-–—―]|[-–—―]{2}|[-–—―]\s", text[len(city) : len(text) - len(rest)] or " -"):
        return False  # "Jakarta-Bandung"
    following = re.match(_CITY, rest)
    if following and not city.isupper():
        first = following[0].split()[0].lower()
        if first in PLACES and not re.match(r"[A-Z]\w+\s(?:menjadi|akan|kembali|resmi)", rest):
            return False
    return True


def _brands(site: str | None, text: str) -> bool:
    words = [word.lower() for word in _WORDS_IN_NAMES.findall(site or "")]
    return (
        bool(words)
        and not any(word in _NOT_PLACES for word in words)
        and len(text) > 60
        and ("-" in (site or "") or (len(words) <= 2 and len(site or "") >= 6))
    )
