"""A command that writes may be killed at any moment: every file is the old one or the new one, and no work is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.batch import moments
from tests.batch.bodies import write_body

import gk_docs as gk
from gk_docs.files.saving import DRAFT

if TYPE_CHECKING:
    from collections.abc import Iterator

OUT = "成品/文件"
COMMANDS = {
    "render": ["render", "县/甲镇2024.yaml", "-o", f"{OUT}.docx", "--force"],
    "check": ["check", "县", "-o", f"{OUT}.json"],
    "check xlsx": ["check", "县/甲镇2024.yaml", "-o", f"{OUT}.xlsx"],
    "fix": ["check", "县/甲镇2024.yaml", "--fix"],
    "fix into": ["check", "县/乙镇2024.yaml", "--fix", "-o", "成品/改.html"],
    "total": ["total", "县", "--agency", "丙县", "-o", f"{OUT}.yaml", "--annex", "成品/附表.docx", "--force"],
    "county": ["county", "县", "-o", "成品/统计.xlsx"],
    "compare": ["compare", "县/甲镇2024.yaml", "县/乙镇2024.yaml", "-o", f"{OUT}.docx", "--force"],
    "compare folders": ["compare", "去年", "县", "-o", "成品", "--to", "json", "--force"],
    "convert": ["convert", "县/甲镇2024.yaml", "-o", f"{OUT}.json", "--force"],
    "new": ["new", "丁镇", "--year", "2024", "-o", f"{OUT}.yaml", "--force"],
    "new roster": ["new", "--roster", "名单.csv", "--year", "2025", "-o", "新"],
    "template": ["template", "new", "成品/模板.docx"],
}
MAKES_A_LIST = {"check", "check xlsx", "county"}
"""Commands whose list is made anew by every run: what it replaces is nobody's work."""


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each command did, in a folder where somebody's files lie at its targets."""
    folder = tmp_path_factory.mktemp("moments")
    for name in ("甲镇", "乙镇"):
        write_body(folder / "县", name, more="存在的主要问题及改进情况: 更新不及时,已整改。\n")
        write_body(folder / "去年", name)
    (folder / "名单.csv").write_text("机关\n甲镇\n戊镇\n", encoding="utf-8")
    (folder / "成品").mkdir()
    for file in (f"{OUT}.docx", f"{OUT}.json", f"{OUT}.xlsx", "成品/附表.docx", "成品/统计.xlsx"):
        (folder / file).write_text("谁的稿子", encoding="utf-8")
    sums = gk.read(folder / "县/甲镇2024.yaml").report.replace(agency="丙县")  # which a total may be put into
    (folder / f"{OUT}.yaml").write_bytes(gk.render(sums, "yaml") + b"# ours\n")
    arguments = json.dumps([*COMMANDS.values()])
    ran = subprocess.run([sys.executable, moments.__file__, arguments], cwd=folder, stdout=subprocess.PIPE, check=True)
    return dict(zip(COMMANDS, json.loads(ran.stdout), strict=True))


def states(run: dict[str, Any]) -> Iterator[dict[str, str]]:
    """The files at each moment, without drafts."""
    for moment in run["moments"]:
        yield {file: digest for file, digest in moment.items() if not DRAFT.fullmatch(Path(file).name)}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_file_is_the_old_one_or_the_new_one(command: str, runs: dict[str, dict[str, Any]]) -> None:
    run = runs[command]
    assert run["code"] in (0, 1, 3)
    assert len(run["moments"]) > 1
    assert run["before"] != run["after"]
    assert [file for file in run["after"] if DRAFT.fullmatch(Path(file).name)] == []
    for state in states(run):
        assert state.keys() >= run["before"].keys()
        torn = {
            file for file, digest in state.items() if digest not in (run["before"].get(file), run["after"].get(file))
        }
        assert torn == set()


@pytest.mark.parametrize("command", sorted({*COMMANDS} - MAKES_A_LIST))
def test_what_somebody_wrote_is_there_at_every_moment(command: str, runs: dict[str, dict[str, Any]]) -> None:
    run = runs[command]
    for state in [*states(run), run["after"]]:
        assert {*run["before"].values()} <= {*state.values()}
