"""Examples are run, every one: what pytest collects is counted against what the files show."""

import ast
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(python|console)\n", re.MULTILINE)


def collected(*places: str) -> list[str]:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *places]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return [line for line in done.stdout.splitlines() if "::" in line]


def docstrings_with_examples() -> int:
    return sum(
        ">>>" in (ast.get_docstring(node) or "")
        for path in (ROOT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    )


def test_every_docstring_with_an_example_is_collected() -> None:
    expected = docstrings_with_examples()
    assert expected > 50
    assert len(collected("src")) == expected


def test_every_block_of_the_pages_is_collected() -> None:
    blocks = sum(len(BLOCK.findall(path.read_text(encoding="utf-8"))) for path in PAGES)
    assert blocks >= 5
    assert len(collected("README.md", "docs")) == blocks


def test_a_plain_run_takes_them_all_in() -> None:
    items = collected()
    assert any(item.startswith("src/") for item in items)
    assert any(item.startswith("README.md") for item in items)
    assert any(item.startswith("docs/") for item in items)
    assert any(item.startswith("tests/") for item in items)
