"""Read and write running text on a sheet: labels in column A, one paragraph a cell in column B.

The hidden sheet keeps what cells cannot say exactly, with a fingerprint of what the cells show; it counts only while
the cells still show that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from gk_docs import regex as re
from gk_docs.authored.keys import label
from gk_docs.authored.located import Mapping, Node, Scalar, Sequence
from gk_docs.authored.objects import tree_of_field
from gk_docs.authored.prose import tree_of_prose
from gk_docs.authored.sections import figures_beside
from gk_docs.authored.syntax import Plain, escaped_tree
from gk_docs.authored.words import LEAD, escaped
from gk_docs.authored.workbook import words
from gk_docs.chinese.labels import normalise, strip_numbering
from gk_docs.form.prose import Picture, PlainTable, Prose, TextBlock

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from gk_docs.authored.workbook.sheets import Gathering, OurSheet
    from gk_docs.form.outline import Section
    from gk_docs.form.parts import Narrative, Part
    from gk_docs.form.report import Report

Shown: TypeAlias = tuple[str, tuple[str, ...]]
"""A label, and its paragraphs from the same row down; "" for a cell to be filled in."""

_LABEL, _TEXT = 0, 1
_NAMES = re.compile("[；;\n]")
_ROOM = 4  # cells for a part that is still to be written: pasted paragraphs fill one cell each, downwards
_OWN = 2  # places for parts of the author's own
_NO_TEXT = re.compile(r"【(?:图片|表格)(?:[:：][^】\n]*)?】")
_LOST = (
    "这里的图片或表格不能随改动过的文字一起保存",
    "请撤销改动；或者删去这一格（不要这张图、这个表了）；也可以改用 .yaml 或 .docx 修改",
)
_TYPED = (
    "工作簿里放不了图片和表格，这几个字会照样印出来",
    "请删去这一格；图片、表格在生成的 Word 文件里插入，或者用 gk-docs convert 转换成 .yaml 再加",
)
_TABLE_LEFT = "【待核：上年这里有一张表，请改写成文字或同比表】"


@dataclass(slots=True)
class Labelled:
    """A label with the paragraphs to its right.

    Attributes:
        label: The label, as a node.
        cells: The cells of the paragraphs that are not empty, as nodes.
    """

    label: Scalar
    cells: list[Scalar] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """The text of label and cells joined, for the fingerprint."""
        return self.label.text + "".join(cell.text for cell in self.cells)

    @property
    def text(self) -> Node:
        """The cells as authored text: a line break in a cell separates paragraphs; 空白 alone means blank."""
        if [cell.text.strip() for cell in self.cells] == [words.BLANK]:
            return Scalar("", self.cells[0].line, 1)
        return Sequence(tuple(_block(cell) for cell in self.cells), self.label.line, 1)


def _block(cell: Scalar) -> Node:
    mark = next(filter(cell.text.startswith, words.YEAR_ON_YEAR_MARKS), None)
    if mark:
        names = (name.strip(words.EMPTY) for name in _NAMES.split(cell.text.removeprefix(mark)))
        items = tuple(Scalar(name, cell.line, cell.column, plain=False) for name in names if name)
        key = Scalar(words.YEAR_ON_YEAR_MARKS[mark], cell.line, cell.column)
        return Mapping(((key, Sequence(items, cell.line, cell.column)),), cell.line, cell.column)
    return Scalar(cell.text.replace("\n", "\n\n"), cell.line, cell.column, plain=False)


def labelled(sheet: OurSheet) -> list[Labelled]:
    """The labels of a sheet in order, with their paragraphs."""
    found: list[Labelled] = []
    for row in range(len(sheet.values)):
        if _is_across(sheet, row):
            continue
        if sheet.text(row, _LABEL).strip(words.EMPTY):
            is_formula = sheet.is_formula(row, _LABEL)
            found.append(Labelled(sheet.node(row, _LABEL, "" if is_formula else sheet.text(row, _LABEL))))
        if sheet.is_formula(row, _TEXT) or not sheet.text(row, _TEXT).strip(words.EMPTY):
            continue
        if not found:
            sheet.gathering.refuse(sheet.place(row, _TEXT), "左边没有小标题，不知道写在哪里")
        else:
            found[-1].cells.append(sheet.node(row, _TEXT, sheet.text(row, _TEXT)))
    return found


def note_what_is_beside(sheet: OurSheet, path: str) -> None:
    """Note what somebody typed right of the text, or in a cell over both columns, where nothing is read."""

    def is_ours(row: int, column: int, text: str) -> bool:
        return text in words.TEXT_HELP or (column <= _TEXT and not _is_across(sheet, row))

    sheet.note_strangers("GK103", path, "不在正文栏内", is_ours)


def _is_across(sheet: OurSheet, row: int) -> bool:
    """Whether a row is one merged cell over both columns, like a line of instructions."""
    return sheet.covered.get((row, _TEXT), (row, _TEXT)) == (row, _LABEL)


def refuse_lost(sheet: OurSheet, parts: Iterable[Labelled], titles: Collection[str]) -> None:
    """Refuse a sheet of which a label is gone, not reworded: the text beside it would count to the label above."""
    said = [_bare(part.label.text) for part in parts]
    lost = [title for title in titles if _bare(title) not in said]
    reworded = {*said} - {*map(_bare, (*titles, words.OWN_PART))}
    if len(lost) > len(reworded):
        names = "".join(f"“{title}”" for title in lost)
        mend = "左边的小标题不能删去，请撤销（Ctrl+Z），或在 A 列补上；没有的部分，右边空着"
        sheet.gathering.refuse(sheet.name, f"缺少小标题{names}", mend=mend)


def _bare(title: str) -> str:
    return normalise(strip_numbering(title.strip()))


def section(gathering: Gathering, parts: list[Labelled], of: Section) -> Node | None:
    """The parts of a narrative section as a mapping by heading; None if no part has text."""
    ours = {words.OWN_PART, LEAD, *(part.title for part in of.named_parts.values())}
    written = [part for part in parts if part.cells]
    for part in parts:
        if not part.cells and part.label.text.strip() not in ours:
            gathering.note_heading_alone(of.name, part.label)
    entries: list[tuple[Scalar, Node]] = []
    for part in written:
        heading = part.label.text.strip()
        if heading == words.OWN_PART:
            gathering.refuse(part.label, "没有写小标题", mend="请写带序号的小标题，如“（六）标准化建设”")
        else:
            entries.append((Scalar(heading, part.label.line, 1), part.text))
    return Mapping(tuple(entries), written[0].label.line, 1) if entries else None


def kept_value(
    gathering: Gathering, parts: Iterable[Labelled], shown: str | None, value: Node | None, *, with_labels: bool
) -> Node | None:
    """The value that the hidden sheet keeps for these cells, if they still show the same; else None.

    If the cells were changed but still have the mark of a picture or table (【图片】), it is refused, since the picture
    would be lost; so is such a mark that somebody typed.
    """
    parts = list(parts)
    text = "".join(part.shown if with_labels else "".join(cell.text for cell in part.cells) for part in parts)
    if value is not None and words.fingerprint(text) == (shown or ""):
        return value
    for cell in (cell for part in parts for cell in part.cells):
        if _NO_TEXT.match(cell.text):
            message, mend = _LOST if value is not None else _TYPED
            gathering.refuse(cell, message, cell.text, mend)
    return None


def unfilled(section: Section, before: dict[str, Prose]) -> list[Shown]:
    """The usual parts of a section to be filled in, with last year's text in them, and room for more parts.

    If last year's section had parts that the form does not know, the parts keep last year's order.
    """
    titles = [part.title or LEAD for part in section.named_parts.values()]
    titles = sorted({*titles, *before}, key=[*before, *titles].index) if {*before} - {*titles} else titles
    rows = [(title, (*cells_of(before.get(title)), *("",) * (1 if title in before else _ROOM))) for title in titles]
    return [*rows, *[(words.OWN_PART, ("",) * _ROOM)] * _OWN]


def cells_of(authored: Prose | None) -> tuple[str, ...]:
    """Authored text as cells, one a block; a table, which no cell can hold, becomes a 【待核】 mark."""
    return tuple(_TABLE_LEFT if isinstance(block, PlainTable) else _as_text(block.text) for block in authored or ())


def of_section(report: Report, name: str) -> tuple[list[Shown], dict[str, Any]]:
    """The parts of a narrative section as cells, and what the hidden sheet keeps of it."""
    found: Narrative = getattr(report, name)
    tree = tree_of_field(report, name)
    if isinstance(tree, dict):
        beside = {label(type(found), field) for field in figures_beside(found)}
        tree = {key: value for key, value in tree.items() if key not in beside}
    named = {LEAD: tree} if isinstance(tree, Plain) else tree or {}
    cells = {title: _cells(written) for title, written in named.items()}
    if None not in cells.values():
        titles = [part.title or LEAD for part in found.named_parts().values()]
        return [(title, cells.get(title) or ("",)) for title in titles], {}
    titles_by_name = {part_name: part.title for part_name, part in found.named_parts().items()}
    rows = [(_heading(part, titles_by_name.get(part.name or "")), _shown(part.body)) for part in found.parts]
    return rows, {name: _to_keep(rows, tree)}


def _heading(part: Part, title: str | None) -> str:
    """The label of a part: its heading, or its usual title if the heading is blank and would not be seen in a cell."""
    return escaped(part.heading if part.heading and part.heading.strip(words.EMPTY) else title or LEAD)


def of_prose(report: Report, path: str) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The paragraphs of the text at a path as cells, and what the hidden sheet keeps of them.

    A computed preamble is an empty cell, like text that the report lacks; a preamble that is None is 空白.
    """
    value: Prose | None = attrgetter(path)(report)
    if value is None:
        return (words.BLANK,), {}
    if path == "preamble":
        written = tree_of_field(report, path)
    else:
        written = escaped_tree(tree_of_prose(value)) if value else None
    if written is None:
        return ("",), {}
    cells = _cells(written)
    return (cells, {}) if cells else (_shown(value), {path: _to_keep([("", _shown(value))], written)})


