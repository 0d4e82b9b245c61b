"""Look up what an expression in text names: a figure of the report, the year, a fact of the body, or last year's.

A name is a field path (`requests.received.total`), or printed labels from the outside in without list marks, notes and
punctuation (`本年新收政府信息公开申请数量.总计`), as many as it takes to name one figure only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, partial
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs import regex as re
from gk_docs.authored.scalars import Misfit
from gk_docs.chinese.exact import shifted
from gk_docs.chinese.labels import nearest
from gk_docs.form.across import counterparts, units
from gk_docs.form.amounts import MONEY
from gk_docs.form.change import FigureChange
from gk_docs.form.labels import leads_to, spellings
from gk_docs.form.model import Model, kind_of
from gk_docs.form.outline import outline_of
from gk_docs.form.places import words_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.form.report import Report

UNKNOWN: Any = object()
"""The value of a name whose figure could not be read; a problem elsewhere says why."""

ABSENT: Any = object()
"""What stands for the scope of last year's report if its file does not exist."""

LAST_YEAR = frozenset({"previous", "上年", "上年报告"})
"""The first steps of names that stand for last year's values (上年报告.行政处罚)."""

EXAMPLE = "本年新收政府信息公开申请数量.总计"
"""An example of a name, for messages."""

_BESIDE_THE_TABLES = ("agency", "year", "published")
_PUNCTUATION = re.compile(r"[\W_]+")
_SHOWN = 6
_TOTAL, _ALL = ".total", ".总计"
_LEAST = 3  # characters of a name that may be short for another (新收总计)


class Leaf(NamedTuple):
    """One value that can be named: its field path, and the printed labels that lead to it."""

    path: str
    labels: tuple[str, ...]


@dataclass(slots=True)
class ExpressionScope:
    """The values that text may name.

    Attributes:
        form: The edition of the form.
        values: Values by field path, as far as they could be read.
        broken: First steps of the paths in which something could not be read.
        last_year: The scope of last year's report; `UNKNOWN` if it could not be read, `ABSENT` if its file does not
            exist, None if no file is named.
        lacking: Whether text names a value of a file of last year that does not exist.
        spent: How many names were looked up so far; expressions limit it.
    """

    form: type[Report]
    values: dict[str, Any] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    last_year: Any = None
    lacking: bool = False
    spent: int = 0

    def value(self, steps: Sequence[str]) -> Any:
        """The value that a dotted name stands for, or `UNKNOWN`.

        Raises:
            Misfit: If the name stands for no value, for several, or for a blank.
        """
        if steps[0] in LAST_YEAR:
            return self._value_of_last_year(steps)
        path = leaf_named(self.form, tuple(steps)).path
        if path not in self.values:
            if path.partition(".")[0] in self.broken:
                return UNKNOWN
            raise Misfit("这里不能引用这一项")
        if self.values[path] is None:
            raise Misfit(f"引用的数据（{words_at(self.form, path)}）是空白", "请填上数据，或改写这句话")
        return self.values[path]

    def change(self, steps: Sequence[str]) -> Any:
        """Compare a figure of this year with last year's; `UNKNOWN` if one of them could not be read.

        Raises:
            Misfit: If the name does not stand for a figure of this year, if last year's file is not named, or if the
                form of last year lacks a figure that means the same.
        """
        if steps[0] in LAST_YEAR:
            raise Misfit("这里要写本年的数据，上年的数由程序取")
        path = leaf_named(self.form, tuple(steps)).path
        if path not in units(self.form):
            raise Misfit("这一项不是数据，不能与上年比较")
        if not self._has_last_year("要与上年比较") or path not in self.values:
            return UNKNOWN
        earlier, words = counterparts(self.form, self.last_year.form).get(path), words_at(self.form, path)
        if earlier is None:
            raise Misfit(f"上年报告用的是另一版格式，没有与“{words}”意义相同的一格", "请不要与上年比较")
        if earlier not in self.last_year.values:
            return UNKNOWN
        return FigureChange(path, words, units(self.form)[path], self.last_year.values[earlier], self.values[path])

    def in_yuan(self, steps: Sequence[str], value: Any) -> Any:
        """The value that a dotted name stands for, in 元 if it is an amount in 万元.

        Raises:
            Misfit: If it is a figure, but no amount of money.
        """
        if steps[0] in LAST_YEAR:
            return self.last_year.in_yuan(steps[1:], value)
        unit = units(self.form).get(leaf_named(self.form, tuple(steps)).path)
        if unit not in (None, *MONEY):
            raise Misfit(f"这一项的单位是{unit}，不是金额")
        return shifted(value, MONEY[unit]) if unit else value

    def _has_last_year(self, what: str) -> bool:
        """Whether last year's values are known; where they are not, a problem at the name of its file says why."""
        if self.last_year is None:
            raise Misfit(f"{what}，但没有写上年报告的文件", "请在“上年报告”处写明它的文件名")
        self.lacking |= self.last_year is ABSENT
        return isinstance(self.last_year, ExpressionScope)

    def _value_of_last_year(self, steps: Sequence[str]) -> Any:
        if len(steps) == 1:
            raise Misfit("没有写明引用上年报告的哪一项", f"如 上年报告.{EXAMPLE}")
        if not self._has_last_year("引用了上年报告"):
            return UNKNOWN
        try:
            return self.last_year.value(steps[1:])
        except Misfit as error:
            raise Misfit(f"上年报告：{error.message}", error.mend) from None


