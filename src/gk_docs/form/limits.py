"""How large a file may be: readers refuse what is larger, and so writers do not write it."""

from __future__ import annotations

MAX_PART = 24 * 1024 * 1024
"""Most bytes of one part of a .docx or .xlsx, unpacked: a report has a quarter of a million."""

MAX_TAGS = 250_000
"""Most tags of an XML part: a report has some ten thousand, and each takes memory."""

MAX_PAGE = 16 * 1024 * 1024
"""Most bytes of a web page, pictures in it included."""

MAX_TEXT = 10_000_000
"""Most bytes of one text or attribute that an XML parser takes."""

_RATIO_MATTERS_FROM = 4 * 1024 * 1024
_MAX_RATIO = 150


def is_too_large(size: int, packed: int) -> bool:
    """Whether a part of a zip file is beyond what is read: too many bytes, or packed as only a zip bomb is.

    Args:
        size: Its bytes, unpacked.
        packed: Its bytes as they lie in the file.
    """
    return size > MAX_PART or (size > _RATIO_MATTERS_FROM and size > _MAX_RATIO * max(packed, 1))
