"""jsonl, csv and parquet: what a row states is kept, and no row is lost without a word."""

import csv
import gzip
import io
import json
import logging
import math
from datetime import UTC, date, datetime, timedelta, timezone

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.readers.items import Link, Page
from tests.load_files import PACKED, URL, bodies, put, read, reasons, refusals

FULL = {
    "url": URL,
    "text": "Petani Sumberejo panen raya.",
    "title": "Panen raya",
    "authors": ["Kesuma Wardani", "Tri Lestari"],
    "published_at": "2024-01-15T10:05:00+07:00",
    "outlet": "kabarnusa.example",
    "fetched_at": "2024-01-15T11:00:00+07:00",
    "source_id": "berita-1",
}


def jsonl(rows) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def as_csv(rows, **dialect) -> bytes:
    file = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(file, names, **dialect)
    writer.writeheader()
    writer.writerows(
        {name: json.dumps(value) if isinstance(value, list) else value for name, value in row.items()} for row in rows
    )
    return file.getvalue().encode()


def parquet(rows) -> bytes:
    file = io.BytesIO()
    pq.write_table(rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(rows), file)
    return file.getvalue()


FORMATS = {"jsonl": jsonl, "ndjson": jsonl, "csv": as_csv, "parquet": parquet}


@pytest.mark.parametrize("packing", PACKED)
@pytest.mark.parametrize("kind", FORMATS)
def test_all_that_a_row_states_is_kept(tmp_path, kind, packing):
    path = put(tmp_path / f"a.{kind}{packing}", PACKED[packing](FORMATS[kind]([FULL])))
    (page,) = read(path)
    assert isinstance(page, Page)
    assert (page.url, page.source, page.source_id, page.format) == (URL, str(path), "berita-1", "text")
    assert page.body == FULL["text"].encode()
    assert page.fetched_at == datetime(2024, 1, 15, 4, tzinfo=UTC)
    assert json.loads(page.given) == {name: FULL[name] for name in ("title", "authors", "published_at", "outlet")}


def test_a_record_has_one_id_in_every_format(tmp_path):
    for kind, write in FORMATS.items():
        put(tmp_path / f"a.{kind}", write([FULL]))
    assert len({page.page_id for page in read(tmp_path)}) == 1


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
RECORDS = st.fixed_dictionaries({"text": TEXTS, "title": TEXTS, "url": st.sampled_from([URL, ""])})


@settings(max_examples=40)
@given(
    records=st.lists(RECORDS, min_size=1, max_size=8),
    kind=st.sampled_from(sorted(FORMATS)),
    packing=st.sampled_from(sorted(PACKED)),
)
def test_any_records_come_back_the_same_and_none_is_lost(tmp_path_factory, records, kind, packing):
    path = put(tmp_path_factory.mktemp("any") / f"a.{kind}{packing}", PACKED[packing](FORMATS[kind](records)))
    items = read(path)
    assert [item.source_id for item in items] == [str(number) for number in range(1, len(records) + 1)]
    for item, record in zip(items, records, strict=True):
        if isinstance(item, Page):
            assert item.body.decode() == record["text"]
            assert json.loads(item.given or "{}").get("title", "") == record["title"].strip()
        elif isinstance(item, Link):
            assert not record["text"].strip()
        else:
            assert item.reason in ("no-body", "empty")
            assert not record["text"].strip(" \t\r\n\v\f") or record["text"].isspace()


def test_html_goes_before_text_and_a_row_with_only_a_url_is_a_link(tmp_path):
    rows = [
        {"html": "<p>Satu</p>", "text": "Satu"},
        {"html": " ", "text": "Dua"},
        {"url": URL, "title": "Tiga"},
        {"title": "Empat"},
        {},
    ]
    first, second, third, fourth, fifth = read(put(tmp_path / "a.jsonl", jsonl(rows)))
    assert (first.format, first.body) == ("html", b"<p>Satu</p>")
    assert (second.format, second.body) == ("text", b"Dua")
    assert third == Link(URL, first.source, "3", '{"title": "Tiga"}')
    assert (fourth.reason, fifth.reason) == ("no-body", "no-body")
    assert "the row states title; wanted html or text" in fourth.detail


