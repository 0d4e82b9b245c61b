"""Which containers of a template a render could leave empty, and the marks by which `finish` and `reparse` find them.

A cell must end with a paragraph, a row has a cell, a table a row, a header, a note or a text box a paragraph; a body
may be empty. What the static text does not give for certain is looked at after each render, where a mark stands: a
processing instruction, which any place between elements can hold.
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

_MARK = re.compile(r"<\?gk-\w+\?>")
_ENDS = re.compile("</w:(tc|tr|tbl|hdr|ftr|footnote|txbxContent)>")
_CONTENT = LEVELS.keys() | {"w:sdt"}


@dataclass(slots=True)
class _Open:
    """A container that is open: how deep it stands, in which branches, and what is known of its content so far."""

    name: str
    depth: int
    blocks: tuple[int, ...]
    level: Level
    last: str = ""  # the last element, where it is one for certain
    sure: bool = False  # whether there is an element for certain

    def is_whole(self) -> bool:
        return self.last in ("w:p", "w:sdt") if self.name == "w:tc" else self.sure


class Contents:
    """The containers that are open while the elements of a template are followed."""

    def __init__(self) -> None:
        self._open: list[_Open] = []

    def begins(self, stack: Sequence[str], blocks: tuple[int, ...]) -> None:
        """The last element of `stack` begins, in these branches."""
        name = stack[-1]
        level = held(stack) if name == "w:sdtContent" else HOLDS.get(name)
        if level in ("row", "cell", "block") and (name != "w:sdtContent" or level == "block"):
            self._open.append(_Open(name, len(stack), blocks, level))

    def ends(self, stack: Sequence[str], blocks: tuple[int, ...]) -> bool:
        """The last element of `stack` ends; returns whether it could be empty."""
        name = stack[-1]
        ended = self._open.pop() if self._open and self._open[-1].depth >= len(stack) else None
        may_be_empty = ended is not None and name != "w:body" and not ended.is_whole()
        self.has(name, stack[:-1], blocks, sure=not may_be_empty or name not in ("w:tr", "w:tbl"))
        return may_be_empty

    def has(self, name: str, around: Sequence[str], blocks: tuple[int, ...], *, sure: bool = True) -> None:
        """An element, or a value (named ""), stands inside the open elements `around`; `sure` if it will stay."""
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
    """Static text with every container marked, for a template whose elements cannot be followed."""
    return _ENDS.sub(_marked, _MARK.sub("", xml))


def _marked(end: re.Match[str]) -> str:
    return f"{FIT if end.group(1) == 'tbl' else ''}{FILL}{end.group()}"
