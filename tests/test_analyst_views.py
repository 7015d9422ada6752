"""The views and macros of analysts answer what their first line says."""

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
import snowballstemmer
from hypothesis import given
from hypothesis import strategies as st

from tests.rows import draft, reject
from warehouse.catalog import connect, publish, stored_tables
from warehouse.compaction import pack_editions, with_pack
from warehouse.sqlfiles import create_macros
from warehouse.store import Manifest, Packs, Warehouse
from warehouse.tables import DRAFTS, REVISIONS, Table

ARTICLES = [
    draft(
        "a",
        title="Harga beras naik",
        text='Harga beras di pasar naik.\n\n"Stok masih cukup untuk tiga bulan," kata Budi Santoso, Kamis.',
    ),
    draft(
        "b",
        title="Petani memanen padi",
        text='Beras dan jagung dipanen.\n\nSari Wulandari mengatakan, "Hujan turun terlambat tahun ini."',
    ),
    draft(
        "c",
        title="Hujan di Bogor",
        text='Warga berteduh.\n\n"Alat berat boleh naik besok pagi," kata juru bicara Minera Alba, Ignacio Verdal, dalam pernyataan.',
        outlet="lain.example",
    ),
]


def warehouse_of(root: Path, packed: bool = False, **tables: list[dict]) -> tuple[Warehouse, Manifest]:
    """Return a published warehouse of these rows, in packs when `packed`."""
    declared: dict[str, Table] = {table.name: table for table in stored_tables()}
    warehouse, manifest, packs = Warehouse(root / "w"), {}, Packs()
    for name, rows in tables.items():
        warehouse.write(declared[name], "e", declared[name].rows(rows))
        manifest[name] = ["e"]
        if packed:
            packs = with_pack(packs, declared[name], pack_editions(warehouse, declared[name], ["e"]))
    publish(warehouse, manifest, packs)
    return warehouse, manifest


def answers(root: Path, query: str, packed: bool = False, **tables: list[dict]) -> list[tuple]:
    warehouse, manifest = warehouse_of(root, packed, **tables)
    with connect(warehouse, manifest) as connection:
        return connection.sql(query).fetchall()


@pytest.fixture(scope="module")
def macros() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    create_macros(connection, only={"word_root"})
    return connection


PIECES = [
    "me",
    "men",
    "meng",
    "meny",
    "mem",
    "pe",
    "pen",
    "peng",
    "peny",
    "pem",
    "di",
    "ke",
    "ter",
    "ber",
    "be",
    "per",
    "pel",
    "bel",
    "memper",
    "kan",
    "an",
    "i",
    "nya",
    "ku",
    "mu",
    "lah",
    "kah",
    "pun",
    "ajar",
]


@given(
    words=st.lists(
        st.lists(st.sampled_from(PIECES) | st.text("abdegiklmnoprstuwy", min_size=1, max_size=4), min_size=1, max_size=5),
        max_size=30,
    )
)
def test_the_root_of_a_word_is_the_one_snowball_gives(macros, words):
    whole = ["".join(parts) for parts in words]
    stemmer = snowballstemmer.stemmer("indonesian")
    assert [macros.execute("SELECT word_root(?)", [word]).fetchall()[0][0] for word in whole] == stemmer.stemWords(whole)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("beras", ["a", "b"]),  # in the title first
        ("BERAS pasar", ["a"]),
        ("panen", ["b"]),  # memanen, dipanen
        ("hujan", ["c", "b"]),
        ("teduhkan", ["c"]),
        ("beras salju", []),
        ("", []),
        ("'; DROP", []),
    ],
)
def test_search_finds_all_words_in_any_form_title_before_text(tmp_path, wanted, found, packed):
    query = f"SELECT article_id FROM search('{wanted.replace(chr(39), chr(39) * 2)}')"
    assert answers(tmp_path, query, packed, drafts=ARTICLES) == [(one,) for one in found]


@pytest.mark.parametrize("packed", [False, True])
def test_search_reads_the_latest_version_only(tmp_path, packed):
    kept = {key: value for key, value in ARTICLES[2].items() if key in REVISIONS.schema.names}
    old = {**kept, "version": 1, "changed": "first", "is_latest": False}
    new = {**kept, "text": "Warga pulang.", "version": 2, "changed": "text", "is_latest": True}
    tables = {"drafts": ARTICLES, "revisions": [old, new]}
    assert answers(tmp_path, "SELECT article_id FROM search('teduh')", packed, **tables) == []
    assert answers(tmp_path / "2", "SELECT article_id FROM search('pulang')", packed, **tables) == [("c",)]


