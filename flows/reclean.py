"""Reclean: stored pages cleaned again with today's rules; the web and the seed files are left alone."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from prefect import flow

from flows.pipeline import Cleaning, Summary, new_run_id, refine
from flows.progress import progress
from flows.runners import Runner, at_work, task_runner
from flows.settings import CODE_VERSION, Settings
from seeds.knowledge import load_knowledge
from seeds.outlets import Outlets
from tasks.compare import changes_between
from tasks.extract import Selection, cleaned_before, cleaned_name
from tasks.publish import Run
from tasks.steps.learned import written_part
from warehouse.catalog import connect
from warehouse.store import Manifest, Warehouse
from warehouse.tables import PAGES


class Recleaned(NamedTuple):
    """What a reclean did (None for a dry run) and what changed, a line each."""

    summary: Summary | None
    changes: list[str]
    problems: list[str]


@flow(name="reclean", flow_run_name="reclean {since} to {until}")
def reclean(
    since: date | None = None,
    until: date | None = None,
    only: list[str] | None = None,
    dry_run: bool = False,
    warehouse: str | None = None,
    outlets: str | None = None,
    workers: int | None = None,
    runner: Runner = "threads",
) -> Recleaned:
    """Clean the stored pages of these days (inclusive) and outlets again, publish, and return what changed.

    `only`: outlets as their files name them, or as articles do. A dry run does the cleaning and publishes nothing; a real run
    after it finds that work done.
    """
    if since and until and since > until:
        raise ValueError(f"since {since} is after until {until}; wanted the earlier day first")
    settings = Settings()
    store = Warehouse(Path(warehouse or settings.warehouse))
    store.must_exist()
    knowledge = load_knowledge(Path(outlets) if outlets else None)
    rules_version = knowledge.rules_version
    run_id, started_at = new_run_id(), datetime.now(UTC)
    with store.writing(run_id):
        before = store.manifest()
        selection = Selection(since, until, outlets_of(only or [], knowledge.outlets, store, before))
        names = {edition: cleaned_before(before, edition) for edition in before.get(PAGES.name, [])}
        wanted = {edition: cleaned_name(edition, rules_version, selection, name) for edition, name in names.items()}
        stale = {e: name for e, name in names.items() if name is None or wanted[e] != written_part(name)}
        crew = workers or settings.workers
        with progress("reclean", len(stale)) as bar, at_work(task_runner(runner, crew)) as pool:
            cleaning = Cleaning(pool, crew, store, rules_version, outlets, bar)
            for done, (edition, name) in enumerate(stale.items(), start=1):
                cleaning.submit(edition, selection, name)
                bar.load(done, store.rows(PAGES, edition))
            after = cleaning.learn(before)
        changes = list(changes_between(store, before, after))
        if dry_run:
            return Recleaned(None, changes, cleaning.problems)
        pages = sum(counts.pages for counts in cleaning.counts)
        run = Run(run_id, "reclean", started_at, pages, pages, 0, rules_version, CODE_VERSION)
        summary = refine(store, after, run, cleaning)
        return Recleaned(summary, changes, summary.problems)


def outlets_of(names: list[str], known: Outlets, warehouse: Warehouse, manifest: Manifest) -> tuple[str, ...]:
    """Return the outlets that bear these names, as the column `outlet` has them, sorted; `ValueError` for a name without any."""
    if not names:
        return ()
    with connect(warehouse, manifest) as connection:
        query = "SELECT outlet FROM stored.drafts UNION SELECT outlet FROM stored.rejects"
        stored = {row[0] for row in connection.execute(query).fetchall()}
    found = {name: {outlet.key for outlet in known.named(name)} | ({name} & stored) for name in names}
    for name, keys in found.items():
        if not keys:
            raise ValueError(f"no outlet {name!r}: no file and no stored article names it; `kliping outlets` lists the files")
    return tuple(sorted({key for keys in found.values() for key in keys}))
