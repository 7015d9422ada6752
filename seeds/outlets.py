"""The reader of seeds/outlets/*.toml: what people wrote down about each outlet, checked when read."""

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DIRECTORY = Path(__file__).parent / "outlets"


class OutletError(ValueError):
    """A file of seeds/outlets is wrong: which file, what was seen, what was wanted, what to do."""


@dataclass(frozen=True, slots=True)
class Fetch:
    """How an outlet may be fetched; the defaults are polite for a site that says nothing."""

    requests_per_second: float = 1.0
    concurrency: int = 2
    timeout_s: float = 20.0
    max_bytes: int = 10_000_000
    max_articles: int = 2000
    allow_private_addresses: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """What the outlet allows: `robots` is always obeyed; `enabled` is False where it forbids crawling."""

    robots: str = "obey"
    note: str = ""
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """CSS selectors of one template of the outlet, in use `until` that day (None: today's)."""

    until: date | None = None
    body: str | None = None
    title: str | None = None
    authors: str | None = None
    published: str | None = None
    prune: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet: its first domain is its key, the `outlet` of every article."""

    name: str
    domains: tuple[str, ...]
    enabled: bool = True
    timezone: str = "Asia/Jakarta"
    group: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    index_urls: tuple[str, ...] = ()
    article_url: re.Pattern[str] | None = None
    full_page: str | None = None
    fetch: Fetch = field(default_factory=Fetch)
    policy: Policy = field(default_factory=Policy)
    layouts: tuple[Layout, ...] = ()
    file: str = ""

    @property
    def key(self) -> str:
        """The domain that stands in the column `outlet`."""
        return self.domains[0]

    @property
    def crawlable(self) -> bool:
        """Whether a nightly run may fetch it."""
        return self.enabled and self.policy.enabled

    def layouts_on(self, day: date | None) -> list[Layout]:
        """Return all layouts, the one in use on `day` (None: today) first, then the others from the newest to the oldest."""
        now = next((one for one in self.layouts if one.until is None or (day is not None and day < one.until)), None)
        newest = list(reversed(self.layouts))
        return [*(layout for layout in newest if layout is now), *(layout for layout in newest if layout is not now)]


class Outlets:
    """The known outlets, by key and by host."""

    def __init__(self, outlets: Collection[Outlet]) -> None:
        self._by_key = {outlet.key: outlet for outlet in outlets}
        self._by_domain = {domain: outlet for outlet in outlets for domain in outlet.domains}
        self._by_name = {_bare(outlet.name): outlet for outlet in outlets}
        for outlet in outlets:
            self._by_name.setdefault(_bare(outlet.key), outlet)
            self._by_name.setdefault(_bare(outlet.key.split(".")[0]), outlet)

    def __iter__(self) -> Iterator[Outlet]:
        return iter(self._by_key.values())

    def __len__(self) -> int:
        return len(self._by_key)

    def named(self, name: str) -> list[Outlet]:
        """Return the outlets that bear `name` as a person types it: the stem of its file, its name or one of its domains."""
        return [outlet for outlet in self if name in (Path(outlet.file).stem, outlet.name, *outlet.domains)]

    def get(self, key: str | None) -> Outlet | None:
        """Return the outlet with this key (its first domain)."""
        return self._by_key.get(key or "")

    def of_host(self, host: str | None) -> Outlet | None:
        """Return the outlet whose domain is the longest suffix of `host`; a port counts only where the outlet's file names one."""
        host = (host or "").lower().strip(".")
        for name in (host, host.rsplit(":", 1)[0]):
            labels = name.split(".")
            for start in range(len(labels)):
                if outlet := self._by_domain.get(".".join(labels[start:])):
                    return outlet
        return None

    def of_name(self, name: str | None) -> Outlet | None:
        """Return the outlet printed as `name`: its name or its first domain, with or without the ending, case and signs aside."""
        bare = _bare(name or "")
        return self._by_name.get(bare) or self._by_name.get(re.sub(r"(?:com|coid|id|net|online)$", "", bare)) if bare else None


