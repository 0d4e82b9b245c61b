"""Figures beside last year's, in half a sentence: `{{ 本年新收政府信息公开申请数量.总计 | 比上年 }}`.

The filters `同比` (同比增长25%) and `比上年` (比上年增加12件，增长25.0%) take last year's figure themselves where they
are given none. A blank of last year, and a 0 that nothing can be divided by, are said in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gk_docs.authored.scope import LAST_YEAR, UNKNOWN, Unnamed, leaf_named
from gk_docs.form.across import counterparts, units
from gk_docs.form.change import FigureChange
from gk_docs.form.places import words_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.authored.scope import Scope

_GROWTH = frozenset({"growth", "同比"})
_CHANGE = frozenset({"change", "比上年"})


def is_since_last_year(name: str) -> bool:
    """Whether a filter of that name takes last year's figure itself."""
    return name in _GROWTH | _CHANGE


def arguments_of(name: str, change: FigureChange) -> list[Any]:
    """What the filter of that name is applied to."""
    return [change.new, change.old, *([change.unit] if name in _CHANGE else [])]


def change_of(scope: Scope, steps: Sequence[str]) -> Any:
    """A figure of this year with last year's as a `FigureChange`; `UNKNOWN` if one could not be read.

    Raises:
        Unnamed: If the name stands for no figure of this year, if there is no report of last year, or if its form has
            no figure that means the same.
    """
    if steps[0] in LAST_YEAR:
        raise Unnamed("这里要写本年的数据，上年的数由程序取")
    path = leaf_named(scope.form, tuple(steps)).path
    if path not in units(scope.form):
        raise Unnamed("这一项不是数据，不能与上年比较")
    scope.require_last_year("要与上年比较")
    if scope.last_year is UNKNOWN or path not in scope.values:
        return UNKNOWN
    earlier = counterparts(scope.form, scope.last_year.form).get(path)
    words = words_at(scope.form, path)
    if earlier is None:
        raise Unnamed(f"上年报告用的是另一版格式，没有与“{words}”意义相同的一格", "请不要与上年比较")
    if earlier not in scope.last_year.values:
        return UNKNOWN
    return FigureChange(path, words, units(scope.form)[path], scope.last_year.values[earlier], scope.values[path])
