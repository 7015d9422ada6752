"""`kliping explain`: every line of a page, kept or cut and by which rule, and what was read of the article."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.text import Text

from flows.options import out
from seeds.knowledge import load_knowledge
from tasks.learn import learned_in
from tasks.readers.files import read_pages
from tasks.readers.items import Link, Page
from tasks.steps.documents import PageError
from tasks.steps.explain import Explained, explain_page
from tasks.steps.learned import learned_of
from tasks.steps.urls import canonical_url
from warehouse.asking import open_read_only
from warehouse.store import Warehouse
from warehouse.tables import PAGES

LEFT_OUT = {"text", "rules_version", "words", "page_id", "first_seen_at", "fetched_at", "source_id", "witnesses"}

STORED = "SELECT pages.* FROM stored.pages LEFT JOIN stored.drafts USING (page_id)"  # a page that gave no article has no draft
BY_ARTICLE = f"{STORED} WHERE article_id = ? ORDER BY page_no NULLS FIRST, pages.fetched_at, page_id"
BY_URL = f"{STORED} WHERE list_contains(?, drafts.url) OR list_contains(?, pages.url) ORDER BY ALL"


def explain(warehouse: Warehouse, what: str, outlets: str | None) -> None:
    """Print what became of each page of `what`: a file, an article id or a URL; ValueError when it is none of them."""
    knowledge = load_knowledge(Path(outlets) if outlets else None)
    knowledge = replace(knowledge, learned=learned_of(learned_in(warehouse, warehouse.manifest())))
    for page in pages_of_file(what) if Path(what).exists() else stored_pages(warehouse, what):
        out.print(place(page["source"], page["source_id"]), style="bold", markup=False)
        try:
            show(explain_page(page, knowledge))
        except PageError as error:
            out.print(f"no article: {error.reason}" + (f" ({error.detail})" if error.detail else ""), style="red", markup=False)


def pages_of_file(path: str) -> Iterator[dict[str, Any]]:
    """Yield the pages a file holds as rows of PAGES; a page that cannot be read is told where it stands."""
    for item in read_pages(path):
        if isinstance(item, Page):
            yield {**item._asdict(), "first_seen_at": datetime.now(UTC), "run_id": "explain"}
        else:
            link = "an address; `kliping backfill` fetches it"
            why = link if isinstance(item, Link) else f"{item.reason}: {item.detail}"
            out.print(f"{place(item.source, item.source_id)}: not a page: {why}", style="red", markup=False)


def place(source: str, source_id: str | None) -> str:
    return f"── {source}" + (f" #{source_id}" if source_id else "")


def stored_pages(warehouse: Warehouse, what: str) -> list[dict[str, Any]]:
    """Return the stored pages of an article id or a URL."""
    urls = list({what, canonical_url(what) or what}) if "://" in what else []
    with open_read_only(warehouse) as connection:
        found = connection.execute(BY_URL, [urls, urls]) if urls else connection.execute(BY_ARTICLE, [what])
        rows = [dict(zip(PAGES.schema.names, row, strict=True)) for row in found.fetchall()]
    if not rows:
        wanted = 'a file that exists, an article_id or a URL of the warehouse; `kliping sql "SELECT article_id, url, title FROM articles"` lists them'
        raise ValueError(f"{what}: is nothing we know; wanted {wanted}")
    return rows


def show(explained: Explained) -> None:
    """Print the columns that are known, then the page: kept lines plain, cut ones struck through with their rule."""
    for name, value in explained.article.items():
        if name not in LEFT_OUT and value not in (None, [], ""):
            out.print(Text.assemble((f"{name:>20}  ", "cyan"), str(value)))
    for one in explained.article["witnesses"] or ():
        told = f"{one['source']}, {one['role']}: {one['text']}" + (f" (refused: {one['refused']})" if one["refused"] else "")
        out.print(Text.assemble(("             witness  ", "cyan"), told))
    if explained.left_out:
        out.print(Text.assemble(("            left out  ", "cyan"), ", ".join(explained.left_out)))
    for note in explained.notes:
        out.print(Text.assemble(("            look at  ", "yellow"), note))
    rules = [line.rule or "" for line in explained.lines]
    width = max(map(len, rules), default=0)
    for line, rule in zip(explained.lines, rules, strict=True):
        style = "strike dim red" if line.rule else ""
        out.print(Text.assemble((f"{line.number:4} {'-' if rule else '+'} {rule:{width}}  ", "dim"), (line.text, style)))
