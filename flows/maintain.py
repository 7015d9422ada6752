"""Maintain: small editions become few sorted files, and what no reader can reach any more is removed."""

from datetime import timedelta
from pathlib import Path

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from flows.settings import Settings
from tasks.compact import compact
from warehouse.compaction import Compacted
from warehouse.store import Warehouse

GRACE_HOURS = 24.0
"""How long a file that nothing lists any more stays: longer than a question or a notebook's sitting lasts."""


@flow(name="maintain", flow_run_name="maintain")
def maintain(warehouse: str | None = None, grace_hours: float = GRACE_HOURS, everything: bool = False) -> Compacted:
    """Merge small editions, index them for search, remove files retired for longer than `grace_hours`; no row changes."""
    store = Warehouse(Path(warehouse or Settings().warehouse))
    with store.writing("maintain"):
        done = compact(store, timedelta(hours=grace_hours), everything)
    create_markdown_artifact(f"# maintain\n\n{as_line(done)}", key="maintain-summary", description="What was merged and removed")
    return done


def as_line(done: Compacted) -> str:
    return (
        f"{done.merged:,} editions merged into {done.files:,} files; {done.removed:,} files removed ({done.removed_bytes / 1e6:,.1f} MB), "
        f"{done.retired:,} retired and removed after the grace period"
    )
