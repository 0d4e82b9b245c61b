"""Read spans of time in any words: 自2023年1月1日起至12月31日止, 前三季度, 起于二〇二三年元旦，止于元月末, 十个月."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.chinese.numerals import TO_ASCII_DIGITS
from gk_docs.chinese.scale import scaled_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator


class TimeSpan(NamedTuple):
    """A span of time that a text tells of, or the length of one.

    Attributes:
        start: Where the words begin.
        end: Where they end.
        first: Its first day; None if only its end or its length is told.
        last: Its last day; None if only its beginning or its length is told.
        length: How long it is, with the unit (个月, 天, 个季度), if that is what the words tell.
        both: Whether its beginning and its end are told, each by itself.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    length: tuple[int, str] | None = None
    both: bool = False


_N: Final = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_WORD: Final = "[一二两三四五六七八九十百]"
_DASH: Final = "[—–－～~-]+"


def _point(at: int) -> str:
    """A pattern for a day, a month, a quarter, a half or another part of a year; its groups end in a number."""
    part = (
        f"(?P<month{at}>{_N}|[元正](?=月))(?:月份?|(?=(?:{_DASH}|[至到]){_N}月))"
        f"(?:(?P<day{at}>{_N})[日号](?:[0-9]{{1,2}}[时点]|零时)?|(?P<third{at}>[初底末上中下])旬?(?![半列述级]))?"
        f"|(?P<quarters{at}>前?)第?(?P<quarter{at}>[一二三四两1-4首])(?:个?季度?|(?=[至到]第?[一二三四]个?季))(?P<close{at}>[末底])?|(?:前|(?<=年))(?P<months{at}>{_N})个月"
        f"|(?P<half{at}>[上下前后])半年|(?P<feast{at}>元旦)|(?:[年岁]|(?<=年))(?P<part{at}>[初中底末终])"
    )
    numeric = f"(?P<dotted{at}>[0-9]{{4}}[./-][0-9]{{1,2}}[./-][0-9]{{1,2}})"
    named = "20[0-9]{2}|二[〇○零][一二三四五六七八九〇○零]{2}|[同当本今次翌上去]"
    year = f"(?:(?P<year{at}>{named})年度?(?:全年)?的?)"
    return f"(?:{numeric}|(?:{year})?(?:{part}|(?(year{at})|(?!))))"


_JOINED: Final = (
    "(?:起始?|开始|始)?(?:[算记计统收起]{1,2})?"
    f"(?:(?:[，,、]?[一直下统计记算截]{{0,3}}(?:至|到|[终止]于?|迄于?)|{_DASH})|(?<=[起始])[，、])"
)
_BEGINS: Final = "(?<![0-9.])"
_FROM_TO = re.compile(f"{_BEGINS}{_point(1)}{_JOINED}{_point(2)}(?:[为]?止|终)?")
_POINT = re.compile(
    f"(?P<till>(?:截[至止]|截止(?:日期?|时间|时?点)?[到于是为：]?|统?[计记算结]?[至到]|止于)?)"
    f"(?P<since>(?:[自从由]|[起始]于)?){_BEGINS}{_point(1)}"
    "(?P<till2>(?:为?止(?!损)|为(?:截止|终|止)[点日期]?)?)(?P<since2>(?:起|开始|始)?)"
)
_LENGTH = re.compile(
    f"(?:(?P<number>(?<![0-9])[0-9]{{1,3}}|(?<!{_WORD}){_WORD}{{1,7}})(?:个?[整半]?(?P<unit>月|季度)|(?P<days>[天日]))|(?P<half>半)年)(?![份末底初前中])"
)
_POSSIBLE = re.compile("[年月季旦]|20[0-9]{2}[./-]|[0-9一二三四五六七八九十][天日]")
_FIRST_OF: Final = {"": 1, "初": 1, "上": 1, "中": 11, "下": 21, "底": 25, "末": 25}
_LAST_OF: Final = {"初": 10, "上": 10, "中": 20, "下": 31, "底": 31, "末": 31}
_PARTS: Final = {"初": (1, 1), "中": (6, 6), "底": (12, 12), "末": (12, 12), "终": (12, 12)}


@lru_cache(maxsize=256)
def time_spans(text: str, year: int) -> tuple[TimeSpan, ...]:
    """The spans of time in a text, in order; a date without a year is of `year`, or of the date before it.

    >>> [(str(one.first), str(one.last)) for one in time_spans("起于二〇二三年元旦，止于二〇二四年元月末", 2023)]
    [('2023-01-01', '2024-01-31')]
    >>> text = "前三季度的数据，截至11月底，自2月1日起，凡十个月"
    >>> [(text[one.start : one.end], str(one.first), str(one.last), one.length) for one in time_spans(text, 2023)][:2]
    [('前三季度', '2023-01-01', '2023-09-30', None), ('截至11月底', 'None', '2023-11-30', None)]
    >>> [(text[one.start : one.end], str(one.first), str(one.last), one.length) for one in time_spans(text, 2023)][2:]
    [('自2月1日起', '2023-02-01', 'None', None), ('十个月', 'None', 'None', (10, '月'))]
    """
    return tuple(_scan(text, year))


def _scan(text: str, year: int) -> Iterator[TimeSpan]:
    at = 0
    while possible := _POSSIBLE.search(text, at):
        ways = ((_FROM_TO, _from_to), (_POINT, _of_point), (_LENGTH, _of_length))
        read = ((read, _around(pattern, text, at, possible)) for pattern, read in ways)
        span = next((span for way, found in read if found and (span := way(found, year))), None)
        if span:
            yield span
        at = span.end if span else possible.end()


