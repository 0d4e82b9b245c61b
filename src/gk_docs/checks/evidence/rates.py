"""Shares, rates and growth that the text states, recomputed from the numbers beside them and from the tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.claims.elsewhere import is_elsewhere_at
from gk_docs.checks.claims.matching import heads_of
from gk_docs.checks.claims.readings import totals_of
from gk_docs.checks.claims.subjects import ORGANISATIONS, READINGS
from gk_docs.checks.evidence.agreement import close, printed, printed_sum
from gk_docs.checks.rule import PREVIOUS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.claims.claim import Claim
    from gk_docs.checks.claims.subjects import Group
    from gk_docs.checks.claims.wording import Wording
    from gk_docs.chinese.quantity import Quantity

_SHARE = re.compile("[,/(fTA]*z[fszTAFRHGOm]*")
_OF = re.compile(",?f?z[^,;.#~$]*")
_OF_ALL = re.compile("[sf]*[fz]*")
_NAMED_SHARE = re.compile("[TAFfm]*z[fszTAFRHGOmx]*$")
_GROWN = re.compile("(?P<way>[ud])f*$")
_OLD = re.compile("[,(]?[kj]?f*L[fskRTA]*")
_NAMED_OLD = re.compile("[kj]f*L[fskRTA]*$")
_BEHIND = re.compile("[(,]L[fs]*")
_RATE = re.compile("(?P<late>a?)q[fGsm]*$")
_STATED = re.compile("(?P<now>#)[,fTA(]*[kj]f*L[fskRTA]*(?P<old>#)(?P<way>[ud])f*(?P<much>#)")
_CHANGE = re.compile("[kj]?f*[Lk][fsTAk]*(?P<way>[ude])f*(?P<much>#?)")
_FINISHED = ("requests.outcomes.total.total",)
_RECEIVED = ("requests.received.total",)
_HANDLED = ("requests.received.total", "requests.brought_forward.total")
_AT_LEAST = ("超", "超过", "以上", "至少", "逾")
_STILL, _DOUBLED = Decimal(20), Decimal(80)


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of the text that is not what its numbers give.

    Attributes:
        kind: `share`, `growth`, `change` or `direction`.
        wording: The sentence.
        span: Its characters.
        right: What it should say.
        operands: The numbers that it was computed from, for the message.
        paths: Paths of figures that took part.
    """

    kind: str
    wording: Wording
    span: tuple[int, int]
    right: str
    operands: dict[str, Any] = field(default_factory=dict)
    paths: tuple[str, ...] = ()


class _RatePlace(NamedTuple):
    """A rate in its sentence: the case, the wording, the index of the rate, the claims of numbers by their place."""

    case: Case
    wording: Wording
    at: int
    claims: dict[tuple[int, int], Claim]

    @property
    def rate(self) -> Quantity:
        return self.wording.number_at(self.at)

    @property
    def counts(self) -> list[int]:
        return [at for at in range(self.at) if self.wording.kinds[at] in "#~$"]

    def claim(self, at: int) -> Claim | None:
        return self.claims.get((id(self.wording.passage), self.wording.tokens[at].start))


def claimed_rates(case: Case) -> Iterator[Rate]:
    """Every rate that its numbers contradict."""
    claims = {(id(claim.passage), claim.span[0]): claim for claim in case.claims.numbers}
    for wording in case.claims.wordings:
        for at, kind in enumerate(wording.kinds):
            if kind == "%" and wording.number_at(at).approximate not in _AT_LEAST:
                place = _RatePlace(case, wording, at, claims)
                yield from _answered(place)
                yield from _share(place)
                yield from _growth(place)
        yield from _changes(case, wording, claims)


def _answered(place: _RatePlace) -> Iterator[Rate]:
    """办结率 against what was finished of what there was to finish."""
    found = _RATE.search(place.wording.kinds[: place.at])
    if not found or place.wording.passage.part != "on_request" or place.rate.value == 100:  # noqa: PLR2004 - GK506 says it
        return
    done, sums = printed_sum(place.case, _FINISHED), [printed_sum(place.case, group) for group in (_HANDLED, _RECEIVED)]
    if not done or not sums[0]:
        return
    rates = [100 * done / whole for whole in sums if whole]
    if set("tC").isdisjoint(place.wording.kinds) and not any(close(place.rate, one) for one in rates):
        operands = {"part": f"{done:f}", "whole": f"{sums[0]:f}"}
        yield Rate(
            "share", place.wording, _span(place), printed(rates[0], place.rate), operands, (*_FINISHED, *_HANDLED)
        )


