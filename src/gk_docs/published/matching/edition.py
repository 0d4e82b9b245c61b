"""Which edition of the form a file uses, told by its labels."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from gk_docs.form.editions import FORMS, form_of, in_force
from gk_docs.published.matching.rows import DISCLOSURE
from gk_docs.published.matching.vocabulary import meanings_of

if TYPE_CHECKING:
    from gk_docs.form.editions import AnyReport
    from gk_docs.published.matching.rows import Found

_TABLE_2_COUNTS = 3  # its heads say more of the edition than the rows of table 3


def edition_of(found: Found, year: int | None) -> type[AnyReport]:
    """The form whose own labels stand in the tables; where none does, or two equally, that of the year, or in force."""
    scores: Counter[str] = Counter()
    for name, exact in {(meaning[:3], label.exact) for label, meaning in found.labels}:
        if exact:
            for edition in _only_in(name):
                scores[edition] += _TABLE_2_COUNTS if name[1] == DISCLOSURE else 1
    default = (form_of(year) if year else in_force()).edition_name()
    best = max(FORMS, key=lambda edition: (scores[edition], edition == default))
    return FORMS[best]


@cache
def _only_in(name: tuple[str, str, str]) -> tuple[str, ...]:
    """The edition that alone has this label, if there is one."""
    kind, table, label = name
    having = [
        edition
        for edition, form in FORMS.items()
        if any(meaning[:3] == (kind, table, label) for meaning in meanings_of(form))
    ]
    return tuple(having) if len(having) == 1 else ()
