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


def run(suite: Path) -> tuple[int, str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    done = subprocess.run(command, cwd=suite, capture_output=True, text=True, check=False, timeout=120)
    return done.returncode, done.stdout


def test_the_suite_fails_once_then_passes_and_names_a_figure_that_changed(suite: Path) -> None:
    assert run(suite)[0] == 1
    assert sorted(path.name for path in (suite / "tests/test_reports").iterdir()) == [
        "test_a_town_without_applications.docx.xml",
        "test_a_town_without_applications.docx.yaml",
    ]
    assert run(suite)[0] == 0
    source = suite / "tests/test_reports.py"
    source.write_text(source.read_text(encoding="utf-8").replace("licences=12", "licences=13"), encoding="utf-8")
    code, said = run(suite)
    assert code == 1
    assert block("recipes/golden.md", "text").strip() in said
