"""A report as a workbook that a clerk can fill in and correct in Excel or WPS.

The three tables have their statutory merges; totals and the identity are live formulas, made from the sums that the
form declares. Only input cells can be changed; there is no password. Text stands one paragraph a cell. What the sheets
do not show (acceptances, what a published file printed, pictures, text that cells cannot say exactly) stands in a
hidden sheet, and counts while the cells beside it stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.authored.syntax import serialized
from gk_docs.authored.words import TO_CHECK
from gk_docs.authored.workbook.book import Book
from gk_docs.authored.workbook.content import of_report, to_fill
from gk_docs.authored.workbook.head import draw_head
from gk_docs.authored.workbook.measures import height
from gk_docs.authored.workbook.table_drawing import draw_table
from gk_docs.authored.workbook.words import (
    HIDDEN,
    OTHER_TEXT,
    OWN_PART,
    TEXT_HELP,
    VERSION,
    cell_name,
    sheet_of,
)
from gk_docs.files.spreadsheet import made
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook

    from gk_docs.authored.last_year import LastYear
    from gk_docs.authored.workbook.content import Content
    from gk_docs.form.agency import Agency
    from gk_docs.form.report import Report

_PIECE = 16_000  # characters of the hidden text in one cell, well below what a cell holds
_LABEL, _TEXT = 22, 100


def render(report: Report) -> bytes:
    """The report as a workbook.

    Raises:
        WriteRefused: If a paragraph has more than 32,767 characters, with its cell.
        MissingExtra: If XlsxWriter is not installed.
    """
    return _drawn(of_report(report))


def starting(form: type[Report], agency: Agency, year: int, last: LastYear | None = None) -> bytes:
    """A workbook that is still to be filled.

    Args:
        form: The edition of the form.
        agency: The body, with what is known of it.
        year: The year reported on.
        last: Last year's report: its figures stand beside this year's, its carried-forward cases in 上年结转, and its
            text, where that is carried on, in place.

    Raises:
        MissingExtra: If XlsxWriter is not installed.
    """
    return _drawn(to_fill(form, agency, year, last))


def _drawn(content: Content) -> bytes:
    """The workbook: the head, a sheet for each section, other text, and the hidden sheet."""

    def draw(file: Workbook) -> None:
        book = Book(file)
        draw_head(book, content)
        for section in outline_of(content.form).sections:
            if section.grid:
                draw_table(book, content, section)
            else:
                _texts(book, content, sheet_of(section))
        _texts(book, content, OTHER_TEXT)
        _hidden(book, content)

    return made(draw, f"{content.head.get('agency.name', '')}{content.year}年")


def _texts(book: Book, content: Content, name: str) -> None:
    """A sheet of running text: labels in column A, a paragraph a cell in column B."""
    sheet = book.sheet(name, may_grow=True)
    sheet.xlsx.set_column(0, 0, _LABEL)
    sheet.xlsx.set_column(1, 1, _TEXT)
    if not any(text for _, cells in content.texts[name] for text in cells):
        sheet.xlsx.fit_to_pages(1, 1)
    for row, text in enumerate(TEXT_HELP):
        sheet.span((row, 0, row, 1), text, "note")
    row = len(TEXT_HELP) + 1
    for label, cells in content.texts[name]:
        for number, text in enumerate(cells):
            sheet.put(row, 0, "" if number else label, "heading" if label == OWN_PART else "row")
            sheet.put(row, 1, text, "paragraph")
            sheet.xlsx.set_row(row, max(height(text, _TEXT), 0 if number else height(label, _LABEL)))
            sheet.mark((row, 1), f'=ISNUMBER(SEARCH("{TO_CHECK[:-1]}",{cell_name(row, 1)}))', "empty")
            row += 1


def _hidden(book: Book, content: Content) -> None:
    sheet = book.book.add_worksheet(HIDDEN)
    edition = content.form.edition_name()
    for column, value in enumerate((HIDDEN, str(VERSION), edition, str(content.year))):
        sheet.write_string(0, column, value)
    text = serialized(content.kept) if content.kept else ""
    for number in range(0, len(text), _PIECE):
        sheet.write_string(1 + number // _PIECE, 0, text[number : number + _PIECE])
    sheet.very_hidden()
