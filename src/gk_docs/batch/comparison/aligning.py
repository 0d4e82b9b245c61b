"""Pair the items of an old text with those of the new one: unchanged, changed, moved, or both."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs.batch.comparison.likeness import common_ends, likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from gk_docs.batch.comparison.items import ComparedItem, Kind

    Pairs = list[tuple[int, int]]
    Weigh = Callable[[int, int], float]

_MOST = 40_000  # pairs that are weighed; beyond, only equal items are paired, by difflib, which is quicker


def replaced(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[int | None, int | None]]:
    """Where two sequences of hashable items differ, yield the old index and the index of what replaces it.

    The new index is None for an item that is gone, the old one for an item that is new.

    >>> list(replaced("甲乙丙", "甲丁"))
    [(1, 1), (2, None)]
    """
    for kind, *ends in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from zip_longest(range(*ends[:2]), range(*ends[2:]))


def best_in_order(old: Sequence[Hashable], new: Sequence[Hashable], weigh: Weigh) -> Pairs:
    """Pair indices of two sequences, in order on both sides, so that the pairs together weigh the most.

    Args:
        old: Keys of the items of one sequence.
        new: Keys of the items of the other.
        weigh: The weight of a pair of indices; 0 if the two items cannot be paired.

    >>> best_in_order("甲乙丙丁", "乙丙丁甲", lambda i, j: float("甲乙丙丁"[i] == "乙丙丁甲"[j]))
    [(1, 0), (2, 1), (3, 2)]
    """
    head, tail = common_ends(old, new)
    ends_old, ends_new = len(old) - tail, len(new) - tail
    if (ends_old - head) * (ends_new - head) > _MOST:
        blocks = SequenceMatcher(None, old[head:ends_old], new[head:ends_new], autojunk=False).get_matching_blocks()
        middle = [(head + a + n, head + b + n) for a, b, size in blocks for n in range(size)]
    else:
        middle = heaviest_pairs(range(head, ends_old), range(head, ends_new), weigh)
    first, last = ((n, n) for n in range(head)), ((ends_old + n, ends_new + n) for n in range(tail))
    return [*first, *middle, *last]


def heaviest_pairs(olds: Sequence[int], news: Sequence[int], weigh: Weigh) -> Pairs:
    """Pair these indices, in order on both sides, so that the pairs together weigh the most; each is weighed once."""
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


_IN_PLACE = 0.35  # least likeness of an old and a new item between the same neighbours for them to be paired
_ELSEWHERE = 0.6  # the same for items in different places
_STAYED: dict[Kind, float] = {"part": 2.0, "heading": 1.5}  # weight of an unchanged item in its place; 1 for others
_SHORTEST = 8  # characters of a changed text; a shorter one is not searched for in another place


class Pair(NamedTuple):
    """An old item and the new item that it became; None for an item that is new or gone."""

    old: ComparedItem | None
    new: ComparedItem | None
    moved: bool = False


def align(old: Sequence[ComparedItem], new: Sequence[ComparedItem]) -> list[Pair]:
    """Pair all items of both texts, in the order of the new one; an item that is gone comes before what replaces it.

    Items stay in place so that, region by region, the pairs are as alike as possible in all. An item that is unchanged
    in another place has moved, and is never paired with one that is merely like it.
    """
    work = _Work(old, new, {item.key for item in old} & {item.key for item in new})
    olds, news = _by_region(old), _by_region(new)
    for region in olds:
        work.pair_in_order(olds[region], news.get(region, []))
    work.pair_moved_parts()
    for i, j in work.same_anywhere():
        work.pair(i, j, moved=True)
    work.pair_moved_and_changed()
    work.pair_replaced()
    return list(work.result())


@dataclass(slots=True)
class _Work:
    old: Sequence[ComparedItem]
    new: Sequence[ComparedItem]
    in_both: set[Hashable]
    pairs: dict[int, tuple[int, bool]] = field(default_factory=dict)  # old index and whether it moved, by new index
    taken: set[int] = field(default_factory=set)  # old indices
    gaps: list[tuple[Sequence[int], Sequence[int]]] = field(default_factory=list)  # between what stayed, old and new

    def pair(self, i: int, j: int, *, moved: bool) -> None:
        self.pairs[j] = (i, moved)
        self.taken.add(i)

    def free_old(self) -> list[int]:
        return [i for i in range(len(self.old)) if i not in self.taken]

    def free_new(self) -> list[int]:
        return [j for j in range(len(self.new)) if j not in self.pairs]

    def pair_in_order(self, olds: Sequence[int], news: Sequence[int]) -> None:
        """Pair the items that stayed in order, unchanged or changed, within one stretch of text."""
        items_old, items_new = [self.old[i] for i in olds], [self.new[j] for j in news]
        keys = [item.key for item in items_old], [item.key for item in items_new]
        stayed = best_in_order(*keys, lambda a, b: self._weight(items_old[a], items_new[b]))
        for a, b in stayed:
            self.pair(olds[a], news[b], moved=False)
        ends = [(-1, -1), *stayed, (len(olds), len(news))]
        for (a, b), (next_a, next_b) in pairwise(ends):
            self.gaps.append((olds[a + 1 : next_a], news[b + 1 : next_b]))

    def _weight(self, old: ComparedItem, new: ComparedItem) -> float:
        if old.key == new.key:
            return _STAYED.get(old.kind, 1.0)
        if old.key in self.in_both or new.key in self.in_both:
            return 0.0
        alike = likeness(old, new)
        return alike if alike >= _IN_PLACE else 0.0

    def pair_replaced(self) -> None:
        """Pair the only old and the only new item left in a gap, if they are of one kind: the item was rewritten."""
        for gap_old, gap_new in self.gaps:
            olds, news = [i for i in gap_old if i not in self.taken], [j for j in gap_new if j not in self.pairs]
            if len(olds) == len(news) == 1 and self.old[olds[0]].kind == self.new[news[0]].kind:
                self.pair(olds[0], news[0], moved=False)

    def pair_moved_parts(self) -> None:
        """Pair parts that moved, and their texts in order, which then do not count as moved."""
        for i, j in self.same_anywhere("part"):
            self.pair(i, j, moved=True)
            inside_old = [o for o in self.free_old() if self.old[o].path.startswith(f"{self.old[i].path}.")]
            inside_new = [n for n in self.free_new() if self.new[n].path.startswith(f"{self.new[j].path}.")]
            self.pair_in_order(inside_old, inside_new)

    def same_anywhere(self, kind: str | None = None) -> list[tuple[int, int]]:
        """Pairs of free items with the same key, in order: first within a region, then from region to region."""
        olds = [i for i in self.free_old() if kind in (None, self.old[i].kind)]
        news = [j for j in self.free_new() if kind in (None, self.new[j].kind)]
        found: dict[int, int] = {}
        for same_region in (True, False):
            waiting: dict[Hashable, list[int]] = defaultdict(list)
            for i in olds:
                if i not in found.values():
                    waiting[_address(self.old[i], same_region=same_region)].append(i)
            for j in news:
                candidates = waiting.get(_address(self.new[j], same_region=same_region))
                if j not in found and candidates:
                    found[j] = candidates.pop(0)
        return [(i, j) for j, i in found.items()]

    def pair_moved_and_changed(self) -> None:
        """Pair changed items that are much alike in different places, the most alike first."""
        olds = [i for i in self.free_old() if _is_findable(self.old[i])]
        news = [j for j in self.free_new() if _is_findable(self.new[j])]
        if len(olds) * len(news) > _MOST:
            return
        weighed = ((likeness(self.old[i], self.new[j]), i, j) for i in olds for j in news)
        for _, i, j in sorted((entry for entry in weighed if entry[0] >= _ELSEWHERE), key=lambda e: (-e[0], *e[1:])):
            if i not in self.taken and j not in self.pairs:
                self.pair(i, j, moved=True)

    def result(self) -> Iterator[Pair]:
        gone = self.free_old()
        for j, (new, end) in enumerate(zip(self.new, self._ends(), strict=True)):
            while gone and gone[0] < end:
                yield Pair(self.old[gone.pop(0)], None)
            i, moved = self.pairs.get(j, (None, False))
            yield Pair(None if i is None else self.old[i], new, moved)
        yield from (Pair(self.old[i], None) for i in gone)

    def _ends(self) -> list[int]:
        """For each new item, the index before which old items that are gone are listed ahead of it.

        It is that of the next old item that stayed, or the end of the old region.
        """
        last = {region: numbers[-1] + 1 for region, numbers in _by_region(self.old).items()}
        ends: list[int] = []
        region, end = "", 0
        for j in reversed(range(len(self.new))):
            if self.new[j].region != region:
                region = self.new[j].region
                end = last.get(region, 0)
            i, moved = self.pairs.get(j, (end, True))
            end = end if moved else i
            ends.append(end)
        return ends[::-1]


def _by_region(items: Iterable[ComparedItem]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, item in enumerate(items):
        found.setdefault(item.region, []).append(number)
    return found


def _is_findable(item: ComparedItem) -> bool:
    """Whether a changed item can be recognised in another place: it is long enough, or a part or picture."""
    return item.kind in ("part", "picture") or len(item.text) >= _SHORTEST


def _address(item: ComparedItem, *, same_region: bool) -> Hashable:
    return (item.region, item.key) if same_region else item.key
