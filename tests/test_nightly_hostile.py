"""A night meets bad servers: each costs itself, and what came of it has a reason."""

import asyncio
import gzip
import itertools
import socket
import struct
import threading
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from seeds import outlets
from seeds.outlets import read_outlet
from tasks import web
from tasks.hosts import Manners
from tasks.site import Reply, Site
from tests.web import Handler, Outlet

QUICK = Manners("Kliping/test (+https://kliping.example)", tries=2, backoff_s=0.01, pause_s=0.1, longest_wait_s=3)


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with Outlet("127.0.0.2", "Nakal") as found:
        yield found


def ask(outlet: Outlet, tmp_path, *paths: str, manners: Manners = QUICK, **fetch) -> list[Reply]:
    known = read_outlet(outlet.file(tmp_path, fetch=fetch))

    async def run() -> list[Reply]:
        async with Site(known, manners) as site:
            return [await site.get(path if "://" in path else outlet.url + path) for path in paths]

    return asyncio.run(run())


def one(outlet: Outlet, tmp_path, path: str = "/berita/1/judul", **fetch) -> Reply:
    return ask(outlet, tmp_path, path, **fetch)[0]


def raw(data: bytes, linger: float = 0.0):
    """Answer with these bytes, wait, and drop the connection."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(data)
        handler.wfile.flush()
        time.sleep(linger)
        handler.close_connection = True

    return answer


def test_a_server_that_never_answers_costs_its_time_limit(outlet, tmp_path):
    outlet.special["/berita/1/judul"] = lambda handler: time.sleep(1.5)
    begun = time.monotonic()
    assert one(outlet, tmp_path, timeout_s=0.3).reason == "timeout"
    assert time.monotonic() - begun < 1.5


def test_a_server_that_drips_costs_its_time_limit(outlet, tmp_path):
    def drip(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(12):
            handler.wfile.write(b"x")
            time.sleep(0.1)

    outlet.special["/berita/1/judul"] = drip
    assert one(outlet, tmp_path, timeout_s=0.4).reason == "timeout"


def test_redirects_that_go_in_a_circle_end(outlet, tmp_path):
    outlet.special["/berita/1/judul"] = lambda h: h.send(302, "", Location="/berita/2/judul")
    outlet.special["/berita/2/judul"] = lambda h: h.send(302, "", Location="/berita/1/judul")
    assert one(outlet, tmp_path).reason == "redirect-loop"
    assert len(outlet.asked("/berita")) == 6


def test_gzipped_zeros_are_cut_at_the_limit_before_they_are_in_memory(outlet, tmp_path):
    bomb = gzip.compress(bytes(200_000_000), 1)
    outlet.special["/berita/1/judul"] = lambda h: h.send(200, bomb, Content_Encoding="gzip")
    tracemalloc.start()
    try:
        reply = one(outlet, tmp_path, max_bytes=1_000_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (reply.reason, reply.body) == ("too-large", b"")
    assert peak < 20_000_000


def test_a_long_body_is_cut_at_the_limit(outlet, tmp_path):
    outlet.special["/berita/1/judul"] = lambda h: h.send(200, b"x" * 2_000_000)
    assert one(outlet, tmp_path, max_bytes=1_000_000).reason == "too-large"
    assert len(one(outlet, tmp_path, max_bytes=2_000_000).body) == 2_000_000


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_body_that_lies_about_its_encoding_has_a_reason(outlet, tmp_path, encoding):
    outlet.special["/berita/1/judul"] = lambda h: h.send(200, b"<html>polos</html>", Content_Encoding=encoding)
    assert one(outlet, tmp_path).reason == "bad-encoding"


def test_an_encoding_nobody_asked_for_has_a_reason(outlet, tmp_path):
    outlet.special["/berita/1/judul"] = lambda h: h.send(200, b"\x00", Content_Encoding="br")
    assert one(outlet, tmp_path).reason == "bad-encoding"


def test_gzip_and_deflate_with_and_without_a_wrapper_are_opened(outlet, tmp_path):
    import zlib

    page = b"<p>Warga menanam bakau.</p>"
    bare = zlib.compressobj(wbits=-15)
    for path, data, encoding in (
        ("/a", gzip.compress(page), "gzip"),
        ("/b", zlib.compress(page), "deflate"),
        ("/c", bare.compress(page) + bare.flush(), "deflate"),
    ):
        outlet.special[path] = lambda h, data=data, encoding=encoding: h.send(200, data, Content_Encoding=encoding)
        assert one(outlet, tmp_path, path).body == page


def test_a_length_that_lies_has_a_reason(outlet, tmp_path):
    outlet.special["/berita/1/judul"] = raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<p>pendek</p>"
    )
    assert one(outlet, tmp_path).reason == "incomplete"


def test_a_connection_dropped_in_a_compressed_body_has_a_reason(outlet, tmp_path):
    whole = gzip.compress(b"<p>Warga menanam bakau di pesisir.</p>" * 500)
    outlet.special["/berita/1/judul"] = raw(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n" + whole[: len(whole) // 2]
    )
    assert one(outlet, tmp_path).reason == "incomplete"


@pytest.mark.parametrize("data", [b"", b"\x00\xff\x00", b"HTTP/9.9 what\r\n\r\n", b"HTTP/1.1 200 OK\r\nBad\x00Header: 1\r\n\r\n"])
def test_what_is_no_http_has_a_reason(outlet, tmp_path, data):
    outlet.special["/berita/1/judul"] = raw(data)
    assert one(outlet, tmp_path).reason in ("incomplete", "protocol")


def test_a_reset_connection_has_a_reason(outlet, tmp_path):
    def reset(handler: Handler) -> None:
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()
        handler.close_connection = True

    outlet.special["/berita/1/judul"] = reset
    assert one(outlet, tmp_path).reason in ("incomplete", "protocol", "connection")


@pytest.mark.parametrize("status", [403, 404, 410, 451])
def test_a_status_is_the_reason_and_is_not_asked_twice(outlet, tmp_path, status):
    outlet.special["/berita/1/judul"] = lambda h: h.send(status, "tidak")
    reply = one(outlet, tmp_path)
    assert (reply.reason, reply.status) == (f"http-{status}", status)
    assert len(outlet.asked("/berita")) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_status_that_may_pass_is_asked_again(outlet, tmp_path, status):
    answers = iter([status, 200])
    outlet.special["/berita/1/judul"] = lambda h: h.send(next(answers), "<p>Warga</p>")
    assert one(outlet, tmp_path).reason is None
    assert len(outlet.asked("/berita")) == 2


def test_retry_after_is_kept(outlet, tmp_path):
    answers = iter([503, 200])

    def busy(handler: Handler) -> None:
        status = next(answers)
        handler.send(status, "", **({"Retry_After": "1"} if status == 503 else {}))

    outlet.special["/berita/1/judul"] = busy
    assert one(outlet, tmp_path).reason is None
    first, second = outlet.asked("/berita")
    assert second.at - first.at >= 1.0


def test_a_host_that_asks_for_a_long_wait_is_left_alone_tonight(outlet, tmp_path):
    outlet.special["/berita/1/judul"] = lambda h: h.send(429, "", Retry_After="7200")
    replies = ask(outlet, tmp_path, "/berita/1/judul", "/berita/2/judul")
    assert [reply.reason for reply in replies] == ["asked-to-wait", "asked-to-wait"]
    assert len(outlet.asked("/berita")) == 1


def test_a_host_that_fails_again_and_again_is_left_alone(outlet, tmp_path):
    for n in range(40):
        outlet.special[f"/berita/{n}/judul"] = lambda h: h.send(500, "")
    replies = ask(outlet, tmp_path, *(f"/berita/{n}/judul" for n in range(40)))
    assert replies[-1].reason == "host-down"
    assert len(outlet.asked("/berita")) == QUICK.failures + 1


def test_a_host_that_recovers_after_a_pause_is_asked_on(outlet, tmp_path):
    def answer(handler: Handler) -> None:
        handler.send(500 if len(outlet.asked("/berita")) <= QUICK.failures else 200, "<p>Warga</p>")

    for n in range(20):
        outlet.special[f"/berita/{n}/judul"] = answer
    assert ask(outlet, tmp_path, *(f"/berita/{n}/judul" for n in range(20)))[-1].reason is None


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data/", "off-site"),
        ("file:///etc/passwd", "off-site"),
        ("http://lain.example/berita", "off-site"),
        ("//169.254.169.254/x", "off-site"),
        ("gopher://127.0.0.1:70/", "off-site"),
        ("http://[::1/", "protocol"),
        ("http://user@127.0.0.2/", "off-site"),
    ],
)
def test_a_redirect_never_leaves_the_outlet(outlet, tmp_path, target, reason):
    outlet.special["/berita/1/judul"] = lambda h: h.send(302, "", Location=target)
    assert one(outlet, tmp_path).reason == reason


def test_a_private_address_is_refused_unless_the_file_allows_it(outlet, tmp_path):
    reply = one(outlet, tmp_path, allow_private_addresses=False)
    assert (reply.reason, outlet.log) == ("robots-unreachable", [])
    assert "not a public address" in str(reply.detail)


def test_an_address_is_checked_where_it_is_connected_to(outlet, tmp_path, monkeypatch):
    """A name that turned to another address after it was checked would gain nothing: what is checked is what is connected to."""

    async def resolve(self, host, port, **_):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("169.254.169.254", port))]

    monkeypatch.setattr(asyncio.base_events.BaseEventLoop, "getaddrinfo", resolve)

    async def run() -> None:
        async with web.Web("test", allow_private=True) as client:
            await client.get("http://rebind.example/", 2, 1000)

    with pytest.raises(web.WebError, match="link-local"):
        asyncio.run(run())


@pytest.mark.parametrize(("answer", "lookups"), [(socket.EAI_NONAME, 1), (socket.EAI_AGAIN, QUICK.tries)])
def test_a_name_nobody_bears_is_looked_up_once_and_one_that_got_no_answer_again(monkeypatch, answer, lookups):
    asked: list[str] = []

    async def resolve(self, host, port, **_):
        asked.append(host)
        raise socket.gaierror(answer, "as the resolver says")

    monkeypatch.setattr(asyncio.base_events.BaseEventLoop, "getaddrinfo", resolve)

    async def run() -> list[Reply]:
        async with Site(outlets.Outlet("Hilang", ("hilang.example",)), QUICK) as site:
            return [await site.get(f"https://hilang.example/berita/{n}") for n in range(3)]

    assert {reply.reason for reply in asyncio.run(run())} == {"robots-unreachable"}
    assert len(asked) == lookups


def test_robots_txt_denies(tmp_path):
    with Outlet("127.0.0.2", "Tertutup", robots="User-agent: *\nDisallow: /berita/\nAllow: /\n") as outlet:
        denied, allowed = ask(outlet, tmp_path, "/berita/1/judul", "/lain/1/judul")
        assert (denied.reason, allowed.reason) == ("robots-denied", "http-404")
        assert outlet.asked("/berita") == []


def test_robots_txt_may_speak_to_us_alone(tmp_path):
    with Outlet("127.0.0.2", "Khusus", robots="User-agent: Kliping\nDisallow: /\n\nUser-agent: *\nAllow: /\n") as outlet:
        assert one(outlet, tmp_path).reason == "robots-denied"


def test_a_redirect_to_what_robots_txt_denies_is_not_followed(tmp_path):
    with Outlet("127.0.0.2", "Tertutup", robots="User-agent: *\nDisallow: /dalam/\n") as outlet:
        outlet.special["/berita/1/judul"] = lambda h: h.send(301, "", Location="/dalam/rahasia")
        assert one(outlet, tmp_path).reason == "robots-denied"
        assert outlet.asked("/dalam") == []


def test_no_robots_txt_allows_and_a_broken_one_keeps_us_away(outlet, tmp_path):
    outlet.robots = None
    assert one(outlet, tmp_path).reason == "http-404"
    outlet.special["/robots.txt"] = lambda h: h.send(503, "")
    outlet.log.clear()
    assert one(outlet, tmp_path).reason == "robots-unreachable"
    assert outlet.asked("/berita") == []


def test_crawl_delay_is_kept(tmp_path):
    with Outlet("127.0.0.2", "Lambat", robots="User-agent: *\nCrawl-delay: 0.4\n") as outlet:
        ask(outlet, tmp_path, *(f"/berita/{n}/judul" for n in range(3)))
        times = [one.at for one in outlet.asked("/berita")]
        assert min(b - a for a, b in itertools.pairwise(times)) >= 0.38


def test_the_rate_and_the_concurrency_of_the_file_are_kept(outlet, tmp_path):
    """Many ask at once; the log shows the pace, and never more at a time than the file says."""
    at_once, most, lock = 0, 0, threading.Lock()

    def slow(handler: Handler) -> None:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.15)
        with lock:
            at_once -= 1
        handler.send(200, "<p>Warga</p>")

    for n in range(10):
        outlet.special[f"/berita/{n}/judul"] = slow
    known = read_outlet(outlet.file(tmp_path, fetch={"requests_per_second": 20.0, "concurrency": 2}))

    async def run() -> None:
        async with Site(known, QUICK) as site:
            await asyncio.gather(*(site.get(f"{outlet.url}/berita/{n}/judul") for n in range(10)))

    asyncio.run(run())
    times = [one.at for one in outlet.asked("/berita")]
    assert most == 2
    assert min(b - a for a, b in itertools.pairwise(times)) >= 0.04


def test_every_request_says_who_asks(outlet, tmp_path):
    one(outlet, tmp_path)
    assert {asked.agent for asked in outlet.log} == {QUICK.user_agent}


def test_retry_after_may_be_a_date():
    from tasks.site import retry_after

    now = datetime(2024, 6, 20, 0, 0, tzinfo=UTC)
    assert retry_after("Thu, 20 Jun 2024 00:01:30 GMT", now) == 90
    assert retry_after("120", now) == 120
    assert retry_after("soon", now) is None
