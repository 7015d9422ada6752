"""Small editions become packs, and files that no reader can reach go."""

from datetime import UTC, datetime, timedelta

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from warehouse.catalog import stored_tables
from warehouse.compaction import Compacted, packed, publish_packed
from warehouse.store import Packs, Warehouse
from warehouse.tables import Table


@task(task_run_name="pack {table.name}", retries=2, retry_delay_seconds=5, cache_policy=NO_CACHE)
def pack_table(warehouse: Warehouse, packs: Packs, table: Table, everything: bool = False) -> Packs:
    """Return `packs` with the small editions of `table` merged, or as they were when there is little to merge."""
    merged = packed(warehouse, packs, table, everything)
    for pack in (pack for pack in merged.get(table.name, []) if pack not in packs.get(table.name, [])):
        get_run_logger().info("%s: %d editions in %d files", table.name, len(pack.editions), len(pack.files))
    return merged


@task(task_run_name="publish packs", retries=2, retry_delay_seconds=5, cache_policy=NO_CACHE)
def publish_packs(warehouse: Warehouse, packs: Packs, grace: timedelta) -> Compacted:
    """Publish `packs` and remove what has been retired for longer than `grace`."""
    return publish_packed(warehouse, packs, grace, datetime.now(UTC))


def compact(warehouse: Warehouse, grace: timedelta, everything: bool = False) -> Compacted:
    """Pack every table and publish; the caller holds the writer's lock."""
    packs = warehouse.stored().packs
    for table in stored_tables():
        packs = pack_table(warehouse, packs, table, everything)
    return publish_packs(warehouse, packs, grace)
