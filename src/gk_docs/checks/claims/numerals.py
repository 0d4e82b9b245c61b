"""Find counts in Chinese words that only their place shows to be counts: 维持四、纠正二; 换新者十二; 来电八十七通.

`chinese.quantity` reads words as a number only before a counter, since 唯一 and 表二 end in a number as well. In a
list, or behind 者 and 计, a sentence counts in the unit that it counted in last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.chinese.quantity import Quantity
from gk_docs.chinese.scale import scaled_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.checks.text.texts import Passage, Stretch

COUNTERS: Final = "通桩"
"""Counters of calls and of whatever happens, which set phrases have too (三通一平), so that a number alone has them."""

_NAMED: Final = (
    "表图节条款项章组班号类栏格期周初高第之其唯统不万单专划归逐合如始比月日零点〇○半数几一二两三四五六七八九十百千"
)
"""Characters before a number that make it one of a series, or a word: 表二, 附件一, 其二, 唯一."""

_WORDS: Final = "[一二两三四五六七八九十百千]{1,9}"
_COUNT = re.compile(
    f"(?<=[\u4e00-\u9fff])(?<![{_NAMED}])(?<![0-9〇零一二三四五六七八九]年)(?<!附件)(?P<bare>{_WORDS})(?=[，。；、）]|[增减升降][至到为]|$)"
    f"|(?<=[\u4e00-\u9fff])(?<![{_NAMED}])(?P<counted>{_WORDS})(?P<unit>[{COUNTERS}])(?![一过知常报告道行用信达车顺畅航讯])"
    "|(?<=[有余剩])(?P<one>一)(?P<of>[项个次场条处名人篇份期])(?=[，。；（、])"
)
_MAY = re.compile(f"[一二两三四五六七八九十百千](?=[，。；、）增减升降{COUNTERS}]|$)|[有余剩]一")
_EACH = re.compile("各[^，。；：、0-9]{0,4}$")
_MARKS = re.compile("[，。；：、（）]")
_MANY: Final = 3
_BEHIND: Final = frozenset("者计凡共余达为有")
"""Characters behind which a single number is a count."""

_SURE: Final = 11  # words for a larger number end no set phrase
_USUAL: Final = "件"


class ToldCount(NamedTuple):
    """A count of a paragraph, and the words before it since the last mark."""

    number: Quantity
    lead: str


def paragraphs_of(passage: Passage) -> Iterator[list[ToldCount]]:
    """Yield the counts of each paragraph that are not in brackets, where there are three or more numbers.

    A number that is said of each of several things is that of all of them.
    """
    begin, text = 0, passage.text
    known = len(passage.quantities)
    many = known >= _MANY or known + len(_MAY.findall(text)) >= _MANY
    for paragraph in text.split("\n") if many else ():
        end = begin + len(paragraph)
        sentences = (one for one in passage.sentences if begin <= one.start < end)
        more = [number for sentence in sentences for number in counts_in(passage, sentence)]
        numbers = [*passage.quantities_in(begin, end), *more]
        if len(numbers) >= _MANY:
            yield [*_counts(text, begin, sorted(numbers, key=lambda one: one.start))]
        begin = end + 1


def _counts(text: str, begin: int, numbers: Sequence[Quantity]) -> Iterator[ToldCount]:
    for one in numbers:
        number = counted(one, text)
        if number.kind != "count" or text.count("（", begin, one.start) > text.count("）", begin, one.start):
            continue
        lead = _MARKS.split(text[begin : one.start])[-1]
        if _EACH.search(lead):
            since = max(text.rfind(mark, begin, one.start) for mark in "，。；：") + 1
            value = number.value * (1 + sum(text.count(mark, since, one.start) for mark in "、和及与"))
            number = number._replace(value=value, low=value, high=value)
        yield ToldCount(number, lead)


def counts_in(passage: Passage, sentence: Stretch) -> Sequence[Quantity]:
    """The counts of a sentence that have no counter of their own, in the unit of the last number that has one."""
    if not _MAY.search(passage.text, sentence.start, sentence.end):
        return ()
    found = [*_told(passage, sentence)]
    bare = [one for one in found if one.text[-1:] != one.unit]
    alone = len(bare) == 1 and bare[0].value < _SURE and passage.text[bare[0].start - 1] not in _BEHIND
    return [one for one in found if one not in bare] if alone else found


def counted(number: Quantity, text: str) -> Quantity:
    """A number in figures with the counter behind it, if only this module knows that: 173通."""
    unit = text[number.end : number.end + 1]
    if number.kind != "bare" or not unit or unit not in COUNTERS:
        return number
    return number._replace(text=f"{number.text}{unit}", end=number.end + 1, unit=unit, kind="count")


def _told(passage: Passage, sentence: Stretch) -> Iterator[Quantity]:
    for told in _COUNT.finditer(passage.text, sentence.start, sentence.end):
        value = scaled_or_none(told["bare"] or told["counted"] or told["one"])
        if value is not None:
            before = [one for one in passage.quantities_in(sentence.start, told.start()) if one.kind == "count"]
            unit = told["unit"] or told["of"] or (before[-1].unit if before else _USUAL)
            yield Quantity(value, told[0], *told.span(), unit, None, "count", value, value)
