"""Many reports: one bad report never stops the rest, and a killed run is finished by the next."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.batch.bodies import files_in

from gk_docs.batch.job import Job
from gk_docs.batch.write_all import run_once_each, write_all
from gk_docs.errors import WriteRefused
from gk_docs.form.agency import Agency
from gk_docs.form.y2021 import ActiveDisclosure, AnnualReport, Requests, ReviewLitigation
from gk_docs.formats import read

GOOD = """\
机关: {name}
年度: 2023
主动公开政府信息情况: {{全部: 0}}
收到和处理政府信息公开申请情况: {{全部: 0}}
政府信息公开行政复议、行政诉讼情况: {{全部: 0}}
"""


def report(number: int) -> AnnualReport:
    return AnnualReport(
        agency=Agency(name=f"第{number}镇人民政府"),
        year=2023,
        active_disclosure=ActiveDisclosure.zeros(),
        requests=Requests.zeros(received={"natural_person": number}),
        review_litigation=ReviewLitigation.zeros(),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(5):
        (tmp_path / f"镇{number}.yaml").write_text(GOOD.format(name=f"第{number}镇人民政府"), encoding="utf-8")
    (tmp_path / "坏镇.yaml").write_text(GOOD.format(name="坏镇人民政府") + "其他: 1\n", encoding="utf-8")
    return tmp_path


def test_one_bad_file_never_stops_the_rest_and_is_named(folder: Path) -> None:
    out = folder / "成品"
    with ThreadPoolExecutor(2) as pool:
        results = list(write_all(sorted(folder.glob("*.yaml")), out, executor=pool))
    failed = [result for result in results if result.status == "failed"]
    assert [result.source for result in failed] == ["坏镇.yaml"]
    assert failed[0].problems[0].line == 6
    assert files_in(out) == {f"镇{number}.docx" for number in range(5)}


def test_a_second_run_leaves_what_is_right_untouched(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        first = list(write_all([report(1), report(2)], tmp_path, formats=("docx", "json"), executor=pool))
        stamps = {path: path.stat().st_mtime_ns for path in map(tmp_path.joinpath, files_in(tmp_path))}
        second = list(write_all([report(1), report(2).replace(year=2024)], tmp_path, executor=pool))
    assert {result.status for result in first} == {"written"}
    assert sorted(result.status for result in second) == ["unchanged", "written"]
    assert all(path.stat().st_mtime_ns == stamp for path, stamp in stamps.items())


@pytest.mark.processes
def test_results_come_from_processes_as_from_threads(tmp_path: Path) -> None:
    reports = [report(number) for number in range(4)]
    own = {result.body: result.status for result in write_all(reports, tmp_path / "甲")}
    with ThreadPoolExecutor(1) as pool:
        threads = {result.body: result.status for result in write_all(reports, tmp_path / "乙", executor=pool)}
    assert own == threads == dict.fromkeys((entry.agency.name for entry in reports), "written")
    for name in files_in(tmp_path / "甲"):
        assert (tmp_path / "甲" / name).read_bytes() == (tmp_path / "乙" / name).read_bytes()


def test_two_reports_for_one_file_are_not_written_over_each_other(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        results = list(write_all([report(1), report(2), report(1)], tmp_path, executor=pool))
    assert sorted(result.status for result in results) == ["failed", "written", "written"]


def test_a_file_changed_in_word_is_kept_and_the_rest_goes_on(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        list(write_all([report(1)], tmp_path, executor=pool))
        target = next(tmp_path.glob("*.docx"))
        target.write_bytes(target.read_bytes() + b"changed")
        results = list(write_all([report(1), report(2)], tmp_path, executor=pool))
    assert sorted(result.status for result in results) == ["failed", "written"]
    assert target.read_bytes().endswith(b"changed")


def test_a_format_that_cannot_be_written_is_refused_before_anything_is(tmp_path: Path) -> None:
    with pytest.raises(WriteRefused, match="不能写这种格式"):
        write_all([report(1)], tmp_path, formats=("docx", "ofd"))
    assert not any(tmp_path.iterdir())


def test_a_caller_who_takes_no_result_is_told_that_nothing_was_written(tmp_path: Path) -> None:
    with pytest.warns(RuntimeWarning, match="written nothing"):
        write_all([report(1)], tmp_path)
    assert not files_in(tmp_path)
    with ThreadPoolExecutor(1) as pool:
        list(write_all([report(1)], tmp_path, executor=pool))  # says nothing
        next(write_all([report(1), report(2)], tmp_path, executor=pool))
    assert files_in(tmp_path) >= {"第1镇人民政府2023.docx"}


def test_reports_are_taken_from_an_iterator_only_as_they_are_needed(tmp_path: Path) -> None:
    taken = []

    def endless() -> object:
        for number in range(10_000):
            taken.append(number)
            yield report(number)

    with ThreadPoolExecutor(1) as pool:
        results = write_all(endless(), tmp_path, executor=pool)  # type: ignore[arg-type]  # an iterator of reports
        next(results)
        assert len(taken) < 200
        results.close()  # type: ignore[attr-defined]  # a generator


class Deadly(type(Path())):  # type: ignore[misc]  # the class of this system
    """A file that ends the process to which it is sent."""

    def __reduce__(self) -> Any:
        return os._exit, (9,)


@pytest.mark.processes
def test_a_process_that_dies_fails_its_own_job_only(folder: Path) -> None:
    out = folder / "成品"
    out.mkdir()
    files = [Deadly(file) if file.stem == "镇2" else file for file in sorted(folder.glob("镇*.yaml"))]
    jobs = [Job(source=file, targets=(out / f"{file.stem}.docx",)) for file in files]
    results = {result.source: result for result in run_once_each(jobs, None)}
    assert results.pop("镇2.yaml").problems[0].message == "处理这个文件的进程意外终止（可能内存不足）"
    assert {result.status for result in results.values()} == {"written"}
    assert len(list(out.glob("*.docx"))) == len(results) == 4


@pytest.mark.parametrize("delay", [0.3, 0.8, 1.5])
def test_a_run_that_is_killed_leaves_nothing_half_written_and_is_finished_by_the_next(
    tmp_path: Path, delay: float
) -> None:
    inputs = tmp_path / "数据"
    inputs.mkdir()
    for number in range(24):
        (inputs / f"镇{number}.yaml").write_text(GOOD.format(name=f"第{number}镇人民政府"), encoding="utf-8")
    out = tmp_path / "成品"
    code = (
        "from pathlib import Path\nfrom gk_docs.batch.write_all import write_all\nif __name__ == '__main__':\n"
        f"    list(write_all(sorted(Path({str(inputs)!r}).iterdir()), {str(out)!r}))\n"
    )
    script = tmp_path / "run.py"
    script.write_text(code, encoding="utf-8")
    process = subprocess.Popen([sys.executable, script], start_new_session=True)
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for path in out.glob("*.docx") if out.exists() else ():
        assert read(path).report.agency.name
    with ThreadPoolExecutor(2) as pool:
        results = list(write_all(sorted(inputs.iterdir()), out, executor=pool))
    assert len(results) == 24
    assert {result.status for result in results} <= {"written", "unchanged"}
    assert len(list(out.glob("*.docx"))) == 24


def test_no_jobs_give_no_results() -> None:
    assert list(run_once_each([], None)) == []


class Breaking(Executor):
    """An executor that does some jobs, loses one, and breaks."""

    def __init__(self, *faults: Exception | None) -> None:
        self.faults = list(faults)

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        fault = self.faults.pop(0) if self.faults else None
        if fault:
            future.set_exception(fault)
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_a_report_whose_worker_is_lost_fails_by_name_and_the_rest_goes_on(tmp_path: Path) -> None:
    executor = Breaking(None, RuntimeError("worker lost"), None)
    results = list(write_all([report(number) for number in range(3)], tmp_path, executor=executor))
    assert sorted(result.status for result in results) == ["failed", "written", "written"]
    (failed,) = (result for result in results if result.status == "failed")
    assert failed.body == "第1镇人民政府"
    assert failed.problems[0].found == "RuntimeError：worker lost"


def test_when_an_executor_breaks_its_work_is_done_all_the_same(tmp_path: Path) -> None:
    executor = Breaking(None, BrokenExecutor("gone"), BrokenExecutor("gone"))
    results = list(write_all((report(number) for number in range(80)), tmp_path, executor=executor))
    assert {result.status for result in results} == {"written"}
    assert len({result.body for result in results}) == len(files_in(tmp_path)) == 80
