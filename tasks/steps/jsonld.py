"""JSON-LD: the article object that a page carries for search engines, also when its JSON is broken."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from tasks.steps.lines import fold

ARTICLES = (
    "newsarticle", "reportagenewsarticle", "article", "blogposting", "liveblogposting", "analysisnewsarticle", "opinionnewsarticle",
    "backgroundnewsarticle", "reviewnewsarticle", "advertisercontentarticle", "socialmediaposting", "report", "videoobject", "imagegallery",
    "webpage", "itempage",
)  # best first  # fmt: skip
_ORGANISATIONS = frozenset({"organization", "newsmediaorganization", "corporation"})
SCRIPT_MAX = 3_000_000
DEPTH_MAX = 8


def read_article(scripts: list[str], title: str | None) -> tuple[dict[str, Any], list[str], str | None]:
    """Return the article object among the JSON-LD `scripts` of a page, the names of its breadcrumbs, and its publisher.

    Of several articles the one with the page's own `title` is taken, else the first; what it leaves out is taken from the page's
    WebPage object. Lists of other articles (`itemListElement`, `hasPart` ...) are not looked into. All empty when there is none.
    """
    things: list[dict[str, Any]] = []
    for script in scripts:
        things += _things(_parse(script[:SCRIPT_MAX]))
    by_id = {thing["@id"]: thing for thing in reversed(things) if isinstance(thing.get("@id"), str) and len(thing) > 1}
    found = sorted(
        (thing for thing in things if _rank(thing) < len(ARTICLES)), key=lambda thing: (_rank(thing), not _names(thing, title))
    )
    best = [thing for thing in found if _names(thing, title)] or found
    article: dict[str, Any] = {}
    for thing in [*best[:1], *(t for t in found if _rank(t) >= ARTICLES.index("webpage"))]:
        for key, value in thing.items():
            if value not in (None, "", [], {}):
                article.setdefault(key, _resolve(value, by_id))
    publisher = _name(article.get("publisher")) or next((_name(t) for t in things if "website" in _types(t)), None)
    return article, _crumbs(things), publisher


def people(value: Any, depth: int = 0) -> list[str]:
    """Return the names in an `author`, `creator` or `editor` value: a string, an object or a list of these; organisations left out."""
    if isinstance(value, str):
        return [_clean(value[:1000])]
    if depth > DEPTH_MAX:
        return []
    if isinstance(value, list):
        return [name for item in value[:20] for name in people(item, depth + 1)]
    if isinstance(value, dict) and not _types(value) & _ORGANISATIONS:
        return people(value.get("name"), depth + 1)
    return []


def organisations(value: Any, depth: int = 0) -> list[str]:
    """Return the names that an `author`, `creator` or `publisher` value says are no people's."""
    if isinstance(value, list) and depth <= DEPTH_MAX:
        return [name for item in value[:20] for name in organisations(item, depth + 1)]
    if isinstance(value, dict) and _types(value) & _ORGANISATIONS:
        return [name] if (name := _name(value)) else []
    return []


def _clean(text: str) -> str:
    return fold(re.sub(r"<[^<>]{0,200}>", "", html.unescape(html.unescape(text))))


def _name(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name") or value.get("alternateName")
    return _clean(value) or None if isinstance(value, str) else None


def _types(thing: dict[str, Any]) -> set[str]:
    kinds = thing.get("@type")
    return {kind.lower() for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)}


def _rank(thing: dict[str, Any]) -> int:
    kinds = _types(thing)
    return next((rank for rank, kind in enumerate(ARTICLES) if kind in kinds), len(ARTICLES))


def _names(thing: dict[str, Any], title: str | None) -> bool:
    """Whether the object bears the page's title; an affix on either side does not matter."""
    headline = thing.get("headline") or thing.get("name")
    if not isinstance(headline, str) or not title:
        return False
    one, other = (re.sub(r"\W+", "", _clean(text)).casefold() for text in (headline, title))
    return bool(one and other) and (one[:60] in other or other[:60] in one)


