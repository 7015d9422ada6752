"""Discovery: what feeds, sitemaps and pages list becomes articles of the outlet, each once, and nothing else."""

import gzip
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.outlets import Fetch, Outlet
from tasks.steps.web.addresses import full_page_url, owns, request_url, why_refused
from tasks.steps.web.discover import (
    Finding,
    found_in_feed,
    found_in_page,
    found_in_sitemap,
    index_days,
    is_article,
    is_within,
    lists_since,
)
from tasks.steps.web.pagers import later_indexes, later_pages
from tasks.steps.web.revisits import next_try, next_visit
from tasks.steps.web.robots import robots_of

PLAIN = Outlet("Kabar", ("kabar.example",))
WITH_ID = Outlet("Warta", ("warta.example",), article_url=re.compile(r"/berita/(?P<id>\d+)"), fetch=Fetch())
SLUG = "https://kabar.example/2024/06/20/warga-menanam-bakau-di-pesisir"
NOON = datetime(2024, 6, 20, 5, 0, tzinfo=UTC)


def urls(found) -> list[str]:
    return [finding.url for finding in found.articles]


def rss(*links: str, date: str = "") -> bytes:
    return f"<rss version='2.0'><channel>{''.join(f'<item><link>{link}</link>{date}</item>' for link in links)}</channel></rss>".encode()


def test_a_feed_gives_its_articles_in_order_without_tracking():
    body = rss(
        "https://kabar.example/a/panen-raya?utm_source=rss",
        "https://kabar.example/b/banjir-surut",
        date="<pubDate>Thu, 20 Jun 2024 12:00:00 +0700</pubDate>",
    )
    found = found_in_feed(body, "https://kabar.example/rss", PLAIN)
    assert urls(found) == ["https://kabar.example/a/panen-raya", "https://kabar.example/b/banjir-surut"]
    assert found.articles[0].changed_at == NOON


def test_atom_is_read_like_rss():
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/a/panen-raya"/><updated>2024-06-20T05:00:00Z</updated></entry></feed>"""
    found = found_in_feed(body, "https://kabar.example/atom", PLAIN)
    assert found.articles == [Finding("https://kabar.example/a/panen-raya", "https://kabar.example/a/panen-raya", NOON)]


def test_one_article_in_several_forms_is_found_once():
    forms = [
        "https://kabar.example/a/panen-raya",
        "http://www.kabar.example/a/panen-raya/",
        "https://m.kabar.example/a/panen-raya/amp",
        "https://kabar.example/a/panen-raya?page=2",
    ]
    assert len(found_in_feed(rss(*forms), "https://kabar.example/rss", PLAIN).articles) == 1


def test_a_new_headline_keeps_the_key_where_the_outlet_has_ids():
    found = found_in_feed(
        rss("https://warta.example/berita/77/lama", "https://warta.example/berita/78/lain"), "https://warta.example/rss", WITH_ID
    )
    renamed = found_in_feed(rss("https://warta.example/berita/77/judul-baru"), "https://warta.example/rss", WITH_ID)
    assert found.articles[0].key == renamed.articles[0].key != found.articles[1].key


def test_addresses_of_others_and_of_no_article_are_passed_over():
    body = rss(
        "https://lain.example/a/b-c-d-e",
        "https://kabar.example/",
        "https://kabar.example/tag/pangan",
        "javascript:alert(1)",
        "https://kabar.example.evil.example/x/panen-raya",
    )
    found = found_in_feed(body, "https://kabar.example/rss", PLAIN)
    assert (urls(found), found.passed_over) == ([], 5)


@pytest.mark.parametrize(
    "body", [b"", b"\x00\x01", b"<rss>", b"<html>bukan</html>", b"\x1f\x8b\x08broken", b"/etc/passwd", b"http://127.0.0.1:1/x"]
)
def test_what_is_no_list_gives_nothing(body):
    for read in (found_in_feed, found_in_sitemap, found_in_page):
        assert urls(read(body, "https://kabar.example/x", PLAIN)) == []


@given(st.binary(max_size=400))
def test_no_bytes_break_a_reader_or_lead_it_off_the_outlet(body):
    for read in (found_in_feed, found_in_sitemap, found_in_page):
        found = urls(read(body, "https://kabar.example/x", PLAIN))
        assert all(owns(PLAIN, url) for url in found)


