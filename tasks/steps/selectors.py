"""Selectors: the part of CSS that outlets' layouts are written in, matched against the nodes of a reading.

Compounds of tag, `.class`, `#id` and `[attribute]`, `[attribute=value]`, `^=`, `*=`, `$=`, one inside another, and commas.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from tasks.steps.blocks import Node

PART = re.compile(r"""([.#])([\w-]+)|\[\s*([\w:-]+)\s*(?:([\^*$]?=)\s*["']?([^"'\]]*)["']?)?\s*\]|(\*|[\w-]+)""")


class Compound(NamedTuple):
    """One step of a selector: what a single element must have."""

    tag: str | None
    classes: frozenset[str]
    identity: str | None
    attributes: tuple[tuple[str, str, str], ...]

    @property
    def word(self) -> str:
        """A class or the id that what it fits must have; "" when it asks for none."""
        return self.identity or min(self.classes, default="")

    def fits(self, element: Any) -> bool:
        """Whether `element` has all of it."""
        if self.tag not in (None, "*", element.tag):
            return False
        if self.classes and not self.classes <= set((element.get("class") or "").split()):
            return False
        if self.identity is not None and element.get("id") != self.identity:
            return False
        return all(attribute_fits(element.get(name), sign, value) for name, sign, value in self.attributes)


def attribute_fits(have: str | None, sign: str, value: str) -> bool:
    """Whether the attribute value `have` is what `sign` and `value` ask for."""
    if have is None:
        return False
    match sign:
        case "=":
            return have == value
        case "^=":
            return have.startswith(value)
        case "*=":
            return value in have
        case "$=":
            return have.endswith(value)
    return True


@lru_cache(maxsize=1000)
def read_selector(selector: str) -> tuple[tuple[Compound, ...], ...]:
    """Return the alternatives of `selector`, each a path of compounds from outside in."""
    paths = []
    for alternative in selector.split(","):
        path = tuple(read_compound(step) for step in alternative.replace(">", " ").split())
        if path:
            paths.append(path)
    return tuple(paths)


def read_compound(step: str) -> Compound:
    """Return one step of a selector."""
    tag = identity = None
    classes: set[str] = set()
    attributes: list[tuple[str, str, str]] = []
    for mark, name, attribute, sign, value, word in PART.findall(step):
        if mark == ".":
            classes.add(name)
        elif mark == "#":
            identity = name
        elif attribute:
            attributes.append((attribute, sign, value))
        elif word:
            tag = word
    return Compound(tag, frozenset(classes), identity, tuple(attributes))


def matching_nodes(nodes: Sequence[Node], selectors: Sequence[str]) -> set[int]:
    """Return the places of the nodes that one of `selectors` means; a `>` is read as "somewhere inside"."""
    ending: dict[str, list[tuple[Compound, ...]]] = {}
    for selector in selectors:
        for path in read_selector(selector):
            ending.setdefault(path[-1].word, []).append(path)
    return {
        index
        for word, paths in ending.items()
        for index, node in enumerate(nodes)
        if word in node.name and any(is_match(nodes, index, path) for path in paths)  # hardly a node has the word
    }


def is_match(nodes: Sequence[Node], index: int, path: Sequence[Compound]) -> bool:
    """Whether the node `index` ends `path`: it fits the last compound, and nodes above it the others."""
    if not path[-1].fits(nodes[index].element):
        return False
    left = len(path) - 2
    at = nodes[index].parent
    while left >= 0 and at >= 0:
        if path[left].fits(nodes[at].element):
            left -= 1
        at = nodes[at].parent
    return left < 0
