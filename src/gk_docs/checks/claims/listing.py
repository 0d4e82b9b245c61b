"""A whole and its parts in one sentence: 共 N 条，其中甲 a 条、乙 b 条; 甲 a 条，乙 b 条，合计 N 条."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.checks.text.texts import Passage, Stretch
    from gk_docs.chinese.quantity import Quantity


class Enumeration(NamedTuple):
    """A whole and its parts.

    Attributes:
        whole: The number of the whole.
        parts: The numbers of the parts, in the same unit.
        words: The words before each part.
        summed: Whether the text adds the parts up (合计), so that they are all there.
    """

    whole: Quantity
    parts: tuple[Quantity, ...]
    words: tuple[str, ...]
    summed: bool


_AMONG = re.compile("其中|(?:具体)?包括[:：]?")
_SUM = re.compile(r"[，,；;]?(?:合计|总计|共计|合计为|总计为)\s*(?:约)?")
_ENDS = re.compile(
    "[；;](?:[^；;，]{0,16}(?:复议|诉讼|提起)|.{0,40}其中)|较上|比上|同比|环比|增[长加]|下降|减少|累计|共计|合计|总计|共[^同享]|另|此外|全年|办结|答复|受理|收到|结转|开展|举办|召开|组织|其中"
    "|阅读|浏览|点击|访问|关注|粉丝|占|涉及|覆盖|分别"
)


def listings_of(passage: Passage) -> Iterator[Enumeration]:
    """Every whole with its parts."""
    alone: Quantity | None = None
    for sentence in passage.sentences:
        held = [one for one in passage.quantities_in(sentence.start, sentence.end) if one.kind == "count"]
        if sentence.text.startswith("其中") and alone:
            yield from _among(passage, sentence, [alone, *held])
        elif len(held) > 1:
            yield from _among(passage, sentence, held)
            yield from _summed(passage, sentence, held)
        alone = held[0] if len(held) == 1 else None


def _among(passage: Passage, sentence: Stretch, held: Sequence[Quantity]) -> Iterator[Enumeration]:
    for mark in _AMONG.finditer(passage.text, sentence.start, sentence.end):
        before = [one for one in held if one.end <= mark.start()]
        between = passage.text[before[-1].end : mark.start()] if before else "；"
        if re.search("[；;\\n]", between) or not (mark[0] == "其中" or between in ("，", "（", "：", "")):
            continue
        parts, words = _parts(passage, held, mark.end(), before[-1].unit)
        if parts and before[-1].unit:
            yield Enumeration(before[-1], parts, words, summed=False)


def _parts(
    passage: Passage, held: Sequence[Quantity], at: int, unit: str | None
) -> tuple[tuple[Quantity, ...], tuple[str, ...]]:
    """The parts behind 其中 up to where the list ends; what stands in brackets inside it is not of the list."""
    parts: list[Quantity] = []
    words: list[str] = []
    inside = False
    for one in held:
        if one.start < at:
            continue
        between, at = passage.text[at : one.start], one.end
        closed = between.rfind("）") > between.rfind("（")
        if inside and not closed:
            continue
        opened = between.rfind("（") > between.rfind("）")
        if closed and not inside and "（" not in between:
            break
        inside = opened and bool(parts)
        if inside:
            continue
        if _ENDS.search(between.rpartition("）")[2]) or one.unit != unit:
            break
        parts.append(one)
        words.append(between)
    return tuple(parts), tuple(words)


def _summed(passage: Passage, sentence: Stretch, held: Sequence[Quantity]) -> Iterator[Enumeration]:
    for number, whole in enumerate(held):
        before = held[:number]
        if len(before) < 2 or not _SUM.fullmatch(passage.text, before[-1].end, whole.start):  # noqa: PLR2004 - a sum has two terms
            continue
        parts = [before[-1]]
        for one in reversed(before[:-1]):
            if one.unit != whole.unit or _ENDS.search(passage.text[one.end : parts[0].start]):
                break
            parts.insert(0, one)
        if len(parts) > 1 and parts[-1].unit == whole.unit:
            yield Enumeration(whole, tuple(parts), tuple(sentence.text for _ in parts), summed=True)