def test_a_bomb_of_entities_gives_nothing_much():
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "'
        + b"x" * 1000
        + b'"><!ENTITY b "'
        + b"&a;" * 1000
        + b'"><!ENTITY c "'
        + b"&b;" * 1000
        + b'">]><urlset><url><loc>&c;</loc></url></urlset>'
    )
    assert urls(found_in_sitemap(bomb, "https://kabar.example/sitemap.xml", PLAIN)) == []
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><urlset><url><loc>https://kabar.example/a-b-c-d/&a;</loc></url></urlset>'
    assert all(
        "&" not in url and len(url) < 60 for url in urls(found_in_sitemap(outside, "https://kabar.example/sitemap.xml", PLAIN))
    )


def test_a_news_sitemap_is_read_packed_and_trusted():
    body = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
      <url><loc>https://kabar.example/a/panen</loc><news:news><news:publication_date>2024-06-20T12:00:00+07:00</news:publication_date></news:news></url></urlset>"""
    for form in (body, gzip.compress(body)):
        found = found_in_sitemap(form, "https://kabar.example/sitemap.xml.gz", PLAIN)
        panen = "https://kabar.example/a/panen"
        assert found.articles == [Finding(panen, panen, NOON, "2024-06-20T12:00:00+07:00")]


def test_an_index_gives_the_sitemaps_that_may_hold_something_new():
    body = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <sitemap><loc>https://kabar.example/sitemap-2024-06.xml</loc></sitemap>
      <sitemap><loc>https://kabar.example/sitemap-2019-01.xml</loc></sitemap>
      <sitemap><loc>https://kabar.example/news.xml</loc><lastmod>2024-06-20</lastmod></sitemap>
      <sitemap><loc>https://kabar.example/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>
      <sitemap><loc>https://lain.example/news.xml</loc></sitemap></sitemapindex>"""
    found = found_in_sitemap(body.encode(), "https://kabar.example/sitemap.xml", PLAIN)
    wanted = ["https://kabar.example/news.xml", "https://kabar.example/sitemap-2024-06.xml"]
    assert lists_since(found.lists, datetime(2024, 6, 19, tzinfo=UTC)) == wanted


def test_a_page_gives_articles_and_feeds_and_no_sections():
    body = f"""<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body><a href="{SLUG}">A</a>
      <a href="/">Beranda</a><a href="/tag/bakau">Bakau</a><a href="/indeks?page=2">2</a><a href="/nasional">Nasional</a><a href="/foto.jpg">F</a>
      <a href="/login">L</a><a href="mailto:a@b.example">M</a><a href="https://lain.example/2024/06/20/x-y-z-w-v">L</a></body></html>"""
    found = found_in_page(body.encode(), "https://kabar.example/", PLAIN)
    assert urls(found) == [SLUG]
    assert found.lists == [("https://kabar.example/rss", None)]


def test_the_outlets_own_pattern_decides():
    assert is_article("https://warta.example/berita/77/x", WITH_ID)
    assert not is_article("https://warta.example/2024/06/20/warga-menanam-bakau-di-pesisir", WITH_ID, is_trusted=True)


