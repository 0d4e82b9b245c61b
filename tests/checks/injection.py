"""Random reports without faults, in which the tests and `benchmarks/checks.py` put defects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.checks.small import NARRATIVE

from gk_docs.files.source import FileFacts
from gk_docs.form.outline import outline_of
from gk_docs.form.reading import Reading
from gk_docs.form.y2021 import AnnualReport

if TYPE_CHECKING:
    from random import Random

    from gk_docs.form.reading import Origin
    from gk_docs.form.y2019 import AnnualReport2019

    Form = type[AnnualReport | AnnualReport2019]
    Figures = dict[str, Any]

ROWS = "requests"
COLUMNS = ("natural_person", "business", "research_institute", "public_welfare", "legal_service", "other")
_SIZES = (0, 0, 0, 0, 1, 2, 3, 7, 12, 58, 204)


@dataclass
class Draft:
    """A report that is still being put together, and last year's report.

    Attributes:
        form: The form of both reports.
        figures: Figures by path, including totals.
        previous: Figures of last year's report, by path.
        parts: Other fields of the report.
        origin: Origin that the reading gets.
        file: Facts about the file that the reading gets.
    """

    form: Form
    figures: Figures
    previous: Figures
    parts: dict[str, Any] = field(default_factory=dict)
    origin: Origin = "ours"
    file: FileFacts = field(default_factory=FileFacts)

    def reading(self) -> Reading:
        """The report as if it had been read from a file."""
        report = self._report(self.figures, {"year": self.form.form.first_year + 1, **self.parts})
        return Reading(report, origin=self.origin, file_facts=self.file)

    def last(self) -> AnnualReport | AnnualReport2019:
        """Last year's report."""
        return self._report(self.previous, {"year": self.form.form.first_year})

    def _report(self, figures: Figures, parts: dict[str, Any]) -> AnnualReport | AnnualReport2019:
        return self.form.from_figures(figures, **{"agency": "甲镇人民政府", **NARRATIVE, **parts})


def clean(rng: Random, form: Form = AnnualReport) -> Draft:
    """A random report without faults, whose figures agree with last year's and do not differ much from them."""
    previous = _in_order(form, _first(rng, form))
    figures = {path: _like(value, rng) for path, value in previous.items()}
    for column in COLUMNS:
        figures[f"{ROWS}.brought_forward.{column}"] = previous[f"{ROWS}.carried_forward.{column}"]
    if form is AnnualReport:
        row = "active_disclosure.normative_documents"
        left = previous[f"{row}.in_force"] - figures[f"{row}.repealed"]
        figures[f"{row}.in_force"] = left + figures[f"{row}.issued"]
    return Draft(form, _in_order(form, figures), previous)


def _like(value: int, rng: Random) -> int:
    return max(0, value + rng.randint(-(value // 3), value // 3))


def _first(rng: Random, form: Form) -> Figures:
    figures: Figures = {path: rng.choice(_SIZES) for path in outline_of(form).figures}
    for path in figures:
        if path.startswith("active_disclosure.rules."):
            figures[path] = 0
        elif not path.startswith(f"{ROWS}.outcomes."):
            figures[path] = rng.randint(30, 60) + 100 * path.endswith("in_force")
    return figures


def _in_order(form: Form, figures: Figures) -> Figures:
    """The figures with totals recomputed, and as many applications received as were finished or left open."""
    for declared in outline_of(form).sums:
        if declared.total.startswith(_TOTAL):
            figures[declared.total] = sum(figures[path] for path in declared.terms)
    for column in COLUMNS:
        brought = figures[f"{ROWS}.brought_forward.{column}"]
        done, left = figures[f"{_TOTAL}{column}"], f"{ROWS}.carried_forward.{column}"
        figures[left] = max(figures[left], brought - done)
        figures[f"{ROWS}.received.{column}"] = done + figures[left] - brought
    for declared in outline_of(form).sums:
        if not declared.total.startswith(_TOTAL) or declared.total == f"{_TOTAL}total":
            figures[declared.total] = sum(figures[path] for path in declared.terms)
    return figures


_TOTAL = f"{ROWS}.outcomes.total."
