"""What is unchanged is not done again, whatever it is made of; and whatever has changed is."""

from __future__ import annotations

import pickle
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from tests.batch.bodies import SCRIPT, files_in, write_body
from tests.document.pictures import png
from tests.strategies import reports

import gk_docs as gk
from gk_docs.batch import record
from gk_docs.batch.folder import render_folder
from gk_docs.batch.job import Job, Way
from gk_docs.batch.record import FILE, FOLDER
from gk_docs.batch.work import run
from gk_docs.batch.write_all import write_all
from gk_docs.document.docx import template_path
from gk_docs.files import shipped

if TYPE_CHECKING:
    from collections.abc import Callable

    from gk_docs.batch.job import Done, Result

TEXT = """\
总体情况:
  主动公开: "全年新收政府信息公开申请5件。"
  依申请公开: "上年结转{{ 收到和处理政府信息公开申请情况.上年结转政府信息公开申请数量.总计 }}件。"
  政府信息管理:
    - 图片: 图.png
存在的主要问题及改进情况: ""
上年报告: 往年/甲镇2023.yaml
沿用: _公共.yaml
"""
COMMON = '["公共"]\n"模板" = "模板.docx"\n["公共"."机关"]\n"所属地区" = "丙县"\n'


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A body that names everything that a body can name, and one that names nothing."""
    folder = tmp_path / "县"
    write_body(folder, "甲镇", more=TEXT)
    write_body(folder / "别处", "乙镇")
    (folder / "_公共.yaml").write_text("总体情况:\n  监督保障: 按季度检查。\n", encoding="utf-8")
    (folder / "gk-docs.toml").write_text(COMMON, encoding="utf-8")
    (folder / "图.png").write_bytes(png(3, 1))
    shutil.copy(template_path(gk.AnnualReport), folder / "模板.docx")
    last = write_body(folder / "往年", "甲镇").rename(folder / "往年/甲镇2023.yaml")
    last.write_text(last.read_text(encoding="utf-8").replace("2024", "2023"), encoding="utf-8")
    return folder


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the inputs that were really read and rendered."""
    names: list[str] = []

    def counted(job: Job) -> Done:
        names.append(job.name)
        return run(job)

    monkeypatch.setattr("gk_docs.batch.write_all.run", counted)
    return names


def rendered(folder: Path, **options: Any) -> dict[str, Result]:
    with ThreadPoolExecutor(1) as threads:
        results = list(render_folder(folder, folder.parent / "出", executor=threads, **options))
    return {one.source: one for one in results}


def test_what_is_unchanged_is_not_done_again_and_told_as_fully(county: Path, done: list[str]) -> None:
    first = rendered(county)["甲镇2024.yaml"]
    assert first.status == "written", first.problems
    assert first.count(gk.Severity.ERROR) > 0
    second = rendered(county)["甲镇2024.yaml"]
    assert done == ["甲镇2024.yaml"]
    assert second == replace(first, status="unchanged")


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(county: Path) -> None:
        path = county / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def another_picture(county: Path) -> None:
    (county / "图.png").write_bytes(png(4, 1))


def another_template(county: Path) -> None:
    shutil.copy(template_path(gk.AnnualReport2019), county / "模板.docx")


def settings_below(county: Path) -> None:
    (county / "往年/gk-docs.toml").write_text('["公共"."机关"]\n"所属地区" = "丙县"\n', encoding="utf-8")


def one_output_gone(county: Path) -> None:
    (county.parent / "出/甲镇2024.docx").unlink()


def one_output_changed(county: Path) -> None:
    with (county.parent / "出/甲镇2024.docx").open("ab") as file:
        file.write(b"x")


def no_records(county: Path) -> None:
    shutil.rmtree(county.parent / "出" / FOLDER)


def damaged_records(county: Path) -> None:
    for file in (county.parent / "出" / FOLDER).iterdir():
        file.write_bytes(file.read_bytes()[:-9])


@pytest.mark.parametrize(
    "change",
    [
        replaced("甲镇2024.yaml", "5件", "6件"),
        replaced("_公共.yaml", "季度", "月"),
        replaced("gk-docs.toml", "丙县", "丁县"),
        replaced("gk-docs.toml", '["公共"]', 'ignore = ["GK4"]\n["公共"]'),
        replaced("往年/甲镇2023.yaml", "2025-01-20", "2024-01-20"),
        another_picture,
        settings_below,
        one_output_gone,
        one_output_changed,
        no_records,
        damaged_records,
    ],
)
def test_whatever_has_changed_is_done_again(county: Path, done: list[str], change: Callable[[Path], None]) -> None:
    rendered(county)
    change(county)
    rendered(county)
    assert done == ["甲镇2024.yaml"] * 2
    rendered(county)
    assert len(done) == (3 if change is one_output_changed else 2)


def test_another_template_is_used_at_once(county: Path, done: list[str]) -> None:
    rendered(county)
    another_template(county)
    assert rendered(county)["甲镇2024.yaml"].status == "failed"
    assert rendered(county, way=Way(template_path(gk.AnnualReport)))["甲镇2024.yaml"].status != "failed"
    assert len(done) == 3


