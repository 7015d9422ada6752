"""Rows for tests: a whole one by default, so that a test states only what it is about."""

from datetime import UTC, date, datetime
from typing import Any

SEEN = datetime(2024, 6, 21, 1, 0, tzinfo=UTC)


def draft(article_id: str, **told: Any) -> dict[str, Any]:
    """Return a row of DRAFTS."""
    text = told.get("text", f"Warga desa {article_id} memanen padi pada Kamis.")
    return {
        "article_id": article_id,
        "outlet": "kabar.example",
        "url": f"https://kabar.example/{article_id}",
        "title": f"Panen di {article_id}",
        "authors": ["Sari Wulandari"],
        "editors": [],
        "initials": [],
        "published_at": datetime(2024, 6, 20, 6, 45, tzinfo=UTC),
        "published_precision": "minute",
        "published_from": "visible",
        "day": date(2024, 6, 20),
        "day_from": "published",
        "tags": [],
        "text": text,
        "words": len(text.split()),
        "kind": "news",
        "is_partial": False,
        "page_count": 1,
        "route": "test",
        "source": f"{article_id}.html",
        "page_id": f"page-{article_id}",
        "rules_version": "rules",
        "first_seen_at": SEEN,
        **told,
    }


def page(page_id: str, **told: Any) -> dict[str, Any]:
    """Return a row of PAGES."""
    return {
        "page_id": page_id,
        "source": f"{page_id}.html",
        "first_seen_at": SEEN,
        "format": "html",
        "body": b"<p>",
        "run_id": "run",
        **told,
    }


def reject(page_id: str, **told: Any) -> dict[str, Any]:
    """Return a row of REJECTS."""
    return {"page_id": page_id, "source": f"{page_id}.html", "stage": "extract", "reason": "no-text", "at": SEEN, **told}
