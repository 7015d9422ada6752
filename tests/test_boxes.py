"""Boxes, linked headlines and notes about the author inside a body are cut by what is in them, whatever their names; reporting stays."""

import pytest

from seeds.rules import load_rules
from tasks.steps.body import find_body
from tasks.steps.documents import parse_html
from tasks.steps.furniture import strip_lines
from tasks.steps.layer import Layer, cut_names
from tasks.steps.lines import Line
from tasks.steps.markup import read_markup

P = [
    "Pemerintah Kabupaten Sukamaju menyiapkan 12 ton beras untuk operasi pasar menjelang musim hujan, kata Bupati Hendra Lesmana.",
    "Ia mengatakan beras itu disalurkan melalui 45 kios yang tersebar di sembilan kecamatan dengan harga di bawah pasar.",
    "Harga beras medium di Pasar Induk Sukamaju pekan ini naik menjadi Rp 14.500 per kilogram karena panen mundur.",
    "Operasi pasar dijadwalkan berlangsung hingga akhir April dan akan dievaluasi setiap dua pekan.",
]
TITLE = "Warga Karangjati Bangun Jembatan Bambu Sendiri"


def inside(part: str) -> list[str]:
    """Return what is left of `part` in the middle of a body."""
    page = f"<h1>Bupati Siapkan Beras</h1><div class=r><p>{P[0]}</p><p>{P[1]}</p>{part}<p>{P[2]}</p><p>{P[3]}</p></div>"
    tree = parse_html(page)
    lines, _ = strip_lines(find_body(tree, read_markup(tree), load_rules()).lines, load_rules())
    texts = [line.text for line in lines]
    assert texts[:2] + texts[-2:] == P
    return texts[2:-2]


@pytest.mark.parametrize(
    "box",
    [
        f'<h3><a href="/read/1/warga-karangjati">{TITLE}</a></h3>',
        f'<h2><strong><a href="https://kabar.test/read/warga-karangjati-bangun-jembatan-bambu">{TITLE}</a></strong></h2>',
        "<div class=a1><p>Setujukah Anda?</p><label><input type=radio>Setuju</label><label><input type=radio>Tidak setuju</label></div>",
        "<div class=a1><h4>Surat Pagi</h4><p>Kabar terpilih langsung di kotak surat.</p><form><input><button>Kirim</button></form></div>",
        "<div class=a1><b>Kuis Hari Ini</b><span>Uji pengetahuanmu tentang beras!</span><a href=/k>Mulai Kuis</a></div>",
        f"<aside><h4>{TITLE}</h4><p>Baca artikel ini untuk mengetahui lebih lanjut tentang jembatan bambu.</p><a href=/3>Selengkapnya</a></aside>",
        "<div class=a1><p>Setiap rupiah yang Anda sumbangkan membantu kerja kami.</p><a href=/d>Donasi Sekarang</a></div>",
        "<div class='poll-wrap'><p>Setuju harga beras diatur pemerintah kabupaten mulai bulan depan nanti?</p></div>",
        f"<div class='berita-berikutnya'><h2>{TITLE}</h2></div>",
        "<p><a>Bagikan</a><a>Salin tautan</a></p>",
        f"<p>Baca Juga <a href=/1>{TITLE}</a> di <a href=/1>https://www.kabar.test/baca/1</a></p>",
        f"<p>Simak selengkapnya di sini: <a href=/1>{TITLE}</a></p>",
        f"<p>Related news: <a href=/1>{TITLE}</a></p>",
    ],
)
def test_what_leads_elsewhere_or_asks_the_reader_goes(box):
    assert inside(box) == []


@pytest.mark.parametrize(
    ("part", "kept"),
    [
        (
            '<h2><a href="https://jurnal.test/x">Anggrek Kecil dari Lereng Selatan Pulau</a></h2>',
            "Anggrek Kecil dari Lereng Selatan Pulau",
        ),
        ("<h3><a href=/p/1>Pencairan Bantuan Tahap Dua</a></h3>", "Pencairan Bantuan Tahap Dua"),
        ("<h3><a href=/p/1>1. Pantai Kastela di Ternate Bagian Selatan</a></h3>", "1. Pantai Kastela di Ternate Bagian Selatan"),
        ("<h3>Cara Warga Memasak Beras Merah</h3>", "Cara Warga Memasak Beras Merah"),
        ("<div>Warga mengisi formulir lalu <a href=/f>unduh</a> kartunya di balai desa.</div>", None),
        ("<div><p>Formulir dapat dilihat warga di <a href=/f>laman resmi</a>.</p><p>Warga harus daftar.</p></div>", None),
        ("<div><input type=hidden value=7><p>“Iya, Pak,” jawab Maryam.</p><p>Ia lalu pulang.</p></div>", None),
    ],
)
def test_reporting_in_the_same_shapes_stays(part, kept):
    assert inside(part) == ([kept] if kept else [line.text for line in own_lines(part)])


def test_a_box_with_reporting_of_its_own_keeps_it_though_it_ends_in_selengkapnya():
    own = [
        "Harga telur naik di tiga pasar kabupaten itu, dan warga mengurangi belanja mereka.",
        "Petani telur menunggu pakan murah dari pemerintah yang dijanjikan sejak tahun lalu.",
    ]
    assert inside(f"<div><p>{own[0]}</p><p>{own[1]}</p><a href=/3>Selengkapnya</a></div>") == own
    assert inside(f"<p>{own[0]}<br><br>{own[1]}<br><br><a href=/3>Selengkapnya...</a></p>") == own


def own_lines(part: str) -> list[Line]:
    from lxml import html

    return [Line(" ".join(one.text_content().split())) for one in html.fragment_fromstring(part, "x").xpath("//p|//div[not(p)]")]


@pytest.mark.parametrize(
    ("last", "is_cut"),
    [
        ("Rina Umar, dosen Universitas Sukamaju. Suka kopi.", True),
        ("*) Rina Umar adalah pegiat literasi di Sukamaju", True),
        ("Rina Umar (peneliti pangan)", True),
        ("Rina Umar menolak menjawab pertanyaan itu.", False),
        ("Hendra Lesmana, bupati itu, lalu pulang.", False),
    ],
)
def test_a_last_line_that_says_who_the_author_is_goes(last, is_cut):
    layer = Layer([Line(text, number=number) for number, text in enumerate([*P, last], 1)], [])
    cut_names(layer, ["Rina Umar"])
    assert ([line.text for line in layer.lines] == P) is is_cut
    assert ([cut.rule for cut in layer.cuts] == ["author-box"]) is is_cut
