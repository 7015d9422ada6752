"""Dumps of whole pages, as terminal browsers, html2text, readers and copying leave them: the article is found among menus and teasers."""

import json
import textwrap
from datetime import UTC, datetime

import pytest

from seeds.knowledge import load_knowledge
from tasks.steps.reading import Reading, read_page

TITLE = "Warga Kastela Bangun Jembatan Bambu Setelah Banjir"
BODY = [
    "Warga Desa Kastela membangun jembatan bambu di atas sungai yang meluap akibat banjir pekan lalu.",
    "Kepala Desa Kastela mengatakan pekerjaan jembatan itu selesai dalam empat hari berkat gotong royong warga.",
    '"Kami tidak menunggu bantuan, sungai tidak menunggu kami," kata kepala desa itu di atas jembatan.',
    "Jembatan bambu itu menghubungkan dua dusun yang terputus sejak banjir, dan dipakai anak sekolah setiap pagi.",
]
MENU = ["Beranda", "Nasional", "Ekonomi", "Olahraga", "Hiburan", "Otomotif", "Masuk", "Daftar", "Foto", "Indeks"]
TEASERS = [
    "Harga Kopra Turun Lagi di Pasar Bastiong", "Pelabuhan Ahmad Yani Diperluas Tahun Depan", "Siapa Juara Turnamen Catur Tidore?",
    "Festival Rempah Digelar Bulan Depan", "Dua Nelayan Selamat Setelah Tiga Hari Hanyut",
]  # fmt: skip


def read(text: str, **columns) -> Reading:
    page: dict[str, object] = {"page_id": "p1", "url": None, "source": "a.txt", "source_id": None, "fetched_at": None}
    page |= {"content_type": None, "format": "text", "first_seen_at": datetime(2026, 1, 1, tzinfo=UTC), "given": None}
    page["body"] = text.encode()
    return read_page(page | columns, load_knowledge())


def wanted(row) -> tuple:
    return row["title"], row["authors"], row["published_at"], row["text"].split("\n\n")


ARTICLE = (TITLE, ["Samsir Umagap"], datetime(2024, 5, 14, 3, 20, tzinfo=UTC), BODY)
HEAD = [TITLE, "Samsir Umagap - kabarkita", "Selasa, 14 Mei 2024 10:20 WIB"]


def plain(lines: list[str], gap: str = "\n\n") -> str:
    return gap.join(lines) + "\n"


def test_a_page_copied_whole_gives_its_article_alone():
    page = [*MENU, *HEAD, *BODY, "(sam/umg)", *TEASERS, "Tentang Kami", "Hak Cipta Kabarkita"]
    assert wanted(read(plain(page)).draft) == ARTICLE
    assert wanted(read(plain(page, "\n")).draft) == ARTICLE
    assert read(plain(page)).draft["initials"] == ["sam/umg"]


def test_teasers_with_a_lead_each_are_no_article():
    leads = [f"Kamis, 16 Mei 2024 08:0{n} WIB Kabar singkat nomor {n} tentang daerah lain dan isinya." for n in range(5)]
    boxes = [line for pair in zip(TEASERS, leads, strict=True) for line in pair]
    assert wanted(read(plain([*MENU, *boxes, *HEAD, *BODY, *boxes])).draft) == ARTICLE


def test_the_reporters_name_may_stand_again_below_and_not_in_a_menu():
    page = [*MENU, TITLE, "Samsir Umagap", "Selasa, 14 Mei 2024 10:20 WIB", *BODY, "Kredit", "Samsir Umagap", *TEASERS]
    assert read(plain(page)).draft["authors"] == ["Samsir Umagap"]
    page = ["Maluku Utara", *MENU, TITLE, "Maluku Utara", "Selasa, 14 Mei 2024 10:20 WIB", *BODY]
    assert read(plain(page)).draft["authors"] == []


@pytest.mark.parametrize("width", [0, 78])
def test_a_markdown_dump_gives_the_same_article(width):
    menu = [f"  * [{item}](https://kabarkita.test/{item.lower()})" for item in MENU]
    teasers = [
        f'[![foto](/t/{n}.jpg)](/b/{n})\n\n### [{title}](https://kabarkita.test/b/{n} "{title}")'
        for n, title in enumerate(TEASERS)
    ]
    body = [BODY[0].replace("banjir", "[banjir](https://kabarkita.test/tag/banjir)"), *BODY[1:-1], f"**{BODY[-1]}**"]
    lines = ["\n".join(menu), f"# {TITLE}", *HEAD[1:], "![](https://kabarkita.test/jembatan.jpg)", *body, "_(sam/umg)_", *teasers]
    dump = "\n\n".join(textwrap.fill(line, width) if width and not line.startswith(" ") else line for line in lines)
    reading = read(dump)
    assert wanted(reading.draft) == ARTICLE
    assert not any("](" in cut.text for cut in reading.cuts if cut.rule != "markup")
    assert [cut.text for cut in reading.cuts if cut.rule == "markup"][-1:] != []


