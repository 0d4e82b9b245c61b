"""GK606: list marks before headings and items (一、 （一） 1. （1）): their form and their order."""

from __future__ import annotations

from itertools import chain, takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.evidence.quoting import mend, text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.chinese.lists import NumberedLine, format_number, parse_number
from gk_docs.chinese.scale import scaled_or_none
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.text.texts import Passage

_NUMBERED = re.compile(r"[^\S\n]*[0-9０-９（(零一二三四五六七八九十百㈠-㈩⑴-⒇①-⑳⒈-⒛].*")
_COMMA = re.compile("^[ \u3000]*(?P<mark>(?P<number>[1-9][0-9]?)[，,])(?=[\u4e00-\u9fff])", re.MULTILINE)
_RUN = re.compile(
    "(?P<number>[一二三四五六七八九])(?<![^。；;：:，,\n！”\\s].)(?P<word>是|要)(?!否|件|项|个(?!别)|次(?!要))"
)
_NTH = re.compile("(?P<word>第)(?<![^。；;：:，\n]第)(?P<number>[一二三四五六七八九])(?=[，,、])")
_INLINE = re.compile(
    "(?:^|(?<=[。；;：:]))(?:(?P<parts>（[一二三四五六七八九]）)|(?P<heads>[一二三四五六七八九]、)"
    r"|(?P<items>[1-9][.．、](?![0-9]))|(?P<lowest>[（(][1-9][）)]))",
    re.MULTILINE,
)
_COUNTED = re.compile(
    "(?<![一二三四五六七八九十百0-9第])(?P<number>[二两三四五六七八九2-9])(?:个|项|点|条|大|种|类|方面|重点)"
    "[\u4e00-\u9fff”]{0,6}[：:]\\s*(?P<first>一是|（[一1]）|[(]1[)]|1[.．、]|一、|第一[，,])"
)
_EACH: Final = (
    re.compile("([一二三四五六七八九])是"),
    re.compile("[（(]([一二三四五六七八九])[）)]"),
    re.compile("[（(]([1-9])[）)]"),
    re.compile("第([一二三四五六七八九])[，,]"),
    re.compile("(?<![^\\n：:。；])([一二三四五六七八九])、"),
    re.compile("(?<![^\\n：:。；，])([1-9])[.．、](?![0-9])"),
)
"""Patterns for the marks of list items, one for each style; group 1 is the number."""
_OF_PROBLEMS = re.compile("问题|不足|短板|差距|薄弱")
_MISCOUNTED = "写的是“{found}”，列出的是 {expected} 项：{sentence}"
_FIRST, _COUNTED_HINT = re.compile("[一1][）)、.．]"), re.compile("[：:] ?[（(]?[一1第]")
_COMMA_HINT, _RUN_HINT = re.compile("1[，,]"), re.compile("一[是要，,、]")
_ORDER = "一二三四五六七八九"
_NUMBER_OF = re.compile("[0-9０-９零一二三四五六七八九十百]+")
_FROM = "本级序号从“{found}”开始，前面缺“{expected}”：{sentence}"
_REPEATED = "序号“{found}”重复，按顺序应为“{expected}”：{sentence}"
_SKIPPED = "序号跳过了“{expected}”，直接到“{found}”：{sentence}"
_NESTED = "小标题用了“{found}”这一级或更低一级的序号，下面的条目也用这一级，宜改用“{expected}”：{sentence}"
_NO_PARENT = "序号“{found}”的上一级应为“{expected}”，这里跳过了一级：{sentence}"
_OLD_MARKS = re.compile("[㈠-㈩⑴-⒇①-⑳⒈-⒛]|^[0-9]{1,2}[）)]")


_PARTS, _ITEM, _LOWEST = 2, 3, 4  # （一）, 1. and （1）


class Mark(NamedTuple):
    """A list mark in a text."""

    passage: Passage
    start: int
    line: NumberedLine


@rule(
    "GK606",
    "numbering",
    Severity.WARNING,
    basis="GB/T 9704—2012《党政机关公文格式》7.3.3：依次用“一、”“（一）”“1.”“（1）”",
    message="序号写的是“{found}”，应写“{expected}”：{sentence}",
)
def numbering(case: Case) -> Iterator[Fact]:
    """序号的形式混用，或者跳号、重号。

    查什么：各部分内的小标题和条目，序号是否用“（一）”“1.”“（1）”的标准形式（“3、”“3，”“（一）、”“(一)”不是），同级序号是
    否从一开始、依次递增；“（1）”上面没有“1.”的，小标题和下面的条目用同一级序号的，作提示，一份报告说一次；“一是”“二是”“三是”和“第一，”“第二，”是否依次，“三项工作：”后面列出的是否三项。圆圈数字一类的序号只看顺序。
    同一种写法（都写“1、”）在一份报告中只说一次，指在第一处。

    为什么：跳号、重号往往是漏了一段，或者拼接时没有改。

    例：第一条没有序号，后面是“2.”“3、”“4、”。

    怎样改：按标准改序号的形式，--fix 可以改；顺序须看内容是否有遗漏，不自动改。
    """
    sections = [_marks_of(case, section.name) for section in case.outline.sections]
    yield from map(_of_a_habit, _misshapen_in(sections))
    hints = set[str | None]()
    for fact in _out_of_order_in(sections):
        if fact.severity is None or fact.message not in hints:
            yield fact
            hints.add(fact.message)


