"""`kliping outlets`: the list, a check of one outlet over the web, and a draft for a new one."""

import asyncio
from pathlib import Path

from rich.table import Table

from flows.options import out
from flows.settings import NightSettings
from seeds.outlets import load_outlets
from tasks.hosts import Manners
from tasks.probe import Checked, check_outlet, draft_outlet


def manners() -> Manners:
    how = NightSettings()
    return Manners(
        how.user_agent, tries=2, backoff_s=how.backoff_s, pause_s=how.pause_s, longest_wait_s=min(30.0, how.patience_s)
    )


def show(folder: Path | None) -> None:
    """Print every outlet: what lists it has, how its articles come whole, and why it is disabled where it is."""
    table = Table("outlet", "domain", "lists", "whole page", "fetched", box=None, pad_edge=False)
    known = load_outlets(folder)
    for outlet in known:
        counts = {"feeds": outlet.feeds, "sitemaps": outlet.sitemaps, "indexes": outlet.index_urls}
        lists = ", ".join(f"{name} {len(urls)}" for name, urls in counts.items() if urls) or "found each night"
        state = "yes" if outlet.crawlable else f"no: {outlet.policy.note or 'its file says so'}"
        table.add_row(outlet.name, outlet.key, lists, outlet.full_page or "by its pager", state)
    out.print(table)
    out.print(f"{len(known)} outlets, {sum(outlet.crawlable for outlet in known)} of them fetched every night")


def check(name: str, folder: Path | None) -> bool:
    """Print what one outlet answers and what would be extracted of its first article; return whether all of it is well."""
    found = list(load_outlets(folder, [name]))
    if len(found) != 1:
        raise ValueError(
            f"{len(found)} outlets bear the name {name!r}; give the domain of one: {', '.join(outlet.key for outlet in found)}"
        )
    (outlet,) = found
    checked: Checked = asyncio.run(check_outlet(outlet, str(folder) if folder else None, manners()))
    for line in checked.lines:
        out.print(line, markup=False)
    return checked.is_good


def draft(url: str) -> str:
    """Return a draft of an outlet's TOML."""
    return asyncio.run(draft_outlet(url, manners()))
