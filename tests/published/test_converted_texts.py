"""Texts that programs make from pages: Markdown, made-up heads, characters that only look like others, page lines."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from gk_docs import formats as readers
from gk_docs.form.layout import Content, Figure, Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gk_docs.grid import Grid

HEAD = "甲县乙局2024年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n"
LONG = "全年一共公开各类信息三百一十八条，门户网站的专栏每月检查一遍，内容都经过了审查，没有发生差错，也没有收到投诉。"
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
PARTS = {"行政复议": "88 18 28 36 170", "未经复议直接起诉": "7 0 11 7 25", "复议后起诉": "33 0 6 13 52"}


def small_tables(grid: Grid[Content], printed: Mapping[str, str]) -> str:
    """As programs that recognise text write a table: a heading and a small table a row, with heads of their own."""
    lines: list[str] = []
    for row in grid.by_row():
        labels = [cell.content.text for cell in row if isinstance(cell.content, Label)]
        figures = [printed[cell.content.path] for cell in row if isinstance(cell.content, Figure)]
        if not figures:
            lines.append(f"| {' | '.join(labels)} |")
            continue
        lines += ["", f"### {labels[-1]}"] if labels else []
        lines.append(f"| 类别 | {' | '.join(f'数据{place}' for place, _ in enumerate(figures, 1))} |")
        lines.append("|---" * (len(figures) + 1) + "|")
        lines.append(f"| {labels[-1] if labels else '数量'} | {' | '.join(figures)} |")
    return "\n".join(lines)


def test_a_small_table_a_row_with_heads_of_its_own_is_read_whole(kit: Any, edition: str) -> None:
    cells = kit.figures(edition, 1)
    text = kit.text_report(edition, kit.years[edition], cells, small_tables)
    marked = "\n".join(
        f"## **{line}**" if line[:2] in ("一、", "六、") or "年度报告" in line else line for line in text.split("\n")
    )
    reading = readers.read(marked.encode(), name="年报.md")
    assert {figure.path: figure.value for figure in reading.report.figures()} == {
        path: Decimal(text) for path, text in cells.items()
    }
    assert reading.report.agency.name == "甲县乙镇人民政府"
    assert len([finding for finding in reading.findings if finding.code == "GK101"]) <= 1


def test_breaks_in_the_cells_of_markdown_make_no_page_of_it() -> None:
    text = (
        HEAD + "|行政复议|行政诉讼|\n|---|---|\n|结果<br>维持|结果<br>纠正|其他<br>结果|总计|\n| 88 | 18 | 64 | 170 |\n"
    )
    assert readers.read(text.encode(), name="年报.md").file_facts.format == "txt"


@pytest.mark.parametrize("turned", [False, True])
def test_table_4_as_three_tables_is_read_by_the_headings_above_them(turned: bool) -> None:  # noqa: FBT001 - a case
    names = [*PARTS][:: -1 if turned else 1]
    tables = "".join(
        f"<p>（{number}）{name}</p><table><tr><td>{'<td>'.join(RESULTS)}</tr><tr><td>{'<td>'.join(PARTS[name].split())}</tr></table>"
        for number, name in zip("一二三", names, strict=True)
    )
    title, section = HEAD.split("\n")[:2]
    report = readers.read(f"<html><body><h1>{title}</h1><p>{section}</p>{tables}</body></html>".encode()).report
    found = " ".join(str(figure.value) for figure in report.figures() if figure.value is not None)
    assert found == " ".join(PARTS.values())
    assert report.review_litigation.before.text == ""


def test_characters_that_only_look_like_others_are_those_others() -> None:
    text = HEAD.replace("行政", "⾏政").replace("工作", "⼯作") + LONG.replace("一", "⼀").replace(
        "门户网站", "⻔⼾⽹站"
    )
    reading = readers.read(text.encode())
    assert reading.report.review_litigation.before.text == LONG
    assert reading.report.printed.headings == {}


def test_what_a_browser_prints_around_pages_is_no_line_of_the_text() -> None:
    around = [
        "11/28/26, 7:48 AM",
        "甲县乙局2024年政府信息公开工作年度报告_门户网站",
        "https://www.example.gov.cn/a.html",
        "{}/3",
    ]
    pages = ["一、总体情况\n全年公开", "各类信息三百条。", f"六、其他需要报告的事项\n{LONG}"]
    text = "\n".join(f"{page}\n" + "\n".join(around).format(number) for number, page in enumerate(pages, 1))
    report = readers.read((HEAD.split("\n", maxsplit=1)[0] + "\n" + text).encode()).report
    assert (report.summary.text, report.other_matters.text) == ("全年公开\n各类信息三百条。", LONG)


@pytest.mark.parametrize("last", ["52", "53"])
def test_table_4_with_several_numbers_in_a_cell_is_read_only_where_its_sums_agree(last: str) -> None:
    text = (
        f"{HEAD}| 行政复议 | 行政诉讼 |\n|---|---|\n| 未经复议直接起诉 | 复议后起诉 |\n|  | {' | '.join(RESULTS)} |\n"
        f"| 88 18 | 28 36 | 170 | 7 0 | 11 | 7 25 |  | 33 | 0 6 | 13 | {last} |\n"
    )
    figures = [figure.value for figure in readers.read(text.encode(), name="年报.md").report.figures()]
    found = [str(value) for value in figures if value is not None]
    assert found == (" ".join(PARTS.values()).split() if last == "52" else [])


CUT = {
    "the pieces of a group beside rows": "三、 （一）予以公\n本年 开 7 0 2 9 1 0 19\n度办 （二）部分公\n",
    "the mark of the row below": "2.重复申\n请 （六） 7 0 2 9 1 0 19\n其他处\n理\n",
    "figures one label too low": (
        "1.本机关不掌\n握相关政府信\n息\n2.没有现成信\n7 0 2 9 1 0 19\n息需要另行制\n作\n6 0 0 2 0 0 8\n3.补正后申请\n"
    ),
    "two numbers exchanged": "7.属于\n四类过\n程性信\n0 6 0 0 0 9 15\n6.属于\n行政执\n法案卷\n5 0 0 0 0 0 5\n",
}


@pytest.mark.parametrize("text", CUT.values(), ids=CUT)
def test_what_stands_beside_figures_in_narrow_columns_is_taken_for_no_other_label(text: str) -> None:
    brought = "二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1\n"
    head = HEAD.replace("四、政府信息公开行政复议、行政诉讼情况", "三、收到和处理政府信息公开申请情况")
    report = readers.read(f"{head}{brought}{text}".encode()).report
    found = {figure.path: figure.value for figure in report.figures() if figure.value}
    assert found == {f"requests.brought_forward.{column}": 1 for column in ("natural_person", "total")}


def test_table_4_with_heads_one_character_wide_is_read() -> None:
    results = "\n".join("".join(RESULTS))
    heads = f"行\n政\n行政诉讼\n复\n议\n{results}\n未\n经\n复\n议\n直\n接\n起\n诉\n复议后起诉\n{results}\n{results}\n"
    report = readers.read(f"{HEAD}{heads}{' '.join(PARTS.values())}\n".encode()).report
    assert [figure.value for figure in report.figures() if figure.value is not None] == [
        *map(int, " ".join(PARTS.values()).split())
    ]
