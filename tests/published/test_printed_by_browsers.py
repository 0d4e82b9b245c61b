"""Text of pages that a browser printed, in the order of pdftotext: rows before labels, cells of two rows in turn."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from tests.published.test_torn_tables import HEAD, HEADS, figures_of, requests, row

from gk_docs import formats as readers
from gk_docs.form.layout import Figure, Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gk_docs.form.layout import Content
    from gk_docs.grid import Grid

RESULTS = "结果维持 结果纠正 其他结果 尚未审结 总计\n"
CASES = HEAD.replace("三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况")


def labels_last(grid: Grid[Content], printed: Mapping[str, str]) -> str:
    """A cell a line, a row's label below its figures."""
    lines: list[str] = []
    for cells in grid.by_row():
        labels = [cell.content.text for cell in cells if isinstance(cell.content, Label)]
        figures = [printed[cell.content.path] for cell in cells if isinstance(cell.content, Figure)]
        lines += [*labels[:-1], *figures, *labels[-1:]] if labels else figures
    return "\n".join(lines)


def test_all_tables_are_read_where_each_label_is_below_its_figures(kit: Any, edition: str) -> None:
    cells = kit.figures(edition, 3, zeros=0.0)
    reading = readers.read(kit.text_report(edition, kit.years[edition], cells, labels_last).encode(), name="年报.txt")
    read = {figure.path: figure.value for figure in reading.report.figures() if figure.value is not None}
    assert {path for path, value in read.items() if value != Decimal(cells[path])} == set()
    assert {path for path in cells if not path.startswith("requests")} <= read.keys()
    assert any(finding.code == "GK111" for finding in reading.findings)


def with_a_broken_label(grid: Grid[Content], printed: Mapping[str, str]) -> str:
    """A row a line, one of them broken, whose 无正当理 (由逾期) begins 无正当理由大量反复申请, another label, too."""
    lines: list[str] = []
    for cells in grid.by_row():
        labels = [cell.content.text for cell in cells if isinstance(cell.content, Label)]
        figures = [printed[cell.content.path] for cell in cells if isinstance(cell.content, Figure)]
        lines += [*labels[:-1], " ".join([*labels[-1:], *figures])]
        if lines[-1].startswith("1.申请人"):
            begin, rest = labels[-1][:5], labels[-1][5:]
            lines[-1:] = [f"{begin} {figures[0]}", " ".join([rest[:4], *figures[1:]]), rest[4:]]
    return "\n".join(lines)


def test_a_piece_of_a_label_that_begins_another_label_does_not_turn_the_rows(kit: Any) -> None:
    cells = figures_of(kit, "2021", 5)
    reading = readers.read(kit.text_report("2021", 2023, cells, with_a_broken_label).encode(), name="年报.txt")
    assert {figure.path: str(figure.value) for figure in reading.report.figures()} == cells


BLOCK = "第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n行政规范性文件\n{}\n"
OTHERS = (
    "第二十条第（五）项\n信息内容\n本年处理决定数量\n7\n行政许可\n第二十条第（六）项\n信息内容\n本年处理决定数量\n"
    "行政处罚\n行政强制\n8\n9\n第二十条第（八）项\n信息内容\n本年收费金额（单位：万元）\n1.5\n行政事业性收费\n"
)


@pytest.mark.parametrize(
    ("figures", "first"),
    [("0 0 0 0 0 0", 0), ("4 4 4 4 4 4", 0), ("1 2 3 4 5 6", 6), ("1425 0 0 0 0 7", 6), ("0 0 0 0 0", 10)],
)
def test_figures_of_table_2_after_two_labels_are_read_where_rows_and_columns_in_any_order_say_the_same(
    figures: str, first: int
) -> None:
    text = f"{HEAD.split(chr(10))[0]}\n二、主动公开政府信息情况\n" + BLOCK.format(figures.replace(" ", "\n")) + OTHERS
    found = [f.value for f in readers.read(text.encode()).report.figures() if f.value is not None]
    right = [*map(Decimal, figures.split()), 7, 8, 9, Decimal("1.5")]
    assert found == right[first:] if first < len(right) - 1 else not found[4:]


