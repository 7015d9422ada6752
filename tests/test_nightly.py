"""A night over real servers: everything published is in the warehouse, nothing twice, edits are versions, rules are kept."""

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.web import WIB, Outlet, clock, sentences
from warehouse.catalog import NONE
from warehouse.store import Warehouse
from warehouse.tables import FETCHES, PAGES

ROOT = Path(__file__).parent.parent
FIRST = datetime(2024, 6, 20, 2, 0, tzinfo=WIB)
pytestmark = pytest.mark.usefixtures("prefect_server")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "BACKOFF_SECONDS": "0.01",
        "PAUSE_SECONDS": "0.1",
        "PATIENCE_SECONDS": "2",
        "CONTACT": "https://kliping.example",
    }.items():
        monkeypatch.setenv(f"KLIPING_{name}", value)


class Home:
    """A warehouse and a folder of outlets."""

    def __init__(self, root: Path) -> None:
        self.outlets, self.root = root / "outlets", root / "warehouse"
        self.outlets.mkdir()

    def night(self, now: datetime, **more: Any) -> Any:
        from flows.nightly import nightly

        return nightly(warehouse=str(self.root), outlets=str(self.outlets), workers=1, runner="threads", now=now, **more)

    def sql(self, query: str) -> list[Any]:
        with duckdb.connect(str(self.root / "kliping.duckdb"), read_only=True) as connection:
            rows = connection.execute(query).fetchall()
        return [row[0] if len(row) == 1 else row for row in rows]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def kabar() -> Iterator[Outlet]:
    with Outlet("127.0.0.2", "Kabar", article_url=r"/berita/(?P<id>\d+)") as outlet:
        yield outlet


@pytest.fixture
def warta() -> Iterator[Outlet]:
    with Outlet("127.0.0.3", "Warta", robots="User-agent: *\nDisallow: /rahasia/\nAllow: /\n") as outlet:
        yield outlet


def test_a_page_that_prints_no_date_has_its_feeds(home, kabar):
    """The feed's date is a witness, also of an article that had to wait for a night in which the feed said nothing new."""
    kabar.file(home.outlets, fetch={"max_articles": 1})
    for number in (101, 102):
        story = kabar.publish(
            f"/berita/{number}/panen-raya-di-lereng", f"Panen Raya ke-{number} di Lereng Gunung", hours_ago=number
        )
        undated = re.sub(r'<p class="date".*?</p>', "", kabar.article(story, "1"))
        kabar.special[story.path] = lambda handler, undated=undated: handler.send(200, undated)
    for night in range(2):
        clock([kabar], FIRST + timedelta(days=night))
        home.night(FIRST + timedelta(days=night))
    assert [one.status for one in kabar.asked("/rss")] == [200, 304]
    dates = home.sql("SELECT published_at, published_from FROM articles ORDER BY url")
    assert dates == [(FIRST - timedelta(hours=number), "feed") for number in (101, 102)]


