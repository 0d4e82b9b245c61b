"""Write a `Description` as YAML that people review in a pull request, and read it back.

A paragraph is 段落 or 标题, a table has a line for each row. The formatting of cells is written once under 式; a cell
names its number, and one without a number has 式 1, the most frequent. A cell begins at the first free column of its
row, unless 起列 says otherwise.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import yaml

from gk_docs.testing.description import (
    Block,
    Description,
    DocCell,
    DocParagraph,
    DocPiece,
    DocRow,
    DocTable,
    Format,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HEAD = "# 由 docx_regression 写出：文档显示的内容。更新：pytest --force-regen\n"


class _GoldenLine(dict[str, Any]):
    """A mapping on one line."""


class _GoldenCells(list[Any]):
    """A sequence on one line."""


class _Dumper(yaml.SafeDumper):
    """Writes `_GoldenLine` and `_GoldenCells` on one line, and no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return isinstance(data, (dict, list, str, int))


_Dumper.add_representer(
    _GoldenLine, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)
)
_Dumper.add_representer(
    _GoldenCells, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)
)


def dump(description: Description) -> str:
    """Write a description as YAML, with a line for each paragraph or row."""
    data = {
        "设置": {name: _GoldenLine(says) for name, says in description.settings.items()},
        "内容": {name: [_block(block) for block in blocks] for name, blocks in description.texts.items()},
    }
    return _HEAD + yaml.dump(
        data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=float("inf")
    )


def load(text: str) -> Description:
    """Read a description that `dump` wrote."""
    data = yaml.load(text, Loader=_LOADER)  # noqa: S506 - both are safe loaders
    return Description(
        {name: _format(says) for name, says in data["设置"].items()},
        {name: _blocks(blocks) for name, blocks in data["内容"].items()},
    )


def _block(block: Block) -> dict[str, Any]:
    return _paragraph(block) if isinstance(block, DocParagraph) else {"表格": _table(block)}


def _paragraph(paragraph: DocParagraph) -> dict[str, Any]:
    heading = paragraph.level is not None
    data: dict[str, Any] = {"标题" if heading else "段落": paragraph.text}
    if heading:
        data["级别"] = paragraph.level
    if paragraph.format:
        data["格式"] = _GoldenLine(paragraph.format)
    if paragraph.pieces:
        data["片段"] = [_GoldenCells([piece.text, _GoldenLine(piece.format)]) for piece in paragraph.pieces]
    return data


def _table(table: DocTable) -> dict[str, Any]:
    looks = _by_frequency(cell.format for row in table.rows for cell in row.cells)
    row_looks = _by_frequency(row.format for row in table.rows)
    data: dict[str, Any] = {"格式": _GoldenLine(table.format)} if table.format else {}
    data["式"] = {number: _GoldenLine(says) for number, says in enumerate(looks, start=1)}
    data["行式"] = {number: _GoldenLine(says) for number, says in enumerate(row_looks, start=1)}
    free = _FreeSquares()
    data["行"] = [_row(row, free, looks, row_looks.index(row.format) + 1) for row in table.rows]
    return data


def _by_frequency(formats: Iterable[Format]) -> list[Format]:
    """Return each format once, the most frequent first, equally frequent ones in order of appearance."""
    counts = Counter(tuple(says.items()) for says in formats)
    return [dict(says) for says, _ in counts.most_common()]


class _FreeSquares:
    """Keeps track of the squares that cells cover, to find the next free one."""

    def __init__(self) -> None:
        self._taken: set[tuple[int, int]] = set()
        self._row = -1
        self._column = 0

    def next_row(self) -> None:
        """Go to the next row."""
        self._row += 1
        self._column = 0

    def next_column(self) -> int:
        """Return the first free column of the row."""
        while (self._row, self._column) in self._taken:
            self._column += 1
        return self._column

    def take(self, column: int, row_span: int, column_span: int) -> None:
        """Mark the squares of a cell as taken."""
        rows = range(self._row, self._row + row_span)
        self._taken.update((row, column + right) for row in rows for right in range(column_span))
        self._column = column + column_span


def _row(row: DocRow, free: _FreeSquares, looks: Sequence[Format], look: int) -> Any:
    free.next_row()
    cells = _GoldenCells()
    for cell in row.cells:
        cells.append(_cell(cell, free.next_column(), looks.index(cell.format) + 1))
        free.take(cell.column, cell.row_span, cell.column_span)
    return cells if look == 1 else {"式": look, "格": cells}


def _cell(cell: DocCell, column: int, look: int) -> Any:
    """Return the text of a cell (a figure as int), or a mapping if it has more than text."""
    text = int(cell.text) if cell.text.isdecimal() and str(int(cell.text)) == cell.text else cell.text
    data = _GoldenLine({"文字": text})
    for word, said, usual in (
        ("起列", cell.column, column),
        ("跨列", cell.column_span, 1),
        ("跨行", cell.row_span, 1),
        ("式", look, 1),
    ):
        if said != usual:
            data[word] = said
    if cell.content:
        data["内容"] = _GoldenCells(_block(block) for block in cell.content)
    return data if len(data) > 1 else text


def _blocks(data: Iterable[dict[str, Any]]) -> tuple[Block, ...]:
    return tuple(_load_table(block["表格"]) if "表格" in block else _load_paragraph(block) for block in data)


def _load_paragraph(data: dict[str, Any]) -> DocParagraph:
    pieces = tuple(DocPiece(str(text), _format(says)) for text, says in data.get("片段", ()))
    text = data["标题"] if "标题" in data else data["段落"]
    return DocParagraph(str(text), _format(data.get("格式", {})), data.get("级别"), pieces)


def _load_table(data: dict[str, Any]) -> DocTable:
    free = _FreeSquares()
    rows = []
    for row in data["行"]:
        cells, look = (row["格"], row["式"]) if isinstance(row, dict) else (row, 1)
        free.next_row()
        rows.append(DocRow(tuple(_load_cell(cell, data["式"], free) for cell in cells), _format(data["行式"][look])))
    return DocTable(tuple(rows), _format(data.get("格式", {})))


def _load_cell(data: Any, looks: dict[int, Format], free: _FreeSquares) -> DocCell:
    said: dict[str, Any] = data if isinstance(data, dict) else {"文字": data}
    column = said.get("起列", free.next_column())
    row_span, column_span = said.get("跨行", 1), said.get("跨列", 1)
    free.take(column, row_span, column_span)
    looks_like = _format(looks[said.get("式", 1)])
    return DocCell(str(said["文字"]), column, looks_like, row_span, column_span, _blocks(said.get("内容", ())))


def _format(says: dict[str, Any] | Format) -> Format:
    return {str(word): str(said) for word, said in says.items()}
