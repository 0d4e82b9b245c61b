"""LibreOffice computes what the library computes, and what it saves reads back the same.

`GK_DOCS_WORKBOOKS=200 pytest tests/workbook/test_recalculated.py` fills more workbooks than the twenty of each run.
"""

from __future__ import annotations

import os
import random
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from tests.workbook.editing import TOP, cells_of, with_cells

import gk_docs
from gk_docs.form.agency import Agency
from gk_docs.form.outline import outline_of
from gk_docs.form.workbook import HIDDEN
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport
from gk_docs.readers.workbook.sheets import sheets_of
from gk_docs.writers.xlsx import starting

if TYPE_CHECKING:
    from pathlib import Path

COUNT = int(os.environ.get("GK_DOCS_WORKBOOKS", "20"))
RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""


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
    (folder / "profile/user").mkdir(parents=True)
    (folder / "profile/user/registrymodifications.xcu").write_text(RECALCULATE_ALWAYS, encoding="utf-8")
    (folder / "out").mkdir()
    chance = random.Random(2024)
    files = [folder / f"{number}.xlsx" for number in range(COUNT)]
    for file in files:
        file.write_bytes(filled(chance))
    _recalculate(folder, files)
    return [(file.read_bytes(), (folder / "out" / file.name).read_bytes()) for file in files]


def _recalculate(folder: Path, files: list[Path]) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    kind = "xlsx:Calc MS Excel 2007 XML"
    command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(folder / "out")]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=60 + 5 * len(files))


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


def test_the_line_of_the_identity_agrees_with_the_check(books: list[tuple[bytes, bytes]]) -> None:
    seen = set()
    for original, recalculated in books:
        reading = gk_docs.read(original, name="甲.xlsx")
        sheets = sheets_of(recalculated, HIDDEN)
        assert sheets
        grid = outline_of(type(reading.report)).section("requests").grid
        assert grid
        told = [finding for finding in gk_docs.check(reading) if finding.code == "GK303" and finding.assessed]
        wrong = {place.path.rpartition(".")[2] for finding in told for place in (finding.place, *finding.others)}
        for number, balance in enumerate(outline_of(type(reading.report)).balances):
            shown = sheets["表三"].text(TOP + grid.rows, 3 + number)
            column = balance.left[0].rpartition(".")[2]
            if shown and not (column == "total" and wrong):  # what other columns explain is not told again of the total
                assert (shown != "相符") == (column in wrong), (shown, column)
            seen.add(shown[:1])
    assert {"差"} <= seen


def test_what_was_recalculated_reads_back_the_same(books: list[tuple[bytes, bytes]]) -> None:
    for original, recalculated in books:
        again = gk_docs.read(recalculated, name="甲.xlsx")
        assert again.origin == "ours"
        assert again.report == gk_docs.read(original, name="甲.xlsx").report
