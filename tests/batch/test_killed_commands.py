"""Every command that writes, killed just before and just after a file takes its place: each file is old or new."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.batch import killing
from tests.batch.bodies import write_body

if TYPE_CHECKING:
    from pathlib import Path

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


class Run(NamedTuple):
    """What became of a command that ran whole, was killed twice, and ran again; and the files at each of these."""

    codes: list[int]
    before: dict[str, bytes]
    whole: dict[str, bytes]
    turns: list[dict[str, bytes]]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """All commands, from one process that has loaded what they need."""
    places = {name: tmp_path_factory.mktemp(name) / "原" for name in COMMANDS}
    for folder in places.values():
        write_body(folder / "县", "甲镇")
        write_body(folder / "县", "乙镇", more='总体情况:\n  主动公开: "全年,公开12条。"\n')
        (folder / "名单.csv").write_text("机关\n甲镇\n乙镇\n", encoding="utf-8")
        shutil.copytree(folder, folder.with_name("全"))
    before = {name: files_of(folder) for name, folder in places.items()}
    asked = [(COMMANDS[name], str(folder), str(folder.with_name("全"))) for name, folder in places.items()]
    done = subprocess.run(
        [sys.executable, killing.__file__],
        input=json.dumps(asked),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return {
        name: Run(
            codes,
            before[name],
            files_of(folder.with_name("全")),
            [files_of(folder.with_name(f"原-{turn}")) for turn in range(3)],
        )
        for (name, folder), codes in zip(places.items(), json.loads(done.stdout), strict=True)
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_killed_leaves_each_file_as_it_was_or_as_it_will_be(name: str, runs: dict[str, Run]) -> None:
    run = runs[name]
    assert run.codes[0] in (0, 1, 3)
    assert run.codes[1:3] == [-signal.SIGKILL, -signal.SIGKILL]
    assert run.whole != run.before
    for files in run.turns[:2]:
        for file, data in files.items():  # copies of what was replaced among them
            assert data in {*run.before.values(), *run.whole.values()}, file
    assert run.whole.keys() <= run.turns[2].keys()
