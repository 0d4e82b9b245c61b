"""Rules that hold for every file: small, documented, and free of what belongs to one machine or person."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.house.sources import parsed

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 350
LONGEST_FUNCTION = 40
TOP = {"src", "templates", "fixtures", "tests", "docs", "benchmarks", "packaging", ".ci"}
NAMES_THE_PATTERNS = {"tests/house/test_size_and_manners.py"}
SWITCHED_OFF = re.compile(
    r"# (?:noqa: [A-Z0-9]+(?:, [A-Z0-9]+)*(?P<reason> - \S)?|(?:type|pyright): ignore\[[\w, -]+\](?P<why>  # \S)?)"
)

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z", "--", *patterns], cwd=ROOT, capture_output=True, check=True)
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def sources() -> list[Path]:
    return tracked("src/**/*.py", "templates/**/*.py", "benchmarks/**/*.py")


def definitions(path: Path) -> Iterator[Definition]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, Definition):
            yield node


def place(path: Path, node: Definition | None = None) -> str:
    name = path.relative_to(ROOT).as_posix()
    return f"{name}:{node.lineno} {node.name}" if node else name


def test_there_are_sources_to_look_at() -> None:
    assert len(sources()) > 30


def test_no_folder_of_a_run_comes_in_by_mistake() -> None:
    places = [path.relative_to(ROOT).parts[:-1] for path in tracked()]
    assert {first for first, *_ in filter(None, places)} == TOP
    assert not [place for place in places if ".gk-docs" in place]


def test_no_file_is_longer_than_350_lines() -> None:
    long = {
        place(path): count for path in sources() if (count := len(path.read_text("utf-8").splitlines())) > LONGEST_FILE
    }
    assert not long


def test_no_function_is_longer_than_40_lines() -> None:
    long = {
        place(path, node): node.end_lineno - node.lineno + 1
        for path in sources()
        for node in definitions(path)
        if not isinstance(node, ast.ClassDef) and node.end_lineno and _code_lines(node) > LONGEST_FUNCTION
    }
    assert not long


def _code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring, which is its manual."""
    docstring = function.body[0] if ast.get_docstring(function) else None
    manual = (docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - manual


def test_every_public_function_and_class_says_what_it_is() -> None:
    silent = [
        place(path, node)
        for path in tracked("src/**/*.py")
        for node in _public(parsed(path))
        if not ast.get_docstring(node)
    ]
    assert not silent


def _public(module: ast.Module) -> Iterator[Definition]:
    for node in module.body:
        if isinstance(node, Definition) and _is_public(node):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (member for member in node.body if isinstance(member, Definition) and _is_public(member))


def _is_public(member: Definition) -> bool:
    overloaded = any(isinstance(mark, ast.Name) and mark.id == "overload" for mark in member.decorator_list)
    return not member.name.startswith("_") and not overloaded


def test_every_rule_that_is_switched_off_has_its_reason_beside_it() -> None:
    assert not [
        f"{place(path)}:{number}"
        for path in tracked("*.py")
        if place(path) not in NAMES_THE_PATTERNS
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (switched := SWITCHED_OFF.search(line)) and not (switched["reason"] or switched["why"])
    ]


def test_every_module_says_what_it_is() -> None:
    assert not [place(path) for path in tracked("src/**/*.py") if not ast.get_docstring(parsed(path))]


MACHINE_PATH = re.compile(r"(?<![\w.<])/(?:work|tmp|root|home|Users)/|[A-Z]:\\\\?Users\\", re.ASCII)
REGISTRY = re.compile(r"pypi\.org|pythonhosted|npmjs|deb\.debian|index-url|proxy\.golang", re.ASCII)
AUTHOR_LINE = re.compile(r"^\W*(?:Author|Co-Authored-By|Signed-off-by|@author)\s*[:：]", re.MULTILINE)


@pytest.mark.parametrize(
    ("what", "pattern"),
    [("a path of one machine", MACHINE_PATH), ("the host of a registry", REGISTRY), ("an author", AUTHOR_LINE)],
)
def test_no_tracked_text_names(what: str, pattern: re.Pattern[str]) -> None:
    named = [
        f"{place(path)}: {match[0]}"
        for path in tracked()
        if place(path) not in NAMES_THE_PATTERNS and (match := pattern.search(_text(path)))
    ]
    assert not named, what


def _text(path: Path) -> str:
    data = path.read_bytes()
    return "" if b"\0" in data else data.decode("utf-8", errors="replace")


def test_python_files_are_kept_in_utf_8_without_a_mark() -> None:
    assert not [place(path) for path in tracked("*.py") if path.read_bytes().startswith(b"\xef\xbb\xbf")]
