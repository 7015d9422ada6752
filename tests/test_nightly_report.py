"""The morning report: what one day brought, against the outlets' own past, in one file that needs nothing else."""

import re
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.morning import Morning
from tasks.report import morning, morning_report, rendered
from tasks.steps.web.drift import alarms_of
from tests.rows import draft, reject
from warehouse.catalog import publish
from warehouse.store import Warehouse, WarehouseError
from warehouse.tables import DRAFTS, FETCHES, LEARNED, REJECTS, REMOVALS, SIGHTINGS

DAY = date(2024, 6, 20)
NIGHT = datetime(2024, 6, 19, 19, 0, tzinfo=UTC)  # 02:00 of that day in Jakarta
TITLE = "Harga <script>alert(1)</script> & Beras"


def asked(outlet: str, days_ago: int = 0, **told: Any) -> dict[str, Any]:
    at = NIGHT - timedelta(days=days_ago)
    row = {
        "url": f"https://{outlet}/rss",
        "outlet": outlet,
        "kind": "feed",
        "found_at": at,
        "fetched_at": at,
        "status": 200,
        "tries": 0,
    }
    return {**row, "run_id": "run", **told}


def came(article_id: str, days_ago: int = 0, **told: Any) -> dict[str, Any]:
    return draft(article_id, first_seen_at=NIGHT - timedelta(days=days_ago), **told)


@pytest.fixture
def store(tmp_path: Path) -> Warehouse:
    """A week of ten articles a day of kabar.example; today it brought two, and warta.example did not answer."""
    store = Warehouse(tmp_path)
    drafts = [came(f"k{day}-{n}", day) for day in range(1, 7) for n in range(10)]
    line = "Ikuti kuis berhadiah kami setiap Jumat"
    drafts += [
        came(f"t{n}", title=TITLE, text=f"Warga {n} memanen padi pada Kamis.\n\n{line}", agency="Antara") for n in range(3)
    ]
    fetches = [asked("kabar.example", day) for day in range(7)]
    fetches += [asked("warta.example", 1), asked("warta.example", 0, status=503, reason="http-503")]
    for table, rows in (
        (DRAFTS, drafts),
        (FETCHES, fetches),
        (REJECTS, [reject("p1", at=NIGHT, stage="fetch", reason="http-404")]),
        (REMOVALS, []),
    ):
        store.write(table, "one", table.rows(rows))
    publish(store, {table.name: ["one"] for table in (DRAFTS, FETCHES, REJECTS, REMOVALS)})
    return store


def test_a_day_is_told_against_the_outlets_own_past(store):
    told = morning(store)
    assert (told.day, told.articles) == (DAY, 3)
    rows = {row["outlet"]: row for row in told.outlets}
    assert (rows["kabar.example"]["articles"], rows["kabar.example"]["usual"]) == (3, 10)
    assert rows["warta.example"]["is_down"]
    assert [(alarm.outlet, alarm.what) for alarm in told.alarms] == [("warta.example", "down"), ("kabar.example", "volume")]
    assert [(row["reason"], row["pages"]) for row in told.rejects] == [("http-404", 1)]
    assert [(row["agency"], row["articles"]) for row in told.wires] == [("Antara", 3)]
    assert [(row["line"], row["articles"]) for row in told.new_lines] == [("Ikuti kuis berhadiah kami setiap Jumat", 3)]


def test_another_day_can_be_asked_for(store):
    told = morning(store, DAY - timedelta(days=1))
    assert (told.articles, told.alarms) == (10, [])


def test_the_page_needs_nothing_else_and_escapes_what_pages_say(store):
    page = morning_report(store)
    assert "<script" not in page
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:|//)|@import|url\(\s*["']?(?:https?:|//)|<link|<iframe""", page)
    assert page.count("<svg") == 4
    assert "viewport" in page


def test_a_label_of_a_plot_is_escaped_and_is_no_formula():
    row = {"articles": 3, "usual": None, "asked": 0, "unchanged": 0, "failed": 0, "is_down": None, "reason": None, "past": [3]}
    wires = [{"agency": "<b>$x^{$ & Co", "articles": 3, "stories": 1, "outlets": 1}]
    page = rendered(Morning(DAY, [{**row, "outlet": "<i>kabar</i>"}], [], [], wires, [], [], None, 0))
    assert "<b>$" not in page
    assert "<i>kabar" not in page


