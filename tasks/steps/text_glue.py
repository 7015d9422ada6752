"""Glue: where a dump left no space between two paragraphs ("... kata dia.Baca juga: Banjir SurutSementara itu, ..."), they are parted again.

A sentence end right before a capital parts paragraphs where it stands often enough to be no misprint, or beside words that outlets
print between paragraphs. A capital inside a word parts them only behind a "Baca juga", before words that begin sentences, or where
a whole page was glued; never in a name that is written so (WhatsApp). No character is added or lost.
"""

import re
from itertools import pairwise

from seeds.rules import is_headline
from tasks.steps.nodenames import words

LEAST = 120  # characters of a row that may hold two paragraphs
OFTEN = 3  # sentence ends without a space that are no misprint
LONGEST = 200  # characters of a "Baca juga" with its title
MENU = 8  # capitals inside words in one row, of which a whole page was glued
GLUED = re.compile(r"""[a-z\d.!?)%\]][A-Z]|[.!?]["”][A-Z]""")  # most rows have none, and nothing more is looked for in them
# The end of a sentence right before a capital, a number of a list or a bracket.
END = re.compile(r"""[.!?]["”’')\]]{0,2}(?=["“(]?[A-Z\d]|\*\*|\()""")
LAST = re.compile(r"(?:[^\W\d_]{1,20}|[\d)%\]])$")
HOST = re.compile(r"(?i)(?:com|co|id|net|org|tv|go|ac)\b")  # Kabar.Com
# Words that a dot behind them belongs to: Prof.Budi, Kab.Garut
SHORT = words("prof drs dra kab kec kel jln tbk sdr alm bpk yth spd hal tgl vol jend letjen mayjen brigjen kol kombes")
POINTER = (
    r"(?:(?:Baca|BACA|Simak|SIMAK|Lihat|LIHAT|Tonton|Read|Saksikan)(?: (?:[Jj]uga|JUGA|[Vv]ideo|[Aa]lso|[Ss]elengkapnya|SELENGKAPNYA)){1,2}"
    r"|(?:Berita|BERITA|Artikel|ARTIKEL) (?:[Tt]erkait|TERKAIT)|Pilihan (?:Editor|Redaksi)|(?:Baca|BACA|Tonton|Saksikan|Menarik Dibaca)(?= ?:))"
)
LABEL = (
    r"(?:ADVERTISEMENT|Advertisement|SCROLL TO (?:CONTINUE|RESUME)(?: WITH)? CONTENT|Halaman [Ss]elanjutnya|Perbesar|"
    r"(?i:(?:scroll|gulir)(?: ke bawah)?(?: untuk)? (?:(?:melanjutkan )?membaca|lanjut baca)))"
)
CREDIT = (
    r"(?:(?:Pewarta|Penulis|Reporter|Editor|Redaktur|Sumber|Tags?) ?: ?[A-Z]|(?:COPYRIGHT|Copyright) ©|Artikel ini telah tayang|"
    r"Follow [A-Z]|Ikuti [A-Z])"
)
# Behind a small letter, a number or the end of a sentence, without a space: words that outlets print between paragraphs and below them.
MARK = re.compile(
    rf"""(?<=[a-z\d.!?"”')%\]])(?={POINTER}|{LABEL}|{CREDIT})|(?<=[A-Z])(?=Pewarta ?: ?[A-Z])"""
    rf"|(?<=ADVERTISEMENT)(?={POINTER}|SCROLL)|(?<=CONTENT)(?={POINTER})"
)
KNOWN = words(  # a row without any of these has no mark
    """baca simak lihat tonton saksikan read advertisement scroll gulir halaman perbesar terkait pilihan pewarta penulis
    reporter editor redaktur sumber tag copyright tayang follow ikuti"""
)
SPACED = re.compile(rf"""(?:(?<=[.!?"”’)] )|^)(?={POINTER})""")
LABELLED = re.compile(rf"""{LABEL}(?=["“(]?[A-Z\d])""")
POINTED = re.compile(rf"""{POINTER} ?:? ?(?=["“A-Z\d]|$)""")
HUMP = re.compile(
    r"(?<=[a-z]{2})(?=[A-Z][a-z])|(?<=[a-z]{2})(?=[\"“][A-Z][a-z])|(?<=WIB)(?=[A-Z][a-z])|(?<=\d)(?=[A-Z][a-z]{3})|(?<=[a-z])(?=\d\. [A-Z])"
)
STARTERS = (
    "Adapun|Akibatnya|Apalagi|Artinya|Bahkan|Berdasarkan|Berikut|Dalam|Dari|Demikian|Dengan|Dia|Diketahui|Dikatakan|Dikutip|Dilansir|Hal|"
    "Hingga|Ia|Ini|Itu|Jika|Kami|Karena|Kata|Kedua|Keduanya|Kemudian|Ketika|Kini|Lalu|Lebih|Menurut|Menurutnya|Mereka|Meski|Meskipun|Namun|Oleh|Pada|Padahal|Para|"
    "Pihaknya|Saat|Salah|Sampai|Sebab|Sebagai|Sebanyak|Sebelum|Sebelumnya|Sedangkan|Sehingga|Sejak|Sejumlah|Selain|Selama|Selanjutnya|"
    "Sementara|Seperti|Setelah|Melansir|Mengutip|Merujuk|Tak|Terkait|Tetapi|Tidak|Untuk|Warga|Jumlah|Pihak|Petugas|Polisi"
)
STARTS = re.compile(rf"(?<=[a-z]{{2}})(?=(?:{STARTERS}),? [a-z])")
BEGINS = re.compile(rf"(?:{STARTERS}),? [a-z]")
# Prose between a "Baca juga" and the first capital inside a word: the title ended before it.
GOES_ON = re.compile(rf"[a-z]{{3}}[.] [A-Z]|[a-z] (?:{STARTERS}),? (?!(?:di|ke|dari|dan|yang|untuk|dengan|pada|soal|vs)\b)[a-z]")
# Names written with a capital inside; a hump in one of them parts nothing.
NAMES = words(
    """whatsapp youtube tiktok linkedin paypal gopay gofood goride gosend gocar shopeepay shopeefood linkaja bukalapak iphone
    macbook imessage playstation motogp worldsbk astrazeneca biontech airasia blackberry transjakarta transnusa powerpoint
    mcdonald mcdonalds mclaren mcgregor macarthur mckinsey deepseek deepmind chatgpt github harmonyos jawapos sindonews
    detikcom detiknews detikfinance kompastv metrotv beritasatu cekfakta turnbackhoax jaklingko infopublik coretax seabank
    mediatek geforce thinkpad zenfone vivobook starlink spacex nasdem wordpress soundcloud livescore transtv telkomsel
    indihome mytelkomsel paylater spaylater reddoorz pedulilindungi satusehat"""
)
LEFT, RIGHT = re.compile(r"[A-Z]?[a-z]+$"), re.compile(r"[A-Z][a-z]+")


