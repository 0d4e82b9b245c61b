"""A starting file in which nobody has written anything is not filled in: that is told in a line, and is no failure."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from tests.batch.bodies import write_body

import gk_docs as gk
from gk_docs.authored.last_year import LastYear
from gk_docs.authored.starting import starting_file
from gk_docs.batch.county import survey
from gk_docs.batch.folder import render_folder
from gk_docs.cli import main
from gk_docs.errors import InvalidReport, NotFilledIn
from gk_docs.showing.county import SurveyShown

if TYPE_CHECKING:
    from pathlib import Path

NAME = "乙镇人民政府"
SUFFIXES = (".yaml", ".xlsx")


def start(folder: Path, suffix: str, *, with_last_year: bool = False) -> Path:
    """A file as `gk-docs new` writes it; last year's report has cases carried over and documents in force."""
    path = folder / f"{NAME}2024{suffix}"
    last = None
    if with_last_year:
        before = folder / "往年.json"
        requests = gk.Requests.zeros(received={"natural_person": 3}, carried_forward={"natural_person": 3})
        disclosure = gk.ActiveDisclosure.zeros(normative_documents={"issued": 1, "repealed": 0, "in_force": 4})
        report = gk.AnnualReport(agency=NAME, year=2023, active_disclosure=disclosure, requests=requests)
        gk.write(report, before, force=True)
        last = LastYear(before.name, gk.read(before))
    path.write_bytes(starting_file(NAME, 2024, path.name, last))
    return path


@pytest.mark.parametrize("with_last_year", [False, True])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_starting_file_is_not_filled_in(tmp_path: Path, suffix: str, with_last_year: bool) -> None:  # noqa: FBT001 - a parameter of the test
    with pytest.raises(NotFilledIn) as caught:
        gk.read(start(tmp_path, suffix, with_last_year=with_last_year))
    assert len(caught.value.problems) > 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("行政许可: 待填", "行政许可: 3"),
        ("规章: {本年制发件数: 待填", "规章: {本年制发件数: 0"),
        ('主动公开: "{{ 待填 }}"', "主动公开: 全年召开会议两次。"),
    ],
)
def test_one_figure_or_one_text_makes_it_a_file_that_is_begun(tmp_path: Path, old: str, new: str) -> None:
    path = start(tmp_path, ".yaml")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InvalidReport) as caught:
        gk.read(path)
    assert not isinstance(caught.value, NotFilledIn)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_batch_has_a_status_for_it_and_one_reason(tmp_path: Path, suffix: str) -> None:
    start(tmp_path, suffix)
    with ThreadPoolExecutor(1) as threads:
        (result,) = render_folder(tmp_path, tmp_path / "出", executor=threads)
    assert result.status == "unfilled"
    assert [problem.message for problem in result.problems] == ["还没有填"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_office_sees_one_line_and_the_exit_code_of_a_missing_report(
    tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "县"
    write_body(folder, "甲镇")
    start(folder, suffix)
    (folder / "名单.csv").write_text(f"机关\n甲镇\n{NAME}\n", encoding="utf-8")
    assert main(["render", str(folder), "-o", str(tmp_path / "出")]) == 3
    shown = capsys.readouterr().out
    assert "已生成 1 个，未填 1 个。" in shown
    assert [line for line in shown.splitlines() if "还没有填" in line] == [
        f"{NAME}2024{suffix}：还没有填。填好后再生成一次。"
    ]
    slip = (tmp_path / f"出/回执/{NAME}.txt").read_text(encoding="utf-8-sig").splitlines()
    assert slip[-1] == "结果：还没有填。请填好数据文件，再报送一次，2025年1月31日前须公开。"
    assert "必须改正：" not in slip


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_view_of_the_county_has_a_line_for_it(tmp_path: Path, suffix: str) -> None:
    found = survey([start(tmp_path, suffix)], roster=[NAME])
    assert f"{NAME}2024{suffix}：还没有填" in SurveyShown(found).text()
    assert found.missing == ()


def test_a_total_names_it_among_what_it_leaves_out(tmp_path: Path) -> None:
    total = gk.total([write_body(tmp_path, "甲镇"), start(tmp_path, ".yaml")], agency="丙县人民政府", year=2024)
    messages = [one.message for one in total.findings]
    assert any(f"{NAME}2024.yaml还没有填，未计入" in one for one in messages), messages
