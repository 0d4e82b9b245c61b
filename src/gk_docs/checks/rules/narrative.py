"""GK205 to GK207 and GK212: what the narrative sections must say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.checks.bodies.names import body_of
from gk_docs.checks.rule import Fact, perhaps_lost, rule
from gk_docs.checks.rules.sections import unseen
from gk_docs.checks.text.citations import NOTICE
from gk_docs.chinese.labels import strip_numbering
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case
    from gk_docs.form.parts import Narrative

_REGULATION = "《中华人民共和国政府信息公开条例》"
_SHORTEST, _PLENTY = 10, 25  # characters; _PLENTY is enough even with a list mark counted
_SAID = re.compile(rf"[^\W\d]{{{_SHORTEST}}}")  # running text


@rule(
    "GK205",
    "narrative-empty",
    Severity.ERROR,
    basis=f"{_REGULATION}第五十条；{NOTICE.cited}第一、五部分",
    message="没有实质内容：正文只有 {count} 个字，至少应有 {least} 个字。",
)
def narrative_empty(case: Case) -> Iterator[Fact]:
    """第一或第五部分没有内容。

    查什么：一、总体情况和五、存在的主要问题及改进情况，正文（不计序号和规定的小标题）是否为空、为“无”或不足十个字。
    已公开的报告中没有找到标题的，不查（见 GK202）。

    为什么：这两部分须以文字说明；空白或只写“无”，等于没有报告条例要求的内容。

    例：第五部分只写“无”。

    怎样改：第一部分说明主动公开、依申请公开、政府信息管理、平台建设、监督保障的情况；第五部分写具体问题和措施。
    """
    for name in ("summary", "problems"):
        body = _body(getattr(case.report, name))
        if len(body) < _SHORTEST and not unseen(case, name):
            facts = {"count": len(body), "least": _SHORTEST}
            yield perhaps_lost(name) if case.may_have_lost(_SAID) else Fact(path=name, found=body, facts=facts)


def _unspaced(text: str) -> str:
    return "".join(text.split())


def _body(section: Narrative) -> str:
    """The text of a section without whitespace, list marks and the headings that the form prescribes.

    If one paragraph alone is long enough, return just that paragraph.
    """
    bare = (_unspaced(block.text) for part in section.parts for block in part.body)
    if enough := next((text for text in bare if len(text) >= _PLENTY), None):
        return enough
    own = [part.heading or "" for part in section.parts if part.name is None]
    blocks = [block.text for part in section.parts for block in part.body]
    return _unspaced("".join(map(strip_numbering, [*own, *blocks])))


_FEE = re.compile("处理费|[收缴]费|费用|收取.{0,12}费")


@rule(
    "GK206",
    "fee-not-reported",
    Severity.WARNING,
    basis=f"{NOTICE.cited}第六部分：收取信息处理费情况在此处报告；《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
    message="没有报告收取信息处理费的情况；没有收取的，也应写明。",
    applies=lambda form: form.asks_for("other_matters.processing_fee"),
)
def fee_not_reported(case: Case) -> Iterator[Fact]:
    """第六部分没有报告信息处理费。

    查什么：六、其他需要报告的事项中，是否提到信息处理费（或收费、费用）。只用于要求在此处报告的格式。

    为什么：规定格式指定在此处报告收取信息处理费情况，接受公众监督。

    例：第六部分只写“无其他需要报告的事项。”

    怎样改：写明发出收费通知的件数、金额和实际收取的金额；没有的写明没有收取。
    """
    said = _unspaced(case.report.other_matters.text)
    if not _FEE.search(said) and not unseen(case, "other_matters"):
        yield perhaps_lost("other_matters") if case.may_have_lost(_FEE) else Fact(path="other_matters")


_PARTS = {
    "active_disclosure": ("主动公开", re.compile("主动公开|公开[^。]{0,12}信息|发布")),
    "on_request": ("依申请公开", re.compile("申请")),
    "management": ("政府信息管理", re.compile("信息管理|保密审查|三审|规范性文件|公开属性|清理|审核|审查|管理")),
    "platform": ("政府信息公开平台建设", re.compile("平台|网站|公众号|新媒体|专区|专栏|公开栏")),
    "oversight": ("监督保障", re.compile("监督|考核|评议|培训|追究|领导|保障")),
}
_FEW = 2  # with fewer of the five headings, the section is not divided by them


@rule(
    "GK212",
    "summary-part-missing",
    Severity.WARNING,
    basis=f"{NOTICE.cited}第一部分：主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障等方面的情况",
    message="第一部分没有说明{missing}的情况。",
    applies=lambda form: form.asks_for("summary.oversight"),
)
def summary_part_missing(case: Case) -> Iterator[Fact]:
    """第一部分缺少规定的方面。

    查什么：总体情况分小标题写的，主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面，有没有一个方面既没有小标题、
    整个部分里也没有提到，或者小标题下什么都没有写。没有分小标题的不查；小标题下只有套话的，见 GK215。

    为什么：格式规定第一部分说明这五个方面的情况。

    例：总体情况只有主动公开、依申请公开、平台建设三个小标题，全文没有提到信息管理和监督保障。

    怎样改：补上缺少的方面。
    """
    summary = case.report.summary
    named = {part.name for part in summary.parts if part.body.text.strip()}
    if len(named & _PARTS.keys()) < _FEW or named >= _PARTS.keys() or case.lost:
        return
    said = _unspaced(summary.text)
    empty = {part.name for part in summary.parts if not part.body}
    unsaid = [name for name, (_, known) in _PARTS.items() if name not in named and not known.search(said)]
    missing = [words for name, (words, _) in _PARTS.items() if name in empty or name in unsaid]
    if missing:
        yield Fact(path="summary", expected="、".join(missing), facts={"missing": "、".join(missing)})


_OVERSIGHT = {
    "工作考核": re.compile("考核|考评"),
    "社会评议": re.compile("评议|测评|满意度|社会评价"),
    "责任追究": re.compile("追究|问责|追责"),
}
_ELSEWHERE = frozenset(("active_disclosure", "on_request", "management", "platform"))


@rule(
    "GK207",
    "oversight-incomplete",
    Severity.WARNING,
    basis=f"{_REGULATION}第五十条第一款第（四）项：各级人民政府的报告还应包括工作考核、社会评议和责任追究结果情况；{NOTICE.cited}第一部分监督保障",
    message="人民政府的报告未说明{missing}结果情况。",
    applies=lambda form: form.asks_for("summary.oversight"),
)
def oversight_incomplete(case: Case) -> Iterator[Fact]:
    """人民政府的监督保障缺少工作考核、社会评议或责任追究。

    查什么：各级人民政府（包括乡镇人民政府）的第一部分，是否在“监督保障”（或没有归入其他小标题的文字）中分别提到工作
    考核、社会评议、责任追究；没有“监督保障”这一小标题的，看整个第一部分。部门、街道办事处不查。

    为什么：条例对人民政府的年度报告有专门要求。

    例：某镇人民政府的监督保障只写组织领导和培训。

    怎样改：在监督保障中逐项写明结果；没有发生责任追究的，写明没有。
    """
    summary = case.report.summary
    parts = summary.parts if summary.oversight is None else [one for one in summary.parts if one.name not in _ELSEWHERE]
    said = _unspaced("".join([f"{one.heading or ''}{one.body.text}" for one in parts]))
    missing = [item for item, pattern in _OVERSIGHT.items() if not pattern.search(said)]
    if missing and said and body_of(case.report.agency).is_government:
        part = "summary" if summary.oversight is None else "summary.oversight"
        if any(case.may_have_lost(_OVERSIGHT[item]) for item in missing):
            yield perhaps_lost(part)
            return
        yield Fact(path=part, expected="、".join(missing), facts={"missing": "、".join(missing)})
