"""Find the texts, among very many, that are worth comparing, without comparing all pairs.

The least hash of every `WINDOW` shingles is kept (winnowing: Schleimer, Wilkerson, Aiken, SIGMOD 2003), so
two texts with the same run of `SHINGLE + WINDOW - 1` characters certainly share a fingerprint.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHINGLE: Final = 8
"""Characters of a shingle."""

WINDOW: Final = 16
"""Shingles of a window, of which the one with the least hash is kept."""

NEIGHBOURS = 30
"""How many of the following texts with the same fingerprint a text is paired with."""

_MET = 5  # one in so many fingerprints must be shared


def hashes(text: str) -> list[int]:
    """The hashes of the shingles of a text, in order; the same in every process, unlike those of `hash`."""
    data, width = text.encode("utf-16-le", "surrogatepass"), 2 * SHINGLE
    return [crc32(data[at : at + width]) for at in range(0, len(data) - width + 1, 2)]


def fingerprints(text: str) -> frozenset[int]:
    """The least hash of each window of a text.

    >>> run = "每月核对目录并在政务服务大厅公示办理流程和收费标准，"
    >>> bool(fingerprints(run) & fingerprints("前面另有几句话。" + run + "后面也有。"))
    True
    """
    every = hashes(text)
    return frozenset(min(every[at : at + WINDOW]) for at in range(max(1, len(every) - WINDOW + 1)) if every)


def meetings(texts: Sequence[frozenset[int]]) -> Iterator[tuple[int, int]]:
    """Pairs of texts, by number, that have in common at least a fifth of the fingerprints of one of them.

    A fingerprint pairs each text only with the next thirty that have it, so what all reports share costs no
    more than thirty pairs a text, and a text that a hundred bodies copied is still paired with some of them.
    """
    index: dict[int, list[int]] = defaultdict(list)
    for number, prints in enumerate(texts):
        for one in prints:
            index[one].append(number)
    for left, prints in enumerate(texts):
        met: Counter[int] = Counter()
        for one in prints:
            numbers = index[one]
            if numbers[-1] > left:
                at = bisect_right(numbers, left)
                met.update(numbers[at : at + NEIGHBOURS])
        for right, count in met.items():
            if _MET * count >= min(len(prints), len(texts[right])):
                yield left, right
