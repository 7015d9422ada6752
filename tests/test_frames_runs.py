"""The fast route in whole runs: later pages are read without what earlier ones taught, and the warehouse is the same in any order."""

from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest

from flows.explaining import explain
from tasks.steps.ids import page_id
from tasks.steps.learned import is_sampled, is_tried
from tests.test_backfill import answer, backfill, write
from tests.test_frames import FOOT, MENU, ROW
from tests.test_layouts_flow import story
from warehouse.store import Warehouse

pytestmark = pytest.mark.usefixtures("prefect_server")

FRAMES = ("div.samping", "footer.kaki")
STATE = (
    "SELECT * EXCLUDE (first_seen_at, source) FROM articles ORDER BY article_id",
    "SELECT article_id, line, text, rule FROM removals ORDER BY ALL",
    "SELECT * FROM learned ORDER BY ALL",
)
FRAMED = "SELECT framed, count(*) FROM stored.sightings GROUP BY ALL ORDER BY ALL"


def page(n: int, box: str = "") -> bytes:
    title, paragraphs = story(n)
    meta = f'<title>{title}</title><link rel=canonical href="https://kabarlembah.example/berita/{n}-panen">'
    head = f"<h1>{title}</h1><p class=oleh>Penulis: Rina Kartika</p><p class=tgl>Kamis, 20 Juni 2024 13.{n % 60:02} WIB</p>"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    side = f"<div class=samping>{box}<h3>Terpopuler</h3><ol>{''.join(ROW.format(n + k) for k in range(12))}</ol></div>"
    inner = f"{MENU}<main><article>{head}<div class=isi>{body}</div></article>{side}</main>{FOOT}"
    return f"<!doctype html><html><head>{meta}</head><body>{inner}</body></html>".encode()


def some(amount: int, start: int, is_wanted: Any, box: str = "") -> dict[str, bytes]:
    """Return the first pages from number `start` that are wanted by their id."""
    made = ((n, page(n, box)) for n in count(start))
    return dict(islice(((f"{n}.html", body) for n, body in made if is_wanted(page_id(None, "html", None, body))), amount))


def is_other(identity: str) -> bool:
    return not is_sampled(identity)


TEACHERS = some(5, 0, is_tried)
PUPILS = some(6, 0, is_other)
LATE = some(4, 5_000, is_other)
EDITED = some(1, 9_000, is_sampled, box="<h3 class=tim><a rel=author href=/tim/yohana>Editor: Yohana Lede</a></h3>")
WITH_EDITOR = some(2, 9_000, is_other, box="<h3 class=tim><a rel=author href=/tim/yohana>Editor: Yohana Lede</a></h3>")


def state(root: Path) -> list[list[tuple[Any, ...]]]:
    return [answer(root, query) for query in STATE]


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of two runs: the first taught the frames of the outlet, the second read its pages without them."""
    folder = tmp_path_factory.mktemp("frames")
    backfill(folder / "w", write(folder / "1", {**TEACHERS, **PUPILS}))
    backfill(folder / "w", write(folder / "2", LATE))
    return folder / "w"


def test_frames_are_learned_and_later_pages_are_read_without_them(taught):
    rows = answer(taught, "SELECT part, value, support, len(samples) FROM learned WHERE part IN ('frame', 'held') ORDER BY ALL")
    assert rows == [("frame", frame, len(TEACHERS), 5) for frame in FRAMES]
    assert answer(taught, FRAMED) == [("|".join(FRAMES), len(LATE)), (None, len(TEACHERS) + len(PUPILS))]


def test_explain_says_what_a_page_was_read_without(taught, capsys):
    explain(Warehouse(taught), "https://kabarlembah.example/berita/{}-panen".format(next(iter(LATE)).removesuffix(".html")), None)
    assert "left out div.samping, footer.kaki" in " ".join(capsys.readouterr().out.split())


def test_one_run_or_two_and_in_any_order_give_the_same(taught, tmp_path):
    backfill(tmp_path / "once", write(tmp_path / "all", {**LATE, **TEACHERS, **PUPILS}))
    assert state(tmp_path / "once") == state(taught)
    backfill(tmp_path / "back", write(tmp_path / "1", LATE))
    backfill(tmp_path / "back", write(tmp_path / "2", {**PUPILS, **TEACHERS}))
    assert state(tmp_path / "back") == state(taught)
    assert answer(tmp_path / "back", FRAMED) == [(None, len({**LATE, **TEACHERS, **PUPILS}))]


def test_a_long_run_reads_its_own_later_pages_faster(taught, tmp_path, monkeypatch):
    monkeypatch.setattr("flows.pipeline.LESSON", 5)
    monkeypatch.setattr("flows.backfill.batch_pages", lambda *_: 5)
    monkeypatch.setattr("flows.pipeline.AHEAD", 1)  # the second edition waits for what the first one teaches
    folder = tmp_path / "in"
    for number, body in enumerate([*TEACHERS.values(), *PUPILS.values(), *LATE.values()]):
        write(folder, {f"{number:02}.html": body})
    backfill(tmp_path / "w", folder, workers=1)
    assert answer(tmp_path / "w", FRAMED) == [("|".join(FRAMES), len(PUPILS) + len(LATE)), (None, len(TEACHERS))]
    assert state(tmp_path / "w") == state(taught)


def test_a_page_that_holds_something_in_a_frame_has_all_read_again(taught, tmp_path):
    """Pages with an editor in the sidebar come first and lose it to the fast route; a sampled one then shows that it is no frame."""
    folder = tmp_path / "w"
    backfill(folder, write(tmp_path / "1", {**TEACHERS, **PUPILS}))
    backfill(folder, write(tmp_path / "2", WITH_EDITOR))
    editors = "SELECT editors, count(*) FROM articles WHERE len(editors) > 0 GROUP BY ALL"
    assert answer(folder, editors) == []
    backfill(folder, write(tmp_path / "3", EDITED))
    assert answer(folder, editors) == [(["Yohana Lede"], len(WITH_EDITOR) + len(EDITED))]
    assert answer(folder, "SELECT part, value FROM learned WHERE part IN ('frame', 'held') ORDER BY ALL") == [
        ("frame", "footer.kaki"),
        ("held", "div.samping"),
    ]
    assert not [framed for framed, _ in answer(folder, FRAMED) if framed and "samping" in framed]
    backfill(tmp_path / "once", write(tmp_path / "all", {**EDITED, **WITH_EDITOR, **TEACHERS, **PUPILS}))
    assert state(tmp_path / "once") == state(folder)
