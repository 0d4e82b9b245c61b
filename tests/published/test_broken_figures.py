"""Figures that narrow cells break onto the line below: no half of one is read, and sums put them together."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from gk_docs import formats as readers
from gk_docs.form.layout import Content, Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gk_docs.form.reading import Reading
    from gk_docs.grid import Grid

TITLE = "甲县乙局2024年政府信息公开工作年度报告\n"
TABLE_3 = f"{TITLE}三、收到和处理政府信息公开申请情况\n"
TABLE_2 = f"{TITLE}二、主动公开政府信息情况\n第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n"


def lines_of(grid: Grid[Content], cells: Mapping[str, str], wide: int) -> Iterator[str]:
    """A row on each line, and on the lines below it the digits of its figures beyond `wide`, as far as they go."""
    for row in grid.by_row():
        texts = [cell.content.text if isinstance(cell.content, Label) else cells[cell.content.path] for cell in row]
        labels = [text for cell, text in zip(row, texts, strict=True) if isinstance(cell.content, Label)]
        figures = texts[len(labels) :]
        yield " ".join([*labels, *(figure[:wide] for figure in figures)])
        while figures := [figure[wide:] for figure in figures if len(figure) > wide]:
            yield " ".join(figure[:wide] for figure in figures)


def read(kit: Any, edition: str, cells: Mapping[str, str], wide: int) -> Reading:
    def shape(grid: Grid[Content], printed: Mapping[str, str]) -> str:
        return "\n".join(lines_of(grid, printed, wide))

    return readers.read(kit.text_report(edition, kit.years[edition], cells, shape).encode(), name="年报.txt")


def rows_of(text: str) -> dict[str, int | Decimal | None]:
    return {figure.path: figure.value for figure in readers.read(text.encode(), name="年报.txt").report.figures()}


@pytest.mark.parametrize("wide", [2, 3, 4])
def test_no_half_of_a_broken_figure_is_read_though_the_sums_of_the_halves_hold(
    kit: Any, edition: str, wide: int
) -> None:
    for seed in range(6):
        cells = kit.figures(edition, seed, zeros=(0.3, 0.6, 0.9)[seed % 3])
        figures = read(kit, edition, cells, wide).report.figures()
        wrong = [figure.path for figure in figures if figure.value not in (None, Decimal(cells[figure.path]))]
        assert wrong == []


def test_most_are_put_together_by_the_sum_of_their_row_and_said_to_be(kit: Any, edition: str) -> None:
    cells = kit.figures(edition, 3, zeros=0.6)
    reading = read(kit, edition, cells, 3)
    own = [figure for figure in reading.report.figures() if figure.path.startswith("requests.")]
    assert sum(figure.value is not None for figure in own) > 0.9 * len(own)
    assert any("窄格里折断的数" in finding.message for finding in reading.findings)


def test_a_row_that_adds_up_either_way_is_joined_only_where_another_row_shows_that_the_file_breaks_figures() -> None:
    both_ways = "（一）予以公开 0 0 0 74 0 0 74\n4 4\n"
    broken = "1.属于国家秘密 0 0 62 0 0 14 75\n2 4 6\n2.其他法律行政法规禁止公开 1 0 0 0 0 0 1\n"
    path = "requests.outcomes.granted.total"
    assert (
        rows_of(f"{TABLE_3}{both_ways}2.其他法律行政法规禁止公开 1 0 0 0 0 0 1\n4.保护第三方合法权益 0 0 0 0 0 0 0")[
            path
        ]
        is None
    )
    assert rows_of(TABLE_3 + both_ways + broken.replace("14 75", "14 76").replace("2 4 6", "2 9 6"))[path] is None
    sure = "1.属于国家秘密 0 0 62 0 0 14 77\n9 5 4\n2.其他法律行政法规禁止公开 1 0 0 0 0 0 1\n"
    assert rows_of(TABLE_3 + both_ways + sure)[path] == 744


def test_two_whole_rows_of_which_one_lost_its_label_are_not_joined() -> None:
    text = (
        "（一）予以公开 1 1 1 1 1 1 6\n1 1 1 1 1 1 6\n2.其他法律行政法规禁止公开 1 0 0 0 0 0 1\n4.保护第三方合法权益 0"
    )
    assert rows_of(TABLE_3 + text).get("requests.outcomes.granted.total") in (None, 6)


@pytest.mark.parametrize("below", ["5", "61.5818"])
def test_a_figure_of_table_2_with_digits_below_it_is_left_blank_since_no_sum_says_what_they_are(below: str) -> None:
    rules = f"规章 3 0 293\n{below}\n行政规范性文件 1 2 3\n"
    table = f"{TABLE_2}{rules}第二十条第（五）项\n信息内容 本年处理决定数量\n行政许可 790\n{below}\n"
    found = rows_of(table)
    assert [found[f"active_disclosure.rules.{name}"] for name in ("issued", "repealed", "in_force")] == [None] * 3
    assert [found[f"active_disclosure.normative_documents.{name}"] for name in ("issued", "in_force")] == [1, 3]
    assert found["active_disclosure.licences"] is None


def test_figures_before_the_label_of_the_next_row_of_table_2_are_no_digits_of_the_row_above() -> None:
    found = rows_of(
        f"{TABLE_2}规章 3 0 293\n1 2 3\n行政规范性文件\n第二十条第（五）项\n信息内容 本年处理决定数量\n行政许可 7\n"
    )
    assert found["active_disclosure.rules.in_force"] == 293


def test_a_mark_of_an_upright_label_on_the_line_of_the_digits_below_is_no_part_of_them() -> None:
    text = "（一）予以公开 0 0 0 23 0 0 23\n、 54 54\n1.属于国家秘密 0 9 0 0 0 60 69\n2.其他法律行政法规禁止公开 0\n"
    assert rows_of(TABLE_3 + text)["requests.outcomes.granted.total"] is None


def test_a_row_whose_figures_all_broke_once_is_joined_unless_one_half_is_a_row_itself() -> None:
    cells = "154 51 149 77 768 5 142 06 109 37 625 8 695 14"
    below = "二、上年结转政府信息公开申请数量\n0\n130\n4\n9\n4\n6\n714\n203\n7\n（一）予以公开\n1\n0\n0\n0\n0\n0\n1\n"
    label = "一、本年新收政府信息公开申请数量"
    found = rows_of(TABLE_3 + "\n".join([label, *cells.split(), below]))
    names = ("natural_person", "business", "research_institute", "public_welfare", "legal_service", "other", "total")
    assert [found[f"requests.received.{name}"] for name in names] == [15451, 14977, 7685, 14206, 10937, 6258, 69514]
    whole = "11 11 11 11 11 11 66 11 11 11 11 11 11 66"
    found = rows_of(TABLE_3 + "\n".join([label, *whole.split(), below]))
    assert found["requests.received.total"] in (None, 66)


def test_a_row_of_a_grid_that_the_end_of_a_page_cut_goes_on_in_the_columns_of_the_next(kit: Any, edition: str) -> None:
    """Its second half is a row of its own, blank but for the digits that narrow cells broke."""
    cells = kit.figures(edition, 3, zeros=0.3)
    name = "requests.outcomes.granted."
    own = [path for path in cells if path.startswith(name)]
    page = kit.html_report(edition, kit.years[edition], cells | {path: f"{cells[path][:2]}@" for path in own})
    rests = "".join(f"<td>{cells[path][2:]}</td>" for path in own)
    assert any(cells[path][2:] for path in own)
    head, _, tail = page.partition("@")
    last = tail.rindex("@", 0, tail.index("</tr>")) if "@" in tail else 0
    row_end = tail.index("</tr>", last) + len("</tr>")
    cut = f"{head}{tail[:row_end]}<tr><td></td><td></td>{rests}</tr>{tail[row_end:]}".replace("@", "")
    reading = readers.read(cut.encode(), name="年报.html")
    found = {figure.path: figure.value for figure in reading.report.figures()}
    assert {path: found[path] for path in own} == {path: Decimal(cells[path]) for path in own}
    assert any("窄格里折断的数" in finding.message for finding in reading.findings)
    wrong = cut.replace(
        rests, rests.replace("<td></td>", "<td>7</td>", 1) if "<td></td>" in rests else f"{rests[:-6]}1</td>"
    )
    found = {figure.path: figure.value for figure in readers.read(wrong.encode(), name="年报.html").report.figures()}
    assert {found[path] for path in own} == {None}


def test_a_row_as_wide_as_its_cells_is_left_blank_where_digits_of_broken_figures_are_left_over() -> None:
    rows = (
        "一、本年新收政府信息公开申请数量\n0\n0\n0\n61\n0\n0\n61\n二、上年结转政府信息公开申请数量\n0\n0\n0\n5\n0\n0\n5\n"
        "（一）予以公开\n0\n16\n0\n0\n0\n0\n16\n5\n08\n5\n27\n1.属于国家秘密\n2.其他法律行政法规禁止公开\n"
    )
    found = rows_of(TABLE_3 + rows)
    assert found["requests.received.total"] is None
    assert found["requests.brought_forward.total"] in (None, 5)
