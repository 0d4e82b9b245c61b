"""Every command that writes, killed just before and just after a file takes its place: each file is old or new."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.batch.bodies import write_body
from tests.cli.prompt import GK_DOCS

if TYPE_CHECKING:
    from pathlib import Path

KILLING = """
import os, signal
from pathlib import Path
done = Path.replace
def replace(self, target):
    turn = int(os.environ['TURN'])
    if turn == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    result = done(self, target)
    if turn == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return result
Path.replace = replace
"""
COMMANDS = {
    "render": ("render", "县/甲镇2024.yaml", "-o", "甲.docx"),
    "convert": ("convert", "县/甲镇2024.yaml", "--to", "json", "-o", "甲.json"),
    "check": ("check", "县/乙镇2024.yaml", "-o", "检查.xlsx"),
    "fix": ("check", "县/乙镇2024.yaml", "--fix"),
    "new": ("new", "--roster", "名单.csv", "-o", "新", "--year", "2025"),
    "total": ("total", "县", "--agency", "丙县人民政府", "-o", "丙县.docx"),
    "county": ("county", "县", "-o", "一览.xlsx"),
    "compare": ("compare", "县", "县", "-o", "对比", "--to", "docx"),
}


def files_of(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".tmp")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def ran(folder: Path, arguments: tuple[str, ...], program: str, **environment: str) -> int:
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, check=False, timeout=60, env={**os.environ, **environment}
    ).returncode


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_killed_leaves_each_file_as_it_was_or_as_it_will_be(tmp_path: Path, name: str) -> None:
    write_body(tmp_path / "县", "甲镇")
    write_body(tmp_path / "县", "乙镇", more='总体情况:\n  主动公开: "全年,公开12条。"\n')
    (tmp_path / "名单.csv").write_text("机关\n甲镇\n乙镇\n", encoding="utf-8")
    whole = shutil.copytree(tmp_path, tmp_path.with_name(f"{tmp_path.name}-whole"))
    before = files_of(tmp_path)
    assert ran(whole, COMMANDS[name], GK_DOCS) in (0, 1, 3)
    after = files_of(whole)
    assert after != before
    for turn in ("0", "1"):
        assert ran(tmp_path, COMMANDS[name], KILLING + GK_DOCS, TURN=turn) == -signal.SIGKILL
        for file, data in files_of(tmp_path).items():  # copies of what was replaced among them
            assert data in {*before.values(), *after.values()}, file
    ran(tmp_path, COMMANDS[name], GK_DOCS)
    assert after.keys() <= files_of(tmp_path).keys()
