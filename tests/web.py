"""Made-up outlets on real sockets: each a web server on its own loopback address, with a clock, a log, and what it published."""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

WIB = timezone(timedelta(hours=7))
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


@dataclass
class Story:
    """One article of a made-up outlet; `paragraphs` of more than one list are pages of it."""

    path: str
    title: str
    paragraphs: list[str]
    published_at: datetime
    changed_at: datetime | None = None
    pages: list[list[str]] = field(default_factory=list)


@dataclass
class Asked:
    """One line of a server's log."""

    at: float
    path: str
    agent: str
    conditions: dict[str, str]
    status: int = 0


Special = Callable[["Handler"], None]


class Outlet:
    """A news site on `address`: robots.txt, /rss, /sitemap.xml, /indeks, the front page and its articles, over HTTP/1.1.

    `special` answers paths in its own way; `log` has every request in its order.
    """

    def __init__(self, address: str, name: str, robots: str | None = "User-agent: *\nAllow: /\n", **toml: Any) -> None:
        self.name, self.robots, self.toml = name, robots, toml
        self.now = datetime(2024, 6, 20, 2, 0, tzinfo=WIB)
        self.stories: list[Story] = []
        self.special: dict[str, Special] = {}
        self.log: list[Asked] = []
        self.feed_size = 10
        self.server = ThreadingHTTPServer((address, 0), Handler)
        self.server.daemon_threads = True
        self.server.outlet = self  # type: ignore[attr-defined]  # the handler finds its site by it
        self.host = f"{address}:{self.server.server_address[1]}"
        self.url = f"http://{self.host}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.server.shutdown()
        self.server.server_close()

    def publish(
        self, path: str, title: str, *paragraphs: str, hours_ago: float = 5, pages: list[list[str]] | None = None
    ) -> Story:
        text = list(paragraphs) or sentences(title)
        story = Story(path, title, text, self.now - timedelta(hours=hours_ago), pages=pages or [])
        self.stories.insert(0, story)
        return story

    def file(self, folder: Path, **more: Any) -> Path:
        """Write the outlet's TOML; it is fetched fast unless told otherwise."""
        told = {"feeds": [f"{self.url}/rss"], **self.toml, **more}
        fetch = {
            "requests_per_second": 200.0,
            "concurrency": 2,
            "timeout_s": 5,
            "allow_private_addresses": True,
            **told.pop("fetch", {}),
        }
        lines = [
            f'name = "{self.name}"',
            f'domains = ["{self.host}"]',
            *(f"{key} = {toml(value)}" for key, value in told.items()),
        ]
        lines += ["[fetch]", *(f"{key} = {toml(value)}" for key, value in fetch.items())]
        path = folder / f"{self.name.lower()}.toml"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def asked(self, prefix: str) -> list[Asked]:
        return [one for one in self.log if one.path.startswith(prefix)]

    # What the site says.

    def feed(self) -> str:
        items = "".join(
            f"<item><title>{s.title}</title><link>{self.url}{s.path}?utm_source=rss</link><pubDate>{format_datetime(s.published_at)}</pubDate></item>"
            for s in self.stories[: self.feed_size]
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{self.name}</title>{items}</channel></rss>'
        )

    def sitemap(self) -> str:
        urls = "".join(
            f"<url><loc>{self.url}{s.path}</loc><lastmod>{(s.changed_at or s.published_at).isoformat()}</lastmod></url>"
            for s in self.stories
        )
        return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'

    def index(self, day: str, page: int) -> str:
        listed = [s for s in self.stories if not day or f"{s.published_at.astimezone(WIB):%Y-%m-%d}" == day]
        links = "".join(f'<li><a href="{s.path}">{s.title}</a></li>' for s in listed[5 * page - 5 : 5 * page])
        further = "".join(f'<a href="/indeks?date={day}&amp;page={n}">{n}</a> ' for n in range(1, -(-len(listed) // 5) + 1))
        return f'<html><body><a href="/tag/pangan">Pangan</a><ul>{links}</ul>{further}<a href="https://lain.example/berita/99999/di-luar">Lain</a></body></html>'

    def article(self, story: Story, page: str) -> str:
        pages = [story.paragraphs, *story.pages]
        number = int(page) if page.isdecimal() and int(page) <= len(pages) else 1
        shown = [p for several in pages for p in several] if page == "all" else pages[number - 1]
        at = story.published_at.astimezone(WIB)
        date = f"{DAYS[at.weekday()]}, {at.day} {MONTHS[at.month - 1]} {at.year} {at:%H:%M} WIB"
        body = "".join(f"<p>{p}</p>" for p in shown)
        pager = ""
        if len(pages) > 1 and page != "all":
            links = "".join(f'<a href="{self.url}{story.path}?page={n}">{n}</a> ' for n in range(1, len(pages) + 1))
            pager = f'<div class="paging">Halaman: {links}</div>'
        return (
            f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{story.title} - {self.name}</title>'
            f'<link rel="canonical" href="{self.url}{story.path}"></head><body><nav><a href="/">Beranda</a> <a href="/tag/pangan">Pangan</a></nav>'
            f'<article><h1>{story.title}</h1><p class="date">{date}</p><div class="content">{body}</div>{pager}</article>'
            f"<footer>Hak cipta {self.name}</footer></body></html>"
        )


class Handler(BaseHTTPRequestHandler):
    """Answers for one outlet."""

    protocol_version = "HTTP/1.1"
    outlet: Outlet

    def setup(self) -> None:
        self.outlet = self.server.outlet  # type: ignore[attr-defined]  # set by Outlet
        super().setup()

    def do_GET(self) -> None:
        names = ("If-None-Match", "If-Modified-Since")
        conditions = {name: self.headers[name] for name in names if self.headers[name]}
        self.asked = Asked(monotonic(), self.path, self.headers.get("User-Agent", ""), conditions)
        self.outlet.log.append(self.asked)
        path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        special = self.outlet.special.get(self.path) or self.outlet.special.get(path)
        if special:
            special(self)
        elif path == "/robots.txt":
            self.send(404 if self.outlet.robots is None else 200, self.outlet.robots or "", "text/plain")
        elif path == "/rss":
            self.send(200, self.outlet.feed(), "application/rss+xml")
        elif path == "/sitemap.xml":
            self.send(200, self.outlet.sitemap(), "application/xml")
        elif path in ("/", "/indeks"):
            self.send(200, self.outlet.index(query.get("date", [""])[0], int(query.get("page", ["1"])[0])))
        elif story := next((s for s in self.outlet.stories if s.path == path), None):
            self.send(200, self.outlet.article(story, query.get("page", ["1"])[0]))
        else:
            self.send(404, "<h1>Tidak ditemukan</h1>")

    def send(self, status: int, body: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        etag = f'"{hashlib.md5(data).hexdigest()[:12]}"'
        if status == 200 and self.headers["If-None-Match"] == etag:
            status, data = 304, b""
        self.asked.status = status
        self.send_response(status)
        if status != 304:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
        if status in (200, 304):
            self.send_header("ETag", etag)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the outlet's log has it."""


def sentences(title: str, count: int = 4) -> list[str]:
    """Return paragraphs of invented news that no two titles share."""
    seed = int(hashlib.md5(title.encode()).hexdigest()[:8], 16)
    places = ("Cirebon", "Magelang", "Ternate", "Kupang", "Palu", "Jambi", "Bantul", "Sorong")
    people = ("Wahyu Lestari", "Bima Prakoso", "Sinta Maharani", "Joko Waluyo", "Rina Anjani", "Dedi Kurnia")
    return [
        f"{title}, kata {people[(seed + n) % 6]} kepada wartawan di {places[(seed // 7 + n) % 8]} pada hari itu, "
        f"setelah rapat ke-{seed % 97 + n} selesai digelar. Ia menyebut angka {seed % 1000 + n * 31} warga ikut serta, "
        f"lebih banyak daripada {seed % 700 + n * 17} orang pada tahun sebelumnya, dan menilai hasilnya baik."
        for n in range(count)
    ]


def toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"'{value}'"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return str(value)


def clock(outlets: list[Outlet], now: datetime) -> datetime:
    """Set the clock of every outlet; return it in UTC."""
    for outlet in outlets:
        outlet.now = now
    return now.astimezone(UTC)
