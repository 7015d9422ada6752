"""`kliping story ID`: one story on the terminal, each copy side by side with its original."""

import duckdb
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from tasks.steps.alignment import Piece, aligned, word_changes
from warehouse.store import WarehouseError

STORY = """
    SELECT articles.*, copies.direction, copies.hours_after, copies.containment, copies.coverage, copies.paragraphs_added,
        copies.paragraphs_dropped, copies.title_changed, copies.credit
    FROM articles LEFT JOIN copies ON copies.article_id = articles.article_id
    WHERE articles.story_id IN (SELECT story_id FROM articles WHERE article_id = $id)
    ORDER BY NOT is_original, published_at NULLS LAST, articles.article_id
"""
COLOURS = {"added": "green", "dropped": "red", "changed": "yellow", "same": "dim"}
SHOWN = 20  # copies in full; of a story with more the rest are lines of the summary alone


def show_story(connection: duckdb.DuckDBPyConnection, article_id: str, console: Console) -> None:
    """Print the story of an article; `WarehouseError` when no article has this id."""
    result = connection.execute(STORY, {"id": article_id})
    names = [column[0] for column in result.description or []]
    articles = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    if not articles:
        raise WarehouseError(
            f"story {article_id}: no article has this id; `kliping sql 'FROM most_copied LIMIT 20'` lists stories by id"
        )
    console.print(story_of(articles))


def story_of(articles: list[dict]) -> RenderableType:
    """Return the story as it is printed: a summary, then every copy against the original, which is the first article."""
    original, copies = articles[0], articles[1:]
    parts: list[RenderableType] = [_summary(original, copies)]
    for copy in copies[:SHOWN]:
        parts += [Text(), _side_by_side(original, copy)]
    if len(copies) > SHOWN:
        parts.append(Text(f"\n{len(copies) - SHOWN} more copies; they are in the view copies", style="dim"))
    if not copies:
        parts.append(Text("\nnobody copied it", style="dim"))
    return Group(*parts)


def _summary(original: dict, copies: list[dict]) -> Table:
    caption = "same text: of the copy / of the original; paragraphs: added and dropped" if copies else None
    table = Table(
        title=_printed(original["title"]), title_style="bold", title_justify="left", caption=caption, box=None, pad_edge=False
    )
    table.caption_justify = "left"
    for name in ("outlet", "published", "known by", "same text", "paragraphs", "credit"):
        table.add_column(name, no_wrap=name in ("outlet", "published", "same text"))
    table.add_column("article_id", style="dim", overflow="fold")
    table.add_row(
        _printed(original["outlet"]), _when(original), "original", "", "", _printed(original["agency"]), original["article_id"]
    )
    for copy in copies:
        after = "" if copy["hours_after"] is None else f" ({copy['hours_after']:+.1f} h)"
        shares = f"{copy['containment']:.0%} / {copy['coverage']:.0%}"
        changed = f"+{copy['paragraphs_added']} -{copy['paragraphs_dropped']}"
        table.add_row(
            _printed(copy["outlet"]), _when(copy) + after, copy["direction"], shares, changed, copy["credit"], copy["article_id"]
        )
    return table


def _side_by_side(original: dict, copy: dict) -> Table:
    table = Table(show_lines=True, expand=True)
    table.add_column(Text(f"{_printed(original['outlet'])}: {_printed(original['title'])}"), ratio=1)
    table.add_column(
        Text(f"{_printed(copy['outlet'])}: {_printed(copy['title'])}", style="yellow" if copy["title_changed"] else ""), ratio=1
    )
    for row in aligned(original["text"], copy["text"]):
        if row.kind == "changed" and row.original is not None and row.copy is not None:
            left, right = word_changes(row.original, row.copy)
            table.add_row(_pieces(left, "red"), _pieces(right, "green"))
        else:
            style = COLOURS[row.kind]
            table.add_row(Text(row.original or f"({row.kind})", style=style), Text(row.copy or f"({row.kind})", style=style))
    return table


def _pieces(pieces: list[Piece], style: str) -> Text:
    return Text(" ").join(Text(piece.text, style="" if piece.is_shared else style) for piece in pieces)


def _when(article: dict) -> str:
    at = article["published_at"]
    if at is None:
        return f"{article['day']}?" if article["day"] else "no date"
    return f"{at:%Y-%m-%d %H:%M}" if article["published_precision"] == "minute" else f"{article['day']}"


def _printed(value: str | None) -> str:
    return value if value else "-"
