"""Check by how much one figure of the tables is said to be more or less than another: 许可比处罚多108件."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.claims.naming import heads_of
from gk_docs.checks.evidence.agreement import agrees, close, printed, printed_sum
from gk_docs.checks.evidence.changes import Rate, group_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from gk_docs.checks.case import Case
    from gk_docs.checks.claims.naming import Named
    from gk_docs.checks.claims.subjects import Group
    from gk_docs.checks.claims.wording import Wording
    from gk_docs.chinese.quantity import Quantity

# The patterns are over the letters of a wording, which `claims/lexicon.py` explains.
_THAN = re.compile("[fTAmsnv]*(?:[#$],)?[fYsv]*k[fvTyLn]*")
_IS, _TIMES = re.compile("[TAfms]*[fe]+"), re.compile("[TAfms]*%")  # 处罚是强制的六倍
_MORE = re.compile("[fTAmnv]*(?P<way>[ud])f*(?P<much>[#$%])")


class Difference(NamedTuple):
    """A comparison of two figures: its characters in the passage, and what is wrong with it, if anything is."""

    span: tuple[int, int]
    wrong: Rate | None


def differences_in(case: Case, wording: Wording) -> Iterator[Difference]:
    """Yield every comparison of two figures with each other (许可比处罚多108件), not with last year's."""
    heads = heads_of(wording)
    for one, other in pairwise(heads):
        than = _THAN.fullmatch(wording.kinds, one.end, other.start)
        more = _MORE.match(wording.kinds, other.end) if than and _of_one_time(wording, one.end, other.start) else None
        times = _TIMES.match(wording.kinds, other.end) if _IS.fullmatch(wording.kinds, one.end, other.start) else None
        if times and (number := wording.number_at(times.end() - 1)).unit == "倍":
            span = number.start, number.end
            yield Difference(span, _wrong_multiple(case, wording, (one, other), number))
        if more:
            token = wording.tokens[more.start("way")]
            span = token.start, wording.number_at(more.start("much")).end
            yield Difference(span, _wrong(case, wording, (one, other), more, span))


def _wrong_multiple(case: Case, wording: Wording, pair: tuple[Named, Named], number: Quantity) -> Rate | None:
    (one, other), figures = _sums(case, wording, pair)
    if one is None or not other or close(number, 100 * one / other):
        return None
    operands = {"part": f"{one:f}", "whole": f"{other:f}"}
    right = f"{one / other:.1f} 倍"
    return Rate("difference", wording, (number.start, number.end), right, operands, figures)


def _sums(case: Case, wording: Wording, pair: tuple[Named, Named]) -> tuple[list[Decimal | None], Group]:
    """What two named things are by the tables, None where that is not known, and the figures of both."""
    groups = [group_of(case, wording, one, one.end) for one in pair]
    return [printed_sum(case, group) if group else None for group in groups], (*groups[0], *groups[1])


def _of_one_time(wording: Wording, begin: int, end: int) -> bool:
    """Whether no other year is named between two subjects: 同期 is this one."""
    return all(wording.said(at) == "同期" for at in range(begin, end) if wording.kinds[at] == "L")


def _wrong(
    case: Case, wording: Wording, pair: tuple[Named, Named], more: re.Match[str], span: tuple[int, int]
) -> Rate | None:
    (one, other), figures = _sums(case, wording, pair)
    if one is None or other is None:
        return None
    gap, much = one - other, wording.number_at(more.start("much"))
    share = more[0].endswith("%")
    if share and not other:
        return None
    agreed = close(much, 100 * abs(gap) / other) if share else agrees(much, abs(gap))
    same = (gap > 0) == (more["way"] == "u") and agreed
    amount = printed(100 * abs(gap) / other, much) if share else f"{abs(gap):f}"
    right = f"{'多' if gap > 0 else '少'} {amount}" if gap else "一样多"
    operands = {"part": f"{one:f}", "whole": f"{other:f}"}
    return None if same else Rate("difference", wording, span, right, operands, figures)
