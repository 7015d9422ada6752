"""Kinds: what sort of piece an article is: news, live, gallery, video, advertorial or ugc."""

import re
from collections.abc import Iterable

from tasks.steps.marks import Markup

_ADVERTORIAL = re.compile(
    r"(?i)\badvertorial\b|\badv\b|/adv/|sponsored|\biklan\b|brand ?content|paid content|\badvetorial\b|/advertorial"
    r"|press[- ]release|siaran pers|rilis[- ]pers|pariwara|infotorial"
)
_LIVE = re.compile(r"(?i)liveblogposting|/live(?:-?report|-?blog)?/|^live(?: report| update| blog)?\s*:|^langsung\s*:")
_VIDEO = re.compile(r"(?i)/(?:videos?|vod|tv|play|watch|20detik)/|^\W*video\s*:|^\[?video\]?\s*[:|-]|^tv\.|//(?:video|tv|20)\.")
_GALLERY = re.compile(
    r"(?i)/(?:foto|photos?|galeri|gallery|fotonews|in-?picture|potret)s?/|^\W*(?:foto|galeri foto|in picture|potret)\s*:|//(?:foto|photo|galeri)\."
)
_UGC = re.compile(
    r"(?i)//(?:www\.)?(?:kompasiana\.com|.*\.blogspot\.com|.*\.wordpress\.com|medium\.com)|/(?:yoursay|retizen|citizen6?|warga|pasangmata|jurnalisme-?warga|surat-?pembaca|indonesiana|ugc|user)/|//(?:yoursay|retizen|indonesiana)\."
)


# What sites that publish their readers' texts print under them.
_DISCLAIMED = re.compile(
    r"(?i)konten ini (?:telah tayang|dibuat|ditulis).{0,80}tanggung jawab|isi (?:artikel |konten )?(?:ini )?(?:di luar|bukan) tanggung jawab redaksi|"
    r"(?:^|[.!?] )\W*(?:seluruh |semua )?(?:isi|tulisan|artikel|konten|opini)\b.{0,80}tanggung jawab (?:dari )?(?:penulis|pembuat konten|blogg?er)|"
    r"^\W*(?:isi )?(?:tulisan|artikel|konten|opini)\b.{0,80} "
    r"tidak (?:mewakili|mencerminkan) (?:pandangan|pendapat|sikap|kebijakan)(?: dari)? redaksi|"
    r"^\W*(?:isi )?(?:tulisan|artikel|konten)(?: ini)? (?:adalah|merupakan) (?:opini pembaca|(?:konten |tulisan |artikel )?kiriman)\b"
)
# Each of them holds one of these; looking for them first saves the pattern on nearly every page.
_DISOWNING = ("tanggung jawab", "tidak mewakili", "tidak mencerminkan", "opini pembaca", "kiriman")


def kind_of(url: str | None, markup: Markup, title: str | None, section: str | None, words: int) -> str:
    """Return what sort of piece it is, by its address, its section, its JSON-LD type and its headline's label.

    A gallery or a video with a full text beside it (250 words or more) is news; `words` are those of the text.
    """
    types = " ".join(str(kind) for kind in (markup.article.get("@type"),)).lower()
    address, label = url or "", f"{section or ''} | {markup.meta('article:section') or ''}"
    if _UGC.search(address) or is_disowned(mark.text for mark in markup.marks):
        return "ugc"
    if (
        "advertisercontent" in types
        or _ADVERTORIAL.search(label)
        or _ADVERTORIAL.search(address)
        or re.match(r"(?i)\(?\[?(?:advertorial|adv)\b", title or "")
    ):
        return "advertorial"
    if "liveblog" in types or _LIVE.search(address) or _LIVE.search(title or ""):
        return "live"
    if words < 250:
        if (
            "imagegallery" in types
            or _GALLERY.search(address)
            or _GALLERY.search(title or "")
            or re.search(r"(?i)^(?:foto|galeri|photos?)\b", section or "")
        ):
            return "gallery"
        if (
            _VIDEO.search(address)
            or _VIDEO.search(title or "")
            or (markup.meta("og:type") or "").startswith("video")
            or re.match(r"(?i)videos?\b", section or "")
        ):
            return "video"
    return "news"


def is_disowned(lines: Iterable[str]) -> bool:
    """Whether one of the lines of a page says that its text is its writer's own and not the newsroom's."""
    short = [line for line in lines if len(line) <= 300]
    low = "\n".join(short).lower()
    said = [word for word in _DISOWNING if word in low]
    return bool(said) and any(_DISCLAIMED.search(line) for line in short if any(map(line.lower().__contains__, said)))
