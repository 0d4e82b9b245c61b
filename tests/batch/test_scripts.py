"""A township's script runs apart from us: whatever it does, we get exact reports or the line that is wrong."""

from __future__ import annotations

import os
import time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.batch.bodies import SCRIPT

from gk_docs.batch.scripts import reports_of
from gk_docs.errors import InvalidReport

if TYPE_CHECKING:
    from pathlib import Path


def script(folder: Path, text: str) -> Path:
    path = folder / "镇.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_report_comes_back_exactly(tmp_path: Path) -> None:
    (report,) = reports_of(script(tmp_path, SCRIPT.format(name="甲镇人民政府")))
    assert report.figure("active_disclosure.fees") == Decimal("1.50")
    assert report.requests.received.total == 3
    assert report.agency.name == "甲镇人民政府"


def test_many_reports_come_in_order_as_objects_or_mappings(tmp_path: Path) -> None:
    text = "import gk_docs as gk\nreports = (x for x in [gk.AnnualReport(agency='甲镇', year=2024),"
    found = reports_of(script(tmp_path, f"{text} {{'agency': '乙镇', 'year': 2020}}])\n"))
    assert [(report.agency.name, report.edition) for report in found] == [("甲镇", "2021"), ("乙镇", "2019")]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("x = 1\ny = x / 0\n", 2, "ZeroDivisionError"),
        ("x = 1\ny = = 2\n", 2, "不合 Python 的写法"),
        ("x = 1\n", None, "没有定义报告"),
        ("report = 3\n", None, "须是年度报告，不是 int"),
        ("name = '甲镇'\n", None, "只供别的脚本引用的文件，名称以 _ 开头"),
        ("import sys\nsys.exit(0)\n", 2, "自己退出"),
        ("import os\nos._exit(7)\n", None, "退出码 7"),
        ("import gk_docs as gk\nreport = gk.AnnualReport(agency='甲镇', year='二')\n", 2, "年度"),
        ("import gk_docs as gk\nx = gk.Requests.zeros(received={'natural_person': -1})\n", 2, "不能小于0"),
        ("import gk_docs as gk\nreport = gk.parse({'agency': '甲镇', 'year': 2018})\n", 2, "2018"),
        ("report = {'agency': '甲镇'}\n", None, "年度"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, line: int | None, word: str) -> None:
    with pytest.raises(InvalidReport) as caught:
        reports_of(script(tmp_path, text))
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("镇.py", line)
    assert word in str(problem)


def test_a_script_that_does_not_stop_is_stopped_with_what_it_started(tmp_path: Path) -> None:
    mark = tmp_path / "lives"
    child = f"import time, pathlib\nwhile True:\n    pathlib.Path({str(mark)!r}).touch(); time.sleep(0.05)"
    text = f"import subprocess, sys, time\nsubprocess.Popen([sys.executable, '-c', {child!r}])\ntime.sleep(60)\n"
    with pytest.raises(InvalidReport, match="超过2秒"):
        reports_of(script(tmp_path, text), seconds=2)
    last = mark.stat().st_mtime_ns
    time.sleep(0.3)
    assert mark.stat().st_mtime_ns == last


def test_what_it_prints_and_its_main_part_are_not_ours(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = SCRIPT.format(name="甲镇") + "print('说话')\nif __name__ == '__main__':\n    raise SystemExit(5)\n"
    assert len(reports_of(script(tmp_path, text))) == 1
    assert capfd.readouterr().out == ""


def test_it_runs_in_its_own_folder_and_sees_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "neighbour.py").write_text("name = '甲镇'\n", encoding="utf-8")
    (tmp_path / "数.txt").write_text("2024", encoding="utf-8")
    before = os.getcwd()  # noqa: PTH109 - compared as it is
    text = "import gk_docs as gk, neighbour\nyear = int(open('数.txt').read())\n"
    text += "report = gk.AnnualReport(agency=neighbour.name, year=year)\n"
    (report,) = reports_of(script(tmp_path, text))
    assert (report.agency.name, report.year) == ("甲镇", 2024)
    assert os.getcwd() == before  # noqa: PTH109 - compared as it is
