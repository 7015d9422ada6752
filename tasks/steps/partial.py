"""Partial articles: whether a page shows that some of its article is missing, and which part, from what it prints and never from a guess."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tasks.steps.shapes import count_words

# Each reason starts with one of these words, so that stitching knows which of them another page can heal.
PAGE, PAGER, PAYWALL, CUT = "page", "pager", "paywall", "cut"

PAGES_MAX = 50
PAGER_CHARS = 80
NOTICE_CHARS = 400
MAY_PAGE = re.compile(r"(?i)\d|hal|laman|page")  # every pager holds one of these
NAMES_PAGE = re.compile(r"(?i)hal|page|laman")
COUNTED = re.compile(r"(?i)\W*(?:hal(?:aman|\.)?|page|laman)?\W*(\d{1,2})\s*(?:dari|of|/)\s*(\d{1,2})(?:\s*hal(?:aman)?)?\W*")
BARE_PAGER = re.compile(
    r"(?i)\W*(?:hal(?:aman|\.)|laman|pages?)\s*:\W*((?:\d{1,2}\W+)*\d{0,2})"
    r"(?:(?:selanjutnya|berikutnya|tampilkan semua|show all|all)\W*)?"
)
NEXT_PAGE = re.compile(
    r"(?i)\W*(?:(?:baca|lihat|lanjut(?:kan)?(?: baca| membaca)?(?: ke)?|klik|ke|buka)\W+)?"
    r"(?:hal(?:aman)?|laman|page)\s+(?:selanjutnya|berikutnya|berikut|(\d{1,2}))\W*|\W*next page\W*"
)
NUMBERS = re.compile(
    r"(?i)\W*1(?:[\s|,.·-]+[2-9]|[\s|,.·-]+1\d){1,20}"
    r"(?:[\s|,.·-]+(?:tampilkan semua|show all|selanjutnya|berikutnya|next|last|›|»|>)+)?\W*"
)
PAYWALLS = re.compile(
    "(?i)"
    + "|".join(
        [
            r"akses penuh (?:seluruh )?(?:artikel|berita|konten)",
            r"(?:artikel|konten|berita) ini (?:khusus|hanya) (?:untuk |bagi |bisa diakses |dapat diakses )?(?:oleh )?"
            r"(?:pelanggan|member|anggota|subscriber)",
            r"(?:untuk|guna) (?:melanjutkan )?membaca (?:artikel|berita|konten)[^.\n]{0,40}(?:berlangganan|langganan|log ?in|masuk|daftar)",
            r"(?:sudah|telah) (?:punya akun|berlangganan)\? ?(?:masuk|login)",
            r"silakan (?:berlangganan|login|masuk) untuk (?:membaca|melanjutkan)",
            r"berlangganan (?:sekarang )?untuk (?:membaca|melanjutkan|akses)",
            r"this (?:article|content) is for subscribers|subscribe to (?:read|continue)",
        ]
    )
)
# Each of the notices holds one of these; looking for them first saves the patterns on nearly every page.
PAYWALL_WORDS = (
    "akses penuh", " ini khusus", " ini hanya", "membaca artikel", "membaca berita", "membaca konten", "punya akun", "berlangganan?",
    "untuk membaca", "untuk melanjutkan", "untuk akses", "for subscribers", "subscribe to",
)  # fmt: skip
BROKEN_END = re.compile(
    r"(?i)(?:[,;–—-]|\b(?:dan|atau|yang|di|ke|dari|untuk|dengan|oleh|pada|bahwa|karena|dalam|kepada|serta|agar|para|sebagai|tentang"
    r"|seorang|sebuah|akan|telah))$"
)
ELLIPSIS_END = re.compile(r"(?i)(?:\.{3}|…)\s*(?:\[?(?:baca selengkapnya|selengkapnya|read more|more|\+\d+ chars)\]?)?$")


class Missing(NamedTuple):
    """What a page says is missing: `page_no` and `page_last` by its own pager, `reason` None when nothing is."""

    reason: str | None
    page_no: int | None
    page_last: int | None


def is_pager(text: str) -> bool:
    """Whether the line is a pager: numbers of pages, "Halaman:", a way to the next page. A line of digits alone is not."""
    if len(text) > PAGER_CHARS or not MAY_PAGE.search(text):
        return False
    counted = any(map(str.isalpha, text)) and COUNTED.fullmatch(text) is not None
    return counted or any(pattern.fullmatch(text) for pattern in (NEXT_PAGE, BARE_PAGER, NUMBERS))


def missing_of(
    printed: Sequence[str],
    paragraphs: Sequence[str],
    page_no: int | None = None,
    page_last: int | None = None,
    is_whole: bool = False,
    notices: Sequence[str] = (),
) -> Missing:
    """Return what is missing from an article whose page prints the lines `printed` in and around its text and holds `paragraphs`.

    `page_no` and `page_last` are what the address or the markup says of paging, `is_whole` that the address asks for all pages, `notices`
    are lines from all over the page. Only what is printed counts: a pager with numbers, a bare pager ("Halaman:"), a way to the next page,
    a subscriber's notice, a last paragraph that breaks off inside a sentence.
    """
    pagers = [(place, line) for place, line in enumerate(printed) if len(line) <= PAGER_CHARS and MAY_PAGE.search(line)]
    broken = notice_in([*printed, *notices]) or broken_end(paragraphs)
    if is_whole or has_all_sections(printed, pagers, paragraphs):
        return Missing(broken, page_no, None)
    for _, line in pagers:
        if counted := COUNTED.fullmatch(line):
            number, last = int(counted[1]), int(counted[2])
            if 1 <= number <= last <= PAGES_MAX and NAMES_PAGE.search(line):
                page_no, page_last = page_no or number, max(page_last or 0, last)
        elif NUMBERS.fullmatch(line) or ((bare := BARE_PAGER.fullmatch(line)) and bare[1].strip()):
            numbers = [int(n) for n in re.findall(r"\d+", line)]
            if numbers == list(range(1, len(numbers) + 1)):
                page_last = max(page_last or 0, numbers[-1])
    if page_last is not None and page_last > 1:
        here = page_no or 1
        return Missing(f"{PAGE} {here} of {page_last}: the other pages are not here", page_no, page_last)
    if page_no is not None and page_no > 1:
        return Missing(f"{PAGE} {page_no}: the pages before it are not here", page_no, page_last)
    return Missing(bare_pager(printed, pagers, paragraphs) or broken, page_no, page_last)


def has_all_sections(printed: Sequence[str], pagers: Sequence[tuple[int, str]], paragraphs: Sequence[str]) -> bool:
    """Whether "2 dari 3 halaman" marks stand between the paragraphs for every section after the first: then one page holds them all."""
    marks = {int(m[1]): (place, int(m[2])) for place, line in pagers if (m := COUNTED.fullmatch(line))}
    if not marks:
        return False
    body = frozenset(paragraphs)
    prose_at = [place for place, line in enumerate(printed) if line in body]
    last = max(total for _, total in marks.values())
    places = [place for place, _ in marks.values()]
    every = last > 1 and set(range(2, last + 1)) <= set(marks)
    return every and bool(prose_at) and prose_at[0] < min(places) and max(places) < prose_at[-1]


def bare_pager(printed: Sequence[str], pagers: Sequence[tuple[int, str]], paragraphs: Sequence[str]) -> str | None:
    """Return the reason that a pager without numbers gives: "Halaman:" anywhere, a way to the next page with no paragraph below it."""
    body = frozenset(paragraphs)
    last_prose = max((place for place, line in enumerate(printed) if line in body), default=-1) if pagers else -1
    for place, line in pagers:
        if BARE_PAGER.fullmatch(line) or (place > last_prose and NEXT_PAGE.fullmatch(line)):
            return f"{PAGER}: the page prints {line!r}; other pages of the article are not here"
    return None


def notice_in(lines: Sequence[str]) -> str | None:
    """Return the reason that a subscriber's notice gives, None where no line is one."""
    short = [line for line in dict.fromkeys(lines) if len(line) <= NOTICE_CHARS]
    low = "\n".join(short).lower()
    said = [word for word in PAYWALL_WORDS if word in low]
    likely = (line for line in short if any(map(line.lower().__contains__, said))) if said else ()
    found = next(filter(None, map(PAYWALLS.search, likely)), None)
    return f"{PAYWALL}: the page prints {found[0]!r}" if found else None


def broken_end(paragraphs: Sequence[str]) -> str | None:
    """Return the reason that a text which breaks off gives: dots at its end, or an end inside a sentence."""
    last = paragraphs[-1] if paragraphs else ""
    if ELLIPSIS_END.search(last) and count_words(last) >= 8:
        return f"{CUT}: the text ends in {last[-20:]!r}"
    if count_words(last) >= 6 and BROKEN_END.search(last):
        return f"{CUT}: the text breaks off after {last[-30:]!r}"
    return None