def _bare(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()


def load_outlets(directory: Path | None = None, only: Collection[str] | None = None) -> Outlets:
    """Return the outlets of every *.toml in `directory` (default: this package's), in the order of their file names.

    `only`: file stems, names or domains; one that no file bears is an error. Raises `OutletError` for a file that is wrong, saying where,
    what was seen, what was wanted and what to do.
    """
    directory = DIRECTORY if directory is None else Path(directory)
    if not directory.is_dir():
        raise OutletError(f"{directory}: no such folder; give a folder of outlet files (*.toml)")
    outlets: list[Outlet] = []
    owners: dict[str, str] = {}
    for path in sorted(directory.glob("*.toml")):
        outlet = read_outlet(path)
        for domain in outlet.domains:
            if domain in owners:
                raise OutletError(
                    f"{path}: domains: {domain!r} stands in {owners[domain]} already; a domain belongs to one outlet, drop it in one of them"
                )
            owners[domain] = path.name
        outlets.append(outlet)
    known = Outlets(outlets)
    if only is None:
        return known
    for wanted in only:
        if not known.named(wanted):
            stems = ", ".join(Path(outlet.file).stem for outlet in known)
            raise OutletError(f"no outlet {wanted!r} in {directory}; known are {stems or 'none'}")
    return Outlets({outlet.key: outlet for wanted in only for outlet in known.named(wanted)}.values())


_KEYS = {
    "name": str, "domains": list, "enabled": bool, "timezone": str, "group": str, "feeds": list, "sitemaps": list, "index_urls": list,
    "article_url": str, "full_page": str, "fetch": dict, "policy": dict, "layout": list,
}  # fmt: skip


def read_outlet(path: Path) -> Outlet:
    """Return the outlet of one file; raises `OutletError` when the file is wrong."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OutletError(f"{path}: not a TOML file: {error}; mend the syntax") from error
    for key, value in said.items():
        wanted = _KEYS.get(key)
        if wanted is None:
            raise OutletError(f"{path}: unknown key {key!r}; known are {', '.join(_KEYS)}")
        if not isinstance(value, wanted):
            raise OutletError(f"{path}: {key} = {value!r}: wanted {_kind(wanted)}, not {_kind(type(value))}")
    for key in ("name", "domains"):
        if not said.get(key):
            raise OutletError(f"{path}: {key} is missing or empty; every outlet needs it")
    for key in ("domains", "feeds", "sitemaps", "index_urls"):
        _strings(path, key, said.get(key, []))
    for domain in said["domains"]:
        if not re.fullmatch(r"[a-z0-9.-]+(?::\d+)?|\[[0-9a-f:]+\](?::\d+)?", domain) or domain.startswith("www."):
            raise OutletError(
                f"{path}: domains: {domain!r}: wanted a bare domain in lower case such as 'contoh.co.id', without scheme, path or www"
            )
    for key in ("feeds", "sitemaps", "index_urls"):
        for address in said.get(key, []):
            if not re.match(r"https?://[^/\s]+", address):
                raise OutletError(f"{path}: {key}: {address!r}: wanted a whole http address")
    return Outlet(
        name=said["name"],
        domains=tuple(said["domains"]),
        enabled=said.get("enabled", True),
        timezone=_zone(path, said.get("timezone", "Asia/Jakarta")),
        group=said.get("group"),
        feeds=tuple(said.get("feeds", ())),
        sitemaps=tuple(said.get("sitemaps", ())),
        index_urls=tuple(said.get("index_urls", ())),
        article_url=_pattern(path, said.get("article_url")),
        full_page=_full_page(path, said.get("full_page")),
        fetch=_record(path, "fetch", said.get("fetch", {}), Fetch),
        policy=_policy(path, said.get("policy", {})),
        layouts=_layouts(path, said.get("layout", [])),
        file=path.name,
    )


def _kind(kind: type) -> str:
    return {
        str: "a string",
        list: "a list",
        bool: "true or false",
        dict: "a table",
        int: "a whole number",
        float: "a number",
        date: "a day",
    }.get(kind, kind.__name__)


def _strings(path: Path, key: str, values: list[Any]) -> None:
    wrong = next((value for value in values if not isinstance(value, str) or not value), None)
    if wrong is not None:
        raise OutletError(f"{path}: {key}: {wrong!r}: wanted a list of strings")


def _zone(path: Path, name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise OutletError(
            f"{path}: timezone = {name!r}: no such zone; Indonesia has Asia/Jakarta, Asia/Makassar, Asia/Jayapura"
        ) from error
    return name


def _pattern(path: Path, text: str | None) -> re.Pattern[str] | None:
    if text is None:
        return None
    try:
        return re.compile(text)
    except re.error as error:
        raise OutletError(f"{path}: article_url = {text!r}: not a regular expression: {error}") from error


def _full_page(path: Path, rule: str | None) -> str | None:
    if rule is not None and rule != "pages" and not re.fullmatch(r"\?\w+=\w+|/\w+", rule):
        raise OutletError(
            f"{path}: full_page = {rule!r}: wanted '?name=value', '/path' or 'pages'; leave it out to follow the page's own pager"
        )
    return rule


def _record(path: Path, table: str, said: dict[str, Any], record: type) -> Any:
    known = {f.name: f for f in fields(record)}
    defaults = record()
    for key, value in said.items():
        if key not in known:
            raise OutletError(f"{path}: [{table}]: unknown key {key!r}; known are {', '.join(known)}")
        wanted = type(getattr(defaults, key))
        number = wanted in (int, float) and isinstance(value, int | float) and not isinstance(value, bool)
        if not (isinstance(value, wanted) and isinstance(value, bool) == (wanted is bool)) and not (
            number and (wanted is float or isinstance(value, int))
        ):
            raise OutletError(f"{path}: [{table}]: {key} = {value!r}: wanted {_kind(wanted)}")
        if number and value <= 0:
            raise OutletError(f"{path}: [{table}]: {key} = {value!r}: wanted more than 0")
    return record(**said)


def _policy(path: Path, said: dict[str, Any]) -> Policy:
    policy: Policy = _record(path, "policy", said, Policy)
    if policy.robots != "obey":
        raise OutletError(f"{path}: [policy]: robots = {policy.robots!r}: only 'obey' is known; robots.txt is always obeyed")
    return policy


def _layouts(path: Path, said: list[Any]) -> tuple[Layout, ...]:
    layouts: list[Layout] = []
    for number, table in enumerate(said, start=1):
        where = f"{path}: layout {number}"
        if not isinstance(table, dict):
            raise OutletError(f"{where}: wanted a table [[layout]], saw {table!r}")
        for key, value in table.items():
            wanted = {"until": date, "prune": list}.get(key, str)
            if key not in {f.name for f in fields(Layout)}:
                raise OutletError(f"{where}: unknown key {key!r}; known are {', '.join(f.name for f in fields(Layout))}")
            if not isinstance(value, wanted):
                raise OutletError(f"{where}: {key} = {value!r}: wanted {_kind(wanted)}")
        _strings(path, f"layout {number}: prune", table.get("prune", []))
        layout = Layout(**{**table, "prune": tuple(table.get("prune", ()))})
        if layouts and (before := layouts[-1].until) is None:
            raise OutletError(f"{where}: layout {number - 1} has no until and is therefore today's; list them oldest first")
        elif layouts and layout.until is not None and before is not None and layout.until < before:
            raise OutletError(
                f"{where}: until = {layout.until} comes before layout {number - 1} ({before}); list them oldest first"
            )
        layouts.append(layout)
    return tuple(layouts)
