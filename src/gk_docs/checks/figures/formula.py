"""A sum as a formula with the real numbers: 自然人 3 ＋ 商业企业 1 ＝ 4，总计 3，差 1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gk_docs.checks.figures.equations import COLUMN, IDENTITY, Equation
from gk_docs.form.outline import outline_of
from gk_docs.form.places import SEPARATOR, words_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gk_docs.form.report import Report

_NUMBERED = re.compile(r"^([一二三四五六七八九十]+)[、（]")
_FEW = 6  # terms that are all shown; of more, those that are 0 are left out


def formula(equation: Equation, values: Mapping[str, int | None], form: type[Report]) -> str:
    """The equation with the figures of a report, and the difference of its sides."""
    left = _side(equation.left, values, form, equation.code)
    right = _side(equation.right, values, form, equation.code)
    excess = equation.excess(values)
    return f"{left}，{right}" + (f"，差 {abs(excess)}" if excess else "")


def _side(paths: Sequence[str], values: Mapping[str, int | None], form: type[Report], code: str) -> str:
    shown = [path for path in paths if values[path] or len(paths) <= _FEW]
    terms = [f"{term(path, form, code)} {'空白' if values[path] is None else values[path]}" for path in shown]
    if len(shown) < len(paths):
        rest = [values[path] for path in paths if path not in shown]
        terms.append("其余各项 0" if None not in rest else "其余各项 0 或空白")
    total = f" ＝ {sum(values[path] or 0 for path in paths)}" if len(terms) > 1 else ""
    return " ＋ ".join(terms) + total


def term(path: str, form: type[Report], code: str) -> str:
    """What a figure is called inside a formula: its column in a row, its row in a column, 第一项 in the identity."""
    figure = outline_of(form).figures[path]
    if code not in (COLUMN, IDENTITY):
        return figure.columns[-1]
    row = words_at(form, path).split(SEPARATOR)[1]
    numbered = _NUMBERED.match(row)
    if code == COLUMN or not numbered:
        return row
    return f"第{numbered[1]}项{figure.rows[-1] if len(figure.rows) > 1 else ''}"
