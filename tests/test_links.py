"""A list of addresses is fetched politely, each once, and what cannot be had is a reject with its reason."""

from pathlib import Path

import pytest

from tests.test_backfill import answer, backfill, write
from tests.web import Outlet

pytestmark = pytest.mark.usefixtures("prefect_server")


def test_a_list_of_addresses_is_fetched_once_and_by_the_rules(tmp_path: Path):
    outlets = write(tmp_path / "outlets", {})
    with (
        Outlet("127.0.0.31", "Kabar", robots="User-agent: *\nDisallow: /dalam\n") as open_,
        Outlet("127.0.0.32", "Tutup") as closed,
    ):
        open_.file(outlets)
        closed.file(outlets)
        (outlets / "tutup.toml").write_text(
            (outlets / "tutup.toml").read_text() + '\n[policy]\nenabled = false\nnote = "forbids it"\n'
        )
        open_.publish("/berita/1/panen", "Panen Bawang di Lereng Merawu Naik Lagi")
        open_.publish("/dalam/2/rapat", "Rapat Tertutup di Balai Desa Sumber Waru")
        urls = [
            f"{open_.url}/berita/1/panen",
            f"{open_.url}/dalam/2/rapat",
            f"{open_.url}/berita/9/hilang",
            f"{closed.url}/berita/3/x",
        ]
        folder = write(tmp_path / "in", {"daftar.txt": "\n".join(urls).encode()})
        backfill(tmp_path / "w", folder, outlets=str(outlets))
        again = backfill(tmp_path / "w", folder, outlets=str(outlets))
    assert answer(tmp_path / "w", "SELECT title, status FROM articles JOIN pages USING (page_id)") == [
        ("Panen Bawang di Lereng Merawu Naik Lagi", 200)
    ]
    assert sorted(answer(tmp_path / "w", "SELECT url, reason FROM rejects")) == sorted(
        zip(urls[1:], ["robots-denied", "http-404", "outlet-disabled"], strict=True)
    )
    assert [asked.path for asked in open_.asked("/berita/1")] == ["/berita/1/panen"]
    assert open_.asked("/dalam") == closed.log == []
    assert (again.articles_new, again.pages_seen_before, again.pages_in) == (0, 4, 4)