def given_of(tmp_path, row) -> dict:
    (page,) = read(put(tmp_path / "a.jsonl", jsonl([{"text": "isi", **row}])))
    assert isinstance(page, Page)
    return {"fetched_at": page.fetched_at, **json.loads(page.given or "{}")}


@pytest.mark.parametrize(
    ("stated", "instant"),
    [
        ("2024-01-15T11:00:00+07:00", datetime(2024, 1, 15, 4, tzinfo=UTC)),
        ("2024-01-15 04:00:00Z", datetime(2024, 1, 15, 4, tzinfo=UTC)),
        (1_705_291_200, datetime(2024, 1, 15, 4, tzinfo=UTC)),
        (1_705_291_200_000, datetime(2024, 1, 15, 4, tzinfo=UTC)),
    ],
)
def test_a_fetch_time_with_a_zone_is_an_instant(tmp_path, stated, instant):
    assert given_of(tmp_path, {"fetched_at": stated}) == {"fetched_at": instant}


@pytest.mark.parametrize("stated", ["2024-01-15T11:00:00", "15 Januari 2024", "0001-01-01T00:00:00+14:00", "kemarin"])
def test_a_fetch_time_that_names_no_instant_is_null_and_kept_as_stated(tmp_path, stated):
    (page,) = read(put(tmp_path / "a.jsonl", jsonl([{"text": "isi", "fetched_at": stated}])))
    assert page.fetched_at is None
    assert json.loads(page.given) == {"fetched_at": stated}


@pytest.mark.parametrize("stated", ["2024-01-15", "Senin, 15 Januari 2024 10:05 WIB", "2024-01-15T10:05:00", "20240115"])
def test_a_publication_time_is_kept_as_stated(tmp_path, stated):
    assert given_of(tmp_path, {"published_at": stated})["published_at"] == stated


@pytest.mark.parametrize(
    "stated",
    [
        ["Kesuma Wardani", "Tri Lestari"],
        [{"name": "Kesuma Wardani"}, {"@type": "Person", "name": "Tri Lestari"}],
        "Kesuma Wardani; Tri Lestari",
        '["Kesuma Wardani", "Tri Lestari"]',
        "['Kesuma Wardani', 'Tri Lestari']",
        "[Kesuma Wardani, Tri Lestari]",
    ],
)
def test_authors_are_a_list_however_they_are_written(tmp_path, stated):
    assert given_of(tmp_path, {"authors": stated})["authors"] == ["Kesuma Wardani", "Tri Lestari"]


def test_one_author_with_a_degree_is_one_author(tmp_path):
    assert given_of(tmp_path, {"authors": "Kesuma Wardani, S.Pd"})["authors"] == ["Kesuma Wardani, S.Pd"]


@pytest.mark.parametrize("odd", [math.nan, None, "", " ", [], {}, [[]], True, "[" * 50_000 + "]"])
def test_an_odd_cell_costs_at_most_itself(tmp_path, odd):
    for name in ("title", "authors", "published_at", "outlet", "url", "source_id", "fetched_at"):
        assert bodies(put(tmp_path / "a.jsonl", jsonl([{"text": "isi", name: odd}]))) == [b"isi"]


def test_times_and_lists_of_parquet_are_read(tmp_path):
    zone = timezone(timedelta(hours=7))
    row = {
        "text": "isi",
        "fetched_at": datetime(2024, 1, 15, 11, tzinfo=zone),
        "published_at": date(2024, 1, 15),
        "authors": ["Tri"],
    }
    (page,) = read(put(tmp_path / "a.parquet", parquet([row])))
    assert page.fetched_at == datetime(2024, 1, 15, 4, tzinfo=UTC)
    assert json.loads(page.given) == {"authors": ["Tri"], "published_at": "2024-01-15"}


