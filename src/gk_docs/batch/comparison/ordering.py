"""Two sequences paired in order so that the pairs weigh the most in all: what stayed, and what else moved past it."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    Pairs = list[tuple[int, int]]
    Weigh = Callable[[int, int], float]

_MOST = 40_000  # pairs that are weighed; of more, only what is the same is paired, in the quick way of difflib


def best_in_order(old: Sequence[Hashable], new: Sequence[Hashable], weigh: Weigh) -> Pairs:
    """Indices into both, rising on either side, of the pairs that together weigh the most.

    Args:
        old: Keys of the one.
        new: Keys of the other.
        weigh: What a pair of indices weighs; 0 where the two cannot be one.

    >>> best_in_order("甲乙丙丁", "乙丙丁甲", lambda i, j: float("甲乙丙丁"[i] == "乙丙丁甲"[j]))
    [(1, 0), (2, 1), (3, 2)]
    """
    head = _same_at_the_start(old, new)
    tail = _same_at_the_start(old[head:][::-1], new[head:][::-1])
    ends_old, ends_new = len(old) - tail, len(new) - tail
    if (ends_old - head) * (ends_new - head) > _MOST:
        blocks = SequenceMatcher(None, old[head:ends_old], new[head:ends_new], autojunk=False).get_matching_blocks()
        middle = [(head + a + n, head + b + n) for a, b, size in blocks for n in range(size)]
    else:
        middle = _heaviest(range(head, ends_old), range(head, ends_new), weigh)
    first, last = ((n, n) for n in range(head)), ((ends_old + n, ends_new + n) for n in range(tail))
    return [*first, *middle, *last]


def _same_at_the_start(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _heaviest(olds: Sequence[int], news: Sequence[int], weigh: Weigh) -> Pairs:
    weights = [[weigh(i, j) for j in news] for i in olds]
    total = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for a in reversed(range(len(olds))):
        row, below, own = total[a], total[a + 1], weights[a]
        for b in reversed(range(len(news))):
            paired = below[b + 1] + own[b] if own[b] else 0.0
            row[b] = max(paired, below[b], row[b + 1])
    return _walked(olds, news, weights, total)


def _walked(olds: Sequence[int], news: Sequence[int], weights: list[list[float]], total: list[list[float]]) -> Pairs:
    found: Pairs = []
    a = b = 0
    while a < len(olds) and b < len(news):
        if weights[a][b] and total[a][b] == total[a + 1][b + 1] + weights[a][b]:
            found.append((olds[a], news[b]))
            a, b = a + 1, b + 1
        elif total[a][b] == total[a + 1][b]:
            a += 1
        else:
            b += 1
    return found
