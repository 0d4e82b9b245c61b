"""Read workbooks (.xlsx): tables on any sheet, and the text around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.files.encoding import clean
from gk_docs.files.marks import left_out
from gk_docs.files.opc import Package, authors_in
from gk_docs.files.sheets import Sheet, sheets_of
from gk_docs.files.source import FileFacts, Source
from gk_docs.files.tables import UnrolledTable
from gk_docs.published.matching.lexing.tokens import tokens_of_cell
from gk_docs.published.matching.matcher import matched
from gk_docs.published.matching.text.headings import title_of
from gk_docs.published.pages import Block, Line, Pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.form.reading import Reading

_COMMENTS = re.compile(r"xl/(?:\w+/)?comments?[0-9]*\.xml")
_RECKONED_ANEW = re.compile(rb"fullCalcOnLoad\s*=\s*[\"'](?:1|true)")
"""Pattern of a workbook whose program left it to Excel to work out its formulas: the results in it say nothing."""

_EXACT = 10**15  # a float below it is an exact integer
# by whether the file keeps the result of a formula
_NO_RESULT = {False: "（公式，文件里没有算出的数）", True: ""}


def read(source: Source) -> Reading:
    """Read a report from a workbook of any origin, with tables anywhere and title and text around them.

    Raises:
        MissingExtra: If python-calamine is not installed.
        UnreadableFile: If the file is damaged, encrypted or beyond the limits.
        NotAnAnnualReport: If nothing in it is an annual report.
    """
    gone: list[str] = []
    package = Package(source.data)
    stale = "xl/workbook.xml" in package and bool(_RECKONED_ANEW.search(package.read("xl/workbook.xml")))
    sheets = [_rows(sheet, stale=stale) for sheet in sheets_of(package, gone)]
    blocks = tuple(block for rows in sheets for block in _blocks(rows))
    comments = sum(package.read(name).count(b"<comment ") for name in package.names if _COMMENTS.fullmatch(name))
    facts = FileFacts(source.name, "xlsx", authors_in(package, "docProps/core.xml"), comments)
    return matched(Pages(blocks, aside=left_out(gone), facts=facts), source.name)


def _rows(sheet: Sheet, *, stale: bool) -> list[list[str | None]]:
    """The rows of a sheet as text; squares that a merged cell covers are None, and results of formulas not `stale`."""
    known = {place: kept and not stale for place, kept in sheet.formulas.items()}
    return [
        [
            _text(
                value if value != "" and known.get((row, column), True) else _NO_RESULT[known.get((row, column), True)]
            )
            if sheet.covered.get((row, column), (row, column)) == (row, column)
            else None
            for column, value in enumerate(values)
        ]
        for row, values in enumerate(sheet.rows)
    ]


def _text(value: object) -> str:
    """The text of a cell, with numbers as a workbook shows them: whole ones without .0, and 0.1 + 0.2 as 0.3."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else f"{value:.15g}"
    return clean(str(value)).strip()


def _blocks(rows: Sequence[Sequence[str | None]]) -> Iterator[Block]:
    """The blocks of a sheet: rows with one filled cell that is a title or sentence are lines, the others are tables."""
    table: list[tuple[str | None, ...]] = []
    for row in rows:
        filled = [cell for cell in row if cell]
        if table and not filled and row[:1] == [None]:
            continue  # merged cells of the row above cover it
        if not filled or (len(filled) == 1 and _is_text(filled[0])):
            yield from _table(table)
            table = []
            yield from (Line(line) for line in (filled[0].split("\n") if filled else ()))
        else:
            table.append(tuple(row))
    yield from _table(table)


def _is_text(text: str) -> bool:
    return title_of(text) is not None or tokens_of_cell(text)[0].kind == "words"


def _table(rows: Iterable[tuple[str | None, ...]]) -> Iterator[UnrolledTable]:
    """The rows as a table, without empty columns on either side; nothing if all cells are empty."""
    kept = list(rows)
    used = [number for row in kept for number, cell in enumerate(row) if cell]
    if used:
        yield UnrolledTable(tuple(row[min(used) : max(used) + 1] for row in kept))
