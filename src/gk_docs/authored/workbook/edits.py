"""Mend a clerk's own workbook: change characters of its cells in the XML, and leave everything else as it is.

The cells are shown as one source text, a cell a paragraph (总体情况!B8：…), so that a mend finds its place in it as it
does in a YAML source. What the hidden sheet keeps beside the cells would no longer count if they changed, so such cells
are never mended.
"""

from __future__ import annotations

from collections import defaultdict
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from lxml import etree

from gk_docs.authored.edits import Edit, Typed, applied
from gk_docs.authored.located import Scalar
from gk_docs.authored.workbook.notes import Square, cell_at, name_all
from gk_docs.authored.workbook.places import WorkbookPlaces
from gk_docs.authored.workbook.reading import kept_paths
from gk_docs.authored.workbook.sheets import OurSheet, sheets_of
from gk_docs.authored.workbook.words import HIDDEN, cell_name
from gk_docs.files.opc import Package, parsed, xml_of
from gk_docs.files.sheets import names_of
from gk_docs.form.outline import outline_of
from gk_docs.word.markup.tags import SPACE
from gk_docs.word.package.archive import packed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from gk_docs.form.report import Report

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRINGS: Final = "xl/sharedStrings.xml"
_BOOK: Final = "xl/workbook.xml"
_TOTAL: Final = "总计"


class CellSource:
    """The cells of a workbook of ours as a source that can be edited."""

    def __init__(self, data: bytes, form: type[Report], is_read: Callable[[bytes], bool]) -> None:
        """Lay the cells out as text.

        Args:
            data: The workbook, which was read as a report of `form`.
            form: The edition of the form.
            is_read: Tells whether an edited workbook is still read as a report.
        """
        places = WorkbookPlaces.of(data, form)
        assert places is not None  # noqa: S101 - it was read as a workbook of ours
        self._data, self._places, self._is_read = data, places, is_read
        self._kept = kept_paths(data)
        self._totals = outline_of(form).totals
        self._texts = _texts_in(data)
        pieces, self._scalars, at = [], dict[Square, Scalar](), 0
        for line, (square, text) in enumerate(self._texts.items(), 1):
            head = f"{square.sheet}!{cell_name(square.row, square.column)}："
            self._scalars[square] = Scalar(text, line, 1, start=at + len(head), end=at + len(head) + len(text))
            pieces.append(f"{head}{text}\n")
            at += len(pieces[-1])
        self.text = "".join(pieces)

    def at(self, path: str, line: str) -> list[Typed]:
        """The cells that may hold a field, or a line of its text if `line` is not empty."""
        if any(f"{path}.".startswith(f"{kept}.") for kept in self._kept):
            return []
        section = "agency" if path == "title" else path.partition(".")[0]
        one = self._places.figures.get(path)
        squares = [one] if one else self._places.passages(line, section) if line else []
        key = _TOTAL if path in self._totals else ""
        return [Typed(key, node, node.line, node.line) for at in squares if (node := self._scalars.get(at))]

    def previous(self) -> Scalar | None:
        """The name of last year's file; None if the workbook names none."""
        return self._scalars.get(self._places.figures["previous"])

    def holds(self, edits: Sequence[Edit]) -> bool:
        """Whether the edited workbook is read, and has the same cells apart from the characters replaced."""
        after = self.applied(edits)
        expected = {at: applied(self._texts[at], within) for at, within in self._by_cell(edits).items()}
        return _texts_in(after) == {**self._texts, **expected} and self._is_read(after)

    def applied(self, edits: Iterable[Edit]) -> bytes:
        """The workbook with the edits."""
        return with_texts(self._data, self._by_cell(edits))

    def _by_cell(self, edits: Iterable[Edit]) -> dict[Square, list[Edit]]:
        """The edits by cell, counted in characters of the cell."""
        found: dict[Square, list[Edit]] = defaultdict(list)
        for edit in edits:
            at = next(at for at, one in self._scalars.items() if one.start <= edit.start <= edit.end <= one.end)
            found[at].append(Edit(*edit.within, edit.text, edit.within))
        return found


def _texts_in(data: bytes) -> dict[Square, str]:
    sheets: Mapping[str, OurSheet] = sheets_of(data, HIDDEN) or {}
    return {Square(name, row, column): text for name, one in sheets.items() for row, column, text in one.cells()}


def with_texts(data: bytes, edits: Mapping[Square, Sequence[Edit]]) -> bytes:
    """Change characters of cells in a workbook; its other parts stay byte for byte, and runs keep their fonts.

    Args:
        data: The workbook.
        edits: By cell, the edits of its text; those of cells without text are left out.

    Raises:
        UnreadableFile: If the file is damaged or beyond the limits.
    """
    package = Package(data)
    parts = {name: package.read(name) for name in package.names}
    strings = [*package.xml(_STRINGS).iter(f"{_S}si")] if _STRINGS in package else []
    for name, part in names_of(package).items():
        own = {at: some for at, some in edits.items() if at.sheet == name}
        if own:
            sheet = parsed(parts[part])
            name_all(sheet)
            for at, some in own.items():
                _edit(cell_at(sheet, at.row, at.column), strings, some)
            parts[part] = xml_of(sheet)
    if edits:
        book = parsed(parts[_BOOK])
        for calculation in book.iter(f"{_S}calcPr"):
            calculation.set("fullCalcOnLoad", "1")  # what a formula gave before is stored with it
        parts[_BOOK] = xml_of(book)
    return packed(parts)


def _edit(cell: _Element, strings: Sequence[_Element], edits: Sequence[Edit]) -> None:
    """Change the text of a cell. A text that other cells share is first copied into the cell."""
    value = cell.find(f"{_S}v")
    if cell.get("t") == "s" and value is not None and (value.text or "").isdecimal():
        own = deepcopy(strings[int(value.text or 0)])
        own.tag = f"{_S}is"
        cell.replace(value, own)
        cell.set("t", "inlineStr")
    texts = [*_runs(cell)] if cell.get("t") == "inlineStr" else [] if value is None else [value]
    for edit in sorted(edits, key=lambda one: -one.start):
        _replace(texts, edit)


def _runs(cell: _Element) -> Iterator[_Element]:
    """The texts of a cell in order, without phonetic guides, which are dropped."""
    for guide in [*cell.iter(f"{_S}rPh", f"{_S}phoneticPr")]:
        etree.strip_elements(cell, guide.tag, with_tail=False)
    yield from cell.iter(f"{_S}t")


def _replace(texts: Iterable[_Element], edit: Edit) -> None:
    """Replace characters that may lie in several runs; the first of these gets the new ones."""
    at, new = 0, edit.text
    for one in texts:
        own = one.text or ""
        low, high = (min(max(place - at, 0), len(own)) for place in (edit.start, edit.end))
        if low < high:
            one.text, new = f"{own[:low]}{new}{own[high:]}", ""
            if one.tag == f"{_S}t":
                one.set(SPACE, "preserve")
        at += len(own)
