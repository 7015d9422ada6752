"""The body of a page comes out whole and alone, whatever the template; other pages are refused with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.rules import load_rules
from tasks.steps.body import find_body
from tasks.steps.documents import PageError, parse_html
from tasks.steps.fallback import declared_lines
from tasks.steps.furniture import strip_lines
from tasks.steps.layouts import NOWHERE, Selectors
from tasks.steps.markup import read_markup

RULES = load_rules()
TITLE = "Bupati Sukamaju Siapkan Dua Belas Ton Beras untuk Operasi Pasar"
P = [
    "Pemerintah Kabupaten Sukamaju menyiapkan 12 ton beras untuk operasi pasar menjelang musim hujan, kata Bupati Hendra Lesmana, Senin (4/3/2024).",
    "Ia mengatakan beras itu disalurkan melalui 45 kios yang tersebar di sembilan kecamatan dengan harga di bawah pasar.",
    '"Kami tidak ingin ada warga yang kesulitan mendapatkan beras," kata Hendra.',
    '"Ya, dua saja," ujarnya.',
    "Harga beras medium di Pasar Induk Sukamaju pekan ini naik menjadi Rp 14.500 per kilogram, dari Rp 13.200 pada bulan lalu, karena panen mundur.",
    "Operasi pasar dijadwalkan berlangsung hingga akhir April dan akan dievaluasi setiap dua pekan.",
]
HEADLINES = [
    "Warga Karangjati Bangun Jembatan Bambu Sendiri",
    "Gubernur Resmikan Pasar Ikan Modern di Tanjung",
    "Tim Voli Putri Melaju ke Semifinal Piala Gubernur",
    "Harga Cabai Rawit Turun Setelah Panen Raya",
    "Polisi Tangkap Pencuri Sepeda Motor di Terminal",
    "Siswa Ciptakan Alat Pengering Gabah Tenaga Surya",
]
SUMMARY = "Warga bergotong royong selama dua pekan karena jembatan lama hanyut terbawa banjir bandang pada awal tahun ini."
MENU = "<ul>" + "".join(f"<li><a href=/{word}>{word}</a></li>" for word in ("Beranda", "Nasional", "Daerah", "Ekonomi")) + "</ul>"
CARDS = "".join(
    f"<div class=k><a href=/{n}><img src=x></a><h3><a href=/{n}>{title}</a></h3><p>{SUMMARY}</p></div>"
    for n, title in enumerate(HEADLINES)
)
ABOUT = "<div><p>Kabar Kita adalah portal berita yang menyajikan kabar dari seluruh penjuru Nusantara bagi pembaca setianya.</p></div>"
COMMENT = f"<p>Menurut saya {SUMMARY}</p>"


def link(number):
    return f"<a href=/{number}>{HEADLINES[number]}</a>"


def page(body, title=TITLE, head=""):
    meta = f'<title>{title} - Kabar Kita</title><meta property="og:title" content="{title}">'
    return f"<!DOCTYPE html><html><head>{meta}{head}</head><body>{body}</body></html>"


def paragraphs(texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def found(html, written=NOWHERE, learned=()):
    tree = parse_html(html)
    return find_body(tree, read_markup(tree), RULES, written, learned)


def read(html):
    lines, _ = strip_lines(found(html).lines, RULES)
    return [line.text for line in lines]


FIRST, MIDDLE, LAST = paragraphs(P[:2]), paragraphs(P[2:4]), paragraphs(P[4:])
ALL = paragraphs(P)
TEMPLATES = {
    "WordPress": f'<div class="entry-content no-share">{ALL}</div><div class="related-posts">{CARDS}</div><div id="comments">{COMMENT}</div>',
    "breaks": f"<div class=x>{'<br><br>'.join(P)}</div>{CARDS}",
    "single breaks": f"<div class=x>{'<br>'.join(P)}</div>{CARDS}",
    "divs": "<div class=x>" + "".join(f"<div>{text}</div>" for text in P) + f"</div>{CARDS}",
    "hashed names": "".join(
        f'<div class="s-1a f-{n}"><div class="t-9"><span class="q">{text}</span></div></div>' for n, text in enumerate(P)
    )
    + f"<div>{CARDS}</div>",
    "bare text": "<div class=g>" + "".join(f"{text}\n<div class=z></div>" for text in P) + f"</div>{CARDS}",
    "sections": f"<div class=s>{FIRST}</div><div class=iklan>Iklan</div><div class=s>{MIDDLE}</div><div class=s>{LAST}</div>{CARDS}",
    "hidden pages": f'<div class="isi"><div>{FIRST}</div><div class="paging" style="display:none">{MIDDLE}{LAST}</div></div>{CARDS}',
    "unclosed": "<div class=isi>" + "".join(f"<p>{text}" for text in P) + f"<ul>{''.join(f'<li>{link(n)}' for n in range(5))}",
    "a name that lies": f'<div class="widget-video box related-content">{ALL}</div>{CARDS}{ABOUT}',
    "long comments": f'<div class=r>{ALL}</div><div class="komentar">{COMMENT * 20}</div>',
    "unnamed comments": f"<div class=r>{ALL}</div><div class=k0><h3>Komentar</h3>{f'<div class=k1><b>Ani</b>{COMMENT}</div>' * 6}</div>",
    "related inside": f"<div class=r>{FIRST}<p>Baca Juga: {link(0)}</p>{MIDDLE}<p><b>Baca juga:</b></p>"
    f"<ul><li>{link(1)}</li><li>{link(2)}</li></ul>{LAST}</div>",
    "a headline after every paragraph": f"<div class=r><p>{P[0]}</p>"
    + "".join(f"<p>{link(n)}</p><p>{text}</p>" for n, text in enumerate(P[1:]))
    + "</div>",
    "a notice in the footer": f"<div class=r>{ALL}</div>{CARDS}<div class=ftr><p>Kantor redaksi pindah ke Jalan Pelabuhan Nomor 7 dan buka setiap "
    "hari kerja sejak pukul delapan pagi.</p><a href=/r>Redaksi</a> <a href=/p>Pedoman Media Siber</a></div>",
    "advertisements": f"<div class=r>{FIRST}<p>ADVERTISEMENT</p><p>SCROLL TO CONTINUE WITH CONTENT</p>{MIDDLE}{LAST}</div>{CARDS}",
    "a lead of its own": f"<div class=lead><p>{P[0]}</p></div><div class=i><img src=x></div><div class=m>{paragraphs(P[1:])}</div>{CARDS}",
    "an endless page": f"<article><div class=t>{ALL}</div></article><article><h1>{HEADLINES[0]}</h1><div class=t>"
    + "".join(f"<p>Kabar {n}. {SUMMARY}</p>" for n in range(30))
    + "</div></article>",
    "a split paragraph": f"<div class=r>{FIRST}{MIDDLE}<p>{P[4][:57]}<div class=ads>Iklan</div>{P[4][57:]}</p>{paragraphs(P[5:])}</div>{CARDS}",
    "two screens": f"<div class=d>{ALL}</div><div class=m>{ALL}</div>{CARDS}",
    "captions": f"<div class=f><img src=x><span class=c>Adi/Kabar</span> Warga mengantre beras di halaman balai desa pada Senin pagi.</div>"
    f"<div class=r>{ALL}</div>{CARDS}",
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_body_comes_out_whole_and_alone(name):
    assert (
        read(
            page(
                f"<div>{MENU}</div><h1>{TITLE}</h1><p>Senin, 4 Maret 2024 10:15 WIB</p>{TEMPLATES[name]}<footer>{ABOUT}</footer>"
            )
        )
        == P
    )


def test_a_page_of_tables_without_a_headline_element():
    menu = "<br>".join(link(n) for n in range(6))
    inner = f"<table><tr><td><b>{TITLE}</b></td></tr><tr><td>{'<br><br>'.join(P)}<br><br>(adi)</td></tr></table>"
    body = f"<table><tr><td>{menu}</td><td>{inner}</td></tr></table>"
    assert read(page(body)) == P


def test_lists_tables_headings_and_quotes_are_body():
    parts = "<h2>Harga Pekan Ini</h2><ul><li>Cabai rawit: Rp 60.000</li><li>Cabai merah: Rp 45.000</li></ul>"
    parts += "<table><tr><td>Gula</td><td>Rp 17.250</td></tr></table>"
    quote = "<blockquote><p>Beras aman sampai Lebaran.</p></blockquote>"
    html = page(f"<h1>{TITLE}</h1><div>{paragraphs(P[:3])}{parts}{quote}{paragraphs(P[3:])}</div>{CARDS}")
    added = [
        "Harga Pekan Ini",
        "Cabai rawit: Rp 60.000",
        "Cabai merah: Rp 45.000",
        "Gula | Rp 17.250",
        "Beras aman sampai Lebaran.",
    ]
    assert read(html) == [*P[:3], *added, *P[3:]]
    assert [line.kind for line in found(html).lines][3:8] == ["h", "li", "li", "cell", "quote"]


def test_pointers_inside_a_paragraph_go_and_the_paragraph_stays():
    pointed = f"<p>{P[2]} (Baca juga: {link(0)})</p><p>Baca Juga : {link(1)} {P[3]}</p><p>{P[4]} <b>Baca Juga: {link(2)}</b></p>"
    body = found(page(f"<h1>{TITLE}</h1><div>{FIRST}{pointed}{paragraphs(P[5:])}</div>"))
    assert [line.text for line in body.lines] == P
    assert [cut.rule for cut in body.cuts] == ["read-also"] * 3


def test_a_sentence_with_a_link_in_it_stays_whole():
    sentence = "Warga bisa baca juga panduan pembelian beras murah di papan pengumuman balai desa masing-masing."
    linked = sentence.replace("panduan pembelian beras murah", "<a href=x>panduan pembelian beras murah</a>")
    assert sentence in read(page(f"<h1>{TITLE}</h1><div>{paragraphs([*P, linked])}</div>"))


def test_headline_standfirst_and_date_above_the_body_are_cut_and_said():
    head = f"<h1>{TITLE}</h1><p>Operasi pasar sampai akhir April.</p><p>Senin, 4 Maret 2024 10:15 WIB</p><p>Tweet</p>"
    body = found(page(f"<article>{head}{ALL}</article>"))
    assert [line.text for line in body.lines] == P
    assert [(cut.line, cut.rule) for cut in body.cuts] == [(1, "title"), (2, "head"), (3, "head"), (4, "head")]
    assert [line.number for line in body.lines] == list(range(5, 11))


def test_a_schedule_at_the_top_is_no_page_head():
    dates = [f"Sabtu, {day} Maret 2024 19.00 WIB" for day in (2, 9, 16)]
    assert read(page(f"<h1>{TITLE}</h1><div>{paragraphs([P[3], *dates, *P])}</div>")) == [P[3], *dates, *P]


def test_days_with_paragraphs_between_them_are_a_timeline_and_no_page_head():
    texts = [P[1], "Senin, 4 Maret 2024", P[5], "Selasa, 5 Maret 2024", P[0], P[2], P[3], P[4]]
    assert read(page(f"<h1>{TITLE}</h1><div>{paragraphs(texts)}</div>")) == texts


def test_the_text_that_the_page_declares_is_taken_when_nothing_is_printed():
    text = "\\n".join(P).replace('"', '\\"')
    data = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}", "articleBody": "{text}"}}</script>'
    )
    body = found(page("<div id=root></div>", head=data))
    assert ([line.text for line in body.lines], body.route) == (P, "declared")


def test_the_place_that_the_outlets_file_names_is_preferred():
    other = paragraphs([SUMMARY] * 8)
    html = page(f"<h1>{TITLE}</h1><div class=satu>{other}</div><div class=dua>{paragraphs(P)}<p class=buang>{SUMMARY}</p></div>")
    body = found(html, Selectors(body=(".dua",), prune=(".buang",)))
    assert ([line.text for line in body.lines], body.route) == (P, "layout")
    assert found(html).route == "blocks"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<div id=root></div><script>window.a = 1</script>", "no-text"),
        (f"{MENU}{CARDS}{CARDS}", "link-list"),
        (f"<h1>Berita Terkini Hari Ini</h1>{CARDS}", "link-list"),
        (f"<ul>{''.join(f'<li>{link(n)}</li>' for n in range(6))}</ul><footer>{ABOUT}</footer>", "link-list"),
        ("<h1>Halaman Tidak Ditemukan</h1><p>Maaf, halaman tidak ada.</p>", "no-text"),
    ],
)
def test_a_page_without_an_article_is_refused_with_its_reason(body, reason):
    with pytest.raises(PageError) as caught:
        found(page(body, title="Kabar Kita"))
    assert caught.value.reason == reason


def test_a_flash_of_one_paragraph_is_an_article():
    assert read(page(f"<div>{MENU}</div><h1>{TITLE}</h1><div class=t><p>{P[0]}</p></div>{CARDS}<footer>{ABOUT}</footer>")) == [
        P[0]
    ]


HOSTILE = {
    "deep": "<div>" * 100_000 + P[0],
    "deep and unclosed": "<b><p>" * 3_000 + P[0],
    "links": "<p>" + "<a href=x>Baca juga judul berita</a> " * 20_000,
    "pointers": "<p>" + f"Ia pulang. Baca juga: {link(0)} " * 3_000,
    "names": "".join(f'<div class="iklan-{n}">x</div>' for n in range(20_000)),
    "a long name": '<div class="' + "ad-share-" * 50_000 + '">' + P[0],
    "brackets": "<p>" + "(" * 50_000 + P[0],
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_give_a_body_or_a_reason(html):
    try:
        read("<html><body>" + html)
    except PageError as error:
        assert error.reason in ("no-text", "link-list")


MARKUP = ["<p>", "</p>", "<div>", "</div>", "<div class='share'>", "<ul><li>", "<a href=x>", "</a>", "<br>", "<br><br>"]
MARKUP += ["<table><tr><td>", "<td>", "<h1>", "<h2>", "<img>", "Baca juga:", HEADLINES[0], *P]


@given(st.lists(st.sampled_from(MARKUP), max_size=40))
def test_every_line_of_the_body_is_a_line_or_a_cut_with_its_number(parts):
    try:
        body = found("<html><body>" + "".join(parts))
    except PageError:
        return
    numbers = [line.number for line in body.lines]
    assert numbers == sorted(set(numbers))
    assert sorted(set(numbers) | {cut.line for cut in body.cuts})[-1] <= 200
    assert all(line.text == " ".join(line.text.split()) for line in body.lines)


@pytest.mark.parametrize("escaped", [False, True], ids=["as HTML", "escaped once more"])
def test_a_body_declared_as_html_gives_its_paragraphs(escaped):
    told = (
        "<p>Petani memanen <b>dua kali</b> lebih banyak.</p><p>Hujan merata<br>sebabnya.<br/> <br>Harga bertahan &amp; naik."
        + " Lumbung penuh." * 20
    )
    lines = declared_lines({"articleBody": told.replace("<", "&lt;") if escaped else told})
    assert [line.text[:31] for line in lines] == [
        "Petani memanen dua kali lebih b",
        "Hujan merata sebabnya.",
        "Harga bertahan & naik. Lumbung ",
    ]
