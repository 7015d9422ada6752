"""The schedule, on a real Prefect server: deployed from prefect.yaml, runs by itself, leaves its artifacts, survives a SIGKILL."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from tests.web import Outlet
from warehouse.catalog import NONE
from warehouse.store import Warehouse
from warehouse.tables import PAGES

ROOT = Path(__file__).parent.parent
WORKER = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "kliping", "--type", "process"]


def prefect(env: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", *words], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def asked(api: str, path: str, **body: Any) -> Any:
    request = urllib.request.Request(f"{api}/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def started(env: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start a worker in a process group of its own, which dies as one."""
    with log.open("ab") as file:
        return subprocess.Popen(WORKER, env=env, cwd=ROOT, start_new_session=True, stdout=file, stderr=file)


def until(what: Any, seconds: float, why: str, log: Path) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.3)
    raise AssertionError(f"{why}: {log.read_text()[-3000:]}")


def test_prefect_yaml_deploys_the_four_flows_at_their_hours():
    told = yaml.safe_load((ROOT / "prefect.yaml").read_text())
    found = {d["name"]: d for d in told["deployments"]}
    assert {d["entrypoint"] for d in found.values()} == {
        f"flows/{name}.py:{name}" for name in ("nightly", "maintain", "backfill", "reclean")
    }
    assert {d["work_pool"]["name"] for d in found.values()} == {"kliping"}
    assert found["nightly"]["schedules"] == [{"cron": "0 2 * * *", "timezone": "Asia/Jakarta", "active": True}]
    assert found["maintain"]["schedules"][0]["timezone"] == "Asia/Jakarta"


def test_a_scheduled_night_runs_by_itself_and_one_that_was_killed_is_finished_by_the_next(prefect_server, tmp_path):
    root, outlets, log = tmp_path / "warehouse", tmp_path / "outlets", tmp_path / "worker.log"
    outlets.mkdir()
    env = {**os.environ, "KLIPING_BATCH_PAGES": "10", "PREFECT_WORKER_QUERY_SECONDS": "1", "PREFECT_LOGGING_LEVEL": "INFO"}
    told = yaml.safe_load((ROOT / "prefect.yaml").read_text())
    (nightly,) = (d for d in told["deployments"] if d["name"] == "nightly")
    # Everything else as it stands: only the hour, and where the warehouse and the outlets are.
    anchor = (datetime.now(UTC) + timedelta(seconds=20)).isoformat()
    nightly["schedules"] = [{"interval": 45, "anchor_date": anchor, "timezone": "Asia/Jakarta"}]
    nightly["parameters"] = {"warehouse": str(root), "outlets": str(outlets), "workers": 1, "runner": "threads"}
    file = tmp_path / "prefect.yaml"
    file.write_text(yaml.safe_dump(told))
    store = Warehouse(root)

    def stored() -> list[str]:
        return [url for e in store.editions(PAGES) if e != NONE for url in store.read(PAGES, e, ["url"])["url"].to_pylist()]

    def runs(*states: str) -> Any:
        return asked(
            prefect_server,
            "flow_runs/filter",
            deployments={"name": {"any_": ["nightly"]}},  # not the nights that other tests run on this server
            flow_runs={"state": {"type": {"any_": list(states)}}},
        )

    with Outlet("127.0.0.2", "Kabar", article_url=r"/berita/(?P<id>\d+)") as kabar:
        kabar.feed_size = 80
        kabar.file(outlets, fetch={"requests_per_second": 8.0})
        for n in range(80):
            kabar.publish(f"/berita/{n + 100}/judul", f"Judul Berita Nomor {n} tentang Desa Wisata")
        prefect(env, "work-pool", "create", "kliping", "--type", "process")
        prefect(env, "deploy", "--all", "--prefect-file", str(file))
        worker = started(env, log)
        try:
            until(lambda: len(stored()) >= 20, 90, "no scheduled run stored anything", log)
            os.killpg(worker.pid, signal.SIGKILL)  # the worker and the run it started, as a power cut would
            worker.wait()
            assert store.manifest() == {}
            before, kept = len(kabar.log), set(stored())
            worker = started(env, log)
            until(lambda: runs("COMPLETED"), 150, "no run after the killed one was completed", log)
        finally:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
        again = {f"{kabar.url}{one.path}" for one in kabar.log[before:]}
    assert again & kept == set()
    with duckdb.connect(str(root / "kliping.duckdb"), read_only=True) as connection:
        assert connection.sql("SELECT count(*), count(DISTINCT article_id) FROM articles").fetchall() == [(80, 80)]
    (done, *_) = runs("COMPLETED")
    assert done["auto_scheduled"]
    artifacts = asked(prefect_server, "artifacts/filter", flow_runs={"id": {"any_": [done["id"]]}})
    keys = {"nightly-outlets", "nightly-failures", "nightly-drift", "nightly-morning", "nightly-summary", "nightly-progress"}
    assert keys <= {artifact["key"] for artifact in artifacts}
    names = {run["name"] for run in asked(prefect_server, "task_runs/filter", flow_runs={"id": {"any_": [done["id"]]}})}
    assert "fetch Kabar" in names
    (report,) = (root / "reports").glob("*.html")
    assert "Kabar" not in report.name
    assert kabar.host in report.read_text(encoding="utf-8")


def test_serve_keeps_the_schedule_with_a_server_of_its_own_and_leaves_none_behind(tmp_path):
    env = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"} | {
        "PREFECT_HOME": str(tmp_path / "prefect")
    }
    log = tmp_path / "serve.log"
    command = [sys.executable, "-m", "flows.cli", "serve", "--warehouse", str(tmp_path / "warehouse")]
    with log.open("wb") as file:
        serving = subprocess.Popen(command, env=env, cwd=ROOT, stdout=file, stderr=file)
    try:
        until(lambda: "nightly/nightly" in log.read_text(), 120, "it never served", log)
        (api,) = re.findall(r"kliping: (http://127\.0\.0\.1:\d+) shows", log.read_text())
        told = asked(f"{api}/api", "deployments/filter")
        assert {(d["name"], d["schedules"][0]["schedule"]["cron"]) for d in told} == {
            ("nightly", "0 2 * * *"),
            ("maintain", "0 12 * * 0"),
        }
        serving.send_signal(signal.SIGINT)
        serving.wait(60)
    finally:
        serving.kill()
    with pytest.raises(OSError):
        asked(f"{api}/api", "deployments/filter")
