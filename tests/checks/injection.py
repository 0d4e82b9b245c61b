"""Clean random reports, and every kind of defect put into them: what the checks are calibrated with.

A kind of defect is a function that spoils a clean `Draft` at a random place and says where. Used by the tests and by
`benchmarks/checks.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

from gk_docs.form.outline import SECTIONS, outline_of
from gk_docs.form.reading import FileFacts, Reading
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport
from tests.checks.small import NARRATIVE

if TYPE_CHECKING:
    from collections.abc import Callable

    from gk_docs.form.reading import Origin

    Form = type[AnnualReport | AnnualReport2019]
    Figures = dict[str, Any]

ROWS = "requests"
COLUMNS = ("natural_person", "business", "research_institute", "public_welfare", "legal_service", "other")
BLOCKS = ("reconsideration", "direct_litigation", "litigation_after_reconsideration")
_SIZES = (0, 0, 0, 1, 2, 3, 7, 12, 58, 204, 1303)


@dataclass
class Draft:
    """A report in the making with last year's, both in order.

    Attributes:
        form: The form of both.
        figures: Figures by path, totals and all.
        previous: Figures of last year.
        parts: Other fields of the report.
        origin: Where the report comes from.
        file: Facts of its file.
    """

    form: Form
    figures: Figures
    previous: Figures
    parts: dict[str, Any] = field(default_factory=dict)
    origin: Origin = "ours"
    file: FileFacts = field(default_factory=FileFacts)

    def reading(self) -> Reading:
        """The report as a reading."""
        return Reading(self._report(self.figures, 2022, **self.parts), origin=self.origin, file_facts=self.file)

    def last(self) -> AnnualReport | AnnualReport2019:
        """Last year's report."""
        return self._report(self.previous, 2021)

    def _report(self, figures: Figures, year: int, **parts: Any) -> AnnualReport | AnnualReport2019:
        stated = {"agency": "甲镇人民政府", **NARRATIVE, **parts}
        return self.form.from_figures(figures, year=stated.pop("year", year), **stated)


def clean(rng: Random, form: Form = AnnualReport) -> Draft:
    """A random report that is in order, and last year's that it follows from."""
    previous = _balanced(form, _figures(rng, form), rng)
    figures = _figures(rng, form)
    for column in COLUMNS:
        figures[f"{ROWS}.brought_forward.{column}"] = previous[f"{ROWS}.carried_forward.{column}"]
    figures = _balanced(form, figures, rng)
    if form is AnnualReport:
        _follow_on(figures, previous, rng)
    return Draft(form, figures, previous)


def _figures(rng: Random, form: Form) -> Figures:
    figures: Figures = {path: rng.choice(_SIZES) for path in outline_of(form).figures}
    for path in figures:
        if path.startswith("active_disclosure.rules."):
            figures[path] = 0
        elif path.startswith("active_disclosure."):
            figures[path] = rng.randint(20, 150)  # within ten times of last year's, whatever it was
    return figures


def _balanced(form: Form, figures: Figures, rng: Random) -> Figures:
    """The same with a right total everywhere, and as many applications received as were finished or left open."""
    outcomes = [path for path in figures if path.startswith(f"{ROWS}.outcomes.") and not path.startswith(_TOTAL)]
    for column in COLUMNS:
        done = sum(figures[path] for path in outcomes if path.endswith(f".{column}"))
        brought = figures[f"{ROWS}.brought_forward.{column}"]
        left = max(figures[f"{ROWS}.carried_forward.{column}"], brought - done)
        figures[f"{_TOTAL}{column}"] = done
        figures[f"{ROWS}.carried_forward.{column}"] = left
        figures[f"{ROWS}.received.{column}"] = done + left - brought
    return _added_up(form, _level(figures, rng))


_TOTAL = f"{ROWS}.outcomes.total."


def _level(figures: Figures, rng: Random) -> Figures:
    """The same with table 4 between 20 and 150 in a result, so that no year jumps."""
    for path in figures:
        if path.startswith("review_litigation."):
            figures[path] = rng.randint(20, 150)
    return figures


def _added_up(form: Form, figures: Figures) -> Figures:
    for declared in outline_of(form).sums:
        if declared.total.rpartition(".")[0] == declared.terms[0].rpartition(".")[0]:
            figures[declared.total] = sum(figures[path] for path in declared.terms)
    return figures


def _follow_on(figures: Figures, previous: Figures, rng: Random) -> None:
    row = "active_disclosure.normative_documents"
    issued, repealed = rng.randint(0, 9), rng.randint(0, 9)
    previous.update({f"{row}.issued": issued, f"{row}.repealed": 0, f"{row}.in_force": rng.randint(20, 150)})
    in_force = previous[f"{row}.in_force"] + issued - repealed
    figures.update({f"{row}.issued": issued, f"{row}.repealed": repealed, f"{row}.in_force": in_force})
