"""Shares and growth that the text states, recomputed from the numbers beside them and from the tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Final

from gk_docs.checks.claims.agreement import printed_sum

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.claims.sentences import Claim
    from gk_docs.checks.text.texts import Passage, Stretch
    from gk_docs.chinese.quantity import Quantity

TOLERANCE: Final = Decimal("0.1")
"""Points by which a printed rate may differ from the computed one."""

_SHARE = re.compile(
    r"(?:[，,、（(]|类|申请)*\s*(?:约|共)?占(?:比|全部|总|全年|所有|同期|办结|答复|受理|收到|申请|信息|政府信息|公开|数|量|件|条|的|比例|比重|为|达|约|了|数量|办理)*\s*"
)
_WHOLE_NAMED = re.compile("答复|办结|受理|收到|申请")
_UP = "增长|增加|上升|提高|提升|上涨|增幅(?:为|达)?"
_DOWN = "下降|减少|降低|回落|下滑|降幅(?:为|达)?"
_CHANGE = re.compile(f"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|约|达|到)?\\s*$")
_LAST_YEAR = re.compile("上年|去年|上一年|前一年|同期|20[0-9]{2}年")
_STEPS = (Decimal(1), Decimal("0.1"), Decimal("0.01"))
_OUTCOME_TOTAL = ("requests.outcomes.total.total",)
_RECEIVED = ("requests.received.total",)
_HANDLED = ("requests.received.total", "requests.brought_forward.total")


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of the text that is not what its numbers give.

    Attributes:
        kind: `share`, `growth` or `direction`.
        passage: Where it stands.
        span: Its characters.
        right: What it should say.
        operands: The numbers that it was computed from, for the message.
        paths: Paths of figures that took part.
    """

    kind: str
    passage: Passage
    span: tuple[int, int]
    right: str
    operands: dict[str, Any] = field(default_factory=dict)
    paths: tuple[str, ...] = ()


def claimed_rates(case: Case) -> Iterator[Rate]:
    """Every rate that its numbers contradict."""
    claims = {(id(claim.passage), claim.quantity.start): claim for claim in case.claims}
    for passage in case.texts.bodies:
        rates = [one for one in passage.quantities if one.unit in {"%", "％", "﹪"} and one.kind == "percent"]
        for rate in rates if passage.section != "problems" else ():
            sentence = passage.sentence_at(rate.start)
            held = passage.quantities_in(sentence.start, rate.start)
            counts = [one for one in held if one.kind in ("count", "money")]
            if not counts or rate.approximate in ("超", "超过", "以上", "至少", "逾"):
                continue
            claim = claims.get((id(passage), counts[-1].start))
            yield from _share(case, passage, sentence, rate, counts, claim)
            yield from _growth(case, passage, sentence, rate, counts, claim)


def _share(
    case: Case, passage: Passage, sentence: Stretch, rate: Quantity, counts: list[Quantity], claim: Claim | None
) -> Iterator[Rate]:
    part = counts[-1]
    if len(counts) > 1 and _is_of(passage, counts[-2], part, rate):
        yield from _of_named(passage, counts[-2], part, rate)
        return
    between = passage.text[part.end : rate.start]
    if part.approximate or not _SHARE.fullmatch(between):
        return
    earlier = [one for one in counts[:-1] if one.unit == part.unit and not one.approximate]
    wholes = [one.value for one in earlier]
    asked = claim is not None and claim.subject not in ("reconsideration", "litigation", "upheld", "corrected")
    groups = (_OUTCOME_TOTAL, _RECEIVED, _HANDLED) if asked else ()
    sums = {group: total for group in groups if (total := printed_sum(case, group))}
    explicit = bool(earlier) and _is_whole(passage, sentence, earlier[0], part)
    if not (explicit or sums):
        return
    everything = [whole for whole in (*wholes, *sums.values()) if whole >= part.value and whole]
    if not everything or any(_close(rate, 100 * part.value / whole) for whole in everything):
        return
    whole = next(iter(sums.values())) if sums else earlier[0].value if explicit else everything[0]
    operands = {"part": part.text, "whole": f"{whole:f}"}
    paths = next(iter(sums), ())
    yield Rate("share", passage, (rate.start, rate.end), _printed(100 * part.value / whole, rate), operands, paths)


def _is_whole(passage: Passage, sentence: Stretch, whole: Quantity, part: Quantity) -> bool:
    """Whether a number is said to be a whole, of which a later one is a part."""
    among = "其中" in passage.text[whole.end : part.start]
    return among or "共" in passage.text[sentence.start : whole.start]


def _is_of(passage: Passage, part: Quantity, whole: Quantity, rate: Quantity) -> bool:
    """Whether the text says: so many, 占 of so many 的 such a share."""
    text = passage.text
    exact = part.unit == whole.unit and not (part.approximate or whole.approximate)
    named = re.fullmatch("[，,]?(?:约)?占[^，。；]{0,12}", text[part.end : whole.start])
    return exact and bool(named) and bool(re.fullmatch("(?:总量|总数)?的(?:比例为)?", text[whole.end : rate.start]))


