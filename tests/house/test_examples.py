"""Examples are run, every one: what pytest collects is counted against what the files show."""

import ast
import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.house.sources import parsed

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(?:python|console|改|看|填)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def collected(pytestconfig: pytest.Config, found_by_this_run: list[str]) -> list[str]:
    """What a plain run takes in, as `file::item`: this run itself, if it is one."""
    if [*pytestconfig.args] == pytestconfig.getini("testpaths") and not pytestconfig.getoption("lf", default=False):
        return found_by_this_run
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n0", "-m", "", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return [line for line in done.stdout.splitlines() if "::" in line]


def docstrings_with_examples() -> int:
    return sum(
        ">>>" in (ast.get_docstring(node) or "")
        for path in (ROOT / "src").rglob("*.py")
        if ">>>" in path.read_text(encoding="utf-8")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    )


def examples_in(block: str) -> int:
    """A block with prompts is an example for each prompt; any other is one."""
    return len(doctest.DocTestParser().get_examples(block)) or 1


def test_every_docstring_with_an_example_is_collected(collected: list[str]) -> None:
    expected = docstrings_with_examples()
    assert expected > 50
    assert sum(item.startswith("src/") for item in collected) == expected


def test_every_block_of_the_pages_is_collected(collected: list[str]) -> None:
    pages = [path.read_text(encoding="utf-8") for path in PAGES]
    blocks = [block for page in pages for block in BLOCK.findall(page)]
    pictures = sum(page.count("](pictures/") for page in pages)
    assert len(blocks) >= 5
    assert pictures >= 5
    shown = sum(map(examples_in, blocks)) + pictures
    assert sum(item.startswith(("README.md", "docs/")) for item in collected) == shown


def test_every_test_file_is_collected(collected: list[str]) -> None:
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
    assert files == {item.partition("::")[0] for item in collected if item.startswith("tests/")}
