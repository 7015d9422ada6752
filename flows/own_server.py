"""A Prefect server of one's own, for as long as `kliping serve` runs: the temporary one a flow starts for itself keeps no schedule."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from flows.settings import NightSettings

SECONDS_TO_START = 120.0
PORT = 4200


@contextmanager
def a_server() -> Iterator[str]:
    """Yield the API address of the server that is configured, else of one started here, on loopback; import Prefect inside the block."""
    configured = NightSettings().api_url
    if configured:
        yield configured
        return
    port = free_port()
    api = f"http://127.0.0.1:{port}/api"
    # A session of its own: Ctrl-C is for the schedule, which then stops its server.
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(f"{api}/health", server)
        os.environ["PREFECT_API_URL"] = api
        yield api
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


def free_port() -> int:
    """Return Prefect's usual port, or any other when it is taken."""
    for port in (PORT, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no port is free on 127.0.0.1")


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers; `OSError` when it ends or takes too long."""
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            if server.poll() is not None:
                raise OSError(
                    f"the Prefect server ended with code {server.returncode}; try `prefect server start` to see why"
                ) from None
            time.sleep(0.3)
    raise OSError(f"the Prefect server did not answer within {SECONDS_TO_START:g} s")
