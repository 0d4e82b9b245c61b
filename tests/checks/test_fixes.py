"""`--fix` changes no figure that is right, and hides no fault that it does not mend."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from tests.checks.injection import clean
from tests.checks.slips import SLIPS
from tests.checks_text.test_mends import mend as mend_source
from tests.strategies import EXAMPLES

import gk_docs as gk
from gk_docs.batch.mending import mend
from gk_docs.checks import check
from gk_docs.checks.figures.equations import equations_of
from gk_docs.cli import main
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.checks.injection import Draft, Figures

    from gk_docs.finding import Finding
    from gk_docs.form.report import Report

RULES = ("GK2", "GK3", "GK4")
REPORTS = min(200, 2 * EXAMPLES)


def total_mistyped(draft: Draft, rng: Random) -> Figures:
    """A total, or two, with another number."""
    ends = [one.right[0] for one in equations_of(draft.form) if one.code != "GK303"]
    totals = [path for path in ends if path.endswith(".total")]
    return {path: draft.figures[path] + rng.choice((1, 2, 9, 10)) for path in rng.sample(totals, rng.randint(1, 2))}


def cases_shifted(draft: Draft, _: Random) -> Figures:
    """Table 4 typed one cell to the right."""
    cells = [path for path in draft.figures if path.startswith("review_litigation.")]
    return dict(zip(cells, [0, *(draft.figures[path] for path in cells[:-1])], strict=True))


DAMAGES = (*SLIPS, total_mistyped, cases_shifted)


def damaged(number: int) -> tuple[Draft, Figures]:
    """A report with figures that went wrong in one of many ways, and its figures as they should be."""
    rng = Random(number)
    draft = clean(rng, AnnualReport2019 if number % 3 == 0 else AnnualReport)
    slipped = DAMAGES[number % len(DAMAGES)](draft, rng)
    if number % 5 == 0:
        slipped |= DAMAGES[rng.randrange(len(DAMAGES))](draft, rng)
    right, draft.figures = dict(draft.figures), {**draft.figures, **slipped}
    return draft, right


def places(findings: list[Finding]) -> set[tuple[str, str]]:
    return {(finding.code, finding.place.path) for finding in findings if finding.is_problem}


def changes(report: Report, draft: Draft, right: Figures) -> Iterator[str]:
    """Figures that are not as they were, each of which must be right now."""
    for figure in report.figures():
        if figure.value != draft.figures[figure.path]:
            assert figure.value == right[figure.path]
            yield figure.path


def test_of_many_damaged_reports_no_right_figure_is_changed_and_no_other_fault_hidden() -> None:
    mended_cells = 0
    for number in range(REPORTS):
        draft, right = damaged(number)
        reading = draft.reading()
        before = check(reading, draft.last(), select=RULES)
        done = mend(reading, previous=draft.last(), select=RULES)
        better = done.report
        assert better is not None
        mended_cells += len([*changes(better, draft, right)])
        after = check(better, draft.last(), select=RULES)
        put_right = {finding.place.path for finding in done.applied}
        assert {place for place in places(before) if place[1] not in put_right} <= places(after)
    assert mended_cells > REPORTS / 20


@pytest.mark.parametrize("number", range(len(DAMAGES)))
def test_nor_in_the_file_that_a_body_has_typed(number: int) -> None:
    draft, right = damaged(number)
    source = gk.render(draft.reading().report, "yaml").decode()
    done = mend_source(source, *RULES)
    assert {*changes(gk.read(done.text.encode(), name="年报.yaml").report, draft, right)} == {
        finding.place.path for finding in done.applied
    }


@pytest.mark.parametrize("number", [DAMAGES.index(total_mistyped), DAMAGES.index(cases_shifted)])
def test_nor_in_the_copy_of_a_workbook(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    draft, right = damaged(number)
    gk.write(draft.reading().report, "年报.xlsx")
    main(["check", "年报.xlsx", "--fix", "-o", "改正.xlsx"])
    assert {*changes(gk.read("改正.xlsx").report, draft, right)} <= {path for path in right if path.endswith("total")}