def _of_named(passage: Passage, part: Quantity, whole: Quantity, rate: Quantity) -> Iterator[Rate]:
    exact = 100 * part.value / whole.value if whole.value else None
    if exact is not None and not _close(rate, exact):
        operands = {"part": part.text, "whole": whole.text}
        yield Rate("share", passage, (rate.start, rate.end), _printed(exact, rate), operands)


def _growth(
    case: Case, passage: Passage, sentence: Stretch, rate: Quantity, counts: list[Quantity], claim: Claim | None
) -> Iterator[Rate]:
    change = _CHANGE.search(passage.text, max(sentence.start, rate.start - 8), rate.start)
    clause = passage.text[sentence.start : min(sentence.end, rate.end + 8)]
    if not change or not (_LAST_YEAR.search(clause) or "同比" in clause):
        return
    sign = 1 if change["up"] else -1
    found = (
        _from_behind(passage, rate, counts)
        or _from_sentence(passage, rate, counts, sign)
        or _from_tables(case, passage, rate, counts, claim)
    )
    if not found or not found[0]:
        return
    before, now, paths = found
    exact = 100 * (now - before) / before
    operands = {"before": f"{before:f}", "now": f"{now:f}"}
    if exact and (exact > 0) != (sign > 0):
        right = f"{'增长' if exact > 0 else '下降'} {_printed(abs(exact), rate)}"
        yield Rate("direction", passage, (change.start(), rate.end), right, operands, paths)
    elif not _close(rate, abs(exact)):
        yield Rate("growth", passage, (rate.start, rate.end), _printed(abs(exact), rate), operands, paths)


_DIFFERENCE = re.compile(f"(?:{_UP}|{_DOWN}|多|少)(?:了)?\\s*$")
_OLD = re.compile(
    "(?:较|比|与)?(?:上年度?|去年|上一年度?|20[0-9]{2}年)(?:同期)?(?:的|为|是|共|受理|收到|公开|发布)*\\s*$"
)


def _from_behind(
    passage: Passage, rate: Quantity, counts: list[Quantity]
) -> tuple[Decimal, Decimal, tuple[str, ...]] | None:
    """Last year's number in brackets behind the rate: 120条，同比增长20%（上年100条）."""
    last = counts[-1]
    behind = next((one for one in passage.quantities if one.start >= rate.end), None)
    if behind is None or behind.unit != last.unit or last.approximate or _far(passage, last.end, rate.start):
        return None
    named = re.fullmatch(
        "[（(，,](?:上年度?|去年|上一年度?|20[0-9]{2}年)(?:为|是|共)?", passage.text[rate.end : behind.start]
    )
    return (behind.value, last.value, ()) if named else None


def _from_sentence(
    passage: Passage, rate: Quantity, counts: list[Quantity], sign: int
) -> tuple[Decimal, Decimal, tuple[str, ...]] | None:
    """Last year's and this year's number out of the sentence itself."""
    last = counts[-1]
    same = [one for one in counts[:-1] if one.unit == last.unit]
    if last.approximate or not same or same[-1].approximate or _far(passage, last.end, rate.start):
        return None
    first, words = same[-1], passage.text[counts[-2].end : last.start]
    if len(same) > 1 and _DIFFERENCE.fullmatch(words) and _OLD.search(passage.text[same[-2].end : first.start]):
        return first.value, same[-2].value, ()
    if len(counts) > 1 and counts[-2] is not first:
        return None
    if _DIFFERENCE.search(words) and _LAST_YEAR.search(words + "同期" * ("同比" in words)):
        return first.value - sign * last.value, first.value, ()
    if _OLD.search(words):
        return last.value, first.value, ()
    return None


def _from_tables(
    case: Case, passage: Passage, rate: Quantity, counts: list[Quantity], claim: Claim | None
) -> tuple[Decimal, Decimal, tuple[str, ...]] | None:
    """The same out of last year's report, where the number is a figure of the form."""
    if claim is None or case.no_comparison or _far(passage, counts[-1].end, rate.start):
        return None
    for group in claim.readings:
        now = printed_sum(case, group)
        before = [case.previous_values.get(path) for path in group]
        if now == claim.quantity.value and None not in before:
            total = sum((Decimal(value) for value in before if value is not None), Decimal(0))
            return total, Decimal(now or 0), tuple(f"previous.{path}" for path in group)
    return None


def _far(passage: Passage, start: int, end: int) -> bool:
    """Whether the words between a number and its rate speak of something else."""
    between = passage.text[start:end]
    return len(between) > 24 or bool(re.search("[；;。]|其中|率", between))  # noqa: PLR2004 - a short clause


def _close(rate: Quantity, exact: Decimal) -> bool:
    """Whether a printed rate is the exact one within the tolerance, or within half of its last digit."""
    places = min(0, int(rate.value.as_tuple().exponent))
    slack = max(TOLERANCE, Decimal(1).scaleb(places) / 2)
    high = rate.high if rate.high is not None else exact
    return rate.low - slack <= exact <= high + slack


def _printed(exact: Decimal, rate: Quantity) -> str:
    places = min(len(_STEPS) - 1, -min(0, int(rate.value.as_tuple().exponent)))
    return f"{exact.quantize(_STEPS[max(1, places)], ROUND_HALF_UP):f}%"
