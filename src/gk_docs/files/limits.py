"""How large a file of each format may be: readers refuse larger ones, so writers do not write them.

Limits are checked before a file is laid out in memory.
"""

from __future__ import annotations

_MEGA = 1024 * 1024

FILE = 64 * _MEGA
"""Most bytes of any file."""

ENTRIES = 2_000
"""Most entries of a zipped office file (.docx, .xlsx)."""

UNPACKED = 128 * _MEGA
"""Most bytes of all parts of an office file together, unpacked."""

PART = 24 * _MEGA
"""Most bytes of one part of an office file, unpacked: the body of a report has a quarter of a million."""

TAGS = 250_000
"""Most tags of an XML part: a report has some ten thousand, and each takes memory."""

SHEET_TAGS = 600_000
"""Most tags of a worksheet, where each coloured empty cell has one too."""

CELLS = 500_000
"""Most squares of a worksheet from A1 to its last cell with content, and most squares under its merged cells."""

CELL_TEXT = 48 * _MEGA
"""Most characters of all cells of a workbook: a text stored once in the file may be shown in every cell."""

TEXT = 10_000_000
"""Most bytes of one text or attribute that an XML parser takes."""

PAGE = 16 * _MEGA
"""Most bytes of a web page, pictures in it included."""

PAGE_TAGS = 300_000
"""Most tags of a web page."""

DOC, PDF, PDF_PAGES = 32 * _MEGA, 32 * _MEGA, 60
"""Most bytes of a .doc and of a .pdf, and most pages of the latter."""

PASTED = 4 * _MEGA
"""Most bytes of a .txt: a report has some ten thousand."""

BLOCKS = 30_000
"""Most lines and tables of a published file, empty lines too; pasted with one cell a line, a report has thousands."""

YAML_LEVELS, YAML_NODES = 60, 200_000
"""Most levels, and most keys and values, of an authored file."""

_RATIO_MATTERS_FROM = 4 * _MEGA
_MAX_RATIO = 150


def is_too_large(size: int, packed: int) -> bool:
    """Whether a part of a zip file has too many bytes, or is packed as tightly as only a zip bomb is.

    Args:
        size: Its bytes, unpacked.
        packed: Its bytes as compressed in the file.
    """
    return size > PART or (size > _RATIO_MATTERS_FROM and size > _MAX_RATIO * max(packed, 1))
