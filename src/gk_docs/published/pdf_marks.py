"""Tell which characters of a PDF page are note marks, struck out, or not all that a cell shows."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gk_docs.files.marks import RAISED, UNREAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pdfplumber.page import Page
    from pdfplumber.table import Table

_SMALLER, _ABOVE_FOOT, _NEXT = 0.88, 0.15, 0.3  # of the type size before a note mark
_STROKE, _MIDDLE, _REACH = "\u0336", 0.25, 6  # points; a line through the middle half of a character strikes it out
_NEARLY_WHITE = 0.95
_FLAT = 2.0  # points; a higher line is none


def is_inside(item: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    """Whether the middle of something on a page is in a box."""
    left, top, right, bottom = box
    across, down = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(left <= across <= right and top <= down <= bottom)


def mark_odd(table: Table, rows: Sequence[list[str | None]], page: Page, size: float) -> None:
    """Mark the figures of which the cell shows more, or less: see `_differ`; or a picture stands beside the digits."""
    digits = sorted(filter(_is_digit, page.chars), key=lambda char: (round(char["top"]), float(char["x0"])))
    odd = [char for char in digits if not char["upright"] or char["size"] < _SMALLER * size or _is_white(char)]
    odd += [other for char, other in pairwise(digits) if _lies_on(other, char)]
    odd += [image for image in page.images if is_inside(image, table.bbox)]
    for row, texts in zip(table.rows, rows, strict=True) if odd else ():
        for place, (box, text) in enumerate(zip(row.cells, texts, strict=True)):
            near = [item for item in odd if box and is_inside(item, box)]
            if box and text and near and any(map(str.isdecimal, text)):
                chars = [char for char in page.chars if is_inside(char, box) and _is_digit(char)]
                beside = any("text" not in item and item["x1"] - item["x0"] < box[2] - box[0] for item in near)
                texts[place] = text + UNREAD * (beside or _differ(chars))


def _is_digit(char: dict[str, Any]) -> bool:
    return bool(char["text"].isdecimal())


def _differ(chars: Sequence[dict[str, Any]]) -> bool:
    """Whether the digits of a cell are not one number: some small, some white, turned, or one on another."""
    small, large = (extreme((char["size"] for char in chars), default=0) for extreme in (min, max))
    mixed = small < _SMALLER * large or len({_is_white(char) for char in chars}) > 1
    row = sorted(chars, key=lambda char: float(char["x0"]))
    covered = any(_lies_on(other, char) for char, other in pairwise(row))
    return mixed or covered or not all(char["upright"] for char in chars)


def _lies_on(char: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether more than half of a character is in the place of one that begins before it."""
    across = other["x1"] - char["x0"] > (char["x1"] - char["x0"]) / 2
    return bool(across and abs(char["top"] - other["top"]) < (char["bottom"] - char["top"]) / 2)


def _is_white(char: dict[str, Any]) -> bool:
    """Whether a character is printed in white; in four colours, with none of the inks."""
    color = char["non_stroking_color"]
    inks = [ink for ink in color if isinstance(ink, int | float)] if isinstance(color, tuple) else []
    four = len(inks) == len("cmyk")
    return bool(inks) and all((1 - ink if four else ink) > _NEARLY_WHITE for ink in inks)


def set_raised_apart(chars: list[dict[str, Any]]) -> None:
    """Replace the digits of a note mark, which are smaller and higher than the text before them, by superscripts."""
    before: dict[str, Any] | None = None
    end = 0.0
    for char in chars:
        if before and before["text"].strip() and _is_raised(char, before, end):
            char["text"] = char["text"].translate(RAISED)
        else:
            before = char
        end = char["x1"]


def _is_raised(char: dict[str, Any], before: dict[str, Any], end: float) -> bool:
    size = before["size"]
    smaller = 0 < char["size"] < _SMALLER * size
    beside = before["top"] - size / 2 < char["top"] < char["bottom"] < before["bottom"] - _ABOVE_FOOT * size
    return bool(smaller and beside and abs(char["x0"] - end) < _NEXT * size)


def mark_struck(page: Page) -> None:
    """Add a stroke to each character that a line strikes out, so that it is not taken for valid text."""
    chars: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for char in page.chars:
        chars[int(char["top"] + char["bottom"]) // 2].append(char)
    for line in [*page.lines, *page.rects]:
        height = (line["top"] + line["bottom"]) / 2
        thin = line["bottom"] - line["top"] < _FLAT < line["x1"] - line["x0"]
        for near in range(int(height) - _REACH, int(height) + _REACH + 1) if thin else ():
            for char in chars.get(near, ()):
                inside = line["x0"] < (char["x0"] + char["x1"]) / 2 < line["x1"]
                margin = _MIDDLE * (char["bottom"] - char["top"])
                if inside and char["top"] + margin < height < char["bottom"] - margin:
                    char["text"] = f"{char['text'][:1]}{_STROKE}"
