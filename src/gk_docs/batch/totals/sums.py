"""Add up the figures of many bodies by path, and list the blank cells that are in no sum."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cache
from typing import TYPE_CHECKING

from gk_docs.form.across import counterparts
from gk_docs.form.editions import FORMS, AnyReport, form_of
from gk_docs.form.outline import outline_of
from gk_docs.form.values import DECIMALS, DIGITS

if TYPE_CHECKING:
    from gk_docs.batch.figures import BodyFigures

_PRECISION = 2 * DIGITS + DECIMALS


@dataclass(frozen=True, slots=True)
class Sums:
    """The bodies of one year whose figures are added.

    Attributes:
        bodies: The bodies, each once.
    """

    bodies: tuple[BodyFigures, ...]

    @property
    def year(self) -> int:
        """The year that they report on."""
        return self.bodies[0].year

    def form(self) -> type[AnyReport]:
        """The edition that most bodies used; of several used equally, the one in force for the year is preferred."""
        used = Counter(one.edition for one in self.bodies)
        most = max(used.values())
        own = form_of(self.year)
        editions = [edition for edition, count in used.items() if count == most]
        return own if own.edition_name() in editions else FORMS[editions[0]]

    def values(self, form: type[AnyReport]) -> dict[str, int | Decimal | None]:
        """The sums by path; None where no body has the figure. Other editions add only figures of the same meaning."""
        found: dict[str, int | Decimal | None] = dict.fromkeys(outline_of(form).figures)
        with localcontext() as context:
            context.prec = _PRECISION
            for body in self.bodies:
                for path, value in zip(_paths(form, body.edition), body.values, strict=True):
                    if path and value is not None:
                        found[path] = value + (found[path] or 0)
        return found

    def blanks(self, form: type[AnyReport]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Names of the bodies with a blank cell, by path in `form`; and of those with a blank table, by section."""
        cells: dict[str, list[str]] = defaultdict(list)
        tables: dict[str, list[str]] = defaultdict(list)
        for body in self.bodies:
            if None not in body.values:
                continue
            own = body.by_path()
            there = {_section(path) for path, value in own.items() if value is not None}
            for section in {_section(path) for path in own} - there:
                tables[section].append(body.name)
            for path, (at, value) in zip(_paths(form, body.edition), own.items(), strict=True):
                if path and value is None and _section(at) in there:
                    cells[path].append(body.name)
        return cells, tables


@cache
def _paths(form: type[AnyReport], edition: str) -> tuple[str | None, ...]:
    """For each figure of an edition, in order, the path of its counterpart in `form`, or None."""
    own = FORMS[edition]
    there = {theirs: path for path, theirs in counterparts(form, own).items()}
    return tuple(map(there.get, outline_of(own).figures))


def _section(path: str) -> str:
    return path.partition(".")[0]
