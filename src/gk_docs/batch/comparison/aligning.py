"""Which item of the old text became which of the new: in its place, moved, changed, or both."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.batch.comparison.likeness import likeness

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from gk_docs.batch.comparison.items import Item

_IN_PLACE = 0.35  # at least so alike, an item between the same neighbours is the one that stood there
_ELSEWHERE = 0.6  # the same for an item in another place
_SHORTEST = 8  # a changed text that is shorter is not looked for in another place
_MOST_WEIGHED = 40_000  # pairs of items that are weighed; of more, those that are not the same are gone and new


class Pair(NamedTuple):
    """An old item with the new one that it became; None on the side where there is none."""

    old: Item | None
    new: Item | None
    moved: bool = False


def align(old: Sequence[Item], new: Sequence[Item]) -> list[Pair]:
    """Every item of both texts once, in the order of the new one, what is gone after what stood before it."""
    work = _Work(old, new)
    work.pair_in_order()
    work.pair_moved_parts()
    work.pair_moved()
    work.pair_changed()
    work.pair_moved_and_changed()
    return list(work.result())


class _Stretch(NamedTuple):
    """A text in which order counts: a region, or a part that moved as a whole.

    Attributes:
        olds: Its old items.
        news: Its new ones.
        stayed: Those that are the same in the same order, old and new.
    """

    olds: Sequence[int]
    news: Sequence[int]
    stayed: list[tuple[int, int]]

    def gaps(self) -> Iterator[tuple[set[int], set[int]]]:
        """The items between those that stayed, where there are some on both sides."""
        olds, news = list(self.olds), list(self.news)
        for i, j in [*self.stayed, (None, None)]:
            end_old = len(olds) if i is None else olds.index(i)
            end_new = len(news) if j is None else news.index(j)
            if end_old and end_new:
                yield set(olds[:end_old]), set(news[:end_new])
            olds, news = olds[end_old + 1 :], news[end_new + 1 :]


@dataclass(slots=True)
class _Work:
    old: Sequence[Item]
    new: Sequence[Item]
    pairs: dict[int, tuple[int, bool]] = field(default_factory=dict)  # old index and whether it moved, by new index
    taken: set[int] = field(default_factory=set)  # old indices
    stretches: list[_Stretch] = field(default_factory=list)

    def pair(self, i: int, j: int, *, moved: bool) -> None:
        self.pairs[j] = (i, moved)
        self.taken.add(i)

    def free_old(self) -> list[int]:
        return [i for i in range(len(self.old)) if i not in self.taken]

    def free_new(self) -> list[int]:
        return [j for j in range(len(self.new)) if j not in self.pairs]

    def pair_in_order(self) -> None:
        """What is the same in the same order, region by region."""
        olds, news = _by_region(self.old), _by_region(self.new)
        for region in olds:
            if region in news:
                self._pair_stretch(olds[region], news[region])

    def _pair_stretch(self, olds: Sequence[int], news: Sequence[int]) -> None:
        keys_old, keys_new = [self.old[i].key for i in olds], [self.new[j].key for j in news]
        stayed: list[tuple[int, int]] = []
        for a, b, size in SequenceMatcher(None, keys_old, keys_new, autojunk=False).get_matching_blocks():
            stayed += zip(olds[a : a + size], news[b : b + size], strict=True)
        for i, j in stayed:
            self.pair(i, j, moved=False)
        self.stretches.append(_Stretch(olds, news, stayed))

    def pair_moved_parts(self) -> None:
        """A part that moved takes its text with it: that has not moved by itself."""
        for i, j in self._same_anywhere("part"):
            self.pair(i, j, moved=True)
            inside_old = [o for o in self.free_old() if self.old[o].path.startswith(f"{self.old[i].path}.")]
            inside_new = [n for n in self.free_new() if self.new[n].path.startswith(f"{self.new[j].path}.")]
            self._pair_stretch(inside_old, inside_new)

    def pair_moved(self) -> None:
        """What is the same in another place."""
        for i, j in self._same_anywhere():
            self.pair(i, j, moved=True)

    def _same_anywhere(self, kind: str | None = None) -> list[tuple[int, int]]:
        """The same key on either side: within its region first, then from one to another, each in order."""
        olds, news = ([n for n in free if kind in (None, items[n].kind)] for free, items in self._free())
        found: dict[int, int] = {}
        for same_region in (True, False):
            waiting: dict[Hashable, list[int]] = defaultdict(list)
            for i in olds:
                if i not in found.values():
                    waiting[_address(self.old[i], same_region)].append(i)
            for j in news:
                candidates = waiting.get(_address(self.new[j], same_region))
                if j not in found and candidates:
                    found[j] = candidates.pop(0)
        return [(i, j) for j, i in found.items()]

    def _free(self) -> tuple[tuple[list[int], Sequence[Item]], tuple[list[int], Sequence[Item]]]:
        return (self.free_old(), self.old), (self.free_new(), self.new)

    def pair_changed(self) -> None:
        """What is alike between the same neighbours."""
        for stretch in self.stretches:
            for gap_old, gap_new in stretch.gaps():
                olds = sorted(gap_old - self.taken)
                news = sorted(gap_new - self.pairs.keys())
                for i, j in _best(olds, news, self._weights(olds, news)):
                    self.pair(i, j, moved=False)

    def _weights(self, olds: Sequence[int], news: Sequence[int]) -> dict[tuple[int, int], float]:
        if len(olds) * len(news) > _MOST_WEIGHED:
            return {}
        lone = len(olds) == len(news) == 1
        weights = {(i, j): self._weight(i, j, lone=lone) for i in olds for j in news}
        return {pair: weight for pair, weight in weights.items() if weight >= _IN_PLACE}

    def _weight(self, i: int, j: int, *, lone: bool) -> float:
        """How alike two items are; what is no paragraph, and stands alone in the place of another, is that one."""
        old, new = self.old[i], self.new[j]
        if lone and old.kind == new.kind != "paragraph":
            return 1.0
        return likeness(old, new)

    def pair_moved_and_changed(self) -> None:
        """What is much alike in another place, the most alike first."""
        olds = [i for i in self.free_old() if _is_findable(self.old[i])]
        news = [j for j in self.free_new() if _is_findable(self.new[j])]
        if len(olds) * len(news) > _MOST_WEIGHED:
            return
        weighed = ((likeness(self.old[i], self.new[j]), i, j) for i in olds for j in news)
        for _, i, j in sorted((entry for entry in weighed if entry[0] >= _ELSEWHERE), key=lambda e: (-e[0], *e[1:])):
            if i not in self.taken and j not in self.pairs:
                self.pair(i, j, moved=True)

    def result(self) -> Iterator[Pair]:
        gone = self.free_old()
        next_gone = 0
        for j, new in enumerate(self.new):
            i, moved = self.pairs.get(j, (None, False))
            while i is not None and not moved and next_gone < len(gone) and gone[next_gone] < i:
                yield Pair(self.old[gone[next_gone]], None)
                next_gone += 1
            yield Pair(None if i is None else self.old[i], new, moved)
        yield from (Pair(self.old[i], None) for i in gone[next_gone:])


def _by_region(items: Iterable[Item]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, item in enumerate(items):
        found.setdefault(item.region, []).append(number)
    return found


def _is_findable(item: Item) -> bool:
    """Whether an item that changed can be told in another place: it says enough, or is no mere text."""
    return item.kind in ("part", "picture") or len(item.text) >= _SHORTEST


def _address(item: Item, same_region: bool) -> Hashable:  # noqa: FBT001 - a private step
    return (item.region, item.key) if same_region else item.key


def _best(olds: Sequence[int], news: Sequence[int], weights: dict[tuple[int, int], float]) -> Iterator[tuple[int, int]]:
    """The pairs, in order on both sides, that are the most alike in all."""
    if not weights:
        return
    total = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for a in reversed(range(len(olds))):
        for b in reversed(range(len(news))):
            weight = weights.get((olds[a], news[b]))
            paired = 0.0 if weight is None else total[a + 1][b + 1] + weight
            total[a][b] = max(paired, total[a + 1][b], total[a][b + 1])
    a = b = 0
    while a < len(olds) and b < len(news):
        if total[a][b] == total[a + 1][b]:
            a += 1
        elif total[a][b] == total[a][b + 1]:
            b += 1
        else:
            yield olds[a], news[b]
            a, b = a + 1, b + 1
