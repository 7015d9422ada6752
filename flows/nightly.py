"""Nightly: what every enabled outlet published since the last night, fetched politely, cleaned, matched and published."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any
from zoneinfo import ZoneInfo

from prefect import flow, get_run_logger
from prefect.futures import PrefectFuture
from prefect.runtime import flow_run as this_run
from prefect.task_runners import ThreadPoolTaskRunner

from flows.alerts import alert
from flows.night_artifacts import tell_morning, tell_outlets
from flows.pipeline import Cleaning, Summary, left_behind, new_run_id, refine
from flows.progress import Bar, progress
from flows.runners import Runner, task_runner
from flows.settings import CODE_VERSION, NightSettings, Settings
from seeds.knowledge import load_knowledge
from seeds.outlets import Outlet, load_outlets
from tasks.fetch import fetch_outlet
from tasks.night import Batch, Fetched, Night, Plan
from tasks.publish import Run
from tasks.report import write_report
from warehouse.catalog import NONE
from warehouse.store import Warehouse, with_editions
from warehouse.tables import FETCHES, PAGES, REJECTS

JAKARTA = ZoneInfo("Asia/Jakarta")
PARTS = 1_000
"""What the progress bar counts: thousandths of the articles that are to be asked for."""


def run_name() -> str:
    """Return what Prefect shows a run as: which outlets it is about."""
    only = this_run.parameters.get("only")
    return f"nightly, {', '.join(only)}" if only else "nightly, every outlet"


def on_trouble(flow: Any, flow_run: Any, state: Any) -> None:
    """Tell that a night failed as a whole; Prefect calls it."""
    alert(NightSettings().alert, f"{flow_run.name} failed", [str(state.message)])


@flow(name="nightly", flow_run_name=run_name, on_failure=[on_trouble], on_crashed=[on_trouble])
def nightly(
    only: list[str] | None = None,
    warehouse: str | None = None,
    outlets: str | None = None,
    workers: int | None = None,
    runner: Runner = "threads",
    now: datetime | None = None,
) -> Summary:
    """Discover, fetch, clean, match and publish; one outlet's failure never stops another.

    `only`: names of outlets, by default every enabled one. What a killed night stored is cleaned and published without being
    fetched again, and what it had found and not fetched is fetched now. `now` is taken for the present, to try a schedule.
    """
    settings, how = Settings(), NightSettings()
    store = Warehouse(Path(warehouse or settings.warehouse))
    folder = Path(outlets) if outlets else None
    chosen = [outlet for outlet in load_outlets(folder, only) if outlet.crawlable]
    if not chosen:
        raise ValueError(
            f"no enabled outlet {f'among {only}' if only else ''}; see `kliping outlets`, which says why each is disabled"
        )
    rules_version = load_knowledge(folder).rules_version
    run_id, started_at = new_run_id(), datetime.now(UTC)
    if not how.contact:
        get_run_logger().warning(
            "KLIPING_CONTACT is not set: outlets cannot tell whom to complain to; set it to an address or a page of yours"
        )
    present = (now or started_at).astimezone(UTC)
    night = Night(
        run_id,
        present,
        how.manners,
        hours=how.hours,
        budget=how.budget,
        revisit_hours=how.revisit_hours,
        batch_pages=how.batch_pages,
    )
    with store.writing(run_id):
        published, left = store.manifest(), left_behind(store)
        fetches = sorted({*store.editions(FETCHES), *published.get(FETCHES.name, [])} - {NONE})
        orphans = sorted(set(left.pages) - set(fetches))
        crew = workers or settings.workers
        with progress("nightly", PARTS) as bar, task_runner(runner, crew) as pool:
            cleaning = Cleaning(pool, crew, store, rules_version, outlets, bar)
            for edition in left.pages:
                bar.load(0, store.rows(PAGES, edition))
                cleaning.submit(edition)
            heard = Heard(night, bar, cleaning)
            parameters: dict[str, Any] = {"warehouse": store, "night": night, "editions": fetches, "orphans": orphans}
            threads: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=max(1, min(how.at_once, len(chosen))))
            with threads:
                try:
                    waiting = [threads.submit(fetch_outlet, {**parameters, "outlet": outlet}) for outlet in chosen]
                    heard.listen(waiting)
                except BaseException:
                    night.stop()  # interrupted or cancelled: the threads store what they have and end, and the next start goes on
                    raise
            manifest = with_editions(published, FETCHES, [*fetches, *heard.editions])
            manifest = cleaning.learn(with_editions(manifest, REJECTS, [*left.rejects, *heard.refused]))
        tell_outlets(run_id, heard.fetched)
        rejected = sum(batch.rejects for batch in heard.batches)
        pages = sum(batch.pages for batch in heard.batches)
        unchanged = sum(one.unchanged for one in heard.fetched)
        run = Run(run_id, "nightly", started_at, pages + rejected + unchanged, unchanged, rejected, rules_version, CODE_VERSION)
        problems = [*heard.problems, *crashed(waiting, chosen, heard.fetched)]
        summary = refine(store, manifest, run, cleaning, problems)
    day = present.astimezone(JAKARTA).date()
    path, morning = write_report(store, day, how.reports or store.root / "reports")
    tell_morning(summary, morning, path)
    if summary.problems or morning.alarms:
        alert(
            how.alert,
            f"nightly {run_id} of {day}",
            [*summary.problems, *(f"{a.outlet}: {a.what}: {a.text}" for a in morning.alarms)],
        )
    return summary


class Heard:
    """What the outlets told so far; whole editions go to be cleaned as they come."""

    def __init__(self, night: Night, bar: Bar, cleaning: Cleaning) -> None:
        self.night, self.bar, self.cleaning = night, bar, cleaning
        self.batches: list[Batch] = []
        self.fetched: list[Fetched] = []
        self.planned = self.asked = 0

    @property
    def editions(self) -> list[str]:
        return [batch.edition for batch in self.batches]

    @property
    def refused(self) -> list[str]:
        return [batch.edition for batch in self.batches if batch.rejects]

    @property
    def problems(self) -> list[str]:
        return [f"{one.name}: {one.problem}" for one in self.fetched if one.problem]

    def listen(self, waiting: Sequence[PrefectFuture[Any]]) -> None:
        """Take what the outlets tell until every one of them has ended."""
        ended: SimpleQueue[object] = SimpleQueue()
        for future in waiting:
            future.add_done_callback(ended.put)
        while True:
            over = ended.qsize() == len(waiting)
            try:
                while True:
                    self.take(self.night.told.get_nowait() if over else self.night.told.get(timeout=0.5))
            except Empty:
                self.cleaning.collect(wait_s=0)
                if over:
                    return

    def take(self, told: Batch | Plan | Fetched) -> None:
        if isinstance(told, Plan):
            self.planned += told.addresses
            self.bar.load(self.share, 0)
        elif isinstance(told, Fetched):
            self.fetched.append(told)
        else:
            self.batches.append(told)
            self.asked += told.asked
            self.bar.load(self.share, told.pages)
            if told.pages:
                self.cleaning.submit(told.edition)

    @property
    def share(self) -> int:
        return PARTS * self.asked // max(1, self.planned)


def crashed(waiting: Sequence[PrefectFuture[Any]], chosen: Sequence[Outlet], fetched: list[Fetched]) -> list[str]:
    """Return the outlets whose task ended without a word, which only an error of ours can bring about."""
    told = {one.outlet for one in fetched}
    ended = zip(waiting, chosen, strict=True)
    return [f"{outlet.name}: {future.state.message}" for future, outlet in ended if outlet.key not in told]
