"""What the words around a year say of it (上年（2022年）, 2025年…将…), as data, and the years that contradict them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.text.entries import pieced_lines
from gk_docs.chinese.scale import scaled_or_none

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gk_docs.checks.text.texts import Passage


class YearRole(NamedTuple):
    """What a year is by the words around it.

    Attributes:
        says: What the words say it is: a key of `_POSSIBLE`, or a year that is known.
        example: A sentence in the report of 2023 with a year that contradicts them.
        before: A pattern of the words before the year.
        behind: A pattern of the words behind its 年.
    """

    says: str
    example: str
    before: str
    behind: str


class YearFound(NamedTuple):
    """A year that cannot be what the words around it say: its span, what they say it is, and the year that is meant."""

    span: tuple[int, int]
    says: str
    right: int


ROLES: Final = tuple(
    YearRole(says, example, before, behind)
    for says, example, before, behind in pieced_lines("gk_docs.checks.times", "year_roles.txt")
)
"""Every role."""

_YEAR: Final = re.compile("20[0-9]{2}(?=年)")
_NEAR: Final = 60  # characters before a year that may say what it is
_BEFORE, _BEHIND = (
    [re.compile(f"(?:{one.before})$") if one.before else None for one in ROLES],
    [re.compile(f"年{one.behind}") for one in ROLES],
)
# Most years have no role; one pattern for all says so in a few microseconds.
_ANY_BEFORE = re.compile("|".join(f"(?:{one.before})$" for one in ROLES if not one.behind))
_ANY_BEHIND = re.compile("年(?:" + "|".join(f"(?:{one.behind})" for one in ROLES if one.behind) + ")")
_NUMERALS, _FIRST = "一二三四五", {"三": 2016, "四": 2021, "五": 2026}
_PLAN = re.compile(
    "年度?[，,]?是[^，。；]{0,6}“?十(?P<plan>[三四五])五”?(?:规划|时期)?[^，。；]{0,8}?"
    "(?:(?P<first>开局|起步|启动)|(?P<last>收官|最后一)|第(?P<nth>[一二三四五])年|关键|承上启下|攻坚|中期)"
)  # 2021年是“十四五”规划开局之年
_SINCE = re.compile(
    "年(?:[0-9]{1,2}月)?[^，。；0-9]{0,10}(?:以来|至今)，?[^，。；0-9]{0,6}?(?:近|满|整整)?(?P<years>[0-9]{1,2}|[两三四五六七八九十]{1,2})(?:个年头|年(?![0-9级度]))"
)  # 自2022年上线以来已运行两年
_THAN = re.compile(
    "年度?(?:[，,][^。；\n]*?[较比与]|[^。；，\n]{2,40}[，,][^，。；\n]{0,8}?[较比])(?P<year>20[0-9]{2})(?=年)(?P<rest>[^。；\n]*)"
)  # 2023年…，较2023年增长6%
_PLANNED = re.compile("预算|[计规]划|安排|[拟将]|预[计期]|目标|力争|争取|打算")
_TO_BE, _SHORTLY = re.compile("[将拟待]|列入|纳入|计划"), 8
_CARRIED_FROM = re.compile("上一?年|去年|年初")

_POSSIBLE: Final[Mapping[str, Callable[[int, int], bool]]] = {
    "this": lambda year, this: year == this,
    "last": lambda year, this: year == this - 1,
    "next": lambda year, this: year == this + 1,
    "later": lambda year, this: year > this,
    "planned": lambda year, this: year > this,
    "starting": lambda year, this: year >= this,
    "so_far": lambda year, this: year <= this,
    "from_now": lambda year, this: year >= this,
    "earlier": lambda year, this: year < this,
    "recent": lambda year, this: year in (this - 1, this),
    "by_now": lambda year, this: year <= this + 1,
    "not_this": lambda year, this: year != this,
}
_MEANT: Final = {
    "this": 0,
    "last": -1,
    "next": 1,
    "later": 1,
    "planned": 1,
    "starting": 1,
    "carried": 1,
    "earlier": -1,
    "not_this": -1,
    "recent": -1,
}


def years_against(passage: Passage, this: int) -> Iterator[YearFound]:
    """Yield the years in a passage of the report of the year `this` that cannot be what the words around them say.

    >>> from gk_docs.checks.text.texts import Passage
    >>> [*years_against(Passage("a", "较上年（2022年）增加；2023年，我局将继续努力。", "summary"), 2023)]
    [YearFound(span=(13, 17), says='later', right=2024)]
    """
    text = passage.text
    for found in _YEAR.finditer(text):
        start, end = found.span()
        if known := _known(text, start, this):
            yield known
            continue
        before = text[max(0, start - _NEAR) : start]
        if not (_ANY_BEHIND.match(text, end) or _ANY_BEFORE.search(before)):
            continue
        sentence = passage.sentence_at(start)
        before = text[max(sentence.start, start - _NEAR) : start]
        for role, ahead, behind in zip(ROLES, _BEFORE, _BEHIND, strict=True):
            fits = (ahead is None or ahead.search(before)) and behind.match(text, end, sentence.end)
            if role.says in ("planned", "starting") and passage.part != "measures":
                continue
            if role.says == "not_this" and f"{this + 1}年" in sentence.text and _PLANNED.search(sentence.text):
                continue  # 2024年预算8万元，比2023年增加3万元
            if role.says in ("recent", "earlier") and _TO_BE.search(before[-_SHORTLY:]):
                continue  # 结果将在2024年度报告中反映
            if fits and not _is_possible(role.says, int(found[0]), this, sentence.text):
                right = int(role.says) if role.says.isdigit() else this + _MEANT.get(role.says, 0)
                yield YearFound((start, end), role.says, right)
                break


def _known(text: str, start: int, this: int) -> YearFound | None:
    """The year at a place if its place in a five-year plan, or the years that have passed since, contradict it."""
    year = int(text[start : start + 4])
    if plan := _PLAN.match(text, start + 4):
        first = _FIRST[plan["plan"]]
        nth = 0 if plan["first"] else 4 if plan["last"] else _NUMERALS.index(plan["nth"]) if plan["nth"] else None
        right = first + nth if nth is not None else min(max(year, first), first + 4)
        return YearFound((start, start + 4), str(right), right) if year != right else None
    comes_again = text.find(text[start : start + 4], start + 4) >= 0
    than = _THAN.match(text, start + 4) if comes_again else None
    if than and int(than["year"]) == year:
        return YearFound(than.span("year"), "last", this - 1)
    if than and year < int(than["year"]) < this and f"{this}年" not in than[0]:
        return YearFound((start, start + 4), "this", this)
    if since := _SINCE.match(text, start + 4):
        told = scaled_or_none(since["years"])
        right = year if told is None else this - int(told)
        return YearFound((start, start + 4), str(right), right) if abs(year - right) > 1 else None
    return None


def _is_possible(says: str, year: int, this: int, sentence: str) -> bool:
    if says.isdigit():
        return year == int(says)
    if says == "carried":
        of_last = _CARRIED_FROM.search(sentence) or f"{this - 1}年" in sentence
        return year == this + 1 or (year <= this and bool(of_last))
    return _POSSIBLE[says](year, this)
