"""GK605: the title of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.checks.rule import Fact, perhaps_lost, rule
from gk_docs.finding import Severity
from gk_docs.form.agency import NO_PART_OF_A_NAME
from gk_docs.form.identity import NO_NAME
from gk_docs.form.sentences import title as usual_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case

_FORM = re.compile("政府信息公开(?P<work>工作)?(?P<annual>年度)?报告")
_DOUBLED = re.compile("(年|工作|公开|信息|报告)\\1")
_OFTEN = re.compile("[0-9〇零一二三四五六七八九]年度[^度]*政府信息公开工作年度报告")
_DRAFT = re.compile(
    "征求意见|送审|讨论稿|草案|草稿|初稿|审议稿|报批稿|修改稿|定稿|样稿|[（(][^（）()]{0,6}稿[）)]|模板|范本|副本"
)
_STRAY = re.compile(f"{NO_PART_OF_A_NAME.pattern}|某")
_MESSAGES = {
    "stray": "机关名称里的“{found}”不是名称的一部分，会照样印在标题里；请只写全称",
    "doubled": "标题有重复的文字（{found}），通常写“{expected}”",
    "work": "标题缺“工作”二字（{found}），条例的名称是“政府信息公开工作年度报告”",
    "annual": "标题缺“年度”二字（{found}），条例的名称是“政府信息公开工作年度报告”",
    "name": "标题不是“政府信息公开工作年度报告”（{found}）",
    "year": "标题没有年份（{found}）",
    "body": "标题没有机关名称（{found}）",
    "bare": "标题没有机关名称和年份（{found}）",
    "draft": "标题里留有草稿的标记（{found}），应写“{expected}”",
}


@rule(
    "GK605",
    "title-form",
    Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第四十九条、第五十条：政府信息公开工作年度报告",
    message="没有标题，应写“{expected}”",
)
def title_form(case: Case) -> Iterator[Fact]:
    """标题不规范。

    查什么：标题是否有机关名称、年份和“政府信息公开工作年度报告”全称，是否有写了两次的词（年度、报告），是否留有“征求意见稿”一类标记；填报的机关名称里是否有年份、“年度报告”、标点、“盖章”、“某”一类不是名称的字。分行排的标题连起来看。“2023年度……年度报告”很常见，只作提示。

    为什么：条例第四十九条、第五十条用的就是这个名称；没有机关和年份的标题离开网页就不知道是谁的、哪年的。

    例：某局2023年度政府信息公开年度报告：“年度”重复，缺“工作”。

    怎样改：写作“机关名称＋年份＋年政府信息公开工作年度报告”。
    """
    report = case.report
    printed = "".join(report.printed.title) or report.title or ""
    expected = usual_title(report.agency, report.year, report.form).replace(NO_NAME, "机关名称")
    if not printed.strip():
        yield perhaps_lost("title") if case.may_have_lost(_FORM) else Fact(path="title", expected=expected)
        return
    bare = re.sub(r"\s", "", printed)
    if stray := None if report.agency.name == NO_NAME else _STRAY.search(report.agency.name):
        yield Fact(path="agency.name", found=stray[0], message=_MESSAGES["stray"])
        return
    for fault in _faults(bare, case):
        usual = fault == "doubled" and _OFTEN.search(bare) and not _DOUBLED.search(bare)
        severity = Severity.INFO if usual else None
        yield Fact(path="title", found=printed, expected=expected, message=_MESSAGES[fault], severity=severity)


def _faults(title: str, case: Case) -> Iterator[str]:
    form = _FORM.search(title)
    if not form:
        yield "name"
    elif not form["work"]:
        yield "work"
    elif not form["annual"]:
        yield "annual"
    if title.count("年度") > 1 or _DOUBLED.search(title):
        yield "doubled"
    if _DRAFT.search(title):
        yield "draft"
    agency = case.report.agency
    rest = re.sub("(?:[0-9]{4}年?度?)|政府信息公开.*$|关于", "", title)
    named, dated = rest or not agency.name, re.search("[0-9XxＸ×]{4}|二[〇○零]", title)
    if not (named and dated):
        yield "body" if dated else "year" if named else "bare"
