"""LibreOffice computes what the library computes, and what it saves reads back the same.

`GK_DOCS_WORKBOOKS=200 pytest tests/workbook/test_recalculated.py` fills more workbooks than the twenty of each run.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING, Any

import pytest
from tests.workbook.editing import TOP, cells_of, recalculate, with_cells

import gk_docs
from gk_docs.authored.workbook.sheets import sheets_of
from gk_docs.authored.workbook.words import HIDDEN
from gk_docs.authored.workbook.writing import starting
from gk_docs.form.agency import Agency
from gk_docs.form.outline import outline_of
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport

if TYPE_CHECKING:
    from gk_docs.form.outline import Balance

pytestmark = pytest.mark.office

COUNT = int(os.environ.get("GK_DOCS_WORKBOOKS", "20"))


def filled(chance: random.Random) -> bytes:
    """A new workbook with any figures: balanced or not, with blanks, empty cells and totals typed over."""
    form: Any = chance.choice([AnnualReport, AnnualReport2019])
    data = starting(form, Agency(name="甲镇人民政府"), 2020 if form is AnnualReport2019 else 2024)
    totals = {total.total for total in outline_of(form).sums}
    values: dict[str, dict[str, Any]] = {}
    zeros = chance.random() < 0.5
    for path, (sheet, cell) in cells_of(form).items():
        if path in totals:
            value = chance.choice([None] * 19 + [chance.randrange(50)])
            if value is not None:
                values.setdefault(sheet, {})[cell] = value
        elif not (zeros and chance.random() < 0.5):
            values.setdefault(sheet, {})[cell] = "空白" if chance.random() < 0.01 else chance.choice([0, 1, 2, 30])
    for sheet, typed in values.items():
        data = with_cells(data, sheet, {**typed, "C2": "是" if zeros else "否"})
    return data


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[bytes, bytes]]:
    """Workbooks as filled, each with what LibreOffice makes of it."""
    folder = tmp_path_factory.mktemp("books")
    chance = random.Random(2024)
    files = [folder / f"{number}.xlsx" for number in range(COUNT)]
    for file in files:
        file.write_bytes(filled(chance))
    recalculated = recalculate(folder, files)
    return [(file.read_bytes(), again.read_bytes()) for file, again in zip(files, recalculated, strict=True)]


def test_the_formulas_give_what_the_library_computes(books: list[tuple[bytes, bytes]]) -> None:
    for original, recalculated in books:
        reading = gk_docs.read(original, name="甲.xlsx")
        sheets = sheets_of(recalculated, HIDDEN)
        assert sheets
        for path, (sheet, cell) in cells_of(type(reading.report)).items():
            row, column = int(cell.lstrip("ABCDEFGHIJKLMNO")) - 1, ord(cell[0]) - ord("A")
            if (row, column) in sheets[sheet].formulas:
                value = reading.report.figure(path)
                assert sheets[sheet].text(row, column) == ("" if value is None else str(value)), path


def test_the_line_of_the_identity_says_what_the_figures_say_and_the_checks_find(
    books: list[tuple[bytes, bytes]],
) -> None:
    seen = set()
    for original, recalculated in books:
        reading = gk_docs.read(original, name="甲.xlsx")
        sheets = sheets_of(recalculated, HIDDEN)
        outline = outline_of(type(reading.report))
        grid = outline.section("requests").grid
        assert sheets
        assert grid
        lines = [sheets["表三"].text(TOP + grid.rows, 3 + number) for number in range(len(outline.balances))]
        assert lines == [_said(reading.report, balance) for balance in outline.balances]
        # The checks may name the one wrong figure that explains several failures, instead of each column.
        told = {finding.code for finding in gk_docs.check(reading) if finding.assessed}
        assert bool(told & {"GK301", "GK302", "GK303"}) >= any(line.startswith("差") for line in lines)
        seen |= {line[:1] for line in lines}
    assert "差" in seen


def _said(report: Any, balance: Balance) -> str:
    left, right = ([report.figure(path) for path in side] for side in (balance.left, balance.right))
    if None in (*left, *right):
        return ""
    gap = sum(left) - sum(right)
    return f"差{gap}" if gap else "相符"


def test_what_was_recalculated_reads_back_the_same(books: list[tuple[bytes, bytes]]) -> None:
    for original, recalculated in books:
        again = gk_docs.read(recalculated, name="甲.xlsx")
        assert again.origin == "ours"
        assert again.report == gk_docs.read(original, name="甲.xlsx").report
