"""GK210: section 五 must name problems and what is done about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.bodies.names import names_of
from gk_docs.checks.evidence.quoting import text_fact
from gk_docs.checks.rule import PREVIOUS, Fact, rule
from gk_docs.checks.rules.numbering import items_of
from gk_docs.checks.rules.sections import unseen
from gk_docs.checks.text.citations import NOTICE
from gk_docs.checks.text.entries import pieced_lines
from gk_docs.checks.text.hollow import is_hollow
from gk_docs.chinese.scale import scaled_or_none
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gk_docs.checks.case import Case

_NONE = re.compile("(?:不存在|未发现|没有|暂无|无)(?:任何|明显|突出|重大|较大)?(?:的)?问题(?!导向)")
PHRASES: Final = tuple(pieced_lines("gk_docs.checks.rules", "problems.txt"))
"""How a problem or a measure is said: which of them, a text that says it, its pattern."""

_PROBLEM, _MEASURE, _ACT = (
    re.compile("|".join(pattern for said, _, pattern in PHRASES if said == sort))
    for sort in ("problem", "measure", "act")
)
_CLAUSE_ENDS = re.compile("[，。；：:\n]")
_NOTHING_DONE = re.compile("(?:措施|改进|整改)(?:措施|情况|方向)?[：:](?:无|暂无|略|没有)(?=[。；\n]|$)")
_TO_BE_DONE = re.compile("(?:[有亟]待|[仍还尚]?需要?|不够)(?:进一步|继续|不断)?[\u4e00-\u9fff]{0,2}")
_NUMERAL = "[一二两三四五六七八九十1-9]"
_COUNT = re.compile(
    f"(?:存在|主要|还有|仍有|有|以下|下列|如下)[^，。；：:\n]{{0,12}}?(?P<number>{_NUMERAL})(?:个|点|项|条|处)?(?:方面|大)?(?:的)?"
    f"(?:主要|突出|明显)?(?:问题|不足|短板|差距|薄弱环节|薄弱|弱项)[^。；\n]{{0,4}}(?:[：:。]|，(?=一是))"
    f"|(?:问题|不足|短板)(?:主要|共)?有?(?P<behind>{_NUMERAL})(?:个方面|方面|个|点|项|条|处)[：:。]"
)
_LISTED = re.compile("[^一（(1第]{0,3}?(?:一是|[（(][一1][）)]|1[.．、]|一、|第一[，,]|其一)")
_NO_PROBLEM = "没有写任何具体的问题。"
_NO_MEASURE = "只写了问题，没有写改进的措施。"
_NOT_TAKEN_UP = "没有写上一年度报告所列问题的整改情况。"
_TAKEN_UP = re.compile("上年|去年|上一年|往年|整改|前期|年度报告提出|20[0-9]{2}年")
_MISCOUNTED = "写的是 {found} 个问题，列出的是 {expected} 个：{sentence}"


@rule(
    "GK210",
    "problems-hollow",
    Severity.WARNING,
    basis=f"《中华人民共和国政府信息公开条例》第五十条第一款第（五）项；{NOTICE.cited}第五部分",
    message="说“{found}”：{sentence}",
)
def problems_hollow(case: Case) -> Iterator[Fact]:
    """第五部分没有具体的问题，或者没有改进措施。

    查什么：五、存在的主要问题及改进情况，是否写了具体的问题（“不存在问题”“取得一定成绩”“还有差距”不是）、是否写了已经或将
    要采取的措施；写“三个问题”的，列出的是否三个。有上一年度报告时，已公开的报告没有交代上年
    所列问题的，作为提示。

    为什么：条例要求报告存在的主要问题及改进情况；只写成绩，或者只写问题，等于没有报告。有的地方逐条对照打分。

    例：第五部分只写“我镇政府信息公开工作取得了一定成绩，得到群众一致好评。”

    怎样改：写本年实际遇到的问题，每个问题写明怎样改；上年的问题写明整改结果。
    """
    passages = [one for one in case.texts.bodies if one.section == "problems"]
    said = "\n".join(one.text for one in passages)
    if len(said) < _SHORTEST or unseen(case, "problems") or case.may_have_lost(_PROBLEM):
        return
    for passage in passages:
        for match in _NONE.finditer(passage.text):
            yield text_fact(passage, *match.span())
    named = {part.name: len(part.body.text) for part in case.report.problems.parts if part.name}
    told_apart = not _PRAISE.search(said) and _is_told_apart(case, named)
    measures = named.get("measures", 0) + named.get("rectified", 0) >= _SHORTEST
    hollow = is_hollow(said, names_of(case.report.agency))
    if (not _PROBLEM.search(said) and not told_apart) or hollow:
        if not _NONE.search(said):
            yield Fact(path="problems", message=_NO_PROBLEM)
    elif not (
        measures or f"{case.report.year + 1}年" in said or _is_mended(_TO_BE_DONE.sub("", _NOTHING_DONE.sub("", said)))
    ):
        yield Fact(path="problems", message=_NO_MEASURE)
    yield from _miscounted(case, said)
    last = "" if case.no_comparison or case.previous is None else case.previous.problems.text
    if case.origin == "published" and _PROBLEM.search(last) and not _TAKEN_UP.search(said):
        yield Fact(path="problems", message=_NOT_TAKEN_UP, severity=Severity.INFO, others=(f"{PREVIOUS}problems",))


def _is_told_apart(case: Case, named: Mapping[str, int]) -> bool:
    """Whether what stands under 存在的主要问题 is a problem in whatever words: long, or with substance and measures."""
    if named.get("remaining", 0) >= _TOLD or "measures" not in named:
        return named.get("remaining", 0) >= _TOLD
    names = names_of(case.report.agency)
    parts = [one.body.text for one in case.report.problems.parts if one.name == "remaining"]
    return any(len(one) >= _SHORTEST and not is_hollow(one, names) for one in parts)


_SHORTEST, _TOLD = 10, 60  # characters


def _is_mended(said: str) -> bool:
    """Whether a text says what is done: an act in a clause that tells no problem."""
    return any(
        _MEASURE.search(clause) or (_ACT.search(clause) and not _PROBLEM.search(clause))
        for clause in _CLAUSE_ENDS.split(said)
    )


_PRAISE = re.compile("成绩|成效|好评|肯定|顺利|达标|圆满")


def _miscounted(case: Case, said: str) -> Iterator[Fact]:
    match = _COUNT.search(said)
    if not match:
        return
    number = scaled_or_none(match["number"] or match["behind"])
    listed = items_of(said[match.end() :]) if _LISTED.match(said, match.end() - 2) else 0
    for passage in case.texts.bodies if number is not None and 0 < listed != number else ():
        at = passage.text.find(match[0]) if passage.section == "problems" else -1
        if at >= 0:
            yield text_fact(passage, at, at + len(match[0]), found=number, expected=listed, message=_MISCOUNTED)
            return
