"""Read the parts of a Word document besides its body: heading styles, automatic numbering, pictures."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.chinese.numerals import format_number
from gk_docs.files.opc import Package, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of WordprocessingML in braces, as lxml writes it before a tag."""

BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
"""The tag of the element that names the file of a picture."""

_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_VAL = f"{W}val"
_STYLE = re.compile(rb"<w:style [^>]*w:styleId=\"([^\"]+)\"[^>]*>(.*?)</w:style>", re.DOTALL)
_NAME = re.compile(rb"<w:name w:val=\"(?:heading|\xe6\xa0\x87\xe9\xa2\x98) ?([1-9])\"", re.IGNORECASE)
_ANY_NAME = re.compile(rb"<w:name w:val=\"([^\"]*)\"")
_NUM_ID = re.compile(rb"<w:numId w:val=\"(\d{1,9})\"")
_NUM_LEVEL = re.compile(rb"<w:ilvl w:val=\"([0-8])\"")
_RELATION = re.compile(rb"<Relationship ([^>]*)>")
_ID, _TARGET = re.compile(rb"\bId=\"([^\"]+)\""), re.compile(rb"\bTarget=\"([^\"]+)\"")
_PLACE = re.compile(r"%([1-9])")
_CHINESE = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting"}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LARGEST_NUMBER = 9_999


class ParagraphStyle(NamedTuple):
    """The heading level of a paragraph style (0 for none), the id of its list ("" for none) and the level in it."""

    level: int
    list_id: str
    list_level: int


def style_names(package: Package) -> Mapping[str, str]:
    """The names of styles by id, in small letters without blanks (`heading1`); programs change ids, not names."""
    styles = package.read("word/styles.xml") if "word/styles.xml" in package else b""
    found = ((match[1], _ANY_NAME.search(match[2])) for match in _STYLE.finditer(styles))
    named = ((key.decode("utf-8", "replace"), name[1].decode("utf-8", "replace")) for key, name in found if name)
    return {key: "".join(name.split()).casefold() for key, name in named}


def styles_of(package: Package) -> Mapping[str, ParagraphStyle]:
    """Styles that are headings or numbered, by id."""
    if "word/styles.xml" not in package:
        return {}
    found: dict[str, ParagraphStyle] = {}
    for match in _STYLE.finditer(package.read("word/styles.xml")):
        name, number, level = (pattern.search(match[2]) for pattern in (_NAME, _NUM_ID, _NUM_LEVEL))
        if name or number:
            key = match[1].decode("utf-8", "replace")
            found[key] = ParagraphStyle(
                int(name[1]) if name else 0, number[1].decode() if number else "", int(level[1]) if level else 0
            )
    return found


def pictures_of(package: Package) -> Mapping[str, bytes]:
    """The bytes of the pictures of the body, in any format, by relationship id."""
    part = "word/_rels/document.xml.rels"
    found: dict[str, bytes] = {}
    for match in _RELATION.finditer(package.read(part) if part in package else b""):
        key, target = _ID.search(match[1]), _TARGET.search(match[1])
        path = posixpath.normpath(f"word/{target[1].decode('utf-8', 'replace')}") if target else ""
        data = package.read(path) if key and "media/" in path and path in package else b""
        if key and data:
            found[key[1].decode()] = data
    return found


def pictures_in(element: _Element, pictures: Mapping[str, bytes]) -> Iterator[bytes]:
    """The bytes of each picture in an element, looked up in `pictures`; b"" for one that is not there."""
    return (pictures.get(str(blip.get(_EMBED)), b"") for blip in element.iter(BLIP))


class _Level(NamedTuple):
    start: int
    kind: str
    text: str


@dataclass(slots=True)
class ListMarks:
    """The list marks that Word writes before numbered paragraphs, counted in the order of the text.

    Chinese, Arabic and circled numbers are written out; a bullet or any other kind gives no mark.
    """

    styles: Mapping[str, ParagraphStyle]
    levels: dict[str, dict[int, _Level]]
    abstract: dict[str, str]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package, styles: Mapping[str, ParagraphStyle]) -> ListMarks | None:
        """The numbering of a document, or None where it lacks numbering."""
        if "word/numbering.xml" not in package:
            return None
        root = parsed(package.read("word/numbering.xml"))
        levels = {
            str(abstract.get(f"{W}abstractNumId")): dict(_levels(abstract)) for abstract in root.iter(f"{W}abstractNum")
        }
        instances = {str(number.get(f"{W}numId")): _value(number, "abstractNumId") for number in root.iter(f"{W}num")}
        return cls(styles, levels, instances)

    def next(self, properties: _Element, style_name: str) -> str:
        """Count the next paragraph, with these properties and style, and return its list mark; "" if it has none."""
        style = self.styles.get(style_name)
        own = properties.find(f"{W}numPr")
        list_id = _value(own, "numId") if own is not None else ""
        level = _value(own, "ilvl") if own is not None else ""
        list_id = list_id or (style.list_id if style else "")
        depth = int(level) if level.isdecimal() else style.list_level if style else 0
        abstract = self.abstract.get(list_id)
        levels = self.levels.get(abstract or "", {})
        if depth not in levels or abstract is None:
            return ""
        self.counts[abstract, depth] = self.counts.get((abstract, depth), levels[depth].start - 1) + 1
        for deeper in range(depth + 1, 9):
            self.counts.pop((abstract, deeper), None)
        return self._written(abstract, levels, depth)

    def _written(self, abstract: str, levels: Mapping[int, _Level], depth: int) -> str:
        def number(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            count = self.counts.get((abstract, level), levels[level].start if level in levels else 1)
            return _in_kind(count, levels[level].kind if level in levels else "decimal")

        kind = levels[depth].kind
        return _PLACE.sub(number, levels[depth].text) if _in_kind(1, kind) else ""


def _levels(abstract: _Element) -> Iterator[tuple[int, _Level]]:
    for level in abstract.iter(f"{W}lvl"):
        depth, start = str(level.get(f"{W}ilvl")), _value(level, "start")
        if depth.isdecimal():
            first = int(start) if start.isdecimal() and len(start) < 5 else 1  # noqa: PLR2004 - a sane beginning
            yield int(depth), _Level(first, _value(level, "numFmt"), _value(level, "lvlText"))


def _value(parent: _Element, name: str) -> str:
    child = parent.find(f"{W}{name}")
    return str(child.get(_VAL) or "") if child is not None else ""


def _in_kind(number: int, kind: str) -> str:
    """A number as a list level prints it; "" for a kind of numbers that is not supported."""
    if not 0 < number <= _LARGEST_NUMBER:
        return ""
    if kind in _CHINESE:
        return format_number(number)
    if kind in ("decimal", "decimalZero", "decimalFullWidth"):
        return str(number)
    circled = kind in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and number <= len(_CIRCLED)
    return _CIRCLED[number - 1] if circled else ""
