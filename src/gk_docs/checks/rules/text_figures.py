"""GK501: a number in the text that disagrees with the cells it speaks of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from gk_docs.checks.claims.subjects import APPLICANTS, ASKED
from gk_docs.checks.events.who_asked import who_asked
from gk_docs.checks.evidence.agreement import disagrees, printed_sum
from gk_docs.checks.evidence.averages import wrong_averages
from gk_docs.checks.evidence.quoting import text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.checks.text.citations import NOTICE
from gk_docs.finding import Severity
from gk_docs.form.places import SEPARATOR, words_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gk_docs.checks.case import Case
    from gk_docs.checks.claims.claim import Claim
    from gk_docs.chinese.quantity import Quantity

_BLANK = "表中相应的格有空白，未核对：{sentence}"
_SHOWN = 4  # cells named in a message
_DECISIONS = ("licences", "penalties", "compulsion")
_LISTED, _EXCHANGED = 3, 2  # kinds of applicants in a list; numbers in it that may be exchanged
_TELLS = ("summary", "requests", "problems")
_TELLING = 10  # a smaller number may equal the table's by chance


@rule(
    "GK501",
    "text-figure",
    Severity.WARNING,
    basis=f"《中华人民共和国政府信息公开条例》第五十条；{NOTICE.number}：数据应准确，文字与表格为同一事实",
    message="文中写的是 {found}，表中是 {expected}（{cells}），不一致：{sentence}",
)
def text_figure(case: Case) -> Iterator[Fact]:
    """文字中的数与表中的数不一致。

    查什么：文字中的新收、受理、上年结转、答复、办结、结转下年度、各种办理结果、各类申请人、行政复议和行政诉讼及其结果、
    规范性文件的制发废止和现行有效、行政许可、行政处罚、行政强制、行政事业性收费的数，是否等于表中对应的格或几格之和。“均获维持”“全部予以公开”是否如此。约数
    按约数比；说哪类申请人最多、为主，一类比另一类多的，与表三新收各列比；“收办”可以是新收，也可以是新收加上年结转。某几个渠道的申请数
    大于新收总数的也算。另一年、部分时段、另一机关、备案和公示的数不比。

    为什么：同一事实在同一份报告里有两个数，公众无从判断哪个是真的；多半是改了表没有改文字。

    例：文中写受理 3119 件，表三“本年新收”总计是 3091。

    怎样改：核对后改正其中一处；用本软件编写时，文字中的数从表里取（{{ 行政许可 }}），就不会不一致。
    """
    asked = (claim for claim in case.claims.numbers if claim.subject in ASKED)
    agreed = {id(claim.wording): claim.quantity for claim in asked if not disagrees(case, claim)}
    for claim in case.claims.numbers:
        known = [number for group in claim.readings if (number := printed_sum(case, group)) is not None]
        if not known:
            yield text_fact(claim.passage, *claim.span, message=_BLANK, assessed=False)
        elif claim.subject in ASKED and (whole := agreed.get(id(claim.wording))) and claim.quantity.low <= whole.value:
            continue  # 收到57件，撤件39件，受理18件
        elif (
            disagrees(case, claim)
            and (known[0] or claim.subject not in ASKED)  # else GK502 says it
            and not _is_of_own_group(case, claim)
        ):
            yield _disagreeing(case, claim)
    for claim in case.claims.at_most:
        known = [number for group in claim.readings if (number := printed_sum(case, group)) is not None]
        if known and claim.quantity.low > max(known):
            yield _disagreeing(case, claim)
    yield from _listed(case)
    yield from _published(case)
    yield from _not_all(case)
    yield from _not_most(case)
    yield from _not_asked(case)
    yield from _averages(case)


_CONCLUDES = ("据此", "结果", "最终", "由此", "经此")


def _is_of_own_group(case: Case, claim: Claim) -> bool:
    """Whether a number and those beside it add up to one of a group of its own that the text has opened.

    Example: 按期补正的4件，结果为予以公开3件、部分公开1件. The group is the tables' if their figures add up to it too.
    """
    wording, text = claim.wording, claim.passage.text
    told = {one.span[0]: one for one in case.claims.numbers if one.wording is wording}
    counts = [token.number for token in wording.tokens if token.kind == "#" and token.number]
    at = next((at for at, one in enumerate(counts) if one.start == claim.span[0]), 0)
    wholes = [one for one in counts[:at] if text[one.start - 1] == "的" and not _agrees_with_tables(case, told, one)]
    if wording.sentence.text.startswith(_CONCLUDES):
        begin = max(0, text.rfind("。", 0, max(0, wording.sentence.start - 1)))
        wholes += claim.passage.quantities_in(begin, wording.sentence.start)
    runs = [counts[one:end] for one in range(at + 1) for end in range(max(at + 1, one + 2), len(counts) + 1)]
    for run in runs if wholes else ():
        claims = [told[one.start] for one in run if one.start in told]
        own, known = sum(one.value for one in run), [printed_sum(case, one.readings[0]) for one in claims]
        if len(claims) == len(run) and own != sum(filter(None, known)) and any(one.value == own for one in wholes):
            return True
    return False


def _agrees_with_tables(case: Case, told: Mapping[int, Claim], number: Quantity) -> bool:
    return number.start in told and not disagrees(case, told[number.start])


_AVERAGE = "文中写的平均是 {found}，按表中全年的数平均是 {expected}：{sentence}"


def _averages(case: Case) -> Iterator[Fact]:
    """Averages of a month or a quarter that are not those of the year's figure."""
    for one in wrong_averages(case):
        span = one.number.start, one.number.end
        yield text_fact(one.wording.passage, *span, expected=f"{one.right:.1f}", others=one.paths, message=_AVERAGE)


