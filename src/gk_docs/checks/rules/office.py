"""GK213: what the local notice in gk-docs.toml (通知) asks for beyond the form."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.checks.rule import Fact, rule
from gk_docs.checks.rules.sections import unseen
from gk_docs.chinese.labels import strip_numbering
from gk_docs.finding import Severity
from gk_docs.form.outline import outline_of
from gk_docs.form.parts import Narrative

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gk_docs.checks.case import Case
    from gk_docs.checks.text.texts import Passage
    from gk_docs.form.report import Report

_NONE = re.compile("[未没无零]")
_LONG = "按{notice}，“{part}”不超过 {expected} 字，写了 {found} 字。"
_UNGIVEN = "按{notice}，“{part}”要写明数量，没有写“{expected}”的数。"
_NO_PART = "{notice}里写的“{part}”不是报告的部分，也不是总体情况的方面，未判断。"


@rule(
    "GK213",
    "notice-not-followed",
    Severity.WARNING,
    basis="本地关于编制年度报告的通知（写在 gk-docs.toml 的“通知”里）",
    message=_UNGIVEN,
)
def notice_not_followed(case: Case) -> Iterator[Fact]:
    """没有达到本地通知的要求。

    查什么：设置文件 gk-docs.toml 里“通知”写明的要求：某一部分不超过多少字（标题和空格不计；没有单独写的方面不算）；某一
    部分应当写明哪些数量，即提到那个词的分句里是否有数，或者说明没有。没有写“通知”的不查。通知里的期限见 GK702、GK704。

    为什么：市、县布置年度报告时常有自己的要求，逐条对照打分。

    例：通知要求总体情况不超过 1000 字、写明政策解读的数量；报告写了 1380 字，没有提到解读。

    怎样改：压缩文字，补上数量；没有的写明没有。
    """
    said = {"notice": case.notice.name}
    paths = _paths_of(type(case.report))
    for part, most in case.notice.longest.items():
        own = (one for one in _of(case, paths.get(part, ""), alone=True) if not one.heading)
        length = sum(len("".join(one.text.split())) for one in own)
        if length > most:
            facts = {**said, "part": part}
            yield Fact(path=paths[part], found=length, expected=most, message=_LONG, facts=facts)
    for part, wanted in case.notice.counts.items():
        passages = _of(case, paths.get(part, ""))
        for words in (one.replace("｜", "|").split("|") for one in wanted if passages):
            if not any(_gives(passage, words) for passage in passages):
                yield Fact(path=paths[part], expected="、".join(words), facts={**said, "part": part})
    for part in dict.fromkeys((*case.notice.longest, *case.notice.counts)):
        if part not in paths:
            yield Fact(message=_NO_PART, assessed=False, facts={**said, "part": part})


@cache
def _paths_of(form: type[Report]) -> Mapping[str, str]:
    """The field path of each section and of each named part of a narrative section, by title."""
    found = {}
    for section in outline_of(form).sections:
        found[strip_numbering(section.title)] = section.name
        if issubclass(section.kind, Narrative):
            parts = section.kind.named_parts()
            found |= {part.title: f"{section.name}.{name}" for name, part in parts.items() if part.title}
    return found


def _of(case: Case, path: str, *, alone: bool = False) -> Sequence[Passage]:
    """The passages at a path; for a part without passages of its own, those of its section, or none if `alone`."""
    name, _, part = path.partition(".")
    own = [one for one in case.texts.passages if one.section == name] if name and not unseen(case, name) else []
    of_part = [one for one in own if one.part == part] if part else own
    return of_part if alone else of_part or own


def _gives(passage: Passage, words: Sequence[str]) -> bool:
    """Whether a clause with one of these words gives a number or says that there was none (没有)."""
    return any(
        bool(passage.quantities_in(clause.start, clause.end)) or bool(_NONE.search(clause.text))
        for clause in passage.clauses
        if any(word in clause.text for word in words)
    )
