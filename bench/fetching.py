"""Fetching, measured against a server of this machine: requests a CPU second, and memory over many pages.

    python -m bench.fetching [PAGES]      10,000 pages of 126 KB (the mean of real ones), gzipped, by default

The server is another process, so only the client's CPU seconds count. `httpx` is the same client with the layer people
usually take; `raw` is what asyncio alone needs for the same bytes.
"""

import asyncio
import gzip
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from seeds.outlets import Fetch, Outlet
from tasks.fetch import OutletNight
from tasks.hosts import Manners
from tasks.memory import Memory
from tasks.night import Night
from tasks.site import Site
from warehouse.store import Warehouse

PAGES, PAGE_BYTES, AT_ONCE = 10_000, 126_000, 16
MANNERS = Manners("Kliping/bench")


def page_of() -> bytes:
    chance = random.Random(1)
    words = ["warga", "panen", "jembatan", "desa", "pasar", "nelayan", "sekolah", "harga", "beras", "bakau"]
    body = b""
    while len(body) < PAGE_BYTES:
        body += f"<p class='c{chance.randrange(9999)}'>{' '.join(chance.choices(words, k=40))}</p>\n".encode()
    return b"<html><body>" + body + b"</body></html>"


def serve(port: Any, pages: int) -> None:
    """Answer every path with the page, /rss with a feed of `pages` articles, over keep-alive connections."""
    packed = gzip.compress(page_of(), 6)
    answer = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed)
        + packed
    )

    async def answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = f"127.0.0.1:{writer.get_extra_info('sockname')[1]}"
        items = "".join(f"<item><link>http://{host}/berita/{n}/judul</link></item>" for n in range(pages))
        feed = f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                if b" /rss " in head:
                    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(feed) + feed)
                elif b" /robots.txt " in head:
                    writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                else:
                    writer.write(answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(answered, "127.0.0.1", 0)
        port.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def spent(what: Callable[[], object]) -> tuple[float, float]:
    """Return CPU seconds and seconds that `what` takes."""
    cpu, clock = time.process_time(), time.perf_counter()
    what()
    return time.process_time() - cpu, time.perf_counter() - clock


def memory_mb() -> float:
    """Return the most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


async def many(get: Callable[[int], Awaitable[object]], count: int) -> None:
    numbers = iter(range(count))

    async def work() -> None:
        for number in numbers:
            await get(number)

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))


async def by_site(outlet: Outlet, url: str, count: int) -> None:
    async with Site(outlet, MANNERS) as site:
        await many(lambda n: site.get(f"{url}/berita/{n}/judul"), count)


async def by_httpx(url: str, count: int) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        await many(lambda n: client.get(f"{url}/berita/{n}/judul"), count)


async def by_hand(port: int, count: int) -> None:
    streams = [await asyncio.open_connection("127.0.0.1", port) for _ in range(AT_ONCE)]

    async def get(number: int) -> None:
        reader, writer = stream = streams.pop()
        writer.write(b"GET /berita/%d/judul HTTP/1.1\r\nHost: x\r\n\r\n" % number)
        head = await reader.readuntil(b"\r\n\r\n")
        size = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        gzip.decompress(await reader.readexactly(size))
        streams.append(stream)

    await many(get, count)


def whole_night(outlet: Outlet, count: int, folder: str) -> None:
    """Discover, fetch and store as the nightly task does, robots.txt to Parquet."""
    night = Night("bench", datetime.now(UTC), MANNERS, budget=count)
    with Memory(Warehouse(Path(folder)), outlet, []) as memory:
        asyncio.run(OutletNight(Warehouse(Path(folder)), outlet, night).run(memory))


def main(pages: int) -> None:
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("fork").Process(target=serve, args=(theirs, pages), daemon=True)
    server.start()
    port = ours.recv()
    url = f"http://127.0.0.1:{port}"
    polite = Fetch(requests_per_second=1e6, concurrency=AT_ONCE, max_articles=pages, allow_private_addresses=True)
    outlet = Outlet("Bench", (f"127.0.0.1:{port}",), feeds=(f"{url}/rss",), fetch=polite, full_page="?page=all")
    some = min(2_000, pages)
    print(f"{'what':<34}{'pages':>8}{'a CPU second':>14}{'a second':>10}{'memory MB':>11}")

    def show(name: str, count: int, what: Callable[[], object]) -> None:
        cpu_s, clock_s = spent(what)
        print(f"{name:<34}{count:>8,}{count / cpu_s:>14,.0f}{count / clock_s:>10,.0f}{memory_mb():>11,.0f}", flush=True)

    show("raw asyncio", some, lambda: asyncio.run(by_hand(port, some)))
    show("httpx", some, lambda: asyncio.run(by_httpx(url, some)))
    show("Site.get (robots, pace, checks)", some, lambda: asyncio.run(by_site(outlet, url, some)))
    with tempfile.TemporaryDirectory() as folder:
        show("a whole night, pages stored", some, lambda: whole_night(outlet, some, folder))
    with tempfile.TemporaryDirectory() as folder:
        show("a whole night, pages stored", pages, lambda: whole_night(outlet, pages, folder))
    server.terminate()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PAGES)
