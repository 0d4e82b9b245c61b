"""A workbook that somebody filled in: what is read, what is refused, and which cell the refusal names."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from lxml import etree
from tests.document.reports import town
from tests.strategies import PNG
from tests.workbook.editing import (
    MAIN,
    cells_of,
    contents,
    head_cell,
    rewritten,
    uncomputed,
    with_cells,
    with_column,
    with_merged,
    with_picture,
    with_sheet_renamed,
    with_struck_cell,
    with_struck_text,
    without_row,
    without_sheet,
)

import gk_docs
from gk_docs.authored.last_year import LastYear
from gk_docs.authored.workbook.sheets import sheets_of
from gk_docs.authored.workbook.words import cell_name, head_rows
from gk_docs.authored.workbook.writing import starting
from gk_docs.errors import GkError
from gk_docs.form.agency import Agency
from gk_docs.form.narrative import Summary
from gk_docs.form.outline import outline_of
from gk_docs.form.prose import Paragraph, Picture, Prose
from gk_docs.form.reading import Reading
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport
from gk_docs.formats import read, render

CELLS = cells_of(AnnualReport)
TABLES = ("表二", "表三", "表四")


@cache
def nothing_happened() -> bytes:
    """A new workbook of somebody who says that all empty cells are 0."""
    data = starting(AnnualReport, Agency(name="甲镇人民政府"), 2024)
    for sheet in TABLES:
        data = with_cells(data, sheet, {"C2": "是"})
    return data


def typed(data: bytes, path: str, value: Any) -> bytes:
    sheet, cell = CELLS[path]
    return with_cells(data, sheet, {cell: value})


def typed_text(data: bytes, sheet: str, cell: str, text: str) -> bytes:
    return with_cells(data, sheet, {cell: text})


def refusal(data: bytes) -> str:
    with pytest.raises(GkError) as error:
        read(data, name="甲.xlsx")
    return str(error.value)


def test_empty_cells_are_zero_only_where_the_clerk_says_so() -> None:
    report = read(nothing_happened(), name="甲.xlsx").report
    assert {figure.value for figure in report.figures()} == {0}
    said = refusal(starting(AnnualReport, Agency(name="甲镇人民政府"), 2024))
    assert "甲.xlsx：表二：有10格没有填（B6、C6" in said
    assert "表三：有144格没有填（D7、E7、F7、G7、H7、I7、D8、E8……）" in said
    assert len(said.splitlines()) == 3


def test_a_formula_that_is_left_is_computed_and_never_its_cached_value() -> None:
    data = typed(nothing_happened(), "requests.received.natural_person", 3)
    report = read(data, name="甲.xlsx").report
    assert report.figure("requests.received.total") == 3
    changed = typed(data, "requests.received.total", "=7")
    assert read(changed, name="甲.xlsx").report == report


def test_a_total_that_is_typed_over_is_stated_and_an_emptied_one_computed() -> None:
    stated = typed(nothing_happened(), "requests.received.total", 5)
    reading = read(stated, name="甲.xlsx")
    assert reading.report.figure("requests.received.total") == 5
    assert "GK301" in {finding.code for finding in gk_docs.check(reading)}
    emptied = typed(stated, "requests.received.total", None)
    assert read(emptied, name="甲.xlsx").report.figure("requests.received.total") == 0


def test_text_that_the_clerk_struck_out_is_not_printed_and_that_is_told() -> None:
    def strike(root: Any) -> None:
        text = next(one for one in root.iter(f"{MAIN}t") if one.text == "甲镇更新慢。")
        run = etree.SubElement(text.getparent(), f"{MAIN}r")
        etree.SubElement(etree.SubElement(run, f"{MAIN}rPr"), f"{MAIN}strike")
        etree.SubElement(run, f"{MAIN}t").text = "不再这样。"

    data = render(town(problems="甲镇更新慢。"), "xlsx")
    reading = read(rewritten(data, "xl/sharedStrings.xml", strike), name="甲.xlsx")
    assert reading.report.problems.text == "甲镇更新慢。"
    assert [(found.code, "不再这样。" in found.message) for found in reading.findings] == [("GK103", True)]


@pytest.mark.parametrize("strike", [with_struck_cell, with_struck_text])
@pytest.mark.parametrize("path", ["active_disclosure.licences", "requests.received.total", "other_matters.fee.notices"])
def test_a_figure_that_is_struck_out_is_refused_and_never_counts_as_an_empty_cell(strike: Any, path: str) -> None:
    sheet, cell = CELLS.get(path) or ("基本情况", head_cell(AnnualReport, path))
    said = refusal(strike(typed_text(nothing_happened(), sheet, cell, "12"), sheet, cell))
    assert f"{sheet}!{cell}：这一格里的字画了删除线" in said, said
    assert len(said.splitlines()) == 1


def test_but_what_is_left_beside_a_struck_digit_counts_and_an_empty_cell_that_is_struck_is_empty() -> None:
    sheet, cell = CELLS["active_disclosure.licences"]
    beside = with_struck_text(typed(nothing_happened(), "active_disclosure.licences", 3), sheet, cell, left="12")
    assert read(beside, name="甲.xlsx").report.figure("active_disclosure.licences") == 12
    empty = with_struck_cell(nothing_happened(), sheet, cell)
    assert read(empty, name="甲.xlsx").report.figure("active_disclosure.licences") == 0


def test_a_word_says_that_a_cell_stays_blank() -> None:
    report = read(typed(nothing_happened(), "active_disclosure.licences", "空白"), name="甲.xlsx").report
    assert report.figure("active_disclosure.licences") is None


@pytest.mark.parametrize(
    ("value", "amount"), [(0.1 + 0.2, "0.3"), (1.1 * 3, "3.3"), (1.005, "1.005"), (1234.5, "1234.5")]
)
def test_an_amount_that_was_computed_counts_as_the_workbook_shows_it(value: float, amount: str) -> None:
    report = read(typed(nothing_happened(), "active_disclosure.fees", value), name="甲.xlsx").report
    assert str(report.figure("active_disclosure.fees")) == amount


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("三件", "不是整数。写的是“三件”"),
        ("12件", "请写 12"),
        ("无", "这一格确实空白，请填“空白”"),
        (1.5, "写的是“1.5”"),
        (-1, "不能小于0"),
        (1234567890123456, "数字超过15位"),
        ("=3+4", "这一格是公式"),
        (True, "这一格里是真假值，不是数字。写的是“TRUE”。请填数字"),
        ("126%", "请把这一格的格式改为“常规”"),
        ("12（显示格式 0元）", "请把这一格的格式改为“常规”"),
    ],
)
def test_what_is_no_count_is_refused_with_its_cell(value: Any, said: str) -> None:
    message = refusal(typed(nothing_happened(), "requests.received.business", value))
    assert message.startswith("甲.xlsx：表三!E7")
    assert said in message


@pytest.mark.parametrize(("sheet", "cell"), [("总体情况", "B8"), ("前言和表前表后文字", "B4"), ("基本情况", "B30")])
def test_a_number_that_its_format_shows_as_another_is_no_text_either(sheet: str, cell: str) -> None:
    message = refusal(typed_text(nothing_happened(), sheet, cell, '15000（显示格式 0"元"）'))
    assert message.startswith(f"甲.xlsx：{sheet}!{cell}：这一格的格式")
    assert "请把这一格的格式改为“文本”，再填" in message


def test_rows_are_found_by_their_labels_and_a_lost_one_is_named() -> None:
    filled = render(town(), "xlsx")
    extra = without_row(filled, "表三", 1)  # the title goes, and everything moves up
    assert read(extra, name="甲.xlsx").report.figures() == town().figures()
    said = refusal(without_row(filled, "表三", 12))
    assert "表三：缺少“2.其他法律行政法规禁止公开”这一行" in said
    assert len(said.splitlines()) == 1


def test_a_row_that_is_gone_with_what_went_out_of_place_below_it_is_one_message_with_how_to_undo_it() -> None:
    filled = render(town(), "xlsx")
    for row in range(7, 32):
        said = refusal(without_row(filled, "表三", row))
        assert len(said.splitlines()) == 1
        assert "Ctrl+Z" in said
    two = refusal(without_row(without_row(filled, "表三", 20), "表三", 12))
    assert "缺少“2.其他法律行政法规禁止公开”“2.没有现成信息需要另行制作”这2行" in two
    assert len(two.splitlines()) == 1


@pytest.mark.parametrize(
    ("row", "label"),
    [(4, "申请人情况"), (5, "法人或其他组织"), (9, "（一）予以公开"), (11, "1.属于国家秘密"), (30, "（七）总计")],
)
def test_the_first_row_of_a_group_is_named_when_it_is_lost(row: int, label: str) -> None:
    said = refusal(without_row(render(town(), "xlsx"), "表三", row))
    assert f"表三：缺少“{label}”这一行" in said
    assert len(said.splitlines()) == 1


def test_cells_that_were_merged_are_refused_at_the_one_that_shows_although_the_empty_ones_are_0() -> None:
    said = refusal(with_merged(nothing_happened(), "表三", "D7:E8"))
    assert [line.partition("。")[0] for line in said.splitlines()] == [
        f"甲.xlsx：表三!D7：这一格与 {cell} 合并了，不知道是谁的数" for cell in ("E7", "D8", "E8")
    ]


@pytest.mark.parametrize(("sheet", "columns"), [("表二", 4), ("表三", 10), ("表四", 15)])
@pytest.mark.parametrize("by", [1, -1])
def test_a_column_more_or_less_is_one_problem_with_how_to_undo_it(sheet: str, columns: int, by: int) -> None:
    filled = render(town(), "xlsx")
    for column in range(columns):
        changed = with_column(filled, sheet, column, by)
        if (sheet, column, by) == ("表三", 9, 1):  # the totals moved, and are computed
            (finding,) = read(changed, name="甲.xlsx").findings
            assert "表三!K5" in finding.message
        else:
            (said,) = refusal(changed).splitlines()
            assert "Ctrl+Z" in said


@pytest.mark.parametrize(("sheet", "cell"), [("表二", "B10"), ("总体情况", "B4")])
def test_a_formula_or_an_error_without_a_result_is_never_taken_for_an_empty_cell(sheet: str, cell: str) -> None:
    formula = uncomputed(with_cells(nothing_happened(), sheet, {cell: "=1/0"}), [sheet])
    for changed in (formula, with_cells(nothing_happened(), sheet, {cell: "#REF!"})):
        assert f"{sheet}!{cell}：这一格是公式（或出错的结果）" in refusal(changed)


def test_a_changed_label_is_refused_with_its_cell() -> None:
    message = refusal(with_cells(nothing_happened(), "表三", {"C12": "2.别的"}))
    assert "表三!C12：名称与表样不一样。写的是“2.别的”" in message
    assert "请改回“2.其他法律行政法规禁止公开”" in message


def test_a_sheet_that_is_gone_is_named() -> None:
    assert "总体情况：缺少这张工作表" in refusal(without_sheet(nothing_happened(), "总体情况"))


def test_text_takes_its_numbers_from_the_tables_and_a_wrong_name_is_located() -> None:
    data = typed(nothing_happened(), "requests.received.natural_person", 3)
    good = with_cells(data, "总体情况", {"B4": "收到{{ 本年新收政府信息公开申请数量.总计 }}件。\n第二段。"})
    assert read(good, name="甲.xlsx").report.summary.text == "收到3件。\n第二段。"
    assert "总体情况!B4" in refusal(with_cells(data, "总体情况", {"B4": "收到{{ 没有的 }}件。"}))


def test_an_old_workbook_is_not_used_for_a_year_of_another_form() -> None:
    assert "这个工作簿是2021年版的格式，不能用于2020年度" in refusal(
        with_cells(nothing_happened(), "基本情况", {head_cell(AnnualReport, "year"): 2020})
    )
    assert "由更新版本的 gk-docs 写成" in refusal(with_cells(nothing_happened(), "gk-docs", {"B1": "99"}))


@cache
def beside_last_year(form: Any = AnnualReport, year: int = 2024) -> bytes:
    """A workbook with last year's figures beside, of somebody who says that all empty cells are 0."""
    last = town() if form is AnnualReport else AnnualReport2019(agency="甲镇", year=2019)
    data = starting(form, Agency(name="乙镇人民政府"), year, LastYear("去年.yaml", Reading(last, origin="ours")))
    data = with_cells(data, "基本情况", {head_cell(form, "previous"): None})
    for sheet in TABLES:
        data = with_cells(data, sheet, {"C2": "是"})
    return data


