"""Running text on its sheet: labels in column A, a paragraph a cell in column B."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gk_docs.authored.located import Mapping, Scalar, Sequence
from gk_docs.authored.words import YEAR_ON_YEAR
from gk_docs.authored.workbook.sheets import cell_name
from gk_docs.authored.workbook.words import BLANK, EMPTY, OWN_PART, PICTURE, TABLE, YEAR_ON_YEAR_TABLE, fingerprint
from gk_docs.form.notes import Note, short

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gk_docs.authored.located import Node
    from gk_docs.authored.workbook.gathering import Gathering
    from gk_docs.authored.workbook.sheets import Sheet
    from gk_docs.form.report import Report

_LABEL, _TEXT = 0, 1
_NAMES = re.compile("[；;\n]")


@dataclass(slots=True)
class Labelled:
    """A label with what stands beside it.

    Attributes:
        label: The label, as a node.
        cells: The cells that are not empty, as nodes.
    """

    label: Scalar
    cells: list[Scalar] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """All of it as one text."""
        return self.label.text + "".join(cell.text for cell in self.cells)

    @property
    def text(self) -> Node:
        """The cells as authored text: a line break in a cell parts paragraphs; a lone word says that it is blank."""
        if [cell.text.strip() for cell in self.cells] == [BLANK]:
            return Scalar("", self.cells[0].line, 1)
        return Sequence(tuple(_block(cell) for cell in self.cells), self.label.line, 1)


def _block(cell: Scalar) -> Node:
    if cell.text.startswith(YEAR_ON_YEAR_TABLE):
        names = (name.strip(EMPTY) for name in _NAMES.split(cell.text.removeprefix(YEAR_ON_YEAR_TABLE)))
        items = tuple(Scalar(name, cell.line, cell.column, plain=False) for name in names if name)
        key = Scalar(YEAR_ON_YEAR, cell.line, cell.column)
        return Mapping(((key, Sequence(items, cell.line, cell.column)),), cell.line, cell.column)
    return Scalar(cell.text.replace("\n", "\n\n"), cell.line, cell.column, plain=False)


def labelled(gathering: Gathering, sheet: Sheet) -> list[Labelled]:
    """The labels of a sheet in order, with their paragraphs."""
    found: list[Labelled] = []
    for row in range(len(sheet.values)):
        if sheet.covered.get((row, _TEXT), (row, _TEXT)) == (row, _LABEL):
            continue  # a line of instructions goes over both columns
        if sheet.text(row, _LABEL).strip(EMPTY):
            is_formula = gathering.is_formula(sheet, row, _LABEL)
            found.append(Labelled(gathering.scalar(sheet, row, _LABEL, "" if is_formula else sheet.text(row, _LABEL))))
        if not sheet.text(row, _TEXT).strip(EMPTY) or gathering.is_formula(sheet, row, _TEXT):
            continue
        if not found:
            gathering.refuse(sheet.name, cell_name(row, _TEXT), "左边没有小标题，不知道写在哪里")
        else:
            found[-1].cells.append(gathering.scalar(sheet, row, _TEXT, sheet.text(row, _TEXT)))
    return found


def say_what_is_beside(gathering: Gathering, sheet: Sheet, path: str, form: type[Report]) -> None:
    """Whatever stands right of the text goes into no report: say so."""
    for row, column, text in sheet.cells():
        if column > _TEXT:
            message = f"{sheet.name}!{cell_name(row, column)} 的内容不在正文栏内，没有写进报告"
            gathering.findings.append(Note("GK103", path, message, found=short(text)).finding(form))


def section(gathering: Gathering, parts: list[Labelled]) -> Node | None:
    """The parts of a narrative section as a mapping; None if nothing is written."""
    written = [part for part in parts if part.cells]
    for part in written:
        if part.label.text.strip() == OWN_PART:
            place = gathering.place(part.label)
            gathering.refuse(*place, "没有写小标题", mend="请写带序号的小标题，如“（六）标准化建设”")
    entries = tuple(
        (Scalar(part.label.text.strip(), part.label.line, 1), part.text)
        for part in written
        if part.label.text.strip() != OWN_PART
    )
    return Mapping(entries, written[0].label.line, 1) if entries else None


def kept(gathering: Gathering, parts: Iterable[Labelled], shown: str, value: Node, *, with_labels: bool) -> Node | None:
    """The value that was kept for these cells, if they still show what was written; else None.

    What a cell cannot hold (a picture, a table) would be lost with a change: such a change is refused.
    """
    parts = list(parts)
    text = "".join(part.shown if with_labels else "".join(cell.text for cell in part.cells) for part in parts)
    if fingerprint(text) == shown:
        return value
    for cell in (cell for part in parts for cell in part.cells):
        if cell.text.startswith((PICTURE, TABLE)):
            mend = "请撤销改动；或者删去这一格（不要这张图、这个表了）；也可以改用 .yaml 或 .docx 修改"
            gathering.refuse(
                *gathering.place(cell), "这里的图片或表格不能随改动过的文字一起保存", found=cell.text, mend=mend
            )
    return None
