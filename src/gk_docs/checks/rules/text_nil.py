"""GK502 and GK506: 未收到申请 and 全部办结 that the tables contradict."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gk_docs.checks.bodies.names import hears_cases
from gk_docs.checks.claims.readings import part_of
from gk_docs.checks.claims.subjects import ASKED
from gk_docs.checks.events.absences import NIL, absences_in
from gk_docs.checks.events.events import FIGURES_OF, OUTCOMES, events_in, may_tell
from gk_docs.checks.events.verdicts import verdicts_in
from gk_docs.checks.evidence.agreement import disagrees, printed_sum
from gk_docs.checks.evidence.quoting import text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.checks.text.citations import NOTICE
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.claims.claim import Claim
    from gk_docs.checks.claims.subjects import Group
    from gk_docs.checks.events.events import Event
    from gk_docs.checks.text.texts import Passage
    from gk_docs.form.report import Report

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
    为 0；反过来，文字说收到申请若干件，表中新收却是 0；以及不论有没有写件数，文字说发生过、办过、结转过、
    判决维持过的事，表中对应的格却是 0。说的是上年、某类申请、某一渠道、别的机关、假设、条件或打算的不比。

    为什么：有和没有是最容易被看出的矛盾，多半是沿用了上年的文字。

    例：文中写全年未收到政府信息公开申请，表三“本年新收”总计是 3。

    怎样改：核对后改正其中一处。
    """
    denied = set[tuple[str, int]]()
    for claim in case.claims.denied:
        [figures] = claim.readings
        some = sum(value for path in figures if (value := case.settled[path]))
        if some:
            denied.add((claim.passage.path, claim.sentence.start))
            yield text_fact(claim.passage, *claim.span, expected=some, others=figures)
    for passage, event in _absent(case, NIL.keys() - {"left"}):
        if (passage.path, passage.sentence_at(event.start).start) not in denied:
            some = sum(case.settled[path] or 0 for path in NIL[event.key])
            yield text_fact(passage, event.start, event.end, expected=some, others=NIL[event.key])
    for claim in case.claims.numbers:
        sums = [printed_sum(case, group) for group in claim.readings]
        if claim.subject in ASKED and claim.quantity.low > 0 and sums[0] == 0 and not any(sums):
            yield text_fact(claim.passage, *claim.span, expected=0, others=claim.readings[0], message=_SOME)
    yield from _happened(case)


def _absent(case: Case, keys: Collection[str]) -> Iterator[tuple[Passage, Event]]:
    """What the text tells in everyday words that there was none of, where the table has some."""
    some = [key for key in NIL if key in keys and any(case.settled.get(path) for path in NIL[key])]
    if hears_cases(case.report.agency):
        some = [key for key in some if not NIL[key][0].startswith("review")]
    for passage in case.texts.bodies if some else ():
        if passage.section in ("summary", "requests", "review_litigation") and passage.part != "rectified":
            yield from ((passage, event) for event in absences_in(passage, case.report.year, some))


_HAPPENED = "文中说“{found}”，表中相应的格是 0：{sentence}"


def _happened(case: Case) -> Iterator[Fact]:
    """What a sentence tells that happened where the table has 0, once a sentence, unless a number of it is told."""
    told = {(claim.passage.path, claim.sentence.start) for claim in case.claims.numbers if disagrees(case, claim)}
    for passage, start, end, figures in _events(case):
        at = passage.path, passage.sentence_at(start).start
        if at not in told:
            told.add(at)
            yield text_fact(passage, start, end, expected=0, others=figures, message=_HAPPENED)


@cache
def _figures_of(form: type[Report]) -> dict[str, Group]:
    """By what may happen, the figures of a form of which one is then above 0."""
    groups = FIGURES_OF | {key: part_of(form, key) for key in OUTCOMES}
    return {key: group for key, group in groups.items() if group}


def _events(case: Case) -> Iterator[tuple[Passage, int, int, Group]]:
    """Passages with the characters of events whose figures are all 0."""
    told = {key: group for key, group in _figures_of(type(case.report)).items() if may_tell(case.texts.whole, key)}
    nil = {key: group for key, group in told.items() if printed_sum(case, group) == 0}
    about_others = hears_cases(case.report.agency)
    for passage in case.texts.bodies:
        if passage.section == "preamble" or passage.part in ("rectified", "measures"):
            continue
        for event in events_in(passage, case.report, nil):
            if not (about_others and nil[event.key][0].startswith("review")):
                yield passage, event.start, event.end, nil[event.key]
        for verdict in () if about_others else verdicts_in(passage, case.report.year):
            if printed_sum(case, verdict.figures) == 0:
                yield passage, verdict.start, verdict.end, verdict.figures


def _is_of_some(case: Case, claim: Claim) -> bool:
    """Whether what is said of all is said of a number before it, of those that were finished or of a group of its own.

    Examples: 办结37件。37件均在法定期限内办结; 按期补正的4件全部办结.
    """
    text, before = claim.passage.text, claim.passage.quantities_in(claim.sentence.start, claim.span[0])
    if not before or before[-1].unit != "件" or text[before[-1].end : claim.span[0]] not in ("", "申请"):
        return False
    received, done = (printed_sum(case, (f"requests.{row}.total",)) for row in ("received", "outcomes.total"))
    return before[-1].value == done or (text[before[-1].start - 1] == "的" and before[-1].value != received)


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
    told = set[tuple[str, int]]()
    for claim in case.claims.finished:
        [figures] = claim.readings
        if _is_of_some(case, claim):
            continue
        if carried := printed_sum(case, figures):
            told.add((claim.passage.path, claim.sentence.start))
            yield text_fact(claim.passage, *claim.span, expected=carried, others=figures)
    for passage, event in _absent(case, ("left",)):
        if (passage.path, passage.sentence_at(event.start).start) not in told:
            carried = printed_sum(case, NIL["left"])
            yield text_fact(passage, event.start, event.end, expected=carried, others=NIL["left"])
