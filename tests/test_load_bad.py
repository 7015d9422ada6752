"""Bad input: each becomes a refusal with its reason, in bounded time and memory, and the rest is read."""

import gc
import gzip
import json
import tarfile
import time
import tracemalloc
import zipfile
import zlib

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.readers.files import read_pages
from tasks.readers.items import Page
from tasks.readers.source import Source
from tasks.readers.streams import Compressed, Meter
from tests.load_files import HTML, TEXT, bodies, put, read, reasons, refusals, tarred, zipped, zstd


@pytest.mark.parametrize("packing", [bytes, gzip.compress, zstd])
@pytest.mark.parametrize("body", [b"", b" \r\n\t", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_empty(tmp_path, body, packing):
    assert reasons(put(tmp_path / "a.html", packing(body))) == ["empty"]


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"GIF89a", "a GIF image"),
        (b"RIFF\0\0\0\0WEBP", "a WebP image"),
        (b"%PDF-1.7", "a PDF file"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"BZh91AY&SY", "bzip2 data"),
        (b"\xfd7zXZ\0", "xz data"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z or RAR archive"),
        (b"\x01\x02\x03\x04\x05", "binary data"),
        (b"\0" * 5_000, "binary data"),
    ],
)
@pytest.mark.parametrize("name", ["a.png", "a.html", "a.txt", "a.jsonl", "a"])
def test_what_holds_no_article_is_refused_with_its_kind(tmp_path, start, kind, name):
    (refusal,) = read(put(tmp_path / name, start + bytes(range(7)) * 40))
    assert refusal.reason == "not-a-page"
    assert kind in refusal.detail


def test_a_folder_of_images_gives_refusals_only(tmp_path):
    for number in range(20):
        put(tmp_path / f"{number}.jpg", b"\xff\xd8\xff\xe0" + bytes([number]) * 500)
    assert reasons(tmp_path) == ["not-a-page"] * 20


@pytest.mark.parametrize("name", ["catatan.md", "kode.py", "data.json", "umpan.xml", "gaya.css"])
def test_text_of_another_kind_is_refused_with_what_was_wanted(tmp_path, name):
    (refusal,) = read(put(tmp_path / name, "{\n  isi biasa\n}"))
    assert refusal.reason == "not-a-page"
    assert ".jsonl" in refusal.detail


@pytest.mark.parametrize("name", ["a.warc", "a.parquet", "a.zip", "a.tar"])
def test_a_name_that_promises_too_much_is_broken(tmp_path, name):
    assert reasons(put(tmp_path / name, b"bukan arsip\n" * 100)) == ["broken"]


def test_nuls_in_a_page_stay(tmp_path):
    body = b"<html><body>\0<p>Panen\0 raya</p></body></html>"
    assert bodies(put(tmp_path / "a.html", body)) == [body]


@pytest.mark.parametrize(
    ("name", "reason"), [("a.txt", "too-large"), ("a.html", "too-large"), ("a.jsonl", "too-large"), ("a.csv", "no-columns")]
)
def test_a_line_of_50_mb_is_refused(tmp_path, name, reason):
    path = put(tmp_path / name, b"x" * 50_000_000)
    started = time.process_time()
    assert reasons(path) == [reason]
    assert time.process_time() - started < 5


def test_a_long_line_of_jsonl_costs_itself_only(tmp_path):
    path = put(tmp_path / "a.jsonl", b'{"text": "satu"}\n{"text": "' + b"x" * 30_000_000 + b'"}\n{"text": "tiga"}\n')
    assert bodies(path) == [b"satu", b"tiga"]
    assert refusals(path) == [("a.jsonl", "2", "too-large")]
    assert "30,000,013 characters" in read(path)[1].detail


def test_a_page_over_the_limit_is_refused_with_its_size(tmp_path):
    (refusal,) = read(put(tmp_path / "a.html", HTML + b" x" * 5_000_000))
    assert (refusal.reason, refusal.detail) == ("too-large", f"{len(HTML) + 10_000_000:,} bytes; a page has at most 10,000,000")


