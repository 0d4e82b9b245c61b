"""Find deeds and plans whose date cannot be (2024年11月修订了指南 in the report of 2023); `deeds.txt` has the ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.text.entries import pieced_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from gk_docs.checks.text.texts import Passage


class When(NamedTuple):
    """The year that a report is of, and the day on which it appears, if it says so."""

    year: int
    published: date | None = None


class Misdated(NamedTuple):
    """A date that cannot be: its span, its sort, and the year that is meant."""

    span: tuple[int, int]
    sort: str
    right: int


DEEDS: Final = tuple(pieced_lines("gk_docs.checks.times", "deeds.txt"))
"""Every way: its sort, a sentence in the report of 2023, a pattern."""

_WAYS: Final = tuple((sort, re.compile(pattern)) for sort, _, pattern in DEEDS)
_HINTS: Final = {
    "PLAN": re.compile("年[^，。；]{0,8}[前内]"),
    "DEED": re.compile("(?:20[0-9]{2}|第二|次|翌|来)年(?:[0-9]|第?[二三四]季|[上下]半|年?[底末])"),
    "DUE": re.compile("月[0-9]{0,2}日?[之以]?前"),
    "FEAST": re.compile("元旦|春节|元宵|清明|五一|端午|中秋|国庆|重阳"),
    "DONE": re.compile("[已均部都][于在]?20[0-9]{2}年"),
    "CARRIED": re.compile("(?:去年|上一?年)[0-9]{1,2}月"),
    "SAMPLE": re.compile("[至止](?:20[0-9]{2}年)?[0-9]{1,2}月[底末]?[^，。；]{0,6}的"),
    "TURNED": re.compile("[、，][0-9]{1,2}月"),
    "RISE": re.compile("由20[0-9]{2}年"),
}
_LATE_MONTH: Final = 4  # a report of a year appears in January to March of the next one
_DAY = re.compile("月([0-9]{1,2})日")
_NEAR, _BESIDE = 2, 16  # clauses about a date that say whether it is to come; characters behind it
_DONE = re.compile("已|了(?!解)|[均都](?!可|能|将|要)|[如按]期|提前|全部完成|没有|未(?!来)")
_TOLD_TO = re.compile("要求|规定|通知|部署|应当|按照|根据")
_LATER: Final = (
    "[将拟]|计划(?!生育)|打算|争取|力争|预计|有效|期[限满]|届[满时]"
    "|继续|结转|留待|顺延|延[至期到后]|今后|下一?步|明年|为止"
)
"""Words of what is still to come, before a deed and behind it."""
_TO_COME = re.compile(
    f"{_LATER}|须|准备(?!金)|要求|规定|安排|目标|定[于在]|方案|规划|要点|合同|[商约议]定|签[订约]|敲定|谈妥|预算"
)
_STILL = re.compile(_LATER)  # behind a deed 方案 and 规定 may be what was made
_TITLE = re.compile("《[^》\n]*》|“[^”\n]*”")
_THAN_ASKED = re.compile("[比较](?:原?[计规]划|要求|规定|安排)")
_OTHER_YEAR = re.compile("报告|指出|提出|[今本]年|年内|全年|截至")


def misdated(passage: Passage, this: When) -> Iterator[Misdated]:
    """The dates in a passage of a report at which what is told cannot have been, or cannot be.

    >>> from gk_docs.checks.text.texts import Passage
    >>> [*misdated(Passage("a", "2024年11月修订了公开指南。4月启动、3月完成改造。", "summary"), When(2023))]
    [Misdated(span=(0, 4), sort='DEED', right=2023), Misdated(span=(21, 22), sort='TURNED', right=2023)]
    """
    plain = passage.section != "problems"
    hinted = {sort for sort, hint in _HINTS.items() if not (plain and sort == "PLAN") and hint.search(passage.text)}
    for sort, pattern in _WAYS:
        for found in pattern.finditer(passage.text) if sort in hinted else ():
            if right := _JUDGES[sort](passage, found, this):
                name = next(one for one in ("last", "year", "month") if found.groupdict().get(one))
                span = found.span("month" if sort in ("SAMPLE", "TURNED", "FEAST") else name)
                yield Misdated(span, sort, right)


def _planned(passage: Passage, found: re.Match[str], this: When) -> int | None:
    sentence = passage.sentence_at(found.start("year")).text
    begin = passage.text.rfind("\n", 0, found.start()) + 1
    paragraph = passage.text[begin:].partition("\n")[0]
    is_plan = passage.part == "measures" or _TO_COME.search(paragraph) or f"{this.year + 1}年" in paragraph
    done = _DONE.search(sentence) or _TOLD_TO.search(sentence)
    return (
        this.year + 1
        if passage.section == "problems" and is_plan and not done and int(found["year"]) <= this.year
        else None
    )


def _is_to_come(found: re.Match[str], this: When) -> bool:
    year = int(found["year"]) if found["year"].isdigit() else this.year + 1  # 第二年
    month = int(found["month"] or 0)
    if year == this.year + 1 and month and this.published and this.published.year == year:
        day = _DAY.search(found[0])
        return (month, int(day[1]) if day else 1) > (this.published.month, this.published.day)
    return year > this.year + 1 or (year == this.year + 1 and (month >= _LATE_MONTH or not month))


def _done(passage: Passage, found: re.Match[str], this: When) -> int | None:
    sentence = passage.sentence_at(found.start("year"))
    ahead, behind = passage.text[sentence.start : found.start()], passage.text[found.end() : sentence.end]
    before = "，".join(ahead.split("，")[-_NEAR:]) + found[0]
    behind = _TITLE.sub("", "，".join(behind.split("，")[:_NEAR]))
    told = _DONE.search(passage.text, sentence.start, min(found.end() + _BESIDE, sentence.end))
    if (
        _TO_COME.search(_THAN_ASKED.sub("", before))
        or _STILL.search(behind)
        or (passage.section == "problems" and not told)
    ):
        return None
    return this.year if _is_to_come(found, this) else None


def _due(_: Passage, found: re.Match[str], this: When) -> int | None:
    return this.year + 1 if _is_to_come(found, When(this.year)) else None


_MONTHS_OF: Final = {
    "元旦": (12, 1),
    "春节": (1, 2),
    "元宵": (2, 3),
    "清明": (3, 4),
    "五一": (4, 5),
    "端午": (5, 6),
    "中秋": (9, 10),
    "国庆": (9, 10),
    "重阳": (10, 11),
}  # of feasts, with the days before them and after


def _feast(_: Passage, found: re.Match[str], this: When) -> int | None:
    return None if int(found["month"]) in _MONTHS_OF[found["feast"].strip("“”")] else this.year


def _before(_: Passage, found: re.Match[str], this: When) -> int | None:
    return this.year if int(found["year"]) < this.year else None


def _carried(_: Passage, found: re.Match[str], this: When) -> int | None:
    return this.year if found["last"] else None


def _sampled(_: Passage, found: re.Match[str], this: When) -> int | None:
    year = int(found["year"] or this.year)
    return this.year if year == this.year and int(found["month"]) > int(found["first"]) else None


def _turned(_: Passage, found: re.Match[str], this: When) -> int | None:
    return this.year if int(found["month"]) < int(found["first"]) else None


def _risen(passage: Passage, found: re.Match[str], this: When) -> int | None:
    begin = max(passage.text.rfind(mark, 0, found.start()) for mark in "。；\n") + 1
    sentence = passage.text[begin : found.end() + 20].partition("。")[0]
    is_told = _OTHER_YEAR.search(sentence) or f"{this.year}年" in sentence
    return this.year if int(found["year"]) == this.year - 1 and not is_told else None


_JUDGES: Final[dict[str, Callable[[Passage, re.Match[str], When], int | None]]] = {
    "PLAN": _planned,
    "DEED": _done,
    "DUE": _due,
    "FEAST": _feast,
    "DONE": _before,
    "CARRIED": _carried,
    "SAMPLE": _sampled,
    "TURNED": _turned,
    "RISE": _risen,
}
