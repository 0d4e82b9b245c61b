"""Fill in the blank figures that the form's own sums determine.

A blank is never taken for 0. But if a printed total is just the sum of the figures printed beside it, the blanks
beside it can only be 0, as the form itself shows; and a blank total follows from a row without blanks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.form.outline import Sum, outline_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from gk_docs.form.report import Report

Values = dict[str, "int | Decimal | None"]


def settled(form: type[Report], values: Mapping[str, int | Decimal | None]) -> Values:
    """The same figures by path, with each blank filled in that the sums of the form determine."""
    known = dict(values)
    if None not in known.values():
        return known
    blank = {path for path, value in values.items() if value is None}
    left = [one for one in outline_of(form).sums if one.total in blank or not blank.isdisjoint(one.terms)]
    while left and (done := [declared for declared in left if _settle(declared, known)]):
        left = [declared for declared in left if declared not in done]
    return known


def _settle(declared: Sum, known: Values) -> bool:
    terms, total = [known[path] for path in declared.terms], known[declared.total]
    if (None in terms) is (total is None):
        return False
    printed = sum(term for term in terms if term)
    if total is None:
        known[declared.total] = printed
    elif total == printed:
        known.update((path, 0) for path in declared.terms if known[path] is None)
    return total in (None, printed)
