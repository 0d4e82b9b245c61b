"""Find numbers that divide all applications by one aspect, and lists of names that the text counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.claims.wording import Wording
    from gk_docs.checks.text.texts import Passage
    from gk_docs.chinese.quantity import Quantity

_WAYS: Final = "渠道|方式|途径|形式|来源"
_ASPECT = re.compile(
    f"[从按](?:[^，。；：]{{0,6}})(?P<what>{_WAYS}|内容|类别|领域|事由|主题|事项)[^，。；：]{{0,4}}(?:看|分|划分|统计)[，：]?"
)
_APART: Final = frozenset("kudLNtCPEOI$&")
_LEAST: Final = 3
_NAMES = re.compile("(?:“[^“”]{1,20}”[、和及与]?){2,}(?P<more>等)?$")
_OF_NAMES: Final = ("个", "项", "类", "条", "种", "块", "栏", "句", "大", "件")


class Division(NamedTuple):
    """Numbers that divide all applications by one aspect: 从渠道看，网络20件、信函10件、当面8件.

    Attributes:
        wording: The sentence.
        parts: The numbers.
        whole: Whether they are all: by channels, or with a rest.
    """

    wording: Wording
    parts: tuple[Quantity, ...]
    whole: bool


def division_in(wording: Wording) -> Division | None:
    """The numbers of a sentence on applications that divide them by one aspect, or None."""
    aspect = _ASPECT.search(wording.sentence.text) if wording.passage.part == "on_request" else None
    if not aspect:
        return None
    begin = wording.sentence.start + aspect.end()
    tokens = [token for token in wording.tokens if token.start >= begin]
    kinds = "".join(token.kind for token in tokens)
    parts = [token.number for token in tokens if token.kind == "#" and token.number]
    rest = "r" in kinds
    if not _APART.isdisjoint(kinds) or "(" in kinds or len(parts) < _LEAST or any(one.approximate for one in parts):
        return None
    alike = {one.unit for one in parts} == {"件"} and "i" not in kinds and "s" not in kinds
    return Division(wording, tuple(parts), rest or aspect["what"] in _WAYS) if alike else None


def counted_names(passage: Passage) -> Iterator[tuple[Quantity, int]]:
    """Yield each count of names listed before it that is not their number: “甲”“乙”“丙”两个专题 (with 3).

    With 等 before the count, there may be more than are listed.
    """
    for number in passage.quantities if "”" in passage.text else ():
        names = _NAMES.search(passage.text, 0, number.start) if number.unit in _OF_NAMES else None
        listed = names[0].count("“") if names else number.value
        if number.value < listed or (number.value > listed and not (names and names["more"])):
            yield number, int(listed)
