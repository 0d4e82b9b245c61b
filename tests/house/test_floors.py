"""Imports go down only: by the contract, and for names that are found lazily, which the contract does not see."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tests.house.sources import parsed

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/gk_docs"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
FLOORS = next(contract["layers"] for contract in CONTRACTS if contract["type"] == "layers")
ROOMS = {room.strip(): number for number, floor in enumerate(FLOORS) for room in re.split(r"[|:]", floor)}
MODULE = re.compile(r"gk_docs\.([a-z_]+)(?:\.[a-z_0-9]+)*")


def test_the_import_contract_is_kept() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_every_room_has_a_floor() -> None:
    rooms = {path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert rooms - {"__init__"} == set(ROOMS)


def test_the_walk_through_the_house_enters_every_room() -> None:
    walk = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    assert not [room for room in ROOMS if f"`{room}/`" not in walk and f"`{room}.py`" not in walk]


def test_there_is_no_circle_of_modules_also_not_through_types_or_imports_in_functions() -> None:
    names = {".".join(path.with_suffix("").relative_to(ROOT / "src").parts): path for path in SOURCE.rglob("*.py")}
    modules = {name.removesuffix(".__init__"): path for name, path in names.items()}
    below = {name: _imported(path, set(modules)) - {name, "gk_docs"} for name, path in modules.items()}
    while free := [name for name, others in below.items() if not others & below.keys()]:
        for name in free:
            del below[name]
    while outer := [name for name in below if not any(name in others for others in below.values())]:
        for name in outer:
            del below[name]
    assert sorted(below) == []


def test_a_class_name_means_one_thing_in_the_whole_house() -> None:
    """The engine's values are public in a package of their own: a picture of any document is no report's."""
    homes: dict[str, list[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in parsed(path).body:
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name.lstrip("_"), []).append(path.relative_to(SOURCE).as_posix())
    assert {name: places for name, places in homes.items() if len(places) > 1} == {
        "Picture": ["form/prose.py", "word/printing/values.py"]
    }


def _imported(path: Path, modules: set[str]) -> set[str]:
    """Every module that a module names in an import, wherever it stands."""
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (inner & modules) or {node.module}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & modules


def test_contributing_says_which_tests_to_run_for_every_room_and_names_every_folder_of_tests() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in page.splitlines() if line.startswith("| ") and "`pytest tests/" in line]
    rooms = {room for row in rows for room in re.findall(r"`([a-z_]+)(?:/|\.py)`", row[1])}
    folders = {folder for row in rows for folder in re.findall(r"tests/([a-z_]+)", row[2])}
    assert rooms >= set(ROOMS) - {"__main__", "version", "errors", "finding", "grid", "regex"}
    assert folders == {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_names_that_are_found_lazily_stay_on_lower_floors(room: str) -> None:
    files = [SOURCE / f"{room}.py"] if (SOURCE / f"{room}.py").exists() else sorted((SOURCE / room).rglob("*.py"))
    climbing = [
        f"{path.relative_to(SOURCE)}: {name}"
        for path in files
        for name in _named_modules(path)
        if not (other := MODULE.fullmatch(name)) or (other[1] != room and ROOMS[other[1]] <= ROOMS[room])
    ]
    assert not climbing


def _named_modules(path: Path) -> list[str]:
    """Strings that name a module of the library, as tables of lazily found names hold them."""
    strings = (node.value for node in ast.walk(parsed(path)) if isinstance(node, ast.Constant))
    return [text for text in strings if isinstance(text, str) and MODULE.fullmatch(text)]
