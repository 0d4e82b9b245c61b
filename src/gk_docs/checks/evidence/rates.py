"""Recompute shares, rates and growth stated in the text from the numbers beside them and from the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.claims.elsewhere import TALLIED
from gk_docs.checks.claims.matching import Named, heads_of
from gk_docs.checks.claims.readings import part_of
from gk_docs.checks.claims.subjects import BLOCKS_OF, RESULTS
from gk_docs.checks.evidence.agreement import close, printed, printed_sum
from gk_docs.checks.evidence.changes import (
    HANDLED,
    RECEIVED,
    Change,
    Rate,
    changes,
    of_claim,
    of_its_own,
    of_next,
    of_words,
)
from gk_docs.checks.text.bodies import hears_cases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from gk_docs.checks.case import Case
    from gk_docs.checks.claims.claim import Claim
    from gk_docs.checks.claims.subjects import Group
    from gk_docs.checks.claims.wording import Wording
    from gk_docs.chinese.quantity import Quantity

# The patterns are over the letters of a wording, which `claims/lexicon.py` explains.
_SHARE = re.compile("[,/(fTA]*z[fszTAFRHGOmY]*")
_BY_WORD = re.compile("[，、；：（][\u4e00-\u9fff]{0,4}?(?P<word>[\u4e00-\u9fff]{2})率(?:为|达|达到|是)?$")
_DUE, _DONE = re.compile("应[\u4e00-\u9fff]{1,4}$"), re.compile("[已实][\u4e00-\u9fff]{1,4}$")  # 应到200人，实到180人
_OF_WHAT: Final = 12  # characters before a rate that may say of what it is a share
_OF = re.compile(",?f?z[^,;.#~$]*")
_OF_ALL = re.compile("[sf]*[fz]*")
_NAMED_SHARE = re.compile(
    "(?:#s)?[TAFfms]*,?z(?:[fszTAFRHGOmx]*|f*L[fskRTA]*%,?[udf]*)$"
)  # 不予公开的比例由上年的10%升至18%
_GROWN = re.compile("(?P<way>[ud])f*$")
_OLD = re.compile("[,(]?[kj]?f*[(]?L[fskRTA]*")
_YEARS = re.compile("L[fskRTA]*[#$][,/;]?Y[fskRTA]*$")
_NAMED_OLD = re.compile("(?:[kj]f*)?L[fskRTA]*$")
_BEHIND = re.compile("[(,]L[fs]*")
_FROM_WHOM = re.compile("[fTA]*[IO]")
_RESULTS = RESULTS["ended"]
_RATE = re.compile("(?<![^TAfYasG,;.:(])q(?:k?[?x],)?(?P<in>[(]iO[)])?[fGsm]*$")
_FINISHED = ("requests.outcomes.total.total",)
_GRANTED = ("requests.outcomes.granted.total", "requests.outcomes.partly_granted.total")
_SINCE_WHEN = re.compile("[kL]|[AXCQS]f*[ud]f*$")  # 行政许可办件量增长14%: since last year


class _RatePlace(NamedTuple):
    """A rate in its sentence: the case, the wording, the index of the rate's token, and claims by passage and start."""

    case: Case
    wording: Wording
    at: int
    claims: dict[tuple[int, int], Claim]

    @property
    def rate(self) -> Quantity:
        return self.wording.number_at(self.at)

    @property
    def counts(self) -> list[int]:
        kinds = self.wording.kinds
        counts = [at for at in range(self.at) if kinds[at] in "#~$"]
        return [at for at in counts if kinds[at + 1] != "s" or self.wording.number_at(at).unit not in TALLIED]

    def claim(self, at: int) -> Claim | None:
        return self.claims.get((id(self.wording.passage), self.wording.tokens[at].start))


