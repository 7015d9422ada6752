"""A run on a machine with nothing: no Prefect server, no home folder worth the name, no outlet known."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.pages import site
from tests.test_backfill import answer, many, write
from warehouse.store import Warehouse
from warehouse.tables import PAGES


def started(folder: Path, tmp_path: Path) -> subprocess.Popen[str]:
    """Start a backfill in a process group of its own, as a shell does."""
    (tmp_path / "home").mkdir()
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "KLIPING"))}
    return subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "backfill", str(folder), "--warehouse", str(tmp_path / "w"), "--workers", "2"],
        env={**bare, "HOME": str(tmp_path / "home")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_a_run_starts_prefects_own_server_and_leaves_nothing_but_the_warehouse(tmp_path: Path):
    run = started(write(tmp_path / "in", {**site(), **site("suararanu.example")}), tmp_path)
    out, told = run.communicate(timeout=300)
    assert run.returncode == 0, told
    assert out == ""
    assert "6 articles new" in told
    assert "Traceback" not in told
    assert "leaked" not in told
    assert answer(tmp_path / "w", "SELECT count(*), count(DISTINCT story_id) FROM articles") == [(6, 3)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "in", "w"]
    assert {path.name for path in (tmp_path / "home").iterdir()} <= {".prefect", ".cache"}


@pytest.mark.parametrize(("stop", "how"), [(os.killpg, signal.SIGINT), (os.kill, signal.SIGTERM)], ids=["Ctrl-C", "SIGTERM"])
def test_a_run_that_is_stopped_says_so_in_a_line_and_ends_all_it_started(tmp_path: Path, stop, how):
    """A terminal's Ctrl-C goes to the whole group, Prefect's server and the cleaners among them."""
    run = started(write(tmp_path / "in", many(700)), tmp_path)
    while run.poll() is None and not Warehouse(tmp_path / "w").editions(PAGES):
        time.sleep(0.02)
    stop(run.pid, how)
    _, told = run.communicate(timeout=30)
    assert run.returncode == 1
    assert told.splitlines()[-1] == "kliping: interrupted; what was published before is whole, run again to go on"
    assert "Traceback" not in told
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)
