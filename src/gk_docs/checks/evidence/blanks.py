"""Find the blank cells of a report, and group them by row or table."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from gk_docs.checks.case import Case
    from gk_docs.form.report import Report

DASHES = frozenset("-－—–―/／\\无暂~*×_.·") | {"——", "--", "暂无", "没有", "空"}
"""Words in a cell that mean that it is empty."""


class Blanks(NamedTuple):
    """Blank cells that are reported together: one cell, a whole row, or a table.

    Attributes:
        path: Field path of the cell, row or section.
        cells: Paths of the cells.
        whole: Whether all cells of the row or table are blank; if not, the table uses blanks for zeros.
    """

    path: str
    cells: tuple[str, ...]
    whole: bool = True


def blanks_of(case: Case) -> Iterator[Blanks]:
    """Yield the blank cells of all tables, in the order of the form.

    Cells that the reader could not read are left out, and totals in our own reports that are blank because a term is.
    """
    if None not in case.values.values():
        return
    empty = {path for path, value in case.values.items() if value is None and _says_nothing(case, path)}
    for section, rows in _rows_of(type(case.report)).items() if empty else ():
        paths = [path for row in rows.values() for path in row]
        blank = [path for path in paths if path in empty and _is_own(case, path)]
        if blank and empty.issuperset(paths):
            yield Blanks(section, tuple(blank))
        elif case.origin == "published" and len(blank) > len(paths) / 2:
            yield Blanks(section, tuple(blank), whole=False)
        elif blank:
            yield from _by_row(rows, empty, frozenset(blank))


Rows: TypeAlias = "Mapping[tuple[str, ...], list[str]]"


@cache
def _rows_of(form: type[Report]) -> Mapping[str, Rows]:
    """By section, the paths of its figures by row; a row's key is its path and its labels."""
    sections: dict[str, dict[tuple[str, ...], list[str]]] = {}
    for path, figure in outline_of(form).figures.items():
        row = (path.rpartition(".")[0], *figure.rows)
        sections.setdefault(path.partition(".")[0], {}).setdefault(row, []).append(path)
    return sections


def _by_row(rows: Rows, empty: set[str], blank: AbstractSet[str]) -> Iterator[Blanks]:
    for (row, *_), cells in rows.items():
        own = tuple(path for path in cells if path in blank)
        if own and len(cells) > 1 and empty.issuperset(cells):
            yield Blanks(row, own)
        else:
            yield from (Blanks(path, (path,)) for path in own)


def _says_nothing(case: Case, path: str) -> bool:
    words = case.report.printed.words.get(path, "").strip()
    return not words or words in DASHES


def _is_own(case: Case, path: str) -> bool:
    """Whether a blank counts by itself; a total of our own report that is blank because a term is blank does not."""
    if case.origin == "published" or path in case.report.printed.words:
        return True
    return all(case.values[term] is not None for term in _terms(type(case.report)).get(path, ()))


@cache
def _terms(form: type[Report]) -> Mapping[str, list[str]]:
    """The terms of each total, by its path."""
    terms: dict[str, list[str]] = defaultdict(list)
    for total in outline_of(form).sums:
        terms[total.total] += total.terms
    return terms
