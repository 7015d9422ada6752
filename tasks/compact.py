"""Small editions become packs, and files that no reader can reach go."""

from datetime import UTC, datetime, timedelta

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from warehouse.catalog import publish, stored_tables
from warehouse.compaction import Compacted, chosen, pack_editions, remove_retired, retire, with_pack
from warehouse.store import Packs, Warehouse
from warehouse.tables import Table


@task(task_run_name="pack {table.name}", retries=2, retry_delay_seconds=5, cache_policy=NO_CACHE)
def pack_table(warehouse: Warehouse, packs: Packs, table: Table, everything: bool = False) -> Packs:
    """Return `packs` with the small editions of `table` merged, or as they were when there is little to merge."""
    manifest = warehouse.manifest()
    singles, _ = warehouse.files(table, manifest.get(table.name, []), packs)
    rows = {path.stem: warehouse.rows(table, path.stem) for path in singles}
    editions = chosen(table, manifest, packs, rows, everything)
    if not editions:
        return packs
    pack = pack_editions(warehouse, table, editions)
    get_run_logger().info("%s: %d editions in %d files", table.name, len(editions), len(pack.files))
    return with_pack(packs, table, pack)


@task(task_run_name="publish packs", retries=2, retry_delay_seconds=5, cache_policy=NO_CACHE)
def publish_packs(warehouse: Warehouse, packs: Packs, grace: timedelta) -> Compacted:
    """Publish `packs` and remove what has been retired for longer than `grace`."""
    manifest, before, now = warehouse.manifest(), warehouse.stored().packs, datetime.now(UTC)
    retired = retire(warehouse, manifest, packs, now)
    publish(warehouse, manifest, packs, retired)
    removed, removed_bytes = remove_retired(warehouse, retired, grace, now)
    fresh = [pack for name, some in packs.items() for pack in some if pack not in before.get(name, [])]
    return Compacted(
        sum(len(p.editions) for p in fresh), sum(len(p.files) for p in fresh), removed, removed_bytes, len(retired) - removed
    )


def compact(warehouse: Warehouse, grace: timedelta, everything: bool = False) -> Compacted:
    """Pack every table and publish; the caller holds the writer's lock."""
    packs = warehouse.stored().packs
    for table in stored_tables():
        packs = pack_table(warehouse, packs, table, everything)
    return publish_packs(warehouse, packs, grace)
