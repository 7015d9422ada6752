"""One article has one address, one identity, and the day its address holds."""

from datetime import date, datetime
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.outlets import load_outlets
from tasks.steps.markup import Markup
from tasks.steps.urls import article_identity, canonical_url, day_in_url, page_number, page_url, registered_domain, stamp_in_url

PLAIN = "https://kabarcontoh.test/daerah/jembatan-gantung-wanasari-mulai-dibangun"


@pytest.mark.parametrize(
    "url",
    [
        "http://kabarcontoh.test/daerah/jembatan-gantung-wanasari-mulai-dibangun",
        "https://www.kabarcontoh.test/daerah/jembatan-gantung-wanasari-mulai-dibangun/",
        "https://m.kabarcontoh.test/daerah/jembatan-gantung-wanasari-mulai-dibangun?utm_source=x&utm_medium=y",
        "https://amp.kabarcontoh.test/daerah/jembatan-gantung-wanasari-mulai-dibangun",
        "https://www.kabarcontoh.test/amp/daerah/jembatan-gantung-wanasari-mulai-dibangun",
        "https://www.kabarcontoh.test/daerah/jembatan-gantung-wanasari-mulai-dibangun/amp",
        "https://www.kabarcontoh.test/daerah/jembatan-gantung-wanasari-mulai-dibangun?amp=1",
        "https://www.kabarcontoh.test/daerah/jembatan-gantung-wanasari-mulai-dibangun#komentar",
        "https://www.kabarcontoh.test/daerah/jembatan-gantung-wanasari-mulai-dibangun?page=all",
        "https://www.kabarcontoh.test/daerah/jembatan-gantung-wanasari-mulai-dibangun?page=3",
        "https://www.kabarcontoh.test/daerah/jembatan-gantung-wanasari-mulai-dibangun?single=1",
        "https://www.kabarcontoh.test/daerah/jembatan-gantung-wanasari-mulai-dibangun?showpage=all",
        "https://www.kabarcontoh.test/daerah/jembatan-gantung-wanasari-mulai-dibangun/2",
        "https://www.kabarcontoh.test/daerah/jembatan-gantung-wanasari-mulai-dibangun/all",
        "https://www.kabarcontoh.test/daerah/jembatan-gantung-wanasari-mulai-dibangun?fbclid=abc&gclid=x",
        "HTTPS://WWW.KABARCONTOH.TEST:443//daerah//jembatan-gantung-wanasari-mulai-dibangun",
    ],
)
def test_all_addresses_of_an_article_are_one(url: str):
    assert canonical_url(url) == PLAIN


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://contoh.test/?p=123", "https://contoh.test?p=123"),
        ("https://contoh.test/baca.php?id=7&kanal=2", "https://contoh.test/baca.php?id=7&kanal=2"),
        ("http://127.0.0.1:8001/berita/7", "http://127.0.0.1:8001/berita/7"),
        ("https://contoh.test/berita/12/2", "https://contoh.test/berita/12/2"),
        ("https://contoh.test/2020/05/12/", "https://contoh.test/2020/05/12"),
    ],
)
def test_what_may_say_which_article_it_is_stays(url: str, kept: str):
    assert canonical_url(url) == kept


@pytest.mark.parametrize(
    "url",
    [None, "", "mailto:a@b.c", "javascript:void(0)", "/berita/12", "http://", "http://[::", "ftp://contoh.test/x", "x" * 5000],
)
def test_what_is_no_address_is_none(url: str | None):
    assert canonical_url(url) is None


@settings(max_examples=300)
@given(st.text(alphabet="abc/?&=#.:-%@ 12AMP", max_size=60))
def test_twice_canonical_is_once_canonical(rest: str):
    once = canonical_url("https://www.contoh.test/" + rest)
    assert once is None or canonical_url(once) == once


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("https://a.test/x?page=2", 2),
        ("https://a.test/x?page=all", None),
        ("https://a.test/satu-dua-tiga-empat/3", 3),
        ("https://a.test/berita/12", None),
        ("https://a.test/satu-part2", 2),
        ("https://a.test/x?single=1", None),
        ("https://a.test/x?page_num=4", 4),
        (None, None),
    ],
)
def test_the_page_number_of_an_address(url: str | None, number: int | None):
    assert page_number(url) == number