LABELS_FIRST = (
    "第二十条第（一）项\n信息内容\n规章\n行政规范性文件\n第二十条第（五）项\n信息内容\n行政许可\n第二十条第（六）项\n"
    "信息内容\n行政处罚\n行政强制\n第二十条第（八）项\n信息内容\n行政事业性收费\n本年制发件数\n本年废止件数\n"
)


@pytest.mark.parametrize(
    ("figures", "first"),
    [
        ("现行有效件数 7 5 4 3 5 3 本年处理决定数量 8 本年处理决定数量 9 6 本年收费金额（单位：万元） 2", 6),
        ("现行有效件数 7 7 7 7 7 7 本年处理决定数量 8 本年处理决定数量 9 6 本年收费金额（单位：万元） 2", 0),
        ("7 5 4 3 现行有效件数 5 3 本年处理决定数量 8 本年处理决定数量 9 6 本年收费金额（单位：万元） 2", 10),
        ("现行有效件数 7 5 4 3 本年处理决定数量 8 本年处理决定数量 5 3 9 6 本年收费金额（单位：万元） 2", 10),
        ("现行有效件数 7 5 4 3 5 3 本年收费金额（单位：万元） 8 本年处理决定数量 9 6 本年处理决定数量 2", 10),
    ],
)
def test_after_all_labels_of_table_2_figures_are_read_where_each_block_has_its_own_below_its_heads(
    figures: str, first: int
) -> None:
    text = f"{HEAD.split(chr(10))[0]}\n二、主动公开政府信息情况\n{LABELS_FIRST}" + figures.replace(" ", "\n")
    found = [f.value for f in readers.read(text.encode()).report.figures() if f.value is not None]
    assert found == [int(part) for part in figures.split() if part.isdecimal()][first:]


def test_a_figure_of_table_4_printed_before_its_place_is_read_into_no_cell() -> None:
    head = f"{CASES}行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n{RESULTS}{RESULTS}{RESULTS}"
    right = [*map(str, (0, 565, 114, 328, 1007, 3, 6, 7, 184, 200, 0, 0, 2211, 0, 2211))]
    astray = [right[0], right[6], *right[1:6], *right[7:]]
    turned = [*right[11:], *right[:11]]
    for figures, count in ((right, 15), (astray, 0), (turned, 0)):
        report = readers.read(f"{head}{chr(10).join(figures)}\n".encode()).report
        assert sum(figure.value is not None for figure in report.figures()) == count


def test_cells_of_two_rows_in_turn_are_parted_only_where_the_sums_of_columns_can_tell() -> None:
    turn = "2.没有现成信息需要另行制作\n3.补正后申请内容仍不明确\n8\n0\n7\n6\n5\n948\n1\n5\n5\n0\n0\n1367\n26\n2326\n"
    before, after = "1.本机关不掌握相关政府信息 6 7 4 6 3 4 30\n", "1.信访举报投诉类申请 1 8 0 4 4 4 21\n"
    assert requests(HEADS + before + turn + after) == {
        **row("outcomes.unavailable.not_held", 6, 7, 4, 6, 3, 4, 30),
        **row("outcomes.not_processed.petition", 1, 8, 0, 4, 4, 4, 21),
    }


