"""What all tests share: one Prefect server of their own for every flow, and no deadline for Hypothesis on busy machines."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from flows.leaving import leave_quietly

settings.register_profile("kliping", deadline=None)
settings.load_profile("kliping")

# Set before anything imports Prefect: nothing of a test run reaches the home folder, and nothing is reported anywhere.
os.environ |= {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "PREFECT_LOGGING_LEVEL": "ERROR"}
os.environ.pop("KLIPING_WAREHOUSE", None)

CODES = [1]
leave_quietly(lambda: CODES[-1])


def pytest_sessionfinish(exitstatus: int) -> None:
    CODES.append(int(exitstatus))


@pytest.fixture(autouse=True, scope="session")
def signals_stay() -> Iterator[None]:
    """Keep commands that run in this process from blocking Ctrl-C in it, and so in all it starts (tests/test_alone.py tries them apart)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flows.options.stop_in_order", lambda: None)
        yield


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the API address of a Prefect server that flows of this process and of its children use."""
    home: Path = tmp_path_factory.mktemp("prefect")
    port = free_port()
    env = {**os.environ, "PREFECT_HOME": str(home)}
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port), "--no-ui"]
    server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    api = f"http://127.0.0.1:{port}/api"
    try:
        wait_for(f"{api}/health", server)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PREFECT_API_URL", api)
            patch.setenv("PREFECT_HOME", str(home))
            from prefect.settings import PREFECT_API_URL, PREFECT_HOME, temporary_settings

            with temporary_settings({PREFECT_API_URL: api, PREFECT_HOME: home}):
                yield api
    finally:
        server.terminate()
        server.wait(30)


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            assert server.poll() is None, "the Prefect server did not start"
            time.sleep(0.2)
    raise AssertionError(f"{url} did not answer within two minutes")
