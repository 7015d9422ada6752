"""A source: a file on disk or something inside one, open to be read once from its beginning."""

import io
from dataclasses import dataclass
from functools import cached_property

from tasks.readers.kinds import HEAD_BYTES
from tasks.readers.streams import Meter

MAX_ARCHIVES = 2
"""Archives in one another: pages in a zip in a tar are read, a third archive inside is refused."""

MAX_LAYERS = 2
"""Compressions around one file: a .gz in a .gz is read, a third one is refused."""


@dataclass
class Source:
    """`name` is what `source` of its pages says; `label` is the name by which its suffix is told."""

    name: str
    label: str
    stream: io.BufferedReader
    meter: Meter
    size_bytes: int | None = None
    archives: int = 0
    layers: int = 0

    @cached_property
    def head(self) -> bytes:
        """The first bytes, which stay in the stream."""
        return self.stream.peek(HEAD_BYTES)[:HEAD_BYTES]