IDENTITIES = [
    ("https://news.detik.com/berita/d-6453785/polisi-soal?single=1", "detik.com:6453785", None),
    ("https://news.detik.com/berita/d-6453785/judul-yang-lain", "detik.com:6453785", None),
    ("http://inet.detik.com/read/2015/11/05/100026/3062623/323/judul", "detik.com:3062623", None),
    ("https://www.antaranews.com/berita/611067/judul", "antaranews.com:antaranews.com/berita/611067", None),
    ("https://jogja.antaranews.com/berita/611067/judul", "antaranews.com:jogja.antaranews.com/berita/611067", None),
    ("https://money.kompas.com/read/2023/11/02/213419026/menhub?page=2", "kompas.com:2023/11/02/213419026", 2),
    ("https://www.cnnindonesia.com/nasional/20220913060418-134-846928/judul-yang-cukup-panjang/2", "cnnindonesia.com:846928", 2),
    ("https://www.republika.co.id/berita/ri3bd7463/as-ancam-korut-part2", "republika.co.id:ri3bd7463", 2),
    ("https://nasional.sindonews.com/read/888397/211/judul-1663481346", "sindonews.com:888397", None),
    ("https://news.okezone.com/read/2022/09/22/320/2672715/judul", "okezone.com:2672715", None),
    ("https://www.suara.com/news/2022/09/18/165000/judul", "suara.com:2022/09/18/165000", None),
    ("https://wartaekonomi.co.id/read444907/judul", "wartaekonomi.co.id:444907", None),
    ("https://www.kabarcontoh.test/x?utm_source=y", "https://kabarcontoh.test/x", None),
]


@pytest.mark.parametrize(("url", "key", "page_no"), IDENTITIES, ids=[url for url, *_ in IDENTITIES])
def test_an_article_is_known_by_its_outlets_own_id(url: str, key: str, page_no: int | None):
    assert article_identity(url, load_outlets().of_host(urlsplit(url).hostname)) == (key, page_no)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://money.kompas.com/read/2022/09/13/113522626/judul", date(2022, 9, 13)),
        ("https://www.cnnindonesia.com/n/20220913060418-134-846928/judul", date(2022, 9, 13)),
        ("https://www.suara.com/n/2022/09/18/165000/judul", date(2022, 9, 18)),
        ("https://nasional.sindonews.com/read/888397/211/judul-1663481346", date(2022, 9, 18)),
        ("http://republika.co.id/berita/n/17/02/07/okzlrr328-judul", date(2017, 2, 7)),
        ("https://contoh.test/2022/12/21/judul", date(2022, 12, 21)),
        ("https://contoh.test/berita/123456/judul-2017", None),
        ("https://contoh.test/99/99/99/judul", None),
    ],
)
def test_the_day_in_an_address(url: str, day: date | None):
    assert day_in_url(url) == day


def test_the_clock_in_an_address():
    assert stamp_in_url("https://money.kompas.com/read/2022/09/13/113522626/judul") == (datetime(2022, 9, 13, 11, 35, 22), True)
    assert stamp_in_url("https://contoh.test/2022/12/21/judul") == (datetime(2022, 12, 21), False)


def test_the_pages_own_canonical_link_goes_before_the_address_it_was_fetched_from():
    said = Markup(canonical="https://www.contoh.test/berita/judul-asli")
    assert page_url(said, "https://m.contoh.test/berita/judul-asli?x=1") == "https://contoh.test/berita/judul-asli"
    assert (
        page_url(Markup(canonical="https://www.contoh.test/"), "https://contoh.test/berita/1") == "https://contoh.test/berita/1"
    )
    assert (
        page_url(Markup(canonical="https://lain.test/berita/1"), "https://contoh.test/berita/1") == "https://contoh.test/berita/1"
    )
    assert page_url(Markup(), None) is None


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("nasional.kompas.com", "kompas.com"),
        ("rejabar.republika.co.id", "republika.co.id"),
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", None),
        ("www.detik.com", "detik.com"),
        (None, None),
    ],
)
def test_the_registered_domain_of_a_host(host: str | None, domain: str | None):
    assert registered_domain(host) == domain
