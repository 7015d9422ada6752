"""Dumps made with get_text() come whole: torn at their links, kept in the narrow rows of their source, or glued into one row."""

from datetime import UTC, datetime

from seeds.knowledge import load_knowledge
from tasks.steps.reading import read_page
from tasks.steps.text_lines import split_lines

BODY = [
    "Warga Desa Kastela membangun jembatan bambu di atas sungai yang meluap akibat banjir pekan lalu.",
    "Kepala Desa Kastela mengatakan pekerjaan jembatan itu selesai dalam empat hari berkat gotong royong warga Ternate.",
    '"Kami tidak menunggu bantuan, sungai tidak menunggu kami," kata kepala desa itu di atas jembatan.',
    "Jembatan bambu itu menghubungkan dua dusun yang terputus sejak banjir, dan dipakai anak sekolah setiap pagi.",
]


def text_of(dump: str) -> list[str]:
    page: dict[str, object] = {
        "page_id": "p1",
        "url": None,
        "source": "a.txt",
        "source_id": None,
        "fetched_at": None,
        "given": None,
    }
    page |= {"content_type": None, "format": "text", "first_seen_at": datetime(2026, 1, 1, tzinfo=UTC), "body": dump.encode()}
    return read_page(page, load_knowledge()).draft["text"].split("\n\n")


def torn() -> str:
    """Return the body with a line break around each of some words, as get_text with a newline leaves them around links."""
    text = "\n".join(BODY)
    for word in ("sungai", "banjir", "jembatan"):
        text = text.replace(f" {word}", f"\n{word}")
        text = text.replace(f"{word} ", f"{word}\n").replace(f"{word}.", f"{word}\n.").replace(f"{word},", f"{word}\n,")
    return text


def test_sentences_torn_at_their_links_are_whole_again():
    assert text_of(torn()) == BODY


def test_what_a_word_like_dari_leaves_open_goes_on_whatever_begins_below():
    lines = [
        "Dikutip dari",
        "WhoScored, tim itu kebobolan 14 gol dari",
        "bola mati di liga",
        ", terburuk kedua",
        ", kata pelatih.",
    ]
    told = [line.text for line in split_lines("\n".join([*BODY, *lines])).lines]
    assert told[-1] == "Dikutip dari WhoScored, tim itu kebobolan 14 gol dari bola mati di liga, terburuk kedua, kata pelatih."


def test_the_narrow_rows_of_a_source_are_its_paragraphs_again():
    rows = []
    for paragraph in [BODY[0], "Baca juga: Dua Nelayan Selamat Setelah Tiga Hari Hanyut", *BODY[1:]]:
        words = paragraph.split()
        rows += [" " * 8 + " ".join(words[at : at + 4]) for at in range(0, len(words), 4)] + [""]
    assert text_of("\n".join(rows)) == BODY


def test_a_list_in_small_letters_without_a_blank_line_is_no_paragraph():
    tags = ["jembatan bambu", "sungai", "banjir", "desa kastela", "gotong royong"] * 4
    assert [line.text for line in split_lines("\n".join(tags)).lines] == tags


def test_a_mere_star_or_heading_does_not_hide_that_a_dump_is_torn():
    lines = [
        "# Kastela",
        "Warga di",
        "Kastela",
        ", Ternate, membangun jembatan bambu di atas",
        "sungai",
        ", kata kepala desa itu.",
    ]
    assert split_lines("\n".join(lines)).lines[-1].text == (
        "Warga di Kastela, Ternate, membangun jembatan bambu di atas sungai, kata kepala desa itu."
    )


def test_a_menu_and_a_poem_keep_their_rows():
    menu = "\n".join(
        ["Beranda", "Nasional", "Ekonomi", "Olahraga", "Hiburan", "Otomotif", "Masuk", "Daftar", "Foto", "Indeks"] * 2
    )
    assert len(split_lines(menu).lines) == 20
    poem = "\n".join(["Perahu tua di tepi kali", "Menunggu angin membawa pergi", "Pulanglah, pulang", "ke dermaga ini"])
    assert len(split_lines(poem).lines) == 4


def test_a_body_glued_into_one_row_gives_its_paragraphs_and_no_titles():
    glued = f"{BODY[0]}Baca juga: Harga Kopra Turun Lagi di Bastiong{BODY[1]}{BODY[2]}ADVERTISEMENT{BODY[3]}(sam/umg)"
    assert text_of(glued) == BODY
