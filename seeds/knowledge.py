"""Knowledge: everything people wrote down, read once: the outlets, the furniture rules, the words of text dumps, and the version of it all.

What was learned from stored pages goes along with it; a run puts it there (tasks/isolated.py).
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from seeds.learned import NOTHING, Learned
from seeds.outlets import Outlets, load_outlets
from seeds.rules import Rules, load_rules
from seeds.words import Words, load_words

SEEDS = Path(__file__).parent
STEPS = SEEDS.parent / "tasks" / "steps"
LIBRARIES = ("trafilatura", "lxml")  # what a page becomes depends on them too


@dataclass(frozen=True)
class Knowledge:
    """What cleaning knows. `rules_version` changes when any of what is written does, or the code that applies it."""

    outlets: Outlets
    rules: Rules
    words: Words
    rules_version: str
    learned: Learned = NOTHING


@cache
def load_knowledge(outlets_dir: Path | None = None) -> Knowledge:
    """Return what is written in seeds/, with the outlets of `outlets_dir` when given; read once in a process.

    Errors in the files are those of their readers: they say file, entry, what was seen and what was wanted.
    """
    return Knowledge(load_outlets(outlets_dir), load_rules(), load_words(), rules_version(outlets_dir))


def rules_version(outlets_dir: Path | None = None) -> str:
    """Return the digest of all that decides what a page becomes: rule and outlet files, the source of steps and seeds, the libraries.

    Where the files lie does not count, so the same release gives the same version on every machine.
    """
    digest = hashlib.blake2b(digest_size=6)
    rooms = {
        "seeds": [*SEEDS.glob("*.toml"), *SEEDS.glob("*.py")],
        "outlets": [*(outlets_dir or SEEDS / "outlets").glob("*.toml")],
        "steps": [*STEPS.glob("*.py")],
    }
    for room, paths in rooms.items():
        for path in sorted(paths, key=lambda path: path.name):
            content = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{room}/{path.name}:{len(content)}\n".encode())
            digest.update(content)
    for library in LIBRARIES:
        digest.update(f"{library} {installed(library)}\n".encode())
    return digest.hexdigest()


def installed(library: str) -> str:
    """Return the installed version of `library`, "none" when it is not there."""
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
