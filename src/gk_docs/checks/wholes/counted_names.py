"""Find counts of names in quotes, of titles, or of plain words in a list, that are not the number of those listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.text.texts import Passage
    from gk_docs.chinese.quantity import Quantity

_NAMES = re.compile("(?:(?:“[^“”]{1,20}”|《[^《》]+》)[、和及与]?){2,}(?P<more>等)?$")
_TITLES = re.compile(
    "[^，。；：、]{0,3}[，：（](?:即|是|为|包括|有)?(?:分别)?(?:即|是|为)?(?:《[^《》]+》(?:（[^（）《》]*）)?[、和及与]?)+(?P<more>等)?"
)
_CLOSES: Final = ("”", "》", "等")
_FAR: Final = 240  # characters before a count in which its names stand
_NAME = re.compile("[“《]")
_OF_NAMES: Final = ("个", "项", "类", "条", "种", "块", "栏", "句", "大", "件")

_ITEM: Final = "(?:(?!等)[\u4e00-\u9fff]){1,8}"
_PLAIN = re.compile(
    "(?:^|[，。；：（\n])(?P<lead>[^，。；：（）、“”《》]*?(?:[把将按从对]|围绕|分?设[有置]?|开设|分[为成]|公[开布]|发布|梳理|编制|包[括含]|涵盖|分布在))"
    f"(?P<items>{_ITEM}(?:、{_ITEM}){{1,8}})(?P<more>等)?这?$"
)
_SORTS = re.compile("[类块种]|大类|[个项大]?(?:专题|栏目|方面|渠道|板块|领域|环节|口子|部分|门类|模块|层面|维度)")
_AND: Final = re.compile("[和与及]")
_SLIP: Final = 2  # a count that differs by more counts something else
_MOST: Final = 10


def counted_names(passage: Passage) -> Iterator[tuple[Quantity, int]]:
    """Yield each count of names beside it that is not their number: “甲”“乙”“丙”两个专题 (with 3), 文件2件，即《甲》.

    With 等 behind the names, there may be more than are listed.
    """
    text = passage.text
    quoted = "”" in text or "》" in text
    for number in passage.quantities if quoted or "、" in text else ():
        if number.unit not in _OF_NAMES or number.approximate:
            continue
        listed = _quoted(text, number) if quoted else None
        if listed is None:
            listed = _plain(passage, number)
        if listed is not None:
            yield number, listed


def _quoted(text: str, number: Quantity) -> int | None:
    """How many names in quotes, or titles, are beside their count; None if there are none, or as many as it says."""
    ends = text.endswith(_CLOSES, 0, number.start)
    names = _NAMES.search(text, max(0, number.start - _FAR), number.start) if ends else None
    names = names or _TITLES.match(text, number.end)
    if not names:
        return None
    listed = len(_NAME.findall(names[0]))
    return listed if number.value < listed or (number.value > listed and not names["more"]) else None


def _plain(passage: Passage, number: Quantity) -> int | None:
    """How many words a list before their count has (分设招生、教师两类); None if as many, or if that is not certain."""
    text, begin = passage.text, passage.sentence_at(number.start).start
    found = _PLAIN.search(text, max(begin - 1, 0), number.start) if number.value <= _MOST else None
    if not found or not _SORTS.match(text, number.end - len(number.unit or "")) or "、" in text[begin : found.start()]:
        return None
    least = found["items"].count("、") + 1
    most = least + len(_AND.findall(found["items"]))
    few = number.value < least
    if least <= number.value <= most or (found["more"] and not few) or abs(number.value - least) > _SLIP:
        return None
    return least if few else most
