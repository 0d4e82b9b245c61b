"""Find numbers of a paragraph that divide a number before them, over several sentences, whatever they count.

That they are all of its parts must be said: by the last of them (余下的两场), behind it (除此之外别无其他), before the
first (分渠道来看；依次为), by a sum (三者相加), or by 者 behind each (建成者十四，在建者三).
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.wholes.parts import sum_of, thing_of
from gk_docs.chinese.scale import scaled_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.checks.claims.numerals import ToldCount
    from gk_docs.checks.text.texts import Passage
    from gk_docs.chinese.quantity import Quantity

_REST: Final = "(?:余下|剩下|剩余|其余|余者|下余|所余|尚余|还剩|尚剩|剩)"
_NO_OTHERS: Final = (
    "除此(?:之外|以外)?，?(?:再|别|便|就|也)*(?:无|没有)|(?:此外)?(?:别|再)(?:无|没有)(?:其他|其它|他|别的|另外)"
)
_OPENS: Final = (
    "(?:[分按从](?!别)[^，。；：、]{1,8}(?:看|分|划开|区分|统计|而论|来说)|具体(?:而言|来说|来看|说来|地说|是|为|如下)"
    "|细分之?下|拆开来?看|分开来?看)[，：]"
)
_SUMMED: Final = (
    "(?:(?P<many>[两三四五六七八九十])[者项类种处块个][^，。；：、0-9]{0,4}|以上|上述)?"
    "(?:相加|加起来|加在一起|加总|累加|合起来|合在一[起块处]|合并)"
    "(?:起来|计算|一共|合计|总计|总共|恰好|正好|便?是|即?为|共|得|计|后|有)*$"
)
_TOTALS: Final = (
    "^(?:全年|年内|本年度?|今年|前后|先后|各[类项]|[全总]年|[两三四五六七八九十][项类者次场个处]){0,2}"
    "(?:累计|合计|总计|共计|总共|一共|合共)(?:达到?|为|是|有|共|参[训加会])*$"
)
_HINT = re.compile(
    f"{_REST}|{_NO_OTHERS}|{_OPENS}|相加|[加合并]起来|[加合]在一|加总|累加|依次|分别|，分|[者占][0-9一二两三四五六七八九十百]|累计|[总合共]计|[总一合]共"
)
_ALL_OF = re.compile(f"[^。；]{{0,36}}[，。；](?:{_NO_OTHERS})")
_IS_REST = re.compile(f"{_REST}(?:的|则|是|为|有|共|仅|占|这|尚有|还有){{0,2}}$")
_SUM, _OPENED = (
    re.compile(_SUMMED),
    re.compile(f"(?:{_OPENS})|(?:依次|分别)[为是有]?$|，分(?:[为成作]|(?!别)(?=[\u4e00-\u9fff]{{2}}))"),
)
_TOTAL, _WITH_MORE = re.compile(_TOTALS), re.compile("[含另连加比较增减均]|其中|历年|以来")
_OTHERWISE = re.compile("(?<!不)重复|重叠|交叉|同时|去重|同步|兼|都有|等$|平均|[月人]均|不计|未计|另[有计外]")
_MANY, _FAR = 3, 9  # of a run, its parts; of a whole, the numbers between it and the last part
_NEAR: Final = Decimal("0.12")  # a sum that differs by more of the whole is of something else


class Partition(NamedTuple):
    """A number, and the numbers that are said to be all of its parts but do not add up to it."""

    whole: Quantity
    parts: tuple[Quantity, ...]


def partitions_in(passage: Passage, told: Sequence[ToldCount]) -> Iterator[Partition]:
    """Yield the numbers of a paragraph that are not the sum of what is said to be all of their parts."""
    many = Counter(thing_of(one.number) for one in told) if _HINT.search(passage.text) else {}
    closing = (last for last in range(1, len(told)) if many.get(thing_of(told[last].number), 0) >= _MANY)
    yield from filter(None, (_closed(passage, told, last) for last in closing))


def _closed(passage: Passage, told: Sequence[ToldCount], last: int) -> Partition | None:
    """The wrong division that a number closes, if it closes one."""
    text, item = passage.text, told[last]
    if summed := _SUM.search(item.lead):
        many = int(scaled_or_none(summed["many"] or "0") or 0)
        before = _run(told, last - 1, item.number)
        parts = before[-many:] if many else before
        return _wrong(passage, [item.number], parts) if len(parts) > 1 and many <= len(parts) else None
    if _TOTAL.search(item.lead) and "，" in text[told[last - 1].number.end : item.number.start]:
        return _total(passage, told[:last], item.number)
    if last + 1 < len(told) and thing_of(told[last + 1].number) == thing_of(item.number):
        following = text[item.number.end : told[last + 1].number.start]
        if "。" not in following and not _IS_REST.search(item.lead) and not _ends_list(text, told, last):
            return None
    run = _run(told, last, item.number)
    if _IS_REST.search(item.lead) or _ALL_OF.match(text, item.number.end):
        ways = [(run[at], run[at + 1 :]) for at in range(max(0, len(run) - _FAR), len(run) - 2)]
        return _nearest(passage, ways)
    opened = (at for at in range(len(run) - 2, 0, -1) if _opens(passage, run, at))
    wrong = (_wrong(passage, run[max(0, at - 2) : at], run[at:]) for at in opened)
    return next(filter(None, wrong), None)


def _ends_list(text: str, told: Sequence[ToldCount], last: int) -> bool:
    """Whether a semicolon ends the list that a number is in, and does not part the list's own items."""
    item, following = told[last].number, told[last + 1].number
    before = [one.number for one in told[:last] if thing_of(one.number) == thing_of(item)]
    return "；" in text[item.end : following.start] and bool(before) and "；" not in text[before[-1].end : item.start]


