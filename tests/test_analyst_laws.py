"""Laws 5 and 6 while `kliping compact` runs: real processes, really killed, with readers that go on reading."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.test_analyst_compact import nights, state
from warehouse.asking import open_read_only
from warehouse.store import Warehouse

COMPACT = """
import sys
from pathlib import Path
from tests.test_analyst_compact import compacted
from warehouse.store import Warehouse
warehouse = Warehouse(Path(sys.argv[1]))
print("ready", flush=True)
with warehouse.writing("compact"):
    compacted(warehouse)
"""


def compacting(root: Path) -> subprocess.Popen[bytes]:
    child = subprocess.Popen([sys.executable, "-c", COMPACT, str(root)], stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent)
    assert child.stdout is not None
    child.stdout.readline()
    return child


@pytest.mark.parametrize("after_s", [0.01, 0.05, 0.15, 0.3, 0.5])
def test_killed_at_any_moment_nothing_is_lost_and_the_next_run_ends_it(tmp_path, after_s):
    warehouse = nights(tmp_path / "w")
    before = state(warehouse)
    child = compacting(warehouse.root)
    time.sleep(after_s)
    child.kill()
    child.wait()
    assert state(warehouse) == before
    again = compacting(warehouse.root)
    assert again.wait(60) == 0
    assert state(warehouse) == before


def test_readers_that_open_while_it_runs_see_the_same_rows_every_time(tmp_path):
    warehouse = nights(tmp_path / "w")
    before = state(warehouse)
    child = compacting(warehouse.root)
    reads = 0
    while child.poll() is None or reads < 3:
        with open_read_only(Warehouse(warehouse.root)) as reader:
            query = "SELECT article_id, outlet, day, text, story_id, is_original FROM articles ORDER BY article_id"
            assert reader.sql(query).fetchall() == before
        reads += 1
    assert child.returncode == 0
