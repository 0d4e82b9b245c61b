"""Recompute rates of growth stated in the text, from the numbers beside them and from last year's report."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from gk_docs import regex as re
from gk_docs.checks.claims.naming import heads_of
from gk_docs.checks.evidence.agreement import close, printed
from gk_docs.checks.evidence.changes import Change, Rate, of_claim, of_next, of_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.claims.naming import Named
    from gk_docs.checks.evidence.rate_place import RatePlace

# The patterns are over the letters of a wording, which `claims/lexicon.py` explains.
_GROWN = re.compile("(?P<way>[ud])f*$")
_OLD = re.compile("[,(]?[kj]?f*[(]?L[fskRTA]*")
_YEARS = re.compile("L[fskRTAWXCIQS]*[#$][,/;]?Y[fskRTA]*$")  # 上年许可140件、本年126件
_NAMED_OLD = re.compile("(?:[kj]f*)?L[fskRTA]*$")
_IN_TURN = re.compile("&[fkjL]*(?P<way>[ud])f*%(?:[/j,]f*(?:[ud]f*)?%)+")
_WAYS = re.compile("[ud]")
_BEHIND = re.compile("[(,]L[fs]*")
_WORKED_OUT = re.compile("前后|两[相年者]|相较|相比|换算|折算|算下来|据此|由此|这样|也就是|即|按此|如此")
_BOTH_YEARS = re.compile("L[^#$~%,;.]*(?P<old>[#$]),?[^#$~%;.]*(?:(?P<way>[ud])f*|Y[fskRTAv]*)[#$]")
_COUNTED = ("decisions", "outcomes", "applicants", "cases", "fees")
_SINCE_WHEN = re.compile("[kL]|[AXCQS]f*[ud]f*$")  # 行政许可办件量增长14%: since last year


def growth_at(place: RatePlace) -> Iterator[Rate]:
    """Yield the rate if it is one of growth that the numbers contradict, or in the wrong direction."""
    kinds = place.wording.kinds
    if turn := _turn(place):
        yield from _judged(place, *turn)
        return
    grown = _GROWN.search(kinds, 0, place.at)
    if grown and (found := _of_sentence_before(place)):
        yield from _judged(place, grown.start(), found)
        return
    named = grown and place.wording.said(grown.start()).startswith(("增幅", "降幅"))
    if (
        not grown
        or place.wording.tokens[grown.start()].value == "to"
        or not (named or _SINCE_WHEN.search(kinds, 0, place.at))
    ):
        return
    sign = 1 if grown["way"] == "u" else -1
    found = _from_behind(place) or _by_years(place) or _from_sentence(place, sign) or _from_tables(place, grown.start())
    if found:
        yield from _judged(place, grown.start(), found)


def _judged(place: RatePlace, at: int, found: Change) -> Iterator[Rate]:
    """Yield the rate if the change contradicts it, or the word at token `at` that says its direction."""
    if not found[0]:
        return
    sign = 1 if place.wording.kinds[at] == "u" else -1
    before, now, paths = found
    exact = 100 * (now - before) / before
    operands = {"before": f"{before:f}", "now": f"{now:f}"}
    if exact and (exact > 0) != (sign > 0) and not (paths == () and _is_of_another(place, before, sign)):
        right = f"{'增长' if exact > 0 else '下降'} {printed(abs(exact), place.rate)}"
        span = place.wording.tokens[at].start, place.rate.end
        yield Rate("direction", place.wording, span, right, operands, paths)
    elif not close(place.rate, abs(exact)) and not (paths == () and _is_of_another(place, before, sign)):
        yield Rate("growth", place.wording, place.span, printed(abs(exact), place.rate), operands, paths)


def _is_of_another(place: RatePlace, before: Decimal, sign: int) -> bool:
    """Whether another number of the sentence has the rate: 5.4万人，新增0.9万人，比年初的4.5万人增长20%."""
    numbers = (place.wording.number_at(at) for at in place.counts)
    rates = (sign * 100 * (one.value - before) / before for one in numbers if one.kind == "count")
    return any(rate > 0 and close(place.rate, rate) for rate in rates)


def _turn(place: RatePlace) -> tuple[int, Change] | None:
    """The word for the direction and the change of a rate in its turn: 许可318件、处罚46件，分别增长6%和15%."""
    kinds = place.wording.kinds
    found = next((one for one in _IN_TURN.finditer(kinds) if place.at in range(*one.span())), None)
    if not found:
        return None
    rates = [at for at in range(*found.span()) if kinds[at] == "%"]
    counts = [at for at in range(found.start()) if kinds[at] in "#$"]
    claim = place.claim(counts[place_of]) if (place_of := rates.index(place.at) - len(rates)) >= -len(counts) else None
    change = of_claim(place.case, claim) if claim else None
    way = max(one.start() for one in _WAYS.finditer(kinds, found.start(), place.at))
    return (way, change or (Decimal(0), Decimal(0), ()))


def _of_sentence_before(place: RatePlace) -> Change | None:
    """The change told by the sentence before, for a rate without a subject: 上年140件，本年126件。前后相较，降幅10%."""
    sentence = place.wording.sentence
    kinds = place.wording.kinds
    named = [one for one in heads_of(place.wording) if kinds.count("(", 0, one.start) == kinds.count(")", 0, one.start)]
    opens = _WORKED_OUT.match(sentence.text) and not named and not place.counts
    told = (one for one in place.case.claims.wordings if one.passage is place.wording.passage)
    before = next((one for one in told if one.sentence.end == sentence.start), None) if opens else None
    found = _BOTH_YEARS.search(before.kinds) if before else None
    if not before or not found:
        return None
    old, now = before.number_at(found.end("old") - 1), before.number_at(found.end() - 1)
    if old.unit != now.unit or old.approximate or now.approximate:
        return None
    way = found["way"]
    return old.value, (old.value + now.value * (1 if way == "u" else -1) if way else now.value), ()


def _from_behind(place: RatePlace) -> Change | None:
    """The change by last year's number in brackets after the rate: 120条，同比增长20%（上年100条）."""
    kinds, counts = place.wording.kinds, place.counts
    behind = next((at for at in range(place.at + 1, len(kinds)) if kinds[at] in "#~$"), None)
    if behind is None or not counts or _far(place, counts[-1]):
        return None
    last, old = place.wording.number_at(counts[-1]), place.wording.number_at(behind)
    named = _BEHIND.fullmatch(kinds, place.at + 1, behind)
    return (old.value, last.value, ()) if named and old.unit == last.unit and not last.approximate else None


