"""The edition is told by labels; mixtures, odd cells and cut tables read exactly or are reported."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from gk_docs import AnnualReport, AnnualReport2019
from gk_docs import formats as readers
from gk_docs.published.matching import matcher
from gk_docs.published.matching.tables.rows import RowsFound

if TYPE_CHECKING:
    from gk_docs.form.reading import Reading

HEAD = "甲局2022年政府信息公开工作年度报告\n"
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
HEADS_3 = f"{CORNER} | 申请人情况\n自然人 | 法人或其他组织 | 总计\n"
COLUMNS_3 = "商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他\n"


def read(text: str) -> Reading:
    return readers.read((HEAD + text).encode())


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


def test_the_form_of_2019_is_known_by_its_labels_in_a_later_year(kit: Any) -> None:
    cells = kit.figures("2019", seed=2)
    report = readers.read(kit.text_report("2019", 2022, cells, kit.shapes["bars_between"]).encode()).report
    assert (report.edition, report.year) == ("2019", 2022)
    amount = "active_disclosure.procurement.amount"
    assert report.figure(amount) == Decimal(cells[amount])


def test_without_a_year_and_a_label_of_one_edition_it_is_the_form_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    assert matcher.edition_of(RowsFound(), None) is AnnualReport
    assert matcher.edition_of(RowsFound(), 2020) is AnnualReport2019
    monkeypatch.setattr(matcher, "in_force", lambda: AnnualReport2019)
    assert matcher.edition_of(RowsFound(), None) is AnnualReport2019


def test_the_form_in_force_is_known_by_its_labels_in_an_earlier_year(kit: Any) -> None:
    cells = kit.figures("2021", seed=2)
    report = readers.read(kit.text_report("2021", 2020, cells, kit.shapes["cell_a_line"]).encode()).report
    assert (report.edition, report.year) == ("2021", 2020)


def test_other_handling_as_a_single_row_goes_to_its_row_for_others_and_is_said() -> None:
    reading = read(
        "第二十条第（五）项\n信息内容 | 本年处理决定数量\n行政许可 | 7\n"
        f"{HEADS_3}{COLUMNS_3}（六）其他处理 | 3 | 0 | 0 | 0 | 0 | 0 | 3\n（七）总计 | 3 | 0 | 0 | 0 | 0 | 0 | 3"
    )
    figure = reading.report.figure
    assert reading.report.edition == "2021"
    assert figure("requests.outcomes.other_handling.other.natural_person") == 3
    assert figure("requests.outcomes.other_handling.supplement_overdue.total") is None
    assert any("只印了一行" in finding.message for finding in reading.findings)


def test_a_row_under_the_heads_of_the_other_edition_is_not_read() -> None:
    reading = read(
        "第二十条第（一）项\n信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量\n规章 | 1 | 2 | 3\n"
        "第二十条第（五）项\n信息内容 | 本年处理决定数量\n行政许可 | 7\n第二十条第（六）项\n"
        "信息内容 | 本年处理决定数量\n"
        "行政处罚 | 8\n行政强制 | 9\n第二十条第（八）项\n信息内容 | 本年收费金额（单位：万元）\n行政事业性收费 | 1.5\n"
        f"{HEADS_3}{COLUMNS_3}"
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 | 1 | 0 | 0 | 0 | 0 | 0 | 1\n"
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0"
    )
    figures = {figure.path: figure.value for figure in reading.report.figures()}
    if reading.report.edition == "2021":
        assert figures["active_disclosure.rules.issued"] is None
        assert figures["active_disclosure.licences"] == 7
    else:
        assert figures["active_disclosure.rules.made"] == 1
        assert figures["active_disclosure.licences.decisions"] is None
    assert "GK101" in codes(reading)


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("22（其中修订16件）", None, "22（其中修订16件）"),
        ("/", None, "/"),
        ("—", None, "—"),
        ("无", None, "无"),
        ("　12　", 12, None),
        ("１２", 12, None),
        ("3，001", 3001, None),
        ("3件", 3, "3件"),
        ("3（件）", 3, "3（件）"),
        ("-3", None, "-3"),
        ("3.5", None, "3.5"),
        ("3.0", 3, "3.0"),
        ("３．００", 3, "３．００"),
        ("3.000", None, "3.000"),
        ("12 34", None, "12 34"),
        ("007", None, "007"),
        ("", None, None),
    ],
)
def test_a_cell_reads_as_its_number_or_keeps_its_words(cell: str, value: int | None, words: str | None) -> None:
    rows = f"<tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政许可</td><td>{cell}</td></tr>"
    page = f"<p>{HEAD}</p><table>{rows}</table>"
    reading = readers.read(page.encode())
    assert reading.report.figure("active_disclosure.licences") == value
    assert reading.report.printed.words.get("active_disclosure.licences") == words
    assert ("GK102" in codes(reading)) == (value is None and words is not None)


@pytest.mark.parametrize(("cell", "value"), [("+19", 19), ("-8", -8), ("−8", -8), ("0", 0)])
def test_a_change_of_items_may_be_negative(cell: str, value: int) -> None:
    text = f"第二十条第（五）项\n信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量\n行政许可 | 1 | {cell} | 2"
    assert read(text).report.figure("active_disclosure.licences.change") == value


@pytest.mark.parametrize(
    ("cell", "value"), [("251000元", "251000"), ("75394432.52元", "75394432.52"), ("25.1万元", "251000")]
)
def test_an_amount_with_its_unit_is_read_in_the_unit_of_the_form(cell: str, value: str) -> None:
    text = f"第二十条第（九）项\n信息内容 | 采购项目数量 | 采购总金额\n政府集中采购 | 6 | {cell}"
    reading = read(text)
    assert reading.report.figure("active_disclosure.procurement.amount") == Decimal(value)
    assert reading.report.printed.words["active_disclosure.procurement.amount"] == cell


def test_table_4_cut_in_three_is_put_together_by_its_heads() -> None:
    results = "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计\n"
    reading = read(
        f"四、政府信息公开行政复议、行政诉讼情况\n行政复议\n{results}1 | 2 | 3 | 4 | 10\n"
        f"行政诉讼\n未经复议直接起诉\n{results}5 | 6 | 7 | 8 | 26\n复议后起诉\n{results}9 | 0 | 1 | 2 | 12"
    )
    figures = [figure.value for figure in reading.report.figures() if figure.path.startswith("review_litigation")]
    assert figures == [1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 9, 0, 1, 2, 12]


def test_a_figure_printed_twice_with_two_values_is_left_blank_and_said() -> None:
    table = "第二十条第（五）项\n信息内容 | 本年处理决定数量\n行政许可 | {}\n行政处罚 | 1\n"
    reading = read(table.format(7) + table.format(8))
    assert reading.report.figure("active_disclosure.licences") is None
    assert reading.report.figure("active_disclosure.penalties") == 1
    assert "GK102" in codes(reading)


def test_a_missing_table_is_reported_and_a_picture_in_its_place_is_named() -> None:
    page = f"<p>{HEAD}</p><p>一、总体情况</p><p>甲乙丙丁。</p><p>二、主动公开政府信息情况</p><img src='a.png'>"
    page += "<p>三、收到和处理政府信息公开申请情况</p><p>见附件。</p>"
    findings = [finding for finding in readers.read(page.encode()).findings if finding.code == "GK104"]
    assert [finding.place.path for finding in findings] == ["active_disclosure", "requests", "review_litigation"]
    assert "图片" in findings[0].message


def test_columns_in_another_order_are_not_read() -> None:
    columns = "科研机构 | 商业企业 | 社会公益组织 | 法律服务机构 | 其他\n"
    reading = read(f"{HEADS_3}{columns}一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 21")
    assert reading.report.figure("requests.received.business") is None
    assert "GK101" in codes(reading)


def test_a_label_that_the_form_prints_otherwise_is_an_information() -> None:
    reading = read("第二十条第（一）项\n信息内容 | 本年发件数 | 本年废止件数 | 现行有效件数\n规范性文件 | 1 | 2 | 3")
    assert reading.report.figure("active_disclosure.normative_documents.issued") == 1
    changed = {finding.found: finding.severity.chinese for finding in reading.findings if finding.code == "GK105"}
    assert changed == {"本年发件数": "提示", "规范性文件": "提示"}
