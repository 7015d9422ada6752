"""Reads seeds/agencies.toml: the outlet under which an agency publishes itself."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

AGENCIES = Path(__file__).with_name("agencies.toml")


@cache
def load_agencies(path: Path = AGENCIES) -> Mapping[str, str]:
    """Return agency -> its own outlet; agencies in lower case. `ValueError` says which entry is wrong and what was wanted."""
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("outlets", {})
    for agency, outlet in entries.items():
        if not isinstance(outlet, str) or "." not in outlet or outlet != outlet.strip().lower():
            raise ValueError(
                f"{path}: {agency} = {outlet!r}; wanted is the outlet's domain in lower case, such as 'antaranews.com'"
            )
    return {agency.casefold(): outlet for agency, outlet in entries.items()}
