"""How alike two items of text are, whatever their numbers, so that one can be told to be the other, changed."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from gk_docs.form.parts import Part
from gk_docs.form.prose import Picture

if TYPE_CHECKING:
    from gk_docs.batch.comparison.items import Item, Kind

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


def likeness(one: Item, other: Item) -> float:
    """How alike two items are, from 0 to 1; items that cannot be one another are not alike at all.

    A paragraph may become a heading. Texts are as alike as the pairs of neighbouring characters that they share
    (Dice's coefficient), every number counting as the same character.
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
