"""GK704: the body and the date at the end of the report (落款)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.bodies.names import reports_for_all
from gk_docs.checks.evidence.body_frames import is_ours
from gk_docs.checks.evidence.quoting import text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.chinese.dates import parse_date
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.text.texts import Passage

_NAMED = "政府|办公室|办公厅|局|委员会|办事处|厅|委|院|中心|公司|大学|学校|工会|党组|支部"
_WORDS = "一二三四五六七八九十"
_DAY = f"(?:20[0-9]{{2}}年[0-9]{{1,2}}月[0-9]{{1,2}}日|二[〇○零][^年\n]{{2}}年[{_WORDS}]{{1,2}}月[{_WORDS}]{{1,3}}日)"
_DATED = re.compile(f"(?:^|[\n。]|{_NAMED})(?P<day>{_DAY})。?\\s*$")
_SIGNED = re.compile(f"(?:^|[\n。])(?P<name>[\u4e00-\u9fff]{{3,30}}(?:{_NAMED}))(?=\\s*(?:{_DAY}。?\\s*)?$)")
_EARLY = "落款日期是 {found}，{year} 年还没有过完，年度和落款日期有一个不对"
_LATE = "落款日期是 {found}，晚于 {expected}"
_LAST: Final = "other_matters"


@rule(
    "GK704",
    "closing-lines",
    Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第四十九条：各机关向社会公布上一年度的报告，行政机关1月31日前，人民政府3月31日前",
    message="落款是“{found}”，本机关是“{expected}”",
)
def closing_lines(case: Case) -> Iterator[Fact]:
    """落款的机关或日期不对。

    查什么：报告最后独占一行的机关名称是不是本机关，独占一行的日期是否在报告年度之后、规定的期限之内（政府的汇总报告3月31日，
    其他1月31日）。没有落款的不查。

    为什么：落款多半从别处复制而来；日期在年度之内或更早的，不是年度写错，就是日期没有改。

    例：2024年度的报告，落款是另一个镇，2024年1月15日。

    怎样改：改为本机关的名称和实际的日期。
    """
    last = next((one for one in reversed(case.texts.bodies) if one.text.strip()), None)
    if last is None or last.section != _LAST:
        return
    signed = _SIGNED.search(last.text)
    if signed and not is_ours(signed["name"], case.report.agency):
        yield text_fact(last, *signed.span("name"), expected=case.report.agency.name)
    if dated := _DATED.search(last.text):
        yield from _untimely(case, last, dated)


def _untimely(case: Case, last: Passage, dated: re.Match[str]) -> Iterator[Fact]:
    try:
        day = parse_date(dated["day"])
    except ValueError:
        return  # no such day in the calendar: GK614 reports it
    year, span = case.report.year, dated.span("day")
    due = case.due(summary=reports_for_all(case.report.agency) is not False)
    if day.year <= year:
        yield text_fact(last, *span, message=_EARLY)
    elif isinstance(day, date) and day > due:
        yield text_fact(last, *span, expected=f"{due.year}年{due.month}月{due.day}日", message=_LATE)
