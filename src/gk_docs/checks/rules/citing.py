"""GK603 and GK604: what is cited, and how its number is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.checks.evidence.quoting import mend, text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.checks.text.citations import BRACKETS, FORM_NUMBER, FORMS, LAW, LAW_NUMBER, NOTICE, OLD_LAW, SUPERSEDED
from gk_docs.finding import Severity
from gk_docs.form.editions import form_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.text.texts import Passage

_GONE = re.compile("废止|失效|不再(?:执行|使用)|修订前|原《|旧")
_HINT = re.compile("号|通知》|试行")
_WRONG_LAW = "条例的令号写的是 {found}，应为 {expected}：{sentence}"
_WRONG_FORM = "没有“{found}”这个文号的年度报告格式通知，应为 {expected}：{sentence}"
_ABOUT_FORM = re.compile("年度报告")


@rule(
    "GK603",
    "superseded-citation",
    Severity.ERROR,
    basis=f"国务院令第711号；{NOTICE.number}",
    message="引用的“{found}”是{what}，已被取代，应引用{expected}",
)
def superseded_citation(case: Case) -> Iterator[Fact]:
    """引用了已被取代的文件，或者条例的令号不对。

    查什么：2021 年度及以后的报告引用〔2019〕60号及其标题，任何年度引用〔2016〕201号、国办发〔2014〕32号、国务院令第492
    号；条例的令号不是 711；年度报告格式通知的文号不是〔2021〕30号。说明文件已废止的句子不算。

    为什么：报告依据现行格式编制；引用旧文件说明格式和口径可能也是旧的。

    例：2023 年度的报告写“根据国办公开办函〔2019〕60号编制”。

    怎样改：改为《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）。
    """
    for passage in case.texts.bodies:
        if _HINT.search(passage.text):
            yield from _superseded(case, passage)
            yield from _misnumbered(case, passage)


def _superseded(case: Case, passage: Passage) -> Iterator[Fact]:
    taken: list[int] = []
    for citation in SUPERSEDED:
        for match in citation.pattern.finditer(passage.text) if case.report.year >= citation.since else ():
            sentence = passage.sentence_at(match.start())
            again = any(sentence.start <= other < match.start() <= other + 80 for other in taken)
            if not _GONE.search(sentence.text) and not again:
                taken.append(match.start())
                instead = citation.instead or form_of(case.report.year).form.notice.cited
                yield text_fact(passage, *match.span(), expected=instead, facts={"what": citation.name})


def _misnumbered(case: Case, passage: Passage) -> Iterator[Fact]:
    for match in LAW_NUMBER.finditer(passage.text):
        if match["number"] not in (LAW, OLD_LAW):
            yield text_fact(passage, *match.span("number"), expected=LAW, message=_WRONG_LAW)
    for match in FORM_NUMBER.finditer(passage.text):
        sentence = passage.sentence_at(match.start()).text
        if (match["year"], match["number"]) not in FORMS and _ABOUT_FORM.search(sentence):
            right = case.report.form.notice.number
            yield text_fact(passage, *match.span(), expected=right, message=_WRONG_FORM)


@rule(
    "GK604",
    "citation-brackets",
    Severity.WARNING,
    basis="GB/T 9704—2012《党政机关公文格式》7.2.5：年份用六角括号“〔〕”，序号不加“第”，不编虚位",
    message="文号写的是“{found}”，应写“{expected}”",
)
def citation_brackets(case: Case) -> Iterator[Fact]:
    """文号的括号、虚位或“第”字不规范。

    查什么：发文字号中的年份是否用六角括号〔〕；序号前有没有“第”字和补位的 0。法院案号、国务院令号不算。

    为什么：这是公文格式国家标准的规定。

    例：国办公开办函[2021]030号，应写国办公开办函〔2021〕30号。

    怎样改：按标准改；--fix 可以改。
    """
    for passage in case.texts.bodies:
        for match in BRACKETS.finditer(passage.text) if "号" in passage.text else ():
            right = f"〔{match['year']}〕{match['number']}"
            if match[0] != right:
                yield text_fact(passage, *match.span(), expected=right, facts=mend(right))
