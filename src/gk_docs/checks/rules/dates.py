"""GK614: dates, spans of days and times of day that do not exist."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.evidence.quoting import text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.checks.text.texts import Passage, sought
from gk_docs.checks.times.steps import misordered_steps
from gk_docs.checks.times.time_spans import lengths_against
from gk_docs.chinese.scale import scaled_or_none
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case

_DAY = re.compile(
    "(?<![0-9.])(?:(?P<year>(?:19|20)[0-9]{2})年)?(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号]|(?!份?[-—至到~]|龄|大小?(?:的|婴|幼)))"
    r"|(?<![0-9.])(?P<year2>20[0-9]{2})(?P<sep>[./-])(?P<month2>[0-9]{1,2})(?P=sep)(?P<day2>[0-9]{1,2})(?![0-9.])"
)
_FIGURES = re.compile("[0-9][0-9]*[年月./-]")
_IN_WORDS = re.compile(
    "(?<![一二三四五六七八九十])(?P<month>[一二三四五六七八九十]{1,3})月(?P<day>[二三]?[一二三四五六七八九十]{1,2})[日号]"
)
_WORDED = re.compile("[一二三四五六七八九十]月[一二三四五六七八九十]")
_TO = "[-—–－~～至到]+"
_FROM_TO = re.compile(
    f"(?<![0-9.])(?:(?P<year1>20[0-9]{{2}})年)?(?P<month1>[0-9]{{1,2}})月(?P<day1>[0-9]{{1,2}})日?起?(?:持续|延续|一直)?{_TO}"
    "(?:(?P<year2>20[0-9]{2}|次|翌|下|同|当|本)年(?:度)?)?(?:(?P<month2>[0-9]{1,2})月)?(?P<day2>[0-9]{1,2})日"
)
_QUARTERS: Final = {f"{name}季": (3 * at + 1, 3 * at + 3) for at, name in enumerate("一二三四")}
_MONTHS_OF: Final = _QUARTERS | {"上半年": (1, 6), "下半年": (7, 12), "前三季": (1, 9)}
_PERIOD = re.compile(
    f"(?P<name>前三季|[一二三四]季|[上下]半年)度?[（(](?:即|指)?(?P<span>(?P<first>[0-9]{{1,2}})月?{_TO}(?P<last>[0-9]{{1,2}})月)(?:份)?[）)]"
)
_OF_OTHERS = re.compile("20[0-9]{2}|[上去次翌明来下]一?年|往年|历年|年初|[将拟]")
_SAME: Final = ("同", "当", "本")
_NO_QUARTER = re.compile("第(?:[五六七八九十]|[05-9])(?:个)?季度|(?<=[。；，：、\n年])[五六七八九十]季度")
_CLOCK = re.compile("(?<![0-9:：.])(?P<hour>[0-9]{1,2})[:：](?P<minute>[0-9]{2})(?![0-9:：])")
_IN_HOURS = re.compile(
    "(?<![0-9.])(?P<hour>[0-9]{1,2})[时点](?:(?P<minute>[0-9]{1,2})分(?![0-9钟之])|(?<=[至到—午][0-9]{2}[时点])(?![0-9]))"
)
_HOURS = re.compile(
    f"(?<![0-9:：.])(?P<from>1[3-7][:：][0-5][0-9]){_TO}(?P<till>[0-9]{{1,2}}[:：][0-5][0-9])(?![0-9:：])"
)
_IS_CLOCK = re.compile(f"[上下中]午|[早晚]上?|时[间段]|工作日|每[天日周]|[0-9]{_TO}$")  # else a ratio: 3:70
_BACKWARDS = "“{found}”的止在起之前：{sentence}"
_NO_SUCH = "一年没有“{found}”：{sentence}"
_LENGTHS = re.compile("(?:前后|历[时经]|为期|持续|时长)[为共计达]{0,2}[0-9一二两三四五六七八九十半]")
_OTHER_LENGTH = "前面写的起止相隔 {right}，这里写的是“{found}”：{sentence}"
_TOO_LATE = (
    "“{found}”相隔约 {days} 个工作日，条例第三十三条规定答复不超过 20 个工作日，没有写明延期、补正等缘由：{sentence}"
)
_TURNED_ROUND = "“{found}”的先后颠倒了：{sentence}"
_OTHER_MONTHS = "{name}是 {expected}，这里写的是“{found}”：{sentence}"
_NO_CLOCK = "没有“{found}”这个时刻：{sentence}"
_OF_TIMES = re.compile("[0-9](?:[:：][0-9]{2}|[时点])")
_OF_DATES = re.compile("月|20[0-9]{2}[./-]")
_MINUTES: Final = 60
_BESIDE: Final = 12  # characters before a time that may show it is one


@rule(
    "GK614",
    "impossible-date",
    Severity.WARNING,
    basis="《党政机关公文处理工作条例》第十九条：内容准确；GB/T 7408《数据元和交换格式　信息交换　日期和时间表示法》",
    message="日历上没有“{found}”这一天：{sentence}",
)
def impossible_date(case: Case) -> Iterator[Fact]:
    """写了不存在的日期、时段或时刻。

    查什么：文字中的年月日、月日，月份是否在 1 至 12，日是否在那个月里（闰年的 2 月有 29 日；没有写年份的按报告年度；
    同一句还有别的年份的，按报告年度及其前后一年，都没有的才算）；“6月15日至6月10日”一类的起止，止是否在起之前；
    “上半年（1—7月）”一类的月份是否就是那几个月；“下午2:30—25:00”“9时75分”一类的时刻是否在 24 时、60 分以内，
    “14:30—7:30”的止是否在起之前；“5月20日收到，5月12日答复”“5月18日印发、5月12日上网”一类的先后是否倒了
    （收到与答复、启动与完成、印发与公开，日期写在前后都算；说的是另一件事的不算）；“9月11日至10月20日，历时六十天”一类的长短与
    起止；一件申请从收到到答复相隔三十个工作日以上而没有写延期、补正等缘由的；“第五季度”。

    为什么：多打、少打一位数，日期就不成立，读者会怀疑别的数。

    例：2023年2月30日召开专题会议。

    怎样改：对照原始记录改正。
    """
    for passage in case.texts.holding(_OF_DATES):
        yield from _days(passage, case.report.year)
        yield from _spans(passage, case.report.year)
    for passage in case.texts.holding(_NO_QUARTER):
        for match in _NO_QUARTER.finditer(passage.text):
            yield text_fact(passage, *match.span(), message=_NO_SUCH)
    for passage in case.texts.holding(_OF_TIMES):
        yield from _times(passage)


def _days(passage: Passage, reported: int) -> Iterator[Fact]:
    """Days that no calendar has."""
    for match in sought(_DAY, passage.text, _FIGURES) if not passage.heading else ():
        year, month, day = (match[name] or match[f"{name}2"] for name in ("year", "month", "day"))
        named = int(year) if year else None if _OF_OTHERS.search(passage.sentence_at(match.start()).text) else reported
        if not _exists(named, int(month), int(day or 1), reported):
            yield text_fact(passage, *match.span())
    for match in _IN_WORDS.finditer(passage.text) if _WORDED.search(passage.text) else ():
        month, day = (scaled_or_none(match[name]) for name in ("month", "day"))
        if month and day and not _exists(None, int(month), int(day), reported):
            yield text_fact(passage, *match.span())


def _spans(passage: Passage, reported: int) -> Iterator[Fact]:
    """Spans of days that end before they begin, and months that are not those of the quarter or half they explain."""
    for match in sought(_FROM_TO, passage.text, _FIGURES) if not passage.heading else ():
        first, last = ((int(match[f"month{at}"] or match["month1"]), int(match[f"day{at}"])) for at in (1, 2))
        begins, ends = match["year1"], match["year2"]
        same = ends in (None, begins, *_SAME)
        if (same and last < first) or (begins and ends and ends < begins):  # 次, 翌 and 下 sort behind any year
            yield text_fact(passage, *match.span(), message=_BACKWARDS)
    for span, days in misordered_steps(passage, reported):
        yield text_fact(passage, *span, facts={"days": days}, message=_TOO_LATE if days else _TURNED_ROUND)
    for stretch in passage.sentences if _LENGTHS.search(passage.text) else ():
        for start, end, right in lengths_against(stretch.text, reported):
            span = stretch.start + start, stretch.start + end
            yield text_fact(passage, *span, facts={"right": right}, message=_OTHER_LENGTH)
    for match in _PERIOD.finditer(passage.text):
        months = _MONTHS_OF[match["name"]]
        if (int(match["first"]), int(match["last"])) != months:
            name = match["name"] + ("度" if match["name"].endswith("季") else "")
            expected = "{}—{}月".format(*months)
            yield text_fact(
                passage, *match.span("span"), expected=expected, facts={"name": name}, message=_OTHER_MONTHS
            )


def _times(passage: Passage) -> Iterator[Fact]:
    """Times of day after 24:00 or with sixty minutes or more, and afternoons that end before they begin."""
    for match in _CLOCK.finditer(passage.text):
        hour, minute = int(match["hour"]), int(match["minute"])
        exists = minute < _MINUTES and (hour, minute) <= (24, 0)
        if not exists and _IS_CLOCK.search(passage.text, max(0, match.start() - _BESIDE), match.start()):
            yield text_fact(passage, *match.span(), message=_NO_CLOCK)
    for match in _IN_HOURS.finditer(passage.text):
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if (hour, minute) > (24, 0) or minute >= _MINUTES:
            yield text_fact(passage, *match.span(), message=_NO_CLOCK)
    for match in _HOURS.finditer(passage.text):
        if _minutes(match["till"]) < _minutes(match["from"]):
            yield text_fact(passage, *match.span(), message=_BACKWARDS)


def _minutes(clock: str) -> int:
    hours, minutes = re.split("[:：]", clock)
    return int(hours) * _MINUTES + int(minutes)


def _exists(year: int | None, month: int, day: int, reported: int) -> bool:
    years = (year,) if year else (reported - 1, reported, reported + 1)
    return 1 <= month <= 12 and any(1 <= day <= monthrange(one, month)[1] for one in years)  # noqa: PLR2004 - months