def _by_years(place: RatePlace) -> Change | None:
    """The change by a number for each year: 2022年25件、2023年38件."""
    counts, wording = place.counts, place.wording
    if len(counts) < 2 or _far(place, counts[-1]) or not _YEARS.search(wording.kinds, 0, counts[-1]):  # noqa: PLR2004 - two
        return None
    old, now = (wording.number_at(at) for at in counts[-2:])
    return (old.value, now.value, ()) if old.unit == now.unit and not (old.approximate or now.approximate) else None


def _from_sentence(place: RatePlace, sign: int) -> Change | None:
    """The change by numbers of the sentence itself; `sign` is 1 for growth, -1 for a fall."""
    wording, counts = place.wording, place.counts
    if len(counts) < 2 or _far(place, counts[-1]):  # noqa: PLR2004 - two numbers are compared
        return None
    last, words = wording.number_at(counts[-1]), wording.kinds[counts[-2] + 1 : counts[-1]]
    same = [at for at in counts[:-1] if wording.number_at(at).unit == last.unit]
    named = _named_between(place, same[-1], counts[-1]) if same else None
    begin = named.end - 1 if named else counts[-2] + 1
    if named:  # 许可52360件、处罚4180件、强制296件，处罚件数比上年减少220件
        same, words = _claims_of(place, same, named.key), f",{wording.kinds[named.end : counts[-1]]}"
    if last.approximate or not same or wording.number_at(same[-1]).approximate:
        return None
    first = wording.number_at(same[-1]).value
    if len(same) > 1 and _GROWN.fullmatch(words) and _OLD.fullmatch(wording.kinds, same[-2] + 1, same[-1]):
        return first, wording.number_at(same[-2]).value, ()
    years = [kind for kind in wording.kinds[: counts[-2]] if kind in "YLE"]
    if (counts[-2] != same[-1] and not named) or years[-1:] == ["E"]:  # 2024年38件，2022年31件，今年比去年增加13件
        return None
    of_last = _NAMED_OLD.search(wording.kinds, 0, counts[-2]) is not None
    grown = _GROWN.search(words)
    if grown and (of_last or set("kL").intersection(words)):
        to = wording.tokens[begin + grown.start()].value == "to"  # 去年40件，今年升到52件
        return _grown(first, last.value, sign, "to" if to else "from" if of_last else "by")
    return (last.value, first, ()) if _OLD.fullmatch(words) and "L" in words else None


def _named_between(place: RatePlace, at: int, until: int) -> Named | None:
    """What the tables count that is named between two numbers, after a claim, so that the later one is of that."""
    between = [one for one in heads_of(place.wording) if at < one.start and one.end <= until]
    known = [one for one in between if one.head.family in _COUNTED]
    return known[-1] if known and place.claim(at) else None


def _claims_of(place: RatePlace, counts: list[int], subject: str) -> list[int]:
    return [at for at in counts if (claim := place.claim(at)) and claim.subject == subject]


def _grown(one: Decimal, other: Decimal, sign: int, way: Literal["to", "from", "by"]) -> Change:
    """The change of one number to the other, from one by the other (上年25件，增加13件), or to one by it."""
    if way == "by":  # 38件，较上年增加13件
        return one - sign * other, one, ()
    return one, other if way == "to" else one + sign * other, ()


def _from_tables(place: RatePlace, until: int) -> Change | None:
    """The change by last year's report, if the number or the words before the rate name figures of the form."""
    counts = place.counts
    if not counts:
        change = of_words(place.case, place.wording, until)
        return of_next(place.case, place.wording, (until, place.at + 1), place.claims, change)
    claim = place.claim(counts[-1])
    if claim is None and len(counts) == 1 and (named := _NAMED_OLD.search(place.wording.kinds, 0, counts[0])):
        stated = place.wording.number_at(counts[0]).value
        ends = (named.start(), until)
        change = next(filter(None, (of_words(place.case, place.wording, end, stated=stated) for end in ends)), None)
        return None if _far(place, counts[0]) else change
    if any(counts[-1] < one.start and one.end <= until for one in heads_of(place.wording)):
        return of_words(place.case, place.wording, until)  # 申请52件，增长30%，自然人申请的增幅为28.1%
    if claim is None:
        amount = _GROWN.search(place.wording.kinds, 0, counts[-1])  # 较上年增加13件，增幅52%
        return of_words(place.case, place.wording, amount.start() if amount else until)
    return None if _far(place, counts[-1]) else of_claim(place.case, claim)


def _far(place: RatePlace, at: int) -> bool:
    """Whether too much lies between a number and the rate for them to belong together."""
    between = place.wording.kinds[at + 1 : place.at]
    return len(between) > 12 or bool(set(";.iq").intersection(between))  # noqa: PLR2004 - a short clause
