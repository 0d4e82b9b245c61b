"""Find what a sentence tells that there was none of, in everyday words: 没有申请人为此打官司."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.claims.subjects import APPLICANTS, BLOCKS
from gk_docs.checks.events.events import Event, is_our_year, ways_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gk_docs.checks.claims.subjects import Group
    from gk_docs.checks.text.texts import Passage

_C, _R, _A = "review_litigation", "requests", "active_disclosure"
_TOTALS: Final = tuple(f"{_C}.{block}.total" for block in BLOCKS)
NIL: Final[dict[str, Group]] = {
    "left": (f"{_R}.carried_forward.total",),
    "before": (f"{_R}.brought_forward.total",),
    "cases": _TOTALS,
    "reconsideration": _TOTALS[:1],
    "litigation": _TOTALS[1:],
    "direct_litigation": _TOTALS[1:2],
    "corrected": (f"{_C}.reconsideration.corrected",),
    "litigation_after": _TOTALS[2:],
    **{key: (f"{_A}.{key}",) for key in ("penalties", "compulsion", "licences")},
    "organisations": tuple(f"{_R}.received.{column}" for column in APPLICANTS["organisations"]),
}
"""By what there was none of, its figures."""

ABSENCES: Final = ways_in("absences.txt")
"""Every line of `absences.txt`."""
_NAMED: Final = {
    **dict.fromkeys(("cases", "reconsideration", "litigation_after", "corrected"), ("复议", "救济")),
    **dict.fromkeys(("litigation", "direct_litigation"), ("官司", "法院", "告", "诉")),
    "penalties": ("罚",),
    "compulsion": ("强制",),
    "licences": ("许可",),
}
_OF_APPLICATIONS: Final = ("left", "before", "organisations")
_OF_OTHERS: Final = re.compile("信访|建议|提案|工单|留言|热线|问题|整改|投诉|咨询|网民|任务")
_PLANNED: Final = re.compile(
    "将|拟(?!定)|力争|确保|争取|努力|做到(?!了)|避免|防止|杜绝|目标|要求|如果|若(?!干)|倘|凡是?(?=属|涉)"
)
_RESTS: Final = re.compile(
    "上一?年|去年|其余|余下|其[他它中]|[另剩]|结转|转来|遗留|企业|单位|公司"
)  # 3件是企业的，其余都是自然人提的
_OF_ASKERS: Final = re.compile("(?:机构|组织|企业|自然人|律所|申请人)[^；。0-9]*[无未没][^；。0-9]*，")
_OF_SOME: Final = re.compile("(?:公开|不予|提供|处理|补正|答复)[^，。；]*$")  # 部分公开的5件都由自然人提出
_EARLIER: Final = re.compile("(?<!1)[1-9]月|1[01]月|[上下]半年|[一二三四]季度|往年|历年")


@cache
def _pattern(key: str, year: int) -> re.Pattern[str]:
    words = "|".join(way.words for way in ABSENCES if way.key == key)
    return re.compile(words.replace("LAST", str(year - 1)).replace("NEXT", str(year + 1)).replace("THIS", str(year)))


def absences_in(passage: Passage, year: int, keys: Collection[str]) -> Iterator[Event]:
    """Yield what a passage of the report of a year tells that there was none of, for some of the keys of `NIL`."""
    asks = passage.part == "on_request"
    for key in keys:
        if not (any(word in passage.text for word in _NAMED[key]) if key in _NAMED else asks or "申请" in passage.text):
            continue
        for found in _pattern(key, year).finditer(passage.text):
            sentence = passage.sentence_at(found.start())
            about = key not in _OF_APPLICATIONS or asks or "申请" in sentence.text
            ahead = passage.text[sentence.start : found.start()]
            some = (
                _RESTS.search(ahead) or _OF_SOME.search(ahead) if key == "organisations" else _OF_ASKERS.search(ahead)
            )
            if some and key in _OF_APPLICATIONS:
                continue
            other = _OF_OTHERS.search(sentence.text) or _PLANNED.search(sentence.text) or _EARLIER.search(ahead)
            if about and not other and (key == "before" or is_our_year(passage, found, year)):
                yield Event(key, *found.span())
