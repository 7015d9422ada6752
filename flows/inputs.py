"""The inputs of a backfill: paths that hold pages, and lists of addresses."""

from collections.abc import Iterator

from flows.settings import NightSettings
from seeds.outlets import Outlets
from tasks.follow import follow, known_urls
from tasks.readers.files import InputError, read_pages
from tasks.readers.items import Link, Page, Refusal
from tasks.readers.streams import Progress
from warehouse.store import Manifest, Warehouse


class Inputs:
    """What the paths of a backfill hold, one after the other, which of them hold nothing, and what stood behind their links."""

    def __init__(self, paths: list[str], outlets: Outlets) -> None:
        self.paths, self.outlets = paths, outlets
        self.progress = Progress()
        self.problems: list[str] = []
        self.links: list[Link] = []
        self.seen_before = 0

    def pages(self) -> Iterator[Page | Refusal]:
        """Yield the pages and refusals of all paths; links are kept for later."""
        for path in self.paths:
            try:
                is_empty = True
                for item in read_pages(path, self.progress):
                    is_empty = False
                    if isinstance(item, Link):
                        self.links.append(item)
                    else:
                        yield item
                if is_empty:
                    self.problems.append(f"{path}: holds no file; give a file or folder of pages")
            except InputError as error:
                self.problems.append(str(error))

    def linked(self, warehouse: Warehouse, manifest: Manifest) -> Iterator[Page | Refusal]:
        """Yield what the links lead to, fetched as on a night; an address of a stored page is not asked again."""
        known = known_urls(warehouse, manifest) if self.links else set()
        new = [link for link in self.links if link.url not in known]
        self.seen_before = len(self.links) - len(new)
        yield from follow(new, self.outlets, NightSettings().manners)
