"""The peers of bench/stories.py, run by the interpreter of a venv that has them: MinHash over word shingles, and bands of it.

    python peers.py ARTICLES.parquet      prints one JSON object a line: name, stories (url -> story), cpu_s, rss_mb

All are given the days as well, and pairs further apart than our look-back are dropped: it helps them, as templates come daily.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path

import pyarrow.parquet as pq

SETTINGS = [(3, 0.3), (3, 0.5), (3, 0.7), (5, 0.3), (5, 0.5), (5, 0.7)]
PERMUTATIONS = 128
LOOK_BACK = 3


def shingles(text: str, size: int) -> list[str]:
    words = re.findall(r"\w+", text.lower())
    return [" ".join(words[n : n + size]) for n in range(max(1, len(words) - size + 1))]


def components(pairs: Iterable[tuple[int, int]], count: int) -> list[int]:
    parent = list(range(count))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = n = parent[parent[n]]
        return n

    for a, b in pairs:
        parent[max(root(a), root(b))] = min(root(a), root(b))
    return [root(n) for n in range(count)]


def rensa(texts: list[str], size: int, threshold: float) -> Iterable[tuple[int, int]]:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=32)
    hashes = []
    for number, text in enumerate(texts):
        minhash = RMinHash(num_perm=PERMUTATIONS, seed=42)
        minhash.update(shingles(text, size))
        hashes.append(minhash)
        for other in index.query(minhash):
            if hashes[other].jaccard(minhash) >= threshold:
                yield other, number
        index.insert(number, minhash)


def datasketch(texts: list[str], size: int, threshold: float) -> Iterable[tuple[int, int]]:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    for number, text in enumerate(texts):
        minhash = MinHash(num_perm=PERMUTATIONS)
        minhash.update_batch([shingle.encode() for shingle in set(shingles(text, size))])
        yield from ((other, number) for other in index.query(minhash))
        index.insert(number, minhash)


def text_dedup(texts: list[str], size: int, threshold: float) -> Iterable[tuple[int, int]]:
    import numpy as np
    from text_dedup.minhash import embed_func
    from text_dedup.utils import optimal_param, xxh3_32hash

    bands, rows = optimal_param(threshold, PERMUTATIONS)
    random, prime = np.random.RandomState(42), np.uint64((1 << 61) - 1)
    factors = (random.randint(1, prime, PERMUTATIONS, np.uint64), random.randint(0, prime, PERMUTATIONS, np.uint64))
    told = {
        "num_perm": PERMUTATIONS,
        "ngram_size": size,
        "min_length": 0,
        "hashranges": [(n * rows, (n + 1) * rows) for n in range(bands)],
        "permutations": factors,
        "hash_func": xxh3_32hash,
        "dtype": np.uint64,
        "max_hash": np.uint32((1 << 32) - 1),
        "modulo_prime": prime,
    }
    return neighbours(embed_func(text, 0, **told)["__signatures__"] for text in texts)


def datatrove(texts: list[str], size: int, threshold: float) -> Iterable[tuple[int, int]]:
    from datatrove.pipeline.dedup.minhash import MinhashConfig, MinhashDedupSignature
    from datatrove.utils.text import TextNormConfig

    # Bands and rows with (1 / bands) ** (1 / rows) near the threshold. Numbers stay as they are, which is better here than its default.
    bands, rows = {0.3: (42, 3), 0.5: (26, 5), 0.7: (14, 8)}[threshold]
    config = MinhashConfig(size, bands, rows, norm_config=TextNormConfig(norm_numbers=False))
    step = MinhashDedupSignature(".", config, "ind")
    found = (step.get_shingles(text) for text in texts)
    return neighbours([] if not some.size else list(map(tuple, step.get_signature(some))) for some in found)


def neighbours(signatures: Iterable[Iterable[Hashable]]) -> Iterable[tuple[int, int]]:
    """Yield each text with the one before it in every bucket it is in."""
    last: dict[tuple[int, Hashable], int] = {}
    for number, signature in enumerate(signatures):
        for place in enumerate(signature):
            if place in last:
                yield last[place], number
            last[place] = number


def peak_mb() -> float:
    """Return the most memory this process has had (Linux; elsewhere 0)."""
    status = Path("/proc/self/status")
    lines = status.read_text().split("\n") if status.exists() else []
    return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def main(path: str) -> None:
    table = pq.read_table(path).sort_by([("day", "ascending"), ("url", "ascending")])
    urls, texts, days = table["url"].to_pylist(), [text or "" for text in table["text"].to_pylist()], table["day"].to_pylist()
    peers: list[Callable[[list[str], int, float], Iterable[tuple[int, int]]]] = [rensa, datasketch, text_dedup, datatrove]
    for peer in peers:
        try:
            list(peer(texts[:1], *SETTINGS[0]))  # so that no import is counted
        except ImportError:
            print(f"{peer.__name__} is not installed here, left out", file=sys.stderr)
            continue
        for size, threshold in SETTINGS:
            before, start = peak_mb(), time.process_time()
            near = ((a, b) for a, b in peer(texts, size, threshold) if abs((days[a] - days[b]).days) <= LOOK_BACK)
            stories = components(near, len(texts))
            cost = {"cpu_s": time.process_time() - start, "rss_mb": peak_mb() - before}
            told = {url: str(story) for url, story in zip(urls, stories, strict=True)}
            print(json.dumps({"name": f"{peer.__name__} {size} words {threshold}", "stories": told, **cost}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