def bomb(size_bytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(b" " * 1_000_000) for _ in range(size_bytes // 1_000_000)) + packer.flush()


@pytest.mark.parametrize("name", ["a.html.gz", "a.jsonl.gz", "a.tar.gz", "a.csv.gz"])
def test_a_gzip_bomb_is_never_unpacked_whole(tmp_path, name):
    head = {"a.html.gz": HTML, "a.jsonl.gz": b'{"text": "', "a.tar.gz": tarred({"x.txt": TEXT})[:1024], "a.csv.gz": b"text\n"}[
        name
    ]
    path = put(tmp_path / name, gzip.compress(head) + bomb(600_000_000))
    tracemalloc.start()
    found = reasons(path)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert set(found) <= {"bomb", "too-large", "broken"}
    assert found
    assert peak_bytes < 150_000_000


def test_a_bomb_of_many_small_members_ends(tmp_path):
    big = b"Panen raya. " * 800_000
    path = put(tmp_path / "a.zip", zipped({f"{number}.txt": big for number in range(60)}))
    assert "bomb" in reasons(path)


@pytest.mark.parametrize("packing", [gzip.compress, zstd])
def test_a_packed_page_that_is_cut_off_is_truncated_with_its_place(tmp_path, packing):
    body = HTML + b"".join(b"<p>Berita nomor %d.</p>" % (n * n) for n in range(5_000))
    (refusal,) = read(put(tmp_path / "a.html.gz", packing(body)[:9_000]))
    assert refusal.reason == "truncated"
    assert "byte 9,000" in refusal.detail


def test_damaged_gzip_is_broken_and_zeros_behind_it_are_not(tmp_path):
    damaged = bytearray(gzip.compress(HTML * 50))
    damaged[-6] ^= 0xFF
    assert reasons(put(tmp_path / "a.html.gz", bytes(damaged))) == ["broken"]
    assert reasons(put(tmp_path / "b.html.gz", gzip.compress(HTML) + b"trailing")) == ["broken"]
    assert bodies(put(tmp_path / "c.html.gz", gzip.compress(HTML) + bytes(1_000))) == [HTML]
    assert bodies(put(tmp_path / "d.html.gz", gzip.compress(HTML[:50]) + gzip.compress(HTML[50:]))) == [HTML]


@pytest.mark.parametrize("name", ["a.html.gz", "a.txt.zst", "a.tgz"])
def test_a_stump_of_packed_data_is_truncated(tmp_path, name):
    assert reasons(put(tmp_path / name, b"\x1f")) == reasons(put(tmp_path / name, b"(")) == ["truncated"]


@pytest.mark.parametrize("cut", [5, 100, -10])
def test_a_parquet_file_that_is_cut_off_is_broken(tmp_path, cut):
    pq.write_table(pa.table({"text": ["satu", "dua"]}), tmp_path / "a.parquet")
    data = (tmp_path / "a.parquet").read_bytes()
    assert reasons(put(tmp_path / "a.parquet", data[:cut])) == ["broken"]


def test_memory_stays_flat_however_long_the_input(tmp_path):
    lines = [json.dumps({"text": f"Berita {n} " + f"{n * 7919 % 9973} padi " * 20_000}).encode() + b"\n" for n in range(8)]
    packed = b"".join(gzip.compress(line, 1) for line in lines) * 130
    path = put(tmp_path / "a.zip", zipped({"a.jsonl.gz": packed}, zipfile.ZIP_STORED))
    total = 0
    tracemalloc.start()
    for item in read_pages(path):
        assert isinstance(item, Page)
        total += len(item.body)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total > 190_000_000
    assert peak_bytes < 12_000_000


def test_memory_stays_flat_over_a_long_parquet_file(tmp_path):
    texts = [f"Berita {n} " + "".join(f"{n * i * 7919 % 99991} " for i in range(4_000)) for n in range(100)]
    pq.write_table(pa.table({"text": texts * 40}), tmp_path / "a.parquet", row_group_size=4_000)
    before = pa.total_allocated_bytes()
    peak = count = 0
    for _ in read_pages(tmp_path / "a.parquet"):
        count += 1
        peak = max(peak, pa.total_allocated_bytes() - before)
    assert count == 4_000
    assert peak < 40_000_000


def test_zeros_behind_a_tar_are_not_read_for_ever(tmp_path):
    path = put(tmp_path / "a.tar", tarred({"x.txt": TEXT}))
    with path.open("r+b") as file:
        file.truncate(50_000_000_000)
    started = time.process_time()
    assert bodies(path) == [TEXT]
    assert reasons(path) == []
    assert time.process_time() - started < 5


def test_nothing_of_a_file_stays_in_memory_when_it_is_read(tmp_path):
    pq.write_table(pa.table({"text": ["satu"]}), tmp_path / "a.parquet")
    packed = {"a.html.zst": zstd(HTML), "b.zst": zstd(HTML)[:-5], "c.html.gz": gzip.compress(HTML)}
    files = {**packed, "d.tar": tarred({"x.txt": TEXT}), "e.zip": zipped({"x.txt": TEXT})}
    for name, data in files.items():
        put(tmp_path / name, data)
    bodies(tmp_path)
    gc.collect()
    assert [kept for kept in gc.get_objects() if isinstance(kept, Meter | Source | Compressed | tarfile.TarFile)] == []
