"""Tables whose labels a narrow column breaks over lines, beside upright heads of groups: read where all agrees."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from tests.published.test_torn_tables import figures_of, parts_of

from gk_docs import formats as readers
from gk_docs.form.layout import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gk_docs.form.layout import Content
    from gk_docs.grid import Grid


def narrow(kit: Any, edition: str, seed: int) -> tuple[dict[str, str], str]:
    """A report whose labels are broken over lines of a narrow column, those of the groups beside them among them."""
    cells = figures_of(kit, edition, seed)

    def shape(grid: Grid[Content], printed: Mapping[str, str]) -> str:
        lines: list[str] = []
        waiting: list[str] = []  # what the wide cell on the left still has to print, a piece a line
        for labels, figures in parts_of(grid, printed):
            if not (labels and figures):
                lines.append(" ".join(labels or figures))
                continue
            waiting += [label[place : place + 3] for label in labels[:-1] for place in range(0, len(label), 3)]
            pieces = [labels[-1][place : place + 9] for place in range(0, len(labels[-1]), 9)]
            middle = len(pieces) // 2
            for number, piece in enumerate([*pieces[:middle], "", *pieces[middle:]] if len(pieces) > 1 else pieces):
                left = waiting.pop(0) if waiting else ""
                beside = figures if not piece or len(pieces) == 1 else []
                lines.append(" ".join(filter(None, [left, piece, *beside])))
                assert number < 9
        return "\n".join(lines)

    return cells, kit.text_report(edition, kit.years[edition], cells, shape)


def test_labels_broken_in_narrow_columns_cost_no_figure_where_count_order_and_sums_agree(
    kit: Any, edition: str
) -> None:
    for seed in range(4):
        cells, text = narrow(kit, edition, seed)
        reading = readers.read(text.encode(), name="年报.txt")
        read = {figure.path: figure.value for figure in reading.report.figures() if "requests." in figure.path}
        assert read == {path: Decimal(cells[path]) for path in read}
        assert [finding.code for finding in reading.findings if finding.code in ("GK101", "GK111")] == ["GK111"]


@pytest.mark.parametrize("damage", ["figures lost", "figures added", "sum wrong"])
def test_they_are_left_blank_where_these_do_not_agree(kit: Any, edition: str, damage: str) -> None:
    for seed in range(4):
        cells, text = narrow(kit, edition, seed)
        lines = text.split("\n")
        torn = [place for place, line in enumerate(lines) if line.startswith("0 ") or " 0 " in line]
        place = random.Random(seed).choice(torn)
        if damage == "sum wrong":
            total = cells["requests.outcomes.total.total"]
            lines = [line.replace(f" {total}", f" {total}1") if "总计" in line else line for line in lines]
        else:
            lines[place : place + 1] = [lines[place]] * 2 if damage == "figures added" else []
        for figure in readers.read("\n".join(lines).encode(), name="年报.txt").report.figures():
            changed = damage == "sum wrong" and figure.path == "requests.outcomes.total.total"
            assert changed or figure.value in (None, Decimal(cells[figure.path]))


def broken(kit: Any, cells: Mapping[str, str], edition: str) -> str:
    """A report with a cell a line, but for figures of more digits than a column of tables 3 and 4 has room for."""

    def lines_of(content: Content, printed: Mapping[str, str]) -> list[str]:
        if isinstance(content, Label):
            return [content.text]
        width = 9 if content.path.startswith("active_disclosure.") else 4
        return [printed[content.path][at : at + width] for at in range(0, len(printed[content.path]), width)]

    def shape(grid: Grid[Content], printed: Mapping[str, str]) -> str:
        return "\n".join(line for cell in grid.cells for line in lines_of(cell.content, printed))

    text: str = kit.text_report(edition, kit.years[edition], cells, shape)
    return text


def requests_read(text: str) -> dict[str, Decimal | None]:
    figures = readers.read(text.encode(), name="年报.txt").report.figures()
    return {figure.path: figure.value for figure in figures if figure.path.startswith("requests.")}  # type: ignore[misc]  # kit is Any


def test_figures_that_a_narrow_column_breaks_are_joined_where_the_sum_of_their_row_leaves_one_way(
    kit: Any, edition: str
) -> None:
    longest = 0
    for seed in range(4):
        cells = figures_of(kit, edition, seed)
        found = requests_read(broken(kit, cells, edition))
        assert found == {path: Decimal(cells[path]) for path in found}
        longest = max(longest, *(len(cells[path]) for path in found))
    assert longest > 4


def test_they_are_never_joined_to_another_figure_where_it_does_not(kit: Any, edition: str) -> None:
    for seed in range(4):
        cells = figures_of(kit, edition, seed)
        long = [path for path in cells if path.startswith("requests.") and len(cells[path]) > 4]
        for path in long[:6]:
            printed = cells | {path: str(int(cells[path]) + 1)}
            found = requests_read(broken(kit, printed, edition))
            row = path.rpartition(".")[0]
            assert all(value in (None, Decimal(cells[one])) for one, value in found.items() if one != path)
            assert {value for one, value in found.items() if one.rpartition(".")[0] == row} == {None}