_NOT_ASKED = "文中说“{found}”，表中这一行{what}是 {expected}（{cells}）：{sentence}"


def _not_asked(case: Case) -> Iterator[Fact]:
    """Who is said to have asked for what is carried over (是一家公司提出的), or for all of it, where others did."""
    for passage in case.texts.bodies:
        for asked in who_asked(passage, case.report.year) if passage.section in _TELLS else ():
            own = f"{asked.row}.{asked.kind}"
            total, number = (printed_sum(case, (path,)) for path in (f"{asked.row}.total", own))
            if total and number is not None and (not number or (asked.every and number < total)):
                facts = {"what": _label(case, own), "cells": f"{words_at(type(case.report), asked.row)}共 {total:f} 件"}
                span = asked.start, asked.end
                yield text_fact(passage, *span, expected=number, message=_NOT_ASKED, facts=facts, others=(own,))


def _disagreeing(case: Case, claim: Claim) -> Fact:
    group = next(group for group in claim.readings if printed_sum(case, group) is not None)
    expected = printed_sum(case, group)
    form = type(case.report)
    shown = [path for path in group if case.settled[path]] or group
    cells = [f"{words_at(form, path)} {case.settled[path]}" for path in shown]
    more = f" 等{len(cells)}格" if len(cells) > _SHOWN else ""
    facts = {"cells": "，".join(cells[:_SHOWN]) + more, "subject": claim.subject}
    difference = abs(claim.quantity.value - (expected or 0))
    return text_fact(
        claim.passage, *claim.span, expected=expected, others=group, facts={**facts, "difference": str(difference)}
    )


