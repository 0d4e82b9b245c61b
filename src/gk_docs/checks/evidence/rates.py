"""Find the rates stated in the text that the numbers beside them or the tables contradict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.checks.evidence.changes import Rate, changes, of_its_own
from gk_docs.checks.evidence.differences import differences_in
from gk_docs.checks.evidence.growth import growth_at
from gk_docs.checks.evidence.rate_place import RatePlace
from gk_docs.checks.evidence.shares import shares_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case


_COMPARES = re.compile("[比倍]")


def claimed_rates(case: Case) -> Iterator[Rate]:
    """Yield every rate in the text that contradicts the numbers."""
    told = (*case.claims.published, *case.claims.numbers)
    claims = {(id(claim.passage), claim.span[0]): claim for claim in told}
    for wording in case.claims.wordings:
        own = list(of_its_own(wording))
        moved = [move.span for move, _ in own]
        yield from (wrong for _, wrong in own if wrong)
        compared = [*differences_in(case, wording)] if _COMPARES.search(wording.sentence.text) else []
        yield from (one.wrong for one in compared if one.wrong)
        moved += [one.span for one in compared]
        for at, kind in enumerate(wording.kinds):
            if kind == "%":
                place = RatePlace(case, wording, at, claims)
                yield from shares_at(place)
                yield from growth_at(place) if place.rate.end not in {end for _, end in moved} else ()
        yield from (rate for rate in changes(case, wording, claims) if rate.span not in moved)
