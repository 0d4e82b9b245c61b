"""Where in an authored file a field was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def line_of(lines: Mapping[str, int], path: str) -> int | None:
    """The line of a field, or of the nearest one above it that was typed (a section given as plain text).

    None where nothing of it was typed, as in a file that nobody authored.

    >>> line_of({"requests": 4, "requests.received": 5}, "requests.received.total")
    5
    """
    while path and path not in lines:
        path = path.rpartition(".")[0]
    return lines.get(path)
