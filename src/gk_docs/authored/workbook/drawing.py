"""A workbook is drawn: the head, a sheet for each section, other text, and the hidden sheet."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gk_docs.authored.syntax import serialized
from gk_docs.authored.workbook.book import Book
from gk_docs.authored.workbook.measures import height
from gk_docs.authored.workbook.table_sheets import draw_table
from gk_docs.authored.workbook.validation import allow_figures, allow_one_of, allow_year
from gk_docs.authored.workbook.words import (
    HEAD,
    HEAD_HELP,
    HIDDEN,
    OTHER_TEXT,
    OWN_PART,
    TEXT_HELP,
    VERSION,
    entries,
    sheet_of,
)
from gk_docs.files.spreadsheet import made
from gk_docs.form.form import FIRST_YEAR
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from gk_docs.authored.workbook.content import Content
    from gk_docs.authored.workbook.text_sheets import Labelled
    from gk_docs.authored.workbook.words import Entry

_PIECE = 16_000  # characters of the hidden text in one cell, well below what a cell holds
_LABEL, _VALUE, _NOTE = 22, 60, 60
_TEXT = 100
_NOTES = {
    "title": "不填则由程序按机关和年度写成",
    "published": "如 2024-01-15；还没有发布的空着",
    "previous": "上年报告的文件名，与本文件放在同一文件夹；没有就空着",
    "agency.name": "必填，写全称",
    "agency.short_name": "正文里用的简称",
    "other_matters.fee.notices": "信息处理费的三个数填好后，由程序写成第六部分的那句话",
}


def drawn(content: Content) -> bytes:
    """The workbook as a file.

    Raises:
        WriteRefused: If a text is longer than a cell may be, with its cell.
    """

    def draw(file: Workbook) -> None:
        book = Book(file)
        _head(book, content)
        for section in outline_of(content.form).sections:
            if section.grid:
                draw_table(book, content, section)
            else:
                _texts(book, sheet_of(section), content.texts[sheet_of(section)])
        _texts(book, OTHER_TEXT, content.texts[OTHER_TEXT])
        _hidden(book, content)

    return made(draw)


def _head(book: Book, content: Content) -> None:
    sheet = book.sheet(HEAD)
    for column, width in enumerate((_LABEL, _VALUE, _NOTE)):
        sheet.set_column(column, column, width)
    for row, text in enumerate(HEAD_HELP):
        book.span(sheet, (row, 0, row, 2), text, "note")
    row = len(HEAD_HELP)
    for group, rows in groupby(entries(content.form), key=lambda entry: entry.group):
        book.span(sheet, (row + 1, 0, row + 1, 2), group, "label")
        row += 2
        for entry in rows:
            _entry(book, sheet, row, entry, content)
            row += 1


def _entry(book: Book, sheet: Worksheet, row: int, entry: Entry, content: Content) -> None:
    words = f"{entry.label}（{entry.unit}）" if entry.unit else entry.label
    style = "number" if entry.unit or entry.path == "year" else "entry"
    book.put(sheet, row, 0, words, "row")
    book.put(sheet, row, 1, content.head.get(entry.path, ""), style)
    book.put(sheet, row, 2, _NOTES.get(entry.path, ""), "note")
    cell = f"B{row + 1}"
    if entry.unit:
        allow_figures(sheet, [cell], entry.unit)
    elif entry.words:
        allow_one_of(sheet, cell, entry.words)
    elif entry.path == "year":
        allow_year(sheet, cell, FIRST_YEAR)


def _texts(book: Book, name: str, parts: Sequence[Labelled]) -> None:
    """A sheet of running text: labels in column A, a paragraph a cell in column B."""
    sheet = book.sheet(name, may_grow=True)
    sheet.set_column(0, 0, _LABEL)
    sheet.set_column(1, 1, _TEXT)
    for row, text in enumerate(TEXT_HELP):
        book.span(sheet, (row, 0, row, 1), text, "note")
    row = len(TEXT_HELP) + 1
    for part in parts:
        own = part.label == OWN_PART
        for number, text in enumerate(part.cells):
            book.put(sheet, row, 0, "" if number else part.label, "heading" if own else "row")
            book.put(sheet, row, 1, text, "paragraph")
            tall = max(height(text, _TEXT), 0 if number else height(part.label, _LABEL))
            sheet.set_row(row, tall)
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
