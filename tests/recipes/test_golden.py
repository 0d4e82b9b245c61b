"""The suite that docs/recipes/golden.md shows: it fails once, passes, and names a figure that changed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.recipes.pages import block

from gk_docs.document.docx import template_path
from gk_docs.form.y2021 import AnnualReport


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_reports.py").write_text(block("recipes/golden.md", "py"), encoding="utf-8")
    shutil.copy(template_path(AnnualReport), tmp_path / "county.docx")
    return tmp_path


RUNS = """
import pathlib, sys
import pytest

source = pathlib.Path("tests/test_reports.py")
for number in range(3):
    if number == 2:
        source.write_text(source.read_text(encoding="utf-8").replace("licences=12", "licences=13"), encoding="utf-8")
    print(f"\\0{pytest.main(['-q', '-p', 'no:cacheprovider', 'tests']):d}\\0", flush=True)
    sys.modules.pop("test_reports")
"""
"""Runs the suite as it is, again, and once more with another figure; each time from its source."""


def test_the_suite_fails_once_then_passes_and_names_a_figure_that_changed(suite: Path) -> None:
    command = [sys.executable, "-B", "-c", RUNS]
    done = subprocess.run(command, cwd=suite, capture_output=True, text=True, check=True, timeout=120)
    _, first, _, second, said, third, _ = done.stdout.split("\0")
    assert (first, second, third) == ("1", "0", "1")
    assert sorted(path.name for path in (suite / "tests/test_reports").iterdir()) == [
        "test_a_town_without_applications.docx.xml",
        "test_a_town_without_applications.docx.yaml",
    ]
    assert block("recipes/golden.md", "text").strip() in said
