"""The house stands: imports run downward, steps are pure, files stay short, the lock and the pins are sound."""

import ast
import graphlib
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ["seeds", "warehouse", "tasks.steps", "tasks", "flows"]  # a room may import those before it; steps stand below tasks
FILES = sorted(
    path for room in ("flows", "tasks", "seeds", "warehouse") for path in (ROOT / room).rglob("*.py") if "data" not in path.parts
)
IMPURE = {
    "prefect",
    "socket",
    "subprocess",
    "httpx",
    "requests",
    "urllib.request",
    "duckdb",
    "time",
    "random",
    "secrets",
    "os",
    "pathlib",
    "io",
}


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def room(name: str) -> str:
    return "tasks.steps" if name.startswith("tasks.steps") else name.split(".", maxsplit=1)[0]


def imports(path: Path) -> set[str]:
    """Return every module a file imports, as it is spelled; relative imports are an error in this house."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: relative import; spell it from the root"
            found.add(str(node.module))
    return found


@pytest.mark.parametrize("path", FILES, ids=module)
def test_imports_run_downward(path):
    above = ROOMS[ROOMS.index(room(module(path))) + 1 :]
    upward = {name for name in imports(path) if room(name) in above}
    assert upward == set()


def test_no_imports_run_in_a_circle():
    names = {module(path) for path in FILES}
    graph = {module(path): imports(path) & names - {module(path)} for path in FILES}
    assert len(list(graphlib.TopologicalSorter(graph).static_order())) >= len(FILES)


def test_no_task_imports_a_task():
    tasks = {module(path) for path in FILES if re.search(r"^@task\b", path.read_text(encoding="utf-8"), re.M)}
    assert tasks
    assert {(module(path), name) for path in FILES for name in imports(path) if module(path) in tasks and name in tasks} == set()


@pytest.mark.parametrize("path", [path for path in FILES if room(module(path)) == "tasks.steps"], ids=module)
def test_steps_are_pure(path):
    assert {name for name in imports(path) if name in IMPURE} == set()


@pytest.mark.parametrize(
    "path", [*FILES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "bench").rglob("*.py"))], ids=lambda path: path.name
)
def test_no_file_is_long(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350


def test_no_flow_file_bears_the_name_of_a_package():
    lock = (ROOT / "requirements.lock").read_text()
    packages = {name.replace("-", "_") for name in re.findall(r"^([a-z0-9_.-]+)==", lock, re.M)}
    assert {path.stem for path in (ROOT / "flows").glob("*.py")} & packages == set()


def test_the_lock_has_hashes_and_no_address():
    lock = (ROOT / "requirements.lock").read_text()
    assert "://" not in lock
    assert "index-url" not in lock
    assert lock.count("--hash=sha256:") > len(re.findall(r"^[a-z0-9_.-]+==", lock, re.M)) > 50


def test_the_lock_holds_every_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[<>=\[; ]", name)[0].lower().replace("_", "-") for name in project["dependencies"]}
    locked = set(re.findall(r"^([a-z0-9_.-]+)==", (ROOT / "requirements.lock").read_text(), re.M))
    assert wanted - locked == set()
