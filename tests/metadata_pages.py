"""Invented pages in the manner of many templates, each with what must be read from it. No text of a real outlet stands here."""

from dataclasses import dataclass

BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "Pemerintah Kabupaten Wanasari memulai pembangunan jembatan gantung sepanjang 120 meter yang menghubungkan Desa Sukatani dengan Desa Margaluyu, "
        "dua desa yang selama ini dipisahkan Sungai Cirata. Pekerjaan ditargetkan selesai sebelum musim hujan tiba tahun depan, kata bupati, Rabu (6/9/2023).",
        "Kepala Dinas Pekerjaan Umum mengatakan anggaran berasal dari kas daerah dan bantuan provinsi. Warga diminta bersabar selama akses lama ditutup.",
        "Sejak 12 Maret 2019 warga menyeberang dengan rakit bambu. Anak-anak sekolah harus menunggu air surut.",
    )
)
SIDEBAR = (
    '<aside class="sidebar"><h3>Terpopuler</h3><ul class="popular">'
    '<li><a href="/a">Harga Cabai di Pasar Wanasari Turun Tajam</a><span class="date">Selasa, 5 September 2023 08:00 WIB</span><span class="author">Oleh Joko Prabowo</span></li>'
    '<li><a href="/b">Tim Voli Putri Lolos ke Final</a><span class="date">Senin, 4 September 2023 19:30 WIB</span></li></ul></aside>'
    '<footer><p>Copyright © 2023 Kabar Contoh. Hak cipta dilindungi.</p></footer>'
)
NAV = '<nav><ul><li><a href="/">Home</a></li><li><a href="/nasional">Nasional</a></li><li><a href="/ekonomi">Ekonomi</a></li></ul><span class="today">Kamis, 7 September 2023</span></nav>'
TITLE = "Jembatan Gantung Wanasari Mulai Dibangun, Warga Dua Desa Lega"
AT = "2023-09-06T04:52:00+00:00"  # 11:52 WIB


@dataclass(frozen=True)
class Page:
    """One page and what it says; `at` None: no date may be given."""

    name: str
    html: str
    title: str = TITLE
    authors: tuple[str, ...] = ("Rina Kartika",)
    editors: tuple[str, ...] = ()
    at: str | None = AT
    precision: str = "minute"
    outlet: str | None = "kabarcontoh.test"
    published_from: str | None = None


def page(name: str, head: str, top: str, tail: str = "", **wanted: object) -> Page:
    canonical = '<link rel="canonical" href="https://www.kabarcontoh.test/daerah/jembatan-gantung-wanasari-mulai-dibangun">' if wanted.get("outlet", "x") else ""
    return Page(name, f"<!DOCTYPE html><html lang='id'><head>{canonical}{head}</head><body>{NAV}<main><article>{top}<div class='isi'>{BODY}</div>{tail}</article></main>{SIDEBAR}</body></html>", **wanted)  # type: ignore[arg-type]  # wanted holds the fields of Page


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


