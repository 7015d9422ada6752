"""The explorer shows what the warehouse holds, only reads, and reaches nobody."""

import re
import threading
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import uvicorn
from hypothesis import given
from hypothesis import strategies as st

from bench.browser import DESK, PHONE, Page, chromium
from flows.explorer import charts
from flows.explorer.app import make_app
from flows.explorer.compare import Piece, side_by_side, with_removals
from tests.rows import draft
from warehouse.catalog import publish
from warehouse.store import Warehouse
from warehouse.tables import COPIES, DRAFTS, MEMBERS, REJECTS, REMOVALS

TEXT = "Harga beras naik tajam di pasar induk sejak Senin pagi.\n\nPedagang menunggu pasokan baru dari daerah."
MORE = "Wali kota meninjau gudang dan berjanji menambah stok pekan depan."


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """A published warehouse of a story with one copy, and an article whose title is hostile."""
    store = Warehouse(tmp_path / "w")
    rows = [
        draft("a", title="Harga beras naik", text=f"{TEXT}\n\n{MORE}", outlet="satu.example", agency="Antara"),
        draft("b", title="Beras mahal", text=TEXT, outlet="dua.example", published_at=datetime(2024, 6, 20, 9, tzinfo=UTC)),
        draft("c", title="<script>alert(1)</script>", text="<b>tebal</b> & lain", outlet='x"><script>.example'),
    ]
    members = [{"article_id": n, "story_id": "a", "is_original": n == "a"} for n in "ab"]
    copy = {
        "article_id": "b",
        "story_id": "a",
        "original_id": "a",
        "outlet": "dua.example",
        "original_outlet": "satu.example",
        "jaccard": 0.6,
    }
    copy |= {
        "containment": 1.0,
        "coverage": 0.6,
        "hours_after": 2.2,
        "direction": "time",
        "title_changed": True,
        "paragraphs_added": 0,
    }
    copy |= {"paragraphs_dropped": 1, "credit": "dropped"}
    cut = {"article_id": "a", "page_id": "page-a", "line": 2, "text": "ADVERTISEMENT", "rule": "advertisement"}
    for table, some in ((DRAFTS, rows), (MEMBERS, members), (COPIES, [copy]), (REMOVALS, [cut])):
        store.write(table, "e", table.rows(some))
    publish(store, {table.name: ["e"] for table in (DRAFTS, MEMBERS, COPIES, REMOVALS)})
    return store


class Browser:
    """Asks a running explorer over a real socket."""

    def __init__(self, address: str) -> None:
        self.address = address

    def get(self, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
        import http.client

        connection = http.client.HTTPConnection(self.address, timeout=30)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), dict(answer.getheaders())


@pytest.fixture
def browser(warehouse):
    server = uvicorn.Server(uvicorn.Config(make_app(warehouse, ["127.0.0.1"]), port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield Browser(f"127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}")
    server.should_exit = True
    thread.join(10)


def test_the_first_page_tells_what_there_is(browser):
    status, text, _ = browser.get("/")
    assert status == 200
    assert "<b>3</b> articles" in text and "<b>1</b> copies" in text
    assert 'href="/story/a"' in text


def test_a_day_on_which_a_page_was_only_refused_is_none_of_the_articles(browser, warehouse):
    reject = {"page_id": "p", "source": "x", "stage": "extract", "reason": "no-text", "at": datetime(2031, 1, 1, tzinfo=UTC)}
    warehouse.write(REJECTS, "e", REJECTS.rows([reject]))
    publish(warehouse, {**warehouse.manifest(), "rejects": ["e"]})
    _, text, _ = browser.get("/")
    assert "<b>1</b> rejects" in text and "2031" not in text


def test_search_lists_articles_titles_first(browser):
    _, text, _ = browser.get("/?q=beras")
    assert re.findall(r'href="/article/(\w)"', text) == ["b", "a"]  # both in the title; the newer first
    assert "Nothing has all these words" in browser.get("/?q=zzz")[1]


def test_an_article_shows_what_was_cut_struck_through_where_it_stood(browser):
    _, text, _ = browser.get("/article/a")
    assert "<del>ADVERTISEMENT</del>" in text and "advertisement</span>" in text
    assert text.index("Harga beras naik tajam") < text.index("<del>ADVERTISEMENT") < text.index("Pedagang menunggu")


def test_a_story_stands_beside_its_copy_with_what_was_dropped(browser):
    _, text, _ = browser.get("/story/a")
    assert f'<p class="dropped">{MORE}</p>' in text
    assert "known by time" in text and "agency credit dropped" in text
    assert text.count("<circle") == 2
    status, _, headers = browser.get("/story/b")
    assert status == 307 and headers["location"] == "/story/a?with=b"


def test_an_outlet_shows_its_volume_its_agencies_and_its_furniture(browser):
    _, text, _ = browser.get("/outlet/satu.example")
    assert "Antara" in text and "ADVERTISEMENT" in text and "<rect" in text
    assert 'href="/outlet/dua.example"' in browser.get("/outlets")[1]


def test_sql_answers_with_a_table_and_a_chart(browser):
    _, text, _ = browser.get("/sql?query=SELECT+outlet,+count(*)+AS+n+FROM+articles+GROUP+BY+1")
    assert "<td>satu.example" in text and "n by outlet" in text


@pytest.mark.parametrize("query", ["DROP+VIEW+articles", "SELECT+*+FROM+read_csv('/etc/passwd')", "nonsense"])
def test_sql_that_writes_or_is_wrong_is_told(browser, query):
    status, text, _ = browser.get(f"/sql?query={query}")
    assert status == 200
    assert 'role="alert"' in text and "root:" not in text


def test_what_the_pages_hold_is_text_and_never_markup(browser):
    for path in ("/article/c", "/story/c", "/?q=alert", "/outlets", "/sql?query=SELECT+title,+1+FROM+articles"):
        _, text, headers = browser.get(path)
        assert "<script" not in text
        assert "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/article/nothing", "/story/nothing", "/outlet/nothing"])