@pytest.mark.parametrize("typed", ["另：12件", "=7"])
@pytest.mark.parametrize(("form", "year"), [(AnnualReport, 2024), (AnnualReport2019, 2020)])
def test_whatever_is_typed_where_nothing_is_read_is_told_of(form: Any, year: int, typed: str) -> None:
    data = beside_last_year(form, year)
    assert read(data, name="乙.xlsx").findings == ()
    sheets = sheets_of(data, "gk-docs") or {}
    read_cells = {*cells_of(form).values(), *(("基本情况", cell_name(row, 1)) for row in head_rows(form).values())}
    taken = {*contents(data), *read_cells}
    expected = set()
    for name in sheets.keys() - {"gk-docs"}:
        cells = [
            cell_name(row, column)
            for row in range(45)
            for column in range(0 if name in {"基本情况", *TABLES} else 2, 24)
            if (row, column) not in sheets[name].covered and (name, cell_name(row, column)) not in taken
        ]
        data = with_cells(data, name, dict.fromkeys(cells, typed))
        expected.add(f"{name}!{'、'.join(cells[:8])}等{len(cells)}格")
    assert {finding.message.partition(" ")[0] for finding in read(data, name="乙.xlsx").findings} == expected


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        ("表二", "H3"),  # in the line over last year's figures
        ("表三", "S5"),
        ("表二", "F5"),  # over a label of last year's
        ("表三", "M7"),  # over a figure of last year's
        ("表二", "A1"),
        ("基本情况", "A14"),
        ("基本情况", "B13"),
        ("总体情况", "A2"),
    ],
)
def test_words_over_what_the_workbook_shows_are_told_of_with_what_to_do(sheet: str, cell: str) -> None:
    (finding,) = read(with_cells(beside_last_year(), sheet, {cell: "另：12件"}), name="甲.xlsx").findings
    assert (finding.code, finding.found) == ("GK101" if sheet in TABLES else "GK103", "另：12件")
    assert f"{sheet}!{cell} 的内容" in finding.message
    assert "不要的删去" in finding.message


