"""A report as a workbook that a clerk can fill in and correct in Excel or WPS.

The three tables have their statutory merges; totals and the identity are live formulas, made from the sums that the
form declares. Only input cells can be changed; there is no password. Text stands one paragraph a cell. What no sheet
shows (acceptances, what a published file printed, pictures, text that cells cannot say exactly) stands in a hidden
sheet, and counts while the cells beside it stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.authored.workbook.content import LastYear, of_report, to_fill
from gk_docs.files.spreadsheet import require_xlsxwriter

if TYPE_CHECKING:
    from gk_docs.authored.workbook.content import Content
    from gk_docs.form.agency import Agency
    from gk_docs.form.report import Report


def render(report: Report) -> bytes:
    """The report as a workbook.

    Raises:
        WriteRefused: If a paragraph has more than 32,767 characters.
        MissingExtra: If XlsxWriter is not installed.
    """
    return _drawn(of_report(report))


def starting(form: type[Report], agency: Agency, year: int, last: tuple[str, Report] | None = None) -> bytes:
    """A workbook that is still to be filled.

    Args:
        form: The edition of the form.
        agency: The body, with what is known of it.
        year: The year reported on.
        last: Name of the file of last year's report, and the report: its figures stand beside this year's, and its
            carried-forward cases in 上年结转.

    Raises:
        MissingExtra: If XlsxWriter is not installed.
    """
    return _drawn(to_fill(form, agency, year, LastYear(*last) if last else None))


def _drawn(content: Content) -> bytes:
    require_xlsxwriter()
    from gk_docs.authored.workbook.drawing import drawn  # noqa: PLC0415 - needs an extra

    return drawn(content)