def claimed_rates(case: Case) -> Iterator[Rate]:
    """Yield every rate in the text that contradicts the numbers."""
    claims = {(id(claim.passage), claim.span[0]): claim for claim in case.claims.numbers}
    for wording in case.claims.wordings:
        own = list(of_its_own(wording))
        told = [move.span for move, _ in own]
        yield from (wrong for _, wrong in own if wrong)
        for at, kind in enumerate(wording.kinds):
            if kind == "%":
                place = _RatePlace(case, wording, at, claims)
                yield from _answered(place)
                yield from _of_its_word(place) or _share(place)
                yield from _growth(place) if place.rate.end not in {end for _, end in told} else ()
        yield from (rate for rate in changes(case, wording, claims) if rate.span not in told)


def _answered(place: _RatePlace) -> Iterator[Rate]:
    """Wrong rates of 办结率 (finished of all to finish) and 公开率 (granted of all finished or received)."""
    found = _RATE.search(place.wording.kinds[: place.at])
    if not found or place.wording.passage.part != "on_request":
        return
    granted = place.wording.tokens[found.start()].value == "granted"
    if place.rate.value == 100 and not granted:  # noqa: PLR2004 - GK506 says it
        return
    parts = (_GRANTED,) if found["in"] else (_GRANTED[:1], _GRANTED) if granted else (_FINISHED,)
    wholes = (_FINISHED, RECEIVED, HANDLED) if granted else (HANDLED, RECEIVED)
    ways = [(part, whole) for part in parts for whole in wholes]
    sums = [(printed_sum(place.case, part), printed_sum(place.case, whole)) for part, whole in ways]
    known = [(part, whole) for part, whole in sums if part is not None and whole]
    rates = [100 * part / whole for part, whole in known]
    rates += [100 * (part - old) / new for part, old, new in _of_new(place)]
    if rates and set("tC").isdisjoint(place.wording.kinds) and not any(close(place.rate, one) for one in rates):
        part, whole = known[0]
        operands = {"part": f"{part:f}", "whole": f"{whole:f}"}
        paths = (*ways[0][0], *ways[0][1])
        yield Rate("share", place.wording, _span(place), printed(rates[0], place.rate), operands, paths)


def _of_new(place: _RatePlace) -> Iterator[tuple[Decimal, Decimal, Decimal]]:
    """What was answered, what of it was brought forward, and what was new, where a rate is said of the new ones."""
    if "新收" in place.wording.sentence.text:
        part, old, new = (printed_sum(place.case, group) for group in (_FINISHED, HANDLED[1:], RECEIVED))
        if part is not None and old is not None and new:
            yield part, old, new


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
    named = "A" in between.partition("z")[2] and place.wording.passage.part == "on_request"  # 占全年申请的
    of_all = (_FINISHED, RECEIVED, HANDLED) if claim else (RECEIVED, HANDLED, _FINISHED)
    groups = _wholes(place, of_all) if named or _asked(place, counts[-1], claim) else ()
    sums = {group: total for group in groups if (total := printed_sum(place.case, group))}
    explicit = bool(earlier) and ("i" in kinds[earlier[0][0] : counts[-1]] or "s" in kinds[: counts[0]])
    alone = (
        len(counts) == 1 + len(earlier)
        and between.replace("f", "") == ",z"
        and set(";%").isdisjoint(kinds[: counts[-1]])
    )
    explicit = explicit or (alone and len(earlier) == 1)  # 36份，图文类27份，占75%
    if not (explicit or sums):
        return
    wholes = [whole for whole in (*(one.value for _, one in earlier), *sums.values()) if whole >= part.value and whole]
    if not wholes or any(close(place.rate, 100 * part.value / whole) for whole in wholes):
        return
    whole = next(iter(sums.values())) if sums else earlier[0][1].value if explicit else wholes[0]
    operands, paths = {"part": part.text, "whole": f"{whole:f}"}, next(iter(sums), ())
    yield Rate("share", place.wording, _span(place), printed(100 * part.value / whole, place.rate), operands, paths)


def _wholes(place: _RatePlace, usual: tuple[Group, ...]) -> tuple[Group, ...]:
    """What a rate may be a share of: the answers, where it says so (占答复总数), or the applications (占申请总数)."""
    said = place.wording.passage.text[place.wording.tokens[place.at - 1].start - _OF_WHAT : place.rate.start]
    said = said.rpartition("占")[2] if "占" in said else ""
    if any(word in said for word in ("答复", "办结", "办复")):
        return (_FINISHED,)
    return tuple(group for group in usual if group != _FINISHED) if "申请" in said else usual


