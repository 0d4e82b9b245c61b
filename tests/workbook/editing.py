"""Changes workbooks as a person would: types into cells, empties them, and removes rows, columns and sheets."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from lxml import etree

from gk_docs.authored.workbook.words import cell_name, head_rows, sheet_of
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from gk_docs.form.report import Report

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TOP = 3


def head_cell(form: type[Report], path: str) -> str:
    """The cell with the value of a field, in the sheet of names and values."""
    return cell_name(head_rows(form)[path], 1)


def cells_of(form: type[Report]) -> dict[str, tuple[str, str]]:
    """Sheet and cell of every figure of a new workbook, by path."""
    return {
        cell.content.path: (sheet_of(section), cell_name(TOP + cell.row, cell.column))
        for section in outline_of(form).sections
        if section.grid
        for cell in section.grid.cells
        if hasattr(cell.content, "path")
    }


def with_cells(data: bytes, sheet: str, values: Mapping[str, Any]) -> bytes:
    """The workbook with values typed into cells: a number, text, None for nothing, a formula as `=…`."""

    def change(root: Any) -> None:
        cells = {cell.get("r"): cell for cell in root.iter(f"{MAIN}c")}
        for name, value in values.items():
            _type(root, cells.get(name), name, value)

    return _changed(data, sheet, change)


def contents(data: bytes) -> dict[tuple[str, str], str]:
    """The content of each cell that is not blank, by sheet and cell: a formula, a number or text, even an empty one."""
    found: dict[tuple[str, str], str] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        strings = ["".join(map(str, one.itertext())) for one in etree.fromstring(archive.read("xl/sharedStrings.xml"))]
        names = [
            str(entry.get("name")) for entry in etree.fromstring(archive.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
        ]
        for number, sheet in enumerate(names, 1):
            for cell in etree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml")).iter(f"{MAIN}c"):
                if len(cell):
                    text = "".join(map(str, cell[0].itertext()))
                    found[sheet, str(cell.get("r"))] = strings[int(text)] if cell.get("t") == "s" else text
    return found


def without_row(data: bytes, sheet: str, number: int) -> bytes:
    """The workbook without a row (counted from 1); the rows below move up."""
    return _changed(data, sheet, lambda root: _remove(root, number))


def without_sheet(data: bytes, sheet: str) -> bytes:
    """The workbook with a sheet removed from its list of sheets."""

    def change(root: Any) -> None:
        for entry in root.iter(f"{MAIN}sheet"):
            if entry.get("name") == sheet:
                entry.getparent().remove(entry)

    return rewritten(data, "xl/workbook.xml", change)


def with_sheet_renamed(data: bytes, sheet: str, name: str, *, copied: bool = False) -> bytes:
    """The workbook with a sheet renamed; if `copied`, the sheet stays and a copy gets the name."""

    def change(root: Any) -> None:
        entry = next(entry for entry in root.iter(f"{MAIN}sheet") if entry.get("name") == sheet)
        if copied:
            original, entry = entry, deepcopy(entry)
            entry.set("sheetId", "99")
            original.addnext(entry)
        entry.set("name", name)

    return rewritten(data, "xl/workbook.xml", change)


def uncomputed(data: bytes, sheets: Iterable[str]) -> bytes:
    """The workbook without the stored results of its formulas, so that a program that opens it computes them."""

    def change(root: Any) -> None:
        for cell in root.iter(f"{MAIN}c"):
            if cell.find(f"{MAIN}f") is not None and (value := cell.find(f"{MAIN}v")) is not None:
                cell.remove(value)

    for sheet in sheets:
        data = _changed(data, sheet, change)
    return data


def with_merged(data: bytes, sheet: str, cells: str) -> bytes:
    """The workbook with a range such as `A1:B2` listed as merged; the cells keep their contents in the file."""

    def change(root: Any) -> None:
        merged = root.find(f"{MAIN}mergeCells")
        etree.SubElement(merged, f"{MAIN}mergeCell", ref=cells)

    return _changed(data, sheet, change)


def with_column(data: bytes, sheet: str, at: int, by: int) -> bytes:
    """The workbook with an empty column inserted at `at` (counted from 0), or, if `by` is -1, without that column."""

    def moved(name: str) -> str:
        column = _column(name)
        return f"{cell_name(0, column + by if column >= at + (by < 0) else column)[:-1]}{_row(name)}"

    def change(root: Any) -> None:
        for cell in [*root.iter(f"{MAIN}c")]:
            if by < 0 and _column(cell.get("r")) == at:
                cell.getparent().remove(cell)
            cell.set("r", moved(cell.get("r")))
        for merge in [*root.iter(f"{MAIN}mergeCell")]:
            first, last = merge.get("ref").split(":")
            gone = by < 0 and _column(first) == _column(last) == at
            last = last if by < 0 and _column(last) < at else moved(last)
            merge.set("ref", f"{moved(first)}:{last}")
            if gone or moved(first) == last:
                merge.getparent().remove(merge)

    return _changed(data, sheet, change)


def with_picture(data: bytes, number: int) -> bytes:
    """The workbook with a picture on a sheet, counted from 1."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        links = (
            f'<Relationships><Relationship Id="rId1" Type="{kind}" Target="../drawings/drawing1.xml"/></Relationships>'
        )
        archive.writestr(f"xl/worksheets/_rels/sheet{number}.xml.rels", links)
        archive.writestr("xl/drawings/drawing1.xml", "<wsDr><twoCellAnchor/></wsDr>")
    return stream.getvalue()


