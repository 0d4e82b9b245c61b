"""GK603 and GK604: laws and notices cited wrongly, and document numbers written wrongly (〔2021〕30号)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.checks.evidence.quoting import mend, text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.checks.spelling.set_phrases import misspelt
from gk_docs.checks.text.citations import (
    ARTICLE,
    ARTICLES,
    BRACKETS,
    FORM_NUMBER,
    FORMS,
    LAST_ARTICLE,
    LAW,
    LAW_NUMBER,
    LIMITS,
    NAMES,
    NOT_A_LAW,
    NOTICE,
    NUMBERED,
    OLD_LAW,
    PUBLISHES,
    REPEALED,
    SCHOOLS,
    SUPERSEDED,
    TITLE,
    TO_PUBLISH,
    number_of,
)
from gk_docs.chinese.scale import scaled_or_none
from gk_docs.finding import Severity
from gk_docs.form.editions import form_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.text.texts import Passage

_GONE = re.compile("废止|失效|不再(?:执行|使用)|修订前|原《|旧")
_CITED = re.compile("国办|国令|国务院|条例|办法|意见|通知")
_HINT = re.compile("号|通知》|试行|起施行")
_ARTICLE_HINT, _NUMBER = (
    re.compile("条例(?:》|》?（[^）]{0,24}）)?的?第"),
    re.compile("第([一二三四五六七八九十0-9]+)条"),
)
_WRONG_LAW = "条例的令号写的是 {found}，应为 {expected}：{sentence}"
_WRONG_FORM = "没有“{found}”这个文号的年度报告格式通知，应为 {expected}：{sentence}"
_WRONG_NUMBER = "这个文件的文号写的是“{found}”，应为 {expected}：{sentence}"
_WRONG_NAME = "没有《{found}》，应为《{expected}》：{sentence}"
_NO_ARTICLE = "条例只有五十六条，没有“{found}”：{sentence}"
_WRONG_ARTICLE = "条例的“{found}”说的不是这件事，请核对条号：{sentence}"
_TOO_LONG = "{what}的期限，条例{article}规定不超过 {expected} 个工作日，这里写的是 {found} 个：{sentence}"
_ABOUT_FORM = re.compile("年度报告|格式|编制")


@rule(
    "GK603",
    "superseded-citation",
    Severity.ERROR,
    basis=f"国务院令第711号；{NOTICE.number}",
    message="引用的“{found}”是{what}，已被取代，应引用{expected}",
)
def superseded_citation(case: Case) -> Iterator[Fact]:
    """引用了已被取代的文件，或者名称、令号、文号、条号不对。

    查什么：2021 年度及以后的报告引用〔2019〕60号及其标题，任何年度引用〔2016〕201号、国办发〔2014〕32号、国务院令
    第492号；已经废止的法律（合同法、物权法）；没有的名称（政府信息公开法）；条例的令号不是 711；年度报告格式的文号不是
    〔2021〕30号，信息处理费管理办法等文件的文号不对；条例没有的条，所说的事与条号对不上的条（依据第二十九条在20个工作日内
    答复，作警告）；说答复、延长答复、告知补正、主动公开的期限比条例规定的长的（作警告）。说明文件已废止的句子不算。

    为什么：报告依据现行格式编制；引用旧文件说明格式和口径可能也是旧的。

    例：2023 年度的报告写“根据国办公开办函〔2019〕60号编制”。

    怎样改：改为《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）。
    """
    for passage in case.texts.bodies:
        if _CITED.search(passage.text) and _HINT.search(passage.text):
            yield from _superseded(case, passage)
            yield from _misnumbered(case, passage)
        if "《" in passage.text:
            yield from _misnamed(case, passage)
        if _ARTICLE_HINT.search(passage.text):
            yield from _misplaced(passage)
        if "工作日" in passage.text:
            yield from _too_long(passage)


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
        group = match.lastgroup or 0
        if match[group] not in (LAW, OLD_LAW):
            yield text_fact(passage, *match.span(group), expected=LAW, message=_WRONG_LAW)
    for match in NUMBERED.finditer(passage.text):
        if right := number_of(match["title"], match["number"]):
            yield text_fact(passage, *match.span("number"), expected=right, message=_WRONG_NUMBER)
    for match in FORM_NUMBER.finditer(passage.text):
        sentence = passage.sentence_at(match.start()).text
        is_told = any(citation.pattern.search(sentence) for citation in SUPERSEDED)  # by its title
        if (match["year"], match["number"]) not in FORMS and _ABOUT_FORM.search(sentence) and not is_told:
            right = case.report.form.notice.number
            yield text_fact(passage, *match.span(), expected=right, message=_WRONG_FORM)


def _misnamed(case: Case, passage: Passage) -> Iterator[Fact]:
    """Titles in 《》 of laws that were repealed or never existed."""
    for match in TITLE.finditer(passage.text):
        since, instead = REPEALED.get(match["name"], (0, ""))
        law = NOT_A_LAW.fullmatch(match["name"])
        if since and case.report.year >= since and not _GONE.search(passage.sentence_at(match.start()).text):
            facts = {"what": f"{since}年起已经废止的法律法规"}
            yield text_fact(passage, *match.span("name"), expected=instead, facts=facts)
        elif law and match["name"] not in NAMES and not any(True for _ in misspelt(match[0])):
            right = SCHOOLS if law["school"] else "中华人民共和国政府信息公开条例"
            right = f"中华人民共和国{law['law']}法" if law["law"] else right
            yield text_fact(passage, *match.span("name"), expected=right, message=_WRONG_NAME)


def _misplaced(passage: Passage) -> Iterator[Fact]:
    """Articles cited that the 条例 does not have, or that deal with another subject than the sentence."""
    for match in ARTICLE.finditer(passage.text):
        numbers = map(scaled_or_none, _NUMBER.findall(match["articles"]))
        cited = {number for number in numbers if number}
        sentence = passage.sentence_at(match.start())
        if cited <= TO_PUBLISH and PUBLISHES.search(sentence.text):
            continue
        begin = max(sentence.start, passage.text.rfind("；", 0, match.start()) + 1)
        item = passage.text[begin : sentence.end].partition("；")[0]  # 1件依据第十五条；2件依据第十六条
        said = [articles for _, topic, articles in ARTICLES if topic.search(item)]
        if any(number > LAST_ARTICLE for number in cited):
            yield text_fact(passage, *match.span("articles"), message=_NO_ARTICLE)
        elif cited and said and all(cited.isdisjoint(articles) for articles in said):
            yield text_fact(passage, *match.span("articles"), message=_WRONG_ARTICLE, severity=Severity.WARNING)


def _too_long(passage: Passage) -> Iterator[Fact]:
    """Times that are given for answers and the like, and that the 条例 does not allow."""
    for limit in LIMITS:
        for match in limit.pattern.finditer(passage.text):
            if (scaled_or_none(match["days"]) or 0) > limit.days:
                said = {"what": limit.what, "article": limit.article}
                yield text_fact(
                    passage,
                    *match.span("days"),
                    expected=limit.days,
                    facts=said,
                    message=_TOO_LONG,
                    severity=Severity.WARNING,
                )


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
