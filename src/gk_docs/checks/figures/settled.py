"""Figures of a form with the blanks that its own sums settle.

A blank is never taken for 0. But where a printed total is just the sum of what is printed beside it, the blanks
beside it are nothing else than 0, as the form itself shows; and a blank total follows from a row without blanks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from gk_docs.form.outline import Sum
    from gk_docs.form.report import Report

Values = dict[str, "int | Decimal | None"]


def settled(form: type[Report], values: Mapping[str, int | Decimal | None]) -> Values:
    """The same figures, with each blank that the sums of the form settle filled in."""
    known = dict(values)
    left = [one for one in outline_of(form).sums if None in [known[path] for path in (one.total, *one.terms)]]
    while left and (done := [declared for declared in left if _settle(declared, known)]):
        left = [declared for declared in left if declared not in done]
    return known


def _settle(declared: Sum, known: Values) -> bool:
    terms = [known[path] for path in declared.terms]
    blank = [path for path in declared.terms if known[path] is None]
    printed = sum(term for term in terms if term is not None)
    total = known[declared.total]
    if total is None and not blank:
        known[declared.total] = printed
        return True
    if total is not None and blank and total == printed:
        known.update(dict.fromkeys(blank, 0))
        return True
    return False