def test_nanoseconds_binaries_and_impossible_times_in_parquet_are_no_trouble(tmp_path):
    times = pa.array([1_705_291_200_000_000_001, None], pa.timestamp("ns", "UTC"))
    table = pa.table({"html": pa.array([b"caf\xe9 <p>isi</p>", b"<p>dua</p>"]), "fetched_at": times})
    far = pa.table({"text": ["jauh", "dekat"], "published_at": pa.array([9_000_000_000_000, 0], pa.timestamp("s"))})
    pq.write_table(table, tmp_path / "a.parquet")
    pq.write_table(far, tmp_path / "b.parquet")
    assert bodies(tmp_path) == [b"caf\xe9 <p>isi</p>", b"<p>dua</p>", b"dekat"]
    assert refusals(tmp_path) == [("b.parquet", "1", "broken-row")]


def test_columns_that_are_not_read_are_said_once(tmp_path, caplog):
    path = put(tmp_path / "a.jsonl", jsonl([{"text": f"isi {n}", "editor": "x", "views": n} for n in range(50)]))
    with caplog.at_level(logging.WARNING):
        assert len(read(path)) == 50
    assert [record.getMessage() for record in caplog.records] == [
        f"{path}: not read: editor, views; read are url, html, text, title, authors, published_at, outlet, fetched_at, source_id"
    ]


def test_bad_lines_of_jsonl_are_refused_by_number_and_the_rest_is_read(tmp_path):
    lines = b'{"text": "satu"}\n\nbukan json\n["text"]\n{"text": 5}\n{"text": "dua"\n' + b"[" * 100_000 + b'\n{"text": "tiga"}'
    path = put(tmp_path / "a.jsonl", lines)
    assert bodies(path) == [b"satu", b"tiga"]
    assert refusals(path) == [("a.jsonl", number, "broken-row") for number in ("3", "4", "5", "6", "7")]


def test_a_file_that_is_no_jsonl_at_all_is_given_up(tmp_path):
    found = reasons(put(tmp_path / "a.jsonl", "bukan json\n" * 5_000))
    assert found == ["broken-row"] * 100 + ["not-a-page"]


def test_bytes_that_are_no_utf8_are_handed_on_as_they_stand(tmp_path):
    line = '{"text": "kata “Kesuma” – caf\u00e9", "title": "“Panen”"}\n'.encode("cp1252")
    table = 'title,text\n“Panen”,"kata “Kesuma”"\n'.encode("cp1252")
    (row,), (cell,) = read(put(tmp_path / "a.jsonl", line)), read(put(tmp_path / "a.csv", table))
    assert row.body.decode("cp1252") == "kata “Kesuma” – caf\u00e9"
    assert cell.body.decode("cp1252") == "kata “Kesuma”"
    assert json.loads(row.given) == json.loads(cell.given) == {"title": "“Panen”"}


def test_what_is_said_of_a_bad_row_can_be_stored(tmp_path):
    put(tmp_path / "a.jsonl", b'{"\\ud800": 1, "\xff": 2}\n')
    put(tmp_path / "b.csv", b"\xe9\xff,b\n1,2\n")
    put(tmp_path / "c.jsonl", b'{"text": "x", "\\udfff\xff": 2}\n')
    put(tmp_path / "d.urls", b"bukan \xff alamat\n")
    for item in read(tmp_path):
        assert isinstance(item, Page) or item.detail.encode()


