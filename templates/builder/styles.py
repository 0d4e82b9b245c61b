"""The styles of the document: title, four levels of headings, body, the words and numbers of tables.

Sizes are points, lengths twips. A style has the name that Word knows it by, where Word knows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from builder.faces import BLACK, FANGSONG, KAI, SONG, TITLE, Face
from builder.page import BODY_SIZE, CHARACTER, CLOSER, LINE
from builder.xml import part, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FIRST_LINE = w("ind", firstLineChars=200, firstLine=2 * CHARACTER)
_BUILT_IN = {"Title", "Body Text", "caption", "footer", *(f"heading {level}" for level in range(1, 5))}
_TABLE_SIZE = 10
_TABLE_LINE = 260
_SINGLE = w("spacing", before=0, after=0, line=240, lineRule="auto")
_CENTRED = w("jc", val="center")
# The pitch of the grid, for programs that know no grid.
_PITCH = w("spacing", line=LINE, lineRule="exact")
# A figure may reach over the margins of its cell, nearly to the lines: five digits have room in most faces.
_OVER_MARGINS = w("ind", left=-30, right=-30)
# The blank line below a title of several lines: contextual spacing leaves it out between them.
_TITLE_SPACE = w("spacing", before=0, after=LINE, line=720, lineRule="exact")


@dataclass(frozen=True, slots=True)
class Style:
    """A style.

    Attributes:
        id: Id that paragraphs refer to.
        name: Name that Word shows.
        face: Its face; None for that of the style it is based on.
        size: Size of its type, or None likewise.
        properties: Properties of its paragraphs, in the order of the schema.
        next: Id of the style of the paragraph after it, or None for its own.
        level: Outline level, from 0, or None.
        closer: Whether its characters are set closer, 28 in a line.
    """

    id: str
    name: str
    face: Face | None = None
    size: int | None = None
    properties: tuple[str, ...] = field(default=())
    next: str | None = None
    level: int | None = None
    closer: bool = False

    def xml(self) -> str:
        """`w:style`."""
        level = [] if self.level is None else [w("outlineLvl", val=self.level)]
        type_ = [self.face.properties()] if self.face else []
        if self.closer:
            type_.append(w("spacing", val=CLOSER))
        if self.size:
            type_ += [w("sz", val=2 * self.size), w("szCs", val=2 * self.size)]
        return w(
            "style",
            w("name", val=self.name),
            w("basedOn", val="Normal"),
            *([w("next", val=self.next)] if self.next else []),
            w("qFormat"),
            w("pPr", *self.properties, *level),
            *([w("rPr", *type_)] if type_ else []),
            type="paragraph",
            **({} if self.name in _BUILT_IN else {"customStyle": 1}),
            styleId=self.id,
        )


def _heading(level: int, face: Face) -> Style:
    properties = (w("keepNext"), w("keepLines"), _PITCH, _FIRST_LINE)
    return Style(f"Heading{level}", f"heading {level}", face, BODY_SIZE, properties, "BodyText", level - 1, closer=True)


def _exactly(line: int) -> str:
    return w("spacing", before=0, after=0, line=line, lineRule="exact")


def _in_table(id_: str, name: str, align: str, spacing: str, size: int = _TABLE_SIZE) -> Style:
    """A style of table cells; its paragraphs keep with the next row, so that a table stays whole where it fits."""
    return Style(id_, name, SONG, size, (w("keepNext"), w("snapToGrid", val=0), spacing, w("jc", val=align)))


STYLES = (
    Style(
        "Title",
        "Title",
        TITLE,
        22,
        (w("keepNext"), w("keepLines"), w("snapToGrid", val=0), _TITLE_SPACE, w("contextualSpacing"), _CENTRED),
        "BodyText",
    ),
    _heading(1, BLACK),
    _heading(2, KAI),
    _heading(3, FANGSONG),
    _heading(4, FANGSONG),
    Style("BodyText", "Body Text", properties=(_PITCH, _FIRST_LINE), closer=True),
    Style(
        "Picture",
        "Picture",
        properties=(w("keepNext"), w("snapToGrid", val=0), w("spacing", before=120, after=60), _CENTRED),
        next="Caption",
    ),
    Style("Caption", "caption", size=14, properties=(w("keepLines"), _CENTRED), next="BodyText"),
    Style("TableTitle", "Table Title", BLACK, 14, (w("keepNext"), _PITCH, _CENTRED)),
    _in_table("TableBand", "Table Band", "left", _exactly(_TABLE_LINE)),
    _in_table("TableHead", "Table Head", "center", _exactly(_TABLE_LINE)),
    _in_table("TableLabel", "Table Label", "left", _exactly(_TABLE_LINE)),
    _in_table("TableFigure", "Table Figure", "center", _SINGLE + _OVER_MARGINS),
    _in_table("TableText", "Table Text", "center", w("spacing", before=60, after=60, line=320, lineRule="exact"), 12),
    Style("TableEnd", "Table End", size=5, properties=(w("snapToGrid", val=0), _exactly(LINE // 2)), next="BodyText"),
    Style("Footer", "footer", SONG, 14, (w("snapToGrid", val=0),)),
)


def styles(looks: Iterable[Style], *tables: str) -> str:
    """`word/styles.xml`, with further styles of tables."""
    paragraphs = (style.xml() for style in looks)
    return part("styles", _defaults(), _normal(), *_in_kai(), _normal_table(), *paragraphs, *tables)


def table_style(id_: str, name: str, margin: int) -> str:
    """A style of tables whose cells have these margins left and right."""
    sides = [
        w(side, w=width, type="dxa") for side, width in (("top", 0), ("left", margin), ("bottom", 0), ("right", margin))
    ]
    properties = w("tblPr", w("tblCellMar", *sides))
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val="TableNormal"),
        properties,
        type="table",
        customStyle=1,
        styleId=id_,
    )


def _defaults() -> str:
    size = 2 * BODY_SIZE
    # The first is what a PDF by LibreOffice calls the language of the document.
    language = w("lang", val="zh-CN", eastAsia="zh-CN", bidi="ar-SA")
    runs = w("rPr", FANGSONG.properties(), w("kern", val=2), w("sz", val=size), w("szCs", val=size), language)
    # What Word does unasked. LibreOffice 7.4 takes the sign the other way round, and hangs no mark into the margin.
    hanging = w("pPr", w("overflowPunct", val=1))
    return w("docDefaults", w("rPrDefault", runs), w("pPrDefault", hanging))


def _normal() -> str:
    properties = w("pPr", w("widowControl", val=0), w("jc", val="both"))
    unbroken = w(
        "rPr", w("lang", val="en-US")
    )  # LibreOffice breaks a number, as any word, where its language is Chinese
    content = (w("name", val="Normal"), w("qFormat"), properties, unbroken)
    return w("style", *content, type="paragraph", default=1, styleId="Normal")


def _in_kai() -> Iterator[str]:
    """Styles of runs in 楷体: the head that its text follows on the line, and the notes of table 3."""
    for id_, name in (("RunIn", "Run-in Head"), ("TableNote", "Table Note")):
        look = w("rPr", KAI.properties())
        yield w("style", w("name", val=name), w("qFormat"), look, type="character", customStyle=1, styleId=id_)


def _normal_table() -> str:
    sides = [w(side, w=width, type="dxa") for side, width in (("top", 0), ("left", 57), ("bottom", 0), ("right", 57))]
    properties = w("tblPr", w("tblInd", w=0, type="dxa"), w("tblCellMar", *sides))
    name, priority = w("name", val="Normal Table"), w("uiPriority", val=99)
    return w("style", name, priority, properties, type="table", default=1, styleId="TableNormal")
