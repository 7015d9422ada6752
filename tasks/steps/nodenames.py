"""Node names: what the name of a node (its tag, class, id, role) says about its holding reporting.

Names are only a hint. `prune.py` and `regions.py` decide on them together with the figures of the node (characters, links,
prose), so that a class such as `video-detail` on the body itself does no harm.
"""

import re
from functools import lru_cache
from typing import NamedTuple


def words(text: str) -> frozenset[str]:
    """Return the words of `text`."""
    return frozenset(text.split())


# Never reporting, whatever they hold: their text is not read at all.
SILENT_TAGS = words(
    "script style noscript template iframe svg math head button select option optgroup textarea input datalist object embed "
    "canvas video audio map frameset dialog title meta link base param source track progress meter"
)
# Where text flows on: these do not end a paragraph.
INLINE_TAGS = words(
    "a b strong i em u span font small big sub sup abbr acronym cite q code mark time label ins del s strike tt var kbd samp "
    "bdi bdo dfn data nobr wbr ruby rb rt rp img picture blink output amp-img o:p st1:place st1:city"
)
LINE_TAGS = words("p h1 h2 h3 h4 h5 h6 li dt dd td th blockquote q pre figcaption caption address center")

# Words of class names and ids, in Indonesian and English; each list names the rule its cuts are recorded under.
STRONG = {
    "related": """related relate terkait lainnya recommendation recommendations recommended recommend rekomendasi rekomen rekom
        recirc recirculation bacajuga baca-juga read-also readalso alsoread also-read readtoo read-too linksisip sisip lihatjg
        lihatjuga lihat-juga baca-selengkapnya inline-article crosslink popular populer terpopuler most-read mostread mostpopular
        popularpost trending terkini terbaru latest-news latestnews more-news morenews more-article other-news berita-lain
        beritalain artikel-lain editor-pick editors-pick editorpick pilihan-editor pilihan-redaksi headline-list newsfeed
        news-feed feed-list berita-utama next-article nextarticle prev-article artikel-selanjutnya artikel-berikut
        artikel-berikutnya berita-berikut berita-berikutnya post-navigation nav-links jp-relatedposts yarpp topic-list gnews""",
    "advertisement": """ad ads adv advert adverts advertisement advertisements advertising adsense adslot adunit adbox adsbox
        banner banners iklan sponsor sponsored sponsorship dfp gpt outbrain taboola mgid dable revcontent teads parallax billboard
        skyscraper inread in-read promo promote promotion promosi popunder skinad leaderboard""",
    "share": """share shares sharing sharer shared sharebar sharebox social socials sosmed medsos socmed socialmedia addthis
        addtoany sharedaddy a2a bagikan sharethis follow followus ikuti whatsapp wa-channel telegram googlenews google-news""",
    "comments": """comment comments komentar commentlist respond disqus fbcomments komen livefyre wpd wpdiscuz""",
    "tags": """tags tagcloud tag-list taglist tag-links tagging hashtag hashtags topik topics keyword keywords""",
    "navigation": """nav navbar navigation navigasi menu submenu megamenu breadcrumb breadcrumbs crumb crumbs sitemap skip-link
        toc daftar-isi table-of-contents lwptoc ftwp""",
    "pager": """pagination paginasi paging-nav pager paginator page-links pagelink post-page-numbers halaman-navigasi""",
    "prompt": """newsletter newsletters buletin subscribe subscription berlangganan langganan signup sign-up login register cookie
        cookies consent gdpr popup pop-up modal lightbox overlay toast snackbar paywall-prompt app-download download-app
        install-app feedback rating ratings poll polls polling jajak-pendapat kuis quiz survey vote voting reaction reactions
        emoticon emoticons tooltip dropdown offcanvas sr-only screen-reader-text visually-hidden""",
    "copyright": """copyright copyrights disclaimer disclosure republish hakcipta""",
    "footer": """footer foot sitefooter pagefooter""",
    "gallery": """gallery galeri galleries slideshow photoset""",
    "author": """author-box authorbox author-bio authorbio about-author author-info author-profile penulis-box""",
}
WEAK = {
    "related": """teaser teasers widget widgets sidebar side aside rightbar leftbar box-news list-berita listing news-list
        list-news more other others berita-list terpilih headline headlines hot next prev previous selanjutnya carousel slider
        swiper slick owl rail card cards thumb thumbnail thumbs loadmore infinite""",
    "tags": """tag topic label labels kategori category categories cat-links""",
    "footer": """bottom""",
    "header": """header head masthead topbar top-bar toolbar tools tool utility""",
    "credits": """editor author authors penulis reporter byline by-line kredit credit credits meta date tanggal time waktu posted
        redaktur redaksi jurnalis writer contributor kontributor editorial""",
    "player": """video videos player jwplayer youtube podcast audio""",
    "gallery": """fotos photos album infografis infographic""",
    "prompt": """notif notification alert app apps channel button btn buttons contact""",
}
CAPTION = words(
    """caption captions imgcaption pic-artikel picartikel imageinfo image-info img-info photo-credit keterangan-foto ket-foto
    foto-keterangan credit-foto figcaption perbesar"""
)
# Words that name the body: they defend a node against weak hints and lift it among the candidates.
BODY = words(
    """articlebody article-body article-content articlecontent content-article contentarticle entry-content entrycontent
    post-content postcontent content-post post-body news-content newscontent content-news contentnews detail-text detailtext
    text-detail detail-content content-detail contentdetail content-body contentbody detail-body body-content story-body storybody
    body-text bodytext text-article txt-article txtarticle read-content isi isiberita konten single-content story-content
    news-text newstext article-text artikel paragraph detail-desc wysiwyg richtext rich-text"""
)
# On these, class names are words about the article (WordPress: `tag-iklan category-video`), not about the node.
UNNAMED_TAGS = frozenset(("html", "body", "main", "article"))
ROLES = {
    "navigation": "navigation", "complementary": "related", "banner": "header", "contentinfo": "footer", "search": "navigation",
    "menu": "navigation", "menubar": "navigation", "dialog": "prompt", "alertdialog": "prompt", "tablist": "navigation",
}  # fmt: skip
TAG_HINTS = {
    "nav": ("strong", "navigation"), "menu": ("strong", "navigation"), "aside": ("weak", "related"), "footer": ("strong", "footer"),
    "header": ("weak", "header"), "form": ("weak", "form"), "figcaption": ("caption", "caption"), "figure": ("caption", "caption"),
}  # fmt: skip