def _resolve(value: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    """A value whose object is only named ({"@id": ...}) with that object's fields; lists of such are looked into once."""
    if isinstance(value, list):
        return [_resolve(item, by_id) if isinstance(item, dict) else item for item in value[:50]]
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and not value.get("name"):
        return {**by_id.get(value["@id"], {}), **value}
    return value


def _things(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > DEPTH_MAX:
        return
    if isinstance(data, list):
        for item in data[:200]:
            yield from _things(item, depth + 1)
    elif isinstance(data, dict):
        if "props" in data and "@type" not in data:
            yield from _next_data(data)
            return
        if data.get("@type"):
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "isPartOf"):
            if isinstance(data.get(key), dict | list):
                yield from _things(data[key], depth + 1)


def _crumbs(things: list[dict[str, Any]]) -> list[str]:
    for thing in things:
        items = thing.get("itemListElement")
        if "breadcrumblist" in _types(thing) and isinstance(items, list):
            names = [_name(item.get("name") or item.get("item")) for item in items[:10] if isinstance(item, dict)]
            return [name for name in names if name]
    return []


_COMMENT = re.compile(r"<!--|-->|//<!\[CDATA\[|//\]\]>|<!\[CDATA\[|\]\]>")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_FIELD = re.compile(
    r'"(headline|datePublished|dateModified|dateCreated|articleSection|alternativeHeadline)"\s*:\s*"((?:[^"\\]|\\.){1,500})"'
)
_AUTHOR = re.compile(
    r'"(author|creator|editor)"\s*:\s*[\[{\s]*(?:"@type"\s*:\s*"Person"\s*,\s*)?(?:"name"\s*:\s*)?"((?:[^"\\]|\\.){1,200})"'
)


def _parse(script: str) -> Any:
    """Return the data of one script; a script that is not JSON even when mended gives the few fields that can be read from it."""
    try:
        return json.loads(script, strict=False)
    except (ValueError, RecursionError):
        pass
    mended = _TRAILING_COMMA.sub("", _COMMENT.sub("", script)).strip().rstrip(";")
    try:
        return json.loads(mended, strict=False)
    except (ValueError, RecursionError):
        pass
    if '"NewsArticle"' not in script and '"Article"' not in script and '"BlogPosting"' not in script:
        return None
    fields: dict[str, Any] = {}
    for key, value in [*_FIELD.findall(script), *_AUTHOR.findall(script)]:
        fields.setdefault(key, value.replace('\\"', '"').replace("\\/", "/"))
    return {"@type": "NewsArticle", **fields} if fields else None


_TITLE_KEYS = ("title", "headline", "judul")
_DATE_KEYS = (
    "datePublished", "publishedAt", "published_at", "publishDate", "publish_date", "published_date", "publishedDate", "pubDate",
    "published", "date_published", "releaseDate", "release_date", "tanggal_terbit", "createdAt", "created_at",
)  # fmt: skip
_AUTHOR_KEYS = ("author", "authors", "penulis", "writer", "writers", "reporter", "reporters", "creator")


def _next_data(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The article in a Next.js page's `__NEXT_DATA__`: the shallowest object with both a title and a publication date."""
    level: list[Any] = [data["props"]]
    for _ in range(DEPTH_MAX):
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                title = next((value[key] for key in _TITLE_KEYS if isinstance(value.get(key), str)), None)
                date = next((value[key] for key in _DATE_KEYS if isinstance(value.get(key), str | int)), None)
                if title and date:
                    author = next((value[key] for key in _AUTHOR_KEYS if value.get(key)), None)
                    yield {"@type": "Article", "headline": title, "datePublished": str(date), "author": author}
                    return
                below += [
                    item
                    for key, item in value.items()
                    if isinstance(item, dict | list) and key not in ("related", "latest", "popular")
                ]
            elif isinstance(value, list) and len(value) <= 3:
                below += value
        level = below[:2000]
