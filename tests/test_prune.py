"""Names of nodes are hints; figures and places decide."""

import pytest

from tasks.steps.blocks import Reader
from tasks.steps.documents import parse_html
from tasks.steps.nodenames import hint_of
from tasks.steps.selectors import matching_nodes


@pytest.mark.parametrize(
    ("name", "strength", "rule"),
    [
        ("baca-juga", "strong", "related"),
        ("bacaJuga", "strong", "related"),
        ("article-related__list", "strong", "related"),
        ("berita-terkait", "strong", "related"),
        ("ads-on-body", "strong", "advertisement"),
        ("iklan_tengah", "strong", "advertisement"),
        ("sosmed", "strong", "share"),
        ("komentar-pembaca", "strong", "comments"),
        ("breadcrumb", "strong", "navigation"),
        ("wp-caption-text", "caption", "caption"),
        ("detail__body-text itp_bodycontent", "body", "body"),
        ("entry-content", "body", "body"),
        ("sidebar-right", "weak", "related"),
    ],
)
def test_names_in_two_languages_hint_at_what_a_node_is(name, strength, rule):
    hint = hint_of("div", name, None)
    assert hint is not None
    assert (hint.strength, hint.rule) == (strength, rule)


@pytest.mark.parametrize(
    "name",
    [
        "header1-admin",
        "loader",
        "shadow",
        "navy",
        "x1 b7",
        "entry no-ads",
        "has-sidebar",
        "comment-enabled",
        "sc-1ad9ao-0 c4ad3",
        "",
    ],
)
def test_words_are_compared_whole_and_states_are_no_names(name):
    hint = hint_of("div", name, None)
    assert hint is None or hint.strength == "weak"


def test_class_names_of_an_article_are_words_about_it():
    assert hint_of("article", "post tag-iklan category-video", None) is None


def test_roles_and_tags_speak_too():
    assert hint_of("div", "", "navigation").rule == "navigation"
    assert hint_of("nav", "", None).strength == "strong"
    assert hint_of("aside", "", None).strength == "weak"


def read(body):
    return Reader().read(parse_html(f"<html><body>{body}</body></html>"))


def texts(body):
    return [block.text for block in read(body).blocks]


def test_paragraphs_come_out_of_breaks_divs_and_bare_text():
    assert texts("Satu dua.<br><br>Tiga empat.<div>Lima</div>enam<p>tujuh</p>") == [
        "Satu dua.",
        "Tiga empat.",
        "Lima",
        "enam",
        "tujuh",
    ]


def test_a_single_break_ends_a_line_but_not_a_sentence():
    assert texts("<p>Ia datang<br>pagi sekali.<br>Lalu pergi.</p>") == ["Ia datang pagi sekali.", "Lalu pergi."]


def test_inline_elements_do_not_part_words_and_keep_their_spaces():
    assert texts("<p>Ia <b>pu</b>lang <a href=x>ke </a><i>desa</i>, katanya.</p>") == ["Ia pulang ke desa, katanya."]


def test_links_are_known_by_their_place():
    (block,) = read("<p>Ia membaca <a href=x>buku <b>tua</b></a> itu.</p>").blocks
    assert [block.text[start:end] for start, end in block.links] == ["buku tua"]
    assert block.link_chars == 8


def test_scripts_buttons_and_comments_are_not_read():
    assert texts(
        "<p>Ia<!-- x --> pulang.<script>var a</script></p><button>Kirim</button><style>p{}</style><noscript>iklan</noscript>"
    ) == ["Ia pulang."]


def test_a_row_of_a_data_table_is_one_line_and_a_layout_table_is_not():
    assert texts("<table><tr><td>Beras</td><td>Rp 14.500</td></tr><tr><td>Gula</td><td>Rp 17.000</td></tr></table>") == [
        "Beras | Rp 14.500",
        "Gula | Rp 17.000",
    ]
    long = "Pemerintah menyiapkan beras untuk operasi pasar menjelang musim hujan di sembilan kecamatan."
    assert texts(f"<table><tr><td>Menu</td><td>{long}</td></tr></table>") == ["Menu", long]


def test_kinds_of_lines_are_known():
    reading = read("<h2>Judul</h2><p>Teks</p><ul><li>Butir</li></ul><blockquote><p>Kutipan</p></blockquote><pre>kode</pre>")
    assert [block.kind for block in reading.blocks] == ["h", "p", "li", "quote", "pre"]


def test_nodes_are_ranges_of_blocks():
    reading = read("<div class=a><p>Satu</p><p>Dua</p></div><p>Tiga</p>")
    node = next(node for node in reading.nodes if node.element.get("class") == "a")
    assert [block.text for block in reading.blocks[node.first : node.end]] == ["Satu", "Dua"]


@pytest.mark.parametrize(
    ("selector", "count"),
    [
        (".isi", 1),
        ("div.isi", 1),
        ("p.isi", 0),
        ("#b p", 2),
        (".isi > p", 2),
        ("section .isi, p.z", 1),
        ("[data-x=y]", 1),
        ("div[id^=b]", 1),
        ("", 0),
    ],
)
def test_selectors_of_layouts_find_their_nodes(selector, count):
    reading = read('<section><div class="isi luas" id=b data-x=y><p>Satu</p><p>Dua</p></div></section><div><p>Tiga</p></div>')
    assert len(matching_nodes(reading.nodes, [selector])) == count
