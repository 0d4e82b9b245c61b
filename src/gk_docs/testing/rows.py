"""Read a table of WordprocessingML as rows of cells with their spans."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gk_docs.testing import formats, measures
from gk_docs.testing.description import Block, DocCell, DocParagraph, DocRow, DocTable, Format
from gk_docs.testing.package import attribute, child, children, local, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lxml import etree

    from gk_docs.testing.styles import Styles

    ReadBlocks = Callable[[etree._Element], tuple[Block, ...]]  # noqa: SLF001 - lxml names no public type


def read_table(node: etree._Element, blocks: ReadBlocks, styles: Styles) -> DocTable:
    """Read a table, vertical merges as row spans; `blocks` reads the content of a cell."""
    grid = [attribute(column, "w") for column in children(child(node, "tblGrid"), "gridCol")]
    rows = [list(_cells(row, blocks, grid)) for row in opened(node, "tr")]
    _merge(rows)
    looks = [formats.words(child(row, "trPr"), formats.ROW) for row in opened(node, "tr")]
    return DocTable(
        tuple(
            DocRow(tuple(cell.finished() for cell in row if not cell.continues), look)
            for row, look in zip(rows, looks, strict=True)
        ),
        _table_format(node, styles),
    )


@dataclass
class _RowCell:
    """A cell as the file has it, before merges are counted."""

    column: int
    column_span: int
    continues: bool
    format: Format
    content: tuple[Block, ...]
    row_span: int = field(default=1)

    def finished(self) -> DocCell:
        """Return the cell; it takes over the formatting of its paragraphs if they all look the same."""
        text = "\n".join(block_text(block) for block in self.content)
        first = self.content[0] if self.content else DocParagraph("")
        if isinstance(first, DocParagraph) and all(_alike(block, first) for block in self.content):
            return DocCell(text, self.column, {**self.format, **first.format}, self.row_span, self.column_span)
        return DocCell(text, self.column, self.format, self.row_span, self.column_span, self.content)


def block_text(block: Block) -> str:
    """The text of a paragraph; for a table a line for each row, its cells separated by ｜."""
    if isinstance(block, DocParagraph):
        return block.text
    return "\n".join("｜".join(cell.text for cell in row.cells) for row in block.rows)


def _alike(block: Block, first: DocParagraph) -> bool:
    return isinstance(block, DocParagraph) and not block.pieces and block.format == first.format


def opened(node: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield children with these names, also those inside content controls and insertions."""
    for inner in node:
        if local(inner) in names:
            yield inner
        elif local(inner) in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            yield from opened(inner, *names)


def _cells(row: etree._Element, blocks: ReadBlocks, grid: Sequence[str | None]) -> Iterator[_RowCell]:
    column = _count(value(child(row, "trPr"), "gridBefore"), 0)
    for node in opened(row, "tc"):
        properties = child(node, "tcPr")
        span = max(_count(value(properties, "gridSpan"), 1), 1)
        merge = child(properties, "vMerge")
        continues = merge is not None and attribute(merge, "val") != "restart"
        looks = formats.words(properties, formats.CELL)
        yield _RowCell(column, span, continues, _without_width(looks, grid[column : column + span]), blocks(node))
        column += span


def _count(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() else otherwise


def _without_width(looks: Format, columns: Sequence[str | None]) -> Format:
    """Drop the width of a cell if it is that of its columns, so that a changed column is reported once."""
    total = measures.millimetres(str(sum(_count(width, 0) for width in columns)))
    return {word: said for word, said in looks.items() if (word, said) != ("宽", total)}


def _merge(rows: list[list[_RowCell]]) -> None:
    """Add cells that continue one above to its row span; one with nothing above stands for itself."""
    open_at: dict[int, _RowCell] = {}
    for row in rows:
        above, open_at = open_at, {}
        for cell in row:
            head = above.get(cell.column) if cell.continues else None
            if head is not None and head.column_span == cell.column_span:
                head.row_span += 1
                open_at[cell.column] = head
            else:
                cell.continues = False
                open_at[cell.column] = cell


def _table_format(node: etree._Element, styles: Styles) -> Format:
    properties = child(node, "tblPr")
    grid = [measures.millimetres(attribute(column, "w")) for column in children(child(node, "tblGrid"), "gridCol")]
    widths = {"列宽": "、".join(width.removesuffix(" 毫米") for width in grid) + " 毫米"} if grid else {}
    named = styles.name_of(properties, "tblStyle", "表格样式")
    return {**named, **formats.words(properties, formats.TABLE), **widths}
