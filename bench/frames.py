"""What the fast route saves, and whether it gives the same: pages read without the frames that their outlet's other pages teach.

    python -m bench.frames [--pages DIR] [--rounds 5]

Each page of DIR (by default ../shared/pages, else seeds/pages) whose outlet has others there is read whole, and without what the others
tell; one page that tells a frame is enough here, where a warehouse wants five. CPU is the best round, single process, trafilatura beside it.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import trafilatura

from bench.cleaning import SHARED, html_files, page_row
from seeds.knowledge import Knowledge, load_knowledge
from seeds.learned import Learned, OutletLearned
from tasks.steps.documents import PageError
from tasks.steps.learned import FRAME, HELD, is_sampled, is_tried
from tasks.steps.reading import Reading, read_page

TRIED, OTHER = (next(str(n) for n in range(999) if holds(str(n))) for holds in (is_tried, lambda one: not is_sampled(one)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=SHARED if SHARED.is_dir() else Path("seeds/pages"))
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    known = load_knowledge()
    told: dict[str, dict[Path, list[str]]] = defaultdict(dict)
    for file in html_files(options.pages):
        try:
            reading = read_page({**page_row(file, None), "page_id": TRIED}, known)
        except PageError:
            continue
        if reading.draft["outlet"]:
            told[reading.draft["outlet"]][file] = reading.sighting["places"]
    work = [
        ({**page_row(file, None), "page_id": OTHER}, without(known, outlet, [places[other] for other in places if other != file]))
        for outlet, places in sorted(told.items())
        for file in places
        if len(places) > 1
    ]
    same, framed = 0, 0
    for row, taught in work:
        whole, fast = read_page(row, known), read_page(row, taught)
        framed += fast.sighting["framed"] is not None
        same += article(whole) == article(fast)
        if article(whole) != article(fast):
            print("other:", row["source"], [name for name in whole.draft if whole.draft[name] != fast.draft[name]])
    print(f"{len(work)} pages of outlets with others; {framed} read without frames; {same} the same to the letter")
    whole_ms = cpu_ms(options.rounds, work, lambda row, _: read_page(row, known))
    fast_ms = cpu_ms(options.rounds, work, read_page)
    library_ms = cpu_ms(
        options.rounds, work, lambda row, _: trafilatura.extract(row["body"], favor_precision=True, with_metadata=True)
    )
    tried_ms = cpu_ms(1, work, lambda row, _: read_page({**row, "page_id": TRIED}, known))
    print(
        f"whole {whole_ms:.1f} ms a page, without frames {fast_ms:.1f}, a tried page {tried_ms:.1f}; trafilatura favor_precision {library_ms:.1f}"
    )


def without(known: Knowledge, outlet: str, told: list[list[str]]) -> Knowledge:
    """Return what is known with the frames that pages of an outlet told and none of them holds something in."""
    parts = {
        part: {place.partition("=")[2] for places in told for place in places if place.startswith(f"{part}=")}
        for part in (FRAME, HELD)
    }
    return replace(known, learned=Learned({outlet: OutletLearned(frames=frozenset(parts[FRAME] - parts[HELD]))}))


def article(reading: Reading) -> tuple[Any, ...]:
    return reading.draft, reading.lines, reading.cuts


def cpu_ms(rounds: int, work: list[tuple[dict[str, Any], Knowledge]], read: Callable[[dict[str, Any], Knowledge], Any]) -> float:
    """Return CPU milliseconds a page of the best round."""
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        for row, known in work:
            read(row, known)
        spent.append(time.process_time() - start)
    return min(spent) / len(work) * 1000


if __name__ == "__main__":
    main()