def unglue(row: str) -> list[str]:
    """Return the paragraphs that a dump glued together in `row`, in order; most rows are one. A "Baca juga" and its titles are one."""
    if len(row) < LEAST or not GLUED.search(row):
        return [row]
    opening = opening_quotes(row)
    ends = {found.end() - (found.end() - 1 in opening) for found in END.finditer(row) if ends_sentence(found)}
    marks, spaced = set(), set()
    if any(map(row.lower().__contains__, KNOWN)):
        marks = {found.start() for found in MARK.finditer(row)}
        spaced = {found.start() for found in SPACED.finditer(row)}
    if len(ends) < OFTEN and not marks and not spaced:
        return [row]
    cuts = marks | {found.end() for found in LABELLED.finditer(row)}
    if len(ends) >= OFTEN:
        cuts |= ends | humps(row, STARTS)
        if len(inside := humps(row, HUMP)) >= MENU:
            cuts |= inside
    places = [0, *sorted(cuts | spaced), len(row)]
    left = {start for start, end in pairwise(places) if start and is_open_ended(row[start:end], start in cuts)}
    return [piece for part in split_at(row, (cuts | spaced) - left) for piece in split_titles(part)]


def is_open_ended(part: str, is_glued: bool) -> bool:
    """Whether a part begins with a "Baca juga" and nothing tells where its title ends and prose goes on: it is better left where it is."""
    pointed = POINTED.match(part)
    if pointed is None:
        return False
    if ":" not in pointed[0] and BEGINS.match(part, pointed.end()):
        return True
    first = min((place for place in humps(part, HUMP) if place > pointed.end()), default=None)
    if first is not None:
        return first > LONGEST or GOES_ON.search(part, pointed.end(), first) is not None
    return not is_glued or part.endswith((".", '."', ".”")) or len(part) > LONGEST


def opening_quotes(row: str) -> set[int]:
    """Return where the straight quotes stand that open: by the space before or behind them, else by the quote before them."""
    found: set[int] = set()
    is_open = False
    for place in (match.start() for match in re.finditer('"', row)):
        before, after = row[place - 1 : place], row[place + 1 : place + 2]
        opens = before in ("", " ", "(") if before in ("", " ", "(") or after in ("", " ", ",", ".") else not is_open
        is_open = opens
        if opens:
            found.add(place)
    return found


def ends_sentence(found: re.Match[str]) -> bool:
    """Whether a dot before a capital ends a sentence: it stands in no host or number, and behind no initial or title."""
    row, start = found.string, found.start()
    last, after = LAST.search(row, max(0, start - 20), start), row[found.end() : found.end() + 1]
    if last is None or HOST.match(row, found.end()) or (last[0].isdigit() and after.isdigit()):
        return False
    word = last[0]
    return not word.isalpha() or (word.lower() not in SHORT and len(word) > (3 if word[0].isupper() else 1))


def split_titles(part: str) -> list[str]:
    """Return a part that begins with a "Baca juga" with its titles, and what is glued to them, apart; any other part is one."""
    pointed = POINTED.match(part)
    if pointed is None:
        return [part]
    glue = {pointed.end()} if part[pointed.end() - 1 : pointed.end()].isalpha() else set()
    first, *others = split_at(part, glue | {place for place in humps(part, HUMP) if place > pointed.end()})
    while not glue and others and is_headline(others[0]):  # below a head the titles are lines of their own
        first = f"{first} {others.pop(0)}"
    return [first, *others]


def humps(text: str, pattern: re.Pattern[str]) -> set[int]:
    """Return where `pattern` finds a capital inside a word that is no name written so."""
    return {found.start() for found in pattern.finditer(text) if not in_name(text, found.start())}


def split_at(text: str, cuts: set[int]) -> list[str]:
    """Return `text` cut at `cuts`, stripped, without the empty parts."""
    places = [0, *sorted(cuts), len(text)]
    return [part for start, end in pairwise(places) if (part := text[start:end].strip())]


def in_name(text: str, place: int) -> bool:
    """Whether the capital at `place` stands inside a name that is written with one (WhatsApp), as a known one is, or one that stands twice."""
    left, right = LEFT.search(text, max(0, place - 20), place), RIGHT.match(text, place)
    if left is None or right is None:
        return False
    name = left[0] + right[0]
    return name.lower() in NAMES or text.count(name) > 1
