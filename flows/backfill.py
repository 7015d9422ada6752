"""Backfill: files and folders in, a published warehouse out."""

from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from prefect import flow

from flows.inputs import Inputs
from flows.pipeline import Cleaning, Summary, left_behind, new_run_id, refine
from flows.progress import progress
from flows.runners import Runner, at_work, task_runner
from flows.settings import CODE_VERSION, Settings
from seeds.knowledge import load_knowledge
from tasks.load import Stored, known_pages, store_batches
from tasks.publish import Run
from tasks.readers.files import size_of
from warehouse.store import Warehouse, with_editions
from warehouse.tables import PAGES, REJECTS


@flow(name="backfill", flow_run_name="backfill {paths}")
def backfill(
    paths: list[str],
    warehouse: str | None = None,
    outlets: str | None = None,
    workers: int | None = None,
    runner: Runner = "threads",
) -> Summary:
    """Load files or folders, clean their pages, match copies and publish; what is stored already is left alone.

    A path that is not there, or that holds no page, is one of the summary's problems; the others are loaded all the same.
    """
    settings = Settings()
    store = Warehouse(Path(warehouse or settings.warehouse))
    knowledge = load_knowledge(Path(outlets) if outlets else None)
    crew = workers or settings.workers
    pool = task_runner(runner, crew)
    run_id, started_at = new_run_id(), datetime.now(UTC)
    with store.writing(run_id):
        published, left = store.manifest(), left_behind(store)
        before = with_editions(with_editions(published, PAGES, left.pages), REJECTS, left.rejects)
        known = known_pages(store, before)
        inputs = Inputs(paths, knowledge.outlets)
        stored: list[Stored] = []
        total_bytes = size_of(paths)
        with progress("backfill", total_bytes) as bar, at_work(pool):
            cleaning = Cleaning(pool, crew, store, knowledge.rules_version, outlets, bar)
            for edition in left.pages:
                bar.load(0, store.rows(PAGES, edition))
                cleaning.submit(edition)
            pages = chain(inputs.pages(), inputs.linked(store, before))
            for batch in store_batches(store, run_id, pages, known, batch_size=batch_pages(total_bytes, crew)):
                stored.append(batch)
                bar.load(inputs.progress.done_bytes, batch.pages, batch.rejects)
                if batch.edition and batch.pages:
                    cleaning.submit(batch.edition)
            refused = [batch.edition for batch in stored if batch.edition and batch.rejects]
            manifest = cleaning.learn(with_editions(published, REJECTS, [*left.rejects, *refused]))
        loaded, rejects, seen_before = (sum(getattr(b, name) for b in stored) for name in ("pages", "rejects", "seen_before"))
        run = Run(
            run_id=run_id,
            flow="backfill",
            started_at=started_at,
            pages_in=loaded + rejects + seen_before + inputs.seen_before,
            pages_seen_before=seen_before + inputs.seen_before,
            rejected=rejects,
            rules_version=knowledge.rules_version,
            code_version=CODE_VERSION,
        )
        return refine(store, manifest, run, cleaning, inputs.problems)


def batch_pages(total_bytes: int, workers: int) -> int:
    """Return how many pages make an edition: a few hundred, and fewer where the whole is small, so that every worker has some and the bar moves.

    A news page is some 100 KB, compressed a fifth of that; each worker should get four editions or more.
    """
    return max(25, min(300, total_bytes // 40_000 // (4 * workers)))
