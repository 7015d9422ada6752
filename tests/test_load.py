"""Single pages, folders and lists of URLs: what is read, under which name, and which page is the same page."""

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.readers.files import InputError, read_pages, size_of
from tasks.readers.items import Link, Page
from tasks.readers.streams import Progress
from tests.load_files import HTML, PACKED, TEXT, URL, bodies, put, read, reasons, refusals, tarred, zipped, zstd


@pytest.mark.parametrize("packing", PACKED)
@pytest.mark.parametrize(("name", "body", "format"), [("a.html", HTML, "html"), ("a.htm", HTML, "html"), ("a.txt", TEXT, "text")])
def test_a_page_is_read_as_it_stands_packed_or_not(tmp_path, name, body, format, packing):
    path = put(tmp_path / (name + packing), PACKED[packing](body))
    (page,) = read(path)
    assert isinstance(page, Page)
    assert (page.body, page.format, page.source) == (body, format, str(path))
    assert (page.url, page.source_id, page.fetched_at, page.status, page.content_type, page.given) == (None,) * 6


def test_the_same_page_under_any_name_or_packing_has_one_id(tmp_path):
    put(tmp_path / "a.html", HTML)
    put(tmp_path / "deep/er/b.htm.gz", gzip.compress(HTML))
    put(tmp_path / "c.html.zst", zstd(HTML))
    put(tmp_path / "d.zip", zipped({"x/e.html": HTML}))
    put(tmp_path / "f.tgz", gzip.compress(tarred({"g.html.gz": gzip.compress(HTML)})))
    assert len({page.page_id for page in read(tmp_path) if isinstance(page, Page)}) == 1
    assert len(bodies(tmp_path)) == 5


def test_text_and_html_of_the_same_bytes_are_two_pages(tmp_path):
    put(tmp_path / "a.html", TEXT)
    put(tmp_path / "a.txt", TEXT)
    assert len({page.page_id for page in read(tmp_path) if isinstance(page, Page)}) == 2


@pytest.mark.parametrize("name", ["a.txt", "a", "read.php?id=1", "a.aspx", "a.bin", "a.json", "a.jsonl", "a.zip", "a.html.gz"])
def test_html_is_html_whatever_its_name(tmp_path, name):
    (page,) = read(put(tmp_path / name, b"\xef\xbb\xbf \n" + HTML))
    assert isinstance(page, Page)
    assert page.format == "html"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-8-sig", "utf-32"])
def test_bytes_in_any_encoding_stay_as_they_are(tmp_path, encoding):
    body = "“Kami panen,” kata Bu Kesuma – café.\n\nPetani senang.".encode(encoding)
    assert bodies(put(tmp_path / "a.txt", body)) == [body]


def test_a_folder_is_read_by_name_and_hidden_files_are_left_out(tmp_path):
    for name in ["b/2.txt", "b/1.txt", "c.txt", "a.txt", ".hidden.txt", ".git/x.txt", "__pycache__/y.txt"]:
        put(tmp_path / name, f"isi {name}")
    assert [item.source.removeprefix(f"{tmp_path}/") for item in read(tmp_path)] == ["a.txt", "b/1.txt", "b/2.txt", "c.txt"]


def test_an_empty_folder_gives_nothing(tmp_path):
    assert read(tmp_path) == []
    assert size_of([tmp_path]) == 0


def test_a_path_that_is_not_there_is_said_at_once(tmp_path):
    with pytest.raises(InputError, match=r"nowhere: there is no such file"):
        read_pages(tmp_path / "nowhere")
    with pytest.raises(InputError):
        read_pages("")
    assert size_of([tmp_path / "nowhere"]) == 0


def test_links_in_a_circle_end_and_dead_ones_are_refused(tmp_path):
    put(tmp_path / "a/page.txt", TEXT)
    (tmp_path / "a/again").symlink_to(tmp_path)
    (tmp_path / "a/self").symlink_to(tmp_path / "a/self")
    (tmp_path / "dead.txt").symlink_to(tmp_path / "gone.txt")
    assert bodies(tmp_path) == [TEXT]
    assert sorted(refusals(tmp_path)) == [("dead.txt", None, "unreadable"), ("self", None, "unreadable")]


def test_a_pipe_is_refused_and_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert refusals(tmp_path) == [("pipe.txt", None, "not-a-file")]


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    put(tmp_path / "a.txt", TEXT)
    put(tmp_path / "b.txt", TEXT)

    def deny(path, meter, then=read_pages.__globals__["open_file"]):
        if Path(path).name == "a.txt":  # root may read anything, so that chmod would prove nothing here
            raise PermissionError(13, "Permission denied")
        return then(path, meter)

    monkeypatch.setattr("tasks.readers.files.open_file", deny)
    assert refusals(tmp_path) == [("a.txt", None, "unreadable")]
    assert bodies(tmp_path) == [TEXT]


