"""GK209 and GK609: the parts of the report and the period of its figures, as the preamble states them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.evidence.quoting import shortened, text_fact
from gk_docs.checks.rule import Fact, perhaps_lost, rule
from gk_docs.checks.text.citations import NOTICE, NOTICES_BEFORE
from gk_docs.checks.times.periods import periods
from gk_docs.checks.times.time_spans import TimeSpan, time_spans
from gk_docs.chinese.labels import strip_numbering
from gk_docs.chinese.numerals import format_number
from gk_docs.chinese.scale import scaled_or_none
from gk_docs.finding import Severity
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.text.texts import Passage
    from gk_docs.form.report import Report

_FORM = f"{NOTICE.number}（{NOTICES_BEFORE}）"
_LIST = re.compile(
    "(?:全文|本(?:年度|年)?报告|报告全文|报告内容|主要内容|内容|正文)(?:的)?(?:主要)?(?:内容)?共?(?:主要)?(?:由|包括|包含|分为|涵盖|共?分|共有|含)[^。\n]{6,}"
)
_COUNT = re.compile(
    "(?P<number>[0-9]{1,2}|十[一二三四五六七八九]?|[一二三四五六七八九])(?:个)?(?:大)?(?:部分|方面|项内容|个章节)"
)
_COUNTED = re.compile(f"(?:全文|本(?:年度|年)?报告|报告|主要内容|内容)(?:共|分为?|包括|包含|有|由)*{_COUNT.pattern}")
_STRANGE: Final = re.compile("概述|要点落实|解读|回应|投诉|人员|经费|咨询|机构|附表|建议提案|平台建设|监督保障")
_OF_SUMMARY = re.compile("^(?!.*总体).*信息管理.*平台建设.*监督保障")  # its parts, not those of the report
_OPEN_END = re.compile("等(?:内容|方面|情况|部分|组成)*(?:$|[，；](?:并|另|后|文末|同时)?附)")
_MISSING = "列出的部分与报告的{parts}不一致：没有{missing}{strange}：{sentence}"
_MISCOUNT = "写的是{found}，报告有{expected}：{sentence}"


@rule(
    "GK209",
    "preamble-list",
    Severity.WARNING,
    basis=f"《中华人民共和国政府信息公开条例》第五十条；{_FORM}",
    message=_MISSING,
)
def preamble_list(case: Case) -> Iterator[Fact]:
    """前言列出的部分与报告的六个部分不一致。

    查什么：前言如果列出“全文由……组成”“内容包括……”，是否六个部分都列到；写了部分数的，是否是六。前言都没有写的不查。

    为什么：六个部分由条例和全国统一格式规定；列的是往年的部分，说明前言没有随格式更新。

    例：全文包括要点落实情况、主动公开情况、回应解读情况、投诉情况等。

    怎样改：按六个部分的标题改写；用本软件编写时，不写前言，由软件按标题列出。
    """
    passage = case.texts.preamble
    match = _LIST.search(passage.text) if passage else None
    if passage and match is None and (counted := _COUNTED.search(passage.text)):
        yield from _miscounted(passage, counted, len(case.outline.sections))
    if passage is None or match is None:
        return
    if _OF_SUMMARY.search(match[0]):
        return
    sections = _mentions_of(type(case.report))
    missing = [title for title, pattern in sections.items() if not pattern.search(match[0])]
    strange = _STRANGE.findall(match[0])
    count = _COUNT.search(match[0], max(0, match[0].rfind("等")))
    is_open = count and "等" in match[0] and scaled_or_none(count["number"]) == len(sections)  # 等六个部分
    if (is_open or _OPEN_END.search(match[0])) and not strange:
        return
    if 0 < len(missing) < len(sections) - 1:
        facts = {
            "parts": _parts(len(sections)),
            "missing": "、".join(f"“{title}”" for title in missing),
            "strange": f"，另列有{'、'.join(f'“{word}”' for word in dict.fromkeys(strange))}" if strange else "",
            "sentence": shortened(match[0]),
        }
        yield text_fact(passage, *match.span(), facts=facts)
    elif len(missing) <= 1:
        yield from _miscounted(passage, match, len(sections))


@cache
def _mentions_of(form: type[Report]) -> dict[str, re.Pattern[str]]:
    """The titles of a form's sections, each with the pattern by which a preamble mentions it."""
    titles = {strip_numbering(one.title): one.variants.mentioned for one in outline_of(form).sections}
    return {title: re.compile(pattern or title) for title, pattern in titles.items()}