def _share(place: _RatePlace) -> Iterator[Rate]:
    kinds, counts = place.wording.kinds, place.counts
    if len(counts) > 1 and _is_of(place, counts[-2], counts[-1]):
        yield from _of_named(place, counts[-2], counts[-1])
        return
    between = kinds[counts[-1] + 1 : place.at] if counts else ""
    if not counts or not _SHARE.fullmatch(between):
        yield from _of_tables(place, counts[-1] + 1 if counts else 0)
        return
    part = place.wording.number_at(counts[-1])
    if part.approximate:
        return
    numbers = [(at, place.wording.number_at(at)) for at in counts[:-1]]
    earlier = [(at, one) for at, one in numbers if one.unit == part.unit and not one.approximate]
    claim = place.claim(counts[-1])
    asked = _asked(place, counts[-1], claim)
    of_all = (_FINISHED, _RECEIVED, _HANDLED) if claim else (_RECEIVED, _HANDLED, _FINISHED)
    groups = of_all if asked else ()
    sums = {group: total for group in groups if (total := printed_sum(place.case, group))}
    explicit = bool(earlier) and ("i" in kinds[earlier[0][0] : counts[-1]] or "s" in kinds[: counts[0]])
    if not (explicit or sums):
        return
    wholes = [whole for whole in (*(one.value for _, one in earlier), *sums.values()) if whole >= part.value and whole]
    if not wholes or any(close(place.rate, 100 * part.value / whole) for whole in wholes):
        return
    whole = next(iter(sums.values())) if sums else earlier[0][1].value if explicit else wholes[0]
    operands, paths = {"part": part.text, "whole": f"{whole:f}"}, next(iter(sums), ())
    yield Rate("share", place.wording, _span(place), printed(100 * part.value / whole, place.rate), operands, paths)


def _asked(place: _RatePlace, at: int, claim: Claim | None) -> bool:
    """Whether a number counts applications, by its claim or as a kind of applicant."""
    if claim is not None:
        return not claim.readings[0][0].startswith("review_litigation")
    heads = [one for one in heads_of(place.wording) if one.end <= at and one.head.family == "applicants"]
    near = heads and set(place.wording.kinds[heads[-1].end : at]) <= set("fTAs")
    return bool(near) and place.wording.passage.part == "on_request"


def _of_tables(place: _RatePlace, begin: int) -> Iterator[Rate]:
    """占 without a number before it: 自然人申请占 81.6%."""
    found = _NAMED_SHARE.search(place.wording.kinds, begin, place.at)
    heads = [one for one in heads_of(place.wording) if found and begin <= one.start and one.end >= found.start()]
    if not found or place.wording.passage.part != "on_request" or "L" in place.wording.kinds[begin : place.at]:
        return
    named = [one for one in heads if one.end <= found.end() and one.head.family in ("outcomes", "applicants")]
    group = _part_of(place.case, named[0].key) if named else ()
    part = printed_sum(place.case, group) if group else None
    wholes = [total for group in (_FINISHED, _RECEIVED, _HANDLED) if (total := printed_sum(place.case, group))]
    if part is None or not wholes or "i" in place.wording.kinds[begin : place.at]:
        return
    if not any(close(place.rate, 100 * part / whole) for whole in wholes):
        whole = wholes[1] if named[0].head.family == "applicants" else wholes[0]
        operands = {"part": f"{part:f}", "whole": f"{whole:f}"}
        yield Rate("share", place.wording, _span(place), printed(100 * part / whole, place.rate), operands, group)


def _part_of(case: Case, key: str) -> Group:
    """The figures of an outcome, or of a kind of applicant among what was received."""
    if key in READINGS:
        return totals_of(type(case.report), READINGS[key][0])
    columns = ORGANISATIONS if key == "organisations" else (key,)
    return tuple(f"requests.received.{column}" for column in columns)


