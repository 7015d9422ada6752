"""Kinds: what sort of piece an article is: news, live, gallery, video, advertorial or ugc."""

import re

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
    r"tanggung jawab (?:penulis|pembuat konten|blogger)|"
    r"^\W*(?:isi )?(?:tulisan|artikel|konten|opini)\b.{0,80} "
    r"tidak (?:mewakili|mencerminkan) (?:pandangan|pendapat|sikap|kebijakan)(?: dari)? redaksi|"
    r"^\W*(?:isi )?(?:tulisan|artikel|konten)(?: ini)? (?:adalah|merupakan) (?:opini pembaca|(?:konten |tulisan |artikel )?kiriman)\b"
)
_DISOWNING = re.compile(r"(?i)tanggung jawab|redaksi|opini pembaca|kiriman")  # without any of it, no line disowns a text


def kind_of(url: str | None, markup: Markup, title: str | None, section: str | None, words: int) -> str:
    """Return what sort of piece it is, by its address, its section, its JSON-LD type and its headline's label.

    A gallery or a video with a full text beside it (250 words or more) is news; `words` are those of the text.
    """
    types = " ".join(str(kind) for kind in (markup.article.get("@type"),)).lower()
    address, label = url or "", f"{section or ''} | {markup.meta('article:section') or ''}"
    if _UGC.search(address) or any(
        _DISCLAIMED.search(m.text) for m in markup.marks if len(m.text) <= 300 and _DISOWNING.search(m.text)
    ):
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
