"""Memory: what earlier nights know of one outlet's addresses, from the editions of `fetches`, those of a killed night included."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import duckdb
import pyarrow as pa

from seeds.outlets import Outlet
from tasks.site import Conditions
from tasks.steps.urls import article_identity
from tasks.steps.web.addresses import owns
from tasks.steps.web.revisits import next_visit
from warehouse.catalog import source
from warehouse.store import Warehouse
from warehouse.tables import FETCHES, PAGES

LOOKED_BACK = timedelta(days=14)
"""How long an article that was due and could not be asked for stays due."""


class Seen(NamedTuple):
    """The last that is known of one address; `first_at` is when it first gave a page, `good_at` when it last answered well; None: never."""

    url: str
    kind: str
    article_key: str | None
    found_at: datetime
    fetched_at: datetime | None
    status: int | None
    reason: str | None
    tries: int
    etag: str | None
    last_modified: str | None
    page_id: str | None
    next_at: datetime | None
    published: str | None
    first_at: datetime | None
    good_at: datetime | None

    @property
    def conditions(self) -> Conditions:
        return Conditions(self.etag, self.last_modified)


LAST = """
    CREATE TEMP TABLE known AS
    SELECT newest.*, first_at, good_at FROM (
        SELECT arg_max(told, moment) AS newest, min(told.fetched_at) FILTER (told.page_id IS NOT NULL) AS first_at,
            max(told.fetched_at) FILTER (told.reason IS NULL) AS good_at
        FROM (
            SELECT coalesce(fetched_at, found_at) AS moment,
                struct_pack(url, kind, article_key, found_at, fetched_at, status, reason, tries, etag, last_modified, page_id, next_at,
                    published) AS told
            FROM ({fetches}) WHERE outlet = ?
        )
        GROUP BY told.url, told.kind = 'article'
    )
"""


class Memory:
    """What is known of the addresses of `outlet` by `editions` of fetches; a context that closes its connection.

    `orphans` are editions of pages whose fetches a killed night had not written yet: their pages count as fetched.
    """

    def __init__(self, warehouse: Warehouse, outlet: Outlet, editions: Sequence[str], orphans: Sequence[str] = ()) -> None:
        self.connection = duckdb.connect(config={"threads": 1, "memory_limit": "500MB"})
        self.connection.execute("SET TimeZone = 'UTC'")
        self.connection.execute(LAST.format(fetches=source(warehouse, FETCHES, editions, None)), [outlet.key])
        for edition in orphans:
            self._adopt(warehouse, outlet, edition)

    def __enter__(self) -> "Memory":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def _adopt(self, warehouse: Warehouse, outlet: Outlet, edition: str) -> None:
        for page in warehouse.read(PAGES, edition, ["source", "url", "fetched_at", "status", "page_id"]).to_pylist():
            identity, at = article_identity(page["source"], outlet), page["fetched_at"]
            if identity and at and owns(outlet, page["source"]):
                told = (page["source"], "article", identity.key, at, at, page["status"], None, 0, None, None, page["page_id"])
                row = Seen(*told, next_visit(at, at), None, at, at)
                self.connection.execute("DELETE FROM known WHERE url = ? AND kind = 'article'", [row.url])
                self.connection.execute(f"INSERT INTO known VALUES ({', '.join('?' * len(row))})", list(row))

    def lists(self) -> dict[str, Seen]:
        """Return the feeds, sitemaps and index pages that are known, by address."""
        return {seen.url: seen for seen in self._seen("kind <> 'article'")}

    def of(self, keys: Iterable[str]) -> dict[str, list[Seen]]:
        """Return what is known of these articles, by key: every address of each, in their order."""
        self.connection.register("wanted", pa.table({"article_key": pa.array(list(keys), pa.string())}))
        found: dict[str, list[Seen]] = {}
        for seen in self._seen("kind = 'article' AND article_key IN (SELECT article_key FROM wanted)"):
            found.setdefault(str(seen.article_key), []).append(seen)
        return found

    def due(self, now: datetime) -> list[Seen]:
        """Return the articles to be asked for by now, the latest found first; what could not be asked for two weeks is given up."""
        is_due = "kind = 'article' AND next_at BETWEEN ? AND ?"
        return self._seen(is_due, now - LOOKED_BACK, now, order="found_at DESC, url")

    def _seen(self, where: str, *values: object, order: str = "url") -> list[Seen]:
        columns = ", ".join(Seen._fields)
        return [
            Seen(*row)
            for row in self.connection.execute(
                f"SELECT {columns} FROM known WHERE {where} ORDER BY {order}", list(values)
            ).fetchall()
        ]
