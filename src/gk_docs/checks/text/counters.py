"""Find numbers whose unit cannot count what stands before them, by the data in `counters.txt`."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Final

from gk_docs.checks.text.entries import pieced_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gk_docs.checks.text.texts import Passage

_FILLERS: Final = "一共合总累计已达到超突破近约有为是：逾"
"""Characters that may stand between a thing and its number: 信息员共86名."""

_REACH: Final = 12  # characters before a number in which its thing stands


@cache
def unfit() -> Mapping[str, tuple[str, ...]]:
    """For each unit, the things that it never counts."""
    found: dict[str, list[str]] = defaultdict(list)
    for things, units, _ in pieced_lines("gk_docs.checks.text", "counters.txt"):
        for unit in units.split():
            found[unit] += things.split()
    return {unit: tuple(things) for unit, things in found.items()}


def miscounted(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """The spans of numbers that count something in a unit that cannot (推进会4条), each with what they count."""
    for number in passage.quantities:
        if things := unfit().get(number.unit or ""):
            before = passage.text[max(0, number.start - _REACH) : number.start].rstrip(_FILLERS)
            if before.endswith(things):
                yield number.start, number.end, next(one for one in things if before.endswith(one))
