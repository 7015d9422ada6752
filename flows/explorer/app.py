"""The explorer: pages made on the server, without script, that only read."""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Lock, Timer
from typing import Any, NamedTuple

import duckdb
from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from flows.explorer import charts, queries
from flows.explorer.compare import side_by_side, with_removals
from warehouse.asking import ask, fresh, open_read_only, told
from warehouse.opening import TABLES
from warehouse.store import Warehouse, WarehouseError

HERE = Path(__file__).parent
SECONDS = 30
"""How long a question may take before it is interrupted."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Answer(NamedTuple):
    columns: list[str]
    rows: list[tuple[Any, ...]]
    seconds: float


class Reader:
    """The open warehouse, opened anew when another state was published."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse, self.lock = warehouse, Lock()
        self.seen: tuple[int, int] | None = None
        self.cursor()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        with self.lock:
            try:
                stat = self.warehouse.catalog_path.stat()
                now = (stat.st_ino, stat.st_mtime_ns)
            except FileNotFoundError:
                now = (0, 0)
            if now != self.seen:
                self.connection, self.seen = open_read_only(self.warehouse), now
            return fresh(self.connection)

    def ask(self, query: str, values: Sequence[Any] = (), limit: int = 1_000) -> Answer:
        """Return at most `limit` rows; a question that takes too long is interrupted."""
        cursor = self.cursor()
        timer = Timer(SECONDS, cursor.interrupt)
        timer.start()
        started = time.monotonic()
        try:
            with told():
                found = cursor.sql(query, params=list(values)) if values else ask(cursor, query)
                if found is None:
                    return Answer([], [], 0.0)
                return Answer(list(found.columns), found.limit(limit).fetchall(), time.monotonic() - started)
        finally:
            timer.cancel()
            cursor.close()


def make_app(warehouse: Warehouse, hosts: Sequence[str] = ("*",)) -> Starlette:
    """Return the app; requests for other host names than `hosts` are refused, so no web page reaches it by a trick of DNS."""
    reader = Reader(warehouse)
    pages = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    pages.filters["number"] = lambda value: "" if value is None else f"{value:,}"
    pages.globals.update(bars=charts.bars, line=charts.line, ranked=charts.ranked)
    views: Mapping[str, Callable[[Reader, Request], dict[str, Any] | Response]] = {
        "/": home,
        "/article/{id}": article,
        "/story/{id}": story,
        "/outlets": outlets,
        "/outlet/{id:path}": outlet,
        "/sql": sql,
    }
    routes = [Route(path, partial(page, reader, pages, view), name=view.__name__) for path, view in views.items()]
    routes.append(Route("/style.css", style))
    return Starlette(routes=routes, middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))])


async def page(
    reader: Reader, pages: Environment, view: Callable[[Reader, Request], dict[str, Any] | Response], request: Request
) -> Response:
    """Answer one request: what `view` finds, in the template of its name."""
    status = 200
    try:
        found = await run_in_threadpool(view, reader, request)
        if isinstance(found, Response):
            return found
        name = view.__name__
    except (WarehouseError, LookupError) as error:
        status = 404 if isinstance(error, LookupError) else 500
        name, found = "error", {"what": "Not found" if status == 404 else "No answer", "error": str(error)}
    text = pages.get_template(f"{name}.html").render(here=request.url.path, q=request.query_params.get("q", ""), **found)
    return HTMLResponse(text, status, HEADERS)


async def style(request: Request) -> Response:
    return Response((HERE / "templates" / "style.css").read_bytes(), media_type="text/css", headers=HEADERS)


def home(reader: Reader, request: Request) -> dict[str, Any]:
    wanted = request.query_params.get("q", "").strip()[:300]
    if wanted:
        return {"wanted": wanted, "found": reader.ask(queries.SEARCH, [wanted], 50)}
    totals = reader.ask(queries.TOTALS).rows[0]
    return {
        "wanted": "",
        "totals": totals,
        "days": reader.ask(queries.DAYS).rows[::-1],
        "copied": reader.ask(queries.MOST_COPIED).rows,
    }


def article(reader: Reader, request: Request) -> dict[str, Any]:
    wanted = request.path_params["id"]
    found = reader.ask(queries.ARTICLE, [wanted])
    if not found.rows:
        raise LookupError(f"{wanted}: no article has this id; search for its title instead")
    told = dict(zip(found.columns, found.rows[0], strict=True))
    removals = reader.ask(queries.REMOVALS, [wanted, told["page_id"]], 5_000).rows
    versions = reader.ask(queries.VERSIONS, [wanted]).rows
    return {"a": told, "pieces": with_removals(told["text"], removals), "versions": versions, "cuts": len(removals)}


def story(reader: Reader, request: Request) -> dict[str, Any] | Response:
    wanted = request.path_params["id"]
    found = reader.ask("FROM around(?)", [wanted], 200)
    if not found.rows:
        raise LookupError(f"{wanted}: no story has this id; search for its title instead")
    articles = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    original, copies = articles[0], articles[1:]
    if original["article_id"] != wanted:
        return RedirectResponse(f"/story/{original['article_id']}?with={wanted}")
    chosen = next((c for c in copies if c["article_id"] == request.query_params.get("with")), copies[0] if copies else None)
    pair = side_by_side(original["text"], chosen["text"]) if chosen else ([], [])
    events = [
        (a["published_at"], a["published_precision"] == "minute", a["outlet"] or "unknown outlet", a["is_original"])
        for a in articles
    ]
    return {"o": original, "copies": copies, "c": chosen, "pair": pair, "timeline": charts.timeline("Who published when", events)}


def outlets(reader: Reader, request: Request) -> dict[str, Any]:
    return {"rows": reader.ask(queries.OUTLETS).rows}


def outlet(reader: Reader, request: Request) -> dict[str, Any]:
    name = request.path_params["id"]
    days = reader.ask(queries.OUTLET_DAYS, [name], 2_000).rows
    if not days:
        raise LookupError(f"{name}: no article of this outlet; /outlets lists those there are")
    some: dict[str, Any] = {key: reader.ask(query, [name], 40).rows for key, query in queries.OUTLET.items()}
    shown = days[-180:]
    refused = [(d[0], d[3]) for d in shown] if any(d[3] for d in shown) else []
    some |= {"volume": [d[:3] for d in shown], "drift": [(d[0], d[4]) for d in shown], "refused": refused}
    return {"name": name, "articles": sum(d[1] + d[2] for d in days), "copies": sum(d[2] for d in days), **some}


def sql(reader: Reader, request: Request) -> dict[str, Any]:
    query = request.query_params.get("query", "").strip()
    if not query:
        return {"query": queries.EXAMPLE, "answer": None, "problem": "", "chart": "", "tables": reader.ask(TABLES).rows}
    try:
        answer = reader.ask(query)
    except WarehouseError as error:
        return {"query": query, "answer": None, "problem": str(error), "chart": "", "tables": []}
    return {"query": query, "answer": answer, "problem": "", "chart": charts.of_answer(answer.columns, answer.rows), "tables": []}