def _parts(number: int) -> str:
    return f"{format_number(number)}个部分"


def _miscounted(passage: Passage, match: re.Match[str], right: int) -> Iterator[Fact]:
    count = _COUNT.search(match[0])
    if count and scaled_or_none(count["number"]) not in (None, right):
        start = match.start() + count.start()
        yield text_fact(passage, start, start + len(count[0]), expected=_parts(right), message=_MISCOUNT)


_SPAN = re.compile("月[^。]*月|元旦|[0-9][./-][0-9]|季")
_OPENING: Final = ("preamble", "summary")
_SECTIONS: Final = (*_OPENING, "other_matters")
_ABOUT_FIGURES = re.compile("统计|数据|报告期|起止|^(?:期限|时限|时间)")
_OF_ANOTHER = re.compile("(?:期间)?的|年度")
_STATED = re.compile("统计|12月31日")


@rule(
    "GK609",
    "period",
    Severity.ERROR,
    basis=f"《中华人民共和国政府信息公开条例》第四十九条、第五十条（上一年度）；{_FORM}",
    message="统计期限写的是“{found}”，应为 {expected}",
)
def period(case: Case) -> Iterator[Fact]:
    """统计期限缺少，或不是本年度的 1 月 1 日至 12 月 31 日。

    查什么：前言（没有前言的，看总体情况开头）是否写明数据统计期限，起止是否为报告年度的 1 月 1 日和 12 月 31 日；总体
    情况和第六部分说到本报告的数据、表中各数起于何时、止于何时、共几个月的，不论怎样说（“取自前三季度的台账”“截至11月底”
    “前后十一个月”），是否就是这一年。数据何时报送、核对，别的统计（问卷、访问量）的期限不算。没有写统计期限的，本机关的报告为
    错误，已公开的报告为警告。

    为什么：年度报告报告的是上一自然年；期限不对，全部数据的口径都成疑问。沿用上年的文字时最容易漏改年份。

    例：2024 年度的报告写“统计期限自2023年1月1日至2023年12月31日”。

    怎样改：写“所列数据的统计期限为2024年1月1日至2024年12月31日”。
    """
    year, stated = case.report.year, False
    expected = f"{year}年1月1日至{year}年12月31日"
    for passage in (one for one in case.texts.bodies if one.section in _SECTIONS):
        told = {(one.start, one.end): one.right for one in periods(passage, year)}
        for span in _spans(passage, year, any_more=not stated) if passage.section in _OPENING else ():
            last_years = (span.first, span.last) == (date(year - 1, 1, 1), date(year - 1, 12, 31))
            stated = stated or _ABOUT_FIGURES.search(passage.sentence_at(span.start).text) is not None
            if passage.section == "preamble" or (last_years and not _OF_ANOTHER.match(passage.text, span.end)):
                told.setdefault((span.start, span.end), _is_year(span, year))
        stated = stated or bool(told)
        severity = None if passage.section == "preamble" or passage.part == "lead" else Severity.WARNING
        for (start, end), right in told.items():
            if not right:
                yield text_fact(passage, start, end, expected=expected, severity=severity)
    if not stated and case.may_have_lost(_STATED):
        yield perhaps_lost("preamble")
    elif not stated:
        severity = Severity.WARNING if case.origin == "published" or case.texts.preamble is None else None
        message = "没有写明数据的统计期限，应写 {expected}"
        yield Fact(path="preamble", expected=expected, message=message, severity=severity)


def _spans(passage: Passage, year: int, *, any_more: bool) -> Iterator[TimeSpan]:
    """The spans of time in the preamble, and in sentences of the summary that may be about the figures' period.

    Where one has been found before (`any_more` is False), only those that may be the whole of last year.
    """
    last, is_preamble = f"{year - 1}年", passage.section == "preamble"
    if not (is_preamble or any_more or last in passage.text):
        return
    for sentence in passage.sentences:
        is_near = is_preamble or (last in sentence.text and "12月" in sentence.text)
        is_near = is_near or (any_more and _ABOUT_FIGURES.search(sentence.text) is not None)
        for span in time_spans(sentence.text, year) if is_near and _SPAN.search(sentence.text) else ():
            if span.both:
                yield span._replace(start=sentence.start + span.start, end=sentence.start + span.end)


def _is_year(span: TimeSpan, year: int) -> bool:
    return (span.first, span.last) == (date(year, 1, 1), date(year, 12, 31))
