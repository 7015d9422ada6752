"""Stories: quality against the known truth, and what matching costs.

    python -m bench.stories [--articles 20000] [--days 10] [--peers PYTHON]      quality and speed on invented news, beside the peers
    python -m bench.stories --set DIR                                            quality on DIR/articles.parquet and DIR/gold.parquet
    python -m bench.stories --stored 1000000 --night 50000                       a backfill of that size, then one night on top of it

PYTHON is the interpreter of a venv of its own with the peers, `python -m venv P; P/bin/pip install pyarrow rensa datasketch text-dedup
'datatrove[processing]' spacy`. Peers that are not there are left out, and the output says so. Cost is CPU seconds of the process with
all its threads, reading, writing and DuckDB included; memory is the peak above what the interpreter and its imports take.
"""

import argparse
import hashlib
import json
import logging
import shutil
import subprocess
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.news import Item, Newsroom
from bench.peers import peak_mb
from tasks.match import matched
from warehouse.catalog import connect
from warehouse.store import Manifest, Warehouse, with_editions
from warehouse.tables import DRAFTS

FIRST = date(2025, 1, 1)
PEERS = Path(__file__).with_name("peers.py")
Truth = dict[str, tuple[object, str, int]]
"""URL -> its story, kind and grade."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--days", type=int, default=10)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--set", type=Path)
    parser.add_argument("--stored", type=int)
    parser.add_argument("--night", type=int, default=50_000)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kliping-bench-") as folder:
        warehouse = Warehouse(Path(folder))
        if told.stored:
            cost_of_a_night(warehouse, told.stored, told.night)
        elif told.set:
            quality_of_set(warehouse, told.set, told.peers)
        else:
            quality_of_news(warehouse, told.articles, told.days, told.peers)


def quality_of_news(warehouse: Warehouse, articles: int, days: int, peers: Path | None) -> None:
    room = Newsroom(seed=1)
    items = [item for day in range(days) for item in room.day(FIRST + timedelta(days=day), articles // days)]
    warehouse.write(DRAFTS, "news", drafts_of(items))
    truth: Truth = {item.url: (item.story, item.kind, item.grade) for item in items}
    compare(warehouse, truth, peers, Path(warehouse.root) / "articles.parquet")


def quality_of_set(warehouse: Warehouse, folder: Path, peers: Path | None) -> None:
    items = items_of(pq.read_table(folder / "articles.parquet").to_pylist())
    warehouse.write(DRAFTS, "news", drafts_of(items, "day"))
    truth = truth_of(pq.read_table(folder / "gold.parquet").to_pylist())
    compare(warehouse, truth, peers, Path(warehouse.root) / "articles.parquet")


def items_of(rows: list[dict]) -> list[Item]:
    """Return the rows of a labelled set as items; their stories are in its gold."""
    days = [midnight(date.fromisoformat(row["published_at"])) for row in rows]
    return [
        Item(row["url"], row["url"].split("/")[2], row["title"] or "", row["text"], at, 0, "")
        for row, at in zip(rows, days, strict=True)
    ]


def truth_of(gold: list[dict]) -> Truth:
    return {row["url"]: (row["story"], row["kind"], row["grade"]) for row in gold}


def compare(warehouse: Warehouse, truth: Truth, peers: Path | None, path: Path) -> None:
    """Print our scores and those of the peers on the articles of the edition `news`."""
    cost = measured(warehouse, {DRAFTS.name: ["news"]})
    with connect(warehouse, cost.pop("manifest")) as catalog:
        told = dict(catalog.sql("SELECT url, story_id FROM articles").fetchall())
        pq.write_table(catalog.sql("SELECT url, text, day FROM articles").to_arrow_table(), path)
    print(f"{len(truth):,} articles")
    print(line("kliping", scores(truth, told), cost["cpu_s"], cost["rss_mb"]))
    if peers is None:
        print("peers left out: name their interpreter with --peers")
        return
    run = subprocess.run([str(peers), str(PEERS), str(path)], capture_output=True, text=True, check=False)
    for row in filter(None, run.stdout.split("\n")):
        peer = json.loads(row)
        print(line(peer["name"], scores(truth, peer["stories"]), peer["cpu_s"], peer["rss_mb"]))
    if run.returncode or run.stderr:
        print(run.stderr.strip().split("\n")[-1])


def line(name: str, score: dict[str, float], cpu_s: float, rss_mb: float) -> str:
    shown = " ".join(f"{key}={value:.3f}" for key, value in score.items())
    return f"{name:<28} {shown} cpu_s={cpu_s:.1f} rss_mb={rss_mb:.0f}"


def scores(truth: Truth, told: dict[str, str]) -> dict[str, float]:
    """Return pairwise precision, recall and F1, recall of copies by grade, and the share of each kind merged into another story."""
    both = Counter((truth[url][0], told.get(url, url)) for url in truth)
    same = sum(n * (n - 1) for n in both.values())
    true = sum(n * (n - 1) for n in Counter(story for story, _, _ in truth.values()).values())
    found = sum(n * (n - 1) for n in Counter(told.get(url, url) for url in truth).values())
    precision, recall = same / found if found else 1.0, same / true if true else 1.0
    result = {"p": precision, "r": recall, "f1": 2 * precision * recall / (precision + recall) if same else 0.0}
    source = {story: told.get(url, url) for url, (story, kind, _) in truth.items() if kind == "src"}
    by_grade: dict[int, list[bool]] = defaultdict(list)
    for url, (story, kind, grade) in truth.items():
        if kind == "copy" and story in source:
            by_grade[grade].append(told.get(url, url) == source[story])
    result |= {f"g{grade}": sum(by_grade[grade]) / len(by_grade[grade]) for grade in sorted(by_grade)}
    mixed: dict[str, set[object]] = defaultdict(set)
    for url, (story, _, _) in truth.items():
        mixed[told.get(url, url)].add(story)
    for wanted in ("tmpl", "follow", "live", "boiler", "bg"):
        wrong = [len(mixed[told.get(url, url)]) > 1 for url, (_, kind, _) in truth.items() if kind == wanted]
        result |= {wanted: sum(wrong) / len(wrong)} if wrong else {}
    return result


def cost_of_a_night(warehouse: Warehouse, stored: int, night: int) -> None:
    """Print what a backfill of `stored` articles costs, and then a night of `night` new ones.

    A hundred thousand are invented; they are stored again and again six weeks apart, which for matching, whose look-back is
    days, is as good as new news.
    """
    block = min(stored, 100_000)
    manifest: Manifest = {}
    names = [f"block-{n:03}" for n in range(-(-stored // block))]
    with duckdb.connect() as connection:
        for number, edition in enumerate(invented(warehouse, block, 40)):
            for place, name in enumerate(names):
                warehouse.write(DRAFTS, f"{name}-{number:03}", moved(connection, warehouse, edition, name, 42 * place))
                manifest = with_editions(manifest, DRAFTS, [f"{name}-{number:03}"])
        cost = measured(warehouse, manifest)
        manifest = cost.pop("manifest")
        print(
            f"backfill of {stored:,}: {cost['cpu_s']:.1f} CPU s, {stored / cost['cpu_s']:,.0f} articles a CPU s, {cost['rss_mb']:.0f} MB"
        )
        last = FIRST + timedelta(days=42 * len(names))
        for number, edition in enumerate(invented(warehouse, night, 1, seed=2)):
            warehouse.write(DRAFTS, f"night-{number:03}", moved(connection, warehouse, edition, "night", (last - FIRST).days))
            manifest = with_editions(manifest, DRAFTS, [f"night-{number:03}"])
    cost = measured(warehouse, manifest)
    print(f"a night of {night:,} on top: {cost['cpu_s']:.1f} CPU s, {cost['rss_mb']:.0f} MB")
    cost = measured(warehouse, cost["manifest"])
    print(f"nothing new: {cost['cpu_s']:.1f} CPU s")


def invented(warehouse: Warehouse, articles: int, days: int, seed: int = 1) -> Iterator[Path]:
    """Yield files of drafts of invented news, some ten thousand articles each."""
    room, items = Newsroom(seed=seed), list[Item]()
    folder = Path(tempfile.mkdtemp(dir=warehouse.root))
    for day in range(days):
        items += room.day(FIRST + timedelta(days=day), articles // days)
        if len(items) >= 10_000 or day == days - 1:
            pq.write_table(drafts_of(items), folder / f"{day}.parquet")
            items = []
            yield folder / f"{day}.parquet"
    shutil.rmtree(folder)


def moved(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, path: Path, name: str, days: int) -> pa.Table:
    """Return stored drafts with other ids, that many days later."""
    later = f"published_at + INTERVAL '{days} days' AS published_at, (day + {days})::DATE AS day"
    ids = ", ".join(f"substr(md5({c} || '{name}'), 1, 24) AS {c}" for c in ("article_id", "page_id"))
    query = f"SELECT * REPLACE ({ids}, {later}, url || '?{name}' AS url) FROM read_parquet('{path}')"
    return connection.sql(query).to_arrow_table().cast(DRAFTS.schema)


def measured(warehouse: Warehouse, manifest: Manifest) -> dict:
    """Return the manifest after matching, CPU seconds and peak memory in MB above the interpreter, from a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, warehouse, manifest).result()


