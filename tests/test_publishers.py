"""Outlet, language and kind: told by the page's own witnesses, and NULL when nothing tells."""

import pytest

from seeds.outlets import load_outlets
from tasks.steps.kinds import kind_of
from tasks.steps.languages import language_of
from tasks.steps.markup import NO_MARKUP, Markup
from tasks.steps.publishers import outlet_of

OUTLETS = load_outlets()
PROSE = (
    "Kepada Kompas.com, bupati mengatakan jembatan itu selesai tahun depan dan dibiayai dari kas daerah serta bantuan provinsi."
)


def of_lines(*lines: str) -> str | None:
    return outlet_of(None, NO_MARKUP, lines, OUTLETS)


def test_the_dateline_names_the_outlet_of_a_text():
    assert of_lines("Judul Berita", f"REPUBLIKA.CO.ID, WASHINGTON -- {PROSE}") == "republika.co.id"


def test_the_outlets_own_prompt_names_it():
    line = (
        "Dapatkan berita terkini dan kejutan menarik dari SINDOnews.com, Klik Disini untuk mendaftarkan diri anda sekarang juga!"
    )
    assert of_lines("Judul Berita", PROSE, line) == "sindonews.com"


def test_the_outlets_own_date_line_names_it():
    assert of_lines("Judul Berita", "Kompas.com - 20/06/2024, 13:45 WIB", PROSE) == "kompas.com"


def test_an_outlet_named_in_prose_is_no_witness():
    assert of_lines("Judul Berita", PROSE, "Dilansir dari Detik.com, warga menunggu.") is None


def test_addresses_go_before_names():
    assert outlet_of("https://nasional.kompas.com/read/1", Markup(site="Republika"), (), OUTLETS) == "kompas.com"
    assert outlet_of(None, Markup(canonical="https://www.kabarcontoh.co.id/x"), (), OUTLETS) == "kabarcontoh.co.id"
    assert outlet_of(None, Markup(site="CNN Indonesia"), (), OUTLETS) == "cnnindonesia.com"
    assert outlet_of(None, NO_MARKUP, (), OUTLETS, given="tribunnews.com") == "tribunnews.com"
    assert outlet_of("http://127.0.0.1:8001/a/1", NO_MARKUP, (), OUTLETS) == "127.0.0.1:8001"
    assert outlet_of(None, Markup(site="Kabar Yang Tak Dikenal"), (), OUTLETS) is None


TEXTS = {
    "id": "Pemerintah kabupaten mulai membangun jembatan gantung yang akan menghubungkan dua desa. Warga "
    "diminta bersabar karena jalan lama ditutup untuk sementara.",
    "ms": "Menteri berkata kerajaan akan membina jambatan itu kerana penduduk kampung telah lama menunggu. "
    "Beliau berkata polis turut mengawal lalu lintas manakala kerja dijalankan.",
    "en": "The government has started to build a bridge that will connect the two villages, and the people who "
    "live there have been told to wait until it is finished.",
    "jv": "Warga desa padha seneng amarga kreteg iku wis wiwit dibangun. Bocah-bocah sing arep sekolah ora "
    "perlu nyabrang kali maneh, lan wong tuwa uga luwih ayem saiki.",
    "su": "Warga desa téh bungah sabab sasak geus mimiti diwangun. Barudak anu rék sakola teu kudu meuntas "
    "walungan deui, jeung kolotna ogé leuwih tengtrem ayeuna mah.",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items(), ids=list(TEXTS))
def test_languages_are_told_apart(code: str, text: str):
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Jembatan baru.",
        "12 34 56 78 90",
        "Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore",
    ],
)
def test_a_text_too_short_or_in_no_known_language_has_none(text: str):
    assert language_of(text) is None


@pytest.mark.parametrize(
    ("url", "title", "section", "words", "kind"),
    [
        ("https://a.test/daerah/1", "Jembatan Wanasari Dibangun", "Daerah", 300, "news"),
        ("https://a.test/foto/1", "Lampion di Sungai", "Foto", 60, "gallery"),
        ("https://a.test/daerah/1", "FOTO: Lampion di Sungai", None, 60, "gallery"),
        ("https://a.test/video/1", "Lampion di Sungai", None, 60, "video"),
        ("https://a.test/video/1", "Lampion di Sungai", None, 400, "news"),
        ("https://a.test/daerah/1", "Live Update: Banjir Wanasari", None, 700, "live"),
        ("https://a.test/1", "Bank Desa Permudah Menabung", "Advertorial", 300, "advertorial"),
        ("https://www.kompasiana.com/rina/63269f000000000000000000/judul", "Kopi dan Hujan", None, 500, "ugc"),
        (None, None, None, 0, "news"),
    ],
)
def test_kinds(url: str | None, title: str | None, section: str | None, words: int, kind: str):
    assert kind_of(url, NO_MARKUP, title, section, words) == kind


def test_an_outlet_that_a_row_states_and_nobody_knows_stays_as_stated():
    assert outlet_of(None, NO_MARKUP, [], OUTLETS, "Suara Ranu") == "Suara Ranu"
    assert outlet_of(None, NO_MARKUP, [], OUTLETS, "www.suararanu.example") == "suararanu.example"
    assert outlet_of("https://lain.example/a/1", NO_MARKUP, [], OUTLETS, "Suara Ranu") == "lain.example"
