"""Read the sheets of a workbook (.xlsx), whose size is measured in their XML before python-calamine reads them.

python-calamine lays out every square from A1 to the last cell: two cells far apart, in a file of a kilobyte, would fill
the memory and end the process. It gets only the parts that were measured, so that it cannot read another file than we.
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache
from posixpath import join, normpath
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs import regex as re
from gk_docs.errors import UnreadableFile, missing_extra
from gk_docs.files import limits
from gk_docs.files.opc import Package, damaged, parsed
from gk_docs.files.sheetmarks import ERROR, settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from lxml.etree import _Element

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACES = re.compile(rb"r\s*=\s*[\"']([^\"']*)[\"']")
_PLACE = re.compile(rb"([A-Za-z]{0,3})([0-9]{0,7})")
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']")
_AS_IN_ASCII = {b"utf-8", b"us-ascii", b"ascii", b"gbk", b"gb2312", b"gb18030", b"iso-8859-1", b"windows-1252"}
"""Encodings in which the byte of `<` never stands for another character, so that every parser sees the same tags."""
_LEAST_COLUMNS = 2  # a text sheet of our workbook may be empty but for column A, yet its notes span A and B
_KNOWN_AT_MOST = 8192
_BLANKS = b"\xef\xbb\xbf \t\r\n"


class Sheet(NamedTuple):
    """One sheet; rows and columns are counted from 0.

    Attributes:
        name: Its name.
        rows: The values, row by row, from the first square on.
        covered: For each square that a merged cell covers, its own first square.
        formulas: The cells that hold a formula or an error (#REF!), and whether the file keeps what a formula gave.
        emptied: The cells of which nothing is read, since all that they hold is struck out.
    """

    name: str
    rows: list[list[Any]]
    covered: dict[tuple[int, int], tuple[int, int]]
    formulas: Mapping[tuple[int, int], bool]
    emptied: AbstractSet[tuple[int, int]] = frozenset()


def names_of(package: Package) -> Mapping[str, str]:
    """The part of each sheet by the sheet's name; empty if the package is not a workbook.

    Raises:
        UnreadableFile: If the workbook is damaged.
    """
    if "xl/workbook.xml" not in package:
        return {}
    targets = {link.get("Id", ""): link.get("Target", "") for link in package.xml("xl/_rels/workbook.xml.rels")}
    found = {}
    for sheet in package.xml("xl/workbook.xml").iter("{*}sheet"):
        found[sheet.get("name", "")] = _part(targets.get(sheet.get(_ID, ""), ""), "xl")
    return found


def _part(target: str, folder: str) -> str:
    """The part that a relationship points to, from the folder of the part that it belongs to."""
    return normpath(target.lstrip("/") if target.startswith("/") else join(folder, target))


def with_drawings(package: Package) -> Iterator[str]:
    """The names of the sheets with a picture, a text box or another drawing on them."""
    for name, part in names_of(package).items():
        folder, _, file = part.rpartition("/")
        links = f"{folder}/_rels/{file}.rels"
        for link in package.xml(links) if links in package else ():
            drawing = _part(link.get("Target", ""), folder)
            if link.get("Type", "").endswith("/drawing") and drawing in package and len(package.xml(drawing)):
                yield name


def sheets_of(package: Package, gone: list[str] | None = None) -> Iterator[Sheet]:
    """The sheets of a workbook, in its order.

    Args:
        package: The workbook.
        gone: The texts that are struck out, and so are in no cell, are added to it.

    Raises:
        MissingExtra: If python-calamine is not installed.
        UnreadableFile: If the file is not a workbook, is damaged, encrypted or beyond the limits.
    """
    parts = {name: data for name in package.names if "/media/" not in name and _is_xml(data := package.read(name))}
    if not any(name.replace("\\", "/").lower() == "xl/workbook.xml" for name in parts):
        raise UnreadableFile("不是 .xlsx 工作簿", mend="请用 Excel 或 WPS 打开后另存为 .xlsx")
    sheets = {name: data for name, data in parts.items() if b"sheetData" in data}
    for data in sheets.values():
        _refuse_far_cells(data)
    _refuse_repeated_text(parts, sheets)
    try:
        from python_calamine import CalamineError, load_workbook  # noqa: PLC0415 - an extra
    except ImportError:
        raise missing_extra("读取 .xlsx ", "xlsx") from None
    try:
        by_name = names_of(package)
        given = settled(parts, sheets, [] if gone is None else gone)
        book = load_workbook(io.BytesIO(_packed(given.parts)))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
            formulas = _formulas(sheets.get(part := by_name.get(name, ""), b""))
            emptied = set(map(_square, given.emptied.get(part, ())))
            yield Sheet(name, rows, _covered(sheet.merged_cell_ranges or (), rows), formulas, emptied)
    except (CalamineError, ValueError, KeyError, OSError) as error:
        raise UnreadableFile("工作簿不完整或已损坏", mend="请用 Excel 或 WPS 打开后重新另存") from error


def _is_xml(data: bytes) -> bool:
    return data[:64].lstrip(_BLANKS).startswith(b"<")


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return packed.getvalue()


def _refuse_far_cells(xml: bytes) -> None:
    """Refuse a sheet whose cells lie too far apart.

    Raises:
        UnreadableFile: If it reaches beyond the limits.
    """
    encoding = _ENCODING.match(xml.lstrip(_BLANKS))
    if b"<!D" in xml or (encoding and encoding[1].lower() not in _AS_IN_ASCII):
        raise damaged()
    if _at_most(xml) <= limits.CELLS:
        return
    height, width = _extent(xml)
    if height * width > limits.CELLS:
        raise UnreadableFile(f"工作表过大（{height}行{width}列），不是一份年度报告")


def _at_most(xml: bytes) -> int:
    """An upper bound of the squares of a sheet, found without parsing it; low enough for most sheets to pass."""
    said = filter(bytes.isalnum, set(_PLACES.findall(xml)))  # calamine refuses an `r` with other characters
    places = [*map(_place, said)]
    height = max((row for row, _ in places), default=0) + xml.count(b"row")
    return height * (max((column for _, column in places), default=0) + xml.count(b"<c") + xml.count(b":c"))


def _extent(xml: bytes) -> tuple[int, int]:
    """The rows and columns of a sheet up to its last cell; a row or cell without a place follows the one before it."""
    height = width = row = column = 0
    for element in _elements(xml, "{*}row", "{*}c"):
        said = element.get("r")
        at_row, at_column = _place(said.encode()) if said is not None else (0, 0)
        if element.tag.endswith("row"):
            row, column = row + 1 if said is None else at_row, 0
        else:
            at_row, column = (max(row, 1), column + 1) if said is None else (at_row, at_column)
            if len(element):
                height, width = max(height, at_row), max(width, column)
    return height, width


@lru_cache(_KNOWN_AT_MOST)
def _place(said: bytes) -> tuple[int, int]:
    """Row and column in a place such as B3, counted from 1; 0 where one is missing, beyond the limit for nonsense."""
    match = _PLACE.fullmatch(said)
    column = 0
    for letter in match[1].upper() if match else b"":
        column = column * 26 + letter - ord("A") + 1
    return (int(match[2] or 0), column) if match else (limits.CELLS + 1, limits.CELLS + 1)


def _elements(xml: bytes, *tags: str) -> Iterator[_Element]:
    """The elements of a sheet with these tags, in order; a long sheet is parsed one element at a time."""
    if xml.count(b"<") <= limits.TAGS:
        yield from parsed(xml).iter(*tags)
        return
    if xml.count(b"<") > limits.SHEET_TAGS:
        raise UnreadableFile("工作表过大，不是一份年度报告", found=f"超过{limits.SHEET_TAGS}个标记")
    from lxml import etree  # noqa: PLC0415 - loaded when a file of this kind is read

    events = etree.iterparse(io.BytesIO(xml), ("start", "end"), tag=tags, resolve_entities=False, no_network=True)
    try:
        for event, element in events:
            if (event == "start") == element.tag.endswith("row"):
                yield element
            if event == "end":
                element.clear()
    except etree.XMLSyntaxError as error:
        raise damaged() from error


def _formulas(xml: bytes) -> dict[tuple[int, int], bool]:
    """The cells with a formula or an error, and whether the file stores the formula's result (also empty text)."""
    found: dict[tuple[int, int], bool] = {}
    for formula in _elements(xml, "{*}f") if b"<f" in xml or b":f" in xml else ():
        cell = formula.getparent()
        if cell is not None:
            kept = cell.get("t") == "str" or any(child.text for child in cell if child is not formula)
            found[_square(cell.get("r", ""))] = kept
    for cell in _elements(xml, "{*}c") if ERROR.search(xml) else ():
        if cell.get("t") == "e":
            found[_square(cell.get("r", ""))] = False
    return found


def _square(name: str) -> tuple[int, int]:
    row, column = _place(name.encode())
    return row - 1, column - 1


def _refuse_repeated_text(parts: Mapping[str, bytes], sheets: Mapping[str, bytes]) -> None:
    """Refuse a workbook whose shared texts, copied into every cell that shows them, would fill the memory."""
    table = next((data for name, data in parts.items() if name.lower().endswith("sharedstrings.xml")), b"")
    if sum(xml.count(b"<c") + xml.count(b":c") for xml in sheets.values()) * len(table) <= limits.CELL_TEXT:
        return
    lengths = [sum(map(len, map(str, item.itertext()))) for item in parsed(table).iter("{*}si")]
    texts = (cell for xml in sheets.values() for cell in _elements(xml, "{*}c") if cell.get("t") == "s")
    numbers = (str(child.text) for cell in texts for child in cell if str(child.tag).endswith("v"))
    total = sum(lengths[int(number)] for number in numbers if number.isdecimal() and int(number) < len(lengths))
    if total > limits.CELL_TEXT:
        raise UnreadableFile("工作簿里的文字过长，不是一份年度报告", found=f"{total}字")


def _covered(
    merged: Iterable[tuple[tuple[int, int], tuple[int, int]]], rows: Sequence[Sequence[Any]]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each square under a merged cell, the first square of that cell; squares beyond the sheet are left out."""
    height, width = len(rows), max(_LEAST_COLUMNS, max(map(len, rows), default=0))
    spans = [(start, min(end[0] + 1, height), min(end[1] + 1, width)) for start, end in merged]
    if sum(max(0, bottom - top) * max(0, right - left) for (top, left), bottom, right in spans) > limits.CELLS:
        raise UnreadableFile("工作表里合并的单元格过大，不是一份年度报告")
    return {
        (row, column): (top, left)
        for (top, left), bottom, right in spans
        for row in range(top, bottom)
        for column in range(left, right)
    }