def test_around_gives_the_whole_story_for_any_of_its_articles(tmp_path):
    members = [{"article_id": n, "story_id": "a", "is_original": n == "a"} for n in "ab"]
    warehouse, manifest = warehouse_of(tmp_path, drafts=ARTICLES, members=members)
    with connect(warehouse, manifest) as connection:
        for asked, found in {"a": ["a", "b"], "b": ["a", "b"], "c": ["c"], "nothing": []}.items():
            assert [row[0] for row in connection.execute("SELECT article_id FROM around(?)", [asked]).fetchall()] == found


def test_quotes_gives_what_was_said_and_by_whom_as_printed(tmp_path):
    warehouse, manifest = warehouse_of(tmp_path, drafts=ARTICLES)
    with connect(warehouse, manifest) as connection:
        said = {
            n: connection.execute("SELECT quotation, speaker FROM quotes(?)", [n]).fetchall()
            for n in ("budi santoso", "Sari", "Ahmad", "Verdal")
        }
    assert said == {
        "budi santoso": [("Stok masih cukup untuk tiga bulan", "Budi Santoso")],
        "Sari": [("Hujan turun terlambat tahun ini.", "Sari Wulandari")],
        "Ahmad": [],
        "Verdal": [("Alat berat boleh naik besok pagi", "juru bicara Minera Alba, Ignacio Verdal")],
    }


def test_headline_changes_tells_before_and_after(tmp_path):
    kept = {key: value for key, value in ARTICLES[0].items() if key in REVISIONS.schema.names}
    told = [("Harga naik", 1, "first"), ("Harga naik", 2, "text"), ("Harga beras naik", 3, "title")]
    rows = [
        {**kept, "title": t, "version": v, "changed": c, "is_latest": v == 3, "fetched_at": datetime(2024, 6, v, tzinfo=UTC)}
        for t, v, c in told
    ]
    found = answers(tmp_path, "SELECT version, title_before, title_after FROM headline_changes", drafts=ARTICLES, revisions=rows)
    assert found == [(3, "Harga naik", "Harga beras naik")]


def test_partial_articles_are_those_with_a_missing_part(tmp_path):
    cut = draft("d", is_partial=True, partial_reason="page 2 of 3 is missing")
    assert answers(tmp_path, "SELECT article_id, partial_reason FROM partial_articles", drafts=[*ARTICLES, cut]) == [
        ("d", "page 2 of 3 is missing")
    ]


def test_boilerplate_by_outlet_counts_lines_and_pages(tmp_path):
    cuts = [{"article_id": n, "page_id": f"page-{n}", "line": 1, "text": "Baca juga: X", "rule": "baca-juga"} for n in "aab"]
    query = "SELECT outlet, rule, lines, articles, share_of_articles, characters, example FROM boilerplate_by_outlet"
    assert answers(tmp_path, query, drafts=ARTICLES, removals=cuts) == [
        ("kabar.example", "baca-juga", 3, 2, 1.0, 36, "Baca juga: X")
    ]


def test_outlet_days_is_kept_in_the_catalog_and_says_what_the_view_says(tmp_path):
    members = [{"article_id": n, "story_id": "a", "is_original": n == "a"} for n in "ab"]
    warehouse, manifest = warehouse_of(tmp_path, drafts=ARTICLES, members=members, rejects=[reject("x")])
    with duckdb.connect(str(warehouse.catalog_path), read_only=True) as kept, connect(warehouse, manifest) as fresh:
        assert kept.sql("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'outlet_days'").fetchall() == [(1,)]
        rows = kept.sql("FROM outlet_days ORDER BY ALL").fetchall()
        assert rows == fresh.sql("FROM outlet_days ORDER BY ALL").fetchall()
    assert ("kabar.example", date(2024, 6, 20), 2, 1, 1, 0) in [row[:6] for row in rows]


def test_every_macro_says_what_it_gives(tmp_path):
    warehouse, _ = warehouse_of(tmp_path, drafts=ARTICLES)
    with duckdb.connect(str(warehouse.catalog_path), read_only=True) as connection:
        found = dict(
            connection.sql(
                "SELECT function_name, comment FROM duckdb_functions() WHERE schema_name = 'main' AND NOT internal"
            ).fetchall()
        )
    assert {"search", "around", "quotes", "word_root"} <= found.keys()
    assert all(found.values())


def test_a_file_written_with_other_columns_is_replaced_when_nothing_is_live(tmp_path):
    warehouse, _ = warehouse_of(tmp_path, drafts=ARTICLES)
    path = warehouse.path(REVISIONS, "none")
    path.unlink(missing_ok=True)
    warehouse.write_file(path, DRAFTS.schema.remove(0), [])
    publish(warehouse, warehouse.manifest())
    assert path.exists()