STATES = words("no has with without is not hide show enable disable enabled disabled js on off active open closed count")
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
CHUNK = re.compile(r"[^A-Za-z0-9]+")
HASH = re.compile(r"[A-Za-z]\d+[A-Za-z]|\d[A-Za-z]+\d")  # `sc-1ad9ao`: made by a machine, means nothing


class Hint(NamedTuple):
    """What a node's name says: `strength` strong, weak, caption or body, and the rule its cut would be recorded under."""

    strength: str
    rule: str


def table(groups: dict[str, str]) -> dict[str, str]:
    """Return each word of `groups` with the name of its group."""
    return {word: rule for rule, listed in groups.items() for word in listed.split()}


STRONG_WORDS, WEAK_WORDS = table(STRONG), table(WEAK)


@lru_cache(maxsize=20_000)
def hint_of(tag: str, name: str, role: str | None) -> Hint | None:
    """Return what `tag`, `name` (class and id) and `role` say of a node, None when nothing.

    Words are compared whole, and in pairs and triples, so `ad` never means `admin` or `head`. Kept, for the pages of an outlet
    have the names of its template.
    """
    if role and role in ROLES:
        return Hint("weak" if ROLES[role] in ("header", "related") else "strong", ROLES[role])
    found = read_name(name) if name and tag not in UNNAMED_TAGS else None
    if tag in TAG_HINTS and (found is None or found.strength == "weak"):
        return Hint(*TAG_HINTS[tag])
    return found


@lru_cache(maxsize=20_000)
def read_name(name: str) -> Hint | None:
    """Return what the words of a class and id say: a caption or strong word beats a body word, a body word a weak one."""
    weak: Hint | None = None
    body = False
    for token in name.split()[:30]:
        parts = [word.lower() for chunk in CHUNK.split(token[:80]) if not HASH.search(chunk) for word in WORD.findall(chunk)]
        if parts and (parts[0] in STATES or parts[-1] in STATES):
            continue
        for term in parts + ["-".join(parts[i : i + n]) for n in (2, 3) for i in range(len(parts) - n + 1)]:
            if term in CAPTION:
                return Hint("caption", "caption")
            if term in STRONG_WORDS:
                return Hint("strong", STRONG_WORDS[term])
            if weak is None and term in WEAK_WORDS:
                weak = Hint("weak", WEAK_WORDS[term])
            body = body or term in BODY
    return Hint("body", "body") if body else weak
