"""Who does the work: threads or processes of this machine, or a Dask or Ray cluster.

Pages are cleaned in child processes of their own either way (tasks/isolated.py), so threads use all cores; a worker process
would load Prefect once more for each, three seconds of CPU. Processes are for machines with so many cores (sixteen, say)
that one process cannot hand out and store what they clean.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Literal

from prefect.context import FlowRunContext
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from flows.leaving import leave_quietly

Runner = Literal["processes", "threads", "dask", "ray"]


def task_runner(runner: Runner, workers: int) -> TaskRunner[Any]:
    """Return the Prefect task runner of that name; `ValueError` says what to install when its package is not there."""
    if workers < 1:
        raise ValueError(f"workers: {workers}; wanted 1 or more")
    match runner:
        case "processes":
            return ProcessPoolTaskRunner(max_workers=workers, initializer=leave_quietly)
        case "threads":
            return ThreadPoolTaskRunner(max_workers=workers)
        case "dask":
            options = {"cluster_kwargs": {"n_workers": workers, "threads_per_worker": 1}}
            return _made("prefect_dask", "DaskTaskRunner", options)
        case "ray":
            return _made("prefect_ray", "RayTaskRunner", {"init_kwargs": {"num_cpus": workers}})
    raise ValueError(f"runner: {runner!r}; wanted processes, threads, dask or ray")


@contextmanager
def at_work(pool: TaskRunner[Any]) -> Iterator[TaskRunner[Any]]:
    """Yield `pool`, started inside a flow, with its processes told which server the flow talks to.

    Untold, each would start a temporary server of its own: six seconds of CPU for every worker.
    """
    context = FlowRunContext.get()
    assert context, "call it inside a flow"
    with temporary_settings({PREFECT_API_URL: str(context.client.api_url)}), pool:
        yield pool


def _made(module: str, name: str, options: dict[str, Any]) -> TaskRunner[Any]:
    try:
        made: TaskRunner[Any] = getattr(import_module(module), name)(**options)
    except ModuleNotFoundError as error:
        package = module.replace("_", "-")
        raise ValueError(f"runner: {package} is not installed; `pip install {package}`, or use processes or threads") from error
    return made
