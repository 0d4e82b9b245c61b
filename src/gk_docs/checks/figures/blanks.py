"""Blank cells of a report: which there are, how they lie, and what belongs there where the sums tell."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.checks.case import Case

DASHES = frozenset("-－—–―/／\\无暂~*×_.·") | {"——", "--", "暂无", "没有", "空"}
"""What stands in a cell for nothing."""


class Blanks(NamedTuple):
    """Blank cells that are told of together: one cell, a whole row, or a table.

    Attributes:
        path: Field path of the cell, row or section.
        cells: Paths of the cells.
        whole: Whether the row or table has nothing but blanks; if not, blanks stand for zeros in the table.
    """

    path: str
    cells: tuple[str, ...]
    whole: bool = True


def blanks_of(case: Case) -> Iterator[Blanks]:
    """Blank cells of all tables, in the order of the form.

    Left out are cells that the reader could not read, and totals that nobody stated because a term is blank.
    """
    for section in case.outline.sections:
        paths = [path for path in case.outline.figures if path.startswith(f"{section.name}.")]
        blank = [path for path in paths if _is_blank(case, path)]
        if blank and all(_is_empty(case, path) for path in paths):
            yield Blanks(section.name, tuple(blank))
        elif case.origin == "published" and len(blank) > len(paths) / 2:
            yield Blanks(section.name, tuple(blank), whole=False)
        else:
            yield from _by_row(case, paths, blank)


def _by_row(case: Case, paths: Sequence[str], blank: Sequence[str]) -> Iterator[Blanks]:
    rows: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for path in paths:
        rows.setdefault((path.rpartition(".")[0], case.outline.figures[path].rows), []).append(path)
    for (row, _), cells in rows.items():
        empty = tuple(path for path in cells if path in blank)
        if empty and len(cells) > 1 and all(_is_empty(case, path) for path in cells):
            yield Blanks(row, empty)
        else:
            yield from (Blanks(path, (path,)) for path in empty)


def _is_blank(case: Case, path: str) -> bool:
    return _is_empty(case, path) and _stated(case, path)


def _is_empty(case: Case, path: str) -> bool:
    words = case.report.printed.words.get(path, "").strip()
    return case.values[path] is None and (not words or words in DASHES)


def _stated(case: Case, path: str) -> bool:
    row, _, name = path.rpartition(".")
    return name != "total" or name in attrgetter(row)(case.report).model_fields_set
