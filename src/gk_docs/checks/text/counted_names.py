"""Find counts of names in quotes, or of titles, that are not the number of those listed."""

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


def counted_names(passage: Passage) -> Iterator[tuple[Quantity, int]]:
    """Yield each count of names beside it that is not their number: “甲”“乙”“丙”两个专题 (with 3), 文件2件，即《甲》.

    With 等 behind the names, there may be more than are listed.
    """
    text = passage.text
    for number in passage.quantities if "”" in text or "》" in text else ():
        if number.unit not in _OF_NAMES or number.approximate:
            continue
        ends = text.endswith(_CLOSES, 0, number.start)
        names = _NAMES.search(text, max(0, number.start - _FAR), number.start) if ends else None
        names = names or _TITLES.match(text, number.end)
        listed = len(_NAME.findall(names[0])) if names else number.value
        if number.value < listed or (number.value > listed and not (names and names["more"])):
            yield number, int(listed)