def test_a_file_name_that_is_no_utf8_is_spelled_out(tmp_path):
    put(Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")), TEXT)
    (page,) = read(tmp_path)
    assert page.source == f"{tmp_path}/caf\\xe9.txt"


@pytest.mark.parametrize("packing", PACKED)
@pytest.mark.parametrize("name", ["daftar.txt", "daftar.urls", "daftar"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_of_urls_gives_links(tmp_path, name, packing, encoding):
    lines = f"{URL}\r\n\r\n  http://b.example/x?y=1#z  \n".encode(encoding)
    path = put(tmp_path / (name + packing), PACKED[packing](lines))
    assert read(path) == [Link(URL, str(path), "1"), Link("http://b.example/x?y=1#z", str(path), "3")]


def test_a_list_longer_than_a_page_is_still_a_list(tmp_path):
    lines = "".join(f"https://kabarnusa.example/berita/{number:0100}\n" for number in range(90_000))
    items = read(put(tmp_path / "daftar.txt", lines))
    assert len(lines) > 11_000_000
    assert len({item.url for item in items if isinstance(item, Link)}) == len(items) == 90_000


def test_a_list_whose_4096th_byte_is_inside_an_address_is_a_list(tmp_path):
    lines = "".join(f"https://kabarnusa.example/berita/{number:012}\n" for number in range(500))
    assert 4096 % 46 == 2
    assert len(lines) == 46 * 500
    assert all(isinstance(item, Link) for item in read(put(tmp_path / "daftar.txt", lines)))


def test_a_text_that_holds_a_url_is_a_page(tmp_path):
    text = f"{URL}\nPetani Sumberejo memanen padi.".encode()
    assert bodies(put(tmp_path / "a.txt", text)) == [text]
    late = (URL + "\n").encode() * 200 + b"Petani memanen padi.\n"
    assert bodies(put(tmp_path / "b.txt", late)) == [late]


def test_a_line_of_a_urls_file_that_is_no_url_is_refused(tmp_path):
    path = put(tmp_path / "a.urls", f"# hari ini\n{URL}\nkabarnusa.example/2\nftp://x/3\n")
    assert [item.url for item in read(path) if isinstance(item, Link)] == [URL]
    assert refusals(path) == [("a.urls", "3", "not-a-url"), ("a.urls", "4", "not-a-url")]


def test_an_address_given_as_path_is_a_link():
    assert list(read_pages(URL)) == [Link(URL, URL, None)]


def test_progress_counts_the_bytes_on_disk(tmp_path):
    put(tmp_path / "a.txt", TEXT)
    put(tmp_path / "b.html.gz", gzip.compress(HTML * 100))
    put(tmp_path / "c.zip", zipped({"a.txt": TEXT, "b.txt": TEXT * 2}))
    put(tmp_path / "d.png", b"\x89PNG\r\n" + bytes(100_000))
    progress = Progress(size_of([tmp_path]))
    seen = [progress.done_bytes for _ in read_pages(tmp_path, progress)]
    assert seen == sorted(seen)
    assert progress.done_bytes == progress.total_bytes == sum(file.stat().st_size for file in tmp_path.iterdir())


NAMES = ["a.html", "a.txt", "a.jsonl", "a.csv", "a.parquet", "a.warc", "a.zip", "a.tar", "a.gz", "a.zst", "a.urls", "a.bin", "a"]
PACKS = [b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"\x28\xb5\x2f\xfd", bytes(257) + b"ustar"]
STARTS = [b"", *PACKS, b"PAR1", b"WARC/1.0\r\n", b"url,html\n", b'{"url"', b"\xff\xfe"]


@given(name=st.sampled_from(NAMES), start=st.sampled_from(STARTS), rest=st.binary(max_size=400))
def test_any_bytes_under_any_name_give_pages_links_or_refusals(tmp_path_factory, name, start, rest):
    items = read(put(tmp_path_factory.mktemp("any") / name, start + rest))
    assert items or name == "a.urls" or start == b"WARC/1.0\r\n"


@given(cut=st.integers(0, 10_000), kind=st.sampled_from(["a.zip", "a.tar", "a.tgz", "a.zst", "a.jsonl.gz"]))
def test_a_file_cut_anywhere_gives_only_pages_that_were_in_it(tmp_path_factory, cut, kind):
    members = {f"{number}.txt": f"Berita nomor {number}.\n".encode() * number for number in range(1, 9)}
    lines = b"".join(b'{"text": "Berita nomor %d."}\n' % number for number in range(1, 9))
    whole = {
        "a.zip": zipped(members),
        "a.tar": tarred(members),
        "a.tgz": gzip.compress(tarred(members)),
        "a.zst": zstd(tarred(members)),
        "a.jsonl.gz": gzip.compress(lines),
    }[kind]
    path = tmp_path_factory.mktemp("cut") / kind
    wanted = bodies(put(path, whole))
    assert len(wanted) == 8
    got = bodies(put(path, whole[: cut % len(whole)]))
    assert got == wanted[: len(got)]
    assert reasons(path)