PAGES = [
    page(
        "tagdiv-yoast",
        f"<title>{TITLE} - Kabar Contoh</title><meta property='og:title' content='{TITLE} - Kabar Contoh'><meta property='og:site_name' content='Kabar Contoh'>"
        + ld('{"@context":"https://schema.org","@graph":[{"@type":"Article","@id":"#article","author":{"name":"Rina Kartika","@id":"#person"},"headline":"' + TITLE + '","datePublished":"2023-09-06T04:52:00+00:00",'
             '"dateModified":"2023-09-06T05:10:00+00:00","publisher":{"@id":"#org"}},{"@type":"WebPage","@id":"#page","name":"x"},{"@type":"Organization","@id":"#org","name":"Kabar Contoh"},{"@type":"Person","@id":"#person","name":"Rina Kartika"}]}'),
        f"<header class='td-post-title'><h1 class='entry-title'>{TITLE}</h1><div class='td-module-meta-info'><div class='td-post-author-name'><div class='td-author-by'>By</div> <a href='https://kabarcontoh.test/author/rina/'>Rina Kartika</a>"
        "<div class='td-author-line'> - </div></div><span class='td-post-date'><time class='entry-date updated td-module-date' datetime='2023-09-06T04:52:00+00:00'>6 September 2023</time></span><div class='td-post-views'>312</div></div></header>",
    ),
    page(
        "jnews",
        f"<title>{TITLE} | Kabar Contoh</title>",
        f"<h1 class='jeg_post_title'>{TITLE}</h1><div class='jeg_post_meta'><div class='jeg_meta_author'><span class='meta_text'>oleh</span> <a href='/author/rina'>Rina Kartika</a></div><div class='jeg_meta_date'><a href='#'>6 September 2023 - 11:52</a></div>"
        "<div class='jeg_meta_category'><span>in <a href='/daerah'>Daerah</a></span></div></div>",
        published_from="visible+zone",
    ),
    page(
        "entry-meta",
        f"<title>{TITLE} &#8211; Kabar Contoh</title><meta property='article:published_time' content='2023-09-06T11:52:30+07:00'><meta property='article:author' content='https://facebook.com/kabarcontoh'>",
        f"<h1 class='entry-title'>{TITLE}</h1><div class='entry-meta'><span class='posted-on'>Posted on <a href='/x' rel='bookmark'><time class='entry-date published' datetime='2023-09-06T11:52:30+07:00'>6 September 2023</time>"
        "<time class='updated' datetime='2023-09-08T09:00:00+07:00'>8 September 2023</time></a></span><span class='byline'> by <span class='author vcard'><a class='url fn n' href='/author/rina'>Rina Kartika</a></span></span></div>",
        at="2023-09-06T04:52:30+00:00",
    ),
    page(
        "next-data",
        f"<title>{TITLE}</title>",
        f"<div class='sc-1x2 abc'><h1 class='sc-99 xyz'>{TITLE}</h1></div>",
        '<script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"article":{"id":7,"title":"' + TITLE + '","publishedAt":"2023-09-06T04:52:00.000Z","author":{"name":"Rina Kartika"}},"latest":[{"title":"Lain","publishedAt":"2023-09-07T01:00:00Z"}]}}}</script>',
    ),
    page(
        "amp",
        f"<title>{TITLE}</title>" + ld('{"@type":"NewsArticle","headline":"' + TITLE + '","datePublished":"2023-09-06T11:52:00+07:00","author":{"@type":"Person","name":"Rina Kartika"}}'),
        f"<h1>{TITLE}</h1><amp-img src='x'></amp-img><div class='info'>Rina Kartika, Jurnalis · Rabu 06 September 2023 11:52 WIB</div>",
    ),
    page(
        "promedia",
        f"<title>{TITLE} - Kabar Contoh</title><meta name='content_PublishedDate' content='2023-09-06 11:52:00'><meta name='content_author' content='Rina Kartika'>",
        f"<h1 class='read__title'>{TITLE}</h1><div class='read__info'><div class='read__info__author'><a href='/author/12'>Rina Kartika</a></div><div class='read__info__date'>- Rabu, 6 September 2023 | 11:52 WIB</div></div>",
        "<div class='read__credit'><p>Editor: Bagus Santosa</p><p>Sumber: Antara</p></div>",
        editors=("Bagus Santosa",),
    ),
    page(
        "microdata",
        f"<title>{TITLE}</title>",
        f"<div itemscope itemtype='http://schema.org/NewsArticle'><h1 itemprop='headline'>{TITLE}</h1><span itemprop='author' itemscope itemtype='http://schema.org/Person'><span itemprop='name'>Rina Kartika</span></span>"
        "<time itemprop='datePublished' datetime='2023-09-06T11:52:00+0700'>6/9/2023</time></div>",
    ),
    page(
        "date-above",
        f"<title>Kabar Contoh: {TITLE}</title><meta property='og:title' content='Kabar Contoh: {TITLE}'><meta property='og:site_name' content='kabarcontoh.test'>",
        f"<div class='date'>Rabu, 06/09/2023 11:52 WIB</div><h1>{TITLE}</h1><div class='author'>Rina Kartika - kabarcontoh</div>",
        published_from="visible",
    ),
    page(
        "desk",
        f"<title>{TITLE}</title>" + ld('{"@type":"NewsArticle","headline":"' + TITLE + '","datePublished":"2023-09-06T11:52:00+07:00","author":[{"@type":"Organization","name":"Redaksi"},"Admin","Kabar Contoh"]}'),
        f"<h1>{TITLE}</h1><span>Redaksi</span><span>Rabu, 6 Sep 2023 11:52 WIB</span>",
        authors=(),
    ),
    page(
        "broken-json",
        f"<title>{TITLE}</title>" + ld('{"@type":"NewsArticle","headline":"' + TITLE + '","description":"kata "bupati" itu","datePublished":"2023-09-06T11:52:00+07:00","author":{"@type":"Person","name":"Rina Kartika",},}'),
        f"<h1>{TITLE}</h1>",
    ),
    page(
        "h1-is-logo",
        f"<title>{TITLE} | Kabar Contoh Online</title><meta property='og:title' content='Jembatan Gantung Wanasari Mulai Dibangun, Warga Dua...'>",
        f"<h1 class='logo'><a href='/'>Kabar Contoh</a></h1><h1></h1><h2 class='judul'>{TITLE}</h2><div>Oleh : Rina Kartika</div><div>Rabu, 6 September 2023 | 11:52 WIB</div>",
    ),
    page(
        "naive-meta",
        f"<title>{TITLE}</title><meta name='publishdate' content='2023/09/06 11:52:11'><meta name='pubdate' content='2023-09-06T11-52-11Z'>",
        f"<h1>{TITLE}</h1><div class='date'>Rina Kartika, Kabar Contoh | Rabu, 06/09/2023 11:52</div>",
        at="2023-09-06T04:52:11+00:00",
        published_from="visible+zone",
    ),
    page(
        "reporter-editor",
        f"<title>{TITLE}</title>",
        f"<h1>{TITLE}</h1><div class='fs13'>Rabu, 06 September 2023 / 11:52 WIB</div>",
        "<div class='ket'><i>Reporter: Rina Kartika | Editor: Bagus Santosa</i></div>",
        editors=("Bagus Santosa",),
    ),
    page(
        "role-blocks",
        f"<title>{TITLE}</title>",
        f"<h1>{TITLE}</h1><div><p>Reporter</p><p>Rina Kartika</p></div><div><p>Editor</p><p>Bagus Santosa</p></div><p>6 September 2023 | 11.52 WIB</p>",
        editors=("Bagus Santosa",),
    ),
    page(
        "dash-name",
        f"<title>{TITLE}</title>",
        f"<h1>{TITLE}</h1><div class='author'>Rina Kartika - Kabarcontoh.test</div><div class='time'>Rabu, 6 September 2023 | 11:52</div>",
        published_from="visible+zone",
    ),
    page(
        "rep-red",
        f"<title>{TITLE} | Kabar Contoh</title>",
        f"<div>Rabu 06 Sep 2023 11:52 WIB</div><h1>{TITLE}</h1><h2 class='subtitle'>Anggaran berasal dari kas daerah</h2><div>Rep: Rina Kartika/ Red: Bagus Santosa</div>",
        editors=("Bagus Santosa",),
    ),
    page(
        "middle-dot",
        f"<title>{TITLE}</title>",
        f"<h1>{TITLE}</h1><p><a href='/penulis/rina'>Rina Kartika</a> · Rabu, 06 September 2023 - 11:52:00 WIB</p>",
    ),
    page(
        "reading-time",
        f"<title>{TITLE}</title>",
        f"<h1>{TITLE}</h1><span>6 September 2023 11:52 WIB</span><span>·</span><span>waktu baca 2 menit</span>",
        authors=(),
    ),
    page(
        "three-roles",
        f"<title>{TITLE}</title>",
        f"<h1>{TITLE}</h1><div>Oleh: Rina Kartika - 6 Sep 2023 11:52 WIB</div>",
        "<p>Reporter: Rina Kartika</p><p>Editor: Bagus Santosa</p>",
        editors=("Bagus Santosa",),
    ),
    page(
        "lying-z",
        f"<title>{TITLE}</title><meta property='article:published_time' content='2023-09-06T11:52:08Z'>",
        f"<h1>{TITLE}</h1><p>Pewarta: Rina Kartika</p><p>Rabu, 6 September 2023 11:52 WIB</p>",
        at="2023-09-06T04:52:08+00:00",
    ),
    page(
        "lying-minus-seven",
        f"<title>{TITLE}</title>" + ld('{"@type":"NewsArticle","headline":"' + TITLE + '","datePublished":"2023-09-06T11:52:00-07:00","author":"Rina Kartika"}'),
        f"<h1>{TITLE}</h1><p>DAERAH | 6 September 2023 11:52</p>",
        published_from="visible+zone",
    ),
    page(
        "witness-of-wita",
        f"<title>{TITLE}</title><meta property='article:published_time' content='2023-09-06T04:52:00+00:00'>",
        f"<h1>{TITLE}</h1><p>Rabu, 6 September 2023 12:52 WITA</p><p>Penulis : Rina Kartika</p>",
    ),
    page(
        "updated-later",
        f"<title>{TITLE}</title>" + ld('{"@type":"NewsArticle","headline":"' + TITLE + '","datePublished":"2023-09-06T11:52:00+07:00","dateModified":"2023-09-08T10:00:00+07:00","author":"Rina Kartika"}'),
        f"<h1>{TITLE}</h1><p>Diperbarui 8 September 2023 10:00 WIB</p>",
    ),
    page(
        "no-date",
        f"<title>{TITLE}</title>",
        f"<h1>{TITLE}</h1><p>Penulis: Rina Kartika</p><figure><figcaption>Warga menyeberang, Rabu (6/9/2023). Foto: Antara/Dedi</figcaption></figure>",
        at=None,
    ),
    page(
        "day-only",
        f"<title>{TITLE}</title><meta name='date' content='2023-09-06'>",
        f"<h1>{TITLE}</h1><p>oleh Rina Kartika</p><p>6 September 2023</p>",
        at="2023-09-05T17:00:00+00:00",
        precision="day",
    ),
    page(
        "capitals",
        f"<title>{TITLE}</title>",
        f"<h1>{TITLE}</h1><p>RINA KARTIKA | Rabu, 6 September 2023 11:52 WIB</p>",
    ),
    page(
        "no-heading",
        f"<title>{TITLE} | Kabar Contoh</title>",
        f"<table><tr><td><font size='5'><b>{TITLE}</b></font><br><font size='1'>Rabu, 6 September 2023 11:52 WIB<br>Laporan Wartawan Kabar Contoh, Rina Kartika</font></td></tr></table>",
    ),
    page(
        "pager-title",
        f"<title>{TITLE} - Halaman 2 - Kabar Contoh</title><meta property='og:site_name' content='Kabar Contoh'>",
        f"<h1>{TITLE} - Halaman 2</h1><p>Kontributor Wanasari, Rina Kartika</p><p>Kabarcontoh.test - 06/09/2023, 11:52 WIB</p>",
    ),
    page(
        "two-reporters-linked",
        f"<title>{TITLE}</title>",
        f"<h1>{TITLE}</h1><div class='byline'>By <a href='/author/rina'>Rina Kartika</a><a href='/author/tono'>Tono Wibowo</a> on 06 Sep 2023 at 11:52 WIB</div>",
        authors=("Rina Kartika", "Tono Wibowo"),
    ),
    page(
        "escaped",
        "<title>Bupati: &amp;quot;Jembatan &amp;amp; Jalan&amp;quot; Rampung Tahun Depan - Kabar Contoh</title><meta property='og:title' content='Bupati: &amp;quot;Jembatan &amp;amp; Jalan&amp;quot; Rampung Tahun Depan'>",
        "<p>Rabu, 6 September 2023 11:52 WIB</p><p>Penulis: Rina Kartika</p>",
        title='Bupati: "Jembatan & Jalan" Rampung Tahun Depan',
    ),
    page(
        "caps-at-the-end",
        f"<title>{TITLE} - Nasional Kabar Contoh</title>",
        f"<div class='block-tanggal'>Rabu, 06 September 2023 | 11:52 WIB</div><h1>{TITLE}</h1>",
        "<p><strong>RINA KARTIKA</strong></p><p>BACA JUGA</p>",
    ),
    page(
        "caps-inside-the-text",
        f"<title>{TITLE}</title>",
        f"<h1>{TITLE}</h1><p>6 September 2023 11:52 WIB</p>",
        "<p>Warga dua desa yang selama ini dipisahkan sungai menyambut gembira dimulainya pekerjaan jembatan itu, kata kepala desa di lokasi.<br>RINA KARTIKA | ANTARA</p>",
    ),
    page(
        "reporter-is-a-site",
        f"<title>{TITLE}</title>",
        f"<h1>{TITLE}</h1><div>Reporter</div><div>Kabarcontoh.test</div><div>Editor</div><div>Bagus Santosa</div><div>6 September 2023 | 11.52 WIB</div>",
        authors=(),
        editors=("Bagus Santosa",),
    ),
    page(
        "edited-headline",
        "<title>Warga Dua Desa Sambut Jembatan Gantung - Kabar Contoh</title><meta property='og:title' content='Warga Dua Desa Sambut Jembatan Gantung'>",
        f"<h1>{TITLE}</h1><p>Penulis: Rina Kartika</p><p>6 September 2023 11:52 WIB</p>",
        "<ul class='terkini'><li><a href='/x'>Warga Dua Desa Sambut Jembatan Gantung</a> <span>5 September 2023 10:00 WIB</span></li></ul>",
    ),
    page(
        "kicker",
        f"<title>{TITLE}</title>",
        f"<h1><span class='kicker'>Infrastruktur Desa</span> {TITLE}</h1><p>Editor. Bagus Santosa</p><p>Rina Kartika, Rabu, 6 September 2023 11:52 WIB</p>",
        authors=("Rina Kartika",),
        editors=("Bagus Santosa",),
    ),
    page(
        "time-ago",
        f"<title>{TITLE}</title>" + ld('{"@type":"NewsArticle","headline":"' + TITLE + '","datePublished":"2023-09-06T04:52:00Z","author":{"@type":"Person","name":"RINA KARTIKA"}}'),
        f"<h1>{TITLE}</h1><p><time datetime='2023-09-06T04:52:00Z'>3 jam yang lalu</time></p>",
    ),
    page(
        "yoast-twitter",
        f"<title>{TITLE} - Kabar Contoh</title><meta name='twitter:label1' content='Ditulis oleh'><meta name='twitter:data1' content='Rina Kartika'><meta name='twitter:label2' content='Estimasi waktu membaca'><meta name='twitter:data2' content='2 menit'>"
        "<meta property='article:published_time' content='2023-09-06T04:52:00+00:00'>",
        f"<h1>{TITLE}</h1>",
    ),
    page(
        "company-in-meta",
        f"<title>{TITLE}</title><meta name='author' content='PT. Kabar Contoh Media'><meta name='article:published_time' content='2023-09-06T11:52:00+0700'>",
        f"<h1>{TITLE}</h1><div class='author'>Oleh : Rina Kartika, Tono Wibowo (Wanasari)</div>",
        authors=("Rina Kartika", "Tono Wibowo (Wanasari)"),
    ),
    page(
        "spot",
        f"<title>{TITLE}</title>",
        f"<h1>{TITLE}</h1><p>Rabu, 6 September 2023 11:52 WIB</p><p>Laporan Wartawan Kabar Contoh, Rina Kartika</p>",
        "<div>Penulis: Tono Wibowo</div><div>Editor: bagus santosa</div>",
        editors=("bagus santosa",),
    ),
]