def test_three_nights(home, kabar, warta):
    """What was published is stored once; edits and new headlines are versions; what did not change costs a 304."""
    kabar.file(home.outlets)
    warta.file(home.outlets)
    rice = kabar.publish("/berita/101/harga-beras-naik-di-pasar", "Harga Beras Naik di Pasar Induk")
    kabar.publish("/berita/102/panen-raya", "Panen Raya Dimulai di Lereng Gunung", pages=[sentences("Kelanjutan panen raya")])
    bridge = warta.publish("/2024/06/19/jembatan-baru-dibuka-untuk-warga", "Jembatan Baru Dibuka untuk Warga")
    warta.publish("/rahasia/2024/06/19/yang-tidak-boleh-dibaca-mesin", "Yang Tidak Boleh Dibaca Mesin")
    assert home.night(FIRST).articles_new == 3
    assert home.sql("SELECT title, page_count, version FROM articles ORDER BY title") == [
        ("Harga Beras Naik di Pasar Induk", 1, 1),
        ("Jembatan Baru Dibuka untuk Warga", 1, 1),
        ("Panen Raya Dimulai di Lereng Gunung", 2, 1),
    ]
    assert warta.asked("/rahasia") == []
    assert home.sql("SELECT outlet, reason FROM rejects") == [(warta.host, "robots-denied")]

    second = clock([kabar, warta], FIRST + timedelta(days=1))
    rice.title, rice.path = "Harga Beras Turun di Pasar Induk", "/berita/101/harga-beras-turun-di-pasar"
    bridge.paragraphs = [
        *bridge.paragraphs,
        "Jembatan itu sempat ditutup kembali pada sore hari karena hujan deras mengguyur kawasan tersebut selama tiga jam.",
    ]
    warta.publish("/2024/06/20/sekolah-rusak-diperbaiki-warga-desa", "Sekolah Rusak Diperbaiki Warga Desa")
    summary = home.night(second)
    assert (summary.articles_new, summary.articles_changed, summary.problems) == (1, 2, [])
    changed = "SELECT title, version, changed FROM versions WHERE version = 2 ORDER BY title"
    assert home.sql(changed) == [
        ("Harga Beras Turun di Pasar Induk", 2, "title"),
        ("Jembatan Baru Dibuka untuk Warga", 2, "text"),
    ]
    assert home.sql("SELECT count(*) FROM articles") == [4]
    assert {asked.status for asked in kabar.asked("/berita/102")[2:]} == {304}

    third = clock([kabar, warta], FIRST + timedelta(days=2))
    kabar.log.clear()
    warta.log.clear()
    pages = home.sql("SELECT count(*) FROM pages")
    assert home.night(third).articles_new == 0
    assert home.sql("SELECT count(*) FROM pages") == pages
    assert all(asked.status == 304 for asked in [*kabar.asked("/berita"), *warta.asked("/20")])
    assert max(Counter(asked.path for asked in kabar.log).values()) == 1


def test_an_edit_that_is_taken_back_is_a_third_version(home, kabar):
    kabar.file(home.outlets)
    rice = kabar.publish("/berita/101/harga-beras-naik", "Harga Beras Naik di Pasar Induk")
    titles = ["Harga Beras Naik di Pasar Induk", "Harga Beras Turun di Pasar Induk", "Harga Beras Naik di Pasar Induk"]
    for days, title in zip((0, 1, 4), titles, strict=True):
        at = clock([kabar], FIRST + timedelta(days=days)) if days else FIRST
        rice.title = title
        home.night(at)
    assert home.sql("SELECT title FROM versions ORDER BY version") == titles
    assert home.sql("SELECT title, version FROM articles") == [(titles[0], 3)]
    assert home.sql("SELECT count(*), count(DISTINCT page_id) FROM pages") == [(3, 3)]


def test_an_old_article_is_let_rest(home, kabar):
    kabar.file(home.outlets)
    kabar.publish("/berita/101/harga-beras-naik", "Harga Beras Naik")
    asked = []
    for day in range(6):
        kabar.log.clear()
        home.night(clock([kabar], FIRST + timedelta(days=day)))
        asked.append(len(kabar.asked("/berita")))
    assert asked == [1, 1, 0, 1, 0, 0]


def test_one_outlets_failure_stops_no_other(home, kabar, warta):
    kabar.file(home.outlets)
    warta.file(home.outlets)
    kabar.publish("/berita/101/harga-beras-naik", "Harga Beras Naik")
    warta.special["/robots.txt"] = lambda handler: handler.send(500, "rusak")
    summary = home.night(FIRST)
    assert home.sql("SELECT title FROM articles") == ["Harga Beras Naik"]
    assert [problem.split(":")[0] for problem in summary.problems] == ["Warta"]
    assert [asked.path for asked in warta.log if asked.path != "/robots.txt"] == []


