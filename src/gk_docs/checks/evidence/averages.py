"""Find averages in the text (行政处罚平均每月三件) that the year's figure in the tables contradicts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.claims.naming import heads_of
from gk_docs.checks.claims.readings import part_of, totals_of
from gk_docs.checks.claims.subjects import ASKED, READINGS
from gk_docs.checks.evidence.agreement import printed_sum

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.claims.naming import Named
    from gk_docs.checks.claims.subjects import Group
    from gk_docs.checks.claims.wording import Wording
    from gk_docs.chinese.quantity import Quantity

_PER: Final = re.compile(
    "(?:(?P<short>月|季度?)均|平均(?:每|一)?个?(?P<behind>月|季度?|半年)|(?:每|一)个?(?P<before>月|季度?|半年)度?平均)"
    "(?:约|大约|为|达|有|是|收到|受理|办理|作出)*$"
)
_TIMES: Final = {"月": 12, "季": 4, "季度": 4, "半年": 2}
_QUIET: Final = re.compile("[的数量件决定，]*")
_OF_ALL: Final = frozenset("YyvHRTAfsa")
"""Letters of the words that may stand before what is counted, so that all of it is."""
_APART: Final = Decimal("0.5")  # an average is told rounded
_MARGIN: Final = Decimal("0.15")


class Average(NamedTuple):
    """An average that a figure contradicts: the sentence, its number, the right one, and the figure's paths."""

    wording: Wording
    number: Quantity
    right: Decimal
    paths: Group


def wrong_averages(case: Case) -> Iterator[Average]:
    """Yield every average of a month, a quarter or half the year that is not that of the figure it is of."""
    for wording in case.claims.wordings:
        counts = [at for at, kind in enumerate(wording.kinds) if kind == "#"] if "均" in wording.sentence.text else ()
        for at in counts:
            found = _PER.search(wording.passage.text, wording.sentence.start, wording.tokens[at].start)
            named = _named(wording, at, found.start()) if found else None
            if not found or not named:
                continue
            number, times = wording.number_at(at), _TIMES[next(filter(None, found.groups()))]
            sums = [(group, total) for group in _groups(case, named) if (total := printed_sum(case, group)) is not None]
            if sums and all(_differs(number, total / times) for _, total in sums):
                yield Average(wording, number, sums[0][1] / times, sums[0][0])


def _named(wording: Wording, at: int, until: int) -> Named | None:
    """What the tables count whose average the number at a token is; None if anything else is said between."""
    heads = [one for one in heads_of(wording) if one.end <= at]
    if not heads:
        return None
    last, text = heads[-1], wording.passage.text
    begin = max(wording.kinds.rfind(mark, 0, last.start) for mark in ",;.:") + 1
    between = text[wording.tokens[last.end - 1].end : until]
    return last if _QUIET.fullmatch(between) and _OF_ALL.issuperset(wording.kinds[begin : last.start]) else None


def _groups(case: Case, named: Named) -> tuple[Group, ...]:
    """The groups of figures of which one must have the average."""
    if named.head.family == "decisions":
        path = f"active_disclosure.{named.key}"
        return tuple((one,) for one in (path, f"{path}.decisions") if one in case.outline.figures)
    if named.key in ASKED or named.key == "finished":
        rows = READINGS["received" if named.key in ASKED else named.key]
        return tuple(totals_of(type(case.report), group) for group in rows)
    return (part_of(type(case.report), named.key),) if named.head.family == "outcomes" else ()


def _differs(number: Quantity, exact: Decimal) -> bool:
    high = number.low if number.high is None else number.high
    apart = max(number.low - exact, exact - high)
    return apart > _APART and apart > exact * _MARGIN
