"""GK215 and GK216: paragraphs that say nothing, and sentences that break off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.checks.bodies.names import body_of, names_of
from gk_docs.checks.evidence.quoting import shortened, text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.checks.text.citations import NOTICE
from gk_docs.checks.text.hollow import is_hollow, paragraphs_of
from gk_docs.checks.text.unfinished import announced, broken_off, idle_items, unmarked
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.text.texts import Passage

_NOTHING_ELSE = re.compile("^(?:本年度?|[我本][镇乡局委]|街道)?(?:[无没]有?|暂无|不存在)(?:。|[^，。]{0,4}其[他它])")
_SENTENCE_ENDS = ("。", "！", "；")
_SHORTEST = 18  # characters of one of several paragraphs that must say something
_MEASURES = ("改进", "措施", "整改")


@rule(
    "GK215",
    "hollow-paragraph",
    Severity.WARNING,
    basis=f"{NOTICE.cited}：第一、五、六部分以文字说明情况；《党政机关公文处理工作条例》第十九条：内容简洁，文字精练",
    message="这一段没有写任何具体的事：{sentence}",
)
def hollow_paragraph(case: Case) -> Iterator[Fact]:
    """整段都是套话。

    查什么：总体情况的各小标题下、第五部分、第六部分，是否有整段去掉套话（`hollow.txt`）和连接的词以后什么也不剩的：没有一件事、
    一个数、一个名称、一个地方（“高度重视，认真整改，取得了一定成效”“同上年”“仍有差距，今后将继续努力”），改进措施逐条看；第五部分是否
    有“做好其他相关工作”一类不知做什么的条目。总体情况开头没有小标题的一段，没有人申请时的“依申请公开”，写明没有的，不查。第五部分全是套话的，
    见 GK210。

    为什么：这样的话放在哪个机关、哪一年都可以，等于没有报告。

    例：对上年度存在的问题，我镇高度重视，认真整改，取得了一定成效。

    怎样改：写出是什么问题、做了什么、结果怎样；没有可写的，删去这一段。
    """
    for passage in case.texts.bodies:
        found = [*_hollow(case, passage)] if _must_say_something(case, passage) else []
        yield from found if found and not _is_told_as_a_whole(case, passage) else ()


def _hollow(case: Case, passage: Passage) -> Iterator[Fact]:
    """The paragraphs of a passage that say nothing, and its items that do not say what will be done."""
    names = names_of(case.report.agency)
    for start, end in paragraphs_of(passage.text, items=passage.part == "measures"):
        said = passage.text[start:end]
        short = end - start < _SHORTEST and said != passage.text.strip()
        if not short and said.endswith(_SENTENCE_ENDS) and not _NOTHING_ELSE.match(said) and is_hollow(said, names):
            yield text_fact(passage, start, end, facts={"sentence": shortened(said)})
    for span in idle_items(passage.text) if passage.section == "problems" else ():
        yield text_fact(passage, *span)


def _must_say_something(case: Case, passage: Passage) -> bool:
    """Whether a passage may not say only what any body says."""
    if passage.section == "summary":
        silent = passage.part == "on_request" and not case.settled.get("requests.received.total")
        return passage.part not in (None, "lead") and not silent
    return passage.section in ("problems", "other_matters")


def _is_told_as_a_whole(case: Case, passage: Passage) -> bool:
    """Whether another rule tells that a passage, or its section, says nothing; asked last, since it takes long."""
    if passage.section == "problems":
        whole = case.report.problems.text
    elif passage.part == "oversight" and body_of(case.report.agency).is_government:
        whole = passage.text
    else:
        return False
    return is_hollow(whole, names_of(case.report.agency))


@rule(
    "GK216",
    "broken-off",
    Severity.WARNING,
    basis="《党政机关公文处理工作条例》第十九条：表述准确，结构严谨",
    message="这句话没有写完：{sentence}",
)
def broken_off_sentence(case: Case) -> Iterator[Fact]:
    """句子没有写完，或者说了“如下”却没有下文。

    查什么：句末的词是否还须有下文（“还存在一些。”“主要表现为。”“主要是由于。”“和。”“交接方面等等。”）；一条没有写完就接上了下一条
    （“收到申请后三是……”）；段末没有标点、而全文别的段都有的；“主要表现为：”“情况如下。”“做好两件事。”一类的话后面
    是否什么也没有，或者只有同级的下一条。

    为什么：漏粘、误删留下的半句话，读者看得最清楚。

    例：二是公开内容的通俗性方面还存在一些。

    怎样改：补上没有写完的话，或者删去这一句。
    """
    passages = [one for one in case.texts.bodies if "." in one.path and not one.path.endswith((".before", ".after"))]
    for passage in passages:
        spans = {end: (start, end) for start, end in broken_off(passage.text)}
        lines = [*_lines(passage.text)]
        for number in announced([text for _, text in lines], followed=_is_followed(case, passage)):
            begin, text = lines[number]
            start = max(text.rfind(mark, 0, -1) for mark in "。；，") + 1
            spans.setdefault(begin + len(text), (begin + start, begin + len(text)))
        yield from (text_fact(passage, *span) for span in spans.values())
    every = [(passage, *line) for passage in passages for line in _lines(passage.text)]
    for number in unmarked([text for _, _, text in every]):
        passage, begin, text = every[number]
        if not any(True for _ in broken_off(text)):
            yield text_fact(
                passage, begin + max(text.rfind(mark) for mark in "。；，") + 1, begin + len(text), message=_UNMARKED
            )


_UNMARKED = "这一段没有写完，或者少了段末的标点：{sentence}"


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that are not blank, each with its place."""
    begin = 0
    for line in text.split("\n"):
        if line.strip():
            yield begin, line.rstrip()
        begin += len(line) + 1


def _is_followed(case: Case, passage: Passage) -> bool:
    """Whether what a passage announces at its end may stand behind it, under other headings of its section."""
    behind = case.texts.passages[case.texts.passages.index(passage) + 1 :]
    following = next((one for one in behind if one.section == passage.section), None)
    if following is None:
        return False
    is_measures = following.part == "measures" and any(word in passage.text[-30:] for word in _MEASURES)
    return passage.part in (None, "lead") or following.part is None or is_measures
