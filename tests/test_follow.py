"""Addresses in a backfill become pages, asked for as a night would ask, and once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from seeds.outlets import load_outlets
from tasks.follow import follow
from tasks.hosts import Manners
from tasks.readers.items import Link, Page, Refusal
from tests.test_backfill import answer
from tests.test_cli import kliping
from tests.web import Outlet

QUICK = Manners("Kliping/test", tries=2, backoff_s=0.01)


@pytest.fixture
def kabar() -> Iterator[Outlet]:
    with Outlet("127.0.0.2", "Kabar") as outlet:
        outlet.publish("/berita/101/panen-raya", "Panen Raya Dimulai di Lereng Gunung")
        yield outlet


def followed(folder: Path, *links: Link) -> list[Page | Refusal]:
    return list(follow(links, load_outlets(folder), QUICK))


def test_links_become_pages_and_refusals_in_their_order(kabar, tmp_path):
    kabar.file(tmp_path)
    page, gone, nowhere = followed(
        tmp_path,
        Link(f"{kabar.url}/berita/101/panen-raya", "daftar.txt", "1", '{"title": "Panen"}'),
        Link(f"{kabar.url}/berita/102/hilang", "daftar.txt", "2"),
        Link("https:///tanpa-host", "daftar.txt", "3"),
    )
    assert isinstance(page, Page) and b"Panen Raya Dimulai" in page.body
    assert (page.url, page.source_id, page.status) == (f"{kabar.url}/berita/101/panen-raya", "1", 200)
    assert page.given == '{"title": "Panen"}'
    assert [(one.source_id, one.reason) for one in (gone, nowhere) if isinstance(one, Refusal)] == [
        ("2", "http-404"),
        ("3", "not-a-url"),
    ]


def test_an_outlet_whose_file_forbids_it_is_not_asked(kabar, tmp_path):
    kabar.file(tmp_path, enabled=False)
    (refusal,) = followed(tmp_path, Link(f"{kabar.url}/berita/101/panen-raya", "daftar.txt", "1"))
    assert isinstance(refusal, Refusal) and refusal.reason == "outlet-disabled"
    assert kabar.log == []


@pytest.mark.usefixtures("prefect_server")
def test_an_address_on_the_command_line_is_fetched_once(kabar, tmp_path):
    outlets = tmp_path / "outlets"
    outlets.mkdir()
    kabar.file(outlets)
    for _ in range(2):
        told = kliping("backfill", f"{kabar.url}/berita/101/panen-raya", "--outlets", outlets, "--warehouse", tmp_path / "w")
        assert told.returncode == 0, told.stderr
    assert answer(tmp_path / "w", "SELECT title FROM articles") == [("Panen Raya Dimulai di Lereng Gunung",)]
    assert answer(tmp_path / "w", "SELECT pages_in, pages_seen_before FROM runs ORDER BY started_at") == [(1, 0), (1, 1)]
    assert len(kabar.asked("/berita")) == 1
