"""What a table lost or has in another place: a row that is not whole is left blank, never filled from beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from tests.published.sheets import KINDS, changed, sheet_of

from gk_docs import formats as readers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gk_docs.form.layout import Content
    from gk_docs.grid import Grid

HEAD = "甲县乙局2024年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
ROW = ("natural_person", "business", "research_institute", "public_welfare", "legal_service", "other", "total")


def wrong_in(data: bytes, cells: Mapping[str, str]) -> dict[str, object]:
    figures = readers.read(data).report.figures()
    return {
        figure.path: figure.value
        for figure in figures
        if figure.value is not None and figure.value != Decimal(cells[figure.path])
    }


def row_of(data: str, name: str) -> list[object]:
    report = readers.read(data.encode()).report
    return [report.figure(f"requests.{name}.{column}") for column in ROW]


@pytest.mark.parametrize("shape", ["padded_after_bar", "lone_bars", "cell_closed_by_bar"])
def test_a_row_that_lost_cells_takes_no_blank_one_of_the_next_row(kit: Any, edition: str, shape: str) -> None:
    cells = kit.figures(edition, 1, zeros=0.3)
    for lost, label in enumerate(("（一）予以公开", "7.属于行政执法案卷", "四、结转下年度继续办理"), 1):

        def shortened(grid: Grid[Content], printed: Mapping[str, str], label: str = label, lost: int = lost) -> str:
            lines: list[str] = kit.shapes[shape](grid, printed).split("\n")
            here = next((place for place, line in enumerate(lines) if label in line), len(lines))
            step = 2 if shape == "lone_bars" else 1
            return "\n".join(lines[: here + step] + lines[here + step * (lost + 1) :])

        assert not wrong_in(kit.text_report(edition, kit.years[edition], cells, shortened).encode(), cells)


@pytest.mark.parametrize("between", ["</td><td>", " | ", "\t"])
def test_of_two_row_labels_in_one_row_neither_takes_its_figures(between: str) -> None:
    rows = [
        ["（一）予以公开", *"1234", "0", "0", "10"],
        ["（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "1.属于国家秘密", *"2000002"],
        ["四、结转下年度继续办理", *"1000001"],
    ]
    lines = [between.join(row) for row in rows]
    page = between.startswith("<")
    table = "".join(f"<tr><td>{line}</td></tr>" for line in lines)
    text = (
        f"<html><p>{HEAD.replace(chr(10), '</p><p>')}</p><table>{table}</table></html>"
        if page
        else HEAD + "\n".join(lines)
    )
    assert row_of(text, "outcomes.granted") == [1, 2, 3, 4, 0, 0, 10]
    assert row_of(text, "carried_forward") == [1, 0, 0, 0, 0, 0, 1]
    assert {*row_of(text, "outcomes.partly_granted"), *row_of(text, "outcomes.refused.state_secret")} == {None}


def heads_of_cases(figure: str) -> Iterator[list[str]]:
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    yield ["行政复议", "行政诉讼"]
    yield [*results, figure, "未经复议直接起诉", "复议后起诉"]
    yield results * 2


@pytest.mark.parametrize("between", [" ", "\t", " | ", "</td><td>"])
def test_a_figure_among_the_heads_of_table_4_is_none_of_its_figures(between: str) -> None:
    head = HEAD.replace("三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况")
    lines = [between.join(row) for row in heads_of_cases("2")]
    lines.append(between.join("23071020340004"))
    table = "".join(f"<tr><td>{line}</td></tr>" for line in lines)
    text = f"<html><p>{head.replace(chr(10), '</p><p>')}</p><table>{table}</table></html>"
    report = readers.read((text if between.startswith("<") else head + "\n".join(lines)).encode()).report
    assert {figure.value for figure in report.figures()} == {None}


def test_figures_beside_the_next_row_s_label_are_not_the_last_ones_of_the_row_before() -> None:
    text = (
        "（一）予以公开 1 2 0 0 0 0 3\n3.危及“三安全一稳定” 6 1134 0 0 303 1443\n"
        "0 4.保护第三方合法权益 0 0 9 0 6 0 15\n四、结转下年度继续办理 1 0 0 0 0 0 1\n"
    )
    assert row_of(HEAD + text, "outcomes.refused.safety_and_stability") == [None] * 7
    assert row_of(HEAD + text, "outcomes.refused.third_party_rights") == [0, 0, 9, 0, 6, 0, 15]


def test_a_row_whose_digits_broke_onto_a_line_of_their_own_is_joined_only_if_its_sum_proves_it() -> None:
    text = (
        "一、本年新收政府信息公开申请数量 112 74 172 135 190 119 805\n05 50 32 83 59 89 18\n"
        "二、上年结转政府信息公开申请数量 0 9 5 4 9 26 53\n（一）予以公开 5 0 4 0 1 1 11\n"
    )
    assert row_of(HEAD + text, "received") == [11205, 7450, 17232, 13583, 19059, 11989, 80518]
    assert row_of(HEAD + text.replace(" 18\n", " 19\n"), "received") == [None] * 7
    assert row_of(HEAD + text, "outcomes.granted") == [5, 0, 4, 0, 1, 1, 11]


def test_of_figures_that_stand_in_part_below_the_label_s_line_the_order_is_not_known() -> None:
    text = (
        "3.危及“三安全一稳定” 0 2 3 0 0 1 6\n4.保护第三方合法权益 0 0\n2297 1205 2067 1829 7398\n"
        "（七）总计 2297 1207 2070 1829 0 1 7404\n"
    )
    assert row_of(HEAD + text, "outcomes.refused.third_party_rights") == [None] * 7
    assert row_of(HEAD + text, "outcomes.total") == [2297, 1207, 2070, 1829, 0, 1, 7404]


@pytest.mark.parametrize("first", ["kinds", "results"])
def test_figures_below_one_set_of_results_for_all_kinds_of_cases_are_left_blank(first: str) -> None:
    head = HEAD.replace("三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况")
    heads = [["行政复议", "未经复议直接起诉", "复议后起诉"], ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]]
    lines = [line for part in (heads if first == "kinds" else heads[::-1]) for line in part]
    text = head + "\n".join([*lines, *"300031113641002"])
    assert {figure.value for figure in readers.read(text.encode()).report.figures()} == {None}


def test_lines_without_a_blank_one_between_rows_are_no_row_each() -> None:
    head = HEAD.replace("三、收到和处理政府信息公开申请情况", "二、主动公开政府信息情况")
    text = (
        f"{head}第二十条第（六）项\n信息内容\n本年处理决定数量\n5\n行政处罚\n391\n行政强制\n\n"
        "第二十条第（八）项\n信息内容\n本年收费金额（单位：万元）\n\n行政事业性收费\n0\n"
    )
    report = readers.read(text.encode()).report
    assert report.figure("active_disclosure.penalties") is report.figure("active_disclosure.compulsion") is None


def test_no_digit_of_a_figure_is_the_number_of_the_row_after_it_on_the_line() -> None:
    text = (
        "3.危及“三安全一稳定” 0 0 839 0 0 0 839\n"
        "4. 保护第三方合法权益 0 0 0 0 0 575 575 5. 属于三类内部事务信息 0 0 0 0 0 7 7\n"
        "6. 属于四类过程性信息 0 0 0 0 0 0 0\n"
    )
    assert row_of(HEAD + text, "outcomes.refused.third_party_rights") == [0, 0, 0, 0, 0, 575, 575]
    assert row_of(HEAD + text, "outcomes.refused.internal_affairs") == [0, 0, 0, 0, 0, 7, 7]


def test_an_empty_line_between_rows_is_no_cell_of_the_row_above() -> None:
    text = (
        "2.没有现成信息需要另行制作 3 0 0 0 0 0 3\n3.补正后申请内容仍不明 17290 0 0 0 7 1736\n    \n确\n"
        "（五）不予处理 1.信访举报投诉类申请 1 0 0 0 0 0 1\n2.重复申请 4 0 0 0 0 0 4\n"
    )
    assert row_of(HEAD + text, "outcomes.unavailable.still_unclear") == [None] * 7
    assert row_of(HEAD + text, "outcomes.not_processed.petition") == [1, 0, 0, 0, 0, 0, 1]


def test_figures_inside_a_label_that_has_more_below_are_not_its_own_where_a_label_above_has_none() -> None:
    text = (
        "（一）予以公开 4 0 0 0 0 0 4\n3.危及“三安全\n一稳定”\n4.保护第三方合法权益 3 0 0 0 0 0 3\n"
        "1.申请人无正当理由逾期\n2 0 0 0 0 0 2\n不补正、行政机关不再处理其政府信息公开申请\n{}"
        "（七）总计 18 0 0 0 0 0 18\n"
    )
    overdue = "outcomes.other_handling.supplement_overdue"
    assert row_of(HEAD + text.format(""), overdue) == [2, 0, 0, 0, 0, 0, 2]
    assert row_of(HEAD + text.format("9 0 0 0 0 0 9\n"), overdue) == [None] * 7


@pytest.mark.parametrize(
    ("printed", "figures"),
    [
        ("15417 4346 19492 13368 15254 768675563", [15417, 4346, 19492, 13368, 15254, 7686, 75563]),
        ("112057450 17232 13583 19059 1198980518", [11205, 7450, 17232, 13583, 19059, 11989, 80518]),
        ("4 0 0 0 0 15", [None] * 7),  # a figure that is lost, 11, would leave it one way too
        ("15417 4346 19492 13368 15254 768675564", [None] * 7),
        ("15417 4346 4346 19492 13368 15254 768675563", [None] * 7),  # with one twice as many as cells
        (
            "1234 123 0 0 1234123 0 1235480",
            [1234, 123, 0, 0, 1234123, 0, 1235480],
        ),  # as many as cells: nothing is parted
    ],
)
def test_wide_figures_that_run_together_come_apart_only_where_the_sum_of_their_row_leaves_one_way(
    printed: str, figures: list[int | None]
) -> None:
    text = f"一、本年新收政府信息公开申请数量 {printed}\n（一）予以公开 1 0 0 0 0 0 1\n2.重复申请 4 0 0 0 0 0 4\n"
    assert row_of(HEAD + text, "received") == figures


@pytest.mark.parametrize("stub", ["无法提 {}\n供 行制作", "无法提供 {}\n行制作", "处理 {}\n行制作", "{}\n行制作"])
def test_a_piece_of_a_group_s_label_beside_the_figures_inside_a_row_s_label_takes_them_from_no_one(stub: str) -> None:
    text = (
        "1.本机关不掌握相关政府信息 0 1839 0 0 0 0 1839\n（四）\n2.没有现成信息需要另\n{}\n"
        "3.补正后申请内容仍不明确 1 0 0 0 0 0 1\n"
    )
    found = HEAD + text.format(stub.format("2449 0 0 0 6 0 2455"))
    assert row_of(found, "outcomes.unavailable.needs_creation") == [2449, 0, 0, 0, 6, 0, 2455]
    assert row_of(found, "outcomes.unavailable.not_held") == [0, 1839, 0, 0, 0, 0, 1839]


def test_a_quotation_mark_that_stands_alone_is_no_word_beside_the_figures() -> None:
    text = (
        "（一）予以公开 1 0 0 0 0 0 1\n3. 危及 “ 三安全\n一稳定 ” 2386 7 0 1 829 783 4006\n"
        "4. 保护第三\n方合法权益 9 0 7 0 2816 0 2832\n"
    )
    assert row_of(HEAD + text, "outcomes.refused.safety_and_stability") == [2386, 7, 0, 1, 829, 783, 4006]
    assert row_of(HEAD + text, "outcomes.refused.third_party_rights") == [9, 0, 7, 0, 2816, 0, 2832]


@pytest.mark.parametrize("kind", ["tabs", "bars"])
def test_the_first_half_of_a_figure_that_broke_onto_a_line_of_its_own_is_no_figure(
    kit: Any, edition: str, kind: str
) -> None:
    """Each cell with a line break in the middle of its digits, as a narrow column of a workbook has."""

    def broken(text: str) -> str:
        return f"{text[:2]}\n{text[2:]}" if len(text) > len("12") else text

    for seed in range(3):
        cells = kit.figures(edition, seed, zeros=0.3)
        tables = {
            name: [changed(sheet_of(edition, name, cells), broken)]
            for name in ("active_disclosure", "requests", "review_litigation")
        }
        assert wrong_in(KINDS[kind](edition, tables), cells) == {}
