"""Find shares whose whole only words name: 占收回数的95.7%, 不足办结总数的四成, 其中12件由网上提交，占70.6%."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.claims.naming import heads_of
from gk_docs.checks.claims.readings import part_of
from gk_docs.checks.evidence.agreement import close, printed, printed_sum
from gk_docs.checks.evidence.changes import HANDLED, RECEIVED, Rate

if TYPE_CHECKING:
    from decimal import Decimal

    from gk_docs.checks.claims.wording import Wording
    from gk_docs.checks.evidence.rate_place import RatePlace
    from gk_docs.chinese.quantity import Quantity

_WHOLE = re.compile(
    "，(?:约|共|大约)?占(?:到|了|全部|所有|总)*(?P<what>[\u4e00-\u9fff]{2,4}?)(?:件|总)?(?:数量|[数量])?的?(?:比例为|比重为)?(?:约|近)?$"
)
_PREDICATE = re.compile("[^#~$%,;.zILkud]*,f*z[^#~$%,;.]*")
_ANSWERS = ("办结", "答复", "办复", "办理")
_BOUND = re.compile(
    "(?:(?P<below>不足|不到|未到|低于|少于)|(?P<above>超过|超|多于|高于|大于|逾)|(?P<near>接近|将近|近))(?:了|全部|所有|当年|全年)*"
    "(?P<what>办结|答复|办复|申请|新收|受理)(?:申请|件|答复)?(?:总)?(?:数量|[数量])?的?$"
)
_FILLED = re.compile("[fTA,]*")
_BY_WHICH = re.compile("[fac]*(?:[?][fac]*)?,f*z")
_FINISHED: Final = ("requests.outcomes.total.total",)
_OF_ALL: Final = (RECEIVED, HANDLED, _FINISHED)
_BELOW, _ABOVE = 10, 2  # points that what is said to be near a rate may be below or above it


def shares_of_words(place: RatePlace) -> list[Rate]:
    """The rate, if it is a wrong share of what the words around it name; [] if it is right or of another sort."""
    return _of_named(place) or _bounded(place) or _among_them(place)


def _of_named(place: RatePlace) -> list[Rate]:
    """Find a wrong share of what its own words name (收回141份，满意135份，占收回数的95.7%), of the last number."""
    kinds, counts, text = place.wording.kinds, place.counts, place.wording.passage.text
    said = _WHOLE.search(text, place.wording.sentence.start, place.rate.start)
    if not said or not counts or not _PREDICATE.fullmatch(kinds, counts[-1] + 1, place.at):
        return []
    part = place.wording.number_at(counts[-1])
    if part.approximate or text.startswith(("中", "里"), part.end):
        return []
    numbers = [one for at in counts[:-1] if (one := place.wording.number_at(at)).unit == part.unit]
    named = [one for one in numbers if text[: one.start].rstrip("了共的为有到").endswith(said["what"])]
    wholes = [one.value for one in named if not one.approximate]
    if said["what"] in _ANSWERS and place.wording.passage.part == "on_request" and not named:
        wholes = [total] if (total := printed_sum(place.case, _FINISHED)) else []
    known = [total for one in _OF_ALL if (total := printed_sum(place.case, one))]
    rates = (100 * one.value / whole for one in (part, *numbers) for whole in (*wholes, *known) if whole)
    if not wholes or any(close(place.rate, rate) for rate in rates):
        return []
    operands = {"part": part.text, "whole": f"{wholes[-1]:f}"}
    return [Rate("share", place.wording, place.span, printed(100 * part.value / wholes[-1], place.rate), operands)]


def _bounded(place: RatePlace) -> list[Rate]:
    """Find a bound of a share of the answers that is not kept: 予以公开的不足办结总数的四成."""
    wording = place.wording
    said = _BOUND.search(wording.passage.text, wording.sentence.start, place.rate.start)
    named = [one for one in heads_of(wording) if said and wording.tokens[one.end - 1].end <= said.start()]
    about = wording.passage.part == "on_request" and len(named) == 1 and named[0].head.family == "outcomes"
    if not said or not about or not _FILLED.fullmatch(wording.kinds, named[0].end, _token_at(wording, said.start())):
        return []
    group = part_of(type(place.case.report), named[0].key)
    wholes = (_FINISHED,) if said["what"] in _ANSWERS else (RECEIVED, HANDLED)
    part, known = printed_sum(place.case, group), [printed_sum(place.case, one) for one in wholes]
    rates = [100 * part / one for one in known if one] if part is not None else []
    if not rates or any(_is_kept(said, place.rate, one) for one in rates):
        return []
    operands = {"part": f"{part:f}", "whole": f"{known[0]:f}"}
    return [Rate("share", wording, place.span, printed(rates[0], place.rate), operands, group)]


def _is_kept(said: re.Match[str], rate: Quantity, exact: Decimal) -> bool:
    """Whether an exact rate is on the side of the one in the text that the words say."""
    high = rate.low if rate.high is None else rate.high
    low = rate.low if said["above"] else rate.low - _BELOW if said["near"] else 0
    return low <= exact and bool(said["above"] or exact <= high + (_ABOVE if said["near"] else 0))


def _token_at(wording: Wording, start: int) -> int:
    return next(at for at, token in enumerate(wording.tokens) if token.end > start)


def _among_them(place: RatePlace) -> list[Rate]:
    """Find a wrong share of what the sentence before counts: 收到17件。其中12件由网上提交，占70.6%."""
    wording, counts = place.wording, place.counts
    alone = wording.kinds.startswith("i") and len(counts) == 1
    if not alone or not _BY_WHICH.fullmatch(wording.kinds, counts[0] + 1, place.at):
        return []
    part, text = wording.number_at(counts[0]), wording.passage.text
    begin = text.rfind("。", 0, max(0, wording.sentence.start - 1)) + 1
    before = wording.passage.quantities_in(begin, wording.sentence.start)
    told = [one.value for one in before if one.unit == part.unit and one.value >= part.value]
    told += [total for one in _OF_ALL if (total := printed_sum(place.case, one))]
    whole = before[0] if before and before[0].unit == part.unit and before[0].value else None
    if not whole or whole.approximate or part.approximate:
        return []
    if any(close(place.rate, 100 * part.value / one) for one in told):
        return []
    right = printed(100 * part.value / whole.value, place.rate)
    return [Rate("share", wording, place.span, right, {"part": part.text, "whole": whole.text})]