def unrecorded(data: bytes) -> bytes:
    """The workbook as made before the hidden sheet recorded last year's figures."""
    return with_cells(data, "gk-docs", {"E1": None})


@pytest.mark.parametrize(("sheet", "cell"), [("表二", "F10"), ("表三", "L9"), ("表三", "R30"), ("表四", "B9")])
def test_a_figure_over_one_of_last_year_is_told_of_since_it_is_not_read(sheet: str, cell: str) -> None:
    data = with_cells(beside_last_year(), sheet, {cell: 9126})
    (finding,) = read(data, name="甲.xlsx").findings
    assert (finding.code, finding.found) == ("GK101", "9126")
    assert f"{sheet}!{cell} 是上年的数" in finding.message
    assert read(with_cells(data, sheet, {cell: None}), name="甲.xlsx").findings == ()
    assert read(unrecorded(data), name="甲.xlsx").findings == ()  # made before, and no last year


@pytest.mark.parametrize(("sheet", "cell", "own"), [("表二", "F10", "B10"), ("表三", "L9", "D9"), ("表四", "B9", "B7")])
def test_it_is_an_error_where_this_years_cell_is_empty_and_so_counts_as_0(sheet: str, cell: str, own: str) -> None:
    for value, expected in ((None, ("错误", True)), (7, ("警告", False))):
        data = with_cells(beside_last_year(), sheet, {cell: 9126, own: value, "C2": "是"})
        (finding,) = read(data, name="甲.xlsx").findings
        assert (finding.severity.chinese, "按 0 计" in finding.message) == expected