def test_missed_nights_are_caught_up(home, kabar, warta):
    kabar.toml["sitemaps"] = [f"{kabar.url}/sitemap.xml"]
    warta.toml["index_urls"] = [f"{warta.url}/indeks?date={{day}}"]
    kabar.file(home.outlets, feeds=[])
    warta.file(home.outlets, feeds=[])
    home.night(FIRST)
    for day in range(1, 5):
        clock([kabar, warta], FIRST + timedelta(days=day))
        for n in range(7):
            kabar.publish(f"/berita/{day}{n}00/judul-hari-{day}", f"Judul Hari Ke-{day} Nomor {n} dari Kabar")
            warta.publish(
                f"/2024/06/{19 + day}/warta-hari-{day}-nomor-{n}-tentang-desa", f"Warta Hari {day} Nomor {n} tentang Desa"
            )
    home.night(FIRST + timedelta(days=4))
    assert home.sql("SELECT outlet, count(*) FROM articles GROUP BY ALL ORDER BY ALL") == [(kabar.host, 28), (warta.host, 28)]
    assert max(Counter(asked.path for asked in [*kabar.asked("/berita"), *warta.asked("/2024")]).values()) == 1


def test_what_a_night_has_no_room_for_is_first_tomorrow(home, kabar):
    kabar.file(home.outlets, fetch={"max_articles": 3})
    for n in range(5):
        kabar.publish(f"/berita/{n}00/judul", f"Judul Berita Nomor {n} tentang Desa Wisata")
    home.night(FIRST)
    assert home.sql("SELECT count(*) FROM articles") == [3]
    kabar.stories, now = [s for s in kabar.stories if "/x" in s.path], clock([kabar], FIRST + timedelta(hours=1))
    assert home.night(now).problems == []  # the feed is empty now: what was found is remembered, though it is gone there
    assert len({asked.path for asked in kabar.asked("/berita")}) == 5


def test_a_full_page_rule_asks_for_the_whole_and_falls_back(home, kabar):
    kabar.file(home.outlets, full_page="?page=all")
    kabar.publish("/berita/102/panen-raya", "Panen Raya Dimulai di Lereng Gunung", pages=[sentences("Kelanjutan panen raya")])
    kabar.publish("/berita/103/tanpa-halaman", "Berita Tanpa Aturan Halaman Penuh")
    kabar.special["/berita/103/tanpa-halaman?page=all"] = lambda handler: handler.send(404, "")
    home.night(FIRST)
    assert [asked.path for asked in kabar.asked("/berita/102")] == ["/berita/102/panen-raya?page=all"]
    assert home.sql("SELECT title, words > 250 FROM articles ORDER BY ALL") == [
        ("Berita Tanpa Aturan Halaman Penuh", False),
        ("Panen Raya Dimulai di Lereng Gunung", True),
    ]


def test_the_front_page_is_the_last_resort(home, warta):
    warta.publish("/2024/06/19/jembatan-baru-dibuka-untuk-warga", "Jembatan Baru Dibuka untuk Warga")
    warta.file(home.outlets, feeds=[])
    home.night(FIRST)
    assert home.sql("SELECT title FROM articles") == ["Jembatan Baru Dibuka untuk Warga"]


def test_only_the_named_outlets_and_no_disabled_one_are_asked(home, kabar, warta):
    kabar.file(home.outlets)
    warta.file(home.outlets, enabled=False)
    home.night(FIRST, only=["kabar"])
    assert warta.log == []
    with pytest.raises(ValueError, match="no enabled outlet"):
        home.night(FIRST, only=["warta"])


def told(store: Warehouse) -> list[str]:
    return [edition for edition in store.editions(FETCHES) if edition != NONE]


NIGHT = """
import sys
from datetime import datetime
from flows.nightly import nightly
nightly(warehouse=sys.argv[1], outlets=sys.argv[2], workers=1, runner="threads", now=datetime.fromisoformat(sys.argv[3]))
"""


def publish_sixty(outlet: Outlet) -> None:
    """Publish as many articles as a night does not fetch in a moment."""
    outlet.feed_size = 60
    for n in range(60):
        outlet.publish(f"/berita/{n + 100}/judul", f"Judul Berita Nomor {n} tentang Desa Wisata")


