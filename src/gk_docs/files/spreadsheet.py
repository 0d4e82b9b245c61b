"""A new .xlsx file: the same content gives the same bytes, and text is taken for nothing but text.

XlsxWriter draws it; it comes with the extra `xlsx` and is loaded when the first workbook is made.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from gk_docs.errors import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Callable

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed moment without a zone: no clock is in the file


def require_xlsxwriter() -> None:
    """Make sure that workbooks can be written.

    Raises:
        MissingExtra: If XlsxWriter is not installed.
    """
    try:
        import xlsxwriter  # noqa: F401, PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise MissingExtra('写出 .xlsx 需要 pip install "gk-docs[xlsx]"') from error


def made(draw: Callable[[Any], None]) -> bytes:
    """The bytes of a workbook that `draw` fills; it is given an `xlsxwriter.Workbook`.

    Raises:
        MissingExtra: If XlsxWriter is not installed.
    """
    require_xlsxwriter()
    from xlsxwriter import Workbook  # noqa: PLC0415 - an extra

    stream = BytesIO()
    with Workbook(stream, _OPTIONS) as book:
        book.set_properties({"created": _MADE})
        draw(book)
    return stream.getvalue()
