"""Put notes beside cells of a workbook and colour the cells, in its XML; sheets without notes stay byte for byte."""

from __future__ import annotations

from collections import defaultdict
from copy import deepcopy
from posixpath import dirname
from string import ascii_letters
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from gk_docs.authored.workbook.words import cell_name
from gk_docs.files.encoding import clean
from gk_docs.files.opc import Package, damaged, parsed, xml_of
from gk_docs.files.sheets import names_of
from gk_docs.word.markup.tags import SPACE
from gk_docs.word.package.archive import OFFICE, TYPES, packed, relations_part
from gk_docs.word.package.relations import RELATIONS, entry_at, relate, relations_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lxml.etree import _Element

_BOOK: Final = "xl/workbook.xml"
_AUTHOR: Final = "gk-docs"
_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID: Final = f"{{{OFFICE}}}id"
_X: Final = "{urn:schemas-microsoft-com:office:excel}"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_CONTENT: Final = {
    "comments": "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
    "vmlDrawing": "application/vnd.openxmlformats-officedocument.vmlDrawing",
}
_BEHIND: Final = frozenset(
    f"{_S}{name}"
    for name in "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst".split()  # noqa: SIM905 - words
)
"""The elements that the schema puts after the drawing of notes in a sheet."""

_NO_RELATIONS = f'<Relationships xmlns="{RELATIONS[1:-1]}"/>'.encode()
_NEW_COMMENTS = f'<comments xmlns="{_S[1:-1]}"><authors/><commentList/></comments>'
_NEW_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    f' xmlns:x="{_X[1:-1]}"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{{number}}"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    f' xmlns:x="{_X[1:-1]}" id="_x0000_s{{id}}" type="#_x0000_t202" style="position:absolute;visibility:hidden"'
    ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:textbox style="mso-direction-alt:auto"/>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {row}, 4, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_WIDE, _TALL = 5, 6  # columns and rows that a note goes over when it is shown
_SHAPES = 1024  # Excel numbers the shapes of drawing n from 1024 n on


class Square(NamedTuple):
    """A cell: the name of its sheet, its row and its column, both from 0."""

    sheet: str
    row: int
    column: int

    @classmethod
    def named(cls, sheet: str, cell: str) -> Square:
        """Make a square from the name of a sheet and the name of a cell (E12).

        >>> Square.named("表三", "E12")
        Square(sheet='表三', row=11, column=4)
        """
        return cls(sheet, int(cell.lstrip(ascii_letters)) - 1, _column(cell) - 1)


class CellNote(NamedTuple):
    """A note beside a cell: the cell, the text, and the colour that the cell gets (FFC7CE)."""

    at: Square
    text: str
    fill: str


def with_notes(data: bytes, notes: Iterable[CellNote]) -> bytes:
    """Colour cells of a workbook and put notes beside them; the same notes give the same bytes.

    A note that a cell has already is kept, with ours below it. Without notes the file stays as it is.

    Args:
        data: The workbook.
        notes: At most one for each cell; those for sheets that the workbook lacks are left out.

    Raises:
        UnreadableFile: If the file is damaged or beyond the limits.
    """
    sheets: dict[str, list[CellNote]] = defaultdict(list)
    for note in notes:
        sheets[note.at.sheet].append(note)
    if not sheets:
        return data
    book = _NotedBook(Package(data))
    for number, (name, part) in enumerate(names_of(book.package).items(), 1):
        if name in sheets:
            book.note(part, number, sorted(sheets[name], key=lambda note: note.at))
    return book.packed()


class _NotedBook:
    """A workbook whose parts are changed one by one."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._parts = {name: package.read(name) for name in package.names}
        targets = {one.kind: one.target for one in relations_of(self._relations(_BOOK))}
        self._styles_part = entry_at(dirname(_BOOK), targets.get("styles", "styles.xml"))
        self._styles = package.xml(self._styles_part)
        self._filled: dict[tuple[str, str], str] = {}

    def packed(self) -> bytes:
        """The workbook with the changed parts, as bytes."""
        return packed({**self._parts, self._styles_part: xml_of(self._styles)})

    def note(self, part: str, number: int, notes: Sequence[CellNote]) -> None:
        """Colour cells of the sheet in `part`, the sheet number `number`, and put the notes beside them."""
        sheet = parsed(self._parts[part])
        name_all(sheet)
        for note in notes:
            cell = cell_at(sheet, note.at.row, note.at.column)
            cell.set("s", self._style(cell.get("s", "0"), note.fill))
        comments, _ = self._beside(part, "comments", f"xl/comments{number}.xml", _NEW_COMMENTS)
        said = parsed(self._parts[comments])
        new = [note for note in notes if _said(said, note)]
        self._parts[comments] = xml_of(said)
        if new:
            drawn = _NEW_DRAWING.format(number=number)
            name, legacy = f"xl/drawings/vmlDrawing{number}.vml", sheet.find(f"{_S}legacyDrawing")
            own = "" if legacy is None else legacy.get(_ID, "")  # a sheet may have another VML drawing, for its header
            drawing, link = self._beside(part, "vmlDrawing", name, drawn, own)
            self._parts[drawing] = _drawn(parsed(self._parts[drawing]), number, new)
            if legacy is None:
                _link(sheet, link)
        self._parts[part] = xml_of(sheet)

    def _relations(self, part: str) -> _Element:
        """The relationships of a part; empty if it has none."""
        return parsed(self._parts.get(relations_part(part), _NO_RELATIONS))

    def _beside(self, part: str, kind: str, name: str, content: str, own: str | None = None) -> tuple[str, str]:
        """The part of a kind that belongs to a sheet, or a new one, with the id of its relationship.

        Args:
            part: The part of the sheet.
            kind: `comments` or `vmlDrawing`.
            name: Name of the new part; a free one like it is chosen.
            content: Content of the new part.
            own: The id of the relationship, if only that part will do; None for any part of the kind.
        """
        relations = self._relations(part)
        for one in relations_of(relations):
            if one.kind == kind and own in (None, one.identifier):
                return entry_at(dirname(part), one.target), one.identifier
        while name in self._parts:
            name = name.replace(".", "_.")
        link = relate(relations, f"{OFFICE}/{kind}", f"/{name}")
        self._parts[relations_part(part)] = xml_of(relations)
        self._parts[name] = content.encode()
        types = parsed(self._parts[TYPES])
        etree.SubElement(types, f"{_TYPES}Override", {"PartName": f"/{name}", "ContentType": _CONTENT[kind]})
        self._parts[TYPES] = xml_of(types)
        return name, link

    def _style(self, style: str, fill: str) -> str:
        """Append a style that is a cell's own style with another fill; return its number."""
        if (style, fill) not in self._filled:
            fills, styles = (self._styles.find(f"{_S}{name}") for name in ("fills", "cellXfs"))
            at = int(style) if style.isdecimal() else 0
            if fills is None or styles is None or at >= len(styles):
                return style
            solid = etree.SubElement(etree.SubElement(fills, f"{_S}fill"), f"{_S}patternFill", {"patternType": "solid"})
            etree.SubElement(solid, f"{_S}fgColor", {"rgb": f"FF{fill}"})
            etree.SubElement(solid, f"{_S}bgColor", {"indexed": "64"})
            own = deepcopy(styles[at])
            own.set("fillId", str(len(fills) - 1))
            own.set("applyFill", "1")
            styles.append(own)
            for several in (fills, styles):
                several.set("count", str(len(several)))
            self._filled[style, fill] = str(len(styles) - 1)
        return self._filled[style, fill]