def lengths_against(text: str, year: int) -> Iterator[tuple[int, int, int]]:
    """Yield the lengths that the ends just told contradict, each with its span and the right number of its unit.

    >>> text = "7月1日至7月7日停更，前后七天。9月11日至10月20日自查，历时五十天。"
    >>> [(text[start:end], right) for start, end, right in lengths_against(text, 2023)]
    [('五十天', 40)]
    """
    ends = None
    for span in time_spans(text, year):
        if ends and span.length and ends.first and ends.last and _LASTS.fullmatch(text, ends.end, span.start):
            number, unit = span.length
            right = (ends.last - ends.first).days + 1
            right = right if unit == "天" else round(right / _DAYS_OF[unit])
            if abs(number - right) > 1 and text[span.end : span.end + 1] in ("", *"，。；、）"):
                yield span.start, span.end, right
        ends = span if span.both else ends


_LASTS = re.compile("[^。；]{0,20}?(?:前后|历时|为期|历经|持续|时长)[为共计达]{0,2}")
_DAYS_OF: Final = {"月": 30.4, "季度": 91.3}


def _around(pattern: re.Pattern[str], text: str, at: int, possible: re.Match[str]) -> re.Match[str] | None:
    """What a pattern finds around a place, from a little before it, not before `at`."""
    begin, end = max(at, possible.start() - _LONGEST), min(len(text), possible.end() + _LONGEST)
    found = pattern.search(text, begin, end)
    while found and found.end() < possible.end():
        found = pattern.search(text, max(found.end(), found.start() + 1), end)
    return found if found and found.start() < possible.end() else None


_LONGEST: Final = 32


def _day_of(match: re.Match[str], at: int, year: int) -> tuple[date, date] | None:
    """The first and the last day of a point of time; None if it is none, as 13月."""
    if month := match[f"month{at}"]:
        number = 1 if month in "元正" else int(scaled_or_none(month) or 0)
        day, third = int(scaled_or_none(match[f"day{at}"] or "0") or 0), match[f"third{at}"] or ""
        return _days(year, number, number, day or _FIRST_OF[third], day or _LAST_OF.get(third, 31))
    if dotted := match[f"dotted{at}"]:
        year, first, day = map(int, re.split("[./-]", dotted))
        return _days(year, first, first, day, day)
    months = _months_of(match, at)
    named = match[f"year{at}"]
    return None if not (months or (named and len(named) > 1)) else _days(year, *(months or (1, 12, 1, 31)))  # 本年报


def _months_of(match: re.Match[str], at: int) -> tuple[int, int, int, int] | None:
    """The first and the last month of a part of a year, with their first and last day; None if none is told."""
    if quarter := match[f"quarter{at}"]:
        last = 3 * int(scaled_or_none(quarter.translate(_AS_NUMBER)) or 0)
        return 1 if match[f"quarters{at}"] else last - 2, last, 25 if match[f"close{at}"] else 1, 31
    if part := match[f"part{at}"]:
        return *_PARTS[part], 1 if part == "初" else 25, 1 if part == "初" else 31
    if match[f"feast{at}"]:
        return 1, 1, 1, 1
    if half := match[f"half{at}"]:
        return (7, 12, 1, 31) if half in "下后" else (1, 6, 1, 31)
    months = match[f"months{at}"]
    return (1, int(scaled_or_none(months) or 0), 1, 31) if months else None


_AS_NUMBER: Final = str.maketrans("两首", "二一")


def _days(year: int, first: int, last: int, day: int, end: int) -> tuple[date, date] | None:
    if not (1 <= first <= last <= 12 and 1 <= day <= monthrange(year, first)[1]):  # noqa: PLR2004 - months of a year
        return None
    return date(year, first, day), date(year, last, min(end, monthrange(year, last)[1]))


def year_of(said: str | None, year: int, before: int) -> int:
    """The year that words name: by itself, beside the report's (`year`) or beside that of the date before."""
    if said is None or said == "同":
        return before
    if said in "当本今":
        return year
    if said in "次翌":
        return before + 1
    return year - 1 if said in "上去" else int(said.translate(TO_ASCII_DIGITS))


def _from_to(match: re.Match[str], year: int) -> TimeSpan | None:
    begins = year_of(match["year1"], year, year)
    ends = year_of(match["year2"], year, int(match["dotted1"][:4]) if match["dotted1"] else begins)
    first, last = _day_of(match, 1, begins), _day_of(match, 2, ends)
    return TimeSpan(*match.span(), first[0], last[1], both=True) if first and last else None


def _of_point(match: re.Match[str], year: int) -> TimeSpan | None:
    days = _day_of(match, 1, year_of(match["year1"], year, year))
    if days is None:
        return None
    if match["since2"] or (match["since"] and days[0] == days[1]):
        return TimeSpan(*match.span(), days[0], None)
    if match["till"] or match["till2"]:
        return TimeSpan(*match.span(), None, days[1])
    return TimeSpan(*match.span(), *days)


def _of_length(match: re.Match[str], _: int) -> TimeSpan | None:
    number = 6 if match["half"] else scaled_or_none(match["number"])
    unit = "天" if match["days"] else match["unit"] or "月"
    return TimeSpan(*match.span(), None, None, (int(number), unit)) if number else None
