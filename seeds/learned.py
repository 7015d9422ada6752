"""Learned: what the pages of each outlet taught, frozen for a run, as cleaning uses it beside what people wrote down."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class OutletLearned:
    """What was learned of one outlet.

    `lines`: shapes of furniture lines with their support; `layouts`: where parts stand, as (part, selector), sorted; `frames`: selectors.
    """

    lines: Mapping[str, int] = field(default_factory=dict)
    layouts: tuple[tuple[str, str], ...] = ()
    frames: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Learned:
    """What was learned of every outlet by its key; `version` is "" when nothing was."""

    outlets: Mapping[str, OutletLearned] = field(default_factory=dict)
    version: str = ""

    def of(self, outlet: str | None) -> OutletLearned:
        """Return what was learned of `outlet`: nothing when it is not known."""
        return self.outlets.get(outlet or "", NO_OUTLET)


NO_OUTLET = OutletLearned()
NOTHING = Learned()