def test_other_choices_are_done_anew_and_the_old_ones_are_still_known(county: Path, done: list[str]) -> None:
    rendered(county)
    rendered(county, formats=("docx", "json"))
    rendered(county)
    assert len(done) == 2
    assert rendered(county, way=Way(strict=True))["甲镇2024.yaml"].status == "failed"


def test_a_failed_one_is_read_again_until_it_is_mended(county: Path, done: list[str]) -> None:
    path = write_body(county, "丙镇", more="其他: 1\n")
    assert rendered(county)["丙镇2024.yaml"].status == "failed"
    assert rendered(county)["丙镇2024.yaml"].problems[0].line == 7
    path.write_text(path.read_text(encoding="utf-8").replace("其他: 1\n", ""), encoding="utf-8")
    assert rendered(county)["丙镇2024.yaml"].status == "written"
    assert rendered(county)["丙镇2024.yaml"].status == "unchanged"
    assert done.count("丙镇2024.yaml") == 3


def test_another_version_does_everything_again(county: Path, done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    rendered(county)
    monkeypatch.setattr(record, "_program", lambda: "another")
    rendered(county)
    assert len(done) == 2


def test_a_template_of_ours_that_has_changed_makes_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {file.name for file in shipped.all_shipped()} >= {"annual_report_2021.docx", "annual_report.html"}
    package = tmp_path / "src/gk_docs"
    page = tmp_path / "templates/html/annual_report.html"
    page.parent.mkdir(parents=True)
    package.mkdir(parents=True)
    monkeypatch.setattr("gk_docs.version.__file__", str(package / "__init__.py"))
    monkeypatch.setattr(shipped, "_PLACES", (package / "templates", tmp_path / "templates"))
    programs = set()
    for text in ("一", "二"):
        page.write_text(text, encoding="utf-8")
        programs.add(record._program.__wrapped__())
    assert len(programs) == 2


def test_reports_from_scripts_and_from_memory_are_known_by_what_they_say(
    county: Path, tmp_path: Path, done: list[str]
) -> None:
    script = county / "丁镇.py"
    script.write_text(SCRIPT.format(name="丁镇"), encoding="utf-8")
    rendered(county, scripts=True)
    rendered(county, scripts=True)
    assert done.count("丁镇.py") == 1
    script.write_text(SCRIPT.format(name="丁镇").replace(": 3", ": 4"), encoding="utf-8")
    assert rendered(county, scripts=True)["丁镇.py"].status == "written"
    report = gk.AnnualReport(agency=gk.Agency(name="戊镇"), year=2024)
    with ThreadPoolExecutor(1) as threads:
        for one in (report, report, report.replace(agency=gk.Agency(name="戊镇", level="township"))):
            list(write_all([one], tmp_path / "象", executor=threads))
    assert done.count("戊镇") == 2


def test_a_batch_of_which_all_is_known_starts_no_process(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered(county)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor.submit", None)
    assert {one.status for one in render_folder(county, county.parent / "出")} == {"unchanged"}


def test_a_place_that_takes_no_record_is_written_all_the_same(county: Path, done: list[str]) -> None:
    (county.parent / "出").mkdir()
    (county.parent / "出" / FOLDER).write_bytes(b"")
    assert rendered(county)["甲镇2024.yaml"].status == "written"
    assert rendered(county)["甲镇2024.yaml"].status == "unchanged"
    assert len(done) == 2
    assert "甲镇2024.docx" in files_in(county.parent / "出")


def test_it_does_not_matter_where_the_command_is_run(
    county: Path, done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered(county)
    monkeypatch.chdir(county.parent)
    with ThreadPoolExecutor(1) as threads:
        results = list(render_folder(Path("县"), Path("出"), executor=threads))
    assert len(done) == 1
    assert [one.status for one in results] == ["unchanged"]


def lines_of(out: Path) -> list[bytes]:
    return [line for line in (out / FOLDER / FILE).read_bytes().splitlines() if line]


@pytest.mark.parametrize("torn", [1, 40, 500, None])
def test_a_record_that_a_kill_tore_spoils_no_other(county: Path, done: list[str], torn: int | None) -> None:
    write_body(county, "丙镇")
    rendered(county)
    file = county.parent / "出" / FOLDER / FILE
    first, last = lines_of(county.parent / "出")
    file.write_bytes(b"\n".join((b"", first, b"", last[:torn])))
    write_body(county, "丁镇")
    for _ in "ab":
        assert {one.status for one in rendered(county).values()} <= {"written", "unchanged"}
    assert len(done) == (4 if torn else 3)


def test_records_that_no_longer_count_do_not_pile_up(county: Path, done: list[str]) -> None:
    out = county.parent / "出"
    for number in range(9):
        replaced("_公共.yaml", "按", f"{number}按")(county)
        rendered(county)
    assert len(done) == 9
    assert len(lines_of(out)) <= 4
    assert rendered(county)["甲镇2024.yaml"].status == "unchanged"
    assert files_in(out / FOLDER) == {FILE}


@given(reports())
def test_a_report_comes_to_a_worker_as_it_is(report: gk.AnnualReport | gk.AnnualReport2019) -> None:
    job = Job(source=report, targets=(Path("甲.docx"),), way=Way(force=True))
    assert pickle.loads(pickle.dumps(job)) == job  # noqa: S301 - our own
