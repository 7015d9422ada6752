"""What a person may set, read from the environment once."""

import os
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from tasks.hosts import Manners

CODE_VERSION = version("kliping")
Number = TypeVar("Number", int, float)


def number(name: str, default: Number) -> Number:
    """Return the number that a variable holds, of the kind of its default; `ValueError` names the variable and says what was wanted."""
    text = os.environ.get(name, "").strip()
    try:
        return type(default)(text) if text else default
    except ValueError:
        kind = "a whole number" if isinstance(default, int) else "a number"
        raise ValueError(f"{name}: {text!r}; wanted {kind}, such as {default}") from None


@dataclass(frozen=True)
class Settings:
    """Where the warehouse and the outlets are, and how many work at once."""

    warehouse: Path = field(default_factory=lambda: Path(os.environ.get("KLIPING_WAREHOUSE") or "warehouse/data"))
    workers: int = field(default_factory=lambda: number("KLIPING_WORKERS", os.cpu_count() or 1))


def hours(text: str) -> tuple[float, ...]:
    """Return hours written as "1, 6, 24"; `ValueError` says what was wanted."""
    try:
        return tuple(sorted(float(part) for part in text.split(",") if part.strip()))
    except ValueError:
        raise ValueError(f"KLIPING_REVISIT_HOURS: {text!r}; wanted hours after the first fetch, as in 1,6,24,72") from None


@dataclass(frozen=True)
class NightSettings:
    """How a night behaves, and whom it tells of trouble."""

    contact: str = field(default_factory=lambda: os.environ.get("KLIPING_CONTACT", "").strip())
    hours: float = field(default_factory=lambda: number("KLIPING_NIGHT_HOURS", 5.0))
    budget: int = field(default_factory=lambda: number("KLIPING_NIGHT_ARTICLES", 100_000))
    revisit_hours: tuple[float, ...] = field(
        default_factory=lambda: hours(os.environ.get("KLIPING_REVISIT_HOURS") or "1,6,24,72")
    )
    at_once: int = field(default_factory=lambda: number("KLIPING_OUTLETS_AT_ONCE", 48))
    backoff_s: float = field(default_factory=lambda: number("KLIPING_BACKOFF_SECONDS", 2.0))
    pause_s: float = field(default_factory=lambda: number("KLIPING_PAUSE_SECONDS", 60.0))
    patience_s: float = field(default_factory=lambda: number("KLIPING_PATIENCE_SECONDS", 120.0))
    batch_pages: int = field(default_factory=lambda: number("KLIPING_BATCH_PAGES", 200))
    alert: str = field(default_factory=lambda: os.environ.get("KLIPING_ALERT", "").strip())
    api_url: str = field(default_factory=lambda: os.environ.get("PREFECT_API_URL", "").strip())
    reports: Path | None = field(default_factory=lambda: Path(text) if (text := os.environ.get("KLIPING_REPORTS")) else None)

    @property
    def manners(self) -> Manners:
        """How every host is asked."""
        return Manners(self.user_agent, backoff_s=self.backoff_s, pause_s=self.pause_s, longest_wait_s=self.patience_s)

    @property
    def user_agent(self) -> str:
        """Who asks, honestly, with where to complain."""
        return f"Kliping/{CODE_VERSION} (news archive{f'; +{self.contact}' if self.contact else ''})"
