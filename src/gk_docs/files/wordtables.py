"""Read the paragraphs and tables of a Word document's body."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gk_docs.files.wordparts import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

P, TBL = f"{W}p", f"{W}tbl"
"""Tags of a paragraph and of a table."""

MOST_COLUMNS = 1_000
"""Most columns that a cell may span; a larger span is cut to it."""

_AROUND = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo")}
_TR, _TC, _TCPR, _T = f"{W}tr", f"{W}tc", f"{W}tcPr", f"{W}t"
_SPAN, _DOWN, _ALONG, _VAL = f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge", f"{W}val"
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_TEXTS = (_T, *_SIGNS)
_OF_A_TABLE = (_TR, _TC, P, _SPAN, _DOWN, _ALONG, *_TEXTS)
_DIGITS = 4  # of a number of columns


def elements_of(parent: _Element) -> Iterator[_Element]:
    """The paragraphs and tables in an element, also those in content controls and tracked insertions."""
    for child in parent:
        if child.tag in (P, TBL):
            yield child
        elif child.tag in _AROUND:
            yield from elements_of(child)


@dataclass(slots=True)
class WordCell:
    """A cell of a table.

    Attributes:
        parts: Its text in pieces, a line break before each paragraph.
        span: Columns that it spans.
        covered: Whether it only continues a merged cell above or before it.
    """

    parts: list[str] = field(default_factory=list)
    span: int = 1
    covered: bool = False

    @property
    def text(self) -> str:
        """Its text, one line a paragraph."""
        return "".join(self.parts).removeprefix("\n")

    def take(self, element: _Element, tag: str) -> None:
        """Take in an element that is neither text nor a paragraph: a span, a merge, a tab or a line break."""
        if tag == _SPAN:
            value = str(element.get(_VAL))
            self.span = min(max(1, int(value)), MOST_COLUMNS) if value.isdecimal() and len(value) <= _DIGITS else 1
        elif tag in (_DOWN, _ALONG):
            self.covered = element.get(_VAL) in (None, "continue")
        else:
            self.parts.append(_sign(element))


def rows_of(table: _Element) -> list[list[WordCell]]:
    """The cells of each row of a table without a table inside it."""
    rows: list[list[WordCell]] = [[]]
    cell = WordCell()
    parts = cell.parts
    for element in table.iter(*_OF_A_TABLE):
        tag = element.tag
        if tag == _T:
            parts.append(element.text or "")
        elif tag == P:
            parts.append("\n")
        elif tag == _TC:
            cell = WordCell()
            parts = cell.parts
            rows[-1].append(cell)
        elif tag == _TR:
            rows.append([])
        else:
            cell.take(element, str(tag))
    return rows[1:]


def cells_of(table: _Element) -> list[_Element]:
    """The cells of a table itself, without those of a table inside it."""
    return [cell for cell in table.iter(_TC) if next(cell.iterancestors(TBL)) is table]


def has_inner(table: _Element) -> bool:
    """Whether a table holds another."""
    return next(table.iterdescendants(TBL), None) is not None


def flatten(table: _Element) -> None:
    """Turn tables inside the cells of a table into paragraphs of those cells."""
    from lxml import etree  # noqa: PLC0415 - loaded when a file of this kind is read

    for inner in [*table.iterdescendants(TBL)]:
        etree.strip_elements(inner, _TCPR)
        etree.strip_tags(inner, _TR, _TC)


def text_of(paragraph: _Element) -> str:
    """The text of a paragraph with its tabs and line breaks; deleted text is left out."""
    if next(paragraph.iter(*_SIGNS), None) is None:
        return "".join(map(str, paragraph.itertext(_T, with_tail=False)))
    return "".join(
        [(element.text or "") if element.tag == _T else _sign(element) for element in paragraph.iter(*_TEXTS)]
    )


def _sign(element: _Element) -> str:
    """The character of a tab, break or hyphen element; "" for a tab stop in a paragraph's properties."""
    parent = element.getparent()
    return "" if parent is not None and parent.tag == f"{W}tabs" else _SIGNS[str(element.tag)]
