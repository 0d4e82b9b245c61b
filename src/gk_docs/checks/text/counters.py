"""Find numbers whose unit cannot count what stands before them, by the data in `counters.txt`."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.text.entries import pieced_lines, spelt_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FILLERS: Final = "一共合总累计已达到超突破近约有为是：逾"
"""Characters that may stand between a thing and its number: 信息员共86名."""

_REACH: Final = 12  # characters before a number in which its thing stands


COUNTERS: Final = tuple(
    (example, tuple(chain.from_iterable(map(spelt_out, things.split()))), tuple(units.split()))
    for things, units, example in pieced_lines("gk_docs.checks.text", "counters.txt")
)
"""The lines of `counters.txt`: a sentence, things, and units that never count them."""


def _unfit() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for _, things, units in COUNTERS:
        for unit in units:
            found[unit] += things
    return {unit: tuple(things) for unit, things in found.items()}


UNFIT: Final = _unfit()
"""For each unit, the things that it never counts."""

_LAST: Final = "".join(sorted({thing[-1] for things in UNFIT.values() for thing in things} | set(_FILLERS)))
_UNITS: Final = "|".join(sorted(UNFIT, key=len, reverse=True))
_COUNTED = re.compile(
    f"(?<=[{_LAST}])[0-9][0-9,.]*余?[万亿]?(?P<unit>{_UNITS})(?=[^\u4e00-\u9fff]|[和及与等并其涉累]|$)"
)


_COUNTERS: Final = "件|条|篇|份|场|期|名|人次|人|起|宗"
_OTHERWISE = re.compile(
    "(?<=[0-9][件条篇份场期名人起宗]，)[比较](?:上年|去年|上一年)[^，。；0-9]{0,8}?"
    "(?:增[加长]|多|减少|少|下降)了?(?P<change>[0-9][0-9.]*个百分点)"
    "|(?<=[0-9][件条篇份场期])，(?:同比)?(?:增[长加]|上升|下降|减少)了?(?P<rise>[0-9][0-9.]*个百分点)"
    "|占(?:(?![提上增下降回比较高])[^，。；0-9]){0,14}(?P<share>[0-9][0-9.]*个百分点)"
    "|(?:满意|办结|答复|公开|知晓|合格|及时)[度率](?:为|达|达到|是)?(?P<rate>[0-9][0-9.]*个百分点)"
    f"|(?<![0-9.均])(?P<count>[0-9]+[.][0-9]+(?:{_COUNTERS}))(?![0-9])"
)  # 44件，比上年增加22.2个百分点; 占办结数的53.8个百分点; 同比增长21.1件
_ODD = re.compile(f"个百分点|[.][0-9]+(?:{_COUNTERS})")  # a hint of what `_OTHERWISE` finds
_WHAT: Final = {
    "change": "增减的件数或幅度",
    "rise": "增减的幅度",
    "share": "占比",
    "rate": "比率",
    "count": "带小数的数",
}
_AVERAGE = re.compile("均[^，。；]{0,12}$|[约近]$")


def miscounted(text: str) -> Iterator[tuple[int, int, str]]:
    """The spans of numbers that count something in a unit that cannot, each with what they count.

    A share or a rate is no number of 个百分点, which only a change of one is, and a count has no decimals.

    >>> list(miscounted("召开推进会4条，培训信息员共86名"))
    [(5, 7, '推进会')]
    """
    for found in _OTHERWISE.finditer(text) if _ODD.search(text) else ():
        sort = found.lastgroup or ""
        if sort != "count" or not _AVERAGE.search(text, max(0, found.start() - _REACH), found.start()):
            yield *found.span(sort), _WHAT[sort]
    for found in _COUNTED.finditer(text):
        before = text[max(0, found.start() - _REACH) : found.start()].rstrip(_FILLERS)
        if before.endswith(things := UNFIT[found["unit"]]):
            yield *found.span(), next(one for one in things if before.endswith(one))
