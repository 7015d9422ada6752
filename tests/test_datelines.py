"""Datelines come off the first paragraph and prose stays whole; wires and citations are read where credits stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.steps.agencies import agency_of, citation_of, closing_agency
from tasks.steps.datelines import place_name, split_dateline

REST = "Pemerintah mulai membangun jembatan gantung di dua desa."
DATELINES = [
    ("REPUBLIKA.CO.ID, WASHINGTON -- ", "WASHINGTON", "REPUBLIKA.CO.ID", None),
    ("LHOKSEUMAWE, KOMPAS.com – ", "LHOKSEUMAWE", "KOMPAS.com", None),
    ("Mataram, NTB (ANTARA News) - ", "Mataram, NTB", None, "Antara"),
    ("Jakarta (ANTARA) - ", "Jakarta", None, "Antara"),
    ("Jakarta, (ANTARA) - ", "Jakarta", None, "Antara"),
    ("Palangka Raya (Antara Kalteng) - ", "Palangka Raya", None, "Antara"),
    ("Beijing (ANTARA/Xinhua) - ", "Beijing", None, "Antara"),
    ("London (AFP) - ", "London", None, "AFP"),
    ("TEMPO.CO, Jakarta - ", "Jakarta", "TEMPO.CO", None),
    ("TEMPO.CO, Jakarta -", "Jakarta", "TEMPO.CO", None),
    ("Liputan6.com, Jakarta - ", "Jakarta", "Liputan6.com", None),
    ("Jakarta, CNN Indonesia -- ", "Jakarta", "CNN Indonesia", None),
    ("Bisnis.com, JAKARTA - ", "JAKARTA", "Bisnis.com", None),
    ("Harianjogja.com, SLEMAN—", "SLEMAN", "Harianjogja.com", None),
    ("KONTAN.CO.ID - JAKARTA. ", "JAKARTA", "KONTAN.CO.ID", None),
    ("TRIBUN-MEDAN.COM, MEDAN - ", "MEDAN", "TRIBUN-MEDAN.COM", None),
    ("jpnn.com, JAKARTA - ", "JAKARTA", "jpnn.com", None),
    ("SURYA.CO.ID | SURABAYA - ", "SURABAYA", "SURYA.CO.ID", None),
    ("Metrotvnews.com, Jakarta: ", "Jakarta", "Metrotvnews.com", None),
    ("Surabaya (beritajatim.com) – ", "Surabaya", "beritajatim.com", None),
    ("SINDONEWS / JAKARTA - ", "JAKARTA", "SINDONEWS", None),
    ("KBRN, Jakarta: ", "Jakarta", "KBRN", None),
    ("TIMESINDONESIA, MALANG – ", "MALANG", "TIMESINDONESIA", None),
    ("Suara.com - ", None, "Suara.com", None),
    ("VIVA – ", None, "VIVA", None),
    ("JATIMTIMES - ", None, "JATIMTIMES", None),
    ("AKURAT.CO, ", None, "AKURAT.CO", None),
    ("FAKTUAL-INDONESIA: ", None, "FAKTUAL-INDONESIA", None),
    ("VIVA Nasional – ", None, "VIVA Nasional", None),
    ("INILAHCOM, Jakarta - ", "Jakarta", "INILAHCOM", None),
    ("SOREANG, (GM).- ", "SOREANG", "GM", None),
    ("SAMBAS, KK - ", "SAMBAS", "KK", None),
    ("Tarutung, JejakContoh.com | ", "Tarutung", "JejakContoh.com", None),
    ("JAKARTA. ", "JAKARTA", None, None),
    ("BALIKPAPAN-", "BALIKPAPAN", None, None),
    ("Jakarta - ", "Jakarta", None, None),
    ("Bandung -- ", "Bandung", None, None),
    ("NGAWI – ", "NGAWI", None, None),
    ("London,- ", "London", None, None),
    ("Jakarta: ", "Jakarta", None, None),
    ("JAKARTA, 12 Mei 2020 - ", "JAKARTA", None, None),
    ("Washington, D.C. (AFP) - ", "Washington, D.C.", None, "AFP"),
    ("Jakarta, Berita Contoh.com - ", "Jakarta", "Berita Contoh.com", None),
    ("Berita Contoh.com, Jakarta - ", "Jakarta", "Berita Contoh.com", None),
    ("Warta Contoh, Jakarta - ", "Jakarta", "Warta Contoh", None),
    ("TAKENGON | ACEHCONTOH – ", "TAKENGON", "ACEHCONTOH", None),
    ("AcehContoh | Takengon – ", "Takengon", "AcehContoh", None),
    ("MADINA | ", "MADINA", None, None),
    ("WARTA-CONTOH.COM,- ", None, "WARTA-CONTOH.COM", None),
    ("eQuator.co.id – Singkawang. ", "Singkawang", "eQuator.co.id", None),
]


@pytest.mark.parametrize(("line", "city", "site", "agency"), DATELINES, ids=[line for line, *_ in DATELINES])
def test_a_dateline_is_taken_off_as_printed(line: str, city: str | None, site: str | None, agency: str | None):
    assert split_dateline(line + REST) == (city, site, agency, REST)


def test_a_word_in_two_halves_after_the_site_is_no_city():
    assert split_dateline("Suara.com - Gara-gara jembatan putus, warga memutar.") == (
        None,
        "Suara.com",
        None,
        "Gara-gara jembatan putus, warga memutar.",
    )


@pytest.mark.parametrize(
    ("line", "city", "site"),
    [
        ("Jakarta -", "Jakarta", None),
        ("Jakarta, NU Online", "Jakarta", "NU Online"),
        ("Warta Contoh, Jakarta -", "Jakarta", "Warta Contoh"),
    ],
)
def test_a_dateline_may_stand_alone(line: str, city: str, site: str | None):
    assert split_dateline(line) == (city, site, None, "")


@pytest.mark.parametrize(
    "text",
    [
        "Tokoh - yang enggan disebut namanya - mengaku tidak tahu soal itu.",
        "Jakarta - Bandung kini bisa ditempuh dalam waktu kurang dari satu jam dengan kereta.",
        "Jakarta-Bandung macet sejak pagi tadi karena perbaikan jalan di kilometer 12.",
        "Bali - Lombok dilanda gelombang tinggi sejak pagi tadi menurut nelayan setempat.",
        "Ketua KPU Arief Santoso - Ia mengatakan tidak ada perubahan jadwal pemilihan.",
        "JAKARTA-BANDUNG kini bisa ditempuh dalam waktu kurang dari satu jam.",
        "KPU. Singkatan itu dikenal semua warga desa.",
        "BREAKING NEWS - Gempa mengguncang Wanasari pada pagi hari ini.",
        "UPDATE: Jumlah warga yang mengungsi bertambah menjadi seribu orang lebih.",
        "Jembatan itu - satu-satunya di desa - putus diterjang banjir bandang semalam.",
        "Sumber - sumber di kementerian menyebut anggaran itu belum cair sampai sekarang.",
        "Bupati: Jembatan Selesai Tahun Depan",
        "Warga Jakarta - Ia menolak.",
        "Jakarta, Bandung, dan Surabaya",
        "Jakarta, Kota Lama",
        "Warta Contoh, Jakarta, memberitakan hal itu kemarin pagi.",
        "Rina Umar, Jakarta - Saya ingin bertanya soal pajak kendaraan.",
        "EKONOMI | Harga beras naik di tiga pasar besar sejak pekan lalu.",
        "WISATA | Pantai di utara desa itu ramai dikunjungi sejak pekan lalu.",
        "MADINA | Warga Tolak Tambang Pasir",
        "Rina Umar | Tono Wibowo - Keduanya datang bersama ke balai desa.",
        "KABARKITA.COM/RINA UMAR – Warga menjemur kakao di halaman rumah.",
        "Bisnis-bisnis kecil di desa itu tumbuh pesat sejak jembatan dibangun tahun lalu.",
        "",
    ],
)
def test_prose_is_left_whole(text: str):
    assert split_dateline(text) == (None, None, None, text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='JAKRTjakrt .,-–—:()/|"', max_size=120))
def test_what_is_left_is_the_end_of_what_was_there(text: str):
    dateline = split_dateline(text)
    assert text.strip().endswith(dateline.rest.strip())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Reuters", "Reuters"),
        ("Antara/Reuters", "Antara"),
        ("Humas Polda/Antara", "Antara"),
        ("(Humas/AP)", None),  # initials of the press office's writer
        ("(AP/dwi)", "AP"),
        ("ANTARA News", "Antara"),
        ("Antara Kalteng", "Antara"),
        ("Kantor Berita Antara", "Antara"),
        ("AP", "AP"),
        ("Associated Press", "AP"),
        ("Xinhua", "Xinhua"),
        ("Anadolu Agency", "Anadolu"),
        ("Al Jazeera", "Aljazirah"),
        ("Kompas.com", None),
        ("ap saja", None),
        ("Rina Kartika", None),
    ],
)
def test_wires_have_one_name(text: str, name: str | None):
    assert agency_of(text) == name


@pytest.mark.parametrize(
    ("text", "rest", "name"),
    [
        ("Begitu kata dia. (Antara)", "Begitu kata dia.", "Antara"),
        ("Begitu kata dia. (AFP)", "Begitu kata dia.", "AFP"),
        ("(Antara/Reuters)", "", "Antara"),
        ("Dilansir AFP", "", "AFP"),
        ("Dikutip dari Reuters", "", "Reuters"),
        ("Kantor berita (Antara) mengabarkan hal itu kemarin.", "Kantor berita (Antara) mengabarkan hal itu kemarin.", None),
        ("Alexei Nikolsky, Sputnik, Kremlin Pool Photo", "Alexei Nikolsky, Sputnik, Kremlin Pool Photo", None),
        ("Foto/AP", "Foto/AP", None),
        ("Presiden tiba di London /KCNA via REUTERS/", "Presiden tiba di London /KCNA via REUTERS/", None),
    ],
)
def test_a_wire_is_credited_only_in_a_credits_place(text: str, rest: str, name: str | None):
    assert closing_agency(text) == (rest, name)


def test_a_citation_gives_outlet_title_and_link():
    line = 'Artikel ini telah tayang di Kabarcontoh.com dengan judul "Jembatan Gantung Wanasari Dibangun", Klik untuk baca: https://kabarcontoh.com/read/12.'
    assert citation_of(line) == ("Kabarcontoh.com", "Jembatan Gantung Wanasari Dibangun", "https://kabarcontoh.com/read/12")


@pytest.mark.parametrize(
    ("line", "outlet", "title"),
    [
        (
            "Artikel ini telah tayang di TribunContoh.id dengan judul Jembatan Gantung Wanasari Dibangun",
            "TribunContoh.id",
            "Jembatan Gantung Wanasari Dibangun",
        ),
        (
            "Artikel ini telah tayang di kabarcontoh.com dengan judul: Jembatan Gantung Wanasari",
            "kabarcontoh.com",
            "Jembatan Gantung Wanasari",
        ),
        ("Artikel ini telah naik di detikContoh", "detikContoh", None),
        ("Artikel ini sudah tayang di detikContoh. Selengkapnya klik di sini.", "detikContoh", None),
        (
            'Artikel ini telah tayang di Kabar.id dengan judul "Jembatan Wanasari" Dapatkan kabar "terbaru" di sini',
            "Kabar.id",
            "Jembatan Wanasari",
        ),
        (
            "Berita ini sudah tayang sebelumnya di Kabar Contoh dengan judul “Jembatan Wanasari”",
            "Kabar Contoh",
            "Jembatan Wanasari",
        ),
    ],
)
def test_citations_in_other_words(line: str, outlet: str, title: str | None):
    found = citation_of(line)
    assert found is not None and (found.outlet, found.title) == (outlet, title)


@pytest.mark.parametrize(
    "line",
    [
        "Film itu telah tayang di bioskop sejak Kamis.",
        "Artikel ini ditulis dengan hati-hati.",
        "Ia membaca artikel yang tayang di koran kemarin.",
    ],
)
def test_other_sentences_cite_nothing(line: str):
    assert citation_of(line) is None


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("WASHINGTON", "Washington"),
        ("Washington", "Washington"),
        ("MATARAM, NTB", "Mataram, NTB"),
        ("DEN HAAG", "Den Haag"),
        (None, None),
    ],
)
def test_a_city_in_capitals_is_the_same_city(printed, name):
    assert place_name(printed) == name
