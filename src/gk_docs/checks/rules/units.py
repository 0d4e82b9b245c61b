"""GK507: one thing counted in several units, or in a unit that cannot count it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.claims.subjects import BLOCKS_OF, RESULTS
from gk_docs.checks.evidence.quoting import text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.checks.text.citations import NOTICE
from gk_docs.checks.text.counters import miscounted
from gk_docs.checks.text.equivalents import unequal
from gk_docs.chinese.labels import normalise
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.claims.claim import Claim

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
_COUNTERS_OF: Final = {"penalties": "起宗例", "compulsion": "起宗例", "litigation": "起", "all_cases": "起"}
"""By subject, counters that it may have throughout, if it is told apart: 许可126件；处罚18起."""
_COUNTED_ANYWAY: Final = ("compulsion", "次")
"""A subject with a counter that it may have beside any other: 许可86件，采取强制措施2次."""
_YUAN = re.compile(r"(?P<number>[0-9,.]+)\s*\(?(?P<scale>(?!万)(?:[十百千]?万|[百千亿])?)元\)?")
_MISFIT = "{what}应以“{expected}”计，这里写的是“{found}”：{sentence}"
_UNEQUAL = "同一个数用两种单位写，{found}应为 {expected}：{sentence}"
_NOT_SO = "{what}不能以“{found}”计，请核对数和量词：{sentence}"
_OF_FEES = re.compile("收费|[收缴征][取缴收]|[\u4e00-\u9fff]费|核定")
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
    不混用），是否用了不能计它的量词（申请38条、规范性文件2条、推送286人次、标注率100件、线路86万元、由41天缩短到13条；申请通篇以条、起计的，作提示）；同一个数用
    两种单位写的，是否相等（151.25万元，折合15125000元）；以万元为单位的格内是否写了“元”“千元”，有这种格的表前写的单位是否是“元”。

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
            own = _has_its_own(claim, unit, units)
            if unit in _COUNTERS and unit != usual and not own and not _is_beside_papers(claim, case):
                facts = {"what": what}
                yield text_fact(claim.passage, *claim.span, found=unit, expected=usual, facts=facts, severity=severity)
    for claim in case.claims.misfits:
        expected, facts = "件" if claim.quantity.kind == "money" else "万元", {"what": _thing(claim)}
        yield text_fact(claim.passage, *claim.span, expected=expected, facts=facts, message=_MISFIT)
    told = {claim.span for claim in case.claims.misfits}
    for passage in case.texts.bodies:
        for start, end, noun in miscounted(passage.text):
            if (start, end) not in told:
                yield text_fact(passage, start, end, facts={"what": noun}, message=_NOT_SO)
        for number, right in unequal(passage.text, passage.quantities):
            yield text_fact(passage, number.start, number.end, expected=right, message=_UNEQUAL)
    yield from _of_the_cell(case, told)
    yield from _yuan_in_cell(case)
    yield from _unit_above(case)


def _thing(claim: Claim) -> str:
    """What a number counts; "" for the results of cases, which have no counter of their own."""
    return _COUNTED.get(claim.subject, "申请")


def _counter(claim: Claim) -> str:
    """The counter of a number: 条 for 条次; "" if it has none."""
    unit = claim.quantity.unit or ""
    return unit.removesuffix("次") or unit


def _has_its_own(claim: Claim, unit: str, units: Iterable[tuple[Claim, str]]) -> bool:
    """Whether a number may have another counter than others: 决定书316份, 强制措施2次, cases in 起 throughout."""
    apart = unit in _COUNTERS_OF.get(claim.subject, "") and _is_apart(claim, units)
    paper = unit == "份" and claim.passage.text.startswith("书", claim.span[0] - 1)
    return apart or paper or (claim.subject, unit) == _COUNTED_ANYWAY


def _is_apart(claim: Claim, units: Iterable[tuple[Claim, str]]) -> bool:
    """Whether a number has the counter of all others of its subject, and no other one stands with it."""
    text = claim.passage.text
    begin = max(text.rfind(mark, 0, claim.span[0]) for mark in "；。\n") + 1
    beside = [one for one, _ in units if one.passage is claim.passage and begin <= one.span[0] < claim.span[0]]
    return not beside and len({unit for one, unit in units if one.subject == claim.subject}) == 1


def _is_beside_papers(claim: Claim, case: Case) -> bool:
    """Whether the sentence has papers in the same unit: 发出补正通知11份，补齐9份，2份逾期未补正."""
    known = {one.span[0] for one in (*case.claims.numbers, *case.claims.at_most) if one.passage is claim.passage}
    told = claim.passage.quantities_in(claim.sentence.start, claim.span[0])
    return any(one.unit == claim.quantity.unit == "份" and one.start not in known for one in told)


def _is_mixed(claims: Iterable[Claim]) -> bool:
    """Whether the numbers of the text have more than one counter, or one that is wrong for some things (条, 起, 次)."""
    units = _COUNTERS.intersection(map(_counter, claims))
    return len(units) > 1 or not units.isdisjoint("条起次")


def _of_the_cell(case: Case, told: Collection[tuple[int, int]]) -> Iterator[Fact]:
    """Sums that are the figure of the fees in another unit than the cell's: 收取水资源费151.25元."""
    fees = case.settled.get("active_disclosure.fees")
    for passage in case.texts.bodies if fees else ():
        for one in passage.quantities if passage.section == "summary" else ():
            slip = one.kind == "money" and one.unit in ("元", "亿元") and one.value == fees and not one.approximate
            sentence = passage.sentence_at(one.start)
            about = _OF_FEES.search(passage.text, sentence.start, one.start)
            if slip and about and "信息处理费" not in sentence.text and (one.start, one.end) not in told:
                facts = {"what": _COUNTED["fees"]}
                yield text_fact(passage, one.start, one.end, expected="万元", facts=facts, message=_MISFIT)


def _yuan_in_cell(case: Case) -> Iterator[Fact]:
    for path, words in case.report.printed.words.items():
        figure = case.outline.figures.get(path)
        if figure and figure.unit == "万元" and (amount := _YUAN.fullmatch(normalise(words))):
            from gk_docs.chinese.scale import scaled_or_none, yuan_to_wan  # noqa: PLC0415 - a rare case

            yuan = scaled_or_none(f"{amount['number']}{amount['scale']}")
            yield Fact(path=path, found=words, expected=yuan and yuan_to_wan(yuan), message=_IN_CELL)


def _unit_above(case: Case) -> Iterator[Fact]:
    for passage in case.texts.holding(_UNIT_ABOVE):
        units = {figure.unit for path, figure in case.outline.figures.items() if path.startswith(f"{passage.section}.")}
        line = _UNIT_ABOVE.search(passage.text)
        if line and passage.path.endswith(".before") and "万元" in units and "元" not in units:
            yield text_fact(passage, *line.span("unit"), expected="万元", message=_ABOVE)
