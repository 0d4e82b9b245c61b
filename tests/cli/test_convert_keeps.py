"""`convert` from one data file to another keeps what the author typed beside the report, or names what it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.workbook.test_mended import LAST, clerks

from gk_docs.cli import main
from gk_docs.formats import read

if TYPE_CHECKING:
    from pathlib import Path

THIS = f"""上年报告: 甲镇2023.yaml
{LAST.replace("2023", "2024")}总体情况:
  依申请公开: |
    全年新收申请{{{{ 本年新收政府信息公开申请数量.总计 }}}}件。

    办结{{{{ 总计.总计 }}}}件。
  政府信息管理: 上年新收{{{{ 上年.本年新收政府信息公开申请数量.总计 }}}}件。
"""


def converted(file: Path, target: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What is told of as left behind."""
    capsys.readouterr()
    assert main(["convert", str(file), "-o", str(target)]) == 0
    mark = "没有带过去："
    return [line.partition(mark)[2] for line in capsys.readouterr().err.splitlines() if mark in line]


def authored(folder: Path, text: str = THIS) -> Path:
    (folder / "甲镇2023.yaml").write_text(LAST, encoding="utf-8")
    (folder / "甲镇2024.yaml").write_text(text, encoding="utf-8")
    return folder / "甲镇2024.yaml"


@pytest.mark.parametrize("to", ["yaml", "xlsx"])
def test_of_yaml_nothing_is_left_behind(to: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = authored(tmp_path)
    assert converted(file, tmp_path / f"乙.{to}", capsys) == []
    was, found = read(file), read(tmp_path / f"乙.{to}")
    assert (found.report, found.previous) == (was.report, was.previous)
    assert found.authoring.texts == was.authoring.texts
    assert len(found.authoring.texts) == 3


def test_a_workbook_keeps_who_filled_it_in_only_as_a_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = clerks(tmp_path)
    assert converted(file, tmp_path / "乙.xlsx", capsys) == ["1处批注"]
    found = read(tmp_path / "乙.xlsx")
    assert found.previous is not None
    assert found.authoring.people == {"填报人": "李填报"}
    assert converted(file, tmp_path / "乙.yaml", capsys) == ["填报人", "1处批注"]
    assert converted(file, tmp_path / "乙.json", capsys) == ["上年报告“甲镇2023.yaml”", "填报人", "1处批注"]
    assert converted(file, tmp_path / "乙.docx", capsys) == []


def test_what_needs_last_years_report_is_a_number_where_that_is_out_of_reach(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "别处").mkdir()
    file = authored(tmp_path)
    told = converted(file, tmp_path / "别处/乙.yaml", capsys)
    assert told == ["上年报告“甲镇2023.yaml”不在新文件的文件夹里，请复制过去", "3行从表里取数的文字，写成了固定的数"]
    assert read(tmp_path / "别处/乙.yaml").report == read(file).report
    text = THIS.replace("上年新收{{ 上年.", "今年新收{{ ")
    assert converted(authored(tmp_path, text), tmp_path / "别处/丙.yaml", capsys) == told[:1]


def test_tables_beside_last_years_figures_shared_text_and_remarks_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "_公共.yaml").write_text("存在的主要问题及改进情况: 解读不多。\n", encoding="utf-8")
    rows = "  监督保障: [{同比表: [本年新收政府信息公开申请数量.总计]}]\n"
    file = authored(tmp_path, f"# 台账第3页\n沿用: _公共.yaml\n{THIS}{rows}")
    assert converted(file, tmp_path / "乙.yaml", capsys) == [
        "沿用“_公共.yaml”（其中的文字已写进新文件）",
        "同比表（写成了固定的表）",
        "以“#”开头的说明",
    ]


def test_a_name_that_is_itself_taken_from_the_tables_or_the_body_is_not_put_in_its_own_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "机关: {名称: 甲镇人民政府, 简称: 甲镇}"
    text = THIS.replace("机关: 甲镇人民政府", body).replace("办结", "{{ 机关.简称 }}\n\n    办结")
    file = authored(tmp_path, text)
    assert converted(file, tmp_path / "乙.yaml", capsys) == []
    assert read(tmp_path / "乙.yaml").report == read(file).report


def test_mending_into_the_other_kind_of_data_file_keeps_as_much(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = clerks(tmp_path)
    main(["check", str(file), "--select", "GK607", "--fix", "-o", str(tmp_path / "改好.yaml")])
    assert "没有带过去：填报人。" in capsys.readouterr().out
    assert read(tmp_path / "改好.yaml").previous is not None
