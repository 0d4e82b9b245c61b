"""What figure cells print, where that is not simply their value."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from gk_docs.form.report import Report

_MONEY = ("元", "万元")


def printed_otherwise(report: Report) -> dict[str, str]:
    """What figure cells print where that is not simply their value, by path.

    These are the words that a published file prints there, and amounts that Python writes like 1E+3.
    """
    figures = outline_of(type(report)).figures
    found = {path: word for path, word in report.printed.words.items() if path in figures}
    for path in _money_paths(type(report)):
        amount = report.figure(path)
        if amount is not None and "E" in str(amount):
            found.setdefault(path, f"{amount:f}")
    return found


@cache
def _money_paths(form: type[Report]) -> tuple[str, ...]:
    return tuple(figure.path for figure in outline_of(form).figures.values() if figure.unit in _MONEY)
