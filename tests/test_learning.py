"""What is learned of lines that repeat: furniture that nobody wrote a rule for, and never reporting, however often it is used again."""

import json
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.learning import learned_from
from seeds.knowledge import load_knowledge
from tasks.steps.articles import articles_from_pages
from tasks.steps.layer import strip_layer
from tasks.steps.learned import learned_of
from tasks.steps.learned_lines import strip_learned
from tasks.steps.reading import read_page
from tasks.steps.sightings import signed_shapes
from tests.outlet_pages import page_of, text_of, titles
from tests.rows import page
from warehouse.tables import PAGES

HOST = "suararanu.example"


def learned(pages: dict[str, bytes]) -> list[str]:
    """Return the shapes that these pages teach."""
    rows = PAGES.rows([page(name, body=body) for name, body in pages.items()])
    return learned_from(articles_from_pages(rows, load_knowledge()).sightings)["value"].to_pylist()


def site(count: int, *below: str, headlines: dict[int, str] | None = None) -> dict[str, bytes]:
    return {f"p{i:03}": page_of(i, [line.format(i=i) for line in below], title=(headlines or {}).get(i)) for i in range(count)}


FURNITURE = [
    ("Gabung bersama ribuan pelanggan Kabar Sore di kanal ini", 8),
    ("Yuk dukung jurnalisme warga lewat Kotak Saweran di aplikasi Ranu Pintar", 8),
    ("Kamu punya unggahan seru? Tulis ceritamu di kolom komentar dan menangkan hadiah dari Ranu.", 14),
    ("Ranu Sore Edisi Digital", 26),
]


@pytest.mark.parametrize(("line", "articles"), FURNITURE)
def test_a_line_under_news_that_have_nothing_in_common_is_learned(line, articles):
    assert len(learned(site(articles, line))) == 1


@pytest.mark.parametrize(("line", "articles"), FURNITURE)
def test_with_few_articles_nothing_is_learned(line, articles):
    assert learned(site(5, line)) == []


def test_numbers_in_a_line_do_not_hide_that_it_repeats():
    assert learned(site(8, "Ikuti {i} saluran seru Kabar Ranu di aplikasi")) == ["ikuti 0 saluran seru kabar ranu di aplikasi"]


REPORTING = [
    "Gunung Ranu berstatus Siaga sejak 5 November 2020 dan warga diminta menjauh sejauh lima kilometer dari kawah.",
    "Hingga berita ini diturunkan, belum ada keterangan resmi dari pihak terkait.",
    "Polisi masih menyelidiki kasus tersebut.",
    "“Kami akan terus berupaya,” katanya.",
    "Baca berita dengan teliti, kata menteri itu kepada pembaca di kanal resmi kementerian.",
    "Sebelumnya, pemerintah menetapkan anggaran bersama dewan pada awal tahun.",
    "Masyarakat dapat menghubungi kanal pengaduan di nomor 112 bila melihat kejadian serupa.",
    "Rini Astuti",
    "Sumber: Antara",
    "Jakarta",
]


@pytest.mark.parametrize("line", REPORTING)
def test_reporting_is_not_learned_however_often_it_is_used_again(line):
    assert learned(site(40, line)) == []


@pytest.mark.parametrize("head", ["Kronologi Kejadian", "<strong>Kronologi Kejadian</strong>", "<h2>Kronologi Kejadian</h2>"])
def test_a_heading_of_reporting_is_not_learned(head):
    pages = {f"p{i:03}": page_of(i, [head.replace("<h2>", "</p><h2>"), *text_of(i + 50)]) for i in range(40)}
    assert learned(pages) == []


def test_what_stands_in_one_series_only_is_not_learned():
    note = "Cek update harga lain di tautan ini"
    gold = {i: f"Harga Emas {title.split(' ', 1)[1]}" for i, title in enumerate(titles(40))}
    assert learned(site(40, note)) == [note.lower()]
    assert learned(site(40, note, headlines=gold)) == []


def test_what_names_things_of_its_article_is_not_learned():
    note = "Simak rekaman lama tentang Ranu Pakis di sini"
    pages = {
        f"p{i:03}": page_of(i, [note], above=[f"Warga Pakis nomor {i} menyambut kabar itu dengan gembira."]) for i in range(40)
    }
    assert learned(site(40, note)) == [note.lower()]
    assert learned(pages) == []


