"""Find other years in sentences about this body's own work this year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.checks.bodies.names import calls_itself, speaks_of
from gk_docs.checks.claims.claim import Claim
from gk_docs.checks.claims.wording import YEAR, Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.form.report import Report

_ANOTHER_MATTER = frozenset("keKl")
_WE_DO = re.compile("y[fa]*[TpRgv](?!.*[keK])")  # 2022年我镇公开财政预决算信息12条
_THEY_DO = re.compile(",[?y][fas]*[TpRgv](?!.*[keK])")  # 2021年，街道共公开财政预决算…430条
_THAN_BEFORE = re.compile(",[kj]f*(?:L[fk]*)?[ude][^,;.]*")
_BEGINS = re.compile("(?:^|[,;.:@])[fg]*$")
_NAMED = re.compile("(?:^|[,;.:@])[f]*[?]?(?:(?:y|c+[?]?)f?)?$")
_GOES_ON = re.compile('f?[yYgpRMvFHATaDGsXbBUcP,i"x#m]')
_COMPARED = frozenset("kudeE!l")
_IS_THE_YEAR = re.compile("20[0-9]{2}年(?:度)?，?(?:是[^。；]*的一年|(?:已经?|即将|就要|很快)(?:结束|过去|收官|到来))")
_OURS = "我本"
_CLAUSE_ENDS, _NAME = re.compile("[，；：]"), 14
_JUST_A_NUMBER = re.compile("[fs]*[#~$%]")  # 诉讼7件；2023年为5件
_REPORT_OF = re.compile(
    "(?:政府信息公开|政务公开)?(?:工作)?(?:年度报告|年报)(?=[已于在可的])"
)  # 2022年度年度报告已公布
_OF_A_THING = re.compile("[^，。]{1,6}的")  # 2022年关停的账号
_CARRIED_ON = re.compile(
    "年[^，。；：]{0,8}?(?:接[着续办]|继续|续办|再[办处答]|[没未][办答][完结]|没有[办答][完结]|了结)"
)  # 2024年接着办; 2022年没答完的
_FOUND_THEN = re.compile(
    "年度?[^，。；：]{0,12}(?:考核|检查|评估|督查|评议|巡察|审计|抽查|测评)[^，。；：]{0,6}(?:反馈|指出|发现|提出|通报)"
)  # 针对2022年度考核中反馈的问题
_COUNTED = re.compile(
    "(?<![<k(RFAHK#])L[fyTAnsaw]*(?P<act>[RF])[fTAmsn]*#(?![fTA]*K)|(?<![<k(RFAHK#])L[fyTsaw]*A[fs]*#(?![fTA]*K)"
)
_LAST = ("上年", "上一年", "去年")
_ENDED = re.compile("12月(?:31日?)?$|年度?$|月份?[-—–~至到]+[0-9]{1,2}月份?$")


def years_of(report: Report, wording: Wording) -> Iterator[Claim]:
    """Yield the years of a sentence about this body's own work that are not the report's year.

    A sentence that also names this year, compares, plans, or speaks of what has a year of its own (a budget, an award)
    is about something else; so is the part on last year's problems.
    """
    if wording.passage.part == "rectified" or "20" not in wording.sentence.text:
        return
    if wording.names_year(report.year):
        return
    for at, token in enumerate(wording.tokens):
        said = wording.said(at)
        year = YEAR.match(said) if token.kind in "LNE" else None
        planned = year and wording.passage.part == "measures" and int(year[0]) > report.year
        own = year and int(year[0]) != report.year and not planned and _ENDED.search(said)
        if own and (_is_the_year(wording, at) or _own_work(report, wording, at)):
            yield Claim(wording, "year", None, (), (token.start, token.start + 4))


def counts_of_last_year(report: Report, wording: Wording) -> Iterator[Claim]:
    """Yield what a sentence says was received or finished last year; each claim spans the year.

    A sentence that also names this year, or compares, means last year on purpose and yields nothing.
    """
    text = wording.passage.text
    for claim in last_years_counts(wording) if _COMPARED.isdisjoint(wording.kinds) else ():
        if YEAR.match(text, claim.span[0]) and not wording.names_year(report.year):
            yield claim


def last_years_counts(wording: Wording) -> Iterator[Claim]:
    """Yield the same for any words for last year (上年, 2023年), even if this year is named too."""
    for match in _COUNTED.finditer(wording.kinds):
        start, said = wording.tokens[match.start()].start, wording.said(match.start())
        if "月" not in said and (YEAR.match(said) or said.startswith(_LAST)):
            figure = "requests.outcomes.total.total" if match["act"] == "F" else "requests.received.total"
            number = wording.number_at(match.end() - 1)
            yield Claim(wording, "year", number, ((figure,),), (start, start + 4))


def _than_before(wording: Wording, at: int) -> str:
    """The letters of a sentence without comparisons with 上年, which is then the year before the one at token `at`."""
    dated = any(kind == "L" and YEAR.match(wording.said(one)) for one, kind in enumerate(wording.kinds) if one != at)
    return wording.kinds if dated else _THAN_BEFORE.sub("", wording.kinds)


def _is_the_year(wording: Wording, at: int) -> bool:
    """Whether a sentence says what the year at a token was, or that it is over (2023年是…的一年)."""
    begins = _BEGINS.search(wording.kinds, 0, at)
    return bool(begins and _IS_THE_YEAR.match(wording.passage.text, wording.tokens[at].start, wording.sentence.end))


def _own_work(report: Report, wording: Wording, at: int) -> bool:
    kinds, token = wording.kinds, wording.tokens[at]
    before, after = kinds[:at], kinds[at + 1 :]
    if token.kind == "N" and wording.passage.section == "summary" and wording.said(at + 1) == "以来":
        return "!" not in kinds and bool(_BEGINS.search(before))
    clause = re.split("[,;.]", after.lstrip(","))[0]
    thing = after[:1] in tuple("?bgpMv") and not wording.said(at + 1).startswith("工作")
    of_a_thing = thing and _OF_A_THING.match(wording.passage.text, token.end)
    others = _ANOTHER_MATTER.intersection(_than_before(wording, at))
    another = bool(others) and not (others.isdisjoint("kK") and _ANOTHER_MATTER.isdisjoint(clause))
    we_do = (_WE_DO.match(after) and wording.said(at + 1)[0] in _OURS) or (
        _THEY_DO.match(after) and calls_itself(wording.said(at + 2), report.agency)
    )
    beside = not set("#~$%").isdisjoint(before) and _JUST_A_NUMBER.match(after)
    report_of = _REPORT_OF.match(wording.passage.text, token.end)
    over = any(one.match(wording.passage.text, token.start + 4) for one in (_CARRIED_ON, _FOUND_THEN))
    if of_a_thing or beside or report_of or over or (another and not we_do):
        return False
    if token.kind == "N" and ("!" in kinds or wording.passage.section == "problems"):
        return False
    if before.endswith("<") or "12月" in wording.said(at):
        return token.kind == "L" and re.match("f*,", after) is not None
    if _BEGINS.search(before):
        goes_on = _GOES_ON.match(after) or (
            calls_itself(wording.said(at + 1), report.agency)
            or speaks_of(wording.passage.text, token.end, report.agency)
        )
        return bool(goes_on)
    named = _NAMED.search(before)
    words = _CLAUSE_ENDS.split(wording.passage.text[wording.sentence.start : token.start])[-1]
    ours = calls_itself(words, report.agency) and len(words) <= _NAME
    return (ours or (named is not None and not {"c", "y"}.isdisjoint(named[0]))) and bool(
        after[:1] != "," and _GOES_ON.match(after)
    )
