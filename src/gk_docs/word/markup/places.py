"""What may stand in what, as far as the engine must know it so that nothing is lost where no program looks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Level = Literal["text", "inline", "run", "block", "row", "cell"]
"""A kind of content: text, what a run holds, runs and links, paragraphs and tables, rows, cells."""

_STORIES = ("w:body", "w:tc", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:comment", "w:txbxContent")
HOLDS: dict[str, Level] = {
    **dict.fromkeys(_STORIES, "block"),
    "w:tbl": "row",
    "w:tr": "cell",
    "w:p": "run",
    "w:r": "inline",
    "w:t": "text",
}
"""What an element holds."""
LEVELS: dict[str, Level] = {
    "w:p": "block",
    "w:tbl": "block",
    "w:tr": "row",
    "w:tc": "cell",
    "w:r": "run",
    "w:hyperlink": "run",
    "w:t": "inline",
}
"""Which kind of content an element is; one that is not here can stand anywhere between elements."""
TRANSPARENT = frozenset(
    "w:sdt w:sdtContent w:ins w:del w:moveFrom w:moveTo w:customXml w:smartTag w:hyperlink w:fldSimple w:dir w:bdo "  # noqa: SIM905 - a list of words reads best
    "mc:AlternateContent mc:Choice mc:Fallback".split()
)
"""Elements that hold what the element around them holds."""


CHANGES = frozenset(
    "w:ins w:del w:moveFrom w:moveTo w:rPrChange w:pPrChange w:tcPrChange w:trPrChange w:tblPrChange w:sectPrChange "  # noqa: SIM905 - a list of words reads best
    "w:cellIns w:cellDel w:cellMerge".split()
)
"""Marks of a tracked change, each of which has an id."""


def held(stack: Sequence[str]) -> Level | None:
    """What may stand inside these open elements, the outermost first; None where nothing is known of them."""
    for name in reversed(stack):
        if name in HOLDS or name not in TRANSPARENT:
            return HOLDS.get(name)
    return None