def test_a_day_without_anything_is_a_page_too():
    assert "Nothing came in" in rendered(Morning(DAY, [], [], [], [], [], [], None, 0))


def test_an_empty_warehouse_has_no_report(tmp_path):
    store = Warehouse(tmp_path)
    publish(store, {})
    with pytest.raises(WarehouseError, match="nothing ever came in"):
        morning_report(store)


def seen(page_id: str, *places: str) -> dict[str, Any]:
    told = {"page_id": page_id, "outlet": "kabar.example", "day": DAY, "title": [], "lines": [], "signs": [], "is_unsure": False}
    return {**told, "places": list(places)}


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (
            ["body=div.baru"],
            "3 of 3 sampled pages have no body at its usual place (div.isi); it is at div.baru now, which is learned",
        ),
        (["body=div.lain"], "it is at div.lain now, and until that is learned"),
        (["date=time"], "it has no sure place now, and until that is learned"),
        (["body=div.isi"], None),
        ([], None),
    ],
)
def test_a_redesign_is_said(store, places, said):
    before = [seen(f"page-k1-{n}", "elsewhere=div.samping", "body=div.isi") for n in range(5)]
    store.write(SIGHTINGS, "one", SIGHTINGS.rows([*before, *(seen(f"page-t{n}", *places) for n in range(3))]))
    row = {"outlet": "kabar.example", "part": "body", "value": "div.baru", "support": 5, "samples": [], "learned_version": "v"}
    store.write(LEARNED, "one", LEARNED.rows([row]))
    publish(store, {table.name: ["one"] for table in (DRAFTS, FETCHES, REJECTS, REMOVALS, SIGHTINGS, LEARNED)})
    told = [alarm.text for alarm in morning(store).alarms if alarm.what == "layout"]
    assert len(told) == (said is not None)
    assert said is None or said in told[0]


def measured(is_today: bool, **told: float) -> dict[str, Any]:
    row = {"outlet": "kabar.example", "is_today": is_today, "articles": 20 if is_today else 200, "words": 250, "kept": 0.9}
    return {**row, "no_title": 0.0, "no_date": 0.0, "no_author": 0.1, "partial": 0.0, **told}


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ({"words": 60}, "length"),
        ({"words": 600}, "length"),
        ({"kept": 0.5}, "kept"),
        ({"no_author": 0.6}, "no author"),
        ({"no_date": 0.4}, "no date"),
        ({"partial": 0.5}, "partial"),
    ],
)
def test_what_is_far_from_the_past_is_an_alarm(told, what):
    assert [alarm.what for alarm in alarms_of([], [measured(True, **told), measured(False)])] == [what]


def test_what_is_near_the_past_is_none_and_few_articles_tell_nothing():
    assert alarms_of([], [measured(True, words=230, kept=0.85, no_author=0.2), measured(False)]) == []
    assert alarms_of([], [measured(True, words=10, articles=3), measured(False)]) == []
    assert alarms_of([], [measured(True, words=10), measured(False, articles=5)]) == []
    assert alarms_of([], [measured(True, words=10)]) == []


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_usual_volume_is_no_alarm_and_a_new_outlet_has_none(articles, usual):
    row = {"outlet": "kabar.example", "articles": articles, "is_down": False, "reason": None}
    assert alarms_of([{**row, "usual": None}], []) == []
    assert bool(alarms_of([{**row, "usual": usual}], [])) == (usual >= 5 and articles < 0.4 * usual)


MEASURE = """<script>
const page = document.documentElement, loaded = performance.getEntriesByType("resource").length
document.title = [page.scrollWidth - page.clientWidth, document.querySelectorAll("svg").length, loaded].join(" ")
</script></body>"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [500, 1100], ids=["phone", "desk"])
def test_in_a_browser_the_report_fits_draws_its_plots_and_loads_nothing(store, tmp_path, width):
    page = tmp_path / "report.html"
    page.write_text(rendered(morning(store, DAY)).replace("</body>", MEASURE), encoding="utf-8")
    command = ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    command += [f"--user-data-dir={tmp_path}/profile", f"--window-size={width},1200", "--virtual-time-budget=3000"]
    told = subprocess.run([*command, "--dump-dom", page.as_uri()], capture_output=True, text=True, timeout=120, check=True).stdout
    title = re.search(r"<title>(-?\d+) (\d+) (\d+)</title>", told)
    assert title, told[:500]
    assert tuple(map(int, title.groups())) == (0, 4, 0)
    assert "http-503" in told
