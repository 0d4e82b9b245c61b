"""Which elements of Word may contain which, as far as the engine must know; Word ignores misplaced content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Level = Literal["text", "inline", "run", "block", "row", "cell"]
"""A kind of content: text, the inside of a run, runs and links, paragraphs and tables, rows, cells."""

_STORIES = ("w:body", "w:tc", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:comment", "w:txbxContent")
HOLDS: dict[str, Level] = {
    **dict.fromkeys(_STORIES, "block"),
    "w:tbl": "row",
    "w:tr": "cell",
    "w:p": "run",
    "w:r": "inline",
    "w:t": "text",
}
"""The level of content that an element holds."""
LEVELS: dict[str, Level] = {
    "w:p": "block",
    "w:tbl": "block",
    "w:tr": "row",
    "w:tc": "cell",
    "w:r": "run",
    "w:hyperlink": "run",
    "w:t": "inline",
}
"""The level of content that an element is; one that is not here may stand anywhere between elements."""
TRANSPARENT = frozenset(
    "w:sdt w:sdtContent w:ins w:del w:moveFrom w:moveTo w:customXml w:smartTag w:hyperlink w:fldSimple w:dir w:bdo "  # noqa: SIM905 - a list of words reads best
    "mc:AlternateContent mc:Choice mc:Fallback".split()
)
"""Elements that may hold whatever the element around them holds."""


CHANGES = frozenset(
    "w:ins w:del w:moveFrom w:moveTo w:rPrChange w:pPrChange w:tcPrChange w:trPrChange w:tblPrChange w:sectPrChange "  # noqa: SIM905 - a list of words reads best
    "w:cellIns w:cellDel w:cellMerge".split()
)
"""Marks of a tracked change, each of which has an id."""


def held(stack: Sequence[str]) -> Level | None:
    """The level of content allowed inside these open elements, the outermost first; None if it is not known."""
    for name in reversed(stack):
        if name in HOLDS or name not in TRANSPARENT:
            return HOLDS.get(name)
    return None
