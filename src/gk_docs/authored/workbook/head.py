"""The first sheet of a workbook: what to do, what is still to be done, names and values, and who filled it in."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gk_docs.authored.words import TO_CHECK
from gk_docs.authored.workbook.measures import height
from gk_docs.authored.workbook.words import (
    FILLED,
    FILLED_BY,
    HEAD,
    HEAD_HELP,
    NOTES,
    PROGRESS,
    cell_name,
    entries,
    head_rows,
    sheet_of,
)
from gk_docs.form.form import FIRST_YEAR
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from gk_docs.authored.workbook.book import Book, DrawnSheet
    from gk_docs.authored.workbook.content import Content
    from gk_docs.authored.workbook.words import Entry
    from gk_docs.form.outline import Section

_LABEL, _VALUE, _NOTE = 26, 56, 60
_TEXTS = "B4:B999"  # where the paragraphs of a sheet of text may stand
_DONE = "填好了"
_NEEDED = ("year", "agency.name")


def draw_head(book: Book, content: Content) -> None:
    """Add the sheet."""
    sheet, rows = book.sheet(HEAD), head_rows(content.form)
    sheet.xlsx.set_default_row(20)
    for column, width in enumerate((_LABEL, _VALUE, _NOTE)):
        sheet.xlsx.set_column(column, column, width)
    for row, text in enumerate(HEAD_HELP):
        sheet.span((row, 0, row, 2), text, "help")
    sheet.span((len(HEAD_HELP), 0, len(HEAD_HELP), 2), PROGRESS, "label")
    for number, section in enumerate(outline_of(content.form).sections):
        _progress(sheet, len(HEAD_HELP) + 1 + number, section, content)
    for group, found in groupby(entries(content.form), key=lambda entry: entry.group):
        several = list(found)
        above = rows[several[0].path] - 1
        sheet.span((above, 0, above, 2), group, "label")
        for entry in several:
            _entry(sheet, rows[entry.path], entry, content)
    above = rows[FILLED[0]] - 1
    sheet.span((above, 0, above, 2), FILLED_BY, "label")
    for label in FILLED:
        sheet.put(rows[label], 0, label, "row")
        sheet.put(rows[label], 1, "", "entry")
    sheet.one_page((0, 0, rows[FILLED[-1]], 2), upright=True)


def _progress(sheet: DrawnSheet, row: int, section: Section, content: Content) -> None:
    """What is still to be done on the sheet of a section, with a link to it."""
    name = sheet_of(section)
    sheet.link((row, 0), f"internal:'{name}'!A1", name)
    sheet.xlsx.set_row(row, height(name, _LABEL))
    if section.grid:
        empty = content.empty(section)
        formula, value = f"IF('{name}'!D2=\"\",\"{_DONE}\",'{name}'!D2)", f"还有{empty}格没有填" if empty else _DONE
    else:
        cells = [text for _, texts in content.texts[name] for text in texts if text]
        written, marked = f"COUNTA('{name}'!{_TEXTS})", f"COUNTIF('{name}'!{_TEXTS},\"*{TO_CHECK[:-1]}*\")"
        formula = f'IF({marked}>0,"还有"&{marked}&"段标着{TO_CHECK}",IF({written}=0,"还没有写","写了"&{written}&"段"))'
        old = sum(TO_CHECK[:-1] in text for text in cells)
        value = f"还有{old}段标着{TO_CHECK}" if old else f"写了{len(cells)}段" if cells else "还没有写"
        own = (entry for entry in entries(content.form) if entry.path.startswith(f"{section.name}."))
        if figures := [entry for entry in own if _is_to_fill(entry, content)]:
            at = [cell_name(head_rows(content.form)[entry.path], 1) for entry in figures]
            blank, words = f"COUNTBLANK({at[0]}:{at[-1]})", f"；本页的{figures[0].group}还有"
            formula += f'&IF({blank}>0,"{words}"&{blank}&"格没有填","")'
            left = sum(entry.path not in content.head for entry in figures)
            value += f"{words}{left}格没有填" if left else ""
    sheet.formula((row, 1), f"={formula}", value, "aside")


def _is_to_fill(entry: Entry, content: Content) -> bool:
    """Whether a value is needed: of figures from which a part is written, unless somebody has written it in words."""
    outline = outline_of(content.form)
    told = next((part for part in outline.told if entry.path.startswith(f"{part.figures}.")), None)
    if told is None:
        return entry.path in _NEEDED
    name, _, part = told.path.partition(".")
    section = outline.section(name)
    title = section.named_parts[part].title
    texts = [(label, text) for label, below in content.texts[sheet_of(section)] for text in below if text]
    return not any(label == title or told.title in text for label, text in texts)


def _entry(sheet: DrawnSheet, row: int, entry: Entry, content: Content) -> None:
    words = f"{entry.label}（{entry.unit}）" if entry.unit else entry.label
    style = "number" if entry.unit or entry.path == "year" else "entry"
    sheet.put(row, 0, words, "row")
    sheet.put(row, 1, content.head.get(entry.path, ""), style)
    note = NOTES.get(entry.path, "")
    sheet.put(row, 2, note, "note")
    sheet.xlsx.set_row(row, height(note, _NOTE))
    if _is_to_fill(entry, content):
        sheet.mark((row, 1), f"=ISBLANK({cell_name(row, 1)})", "empty")
    if entry.unit:
        sheet.allow_figures([(row, 1)], entry.unit)
    elif entry.words:
        sheet.allow_one_of((row, 1), entry.words)
    elif entry.path == "year":
        sheet.allow_year((row, 1), FIRST_YEAR)