def _is_of(place: _RatePlace, part: int, whole: int) -> bool:
    """Whether the text says: so many, 占 of so many 的 such a share."""
    one, other, kinds = place.wording.number_at(part), place.wording.number_at(whole), place.wording.kinds
    exact = one.unit == other.unit and not (one.approximate or other.approximate)
    return exact and bool(_OF.fullmatch(kinds, part + 1, whole)) and bool(_OF_ALL.fullmatch(kinds, whole + 1, place.at))


def _of_named(place: _RatePlace, part: int, whole: int) -> Iterator[Rate]:
    one, other = place.wording.number_at(part), place.wording.number_at(whole)
    exact = 100 * one.value / other.value if other.value else None
    if exact is not None and not close(place.rate, exact):
        operands = {"part": one.text, "whole": other.text}
        yield Rate("share", place.wording, _span(place), printed(exact, place.rate), operands)


def _growth(place: _RatePlace) -> Iterator[Rate]:
    kinds = place.wording.kinds
    grown = _GROWN.search(kinds, 0, place.at)
    if not grown or not set("kL").intersection(kinds[: place.at + 4]):
        return
    sign = 1 if grown["way"] == "u" else -1
    found = _from_behind(place) or _from_sentence(place, sign) or _from_tables(place, grown.start())
    if not found or not found[0]:
        return
    before, now, paths = found
    exact = 100 * (now - before) / before
    operands = {"before": f"{before:f}", "now": f"{now:f}"}
    if exact and (exact > 0) != (sign > 0):
        right = f"{'增长' if exact > 0 else '下降'} {printed(abs(exact), place.rate)}"
        span = place.wording.tokens[grown.start()].start, place.rate.end
        yield Rate("direction", place.wording, span, right, operands, paths)
    elif not close(place.rate, abs(exact)):
        yield Rate("growth", place.wording, _span(place), printed(abs(exact), place.rate), operands, paths)


_Change = tuple[Decimal, Decimal, tuple[str, ...]]


def _from_behind(place: _RatePlace) -> _Change | None:
    """Last year's number in brackets behind the rate: 120条，同比增长20%（上年100条）."""
    kinds, counts = place.wording.kinds, place.counts
    behind = next((at for at in range(place.at + 1, len(kinds)) if kinds[at] in "#~$"), None)
    if behind is None or not counts or _far(place, counts[-1]):
        return None
    last, old = place.wording.number_at(counts[-1]), place.wording.number_at(behind)
    named = _BEHIND.fullmatch(kinds, place.at + 1, behind)
    return (old.value, last.value, ()) if named and old.unit == last.unit and not last.approximate else None


def _from_sentence(place: _RatePlace, sign: int) -> _Change | None:
    """Last year's and this year's number out of the sentence itself."""
    wording, counts = place.wording, place.counts
    if len(counts) < 2 or _far(place, counts[-1]):  # noqa: PLR2004 - two numbers are compared
        return None
    last, words = wording.number_at(counts[-1]), wording.kinds[counts[-2] + 1 : counts[-1]]
    same = [at for at in counts[:-1] if wording.number_at(at).unit == last.unit]
    if last.approximate or not same or wording.number_at(same[-1]).approximate:
        return None
    first = wording.number_at(same[-1]).value
    if len(same) > 1 and _GROWN.fullmatch(words) and _OLD.fullmatch(wording.kinds, same[-2] + 1, same[-1]):
        return first, wording.number_at(same[-2]).value, ()
    if counts[-2] != same[-1]:
        return None
    if _GROWN.search(words) and set("kL").intersection(words):
        return first - sign * last.value, first, ()
    return (last.value, first, ()) if _OLD.fullmatch(words) and "L" in words else None


def _from_tables(place: _RatePlace, until: int) -> _Change | None:
    """The same out of last year's report, where the number before, or the words before, are of the form."""
    counts = place.counts
    if not counts:
        return _of_words(place.case, place.wording, until)
    claim = place.claim(counts[-1])
    if claim is None and len(counts) == 1 and (named := _NAMED_OLD.search(place.wording.kinds, 0, counts[0])):
        change = _of_words(place.case, place.wording, named.start(), stated=place.wording.number_at(counts[0]).value)
        return None if _far(place, counts[0]) else change
    if claim is None:
        return _of_words(place.case, place.wording, until)
    return None if _far(place, counts[-1]) else _of_claim(place.case, claim)


