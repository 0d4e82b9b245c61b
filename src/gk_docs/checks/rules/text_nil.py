"""GK502, GK506, GK507: none against some, all finished against some carried over, one thing in several units."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from gk_docs.checks.claims.agreement import printed_sum
from gk_docs.checks.claims.nil import NILS
from gk_docs.checks.rule import Fact, rule
from gk_docs.checks.text.citations import NOTICE
from gk_docs.checks.text.quoting import text_fact
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.claims.nil import Nil
    from gk_docs.checks.text.texts import Passage

_SOME = "文中说有 {found}，表中相应的格是 0：{sentence}"
_ASKED: Final = ("received", "received_bare", "applications")
_SECTIONS = ("summary", "active_disclosure", "requests", "review_litigation", "other_matters")


@rule(
    "GK502",
    "text-nil",
    Severity.WARNING,
    basis=f"《中华人民共和国政府信息公开条例》第五十条；{NOTICE.number}：文字与表格为同一事实",
    message="文中说“{found}”，表中相应的格合计是 {expected}：{sentence}",
)
def text_nil(case: Case) -> Iterator[Fact]:
    """文字说没有，表中却有；或者相反。

    查什么：文字中“未收到申请”“没有上年结转”“未发生行政复议、行政诉讼”“未制发规范性文件”等说法，表中对应的格是否
    为 0；反过来，文字说收到申请若干件，表中新收却是 0。说的是上年、某类申请、某一渠道、假设或条件的不比。

    为什么：有和没有是最容易被看出的矛盾，多半是沿用了上年的文字。

    例：文中写全年未收到政府信息公开申请，表三“本年新收”总计是 3。

    怎样改：核对后改正其中一处。
    """
    for passage in case.texts.bodies:
        if passage.section in _SECTIONS:
            yield from _denied(case, passage)
    for claim in case.claims:
        sums = [printed_sum(case, group) for group in claim.readings]
        if claim.subject in _ASKED and claim.quantity.low > 0 and sums[0] == 0 and not any(sums):
            yield text_fact(claim.passage, *claim.span, expected=0, others=claim.readings[0], message=_SOME)


def _denied(case: Case, passage: Passage) -> Iterator[Fact]:
    for nil in NILS:
        for match in nil.within(passage):
            if nil.holds_for(passage, match, case.report):
                yield from _against(case, passage, nil, match)


def _against(case: Case, passage: Passage, nil: Nil, match: re.Match[str]) -> Iterator[Fact]:
    groups = [path for figure in nil.figures for path in _paths(case, figure)]
    values = [case.settled[path] for path in groups]
    positive = sum(value for value in values if value)
    if positive:
        yield text_fact(passage, *match.span(), expected=positive, others=tuple(groups))


def _paths(case: Case, figure: str) -> list[str]:
    if not figure.endswith(".*"):
        return [figure] if figure in case.settled else []
    return [path for path in case.settled if path.startswith(figure[:-1]) and path.endswith(".total")]


_ALL = re.compile(
    "(?:全部|均已|都已|已全部|均|悉数)(?:按时|按期|依法|依规|及时|规范|如期|准时|依法依规|在法定(?:期|时)限内|、)*"
    "(?:予以|进行|完成)?(?:办结|办理完毕|办理完结|答复完毕|办复)|(?:全部|已全部)(?:按时|按期|依法|及时|规范|予以|进行)*(?:答复|回复)"
    "|(?:办结|答复|办复)率(?:均)?(?:为|达到?|达到了|保持)?(?:100[%％]|百分之百)"
)
_CARRIED = re.compile("结转|顺延|转入下|延期|下一?年度|尚在办理|正在办理|在办")
_ABOUT_APPLICATIONS = re.compile("申请")
_NOT_APPLICATIONS = re.compile("提案|建议|信访|留言|咨询|热线|来信|诉求|工单|投诉|举报|事项")


@rule(
    "GK506",
    "finished-but-carried",
    Severity.WARNING,
    basis=f"{NOTICE.number}表三第四项“结转下年度继续办理”",
    message="文中说“{found}”，表三结转下年度继续办理的是 {expected} 件：{sentence}",
)
def finished_but_carried(case: Case) -> Iterator[Fact]:
    """文字说全部办结，表中却有结转下年度的申请。

    查什么：说申请“全部办结”“均已按期办结”“全部答复”“办结率100%”而表三“结转下年度继续办理”大于 0。同一句中交代了结
    转、顺延的不算；提案、建议、信访、咨询的办理情况不算。

    为什么：结转的就是没有办结的。

    例：文中写 12 件申请全部办结，表三结转下年度 2 件。

    怎样改：写明办结和结转各多少件；如表中有误，改表。
    """
    carried = case.settled.get("requests.carried_forward.total")
    for passage in case.texts.bodies if carried else ():
        for match in _ALL.finditer(passage.text) if passage.section in ("summary", "requests") else ():
            sentence = passage.sentence_at(match.start()).text
            asked = passage.part == "on_request" or _ABOUT_APPLICATIONS.search(sentence)
            if asked and not _CARRIED.search(sentence) and not _NOT_APPLICATIONS.search(sentence):
                yield text_fact(passage, *match.span(), expected=carried, others=("requests.carried_forward.total",))


_FAMILIES: Final = {
    "申请": ("received", "received_bare", "applications", "finished", "brought_forward", "carried_forward"),
    "行政复议": ("reconsideration",),
    "行政诉讼": ("litigation", "direct_litigation", "litigation_after"),
    "行政规范性文件": ("normative_documents",),
    "规章": ("rules",),
}
_COUNTERS: Final = frozenset(("件", "宗", "份", "条", "起", "次", "个", "例"))
_YUAN = re.compile(r"[0-9０-９,，.．]+\s*元")
_IN_CELL = "“{found}”填在以万元为单位的格内，应为 {expected} 万元"


@rule(
    "GK507",
    "mixed-units",
    Severity.WARNING,
    basis=f"{NOTICE.number}：件数以件计，收费金额以万元计；GB/T 15835—2011：同类别同形式",
    message="同是{what}，这里以“{found}”计，别处以“{expected}”计：{sentence}",
)
def mixed_units(case: Case) -> Iterator[Fact]:
    """同一事项用了不同的量词或单位。

    查什么：文字中申请、行政复议、行政诉讼、规范性文件、规章各自的件数，量词是否前后一致（件、宗、份、条、起、次、个不
    混用）；以万元为单位的格内是否写了“元”。

    为什么：表格以件和万元计；换了单位，数就无法核对，收费金额会差一万倍。

    例：受理申请 12 件，答复 12 条；“行政事业性收费”一格写 251000元。

    怎样改：统一用“件”；金额换算成万元。
    """
    for what, subjects in _FAMILIES.items():
        units = [(claim, claim.quantity.unit) for claim in case.claims if claim.subject in subjects]
        counts = Counter(unit for _, unit in units if unit in _COUNTERS)
        usual = "件" if counts["件"] else next(iter(counts), "件")
        for claim, unit in units:
            if unit in _COUNTERS and unit != usual:
                yield text_fact(claim.passage, *claim.span, found=unit, expected=usual, facts={"what": what})
    yield from _yuan_in_cell(case)


def _yuan_in_cell(case: Case) -> Iterator[Fact]:
    for path, words in case.report.printed.words.items():
        figure = case.outline.figures.get(path)
        if figure and figure.unit == "万元" and _YUAN.fullmatch(words.strip()):
            from gk_docs.chinese.scale import parse_scaled, yuan_to_wan  # noqa: PLC0415 - a rare case

            yuan = parse_scaled(words.strip().removesuffix("元").replace("，", ","))
            yield Fact(path=path, found=words, expected=yuan_to_wan(yuan), message=_IN_CELL)