@pytest.mark.parametrize(
    ("url", "is_owned"),
    [
        ("https://kabar.example/x", True),
        ("https://bali.kabar.example/x", True),
        ("https://kabar.example:8443/x", False),
        ("https://notkabar.example/x", False),
        ("ftp://kabar.example/x", False),
        ("https://user@kabar.example/x", False),
        ("https://kabar.example@evil.example/x", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_an_outlet_owns_its_domains_and_no_other_port(url, is_owned):
    assert owns(PLAIN, url) is is_owned


def test_what_changed_before_the_last_night_is_not_new():
    since = datetime(2024, 6, 19, tzinfo=UTC)
    old, new = datetime(2024, 6, 1, tzinfo=UTC), datetime(2024, 6, 19, 3, tzinfo=UTC)
    assert not is_within(Finding("https://kabar.example/x", "x", old), since)
    assert is_within(Finding("https://kabar.example/x", "x", new), since)
    assert is_within(Finding("https://kabar.example/x", "x"), since)
    assert not is_within(Finding("https://kabar.example/2024/05/20/x", "x"), since)


def test_a_dated_index_is_asked_for_each_day_missed():
    days = index_days("https://kabar.example/indeks?date={day}", date(2024, 6, 18), date(2024, 6, 20))
    assert days == [f"https://kabar.example/indeks?date=2024-06-{n}" for n in (20, 19, 18)]
    assert index_days("https://kabar.example/i/{day:%m/%d/%Y}", date(2024, 6, 20), date(2024, 6, 20)) == [
        "https://kabar.example/i/06/20/2024"
    ]
    with pytest.raises(ValueError, match=r"wanted \{day\}"):
        index_days("https://kabar.example/{day}/{bulan}", date(2024, 6, 20), date(2024, 6, 20))


@pytest.mark.parametrize(
    ("found", "asked"),
    [
        ("http://www.kabar.example/a/panen/?utm_source=x&id=7#top", "http://www.kabar.example/a/panen/?id=7"),
        ("https://m.kabar.example/a/panen", "https://kabar.example/a/panen"),
        ("https://kabar.example/a/panen/amp", "https://kabar.example/a/panen"),
        ("mailto:a@b.example", None),
    ],
)
def test_an_article_is_asked_for_as_found_less_tracking(found, asked):
    assert request_url(found) == asked


@pytest.mark.parametrize(
    ("rule", "whole"),
    [
        ("?page=all", "https://kabar.example/a/x?id=7&page=all"),
        ("/all", "https://kabar.example/a/x/all?id=7"),
        ("pages", "https://kabar.example/a/x?id=7"),
        (None, "https://kabar.example/a/x?id=7"),
    ],
)
def test_the_full_page_rule_makes_the_address_of_the_whole(rule, whole):
    assert full_page_url("https://kabar.example/a/x?id=7", rule) == whole


def test_the_pager_of_an_article_gives_its_other_pages_only():
    pages = f'<a href="{SLUG}?page=1">1</a><a href="{SLUG}?page=2">2</a><a href="{SLUG}?page=3&amp;utm_source=x">3</a>'
    body = f'{pages}<a href="/2024/06/20/berita-lain-yang-juga-panjang?page=2">x</a>'.encode()
    assert list(later_pages(body, SLUG, PLAIN)) == [2, 3]
    path = f'<a href="{SLUG}/2">2</a><a href="{SLUG}/2024">x</a>'.encode()
    assert later_pages(path, SLUG, PLAIN) == {2: f"{SLUG}/2"}
    part = Outlet("R", ("kabar.example",), full_page="pages")
    assert later_pages(f'<a href="{SLUG}-part2">2</a>'.encode(), SLUG, part) == {2: f"{SLUG}-part2"}


def test_the_pager_of_an_index_keeps_its_day():
    here = "https://kabar.example/indeks?date=2024-06-20"
    body = b'<a href="?date=2024-06-20&amp;page=2">2</a><a href="?date=2024-06-19&amp;page=3">x</a>'
    assert later_indexes(body, here) == {2: f"{here}&page=2"}


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "2001:db8::1",
        "fd00:ec2::254",
        "kabar",
    ],
)
def test_an_address_that_is_not_public_is_refused(address):
    assert why_refused(address)


def test_a_public_address_is_not_and_a_file_may_admit_private_ones():
    assert why_refused("103.10.66.10") is None
    assert why_refused("2606:4700::1111") is None
    assert why_refused("127.0.0.2", allow_private=True) is None
    assert why_refused("10.0.0.8", allow_private=True) is None
    for address in ("169.254.169.254", "::ffff:169.254.169.254", "fe80::1", "224.0.0.1", "0.0.0.0"):
        assert why_refused(address, allow_private=True)


def test_a_late_look_counts_for_all_that_were_due_and_each_is_due_a_little_early():
    at = lambda hours: datetime.fromtimestamp(1_700_000_000, UTC) + timedelta(hours=hours)  # noqa: E731  shorter than four lines
    assert [next_visit(at(0), at(h)) for h in (0, 1, 21, 23.5, 70, 500)] == [at(0.9), at(5.4), at(22), at(70), None, None]


def test_what_failed_is_tried_again_later_each_time_and_not_for_ever():
    waits = [next_try("timeout", tries, NOON) for tries in (1, 2, 3, 4)]
    assert [(wait - NOON).total_seconds() / 3600 if wait else None for wait in waits] == [12, 24, 48, None]
    assert next_try("http-404", 1, NOON) is None


def test_robots_txt_is_read_by_its_status():
    rules = b"User-agent: *\nDisallow: /dalam\nCrawl-delay: 2\nSitemap: https://kabar.example/s.xml\n"
    read = robots_of(200, rules)
    assert (read.allows("https://kabar.example/dalam/x"), read.allows("https://kabar.example/x"), read.delay_s) == (
        False,
        True,
        2.0,
    )
    assert read.sitemaps == ["https://kabar.example/s.xml"]
    assert robots_of(404, b"").allows("https://kabar.example/dalam")
    for status in (429, 500, 503, None, 302):
        assert robots_of(status, rules).away
    assert robots_of(200, b"\x89PNG\r\n").allows("https://kabar.example/")
