"""What a run made becomes what readers see, with its own row in `runs`."""

from datetime import UTC, datetime
from typing import NamedTuple

import pyarrow as pa
from prefect import task
from prefect.cache_policies import NO_CACHE

from warehouse.catalog import connect, publish
from warehouse.store import Manifest, Warehouse, with_editions
from warehouse.tables import DRAFTS, REVISIONS, RUNS


class Run(NamedTuple):
    """What a run knows of itself before it publishes."""

    run_id: str
    flow: str
    started_at: datetime
    pages_in: int
    pages_seen_before: int
    rejected: int
    rules_version: str
    code_version: str


class Gains(NamedTuple):
    """What a run added."""

    articles_new: int
    articles_changed: int
    copies_found: int


@task(task_run_name="publish {run.run_id}", retries=2, retry_delay_seconds=5, cache_policy=NO_CACHE)
def publish_run(warehouse: Warehouse, manifest: Manifest, run: Run) -> Gains:
    """Publish `manifest` with the run's row and return what it added to the state published before."""
    before = warehouse.manifest()
    gains = gains_of(warehouse, before, manifest)
    row = {**run._asdict(), **gains._asdict(), "finished_at": datetime.now(UTC)}
    warehouse.write(RUNS, run.run_id, RUNS.rows([row]))
    publish(warehouse, with_editions(manifest, RUNS, [run.run_id]))
    return gains


def gains_of(warehouse: Warehouse, before: Manifest, after: Manifest) -> Gains:
    """Count articles and copies of `after` against `before`; texts are read only of articles that new editions touch."""
    fresh = {t.name: sorted(set(after.get(t.name, [])) - set(before.get(t.name, []))) for t in (DRAFTS, REVISIONS)}
    with connect(warehouse, fresh) as connection:
        ids = connection.sql(
            "SELECT article_id FROM stored.drafts UNION SELECT article_id FROM stored.revisions"
        ).to_arrow_table()
    told, copies = zip(*(state(warehouse, manifest, ids) for manifest in (before, after)), strict=True)
    changed = sum(told[0][article] != text for article, text in told[1].items() if article in told[0])
    return Gains(len(told[1].keys() - told[0].keys()), changed, len(copies[1] - copies[0]))


def state(warehouse: Warehouse, manifest: Manifest, ids: pa.Table) -> tuple[dict[str, str], set[str]]:
    """Return a digest of title and text of each article among `ids`, and the ids of all copies."""
    with connect(warehouse, manifest) as connection:
        connection.register("ids", ids)
        told = "SELECT article_id, md5(concat_ws(chr(0), title, text)) FROM articles_base WHERE article_id IN (FROM ids)"
        copies = "SELECT article_id FROM stored.members WHERE NOT is_original"
        return dict(connection.execute(told).fetchall()), {row[0] for row in connection.execute(copies).fetchall()}
