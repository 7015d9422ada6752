"""Backfill: files and folders in, a published warehouse out."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from prefect import flow

from flows.pipeline import Cleaning, Summary, left_behind, new_run_id, refine
from flows.progress import progress
from flows.runners import Runner, at_work, task_runner
from flows.settings import CODE_VERSION, Settings
from seeds.knowledge import load_knowledge
from tasks.load import InputError, Item, Progress, Stored, known_pages, read_pages, size_of, store_batches
from tasks.publish import Run
from warehouse.store import Warehouse, with_editions
from warehouse.tables import PAGES, REJECTS


@flow(name="backfill", flow_run_name="backfill {paths}")
def backfill(
    paths: list[str],
    warehouse: str | None = None,
    outlets: str | None = None,
    workers: int | None = None,
    runner: Runner = "processes",
) -> Summary:
    """Load files or folders, clean their pages, match copies and publish; what is stored already is left alone.

    A path that is not there, or that holds no page, is one of the summary's problems; the others are loaded all the same.
    """
    settings = Settings()
    store = Warehouse(Path(warehouse or settings.warehouse))
    rules_version = load_knowledge(Path(outlets) if outlets else None).rules_version
    pool = task_runner(runner, workers or settings.workers)
    run_id, started_at = new_run_id(), datetime.now(UTC)
    with store.writing(run_id):
        published, left = store.manifest(), left_behind(store)
        known = known_pages(store, with_editions(with_editions(published, PAGES, left.pages), REJECTS, left.rejects))
        inputs = Inputs(paths)
        stored: list[Stored] = []
        with progress("backfill", size_of(paths)) as bar, at_work(pool):
            cleaning = Cleaning(pool, store, rules_version, outlets, bar)
            for edition in left.pages:
                bar.load(0, store.rows(PAGES, edition))
                cleaning.submit(edition)
            for batch in store_batches(store, run_id, inputs.items(), known):
                stored.append(batch)
                bar.load(inputs.progress.done_bytes, batch.pages)
                if batch.edition and batch.pages:
                    cleaning.submit(batch.edition)
            cleaning.finish()
        pages, rejects, seen_before = (
            sum(getattr(batch, name) for batch in stored) for name in ("pages", "rejects", "seen_before")
        )
        refused = [batch.edition for batch in stored if batch.edition and batch.rejects]
        run = Run(
            run_id, "backfill", started_at, pages + rejects + seen_before, seen_before, rejects, rules_version, CODE_VERSION
        )
        return refine(store, with_editions(published, REJECTS, [*left.rejects, *refused]), run, cleaning, inputs.problems)


class Inputs:
    """What the paths of a backfill hold, one after the other, and which of them hold nothing."""

    def __init__(self, paths: list[str]) -> None:
        self.paths = paths
        self.progress = Progress()
        self.problems: list[str] = []

    def items(self) -> Iterator[Item]:
        for path in self.paths:
            try:
                first = True
                for item in read_pages(path, self.progress):
                    first = False
                    yield item
                if first:
                    self.problems.append(f"{path}: holds no file; give a file or folder of pages")
            except InputError as error:
                self.problems.append(str(error))