def _cells(written: Any) -> tuple[str, ...] | None:
    """Authored text as cells, one a paragraph; None if cells would be read otherwise: a list of blocks, 空白 alone."""
    cells = tuple(map(_as_text, written.text.split("\n\n"))) if isinstance(written, Plain) else None
    return None if cells and [cell.strip() for cell in cells] == [words.BLANK] else cells


def _to_keep(rows: list[Shown], written: Any) -> dict[str, Any]:
    shown = "".join(f"{heading}{''.join(cells)}" for heading, cells in rows)
    return {"shown": words.fingerprint(shown), "value": written}


def _shown(text: Prose) -> tuple[str, ...]:
    return tuple(_shown_block(block) for block in text) or ("",)


def _shown_block(block: TextBlock) -> str:
    text = _as_text(escaped(block.text))
    if isinstance(block, Picture):
        return f"{words.PICTURE}{text}"
    return f"{words.TABLE}{text}" if isinstance(block, PlainTable) else text


def _as_text(text: str) -> str:
    """Escape a text that begins like a mark (【表格】, 【同比表】), so that it is read back as text."""
    is_mark = text.startswith(tuple(words.YEAR_ON_YEAR_MARKS)) or _NO_TEXT.match(text)
    return f"{{{{ '{text[0]}' }}}}{text[1:]}" if is_mark else text
