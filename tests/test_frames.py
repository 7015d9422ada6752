"""Frames: what stands around an article is left out where other pages taught it, and the article stays the same to the letter."""

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.learned import Learned, OutletLearned
from tasks.steps.documents import parse_html
from tasks.steps.frames import drop_frames, tried
from tasks.steps.learned import is_sampled, is_tried
from tasks.steps.learning_places import judged_frames
from tasks.steps.reading import Reading
from tests.test_layouts import HOST, P, knowledge, read

TRIED = next(str(n) for n in range(999) if is_tried(str(n)))
SAMPLED = next(str(n) for n in range(999) if is_sampled(str(n)) and not is_tried(str(n)))
OTHER = next(str(n) for n in range(999) if not is_sampled(str(n)))
ROW = "<li><a href=/b/{0}>Warga Lembah {0} Menanam Pohon di Tepi Kali</a></li>"
MENU = f"<ul id=menu>{''.join(f'<li><a href=/r/{n}>Rubrik {n}</a></li>' for n in range(12))}</ul>"
SIDE = f"<div class=samping><h3>Terpopuler</h3><ol>{''.join(map(ROW.format, range(12)))}</ol></div>"
FOOT = f"<footer class=kaki>{''.join(f'<p><a href=/h/{n}>Hal {n}</a></p>' for n in range(12))}</footer>"
TALK = "<div class=komentar-pembaca>{}</div>".format(
    "".join(
        f"<p>Pembaca nomor {n} menulis bahwa pupuk di desanya sudah dua pekan tidak ada di kios mana pun.</p>" for n in range(10)
    )
)
FRAMES = ("div.komentar-pembaca", "div.samping", "footer.kaki")
TITLE = "Panen Bawang di Lereng Merawu Naik Dua Kali Lipat"
HEAD = f"<h1>{TITLE}</h1><p class=oleh>Penulis: Rina Kartika</p><p class=tgl>Kamis, 20 Juni 2024 13.45 WIB</p>"
TAGS = '<div class=tagar><a href="/tag/bawang">Bawang</a> <a href="/tag/kopi">Kopi</a></div>'


def html(side: str = SIDE, head: str = HEAD, body: str | None = None, tail: str = "") -> str:
    inner = "".join(f"<p>{paragraph}</p>" for paragraph in P) if body is None else body
    meta = f'<title>{TITLE}</title><meta property="og:title" content="{TITLE}">'
    article = f"<main><article>{head}<div class=isi>{inner}</div>{TAGS}</article>{tail}{side}</main>"
    return f"<!doctype html><html><head>{meta}</head><body>{MENU}{article}{TALK}{FOOT}</body></html>"


def fast(page: str, frames: tuple[str, ...] = FRAMES, page_id: str = OTHER) -> Reading:
    known = knowledge()
    learned = Learned({HOST: OutletLearned(frames=frozenset(frames))}, "v")
    return read(page, type(known)(**{**vars(known), "learned": learned}), page_id=page_id)


def whole(page: str, page_id: str = OTHER) -> Reading:
    return read(page, knowledge(), page_id=page_id)


def article(reading: Reading) -> tuple[Any, ...]:
    return {**reading.draft, "page_id": None}, reading.lines, reading.cuts


def told(page: str, part: str, page_id: str = TRIED) -> set[str]:
    places = whole(page, page_id).sighting["places"]
    return {place.partition("=")[2] for place in places if place.startswith(f"{part}=")}


def test_a_tried_page_tells_what_stands_around_its_article_and_what_holds_it():
    assert told(html(), "frame") == {*FRAMES}
    assert {"div.isi", "p.oleh", "div.tagar"} <= told(html(), "held")
    assert not told(html(), "frame") & told(html(), "held")


def test_a_sampled_page_tells_only_what_holds_its_article_and_another_nothing():
    assert told(html(), "frame", SAMPLED) == set()
    assert "div.isi" in told(html(), "held", SAMPLED)
    assert whole(html()).sighting["places"] == []