def _of_its_word(place: _RatePlace) -> list[Rate]:
    """Find wrong rates that are named for their part (抽查80个，合格76个，合格率90%), of an earlier number."""
    text = place.wording.passage.text
    named = _BY_WORD.search(text, place.wording.sentence.start, place.rate.start)
    answered = "q" in place.wording.kinds[place.at - 2 : place.at] and place.wording.passage.part == "on_request"
    if not named or answered:
        return []
    counts = [number for at in place.counts if not (number := place.wording.number_at(at)).approximate]
    parts = [one for one in counts if text.endswith(named["word"], 0, one.start)]
    parts = [one for one in parts if text[one.start - 3 : one.start - 2] not in "不未无"]
    if len(counts) == 2 and _DUE.search(text, counts[0].start - 6, counts[0].start):  # noqa: PLR2004 - 应 and 实
        parts = [one for one in counts[1:] if _DONE.search(text, one.start - 6, one.start)]
    wholes = [one for one in counts if parts and one.unit == parts[0].unit and one.start < parts[0].start]
    if not wholes or len({one.unit for one in parts}) > 1:
        return []
    some = (parts[0].value, sum(one.value for one in parts))  # 满意 alone, or with 基本满意
    if any(close(place.rate, 100 * part / one.value) for part in some for one in wholes if one.value):
        return []
    operands = {"part": parts[0].text, "whole": wholes[-1].text}
    right = printed(100 * parts[0].value / wholes[-1].value, place.rate)
    return [Rate("share", place.wording, _span(place), right, operands)]


def _asked(place: _RatePlace, at: int, claim: Claim | None) -> bool:
    """Whether a number counts applications, by its claim or because a kind of applicant precedes it."""
    if claim is not None:
        return not claim.readings[0][0].startswith("review_litigation")
    heads = [one for one in heads_of(place.wording) if one.end <= at and one.head.family == "applicants"]
    near = heads and set(place.wording.kinds[heads[-1].end : at]) <= set("fTAs")
    return bool(near) and place.wording.passage.part == "on_request"


def _of_tables(place: _RatePlace, begin: int) -> Iterator[Rate]:
    """Wrong shares stated without a number: 自然人申请占 81.6%."""
    heads = heads_of(place.wording)
    found = _NAMED_SHARE.search(place.wording.kinds, begin, place.at)
    if found and place.wording.passage.part != "problems":
        yield from _of_cases(place, [one for one in heads if begin <= one.start and one.end <= found.end()])
    if found:
        heads = [one for one in heads if begin <= one.start and one.end >= found.start()]
    elif found := _FROM_WHOM.match(place.wording.kinds, place.at + 1):
        heads = [one for one in heads if one.start == found.end() - 1]
    if (
        not found
        or place.wording.passage.part != "on_request"
        or not {"L", "K"}.isdisjoint(place.wording.kinds[begin : found.start()])
    ):
        return
    named = [one for one in heads if one.end <= found.end() and one.head.family in ("outcomes", "applicants")]
    group = part_of(type(place.case.report), named[0].key) if named else ()
    part = printed_sum(place.case, group) if group else None
    asker = bool(named) and named[0].head.family == "applicants"
    of_all = _wholes(place, (RECEIVED,) if asker else (_FINISHED, RECEIVED, HANDLED))
    wholes = [total for group in of_all if (total := printed_sum(place.case, group))]
    if part is None or not wholes or ("i" in place.wording.kinds[begin : place.at] and "." in named[0].key):
        return
    if not any(close(place.rate, 100 * part / whole) for whole in wholes):
        operands = {"part": f"{part:f}", "whole": f"{wholes[0]:f}"}
        yield Rate("share", place.wording, _span(place), printed(100 * part / wholes[0], place.rate), operands, group)


