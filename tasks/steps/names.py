"""Names: which words in a credit are people. Organisations, sites, addresses and role words are not."""

import re
from collections.abc import Iterable
from functools import lru_cache

from tasks.steps.places import PLACES

# Words that no person's name in a credit holds. From the junk that tools take for authors ("Kompas Cyber Media", "PT VIVA MEDIA BARU",
# "mediaindonesia.com developer", "www.facebook.com") and the roles and desks that outlets print.
_NOT_NAMES_TEXT = """
media medianet tv televisi radio com net online redaksi redaktur admin administrator adminweb superadmin tim team pt cv news
berita desk newsroom editor wartawan kontributor contributor koresponden jurnalis reporter pewarta penulis author writer
editorial biro humas sekretariat cyber digital publisher developer indonesia nusantara grup group network portal harian koran majalah
kantor dinas kementerian pemkot pemkab pemprov pemerintah universitas official webmaster unknown anonymous anonim guest user
root test staf staff litbang infografis advertorial content konten creator promosi iklan partner partnership the web website
channel facebook blogger wordpress powered diberdayakan unnamed twitter instagram youtube google whatsapp telegram tiktok
linkedin share tweet print email komentar comments views dibaca home beranda antara reuters afp ap xinhua bernama anadolu
kyodo yonhap bbc cnn cnbc dpa efe tass sputnik kompas kompascom detikcom detik tribun tribunnews liputan6 okezone sindonews
republika tempo merdeka kapanlagi kumparan jpnn jawapos vivanews suaracom inews medcom metrotvnews bisnis kontan
katadata tirto beritasatu rmol rri tvri voi akurat idntimes disway foto photo video grafis sumber source oleh by
on at in dan pada yang untuk dengan dari di ke ini itu adalah akan publikasi diterbitkan dipublikasikan terbit tayang
update updated published posted kabar info radar swara times daily tabloid buletin diperbarui
laporan diperbaharui dimutakhirkan disunting publish posting tanggal pukul rilis release created dibuat
senin selasa rabu kamis jumat sabtu minggu wib wita wit januari februari september
oktober november desember selengkapnya artikel tags tag topik terkait populer terkini nasional internasional politik ekonomi
olahraga hiburan teknologi otomotif kesehatan gaya hukum kriminal daerah regional metropolitan peristiwa opini copyright hak
cipta rights reserved advertisement follow ikuti bagikan simpan dengarkan baca lihat halaman menit jam terpopuler
lainnya pilihan rekomendasi simak menarik juga berita2 lain breaking tentang semua cara tips inilah begini bagaimana load
more tonton saksikan jangan lewatkan selanjutnya sebelumnya kembali atas bawah tutup masuk daftar login kirim balas tulis
cari search menu indeks kategori rubrik kanal pers siber pedoman kontak karir privasi redaksional
direktur kepala ketua dosen guru anggota pengurus pengamat peneliti mahasiswa rektor menteri sekretaris koordinator manajer
budaya pendidikan sosial wisata pariwisata kuliner sejarah lingkungan pertanian perikanan pemerintahan lifestyle cerpen puisi esai
bidang bagian seksi kab mc kpu kpk dpr dprd dpd mpr mui pmi tni bnn bnpb ojk pln
badan pusat balai komisi dewan asosiasi perhimpunan serikat aliansi komunitas organisasi perusahaan polres polda polsek polri kodim
korem kejaksaan pengadilan satgas panitia bawaslu bmkg bpbd basarnas diskominfo kominfo warga masyarakat netizen pembaca
wire newswire ant institute institut yayasan lembaga koalisi fakultas program studi alumni pegiat praktisi pengajar dkk dll
"""
_NOT_NAMES = frozenset(_NOT_NAMES_TEXT.split())
_MIDDLE_NAMES = frozenset({"news", "guru"})  # between two others a name like any ("Barita News Lumban"), but "Sorot News Papua"
_ALSO_NAMES = frozenset({"hari", "pakar"})  # names behind a role ("Penulis: Hari Wasono"), not by themselves ("Hari Kartini")
# Titles that follow a name behind a comma: S.H., M.Si, S.Kom, Lc, Ph.D. ...
_TITLES = re.compile(
    r"(?i)^[smd]\.?\s?(?:h|e|t|p|s|si|sn|sos|kom|pd|ag|ip|ik|ked|psi|hum|mt|kes|th|farm|ap|ak|a|m|i|ti|stat|pt|hut|kn|ars|km|ec|sc|eng|phil)\.?i?$"
    r"|^(?:dr|drs|dra|ir|prof|h|hj|kh|ph\.?\s?d|mba|msc|mm|mt|mh|msi|mpd|mkom|se|sh|sip|spd|skom|ssos|amd|b\.?a|bsc|m\.?a|lc|jr|sr|ii|iii|ofm|svd|s\.?j|pr)\.?$"
    r"|^[smda]\.(?:[a-z]{1,4}\.?){1,3}$"
)
_BEFORE = re.compile(r"(?i)^(?:(?:prof|drs?|dra|ir|hj?|kh|tgk|pdt|rp|rd)\.?\s){1,4}")  # titles before a name
_MAIL = re.compile(r"\s*[(<\[]?[\w.+-]{1,60}@[\w.-]{3,60}[)>\]]?")
_WORD = re.compile(r"^[^\W\d_](?:[^\W\d_]|['’`.\-])*$")
_HOST_END = re.compile(r"\w\.[a-z]{2}")
_HOST = re.compile(r"(?i)\b[\w-]+\.(?:com|co|id|net|org|tv|news|info|biz|web)\b|@|https?:|www\.|/|\\|\d")
_SPLIT = re.compile(r"\s*(?:[,;/|•·&+](?:\s+(?:dan|and|serta)(?=\s))?|\s(?:dan|and|serta)\s|\s[-–—]\s)\s*")
# "Jasmine Floretta, Gender & Social Justice Editor": a position at the end, of several words.
_POSITION = re.compile(
    r",\s[A-Z][^,]{2,40}\s(?:Editor|Reporter|Wartawan|Jurnalis|Journalist|Correspondent|Koresponden|Redaktur)$"
)
_ROLE_FIRST = re.compile(r"(?i)^\W*(?:oleh|by|penulis|reporter|author)\b[\s:]+")
# Behind a name: how its bearer is employed, and where from ("oleh Asih Lestari [Sorong]").
_STATUS = re.compile(r"\s\((?i:magang|kontributor|freelance|(?:mg|cr|mcr)-?\d*)\)|\s\[[^\[\]]{3,30}\]")
_DESK = re.compile(r"(?i)^(?:tim )?redaksi\s[-–—|]\s.{1,60}$")  # "Redaksi - Kabar Contoh"
_PLACE_AFTER = re.compile(r"\s*\([A-Z][A-Za-z .]{2,30}\)$")