def test_a_killed_night_is_finished_and_nothing_stored_is_fetched_again(home, kabar):
    publish_sixty(kabar)
    kabar.file(home.outlets, fetch={"requests_per_second": 20.0})
    store = Warehouse(home.root)
    env = {**os.environ, "KLIPING_BATCH_PAGES": "10"}
    night = subprocess.Popen(
        [sys.executable, "-c", NIGHT, str(home.root), str(home.outlets), FIRST.isoformat()], cwd=ROOT, env=env
    )
    try:
        for _ in range(600):
            if len(told(store)) >= 4:  # the list, and three batches of ten
                break
            assert night.poll() is None
            time.sleep(0.1)
    finally:
        night.send_signal(signal.SIGKILL)
        night.wait()
    assert store.manifest() == {}
    # Killed between the pages of a batch and what says that they are stored: the worst moment.
    store.path(FETCHES, told(store)[-1]).unlink()
    stored = [url for edition in store.editions(PAGES) for url in store.read(PAGES, edition, ["url"])["url"].to_pylist()]
    assert len(stored) >= 20
    before = len(kabar.log)
    home.night(FIRST + timedelta(minutes=5))
    again = {f"{kabar.url}{asked.path}" for asked in kabar.log[before:]}
    assert again & set(stored) == set()
    assert home.sql("SELECT count(*), count(DISTINCT article_id) FROM articles") == [(60, 60)]
    assert home.sql("SELECT count(*) FROM pages") == [60]


def test_an_archive_without_dates_is_noted_and_what_it_gains_is_fetched(home, kabar):
    """A first look cannot tell what is new; from then on what was not listed before is."""
    lists = [f"{kabar.url}/berita/{n}/judul" for n in range(1000, 1150)]
    kabar.special["/sitemap.xml"] = lambda handler: handler.send(200, "\n".join(lists), "text/plain")
    kabar.file(home.outlets, feeds=[], sitemaps=[f"{kabar.url}/sitemap.xml"])
    home.night(FIRST)
    assert len(kabar.asked("/berita")) == 100
    kabar.log.clear()
    kabar.publish("/berita/2000/judul", "Judul Berita Baru tentang Desa Wisata")
    lists.insert(0, f"{kabar.url}/berita/2000/judul")
    home.night(clock([kabar], FIRST + timedelta(hours=2)))
    assert [asked.path for asked in kabar.asked("/berita")] == ["/berita/2000/judul"]


def test_an_interrupted_night_ends_soon_and_keeps_what_it_has(home, kabar):
    publish_sixty(kabar)
    kabar.file(home.outlets, fetch={"requests_per_second": 2.0})
    store = Warehouse(home.root)
    night = subprocess.Popen([sys.executable, "-c", NIGHT, str(home.root), str(home.outlets), FIRST.isoformat()], cwd=ROOT)
    try:
        for _ in range(600):
            if len(kabar.asked("/berita")) >= 4:
                break
            assert night.poll() is None
            time.sleep(0.1)
        night.send_signal(signal.SIGINT)
        assert night.wait(20) != 0
    finally:
        night.kill()
    stored = [url for edition in store.editions(PAGES) for url in store.read(PAGES, edition, ["url"])["url"].to_pylist()]
    assert len(stored) >= 4
    assert len(told(store)) == 2


def test_a_sitemap_that_was_down_is_read_back_to_when_it_last_answered(home, kabar):
    """Its feed answered all along, and holds two articles only."""
    kabar.feed_size = 2
    kabar.file(home.outlets, sitemaps=[f"{kabar.url}/sitemap.xml"])
    home.night(FIRST)
    kabar.special["/sitemap.xml"] = lambda handler: handler.send(503, "")
    for day in range(1, 5):
        clock([kabar], FIRST + timedelta(days=day))
        for n in range(3):
            kabar.publish(f"/berita/{day}{n}00/judul", f"Judul Hari Ke-{day} Nomor {n} dari Kabar")
        if day == 4:
            kabar.special.clear()
        home.night(FIRST + timedelta(days=day))
    assert home.sql("SELECT count(*) FROM articles") == [12]
