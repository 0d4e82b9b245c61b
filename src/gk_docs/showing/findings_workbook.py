"""Findings as a workbook: the three tables with a comment on each cell that is spoken of, and a list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gk_docs.chinese.text import width
from gk_docs.files.spreadsheet import head_columns, made
from gk_docs.finding import Severity
from gk_docs.form.layout import Figure, Label
from gk_docs.form.outline import Section, outline_of
from gk_docs.form.reading import report_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gk_docs.finding import Finding
    from gk_docs.form.layout import Content
    from gk_docs.form.reading import Reading
    from gk_docs.form.report import Report
    from gk_docs.grid import Grid

_COLOURS = {Severity.ERROR: "#FFC7CE", Severity.WARNING: "#FFEB9C", Severity.INFO: "#DDEBF7"}
_HEADS = ("级别", "代码", "位置", "说明", "写的", "应为", "处理")
_WIDTHS = (6, 8, 34, 60, 14, 20, 20)
_HEAD_COLOUR, _A4, _LINE = "#E7E6E6", 9, 16
_NARROWEST, _WIDEST = 9, 30  # columns, in characters


def to_workbook(findings: Sequence[Finding], subject: Reading | Report) -> bytes:
    """An .xlsx file: a sheet of all findings, then a sheet a table with comments on the cells. Needs the extra `xlsx`.

    Raises:
        MissingExtra: If XlsxWriter is not installed.
    """
    report = report_of(subject)

    def draw(book: Any) -> None:
        _list_all(book, findings)
        for section in outline_of(type(report)).sections:
            if section.grid:
                _draw(book, section, report, _by_path(findings))

    return made(draw)


def _list_all(book: Any, findings: Sequence[Finding]) -> None:
    sheet = book.add_worksheet("检查结果")
    _set_page(sheet)
    head_columns(sheet, _HEADS, _WIDTHS, book.add_format({"bold": True, "border": 1, "bg_color": _HEAD_COLOUR}))
    for row, finding in enumerate(findings, 1):
        colour = {"bg_color": _COLOURS[finding.severity]} if finding.is_problem else {}
        plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        coloured = book.add_format({"valign": "top", "border": 1, **colour})
        cells = _cells(finding)
        sheet.set_row(
            row, _LINE * max(-(-width(text, ambiguous=2) // wide) for text, wide in zip(cells, _WIDTHS, strict=True))
        )
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, plain if column else coloured)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(findings), len(_HEADS) - 1)
    sheet.repeat_rows(0)


def _set_page(sheet: Any) -> None:
    """A4 across, all columns on one page, no mark at figures that are written as they are printed."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:Z99"})


def _cells(finding: Finding) -> tuple[str, ...]:
    treated = "未能判断" if not finding.assessed else f"已说明：{finding.accepted}" if finding.accepted else ""
    found, expected = finding.found or "", finding.expected or ""
    return (finding.severity.chinese, finding.code, str(finding.place), finding.message, found, expected, treated)


def _by_path(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    told: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.assessed:
            told.setdefault(finding.place.path, []).append(finding)
    return told


def _draw(book: Any, section: Section, report: Report, told: Mapping[str, list[Finding]]) -> None:
    sheet = book.add_worksheet(f"表{section.number}")
    sheet.set_comments_author("")
    _set_page(sheet)
    if section.grid:
        _set_sizes(sheet, section.grid)
    for cell in section.grid.cells if section.grid else ():
        figure = cell.content if isinstance(cell.content, Figure) else None
        spoken_of = told.get(figure.path, []) if figure else []
        text = _shown(figure, report) if figure else getattr(cell.content, "text", "")
        style = _style(book, spoken_of)
        if cell.row_span * cell.column_span > 1:
            last = (cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
            sheet.merge_range(cell.row, cell.column, *last, text, style)
        else:
            sheet.write_string(cell.row, cell.column, text, style)
        if spoken_of:
            said = "\n".join(f"{finding.code} {finding.message}" for finding in spoken_of)
            sheet.write_comment(cell.row, cell.column, said, {"x_scale": 3, "y_scale": 2})


def _set_sizes(sheet: Any, grid: Grid[Content]) -> None:
    """Columns as wide and rows as high as their labels need."""
    labels = [(cell, width(cell.content.text)) for cell in grid.cells if isinstance(cell.content, Label)]
    wide: dict[int, int] = {}
    for cell, size in labels:
        for column in range(cell.column, cell.column + cell.column_span):
            own = min(size + 2, _WIDEST) if cell.column_span == 1 else 0
            wide[column] = max(wide.get(column, _NARROWEST), own)
    high: dict[int, int] = {}
    for cell, size in labels:
        room = sum(wide[column] for column in range(cell.column, cell.column + cell.column_span))
        lines = -(-size // max(room - 2, 1)) if cell.row_span == 1 else 1
        high[cell.row] = max(high.get(cell.row, 1), lines)
    for column, size in wide.items():
        sheet.set_column(column, column, size)
    for row, lines in high.items():
        sheet.set_row(row, _LINE * lines)


def _shown(figure: Figure, report: Report) -> str:
    value = report.figure(figure.path)
    return report.printed.words.get(figure.path, "") if value is None else str(value)


def _style(book: Any, spoken_of: Sequence[Finding]) -> Any:
    worst = max((finding.severity for finding in spoken_of), default=None)
    colour = {} if worst is None else {"bg_color": _COLOURS[worst]}
    return book.add_format({"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True, **colour})