def test_a_numbered_dump_wrapped_at_eighty_columns_gives_the_same_article():
    menu = [f"     * [{n}]{item}" for n, item in enumerate(MENU, 1)]
    teasers = [f"   [{n}]{title}" for n, title in enumerate(TEASERS, len(MENU) + 2)]
    body = [BODY[0].replace("banjir", "[11]banjir"), *BODY[1:]]
    body = [textwrap.fill(line, 76, initial_indent="   ", subsequent_indent="   ") for line in body]
    references = [f"   {n}. https://kabarkita.test/{n}" for n in range(1, len(MENU) + 7)]
    lines = [
        "\n".join(menu),
        TITLE,
        *(f"   {line}" for line in HEAD[1:]),
        *body,
        *teasers,
        "References\n\n" + "\n".join(references),
    ]
    reading = read("\n\n".join(lines))
    assert wanted(reading.draft) == ARTICLE
    assert sum(cut.rule == "references" for cut in reading.cuts) == len(references) + 1


def test_a_caption_above_a_dateline_is_no_reporting():
    caption = "Jembatan bambu di Desa Kastela dilintasi anak sekolah pada Selasa pagi dalam foto warga."
    page = [TITLE, "Selasa, 14 Mei 2024 10:20 WIB", caption, f"KABARKITA.com, TERNATE -- {BODY[0]}", *BODY[1:]]
    reading = read(plain(page))
    assert reading.draft["text"].split("\n\n") == BODY
    assert [cut.rule for cut in reading.cuts] == ["title", "date-line", "caption", "dateline"]


def test_reporting_goes_on_below_a_box_up_to_the_initials():
    more = "Seorang ibu datang membawa sagu dan ikan bakar untuk semua tukang."
    page = [*HEAD, *BODY, "BERITA TERKAIT", *TEASERS[:3], more, "(sam/umg)", "Terpopuler", *TEASERS[3:]]
    assert read(plain(page)).draft["text"].split("\n\n") == [*BODY, more]


def test_a_place_and_a_day_below_the_byline_give_the_day():
    row = read(plain([TITLE, "Oleh: Samsir Umagap", "Ternate, 14 Mei 2024", *BODY])).draft
    assert (row["published_at"], row["published_precision"]) == (datetime(2024, 5, 13, 17, tzinfo=UTC), "day")
    assert read(plain([TITLE, "Ternate, 14 Mei 2024", *BODY])).draft["published_at"] is None


@pytest.mark.parametrize(
    "odd",
    [
        "Pertandingan disiarkan langsung di televisi mulai pukul 18.24 WIB dan dapat disaksikan warga lewat layar di balai desa.",
        "Ia mengumpat, proyek baj**an, kata itu dicatat polisi sebagai baj**an dan bukan yang lain.",
        "Menurut catatan [sic] itu, tiga_puluh adalah nama berkas yang hilang di kantor desa.",
        "* Peserta wajib membawa parang dan tali sendiri.",
        "Tambahan tiga tiang membuat jembatan lebih kuat dari yang lama (Kabarkita.com/Dewi Lestari)",
        "Title: begitu ia menulis pada buku kecil yang dibawanya ke mana-mana.",
    ],
)
def test_reporting_that_looks_like_a_mark_stays_as_it_is(odd):
    assert read(plain([TITLE, BODY[0], odd, *BODY[1:]])).draft["text"].split("\n\n") == [BODY[0], odd, *BODY[1:]]


def test_the_header_of_a_saved_text_is_believed_and_cut():
    head = f"Title: {TITLE}\nURL: https://kabarkita.test/daerah/jembatan-bambu-9\nDate: 2024-05-14T10:20:00+07:00\nAuthor: Samsir Umagap\n\n"
    reading = read((head + plain(["Jembatan Bambu di Ternate", *BODY])).replace("\n", "\r\n"))
    assert wanted(reading.draft) == ARTICLE
    assert (reading.draft["url"], reading.draft["outlet"]) == ("https://kabarkita.test/daerah/jembatan-bambu-9", "kabarkita.test")
    assert [cut.rule for cut in reading.cuts] == ["header"] * 4 + ["page-head"]


def test_what_the_row_states_wins_over_the_header():
    head = f"Title: {TITLE}\nAuthor: admin\n\n"
    row = read(head + plain(BODY), given=json.dumps({"authors": ["Samsir Umagap"]})).draft
    assert (row["title"], row["authors"]) == (TITLE, ["Samsir Umagap"])


def test_a_paragraph_that_ends_with_a_wire_and_the_desk_of_its_editor_is_no_caption():
    row = read(plain([*HEAD, *BODY[:-1], f"{BODY[-1]} (Xinhua/OL-5)"])).draft
    assert row["text"].split("\n\n") == BODY
    assert (row["agency"], row["photo_credit"]) == ("Xinhua", None)
