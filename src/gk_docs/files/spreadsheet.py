"""Make .xlsx files: the same content gives the same bytes, and text is never taken for a formula or a link.

XlsxWriter draws it; it comes with the extra `xlsx` and is loaded when the first workbook is made.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

from gk_docs.errors import missing_extra

_FACE = {"font_name": "宋体", "font_size": 11}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_A4 = 9  # Excel's number of the paper size
_SIDES, _TOP = 10 / 25.4, 19 / 25.4  # margins in inches
_AS_IT_IS = {"scale_with_doc": False}
_LONGEST_HEADER = 200  # of the 255 characters that Excel takes
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed moment without a zone: no clock is in the file

ACROSS, LEAST_SCALE = 168, 64
"""Width in characters that a page across holds in readable type, and its size in percent: 7 points of 11 where 宋体 has
the widest digits (DejaVu Sans, in LibreOffice). Excel prints it larger."""

BESIDE = 5 / 7
"""What a column takes besides its characters."""


def require_xlsxwriter() -> None:
    """Make sure that workbooks can be written.

    Raises:
        MissingExtra: If XlsxWriter is not installed.
    """
    try:
        import xlsxwriter  # noqa: F401, PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise missing_extra("写出 .xlsx ", "xlsx") from error


def made(draw: Callable[[Any], None], title: str = "") -> bytes:
    """The bytes of a workbook that `draw` fills; `draw` is given an `xlsxwriter.Workbook`.

    Args:
        draw: Draws the sheets. A format without a font of its own is 宋体 11.
        title: The title in the properties of the file, or "".

    Raises:
        MissingExtra: If XlsxWriter is not installed.
    """
    require_xlsxwriter()
    from xlsxwriter import Workbook  # noqa: PLC0415 - an extra

    stream = BytesIO()
    # A fresh copy, since XlsxWriter changes the properties that it is given.
    with Workbook(stream, {**_OPTIONS, "default_format_properties": {**_FACE}}) as book:
        book.set_properties({"created": _MADE, "title": title})
        draw(book)
    return stream.getvalue()


def fit_to_paper(sheet: Any, *, title: str = "", named: bool = False, across: bool = True, high: int = 0) -> None:
    """Set a sheet up to print on A4 with all columns on one page and the page number below.

    Args:
        sheet: An `xlsxwriter` worksheet.
        title: The header of each page, or "".
        named: Whether the header has the name of the sheet after the title.
        across: Whether the page is landscape.
        high: How many pages the rows may take; 0 for as many as they need.
    """
    sheet.set_landscape() if across else sheet.set_portrait()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, high)
    sheet.set_margins(_SIDES, _SIDES, _TOP, _TOP)
    sheet.set_footer('&C&"宋体"&11第 &P 页，共 &N 页', _AS_IT_IS)
    if title:
        name = "　&A" if named else ""
        sheet.set_header('&C&"宋体,加粗"&14 ' + title[:_LONGEST_HEADER].replace("&", "&&") + name, _AS_IT_IS)