def _misshapen_in(sections: Iterable[tuple[list[Passage], list[Mark]]]) -> Iterator[Fact]:
    """Every mark that is not in the standard form."""
    for passages, marks in sections:
        if any(map(_is_misshapen, marks)):
            for one in _lists(marks):
                mendable = all(map(_keeps_its_number, one))
                yield from (_misshapen(mark, mendable=mendable) for mark in one if _is_misshapen(mark))
        yield from (fact for mark in marks if not _is_misshapen(mark) for fact in _doubled(mark))
        for passage in passages:
            yield from _commas(passage) if _COMMA_HINT.search(passage.text) else ()


def _of_a_habit(fact: Fact) -> Fact:
    """The fact with its habit, which is the same whatever the number: `、→.` for 1、 and 3、."""
    wrong, right = (_NUMBER_OF.sub("", str(mark)) for mark in (fact.found, fact.expected))
    fact.facts = {**fact.facts, "habit": f"{wrong}→{right}"}
    return fact


def _marks_of(case: Case, section: str) -> tuple[list[Passage], list[Mark]]:
    """The passages of a section and their marks, without impossible ones (九、 in a form of six sections)."""
    passages = [passage for passage in case.printed_texts.passages if passage.section == section]
    last = len(case.outline.sections)
    return passages, [one for each in passages for one in _marks(each) if one.line.level > 1 or one.line.number <= last]


def _out_of_order_in(sections: Iterable[tuple[list[Passage], list[Mark]]]) -> Iterator[Fact]:
    """Numbers skipped or repeated, and lists that are longer or shorter than the text says (三项工作)."""
    ways = ((_run, _RUN_HINT), (_inline, _FIRST), (_counted, _COUNTED_HINT))
    for passages, marks in sections:
        yield from _order(marks)
        for passage in passages:
            yield from chain.from_iterable(way(passage) for way, hint in ways if hint.search(passage.text))


def _marks(passage: Passage) -> Iterator[Mark]:
    begin = 0
    for line in passage.text.split("\n"):
        numbered = parse_number(line) if _NUMBERED.match(line) else None
        if numbered and (numbered.rest or passage.heading):
            yield Mark(passage, begin + line.index(numbered.mark), numbered)
        begin += len(line) + 1


def _lists(marks: Iterable[Mark]) -> Iterator[list[Mark]]:
    """The marks of each list; a list has one level and ends at a mark of a higher level or a new number 1."""
    lists: dict[int, list[Mark]] = {}
    for mark in marks:
        level = mark.line.level
        for ended in [one for one in lists if one > level or (one == level and mark.line.number == 1)]:
            yield lists.pop(ended)
        lists.setdefault(level, []).append(mark)
    yield from lists.values()


def _keeps_its_number(mark: Mark) -> bool:
    """Whether the mended mark still reads as a mark: 5、60人 would become 5.60人, so its list is not mended."""
    again = parse_number(f"{format_number(mark.line.level, mark.line.number)}{mark.line.rest}")
    return again is not None and again.number == mark.line.number


def _is_misshapen(mark: Mark) -> bool:
    right = format_number(mark.line.level, mark.line.number)
    return mark.line.mark != right and not _OLD_MARKS.search(mark.line.mark)


def _misshapen(mark: Mark, *, mendable: bool) -> Fact:
    """The fact for a mark not in the standard form; `mendable` is the same for all marks of a list."""
    right = format_number(mark.line.level, mark.line.number)
    facts = mend(right) if mendable else {}
    return text_fact(mark.passage, mark.start, mark.start + len(mark.line.mark), expected=right, facts=facts)


def _doubled(mark: Mark) -> Iterator[Fact]:
    """A mark followed by a comma, as in （一）、."""
    if mark.line.rest.startswith(("，", ",", "、")):
        end = mark.passage.text.index(mark.line.rest, mark.start) + 1
        right = format_number(mark.line.level, mark.line.number)
        yield text_fact(mark.passage, mark.start, end, expected=right, facts=mend(right))


def _commas(passage: Passage) -> Iterator[Fact]:
    """1，2，3， before the lines of a passage; a single one is left alone, since it may be part of the sentence."""
    found = list(_COMMA.finditer(passage.text))
    if len(found) > 1 and [int(match["number"]) for match in found] == list(range(1, len(found) + 1)):
        for match in found:
            right = format_number(_ITEM, int(match["number"]))
            yield text_fact(passage, *match.span("mark"), expected=right, facts=mend(right))


