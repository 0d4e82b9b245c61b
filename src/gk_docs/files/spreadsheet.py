"""A new .xlsx file: the same content gives the same bytes, and text is taken for nothing but text.

XlsxWriter draws it; it comes with the extra `xlsx` and is loaded when the first workbook is made.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from gk_docs.errors import missing_extra

if TYPE_CHECKING:
    from collections.abc import Callable

_FACE = {"font_name": "宋体", "font_size": 11}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_A4 = 9
_LONGEST_HEADER = 200  # of the 255 characters that Excel takes
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed moment without a zone: no clock is in the file


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
    """The bytes of a workbook that `draw` fills; it is given an `xlsxwriter.Workbook`.

    Args:
        draw: Draws the sheets. A format without a face of its own is 宋体 11.
        title: What the properties of the file name it, or "".

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
    """Let a sheet print on A4, all columns on a page, with the page number below.

    Args:
        sheet: An `xlsxwriter` worksheet.
        title: What stands above each page, or "".
        named: Whether the name of the sheet stands beside it.
        across: Whether the page lies on its side.
        high: How many pages the rows may take; 0 for as many as they need.
    """
    sheet.set_landscape() if across else sheet.set_portrait()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, high)
    sheet.set_footer('&C&"宋体"&10第 &P 页，共 &N 页')
    if title:
        name = "　&A" if named else ""
        sheet.set_header('&C&"宋体,加粗"&14 ' + title[:_LONGEST_HEADER].replace("&", "&&") + name)
