"""Text pages: whole dumps and the article wanted from each; what must never be eaten; and the laws."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.knowledge import load_knowledge
from tasks.steps.documents import PageError, decode
from tasks.steps.layer import strip_layer
from tasks.steps.lines import fold
from tasks.steps.reading import Reading, read_page
from tasks.steps.text_lines import split_lines

GALLERY = Path(__file__).parent / "text_pages"
SEEN = datetime(2026, 1, 1, tzinfo=UTC)
LEAD = "Warga Desa Kastela membangun jembatan bambu di atas sungai yang meluap pekan lalu."
MORE = "Kepala desa mengatakan pekerjaan itu selesai dalam empat hari berkat gotong royong."


def read(text: str | bytes, **columns) -> Reading:
    body = text.encode() if isinstance(text, str) else text
    page = {"page_id": "p1", "url": None, "source": "a.txt", "source_id": None, "fetched_at": None, "first_seen_at": SEEN}
    return read_page(page | {"content_type": None, "format": "text", "given": None, "body": body} | columns, load_knowledge())


def paragraphs(text: str, **columns) -> list[str]:
    return read(text, **columns).draft["text"].split("\n\n")


@pytest.mark.parametrize("name", sorted(path.stem for path in GALLERY.glob("*.txt")))
def test_a_dump_gives_its_article_and_its_removals_whole(name):
    wanted = json.loads((GALLERY / f"{name}.json").read_text(encoding="utf-8"))
    reading = read((GALLERY / f"{name}.txt").read_bytes())
    assert reading.draft["text"].split("\n\n") == wanted.pop("text")
    assert [[cut.line, cut.rule, cut.text] for cut in reading.cuts] == wanted.pop("removals")
    dates = {key: value.isoformat() for key, value in reading.draft.items() if isinstance(value, date)}
    row = reading.draft | dates
    assert {key: row[key] for key in wanted} == wanted
    absent = ("title", "subtitle", "outlet", "section", "dateline", "agency", "published_at", "photo_credit", "partial_reason")
    assert {key for key in absent if row[key] is not None} <= set(wanted)
    assert all(key in wanted for key in ("authors", "editors", "initials") if row[key])


@pytest.mark.parametrize("name", sorted(path.stem for path in GALLERY.glob("*.txt")))
def test_an_article_read_again_as_a_dump_of_its_own_is_the_same_article(name):
    row = read((GALLERY / f"{name}.txt").read_bytes()).draft
    assert read(row["text"]).draft["text"] == row["text"]
    if row["title"]:
        assert read(f"{row['title']}\n\n{row['text']}").draft["text"] == row["text"]


@pytest.mark.parametrize(
    "odd",
    [
        '"Iya pak," jawab Maryam.',
        "Entah.",
        "1. Buang tangkai cabai",
        "- SDN 1 Lamoare",
        "7. Perluasan Kerja Sama di Berbagai Bidang",
        "Aliansi Perang Dingin",
        "Pulang, kata angin",
        "Ia mengajak warga baca juga label kemasan sebelum membeli beras.",
        'Kepala desa menyebut semua sudah pulih." (red)',
        "Sumber air warga kini jernih, kata dia, dan editor koran desa menulis tentangnya.",
        "Menurut laporan terbaru oleh",
        "Harga: Rp12.000 per kilogram",
        "Lokasi: Balai Desa Kastela",
        "Foto keluarga itu hilang terbawa banjir, katanya.",
        "Tanya: Mengapa jembatan itu dibuat dari bambu?",
        "Advertisement adalah kata yang ia pelajari di sekolah.",
        "Pada Senin (3/4/2023) pukul 10.00 WIB air mulai naik.",
        "Terkait bantuan, camat mengatakan akan datang esok hari.",
        "Halaman rumahnya tertutup lumpur setinggi lutut.",
        "Selanjutnya warga akan membangun pagar di kedua sisi.",
    ],
)
def test_reporting_that_looks_odd_stays(odd):
    assert paragraphs(f"Warga Kastela Bangun Jembatan Bambu\n\n{LEAD}\n\n{odd}\n\n{MORE}\n\n{LEAD[:-1]} lagi, katanya.") == [
        LEAD,
        odd,
        MORE,
        f"{LEAD[:-1]} lagi, katanya.",
    ]


def test_a_list_at_the_end_stays_below_an_advertisement_and_a_read_also():
    lines = [
        LEAD,
        "Berikut daftar desa yang terdampak:",
        "1. Kastela",
        "Advertisement",
        "2. Foramadiahi",
        "Baca juga: Banjir Surut di Kota",
        "3. Jambula",
    ]
    assert paragraphs("\n\n".join(lines)) == [
        LEAD,
        "Berikut daftar desa yang terdampak:",
        "1. Kastela",
        "2. Foramadiahi",
        "3. Jambula",
    ]


def test_a_list_above_the_first_sentence_stays_and_a_table_of_contents_goes():
    items = ["1. Pantai Sulamadaha", "2. Danau Tolire", "3. Benteng Kalamata"]
    assert paragraphs("\n".join(["Tiga Tempat Wisata di Ternate", *items, LEAD, MORE])) == [*items, LEAD, MORE]
    assert paragraphs("\n".join(["Tiga Tempat Wisata di Ternate", *items, LEAD, items[0], MORE, *items[1:], MORE]))[:2] == [
        LEAD,
        items[0],
    ]


def test_one_sentence_is_an_article():
    assert paragraphs("Gempa Guncang Halmahera\nGempa mengguncang Halmahera pada Minggu pagi.") == [
        "Gempa mengguncang Halmahera pada Minggu pagi."
    ]


@pytest.mark.parametrize("text", ["Advertisement\nBagikan\nTerkait", "Menu\nHome\nLogin", "***"])
def test_a_page_without_reporting_is_no_article(text):
    with pytest.raises(PageError, match="no-text"):
        read(text)


def test_a_stated_headline_is_taken_where_none_is_printed_and_cut_where_it_is():
    stated = json.dumps(
        {
            "title": "Jembatan Bambu Kastela Selesai",
            "authors": ["Rina Umar"],
            "published_at": "2024-05-01T10:00+07:00",
            "outlet": "contoh.co.id",
        }
    )
    row = read(f"{LEAD}\n\n{MORE}", given=stated).draft
    assert (row["title"], row["authors"], row["outlet"]) == ("Jembatan Bambu Kastela Selesai", ["Rina Umar"], "contoh.co.id")
    assert (row["published_at"], row["published_from"]) == (datetime(2024, 5, 1, 3, tzinfo=UTC), "given")
    printed = read(f"Jembatan Bambu Kastela Selesai\n{LEAD}\n\n{MORE}", given=stated)
    assert printed.draft["text"] == f"{LEAD}\n\n{MORE}"
    assert [(cut.rule, cut.text) for cut in printed.cuts] == [("title", "Jembatan Bambu Kastela Selesai")]


def test_what_is_printed_wins_over_what_the_row_states():
    row = read(
        f"Warga Kastela Bangun Jembatan\nOleh: Siti Hadad\n{LEAD}\n\n{MORE}", given='{"authors": ["admin"], "title": "x"}'
    ).draft
    assert (row["title"], row["authors"]) == ("Warga Kastela Bangun Jembatan", ["Siti Hadad"])


def test_without_a_date_the_day_is_the_latest_full_date_in_the_text_then_the_fetch():
    dated = f"{LEAD} Rapat digelar Senin (4/9/2023) setelah banjir Jumat (1/9/2023).\n\n{MORE}"
    row = read(dated).draft
    assert (row["published_at"], row["day"], row["day_from"]) == (None, date(2023, 9, 4), "text")
    row = read(dated, fetched_at=datetime(2023, 9, 2, 20, tzinfo=UTC)).draft
    assert (row["day"], row["day_from"]) == (date(2023, 9, 1), "text")
    row = read(f"{LEAD}\n\n{MORE}", fetched_at=datetime(2023, 9, 2, 20, tzinfo=UTC)).draft
    assert (row["day"], row["day_from"]) == (date(2023, 9, 3), "fetched")
    assert read(f"{LEAD}\n\n{MORE}").draft["day"] is None


def test_a_text_that_is_html_after_all_is_read_as_html():
    head = "<!DOCTYPE html><html><head><title>Warga Kastela Bangun Jembatan</title></head><body><h1>Warga Kastela Bangun Jembatan</h1>"
    assert paragraphs(f"{head}<p>{LEAD}</p><p>{MORE}</p></body></html>") == [LEAD, MORE]


def test_the_same_text_without_an_address_is_the_same_article_wherever_it_lies():
    assert read(LEAD, source="a.txt").draft["article_id"] == read(LEAD, source="b/c.txt", page_id="p2").draft["article_id"]


def test_lines_wrapped_by_hand_are_joined_and_the_others_are_not():
    wrapped = (
        "Warga Desa Kastela membangun jembatan bambu di atas sungai yang\nmeluap pekan lalu, kata kepala desa kepada wartawan di balai desa\n"
        "pada hari Senin.\nPekerjaan itu selesai dalam empat hari berkat gotong royong semua\nwarga desa.\n\nDaftar bantuan:\n- bambu\n- tali"
    )
    assert [line.text for line in split_lines(wrapped).lines] == [
        f"{LEAD[:-1]}, kata kepala desa kepada wartawan di balai desa pada hari Senin.",
        "Pekerjaan itu selesai dalam empat hari berkat gotong royong semua warga desa.",
        "Daftar bantuan:",
        "- bambu",
        "- tali",
    ]


# What dumps are made of: prose, odd prose, furniture, credits, dates, names, junk.
PIECES = st.sampled_from(
    [
        LEAD, MORE, f"{LEAD} Baca juga: Banjir Surut di Ternate", f"{MORE} (fyk/ash)", '"Iya pak," jawab Maryam.', "3. Antigua dan Barbuda",
        "JAKARTA -- Pemerintah menyatakan siap membantu.", ", katanya.", "-", "dan", "x", "***", "Kastela", "Warga Kastela Bangun Jembatan Bambu",
        "Baca juga: Banjir Surut, Warga Kembali", "Simak Video 'Banjir':", "Advertisement", "Berita Terkait", "Terpopuler", "Tags", "Bagikan",
        "Editor: Rina Umar", "Oleh", "Rina Umar", "Diterbitkan", "pada", "Rabu 06 Sep 2023 11:52 WIB", "Internasional", "Perbesar", "Foto/AP",
        "Pasar ikan di Ternate. (AFP/Jane Doe)", "(Antara)", "Sumber: Reuters", "(fyk/ash)", "Halaman :", "1 2 3", "Copyright © ANTARA 2024",
        'Artikel ini telah tayang di Kompas.com dengan judul "Warga Bangun Jembatan"',
        "# Warga Kastela Bangun Jembatan Bambu", "* [Nasional](/nasional)",
        "![foto](/foto.jpg)", "**Kastela** - _Warga_ membangun jembatan bambu di atas sungai.", "[1]Banjir Surut, Warga Kembali", "References",
    ]
)  # fmt: skip
DUMPS = st.lists(st.tuples(PIECES | st.text(max_size=40), st.sampled_from(["\n", "\n\n", "\r\n"])), min_size=1, max_size=14).map(
    lambda rows: "".join(piece + gap for piece, gap in rows)
)


@settings(max_examples=250, deadline=None)
@given(DUMPS)
def test_law_7_every_word_of_a_dump_is_kept_or_in_its_removals(dump):
    try:
        reading = read(dump)
    except PageError:
        return
    printed = sorted(" ".join(line.text for line in split_lines(decode(dump.encode())).lines).split())
    told = sorted(" ".join([*(line.text for line in reading.lines), *(cut.text for cut in reading.cuts)]).split())
    assert told == printed


@settings(max_examples=250, deadline=None)
@given(DUMPS)
def test_law_8_a_text_stripped_twice_is_stripped_once(dump):
    try:
        once = read(dump)
    except PageError:
        return
    twice = strip_layer(once.lines, [], once.draft["title"], once.draft["subtitle"], load_knowledge().rules, once.draft["outlet"])
    assert ([line.text for line in twice.lines], twice.cuts) == ([line.text for line in once.lines], [])


@settings(max_examples=150, deadline=None)
@given(DUMPS)
def test_law_9_no_date_without_a_witness(dump):
    try:
        row = read(dump).draft
    except PageError:
        return
    assert (row["published_at"] is None) == (row["published_from"] is None) == (row["published_precision"] is None)
    assert row["published_at"] is None or "06 Sep 2023" in fold(dump)
