"""GK202 to GK204, GK211 and GK214: the form in force, its six sections in order and under their own titles."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.checks.evidence.quoting import text_fact
from gk_docs.checks.rule import Fact, not_assessed, perhaps_lost, rule
from gk_docs.checks.text.citations import NOTICE
from gk_docs.chinese.labels import normalise, strip_numbering
from gk_docs.chinese.lists import parse_number
from gk_docs.finding import Severity
from gk_docs.form.editions import form_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.checks.case import Case
    from gk_docs.form.outline import Section

_BASIS = f"《中华人民共和国政府信息公开条例》第五十条；{NOTICE.cited}"


@rule("GK202", "section-missing", Severity.ERROR, basis=_BASIS, message="缺少“{expected}”这一部分。")
def section_missing(case: Case) -> Iterator[Fact]:
    """缺少规定的部分。

    查什么：读到的报告是否有全部六个部分。没有内容的部分另见 GK201、GK205、GK206。标题可能在没有读入的文字中的，不判断。

    为什么：条例第五十条规定了年度报告应当包括的内容，格式要求内容不缺项。

    例：第四部分没有出现，第三部分之后直接是第五部分。

    怎样改：补上这一部分；没有发生的事项，表格填 0，文字写明没有。
    """
    if case.titles is not None and len(case.titles) < _FEW:
        yield not_assessed("只认出 {count} 个部分的标题，未判断。", count=len(case.titles))
    for name in missing_sections(case):
        title = case.outline.section(name).title
        lost = case.may_have_lost(re.compile(re.escape(strip_numbering(title))))
        yield perhaps_lost(name) if lost else Fact(path=name, expected=title)


_FEW = 3  # with fewer titles found, the reader most likely did not recognise them


def missing_sections(case: Case) -> list[str]:
    """Field names of the sections missing from a published file, in statutory order; [] if too few titles are known.

    A heading of "" in `printed.headings` means that the section's title is not printed.
    """
    printed = case.report.printed
    titles = case.titles or [
        name for name in printed.order or case.outline.section_names if printed.headings.get(name) != ""
    ]
    return [name for name in case.outline.section_names if name not in titles] if len(titles) >= _FEW else []


def unseen(case: Case, name: str) -> bool:
    """Whether a section's title was not found in a published file, so that nothing can be said about its text."""
    return name in missing_sections(case) or (case.titles is not None and name not in case.titles)


_LINE = re.compile("[^\n]+")


@rule(
    "GK211",
    "section-extra",
    Severity.WARNING,
    basis=_BASIS,
    message="多出一个部分“{found}”；规定的是六个部分，这些内容应写在“{expected}”里",
)
def section_extra(case: Case) -> Iterator[Fact]:
    """多出规定以外的部分。

    查什么：第六部分之后是否还有“七、”“八、”一类的部分。

    为什么：通知要求内容不宜泛化，规定的是六个部分；其他事项在第六部分报告。

    例：七、附件。

    怎样改：并入第六部分，或者删去。
    """
    last = case.outline.sections[-1]
    for passage in case.texts.passages:
        for line in _LINE.finditer(passage.text) if passage.section == last.name else ():
            if is_extra(line[0], len(case.outline.sections)):
                yield text_fact(passage, *line.span(), expected=strip_numbering(last.title))


def is_extra(line: str, sections: int) -> bool:
    """Whether a line begins with the number of a section beyond the form's last one (七、)."""
    numbered = parse_number(line)
    return bool(numbered and numbered.level == 1 and numbered.number > sections)


@rule("GK203", "section-order", Severity.ERROR, basis=_BASIS, message="次序不对：应排第{expected}，排在第{found}。")
def section_order(case: Case) -> Iterator[Fact]:
    """各部分的次序与规定不同。

    查什么：六个部分是否按规定次序排列。只指出移动最少即可恢复次序的那些部分。

    为什么：统一的次序便于公众查找，也便于汇总。

    例：第五部分排在第四部分之前。

    怎样改：按规定格式的次序排列。
    """
    order, right = case.report.printed.order, case.outline.section_names
    for name in _out_of_place(order, right):
        yield Fact(path=name, found=order.index(name) + 1, expected=right.index(name) + 1)


def _out_of_place(order: Sequence[str], right: Sequence[str]) -> list[str]:
    """The fewest sections to move so that the rest are in order."""
    for count in range(len(order) + 1):
        for moved in combinations(order, count):
            rest = [right.index(name) for name in order if name not in moved]
            if rest == sorted(rest):
                return list(moved)
    return []


@rule(
    "GK214",
    "form-not-in-force",
    Severity.WARNING,
    basis=_BASIS,
    message="{year} 年度的报告应按{expected}编制，这份报告用的是{found}的格式。",
)
def form_not_in_force(case: Case) -> Iterator[Fact]:
    """用的不是报告年度的格式。

    查什么：报告的表格是否是报告年度的那一版格式。2019、2020 年度用〔2019〕60号的格式，
    2021 年度起用〔2021〕30号的格式。格式由本省另定的不查。

    为什么：两版格式的行、列不同，用错了不能汇总，也不能与其他机关比较；也可能是年度写错了。

    例：2020 年度的报告用〔2021〕30号的格式，该通知这时还没有印发。

    怎样改：先核对年度；年度没有写错的，按该年度的格式重新填写。
    """
    own, due = case.report.form, form_of(case.report.year).form
    guessed = any(one.code == "GK103" and one.place.path == "year" for one in case.read)
    if own is not due and not own.by_name_only and guessed:
        yield not_assessed("文件没有写明年度，未判断。", "edition")
    elif own is not due and not own.by_name_only:
        yield Fact(path="edition", found=own.notice.number, expected=due.notice.number)


_TAIL = "统计表"
_NUMBER = "标题序号与规定不同：写的是“{found}”，应为“{expected}”。"
_HARMLESS = "标题与规定的写法略有不同：写的是“{found}”，应为“{expected}”。"


@rule(
    "GK204",
    "section-title",
    Severity.WARNING,
    basis=_BASIS,
    message="标题与规定不同：写的是“{found}”，应为“{expected}”。",
)
def section_title(case: Case) -> Iterator[Fact]:
    """部分的标题与规定不同。

    查什么：六个部分的标题是否用规定的文字。常见而无害的写法（第四部分用条例原文、第五部分加“政府信息公开工作”、加“
    统计表”、句末加句号、没有序号）只作提示。

    为什么：标题由规定格式统一，改动后公众和系统难以识别。

    例：第五部分写作“五、意见建议和下一步打算”。

    怎样改：使用规定的标题。
    """
    for name, heading in case.report.printed.headings.items():
        section = case.outline.section(name)
        if heading not in ("", section.title):  # GK202 reports a title that is missing
            yield _title_fact(section, heading)


def _title_fact(section: Section, heading: str) -> Fact:
    fact = Fact(path=section.name, found=heading, expected=section.title)
    printed, official = parse_number(heading), parse_number(section.title)
    if _key(heading) not in map(_key, (section.title, *section.variants.harmless)):
        return fact
    if printed and official and printed.number != official.number:
        return replace(fact, message=_NUMBER)
    return replace(fact, severity=Severity.INFO, message=_HARMLESS)


def _key(title: str) -> str:
    return normalise(strip_numbering(title)).removesuffix(_TAIL)
