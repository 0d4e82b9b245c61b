"""A workbook is measured before it is laid out: none fills the memory or ends the process."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.files.books import book, packed
from tests.pace import within
from tests.strategies import EXAMPLES

from gk_docs.errors import UnreadableFile
from gk_docs.files import limits
from gk_docs.files.opc import Package
from gk_docs.files.sheets import sheets_of

if TYPE_CHECKING:
    from pathlib import Path

    from gk_docs.files.sheets import Sheet

V = "<v>1</v>"
TEXT = "<si><t>" + "长" * 40_000 + "</t></si>"
WIDE = "".join(f'<c r="A{row}" t="s"><v>0</v></c>' for row in range(1, 3_000))
HOSTILE = {
    "two cells far apart": book(f'<row r="1"><c r="A1">{V}</c></row><row r="9"><c r="XFD1048576">{V}</c></row>'),
    "one cell far out": book(f'<row r="1"><c r="XFD6000">{V}</c></row>'),
    "in a row of another number": book(f'<row r="1"><c r="A900000">{V}</c><c>{V}</c></row>'),
    "in lower case": book(f'<row r="1"><c r="xfd1048576">{V}</c></row>'),
    "no place in the cells": book(f'<row r="1000000"><c>{V}</c><c>{V}</c></row>'),
    "a cell after a far one": book(f'<row r="40000"><c r="XFC40000"/><c>{V}</c></row>'),
    "beyond any column": book(f'<row r="1"><c r="AAAAAAA9">{V}</c></row>'),
    "beyond any row": book(f'<row r="99999999999"><c r="A99999999999">{V}</c></row>'),
    "row 0": book(f'<row r="0"><c r="A0">{V}</c></row>'),
    "outside a row": book(f'<c r="XFD1048576">{V}</c>'),
    "with a prefix": packed(
        {
            "worksheets/a.xml": f'<x:worksheet xmlns:x="u"><x:sheetData><x:c r="XFD99999"><x:v>1</x:v></x:c>{""}'
            "</x:sheetData></x:worksheet>"
        }
    ),
    "a sheet of an odd name": packed({"odd.bin": f'<w><sheetData><c r="XFD1048576">{V}</c></sheetData></w>'}),
    "hidden by an encoding": packed(
        {"worksheets/a.xml": f'<?xml version="1.0" encoding="utf-7"?><w><sheetData><c r="A1">{V}</c></sheetData></w>'}
    ),
    "merged cells over and over": book(
        "".join(f'<row r="{row}"><c r="Z{row}">{V}</c></row>' for row in range(1, 1_000)),
        "<mergeCells>" + '<mergeCell ref="A1:Z1000"/>' * 1_000 + "</mergeCells>",
    ),
    "one long text in every cell": book(
        WIDE,
        **{
            "sharedStrings.xml": f'<sst xmlns="{"http://schemas.openxmlformats.org/spreadsheetml/2006/main"}">{TEXT}</sst>'
        },
    ),
    "a text that is not there": book('<row><c r="A1" t="s"><v>7</v></c></row>'),
    "no workbook": packed({"worksheets/a.xml": "<a/>"}).replace(b"xl/workbook.xml", b"xl/workbook.bin"),
}


def sheets(data: bytes) -> list[Sheet]:
    return [*sheets_of(Package(data))]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_at_once_and_in_little_memory(name: str) -> None:
    tracemalloc.start()
    try:
        with within(1), pytest.raises(UnreadableFile):
            sheets(HOSTILE[name])
        assert tracemalloc.get_traced_memory()[1] < 30 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_a_bomb_whose_size_is_a_lie_never_reaches_the_library_that_would_unpack_it() -> None:
    data = bytearray(book(f'<row r="1"><c r="A1">{V}</c></row>', bomb=" " * 1_000_000))
    at = data.rindex(b"xl/bomb") - 46 + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(UnreadableFile):
        sheets(bytes(data))


def test_two_parts_of_one_name_are_refused() -> None:
    stream = io.BytesIO(book(f'<row r="1"><c r="A1">{V}</c></row>'))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl\\worksheets/SHEET1.xml", "<a/>")
    with pytest.raises(UnreadableFile, match="重名"):
        sheets(stream.getvalue())


def test_cells_that_are_only_coloured_reach_nowhere() -> None:
    [sheet] = sheets(book(f'<row r="1"><c r="A1">{V}</c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'))
    assert sheet.rows == [[1.0]]


def test_a_sheet_with_many_coloured_cells_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = book("".join(f'<row><c r="A{row}">{V}</c><c s="1"/><c>{V}</c></row>' for row in range(1, 50)))
    whole = sheets(data)
    monkeypatch.setattr(limits, "TAGS", 150)
    parts = [name for name in Package(data).names if name.endswith("sheet1.xml")]
    assert Package(data).read(parts[0]).count(b"<") > 150
    assert sheets(data) == whole


CELL = st.tuples(st.sampled_from(["", "A", "B", "D"]), st.integers(1, 9), st.sampled_from([V, "", "<f>1</f>"]))


@settings(max_examples=min(40, EXAMPLES), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.lists(CELL, max_size=4)), max_size=5))
def test_no_sheet_reaches_further_than_was_measured(rows: list[tuple[int, list[tuple[str, int, str]]]]) -> None:
    xml = ""
    for row, cells in rows:
        said = "".join(f'<c r="{column}{at}">{v}</c>' if column else f"<c>{v}</c>" for column, at, v in cells)
        xml += f'<row r="{row}">{said}</row>' if row else f"<row>{said}</row>"
    laid = sheets(book(xml))[0].rows
    squares = len(laid) * max(map(len, laid), default=0)
    with pytest.MonkeyPatch.context() as lower:
        lower.setattr(limits, "CELLS", squares - 1)
        if squares:
            with pytest.raises(UnreadableFile, match="过大"):
                sheets(book(xml))


def test_a_roster_is_measured_too(tmp_path: Path) -> None:
    from gk_docs.batch.roster import read_roster  # noqa: PLC0415 - only here

    (tmp_path / "名单.xlsx").write_bytes(HOSTILE["two cells far apart"])
    with pytest.raises(UnreadableFile, match="过大"):
        read_roster(tmp_path / "名单.xlsx")
