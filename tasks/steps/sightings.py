"""Sightings: what one page shows that other pages of its outlet may show as well, and the signs for and against its being furniture.

A sighting is a function of the page and of what people wrote down: its lines are those that the written rules leave, so nothing here
changes with what is learned of lines, and what is learned depends on no order of runs.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from seeds.rules import is_sentence
from tasks.steps.creditlines import credit_of, name_line
from tasks.steps.learned import hashed, shape_of
from tasks.steps.lines import Line
from tasks.steps.places import PLACES
from tasks.steps.shapes import is_photo_credit, is_prose

EDGE, LINK, READER, PROMO, OWN, KIN, SENTENCE = (1 << bit for bit in range(7))
"""The signs. EDGE: no prose before it, or none after it but what is signed as well; LINK: mostly a link; READER: speaks to the reader;
PROMO: speaks of channels, apps, other articles or of this one; OWN: names its site; KIN: a name in it stands elsewhere on the page;
SENTENCE: a sentence, or long as one."""

SPEAKS = LINK | READER | PROMO | OWN
SPEAKS_ALL = READER | PROMO | OWN
MAX_CHARS = 700  # the longest footer of the labelled set has 512
MAX_LINES = 200  # a page with more short lines is a price table or a list
LABEL_WORDS = 14

WORD = re.compile(r"\w+")
_READS_TEXT = """
akses aktifkan anda ayo baca bagikan bergabunglah berlangganan cek click dapatkan download dukung follow gabung ikuti install
jangan kalian kamu kirim kirimkan klik kunjungi langganan lihat nikmati pantau pastikan pembaca pindai saksikan scan scroll
share silakan simak sobat subscribe tekan temukan tonton tulis tuliskan unduh watch yuk
"""
READS = frozenset(_READS_TEXT.split())
_PROMOTES_TEXT = """
advertisement aplikasi app apps berlangganan channel copyright disini facebook http https iklan instagram kanal langganan
medsos newsletter notifikasi playstore premium redaksi saluran selengkapnya sponsor tautan telegram threads tiktok twitter
update wa whatsapp www youtube
"""
PROMOTES = frozenset(_PROMOTES_TEXT.split())
_HEADS_TEXT = """
artikel berita breaking cerita com dilarang foto google googlenews hak halaman id info informasi kabar kisah kolom konten lainnya link media
menarik net org pilihan play populer rekomendasi sini terkait terpopuler tulisan up upto uptodate video
"""
HEADS = frozenset(_HEADS_TEXT.split())  # a line without any of them is not looked at for ABOUT, to save time
ABOUT = re.compile(
    r"\b(?:google ?news|play store|google play|link (?:ini|berikut|di bawah)|di sini|halaman (?:berikut|selanjutnya|ini)|kolom komentar"
    r"|media sosial|breaking news|up to date|hak cipta|dilarang (?:keras )?me(?:m|n|ng|ny)\w+"
    r"|(?:berita|artikel|konten|kabar|informasi|info|tulisan|kisah|cerita|video|foto)(?: \w+){0,2}"
    r" (?:lain(?:nya)?|terkini|terbaru|terupdate|terpopuler|menarik|pilihan|populer|ini|kami)"
    r"|(?:menarik|terkait|pilihan|rekomendasi|terpopuler|populer|lainnya)$)(?!\w)|\w\.(?:com|co\.id|id|net|org)\b"
)
QUOTED = re.compile('["“”„]')
SAID = re.compile(
    r"\b(?:kata|ujar|tutur|jelas|ungkap|terang|imbuh|sebut|tegas|papar|lanjut|tambah|ucap|pungkas|cetus|beber|tandas|sambung"
    r"|tukas|keluh)(?:nya)?\b|\bmeng(?:atakan|ungkap(?:kan)?|aku|imbau|utip|klaim|umumkan)\b|\bmen(?:uturkan|jelaskan|yebut(?:kan)?"
    r"|egaskan|ambahkan|erangkan|ilai|yatakan|urut(?:nya)?)\b|\bmem(?:aparkan|inta|benarkan|beberkan)\b"
    r"|\bme(?:lansir|laporkan|nyampaikan|nyarankan|rinci)\b|\bdi(?:kutip|lansir|laporkan|beritakan|sampaikan|imbau|minta)\b"
)
STOCK = re.compile(
    r"\b(?:hingga|sampai|saat|ketika|sebelum|sejak) (?:berita|artikel|tulisan|kabar|laporan) (?:ini|tersebut)\b"
    r"|\b(?:masih|belum|tengah|sedang|telah|sudah|akan|pun|juga) (?:di|me|ber|ter)(?!nerbit|tayang|muat)\w{4,}\b"
    r"|\b(?:polisi|polres\w*|polda|petugas|korban|pelaku|tersangka|saksi|pihaknya|kepolisian|penyidik|jaksa|hakim)\b"
)
NAME = re.compile(r"(?<![\w.])[A-Z][\w'’-]{2,}")
TITLE_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON_TEXT = """
agar akan antara atau bagi bakal banyak baru begini belum beri bisa buat dalam dari delapan dengan empat enam hari hingga
indonesia ingin inilah jadi jakarta juga juta karena kata kembali ketua kini lebih lima masih minta oleh orang pada paling
para ribu saat saja sebelum sebut seperti setelah soal sudah tahun telah ternyata tidak tiga tujuh ungkap untuk usai warga
yang
"""
COMMON = frozenset(_COMMON_TEXT.split())


def sighting_of(
    draft: Mapping[str, Any],
    day: date | None,
    shapes: Mapping[str, int],
    places: Sequence[str],
    is_unsure: bool,
    framed: str | None,
) -> dict[str, Any]:
    """Return the row of SIGHTINGS for the page of `draft`, on which these signed shapes and places were seen, read without these frames."""
    return {
        "page_id": draft["page_id"],
        "outlet": draft["outlet"],
        "day": day,
        "title": title_words(draft["title"]),
        "lines": list(shapes),
        "signs": list(shapes.values()),
        "places": list(places),
        "is_unsure": is_unsure,
        "framed": framed,
    }


def title_words(title: str | None) -> list[int]:
    """Return hashes of the content words of a headline, sorted; of all of it where it has none."""
    words = {word.casefold() for word in TITLE_WORD.findall(title or "")} - COMMON
    return sorted({hashed(word) & 0xFFFFFFFF for word in (words or ([title.casefold()] if title else []))})


def signed_shapes(lines: Sequence[Line], sites: Sequence[str], title: str | None) -> dict[str, int]:
    """Return the shape of each line that could be furniture with its signs; a shape that stands twice has the signs that both have.

    A page with too many of them is a table or a list, and nothing is seen on it.
    """
    signs = signs_of(lines, sites)
    seen = [at for at, told in enumerate(signs) if told is not None and (told & SPEAKS or not told & SENTENCE)]
    if len(seen) > MAX_LINES:
        return {}
    kin = kin_of(lines, signs, sites, title) if seen else set()
    shapes: dict[str, int] = {}
    for at in seen:
        shape, told = shape_of(lines[at].text), (signs[at] or 0) | (KIN if at in kin else 0)
        shapes[shape] = shapes[shape] & told if shape in shapes else told
    return shapes


def signs_of(lines: Sequence[Line], sites: Iterable[str] = ()) -> list[int | None]:
    """Return the signs of each line, all but KIN; None for a line that is never furniture, whatever repeats."""
    own = names_pattern(tuple(sites))
    signs = [plain_signs(line, own) for line in lines]
    body = [at for at, line in enumerate(lines) if is_body(line, signs[at])]
    first, last = (body[0], body[-1]) if body else (len(lines), -1)
    return [None if told is None else told | (0 if first <= at <= last else EDGE) for at, told in enumerate(signs)]


@lru_cache(maxsize=1000)  # pages come from many sites in turn, and `re` forgets more than it takes to read one
def names_pattern(sites: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){re.escape(site.lower())}(?!\w)" for site in sites) or r"(?!)")


def plain_signs(line: Line, own: re.Pattern[str]) -> int | None:
    """Return what `line` says by itself; None when it is speech, a name, a credit, a place or a stock phrase of reporting."""
    text = line.text
    if not 2 < len(text) <= MAX_CHARS or line.kind in ("quote", "pre") or not any(char.isalpha() for char in text):
        return None
    low = text.lower()
    told = LINK if line.link_chars >= 0.6 * len(text) else 0
    words = set(WORD.findall(low))
    told |= 0 if words.isdisjoint(READS) else READER
    told |= PROMO if not words.isdisjoint(PROMOTES) or (not words.isdisjoint(HEADS) and ABOUT.search(low)) else 0
    told |= OWN if own.search(low) else 0
    told |= SENTENCE if is_sentence(text) or text.count(" ") >= LABEL_WORDS else 0
    if told == SENTENCE:  # prose, whatever else it is
        return told
    if QUOTED.search(text) or (told & SPEAKS_ALL != SPEAKS_ALL and (SAID.search(low) or STOCK.search(low))):
        return None
    if told & SENTENCE:
        return told
    is_credit = text.casefold() in PLACES or name_line(text) or credit_of(text) or is_photo_credit(text)
    return None if is_credit and not told & SPEAKS else told


def is_body(line: Line, signs: int | None) -> bool:
    """Whether `line` belongs to the body beyond doubt, so that what stands on one side of all such lines stands at the edge."""
    if signs is None or line.kind in ("li", "cell", "caption"):
        return signs is None or not signs & SPEAKS
    return not signs & SPEAKS and (bool(signs & SENTENCE) or is_prose(line.text))


def kin_of(lines: Sequence[Line], signs: Sequence[int | None], sites: Sequence[str], title: str | None) -> set[int]:
    """Return the places of the lines with a name that stands in the headline or in the body too; names of the site do not count."""
    own = {word for site in sites for word in NAME.findall(site.title())}
    told = set(NAME.findall(title or ""))
    for line, sign in zip(lines, signs, strict=True):
        if sign is None or sign & ~EDGE == SENTENCE:
            told.update(NAME.findall(line.text))
    told = {name for name in told if name.title() not in own}
    return {at for at, line in enumerate(lines) if not told.isdisjoint(names_in(line.text))}


def names_in(text: str) -> list[str]:
    """Return the words of a line that are names by their capital; the first word of several is none."""
    names = NAME.findall(text)
    return names if " " not in text else names[1:] if names and text.lstrip("([").startswith(names[0]) else names
