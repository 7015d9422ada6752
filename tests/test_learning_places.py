"""What a page tells of the places of its parts, and which of it is learned: a function of all that was told, in any order."""

from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.steps.learned import is_sampled
from tasks.steps.learning_places import judged_places
from tests.test_layouts import AFTER, COMMENT, HEAD, html, knowledge, read

SAMPLED, OTHER = (next(str(n) for n in range(999) if is_sampled(str(n)) is wanted) for wanted in (True, False))


def told_by(page: str, page_id: str = SAMPLED) -> list[str]:
    """Return what a page tells of the places of its parts; of its frames tests/test_frames.py speaks."""
    places: list[str] = read(page, knowledge(), page_id=page_id).sighting["places"]
    return [place for place in places if not place.startswith(("held=", "frame="))]


def test_a_sampled_page_tells_where_its_parts_stand_and_another_tells_nothing():
    head = HEAD.replace("<div class=kanal>", "<div class=kanal id=atas>").replace(
        "<div class=ol>", "<div class='ol penulis-berita'>"
    )
    assert told_by(html(head)) == ["body=div.isi", "title=h1", "byline=div.penulis-berita", "date=div.tgl"]
    assert told_by(html(head), OTHER) == []


def test_what_is_told_does_not_depend_on_what_was_learned():
    page = html()
    learned = (("body", "div.np"), ("byline", "div.np"), ("date", "div.np"))
    one, other = (read(page, knowledge(learned=rows), page_id=SAMPLED).sighting for rows in ((), learned))
    assert one == other


@pytest.mark.parametrize("name", ["isi-8812345", "8812345", "isi:utama", "w-1/2", "a" * 90, "isi.utama"])
def test_a_name_of_one_article_or_one_that_no_selector_can_say_is_no_place(name):
    assert not [place for place in told_by(html().replace("class=isi", f'class="{name}"')) if place.startswith("body=")]


def test_a_name_that_two_elements_have_means_neither():
    assert "body=div.isi" not in told_by(html().replace("</body>", "<div class=isi>x</div></body>"))


def test_prose_that_is_not_the_body_speaks_against_its_place():
    page = html().replace("</body>", f"{AFTER}<div class=kk>{COMMENT.format(1)}{COMMENT.format(2)}</div></body>")
    assert "elsewhere=div.kk" in told_by(page)
    assert "body=div.isi" in told_by(page)


def test_a_page_that_is_not_sure_of_its_body_tells_no_place_of_it():
    assert not [
        place
        for place in told_by(
            html(body="<p>Petani bawang di lereng itu memanen dua kali lebih banyak dari tahun lalu, kata kepala desanya.</p>")
        )
        if "div.isi" in place
    ]


Told = list[tuple[str, str, str]]  # page, part, value


def judged(told: Told, sampled: int | None = None) -> set[tuple[str, str]]:
    """Return what is learned of one outlet from what its pages told."""
    counted: dict[tuple[str, str], set[str]] = {}
    for page, part, value in told:
        counted.setdefault((part, value), set()).add(page)
    pages = sampled or len({page for page, _, _ in told})
    day = date(2024, 6, 1)
    rows = [
        {"outlet": "kabar.example", "part": part, "value": value, "pages": len(ids), "first_day": day, "last_day": day}
        | {"samples": sorted(ids)[:5], "sampled": pages}
        for (part, value), ids in counted.items()
    ]
    return {(row["part"], row["value"]) for row in judged_places(table(rows)).to_pylist()}


def table(rows: list[dict[str, Any]]) -> pa.Table:
    names = ("outlet", "part", "value", "pages", "first_day", "last_day", "samples", "sampled")
    kinds = (pa.string(), pa.string(), pa.string(), pa.int32(), pa.date32(), pa.date32(), pa.list_(pa.string()), pa.int64())
    return pa.Table.from_pylist(rows, schema=pa.schema(list(zip(names, kinds, strict=True))))


def pages(count: int, *told: str, of: str = "a") -> Told:
    return [(f"{of}{n}", *place.split("=")) for n in range(count) for place in told]  # type: ignore[misc]  # two pieces each


def test_five_pages_teach_a_place_and_four_do_not():
    assert judged(pages(5, "body=div.isi", "byline=div.np")) == {("body", "div.isi"), ("byline", "div.np")}
    assert judged(pages(4, "body=div.isi", "byline=div.np")) == set()


def test_a_place_with_prose_that_is_often_not_the_body_is_not_learned_and_is_forgotten():
    sure = pages(20, "body=div.isi")
    assert judged([*sure, *pages(2, "elsewhere=div.isi", of="b")]) == {("body", "div.isi")}
    assert judged([*sure, *pages(3, "elsewhere=div.isi", of="b")]) == set()


def test_one_page_that_has_its_body_elsewhere_may_be_chance():
    assert judged([*pages(5, "body=div.isi"), *pages(1, "elsewhere=div.isi", of="b")]) == {("body", "div.isi")}
    assert judged([*pages(5, "body=div.isi"), *pages(2, "elsewhere=div.isi", of="b")]) == set()


def test_a_redesign_gives_two_places_and_a_template_of_a_section_its_own():
    assert judged([*pages(40, "body=div.lama"), *pages(5, "body=div.baru", of="b")]) == {
        ("body", "div.lama"),
        ("body", "div.baru"),
    }


def test_a_name_beside_few_headlines_is_no_place_of_the_byline():
    assert judged([*pages(5, "byline=div.putih"), *pages(30, "body=div.isi", of="b")]) == {("body", "div.isi")}


def test_where_prose_stands_elsewhere_is_never_learned():
    assert judged(pages(50, "elsewhere=div.kk")) == set()


PLACES = st.sampled_from(["body=div.a", "body=div.b", "elsewhere=div.a", "elsewhere=div.b", "byline=div.a", "date=time"])


@given(st.lists(st.tuples(st.integers(0, 30), PLACES), max_size=120), st.randoms())
def test_what_is_learned_depends_on_no_order_and_more_of_the_same_only_adds(seen, random):
    told: Told = [(f"p{page}", *place.split("=")) for page, place in seen]  # type: ignore[misc]  # two pieces each
    mixed = told * 2
    random.shuffle(mixed)
    assert judged(mixed) == judged(told)
    places = {(part, value) for _, part, value in told}
    assert judged(told) <= {(part, value) for part, value in places if part != "elsewhere"}


def test_days_and_samples_stay_as_they_were_told():
    row = {"outlet": "kabar.example", "part": "body", "value": "div.isi", "pages": 9, "samples": ["a", "b"], "sampled": 9}
    row |= {"first_day": date(2024, 6, 1), "last_day": date(2024, 6, 1) + timedelta(days=30)}
    assert judged_places(table([row])).to_pylist() == [row]
