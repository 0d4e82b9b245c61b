"""Write the XML of pictures as text, without a parser or python-docx's package.

Names, numbers and ids of relations are those that python-docx would give, so that documents equal docxtpl's.
"""

from __future__ import annotations

from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs import regex as re
from gk_docs.errors import InvalidReport
from gk_docs.word.markup.xmltext import escape
from gk_docs.word.package.archive import OFFICE

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006"
NO_SPACE = 'distT="0" distB="0" distL="0" distR="0"'
"""The space around a drawing in a line: where none is stated, LibreOffice puts 3.2 mm at its sides, Word nothing."""

_JPEG = b"\xff\xd8\xff"
_JFIF = bytes.fromhex("ffe000104a46494600010101004800480000")  # the segment that says 72 dots an inch
_BLANKS = re.compile(r">\s+<")
_PARTS_WITHOUT_BLANKS = re.compile("word/(?:header|footer)")  # docxtpl drops them there
_DRAWING = (
    "</w:t></w:r><w:r><w:drawing>"
    f'<wp:inline {NO_SPACE} xmlns:wp="{_DRAWINGML}/wordprocessingDrawing" xmlns:a="{_DRAWINGML}/main" '
    f'xmlns:pic="{_DRAWINGML}/picture" xmlns:r="{OFFICE}">\n'
    '  <wp:extent cx="{width}" cy="{height}"/>\n  <wp:docPr{description} id="{number}" name="Picture {number}"/>\n'
    '  <wp:cNvGraphicFramePr>\n    <a:graphicFrameLocks noChangeAspect="1"/>\n  </wp:cNvGraphicFramePr>\n'
    f'  <a:graphic>\n    <a:graphicData uri="{_DRAWINGML}/picture">\n      <pic:pic>\n        <pic:nvPicPr>\n'
    '          <pic:cNvPr id="0" name="{name}"/>\n          <pic:cNvPicPr/>\n        </pic:nvPicPr>\n'
    '        <pic:blipFill>\n          <a:blip r:embed="{relation}"/>\n          <a:stretch>\n'
    "            <a:fillRect/>\n          </a:stretch>\n        </pic:blipFill>\n        <pic:spPr>\n"
    '          <a:xfrm>\n            <a:off x="0" y="0"/>\n            <a:ext cx="{width}" cy="{height}"/>\n'
    '          </a:xfrm>\n          <a:prstGeom prst="rect"/>\n        </pic:spPr>\n      </pic:pic>\n'
    "    </a:graphicData>\n  </a:graphic>\n</wp:inline>\n"
    '</w:drawing></w:r><w:r><w:t xml:space="preserve">'
)
_COMPACT = _BLANKS.sub("><", _DRAWING)


class Canvas(NamedTuple):
    """The part that pictures are printed into.

    Attributes:
        part: Its name (`word/document.xml`).
        relations: The ids of its relations.
        number: The id of its first new drawing; 0 if it cannot hold any.
    """

    part: str
    relations: AbstractSet[str]
    number: int


def read_picture(source: Any) -> Any:
    """Read a picture as python-docx's `Image`, which knows its format and size.

    Args:
        source: Its path, or a file that is open for reading bytes.

    Raises:
        InvalidReport: If the bytes are no picture that a Word file takes, or a damaged one.
    """
    from docx.image.exceptions import UnrecognizedImageError  # noqa: PLC0415 - heavy
    from docx.image.image import Image  # noqa: PLC0415 - heavy

    refusal = InvalidReport("认不出图片的格式，或图片已损坏", mend="请另存为 PNG 或 JPEG 图片")
    try:
        try:
            picture = Image.from_file(source)
        except UnrecognizedImageError:
            picture = _bare_jpeg(source)
    except Exception as error:  # python-docx raises anything on damaged pictures
        raise refusal from error
    if not (picture.px_width and picture.px_height and picture.horz_dpi and picture.vert_dpi):
        raise refusal
    return picture


def _bare_jpeg(source: Any) -> Any:
    """A JPEG that begins with neither JFIF nor Exif, such as printers' (CMYK) and scanners' do: 72 dots an inch."""
    from docx.image.image import Image  # noqa: PLC0415 - heavy
    from docx.image.jpeg import Jfif  # noqa: PLC0415 - heavy

    if isinstance(source, str | PathLike):
        data, name = Path(source).read_bytes(), Path(source).name
    else:
        source.seek(0)
        data, name = source.read(), "image.jpg"
    if not data.startswith(_JPEG):
        raise ValueError("no picture")
    measured: Any = Jfif
    return Image(data, name, measured.from_stream(BytesIO(data[:2] + _JFIF + data[2:])))


def picture_xml(canvas: Canvas, relation: str, name: str, size: tuple[int, int], description: str = "") -> str:
    """Return the XML of a picture for inside the text of a run: it ends the run, and begins another after it.

    Args:
        canvas: The part that it is printed into.
        relation: The id of its relation.
        name: The name of its file.
        size: Width and height in EMU.
        description: What it shows.
    """
    width, height = size
    return (_COMPACT if _PARTS_WITHOUT_BLANKS.match(canvas.part) else _DRAWING).format(
        width=width,
        height=height,
        number=canvas.number,
        relation=relation,
        name=escape(name),
        description=f' descr="{escape(description)}"' if description else "",
    )
