"""Leaving a process that ran a flow without a page of warnings.

Prefect keeps what a flow used alive in cycles that Python's shutdown cannot free, and DuckDB 2.0's binding prints every
such object as a leak, some sixty lines, at the end of each run and of each worker. So these processes end right after
their exit handlers, before the interpreter is taken apart; nothing of ours is left to do there.
"""

import atexit
import os
import sys
from collections.abc import Callable


def leave_quietly(code: Callable[[], int] = lambda: 0) -> None:
    """Make this process end with `code()` once all exit handlers have run; call it before they are registered."""
    atexit.register(lambda: _leave(code()))


def _leave(code: int) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