def _total(passage: Passage, told: Sequence[ToldCount], whole: Quantity) -> Partition | None:
    """The wrong sum of the numbers of its sentence that stand before a number with 累计 or 合计."""
    begin = max(passage.text.rfind(mark, 0, whole.start) for mark in "。；：\n")
    before = [one for one in told if one.number.start > begin]
    alike = before and all(thing_of(one.number) == thing_of(whole) for one in before[-_MANY + 1 :])
    run = _run(before, len(before) - 1, whole) if alike else []
    ways = [(whole, run[at:]) for at in range(len(run) - 1)]
    plain = not _WITH_MORE.search(passage.text, begin + 1, whole.end + 1) and len(run) >= _MANY
    return _nearest(passage, ways) if plain and not any(_TOTAL.search(one.lead) for one in before) else None


def _run(told: Sequence[ToldCount], last: int, of: Quantity) -> list[Quantity]:
    """The exact numbers up to one that count the same thing as another."""
    alike = [one.number for one in told[: last + 1] if thing_of(one.number) == thing_of(of)]
    return [] if any(one.approximate for one in alike) else alike


def _opens(passage: Passage, run: Sequence[Quantity], at: int) -> bool:
    """Whether the parts of a number begin with the number at an index of a run."""
    between = passage.text[run[at - 1].end : run[at].start]
    behind = [passage.text[one.start - 1] for one in run[at:]]
    return bool(_OPENED.search(between)) or (len(behind) >= _MANY - 1 and set(behind) in ({"者"}, {"占"}))


def _nearest(passage: Passage, ways: Sequence[tuple[Quantity, list[Quantity]]]) -> Partition | None:
    """The wrong division among possible ones; None if one of them is right."""
    found = [_wrong(passage, [whole], parts) for whole, parts in ways]
    near = [one for one in found if one]
    right = any(_adds_up(whole, parts) for whole, parts in ways)
    return None if right or not near else min(near, key=lambda one: abs(one.whole.value - sum_of(one.parts)))


def _wrong(passage: Passage, wholes: Sequence[Quantity], parts: Sequence[Quantity]) -> Partition | None:
    """The division, if its parts add up to nearly the whole."""
    whole, last = min(wholes, key=lambda one: abs(one.value - sum_of(parts))), parts[-1]
    if len(parts) < _MANY - 1 or any(_adds_up(one, parts) for one in wholes):
        return None
    sentence = passage.sentence_at(last.end - 1)
    said = passage.text[min(whole.start, parts[0].start) : max(sentence.end, whole.end)]
    apart = abs(sum_of(parts) - whole.value)
    more = re.compile(f"{_REST}|(?<![无有])其[他它]").search(passage.text, last.end, sentence.end)  # 其余各有答复
    near = not more and apart <= max(Decimal(1), whole.value * _NEAR) and all(one.value < whole.value for one in parts)
    return None if _OTHERWISE.search(said) or not near else Partition(whole, tuple(parts))


def _adds_up(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether parts add up to a whole, or do so without those that add up to the part before them."""
    if whole.agrees(sum_of(parts)):
        return True
    for at in range(len(parts) - 1):
        for end in range(at + 3, len(parts) + 1):
            inner = parts[at + 1 : end]
            if sum_of(inner) == parts[at].value and whole.agrees(sum_of(parts) - sum_of(inner)):
                return True
    return False