def _of_claim(case: Case, claim: Claim) -> _Change | None:
    for group in claim.readings if not case.no_comparison else ():
        now, before = printed_sum(case, group), _before(case, group)
        if now is not None and before is not None and now == claim.quantity.value:
            return before, now, tuple(f"{PREVIOUS}{path}" for path in group)
    return None


def _of_words(case: Case, wording: Wording, until: int, stated: Decimal | None = None) -> _Change | None:
    """What the last words before a change name, of last year's report or as stated: 申请量较上年有所减少."""
    heads = [one for one in heads_of(wording) if one.end <= until]
    if (case.no_comparison and stated is None) or not heads or is_elsewhere_at(wording, until):
        return None
    last, between = heads[-1], wording.kinds[heads[-1].end : until]
    if last.key not in ("applications", "received") or not set(",;.?#~%").isdisjoint(between):
        return None
    if wording.passage.part != "on_request":
        return None
    now, before = printed_sum(case, _RECEIVED), _before(case, _RECEIVED) if stated is None else stated
    return None if now is None or before is None else (before, now, tuple(f"{PREVIOUS}{path}" for path in _RECEIVED))


def _before(case: Case, group: Group) -> Decimal | None:
    values = [case.previous_values.get(path) for path in group]
    return None if None in values else sum((Decimal(value) for value in values if value is not None), Decimal(0))


def _changes(case: Case, wording: Wording, claims: dict[tuple[int, int], Claim]) -> Iterator[Rate]:
    """较上年增加 12 件, 有所减少, 持平: without a rate."""
    for found in _STATED.finditer(wording.kinds):
        now, old, much = (wording.number_at(found.start(name)) for name in ("now", "old", "much"))
        exact = not (now.approximate or old.approximate) and now.unit == old.unit == much.unit
        if exact and now.value - old.value != (much.value if found["way"] == "u" else -much.value):
            yield from _changed(wording, found, old.value, now.value, ())
    if case.no_comparison:
        return
    for found in _CHANGE.finditer(wording.kinds):
        counts = [at for at in range(found.start()) if wording.kinds[at] in "#~$"]
        claim = claims.get((id(wording.passage), wording.tokens[counts[-1]].start)) if counts else None
        near = counts and set(wording.kinds[counts[-1] + 1 : found.start()]) <= set(",fTA(")
        change = _of_claim(case, claim) if claim and near else _of_words(case, wording, found.start("way"))
        rest = wording.kinds[found.end() : found.end() + 1]
        if change is None or rest in ("%", "~", "$") or (wording.kinds[found.end() - 1] == "f" and rest == "#"):
            continue
        yield from _changed(wording, found, *change)


def _changed(
    wording: Wording, found: re.Match[str], before: Decimal, now: Decimal, paths: tuple[str, ...]
) -> Iterator[Rate]:
    way, token = found["way"], wording.tokens[found.start("way")]
    gap = now - before
    amount = wording.number_at(found.end() - 1) if found["much"] else None
    span = token.start, amount.end if amount else token.end
    said = {"u": gap > 0, "d": gap < 0, "e": before and abs(100 * gap / before) < _STILL}[way]
    if token.value == "double":
        said = bool(before) and 100 * gap / before > _DOUBLED
    if said and (amount is None or amount.agrees(abs(gap))):
        return
    right = f"{'增加' if gap > 0 else '减少'} {abs(gap):f}" if gap else "持平"
    yield Rate("direction", wording, span, right, {"before": f"{before:f}", "now": f"{now:f}"}, paths)


def _span(place: _RatePlace) -> tuple[int, int]:
    return place.rate.start, place.rate.end


def _far(place: _RatePlace, at: int) -> bool:
    """Whether the words between a number and its rate speak of something else."""
    between = place.wording.kinds[at + 1 : place.at]
    return len(between) > 12 or bool(set(";.iq").intersection(between))  # noqa: PLR2004 - a short clause