def _listed(case: Case) -> Iterator[Fact]:
    """Wrong numbers in a list of kinds of applicants, each of which is right of some row but not of the others' row."""
    lists: dict[int, list[Claim]] = defaultdict(list)
    for claim in case.claims.numbers:
        if claim.subject in APPLICANTS and len(claim.readings) > 1 and not disagrees(case, claim):
            lists[id(claim.wording)].append(claim)
    for claims in lists.values():
        ways = len(claims[0].readings)
        if len(claims) < _LISTED or any(len(claim.readings) != ways for claim in claims):
            continue
        rows = [[replace(claim, readings=(claim.readings[way],)) for claim in claims] for way in range(ways)]
        least = min(([one for one in row if disagrees(case, one)] for row in rows), key=len)
        right = len(claims) - len(least)
        gaps = (one.quantity.value - (printed_sum(case, one.readings[0]) or 0) for one in least)
        sure = right > len(least) or (right == len(least) and not sum(gaps))  # two numbers exchanged
        yield from (_disagreeing(case, one) for one in least if len(least) <= _EXCHANGED and sure)


def _published(case: Case) -> Iterator[Fact]:
    """Wrong counts of decisions published (公示行政许可12件) beside one that agrees with the table or is another's.

    Only then are all decisions of the year surely meant.
    """
    wrong = [(claim, disagrees(case, claim)) for claim in case.claims.published]
    sure = {id(claim.wording) for claim, other in wrong if not other and claim.quantity.value >= _TELLING}
    right = {(id(claim.wording), printed_sum(case, group)) for claim, _ in wrong for group in claim.readings}
    sure |= {
        told[0] for claim, other in wrong if other and (told := (id(claim.wording), claim.quantity.value)) in right
    }
    made = (one for one in case.claims.numbers if one.subject in _DECISIONS and one.quantity.value >= _TELLING)
    sure |= {id(claim.wording) for claim in made if not disagrees(case, claim)} if wrong else set()
    for claim, other in wrong:
        if other and id(claim.wording) in sure:
            yield _disagreeing(case, claim)


def _label(case: Case, path: str) -> str:
    """The last label of a cell's words that is not 总计: 结果维持, 予以公开, 自然人."""
    return next(one for one in reversed(words_at(type(case.report), path).split(SEPARATOR)) if one != "总计")


_NOT_ALL = "文中说{found}，表中总计 {total} 件，其中{part} {expected} 件：{sentence}"


def _not_all(case: Case) -> Iterator[Fact]:
    """Claims like 均获维持 or 全部予以公开 where the tables have other results as well."""
    for claim in case.claims.all_of:
        part, whole = claim.readings
        total, some = printed_sum(case, whole), printed_sum(case, part)
        meant = claim.number is None or claim.number.value == total  # else the number itself is reported
        if meant and total is not None and some is not None and some < total:
            labels = dict.fromkeys(_label(case, path) for path in part[:_SHOWN])
            facts = {"part": "、".join(labels), "total": f"{total:f}"}
            yield text_fact(
                claim.passage, *claim.span, expected=some, message=_NOT_ALL, facts=facts, others=(*part, *whole)
            )


_NOT_MOST = "文中说“{found}”，表三新收中{part} {expected} 件，{more} {total} 件：{sentence}"
_RECEIVED = "requests.received."


def _not_most(case: Case) -> Iterator[Fact]:
    """Claims like 申请人以企业为主 where another kind of applicant has more in table 3."""
    for claim in case.claims.most:
        part, *than = claim.readings
        columns = [path for path in case.outline.figures if path.startswith(_RECEIVED) and not path.endswith(".total")]
        others = than or [(path,) for path in columns if path not in part]
        own, known = printed_sum(case, part), [printed_sum(case, group) for group in others]
        if own is None or None in known or not others:
            continue
        more, group = max((number or 0, group) for number, group in zip(known, others, strict=True))
        if more > own or (than and more == own):
            labels = ("、".join(_label(case, path) for path in paths) for paths in (part, group))
            facts = dict(zip(("part", "more"), labels, strict=True)) | {"total": f"{more:f}"}
            yield text_fact(
                claim.passage, *claim.span, expected=own, message=_NOT_MOST, facts=facts, others=(*part, *group)
            )