def test_what_is_not_there_is_a_404_that_says_so(browser, path):
    status, text, _ = browser.get(path)
    assert status == 404
    assert "nothing" in text


def test_pages_need_nothing_from_elsewhere(browser):
    for path in ("/", "/article/a", "/story/a", "/outlet/satu.example", "/sql"):
        text = browser.get(path)[1]
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', text)
        assert "<script" not in text


def test_another_host_name_is_refused(browser):
    assert browser.get("/", Host="evil.example")[0] == 400


def test_a_new_publish_is_seen_without_a_restart(browser, warehouse):
    warehouse.write(DRAFTS, "f", DRAFTS.rows([draft("new", title="Banjir surut")]))
    publish(warehouse, {**warehouse.manifest(), "drafts": ["e", "f"]})
    assert "Banjir surut" in browser.get("/?q=banjir")[1]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("profile")) as page:
        yield page


FOCUSED = "(e => e.getAttribute('aria-label') || e.textContent.trim() || e.tagName)(document.activeElement)"
SEEN = """(e => {
    const box = e.getBoundingClientRect(), style = getComputedStyle(e)
    return style.outlineStyle == 'solid' && parseFloat(style.outlineWidth) >= 2 && box.left >= 0 && box.top >= 0
        && box.right <= innerWidth && box.width > 0
})(document.activeElement)"""


def tab_to(page: Page, what: str) -> None:
    """Press Tab until this is focused, and require that whatever is focused on the way is seen to be."""
    for _ in range(30):
        page.press("Tab")
        assert page.value(SEEN), page.value(FOCUSED)
        if page.value(FOCUSED) == what:
            return
    pytest.fail(f"Tab does not reach {what}")


@pytest.mark.browser
def test_with_the_keyboard_alone_a_story_is_found_compared_and_counted(browser, page):
    page.window(DESK)
    page.go(f"http://{browser.address}/")
    assert page.value(FOCUSED) == "Search title and text"  # typing starts a search at once
    page.write("beras")
    page.press("Enter")
    page.wait("location.search == '?q=beras'")
    tab_to(page, "Skip to content")
    page.press("Enter")
    page.wait("document.activeElement.id == 'main'")
    tab_to(page, "Beras mahal")
    page.press("Enter")
    page.wait("location.pathname == '/article/b'")
    tab_to(page, "a copy: see the original beside it")
    page.press("Enter")
    page.wait("location.pathname == '/story/a' && location.search == '?with=b'")
    tab_to(page, "SQL")
    page.press("Enter")
    page.wait("location.pathname == '/sql'")
    tab_to(page, page.value("document.querySelector('textarea').textContent.trim()"))
    page.value("document.activeElement.select()")
    page.write("SELECT outlet, count(*) AS n FROM articles GROUP BY ALL ORDER BY ALL")
    tab_to(page, "Run")
    page.press("Enter")
    page.wait("document.querySelectorAll('td').length == 6")
    tab_to(page, "The answer")


