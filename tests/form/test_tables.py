"""The grids, labels and sums of the form, held against the notice as it was issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gk_docs.form.layout import Figure, Label
from gk_docs.form.outline import outline_of
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport

if TYPE_CHECKING:
    from gk_docs.grid import Cell, Grid

# Tables 2, 3 (its labels) and 4 as the blank form prints them: (text, row span, column span), # for a figure.
TABLE_2 = [
    [("第二十条第（一）项", 1, 4)],
    [("信息内容", 1, 1), ("本年制发件数", 1, 1), ("本年废止件数", 1, 1), ("现行有效件数", 1, 1)],
    [("规章", 1, 1), "#", "#", "#"],
    [("行政规范性文件", 1, 1), "#", "#", "#"],
    [("第二十条第（五）项", 1, 4)],
    [("信息内容", 1, 1), ("本年处理决定数量", 1, 3)],
    [("行政许可", 1, 1), ("#", 1, 3)],
    [("第二十条第（六）项", 1, 4)],
    [("信息内容", 1, 1), ("本年处理决定数量", 1, 3)],
    [("行政处罚", 1, 1), ("#", 1, 3)],
    [("行政强制", 1, 1), ("#", 1, 3)],
    [("第二十条第（八）项", 1, 4)],
    [("信息内容", 1, 1), ("本年收费金额（单位：万元）", 1, 3)],
    [("行政事业性收费", 1, 1), ("#", 1, 3)],
]
TABLE_3_HEAD = [
    [("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), ("申请人情况", 1, 7)],
    [("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1)],
    [("商业企业", 1, 1), ("科研机构", 1, 1), ("社会公益组织", 1, 1), ("法律服务机构", 1, 1), ("其他", 1, 1)],
]
TABLE_3_ROWS = [
    [("一、本年新收政府信息公开申请数量", 1, 3)],
    [("二、上年结转政府信息公开申请数量", 1, 3)],
    [("三、本年度办理结果", 22, 1), ("（一）予以公开", 1, 2)],
    [("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 1, 2)],
    [("（三）不予公开", 8, 1), ("1.属于国家秘密", 1, 1)],
    [("2.其他法律行政法规禁止公开", 1, 1)],
    [("3.危及“三安全一稳定”", 1, 1)],
    [("4.保护第三方合法权益", 1, 1)],
    [("5.属于三类内部事务信息", 1, 1)],
    [("6.属于四类过程性信息", 1, 1)],
    [("7.属于行政执法案卷", 1, 1)],
    [("8.属于行政查询事项", 1, 1)],
    [("（四）无法提供", 3, 1), ("1.本机关不掌握相关政府信息", 1, 1)],
    [("2.没有现成信息需要另行制作", 1, 1)],
    [("3.补正后申请内容仍不明确", 1, 1)],
    [("（五）不予处理", 5, 1), ("1.信访举报投诉类申请", 1, 1)],
    [("2.重复申请", 1, 1)],
    [("3.要求提供公开出版物", 1, 1)],
    [("4.无正当理由大量反复申请", 1, 1)],
    [("5.要求行政机关确认或重新出具已获取信息", 1, 1)],
    [("（六）其他处理", 3, 1), ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", 1, 1)],
    [("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", 1, 1)],
    [("3.其他", 1, 1)],
    [("（七）总计", 1, 2)],
    [("四、结转下年度继续办理", 1, 3)],
]
RESULTS = [("结果维持", 1, 1), ("结果纠正", 1, 1), ("其他结果", 1, 1), ("尚未审结", 1, 1), ("总计", 1, 1)]
TABLE_4 = [
    [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
    [*[(text, 2, 1) for text, _, _ in RESULTS], ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
    [*RESULTS, *RESULTS],
    ["#"] * 15,
]


def printed(grid: Grid[Label | Figure]) -> list[list[object]]:
    return [[_cell(cell) for cell in row] for row in grid.by_row()]


def _cell(cell: Cell[Label | Figure]) -> object:
    text = cell.content.text if isinstance(cell.content, Label) else "#"
    return "#" if (text, cell.row_span, cell.column_span) == ("#", 1, 1) else (text, cell.row_span, cell.column_span)


def grid(form: type[AnnualReport | AnnualReport2019], section: str) -> Grid[Label | Figure]:
    found = outline_of(form).section(section).grid
    assert found is not None
    return found


def test_table_2_of_2021_is_the_blank_form_cell_by_cell() -> None:
    assert printed(grid(AnnualReport, "active_disclosure")) == TABLE_2


def test_table_3_of_2021_is_the_blank_form_cell_by_cell() -> None:
    rows = [[*labels, *["#"] * 7] for labels in TABLE_3_ROWS]
    assert printed(grid(AnnualReport, "requests")) == [*TABLE_3_HEAD, *rows]
    assert grid(AnnualReport, "requests").header_rows == 3


def test_table_4_is_the_blank_form_cell_by_cell_in_both_editions() -> None:
    assert printed(grid(AnnualReport, "review_litigation")) == TABLE_4
    assert printed(grid(AnnualReport2019, "review_litigation")) == TABLE_4


def test_table_3_of_2019_has_one_row_for_other_handling() -> None:
    labels = [list(row) for row in TABLE_3_ROWS]
    labels[2][0] = ("三、本年度办理结果", 20, 1)
    labels[20:23] = [[("（六）其他处理", 1, 2)]]
    assert printed(grid(AnnualReport2019, "requests")) == [*TABLE_3_HEAD, *[[*row, *["#"] * 7] for row in labels]]


def test_table_2_of_2019_divides_its_five_columns_as_issued() -> None:
    table = printed(grid(AnnualReport2019, "active_disclosure"))
    assert len(table) == 18
    assert table[1] == [
        ("信息内容", 1, 1),
        ("本年新制作数量", 1, 1),
        ("本年新公开数量", 1, 2),
        ("对外公开总数量", 1, 1),
    ]
    assert table[2] == [("规章", 1, 1), "#", ("#", 1, 2), "#"]
    assert table[5] == [
        ("信息内容", 1, 1),
        ("上一年项目数量", 1, 1),
        ("本年增/减", 1, 2),
        ("处理决定数量", 1, 1),
    ]
    assert table[6] == [("行政许可", 1, 1), ("#", 1, 2), "#", "#"]
    assert table[13] == [("信息内容", 1, 1), ("上一年项目数量", 1, 2), ("本年增/减", 1, 2)]
    assert table[17] == [("政府集中采购", 1, 1), ("#", 1, 2), ("#", 1, 2)]


@pytest.mark.parametrize(
    ("form", "figures", "sums"),
    [(AnnualReport, 10 + 25 * 7 + 15, 25 + 7 + 3), (AnnualReport2019, 22 + 23 * 7 + 15, 23 + 7 + 3)],
)
def test_every_figure_and_every_sum_of_the_form_is_declared(
    form: type[AnnualReport | AnnualReport2019], figures: int, sums: int
) -> None:
    outline = outline_of(form)
    assert (len(outline.figures), len(outline.sums), len(outline.balances)) == (figures, sums, 7)
    assert len({figure.labels for figure in outline.figures.values()}) == figures


def test_the_outcome_total_adds_up_the_21_result_rows() -> None:
    totals = {total.total: total.terms for total in outline_of(AnnualReport).sums}
    assert len(totals["requests.outcomes.total.business"]) == 21
    assert len(totals["requests.received.total"]) == 6
    assert len(totals["review_litigation.reconsideration.total"]) == 4


def test_the_six_sections_have_their_statutory_titles() -> None:
    assert [section.title for section in outline_of(AnnualReport).sections] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]


def test_units_are_those_of_the_form() -> None:
    new, old = outline_of(AnnualReport).figures, outline_of(AnnualReport2019).figures
    assert new["active_disclosure.fees"].unit == "万元"
    assert {figure.unit for path, figure in new.items() if path != "active_disclosure.fees"} == {"件"}
    assert old["active_disclosure.procurement.amount"].unit == "元"
    assert old["active_disclosure.licences.change"].unit == "项"
