"""What a backfill costs: CPU seconds per 1,000 pages, whole, next to trafilatura favor_precision alone on the same pages.

    .venv/bin/python -m bench.backfill [FOLDER] [--pages 1000]

FOLDER holds .html pages; by default ../shared/pages where that is there, else seeds/pages. They are written again under other
hosts until there are enough, so every one is a page of its own. The whole is measured from outside, children included:
start of Python, Prefect's temporary server, loading, cleaning, matching, publishing.
"""

import argparse
import itertools
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tasks.readers.files import read_pages
from tasks.readers.items import Page

ROOT = Path(__file__).parent.parent
HOST = re.compile(rb"(https?://(?:www\.)?)([a-z0-9.-]+\.[a-z]{2,})")

ALONE = """
import sys, time
from pathlib import Path
import trafilatura
pages = [path.read_bytes() for path in sorted(Path(sys.argv[1]).iterdir())]
trafilatura.extract(pages[0], favor_precision=True)
started = time.process_time()
for page in pages:
    trafilatura.extract(page, favor_precision=True, with_metadata=True)
print(time.process_time() - started)
"""


def pages_of(folder: Path) -> list[bytes]:
    """Return the HTML pages in a folder, whatever they are packed in."""
    return [item.body for item in read_pages(folder) if isinstance(item, Page) and item.format == "html"]


def copies(pages: list[bytes], count: int) -> Iterator[bytes]:
    """Yield `count` pages: these, then these again on hosts of other names, and so on."""
    for number in range(count):
        page, turn = pages[number % len(pages)], number // len(pages)
        yield HOST.sub(rb"\1e%d-\2" % turn, page) + b"<!-- %d -->" % number


def children_cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def backfill_cost(folder: Path, warehouse: Path) -> tuple[float, float]:
    """Return CPU and wall seconds of `kliping backfill`, with all its processes."""
    before, started = children_cpu_s(), time.monotonic()
    command = [sys.executable, "-m", "flows.cli", "backfill", str(folder), "--warehouse", str(warehouse)]
    subprocess.run(command, check=True, cwd=ROOT, stderr=subprocess.DEVNULL)
    return children_cpu_s() - before, time.monotonic() - started


def main() -> None:
    shared = ROOT.parent / "shared" / "pages"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=shared if shared.is_dir() else ROOT / "seeds" / "pages")
    parser.add_argument("--pages", type=int, default=1000)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "pages"
        folder.mkdir()
        for number, page in zip(itertools.count(), copies(pages_of(told.folder), told.pages), strict=False):
            (folder / f"{number:06}.html").write_bytes(page)
        one = Path(scratch) / "one"
        one.mkdir()
        (one / "0.html").write_bytes((folder / "000000.html").read_bytes())
        fixed_s, _ = backfill_cost(one, Path(scratch) / "w1")
        whole_s, wall_s = backfill_cost(folder, Path(scratch) / "w")
        alone = subprocess.run([sys.executable, "-c", ALONE, str(folder)], check=True, capture_output=True, text=True)
    alone_s, share = float(alone.stdout), 1000 / told.pages
    print(f"{told.pages} pages, {os.cpu_count()} cores, {wall_s:.1f} s by the clock; CPU seconds")
    print(f"backfill, whole                   {whole_s:8.1f}   {whole_s * share:8.1f} a 1,000 pages")
    print(f"  of it what one page costs too   {fixed_s:8.1f}   Python, Prefect and its temporary server, publishing: once a run")
    print(f"  of it the other pages           {whole_s - fixed_s:8.1f}   {(whole_s - fixed_s) * share:8.1f} a 1,000 pages")
    print(f"trafilatura favor_precision alone {alone_s:8.1f}   {alone_s * share:8.1f} a 1,000 pages")
    print(
        f"ratio                             {whole_s / alone_s:8.2f}   {(whole_s - fixed_s) / alone_s:8.2f} without what one page costs too"
    )


if __name__ == "__main__":
    main()
