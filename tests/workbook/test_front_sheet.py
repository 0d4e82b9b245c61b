"""The workbook on its way to the county: what is still to be done, who signs, one page a table in print."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any

import pytest
from tests.document.reports import town
from tests.workbook.editing import cells_of, contents, head_cell, recalculate, with_cells

from gk_docs.authored.workbook.sheets import sheets_of
from gk_docs.authored.workbook.words import FILLED, HEAD, HEAD_HELP, HIDDEN, head_rows, sheet_of
from gk_docs.authored.workbook.writing import starting
from gk_docs.chinese.text import width
from gk_docs.errors import GkError
from gk_docs.form.agency import Agency
from gk_docs.form.narrative import OtherMatters, ProcessingFee
from gk_docs.form.outline import outline_of
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport
from gk_docs.formats import read, render

if TYPE_CHECKING:
    from pathlib import Path

TABLES = ("表二", "表三", "表四")
FORMS: tuple[Any, ...] = (AnnualReport, AnnualReport2019)


def new(form: Any = AnnualReport) -> bytes:
    return starting(form, Agency(name="甲镇人民政府"), 2020 if form is AnnualReport2019 else 2024)


def part(data: bytes, sheet: int) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(f"xl/worksheets/sheet{sheet}.xml").decode()


@pytest.mark.parametrize("form", FORMS)
def test_the_first_sheet_says_in_five_lines_what_to_do_and_what_is_missing_on_each_sheet(form: Any) -> None:
    data = new(form)
    sheets = sheets_of(data, HIDDEN)
    assert sheets
    assert len(HEAD_HELP) == 5
    assert [sheets[HEAD].text(row, 0) for row in range(5)] == list(HEAD_HELP)
    for number, section in enumerate(outline_of(form).sections):
        name, said = (sheets[HEAD].text(len(HEAD_HELP) + 1 + number, column) for column in (0, 1))
        assert name == sheet_of(section)
        fee = "；本页的信息处理费还有3格没有填" if section.name == "other_matters" else ""
        assert said == (f"还没有写{fee}" if not section.grid else sheets[name].text(1, 3))
    assert sheets["表二"].text(1, 3).startswith("还有")


def test_what_must_be_filled_in_on_the_first_sheet_is_yellow_while_it_is_empty() -> None:
    fee = [f"other_matters.fee.{name}" for name in ("notices", "charged", "received")]
    yellow = {head_cell(AnnualReport, path) for path in ("year", "agency.name", *fee)}
    assert set(re.findall(r"<formula>ISBLANK\((\w+)\)", part(new(), 1))) == yellow
    figures = town().replace(
        other_matters=OtherMatters(fee=ProcessingFee(notices=0, charged=Decimal(0), received=Decimal(0)))
    )
    assert yellow == set(re.findall(r"<formula>ISBLANK\((\w+)\)", part(render(figures, "xlsx"), 1)))
    for other in (OtherMatters(lead="没有收取信息处理费。"), OtherMatters(processing_fee="没有收取信息处理费。")):
        words = town().replace(other_matters=other)
        told = set(re.findall(r"<formula>ISBLANK\((\w+)\)", part(render(words, "xlsx"), 1)))
        assert told == {head_cell(AnnualReport, path) for path in ("year", "agency.name")}
    sheets = sheets_of(render(words, "xlsx"), HIDDEN)
    assert sheets
    assert sheets[HEAD].text(len(HEAD_HELP) + 6, 1) == "写了1段"


@pytest.mark.parametrize("form", FORMS)
def test_every_label_and_note_of_the_first_sheet_is_seen_whole(form: Any) -> None:
    data = new(form)
    sheets = sheets_of(data, HIDDEN)
    assert sheets
    columns = [float(found) for found in re.findall(r'<col min="." max="." width="([0-9.]+)"', part(data, 1))]
    high = {
        int(row) - 1: float(found) for row, found in re.findall(r'<row r="([0-9]+)"[^>]* ht="([0-9.]+)"', part(data, 1))
    }
    for row in range(len(HEAD_HELP) + 1, len(sheets[HEAD].values)):
        for column in (0, 2) if (row, 1) not in sheets[HEAD].covered else ():
            lines = ceil(width(sheets[HEAD].text(row, column)) / (columns[column] - 1))
            assert high.get(row, 20) >= 14.5 * lines


def test_each_row_says_how_many_of_its_cells_are_missing() -> None:
    sheets = sheets_of(new(), HIDDEN)
    assert sheets
    assert sheets["表三"].text(6, 10) == "← 缺6格"
    assert sheets["表二"].text(9, 4) == "← 缺1格"
    full = sheets_of(render(town(), "xlsx"), HIDDEN)
    assert full
    assert not any("缺" in text for sheet in TABLES for _, _, text in full[sheet].cells())


@pytest.mark.parametrize("form", FORMS)
def test_each_table_prints_on_one_page_with_a_place_to_sign(form: Any) -> None:
    data = new(form)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        areas = re.findall("_xlnm.Print_Area", archive.read("xl/workbook.xml").decode())
    assert len(areas) == len(TABLES) + 1  # and the first sheet
    for number in (3, 4, 5):
        assert 'fitToHeight="0"' not in part(data, number)
        assert 'fitToPage="1"' in part(data, number)
    sheets = sheets_of(data, HIDDEN)
    assert sheets
    for name in TABLES:
        said = " ".join(text for _, _, text in sheets[name].cells())
        assert all(words in said for words in ("填报单位（盖章）：甲镇人民政府", "单位负责人（签字）：", "报出日期："))


def test_who_fills_it_in_is_asked_for_and_goes_into_no_report() -> None:
    data = render(town(), "xlsx")
    named = with_cells(data, HEAD, {head_cell(AnnualReport, label): "张三" for label in FILLED})
    reading = read(named, name="甲.xlsx")
    assert reading.report == town()
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("path", "typed", "read_as"),
    [
        ("postcode", 10040, "010040"),
        ("postcode", 277200, "277200"),
        ("postcode", 1004, "1004"),
        ("phone", 13800000000, "13800000000"),
        ("phone", 5550118, "5550118"),
        ("phone", 12345, "12345"),
        ("fax", 4008001234, "4008001234"),
        ("phone", "0471-5550118", "0471-5550118"),
        ("phone", "4715550118", "4715550118"),
    ],
)
def test_a_number_that_lost_nothing_or_only_what_is_certain_keeps_its_zero(path: str, typed: Any, read_as: str) -> None:
    data = with_cells(render(town(), "xlsx"), HEAD, {head_cell(AnnualReport, f"agency.contact.{path}"): typed})
    assert getattr(read(data, name="甲.xlsx").report.agency.contact, path) == read_as


@pytest.mark.parametrize("typed", [4715550118, 1088886666, 6328511104, 46])
def test_a_telephone_number_whose_zero_a_cell_of_numbers_dropped_is_told(typed: int) -> None:
    cell = head_cell(AnnualReport, "agency.contact.phone")
    with pytest.raises(GkError, match="开头的 0 丢了") as caught:
        read(with_cells(render(town(), "xlsx"), HEAD, {cell: typed}), name="甲.xlsx")
    (problem,) = caught.value.problems
    assert f"{HEAD}!{cell}" in str(problem)


@pytest.mark.parametrize("column", ["C", "D", "H"])
def test_a_note_beside_a_value_is_told_of(column: str) -> None:
    row = head_rows(AnnualReport)["agency.contact.phone"] + 1
    data = with_cells(render(town(), "xlsx"), HEAD, {f"{column}{row}": "下月换号"})
    (finding,) = read(data, name="甲.xlsx").findings
    assert (finding.code, finding.found) == ("GK103", "下月换号")
    assert f"{HEAD}!{column}{row}" in finding.message


def test_comments_may_be_put_beside_locked_cells() -> None:
    protections = re.findall("<sheetProtection[^>]*>", "".join(part(new(), number) for number in range(1, 9)))
    assert len(protections) == 8
    assert not [one for one in protections if 'objects="1"' in one]


@pytest.mark.office
def test_in_a_program_that_computes_what_is_missing_goes_down_and_names_stand_below_each_table(tmp_path: Path) -> None:
    data = with_cells(new(), HEAD, {head_cell(AnnualReport, label): f"某{label}" for label in FILLED})
    for path, (sheet, cell) in cells_of(AnnualReport).items():
        if path.startswith("active_disclosure.") and path != "active_disclosure.fees":
            data = with_cells(data, sheet, {cell: 0})
    data = with_cells(data, HEAD, {head_cell(AnnualReport, "other_matters.fee.notices"): 0})
    data = with_cells(data, "总体情况", {"B4": "发布信息12条【待核】。", "B9": "一段。"})
    (tmp_path / "甲.xlsx").write_bytes(data)
    (again,) = recalculate(tmp_path, [tmp_path / "甲.xlsx"])
    (paper,) = recalculate(tmp_path, [tmp_path / "甲.xlsx"], "pdf")
    sheets = sheets_of(again.read_bytes(), HIDDEN)
    assert sheets
    said = {sheets[HEAD].text(row, 0): sheets[HEAD].text(row, 1) for row in range(5, 13)}
    assert said["表二"] == "还有1格没有填"
    assert said["总体情况"] == "还有1段标着【待核】"
    assert said["其他需要报告的事项"] == "还没有写；本页的信息处理费还有2格没有填"
    assert sheets["表二"].text(16, 4) == "← 缺1格"
    for name in TABLES:
        assert "某填报人电话" in " ".join(text for _, _, text in sheets[name].cells())
    pages = subprocess.run(["pdftotext", paper, "-"], check=True, capture_output=True, text=True).stdout
    tables = [page for page in pages.split("\f") if "填报单位（盖章）" in page]
    assert len(tables) == len(TABLES)


def test_nothing_is_typed_over_the_counters() -> None:
    """The cells that point at what is missing are formulas: nothing that stands in them is read."""
    data = new()
    found = {cell for (sheet, cell), text in contents(data).items() if sheet == "表三" and "缺" in text}
    assert found
    switched = data
    for sheet in TABLES:
        switched = with_cells(switched, sheet, {"C2": "是"})
    assert read(switched, name="甲.xlsx").findings == ()
