"""Furniture is cut from lines, reporting never; each cut names its rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.rules import load_rules, rules_from
from tasks.steps.furniture import strip_lines
from tasks.steps.lines import Line

RULES = load_rules()
PROSE = [
    "Pemerintah kabupaten menyiapkan dua belas ton beras untuk operasi pasar menjelang musim hujan.",
    "Kepala dinas mengatakan setiap keluarga boleh membeli paling banyak dua karung pada hari itu.",
    "Operasi pasar dijadwalkan berlangsung hingga akhir bulan dan dievaluasi setiap dua pekan sekali.",
]


def lines_of(texts, **given):
    return [Line(text, number=number, **given) for number, text in enumerate(texts, 1)]


def strip(*texts, rules=RULES, kind="p"):
    kept, cuts = strip_lines(lines_of(texts, kind=kind), rules)
    return [line.text for line in kept], [(cut.text, cut.rule) for cut in cuts]


def inside(*texts):
    """Return what is left of `texts` between paragraphs of prose."""
    kept, _ = strip(PROSE[0], PROSE[1], *texts, PROSE[2])
    assert kept[:2] == PROSE[:2]
    assert kept[-1] == PROSE[2]
    return kept[2:-1]


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: f"{rule.name}-{rule.kind}")
def test_every_rule_cuts_what_it_drops_and_leaves_what_it_keeps(rule):
    first, last = (["", PROSE[0]][rule.needs != "first"], ["", PROSE[2]][rule.needs == "first"])
    for example in rule.drops:
        before, _, after = example.partition("=>")
        kept, cuts = strip(
            *filter(None, [first, before.strip(), last]),
            rules=rules_from([rule]),
            kind="caption" if rule.needs == "caption" else "p",
        )
        assert kept == [text for text in (first, after.strip(), last) if text], example
        assert cuts
    for example in rule.keeps:
        kept, cuts = strip(PROSE[0], example, PROSE[1])
        assert (kept, cuts) == ([PROSE[0], example, PROSE[1]], []), example


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga: Stok Beras Bulog Aman hingga Lebaran",
        "BACA JUGA : Stok Beras Aman",
        "Baca Juga:Stok Beras Aman",
        "▶ Baca Juga: “Stok Beras Aman”",
        "Simak juga video: Detik-detik Banjir Datang",
        "Lihat Juga Stok Beras Bulog Aman hingga Lebaran",
        "Tonton: Cara Menanam Padi di Lahan Sempit",
        "[Gambas:Video Kabar]",
        "ADVERTISEMENT",
        "Scroll ke bawah untuk melanjutkan membaca",
        "Halaman Selanjutnya",
        "2 dari 4 halaman",
        "Perbesar",
        "Ikuti berita terbaru Kabar.com di Google News dan WhatsApp Channel.",
        "Artikel ini telah tayang di Kabar.com dengan judul Beras Aman",
        "* * *",
    ],
)
def test_furniture_between_paragraphs_is_cut(line):
    assert inside(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Ia mengajak warga baca juga label kemasan sebelum membeli beras.",
        "Baca juga label kemasan, kata petugas itu kepada para pembeli.",
        '"Baca juga: petunjuk di balik kemasan," kata petugas.',
        "Para wakil rakyat (baca: politikus) belum hadir.",
        "“Iya, Pak,” jawab Maryam.",
        "Ya.",
        "5. Beras merah",
        "Facebook",
        "Pencairan Bantuan",
        "Tim SAR (Search and Rescue) turun dengan dua perahu (karet).",
        "Kecepatannya mencapai 80 (km/jam).",
        "Simak pengumuman kelulusan itu di papan sekolah.",
        "Halaman rumahnya luas.",
        "Sumber air warga mengering.",
        "Foto itu diambil pada 1998.",
        "Unduh aplikasi Mobile JKN, lalu masukkan nomor kartu.",
        "Rekomendasi itu ditolak.",
        "Tags yang dipakai warganet beragam.",
        "Komentar warga beragam: ada yang senang, ada yang tidak.",
        "Menurut Undang-Undang, hak cipta lagu itu milik penciptanya.",
    ],
)
def test_reporting_between_paragraphs_stays(line):
    assert inside(line) == [line]


def test_the_titles_below_baca_juga_go_with_it():
    assert (
        inside("Baca Juga", "Stok Beras Bulog Aman hingga Lebaran Tahun Depan", "Harga Cabai Turun Setelah Panen Raya di Lembang")
        == []
    )


def test_a_sentence_below_baca_juga_stays():
    assert inside("Baca Juga", "Ia lalu pulang ke rumah membawa dua karung beras.") == [
        "Ia lalu pulang ke rumah membawa dua karung beras."
    ]


def test_where_links_are_known_only_links_follow_a_head():
    texts = [
        PROSE[0],
        "Baca juga:",
        "Stok beras aman sampai akhir tahun ini",
        "Pencairan Bantuan Tahap Dua Dimulai Besok",
        PROSE[1],
    ]
    lines = lines_of(texts)
    lines[2].link_chars = len(texts[2])
    kept, cuts = strip_lines(lines, RULES)
    assert [line.text for line in kept] == [PROSE[0], texts[3], PROSE[1]]
    assert {cut.rule for cut in cuts} == {"read-also"}


@pytest.mark.parametrize("headline", ["Pencairan Bantuan Tahap Dua Dimulai Besok", "Siapa Sebenarnya Pemilik Gudang Beras Itu?"])
def test_a_paragraph_that_is_nothing_but_a_linked_headline_goes(headline):
    lines = lines_of([PROSE[0], headline, PROSE[1], headline, PROSE[2]])
    lines[1].link_chars = len(headline)
    kept, cuts = strip_lines(lines, RULES)
    assert [line.text for line in kept] == [PROSE[0], PROSE[1], headline, PROSE[2]]
    assert [cut.rule for cut in cuts] == ["link"]


def test_a_linked_sentence_and_a_linked_sub_heading_stay():
    sentence = "Daftar penerima bantuan tahap dua dapat dilihat warga di laman resmi milik pemerintah kabupaten."
    lines = lines_of([PROSE[0], sentence, "Pencairan Bantuan Tahap Dua", PROSE[1]])
    lines[1].link_chars, lines[2].link_chars, lines[2].kind = len(sentence), 27, "h"
    assert strip_lines(lines, RULES) == (lines, [])


def test_a_section_head_below_the_body_ends_it():
    kept, _ = strip(*PROSE, "Berita Terkait", "Stok Beras Aman", "1 jam lalu", "Harga Cabai Turun")
    assert kept == PROSE


def test_a_section_head_among_the_prose_ends_nothing():
    kept, _ = strip(PROSE[0], "Berita Terkait", *PROSE[1:])
    assert kept == PROSE


def test_a_section_head_above_the_body_takes_nothing_with_it():
    title = "Bupati Siapkan Dua Belas Ton Beras untuk Warga"
    assert strip("Terkini", title, *PROSE)[0] == [title, *PROSE]


def test_credits_below_a_section_head_are_left_for_who_reads_credits():
    kept, _ = strip(*PROSE, "Berita Terkait", "Editor: Linda Agnesia", "Stok Beras Aman")
    assert kept == [*PROSE, "Editor: Linda Agnesia"]


def test_initials_go_at_the_end_and_nowhere_else():
    assert strip(*PROSE[:2], PROSE[2] + " (fyk/ash)")[0] == PROSE
    assert strip(*PROSE, "(fyk/ash)")[0] == PROSE
    assert strip(PROSE[0] + " (fyk/ash)", *PROSE)[0][0].endswith("(fyk/ash)")


def test_a_word_at_the_edge_is_a_button_and_among_the_prose_a_word():
    assert strip("Bagikan", *PROSE, "Facebook", "Follow")[0] == PROSE
    assert inside("Facebook") == ["Facebook"]


def test_captions_with_a_credit_go_but_a_gallery_keeps_its_text():
    caption = "Warga mengantre beras sejak pagi di halaman balai desa. Foto: Adi/Kabar"
    assert inside(caption) == []
    kept, cuts = strip(*[caption.replace("pagi", word) for word in ("pagi", "siang", "sore")])
    assert kept == [f"Warga mengantre beras sejak {word} di halaman balai desa." for word in ("pagi", "siang", "sore")]
    assert {rule for _, rule in cuts} == {"photo-credit"}


def test_a_line_cut_in_part_keeps_its_number_and_the_cut_has_it():
    kept, cuts = strip_lines(lines_of([PROSE[0], "Ia pulang. (Baca juga: Stok Aman) Hujan turun.", PROSE[1]]), RULES)
    assert (kept[1].number, kept[1].text) == (2, "Ia pulang. Hujan turun.")
    assert [(cut.line, cut.text, cut.rule) for cut in cuts] == [(2, "(Baca juga: Stok Aman)", "read-also")]


def test_the_given_lines_are_left_as_they_are():
    lines = lines_of([PROSE[0], "Ia pulang. (Baca juga: Stok Aman)"])
    strip_lines(lines, RULES)
    assert lines[1].text.endswith("Aman)")


FURNITURE = [
    "Baca Juga",
    "Baca juga: Stok Beras Aman",
    "Stok Beras Bulog Aman hingga Lebaran",
    "(fyk/ash)",
    "Berita Terkait",
    "Halaman:",
]
FURNITURE += [
    "1 2 3",
    "***",
    "Ia pulang. (ren)",
    "Editor: Linda",
    "Foto: Adi",
    "Tags: beras",
    "Ya.",
    "ADVERTISEMENT",
    "12 Komentar",
]
FURNITURE += [
    "Ia pulang. *** (ab/cd)",
    "“Ya,” katanya. Baca juga: Stok Beras",
    "Ikuti berita Kabar.com di Google News",
    "(Pixabay)",
]
PARTS = st.sampled_from([*PROSE, *FURNITURE])


@given(st.lists(st.tuples(PARTS, st.sampled_from(["p", "li", "h"]), st.booleans()), max_size=14))
def test_stripping_twice_is_stripping_once_and_nothing_is_lost(parts):
    lines = [Line(text, kind, number, len(text) if linked else 0) for number, (text, kind, linked) in enumerate(parts, 1)]
    kept, cuts = strip_lines(lines, RULES)
    assert strip_lines(kept, RULES) == (kept, [])
    for line in lines:
        pieces = [k.text for k in kept if k.number == line.number] + [cut.text for cut in cuts if cut.line == line.number]
        assert sorted("".join("".join(pieces).split())) == sorted("".join(line.text.split()))


@given(st.lists(st.text(alphabet='abAB .:()/[]*-#1©"“”!?', max_size=60), max_size=12))
def test_any_lines_are_stripped_once_and_for_all(texts):
    kept, _ = strip_lines([Line(text, number=n) for n, text in enumerate(texts) if text.strip()], RULES)
    assert strip_lines(kept, RULES) == (kept, [])


@pytest.mark.parametrize(
    "piece", ["Baca juga: ", "(", "Ikuti terus ", ". Foto: ", "* ", "share ", "1 ", "Artikel ini telah tayang ", '"', "(a/"]
)
def test_a_hostile_line_takes_no_time(piece):
    kept, cuts = strip_lines([Line(piece * 20_000, number=1)], RULES)
    assert len(kept) + len(cuts) >= 1