def test_last_years_figures_are_compared_with_that_report_where_the_workbook_did_not_record_them(tmp_path: Any) -> None:
    last = town(year=2023)
    gk_docs.write(last, tmp_path / "去年.yaml")
    data = starting(AnnualReport, last.agency, 2024, LastYear("去年.yaml", Reading(last, origin="ours")))
    for sheet in TABLES:
        data = with_cells(data, sheet, {"C2": "是"})
    data = unrecorded(data)
    (tmp_path / "甲.xlsx").write_bytes(data)
    assert read(tmp_path / "甲.xlsx").findings == ()
    (tmp_path / "甲.xlsx").write_bytes(with_cells(data, "表二", {"F10": 9126}))
    (finding,) = read(tmp_path / "甲.xlsx").findings
    assert "表二!F10 是上年的数" in finding.message


@pytest.mark.parametrize(
    ("sheet", "label"),
    [
        ("总体情况", "主动公开"),
        ("总体情况", "依申请公开"),
        ("存在的主要问题及改进情况", "存在的主要问题"),
        ("前言和表前表后文字", "表二表后文字"),
    ],
)
def test_a_heading_that_is_gone_is_missed_since_the_text_beside_it_would_count_to_the_one_above(
    sheet: str, label: str
) -> None:
    data = nothing_happened()
    cell = next(at for (name, at), text in contents(data).items() if (name, text) == (sheet, label))
    assert f"缺少小标题“{label}”" in refusal(with_cells(data, sheet, {cell: None, f"B{cell[1:]}": "写在这里。"}))


