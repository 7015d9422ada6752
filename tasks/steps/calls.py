"""Calls: sentences that ask the reader for something that the medium wants: to follow, to share, to read on, to give.

The rules of seeds/furniture.toml know their common wordings; this is for the next one. Two things are wanted, a word that asks and one for
the medium, and nobody who says it: a quote and an attribution are reporting, and instructions for an application are no call. Seven paragraphs
of 9,826 articles go so, and all of them only ask.
"""

import re
from functools import lru_cache

SHORTEST, LONGEST = 12, 500
SOON, SOON_LAST = 45, 120  # characters before it asks: what says more than that is prose; the last paragraph may take longer
ASKS = re.compile(
    r"(?:^|[.!?,;:]\s|[^\w\s.,]\s|\b(?:dan|untuk|terus)\s)(?:yuk|ayo|mari|silakan|jangan (?:lupa|lewatkan|(?:sampai )?(?:ketinggalan|terlewat))|"
    r"klik|click|follow|ikuti|gabung|"
    r"bergabunglah|join|subscribe|pantau|dukung|bagikan|sebarkan|kirim(?:kan)?|dapatkan|nantikan|simak|baca|tonton|saksikan|kunjungi|unduh|download|get|like|"
    r"tulis(?:kan)?|suka (?:artikel|tulisan|konten)|mau (?:berita|tahu|baca))\b"
)
# Verbs of reports as well ("korban diajak bergabung ke grup WhatsApp"): they ask where the medium or the reader is in the line.
OFFERS = re.compile(r"\b(?:terhubung|berdonasi|donasi|berlangganan|langganan|bergabung)\b")
SPEAKS = re.compile(r"\b(?:kami|anda|kamu|kalian)\b")
_PIECE = r"(?:berita|artikel|liputan|tulisan|kabar|konten|update|news|video|cerita)"
_SOCIAL = r"(?:instagram|facebook|youtube|tiktok|twitter)"
MEDIUM = re.compile(
    r"google (?:news|berita)|googlenews|(?:wa|whatsapp|telegram) (?:channel|grup|group)"
    r"|\b(?:channel|saluran|kanal|grup) (?:\w+ ){0,2}(?:kami|whatsapp|telegram|youtube)\b"
    r"|\b(?:akun|aplikasi|situs|laman|website|media sosial|medsos) (?:\w+ ){0,2}kami\b"
    r"|\b(?:newsletter|buletin|jurnalisme|redaksi|kuis|(?:berita|artikel) asli|perkembangan (?:berita|kasus) ini)\b|\blike, share\b"
    rf"|\b{_PIECE} (?:\w+ ){{0,2}}(?:lain(?:nya)?|terbaru|terkini|pilihan|menarik|updates?|kami)\b"
    r"|\b(?:info|informasi) (?:\w+ ){0,2}(?:lain(?:nya)?|kami)\b"  # "informasi terbaru" is what offices give as well
    r"|\b(?:suka|bagikan|sebarkan|share|dukung) (?:\w+ ){0,2}(?:artikel|liputan|tulisan|berita) ini\b"
    rf"|\bhanya di \w[\w-]+\.(?:com|co\.id|id|net|tv)\b|\b{_SOCIAL}\b.{{1,40}}\b{_SOCIAL}\b"
)
QUOTED = re.compile('["“”„]')
SAID = re.compile(
    r"\b(?:kata|ujar|tutur|jelas|ungkap|terang|imbuh|tegas|papar|ucap|pungkas|tandas)(?:nya)?\b|\bmenurut\b|\bme(?:ngatakan|nuturkan|njelaskan|"
    r"nyebut|negaskan|nambahkan|ngimbau|minta|nyatakan|ngajak|nyarankan)(?:nya)?\b|\b(?:ia|dia|mereka|warga|pihaknya|mari kita)\b"
)
STEP = re.compile(r"\b(?:menu|tab|ikon|opsi|pilih|play store|app store)\b")  # of instructions: "klik menu Saluran WhatsApp"


@lru_cache(maxsize=2_000)  # a page is gone through several times
def is_call(text: str, is_last: bool) -> bool:
    """Whether the paragraph `text` asks the reader for something that its medium wants; the last one of a text may say more before it does."""
    if not SHORTEST <= len(text) <= LONGEST or QUOTED.search(text):
        return False
    low = text.lower()
    medium = MEDIUM.search(low)
    if medium is None or SAID.search(low):
        return False
    speaks = SPEAKS.search(low)
    asks = ASKS.search(low) or (speaks and OFFERS.search(low))
    if not asks or (not speaks and STEP.search(low)):
        return False
    return min(medium.start(), asks.start()) <= SOON_LAST if is_last else asks.start() <= SOON
