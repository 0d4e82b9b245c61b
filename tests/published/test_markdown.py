"""Markdown that programs make: its marks are no text, and what it joined or cut at the ends of lines is whole again."""

from __future__ import annotations

import pytest

from gk_docs import formats as readers
from gk_docs.published.markdown import without_marks

HEAD = "# 甲县乙局2024年政府信息公开工作年度报告\n\n"
TABLE = "| 第二十条第（八）项 | |\n|---|---|\n| 信息内容 | 本年收费金额（单位：万元） |\n| 行政事业性收费 | {} |\n"


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("二\\.一，0471\\-5550118，A\\_B\\*", "二.一，0471-5550118，A_B*"),
        ('见[甲县人民政府](http://www.example.gov.cn/a "甲")网站', "见甲县人民政府网站"),
        ("见<http://www.example.gov.cn/a>", "见http://www.example.gov.cn/a"),
        ("- 3.**按期**办结。", "3.按期办结。"),
        ("* 按期办结。", "按期办结。"),
        ("按期办结[1]，见（a）。", "按期办结[1]，见（a）。"),
    ],
)
def test_a_mark_is_no_text_and_what_is_none_is_kept(marked: str, plain: str) -> None:
    table = f"二、主动公开政府信息情况\n-----\n\n{TABLE.format(0)}\n"
    text = f"{HEAD}一、总体情况\n-----\n\n{marked}\n\n{table}六、其他需要报告的事项\n=====\n\n无。\n"
    report = readers.read(text.encode(), name="年报.md").report
    assert (report.summary.text, report.other_matters.text) == (plain, "无。")


@pytest.mark.parametrize("figure", ["1.5", "1\\.5", "**1.5**", "1\\.50"])
def test_a_figure_is_itself_however_markdown_writes_it(figure: str) -> None:
    text = f"{HEAD}## 二、主动公开政府信息情况\n\n|  |  |\n{TABLE.format(figure)}"
    report = readers.read(text.encode(), name="年报.md").report
    assert float(report.figure("active_disclosure.fees") or 0) == 1.5
    assert report.active_disclosure.before.text == report.active_disclosure.after.text == ""


def test_paragraphs_that_were_joined_with_spaces_and_cut_by_pages_are_whole() -> None:
    text = (
        f"{HEAD}一、总体情况 全年公开信 息三百条， 受理申请 12 件，均 已按期办 结。 （一）主动公开 \n\n"
        "门户网站的专栏每 月检查一遍，内容都经过了审查，全年没有发生差错，也没有收到投 诉，在便民服务大\n\n— 1 —\n\n"
        "厅设公开专 区。 六、其他需要报告 的事项 无其他事 项。\n"
    )
    report = readers.read(text.encode(), name="年报.md").report
    assert report.summary.text.split("\n") == [
        "全年公开信息三百条，受理申请12件，均已按期办结。",
        "（一）主动公开",
        "门户网站的专栏每月检查一遍，内容都经过了审查，全年没有发生差错，也没有收到投诉，在便民服务大厅设公开专区。",
    ]
    assert report.other_matters.text == "无其他事项。"


def test_a_text_without_marks_stays_as_it_is() -> None:
    lines = ["一、总体情况", "甲 乙 丙 丁 戊 己 庚", "----", "- 3 -", "联系人：甲 乙"]
    assert without_marks(lines) is lines
