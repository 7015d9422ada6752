"""Web archives: pages with their address, time, status and type; what is no page is left out or refused."""

import gzip
import zlib
from datetime import UTC, datetime

import pytest

from tasks.readers.items import Page
from tests.load_files import HTML, TEXT, URL, WarcFile, bodies, chunked, put, read, reasons, refusals, zstd


@pytest.mark.parametrize("packing", ["plain", "record by record", "in one"])
def test_a_response_is_a_page_with_all_that_is_known_of_it(tmp_path, packing):
    data = WarcFile(packed=packing == "record by record").response(HTML, Content_Type="text/html; charset=UTF-8").data
    path = put(tmp_path / ("a.warc" if packing == "plain" else "a.warc.gz"), gzip.compress(data) if packing == "in one" else data)
    (page,) = read(path)
    assert isinstance(page, Page)
    assert (page.url, page.body, page.format, page.status) == (URL, HTML, "html", 200)
    assert (page.content_type, page.source) == ("text/html; charset=UTF-8", str(path))
    assert page.fetched_at == datetime(2024, 1, 15, 3, 5, tzinfo=UTC)
    assert page.source_id.startswith("urn:uuid:")


def test_records_come_in_order_and_those_of_no_page_are_left_out(tmp_path):
    file = WarcFile().record("warcinfo", b"software: x\r\n", "application/warc-fields")
    file.record("request", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request").response(HTML)
    file.record("metadata", b"a: b", "application/warc-fields").record("revisit", b"", "application/http")
    file.record("resource", b"20240115030500\n1.2.3.4", "text/dns", url="dns:kabarnusa.example")
    file.record("resource", TEXT, "text/plain", url="https://kabarnusa.example/teks")
    path = put(tmp_path / "a.warc", file.data)
    assert [(item.format, item.url) for item in read(path)] == [("html", URL), ("text", "https://kabarnusa.example/teks")]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(HTML), {"Transfer_Encoding": "chunked"}),
        (HTML, {"Transfer_Encoding": "chunked"}),
        (gzip.compress(HTML, mtime=0), {"Content_Encoding": "gzip"}),
        (HTML, {"Content_Encoding": "gzip"}),
        (chunked(gzip.compress(HTML, mtime=0)), {"Content_Encoding": "x-gzip", "Transfer_Encoding": "chunked"}),
        (zlib.compress(HTML), {"Content_Encoding": "deflate"}),
        (zlib.compress(HTML)[2:-4], {"Content_Encoding": "deflate"}),
        (HTML, {"Content_Encoding": "br"}),
        (HTML, {"Content_Type": "application/octet-stream"}),
        (HTML, {"Content_Type": "text/plain"}),
        (HTML, {"Content_Type": ""}),
    ],
)
def test_a_body_is_joined_and_unpacked(tmp_path, body, headers):
    (page,) = read(put(tmp_path / "a.warc", WarcFile().response(body, **headers).data))
    assert isinstance(page, Page)
    assert (page.body, page.format) == (HTML, "html")


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (chunked(HTML)[:60], {"Transfer_Encoding": "chunked"}, "truncated"),
        (gzip.compress(HTML, mtime=0)[:-20], {"Content_Encoding": "gzip"}, "truncated"),
        (zlib.compress(HTML)[:-20], {"Content_Encoding": "deflate"}, "truncated"),
        (gzip.compress(bytes(20_000_000), mtime=0), {"Content_Encoding": "gzip"}, "too-large"),
        (zlib.compress(bytes(20_000_000)), {"Content_Encoding": "deflate"}, "too-large"),
        (b"\x1b\x03\x80brotli", {"Content_Encoding": "br"}, "unsupported"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), {"Content_Type": "image/png"}, "not-a-page"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), {}, "not-a-page"),
        (b"body { color: red }", {"Content_Type": "text/css"}, "not-a-page"),
        (b"User-agent: *", {"Content_Type": "text/plain", "url": "https://kabarnusa.example/robots.txt"}, "not-a-page"),
        (b"", {}, "empty"),
        (HTML, {"status": "404 Not Found"}, "http-404"),
        (HTML, {"status": "301 Moved", "Location": "https://b.example/"}, "http-301"),
        (HTML, {"status": "OK"}, "broken"),
        (bytes(11_000_000), {}, "too-large"),
    ],
)
def test_a_record_that_is_no_page_is_refused_and_the_next_one_read(tmp_path, body, headers, reason):
    path = put(tmp_path / "a.warc", WarcFile().response(body, **headers).response(HTML).data)
    assert bodies(path) == [HTML]
    refusal = read(path)[0]
    assert refusal.reason == reason
    assert refusal.url == headers.get("url", URL)
    assert refusal.source_id.startswith("urn:uuid:")


def test_a_record_the_crawler_cut_off_is_truncated(tmp_path):
    data = (
        WarcFile().response(HTML).data.replace(b"WARC-Type: response\r\n", b"WARC-Type: response\r\nWARC-Truncated: length\r\n")
    )
    assert reasons(put(tmp_path / "a.warc", data)) == ["truncated"]


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_is_cut_off_gives_its_whole_records(tmp_path, packed):
    file = WarcFile(packed).response(HTML).response(HTML + b" ")
    whole = len(file.data)
    file.response(HTML + b"  ")
    path = put(tmp_path / ("a.warc.gz" if packed else "a.warc"), file.data[: whole + (len(file.data) - whole) * 3 // 4])
    assert bodies(path) == [HTML, HTML + b" "]
    assert set(reasons(path)) == {"truncated"}
    assert all("byte" in item.detail for item in read(path) if not isinstance(item, Page))


def test_reading_goes_on_after_bytes_that_are_no_record(tmp_path):
    one, two = WarcFile().response(HTML).data, WarcFile().response(HTML + b" ").data
    path = put(tmp_path / "a.warc", one + b"\x00junk\nmore junk\n" + two)
    assert bodies(path) == [HTML, HTML + b" "]
    assert refusals(path) == [("a.warc", f"byte {len(one)}", "broken")]


def test_a_record_without_a_length_is_refused(tmp_path):
    one, two = WarcFile().response(HTML).data, WarcFile().response(HTML + b" ").data
    path = put(tmp_path / "a.warc", one.replace(b"Content-Length", b"Content-Width", 1) + two)
    assert bodies(path) == [HTML + b" "]
    assert set(reasons(path)) == {"broken"}


def test_headers_without_an_end_are_refused(tmp_path):
    path = put(
        tmp_path / "a.warc",
        b"WARC/1.0\r\nContent-Length: 0\r\n" + b"X-Y: z\r\n" * 50_000 + b"\r\n" + WarcFile().response(HTML).data,
    )
    assert bodies(path) == [HTML]
    assert "broken" in reasons(path)


def test_a_page_in_a_web_archive_in_zstd_is_read(tmp_path):
    assert bodies(put(tmp_path / "a.warc.zst", zstd(WarcFile().response(HTML).data))) == [HTML]


def test_an_address_in_angle_brackets_is_read_without_them(tmp_path):
    data = WarcFile().response(HTML).data.replace(f"WARC-Target-URI: {URL}".encode(), f"WARC-Target-URI: <{URL}>".encode())
    (page,) = read(put(tmp_path / "a.warc", data))
    assert page.url == URL