def test_words_among_the_headings_without_text_beside_them_are_told_of() -> None:
    (finding,) = read(with_cells(nothing_happened(), "总体情况", {"A24": "（六）培训"}), name="甲.xlsx").findings
    assert (finding.severity.chinese, finding.found) == ("提示", "（六）培训")
    assert finding.message == "总体情况!A24 右边没有文字，这个小标题没有写进报告；正文要写在右边一栏"


def test_a_picture_laid_on_a_sheet_is_told_of() -> None:
    (finding,) = read(with_picture(nothing_happened(), 2), name="甲.xlsx").findings
    assert finding.message == "工作表“总体情况”里的图片、文本框没有写进报告；请在生成的 Word 文件里插入"


def test_a_picture_is_not_lost_when_the_text_beside_it_changes() -> None:
    text = Prose([Paragraph(text="一段。"), Picture(data=PNG, caption="图1")])
    data = render(town(summary=Summary(lead=text)), "xlsx")
    assert "总体情况!B5：这里的图片或表格不能随改动过的文字一起保存" in refusal(
        with_cells(data, "总体情况", {"B4": "改了。"})
    )
    without = read(with_cells(data, "总体情况", {"B4": "改了。", "B5": None}), name="甲.xlsx").report
    assert without.summary.text == "改了。"


@pytest.mark.parametrize("typed", ["【图片】", "【图片：图/走势.png】", "【表格】各村条数"])
def test_a_mark_of_a_picture_that_somebody_typed_is_not_printed(typed: str) -> None:
    assert "总体情况!B4：工作簿里放不了图片和表格" in refusal(with_cells(nothing_happened(), "总体情况", {"B4": typed}))


@pytest.mark.parametrize("text", ["【图片】栏目改版。", "【表格：一】", "【图片新闻】栏目改版。"])
def test_text_that_begins_like_the_mark_of_a_picture_comes_back(text: str) -> None:
    report = town(summary=Summary(lead=text))
    assert read(render(report, "xlsx"), name="甲.xlsx").report == report


