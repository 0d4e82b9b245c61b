"""A template made ready for Jinja, once: its package as python-docx writes it, its tags in their places."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from gk_docs.errors import UnreadableFile
from gk_docs.word.levels import arrange
from gk_docs.word.plan import Prepared
from gk_docs.word.stylesheet import StyleSheet
from gk_docs.word.tags import TaggedPart, W
from gk_docs.word.unzipped import Entries, read, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gk_docs.errors import Problem
    from gk_docs.word.address import Kind

_WRITTEN = ("author", "comments", "identifier", "language", "subject", "title")
_FIXED = datetime(1980, 1, 1, tzinfo=UTC)
_BODY = re.compile(r"<w:body(?=[ >]).*</w:body>", re.DOTALL)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_RENDERED: dict[str, tuple[str, Kind]] = {
    f"{_WORD}document.main+xml": ("正文", "body"),
    f"{_WORD}header+xml": ("页眉", "story"),
    f"{_WORD}footer+xml": ("页脚", "story"),
    f"{_WORD}footnotes+xml": ("脚注", "notes"),
    f"{_WORD}endnotes+xml": ("尾注", "notes"),
    f"{_WORD}comments+xml": ("批注", "notes"),
    "application/vnd.openxmlformats-officedocument.drawingml.chart+xml": ("图表", "other"),
    "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml": ("智能图形", "other"),
    "application/vnd.ms-office.drawingml.diagramDrawing+xml": ("智能图形", "other"),
    _CORE: ("文档属性", "properties"),
    "application/vnd.openxmlformats-officedocument.custom-properties+xml": ("自定义属性", "properties"),
}
"""What a part is called and how it is treated, by its type, in the order in which parts are rendered."""
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


def prepare(entries: Mapping[str, bytes], *, update_fields: bool = False) -> tuple[dict[str, bytes], list[Readied]]:
    """The entries of a template's package as python-docx writes them, and its parts made ready.

    Args:
        entries: The package.
        update_fields: Whether Word is to refresh all fields when it opens what is rendered.

    Raises:
        UnreadableFile: If python-docx finds no Word document in them.
    """
    from docx.oxml.ns import nsmap  # noqa: PLC0415 - heavy

    nsmap["cp"] = _CORE_NAMESPACE  # docxcompose, where it is installed, gives the prefix another meaning
    try:
        document = read(Entries(entries))
        _write_properties(document)
        if update_fields:
            _let_update(document.settings.element)
        whole = written(document.part.package)
    except (KeyError, ValueError, AttributeError, TypeError) as error:
        raise UnreadableFile(
            "Word 文件内部不完整，读不了", found=str(error).strip("'\""), mend="请用 Word 或 WPS 打开后另存为 .docx"
        ) from error
    sheet = StyleSheet(whole)
    return whole, [_readied(whole[name], name, words, kind, sheet) for name, words, kind in _parts(document)]


def _write_properties(document: Any) -> None:
    """Let the six properties that docxtpl writes exist, and no clock stand in a part that python-docx has to make."""
    had_none = not any(part.content_type == _CORE for part in document.part.package.iter_parts())
    properties = document.core_properties
    if had_none:
        properties.title = properties.last_modified_by = ""
        properties.modified = _FIXED
    for name in _WRITTEN:
        setattr(properties, name, getattr(properties, name))


def _let_update(settings: Any) -> None:
    """Ask Word to refresh fields and tables of contents, in the order of the schema."""
    for old in settings.findall(f"{W}updateFields"):
        settings.remove(old)
    new = settings.makeelement(f"{W}updateFields", {f"{W}val": "true"})
    after = [one for one in settings if etree.QName(one).localname in _AFTER_UPDATE]
    settings.insert(settings.index(after[0]) if after else len(settings), new)


def _parts(document: Any) -> Iterator[tuple[str, str, Kind]]:
    order = list(_RENDERED)
    parts = {part.partname: part for part in document.part.package.iter_parts() if part.content_type in _RENDERED}
    for part in sorted(parts.values(), key=lambda part: order.index(part.content_type)):
        words, kind = _RENDERED[part.content_type]
        name = part.partname.lstrip("/")
        yield name, words + (re.sub(r"[^0-9]", "", name) if words in _NUMBERED else ""), kind


def _readied(content: bytes, name: str, words: str, kind: Kind, sheet: StyleSheet) -> Readied:
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    tagged = TaggedPart(root, words)
    if kind not in ("properties", "other"):
        arrange(tagged, sheet)
    xml = etree.tostring(root, encoding="unicode")
    body = _BODY.search(xml) if kind == "body" else None
    start, end = body.span() if body else (0, len(xml))
    part = Prepared(name, words, kind, xml[:start], xml[end:], tagged.source(xml[start:end]), tuple(tagged.tags))
    return Readied(part, tuple(tagged.problems), tuple(tagged.warnings))
