"""Write a report as a workbook that a clerk can fill in and correct in Excel or WPS.

The three tables have the merged cells of the form; totals and the identity are formulas, made from the sums that the
form declares. Only input cells can be changed; there is no password. Text has one paragraph a cell. A hidden sheet
keeps what the other sheets cannot show (acceptances, what a published file printed, pictures, text that cells cannot
say exactly), which counts while the cells in question stay as they are. The file is sealed, so that one that somebody
filled in since is never replaced by accident.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gk_docs.authored.syntax import serialized
from gk_docs.authored.words import TO_CHECK
from gk_docs.authored.workbook import words
from gk_docs.authored.workbook.book import Book, DrawnSheet, height
from gk_docs.authored.workbook.content import Content, last_shown, of_report, to_fill
from gk_docs.authored.workbook.table_drawing import draw_table
from gk_docs.files.seal import is_sealed, sealed
from gk_docs.files.spreadsheet import made
from gk_docs.form.form import FIRST_YEAR
from gk_docs.form.outline import Section, outline_of
from gk_docs.form.reading import Authoring

if TYPE_CHECKING:
    from xlsxwriter import Workbook

    from gk_docs.authored.last_year import LastYear
    from gk_docs.form.agency import Agency
    from gk_docs.form.report import Report

_PIECE = 16_000  # characters of the hidden text in one cell, well below what a cell holds
_LABEL, _TEXT = 22, 100
_HEAD_LABEL, _VALUE, _NOTE = 26, 40, 38
_PARAGRAPHS = "B4:B999"  # the cells of paragraphs on a sheet of text
_DONE = "填好了"
_NEEDED = ("year", "agency.name")

is_as_written = is_sealed
"""Whether a workbook is as it was drawn here; once a program has saved it, somebody's work is in it."""


def render(report: Report, authoring: Authoring | None = None) -> bytes:
    """Draw a report as a workbook that a clerk can fill in and correct.

    Args:
        report: The report.
        authoring: What its author typed besides, to be kept where it can be.

    Raises:
        WriteRefused: If a paragraph has more than 32,767 characters, or codes that XlsxWriter cannot write as text.
        MissingExtra: If XlsxWriter is not installed.
    """
    return _drawn(of_report(report, authoring or Authoring()))


def starting(form: type[Report], agency: Agency, year: int, last: LastYear | None = None) -> bytes:
    """Draw a workbook that is still to be filled in.

    Args:
        form: The edition of the form.
        agency: The body, with what is known of it.
        year: The year reported on.
        last: Last year's report: its figures are shown beside this year's, its 结转下年度 becomes 上年结转, and its
            `texts`, if any, are filled in.

    Raises:
        MissingExtra: If XlsxWriter is not installed.
    """
    return _drawn(to_fill(form, agency, year, last))


def _drawn(content: Content) -> bytes:
    """Draw the workbook: the sheet `HEAD`, a sheet for each section, other text, and the hidden sheet."""

    def draw(file: Workbook) -> None:
        book = Book(file)
        _head(book, content)
        for section in outline_of(content.form).sections:
            if section.grid:
                draw_table(book, content, section)
            else:
                _texts(book, content, words.sheet_of(section))
        _texts(book, content, words.OTHER_TEXT)
        _hidden(book, content)

    return sealed(made(draw, f"{content.head.get('agency.name', '')}{content.year}年"))


def _head(book: Book, content: Content) -> None:
    """Draw the sheet `HEAD`: instructions, progress, names and values, and who filled it in."""
    sheet, rows = book.sheet(words.HEAD), words.head_rows(content.form)
    sheet.xlsx.set_default_row(20)
    for column, width in enumerate((_HEAD_LABEL, _VALUE, _NOTE)):
        sheet.xlsx.set_column(column, column, width)
    for row, text in enumerate(words.HEAD_HELP):
        sheet.span((row, 0, row, 2), text, "help")
    sheet.span((len(words.HEAD_HELP), 0, len(words.HEAD_HELP), 2), words.PROGRESS, "label")
    for number, section in enumerate(outline_of(content.form).sections):
        _progress(sheet, len(words.HEAD_HELP) + 1 + number, section, content)
    for group, found in groupby(words.entries(content.form), key=lambda entry: entry.group):
        several = list(found)
        above = rows[several[0].path] - 1
        sheet.span((above, 0, above, 2), group, "label")
        for entry in several:
            _entry(sheet, rows[entry.path], entry, content)
    above = rows[words.FILLED[0]] - 1
    sheet.span((above, 0, above, 2), words.FILLED_BY, "label")
    for label in words.FILLED:
        sheet.put(rows[label], 0, label, "row")
        sheet.put(rows[label], 1, content.people.get(label, ""), "entry")
    sheet.one_page((0, 0, rows[words.FILLED[-1]], 2), upright=True)


