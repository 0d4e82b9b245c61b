"""Cut a grid apart in which tables, or blocks of one, stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.published.matching.arranging.squares import Rows, Square, regions, role_of
from gk_docs.published.matching.lexing.vocabulary import recognised
from gk_docs.published.matching.printed import CASES

if TYPE_CHECKING:
    from collections.abc import Sequence


def cut_apart(rows: Rows) -> list[Rows]:
    """The tables that stand side by side, from left to right; the rows as they are if it is one table.

    A table begins in a column of row labels that follows one of figures, or with the first head of table 4 right of
    another table.
    """
    starts = [0, *_starts(rows)]
    if len(starts) == 1:
        return [rows]
    ends = [*starts[1:], len(rows[0])]
    return [trimmed([row[start:end] for row in rows]) for start, end in zip(starts, ends, strict=True)]


def _starts(rows: Rows) -> list[int]:
    found: list[int] = []
    for place in range(1, len(rows[0])):
        start = found[-1] if found else 0
        labels = "figure" not in {role_of(row[place]) for row in rows}
        if any((labels and _begins(row, start, place)) or _begins_cases(row, start, place) for row in rows):
            found.append(place)
    return found


def _begins(row: Sequence[Square], start: int, place: int) -> bool:
    """Whether a row has a label here and a figure before it, since `start`."""
    return role_of(row[place]) == "row" and any(role_of(square) == "figure" for square in row[start:place])


def _begins_cases(row: Sequence[Square], start: int, place: int) -> bool:
    """Whether a row has a head of table 4 here, and labels of another table before it."""
    return _is_of_cases(row[place]) and any(map(_is_of_another, row[start:place]))


def _is_of_cases(square: Square) -> bool:
    label = recognised(square) if square and role_of(square) == "over" else None
    return label is not None and {meaning[:2] for meaning in label.meanings} == {("head", CASES)}


def _is_of_another(square: Square) -> bool:
    label = recognised(square) if square and role_of(square) in ("row", "over", "column") else None
    return label is not None and all(meaning.table != CASES for meaning in label.meanings)


def trimmed(rows: Rows) -> Rows:
    """The rows without blank ones, and without the blank columns of each region, which wider cells cover."""
    found: list[list[Square]] = []
    for region in regions([row for row in rows if any(map(_is_filled, row))]):
        filled = [any(map(_is_filled, column)) for column in zip(*region, strict=True)]
        found.extend([square if kept else None for square, kept in zip(row, filled, strict=True)] for row in region)
    return found


def _is_filled(square: Square) -> bool:
    return square is not None and bool(square.strip())
