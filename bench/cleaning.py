"""How right and how dear cleaning is: accuracy against hand-made gold, CPU and memory against trafilatura, and where the time goes.

    python -m bench.cleaning [--pages DIR] [--rounds 3]

Accuracy is measured on ../shared/pages by its own score.py when that folder is there, else on seeds/pages against tests/expected by
words. Speed: every contender cleans the same pages in a process of its own, one after the other; CPU is the best round, memory the
peak of the process less what it held before its first page. The same pages are cleaned once before the clock starts.
"""

import argparse
import importlib.util
import json
import multiprocessing
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "pages"
SEEN = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
SCORED = ("title", "text", "authors", "published_at")


def html_files(folder: Path) -> list[Path]:
    """Return the HTML pages below `folder`, in the order of their names."""
    return sorted(folder.rglob("*.html"))


def page_row(file: Path, url: str | None) -> dict[str, Any]:
    """Return the row of PAGES that `file` would be."""
    row = {
        "page_id": file.stem,
        "url": url,
        "source": str(file),
        "first_seen_at": SEEN,
        "format": "html",
        "body": file.read_bytes(),
    }
    return row | dict.fromkeys(("source_id", "fetched_at", "status", "content_type", "given"))


def our_article(row: dict[str, Any]) -> dict[str, Any]:
    """Return the draft of one page; empty when it is refused."""
    from seeds.knowledge import load_knowledge
    from tasks.steps.documents import PageError
    from tasks.steps.reading import read_page

    try:
        return read_page(row, load_knowledge()).draft
    except PageError:
        return {}


def our_body(row: dict[str, Any]) -> str:
    """Return the stripped body alone: what trafilatura without metadata does."""
    from seeds.rules import load_rules
    from tasks.steps.body import find_body
    from tasks.steps.documents import PageError, decode, parse_html
    from tasks.steps.furniture import strip_lines
    from tasks.steps.marks import NO_MARKUP

    try:
        body = find_body(parse_html(decode(row["body"])), NO_MARKUP, load_rules())
    except PageError:
        return ""
    return "\n".join(line.text for line in strip_lines(body.lines, load_rules())[0])


def library(**options: Any) -> Callable[[dict[str, Any]], str]:
    """Return trafilatura with `options`."""

    def extract(row: dict[str, Any]) -> str:
        import trafilatura

        return trafilatura.extract(row["body"], include_comments=False, **options) or ""

    return extract


CONTENDERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "kliping, whole draft": our_article,
    "kliping, body alone": our_body,
    "trafilatura default": library(with_metadata=True),
    "trafilatura fast": library(with_metadata=True, fast=True),
    "trafilatura favor_precision": library(with_metadata=True, favor_precision=True),
    "trafilatura favor_precision, no metadata": library(favor_precision=True),
}


def measure(name: str, rows: list[dict[str, Any]], rounds: int, out: Any) -> None:
    """Put the CPU seconds of the best round over `rows` and the peak memory it added, in MB, into the queue `out`."""
    contender = CONTENDERS[name]
    contender(rows[0])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    best = float("inf")
    for round_no in range(rounds + 1):
        start = time.process_time()
        for row in rows:
            contender(row)
        if round_no:  # the first round warms up
            best = min(best, time.process_time() - start)
    out.put((best, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, before / 1024))


def speed(rows: list[dict[str, Any]], rounds: int) -> None:
    """Print pages per CPU second and peak memory of each contender."""
    context = multiprocessing.get_context("spawn")
    print(
        f"\nspeed: {len(rows)} pages, mean {sum(len(row['body']) for row in rows) / len(rows) / 1000:.0f} kB, best of {rounds} rounds"
    )
    print(f"{'':42}{'ms/page':>9}{'pages/s':>9}{'MB peak':>9}{'MB start':>9}")
    for name in CONTENDERS:
        out = context.Queue()
        process = context.Process(target=measure, args=(name, rows, rounds, out))
        process.start()
        cpu, peak, start = out.get()
        process.join()
        print(f"{name:42}{cpu / len(rows) * 1000:9.1f}{len(rows) / cpu:9.0f}{peak + start:9.0f}{start:9.0f}")


