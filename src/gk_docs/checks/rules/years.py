"""GK601: another year where the report speaks of this body's own work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gk_docs.checks.evidence.quoting import text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.text.texts import Passage

_REPORT = re.compile(
    "(?P<year>20[0-9]{2})年(?:度)?(?P<rest>[^，。；《》\\n]{0,30}?(?:政府信息公开|信息公开)(?:工作)?年度报告)"
)
_YEAR = re.compile(
    "(?<![0-9〔（(\\[【—－~～至—-])(?P<year>20[0-9]{2})年(?P<degree>度)?(?P<after>(?:以来|起|至|—|－|-|～|版|[0-9０-９]{1,2}月)?)"
)
_DOING = re.compile(
    "(?:全年|期间|里)?[，,]?(?:在[^，。]{2,24}下[，,])?"
    "(?:(?:我|本|全|该)[省市州县区旗镇乡街局委厅办单部机校院处]|(?:西|东|南|北)?[\u4e00-\u9fff]{2,6}(?:镇|乡|街道|局|委|县|区|市|厅|办公室|政府)"
    "|共|累计|主动公开|公开政府|收到|受理|发布|新收|办结|答复|开展|举办|组织|召开|制发|制定|印发|未|没有|通过|按照|认真|严格|坚持|围绕|政府信息公开工作(?!要点|年度报告)"
    "|全年|政务公开工作(?!要点|年度报告)|工作中?存在|存在的?(?:主要)?问题|政府信息(?:主动)?公开情况|新增|依法|深入|积极|切实|行政|无)"
)
_PLANS = re.compile(
    "将|计划|下一步|拟|力争|争取|继续|预计|目标|打算|即将|明年|来年|新的一年|今后|启动|实现|完成时限|前[，,]"
)
_COMPARED = re.compile("同比|较|相比|比上|对比|增长|下降|上年|去年|上一年|整改|以来|延续|持平|结转|顺延|自20|从20|分别")
_ACCOUNTS = re.compile(
    "决算|预算|绩效|审计|统计公报|获|荣获|印发的|发布的|出台的|修订|施行|实施的|成立|建成|入选|示范|先进|优秀|表彰|换届|机构改革|要点|考核结果|评估|通报"
)
_BEFORE = re.compile("(?:较|比|与|同|和|自|从|至|到|对|及|、|据|根据|按照|针对|《|“|〔|（|\\(|是|为|上年|上一年)\\s*$")
_CLOSING = re.compile(
    "(?:截[至止](?:到)?|^|(?<=[。\n]))(?P<year>20[0-9]{2})年(?:度)?(?:12月31日|12月底|年底|底|1(?:月)?[-—至到]12月)[，,]"
)
_TITLE = "标题写的是 {found} 年，报告年度是 {expected} 年"


@rule(
    "GK601",
    "wrong-year",
    Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第四十九条、第五十条：报告上一年度的工作",
    message="写的是 {found} 年，报告年度是 {expected} 年：{sentence}",
)
def wrong_year(case: Case) -> Iterator[Fact]:
    """写本机关本年工作的地方出现了别的年份。

    查什么：标题和“某年度政府信息公开工作年度报告”中的年份（错误）；句首的“某年，我镇……”和“某年共收到……”中的年份（警
    告）。同一句中有本年度、有比较、整改、计划的，书名号和文号中的，预决算、规划、发文、评比的年份不算。

    为什么：沿用上年的文字时最容易漏改年份。

    例：2024 年度的报告写“2023年，我镇共收到申请3件”。

    怎样改：改为报告年度；确属另一年的事，写明比较或沿革。
    """
    year = case.report.year
    for match in _REPORT.finditer(case.report.title or ""):
        if int(match["year"]) != year:
            yield _at_title(match, year)
    for passage in case.texts.passages:
        if "20" in passage.text:
            yield from _of_reports(passage, year)
            yield from _of_work(passage, year)


def _at_title(match: re.Match[str], year: int) -> Fact:
    return Fact(
        path="title",
        found=match["year"],
        expected=year,
        span=match.span("year"),
        message=_TITLE,
        severity=Severity.ERROR,
    )


def _of_reports(passage: Passage, year: int) -> Iterator[Fact]:
    if passage.section != "preamble":
        return
    for match in _REPORT.finditer(passage.text):
        before = passage.text[max(0, match.start() - 12) : match.start()]
        if int(match["year"]) != year and not re.search("关于|《|编制|要求|上一?年", before):
            yield text_fact(passage, *match.span("year"), expected=year, severity=Severity.ERROR)


def _of_work(passage: Passage, year: int) -> Iterator[Fact]:
    if passage.part == "rectified" or passage.section == "preamble":
        return
    for match in _CLOSING.finditer(passage.text):
        sentence = passage.sentence_at(match.start()).text
        if int(match["year"]) == year - 1 and f"{year}年" not in sentence and not _COMPARED.search(sentence):
            yield text_fact(passage, *match.span("year"), expected=year)
    for match in _YEAR.finditer(passage.text):
        if int(match["year"]) != year and not match["after"] and _is_own_work(passage, match, year):
            yield text_fact(passage, *match.span("year"), expected=year)


def _is_own_work(passage: Passage, match: re.Match[str], year: int) -> bool:
    sentence = passage.sentence_at(match.start())
    before, after = passage.text[sentence.start : match.start()], passage.text[match.end() : sentence.end]
    if f"{year}年" in sentence.text or _BEFORE.search(before) or _open(before):
        return False
    if _COMPARED.search(sentence.text) or _ACCOUNTS.search(after[:30]):
        return False
    if int(match["year"]) > year and (_PLANS.search(sentence.text) or passage.section == "problems"):
        return False
    first = not re.sub("[（(]?[一二三四五六七八九十0-9]+[）)、.．]|[一二三四五]是|\\s", "", before)
    if first and re.match("[，,]", after):
        return True
    return bool(_DOING.match(after)) and (first or not re.search("[，,][^，,]{0,3}$", before) or len(before) > 0)


def _open(before: str) -> bool:
    """Whether a title or a quotation is open."""
    return before.count("《") > before.count("》") or before.count("“") > before.count("”")
