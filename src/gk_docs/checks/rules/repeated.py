"""GK608, GK802 and GK803: text that the report has twice, or shares with another body's report or last year's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs.checks.copying.fingerprints import NEIGHBOURS
from gk_docs.checks.copying.shared import Shared, longest_repeat, repeated_runs, share_from
from gk_docs.checks.evidence.quoting import shortened, text_fact
from gk_docs.checks.rule import PREVIOUS, Fact, not_assessed, rule
from gk_docs.checks.text.citations import NOTICE
from gk_docs.finding import Severity
from gk_docs.form.places import words_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.text.texts import Passage

_DUTY = f"《中华人民共和国政府信息公开条例》第四十七条；{NOTICE.number}：内容雷同的要追究责任"
_HALF = 50  # percent, as _WHOLLY is
_WHOLLY = 95
_LEAST: Final = {"summary": 80, "problems": 10, "other_matters": 80}  # characters to compare at all
_LEAST_PART = 40  # characters of a part of a section
_MOST_NAMED = 3
_NOWHERE_ALIKE = "与{other}同一年度的报告有 {found}% 的文字相同（两家名称和固定说法不计）"
_ALWAYS_WRITTEN = "summary"  # section six may hold a computed fee sentence even if no text was read


@rule(
    "GK608",
    "repeated-sentence",
    Severity.WARNING,
    basis="《党政机关公文处理工作条例》第十九条：内容简洁，文字精练",
    message="这段文字在“{first}”已经写过：{found}",
)
def repeated_sentence(case: Case) -> Iterator[Fact]:
    """同一句话写了两次。

    查什么：相同的句子，或连续两个以上的相同分句（合计二十字以上），是否在报告中出现两次。书名号内的名称、“未收到”“未发
    生”一类的说明、引用的法规名称、文中表格的行不算。

    为什么：重复多半是拼接材料时留下的，读者会怀疑内容是凑的。

    例：“开放日”的同一句话在总体情况的开头和监督保障中各写一次。

    怎样改：删去一处。
    """
    for repeat in repeated_runs(case.texts.bodies):
        if "\t" in repeat.passage.printed(repeat.start, repeat.end)[0]:
            continue  # the row of a table: several rows may begin alike
        first = repeat.first.words or words_at(type(case.report), repeat.first.path)
        yield text_fact(repeat.passage, repeat.start, repeat.end, others=(repeat.first.path,), facts={"first": first})


@rule(
    "GK802",
    "copied-text",
    Severity.WARNING,
    basis=_DUTY,
    message="与{other}同一年度的报告有 {found}% 的文字相同（两家名称和固定说法不计）：{sentence}",
    across=True,
)
def copied_text(case: Case, shared: Iterable[Shared]) -> Iterator[Fact]:
    """与其他机关同一年度的报告文字相同。

    查什么：两个机关同一年度的报告，除去两家名称、数字、法规名称、固定说法后，“总体情况”或“存在的主要问题及改进情况”是否有
    一半以上的文字相同；各列出最像的三家，抄的是同一段的合为一条。不足八十字的部分不比。要有多份报告才能比：一次检查多个文件或一个文件夹时进行，只
    查一份报告时不判断。

    为什么：内容雷同是通知点名要追究的情形。

    例：两个镇的“存在的主要问题”只差镇名。

    怎样改：写本机关自己的情况。
    """
    del case
    together: dict[tuple[object, ...], list[Shared]] = {}
    for one in shared:
        passage, stretch = one.same or (None, None)
        together.setdefault((one.section, passage and passage.path, stretch), []).append(one)
    for alike in together.values():
        first, names = alike[0], "、".join(one.other for one in alike)
        more = (
            f"等{first.bodies}家{'以上' * (first.bodies >= NEIGHBOURS)}"
            if first.bodies > len(alike) == _MOST_NAMED
            else ""
        )
        facts = {"other": names + more, "share": first.share}
        if first.same is None:
            yield Fact(path=first.section, found=first.share, message=_NOWHERE_ALIKE, facts=facts)
        else:
            passage, (words, start, end) = first.same
            yield text_fact(passage, start, end, found=first.share, facts={**facts, "sentence": shortened(words)})


@rule(
    "GK803",
    "copied-from-last-year",
    Severity.WARNING,
    basis=_DUTY,
    message="“{section}”有 {found}% 的文字与上一年度相同：{sentence}",
)
def copied_from_last_year(case: Case) -> Iterator[Fact]:
    """叙述部分一半以上与上一年度相同。

    查什么：第一、五、六部分的文字，除去年份、数字、标点、法规名称和固定说法后，是否有一半以上与上一年度报告相同。以下字数都是除
    去以后的：第一、六部分满八十字才比；第五部分十字以上、不足八十字的，七成五以上相同才算，不足十字的不比；分小标题写的，一个小标
    题下满四十字、几乎逐字相同的也算。“未收取信息处理费”一类的说明不算。

    为什么：报告应写本年的工作；有的地方把重复率超过一半作为扣分项。

    例：“存在的主要问题及改进情况”与上年逐字相同，只改了年份。

    怎样改：写本年的问题和改进；上年问题的整改情况也应写明。
    """
    if case.previous is None:
        yield not_assessed("没有提供上一年度报告，未核对。")
        return
    if case.no_comparison:
        yield not_assessed(case.no_comparison)
        return
    if not any(one.section == _ALWAYS_WRITTEN for one in case.previous_texts.bodies):
        yield not_assessed("上一年度报告的文字没有读入，未核对。")
        return
    for section in case.outline.sections:
        if section.name not in _LEAST:
            continue
        now = [one for one in case.texts.bodies if one.section == section.name]
        before = [one for one in case.previous_texts.bodies if one.section == section.name]
        share = share_from(now, before, least=_LEAST[section.name])
        if share is not None and share > _HALF:
            yield _copied(section.name, section.title, share, now, before)
            continue
        for passage in now if len(now) > 1 else ():
            share = share_from([passage], before, least=_LEAST_PART)
            if share is not None and share >= _WHOLLY:
                yield _copied(passage.path, words_at(type(case.report), passage.path), share, [passage], before)


def _copied(path: str, what: str, share: int, now: list[Passage], before: list[Passage]) -> Fact:
    same = longest_repeat(now, before)
    facts = {"section": what, "sentence": shortened(same[1].text) if same else ""}
    return Fact(path=path, found=share, others=(f"{PREVIOUS}{path}",), facts=facts)