def _order(marks: Iterable[Mark]) -> Iterator[Fact]:
    """Repeated or skipped numbers and levels; each level begins again under a mark of a higher level.

    Items of a text begin again under each heading, also where their marks are of its level or one above it.
    """
    last: dict[float, Mark] = {}
    for mark in marks:
        level: float = mark.line.level
        heading = max((at for at, one in last.items() if one.passage.heading), default=0)
        under = heading + level / _DEEPER
        if not mark.passage.heading and level <= heading and (mark.line.number == 1 or under in last):
            if under not in last:
                yield _marked(mark, _NESTED, format_number(int(heading) + 1, 1), Severity.INFO)
            level = under
        for lower in [one for one in last if one > level]:
            del last[lower]
        before = last.get(level)
        if level == _LOWEST and level - 1 not in last and not before and not _OLD_MARKS.search(mark.line.mark):
            yield _marked(mark, _NO_PARENT, format_number(mark.line.level - 1, 1), Severity.INFO)
        elif message := _wrong(mark, before):
            yield _marked(mark, message, format_number(mark.line.level, (before.line.number if before else 0) + 1))
        last[level] = mark


_DEEPER: Final = 10  # of items below a heading, whose marks are of its level or one above: a part of a level


def _wrong(mark: Mark, before: Mark | None) -> str | None:
    """The message for a number that does not follow the one before it on its level; None if it does."""
    number, passed = mark.line.number, before.line.number if before else 0
    if number == passed + 1:
        return None
    if number == 1 and (before is None or (mark.line.level > _PARTS and not _adjoin(before, mark))):
        return None
    return _FROM if not passed else _REPEATED if number <= passed else _SKIPPED


def _adjoin(before: Mark, mark: Mark) -> bool:
    """Whether a mark's line directly follows the line of item 1, so that it cannot begin a new list."""
    between = mark.passage.text[before.start : mark.start]
    return before.passage is mark.passage and before.line.number == 1 and "\n" not in between.strip()


def _marked(mark: Mark, message: str, expected: str, severity: Severity | None = None) -> Fact:
    end = mark.start + len(mark.line.mark)
    return text_fact(mark.passage, mark.start, end, expected=expected, message=message, severity=severity)


def _run(passage: Passage) -> Iterator[Fact]:
    """Numbers skipped or repeated in 一是…二是…, 一要…二要… or 第一，第二，; every 一 begins a new list."""
    before, paragraph, word = 0, -1, ""
    for match in chain(_RUN.finditer(passage.text), _NTH.finditer(passage.text)):
        number = _ORDER.index(match["number"]) + 1
        here = passage.text.rfind("\n", 0, match.start())
        fresh = number == 1 or match["word"] != word
        if not fresh and number != before + 1 and (here == paragraph or before):
            number_due = _ORDER[before] if before < len(_ORDER) else None
            expected = number_due and (f"第{number_due}" if word == "第" else f"{number_due}{word}")
            message = _REPEATED if number <= before else _SKIPPED
            yield text_fact(passage, *match.span(), expected=expected, message=message)
        if not (match["word"] != word and number != 1):
            before, paragraph, word = number, here, match["word"]


def _inline(passage: Passage) -> Iterator[Fact]:
    """Numbers skipped or repeated in marks on one line: 1. 2. 3. or （一）（二）（三）."""
    last: dict[tuple[int, str], int] = {}
    for match in _INLINE.finditer(passage.text):
        kind, line = match.lastgroup or "", passage.text.rfind("\n", 0, match.start())
        mark = match[0].strip("（）()、.．")
        number = int(mark) if mark.isdigit() else _ORDER.index(mark) + 1
        before = last.get((line, kind))
        if before and number not in (1, before + 1):
            expected = match[0].replace(mark, f"{before + 1}" if mark.isdigit() else _ORDER[before : before + 1])
            message = _REPEATED if number <= before else _SKIPPED
            yield text_fact(passage, *match.span(), expected=expected, message=message)
        if before or number == 1:
            last[line, kind] = number


def _counted(passage: Passage) -> Iterator[Fact]:
    """Counts that do not fit the list after them (三项工作： and two items); GK210 does this for problems."""
    for match in _COUNTED.finditer(passage.text):
        if passage.section == "problems" and _OF_PROBLEMS.search(match[0]):
            continue
        listed = items_of(passage.text[match.start("first") :].partition("\n")[0])
        if listed > 1 and scaled_or_none(match["number"]) not in (None, listed):
            yield text_fact(passage, match.start(), match.start("first"), expected=listed, message=_MISCOUNTED)


def items_of(text: str) -> int:
    """Count the items of the first list in a text: 1, 2, 3 and so on, until a number is out of order.

    >>> items_of("一是人手不足：（1）专人少，（2）兼职多，（3）变动快；二是形式单一。")
    2
    """
    lists = [[(found.start(), scaled_or_none(found[1])) for found in each.finditer(text)] for each in _EACH]
    first = min((items for items in lists if items and items[0][1] == 1), default=[])
    return sum(1 for _ in takewhile(lambda item: item[0] == item[1][1], enumerate(first, 1)))
