"""Mark the containers of a template that a render could leave empty, so that `finish` and `grids` can repair them.

A cell must end with a paragraph, a row must have a cell, a table a row, and a header, a note or a text box a paragraph;
a body may be empty. If the static text does not guarantee that, a mark stands before the end of the container. The mark
is a processing instruction, since that may stand anywhere between elements.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.word.markup.places import HOLDS, LEVELS, TRANSPARENT, Level, held

if TYPE_CHECKING:
    from collections.abc import Sequence

FILL = "<?gk-fill?>"
"""Stands before the end of a container that may be empty."""
FIT = "<?gk-fit?>"
"""Stands before the end of a table whose grid may not fit its rows."""
APART = "<?gk-apart?>"
"""Stands before and after what a value prints that may be a table: Word would show two adjacent ones as one."""

_MARK = re.compile(r"<\?gk-\w+\?>")
_ENDS = re.compile("</w:(tc|tr|tbl|hdr|ftr|footnote|txbxContent)>")
_CONTENT = LEVELS.keys() | {"w:sdt"}


@dataclass(slots=True)
class _Open:
    """An open container: its depth, the branches around it, and what is known of its content so far."""

    name: str
    depth: int
    blocks: tuple[int, ...]
    level: Level
    last: str = ""  # the last element, "" if it is not the same in each render
    sure: bool = False  # whether every render has an element in it

    def is_whole(self) -> bool:
        return self.last in ("w:p", "w:sdt") if self.name == "w:tc" else self.sure


class Contents:
    """The containers that are open while `structure` follows the elements of a template."""

    def __init__(self) -> None:
        self._open: list[_Open] = []

    def begins(self, stack: Sequence[str], blocks: tuple[int, ...]) -> None:
        """Note that the last element of `stack` begins, inside the branches `blocks`."""
        name = stack[-1]
        level = held(stack) if name == "w:sdtContent" else HOLDS.get(name)
        if level in ("row", "cell", "block") and (name != "w:sdtContent" or level == "block"):
            self._open.append(_Open(name, len(stack), blocks, level))

    def ends(self, stack: Sequence[str], blocks: tuple[int, ...]) -> bool:
        """Note that the last element of `stack` ends; return whether it could be empty."""
        name = stack[-1]
        ended = self._open.pop() if self._open and self._open[-1].depth >= len(stack) else None
        may_be_empty = ended is not None and name != "w:body" and not ended.is_whole()
        self.has(name, stack[:-1], blocks, sure=not may_be_empty or name not in ("w:tr", "w:tbl"))
        return may_be_empty

    def has(self, name: str, around: Sequence[str], blocks: tuple[int, ...], *, sure: bool = True) -> None:
        """Note an element, or a value (named ""), inside the open elements `around`; `sure` if no repair removes it."""
        inner = self._open[-1] if self._open and (not name or name in _CONTENT) else None
        if inner is None or not TRANSPARENT.issuperset(around[inner.depth :]):
            return
        if name and LEVELS.get(name) != inner.level and (name != "w:sdt" or inner.level != "block"):
            return
        if sure and name and blocks == inner.blocks:
            inner.last, inner.sure = name, True
        elif not name == inner.last == "w:p":
            inner.last = ""


def mark_all(xml: str) -> str:
    """Mark every container in static text, for a template whose elements cannot be followed."""
    return _ENDS.sub(_marked, _MARK.sub("", xml))


def _marked(end: re.Match[str]) -> str:
    return f"{FIT if end.group(1) == 'tbl' else ''}{FILL}{end.group()}"