def test_below_a_row_that_has_figures_of_two_no_row_takes_those_after_its_label() -> None:
    text = (
        "4.保护第三方合法权益\n0\n1550\n0\n770\n430\n2750\n5.属于三类内部事务信息 6\n1\n7\n181\n1\n3\n2929\n3122\n"
        "6.属于四类过程性信息\n2347\n694\n6\n6\n1901\n541\n5495\n7.属于行政执法案卷\n2946\n0\n5\n1\n4\n6\n2962\n"
    )
    assert not requests(HEADS + text).keys() & row("outcomes.refused.deliberative_process", *range(7)).keys()


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_label_of_table_2_takes_no_figure_of_another_block_where_figures_are_left(between: str) -> None:
    lines = (
        *("信息内容", "规章", "行政规范性文件", "信息内容", "行政许可", "信息内容", "行政处罚\n", "第二十条第（一）项"),
        *("本年制发件数 本年废止件数 现行有效件数", "2579\n", "179\n", "2\n", "0\n", "102\n", "2735\n"),
        *("第二十条第（五）项", "本年处理决定数量", "0\n", "第二十条第（六）项", "本年处理决定数量", "1500\n"),
        *(
            f"行政强制\n信息内容\n行政事业性收费{between}0\n",
            "第二十条第（八）项\n本年收费金额（单位：万元）",
            "955.19\n",
        ),
    )
    text = f"{HEAD.split(chr(10))[0]}\n二、主动公开政府信息情况\n" + "\n".join(lines)
    assert [f.path for f in readers.read(text.encode()).report.figures() if f.value is not None] == []


@pytest.mark.parametrize(
    "crossed",
    [
        "3.要求提供公开出版物\n予处理 4.无正当理由大量反复申请 1 0 8 4 5 0 18\n4 1 7 0 0 0 12\n",
        "1 0 8 4 5 0 18\n予处理 3.要求提供公开出版物 4 1 7 0 0 0 12\n4.无正当理由大量反复申请\n",
    ],
)
def test_the_figures_beside_a_label_can_be_those_of_the_row_above_where_one_row_lacks_its_label(crossed: str) -> None:
    before, after = "2.重复申请 0 0 0 0 0 6 6\n", "（七）总计 7 0 8 0 1 0 16\n"
    assert requests(HEADS + before + crossed + after) == {
        **row("outcomes.not_processed.repeated", 0, 0, 0, 0, 0, 6, 6),
        **row("outcomes.total", 7, 0, 8, 0, 1, 0, 16),
    }


def test_figures_beside_a_label_are_left_alone_where_another_row_is_broken_over_lines() -> None:
    before, after = "2.其他法律行政法规禁止公开 0 6 0 0 0 4 10\n", "6.属于四类过程性信息 0 0 0 0 0 3 3\n"
    broken = "予公开 5.属于三类内部事务信息 4\n" + "\n".join("0012005000066")
    crossed = f"3.危及“三安全一稳定”\n（三）不 4.保护第三方合法权益 1 2 0 0 0 0 3\n{broken}\n"
    assert requests(HEADS + before + crossed + after) == {
        **row("outcomes.refused.prohibited_by_law", 0, 6, 0, 0, 0, 4, 10),
        **row("outcomes.refused.deliberative_process", 0, 0, 0, 0, 0, 3, 3),
    }


@pytest.mark.parametrize(
    "second",
    [
        "        2.   其他法律行政法规      5   5   2   6   1   5   24\n               禁止公开\n",
        "予公开 1.2.其他法律行政法规禁止公开  5   5   2   6   1   5   24\n",  # with the mark of the row above
    ],
)
def test_a_list_mark_is_no_figure_and_hides_no_row_wherever_columns_kept_by_blanks_print_it(second: str) -> None:
    first, third = "1.属于国家秘密 1 3 2 9 7 7 29\n", "3.危及“三安全一稳定”   3   4   1   7   8   8   31\n"
    assert requests(HEADS + first + second + third) == {
        **row("outcomes.refused.state_secret", 1, 3, 2, 9, 7, 7, 29),
        **row("outcomes.refused.prohibited_by_law", 5, 5, 2, 6, 1, 5, 24),
        **row("outcomes.refused.safety_and_stability", 3, 4, 1, 7, 8, 8, 31),
    }


@pytest.mark.parametrize(
    ("last", "count"),
    [
        (f"{' ' * 60}结果 审结 计总", 15),  # two heads that touch, far to the right
        (" ".join(["结果维持 结果纠正 其他结果 尚未审结 总计", "结果", RESULTS.replace("结果维持 ", ""), RESULTS]), 15),
        (" ".join(["结果纠正 结果维持 其他结果 尚未审结 总计"] * 3), 0),
        (" ".join(["结果纠正 结果维持 其他结果 尚未审结 总计"] * 2 + ["结果维持 其他结果 尚未审结 总计"]), 0),
    ],
)
def test_table_4_is_read_below_heads_of_which_some_are_lost_and_none_is_in_another_order(last: str, count: int) -> None:
    head = f"{CASES}行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n{last}\n"
    report = readers.read(f"{head}9 7 1 6 23 2 2 4 3 11 4 7 2 7 20\n".encode()).report
    assert sum(figure.value is not None for figure in report.figures()) == count


