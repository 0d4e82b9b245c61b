"""The script of docs/recipes/batch.md runs as it stands, and its exit code and log say what became of the batch."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.prompt import GK_DOCS
from tests.recipes.pages import ROOT, block

BROKEN, MISSING = "丙县乙镇人民政府2024.yaml", "丙县丁街道办事处"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """The county's folder, with the script of the page and a `gk-docs` beside it."""
    shutil.copytree(ROOT / "fixtures/county", tmp_path / "年报")
    script = tmp_path / "nightly.sh"
    script.write_text(block("recipes/batch.md", "sh"), encoding="utf-8")
    program = tmp_path / "bin/gk-docs"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{GK_DOCS}' \"$@\"\n", encoding="utf-8")
    for file in (script, program):
        file.chmod(0o755)
    return tmp_path


def night(county: Path) -> int:
    path = f"{county / 'bin'}{os.pathsep}{os.environ['PATH']}"
    command = [str(county / "nightly.sh"), str(county / "年报"), str(county / "成品")]
    return subprocess.run(command, env={**os.environ, "PATH": path}, check=False, timeout=120).returncode


def test_a_failed_report_fails_the_night_and_the_log_says_which(county: Path) -> None:
    assert night(county) == 1
    log = (county / "gk-docs.log").read_text(encoding="utf-8")
    assert f"{BROKEN}:19:25：表三 · 三（一）予以公开 · 自然人：不是整数。" in log
    assert log.endswith("=== exit code 1\n")
    assert sorted(path.name for path in (county / "成品").glob("*.docx")) == [
        "丙县市场监督管理局2024.docx",
        "丙县戊乡人民政府2024.docx",
        "丙县教育局2024.docx",
        "丙县水利局2024.docx",
        "丙县甲镇人民政府2024.docx",
    ]
    assert (county / "汇总.json").is_file()


def test_a_body_that_has_not_reported_yet_does_not(county: Path) -> None:
    source = county / "年报" / BROKEN
    text = source.read_text(encoding="utf-8")
    assert text.count("自然人: 二") == 1
    source.write_text(text.replace("自然人: 二", "自然人: 2"), encoding="utf-8")
    assert night(county) == 0
    log = (county / "gk-docs.log").read_text(encoding="utf-8")
    assert f"{MISSING}：没有收到报告" in log
    assert log.endswith("=== exit code 3\n")


def test_a_night_that_cannot_run_says_so(county: Path) -> None:
    shutil.rmtree(county / "年报")
    assert night(county) == 2
