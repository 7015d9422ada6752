"""An outlet is redesigned: its layouts are learned, the change is said in the morning, and short articles come out right by them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from seeds.knowledge import load_knowledge
from tasks.report import morning
from tasks.steps.ids import page_id
from tasks.steps.learned import is_sampled
from tests.test_backfill import answer, backfill, write
from tests.test_layouts import AFTER, COMMENT, read
from warehouse.store import Warehouse

pytestmark = pytest.mark.usefixtures("prefect_server")

DAYS = (date(2024, 6, 19), date(2024, 6, 20))
PLACES = ("Waru", "Ranu", "Bira", "Lamun", "Sumba", "Kerto", "Lembah", "Merawu", "Tegal", "Jati", "Wangi")
GOODS = ("bawang", "kopi", "cakalang", "rotan", "garam", "cengkih", "jagung")
NAMES = ("Darmaji", "Yohana", "Rahman", "Sari", "Made", "Ketut", "Lukas", "Fatimah")
FLASHES = 2
COUNT = 72
STARTS = (0, 600)  # by chance one short article of both designs is in the sample


def story(n: int) -> tuple[str, list[str]]:
    """Return an invented article that no other number gives."""
    place, good, name = PLACES[n % 11], GOODS[n % 7], NAMES[n % 8]
    return f"Panen {good.title()} di {place} Capai {n + 12} Ton", [
        f"Petani {good} di Desa {place} memanen {n + 12} ton pada musim ini, lebih banyak {n % 9 + 3} persen daripada musim lalu.",
        f"{name}, ketua kelompok tani setempat, menyebut hujan selama {n + 21} hari sebagai sebab hasil yang merata di {place}.",
        f"Gudang koperasi nomor {n + 5} sudah penuh sehingga {n % 6 + 2} truk membawa {good} langsung ke pasar induk kabupaten.",
        f"Harga di tingkat petani {place} bertahan pada Rp {n + 31}.500 per kilogram sampai akhir pekan, kata {name} di balai desa.",
    ]


def old(title: str, n: int, body: str) -> str:
    return f"""<div class=kepala><h1 class=judul>{title}</h1><div class=np>Penulis: {NAMES[n % 8]} Kusuma</div>
<div class=tgl>{n % 9 + 1} Juni 2024 08:{n % 60:02} WIB</div></div><div><div><div><div class=kolom><div class=isi>{body}</div></div>"""


def new(title: str, n: int, body: str) -> str:
    return f"""<main><header class=puncak><h1>{title}</h1><p class=waktu>{n % 9 + 1}/6/2024 09.{n % 60:02} WIB</p>
<p class=oleh>Oleh {NAMES[n % 8]} Kusuma</p></header></main><div><div><div><div class=naskah-utama>{body}</div>"""


def page(template: Callable[[str, int, str], str], n: int) -> bytes:
    """Return an article of the outlet; the first ones are one sentence under a picture, with many comments below."""
    title, paragraphs = story(n)
    is_flash = n % 100 < FLASHES
    body = f"<img src=foto.jpg><p>{paragraphs[0]}</p>" if is_flash else "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    talk = f"<div class=kk>{''.join(COMMENT.format(100 * n + k) for k in range(12))}</div>" if is_flash else ""
    head = f'<title>{title} - Kabar Lembah</title><link rel=canonical href="https://kabarlembah.example/berita/{n}-panen">'
    inner = f"{template(title, n, body)}{AFTER}{talk}"
    return f'<!doctype html><html><head>{head}<meta property="og:title" content="{title}"></head><body>{inner}</body></html>'.encode()


PAGES = [
    {f"{n}.html": page(template, n) for n in range(start, start + COUNT)}
    for template, start in zip((old, new), STARTS, strict=True)
]


class Clock(datetime):
    today = DAYS[0]

    @classmethod
    def now(cls, tz: Any = None) -> "Clock":
        return cls(cls.today.year, cls.today.month, cls.today.day, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def redesigned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that was filled on two days; in between the outlet was redesigned."""
    folder = tmp_path_factory.mktemp("redesigned")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tasks.load.datetime", Clock)
        for number, (day, pages) in enumerate(zip(DAYS, PAGES, strict=True)):
            patch.setattr(Clock, "today", day)
            backfill(folder / "w", write(folder / str(number), pages))
    return folder / "w"


def test_enough_pages_of_both_designs_are_in_the_sample():
    for pages in PAGES:
        assert sum(is_sampled(page_id(None, "html", None, body)) for body in pages.values()) >= 6


def test_both_designs_are_learned(redesigned):
    rows = answer(redesigned, "SELECT part, value FROM learned WHERE part IN ('body', 'byline', 'date') ORDER BY ALL")
    assert rows == [
        *(("body", "div.isi"), ("body", "div.naskah-utama")),
        *(("byline", "div.np"), ("byline", "p.oleh")),
        *(("date", "div.tgl"), ("date", "p.waktu")),
    ]


def test_short_articles_come_out_right_by_what_the_others_taught(redesigned):
    flashes = [story(n)[1][0] for start in STARTS for n in range(start, start + FLASHES)]
    rows = answer(redesigned, "SELECT text, route FROM articles WHERE route = 'layout' ORDER BY url")
    assert sorted(rows) == sorted((text, "layout") for text in flashes)
    alone = [read(body.decode(), load_knowledge(), url=None).draft for pages in PAGES for body in pages.values()]
    assert len([draft for draft in alone if draft["text"] in flashes]) == 0
    assert len(
        [draft for draft in alone if draft["text"] == "\n\n".join(story(int(draft["url"].split("/")[-1].split("-")[0]))[1])]
    ) == 2 * (COUNT - FLASHES)


def test_the_redesign_is_said_in_the_morning_and_is_no_news_on_the_day_before(redesigned):
    told = [alarm.text for alarm in morning(Warehouse(redesigned), DAYS[1]).alarms if alarm.what == "layout"]
    assert len(told) == 1
    assert "no body at its usual place (div.isi); it is at div.naskah-utama now, which is learned already" in told[0]
    assert not [alarm for alarm in morning(Warehouse(redesigned), DAYS[0]).alarms if alarm.what == "layout"]


EVERYTHING = "SELECT * EXCLUDE (first_seen_at, source) FROM articles ORDER BY article_id"
LEARNED = "SELECT * FROM learned ORDER BY ALL"


def test_one_run_in_another_order_learns_and_makes_the_same(redesigned, tmp_path):
    both = [body for pages in PAGES for body in pages.values()]
    backfill(tmp_path / "w", write(tmp_path / "in", {f"{9999 - n}.html": body for n, body in enumerate(both)}))
    for query in (LEARNED, EVERYTHING):
        assert answer(tmp_path / "w", query) == answer(redesigned, query)