TORN = (
    "一、本年新收政府信息公开申请数量\n9\n1\n0\n0\n0\n0\n10\n二、上年结转政府信息公开申请数量\n2\n0\n0\n0\n0\n0\n2\n"
    "（一）予以公开\n3\n1\n0\n0\n2\n（二）部分公开\n2\n0\n4\n2\n0\n0\n0\n0\n"  # 6 of the row above comes below
    "1.属于国家秘密\n0\n3\n1\n0\n0\n0\n4\n2.其他法律行政法规禁止公开\n6\n0\n3\n"
)
REST = "3.危及“三安全一稳定”\n1\n0\n0\n0\n0\n0\n1\n（七）总计\n" + "0\n" * 131


def test_where_some_rows_are_torn_those_that_begin_in_turn_at_their_label_and_add_up_are_read() -> None:
    first = row("received", 9, 1, 0, 0, 0, 0, 10) | row("brought_forward", 2, 0, 0, 0, 0, 0, 2)
    assert requests(HEADS + TORN + REST) == {
        **first,
        **row("outcomes.refused.state_secret", 0, 3, 1, 0, 0, 0, 4),
        **row("outcomes.refused.safety_and_stability", 1, 0, 0, 0, 0, 0, 1),
    }
    label, figures = "一、本年新收政府信息公开申请数量\n", "9\n1\n0\n0\n0\n0\n10\n"
    between = TORN.replace(figures, "法律服务机构\n其他\n" + figures.replace("10\n", "总计\n10\n"))
    assert not requests(HEADS + between + REST).keys() & row("received", *range(7)).keys()
    late = TORN.replace(label + figures, label) + figures
    assert not requests(HEADS + late + REST).keys() & first.keys()


def across(grid: Grid[Content], printed: Mapping[str, str]) -> str:
    """A row a line; that of （一）予以公开 on a line between the two on which （二）部分公开 and its figures are."""
    lines: list[str] = []
    for cells in grid.by_row():
        labels = [cell.content.text for cell in cells if isinstance(cell.content, Label)]
        figures = [printed[cell.content.path] for cell in cells if isinstance(cell.content, Figure)]
        if "（一）予以公开" in labels:
            above = " ".join(figures)
        elif labels and labels[-1].startswith("（二）部分公开"):
            begin, end = labels[-1][:26], labels[-1][26:]
            lines += ["（一）予以公开", " ".join([begin, *figures[:2]]), above, " ".join([end, *figures[2:]])]
        else:
            lines += [*labels[:-1], " ".join([*labels[-1:], *figures])]
    return "\n".join(lines)


def test_no_line_of_figures_is_cut_between_rows_and_none_beside_a_label_begins_the_row_above(kit: Any) -> None:
    cells = dict.fromkeys(kit.figures("2021", 1), "0")
    granted, partly, whole = (0, 0, 0, 0, 46, 14, 60), (0, 46, 0, 0, 0, 0, 46), (0, 46, 0, 0, 46, 14, 106)
    rows = {"received": whole, "outcomes.granted": granted, "outcomes.partly_granted": partly, "outcomes.total": whole}
    for name, figures in rows.items():
        cells |= {f"requests.{path}": str(figure) for path, figure in row(name, *figures).items()}
    reading = readers.read(kit.text_report("2021", 2023, cells, across).encode(), name="年报.txt")
    read = {figure.path: str(figure.value) for figure in reading.report.figures() if figure.value is not None}
    assert {path: text for path, text in read.items() if text != cells[path]} == {}
    assert "requests.outcomes.refused.state_secret.total" in read
