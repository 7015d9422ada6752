"""Leaving a process that runs a flow: in order when it is stopped, and without a page of warnings.

Prefect keeps what a flow used alive in cycles that Python's shutdown cannot free, and DuckDB 2.0's binding prints every
such object as a leak, some sixty lines, at the end of each run and of each worker. So these processes end right after
their exit handlers, before the interpreter is taken apart; nothing of ours is left to do there.
"""

import atexit
import os
import signal
import sys
import threading
from collections.abc import Callable
from functools import cache


def leave_quietly(code: Callable[[], int] = lambda: 0) -> None:
    """Make this process end with `code()` once all exit handlers have run; call it before they are registered."""
    atexit.register(lambda: _leave(code()))


def _leave(code: int) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


@cache
def stop_in_order() -> None:
    """Let Ctrl-C and SIGTERM raise KeyboardInterrupt here and reach nothing that this process starts; it ends that itself.

    A terminal sends Ctrl-C to all of them at once: the cleaners would print their tracebacks, and Prefect's temporary server would
    be gone when the flow tells it of its end (76 s of retries). So it is blocked, which children inherit, and a thread waits for it.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    threading.Thread(target=_hand_over, args=[threading.get_ident()], daemon=True).start()


def _hand_over(main_thread: int) -> None:
    while True:
        signal.sigwait({signal.SIGINT})
        signal.pthread_kill(main_thread, signal.SIGTERM)