def test_what_is_told_does_not_depend_on_what_was_learned():
    assert fast(html(), page_id=TRIED).sighting == whole(html(), TRIED).sighting


def test_a_box_that_gives_the_article_something_is_no_frame():
    linked = SIDE.replace("<h3>", "<h3 class=sub><a rel=author href=/penulis/rina>Editor: Yohana Lede</a></h3><h3>")
    assert whole(html(linked)).draft["editors"] == ["Yohana Lede"]
    assert "div.samping" in told(html(linked), "held")
    assert {"div.komentar-pembaca", "footer.kaki"} <= told(html(linked), "frame")


def test_a_very_long_page_is_not_read_again():
    page = html(tail=f"<script>{'x' * 500_000}</script>")
    assert told(page, "frame") == set()
    assert "div.isi" in told(page, "held")


def test_the_fast_route_gives_the_same_article_and_says_what_it_left_out():
    reading = fast(html())
    assert article(reading) == article(whole(html()))
    assert reading.sighting["framed"] == "|".join(FRAMES)
    assert whole(html()).sighting["framed"] is None


def test_a_page_that_frames_are_learned_from_is_read_whole():
    for page_id in (TRIED, SAMPLED):
        assert fast(html(), page_id=page_id).sighting["framed"] is None


@pytest.mark.parametrize(
    "page",
    [
        html(body="", side=f"<div class=samping>{''.join(f'<p>{paragraph}</p>' for paragraph in P)}</div>"),
        html(head="", side=f"<div class=samping>{HEAD}</div>"),
    ],
    ids=["its body", "its headline"],
)
def test_a_page_with_a_part_of_the_article_in_a_frame_is_read_whole(page):
    reading = fast(page)
    assert reading.sighting["framed"] is None
    assert article(reading) == article(whole(page))


def test_two_elements_of_one_name_are_no_frame():
    page = html(tail=f"<div class=samping>{ROW.format(1)}</div>")
    assert fast(page).sighting["framed"] == "div.komentar-pembaca|footer.kaki"


def test_the_text_behind_a_frame_stays():
    tree = parse_html("<body><p>Satu</p><div class=x><p>Dua</p></div>Tiga</body>")
    assert drop_frames(tree, {"div.x", "div.y"}) == ["div.x"]
    assert "".join(map(str, tree.itertext())) == "SatuTiga"


@given(st.sets(st.sampled_from([*FRAMES, "div.tiada", "x"])))
def test_without_any_of_its_frames_a_page_gives_the_same_article(frames):
    assert article(fast(html(), tuple(frames))) == article(whole(html()))


@given(st.sets(st.integers(0, 15)), st.integers(1, 16))
def test_what_is_proven_was_tried_together_and_what_is_doubtful_alone(guilty, count):
    apart = [str(n) for n in range(count)]
    tries: list[list[str]] = []

    def is_same(some: Any) -> bool:
        tries.append(list(some))
        return not guilty & {int(one) for one in some}

    proven, doubtful = tried(apart, is_same)
    assert not proven or is_same(proven)
    assert {int(one) for one in doubtful} <= guilty
    assert len(tries) <= 9
    if not guilty & set(range(count)):
        assert proven == apart


Told = list[tuple[str, str, int]]  # part, value, pages


def judged(rows: Told) -> set[tuple[str, str]]:
    table = pa.Table.from_pylist([{"outlet": HOST, "part": part, "value": value, "pages": pages} for part, value, pages in rows])
    return {(row["part"], row["value"]) for row in judged_frames(table).to_pylist()}


def test_five_pages_teach_a_frame_and_one_that_holds_something_there_unteaches_it():
    assert judged([("frame", "div.samping", 5), ("frame", "div.iklan", 4), ("held", "div.isi", 9), ("body", "div.isi", 9)]) == {
        ("frame", "div.samping")
    }
    assert judged([("frame", "div.samping", 500), ("held", "div.samping", 1)]) == {("held", "div.samping")}
