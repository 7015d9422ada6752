"""Layouts: where an outlet's file says that a part stands it is read there, and a selector that is wrong says nothing."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.knowledge import Knowledge, load_knowledge
from seeds.learned import Learned, OutletLearned
from seeds.outlets import Layout, Outlet, Outlets
from tasks.steps.documents import parse_html
from tasks.steps.explain import explain_page
from tasks.steps.layouts import silent_selectors
from tasks.steps.reading import Reading, read_page
from tests.pages import STORIES

HOST = "kabarlembah.example"
TITLE, P = STORIES[0]
TEASER = "Jembatan Gantung Kali Ranu Kembali Dibuka untuk Warga"
HEAD = f"""<div class=atas><div class=kanal><h1>{TEASER}</h1></div><div class=jdl><h2 class=j>{TITLE}</h2></div>
<div class=tgl>Terbit 20/06/2024 13.45 WIB</div><div class=np><i>Darmaji Kusuma</i></div><div class=ol>Penulis: Rina Kartika</div></div>"""
DEEP = "<div><div><div><div>"
COMMENT = "<div class=k><p>Pembaca nomor {} menulis bahwa pupuk di desanya sudah dua pekan tidak ada di kios mana pun.</p></div>"
AFTER = "</div></div></div></div>"
TALK = f"{AFTER}<div class=kk>{''.join(map(COMMENT.format, range(12)))}</div>"


def html(head: str = HEAD, body: str | None = None, meta: str = "") -> str:
    inner = "".join(f"<p>{paragraph}</p>" for paragraph in P) if body is None else body
    title = f'<meta property="og:title" content="{TEASER}">'
    return f"<!doctype html><html><head><title>{TITLE}</title>{title}{meta}</head><body>{head}{DEEP}<div class=isi>{inner}</div></body></html>"


def knowledge(*layouts: Layout, learned: tuple[tuple[str, str], ...] = ()) -> Knowledge:
    outlet = Outlet("Kabar Lembah", (HOST,), layouts=layouts, file="kabarlembah.toml")
    return replace(load_knowledge(), outlets=Outlets([outlet]), learned=Learned({HOST: OutletLearned({}, learned)}, "v"))


def read(page: str, known: Knowledge, **told: Any) -> Reading:
    row = {"page_id": "p", "url": f"https://{HOST}/berita/satu-1", "source": "p.html", "source_id": None, "fetched_at": None}
    row |= {"first_seen_at": None, "status": None, "content_type": None, "format": "html", "given": None, "body": page.encode()}
    return read_page({**row, **told}, known)


def columns(page: str, known: Knowledge) -> dict[str, Any]:
    draft = read(page, known).draft
    return {name: draft[name] for name in ("title", "authors", "published_at", "published_from", "text", "route")}


def test_title_byline_and_date_are_read_where_the_file_says():
    plain = read(html(), knowledge()).draft
    assert (plain["title"], plain["authors"]) == (TEASER, ["Rina Kartika"])
    said = read(html(), knowledge(Layout(title=".jdl h2", authors=".np", published="div.tgl"))).draft
    assert (said["title"], said["authors"]) == (TITLE, ["Darmaji Kusuma"])
    assert (said["published_at"], said["published_from"]) == (datetime(2024, 6, 20, 6, 45, tzinfo=UTC), "visible")


def test_the_place_of_the_date_outweighs_another_date_of_the_head():
    head = HEAD.replace("<div class=tgl>", "<p>Senin, 3 Juni 2024 08:00 WIB</p><div class=tgl>")
    assert read(html(head), knowledge()).draft["published_at"].day == 3
    assert read(html(head), knowledge(Layout(published=".tgl"))).draft["published_at"].day == 20


def test_a_date_in_an_attribute_of_the_place_counts():
    head = HEAD.replace("Terbit 20/06/2024 13.45 WIB", '<time datetime="2024-06-20T13:45:00+07:00">kemarin</time>')
    assert read(html(head), knowledge(Layout(published=".tgl"))).draft["published_at"] == datetime(2024, 6, 20, 6, 45, tzinfo=UTC)


def test_a_page_of_an_older_layout_is_read_by_it():
    layouts = (Layout(title=".lama h2", authors=".nama"), Layout(title=".jdl h2", authors=".np"))
    old = HEAD.replace("class=jdl", "class=lama").replace("class=np", "class=nama")
    for head in (HEAD, old):
        assert read(html(head), knowledge(*layouts)).draft["title"] == TITLE
        assert read(html(head), knowledge(*layouts)).draft["authors"] == ["Darmaji Kusuma"]


@pytest.mark.parametrize(
    "selector", [".tiada", ".tgl", "body", "div", "p", "h1[", ">>", ",", "*", "[class]", ".isi p", "#", "::before"]
)
def test_a_selector_that_means_something_else_changes_nothing(selector):
    wrong = Layout(
        title=selector if selector != "*" else ".isi", authors=selector, published=selector if selector != ".tgl" else ".isi"
    )
    assert columns(html(), knowledge(wrong)) == columns(html(), knowledge())


def test_an_editor_at_the_place_of_the_byline_is_no_author():
    head = HEAD.replace("<i>Darmaji Kusuma</i>", "Editor: Yohana Lede")
    draft = read(html(head), knowledge(Layout(authors=".np"))).draft
    assert (draft["authors"], draft["editors"]) == (["Rina Kartika"], ["Yohana Lede"])


def test_a_selector_that_means_many_elements_means_a_list():
    names = "".join(f"<div class=nama>{name} Kusuma</div>" for name in ("Adi", "Budi", "Citra", "Dewi", "Eka", "Fajar"))
    known = knowledge(Layout(authors=".nama"))
    assert read(html(HEAD.replace("<div class=np>", f"{names}<div class=np>")), known).draft["authors"] == ["Rina Kartika"]


SIGNS = st.text(alphabet=" .#>,[]=*^$~:()\"'\\abdivh1-\x00é", max_size=25)


@given(SIGNS, SIGNS, SIGNS, SIGNS)
def test_no_selector_stops_a_page(body, title, authors, published):
    learned = (("body", body), ("byline", authors), ("date", published), ("title", title))
    draft = read(html(), knowledge(Layout(None, body, title, authors, published, (body,)), learned=learned)).draft
    assert draft["title"] and P[1] in draft["text"]
    assert all(draft["authors"])


def test_what_finds_nothing_is_said():
    known = knowledge(Layout(body="#lama", title=".lama"), Layout(body=".isi", authors=".penulis", published=".tgl"))
    told = ["layout in kabarlembah.toml: authors = '.penulis' finds nothing on this page"]
    (outlet,) = known.outlets
    assert silent_selectors(parse_html(html()), outlet) == told
    assert explain_page({**page_row(), "body": html().encode()}, known).notes == told
    assert silent_selectors(parse_html(html()), replace(outlet, layouts=())) == []


def page_row() -> dict[str, Any]:
    names = ("source_id", "fetched_at", "first_seen_at", "status", "content_type", "given")
    return {"page_id": "p", "url": f"https://{HOST}/berita/satu-1", "source": "p.html", "format": "html", **dict.fromkeys(names)}


def test_a_body_beside_much_other_prose_is_found_where_the_other_pages_have_theirs():
    page = html(body=f"<img src=x><p>{P[0]}</p>").replace("</body>", f"{TALK}</body>")
    plain, told = read(page, knowledge()), read(page, knowledge(learned=(("body", "div.isi"),)))
    assert P[0] not in plain.draft["text"]
    assert (told.draft["text"], told.draft["route"]) == (P[0], "layout")
    assert plain.sighting["is_unsure"] and told.sighting["is_unsure"]
    assert told.draft["rules_version"] != plain.draft["rules_version"]


@pytest.mark.parametrize("selector", ["div.k", "div.tiada", "div.np", "html"])
def test_a_learned_place_that_is_none_on_this_page_changes_nothing(selector):
    page = html(body=f"<img src=x><p>{P[0]}</p>").replace("</body>", f"{TALK}</body>")
    assert columns(page, knowledge(learned=(("body", selector),))) == columns(page, knowledge())


def test_a_sure_page_is_read_as_if_nothing_were_learned():
    learned = (("body", "div.np"), ("byline", "div.tgl"), ("date", "div.np"), ("title", "div.ol"))
    page = html(meta=f'<meta name="author" content="Rina Kartika"><script>{TITLE}</script>')
    assert not read(page, knowledge()).sighting["is_unsure"]
    assert columns(page, knowledge(learned=learned)) == columns(page, knowledge())


def test_names_and_dates_stand_where_the_other_pages_have_them_when_the_page_is_silent():
    head = HEAD.replace("Penulis: Rina Kartika", "").replace("<div class=np>", "<div class=np title=x>")
    page = html(head.replace("Terbit 20/06/2024 13.45 WIB", "")).replace(
        "</body>", "<footer><div class=tt>diperbanyak 20/06/2024 13.45 WIB</div></footer></body>"
    )
    plain = read(page, knowledge()).draft
    assert (plain["authors"], plain["published_at"]) == ([], None)
    told = read(page, knowledge(learned=(("byline", "div.np"), ("date", "div.tt")))).draft
    assert (told["authors"], told["published_at"]) == (["Darmaji Kusuma"], datetime(2024, 6, 20, 6, 45, tzinfo=UTC))


def test_what_the_page_says_itself_outweighs_a_learned_place():
    page = html(HEAD.replace("Terbit 20/06/2024 13.45 WIB", "20/06/2024"))
    told = read(page, knowledge(learned=(("byline", "div.np"), ("date", "div.np")))).draft
    assert (told["authors"], told["published_precision"]) == (["Rina Kartika"], "day")
