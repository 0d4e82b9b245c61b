"""Find two dated steps of one matter that are told in an order that cannot be, and answers that took too long.

收到 comes before 答复, 启动 before 完成, 印发 before 公开: `_COURSES` has such words by their course.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.times.time_spans import year_of
from gk_docs.chinese.scale import scaled_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.text.texts import Passage

_COURSES: Final = (
    (
        "下发|下达|收到|收悉|收件|收讫|来件|接到|受理|登记|递交|提交|提出|送达|寄达|立案|报名|交办|转办|反馈|指出|发现|点名",
        "答复|办结|回复|复函|出具|发出|审结|整改|改正|纠正|更正|销号|报送|上报",
    ),
    (
        "启动|开始|动手|着手|进场|开工|动工|征集|关停|停用|停机|暂停|公示|发放",
        "完成|收尾|结束|完毕|竣工|完工|验收|截止|期满|届满|恢复|收官|上线|投用|回收",
    ),
    ("起草", "征求意见", "审议|审定|送审", "印发|签发|出台|制发|通过", "公开|公布|上网|挂网|发布"),
)
"""The words of the stages of each course, the first stage first."""

_PLACES: Final = {
    word: (course, place)
    for course, stages in enumerate(_COURSES)
    for place, words in enumerate(stages)
    for word in words.split("|")
}
_STAGE: Final = f"(?P<stage>{'|'.join(_PLACES)})"
_N: Final = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_DATE = re.compile(
    f"(?<![0-9.])(?P<since>[自从]?)(?:(?P<year>20[0-9]{{2}}|[同当本今次翌上去])年)?(?P<month>{_N})月(?:(?P<day>{_N})[日号])?"
)
_GAP: Final = "[^，。；：、0-9的“”《》（）]"
_BEHIND = re.compile(
    f"(?P<gap>{_GAP}{{0,10}}?){_STAGE}(?P<of>[的件稿期前后时之]|[^，。；]{{0,12}}的[\u4e00-\u9fff]|通知)?"
)
_AHEAD = re.compile(f".*{_STAGE}(?:[^，。；：、0-9“”《》（）]{{0,6}}?(?P<noun>日期|时间|日)[为是系在于：]*|[于自从])$")
_ABOUT_ANOTHER = re.compile(
    "[另又余每曾先早]|其[余他]|(?<!经)[一二三][期批轮]|第[一二三四]|涉及|此前|之前|以前|自查|征求意见稿|草案|分别|最[早晚]|的是|按照|根据"
)
_PUT_RIGHT: Final = frozenset(("整改", "改正", "纠正", "更正"))
_LATE, _EARLY = 10, 2  # months beside the turn of the year
_COUNTED = re.compile("[0-9一二三四五六七八九十两]+[件条个份]")
_NO_STEP = re.compile("(?:以|之)?前|[至到—–-]|[底初末]")
_RECEIVED: Final = frozenset(["收到", "收悉", "收件", "收讫", "来件", "接到", "受理", "登记", "递交", "提交", "提出"])
_ANSWERED: Final = frozenset(("答复", "办结", "回复", "出具", "发出"))
_SURELY_LATE: Final = 30  # 20 working days, with the longest holidays of a year twice
_DENIED = re.compile("[未无没][^，。；、]{0,10}?(?:延[期长]|补正|第三方|征求|超)[^，。；、）]*")
_MORE_TIME = re.compile(
    "延[期长]|补正|第三方|征[求询]|听证|鉴定|检测|协商|撤[回销]|视为|顺延|中止|暂停|不计入|扣除|超[期过出时]|逾期|延误|迟|复议|诉讼|法院|信访|建议|提案|问卷|分别"
)
_WORK: Final = frozenset("|".join(_COURSES[1]).split("|"))
_THING = re.compile("(?:了|对)?[\u4e00-\u9fff]{3}")
_GOES_ON = re.compile(f"(?:{'|'.join(_PLACES)})(?=[，。；、）了]|$)")  # 公示结束, 完成整改


class _DatedStep(NamedTuple):
    start: int
    end: int
    day: date
    exact: bool
    words: tuple[str, ...]
    noun: bool
    of_a_thing: bool
    has_been: bool


class Misordered(NamedTuple):
    """Two dated steps that cannot be: their span, and the working days between them if these are far too many."""

    span: tuple[int, int]
    days: int | None = None


def misordered_steps(passage: Passage, year: int) -> Iterator[Misordered]:
    r"""Two steps of one matter of which the later one is dated first, and an application's receipt and late answer.

    Public holidays are not known here: only what none can explain is late, and nothing beside a reason for more time.

    >>> from gk_docs.checks.text.texts import Passage
    >>> text = "办法印发于9月15日，公开的日期为同年8月28日。10月26日反馈的问题，9月18日自查时已整改。"
    >>> [text[slice(*one.span)] for one in misordered_steps(Passage("a", text, "summary"), 2023)]
    ['印发于9月15日，公开的日期为同年8月28日']
    >>> text = "1件申请6月5日收到，8月31日答复，未办理延期。\n1件申请6月5日收到，经延期，8月1日答复。"
    >>> [*misordered_steps(Passage("a", text, "summary"), 2023)]
    [Misordered(span=(4, 18), days=63)]
    """
    for sentence in passage.sentences if passage.text.count("月") > 1 else ():
        for one, other in pairwise(_steps(sentence.text, year)) if sentence.text.count("月") > 1 else ():
            span = sentence.start + one.start, sentence.start + other.end
            if _ABOUT_ANOTHER.search(sentence.text, one.end, other.start):
                continue
            if _is_turned(one, other) and not _is_another(sentence.text, one, other):
                yield Misordered(span)
            elif (days := _days_to_answer(one, other)) > _SURELY_LATE and _of_applications(passage):
                begin = passage.text.rfind("\n", 0, span[0]) + 1
                paragraph = passage.text[begin:].partition("\n")[0]
                if not _MORE_TIME.search(_DENIED.sub("", paragraph)):
                    yield Misordered(span, days)


def _of_applications(passage: Passage) -> bool:
    return passage.part == "on_request" or "申请" in passage.text


def _is_another(text: str, one: _DatedStep, other: _DatedStep) -> bool:
    """Whether two steps are those of two matters, by what is between and behind them."""
    between = text[one.end : other.start]
    counted = _COUNTED.search(between) and _COUNTED.match(text, other.end)
    put_right = not _PUT_RIGHT.isdisjoint(other.words) and (other.has_been or "已" in between)
    works = _WORK.issuperset((*one.words, *other.words)) and _THING.match(text, one.end)
    thing = _THING.match(text, other.end) if works else None
    another = thing is not None and thing[0][:2] not in between  # 启动目录修订，完成修订: one thing
    return bool(other.of_a_thing or "；" in between or counted or put_right or another)


def _days_to_answer(one: _DatedStep, other: _DatedStep) -> int:
    is_answered = not _RECEIVED.isdisjoint(one.words) and not _ANSWERED.isdisjoint(other.words)
    return _working_days(one.day, other.day) if is_answered and one.exact and other.exact else 0


def _working_days(first: date, last: date) -> int:
    """The days from Monday to Friday behind the first day, up to the last one."""
    return sum((first + timedelta(at)).weekday() < 5 for at in range(1, (last - first).days + 1))  # noqa: PLR2004 - Saturday


def _steps(text: str, year: int) -> Iterator[_DatedStep]:
    """The dated steps in a sentence, in order."""
    before, at = date(year, 1, 1), 0
    for found in _DATE.finditer(text):
        begin, at = at, found.end()
        day = _day_of(found, year, before)
        if day is None:
            continue
        before = day
        ahead, behind = _AHEAD.search(text, begin, found.start()), _BEHIND.match(text, at)
        step = ahead if ahead and (ahead["noun"] or not behind) else behind
        if step is None or _NO_STEP.match(text, at):
            continue
        gap = "" if step is ahead else step["gap"]
        if (found["day"] or not (gap or step is ahead)) and not _ABOUT_ANOTHER.search(gap):
            more = _GOES_ON.match(text, step.end("stage")) if step is behind else None
            span = min(found.start(), step.start("stage")), max(at, step.end("stage"), more.end() if more else 0)
            words = (step["stage"], more[0]) if more else (step["stage"],)
            noun, of_a_thing = step is ahead or bool(found["since"]), step is behind and bool(step["of"])
            yield _DatedStep(*span, day, bool(found["day"]), words, noun, of_a_thing, "已" in gap)


def _day_of(found: re.Match[str], year: int, before: date) -> date | None:
    """The day that a date names, by default in the year of the one before it or at its turn; None if it is none."""
    month, day = (int(scaled_or_none(found[name] or "1") or 0) for name in ("month", "day"))
    turns = not found["year"] and before.month > _LATE and month <= _EARLY
    try:
        return date(year_of(found["year"], year, before.year) + turns, month, day)
    except ValueError:
        return None


def _is_turned(one: _DatedStep, other: _DatedStep) -> bool:
    for course, place in map(_PLACES.__getitem__, one.words):
        for its_course, its_place in map(_PLACES.__getitem__, other.words):
            if course == its_course and place < its_place:
                return _is_before(other, one)
            if course == its_course and place > its_place and other.noun and _PUT_RIGHT.isdisjoint(other.words):
                return _is_before(one, other)  # not 答复1件，收到另1件
    return False


def _is_before(one: _DatedStep, other: _DatedStep) -> bool:
    exact = one.exact and other.exact
    return one.day < other.day if exact else (one.day.year, one.day.month) < (other.day.year, other.day.month)
