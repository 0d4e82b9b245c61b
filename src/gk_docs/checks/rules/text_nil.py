"""GK502, GK506 and GK507: 未收到申请 and 全部办结 that the tables contradict, and one thing in several units."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.claims.subjects import ASKED, BLOCKS_OF, RESULTS
from gk_docs.checks.evidence.agreement import printed_sum
from gk_docs.checks.evidence.quoting import text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.checks.text.citations import NOTICE
from gk_docs.chinese.labels import normalise
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.claims.claim import Claim

_SOME = "文中说有 {found}，表中相应的格是 0：{sentence}"


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
    for claim in case.claims.denied:
        [figures] = claim.readings
        some = sum(value for path in figures if (value := case.settled[path]))
        if some:
            yield text_fact(claim.passage, *claim.span, expected=some, others=figures)
    for claim in case.claims.numbers:
        sums = [printed_sum(case, group) for group in claim.readings]
        if claim.subject in ASKED and claim.quantity.low > 0 and sums[0] == 0 and not any(sums):
            yield text_fact(claim.passage, *claim.span, expected=0, others=claim.readings[0], message=_SOME)


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
    for claim in case.claims.finished:
        [figures] = claim.readings
        if carried := printed_sum(case, figures):
            yield text_fact(claim.passage, *claim.span, expected=carried, others=figures)


_COUNTED: Final = {
    **dict.fromkeys(RESULTS, ""),
    **dict.fromkeys(BLOCKS_OF, "行政复议、行政诉讼"),
    **dict.fromkeys(("licences", "penalties", "compulsion"), "行政许可、处罚、强制"),
    "normative_documents": "行政规范性文件",
    "rules": "规章",
    "fees": "行政事业性收费",
    "finished": "申请",
}
"""What the number of a subject counts; any other subject counts 申请."""
_COUNTERS: Final = frozenset(("件", "宗", "份", "条", "起", "次", "个", "例", "项"))
_NO_COUNTERS: Final = {
    "申请": "条起",
    "行政复议、行政诉讼": "条",
    "行政规范性文件": "条起次",
    "行政许可、处罚、强制": "条",
}
"""By thing, counters that are never used for it (38条申请)."""
_YUAN = re.compile(r"(?P<number>[0-9,.]+)\s*\(?(?P<scale>(?!万)(?:[十百千]?万|[百千亿])?)元\)?")
_MISFIT = "{what}应以“{expected}”计，这里写的是“{found}”：{sentence}"
_UNIT_ABOVE = re.compile("单位[：:][^\n。]*?(?<![万亿])(?P<unit>元)")
_ABOVE = "表前写的单位是“{found}”，表中收费金额以“{expected}”计：{sentence}"
_IN_CELL = "“{found}”填在以万元为单位的格内，应为 {expected} 万元"


@rule(
    "GK507",
    "mixed-units",
    Severity.WARNING,
    basis=f"{NOTICE.number}：件数以件计，收费金额以万元计；GB/T 15835—2011：同类别同形式",
    message="{what}应前后一致地以“{expected}”计，这里以“{found}”计：{sentence}",
)
def mixed_units(case: Case) -> Iterator[Fact]:
    """同一事项用了不同的量词或单位。

    查什么：文字中申请、行政复议、行政诉讼、规范性文件、规章、行政许可、行政处罚、行政强制各自的件数，量词是否前后一致（件、宗、份、条、起、次、个、项
    不混用），是否用了不能计它的量词（申请38条、规范性文件2条、行政许可126万元；申请通篇以条、起计的，作提示）；以万元为单位的格内是否写了“元”“千元”，有这种格的表前写的单位是否是“元”。

    为什么：表格以件和万元计；换了单位，数就无法核对，收费金额会差一万倍。

    例：受理申请 12 件，答复 12 条；“行政事业性收费”一格写 251000元。

    怎样改：统一用“件”；金额换算成万元。
    """
    counted = (*case.claims.numbers, *case.claims.at_most)
    things = dict.fromkeys(map(_thing, counted)) if _is_mixed(counted) else ()
    for what in filter(None, things):
        units = [(claim, _counter(claim)) for claim in counted if _thing(claim) == what]
        counts = Counter(unit for _, unit in units if unit in _COUNTERS and unit not in _NO_COUNTERS.get(what, ""))
        usual = "件" if counts["件"] else next(iter(counts), "件")
        throughout = what == "申请" and len({unit for _, unit in units}) == 1  # an honest local habit
        severity = Severity.INFO if throughout else None
        for claim, unit in units:
            if unit in _COUNTERS and unit != usual and not _counts_papers(claim, case):
                facts = {"what": what}
                yield text_fact(claim.passage, *claim.span, found=unit, expected=usual, facts=facts, severity=severity)
    for claim in case.claims.misfits:
        expected, facts = "件" if claim.quantity.kind == "money" else "万元", {"what": _thing(claim)}
        yield text_fact(claim.passage, *claim.span, expected=expected, facts=facts, message=_MISFIT)
    yield from _yuan_in_cell(case)
    yield from _unit_above(case)


def _thing(claim: Claim) -> str:
    """What a number counts; "" for the results of cases, which have no counter of their own."""
    return _COUNTED.get(claim.subject, "申请")


def _counter(claim: Claim) -> str:
    """The counter of a number: 条 for 条次; "" if it has none."""
    unit = claim.quantity.unit or ""
    return unit.removesuffix("次") or unit


def _counts_papers(claim: Claim, case: Case) -> bool:
    """Whether the sentence has papers in the same unit: 发出补正通知11份，补齐9份，2份逾期未补正."""
    known = {one.span[0] for one in (*case.claims.numbers, *case.claims.at_most) if one.passage is claim.passage}
    told = claim.passage.quantities_in(claim.sentence.start, claim.span[0])
    return any(one.unit == claim.quantity.unit == "份" and one.start not in known for one in told)


def _is_mixed(claims: Iterable[Claim]) -> bool:
    """Whether the numbers of the text have more than one counter, or one that is wrong for some things (条, 起, 次)."""
    units = _COUNTERS.intersection(map(_counter, claims))
    return len(units) > 1 or not units.isdisjoint("条起次")


def _yuan_in_cell(case: Case) -> Iterator[Fact]:
    for path, words in case.report.printed.words.items():
        figure = case.outline.figures.get(path)
        if figure and figure.unit == "万元" and (amount := _YUAN.fullmatch(normalise(words))):
            from gk_docs.chinese.scale import parse_scaled, yuan_to_wan  # noqa: PLC0415 - a rare case

            yuan = parse_scaled(f"{amount['number']}{amount['scale']}")
            yield Fact(path=path, found=words, expected=yuan_to_wan(yuan), message=_IN_CELL)


def _unit_above(case: Case) -> Iterator[Fact]:
    for passage in case.texts.holding(_UNIT_ABOVE):
        units = {figure.unit for path, figure in case.outline.figures.items() if path.startswith(f"{passage.section}.")}
        line = _UNIT_ABOVE.search(passage.text)
        if line and passage.path.endswith(".before") and "万元" in units and "元" not in units:
            yield text_fact(passage, *line.span("unit"), expected="万元", message=_ABOVE)
