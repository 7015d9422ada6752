"""A run on a machine with nothing: no Prefect server, no home folder worth the name, no outlet known."""

import os
import subprocess
import sys
from pathlib import Path

from tests.pages import site
from tests.test_backfill import answer, write


def test_a_run_starts_prefects_own_server_and_leaves_nothing_but_the_warehouse(tmp_path: Path):
    folder = write(tmp_path / "in", {**site(), **site("suararanu.example")})
    (tmp_path / "home").mkdir()
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "KLIPING"))}
    command = [sys.executable, "-m", "flows.cli", "backfill", str(folder), "--warehouse", str(tmp_path / "w"), "--workers", "2"]
    told = subprocess.run(
        command, env={**bare, "HOME": str(tmp_path / "home")}, capture_output=True, text=True, check=False, timeout=300
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout == ""
    assert "6 articles new" in told.stderr
    assert "Traceback" not in told.stderr
    assert "leaked" not in told.stderr
    assert answer(tmp_path / "w", "SELECT count(*), count(DISTINCT story_id) FROM articles") == [(6, 3)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "in", "w"]
    assert {path.name for path in (tmp_path / "home").iterdir()} <= {".prefect", ".cache"}
