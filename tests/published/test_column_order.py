"""Tables whose columns stand in another order than the form: read by no one's guess, and said so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.published.sheets import KINDS, columns, sheet_of

from gk_docs import formats as readers

if TYPE_CHECKING:
    from gk_docs.form.reading import Reading

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
ROWS = {
    "一、本年新收政府信息公开申请数量": (3, 2, 1, 0, 4, 5, 15),
    "二、上年结转政府信息公开申请数量": (1, 1, 0, 2, 0, 0, 4),
    "四、结转下年度继续办理": (0, 0, 2, 0, 1, 1, 4),
}
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
CASES = {"行政复议": (4, 1, 0, 2, 7), "未经复议直接起诉": (3, 0, 0, 1, 4), "复议后起诉": (1, 1, 0, 0, 2)}
TITLE = "甲县财政局2023年政府信息公开工作年度报告"


def bars(*rows: tuple[object, ...]) -> str:
    return "\n".join(" | ".join(map(str, row)) for row in rows)


def requests(order: tuple[int, ...], *heads: tuple[str, ...]) -> Reading:
    heads = heads or (("项目", *(APPLICANTS[place] for place in order)),)
    rows = [(label, *(figures[place] for place in order)) for label, figures in ROWS.items()]
    return readers.read(f"{TITLE}\n三、收到和处理政府信息公开申请情况\n{bars(*heads, *rows)}".encode())


def cases(results: tuple[int, ...], *blocks: str) -> Reading:
    names = tuple(RESULTS[place] for place in results)
    lawsuits = [block for block in blocks if block != "行政复议"]
    heads = ("行政复议", "行政诉讼") if blocks[0] == "行政复议" else ("行政诉讼", "行政复议")
    figures = tuple(CASES[block][place] for block in blocks for place in results)
    table = bars(heads, (*names, *lawsuits), names * 2, figures)
    return readers.read(f"{TITLE}\n四、政府信息公开行政复议、行政诉讼情况\n{table}".encode())


def figures_in(reading: Reading) -> list[object]:
    return [figure.value for figure in reading.report.figures() if figure.value is not None]


def says_so(reading: Reading) -> bool:
    return any(finding.code == "GK101" and "次序不同" in finding.message for finding in reading.findings)


def test_the_order_of_the_form_is_read() -> None:
    assert figures_in(requests((0, 1, 2, 3, 4, 5, 6))) == [n for row in ROWS.values() for n in row]
    merged = (("自然人", "法人或其他组织", "总计"), APPLICANTS[1:-1])
    assert figures_in(requests((0, 1, 2, 3, 4, 5, 6), *merged)) == [n for row in ROWS.values() for n in row]
    assert figures_in(cases((0, 1, 2, 3, 4), *CASES)) == [n for block in CASES.values() for n in block]


@pytest.mark.parametrize(
    "order", [(6, 0, 1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 0, 6), (0, 6, 1, 2, 3, 4, 5), (0, 1, 2, 3, 4, 6, 5)]
)
def test_applicants_or_a_total_in_another_column_are_not_read(order: tuple[int, ...]) -> None:
    reading = requests(order)
    assert figures_in(reading) == []
    assert says_so(reading)


def test_a_total_that_only_the_sums_show_to_stand_second_is_not_read() -> None:
    reading = requests((0, 6, 1, 2, 3, 4, 5), ("自然人", "总计", "法人或其他组织"), APPLICANTS[1:-1])
    assert figures_in(reading) == []
    assert says_so(reading)


@pytest.mark.parametrize(
    ("results", "blocks"),
    [
        ((4, 0, 1, 2, 3), ("行政复议", "未经复议直接起诉", "复议后起诉")),
        ((1, 0, 2, 3, 4), ("行政复议", "未经复议直接起诉", "复议后起诉")),
        ((0, 1, 2, 3, 4), ("行政复议", "复议后起诉", "未经复议直接起诉")),
        ((0, 1, 2, 3, 4), ("未经复议直接起诉", "复议后起诉", "行政复议")),
    ],
)
def test_results_or_blocks_of_table_4_in_another_order_are_not_read(
    results: tuple[int, ...], blocks: tuple[str, ...]
) -> None:
    reading = cases(results, *blocks)
    assert figures_in(reading) == []
    assert says_so(reading)


HEADS_2019 = {
    "规章": ("新制作数量", "新公开数量", "公开总数"),
    "行政许可": ("上年项目数", "增减", "决定数"),
    "政府集中采购": ("项目数", "总金额（元）"),
}
FIGURES_2019 = {"规章": (3, 2, 11), "行政许可": (6, 4, 41), "政府集中采购": (7, 9000)}


def disclosure(order: tuple[int, ...]) -> Reading:
    """Table 2 of 2019 in words of its own; where a block has two columns only their turn is taken over."""
    lines: list[tuple[object, ...]] = []
    for (label, heads), band in zip(HEADS_2019.items(), ("（一）", "（五）", "（九）"), strict=True):
        places = [place for place in order if place < len(heads)]
        lines += [
            (f"第二十条第{band}项",),
            ("信息内容", *(heads[place] for place in places)),
            (label, *(FIGURES_2019[label][place] for place in places)),
        ]
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in lines)
    page = f"<p>{TITLE.replace('2023', '2020')}</p><p>二、主动公开政府信息情况</p><table>{rows}</table>"
    return readers.read(page.encode(), name="年报.html")


def test_heads_in_other_words_are_taken_in_the_order_of_the_form_and_told() -> None:
    reading = disclosure((0, 1, 2))
    assert figures_in(reading) == [figure for row in FIGURES_2019.values() for figure in row]
    told = {finding.found: finding.expected for finding in reading.findings if finding.code == "GK105"}
    assert (told["公开总数"], told["增减"], told["项目数"]) == ("对外公开总数量", "本年增/减", "采购项目数量")


@pytest.mark.parametrize("order", [(1, 0, 2), (1, 2, 0), (2, 1, 0)])
def test_heads_in_other_words_and_another_order_are_not_read(order: tuple[int, ...]) -> None:
    reading = disclosure(order)
    assert figures_in(reading) == []
    assert any(finding.code == "GK101" and "表头" in finding.message for finding in reading.findings)


def test_a_head_of_table_3_that_is_cut_still_says_that_it_stands_elsewhere() -> None:
    names = ("自然人", "商业企业", "科研", "社会公益组织", "法律", "其他", "总计")
    assert figures_in(requests((0, 1, 2, 3, 4, 5, 6), ("项目", *names))) == [n for row in ROWS.values() for n in row]
    swapped = requests((0, 2, 1, 3, 4, 5, 6), ("项目", *(names[place] for place in (0, 2, 1, 3, 4, 5, 6))))
    assert figures_in(swapped) == []


PLAIN = (
    f"{TITLE}\n四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼\n"
    f"{' '.join(RESULTS)} 未经复议直接起诉 复议后起诉\n{' '.join(RESULTS * 2)}"
)
BROKEN = "结果 结果 其他 尚未 总计"
ENDS = "维持 纠正 结果 审结"


@pytest.mark.parametrize("beside", ["未经复议直接起诉", "复议后起诉"])
def test_of_two_heads_the_one_beside_the_results_of_the_first_part_stands_first(beside: str) -> None:
    above = "复议后起诉" if beside == "未经复议直接起诉" else "未经复议直接起诉"
    heads = f"行政复议\n行政诉讼\n{above}\n{BROKEN} {beside}\n{BROKEN} {BROKEN}\n{ENDS}\n{ENDS}\n{ENDS}"
    figures = [n for block in CASES.values() for n in block]
    lines = "\n".join(map(str, figures[:9])) + f"\n{' '.join(map(str, figures[9:]))}"
    text = f"{TITLE}\n四、政府信息公开行政复议、行政诉讼情况\n{heads}\n{lines}"
    found = figures_in(readers.read(text.encode()))
    assert found == (figures if beside == "未经复议直接起诉" else [])


@pytest.mark.parametrize(("place", "last"), [(11, 2), (8, 2), (11, 3)])
def test_figures_below_all_tables_complete_table_4_where_all_its_sums_hold_then(place: int, last: int) -> None:
    whole = last == CASES["复议后起诉"][-1]
    figures = [*[n for block in CASES.values() for n in block][:-1], last]
    here, below = ("\n".join(map(str, part)) for part in (figures[:place], figures[place:]))
    reading = readers.read(
        f"{PLAIN}\n{here}\n五、存在的主要问题及改进情况\n图解偏少。\n"
        f"六、其他需要报告的事项\n没有收取信息处理费。\n{below}\n\n没有其他事项。\n".encode()
    )
    assert figures_in(reading) == (figures if whole else [])
    lines = reading.report.other_matters.text.split("\n")
    assert lines == ["没有收取信息处理费。", *([] if whole else below.split("\n")), "没有其他事项。"]
    assert [finding.code for finding in reading.findings].count("GK111") == whole


@pytest.mark.parametrize(
    ("printed", "last"),
    [
        ("0 0 1 0 1 0 10\n78\n0 0 10\n78\n0 70\n2\n0 0 70\n2", "702"),
        ("0 0 0 0 0 39 0 43 0 82 59 0 44 1 10\n4", "104"),
        ("0 0 0 0 0 39 0 43 0 82 59 0 44 1 10\n5", ""),  # no sum of the last block
        ("0 0 0 0 0 0 0 0 0 0 0 0 1 0 1\n11", ""),  # the number of a page: 0 0 10 1 11 would add up, too
        ("0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n4", ""),
    ],
)
def test_figures_of_table_4_that_narrow_cells_broke_are_whole_where_its_sums_leave_one_way(
    printed: str, last: str
) -> None:
    text = f"{PLAIN}\n{printed}\n五、存在的主要问题及改进情况\n图解偏少。\n"
    found = figures_in(readers.read(text.encode()))
    assert [str(figure) for figure in found[14:]] == ([last] if last else [])
    assert "".join(map(str, found)) == ("".join(printed.split()) if last else "")


@pytest.mark.parametrize("kind", ["html", "docx", "tabs"])
@pytest.mark.parametrize(
    ("section", "order"),
    [
        ("requests", (0, 1, 2, 4, 5, 6, 7, 8, 3, 9)),
        ("requests", (0, 1, 2, 4, 5, 6, 7, 8, 9, 3)),
        ("review_litigation", (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 9, 11, 12, 13, 14)),
    ],
)
def test_merged_heads_do_not_hide_that_columns_are_in_another_order(
    kit: Any, edition: str, kind: str, section: str, order: tuple[int, ...]
) -> None:
    """Read line by line, 自然人 above comes before 商业企业 below, wherever it is."""
    table = columns(sheet_of(edition, section, kit.figures(edition, 1, zeros=0)), *order)
    reading = readers.read(KINDS[kind](edition, {section: [table]}))
    assert figures_in(reading) == []
    assert says_so(reading)
