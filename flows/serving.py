"""`kliping serve`: the schedule in one process, with a Prefect server of its own where none is configured."""

from prefect import serve as serve_deployments
from prefect.schedules import Cron

from flows.maintain import maintain
from flows.nightly import nightly
from flows.settings import Settings

ZONE = "Asia/Jakarta"


def serve(warehouse: str, outlets: str | None, cron: str) -> None:
    """Run nightly at `cron` and maintain on Sundays at noon, until stopped."""
    where = {"warehouse": warehouse}
    workers = {**where, "outlets": outlets, "workers": Settings().workers}
    serve_deployments(
        nightly.to_deployment("nightly", schedule=Cron(cron, timezone=ZONE), parameters=workers),  # type: ignore[arg-type]  # a sync flow's deployment
        maintain.to_deployment("maintain", schedule=Cron("0 12 * * 0", timezone=ZONE), parameters=where),  # type: ignore[arg-type]  # the same
        pause_on_shutdown=False,
    )
