"""How stories hold when a labelled set is split, or spoilt as the next outlet, typesetter or clock would spoil it.

    python -m bench.spoiling DIR        scores of each split and each way of spoiling, on DIR/articles.parquet and DIR/gold.parquet

What is random is fixed by the article's URL, so two runs print the same.
"""

import argparse
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.news import Item
from bench.stories import Truth, drafts_of, items_of, scores, truth_of
from tasks.match import link_of
from tasks.steps.fingerprints import fingerprints_of
from tasks.steps.links import LOOK_BACK, links_of
from tasks.steps.stories import Article, Link, stories_of

CURLY = (('"', "“"), ("'", "’"), (" - ", " – "), ("...", "…"))
DATELINE = re.compile(r"^[A-Z][\w.,()/ :-]{2,50}?\s?(?:--|[-–—])\s?")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", type=Path)
    folder = parser.parse_args().set
    items = items_of(pq.read_table(folder / "articles.parquet").to_pylist())
    truth = truth_of(pq.read_table(folder / "gold.parquet").to_pylist())
    for name, some in [("as it is", items), *splits(items), *spoilt(items)]:
        known: Truth = {item.url: truth[item.url] for item in some}
        shown = " ".join(f"{key}={value:.3f}" for key, value in scores(known, told(some)).items())
        print(f"{name:<28} {shown}", flush=True)


def told(items: list[Item]) -> dict[str, str]:
    """Return the story of each URL, from the steps alone, day by day as tasks/match.py takes them."""
    table = drafts_of(items, "day").sort_by([("day", "ascending"), ("article_id", "ascending")])
    number = pc.cast(table["day"], pa.int32()).to_numpy()
    days = {int(n): fingerprints_of(table.filter(pa.array(number == n))) for n in np.unique(number)}
    links: dict[int, list[Link]] = {}
    for n in days:
        window = [d for d in range(n - LOOK_BACK, n + 1) if d in days]
        found = links_of([days[d] for d in window], window).links
        links[n] = [link_of(row) for row in found.filter(pc.equal(found["kind"], "copy")).to_pylist()]
    story: dict[str, str] = {}
    for n in days:
        window = [d for d in range(n, n + LOOK_BACK + 1) if d in days]
        free = [a for d in window for a in articles_of(days[d], d) if a.article_id not in story]
        for one in stories_of(free, [link for d in window for link in links[d]], n):
            story |= {a.article_id: one.original.article_id for a in (one.original, *one.copies)}
    ids = zip(table["article_id"].to_pylist(), table["url"].to_pylist(), strict=True)
    return {url: story.get(article_id, article_id) for article_id, url in ids}


def articles_of(fingerprints: pa.Table, day: int) -> list[Article]:
    lengths = pc.list_value_length(fingerprints["words"]).to_pylist()
    rows = fingerprints.drop_columns(["words", "samples"]).to_pylist()
    none = {"agency_outlet": None, "is_agency": False}
    return [Article(**row, **none, day=day, words=length) for row, length in zip(rows, lengths, strict=True)]


def splits(items: list[Item]) -> Iterator[tuple[str, list[Item]]]:
    """Yield halves of the outlets and of the months: what one half taught must hold in the other."""
    outlets = sorted({item.outlet for item in items})
    for half in (0, 1):
        yield f"outlets, half {half + 1}", [item for item in items if outlets.index(item.outlet) % 2 == half]
        yield f"months, half {half + 1}", [item for item in items if item.published_at.month % 2 == half]


def spoilt(items: list[Item]) -> Iterator[tuple[str, list[Item]]]:
    words = " ".join(item.text for item in items[:300]).split()
    texts: dict[str, Callable[[Item, random.Random], str]] = {
        "other typography": lambda item, rng: retyped(item.text, rng.randrange(4)),
        "other furniture": lambda item, rng: furnished(item, rng, words),
        "no datelines": lambda item, rng: DATELINE.sub("", item.text.strip(), count=1),
        "all in one paragraph": lambda item, rng: " ".join(item.text.split()),
        "half of them lower case": lambda item, rng: item.text.lower() if rng.random() < 0.5 else item.text,
        "the end of half of them lost": lambda item, rng: (
            item.text[: len(item.text) * 9 // 10] if rng.random() < 0.5 else item.text
        ),
    }
    for name, spoil in texts.items():
        yield name, [replace(item, text=spoil(item, random.Random(item.url))) for item in items]
    yield "no headlines", [replace(item, title="") for item in items]
    yield "outlets unknown", [replace(item, outlet="") for item in items]
    yield "a third a day later", [moved(item, int(random.Random(item.url).random() < 1 / 3)) for item in items]
    yield "two thirds a day off", [moved(item, random.Random(item.url).randint(-1, 1)) for item in items]


def moved(item: Item, days: int) -> Item:
    return replace(item, published_at=item.published_at + timedelta(days=days))


def retyped(text: str, way: int) -> str:
    if way == 0:
        for plain, curly in CURLY:
            text = text.replace(plain, curly)
    elif way == 1:
        for plain, curly in CURLY:
            text = text.replace(curly, plain)
    elif way == 2:
        text = text.replace(" ", "\u00a0", 5).replace(". ", ".  ").replace("\n\n", "\n").replace("%", " persen")
    else:
        text = re.sub(r"(\d)\.(\d{3})", r"\1,\2", text)
    return text


def furnished(item: Item, rng: random.Random, words: list[str]) -> str:
    """Return the text with teasers between its paragraphs, the outlet's own footer, and on some the outlet's own first line."""
    lines, own = item.text.split("\n"), random.Random(item.outlet)
    for _ in range(rng.randint(1, 4)):
        lines.insert(rng.randint(1, len(lines)), rng.choice(["Simak pula: ", "Klik juga: "]) + " ".join(rng.choices(words, k=8)))
    lines.append(f"Dapatkan kabar pilihan {item.outlet} setiap hari. " + " ".join(own.choices(words, k=60)))
    if rng.random() < 0.3:
        lines.insert(0, f"Redaksi {item.outlet} " + " ".join(own.choices(words, k=12)))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