@pytest.mark.browser
def test_a_wide_answer_is_scrolled_with_the_arrow_keys(browser, page):
    page.window(PHONE)
    page.go(f"http://{browser.address}/sql?query=SELECT+*+FROM+articles")
    tab_to(page, "The answer")
    page.press("ArrowRight")
    page.wait("document.activeElement.scrollLeft > 0")  # it glides
    assert page.value("document.activeElement.id || document.activeElement.getAttribute('aria-label')") == "The answer"


@pytest.mark.browser
def test_escape_empties_the_search_box(browser, page):
    page.window(DESK)
    page.go(f"http://{browser.address}/")
    page.write("beras")
    page.press("Escape")
    assert page.value("document.activeElement.value") == ""


TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"
CUT_OFF = """[...document.querySelectorAll('td, th, p, a, h1, figcaption, .rows span, .plot span')].filter(e =>
    !e.closest('.wide, .skip, thead') && e.getBoundingClientRect().right > innerWidth).length"""
SMALLEST = """Math.min(...[...document.querySelectorAll('main *')].filter(e => e.textContent.trim())
    .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
PATHS = [
    "/",
    "/?q=beras",
    "/article/a",
    "/story/a",
    "/outlets",
    "/outlet/satu.example",
    "/sql",
    "/sql?query=SELECT+*+FROM+articles",
]


@pytest.mark.browser
@pytest.mark.parametrize("path", PATHS)
def test_on_a_phone_nothing_is_cut_off_or_too_small_to_read(browser, page, path):
    page.window(PHONE)
    page.go(f"http://{browser.address}{path}")
    assert page.value("innerWidth") == PHONE[0]
    assert page.value(TOO_WIDE) == page.value(CUT_OFF) == 0
    assert page.value(SMALLEST) >= 12
    assert page.value("document.querySelector('button').getBoundingClientRect().height") >= 44


@pytest.mark.browser
def test_on_a_phone_a_row_is_a_card_that_names_its_figures(browser, page):
    page.window(PHONE)
    page.go(f"http://{browser.address}/outlets")
    cell = "document.querySelector('td[data-name=copies]')"
    assert page.value(f"getComputedStyle({cell}, '::before').content") != "none"
    page.window(DESK)
    assert page.value(f"getComputedStyle({cell}, '::before').content") == "none"


@pytest.mark.browser
def test_original_and_copy_stand_side_by_side_on_a_desk_and_one_under_the_other_on_a_phone(browser, page):
    page.window(DESK)
    page.go(f"http://{browser.address}/story/a")
    top = "[...document.querySelectorAll('.pair section')].map(e => Math.round(e.getBoundingClientRect().top))"
    assert len(set(page.value(top))) == 1
    page.window(PHONE)
    assert len(set(page.value(top))) == 2


@given(
    st.lists(st.sampled_from(["satu dua tiga", "empat lima", "enam"]), max_size=8),
    st.lists(st.tuples(st.integers(-2, 20), st.just("iklan"), st.just("r"))),
)
def test_every_paragraph_and_every_removal_is_shown_once(paragraphs, removals):
    text = "\n\n".join(paragraphs)
    pieces = with_removals(text, removals)
    assert [piece.text for piece in pieces if piece.mark == "kept"] == text.split("\n\n")
    assert sum(piece.mark == "cut" for piece in pieces) == len(removals)


def test_paragraphs_are_marked_when_the_other_text_has_less_than_a_fifth():
    left, right = side_by_side(f"{TEXT}\n\n{MORE}", f"Kalimat pembuka yang baru sama sekali.\n\n{TEXT}")
    assert [piece.mark for piece in left] == ["kept", "kept", "dropped"]
    assert right[0] == Piece("Kalimat pembuka yang baru sama sekali.", "added")


def test_charts_are_drawn_of_any_numbers():
    assert charts.bars("t", [], ["n"]) == charts.line("t", [], "n") == charts.ranked("t", [], "n") == ""
    assert charts.timeline("t", [(None, True, "x", True)]) == ""
    assert "20 Jun 2024 x (day only)" in charts.timeline("t", [(datetime(2024, 6, 20, tzinfo=UTC), False, "x", True)])
    assert charts.bars("t", [("a", 0), ("b", None)], ["n"]).count("<rect") == 2
    assert "<path" in charts.of_answer(["day", "n"], [(date(2024, 1, 1), 1), (date(2024, 1, 2), None)])
    assert "<rect" in charts.of_answer(["outlet", "mean"], [("x", Decimal("1.5"))])
    assert charts.of_answer(["a", "b"], [("x", "y")]) == ""