def _progress(sheet: DrawnSheet, row: int, section: Section, content: Content) -> None:
    """Write a row with a link to a section's sheet and a formula that says what is still to be filled in there."""
    name = words.sheet_of(section)
    sheet.link((row, 0), f"internal:'{name}'!A1", name)
    sheet.xlsx.set_row(row, height(name, _HEAD_LABEL))
    if section.grid:
        empty = content.empty(section)
        formula, value = f"IF('{name}'!D2=\"\",\"{_DONE}\",'{name}'!D2)", f"还有{empty}格没有填" if empty else _DONE
    else:
        cells = [text for _, texts in content.texts[name] for text in texts if text]
        written, marked = f"COUNTA('{name}'!{_PARAGRAPHS})", f"COUNTIF('{name}'!{_PARAGRAPHS},\"*{TO_CHECK[:-1]}*\")"
        formula = f'IF({marked}>0,"还有"&{marked}&"段标着{TO_CHECK}",IF({written}=0,"还没有写","写了"&{written}&"段"))'
        old = sum(TO_CHECK[:-1] in text for text in cells)
        value = f"还有{old}段标着{TO_CHECK}" if old else f"写了{len(cells)}段" if cells else "还没有写"
        own = (entry for entry in words.entries(content.form) if entry.path.startswith(f"{section.name}."))
        if figures := [entry for entry in own if _is_to_fill(entry, content)]:
            at = [words.cell_name(words.head_rows(content.form)[entry.path], 1) for entry in figures]
            blank, also = f"COUNTBLANK({at[0]}:{at[-1]})", f"；本页的{figures[0].group}还有"
            formula += f'&IF({blank}>0,"{also}"&{blank}&"格没有填","")'
            left = sum(entry.path not in content.head for entry in figures)
            value += f"{also}{left}格没有填" if left else ""
    sheet.formula((row, 1), f"={formula}", value, "aside")


def _is_to_fill(entry: words.Entry, content: Content) -> bool:
    """Whether a value must be filled in; fee figures need not be where the text of their part is written in words."""
    outline = outline_of(content.form)
    told = next((part for part in outline.told if entry.path.startswith(f"{part.figures}.")), None)
    if told is None:
        return entry.path in _NEEDED
    name, _, part = told.path.partition(".")
    section = outline.section(name)
    title = section.named_parts[part].title
    texts = [(label, text) for label, below in content.texts[words.sheet_of(section)] for text in below if text]
    return not any(label == title or told.title in text for label, text in texts)


def _entry(sheet: DrawnSheet, row: int, entry: words.Entry, content: Content) -> None:
    label = f"{entry.label}（{entry.unit}）" if entry.unit else entry.label
    style = "number" if entry.unit or entry.path == "year" else "entry"
    sheet.put(row, 0, label, "row")
    sheet.put(row, 1, content.head.get(entry.path, ""), style)
    note = words.NOTES.get(entry.path, "")
    sheet.put(row, 2, note, "note")
    sheet.xlsx.set_row(row, height(note, _NOTE))
    if _is_to_fill(entry, content):
        sheet.mark((row, 1), f"=ISBLANK({words.cell_name(row, 1)})", "empty")
    if entry.unit:
        sheet.allow_figures([(row, 1)], entry.unit)
    elif entry.words:
        sheet.allow_one_of((row, 1), entry.words)
    elif entry.path == "year":
        sheet.allow_year((row, 1), FIRST_YEAR)


def _texts(book: Book, content: Content, name: str) -> None:
    """Draw a sheet of running text: labels in column A, one paragraph a cell in column B."""
    sheet = book.sheet(name, may_grow=True)
    sheet.xlsx.set_column(0, 0, _LABEL)
    sheet.xlsx.set_column(1, 1, _TEXT)
    if not any(text for _, cells in content.texts[name] for text in cells):
        sheet.xlsx.fit_to_pages(1, 1)
    for row, text in enumerate(words.TEXT_HELP):
        sheet.span((row, 0, row, 1), text, "note")
    row = len(words.TEXT_HELP) + 1
    for label, cells in content.texts[name]:
        for number, text in enumerate(cells):
            sheet.put(row, 0, "" if number else label, "heading" if label == words.OWN_PART else "row")
            sheet.put(row, 1, text, "paragraph")
            sheet.xlsx.set_row(row, max(height(text, _TEXT), 0 if number else height(label, _LABEL)))
            sheet.mark((row, 1), f'=ISNUMBER(SEARCH("{TO_CHECK[:-1]}",{words.cell_name(row, 1)}))', "empty")
            row += 1


def _hidden(book: Book, content: Content) -> None:
    sheet = book.book.add_worksheet(words.HIDDEN)
    edition = content.form.edition_name()
    for column, value in enumerate((words.HIDDEN, str(words.VERSION), edition, str(content.year))):
        sheet.write_string(0, column, value)
    if content.last:
        figures = outline_of(content.form).figures
        sheet.write_string(0, words.LAST_COLUMN, " ".join(str(last_shown(content.last, path)) for path in figures))
    text = serialized(content.kept) if content.kept else ""
    for number in range(0, len(text), _PIECE):
        sheet.write_string(1 + number // _PIECE, 0, text[number : number + _PIECE])
    sheet.very_hidden()
