"""Measure how alike two items of text are, numbers aside, to recognise an item that was changed.

`spans` marks word by word what stayed, what was removed and what was added; a number is one word.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from gk_docs import regex as re
from gk_docs.form.parts import Part
from gk_docs.form.prose import Picture

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from gk_docs.batch.comparison.items import ComparedItem, Kind

    Words: TypeAlias = Sequence[str]

TOKEN = re.compile(
    r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*[%％‰]?"
    r"|[〇零一二三四五六七八九十百千万亿两]+"
    r"|[A-Za-zＡ-Ｚａ-ｚ]+"
    r"|\s+|.",
    re.DOTALL,
)
"""A word of a text: a number with its point and percent sign, a Chinese number, a Latin word, else one character."""

_NUMBER = re.compile("[0-9０-９]+(?:[.,．，][0-9０-９]+)*")

_CLASSES: dict[Kind, str] = {"heading": "text", "paragraph": "text"}
_KEPT = 4096


def likeness(one: ComparedItem, other: ComparedItem) -> float:
    """How alike two items are, from 0 to 1; 0 for items of different kinds, except a paragraph and a heading.

    The likeness of texts is Dice's coefficient of their pairs of neighbouring characters, with all numbers alike.
    """
    if _CLASSES.get(one.kind, one.kind) != _CLASSES.get(other.kind, other.kind):
        return 0.0
    if one.key == other.key:
        return 1.0
    mine, its = one.content, other.content
    if isinstance(mine, Picture) and isinstance(its, Picture) and mine.data == its.data:
        return 0.9
    if isinstance(mine, Part) and isinstance(its, Part) and mine.name == its.name and mine.name:
        return 0.9
    return texts_alike(one.text, other.text)


def texts_alike(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1.

    >>> texts_alike("收到申请12件。", "收到申请25件。")
    1.0
    >>> texts_alike("收到申请12件。", "全年公开信息66条。")
    0.0
    """
    mine, its = _neighbours(one), _neighbours(other)
    return 2 * len(mine & its) / (len(mine) + len(its)) if mine and its else 0.0


@lru_cache(_KEPT)
def _neighbours(text: str) -> frozenset[tuple[str, str]]:
    bare = _NUMBER.sub("0", "".join(text.split()))
    return frozenset(pairwise(("", *bare))) if bare else frozenset()


Mark: TypeAlias = Literal["same", "removed", "added"]

_ONE_TEXT = 0.15  # texts less alike share words by chance only: all of one is removed, all of the other added
_ISLAND = 2  # so few words that stayed between two changes become part of one change
_MOST = 4_000_000  # words of one text times words of the other; beyond, all between the common ends is one change


class MarkedSpan(NamedTuple):
    """A stretch of a changed text.

    Attributes:
        mark: `same` for text in both, `removed` for text of the old one only, `added` for text of the new one only.
        text: The stretch.
    """

    mark: Mark
    text: str


def spans(old: str, new: str) -> tuple[MarkedSpan, ...]:
    """Split a changed text into stretches that are the same, removed or added.

    >>> [tuple(span) for span in spans("收到申请12件。", "收到申请25件。")]
    [('same', '收到申请'), ('removed', '12'), ('added', '25'), ('same', '件。')]
    """
    if texts_alike(old, new) < _ONE_TEXT:
        return tuple(span for span in (MarkedSpan("removed", old), MarkedSpan("added", new)) if span.text)
    stretches = _stretches(TOKEN.findall(old), TOKEN.findall(new))
    return tuple(MarkedSpan(mark, "".join(words)) for mark, words in stretches if words)


def _stretches(old: Words, new: Words) -> Iterator[tuple[Mark, Words]]:
    end = 0
    for edit in _edits(old, new):
        yield "same", old[end : edit.from_old]
        yield "removed", old[edit.from_old : edit.to_old]
        yield "added", new[edit.from_new : edit.to_new]
        end = edit.to_old
    yield "same", old[end:]


class Exchange(NamedTuple):
    """Words that were replaced and the words in their place, by first and end index in the old and new text."""

    from_old: int
    to_old: int
    from_new: int
    to_new: int


def _edits(old: Words, new: Words) -> list[Exchange]:
    if len(old) * len(new) > _MOST:
        head, tail = common_ends(old, new)
        return [Exchange(head, len(old) - tail, head, len(new) - tail)]
    return exchanges(old, new, _ISLAND + 1)


def exchanges(old: Words, new: Words, apart: int) -> list[Exchange]:
    """List the exchanges of words between two texts; exchanges with fewer than `apart` words between them are one."""
    merged: list[Exchange] = []
    for kind, *at in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        edit = Exchange(*at)
        if merged and edit.from_old - merged[-1].to_old < apart:
            last = merged.pop()
            edit = Exchange(last.from_old, edit.to_old, last.from_new, edit.to_new)
        merged.append(edit)
    return merged


def common_ends(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int]:
    """How many items two sequences share at their start, and how many of the rest at their end.

    >>> common_ends("甲乙乙丙", "甲乙丙")
    (2, 1)
    """
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - head
    return head, next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
