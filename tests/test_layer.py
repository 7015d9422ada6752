"""The Indonesian layer: what a body still prints around its reporting is read and cut, and nothing of the reporting goes with it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.knowledge import load_knowledge
from tasks.steps.closings import closing_name
from tasks.steps.layer import Layer, cut_names, cut_signature, note, strip_layer
from tasks.steps.lines import Cut, Line

LEAD = "Warga Desa Kastela membangun jembatan bambu di atas sungai yang meluap pekan lalu."
MORE = "Kepala desa mengatakan pekerjaan itu selesai dalam empat hari berkat gotong royong."


def strip(*texts: str, title: str | None = None, subtitle: str | None = None, sites: tuple[str, ...] = ()) -> Layer:
    lines = [Line(text, number=number) for number, text in enumerate(texts, 1)]
    return strip_layer(lines, [], title, subtitle, load_knowledge().rules, None, sites)


def texts(layer: Layer) -> list[str]:
    return [line.text for line in layer.lines]


def test_two_datelines_in_a_row_both_go_and_the_first_is_kept_as_the_articles():
    layer = strip(f"Jakarta (ANTARA) - TERNATE - {LEAD}", MORE)
    assert texts(layer) == [LEAD, MORE]
    assert (layer.dateline, layer.agency) == ("Jakarta", "Antara")
    assert [cut.rule for cut in layer.cuts] == ["dateline", "dateline"]


def test_a_town_that_opens_a_later_paragraph_is_no_dateline():
    second = "TERNATE - Di Ternate, warga membangun tiga jembatan lain dengan bambu dari kebun."
    assert texts(strip(f"JAKARTA - {LEAD}", second)) == [LEAD, second]


@pytest.mark.parametrize(
    ("end", "credits"),
    [
        (
            "Pewarta: Aris WasitaEditor: Nusarina Yuliastuti COPYRIGHT © ANTARA 2023",
            ["Pewarta: Aris WasitaEditor: Nusarina Yuliastuti"],
        ),
        (" Penulis: Rina Umar", ["Penulis: Rina Umar"]),
        (" Sumber: Reuters", ["Sumber: Reuters"]),
    ],
)
def test_credits_left_on_the_end_of_the_last_line_go(end, credits):
    layer = strip(LEAD, MORE + end)
    assert texts(layer) == [LEAD, MORE]
    assert layer.credits == credits


def test_a_sentence_that_speaks_of_an_editor_or_a_source_stays():
    last = "Menurut editor buku itu, sumber: air dan angin menjadi tema utama pameran."
    assert texts(strip(LEAD, last)) == [LEAD, last]


def test_an_interview_keeps_its_questions():
    talk = ["Wartawan: Bagaimana kabar warga sekarang?", "Kepala Desa: Semua sehat."]
    assert texts(strip(LEAD, *talk, MORE)) == [LEAD, *talk, MORE]


@pytest.mark.parametrize(
    ("mark", "initials", "agency"),
    [("(fyk/ash)", ["fyk/ash"], None), ("(rtr/jon)", ["rtr/jon"], "Reuters"), ("(Antara)", [], None), ("(red)", [], None)],
)
def test_the_initials_that_a_cut_holds_are_kept_with_the_wire_among_them(mark, initials, agency):
    layer = Layer([], [Cut(1, mark, "initials")])
    note(layer, mark)
    assert (layer.initials, layer.agency) == (initials, agency)


def test_a_headline_and_a_deck_above_the_text_go_and_the_same_words_inside_it_stay():
    deck = "Kepala desa berharap jembatan itu bertahan sepuluh tahun."
    assert texts(strip("Warga Bangun Jembatan", deck, LEAD, title="Warga Bangun Jembatan", subtitle=deck)) == [LEAD]
    assert texts(strip(LEAD, MORE, deck, title="Warga Bangun Jembatan", subtitle=deck)) == [LEAD, MORE, deck]


def test_the_citation_is_kept_and_its_line_goes():
    layer = strip(
        LEAD,
        MORE,
        'Artikel ini telah tayang di Kompas.com dengan judul "Warga Bangun Jembatan", Klik untuk baca: https://kompas.com/a',
    )
    assert texts(layer) == [LEAD, MORE]
    assert layer.citation is not None
    assert (layer.citation.outlet, layer.citation.title, layer.citation.url) == (
        "Kompas.com",
        "Warga Bangun Jembatan",
        "https://kompas.com/a",
    )


def test_a_line_that_is_the_name_of_who_wrote_it_goes_at_either_end_and_stays_inside():
    layer = Layer(
        [Line(text, number=n) for n, text in enumerate(["RINA UMAR", *[LEAD] * 7, "Rina Umar", *[MORE] * 9, "Rina Umar"], 1)], []
    )
    cut_names(layer, ["Rina Umar"])
    assert texts(layer) == [*[LEAD] * 7, "Rina Umar", *[MORE] * 9]
    assert [cut.line for cut in layer.cuts] == [1, 19]


def test_flattened_text_loses_the_marks_between_its_sentences():
    flat = f"{LEAD} Advertisement {MORE} Baca Juga Hujan turun lagi di sana. Baca juga: Warga Bitung Panen Sagu Menurut dia, panen itu baik."
    assert texts(strip(flat)) == [f"{LEAD} {MORE} Hujan turun lagi di sana. Menurut dia, panen itu baik."]


def test_a_dateline_on_a_line_of_its_own_goes_though_a_lead_stands_above_it():
    layer = strip(LEAD, "YOGYAKARTA —", MORE)
    assert (texts(layer), layer.dateline) == ([LEAD, MORE], "Yogyakarta")
    layer = strip("BANGLI, Kabarkita", LEAD, MORE, sites=("Kabarkita",))
    assert (texts(layer), layer.dateline, layer.site) == ([LEAD, MORE], "Bangli", "Kabarkita")


def test_points_in_brief_above_the_text_do_not_hide_its_dateline():
    lines = [
        Line(text, "li", number)
        for number, text in enumerate(["Jembatan bambu selesai", "Warga bergotong royong", "Biaya ditanggung desa"], 1)
    ]
    layer = strip_layer([*lines, Line(f"Ternate - {LEAD}", number=4)], [], None, None, load_knowledge().rules)
    assert (layer.dateline, layer.lines[-1].text) == ("Ternate", LEAD)


@pytest.mark.parametrize(
    ("end", "names"),
    [
        ("Rina Umar", ["Rina Umar"]),
        ("- Rina Umar", ["Rina Umar"]),
        ("(Rina Umar, Tono Wibowo)", ["Rina Umar", "Tono Wibowo"]),
        ("Rina Umar/Tono Wibowo", ["Rina Umar"]),  # the second is the editor
    ],
)
def test_a_last_line_that_is_a_name_signs_the_text(end, names):
    layer = Layer([Line(text, number=n) for n, text in enumerate([LEAD, MORE, end], 1)], [])
    cut_signature(layer)
    assert (texts(layer), layer.signed) == ([LEAD, MORE], names)


@pytest.mark.parametrize("end", ["Jembatan bambu", "Rina Umar adalah kepala desa.", "Rina, Tono, dan Budi"])
def test_a_last_line_that_is_no_name_signs_nothing(end):
    layer = Layer([Line(text, number=n) for n, text in enumerate([LEAD, MORE, end], 1)], [])
    cut_signature(layer)
    assert (len(layer.lines), layer.signed) == (3, [])


@pytest.mark.parametrize(
    ("line", "sites", "city"),
    [
        ("Sentani, Jubi – ", ("Jubi",), "Sentani"),
        ("Sentani, Jubi – ", (), "Sentani"),
        ("KASTELA, TERNATE – ", ("Kastela",), "Ternate"),  # a site that is called as the village the text speaks of
        ("RIAU CONTOH, PEKANBARU - ", (), "Pekanbaru"),
        ("KETIK, SLEMAN – ", (), "Sleman"),
        ("KASTELA, TERNATE – ", (), "Kastela, Ternate"),  # the text speaks of Desa Kastela
        ("LONDON, INGGRIS – ", (), "London, Inggris"),
        ("Mataram, NTB – ", (), "Mataram, NTB"),
        ("Singaraja, Kabupaten Buleleng – ", (), "Singaraja, Kabupaten Buleleng"),
        ("kabarkita.test – Singkawang. ", (), "Singkawang"),
    ],
)
def test_the_name_of_a_site_beside_a_city_is_no_part_of_it(line, sites, city):
    layer = strip(line + LEAD, MORE, sites=sites)
    assert (texts(layer), layer.dateline) == ([LEAD, MORE], city)


def test_a_caption_credited_to_a_photographer_of_the_site_goes_and_gives_no_dateline():
    caption = "KABARKITA.COM/RINA UMAR – Warga menjemur kakao di halaman."
    layer = strip(caption, f"KABARKITA.COM, NUNUKAN - {LEAD}", MORE)
    assert (texts(layer), layer.dateline) == ([LEAD, MORE], "Nunukan")
    assert [cut.rule for cut in layer.cuts] == ["caption", "dateline"]
    assert texts(strip(caption)) == [caption]  # all there is of a text is no caption


@pytest.mark.parametrize(
    ("end", "signed", "credits"),
    [
        ("(Arief Umar )", ["Arief Umar"], []),
        ("(Rina A Umar/KBKita)", ["Rina A Umar"], []),
        ("(KabarKita.com/Rina Umar)", ["Rina Umar"], []),
        ("(kabarkita.co.id/Mukhlis)", ["Mukhlis"], []),
        ("(Rina Umar/Tono Wibowo/Budi A Lubis)", ["Rina Umar"], []),
        ("(Mukhlis/Tono Wibowo/Budi A Lubis)", ["Mukhlis"], []),
        ("(WartaKita/Rina Umar)", ["Rina Umar"], []),
        ("(Sejarah Kita Indonesia/Rina Umar)", ["Rina Umar"], []),
        ("(KabarTV/OL-9)", [], []),
        ("[kabarkita]", [], []),
        ("(*/)", [], []),
        ("(tubagus)", [], []),
        ("(Laporan: Mukhlis)", [], ["Laporan: Mukhlis"]),
        ("*** Rina Umar", ["Rina Umar"], []),
        ("[]", [], []),
        ("*", [], []),
    ],
)
@pytest.mark.parametrize("gap", ["", " "])
def test_a_signature_or_a_mark_on_the_end_of_the_last_sentence_goes(gap, end, signed, credits):
    layer = strip(LEAD, f"{MORE}{gap}{end}")
    assert texts(layer) == [LEAD, MORE]
    assert (layer.signed, layer.credits) == (signed, credits)
    assert layer.cuts[0].text == end


@pytest.mark.parametrize("end", ["(Arief Umar )", "(tubagus)", "(Laporan: Mukhlis)"])
def test_a_signature_in_brackets_goes_from_a_line_of_its_own(end):
    layer = strip(LEAD, MORE, end)
    assert (texts(layer), [cut.text for cut in layer.cuts]) == ([LEAD, MORE], [end])


@pytest.mark.parametrize(
    "last",
    [
        "Lembaga itu bernama Suara Warga Pesisir (Rina Umar)",  # no sentence ends before it
        f"{MORE} (tertawa)",
        f"{MORE} (bersambung)",
        f"{MORE} (terjemahan)",
        f"{MORE} (jembatan)",  # a word of the text
        f"{MORE} (Laporan: semua warga desa sudah menerima bantuan itu)",
        f"{MORE} (Lihat gambar kedua)",
        f"{MORE} (advertorial)",
        f"{MORE} [berbisik]",
        f"{MORE} (HR Imam Bukhari dan Muslim)",
        'Warga menyanyikan "Bendera" (Bunga Bangsa), "Sobat" (Padi Gogo).',
        f"-*{MORE}*",  # a message in bold, as phones write it
        "Nilai ujian itu 5*",
    ],
)
def test_brackets_and_stars_of_the_reporting_stay(last):
    assert texts(strip(LEAD, last)) == [LEAD, last]


@pytest.mark.parametrize(
    "said", ["HR Bukhari", "QS Al-Baqarah", "Hadits Imam Bukhari", "Surat Ali Imran", "Partai Kita: Bersama", "kata dia"]
)
def test_brackets_that_name_a_source_of_words_are_no_signature(said):
    assert closing_name(f"{MORE} ({said})") == (f"{MORE} ({said})", None)


def test_a_star_that_a_footnote_explains_stays():
    lines = [LEAD, f"{MORE}*", "* Angka itu belum diperiksa oleh pemerintah desa sampai hari ini."]
    assert texts(strip(*lines)) == lines


@pytest.mark.parametrize(
    ("end", "stays"),
    [
        ("RINA UMAR | SUJATMIKO", False),
        ("Laporan Rina Umar | Banda Aceh", False),
        ("RINA UMAR | TONO WIBOWO | ANTARA", False),
        ("Rina Umar | Tono pulang ke desa.", True),
        ("SUJATMIKO | BUDIMAN", True),
    ],
)
def test_a_closing_line_goes_whole_when_it_begins_with_who_wrote_the_article(end, stays):
    layer = Layer([Line(text, number=n) for n, text in enumerate([LEAD, MORE, end], 1)], [])
    cut_names(layer, ["Rina Umar"])
    assert texts(layer) == [LEAD, MORE, *([end] if stays else [])]


def test_a_name_in_brackets_at_the_end_is_kept_as_the_signature():
    assert strip(LEAD, f"{MORE} (Rina Umar/kabarkita)").signed[:1] == ["Rina Umar"]


ENDS = [
    "",
    "(Arief Umar )",
    "(Rina A Umar/KBKita)",
    "(tubagus)",
    "(Laporan: Mukhlis)",
    "*** Rina Umar",
    "[]",
    "*",
    "(fyk/ash)",
    "(Antara)",
]
HEADS = [
    "",
    "Sentani, Jubi – ",
    "KETIK, SLEMAN – ",
    "TAKENGON | ACEHCONTOH – ",
    "kabarkita.test – Singkawang. ",
    "MADINA | ",
    "Jakarta - ",
]
PIECES = st.tuples(
    st.sampled_from(HEADS), st.sampled_from([LEAD, MORE, "Panen"]), st.lists(st.sampled_from(ENDS), max_size=3)
).map(lambda piece: " ".join([piece[0] + piece[1], *filter(None, piece[2])]))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        PIECES | st.sampled_from([*filter(None, ENDS), "Jakarta, NU Online", "KABARKITA.COM/RINA UMAR – Warga panen."]),
        max_size=7,
    )
)
def test_laws_7_and_8_hold_for_heads_and_closings(printed):
    once = strip(*printed)
    told = [*texts(once), *(cut.text for cut in once.cuts)]
    assert sorted(" ".join(told).split()) == sorted(" ".join(printed).split())
    again = strip(*texts(once))
    assert (texts(again), again.cuts) == (texts(once), [])
