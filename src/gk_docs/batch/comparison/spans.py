"""Two texts word by word: what stayed, what was struck, what was put in. A number is one word."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import takewhile
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from gk_docs.batch.comparison.likeness import TOKEN, texts_alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Words: TypeAlias = Sequence[str]

Mark: TypeAlias = Literal["same", "removed", "added"]

_ONE_TEXT = 0.15  # texts that are less alike share words by chance only: the one stands for the other
_ISLAND = 2  # so few words that stayed between two changes are struck and put in with them
_MOST = 4_000_000  # words of the one text times words of the other; beyond, all between the common ends is one change


class Span(NamedTuple):
    """A stretch of a changed text.

    Attributes:
        mark: `same` stands in both texts, `removed` in the old one, `added` in the new one.
        text: The stretch.
    """

    mark: Mark
    text: str


def spans(old: str, new: str) -> tuple[Span, ...]:
    """What became of a text; the stretches without those added are the old text, without those removed the new one.

    >>> [tuple(span) for span in spans("收到申请12件。", "收到申请25件。")]
    [('same', '收到申请'), ('removed', '12'), ('added', '25'), ('same', '件。')]
    """
    if texts_alike(old, new) < _ONE_TEXT:
        return tuple(span for span in (Span("removed", old), Span("added", new)) if span.text)
    stretches = _stretches(TOKEN.findall(old), TOKEN.findall(new))
    return tuple(Span(mark, "".join(words)) for mark, words in stretches if words)


def _stretches(old: Words, new: Words) -> Iterator[tuple[Mark, Words]]:
    end = 0
    for edit in _edits(old, new):
        yield "same", old[end : edit.from_old]
        yield "removed", old[edit.from_old : edit.to_old]
        yield "added", new[edit.from_new : edit.to_new]
        end = edit.to_old
    yield "same", old[end:]


class _Edit(NamedTuple):
    """Words that were struck, and those that stand in their place."""

    from_old: int
    to_old: int
    from_new: int
    to_new: int


def _edits(old: Words, new: Words) -> list[_Edit]:
    if len(old) * len(new) > _MOST:
        head = _common(zip(old, new, strict=False))
        tail = min(_common(zip(reversed(old), reversed(new), strict=False)), min(len(old), len(new)) - head)
        return [_Edit(head, len(old) - tail, head, len(new) - tail)]
    merged: list[_Edit] = []
    for kind, *at in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        edit = _Edit(*at)
        if merged and edit.from_old - merged[-1].to_old <= _ISLAND:
            last = merged.pop()
            edit = _Edit(last.from_old, edit.to_old, last.from_new, edit.to_new)
        merged.append(edit)
    return merged


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs are equal before the first that is not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
