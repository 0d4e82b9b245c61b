"""The figures of two reports, cell by cell; across editions where the form means the same."""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from gk_docs.form.across import counterparts, units
from gk_docs.form.change import FigureChange
from gk_docs.form.places import words_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gk_docs.form.report import Report


def figure_changes(old: Report, new: Report) -> Iterator[FigureChange]:
    """Every cell that both forms have and that changed, in the order of the new one."""
    paths, of_old, of_new = _getters(type(old), type(new))
    if old.printed.words or new.printed.words:
        yield from (change for path in paths if (change := figure_in(old, new, path)).changed)
        return
    for path, before, after in zip(paths, of_old(old), of_new(new), strict=True):
        if before != after:
            yield figure_in(old, new, path)


def all_figures(old: Report, new: Report) -> Iterator[FigureChange]:
    """Every cell that both forms have, changed or not."""
    return (figure_in(old, new, path) for path in counterparts(type(new), type(old)))


def figure_in(old: Report, new: Report, path: str) -> FigureChange:
    """One cell in both reports.

    Raises:
        KeyError: If the new form has no figure at that path, or the old one none that means the same.
    """
    form, earlier = type(new), counterparts(type(new), type(old))[path]
    values = attrgetter(earlier)(old), attrgetter(path)(new)
    printed = old.printed.words.get(earlier), new.printed.words.get(path)
    return FigureChange(path, words_at(form, path), units(form)[path], *values, *printed)


def uncompared(old: Report, new: Report) -> Iterator[FigureChange]:
    """Cells with something in them that the other form has not: of the new report, then of the old one."""
    for own, other, is_new in ((new, old, True), (old, new, False)):
        form = type(own)
        shared = counterparts(form, type(other))
        for path in (path for path in units(form) if path not in shared):
            value, printed = attrgetter(path)(own), own.printed.words.get(path)
            if value is None and printed is None:
                continue
            facts = (None, value, None, printed) if is_new else (value, None, printed, None)
            yield FigureChange(path, words_at(form, path), units(form)[path], *facts)


@cache
def _getters(
    old: type[Report], new: type[Report]
) -> tuple[tuple[str, ...], Callable[[Report], tuple[Any, ...]], Callable[[Report], tuple[Any, ...]]]:
    shared = counterparts(new, old)
    return tuple(shared), attrgetter(*shared.values()), attrgetter(*shared)