def test_half_characters_and_nuls_in_json_do_not_stop_it(tmp_path):
    (page,) = read(put(tmp_path / "a.jsonl", b'{"text": "isi \\ud800 \\u0000", "title": "a\\udfffb\\u0000", "url": "\\ud800"}\n'))
    assert page.body == b"isi ? \0"
    assert json.loads(page.given)["title"] == "a?b"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_tables_in_wide_encodings_are_read(tmp_path, kind, encoding):
    data = FORMATS[kind]([{"text": "kata “Kesuma”", "title": "Panen"}]).decode().encode(encoding)
    (page,) = read(put(tmp_path / f"a.{kind}", data))
    assert page.body.decode() == "kata “Kesuma”"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quotechar", ['"', "'"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_csv_of_any_dialect_is_read(tmp_path, delimiter, quotechar, end):
    row = {"URL": URL, "Text": f"satu{delimiter} dua {quotechar}tiga{quotechar}\nempat", "source_id": "x"}
    dialect = {"delimiter": delimiter, "quotechar": quotechar, "quoting": csv.QUOTE_ALL, "lineterminator": end}
    (page,) = read(put(tmp_path / "a.csv", as_csv([row], **dialect)))
    assert (page.url, page.body.decode(), page.source_id) == (URL, row["Text"], "x")


def test_a_quote_that_never_closes_is_refused_and_the_rows_before_it_are_kept(tmp_path):
    path = put(tmp_path / "a.csv", 'text,title\nsatu,a\n"dua,b\ntiga,c\nempat,d\n')
    assert bodies(path) == [b"satu"]
    (refusal,) = (item for item in read(path) if not isinstance(item, Page))
    assert (refusal.source_id, refusal.reason) == ("2", "truncated")
    assert "a quote opened in line 3" in refusal.detail
    assert "to line 5" in refusal.detail


def test_rows_of_csv_with_too_many_cells_are_refused_and_short_ones_read(tmp_path):
    path = put(tmp_path / "a.csv", "text,title\nsatu\ndua,b,c\n\ntiga,d\n")
    assert bodies(path) == [b"satu", b"tiga"]
    assert refusals(path) == [("a.csv", "2", "broken-row")]


def test_a_cell_larger_than_a_page_is_refused_and_the_next_row_read(tmp_path):
    path = put(tmp_path / "a.csv", "text\nsatu\n" + "x" * 10_000_001 + "\ndua\n")
    assert bodies(path) == [b"satu", b"dua"]
    assert refusals(path) == [("a.csv", "2", "broken-row")]


@pytest.mark.parametrize(
    ("name", "data"), [("a.csv", b"satu,dua\n1,2\n"), ("a.csv", b"\n"), ("a.parquet", parquet([{"satu": 1}]))]
)
def test_a_table_without_a_column_of_ours_is_refused_whole(tmp_path, name, data):
    assert reasons(put(tmp_path / name, data)) == ["no-columns"]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.csv", b"url,text\n"), ("a.jsonl", b"\n \n"), ("a.parquet", parquet(pa.table({"text": pa.array([], pa.string())})))],
)
def test_a_table_without_rows_is_empty(tmp_path, name, data):
    assert reasons(put(tmp_path / name, data)) == ["empty"]


def test_what_stood_whole_before_a_cut_is_kept(tmp_path):
    rows = [{"text": f"Berita nomor {n} dari Sumberejo " + "x" * n} for n in range(2_000)]
    files = {
        "a.jsonl.gz": gzip.compress(jsonl(rows)),
        "b.csv.gz": gzip.compress(as_csv(rows)),
        "c.jsonl.zst": PACKED[".zst"](jsonl(rows)),
    }
    for name, data in files.items():
        path = put(tmp_path / name, data[: len(data) // 2])
        got = bodies(path)
        assert len(got) > 200
        assert got == [row["text"].encode() for row in rows][: len(got)]
        (refusal,) = (item for item in read(path) if not isinstance(item, Page))
        assert refusal.reason == "truncated"
        assert f"byte {len(data) // 2:,}" in refusal.detail


def test_what_zstd_gave_before_a_cut_is_kept_to_the_line(tmp_path):
    rows = [{"text": f"Berita nomor {n} " + "panen " * 60} for n in range(5)]
    path = put(tmp_path / "a.jsonl.zst", PACKED[".zst"](jsonl(rows)) + PACKED[".zst"](jsonl(rows))[:-5])
    assert bodies(path)[:4] == [row["text"].encode() for row in rows[:4]]  # 256 bytes at a time: the last line may be lost
    assert reasons(path) == ["truncated"]
