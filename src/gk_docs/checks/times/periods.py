"""Find what a report says of the period of its own figures (表三各数，取自前三季度的台账), in any words.

A span of time is that of the figures if nothing but words of counting stands between them; 数据由各站所于1月8日报送 has
more. So what is listed here are the words of counting, and no others.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.times.time_spans import TimeSpan, time_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.text.texts import Passage


class Period(NamedTuple):
    """What a text says of the period of the report's figures.

    Attributes:
        start: Where the words begin.
        end: Where they end.
        right: Whether it is the calendar year of the report, as far as it is told.
    """

    start: int
    end: int
    right: bool


_HINT: Final = re.compile(
    "统计|数[据字值目，]|[各的件生]数|[口报计](?:径|告期|数)|记起|所[列载涉]|(?:报告|年报)[^，。；]{0,6}(?:反映|覆盖)"
)
_TIME: Final = re.compile("[月季旦天]|半年|年[度全初中底末数]")
_DATA: Final = (
    "(?:统计|数据|数字|数值|数目|[各件计]数|的数(?=[，均只仅])|发生[数额]|数(?=[，。；])|口径|报告期|起[止讫]|反映|涵盖|覆盖"
    "|所[列载])"
)
_REPORT: Final = (
    "(?:本(?:年度?)?(?:报告|年报)|(?:报告|年报|文|表)[中内里]?|(?:本|上|下|以|前|所|各)(?:部分|节|章|表|述|列|上|下|项|类|数)"
    "|全文|三张|表[一二三四1-4]|这里|此处|[本该一]栏)"
)
_COUNTING: Final = (
    "(?:统计|数[据字值额]?|各|项|类|全部|所有|有关|相关|所?使用|所[列用涉有述载]|[中内里的、，：（）和与及]|采集|申请|复议|诉讼|行政|许可|处罚|强制"
    "|事业性|收费|案件|件数?|规范性文件|金额|新收|受理|登记|政府|信息|公开|依申请|主动|台账|系统|报[告表]|年度?|本|部分|节|章|表[一二三四1-4]?|上述|说明"
    "|上|下|除(?:特别|另有)?说明(?:的|者)?(?:外|以外)|[均系都皆俱为是指即自从由取来用以按照截止至到于在计算记起迄始终及算]|反映|涵盖|包括|涉及|汇总|收?录|了|时[间段点限]?|期[限间]?"
    "|周期|区间|范围|自然年|[一整全]年|[不未][足满到]|足|满|整|只|限|含|覆盖|囊括|起讫|讫|起点|终点|目|[截选]取|归集|汇集|填[报列]|另有|一[律概]|悉|概|大[体致]|实际|载|口径|跨度|起止|日期?|点|账|共计?|[凡合总]计?|前后|历时|为期|长达|长|仅|只|需要|需)"
)
_OWN = re.compile(f"{_REPORT}(?>{_COUNTING}*)$")
_BARE = re.compile(f"(?:^|[。；\n：])(?:全部|所有|各[项类]|有关|相关|年度)?{_DATA}(?>{_COUNTING}*)$")
_SAYS_DATA = re.compile(_DATA)
_EXTENT: Final = (
    "(?:台账|[月季]报|报表|数据|数字?|额|情况|口径|记录|收悉|收到|受理|发生|数值|来件|收[账官]"
    "|结果|部分|年度|[合总累]计|总和)"
)
_BEHIND = re.compile(
    f"(?:为?止|终|期?间|之间|内)?(?:(?:[的为][^，。；、：（）的]{{0,6}}?|[^，。；、：（）的]{{1,4}}的){_EXTENT}"
    f"|(?:系统|受理|登记|发生|[累合总]计|统计|办理|收到)*{_EXTENT}?)"
    "(?:为准|统计|计算|填[报列]|编列|归集|汇总|为[界限])?(?=[，。；、：（）)\n]|$)"
)
_WHOLE: Final = {"月": (12,), "季度": (4,), "天": (365, 366)}
_TALKED_OF: Final = ("lead", None)
_NEAR: Final = 12


def periods(passage: Passage, year: int) -> Iterator[Period]:
    """Yield what a passage of the report of `year` says of the period of the report's own figures.

    >>> from gk_docs.checks.text.texts import Passage
    >>> text = "本报告数据截至11月底。县里1月至10月的通报数据显示平稳。表三各数取自2023年全年的台账。"
    >>> [(text[one.start : one.end], one.right) for one in periods(Passage("a", text, "summary"), 2023)]
    [('截至11月底', False), ('自2023年全年的', True)]
    """
    for sentence in passage.sentences if _HINT.search(passage.text) else ():
        if not (_TIME.search(sentence.text) and _HINT.search(sentence.text)):
            continue
        said, at = "", 0
        for span in time_spans(sentence.text, year):
            said, at = said + sentence.text[at : span.start], span.end
            if _is_of_figures(passage, said, sentence.text, span):
                yield Period(sentence.start + span.start, sentence.start + span.end, _is_right(span, year))


def _is_of_figures(passage: Passage, before: str, sentence: str, span: TimeSpan) -> bool:
    """Whether a span of time is that of the report's figures, by all that stands before it and behind it."""
    if not _BEHIND.match(sentence, span.end):
        return False
    bare = passage.section == "preamble" or passage.part in _TALKED_OF or "统计" in before[:6]
    own = _OWN.search(before) or (_BARE.search(before) if bare else None)
    return own is not None and bool(_SAYS_DATA.search(own[0] + sentence[span.end : span.end + _NEAR]))


def _is_right(span: TimeSpan, year: int) -> bool:
    if span.length:
        number, unit = span.length
        return number in _WHOLE[unit]
    return span.first in (None, date(year, 1, 1)) and span.last in (None, date(year, 12, 31))
