"""Figures beside last year's in the author's text: a filter says half a sentence, a block becomes a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.authored.authored_example import GOOD, changed
from tests.authored.test_previous import both, refused

import gk_docs as gk
from gk_docs.authored.located import Mapping, Scalar, Sequence
from gk_docs.authored.workbook.texts import Labelled
from gk_docs.formats import render

if TYPE_CHECKING:
    from pathlib import Path

PLACE = "改进措施: 增加图解。"
LAST = (
    GOOD.replace("年度: 2023", "年度: 2022")
    .replace("行政许可: 12", "行政许可: 16")
    .replace("行政强制: 0", "行政强制: null")
    .replace("1.50", "1.20")
    .replace("{自然人: 3, 商业企业: 1, 其余: 0}", "{自然人: 2, 其余: 0}", 1)
    .replace("予以公开: {自然人: 3, 商业企业: 1, 其余: 0}", "予以公开: {自然人: 2, 其余: 0}", 1)
)
THIS = GOOD.replace("行政处罚: 0", "行政处罚: 5")


def said(folder: Path, text: str) -> str:
    """What the part on measures says with `text` in it."""
    measures = both(folder, changed(PLACE, f"改进措施: '{text}'", THIS), LAST).report.problems.measures
    assert measures is not None
    return measures.text


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("{{ requests.received.total | 比上年 }}", "比上年增加2件，增长100.0%"),
        ("{{ 本年新收政府信息公开申请数量.总计 | change }}", "比上年增加2件，增长100.0%"),
        ("{{ 行政许可 | 比上年 }}", "比上年减少4件，下降25.0%"),
        ("{{ 行政许可 | 比上年(places=0) }}", "比上年减少4件，下降25%"),
        ("{{ 行政许可 | 同比 }}", "同比下降25%"),
        ("{{ 行政许可 | growth }}", "同比下降25%"),
        ("{{ 行政许可 | 同比(8) }}", "同比增长50%"),
        ("{{ 行政处罚 | 比上年 }}", "上年为0，本年增加5件"),
        ("{{ 行政处罚 | 同比 }}", "上年为0，本年增加5件"),
        ("{{ 行政强制 | 比上年 }}", "上年空白，本年0件"),
        ("{{ 行政强制 | 同比 }}", "上年空白，本年0件"),
        ("{{ active_disclosure.fees | 比上年 }}", "比上年增加0.3万元，增长25.0%"),
        ("{{ other_matters.fee.notices | 比上年 }}", "与上年持平"),
    ],
)
def test_a_filter_takes_the_figure_of_last_year_itself(tmp_path: Path, expression: str, text: str) -> None:
    assert said(tmp_path, expression) == text


@pytest.mark.parametrize(
    ("block", "rows"),
    [
        ("[requests.received.total]", [("本年新收政府信息公开申请数量", "件", "2", "4", "+2", "+100.0%")]),
        (
            "[行政许可, 行政处罚, 行政强制]",
            [
                ("行政许可", "件", "16", "12", "−4", "−25.0%"),
                ("行政处罚", "件", "0", "5", "+5", "上年为0"),
                ("行政强制", "件", "空白", "0", "—", "上年空白"),
            ],
        ),
        ("{收费: 行政事业性收费}", [("收费", "万元", "1.2", "1.5", "+0.3", "+25.0%")]),
        ("行政规范性文件 / 现行有效件数", [("行政规范性文件 · 现行有效件数", "件", "3", "3", "0", "0.0%")]),
    ],
)
def test_a_block_becomes_a_table_of_figures_beside_last_years(
    tmp_path: Path, block: str, rows: list[tuple[str, ...]]
) -> None:
    text = changed(PLACE, f"改进措施:\n  - 增加图解。\n  - 同比表: {block}", THIS)
    measures = both(tmp_path, text, LAST).report.problems.measures
    assert measures is not None
    first, table = measures
    assert first == gk.Paragraph(text="增加图解。")
    assert table == gk.PlainTable(rows=(("项目", "单位", "2022年", "2023年", "增减", "增幅"), *rows))


def test_the_table_is_what_a_comparison_of_the_two_reports_makes(tmp_path: Path) -> None:
    text = changed(PLACE, "改进措施:\n  - year_on_year: [行政许可, requests.received.total]", THIS)
    reading = both(tmp_path, text, LAST)
    assert reading.previous is not None
    comparison = gk.compare(reading.previous, reading)
    table = comparison.table(["active_disclosure.licences", "requests.received.total"])
    assert list(reading.report.problems.measures or ()) == [table]


def test_a_text_cell_of_a_workbook_asks_for_a_table_too() -> None:
    cell = Scalar("【同比表】行政许可；requests.received.total", 3, 2, plain=False)
    node = Labelled(Scalar("改进措施", 3, 1), [cell]).text
    assert isinstance(node, Sequence)
    (block,) = node.items
    assert isinstance(block, Mapping)
    ((key, names),) = block.entries
    assert isinstance(names, Sequence)
    assert key.text == "同比表"
    assert [name.text for name in names.items if isinstance(name, Scalar)] == ["行政许可", "requests.received.total"]


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("[没有的数据]", "没有这个名称"),
        ("[总计]", "名称不唯一"),
        ("[机关.名称]", "不是数据"),
        ("[上年.行政许可]", "上年的数由程序取"),
        ("[]", "这里不能是一个列表"),
        ("[[行政许可]]", "这里不能是一个列表"),
        ("", "缺少内容"),
    ],
)
def test_a_table_that_cannot_be_made_is_refused_at_its_line(tmp_path: Path, block: str, message: str) -> None:
    text = changed(PLACE, f"改进措施:\n  - 同比表: {block}", THIS)
    (problem,) = refused(tmp_path, text, LAST)
    assert message in problem.message
    assert problem.line == text[: text.index("同比表")].count("\n") + 1


def test_text_below_a_table_that_cannot_be_read_is_refused_once() -> None:
    below = "{全部: 0, 表后文字: [同比图: [总计.自然人]]}"
    text = f"机关: 甲镇人民政府\n年度: 2024\n收到和处理政府信息公开申请情况: {below}\n"
    with pytest.raises(gk.GkError) as caught:
        gk.read(text.encode(), name="甲镇2024.yaml")
    assert [one.message for one in caught.value.problems if "表后文字" in str(one)] == [
        "要与上年比较，但没有写上年报告的文件"
    ]


def test_another_key_beside_the_table_is_refused(tmp_path: Path) -> None:
    text = changed(PLACE, "改进措施:\n  - {同比表: [行政许可], 图题: 甲}", THIS)
    (problem,) = refused(tmp_path, text, LAST)
    assert "旁边" in problem.message


@pytest.mark.parametrize("use", ["'{{ 行政许可 | 比上年 }}'", "\n  - 同比表: [行政许可]"])
def test_without_last_years_report_the_reason_is_said(tmp_path: Path, use: str) -> None:
    (tmp_path / "甲.yaml").write_text(changed(PLACE, f"改进措施: {use}", THIS), encoding="utf-8")
    with pytest.raises(gk.GkError, match="没有写上年报告的文件"):
        gk.read(tmp_path / "甲.yaml")


def test_a_figure_that_last_years_form_has_not_is_refused(tmp_path: Path) -> None:
    old = gk.AnnualReport2019(
        agency=gk.Agency(name="甲镇人民政府"),
        year=2020,
        active_disclosure=gk.ActiveDisclosure2019.zeros(licences={"decisions": 10}),
        requests=gk.Requests2019.zeros(),
    )
    this = changed(PLACE, "改进措施:\n  - 同比表: [行政许可, 行政规范性文件.现行有效件数]", THIS)
    this = this.replace("年度: 2023", "年度: 2021")
    (problem,) = refused(tmp_path, this, render(old, "json"), name="去年.json")
    assert problem.found == "行政规范性文件.现行有效件数"
    assert "另一版格式" in problem.message


def test_the_report_with_the_table_is_written_and_read_back(tmp_path: Path) -> None:
    text = changed(PLACE, "改进措施:\n  - 同比表: [行政许可, 行政处罚]", THIS)
    report = both(tmp_path, text, LAST).report
    for suffix in ("docx", "yaml", "json"):
        gk.write(report, tmp_path / f"写出.{suffix}")
        assert gk.read(tmp_path / f"写出.{suffix}").report == report
