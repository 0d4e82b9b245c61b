"""Find numbers whose unit cannot count what stands before them, by the data in `counters.txt`."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.text.entries import pieced_lines, spelt_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CHANGED: Final = "更新|更换|新增|提高|提升|上升|扩大|减少|下降|降低|增加|净增"
_FILLERS: Final = "一共合总累计已达到超突破近约有为是：逾增至升"
"""Characters that may stand between a thing and its number: 信息员共86名."""

_REACH: Final = 12  # characters before a number in which its thing stands


COUNTERS: Final = tuple(
    (example, tuple(chain.from_iterable(map(spelt_out, things.split()))), tuple(units.split()))
    for things, units, example in pieced_lines("gk_docs.checks.text", "counters.txt")
)
"""The lines of `counters.txt`: a sentence with a wrong unit, things, and the units that count them."""

_NOT: Final = "非"
EVERY: Final = next(units for _, things, units in COUNTERS if things == ("*",))
"""Every unit that is judged."""


def _unfit() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for _, things, units in COUNTERS:
        for unit in units[1:] if units[0] == _NOT else (one for one in EVERY if one not in units):
            found[unit] += things
    return {unit: tuple(things) for unit, things in found.items()}


UNFIT: Final = _unfit()
"""For each unit, the things that it never counts."""

_LAST: Final = "".join(
    sorted({thing[-1] for things in UNFIT.values() for thing in things} | set(_FILLERS) | set(_CHANGED) - set("*|"))
)
_UNITS: Final = "|".join(re.longest_first(UNFIT))
_IN_WORDS: Final = "(?<![第二三四五六七八九十百千])(?![一几]?[张个条件份名位次期])[一二两三四五六七八九十百千]{1,9}"
"""A number in words; not 一个, which begins many set phrases."""

_COUNTED = re.compile(
    f"(?<=[{_LAST}])(?:[0-9][0-9,.]*|{_IN_WORDS})余?[万亿]?(?P<unit>{_UNITS})(?=[^\u4e00-\u9fff]|[和及与等并其涉累全均都已的]|$)"
)


_COUNTERS: Final = "件|条|篇|份|场|期|名|人次|人|起|宗"
_CHANGES = re.compile(f"(?:{_CHANGED})$")  # 准确率提高到98条
_OTHERWISE = re.compile(
    "(?<=[0-9][件条篇份场期名人起宗]，)[比较](?:上年|去年|上一年)[^，。；0-9]{0,8}?"
    "(?:增[加长]|多|减少|少|下降)了?(?P<change>[0-9][0-9.]*个百分点)"
    "|(?<=[0-9][件条篇份场期])，(?:同比)?(?:增[长加]|上升|下降|减少)了?(?P<rise>[0-9][0-9.]*个百分点)"
    "|占(?:(?![提上增下降回比较高])[^，。；0-9]){0,14}(?P<share>[0-9][0-9.]*个百分点)"
    "|(?:满意|办结|答复|公开|知晓|合格|及时)[度率](?:为|达|达到|是)?(?P<rate>[0-9][0-9.]*个百分点)"
    f"|(?<![0-9.均每])(?P<count>[0-9]+[.][0-9]+(?:{_COUNTERS}|次|户|家|个(?=[；，。、）])))(?![0-9])"
)  # 44件，比上年增加22.2个百分点; 占办结数的53.8个百分点; 同比增长21.1件
_HELD = re.compile(
    "(?:举办|召开|开办)(?:(?!培训|讲座|会|[0-9，。；]).){0,16}(?:业务培训|培训班?|讲座|[^，。；]会)了?(?P<held>(?:[1-9]|1[0-9]|[一二两三四五六七八九十]{1,2})"
    "(?:人次|[人名份条篇册件])(?=[，。；、）]))"
)  # 举办专题培训3人次
_HELD_HINT = re.compile("举办|召开|开办")
_SIZE = re.compile(
    "[长宽高](?<![增成校局镇乡村县市科部站所院延生提].)约?(?P<size>[0-9][0-9.]*(?:平方米|亩|公顷|吨|公斤)"
    "|[一二两三四五六七八九十点]{1,6}(?:平方米|亩|公顷|吨|公斤))"
)  # 每处长3.2平方米
_ODD = re.compile(f"个百分点|[.][0-9]+(?:{_COUNTERS}|[次户家个])")  # a hint of what `_OTHERWISE` finds
_LOOKED = re.compile("(?:查阅|查询|查看|浏览|获取|检索|了解|阅读)[^，。；]{0,4}信息$")  # 查阅信息722人次
_WHAT: Final = {
    "change": "增减的件数或幅度",
    "rise": "增减的幅度",
    "share": "占比",
    "rate": "比率",
    "count": "带小数的数",
}
_AVERAGE = re.compile("均[^。；]{0,24}$|[约近]为?$")


_UNIT: Final = f"(?:个?工作日|个?月|个百分点|分钟|{_UNITS}|天|日|小时|秒|周|年|%|倍|成|分)"
_BOTH_ENDS = re.compile(
    f"[由从](?:(?![增减升降提压缩]|，)[^。；0-9]){{0,10}}[0-9][0-9,.]*余?[万亿]?(?P<from>{_UNIT})"
    "(?:(?![由从0-9])[^。；]){0,8}?(?:缩短|压缩|缩减|减少|增加|增长|增至|减至|降至|升至|上升|下降|提高|提升|降低|扩大|精简|压减|扩展|上涨|回落|[减增降升])(?:到|至|为)?了?"
    f"(?:(?![，0-9])[^。；]){{0,8}}?(?P<number>[0-9][0-9,.]*余?[万亿]?(?P<to>{_UNIT}))"
)  # 由上年的41天缩短到13条
_ALIKE: Final = (
    "天日小时分钟秒周月年工作",
    "元万",
    "%百分点倍成",
    "件宗起例项条份",
    "个项处类种家户",
    "人名位个户家",
    "次场期轮",
)
_TINY = re.compile(
    "(?:全年|年内|累计|合计|本年度?|一年)[^，。；0-9每免]{0,14}?(?:收[取缴入]|征收|投入|拨付|发放|兑付|下达|支出|安排)[^，。；0-9每]{0,14}?"
    "(?<![信每])(?P<sum>(?<![0-9.])[0-9]{1,2}(?:[.][0-9]+)?元)(?![/／每人张页本])"
)  # 全年收取垃圾处理费3.8元
_TINY_HINT = re.compile("(?<![0-9.,])[0-9]{1,2}(?:[.][0-9]+)?元")
_OF_REQUESTS = re.compile("信息处理费|申请|工本|复印|邮寄")


def _of_other_units(text: str) -> Iterator[tuple[int, int, str]]:
    """Changes whose ends have units that nothing shares, and sums of a year as small as a bus fare."""
    for found in _BOTH_ENDS.finditer(text):
        one, other = found["from"], found["to"]
        if one not in other and other not in one and not any(one[-1] in kin and other[-1] in kin for kin in _ALIKE):
            yield *found.span("number"), f"由“{one}”起算的变化"
    for found in _TINY.finditer(text) if _TINY_HINT.search(text) else ():
        begin = max(text.rfind(mark, 0, found.start()) for mark in "。；\n") + 1
        if not _OF_REQUESTS.search(text, begin, found.end()):
            yield *found.span("sum"), "一年的金额"


def miscounted(text: str) -> list[tuple[int, int, str]]:
    """The spans of numbers that count something in a unit that cannot, each once and with what they count.

    A share or a rate is no number of 个百分点, which only a change of one is, and a count has no decimals.

    >>> miscounted("召开推进会4条，培训信息员共86名")
    [(5, 7, '推进会')]
    """
    told = {(start, end): what for start, end, what in _miscounted(text)}  # a thing by its own name comes last
    return [(*span, what) for span, what in told.items()]


def _miscounted(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _OTHERWISE.finditer(text) if _ODD.search(text) else ():
        sort = found.lastgroup or ""
        if sort != "count" or not _AVERAGE.search(text, max(0, found.start() - 2 * _REACH), found.start()):
            yield *found.span(sort), _WHAT[sort]
    for found in _HELD.finditer(text) if _HELD_HINT.search(text) else ():
        yield *found.span("held"), "会议、培训"
    for found in _SIZE.finditer(text):
        yield *found.span("size"), "长、宽、高"
    for found in _COUNTED.finditer(text):
        before = _CHANGES.sub("", text[max(0, found.start() - _REACH) : found.start()].rstrip(_FILLERS))
        looked = found["unit"].startswith("人") and _LOOKED.search(before)
        if before.endswith(things := UNFIT[found["unit"]]) and not looked:
            yield *found.span(), next(one for one in things if before.endswith(one))
    yield from _of_other_units(text)
