"""Credit lines in every spelling give people by role; a sentence is no credit line; organisations are no people."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.steps.creditlines import Credit, caps_byline, closing_initials, credit_of, credits_in, name_line, role_of
from tasks.steps.credits import read_credits
from tasks.steps.markup import NO_MARKUP, Markup

# The line, its reporters, its editors, its wire.
LINES = [
    ("Rep: Rina Kartika/ Red: Bagus Santosa", ["Rina Kartika"], ["Bagus Santosa"], None),
    ("Rep: Rina Kartika Red: Bagus Santosa", ["Rina Kartika"], ["Bagus Santosa"], None),
    ("Red: Bagus Santosa", [], ["Bagus Santosa"], None),
    ("Rep: Antara/ Red: Bagus Santosa", [], ["Bagus Santosa"], "Antara"),
    ("Pewarta: Rina Kartika Editor: Bagus Santosa", ["Rina Kartika"], ["Bagus Santosa"], None),
    ("Pewarta: Rina KartikaEditor: Bagus Santosa", ["Rina Kartika"], ["Bagus Santosa"], None),
    ("Penulis : Rina Kartika", ["Rina Kartika"], [], None),
    ("Penulis: Kontributor Lhokseumawe, Masriadi", ["Masriadi"], [], None),
    ("Kontributor Lhokseumawe, Masriadi", ["Masriadi"], [], None),
    ("Reporter: Rina Kartika | Editor: Bagus Santosa", ["Rina Kartika"], ["Bagus Santosa"], None),
    ("Reporter : Rina Kartika, Tono Wibowo", ["Rina Kartika", "Tono Wibowo"], [], None),
    ("Reporter: Rina Kartika dan Tono Wibowo", ["Rina Kartika", "Tono Wibowo"], [], None),
    ("Redaktur & Reporter : Boy", ["Boy"], ["Boy"], None),
    ("Laporan Wartawan Kabar Timur, Mulyadi", ["Mulyadi"], [], None),
    ("Laporan Reporter Kabarcontoh.com, Rina Kartika", ["Rina Kartika"], [], None),
    ("LAPORAN: RINA KARTIKA", ["Rina Kartika"], [], None),
    ("Oleh: Rina Kartika", ["Rina Kartika"], [], None),
    ("Oleh : Rina Kartika, Angkotasan (Ambon)", ["Rina Kartika", "Angkotasan (Ambon)"], [], None),
    ("oleh Rina Kartika", ["Rina Kartika"], [], None),
    ("By Rina Kartika", ["Rina Kartika"], [], None),
    ("Diposting oleh Rina Kartika pada 19.05", ["Rina Kartika"], [], None),
    ("Pewarta: Rina Kartika PEditor: Bagus Santosa COPYRIGHT © ANTARA 2023", ["Rina Kartika P"], ["Bagus Santosa"], None),
    ("Oleh Rina Kartika, Direktur Lembaga Wanasari", ["Rina Kartika"], [], None),
    ("Editor. Bagus Santosa", [], ["Bagus Santosa"], None),
    ("Editor: bagus santosa", [], ["bagus santosa"], None),
    ("(Editor: Bagus Santosa)", [], ["Bagus Santosa"], None),
    ("Rina Kartika Penulis", ["Rina Kartika"], [], None),
    ("Rina KartikaAuthor", ["Rina Kartika"], [], None),
    ("Bagus Santosa, Editor", [], ["Bagus Santosa"], None),
    ("DAERAH | 16 Juni 2021 13:00 Reporter : Rina Kartika", ["Rina Kartika"], [], None),
    ("Reporter : Rina Kartika | Jumat, 19 Juni 2015 03:40", ["Rina Kartika"], [], None),
    ("Jurnalis Video: Rina Kartika", ["Rina Kartika"], [], None),
    ("Penulis: Dr. Rina Kartika, M.Si", ["Dr. Rina Kartika, M.Si"], [], None),
    ("Sumber : Reuters", [], [], "Reuters"),
    ("sumber : Antara/Reuters", [], [], "Antara"),
    ("Sumber: Pemerintah Kota Wanasari", [], [], None),
    ("Penulis: Tim Redaksi", [], [], None),
    ("Penulis: Redaksi", [], [], None),
    ("Editor: Admin", [], [], None),
    ("Penulis: redaksi@kabarcontoh.com", [], [], None),
    ("Penulis: PT. Kabar Contoh Media", [], [], None),
    ("Penulis, Rina Kartika", ["Rina Kartika"], [], None),
    ("Reporter Rina Kartika | Editor Bagus Santosa", ["Rina Kartika"], ["Bagus Santosa"], None),
    ("Editor | Bagus Santosa", [], ["Bagus Santosa"], None),
    ("Reporter Riko | Editor Bagus", ["Riko"], ["Bagus"], None),
    ("Rina Kartika | Bagus Santosa (Editor)", ["Rina Kartika"], ["Bagus Santosa"], None),
    ("Tulisan ini disunting oleh Bagus Santosa.", [], ["Bagus Santosa"], None),
    ("Laporan reporter Rina Kartika dari Wanasari", ["Rina Kartika"], [], None),
    ("RP. Tono Wibowo Segu, OFM – Kontributor Wanasari", ["RP. Tono Wibowo Segu, OFM"], [], None),
    ("Kontributor Wanasari: Rina Kartika", ["Rina Kartika"], [], None),
    ("Artikel ini ditulis oleh: Reporter: Rina Kartika", ["Rina Kartika"], [], None),
    ("Artikel ini ditulis oleh Rina Kartika", ["Rina Kartika"], [], None),
    ("Dipublikasikan: Rabu, 6 September 2023 11:52 WIB oleh Rina Kartika", ["Rina Kartika"], [], None),
    ("Posted by Rina Kartika on 6 September 2023 at 11:52", ["Rina Kartika"], [], None),
    ("Rep/Ed: Rina Kartika/Bagus Santosa", ["Rina Kartika"], ["Bagus Santosa"], None),
    ("Penulis: Rina Kartika (Magang)", ["Rina Kartika"], [], None),
    ("oleh Rina Kartika [Wanasari]", ["Rina Kartika"], [], None),
    ("Reporter: Rina Kartika I Editor: Bagus Santosa", ["Rina Kartika"], ["Bagus Santosa"], None),
    ("Jurnalis KabarContoh: Rina Kartika", ["Rina Kartika"], [], None),
    ("Penulis & Foto: Rina Kartika", ["Rina Kartika"], [], None),
    ("Ditulis: Rina Kartika", ["Rina Kartika"], [], None),
    ("Penulis: Hari Wasono", ["Hari Wasono"], [], None),
    ("Oleh Prof. Dr. Ni Made Ayu Kartika bin Sulaiman", ["Prof. Dr. Ni Made Ayu Kartika bin Sulaiman"], [], None),
    ("Penulis: Rina Kartika, S.I.Kom", ["Rina Kartika, S.I.Kom"], [], None),
    ("Editor: Bagus Santosa (bagus@kabarcontoh.test)", [], ["Bagus Santosa"], None),
    ("Bagus Santosa\\Editor", [], ["Bagus Santosa"], None),
    ("Editor | Bagus", [], ["Bagus"], None),
    ("Rina/Editor: Bagus Santosa", ["Rina"], ["Bagus Santosa"], None),
    ("Laporan Rina Kartika | Wanasari", ["Rina Kartika"], [], None),
    ("(Laporan Rina Kartika dari Wanasari)", ["Rina Kartika"], [], None),
    ("Laporan Kontributor Wanasari: Rina Kartika", ["Rina Kartika"], [], None),
    ("Oleh Rina Kartika, Tono Wibowo, dan Sri Lestari", ["Rina Kartika", "Tono Wibowo", "Sri Lestari"], [], None),
    ("Liputan ini dikerjakan oleh Rina Kartika dan Tono Wibowo", ["Rina Kartika", "Tono Wibowo"], [], None),
    ("Penulis Rina Kartika | Rabu, 6 September 2023 11:52 WIB", ["Rina Kartika"], [], None),
    ("Posted on 06/09/2023 at 11:52 by Rina Kartika", ["Rina Kartika"], [], None),
    ("Oleh: Redaksi - Kabar Contoh", [], [], None),
    ("Tim Redaksi: Rina Kartika", [], [], None),
    ("Penulis: Komunitas Sungai Wanasari", [], [], None),
    ("Editor: LES", [], [], None),
    ("Reporter : jpg", [], [], None),
    ("Oleh: Sari", ["Sari"], [], None),
    ("Penulis: Riko | Editor: Budi", ["Riko"], ["Budi"], None),
    ("Laporan Sari dari Wanasari", ["Sari"], [], None),
    ("Rina Kartika (Kontributor, Wanasari)", ["Rina Kartika"], [], None),
    ("Editor Bagus Santosa, Penulis Rina Kartika", ["Rina Kartika"], ["Bagus Santosa"], None),
    ("by Rina Kartika in Daerah", ["Rina Kartika"], [], None),
    ("By Rina Kartika in Wanasari, Jawa Barat", ["Rina Kartika"], [], None),
    ("Resensi oleh Rina Kartika", ["Rina Kartika"], [], None),
    ("Wawancara oleh Rina Kartika | Foto: Tono Wibowo", ["Rina Kartika"], [], None),
    ("Pewarta Warga: Rina Kartika", ["Rina Kartika"], [], None),
    ("Ditulis dan disunting oleh Rina Kartika", ["Rina Kartika"], [], None),
    ("Tulisan ini dibuat oleh Rina Kartika", ["Rina Kartika"], [], None),
    ("Oleh: Dr. H. Tono Wibowo, S.H., M.H. (Advokat)", ["Dr. H. Tono Wibowo, S.H., M.H."], [], None),
    ("Oleh Rina Kartika, Gender & Social Justice Editor", ["Rina Kartika"], [], None),
    ("Penulis: Lalu Hendra Jaya", ["Lalu Hendra Jaya"], [], None),
    ("Oleh: MC KAB WANASARI", [], [], None),
    ("Oleh: KPU Wanasari", [], [], None),
    ("Laporan Rina Kartika, Wanasari", ["Rina Kartika"], [], None),
    ("Laporan wartawan Kabar Contoh: Rina Kartika", ["Rina Kartika"], [], None),
    ("NARASI: Rina Kartika | FOTO: Tono Wibowo | EDITOR: Bagus Santosa", ["Rina Kartika"], ["Bagus Santosa"], None),
    ("Oleh: Kabar Contoh Editorial", [], [], None),
    ("Puisi: Rina Kartika", ["Rina Kartika"], [], None),
    ("Oleh: Rina Kartika, relawan bank sampah", ["Rina Kartika"], [], None),
    ("Dilaporkan oleh Rina Kartika di Wanasari", ["Rina Kartika"], [], None),
    ("Posting oleh Rina Kartika • 19 November 2023 13:25 WIB", ["Rina Kartika"], [], None),
    ("Wawancara: Rina Kartika | Transkrip: Tono Wibowo", ["Rina Kartika"], [], None),
    ("Wartawan Foto: Tono Wibowo", [], [], None),
    ("■ Reporter: Rina Kartika", ["Rina Kartika"], [], None),
]


@pytest.mark.parametrize(("line", "authors", "editors", "agency"), LINES, ids=[line for line, *_ in LINES])
def test_a_credit_line_gives_its_people_by_role(line: str, authors: list[str], editors: list[str], agency: str | None):
    credit = credit_of(line)
    assert credit is not None
    assert (list(credit.authors), list(credit.editors), credit.agency) == (authors, editors, agency)


@pytest.mark.parametrize(
    "line",
    [
        "Sumber itu menambahkan, ancaman itu kerap mengincar keluarga orang kaya.",
        "Oleh karena itu, warga diminta bersabar sampai jembatan selesai dibangun.",
        "Editor koran itu mengundurkan diri setelah dua puluh tahun bekerja.",
        "Reporter kami melihat sendiri antrean yang mengular sampai jalan raya.",
        "Penulis buku itu, Rina Kartika, lahir di Wanasari pada 1970.",
        "Laporan itu menyebut tiga desa terendam.",
        "EDITOR'S PICK",
        "Red Notice",
        "Dilaporkan oleh Kabar Olahraga, Wanasari bakal kedatangan bek andalan dari desa sebelah pekan depan.",
        "BACA JUGA: Foto: Suasana Terminal Wanasari",
        "Wanasari Juara",
        "Baca juga: Harga Cabai Turun",
        "ADVERTISEMENT BY KABARAD",
        "Sumber daya air: masalah lama yang belum selesai. Pemerintah belum menjawab. Warga menunggu.",
        "",
    ],
)
def test_a_sentence_or_a_heading_is_no_credit_line(line: str):
    assert credit_of(line) is None


def test_a_label_and_its_names_may_stand_on_two_lines():
    found = dict(credits_in(["Penulis", ": Kontributor Lhokseumawe, Masriadi", "Editor", ": Bagus Santosa"]))
    assert found[1].authors == ("Masriadi",) and found[3].editors == ("Bagus Santosa",)
    assert found[0] == Credit() == found[2]


def test_names_may_stand_before_their_labels():
    found = Credit()
    for _, credit in credits_in(["Rina Kartika,", "Penulis", "Bagus Santosa", "Editor", "Kirim Komentar"]):
        found = found | credit
    assert (found.authors, found.editors) == (("Rina Kartika",), ("Bagus Santosa",))


def test_a_desk_before_its_label_is_no_author():
    found = Credit()
    for _, credit in credits_in(["Tim Konten Kabar Contoh,", "Penulis", "Bagus Santosa", "Editor"]):
        found = found | credit
    assert (found.authors, found.editors) == ((), ("Bagus Santosa",))


def test_a_bare_label_is_told():
    assert role_of("Penulis") == "author"
    assert role_of("Editor :") == "editor"
    assert role_of("Penulis muda") is None


@pytest.mark.parametrize("line", ["Fino Yurianto - detikinet", "Rina Kartika", "RINA KARTIKA", "Oleh Rina Kartika"])
def test_a_line_of_nothing_but_a_name_is_a_name_line(line: str):
    assert name_line(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "Berita Terkait",
        "Harga Cabai Turun Tajam Pekan Ini di Pasar",
        "Tim Redaksi",
        "Ia datang.",
        "Halaman Selanjutnya",
        "12 Mei 2020",
    ],
)
def test_other_lines_are_no_name_lines(line: str):
    assert name_line(line) is None


@pytest.mark.parametrize(
    ("text", "rest", "code"),
    [
        ("Begitu kata dia. (fyk/ash)", "Begitu kata dia.", "fyk/ash"),
        ("Begitu kata dia (boy/jpnn)", "Begitu kata dia", "boy/jpnn"),
        ('"Silakan," ujarnya. [ian]', '"Silakan," ujarnya.', "ian"),
        ("Begitu katanya. (AZF)", "Begitu katanya.", "AZF"),
        ("(kpl/pur/tch)", "", "kpl/pur/tch"),
    ],
)
def test_initials_at_the_end_are_read_and_taken_off(text: str, rest: str, code: str):
    assert closing_initials(text) == (rest, code)


@pytest.mark.parametrize(
    "text",
    [
        "Komisi Pemilihan Umum (KPU)",
        "Melaju 120 (km/jam)",
        "Begitu kata dia. (red)",
        "Warga menonton bersama (nobar)",
        "Selesai. (ist)",
        "Naik 0,43 persen (month-to-month/mtm).",
        "Naik. (Antara)",
        "Habis. (*)",
    ],
)
def test_abbreviations_and_words_in_brackets_are_no_initials(text: str):
    assert closing_initials(text) == (text, None)


@pytest.mark.parametrize(
    "line",
    [
        "Penerjemah: Rina Kartika",
        "Diterjemahkan oleh Rina Kartika",
        "Diadaptasi oleh: Rina Kartika",
        "Rina Kartika menerjemahkan artikel ini dari bahasa Inggris.",
    ],
)
def test_who_translated_is_no_author_though_nobody_else_is_named(line: str):
    assert credit_of(line).translators == ("Rina Kartika",)
    credit = read_credits(NO_MARKUP, [line], ["Rina Kartika"])
    assert (credit.authors, credit.contributors) == ((), ())


def test_who_contributed_stays_a_contributor():
    assert read_credits(NO_MARKUP, ["Rina Kartika berkontribusi dalam penulisan artikel ini"]).contributors == ("Rina Kartika",)


def test_a_closing_line_of_names_in_capitals_is_a_byline():
    credit = caps_byline("RINA KARTIKA | ANTARA")
    assert credit is not None and (credit.authors, credit.agency) == (("Rina Kartika",), "Antara")
    assert caps_byline("BERITA TERKAIT") is None
    assert caps_byline("Rina Kartika") is None


def test_who_reported_on_the_spot_goes_before_who_is_called_penulis():
    credit = read_credits(NO_MARKUP, ["Laporan Wartawan Kabar Timur, Mulyadi", "Penulis: Tono Wibowo", "Editor: Bagus Santosa"])
    assert (credit.authors, credit.editors) == (("Mulyadi",), ("Bagus Santosa",))


def test_on_antaras_own_pages_the_wire_is_antara():
    assert (
        read_credits(Markup(canonical="https://jogja.antaranews.com/berita/1/judul"), ["Pewarta: Rina Kartika"]).agency
        == "Antara"
    )
    assert read_credits(Markup(canonical="https://kabarcontoh.test/berita/1"), ["Pewarta: Rina Kartika"]).agency is None


def test_the_printed_reporter_goes_before_the_one_the_row_stated():
    assert read_credits(NO_MARKUP, ["Penulis: Rina Kartika"], ["Admin", "Tono Wibowo"]).authors == ("Rina Kartika",)
    assert read_credits(NO_MARKUP, [], ["Admin", "Tono Wibowo"]).authors == ("Tono Wibowo",)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Rep:",
                "Red ",
                "Editor",
                ":",
                "/",
                "Rina",
                "Kartika",
                "Oleh",
                "Laporan Wartawan",
                ",",
                "(",
                ")",
                "Reuters",
                "12/3/2020 10:00",
                "|",
            ]
        ),
        max_size=14,
    )
)
def test_any_mix_of_words_is_read_without_harm(words: list[str]):
    line = " ".join(words)
    credit_of(line)
    name_line(line)
    rest, code = closing_initials(line)
    assert line.startswith(rest) and (code is None) == (rest == line)
    list(credits_in(words))
