"""What a slip of the hand makes wrong is told where it is, and hardly ever is another cell called wrong."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pytest
from tests.checks.injection import clean
from tests.checks.slips import ONE_CELL, ONE_PLACE_OFF, SLIPS, TWO_ACCOUNTS, Told, column_off, row_off, several, told_of
from tests.strategies import EXAMPLES, STEP

from gk_docs.checks import check
from gk_docs.checks.figures.accounts import doubt_of
from gk_docs.checks.figures.equations import equations_at, equations_of, failing
from gk_docs.checks.figures.moved import moved
from gk_docs.checks.figures.suspects import suspects
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.checks.injection import Draft, Figures

    Slip = Callable[[Draft, Random], Figures]

FORMS = (AnnualReport, AnnualReport2019)
SEEDS = range(min(20, EXAMPLES // 2))


@cache
def told(slip: Slip) -> Told:
    """What is told of a kind of slip in many reports of both forms, all together."""
    each = []
    for form in FORMS:
        for seed in SEEDS:
            rng = Random(seed)
            draft = clean(rng, form)
            each.append(told_of(draft, slip(draft, rng)))
    return Told(*map(sum, zip(*each, strict=True)))


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.__name__)
def test_every_wrong_cell_that_a_sum_shows_is_told(slip: Slip) -> None:
    found = told(slip)
    assert found.wrong
    assert found.placed == found.wrong


@pytest.mark.parametrize("slip", ONE_CELL, ids=lambda slip: slip.__name__)
def test_one_wrong_cell_is_never_blamed_on_another(slip: Slip) -> None:
    assert told(slip).false == 0


@pytest.mark.parametrize("slip", TWO_ACCOUNTS, ids=lambda slip: slip.__name__)
def test_no_right_cell_is_called_wrong_where_two_accounts_are_as_good(slip: Slip) -> None:
    assert told(slip).false == 0


@pytest.mark.parametrize("slip", ONE_PLACE_OFF, ids=lambda slip: slip.__name__)
def test_figures_that_were_typed_one_place_off_are_told_once_with_what_fell_off_the_end(slip: Slip) -> None:
    for form in FORMS:
        for seed in SEEDS:
            rng = Random(seed)
            draft = clean(rng, form)
            right = {**draft.figures}
            draft.figures |= slip(draft, rng)
            found = list(check(draft.reading(), draft.last(), select=["GK3", "GK401", "GK404"]))
            [told] = [one for one in found if one.is_problem]
            wrong = {path for path, value in draft.figures.items() if value != right[path]}
            assert told.place.path in wrong
            assert told.expected in (None, str(right[told.place.path]))
            assert "错了一格" in told.message


def test_beside_figures_one_place_off_a_wrong_total_of_table_4_is_named_all_the_same() -> None:
    draft = clean(Random(3), AnnualReport)
    slipped = row_off(draft, Random(3)) | {"review_litigation.reconsideration.total": 999}
    draft.figures |= slipped
    found = [one for one in check(draft.reading(), select=["GK3"]) if one.is_problem]
    assert [(one.code, one.place.path.split(".")[0]) for one in found] == [
        ("GK301", "requests"),
        ("GK304", "review_litigation"),
    ]


def test_a_blank_cell_of_table_4_is_not_among_the_figures_one_place_off() -> None:
    draft = clean(Random(3), AnnualReport)
    counts: dict[str, int | None] = {path: int(draft.figures[path]) for path in equations_at(AnnualReport)}
    counts |= row_off(draft, Random(3))
    whole = moved(AnnualReport, counts, failing(equations_of(AnnualReport), counts))
    assert whole
    counts["review_litigation.reconsideration.total"] = None
    assert moved(AnnualReport, counts, failing(equations_of(AnnualReport), counts)) == whole


def test_of_several_wrong_cells_three_in_four_are_named_and_none_wrongly() -> None:
    found = told(several)
    assert found.named >= 0.75 * found.wrong
    assert found.false == 0


def test_the_second_account_names_its_cells_in_the_order_of_the_form_however_they_were_found() -> None:
    at, seen = equations_at(AnnualReport), 0
    for seed in range(150 // STEP):
        rng = Random(seed)
        draft = clean(rng, AnnualReport)
        figures = {**draft.figures, **column_off(draft, rng)}
        counts = {path: int(figures[path]) for path in at}
        found, failed = suspects(at, counts), failing(equations_of(AnnualReport), counts)
        backwards = dict(reversed(found.items()))
        cells = [*doubt_of(AnnualReport, counts, failed, backwards).cells]
        assert cells == sorted(cells, key=[*at].index)
        seen += len(cells) > 1
    assert seen > 15 // STEP
