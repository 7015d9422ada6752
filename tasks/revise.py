"""Articles that several pages tell: re-fetches and the pages of a paged article become versions."""

import duckdb
import pyarrow as pa
from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.steps.revisions import revisions_of
from warehouse.catalog import connect
from warehouse.store import Manifest, Warehouse
from warehouse.tables import DRAFTS, REVISIONS

BUCKETS = """
    CREATE TEMP TABLE buckets AS
    SELECT coalesce(min(day)::VARCHAR, 'undated') AS bucket, article_id,
        bit_xor(hash(page_id, rules_version)) AS pages
    FROM stored.drafts GROUP BY article_id HAVING count(*) > 1
"""


@task(task_run_name="revise", retries=2, retry_delay_seconds=5, cache_policy=NO_CACHE)
def revise_articles(warehouse: Warehouse, manifest: Manifest) -> Manifest:
    """Return `manifest` with the revisions of every article that has several drafts in it.

    An article stands in the bucket of the earliest day among its drafts, and a bucket's edition is named by a digest of
    all drafts in it: what did not change since it was last written is found by name. Only ids and days of the stored
    drafts are read, and whole drafts only for buckets that changed.
    """
    with connect(warehouse, manifest) as connection:
        connection.execute(BUCKETS)
        query = "SELECT bucket, bit_xor(hash(article_id, pages)), count(*) FROM buckets GROUP BY bucket ORDER BY bucket"
        editions = {
            f"{bucket}.{pages:016x}{articles:x}": bucket for bucket, pages, articles in connection.execute(query).fetchall()
        }
        written = [edition for edition in editions if not warehouse.exists(REVISIONS, edition)]
        for edition in written:
            warehouse.write(REVISIONS, edition, revisions_of(drafts_of(connection, editions[edition])))
    get_run_logger().info("%d days with revisions, %d of them written", len(editions), len(written))
    return {**manifest, REVISIONS.name: sorted(editions)}


def drafts_of(connection: duckdb.DuckDBPyConnection, bucket: str) -> pa.Table:
    """Return all drafts of the articles in one bucket."""
    query = "SELECT drafts.* FROM stored.drafts JOIN buckets USING (article_id) WHERE bucket = ?"
    return connection.sql(query, params=[bucket]).to_arrow_table().select(DRAFTS.schema.names).cast(DRAFTS.schema)