def with_struck_cell(data: bytes, sheet: str, cell: str) -> bytes:
    """The workbook with the format of a cell struck out, as somebody does who presses Ctrl+5."""
    formats: list[str] = []

    def strike(root: Any) -> None:
        font = etree.SubElement(root.find(f"{MAIN}fonts"), f"{MAIN}font")
        etree.SubElement(font, f"{MAIN}strike")
        every = root.find(f"{MAIN}cellXfs")
        formats.append(str(len(every)))
        etree.SubElement(every, f"{MAIN}xf", fontId=str(len(root.find(f"{MAIN}fonts")) - 1))

    def change(root: Any) -> None:
        next(one for one in root.iter(f"{MAIN}c") if one.get("r") == cell).set("s", formats[0])

    return _changed(rewritten(data, "xl/styles.xml", strike), sheet, change)


def with_struck_text(data: bytes, sheet: str, cell: str, *, left: str = "") -> bytes:
    """The workbook with the text of a cell struck out in it, but for what is left."""

    def change(root: Any) -> None:
        struck = next(one for one in root.iter(f"{MAIN}c") if one.get("r") == cell)
        value = "".join(struck.itertext()) or "12"
        for child in [*struck]:
            struck.remove(child)
        struck.set("t", "inlineStr")
        text = etree.SubElement(struck, f"{MAIN}is")
        if left:
            etree.SubElement(etree.SubElement(text, f"{MAIN}r"), f"{MAIN}t").text = left
        run = etree.SubElement(text, f"{MAIN}r")
        etree.SubElement(etree.SubElement(run, f"{MAIN}rPr"), f"{MAIN}strike")
        etree.SubElement(run, f"{MAIN}t").text = value

    return _changed(data, sheet, change)


def _changed(data: bytes, sheet: str, change: Callable[[Any], Any]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = etree.fromstring(archive.read("xl/workbook.xml"))
        links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    ids = {entry.get("name"): entry.get(_ID) for entry in book.iter(f"{MAIN}sheet")}
    target = next(link.get("Target") for link in links if link.get("Id") == ids[sheet])
    return rewritten(data, f"xl/{target}", change)


def rewritten(data: bytes, part: str, change: Callable[[Any], Any]) -> bytes:
    """The workbook with one XML part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                root = etree.fromstring(content)
                change(root)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(name, content)
    return stream.getvalue()


def _type(root: Any, cell: Any, name: str, value: Any) -> None:
    if cell is None:
        row = etree.SubElement(root.find(f"{MAIN}sheetData"), f"{MAIN}row", r=str(_row(name)))
        cell = etree.SubElement(row, f"{MAIN}c", r=name)
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(value, bool) or value == "#REF!":
        cell.set("t", "b" if isinstance(value, bool) else "e")
        etree.SubElement(cell, f"{MAIN}v").text = value if isinstance(value, str) else str(int(value))
    elif isinstance(value, str) and value.startswith("="):
        etree.SubElement(cell, f"{MAIN}f").text = value[1:]
        etree.SubElement(cell, f"{MAIN}v").text = "7"
    elif isinstance(value, str):
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t")
        text.text = value
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    elif value is not None:
        etree.SubElement(cell, f"{MAIN}v").text = repr(value)


def _remove(root: Any, number: int) -> None:
    for row in list(root.iter(f"{MAIN}row")):
        at = int(row.get("r"))
        if at == number:
            row.getparent().remove(row)
        elif at > number:
            row.set("r", str(at - 1))
            for cell in row:
                cell.set("r", _moved(cell.get("r"), number))
    for merge in list(root.iter(f"{MAIN}mergeCell")):
        first, last = merge.get("ref").split(":")
        if _row(first) == _row(last) == number:
            merge.getparent().remove(merge)
        else:
            first = first if _row(first) <= number else _moved(first, number)
            last = last if _row(last) < number else re.sub("[0-9]+", str(_row(last) - 1), last)
            merge.set("ref", f"{first}:{last}")


def _column(cell: str) -> int:
    letters, found = re.sub("[0-9]", "", cell), 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found - 1


def _row(cell: str) -> int:
    return int(re.sub("[A-Z]", "", cell))


def _moved(cell: str, number: int) -> str:
    row = _row(cell)
    return re.sub("[0-9]+", str(row - 1 if row > number else row), cell)


RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""


def recalculate(folder: Path, files: list[Path], kind: str = "xlsx:Calc MS Excel 2007 XML") -> list[Path]:
    """Have LibreOffice compute every formula anew and save the files; return the paths of the new files."""
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user/registrymodifications.xcu").write_text(RECALCULATE_ALWAYS, encoding="utf-8")
    options = [f"-env:UserInstallation=file://{profile}", "--convert-to", kind, "--outdir", str(out)]
    command = ["soffice", "--headless", *options, *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=60 + 5 * len(files))
    return [out / f"{file.stem}.{kind.partition(':')[0]}" for file in files]