def test_last_years_open_cases_are_filled_in() -> None:
    last = LastYear("去年.yaml", Reading(town(), origin="ours"))
    data = starting(AnnualReport, Agency(name="乙镇人民政府"), 2024)
    assert "表三：有144格没有填" in refusal(data)
    beside = starting(AnnualReport, Agency(name="乙镇人民政府"), 2024, last)
    said = refusal(beside)
    assert "表三：有138格没有填（D7、E7、F7、G7、H7、I7、D9" in said


@pytest.mark.parametrize("form", [AnnualReport, AnnualReport2019])
def test_a_cell_to_be_filled_in_is_truly_blank_so_that_excel_counts_it_as_empty(form: Any) -> None:
    new, full = starting(form, Agency(name="甲镇人民政府"), 2024), render(form(agency="甲镇", year=2023), "xlsx")
    totals = {total.total for total in outline_of(form).sums}
    inputs = {place for path, place in cells_of(form).items() if path not in totals}
    for data in (new, full):
        filled = contents(data)
        assert all(text for text in filled.values())
    assert not inputs & contents(new).keys()


def test_the_switch_that_says_that_empty_cells_are_0_is_named_beside_them_and_takes_no_other_word() -> None:
    data = starting(AnnualReport, Agency(name="甲镇人民政府"), 2024)
    assert (
        "有10格没有填（B6、C6、D6、B7、C7、D7、B10、B13……）。没有发生的填 0；都没有发生的，把 C2 改为“是”"
        in refusal(data)
    )
    said = refusal(with_cells(nothing_happened(), "表三", {"C2": "是的"}))
    assert said == "甲.xlsx：表三!C2：这里只能填“是”或“否”。写的是“是的”。"


@pytest.mark.parametrize("sheet", ["基本情况", *TABLES, "总体情况", "前言和表前表后文字"])
def test_a_renamed_sheet_is_one_problem_that_says_both_names(sheet: str) -> None:
    said = refusal(with_sheet_renamed(nothing_happened(), sheet, f"{sheet}（改）"))
    assert said == f"甲.xlsx：{sheet}：缺少这张工作表。若是“{sheet}（改）”，请把名字改回“{sheet}”。"


def test_a_copied_sheet_is_refused_and_one_of_somebody_elses_is_told_of() -> None:
    said = refusal(with_sheet_renamed(nothing_happened(), "表三", "表三 (2)", copied=True))
    assert said.startswith("甲.xlsx：表三 (2)：多出一张工作表，不知道该读哪一张。")
    foreign = with_sheet_renamed(nothing_happened(), "gk-docs", "备忘", copied=True)
    reading = read(foreign, name="甲.xlsx")
    assert [(finding.code, "备忘" in finding.message) for finding in reading.findings] == [("GK101", True)]


@pytest.mark.parametrize("filled", [nothing_happened(), render(town(), "xlsx")])
def test_a_workbook_of_ours_without_its_hidden_sheet_is_refused_with_what_to_do(filled: bytes) -> None:
    moved = [without_sheet(filled, "gk-docs"), with_sheet_renamed(filled, "gk-docs", "Sheet9")]
    few = moved[0]
    for sheet in ("基本情况", "总体情况", "表二", "表三", "前言和表前表后文字"):
        few = without_sheet(few, sheet)
    for data in (*moved, few):
        assert "缺少隐藏的工作表“gk-docs”" in refusal(data)
        assert "gk-docs new" in refusal(data)


@pytest.mark.parametrize("name", ["甲.xls", "甲.docx", "甲.xlsx.txt"])
def test_a_workbook_of_ours_with_the_suffix_of_another_format_is_refused_with_its_right_name(name: str) -> None:
    with pytest.raises(GkError, match=r"内容是工作簿（\.xlsx），.*请改名为 甲\.xlsx（"):
        read(nothing_happened(), name=name)
    for right in ("甲.xlsx", "甲.et", "甲"):
        assert read(nothing_happened(), name=right).report.year == 2024
