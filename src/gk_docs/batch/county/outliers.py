"""Find figures that lie far from a body's own past or from its neighbours, which makes them worth a look, no more.

Counts. A count that comes about by chance alone (Poisson) with mean m spreads about √m, so counts are compared as
their Anscombe roots, y = 2·√(x + 3/8), which spread about 1 whatever m is (F. J. Anscombe, Biometrika 35, 1948). The
middle is their median, the spread 1.4826 times their median absolute deviation (MAD), which a few wild
figures do not move. The spread is never taken below what chance alone would give, so that a single case among
neighbours with 0 is nothing.

- Against neighbours: bodies of the same level, type and edition, at least nine of them, itself among them. A figure
  is shown where it lies more than 5 spreads from the median, and 5 times above or below it.
- Against last year: the difference of two roots spreads about √2. Shown where it lies more than 5 of these away, and
  10 times above or below.
- Against the body's own past, where at least three years are given: as against neighbours, the years being the
  neighbours, and 3 times above or below.

Amounts (元, 万元) do not spread as counts do: they are compared as logarithms, the spread never below ln 2; a blank or
zero amount is not compared.

In every case the larger of the two figures must be at least 20 (件, 万元 …): small numbers are never shown. The ratio
that decides is that of x + 1/2, so that 0 can be compared; the ratio shown is the true one. A blank is not compared.

What is shown is not a finding. Towns differ in size, and one year in three has a campaign: a true figure may be shown,
and a false one near the others is not.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import log, sqrt
from statistics import median
from typing import TYPE_CHECKING, Literal, NamedTuple

from gk_docs.batch.columns import Column, columns_of
from gk_docs.checks.bodies.names import body_of
from gk_docs.form.amounts import MONEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from gk_docs.batch.bodies import Bodies
    from gk_docs.batch.checking import Earlier
    from gk_docs.batch.figures import BodyFigures
    from gk_docs.form.agency import Agency

LEAST = 20
"""Least value of the larger of the two figures."""

FEWEST_NEIGHBOURS = 9
"""Fewer bodies of a kind are not compared with one another."""

FEWEST_YEARS = 3
"""With fewer earlier years, a body is compared with last year alone, not with its own past."""

_SPREADS = 5.0
_TIMES = {"neighbours": 5.0, "last_year": 10.0, "own_past": 3.0}
_MAD = 1.4826
_FEWEST = {"neighbours": FEWEST_NEIGHBOURS, "last_year": 1, "own_past": FEWEST_YEARS}

Against = Literal["neighbours", "last_year", "own_past"]


class Judged(NamedTuple):
    """How far off a figure lies: the usual value, the ratio of larger to smaller (None if that is 0), the spreads."""

    usual: float
    times: float | None
    spreads: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """The median and the spread of some figures, against which others are judged.

    Attributes:
        against: Whose figures they are.
        usual: Their median.
        spread: Their spread, on the scale of roots or logarithms.
        compared: Their number.
        is_money: Whether they are amounts of money.
    """

    against: Against
    usual: float
    spread: float
    compared: int
    is_money: bool

    @classmethod
    def of(cls, others: Iterable[int | Decimal | None], unit: str, against: Against) -> Yardstick | None:
        """Make the yardstick of some figures; None if too few of them can be compared."""
        is_money = unit in MONEY
        known = [float(other) for other in others if other is not None and not (is_money and not other)]
        if len(known) < _FEWEST[against]:
            return None
        spread = _spread([_transformed(value, money=is_money) for value in known], against, money=is_money)
        return cls(against=against, usual=median(known), spread=spread, compared=len(known), is_money=is_money)

    def judged(self, value: int | Decimal | None) -> Judged | None:
        """How far off a figure lies, by the rules of this module; None if it does not, or cannot be compared.

        >>> stick = Yardstick.of([35], "件", "last_year")
        >>> stick.judged(3500).usual, stick.judged(60), stick.judged(None)
        (35.0, None, None)
        """
        if value is None or (self.is_money and not value):
            return None
        number = float(value)
        away = abs(_transformed(number, money=self.is_money) - _transformed(self.usual, money=self.is_money))
        low, high = sorted((number, self.usual))
        spreads = away / self.spread
        far = high >= LEAST and spreads > _SPREADS and (high + 0.5) / (low + 0.5) > _TIMES[self.against]
        return Judged(self.usual, high / low if low else None, spreads) if far else None


def _transformed(value: float, *, money: bool) -> float:
    return log(value) if money else 2 * sqrt(value + 0.375)


def _spread(scaled: list[float], against: Against, *, money: bool) -> float:
    if against == "last_year":
        return log(_TIMES[against]) / _SPREADS if money else sqrt(2)
    middle = median(scaled)
    return max(log(2) if money else 1.0, _MAD * median(abs(value - middle) for value in scaled))


class Outlier(NamedTuple):
    """A figure that is worth a look; not a finding.

    Attributes:
        body: Name of the body.
        path: Path of the figure, or of the row or group whose 总计 it is.
        words: The place in the form's own words.
        unit: Its unit.
        value: What the body states.
        against: What it is compared with: `last_year`, the body's `own_past`, or its `neighbours`.
        judged: How far off it lies.
        compared: How many figures it is compared with.
    """

    body: str
    path: str
    words: str
    unit: str
    value: int | Decimal
    against: Against
    judged: Judged
    compared: int


def outliers(bodies: Sequence[BodyFigures], past: Earlier[BodyFigures], members: Bodies[Agency]) -> list[Outlier]:
    """The figures that are worth a look, farthest off first."""
    found = [*_against_the_past(bodies, past), *_against_neighbours(bodies, members)]
    return sorted(found, key=lambda one: -one.judged.spreads)


def _against_the_past(bodies: Sequence[BodyFigures], past: Earlier[BodyFigures]) -> Iterator[Outlier]:
    for body in bodies:
        before = past.before(body.agency, body.year)
        theirs = {year: one.main for year, one in before.items() if one.edition == body.edition}
        own_past = len(theirs) >= FEWEST_YEARS
        used = list(theirs.values()) if own_past else [theirs[body.year - 1]] if body.year - 1 in theirs else []
        for column in columns_of(body.edition) if used else ():
            others = (one[column.path] for one in used)
            stick = Yardstick.of(others, column.unit, "own_past" if own_past else "last_year")
            yield from _outlier(body, column, stick)


def _against_neighbours(bodies: Sequence[BodyFigures], members: Bodies[Agency]) -> Iterator[Outlier]:
    kinds: dict[object, list[BodyFigures]] = defaultdict(list)
    for body in bodies:
        kinds[_kind(body, members)].append(body)
    for alike in kinds.values():
        for column in columns_of(alike[0].edition):
            stick = Yardstick.of((body.main[column.path] for body in alike), column.unit, "neighbours")
            for body in alike:
                yield from _outlier(body, column, stick)


def _kind(body: BodyFigures, members: Bodies[Agency]) -> object:
    """The level, type and edition of a body; bodies that agree in them are neighbours."""
    told, member = body_of(body.agency), members.of(body.agency).first
    roster = body_of(member) if member else told
    return (told.level or roster.level, told.type or roster.type, body.edition)


def _outlier(body: BodyFigures, column: Column, stick: Yardstick | None) -> Iterator[Outlier]:
    value = body.main[column.path]
    found = stick.judged(value) if stick else None
    if stick and found and value is not None:
        words = " · ".join(column.labels[1:])
        name = body.name
        yield Outlier(name, column.path, words, column.unit, value, stick.against, found, stick.compared)
