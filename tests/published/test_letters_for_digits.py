"""Rows in which text recognition took digits for letters: read where the sum of the row proves it, else blank."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from gk_docs import formats as readers
from gk_docs.form.layout import Content, Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gk_docs.grid import Grid

LETTERS = {"0": "OoDQ", "1": "lIi!", "5": "Ss", "8": "B", "2": "Zz", "6": "b", "9": "gq"}
SHAPES = (
    "parted by blanks", "torn_labels", "tabs_between", "bars_around", "cell_a_line", "cell_a_line_apart", "a page",
)  # fmt: skip
OUTSIDE_TABLE_2 = ("requests.", "review_litigation.")


def with_letters(cells: Mapping[str, str], chance: random.Random, share: float) -> dict[str, str]:
    """Each digit that looks like a letter is one, with some chance; amounts of money stay as they are."""

    def misread(digit: str) -> str:
        return chance.choice(LETTERS[digit]) if digit in LETTERS and chance.random() < share else digit

    return {path: "".join(map(misread, text)) if text.isdecimal() else text for path, text in cells.items()}


def parted_by_blanks(grid: Grid[Content], cells: Mapping[str, str]) -> str:
    """One row a line, with a blank between cells."""
    return "\n".join(
        " ".join(cell.content.text if isinstance(cell.content, Label) else cells[cell.content.path] for cell in row)
        for row in grid.by_row()
    )


def read(kit: Any, edition: str, shape: str, cells: Mapping[str, str]) -> Any:
    year = kit.years[edition]
    if shape == "a page":
        return readers.read(kit.html_report(edition, year, cells).encode())
    layout = parted_by_blanks if shape == "parted by blanks" else kit.shapes[shape]
    return readers.read(kit.text_report(edition, year, cells, layout).encode())


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("share", [0.05, 0.4])
def test_letters_for_digits_are_read_where_the_sum_of_the_row_proves_it(
    kit: Any, edition: str, shape: str, share: float
) -> None:
    for seed in range(4):
        cells = kit.figures(edition, seed, zeros=0.5)
        printed = with_letters(cells, random.Random(seed), share)
        reading = read(kit, edition, shape, printed)
        figures = {figure.path: figure.value for figure in reading.report.figures()}
        assert {path for path, value in figures.items() if value not in (None, Decimal(cells[path]))} == set()
        proved = {path for path in figures if path.startswith(OUTSIDE_TABLE_2)}
        assert {path for path in proved if figures[path] is None} == set()
        assert any("字母" in finding.message for finding in reading.findings)


@pytest.mark.parametrize("shape", SHAPES)
def test_letters_stay_blank_and_are_told_where_the_sum_of_the_row_fails(kit: Any, edition: str, shape: str) -> None:
    cells = kit.figures(edition, 1, zeros=0.3)
    total = "requests.received.total"
    printed = {**cells, total: f"{int(cells[total]) + 1}O"}
    reading = read(kit, edition, shape, printed)
    row = [figure for figure in reading.report.figures() if figure.path.startswith("requests.received.")]
    assert all(figure.value in (None, Decimal(cells[figure.path])) for figure in row)
    assert reading.report.figure(total) is None
    assert {finding.code for finding in reading.findings} & {"GK101", "GK102", "GK104"}


@pytest.mark.parametrize("shape", SHAPES)
def test_letters_in_table_2_which_has_no_sums_stay_blank_and_are_told(kit: Any, edition: str, shape: str) -> None:
    cells = kit.figures(edition, 1, zeros=0.3)
    path = "active_disclosure.rules." + {"2019": "made", "2021": "issued"}[edition]
    reading = read(kit, edition, shape, {**cells, path: "1O"})
    assert reading.report.figure(path) is None
    assert {finding.code for finding in reading.findings} & {"GK101", "GK102", "GK104"}


@pytest.mark.parametrize("share", [0.02, 0.2])
def test_a_bar_that_stands_for_a_one_parts_no_figure_where_the_text_has_no_others(
    kit: Any, edition: str, share: float
) -> None:
    for seed in range(6):
        cells, chance = kit.figures(edition, seed, zeros=0.5), random.Random(seed)
        printed = {
            path: text.replace("1", "|", 1) if text.isdecimal() and chance.random() < share else text
            for path, text in cells.items()
        }
        found = {figure.path: figure.value for figure in read(kit, edition, "cell_a_line", printed).report.figures()}
        assert {path for path, value in found.items() if value not in (None, Decimal(cells[path]))} == set()
        proved = {path for path in found if path.startswith(OUTSIDE_TABLE_2)}
        assert {path for path in proved if found[path] is None} == set()
