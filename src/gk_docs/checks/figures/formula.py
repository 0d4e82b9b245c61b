"""Write a sum as a formula with its numbers: 自然人 3 ＋ 商业企业 1 ＝ 4，总计 3，差 1."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.checks.figures.equations import COLUMN, IDENTITY, Equation
from gk_docs.errors import excerpt
from gk_docs.form.outline import outline_of
from gk_docs.form.places import SEPARATOR, words_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gk_docs.form.report import Report

_NUMBERED = re.compile(r"^([一二三四五六七八九十]+)[、（]")
_NOTE = re.compile(r"（[^）]{3,}）$")
_FEW = 6  # so many terms are all shown; of more, those that are 0 are left out
_LONGEST = 17  # characters of a term's name


def formula(equation: Equation, values: Mapping[str, int | None], form: type[Report], of: str | None = None) -> str:
    """The equation with a report's figures and the difference of its two sides.

    If there are many terms, only the one at the path `of`, if given, is shown by itself.
    """
    left = _side(equation.left, values, form, equation.code, of)
    right = _side(equation.right, values, form, equation.code, of)
    excess = equation.excess(values)
    return f"{left}，{right}" + (f"，差 {abs(excess)}" if excess else "")


def _side(paths: Sequence[str], values: Mapping[str, int | None], form: type[Report], code: str, of: str | None) -> str:
    shown = [path for path in paths if values[path] or len(paths) <= _FEW]
    if of and len(shown) > _FEW:
        shown = [path for path in shown if path == of]
    terms = [f"{term(path, form, code)} {'空白' if values[path] is None else values[path]}" for path in shown]
    if len(shown) < len(paths):
        rest = [values[path] for path in paths if path not in shown]
        amount = sum(value or 0 for value in rest)
        terms.append(f"{'其余' if shown else ''}各项 {amount}{'（有空白）' if None in rest else ''}")
    total = f" ＝ {sum(values[path] or 0 for path in paths)}" if len(terms) > 1 else ""
    return " ＋ ".join(terms) + total


@cache
def term(path: str, form: type[Report], code: str) -> str:
    """The name of a figure in a formula: its column in a sum of a row, its row in a column, 第一项 in the identity."""
    figure = outline_of(form).figures[path]
    if code not in (COLUMN, IDENTITY):
        return figure.columns[-1]
    row = words_at(form, path).split(SEPARATOR)[1]
    numbered = _NUMBERED.match(row)
    if code == COLUMN or not numbered:
        name = _NOTE.sub("", row).removeprefix(figure.rows[0][:1])
        return excerpt(name, _LONGEST)
    return f"第{numbered[1]}项{figure.rows[-1] if len(figure.rows) > 1 else ''}"
