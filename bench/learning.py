"""Learning: what is learned of lines that repeat, what of it is footers, and what is not.

    python -m bench.learning --set DIR [--without-rules]      on DIR/articles.parquet and DIR/gold.parquet; every learned line is printed
    python -m bench.learning --sightings 1000000              what learning costs on so many generated pages

Without the written rules of seeds/furniture.toml the footers are unknown, as an outlet's are of which nobody wrote anything down: then
the share that is caught is the learner's alone. A footer is a last paragraph that stands under five articles of the kind `boiler`.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from bench.peers import peak_mb
from seeds.knowledge import Knowledge, load_knowledge
from seeds.rules import rules_from
from tasks.learn import LEARNERS, learn_lines
from tasks.readers.files import read_pages
from tasks.readers.items import Page
from tasks.steps.articles import Extracted, articles_from_pages
from tasks.steps.learned import SAMPLED, TRIED, learned_of, rows_of
from tasks.steps.learned_lines import RULE
from tasks.steps.lines import fold
from tasks.steps.sightings import EDGE, LINK, PROMO, READER, title_words
from warehouse.tables import PAGES, SIGHTINGS

SEEN = datetime(2026, 1, 1, tzinfo=UTC)
A_BATCH = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", type=Path)
    parser.add_argument("--without-rules", action="store_true")
    parser.add_argument("--sightings", type=int)
    told = parser.parse_args()
    if told.set:
        quality(told.set, told.without_rules)
    if told.sightings:
        cost(told.sightings)


def quality(folder: Path, without_rules: bool) -> None:
    """Print the learned lines, what they cut by kind of article, and how many footers are left."""
    pages = [item._asdict() for item in read_pages(str(folder / "articles.parquet")) if isinstance(item, Page)]
    batches = [
        PAGES.rows([{**page, "first_seen_at": SEEN, "run_id": "bench"} for page in pages[start : start + A_BATCH]])
        for start in range(0, len(pages), A_BATCH)
    ]
    kinds = {row["url"]: row["kind"] for row in pq.read_table(folder / "gold.parquet").to_pylist()}
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        seen = pa.concat_tables(part.sightings for part in pool.map(cleaned, batches, [without_rules] * len(batches)))
        rows = learned_from(seen)
        parts = list(pool.map(cleaned, batches, [without_rules] * len(batches), [rows] * len(batches)))
    for row in rows.to_pylist():
        print(f"{row['outlet']:<22} {row['support']:>5} {row['first_day']} {row['last_day']}  {row['value']}")
    texts = {row["url"]: row["text"] for part in parts for row in part.drafts.select(["url", "text"]).to_pylist()}
    report(pages, kinds, texts, parts)


def cleaned(pages: pa.Table, without_rules: bool, learned: pa.Table | None = None) -> Extracted:
    return articles_from_pages(pages, knowledge(without_rules, learned))


def knowledge(without_rules: bool, learned: pa.Table | None) -> Knowledge:
    known = load_knowledge()
    known = replace(known, rules=rules_from([])) if without_rules else known
    return known if learned is None else replace(known, learned=learned_of(learned))


def learned_from(seen: pa.Table) -> pa.Table:
    """Return what these sightings teach of lines."""
    with duckdb.connect() as connection:
        connection.register("sightings", seen)
        return rows_of(learn_lines(connection))


def report(pages: list[dict], kinds: dict[str, str], texts: dict[str, str], parts: list[Extracted]) -> None:
    """Print how many footers are gone, and what was cut as learned that is no footer."""
    given = {page["url"]: page["body"].decode() for page in pages}
    last = {url: fold(text.strip().split("\n")[-1]) for url, text in given.items() if kinds[url] == "boiler"}
    footers = {line for line, count in Counter(last.values()).items() if count >= 5}
    borne = {url: line for url, line in last.items() if line in footers}
    gone = sum(line not in fold(texts.get(url, "")) for url, line in borne.items())
    whole = sum(line in footers for line in cuts_of(parts))
    print(
        f"\n{len(footers)} footers under {len(borne):,} articles: {gone / len(borne):.3f} gone, {whole:,} of them as learned lines"
    )
    others = Counter(line for line in cuts_of(parts) if line not in footers)
    print(f"{sum(others.values()):,} other lines were cut as learned:")
    for line, count in others.most_common():
        print(f"{count:>6}  {line}")


def cuts_of(parts: list[Extracted]) -> Iterator[str]:
    for part in parts:
        yield from (row["text"] for row in part.removals.to_pylist() if row["rule"] == RULE)


def cost(pages: int) -> None:
    """Print what learning from so many generated pages costs: of 100 outlets, each with three footers, lines of its own, and one template."""
    seen = generated(pages)
    with duckdb.connect() as connection:
        connection.register("sightings", seen)
        connection.execute("SET memory_limit = '1GB'; SET preserve_insertion_order = false; SET enable_progress_bar = false")
        for kind, learner in LEARNERS.items():
            before, start = peak_mb(), time.process_time()
            rows = learner(connection)
            spent, more = time.process_time() - start, peak_mb() - before
            print(f"{pages:,} pages: {rows.num_rows} {kind} learned in {spent:.1f} CPU s, {more:.0f} MB more")


def places_told(number: int, room: random.Random) -> list[str]:
    """Return what one page tells of its places, as many as a real one does: one in eight of its article, one in 32 of its frames."""
    if number % SAMPLED:
        return []
    parts = ["body=div.isi", "title=h1", "byline=div.penulis", "date=time", *(f"elsewhere=div.kotak-{n}" for n in range(8))]
    held = [f"held=div.wadah-{room.randrange(60)}" for _ in range(20)]
    return parts + held + ([] if number % TRIED else [f"frame=div.tepi-{n}" for n in range(8)])


def generated(pages: int) -> pa.Table:
    """Return sightings of `pages` pages: two lines that nobody else has on each, and one of its outlet's footers."""
    room = random.Random(1)
    words = [f"kata{number}" for number in range(5000)]
    first = date(2025, 1, 1)
    titles = [title_words(" ".join(room.choices(words, k=9))) for _ in range(20_000)]
    outlets = [room.randrange(100) for _ in range(pages)]
    lines = [
        [f"baris {room.randrange(1 << 40)}", f"tabel {room.randrange(50)}", f"ikuti kami di kanal {room.randrange(3)}"]
        for _ in outlets
    ]
    columns = {
        "page_id": [f"{room.getrandbits(96):024x}" for _ in outlets],
        "outlet": [f"outlet{number}.example" for number in outlets],
        "day": [first + timedelta(days=room.randrange(365)) for _ in outlets],
        "title": [room.choice(titles) for _ in outlets],
        "lines": lines,
        "signs": [[0, 0, EDGE | LINK | READER | PROMO]] * pages,
        "places": [places_told(number, room) for number in range(pages)],
        "is_unsure": [False] * pages,
        "framed": [None if number % SAMPLED == 0 else "aside.samping|div.menu|footer.kaki" for number in range(pages)],
    }
    return pa.Table.from_pydict(columns, schema=SIGHTINGS.schema)


if __name__ == "__main__":
    main()
