"""The warehouse keeps editions whole, refuses a second writer and says what is wrong."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warehouse.store import Warehouse, WarehouseError, digest, with_editions
from warehouse.tables import MEMBERS, REJECTS

ROWS = [{"article_id": "a", "story_id": "a", "is_original": True}, {"article_id": "b", "story_id": "a", "is_original": False}]


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse")


def test_what_is_written_is_read_back(warehouse):
    warehouse.write(MEMBERS, "one", MEMBERS.rows(ROWS))
    assert warehouse.read(MEMBERS, "one").to_pylist() == [{**row, "series_id": None} for row in ROWS]
    assert warehouse.rows(MEMBERS, "one") == 2
    assert warehouse.editions(MEMBERS) == ["one"]


def test_a_column_that_an_older_version_did_not_write_is_null(warehouse):
    warehouse.write(MEMBERS, "one", MEMBERS.rows(ROWS))
    path = warehouse.path(MEMBERS, "one")
    pq.write_table(pq.read_table(path).drop_columns(["series_id"]), path)
    assert warehouse.read(MEMBERS, "one").to_pylist() == [{**row, "series_id": None} for row in ROWS]
    assert warehouse.read(MEMBERS, "one", ["series_id", "article_id"])["series_id"].null_count == 2
    assert pa.concat_tables([warehouse.read(MEMBERS, "one"), MEMBERS.rows(ROWS)]).num_rows == 4


def test_a_row_with_an_undeclared_column_is_refused():
    with pytest.raises(ValueError, match="members: undeclared columns \\['storyid'\\]"):
        MEMBERS.rows([{"storyid": "a"}])


def test_null_where_none_may_stand_is_refused():
    with pytest.raises(ValueError, match="members: NULL in \\['is_original'\\]"):
        MEMBERS.rows([{"article_id": "a", "story_id": "a"}])


def test_another_schema_is_refused(warehouse):
    with pytest.raises(ValueError, match="members: columns"):
        warehouse.write(MEMBERS, "one", pa.table({"article_id": ["a"]}))
    assert not warehouse.exists(MEMBERS, "one")


def test_a_write_that_fails_half_way_leaves_nothing(warehouse):
    def batches():
        yield MEMBERS.rows(ROWS).to_batches()[0]
        raise RuntimeError("cut")

    with pytest.raises(RuntimeError):
        warehouse.write_file(warehouse.path(MEMBERS, "one"), MEMBERS.schema, batches())
    assert warehouse.editions(MEMBERS) == []
    assert list(warehouse.scratch.iterdir()) == []


def test_a_damaged_edition_is_named(warehouse):
    warehouse.write(MEMBERS, "one", MEMBERS.rows(ROWS))
    warehouse.path(MEMBERS, "one").write_bytes(b"not parquet")
    with pytest.raises(WarehouseError, match=r"members/one\.parquet: cannot be read"):
        warehouse.read(MEMBERS, "one")


def test_a_new_folder_has_an_empty_manifest_and_a_saved_one_comes_back(warehouse):
    assert warehouse.manifest() == {}
    manifest = with_editions({}, MEMBERS, ["two", "one", "one"])
    warehouse.save_manifest(manifest)
    assert warehouse.manifest() == {"members": ["one", "two"]}


@pytest.mark.parametrize(("text", "said"), [("{", "cannot be read"), ('{"layout": 99, "editions": {}}', "layout 99")])
def test_a_manifest_that_is_damaged_or_of_another_layout_stops_the_run(warehouse, text, said):
    warehouse.root.mkdir()
    warehouse.manifest_path.write_text(text)
    with pytest.raises(WarehouseError, match=said):
        warehouse.manifest()


def test_a_second_writer_is_refused_and_told_who_is_writing(warehouse):
    with warehouse.writing("first"), pytest.raises(WarehouseError, match=r"run first .* is writing"), warehouse.writing("second"):
        pass
    with warehouse.writing("third"):
        assert "third" in (warehouse.root / "writer.lock").read_text()


def hold(root: Path, ready) -> None:
    with Warehouse(root).writing("killed"):
        (root / "tmp" / "half.parquet").write_bytes(b"half")
        ready.set()
        time.sleep(60)


def test_the_lock_of_a_killed_run_is_free_and_its_scratch_is_emptied(warehouse):
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    process = context.Process(target=hold, args=(warehouse.root, ready))
    process.start()
    assert ready.wait(30)
    with pytest.raises(WarehouseError, match="run killed"), warehouse.writing("next"):
        pass
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with warehouse.writing("next"):
        assert list(warehouse.scratch.iterdir()) == []


def test_a_warehouse_that_is_a_file_is_refused(tmp_path):
    path = tmp_path / "file"
    path.write_text("not a folder")
    with pytest.raises(WarehouseError, match="file: cannot be written"), Warehouse(path).writing("run"):
        pass


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
import pyarrow as pa
from warehouse.store import Warehouse, WarehouseError
from warehouse.tables import REJECTS
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
row = dict(page_id="x", source="s", stage="load", reason="r", at=0)
rows = REJECTS.rows([{**row, "detail": str(i) * 50} for i in range(20_000)])
try:
    Warehouse(Path(sys.argv[1])).write(REJECTS, "big", rows)
except WarehouseError as error:
    print(error)
"""


def test_a_disk_that_takes_no_more_is_told_and_leaves_no_half_edition(warehouse):
    warehouse.root.mkdir()
    told = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(warehouse.root)], capture_output=True, text=True, check=True
    ).stdout
    assert "big.parquet: cannot be written" in told
    assert warehouse.editions(REJECTS) == []


def test_a_digest_depends_on_where_parts_end():
    assert digest("ab", "c") != digest("a", "bc")
    assert len(digest("ab")) == 16