def _measured(warehouse: Warehouse, manifest: Manifest) -> dict:
    before, start = peak_mb(), time.process_time()
    result = matched(warehouse, manifest, logging.getLogger("bench"))
    return {"manifest": result, "cpu_s": time.process_time() - start, "rss_mb": peak_mb() - before}


def midnight(day: date):
    return pc.cast(pa.scalar(day, pa.date32()), pa.timestamp("us", tz="UTC")).as_py()


def drafts_of(items: list[Item], precision: str = "minute") -> pa.Table:
    """Return the items as DRAFTS."""
    ids = [hashlib.blake2b(item.url.encode(), digest_size=12).hexdigest() for item in items]
    some = ("outlet", "url", "title", "text", "published_at")
    columns: dict[str, list] = {
        "article_id": ids,
        "page_id": ids,
        **{name: [getattr(item, name) or None for item in items] for name in some},
    }
    columns |= {"day": [item.published_at.date() for item in items], "published_precision": [precision] * len(items)}
    empty = {
        pa.types.is_list: [],
        pa.types.is_boolean: False,
        pa.types.is_integer: 0,
        pa.types.is_timestamp: 0,
        pa.types.is_string: "",
    }
    arrays = []
    for column in DRAFTS.schema:
        value = next((value for fits, value in empty.items() if fits(column.type)), None)
        arrays.append(pa.array(columns.get(column.name, [None if column.nullable else value] * len(items)), column.type))
    return pa.Table.from_arrays(arrays, schema=DRAFTS.schema)


if __name__ == "__main__":
    main()
