"""Recompute shares and rates of answers stated in the text, from the numbers beside them and from the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.bodies.names import hears_cases
from gk_docs.checks.claims.naming import Named, heads_of
from gk_docs.checks.claims.readings import part_of
from gk_docs.checks.claims.subjects import BLOCKS_OF, RESULTS
from gk_docs.checks.claims.wording import TENTHS
from gk_docs.checks.evidence.agreement import close, printed, printed_sum
from gk_docs.checks.evidence.changes import HANDLED, RECEIVED, Rate
from gk_docs.checks.evidence.worded_shares import shares_of_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from gk_docs.checks.claims.claim import Claim
    from gk_docs.checks.claims.subjects import Group
    from gk_docs.checks.evidence.rate_place import RatePlace

# The patterns are over the letters of a wording, which `claims/lexicon.py` explains.
_SHARE = re.compile("[,/(fTA]*z[fszTAFRHGOmY]*")
_BY_WORD = re.compile("[，、；：（][\u4e00-\u9fff]{0,4}?(?P<word>[\u4e00-\u9fff]{2})率(?:为|达|达到|是)?$")
_DUE, _DONE = re.compile("应[\u4e00-\u9fff]{1,4}$"), re.compile("[已实][\u4e00-\u9fff]{1,4}$")  # 应到200人，实到180人
_OF_WHAT: Final = 12  # characters before a rate that may say of what it is a share
_OF = re.compile(",?f?z[^,;.#~$]*")
_OF_ALL = re.compile("[sf]*[fz]*")
_NAMED_SHARE = re.compile(
    "(?:[#~]s)?[TAFfms]*,?z(?:[fszTAFRHGOmx]*|f*L[fskRTA]*%,?[udf]*)$"
)  # 不予公开的比例由上年的10%升至18%
_AND = re.compile("[fTA]*[/j][fTA]*")
_OF_ROW = re.compile("z[^z]*O[^z]*$")  # 占不予公开总数的71.4%
_AMONG_ALL = re.compile("f*(?:R[fT]*)?Af*z")  # 在新收的申请总数中占到九成
_HANDLES = re.compile("受理|办理|应办|待办")
_ABOUT = re.compile("(?<=[IO])[TAfm]*$")  # 自然人申请接近九成
_FROM_WHOM = re.compile("[fTA]*[IO]")
_RESULTS = RESULTS["ended"]
_RATE = re.compile("(?<![^TAfYasG,;.:(])q(?:k?[?x],)?(?P<in>[(]iO[)])?[fGsm]*$")
_OF_THE_ENDED = re.compile("以[^，。；]{0,6}(?:审结|有结果|办结|裁决)[^，。；]{0,8}(?:分母|基数)")
_FINISHED = ("requests.outcomes.total.total",)
_GRANTED = ("requests.outcomes.granted.total", "requests.outcomes.partly_granted.total")


def shares_at(place: RatePlace) -> Iterator[Rate]:
    """Yield the rate if it is a share or a rate of answers that the numbers contradict."""
    yield from _answered(place)
    yield from _of_its_word(place) or shares_of_words(place) or _share(place)


def _answered(place: RatePlace) -> Iterator[Rate]:
    """Wrong rates of 办结率 (finished of all to finish) and 公开率 (granted of all finished or received)."""
    found = _RATE.search(place.wording.kinds[: place.at])
    earlier = place.wording.passage.text.endswith(("由", "从", "自"), 0, place.rate.start)  # 由90.7%降到87.5%
    if not found or earlier or place.wording.passage.part != "on_request":
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
    rates += [] if granted else [100 * (part - old) / new for part, old, new in _of_new(place)]
    if rates and set("tC").isdisjoint(place.wording.kinds) and not any(close(place.rate, one) for one in rates):
        part, whole = known[0]
        operands = {"part": f"{part:f}", "whole": f"{whole:f}"}
        paths = (*ways[0][0], *ways[0][1])
        yield Rate("share", place.wording, place.span, printed(rates[0], place.rate), operands, paths)


def _of_new(place: RatePlace) -> Iterator[tuple[Decimal, Decimal, Decimal]]:
    """What was answered, what of it was brought forward, and what was new, where a rate is said of the new ones."""
    if "新收" in place.wording.sentence.text:
        part, old, new = (printed_sum(place.case, group) for group in (_FINISHED, HANDLED[1:], RECEIVED))
        if part is not None and old is not None and new:
            yield part, old, new


def _share(place: RatePlace) -> Iterator[Rate]:
    kinds, counts = place.wording.kinds, place.counts
    if len(counts) > 1 and _is_of(place, counts[-2], counts[-1]):
        yield from _of_named(place, counts[-2], counts[-1])
        return
    between = kinds[counts[-1] + 1 : place.at] if counts else ""
    if not counts or not _SHARE.fullmatch(between):
        yield from _of_tables(place, counts[-1] + 1 if counts else 0)
        return
    part = place.wording.number_at(counts[-1])
    own = kinds[counts[-2] + 1 if len(counts) > 1 else 0 : counts[-1]]
    if part.approximate or ("L" in own and "K" not in own):  # 上年为26件，占66.7%
        return
    numbers = [(at, place.wording.number_at(at)) for at in counts[:-1]]
    earlier = [(at, one) for at, one in numbers if one.unit == part.unit and not one.approximate]
    claim = place.claim(counts[-1])
    named = _names_whole(place, between)
    of_all = (_FINISHED, RECEIVED, HANDLED) if claim else (RECEIVED, HANDLED, _FINISHED)
    groups = _wholes(place, of_all) if named or _asked(place, counts[-1], claim) else ()
    of_row = [token.value for token in place.wording.tokens[counts[-1] + 1 : place.at] if token.kind == "O"]
    groups = tuple(part_of(type(place.case.report), key) for key in of_row) or groups  # 占不予公开总数的71.4%
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
    told = () if named and sums else (one.value for _, one in earlier)
    wholes = [whole for whole in (*told, *sums.values()) if whole >= part.value and whole]
    parts = {part.value, *(one.value for _, one in earlier)}  # 公开的25件中，企业3件，占答复总数的一半
    rates = [100 * one / whole for one in parts for whole in sums.values()]
    if not wholes or any(close(place.rate, rate) for rate in (*rates, *(100 * part.value / one for one in wholes))):
        return
    whole = next(iter(sums.values())) if sums else (explicit and earlier[0][1].value) or wholes[0]
    operands, paths = {"part": part.text, "whole": f"{whole:f}"}, next(iter(sums), ())
    yield Rate("share", place.wording, place.span, printed(100 * part.value / whole, place.rate), operands, paths)


def _names_whole(place: RatePlace, between: str) -> bool:
    """Whether the words before a rate say that it is of all applications or answers: 占全年申请的, 占办结数的."""
    said = "A" in between.partition("z")[2] or _wholes(place, (RECEIVED,)) == (_FINISHED,)
    return said and place.wording.passage.part == "on_request"


def _wholes(place: RatePlace, usual: tuple[Group, ...]) -> tuple[Group, ...]:
    """What a rate may be a share of: the answers, where it says so (占答复总数), or the applications (占申请总数)."""
    said = place.wording.passage.text[place.wording.tokens[place.at - 1].start - _OF_WHAT : place.rate.start]
    said = said.rpartition("占")[2] if "占" in said else ""
    if any(word in said for word in ("答复", "办结", "办复")):
        return (_FINISHED,)
    return tuple(group for group in usual if group != _FINISHED) if "申请" in said else usual


def _of_its_word(place: RatePlace) -> list[Rate]:
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
    first = next(iter(parts), None)
    wholes = [one for one in counts if first and one.unit == first.unit and one.start < first.start and one.value]
    if not wholes or len({one.unit for one in parts}) > 1:
        return []
    some = (parts[0].value, sum(one.value for one in parts))  # 满意 alone, or with 基本满意
    if any(close(place.rate, 100 * part / one.value) for part in some for one in wholes):
        return []
    operands = {"part": parts[0].text, "whole": wholes[-1].text}
    right = printed(100 * parts[0].value / wholes[-1].value, place.rate)
    return [Rate("share", place.wording, place.span, right, operands)]


def _asked(place: RatePlace, at: int, claim: Claim | None) -> bool:
    """Whether a number counts applications, by its claim or because a kind of applicant precedes it."""
    if claim is not None:
        return claim.readings[0][0].startswith("requests")
    heads = [one for one in heads_of(place.wording) if one.end <= at and one.head.family == "applicants"]
    near = heads and set(place.wording.kinds[heads[-1].end : at]) <= set("fTAs")
    return bool(near) and place.wording.passage.part == "on_request"


def _of_tables(place: RatePlace, begin: int) -> Iterator[Rate]:
    """Wrong shares stated without a number: 自然人申请占 81.6%."""
    heads = heads_of(place.wording)
    found = _NAMED_SHARE.search(place.wording.kinds, begin, place.at)
    if not found and place.rate.unit == TENTHS:
        found = _ABOUT.search(place.wording.kinds, begin, place.at)
    if found:
        near = [one for one in heads if begin <= one.start and one.end <= found.end()]
        cases = [one for one in heads if one.head.family == "cases" and one.end <= begin]
        sole = cases if len(cases) == 1 and all(one.head.family == "results" for one in near) else []
        yield from _of_cases(place, [*sole, *near])
    if found:
        heads = [one for one in heads if begin <= one.start and one.end >= found.start()]
    elif found := _FROM_WHOM.match(place.wording.kinds, place.at + 1):
        heads = [one for one in heads if one.start == found.end() - 1]
    if (
        not found
        or (place.wording.passage.part != "on_request" and "A" not in place.wording.kinds[begin : found.end()])
        or not {"L", "K"}.isdisjoint(place.wording.kinds[begin : found.start()])
        or _OF_ROW.search(place.wording.kinds, begin, place.at)
    ):
        return
    named = [one for one in heads if one.end <= found.end() and one.head.family in ("outcomes", "applicants")]
    named = named or _topic(place, begin)
    rows = [one for one in heads_of(place.wording) if one.end <= place.at and one.head.family == "outcomes"]
    if named and any(f"{named[0].key}.".startswith(f"{one.key}.") and one.key != named[0].key for one in rows):
        return  # 不予处理者，半数为信访投诉
    told = _with_those_joined(place, named[0]) if named else ()
    group = tuple(dict.fromkeys(path for one in told for path in part_of(type(place.case.report), one.key)))
    part = printed_sum(place.case, group) if group else None
    asker = bool(named) and named[0].head.family == "applicants"
    of_all = _wholes(place, (RECEIVED,) if asker else (_FINISHED, RECEIVED, HANDLED))
    wholes = [total for group in of_all if (total := printed_sum(place.case, group))]
    if asker and _is_of_handled(place, group):
        return
    if part is None or not wholes or ("i" in place.wording.kinds[begin : place.at] and "." in named[0].key):
        return
    if not any(close(place.rate, 100 * part / whole) for whole in wholes):
        operands = {"part": f"{part:f}", "whole": f"{wholes[0]:f}"}
        yield Rate("share", place.wording, place.span, printed(100 * part / wholes[0], place.rate), operands, group)


def _with_those_joined(place: RatePlace, last: Named) -> list[Named]:
    """An outcome or kind of applicant with those joined before it: 企业和律所合计占18.4%."""
    told = [last]
    for one in reversed([one for one in heads_of(place.wording) if one.end <= last.start]):
        if one.head.family != last.head.family or not _AND.fullmatch(place.wording.kinds, one.end, told[-1].start):
            break
        told.append(one)
    return told


def _topic(place: RatePlace, begin: int) -> list[Named]:
    """The only outcome or kind of applicant of the clause before, of which a clause tells the share among all."""
    clause = max(place.wording.kinds.rfind(mark, 0, place.at) for mark in ",;") + 1
    last = max((place.wording.kinds.rfind(mark, 0, max(0, clause - 1)) for mark in ",;:"), default=-1) + 1
    said = [one for one in heads_of(place.wording) if one.head.family in ("outcomes", "applicants")]
    near = [one for one in said if last <= one.start < clause]
    among = _AMONG_ALL.match(place.wording.kinds, clause)
    return near if among and len(near) == 1 and begin <= last and place.wording.kinds[clause - 1] == "," else []


def _is_of_handled(place: RatePlace, group: Group) -> bool:
    """Whether a rate is that of a kind of applicant among all that was handled (自然人占受理总量的80.4%)."""
    if not _HANDLES.search(place.wording.sentence.text):
        return False
    brought = tuple(path.replace("received", "brought_forward") for path in group)
    part, whole = (printed_sum(place.case, one) for one in ((*group, *brought), HANDLED))
    return part is not None and bool(whole) and close(place.rate, 100 * part / (whole or 1))


def _of_cases(place: RatePlace, named: list[Named]) -> Iterator[Rate]:
    """Wrong rates of a result (复议维持率): cases with that result, of all cases or of those that have ended."""
    cases = [one.key for one in named if one.head.family == "cases"] or _cases_before(place)
    blocks = BLOCKS_OF[cases[0]] if cases else ()
    results = [one.key for one in named if one.head.family == "results" and one.key in _RESULTS]
    result = results[-1] if results else None  # 审结5件，维持占八成、纠正占两成
    if not blocks or hears_cases(place.case.report.agency):
        return
    if not result:
        yield from _of_sorts(place, cases)
        return
    part, whole, pending = (
        printed_sum(place.case, tuple(f"review_litigation.{block}.{column}" for block in blocks))
        for column in (result, "total", "pending")
    )
    if part is None or not whole or pending is None:
        return
    ended = _OF_THE_ENDED.search(place.wording.passage.text, place.wording.sentence.start, place.rate.start)
    rates = [100 * part / one for one in (whole - pending,) if one] if ended else []
    rates = rates or [100 * part / one for one in (whole, whole - pending) if one]
    if not any(close(place.rate, one) for one in rates):
        operands = {"part": f"{part:f}", "whole": f"{whole:f}"}
        yield Rate("share", place.wording, place.span, printed(rates[0], place.rate), operands)


def _of_sorts(place: RatePlace, cases: list[str]) -> Iterator[Rate]:
    """Wrong shares of one sort of lawsuits among all of them: 直接起诉者占其半."""
    sort = cases[0] if set(cases) in ({"direct_litigation"}, {"litigation_after"}) else "litigation"
    paths = tuple(f"review_litigation.{block}.total" for block in BLOCKS_OF[sort])
    all_paths = tuple(f"review_litigation.{block}.total" for block in BLOCKS_OF["litigation"])
    part, whole = printed_sum(place.case, paths), printed_sum(place.case, all_paths)
    if paths != all_paths and part is not None and whole and not close(place.rate, 100 * part / whole):
        operands = {"part": f"{part:f}", "whole": f"{whole:f}"}
        yield Rate("share", place.wording, place.span, printed(100 * part / whole, place.rate), operands)


def _cases_before(place: RatePlace) -> list[str]:
    """The sort of cases that the paragraph is about, where the sentence of a rate of a result names none."""
    text = place.wording.passage.text
    said = text[text.rfind("\n", 0, place.wording.sentence.start) + 1 : place.rate.start]
    told = [key for word, key in (("复议", "reconsideration"), ("诉讼", "litigation")) if word in said]
    return told if len(told) == 1 else []


def _is_of(place: RatePlace, part: int, whole: int) -> bool:
    """Whether the numbers at two tokens are the part and the whole of the rate (12件，占申请总数38件的31.6%)."""
    one, other, kinds = place.wording.number_at(part), place.wording.number_at(whole), place.wording.kinds
    exact = one.unit == other.unit and not (one.approximate or other.approximate)
    return exact and bool(_OF.fullmatch(kinds, part + 1, whole)) and bool(_OF_ALL.fullmatch(kinds, whole + 1, place.at))


def _of_named(place: RatePlace, part: int, whole: int) -> Iterator[Rate]:
    one, other = place.wording.number_at(part), place.wording.number_at(whole)
    exact = 100 * one.value / other.value if other.value else None
    if exact is not None and not close(place.rate, exact):
        operands = {"part": one.text, "whole": other.text}
        yield Rate("share", place.wording, place.span, printed(exact, place.rate), operands)