def profile(rows: list[dict[str, Any]]) -> None:
    """Print the CPU that each stage of cleaning takes."""
    from seeds.rules import load_rules
    from tasks.steps.blocks import Reader
    from tasks.steps.body import clues_of, find_body
    from tasks.steps.documents import PageError, decode, parse_html
    from tasks.steps.furniture import strip_lines
    from tasks.steps.layouts import NOWHERE
    from tasks.steps.markup import read_markup
    from tasks.steps.regions import find_region

    spent: Counter[str] = Counter()

    def timed(stage: str, step: Callable[..., Any], *values: Any) -> Any:
        start = time.process_time()
        result = step(*values)
        spent[stage] += time.process_time() - start  # type: ignore[assignment]  # Counter holds floats as well
        return result

    rules = load_rules()
    for row in rows:
        text = timed("decode", decode, row["body"])
        try:
            tree = timed("parse", parse_html, text)
            markup = timed("markup", read_markup, tree)
            reading = timed("read blocks", Reader().read, tree)
            timed("find region", find_region, reading, clues_of(reading, markup, rules, NOWHERE))
            body = timed("body, whole", find_body, tree, markup, rules)
            timed("strip lines", strip_lines, body.lines, rules)
            timed("draft, whole", our_article, row)
        except PageError:
            continue
    print("\nCPU by stage, ms/page (read blocks and find region are parts of the body, all are parts of the draft)")
    for stage, seconds in spent.items():
        print(f"  {stage:14}{seconds / len(rows) * 1000:8.2f}")


def accuracy_on_gold(folder: Path) -> None:
    """Print the lines of score.py of `folder` for our drafts."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec and spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    rows = {}
    for file in html_files(folder):
        gold = json.loads(file.with_suffix(".gold.json").read_text(encoding="utf-8"))
        draft = our_article(page_row(file, gold["url"] or None))
        found = {name: draft.get(name) for name in SCORED}
        found["published_at"] = found["published_at"].isoformat() if found["published_at"] else None
        rows[file.stem] = score.score_page(gold, found, file.read_bytes().decode("utf-8", "replace"))
    count = len(rows)
    figures = {name: sum(bool(r[key]) if key == "title" else r[key] for r in rows.values()) / count for name, key in
               (("precision", "p"), ("recall", "r"), ("f1", "f"), ("title", "title"))}  # fmt: skip
    for key in ("author", "day", "instant"):
        known = [r[key] for r in rows.values() if r[key] is not None]
        figures[key] = sum(known) / len(known)
    figures["leak"] = sum(bool(r["leaks"]) for r in rows.values()) / count
    print(f"accuracy on {count} pages of {folder}: " + " ".join(f"{name}={value:.4f}" for name, value in figures.items()))
    for name, row in sorted(rows.items(), key=lambda item: item[1]["f"])[:3]:
        if row["f"] < 0.98:
            print(f"  {name}: precision={row['p']:.3f} recall={row['r']:.3f} leaks={row['leaks']}")


def accuracy_on_samples(folder: Path) -> None:
    """Print how many words of our sample pages come out as tests/expected wants them."""
    file = ROOT / "tests" / "expected" / "articles.jsonl"
    wanted = {row["locator"]: row["text"] for row in map(json.loads, file.read_text(encoding="utf-8").splitlines())}
    scores = []
    for page in html_files(folder):
        text = wanted.get(str(page.relative_to(folder)))
        if text:
            scores.append(f1(words(text), words(our_article(page_row(page, None)).get("text") or "")))
    print(
        f"accuracy on {len(scores)} pages of {folder}: f1={sum(scores) / len(scores):.4f} exact={sum(s == 1 for s in scores) / len(scores):.3f}"
    )


def words(text: str) -> Counter[str]:
    """Return the words of `text` with their counts."""
    return Counter(re.findall(r"\w+", text.lower()))


def f1(wanted: Counter[str], got: Counter[str]) -> float:
    """Return the harmonic mean of precision and recall over words."""
    both = sum((wanted & got).values())
    return 2 * both / (sum(wanted.values()) + sum(got.values())) if both else 0.0


def main(arguments: Iterable[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=SHARED if (SHARED / "score.py").exists() else ROOT / "seeds" / "pages")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(list(arguments) if arguments is not None else None)
    rows = [page_row(file, None) for file in html_files(options.pages) if file.stat().st_size]
    if (options.pages / "score.py").exists():
        accuracy_on_gold(options.pages)
    if (ROOT / "tests" / "expected").exists():
        accuracy_on_samples(ROOT / "seeds" / "pages")
    speed(rows, options.rounds)
    profile(rows)


if __name__ == "__main__":
    main()