def _of_cases(place: _RatePlace, named: list[Named]) -> Iterator[Rate]:
    """Wrong rates of a result (复议维持率): cases with that result, of all cases or of those that have ended."""
    blocks = next((BLOCKS_OF[one.key] for one in named if one.head.family == "cases"), ())
    result = next((one.key for one in named if one.head.family == "results" and one.key in _RESULTS), None)
    if not blocks or not result or hears_cases(place.case.report.agency):
        return
    part, whole, pending = (
        printed_sum(place.case, tuple(f"review_litigation.{block}.{column}" for block in blocks))
        for column in (result, "total", "pending")
    )
    if part is None or not whole or pending is None:
        return
    rates = [100 * part / one for one in (whole, whole - pending) if one]
    if not any(close(place.rate, one) for one in rates):
        operands = {"part": f"{part:f}", "whole": f"{whole:f}"}
        yield Rate("share", place.wording, _span(place), printed(rates[0], place.rate), operands)


def _is_of(place: _RatePlace, part: int, whole: int) -> bool:
    """Whether the numbers at two tokens are the part and the whole of the rate (12件，占申请总数38件的31.6%)."""
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
    named = grown and place.wording.said(grown.start()).startswith(("增幅", "降幅"))
    if (
        not grown
        or place.wording.tokens[grown.start()].value == "to"
        or not (named or _SINCE_WHEN.search(kinds, 0, place.at))
    ):
        return
    sign = 1 if grown["way"] == "u" else -1
    found = _from_behind(place) or _by_years(place) or _from_sentence(place, sign) or _from_tables(place, grown.start())
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


def _from_behind(place: _RatePlace) -> Change | None:
    """The change by last year's number in brackets after the rate: 120条，同比增长20%（上年100条）."""
    kinds, counts = place.wording.kinds, place.counts
    behind = next((at for at in range(place.at + 1, len(kinds)) if kinds[at] in "#~$"), None)
    if behind is None or not counts or _far(place, counts[-1]):
        return None
    last, old = place.wording.number_at(counts[-1]), place.wording.number_at(behind)
    named = _BEHIND.fullmatch(kinds, place.at + 1, behind)
    return (old.value, last.value, ()) if named and old.unit == last.unit and not last.approximate else None


def _by_years(place: _RatePlace) -> Change | None:
    """The change by a number for each year: 2022年25件、2023年38件."""
    counts, wording = place.counts, place.wording
    if len(counts) < 2 or _far(place, counts[-1]) or not _YEARS.search(wording.kinds, 0, counts[-1]):  # noqa: PLR2004 - two
        return None
    old, now = (wording.number_at(at) for at in counts[-2:])
    return (old.value, now.value, ()) if old.unit == now.unit and not (old.approximate or now.approximate) else None


def _from_sentence(place: _RatePlace, sign: int) -> Change | None:
    """The change by numbers of the sentence itself; `sign` is 1 for growth, -1 for a fall."""
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
    of_last = _NAMED_OLD.search(wording.kinds, 0, counts[-2])
    if _GROWN.search(words) and (of_last or set("kL").intersection(words)):
        if of_last:  # 与上年的25件相比，增加13件
            last_year, now = first, first + sign * last.value
        else:  # 38件，较上年增加13件
            last_year, now = first - sign * last.value, first
        return last_year, now, ()
    return (last.value, first, ()) if _OLD.fullmatch(words) and "L" in words else None


def _from_tables(place: _RatePlace, until: int) -> Change | None:
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
    if claim is None:
        amount = _GROWN.search(place.wording.kinds, 0, counts[-1])  # 较上年增加13件，增幅52%
        return of_words(place.case, place.wording, amount.start() if amount else until)
    return None if _far(place, counts[-1]) else of_claim(place.case, claim)


def _span(place: _RatePlace) -> tuple[int, int]:
    return place.rate.start, place.rate.end


def _far(place: _RatePlace, at: int) -> bool:
    """Whether too much lies between a number and the rate for them to belong together."""
    between = place.wording.kinds[at + 1 : place.at]
    return len(between) > 12 or bool(set(";.iq").intersection(between))  # noqa: PLR2004 - a short clause
