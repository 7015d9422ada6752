"""Storing: each page once, in editions that are there whole as soon as they are named."""

from datetime import UTC, datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tasks.load import KnownPages, known_pages, store_batches
from tasks.readers.files import read_pages
from tasks.readers.items import Page, Refusal, make_page
from tasks.steps.ids import digest
from tests.load_files import HTML, TEXT, URL, put
from warehouse.store import Warehouse, with_editions
from warehouse.tables import PAGES, REJECTS

AT = datetime(2024, 1, 15, tzinfo=UTC)


def pages(count: int, size_bytes: int = 10) -> list[Page]:
    return [make_page("a.jsonl", b"%d" % number + b"x" * size_bytes, "text", source_id=str(number)) for number in range(count)]


def publish(warehouse, manifest, stored):
    for one in stored:
        if one.pages:
            manifest = with_editions(manifest, PAGES, [one.edition])
        if one.rejects:
            manifest = with_editions(manifest, REJECTS, [one.edition])
    return manifest


def test_pages_and_refusals_are_stored_with_their_run_and_time(tmp_path):
    put(tmp_path / "in/a.html", HTML)
    put(tmp_path / "in/b.png", b"\x89PNG\r\n")
    warehouse = Warehouse(tmp_path / "w")
    (stored,) = store_batches(warehouse, "run", read_pages(tmp_path / "in"), KnownPages(), at=AT)
    assert stored == ("run-0001", 1, 1, 0)
    (page,) = warehouse.read(PAGES, "run-0001").to_pylist()
    assert (page["body"], page["first_seen_at"], page["run_id"], page["source"]) == (HTML, AT, "run", f"{tmp_path}/in/a.html")
    (reject,) = warehouse.read(REJECTS, "run-0001").to_pylist()
    assert (reject["stage"], reject["reason"], reject["detail"], reject["at"]) == ("load", "not-a-page", "a PNG image", AT)


def test_the_same_input_again_adds_nothing(tmp_path):
    put(tmp_path / "in/a.html", HTML)
    put(tmp_path / "in/same.html", HTML)
    put(tmp_path / "in/b.png", b"\x89PNG\r\n")
    put(tmp_path / "in/c.jsonl", b'{"text": "satu"}\nrusak\n')
    warehouse = Warehouse(tmp_path / "w")
    first = list(store_batches(warehouse, "one", read_pages(tmp_path / "in"), known_pages(warehouse, {})))
    assert [tuple(one[1:]) for one in first] == [(2, 2, 1)]
    manifest = publish(warehouse, {}, first)
    again = list(store_batches(warehouse, "two", read_pages(tmp_path / "in"), known_pages(warehouse, manifest)))
    assert again == [(None, 0, 0, 5)]
    assert warehouse.editions(PAGES) == ["one-0001"]


def test_an_edition_is_named_as_soon_as_it_is_there(tmp_path):
    warehouse, read = Warehouse(tmp_path), []

    def stream():
        for page in pages(10):
            read.append(page)
            yield page

    for count, stored in enumerate(store_batches(warehouse, "run", stream(), KnownPages(), batch_size=4), 1):
        assert stored.edition == f"run-{count:04}"
        assert warehouse.rows(PAGES, stored.edition) == stored.pages == (4, 4, 2)[count - 1]
        assert len(read) == (4, 8, 10)[count - 1]


def test_an_edition_is_full_by_bytes_too(tmp_path):
    stored = list(store_batches(Warehouse(tmp_path), "run", pages(10, 1_000), KnownPages(), batch_bytes=2_500))
    assert [one.pages for one in stored] == [3, 3, 3, 1]


def test_no_items_give_no_edition(tmp_path):
    assert list(store_batches(Warehouse(tmp_path), "run", [], KnownPages())) == []


def test_a_batch_repeated_is_the_same_file(tmp_path):
    items = [*pages(5), Refusal("x.png", None, None, "not-a-page", "a PNG image")]
    warehouse = Warehouse(tmp_path)
    for _ in range(2):
        list(store_batches(warehouse, "run", items, KnownPages(), at=AT))
    assert warehouse.editions(PAGES) == warehouse.editions(REJECTS) == ["run-0001"]


@given(order=st.permutations(range(12)), cut=st.integers(0, 12), size=st.integers(1, 5))
def test_any_order_and_any_split_into_runs_store_the_same_pages(tmp_path_factory, order, cut, size):
    items = [*pages(8), *pages(4)]
    warehouse, manifest = Warehouse(tmp_path_factory.mktemp("w")), {}
    for run, part in (("one", order[:cut]), ("two", order[cut:])):
        stored = store_batches(
            warehouse, run, [items[place] for place in part], known_pages(warehouse, manifest), batch_size=size
        )
        manifest = publish(warehouse, manifest, stored)
    ids = [row["page_id"] for edition in manifest[PAGES.name] for row in warehouse.read(PAGES, edition).to_pylist()]
    assert sorted(ids) == sorted(page.page_id for page in pages(8))


@given(stored=st.sets(st.binary(max_size=8)), asked=st.binary(max_size=8), new=st.sets(st.binary(max_size=8)))
def test_known_pages_are_those_stored_and_those_added(stored, asked, new):
    known = KnownPages(np.array([digest(name) for name in stored], "S24"))
    for name in new:
        known.add(digest(name))
    assert (digest(asked) in known) == (asked in stored | new)
    assert all(digest(name) in known for name in stored | new)


def test_the_id_of_a_page_is_of_its_address_its_format_what_was_stated_its_bytes_and_its_time():
    base = make_page("a", TEXT, "text", url=URL, given={"title": "Panen"})
    assert make_page("b", TEXT, "text", url=URL, given={"title": "Panen", "outlet": ""}, source_id="7").page_id == base.page_id
    one, other = ({"title": "a", "outlet": "b"}, {"outlet": "b", "title": "a"})
    assert make_page("a", TEXT, "text", given=one).page_id == make_page("a", TEXT, "text", given=other).page_id
    others = [
        make_page("a", TEXT, "text", url=URL, given={"title": "Panen"}, fetched_at=AT),
        make_page("a", TEXT + b".", "text", url=URL, given={"title": "Panen"}),
        make_page("a", TEXT, "html", url=URL, given={"title": "Panen"}),
        make_page("a", TEXT, "text", given={"title": "Panen"}),
        make_page("a", TEXT, "text", url=URL),
    ]
    assert len({page.page_id for page in [base, *others]}) == 6
    assert len(base.page_id) == 24


@given(
    one=st.lists(st.one_of(st.none(), st.text(), st.binary()), max_size=4),
    two=st.lists(st.one_of(st.none(), st.binary()), max_size=4),
)
def test_digests_differ_unless_their_parts_are_the_same(one, two):
    as_bytes = [part.encode() if isinstance(part, str) else part for part in one]
    assert (digest(*one) == digest(*two)) == (as_bytes == two)
