"""A `Description` as YAML that people review in a pull request.

A paragraph is 段落 or 标题, a table has a line for each row. Formatting that cells share is written once below 式; a
cell names its number, and one without a number has 式 1, the most frequent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import yaml

from gk_docs.testing.description import Block, Description, DocCell, DocParagraph, DocRow, DocTable, Format

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
    data["行"] = [_row(row, looks, row_looks.index(row.format) + 1) for row in table.rows]
    return data


def _by_frequency(formats: Iterable[Format]) -> list[Format]:
    """Return each format once, the most frequent first, equally frequent ones in order of appearance."""
    counts = Counter(tuple(says.items()) for says in formats)
    return [dict(says) for says, _ in counts.most_common()]


def _row(row: DocRow, looks: Sequence[Format], look: int) -> Any:
    cells = _GoldenCells(_cell(cell, looks.index(cell.format) + 1) for cell in row.cells)
    return cells if look == 1 else {"式": look, "格": cells}


def _cell(cell: DocCell, look: int) -> Any:
    """Return the text of a cell (a figure as int), or a mapping if it has more than text."""
    text = int(cell.text) if cell.text.isdecimal() and str(int(cell.text)) == cell.text else cell.text
    data = _GoldenLine({"文字": text})
    for word, said in (("跨列", cell.column_span), ("跨行", cell.row_span), ("式", look)):
        if said != 1:
            data[word] = said
    if cell.content:
        data["内容"] = _GoldenCells(_block(block) for block in cell.content)
    return data if len(data) > 1 else text
