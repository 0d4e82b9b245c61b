"""Align two sequences: which old item became which new one, and what was removed, added or moved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from gk_docs.batch.comparison.aligning import heaviest_pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    Similarity = Callable[[int, int], float]

SIMILAR = 0.4
"""Similarity from which two items may be one item that changed."""

_LARGEST = 2_500  # pairs that are weighed one by one; beyond that, items of a stretch are paired in order


@dataclass
class Alignment:
    """An alignment, as indices into the old and the new sequence.

    Attributes:
        pairs: (Old, new) of what stayed or changed, in order.
        removed: Old items that are gone.
        added: New items that were not there.
        moved: (Old, new) of items that are the same in another place.
    """

    pairs: list[tuple[int, int]] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    added: list[int] = field(default_factory=list)
    moved: list[tuple[int, int]] = field(default_factory=list)

    @cached_property
    def new_of(self) -> Mapping[int, int]:
        """The new item of each old item that is not gone."""
        return dict([*self.pairs, *self.moved])


def align(old: Sequence[Hashable], new: Sequence[Hashable], similarity: Similarity) -> Alignment:
    """Align two sequences of keys.

    Equal keys are paired in order; an equal item out of order has moved. In the gaps, old and new items are paired as
    changed so that the total `similarity(old index, new index)`, 0 to 1, is greatest. If what is left between two such
    pairs has as many old items as new, they are paired in order too; else they are removed and added.

    >>> align("甲乙丙", "甲丁丙", lambda i, j: 0.0).pairs
    [(0, 0), (1, 1), (2, 2)]
    >>> align("甲乙丙丁", "甲丙丁乙", lambda i, j: 0.0).moved
    [(1, 3)]
    """
    result = Alignment()
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for kind, a, b, c, d in opcodes:
        if kind == "equal":
            result.pairs += zip(range(a, b), range(c, d), strict=True)
    gaps = [(list(range(a, b)), list(range(c, d))) for kind, a, b, c, d in opcodes if kind != "equal"]
    result.moved = _moves([i for gap in gaps for i in gap[0]], [j for gap in gaps for j in gap[1]], old, new)
    left, arrived = {i for i, _ in result.moved}, {j for _, j in result.moved}
    for olds, news in gaps:
        _fill_gap(result, [i for i in olds if i not in left], [j for j in news if j not in arrived], similarity)
    result.pairs.sort()
    return result


def _moves(olds: list[int], news: list[int], old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pair items whose key is left exactly once on either side; those without a key ("") never move."""
    counts_old, counts_new = Counter(old[i] for i in olds), Counter(new[j] for j in news)
    places = {new[j]: j for j in news}
    return [(i, places[old[i]]) for i in olds if counts_old[old[i]] == counts_new[old[i]] == 1 and old[i] != ""]


def _fill_gap(result: Alignment, olds: list[int], news: list[int], similarity: Similarity) -> None:
    pairs = _best_pairs(olds, news, similarity)
    result.pairs += pairs
    at_old, at_new = ({one: at for at, one in enumerate(ones)} for ones in (olds, news))
    ends = [(-1, -1), *((at_old[i], at_new[j]) for i, j in pairs), (len(olds), len(news))]
    for (a, b), (next_a, next_b) in pairwise(ends):
        rest_old, rest_new = olds[a + 1 : next_a], news[b + 1 : next_b]
        if len(rest_old) == len(rest_new):
            result.pairs += zip(rest_old, rest_new, strict=True)
        else:
            result.removed += rest_old
            result.added += rest_new


def _best_pairs(olds: list[int], news: list[int], similarity: Similarity) -> list[tuple[int, int]]:
    """Return the pairs, in order, of greatest total similarity; each pair has at least `SIMILAR`."""
    if len(olds) * len(news) > _LARGEST:
        return list(zip(olds, news, strict=False))

    def weigh(i: int, j: int) -> float:
        alike = similarity(i, j)
        return alike if alike >= SIMILAR else 0.0

    return heaviest_pairs(olds, news, weigh)
