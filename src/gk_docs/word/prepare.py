"""Prepare a template for Jinja: write its package as python-docx does, and put each tag in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from gk_docs import regex as re
from gk_docs.word.levels import Arrangement
from gk_docs.word.markup.properties import put
from gk_docs.word.markup.tags import OWN_XML, TaggedPart, W
from gk_docs.word.package.archive import OFFICE
from gk_docs.word.package.parts import (
    CORE,
    CORE_RELATION,
    DOCUMENT,
    PACKAGE,
    SETTINGS,
    WORD,
    Opened,
    PackageParts,
    incomplete,
)
from gk_docs.word.package.stylesheet import StyleSheet
from gk_docs.word.plan import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gk_docs.errors import Problem
    from gk_docs.word.markup.address import Kind

_DC = "http://purl.org/dc/elements/1.1/"
_WRITTEN = ("creator", "description", "identifier", "language", "subject", "title")
_NO_PROPERTIES = (
    f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="{_DC}" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title/><cp:lastModifiedBy/><cp:revision>1</cp:revision>"
    '<dcterms:modified xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
)
"""The core properties that python-docx gives to a file without any, less its own name and the current time."""
_BODY = re.compile(r"<w:body(?=[ >]).*</w:body>", re.DOTALL)
_RENDERED: dict[str, tuple[str, Kind]] = {
    DOCUMENT: ("正文", "body"),
    f"{WORD}header+xml": ("页眉", "story"),
    f"{WORD}footer+xml": ("页脚", "story"),
    f"{WORD}footnotes+xml": ("脚注", "notes"),
    f"{WORD}endnotes+xml": ("尾注", "notes"),
    f"{WORD}comments+xml": ("批注", "notes"),
    "application/vnd.openxmlformats-officedocument.drawingml.chart+xml": ("图表", "other"),
    "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml": ("智能图形", "other"),
    "application/vnd.ms-office.drawingml.diagramDrawing+xml": ("智能图形", "other"),
    CORE: ("文档属性", "properties"),
    "application/vnd.openxmlformats-officedocument.custom-properties+xml": ("自定义属性", "properties"),
}
"""The name of a part in Chinese and how it is treated, by content type, in the order of rendering."""
_AFTER_UPDATE = frozenset(
    "hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping "  # noqa: SIM905 - a list of words reads best
    "doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType "
    "schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator docId conflictMode "
    "discardImageEditingData defaultImageDpi chartTrackingRefBased persistentDocumentId".split()
)
_NUMBERED = frozenset({"页眉", "页脚", "图表", "智能图形"})


class Readied(NamedTuple):
    """A part ready for Jinja.

    Attributes:
        part: The part.
        problems: What is wrong with the places of its tags.
        warnings: What renders, but probably not as meant.
    """

    part: Prepared
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def prepare(package: Opened, *, update_fields: bool = False) -> tuple[dict[str, bytes], list[Readied]]:
    """Return the entries of a template's package as python-docx writes them, and the parts to render.

    Args:
        package: The package; it is changed in place.
        update_fields: Whether Word is to refresh all fields when it opens what is rendered.

    Raises:
        UnreadableFile: If there is no Word document in it.
    """
    parts = PackageParts(package)
    _write_properties(parts, package.roots)
    main = parts.related("", f"{OFFICE}/officeDocument") or ""
    if parts.types.get(main) != DOCUMENT:
        raise incomplete(main)
    if update_fields:
        name = parts.related(main, f"{OFFICE}/settings")
        if name is None:
            none = etree.Element(f"{W}settings", nsmap={"w": W[1:-1]})
            name = parts.add(main, "settings.xml", f"{OFFICE}/settings", SETTINGS, none)
        put(package.roots[name], "updateFields", _AFTER_UPDATE.__contains__, val="true")
    whole = parts.written()
    sheet = StyleSheet(whole)
    readied = []
    for name, words, kind in _rendered(parts):
        root = package.roots[name] if parts.is_by_tree(name) else etree.fromstring(whole[name], OWN_XML)
        readied.append(_readied(root, name, words, kind, sheet))
    return whole, readied


def _write_properties(parts: PackageParts, roots: Mapping[str, etree._Element]) -> None:
    """Add those of the six properties that docxtpl writes which are missing."""
    name = parts.related("", CORE_RELATION)
    if name is None:
        name = parts.add("", "docProps/core.xml", CORE_RELATION, CORE, etree.fromstring(_NO_PROPERTIES))
    for property_ in _WRITTEN:
        if roots[name].find(f"{{{_DC}}}{property_}") is None:
            etree.SubElement(roots[name], f"{{{_DC}}}{property_}", nsmap={"dc": _DC})


def _rendered(parts: PackageParts) -> Iterator[tuple[str, str, Kind]]:
    """Yield each part that is rendered: its entry, its name in Chinese (页眉1), and how it is treated."""
    order = list(_RENDERED)
    types = [one for one in parts.types.items() if one[1] in _RENDERED]
    for name, type_ in sorted(types, key=lambda one: order.index(one[1])):
        words, kind = _RENDERED[type_]
        yield name, words + (re.sub(r"[^0-9]", "", name) if words in _NUMBERED else ""), kind


def _readied(root: etree._Element, name: str, words: str, kind: Kind, sheet: StyleSheet) -> Readied:
    tagged = TaggedPart(root, words)
    if kind not in ("properties", "other"):
        Arrangement(tagged, sheet).make()
    xml = etree.tostring(root, encoding="unicode")
    body = _BODY.search(xml) if kind == "body" else None
    start, end = body.span() if body else (0, len(xml))
    part = Prepared(name, words, kind, xml[:start], xml[end:], tagged.source(xml[start:end]), tuple(tagged.tags))
    return Readied(part, tuple(tagged.problems), tuple(tagged.warnings))
