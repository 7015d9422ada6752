"""What many templates say about an article is read the same: headline, reporters, editors, date, outlet."""

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.outlets import Outlets
from tasks.steps.credits import read_credits
from tasks.steps.dates import date_witnesses, read_dates
from tasks.steps.markup import Markup, read_markup, section_of, tags_of
from tasks.steps.publishers import outlet_of
from tasks.steps.titles import headline
from tasks.steps.urls import page_url
from tests.metadata_pages import TITLE, Page, load_pages

PAGES = load_pages()


def read(html: str) -> Markup:
    return read_markup(lxml.html.document_fromstring(html))


@pytest.fixture(params=PAGES, ids=[page.name for page in PAGES])
def page(request: pytest.FixtureRequest) -> Page:
    return request.param


def test_the_headline_is_the_printed_one(page: Page):
    assert headline(read(page.html)).title == page.title


def test_reporters_and_editors_are_told_apart_and_the_sidebar_has_no_say(page: Page):
    credit = read_credits(read(page.html))
    assert (credit.authors, credit.editors) == (page.authors, page.editors)


def test_the_publication_date_is_the_articles_own(page: Page):
    markup = read(page.html)
    verdict = read_dates(date_witnesses(markup, page_url(markup, None)), None)
    assert (verdict.published_at.isoformat() if verdict.published_at else None) == page.at
    assert verdict.precision == (page.precision if page.at else None)
    if page.published_from:
        assert verdict.published_from == page.published_from


def test_the_outlet_is_the_host_of_the_pages_own_address(page: Page):
    assert outlet_of(None, read(page.html), (), Outlets([])) == "kabarcontoh.test"


def test_reading_twice_gives_the_same():
    markup = read(PAGES[0].html)
    assert headline(markup).title == headline(read(PAGES[0].html)).title
    assert [mark.text for mark in markup.near_title()] == [mark.text for mark in read(PAGES[0].html).near_title()]


def test_tags_are_read_as_printed_before_those_in_meta():
    html = (
        f"<title>{TITLE}</title><meta name='keywords' content='jembatan, wanasari'><h1>{TITLE}</h1>"
        "<div class='post-tags'><a href='/tag/jembatan'>#Jembatan</a> <a href='/tag/wanasari'>Wanasari</a></div>"
    )
    assert tags_of(read(html)) == ["Jembatan", "Wanasari"]
    assert tags_of(read("<meta name='keywords' content='jembatan, wanasari, Jembatan'><p>x</p>")) == ["jembatan", "wanasari"]


def test_keywords_that_describe_the_whole_site_are_no_tags():
    words = ", ".join(f"kata{n}" for n in range(40))
    assert tags_of(read(f"<meta name='keywords' content='{words}'><p>x</p>")) == []


def test_a_section_comes_from_meta_or_the_innermost_crumb():
    assert section_of(read("<meta property='article:section' content='Ekonomi'><p>x</p>")) == "Ekonomi"
    crumbs = "<div class='breadcrumb'><a>Home</a> / <a>News</a> / <a>Daerah</a></div>"
    assert section_of(read(f"<title>{TITLE}</title><div>{crumbs}<h1>{TITLE}</h1></div>")) == "Daerah"
    assert (
        section_of(read(f"<title>{TITLE}</title><div><div class='breadcrumb'>Home / Daerah</div><h1>{TITLE}</h1></div>"))
        == "Daerah"
    )
    assert section_of(read("<p>x</p>")) is None


def test_json_ld_of_another_article_in_a_list_is_not_this_article():
    other = '{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Lain","datePublished":"2020-01-01T00:01:00Z"}]}'
    markup = read(f"<title>{TITLE}</title><script type='application/ld+json'>{other}</script><h1>{TITLE}</h1>")
    assert markup.article == {}


def test_an_article_among_several_is_the_one_with_the_pages_title():
    objects = ",".join(
        f'{{"@type":"NewsArticle","headline":"{title}","author":"A B"}}' for title in ("Berita Lain Sama Sekali", TITLE)
    )
    markup = read(f"<title>{TITLE}</title><script type='application/ld+json'>[{objects}]</script><h1>{TITLE}</h1>")
    assert markup.article["headline"] == TITLE


NASTY = st.lists(
    st.sampled_from(
        [
            "<h1>",
            "</h1>",
            "<div class='author date tags'>",
            "</div>",
            "<time datetime='2023-13-45'>",
            "<br>",
            "<a href=':'>",
            "Rabu, ",
            "6 September 2023 ",
            "25:99 WIB",
            "Oleh : ",
            "Rina Kartika",
            "\x00",
            "&#0;",
            "<script type='application/ld+json'>{\"@type\":",
            "[[[[",
            "</script>",
            "<meta name='author'>",
            "<meta property='og:title' content='x - y'>",
            "<link rel=canonical href='http://[::'>",
            "<title>",
            "(fyk/ash)",
            "\ud83d\ude00",
            "<svg><title>t</title></svg>",
        ]
    ),
    max_size=30,
)


@settings(max_examples=150, deadline=None)
@given(NASTY)
def test_no_page_however_broken_stops_the_reading(pieces: list[str]):
    html = "<html><body>" + "".join(pieces).encode("utf-8", "replace").decode().replace("\x00", "") + "</body></html>"
    markup = read(html)
    headline(markup)
    read_credits(markup)
    verdict = read_dates(date_witnesses(markup, page_url(markup, None)), None)
    assert (verdict.published_at is None) == (verdict.published_from is None)
    assert all(tag == tag.strip() for tag in [*tags_of(markup), section_of(markup) or ""])


def test_a_space_between_two_elements_stays_between_their_words():
    marks = read("<body><p><b>Rina Kartika</b> <b>Rabu</b><b>, 6</b></p><p><b>Pasal</b><b>ku</b></p></body>").marks
    assert [mark.text for mark in marks] == ["Rina Kartika Rabu, 6", "Pasalku"]