def test_the_same_article_under_one_headline_counts_once():
    assert learned(site(40, FURNITURE[0][0], headlines=dict.fromkeys(range(40), "Pasar Warulor Ditutup"))) == []


def test_all_on_one_day_asks_for_twice_the_articles():
    pages = {name: body.replace(b"2024-06-", b"2024-07-09T08:00:00+07:00x") for name, body in site(12, FURNITURE[0][0]).items()}
    day = {
        name: body.replace(b'content="2024-07-09T08:00:00+07:00x', b'content="2024-07-09T08:00:00+07:00" x="')
        for name, body in pages.items()
    }
    assert len(learned(day)) == 1
    assert learned(dict(list(day.items())[:11])) == []


def test_an_outlet_learns_from_its_own_pages_only():
    ours = site(4, FURNITURE[0][0])
    theirs = {f"q{i}": page_of(i, [FURNITURE[0][0]], host="kabarmerawu.example") for i in range(4)}
    assert learned(ours | theirs) == []


def test_what_was_learned_is_cut_and_reading_again_sees_the_same():
    pages = PAGES.rows([page(name, body=body) for name, body in site(8, FURNITURE[0][0]).items()])
    before = articles_from_pages(pages, load_knowledge())
    rows = learned_from(before.sightings)
    after = articles_from_pages(pages, replaced(rows))
    assert after.sightings == before.sightings
    assert [row["text"] for row in after.drafts.to_pylist()] == ["\n\n".join(text_of(i)) for i in range(8)]
    assert [(row["text"], row["rule"]) for row in after.removals.to_pylist()] == [(FURNITURE[0][0], "learned")] * 8


def test_an_article_without_an_address_keeps_its_id_whatever_is_learned():
    body = page_of(3, [FURNITURE[0][0]]).replace(b'<link rel="canonical"', b'<link rel="other"')
    told = PAGES.rows([page("x", body=body, given=json.dumps({"outlet": HOST}))]).to_pylist()[0]
    plain, learned = (read_page(told, knowledge).draft for knowledge in (load_knowledge(), replaced(taught())))
    assert plain["url"] is None
    assert (plain["outlet"], learned["outlet"]) == (HOST, HOST)
    assert len(learned["text"]) < len(plain["text"])
    assert learned["article_id"] == plain["article_id"]


def test_what_is_all_of_an_article_stays():
    rows = learned_from(
        articles_from_pages(
            PAGES.rows([page(n, body=b) for n, b in site(14, FURNITURE[2][0]).items()]), load_knowledge()
        ).sightings
    )
    alone = page_of(90, [FURNITURE[2][0]])
    for paragraph in text_of(90):
        alone = alone.replace(f"<p>{paragraph}</p>".encode(), b"")
    (draft,) = articles_from_pages(PAGES.rows([page("alone", body=alone)]), replaced(rows)).drafts.to_pylist()
    assert draft["text"] == FURNITURE[2][0]


@given(above=st.integers(0, 2), below=st.integers(0, 2), among=st.integers(0, 3))
@settings(max_examples=20)
def test_cutting_twice_is_cutting_once(above, below, among):
    line = FURNITURE[0][0]
    told = text_of(3)
    body = page_of(3, [line] * below, [line] * above).replace(
        f"<p>{told[1]}".encode(), f"<p>{line}</p>".encode() * among + f"<p>{told[1]}".encode()
    )
    once = read_page(PAGES.rows([page("x", body=body)]).to_pylist()[0], replaced(taught()))
    assert [kept.text for kept in once.lines] == told
    layer = strip_layer(once.lines, [], once.draft["title"], None, load_knowledge().rules, HOST)
    seen = signed_shapes(layer.lines, [], once.draft["title"])
    assert (
        strip_learned(
            layer, replaced(taught()).learned.of(HOST).lines, seen, once.draft["title"], None, load_knowledge().rules, HOST, []
        ).lines
        == once.lines
    )


@cache
def taught():
    pages = PAGES.rows([page(name, body=body) for name, body in site(8, FURNITURE[0][0]).items()])
    return learned_from(articles_from_pages(pages, load_knowledge()).sightings)


def replaced(rows):
    return replace(load_knowledge(), learned=learned_of(rows))