def is_name(text: str) -> bool:
    """Return whether `text` can be a person's name in a credit: one to six words of letters, none of them an organisation's or a role's;
    titles before it do not count.

    A place in brackets may follow ("Angkotasan (Ambon)"). A single word is a name too (Masriadi); whether a line of one word is a byline is
    for the caller to judge.
    """
    text = _PLACE_AFTER.sub("", text.strip())
    if not 2 <= len(text) <= 60 or _HOST.search(text):
        return False
    words = text.split()
    if _HOST_END.search(text):
        return False
    if len(_BEFORE.sub("", text).split()) > 6 or not all(_WORD.match(word) for word in words):
        return False
    if not any(sum(c.isalpha() for c in word) >= 3 for word in words) or (len(text) <= 4 and (text.isupper() or text.islower())):
        return False  # initials ("LES", "jpg")
    lower = [word.lower().strip(".'’`-") for word in words]
    lower += [part for word in lower if "-" in word for part in word.split("-")]
    if len(words) == 3 and lower[1] in _MIDDLE_NAMES and lower[2] not in PLACES:
        del lower[1]
    return not any(
        word in _NOT_NAMES or word.startswith(("detik", "tribun", "kompas.")) or word.endswith(("news", "times", "com"))
        for word in lower
    )


def printed(name: str) -> str:
    """Return a name in printed case; one in capitals throughout is set in title case, its initials left alone."""
    name = name.strip(" \t.,:;-–—|•·*()[]") if not _PLACE_AFTER.search(name) else name.strip(" .,:;-–—|")
    words = name.split()
    if name.isupper() and any(len(word) > 3 for word in words):
        return " ".join(word if len(word) <= 2 or "." in word else word[0] + word[1:].lower() for word in words)
    return " ".join(words)


def people_in(text: str, sites: Iterable[str] = ()) -> list[str]:
    """Return the people named in the names part of a credit, in order: split at commas, slashes, "dan", "&"; titles kept with their name.

    `sites` are names of the outlet itself, which are no people. What is not a name is left out, not mended.
    """
    known = site_keys(sites)
    if "://" in text or "www." in text.lower():
        return []
    names: list[str] = []
    text = _MAIL.sub("", text[:300]) if "@" in text else text[:300]
    text = _ROLE_FIRST.sub("", text)
    if "(" in text or "[" in text:
        text = _STATUS.sub("", text)
    text = _DESK.sub("", _POSITION.sub("", text).strip())
    for part in _SPLIT.split(text):
        piece = _without_place(part, known)
        if not piece:
            continue
        if names and (title := _TITLES.match(_PLACE_AFTER.sub("", piece).rstrip("."))):
            names[-1] += f", {title[0]}" + "." * ("." in title[0] and title[0] + "." in part)
        elif is_name(piece) and bare(piece) not in known:
            names.append(printed(piece))
    return list(dict.fromkeys(names))


def site_keys(sites: Iterable[str]) -> set[str]:
    """Return the names of the outlet itself as `bare` writes them: whole, and the labels of its hosts."""
    return {bare(site) for name in sites for site in (name, *name.split(".")[:-1])}


def _without_place(part: str, known: set[str]) -> str:
    """One piece of a credit without signs around it; a place in brackets stays ("Angkotasan (Ambon)"), a site's name there goes."""
    place = _PLACE_AFTER.search(part)
    if place and is_name(place[0].strip(" ()")) and bare(place[0]) not in known:
        return part.strip(" .:*")
    return part[: place.start() if place else None].strip(' .:*()[]"“”')


@lru_cache(maxsize=512)  # the names of the site are asked for with every credit
def bare(text: str) -> str:
    """Return the letters and digits of a name alone, as names are compared."""
    return re.sub(r"\W", "", text).casefold()


_SMALL = frozenset({"bin", "binti", "al", "el", "de", "van", "der", "von", "ibn"})  # words of names in small letters


@lru_cache(maxsize=512)  # the blocks of a head are asked several times
def looks_like_name(text: str) -> bool:
    """Return whether a line by itself reads as a person's name: two to five capitalised words, or all in capitals."""
    words = text.split()
    if not 2 <= len(words) <= 5 or not all(word[0].isupper() or word.lower() in _SMALL for word in words):
        return False
    if words[-1].endswith((".", "?", "!", ":")) and len(words[-1]) > 2:
        return False
    return is_name(text) and not any(word.lower() in _ALSO_NAMES for word in words)
