"""Which edition of the form a file uses, told by its labels."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gk_docs.form.editions import FORMS, form_of, in_force
from gk_docs.published.matching.rows import DISCLOSURE
from gk_docs.published.matching.vocabulary import meanings_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gk_docs.form.editions import AnyReport
    from gk_docs.published.matching.rows import RowsFound

_TABLE_2_COUNTS = 3  # its heads say more of the edition than the rows of table 3


def edition_of(found: RowsFound, year: int | None) -> type[AnyReport]:
    """The form that has most of the labels in the tables which not every form has.

    Of several that have as many it is the one of which the file has every label, as it may be where another form has
    these labels and more; else that of the year, or the one in force.
    """
    exact = {meaning[:3] for label, meaning in found.labels if label.exact}
    scores = {edition: sum(map(_weight, exact & own)) for edition, own in _labels().items()}
    best = [edition for edition in FORMS if scores[edition] == max(scores.values())]
    whole = [edition for edition in best if all(name in exact for name in _labels()[edition] if name[0] != "group")]
    default = (form_of(year) if year else in_force()).edition_name()
    if whole and default not in whole:
        return FORMS[whole[-1]]
    return FORMS[default if default in best else min(best, key=lambda edition: len(_labels()[edition]))]


def _weight(name: tuple[str, str, str]) -> int:
    return _TABLE_2_COUNTS if name[1] == DISCLOSURE else 1


@cache
def _labels() -> Mapping[str, frozenset[tuple[str, str, str]]]:
    """The labels of each edition, but for those that every edition has."""
    labels = {edition: frozenset(meaning[:3] for meaning in meanings_of(form)) for edition, form in FORMS.items()}
    shared = frozenset.intersection(*labels.values())
    return {edition: own - shared for edition, own in labels.items()}
