"""What was put in is found where it was put in, and nothing else is."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.checks.defects import BOTH_FORMS, KINDS
from tests.checks.injection import clean
from tests.strategies import EXAMPLES

from gk_docs.checks import check
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.checks.defects import Defect
    from tests.checks.injection import Draft

    Kind = Callable[[Draft, Random], Defect]

FAMILIES = ("GK190", "GK2", "GK3", "GK4", "GK7", "GK951")
SEEDS = range(min(25, EXAMPLES // 2))


@settings(deadline=None)
@given(seed=st.integers(0, 2**32), form=st.sampled_from([AnnualReport, AnnualReport2019]))
def test_a_clean_report_has_no_problem(seed: int, form: type[AnnualReport]) -> None:
    draft = clean(Random(seed), form)
    found = [finding for finding in check(draft.reading(), draft.last(), select=FAMILIES) if finding.is_problem]
    assert found == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_defect_is_found_where_it_is_and_nothing_else_is(kind: Kind) -> None:
    assert_found(kind, AnnualReport)


@pytest.mark.parametrize("kind", BOTH_FORMS, ids=lambda kind: kind.__name__)
def test_a_defect_is_found_in_the_form_of_2019_too(kind: Kind) -> None:
    assert_found(kind, AnnualReport2019)


def assert_found(kind: Kind, form: type[AnnualReport | AnnualReport2019]) -> None:
    for seed in SEEDS:
        rng = Random(seed)
        draft = clean(rng, form)
        defect = kind(draft, rng)
        findings = check(draft.reading(), draft.last(), select=FAMILIES)
        found = [finding for finding in findings if finding.is_problem and finding.code not in defect.also]
        assert [(finding.code, finding.place.path) for finding in found] == [(defect.code, defect.path)], seed
