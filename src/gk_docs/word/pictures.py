"""Pictures as text: their XML, and what they add to the package, which need neither a parser nor python-docx's package.

Names, numbers and relations are those that python-docx would give, so that documents come out as docxtpl's.
"""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs import regex as re
from gk_docs.errors import InvalidReport
from gk_docs.word.package import OFFICE, relation_xml
from gk_docs.word.xmltext import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

_DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006"
_MEDIA = re.compile(r"word/media/image(\d+)\.")
_DEFAULT = re.compile(r'<Default Extension="([^"]*)"')
_BLANKS = re.compile(r">\s+<")
_PARTS_WITHOUT_BLANKS = re.compile("word/(?:header|footer)")  # docxtpl drops them there
_DRAWING = (
    "</w:t></w:r><w:r><w:drawing>"
    f'<wp:inline xmlns:wp="{_DRAWINGML}/wordprocessingDrawing" xmlns:a="{_DRAWINGML}/main" '
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
        relations: Ids that its relations have.
        number: What its first new drawing is numbered; 0 where it cannot hold any.
    """

    part: str
    relations: AbstractSet[str]
    number: int


def read_picture(source: Any) -> Any:
    """A picture as python-docx knows it, its format and size.

    Args:
        source: Its path, or a file that is open for reading bytes.

    Raises:
        InvalidReport: If the bytes are no picture that a Word file takes, or a damaged one.
    """
    from docx.image.image import Image  # noqa: PLC0415 - heavy

    try:
        return Image.from_file(source)
    except Exception as error:  # python-docx raises anything on damaged pictures
        raise InvalidReport("认不出图片的格式，或图片已损坏", mend="请另存为 PNG 或 JPEG 图片") from error


class Pictures:
    """What the pictures of one render add to the package.

    Args:
        names: Names of its entries.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = names
        self._files: dict[bytes, tuple[str, str]] = {}  # name and type by content
        self.related: dict[str, dict[bytes, str]] = {}
        """The pictures of each part, and the ids of their relations."""

    @cached_property
    def _used(self) -> set[int]:
        """The numbers that pictures have in their names."""
        return {int(found.group(1)) for found in map(_MEDIA.match, self._names) if found}

    def relation(self, canvas: Canvas, data: bytes, image: Any) -> str:
        """The id of the relation of a part to a picture, new or known."""
        if data not in self._files:
            number = next(number for number in range(1, len(self._used) + 2) if number not in self._used)
            self._used.add(number)
            self._files[data] = f"word/media/image{number}.{image.ext}", image.content_type
        related = self.related.setdefault(canvas.part, {})
        taken = canvas.relations | set(related.values())
        if data not in related:
            related[data] = next(one for n in range(1, len(taken) + 2) if (one := f"rId{n}") not in taken)
        return related[data]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The new entries of the package."""
        return ((name, data) for data, (name, _) in self._files.items())

    def relations(self) -> Iterator[tuple[str, str]]:
        """The parts that got pictures, and the XML of their relations."""
        for part, related in self.related.items():
            files = {one: self._files[data][0] for data, one in related.items()}
            folder = posixpath.dirname(part)
            xml = (relation_xml(one, "image", posixpath.relpath(file, folder)) for one, file in files.items())
            yield part, "".join(xml)

    def types(self, declared: bytes) -> bytes:
        """The content types of the package with those of the new entries."""
        xml = declared.decode()
        for name, kind in self._files.values():
            extension = name.rpartition(".")[2]
            defaults = list(_DEFAULT.finditer(xml))
            if extension not in (found.group(1).lower() for found in defaults):
                after = (found.start() for found in defaults if found.group(1).lower() > extension)
                place = next(after, xml.find("<Override"))
                xml = f'{xml[:place]}<Default Extension="{extension}" ContentType="{kind}"/>{xml[place:]}'
        return xml.encode()


def picture_xml(canvas: Canvas, relation: str, name: str, size: tuple[int, int], description: str = "") -> str:
    """What stands for a picture inside the text of a run: it ends the run, and begins another after it.

    Args:
        canvas: The part that it is printed into.
        relation: The id of its relation.
        name: What its file is called.
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
