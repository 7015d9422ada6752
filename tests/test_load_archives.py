"""zip and tar: members are pages in their own right, one damaged member costs itself, and nesting ends."""

import gzip
import io
import random
import tarfile
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.readers.files import read_pages
from tasks.readers.items import Page
from tests.load_files import HTML, PACKED, TEXT, WarcFile, bodies, put, read, reasons, refusals, tarred, zipped

MEMBERS = {
    "a/1.html": HTML,
    "a/2.txt": TEXT,
    "3.html.gz": gzip.compress(HTML + b"\n"),
    "4.jsonl": b'{"text": "satu"}\n{"text": "dua"}\n',
}
FOUND = [
    ("a/1.html", None, HTML),
    ("a/2.txt", None, TEXT),
    ("3.html.gz", None, HTML + b"\n"),
    ("4.jsonl", "1", b"satu"),
    ("4.jsonl", "2", b"dua"),
]
ARCHIVES = {
    "a.zip": zipped,
    "a.stored.zip": lambda members: zipped(members, zipfile.ZIP_STORED),
    "a.tar": tarred,
    "a.tar.gz": lambda members: gzip.compress(tarred(members)),
    "a.tgz": lambda members: gzip.compress(tarred(members)),
    "a.tar.zst": lambda members: PACKED[".zst"](tarred(members)),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_members_are_read_with_their_place(tmp_path, name):
    path = put(tmp_path / name, ARCHIVES[name](MEMBERS))
    found = [(page.source, page.source_id, page.body) for page in read(path) if isinstance(page, Page)]
    assert found == [(f"{path}!{member}", row, body) for member, row, body in FOUND]


TEXTS = st.text("abc \n", min_size=1).map(lambda text: f"Isi {text}".encode())


@settings(max_examples=25)
@given(texts=st.lists(TEXTS, min_size=1, max_size=6), name=st.sampled_from(sorted(ARCHIVES)))
def test_any_texts_come_back_from_any_archive(tmp_path_factory, texts, name):
    members = {f"{number}.txt": text for number, text in enumerate(texts)}
    assert bodies(put(tmp_path_factory.mktemp("any") / name, ARCHIVES[name](members))) == texts


def test_an_archive_in_an_archive_is_read_and_a_third_one_refused(tmp_path):
    inner = zipped({"page.html": HTML})
    middle = tarred({"inner.zip": inner, "page.txt": TEXT})
    path = put(tmp_path / "a.tgz", gzip.compress(middle))
    assert [page.source.removeprefix(f"{path}!") for page in read(path)] == ["inner.zip!page.html", "page.txt"]
    deep = put(tmp_path / "b.zip", zipped({"middle.tar.gz": gzip.compress(middle)}))
    assert bodies(deep) == [TEXT]
    assert refusals(deep) == [("b.zip!middle.tar.gz!inner.zip", None, "too-deep")]


def test_gzip_in_gzip_in_gzip_is_refused(tmp_path):
    assert bodies(put(tmp_path / "a.html.gz", gzip.compress(gzip.compress(HTML)))) == [HTML]
    assert reasons(put(tmp_path / "b.html.gz", gzip.compress(gzip.compress(gzip.compress(HTML))))) == ["too-deep"]


def test_hidden_members_are_left_out_and_an_archive_of_none_is_empty(tmp_path):
    hidden = {".x.txt": TEXT, "__MACOSX/._a.txt": TEXT, "a/.git/b.txt": TEXT}
    assert bodies(put(tmp_path / "a.zip", zipped({**hidden, "./b.txt": TEXT}))) == [TEXT]
    assert reasons(put(tmp_path / "b.zip", zipped(hidden))) == ["empty"]
    assert reasons(put(tmp_path / "c.tar", tarred({}))) == ["empty"]


def test_a_zip_with_a_damaged_member_gives_the_others(tmp_path):
    noise = random.Random(1).randbytes(3_000).hex().encode()
    data = bytearray(zipped({"1.txt": TEXT, "2.txt": noise, "3.txt": TEXT + b"."}, zipfile.ZIP_STORED))
    data[data.index(noise) + 10] ^= 0xFF
    path = put(tmp_path / "a.zip", bytes(data))
    assert bodies(path) == [TEXT, TEXT + b"."]
    assert refusals(path) == [("a.zip!2.txt", None, "broken")]


class OneWay(io.BytesIO):
    """A file that cannot seek, as a pipe: zipfile then writes sizes behind the members."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError

    def seek(self, *_: int) -> int:
        raise OSError


@pytest.mark.parametrize("one_way", [False, True])
def test_a_zip_without_its_directory_gives_the_members_that_are_whole(tmp_path, one_way):
    noise = {f"{n}.txt": random.Random(n).randbytes(2_000).hex().encode() for n in range(5)}
    file = OneWay() if one_way else io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in noise.items():
            archive.writestr(name, data)
    data = file.getvalue()
    path = put(tmp_path / "a.zip", data[: data.index(b"4.txt") + 500])
    assert bodies(path) == list(noise.values())[:4]
    assert refusals(path) == [("a.zip", None, "truncated")]
    nested = put(tmp_path / "b.tgz", gzip.compress(tarred({"x/a.zip": path.read_bytes()})))
    assert bodies(nested) == list(noise.values())[:4]


def test_members_with_a_password_or_an_odd_compression_are_refused(tmp_path):
    locked = bytearray(zipped({"1.txt": TEXT}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert reasons(put(tmp_path / "a.zip", bytes(locked))) == ["encrypted"]
    assert reasons(put(tmp_path / "b.zip", zipped({"1.txt": TEXT}, zipfile.ZIP_BZIP2))) == ["unsupported"]


def test_a_damaged_header_in_a_tar_costs_one_member_and_is_said(tmp_path):
    data = bytearray(tarred({f"{n}.txt": b"isi %d" % n for n in range(4)}))
    data[1024 + 148] ^= 0xFF
    path = put(tmp_path / "a.tar", bytes(data))
    assert bodies(path) == [b"isi 0", b"isi 2", b"isi 3"]
    assert refusals(path) == [("a.tar", None, "broken")]


def test_tar_files_one_after_the_other_are_read_to_the_end(tmp_path):
    assert bodies(put(tmp_path / "a.tar", tarred({"1.txt": b"satu"}) + tarred({"2.txt": b"dua"}))) == [b"satu", b"dua"]


def test_a_tar_that_stops_between_members_is_truncated(tmp_path):
    path = put(tmp_path / "a.tar", tarred({"1.txt": b"satu", "2.txt": b"dua"})[:1024])
    assert bodies(path) == [b"satu"]
    assert refusals(path) == [("a.tar", None, "truncated")]


def test_links_in_a_tar_are_refused_and_never_followed(tmp_path):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        info = tarfile.TarInfo("etc.txt")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    assert refusals(put(tmp_path / "a.tar", file.getvalue())) == [("a.tar!etc.txt", None, "not-a-file")]


def test_a_web_archive_in_a_zip_is_read(tmp_path):
    path = put(tmp_path / "a.zip", zipped({"crawl.warc.gz": WarcFile(packed=True).response(HTML).data}))
    (page,) = read(path)
    assert (page.body, page.status, page.source) == (HTML, 200, f"{path}!crawl.warc.gz")


@pytest.mark.parametrize("first", ["[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"])
def test_office_documents_and_books_are_no_archives_of_pages(tmp_path, first):
    assert reasons(put(tmp_path / "a.zip", zipped({first: b"x", "a.html": HTML}, zipfile.ZIP_STORED))) == ["not-a-page"]


def test_members_before_the_cut_are_kept_to_the_last_one(tmp_path):
    members = {f"{n:02}.txt": random.Random(n).randbytes(300).hex().encode() for n in range(20)}  # 512 + 1,024 bytes each
    path = put(tmp_path / "a.tar.gz", gzip.compress(tarred(members), 0)[: 10 * 1536 + 1000])
    assert bodies(path) == list(members.values())[:10]
    assert set(reasons(path)) == {"truncated"}


def test_a_zip_in_a_tar_that_is_cut_off_is_refused_and_gives_no_half_page(tmp_path):
    members = {f"{n}.txt": random.Random(n).randbytes(40_000).hex().encode() for n in range(10)}
    packed = gzip.compress(tarred({"a.zip": zipped(members)}))
    path = put(tmp_path / "a.tgz", packed[: len(packed) // 2])
    assert bodies(path) == list(members.values())[: len(bodies(path))]
    assert "truncated" in reasons(path)


def test_memory_stays_flat_over_a_tar_of_many_members(tmp_path):
    path = put(tmp_path / "a.tar", tarred({f"{n}.txt": b"isi %d" % n for n in range(4_000)}))
    tracemalloc.start()
    kept = [tracemalloc.get_traced_memory()[0] for _ in read_pages(path)]
    tracemalloc.stop()
    assert len(kept) == 4_000
    assert kept[-1] - kept[100] < 1_500_000
