"""Findings as a workbook: the three tables with a comment on each cell that is spoken of, and a list of all."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from gk_docs.checks.case import report_of
from gk_docs.errors import MissingExtra
from gk_docs.finding import Severity
from gk_docs.form.layout import Figure
from gk_docs.form.outline import Section, outline_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gk_docs.finding import Finding
    from gk_docs.form.reading import Reading
    from gk_docs.form.report import Report

_COLOURS = {Severity.ERROR: "#FFC7CE", Severity.WARNING: "#FFEB9C", Severity.INFO: "#DDEBF7"}
_HEADS = ("级别", "代码", "位置", "说明", "写的", "应为", "处理")
_WIDTHS = (6, 8, 40, 80, 14, 14, 24)
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed moment without a zone, so that the same input gives the same file


def to_workbook(findings: Sequence[Finding], subject: Reading | Report) -> bytes:
    """An .xlsx file: a sheet of all findings, then a sheet a table with comments on the cells. Needs the extra `xlsx`.

    Raises:
        MissingExtra: If XlsxWriter is not installed.
    """
    try:
        from xlsxwriter import Workbook  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise MissingExtra('写出 .xlsx 需要 pip install "gk-docs[xlsx]"') from error
    report, stream = report_of(subject), BytesIO()
    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": _MADE})
        _list_all(book, findings)
        for section in outline_of(type(report)).sections:
            if section.grid:
                _draw(book, section, report, _by_path(findings))
    return stream.getvalue()


def _list_all(book: Any, findings: Sequence[Finding]) -> None:
    sheet = book.add_worksheet("检查结果")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (head, wide) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, wide, wrapped)
        sheet.write_string(0, column, head, book.add_format({"bold": True}))
    for row, finding in enumerate(findings, 1):
        for column, text in enumerate(_cells(finding)):
            sheet.write_string(row, column, text)
    sheet.freeze_panes(1, 0)


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


def _shown(figure: Figure, report: Report) -> str:
    value = report.figure(figure.path)
    return report.printed.words.get(figure.path, "") if value is None else str(value)


def _style(book: Any, spoken_of: Sequence[Finding]) -> Any:
    worst = max((finding.severity for finding in spoken_of), default=None)
    colour = {} if worst is None else {"bg_color": _COLOURS[worst]}
    return book.add_format({"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True, **colour})