def name_all(sheet: _Element) -> None:
    """Write its place (`r`) on each row and cell. A row without one is where its cells are, or below the last row."""
    number = 0
    for row in sheet.iter(f"{_S}row"):
        said = next((digits for one in row if (digits := (one.get("r") or "").lstrip(ascii_letters))), number + 1)
        number = int(row.get("r", said))
        row.set("r", str(number))
        column = 0
        for cell in row.iter(f"{_S}c"):
            column = _column(cell.get("r", "")) or column + 1
            if "r" not in cell.attrib:
                cell.set("r", cell_name(number - 1, column - 1))


def cell_at(sheet: _Element, row: int, column: int) -> _Element:
    """The cell at a place, inserted if the sheet has none there."""
    rows = sheet.find(f"{_S}sheetData")
    assert rows is not None  # noqa: S101 - every sheet that was read has one
    return _at(_at(rows, "row", str(row + 1), int), "c", cell_name(row, column), _column)


def _link(sheet: _Element, link: str) -> None:
    """Refer a sheet to the drawing of its notes, at the place that the schema requires."""
    legacy = etree.Element(f"{_S}legacyDrawing", {_ID: link}, {"r": OFFICE})
    behind = next((one for one in sheet if one.tag in _BEHIND), None)
    sheet.append(legacy) if behind is None else behind.addprevious(legacy)


def _at(elements: _Element, tag: str, name: str, place: Callable[[str], int]) -> _Element:
    """Find the row or cell of a name; if there is none, insert it in order."""
    for one in elements:
        known = one.get("r", "")
        if known == name:
            return one
        if place(known) > place(name):
            new = etree.Element(f"{_S}{tag}", {"r": name})
            one.addprevious(new)
            return new
    return etree.SubElement(elements, f"{_S}{tag}", {"r": name})


def _column(name: str) -> int:
    number = 0
    for letter in filter(str.isalpha, name):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _said(comments: _Element, note: CellNote) -> bool:
    """Add the text of a note to the comments; return whether its cell had no comment before."""
    ref = cell_name(note.at.row, note.at.column)
    names, said = (comments.find(f"{_S}{name}") for name in ("authors", "commentList"))
    if names is None or said is None:  # the schema asks for both
        raise damaged()
    text = next((one.find(f"{_S}text") for one in said if one.get("ref") == ref), None)
    is_new = text is None
    if text is None:
        authors = [one.text for one in names]
        if _AUTHOR not in authors:
            etree.SubElement(names, f"{_S}author").text = _AUTHOR
        author = str(authors.index(_AUTHOR) if _AUTHOR in authors else len(authors))
        comment = etree.SubElement(said, f"{_S}comment", {"ref": ref, "authorId": author})
        text = etree.SubElement(comment, f"{_S}text")
    words = etree.SubElement(etree.SubElement(text, f"{_S}r"), f"{_S}t", {SPACE: "preserve"})
    words.text = clean(note.text if is_new else f"\n{note.text}")
    return is_new


def _drawn(drawing: _Element, number: int, notes: Sequence[CellNote]) -> bytes:
    """Add a box for each new note to a drawing, numbered after the shapes that it has."""
    used = [int(digits) for one in drawing if (digits := (one.get("id") or "").rpartition("_s")[2]).isdecimal()]
    first = 1 + max(used, default=number * _SHAPES)
    for at, note in enumerate(notes):
        row, column = note.at.row, note.at.column
        box = {"left": column + 1, "right": column + 1 + _WIDE, "row": row, "bottom": row + _TALL, "column": column}
        drawing.append(parsed(_SHAPE.format(id=first + at, **box).encode()))
    return xml_of(drawing)