def leaf_named(form: type[Report], steps: tuple[str, ...]) -> Leaf:
    """The only value that a field path or a few labels name.

    Raises:
        Misfit: If they name no value, or several.

    >>> from gk_docs.form.y2021 import AnnualReport
    >>> leaf_named(AnnualReport, ("本年新收政府信息公开申请数量", "总计")).path
    'requests.received.total'
    """
    found = _named_by(form, steps)
    if len(found) == 1:
        return found[0]
    if found:
        found.sort(key=lambda leaf: not leaf.path.endswith(_TOTAL))
        shown = "；".join(name_of(form, leaf.path) for leaf in found[:_SHOWN])
        raise Misfit(f"名称不唯一，有{len(found)}处", f"请多写一层，如 {shown}")
    near = _shortened(form, steps) or nearest(".".join(steps), _candidates(form))
    raise Misfit("没有这个名称", f"是否指“{near}”" if near else f"请写数据的名称，如 {EXAMPLE}")


def _shortened(form: type[Report], steps: tuple[str, ...]) -> str | None:
    """The full name for a shortened one that keeps the order of characters (新收总计), totals first; None if none."""
    said = "".join(_PUNCTUATION.sub("", step) for step in steps)
    names = sorted(map(partial(name_of, form), _leaves(form)), key=lambda name: (not name.endswith(_ALL), len(name)))
    return next((name for name in names if len(said) >= _LEAST and _takes_in_order(said, name)), None)


def _takes_in_order(said: str, name: str) -> bool:
    rest = iter(name)
    return all(character in rest for character in said)


def _named_by(form: type[Report], steps: tuple[str, ...]) -> list[Leaf]:
    """Every value that a name may stand for; only one if the name is exact or its last label decides."""
    leaves = _leaves(form)
    if leaf := leaves.get(".".join(steps)):
        return [leaf]
    pieces = [_PUNCTUATION.sub("", step) for step in steps]
    found = [leaf for leaf in leaves.values() if leads_to(pieces, leaf.labels, _spoken)]
    for best in (
        [leaf for leaf in found if len(leaf.labels) == len(pieces)],
        [leaf for leaf in found if pieces[-1] in _spoken(leaf.labels[-1])],
    ):
        if len(best) == 1:
            return best
    return found


@cache
def name_of(form: type[Report], path: str) -> str:
    """The shortest name of printed labels by which text may name a value; the field path if labels cannot name it.

    >>> from gk_docs.form.y2021 import AnnualReport
    >>> name_of(AnnualReport, "requests.received.total"), name_of(AnnualReport, "active_disclosure.penalties")
    ('本年新收政府信息公开申请数量.总计', '行政处罚')
    """
    innermost_first = [_plainest(label) for label in reversed(_leaves(form)[path].labels)]
    chains = (chain[::-1] for length in (1, 2, 3, 4) for chain in combinations(innermost_first, length))
    return next((".".join(chain) for chain in chains if [leaf.path for leaf in _named_by(form, chain)] == [path]), path)


@cache
def _spoken(label: str) -> frozenset[str]:
    return frozenset(_PUNCTUATION.sub("", spelling) for spelling in spellings(label))


def _plainest(label: str) -> str:
    return min(_spoken(label), key=len)


@cache
def _leaves(form: type[Report]) -> dict[str, Leaf]:
    outline = outline_of(form)
    leaves = [Leaf(figure.path, figure.labels) for figure in outline.figures.values()]
    for path in (*_BESIDE_THE_TABLES, *(part.figures for part in outline.told)):
        leaves.extend(_inside(form, path.split("."), "", ()))
    return {leaf.path: leaf for leaf in leaves}


def _inside(model: type[Model], steps: Sequence[str], path: str, labels: tuple[str, ...]) -> Iterator[Leaf]:
    for name in steps[:1] or model.model_fields:
        info = model.model_fields[name]
        below, chain = f"{path}.{name}" if path else name, (*labels, str(info.title))
        if kind := kind_of(info.annotation, Model):
            yield from _inside(kind, steps[1:], below, chain)
        else:
            yield Leaf(below, chain)


@cache
def _candidates(form: type[Report]) -> tuple[str, ...]:
    paths = sorted(_leaves(form), key=lambda path: not path.endswith(_TOTAL))
    return (*paths, *(name_of(form, path) for path in paths))
