"""Clean reports have no finding; a defect put in is found where it was put in, and nothing else is."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checks_text.defects import KINDS
from tests.checks_text.narratives import clean
from tests.checks_text.towns import said, town
from tests.strategies import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.checks_text.defects import Defect
    from tests.checks_text.narratives import Draft

SEEDS = range(min(12, EXAMPLES // 2))


@given(seed=st.integers(0, 2**32))
def test_a_clean_report_has_no_problem(seed: int) -> None:
    assert said(clean(Random(seed)).report()) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_defect_is_found_where_it_is_and_nothing_else_is(kind: Callable[[Draft, Random], Defect]) -> None:
    for seed in SEEDS:
        rng = Random(seed)
        draft = clean(rng)
        defect = kind(draft, rng)
        found = said(draft.report())
        assert [finding.code for finding in found] == [defect.code], seed
        assert found[0].place.path.startswith(defect.path)
        assert defect.words is None or defect.words in (found[0].found or ""), seed


@given(
    st.text(
        st.sampled_from(
            "政府信息公开申请复议诉讼收到办结予以不未无没有其中件条，。；：（）“”《》()[],.:0123456789一二三是年月〔〕20X×占增长%某"
        ),
        max_size=120,
    )
)
def test_any_text_is_survived_and_every_span_lies_in_it(text: str) -> None:
    for finding in said(town(text, "oversight")):
        if finding.place.path == "summary.oversight" and finding.place.span:
            start, end = finding.place.span
            assert 0 <= start < end <= len(text)
