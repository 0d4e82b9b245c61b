"""Find the paragraphs of a Word file that have the figures, titles and sentences of the report read from it.

For figures, the reader reads the file once more with a unique number in every figure cell, so that the number at a
path shows which cell the reader takes it from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

from gk_docs.chinese.identifiers import masked
from gk_docs.errors import GkError
from gk_docs.files.opc import Package
from gk_docs.files.tables import UnrolledTable
from gk_docs.files.worddocument import NUMBER, WordDocument
from gk_docs.files.wordparts import W
from gk_docs.files.wordtables import P, cells_of, rows_of, text_of
from gk_docs.form.outline import outline_of
from gk_docs.published.docx import blocks_of, squares_of
from gk_docs.published.matching.lexing.figures import is_value
from gk_docs.published.matching.matcher import matched
from gk_docs.published.matching.text.headings import title_of
from gk_docs.published.matching.text.titles import is_title
from gk_docs.published.pages import Block, Line, Pages

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from lxml.etree import _Element

    from gk_docs.form.report import Report

_BOX = f"{W}txbxContent"
_FIRST = 1_000_001  # no report has such figures


@dataclass(slots=True)
class Places:
    """Paragraph numbers, counted as `gk_docs.word.package.comments` does.

    Attributes:
        figures: By path, the paragraph of each figure's cell.
        sections: By field name, the paragraph of each section's title.
        lines: Each line of text or of a cell, without spaces, with its paragraph and its section, in order.
        title: The paragraph of the report's title, or of the first line if there is no title.
    """

    figures: dict[str, int] = field(default_factory=dict)
    sections: dict[str, int] = field(default_factory=dict)
    lines: list[tuple[str, int, str]] = field(default_factory=list)
    title: int = 0

    @classmethod
    def of(cls, data: bytes, report: Report) -> Places:
        """Find the places in a Word document.

        Args:
            data: The file.
            report: The report read from it.

        Raises:
            UnreadableFile: If the file is damaged, encrypted or beyond the limits.
        """
        document = WordDocument.of(Package(data), None, numbered=True)
        pairs = [*blocks_of(document)]
        written = [(line, number) for line, number in _lines(pairs) if line.strip()]
        titles = (number for line, number in written if is_title(line))
        places = cls(title=next(titles, written[0][1] if written else 0))
        for line, number in written:
            places._see(line, number)
        words = {*report.printed.words.values()}
        filled = _figures(pairs, {"", *words})  # for blank figures only: the reader may take cells too many
        blank = {path: number for path, number in filled.items() if report.figure(path) is None}
        places.figures = blank | _figures(pairs, words)
        return places

    def _see(self, line: str, number: int) -> None:
        section = self.lines[-1][2] if self.lines else ""
        if found := title_of(line):
            section = found.section
            self.sections[section] = number  # the last one, since a table of contents comes first
        self.lines.append((_bare(line), number, section))

    def figure(self, path: str) -> int | None:
        """The paragraph of a figure; for a row, or a figure without its own cell, that of the row's first cell.

        None if that is not known either.
        """
        if path in self.figures:
            return self.figures[path]
        row = path.rpartition(".")[0]
        stems = (f"{path}.", f"{row}." if "." in row else f"{path}.")
        return min((number for one, number in self.figures.items() if one.startswith(stems)), default=None)

    def passage(self, text: str, section: str) -> int | None:
        """The paragraph with a text, ignoring spaces, preferably in its section and with nothing else; None if none."""
        bare, section = _bare(text), section if section in self.sections else ""
        found = [
            ((place == section, line == bare), number) for line, number, place in self.lines if bare and bare in line
        ]
        return max(found, key=itemgetter(0))[1] if found else None


def _bare(text: str) -> str:
    return "".join(masked(text).split())


def _lines(pairs: Iterable[tuple[Block, _Element]]) -> Iterator[tuple[str, int]]:
    for block, element in pairs:
        if isinstance(block, Line):
            yield block.text, _number(element)
        elif isinstance(block, UnrolledTable):
            for paragraph in _paragraphs(element):
                yield text_of(paragraph), _number(paragraph)


def _paragraphs(element: _Element) -> list[_Element]:
    """The paragraphs of an element, except those in a text box, where Word allows no comments."""
    return [one for one in element.iter(P) if next(one.iterancestors(_BOX), None) is None]


def _number(element: _Element) -> int:
    """The number of a paragraph, or of the first paragraph with text in a cell or table."""
    paragraphs = _paragraphs(element)
    written = (one for one in paragraphs if text_of(one).strip())
    return int(next(written, paragraphs[0]).get(NUMBER, "0"))


def _figures(pairs: Iterable[tuple[Block, _Element]], also: Collection[str]) -> dict[str, int]:
    """By path, the paragraph of each figure; {} if the reader refuses the file with the unique numbers in it."""
    cells: list[_Element] = []
    blocks = tuple(
        _numbered(element, cells, also) if isinstance(block, UnrolledTable) else block for block, element in pairs
    )
    try:
        report = matched(Pages(blocks), None).report
    except GkError:
        return {}
    values = ((path, report.figure(path)) for path in outline_of(type(report)).figures)
    found = ((path, int(value) - _FIRST) for path, value in values if value is not None)
    return {path: _number(cells[place]) for path, place in found if 0 <= place < len(cells)}


def _numbered(table: _Element, cells: list[_Element], also: Collection[str]) -> UnrolledTable:
    """The table with a unique number (by index in `cells`) in each cell that has a figure or one of these texts."""
    rows = rows_of(table)
    for cell, element in zip(chain.from_iterable(rows), cells_of(table), strict=True):
        if not cell.covered and (" ".join(cell.text.split()) in also or is_value(cell.text)):
            cell.parts = [str(_FIRST + len(cells))]
            cells.append(element)
    return UnrolledTable(tuple(map(squares_of, rows)))
