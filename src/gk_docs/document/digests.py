"""What a file of ours carries beside its pages: what they do not show, and digests of what they do.

Cells are digested row by row: most rows of most reports are all zeros.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs.document.carried import Carried, hidden_of
from gk_docs.files.seal import digest
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from gk_docs.document.flow import Shown
    from gk_docs.form.report import Report

_KNOWN_AT_MOST = 4096
_COUNTED = {"件", "项", "个"}

Values = tuple[Any, ...]


class _Row(NamedTuple):
    row: attrgetter[Any]
    figures: Callable[[Any], Values]
    digests: Callable[[Values], tuple[str, ...]]


def carried_of(report: Report, blocks: Iterable[Shown], otherwise: Mapping[str, str]) -> Carried:
    """What a file that prints a report carries.

    Args:
        report: The report.
        blocks: Everything that it prints after the title.
        otherwise: What cells print where that is not simply their value, by path.
    """
    texts = tuple([digest(block.head + block.text) for block in blocks])
    return Carried(report.edition, hidden_of(report), figure_digests(report, otherwise), texts)


def figure_digests(report: Report, otherwise: Mapping[str, str]) -> tuple[str, ...]:
    """The digest of every figure cell, in the order of the outline.

    Args:
        report: The report.
        otherwise: What cells print where that is not simply their value, by path.
    """
    found = [one for row in _rows_of(type(report)) for one in row.digests(row.figures(row.row(report)))]
    if otherwise:
        at = {path: number for number, path in enumerate(outline_of(type(report)).figures)}
        for path, text in otherwise.items():
            found[at[path]] = digest(text)
    return tuple(found)


@cache
def _rows_of(form: type[Report]) -> tuple[_Row, ...]:
    figures = outline_of(form).figures
    rows = groupby(figures, key=lambda path: path.rpartition(".")[0])
    return tuple(_row(row, [figures[path].unit for path in paths], paths) for row, group in rows if (paths := [*group]))


def _row(row: str, units: list[str], paths: list[str]) -> _Row:
    names = [path.rpartition(".")[2] for path in paths]
    figures: Callable[[Any], Values] = attrgetter(*names) if len(names) > 1 else _alone(names[0])
    # Amounts are equal that print otherwise (1.5, 1.50), so that only rows of counts can be known by their values.
    return _Row(attrgetter(row), figures, _known_digests if _COUNTED.issuperset(units) else _digests)


def _alone(name: str) -> Callable[[Any], Values]:
    return lambda row: (getattr(row, name),)


def _digests(values: Values) -> tuple[str, ...]:
    return tuple([digest("" if value is None else str(value)) for value in values])


_known_digests = lru_cache(_KNOWN_AT_MOST)(_digests)
