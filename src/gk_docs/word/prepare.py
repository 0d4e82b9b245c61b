"""A template made ready for Jinja: docxtpl repairs and prepares the XML, once."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING, Any

from gk_docs.errors import UnreadableFile
from gk_docs.word.celltags import in_order, with_properties
from gk_docs.word.package import Base, Entry, unpack
from gk_docs.word.plan import Kind, Prepared
from gk_docs.word.safety import refuse_unfinished
from gk_docs.word.tags import mark, unmark

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_FIXED = datetime(1980, 1, 1, tzinfo=UTC)
_BODY = re.compile(r"<w:body(?=[ >]).*</w:body>", re.DOTALL)
_OTHER_ENCODING = re.compile(rb"[^<\s]|<\x00|<\?xml[^>]*?encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>\s*")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def prepare(data: bytes) -> tuple[dict[str, bytes], list[Prepared]]:
    """The entries of a template's package as python-docx writes them, and its parts made ready.

    Raises:
        UnreadableFile: If python-docx finds no Word document in `data`.
    """
    from docxtpl import DocxTemplate  # noqa: PLC0415 - heavy
    from lxml import etree  # noqa: PLC0415 - heavy

    template = DocxTemplate(io.BytesIO(_in_utf8(data)))
    try:
        template.render_init()
    except (KeyError, ValueError, AttributeError, TypeError) as error:
        raise UnreadableFile("不是 Word 文件（.docx）", mend="请用 Word 或 WPS 另存为 .docx") from error
    document: Any = template.docx
    body = etree.fromstring(template.get_xml(), etree.XMLParser(resolve_entities=False, huge_tree=True))
    template.map_tree(body)  # so that prefixes are already named as after docxtpl's own replacing
    _write_properties(document)
    saved = io.BytesIO()
    document.save(saved)
    entries = unpack(saved.getvalue())
    parts = [_prepared(template, entries[name].decode(), name, words, kind) for name, words, kind in _parts(document)]
    return entries, parts


def _in_utf8(data: bytes) -> bytes:
    """A package whose XML parts are all UTF-8 without a byte order mark: from here on they are taken as text."""
    entries = unpack(data)
    xml = {name: content for name, content in entries.items() if name.endswith((".xml", ".rels"))}
    changed = {name: _decoded(content) for name, content in xml.items() if _OTHER_ENCODING.match(content)}
    if not changed:
        return data
    return Base.of(Entry.pack(name, content) for name, content in (entries | changed).items()).with_entries(())


def _decoded(content: bytes) -> bytes:
    from lxml import etree  # noqa: PLC0415 - heavy

    tree: Any = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True)).getroottree()
    data: bytes = etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=tree.docinfo.standalone)
    return data


def _write_properties(document: Any) -> None:
    """Let the six properties that docxtpl writes exist, and no clock stand in a part that python-docx has to make."""
    had_none = _core(document.part.package) is None
    properties = document.core_properties
    if had_none:
        properties.title = properties.last_modified_by = ""
        properties.modified = _FIXED
    for name in _PROPERTIES:
        setattr(properties, name, getattr(properties, name))


def _core(package: Any) -> Any:
    """The part of the core properties, or None."""
    return next((part for part in package.iter_parts() if part.content_type == _CORE), None)


def _parts(document: Any) -> Iterator[tuple[str, str, Kind]]:
    main = document.part
    yield main.partname.lstrip("/"), "正文", "body"
    for word, kind in (("页眉", "header"), ("页脚", "footer")):
        seen = set()
        for relation in main.rels.values():
            if relation.reltype.endswith(f"/{kind}") and relation.target_part.partname not in seen:
                seen.add(relation.target_part.partname)
                name = relation.target_part.partname.lstrip("/")
                yield name, f"{word}{''.join(re.findall('[0-9]+', name))}", "story"
    for part in main.package.parts:
        if part.content_type == _FOOTNOTES:
            yield part.partname.lstrip("/"), "脚注", "footnotes"
    yield _core(main.package).partname.lstrip("/"), "文档属性", "properties"


def _prepared(template: Any, xml: str, name: str, words: str, kind: Kind) -> Prepared:
    declaration = _DECLARATION.match(xml)
    start = declaration.end() if declaration else 0
    end = len(xml)
    body = _BODY.search(xml) if kind == "body" else None
    head, tail = "", ""
    if body is not None:
        head, tail = xml[start : body.start()], xml[body.end() :]
        start, end = body.span()
    refuse_unfinished(xml, words)
    marked = mark(with_properties(xml[start:end], words), words)
    if kind == "properties":
        patched = _TAG.sub(lambda match: unescape(match.group()), marked.xml)
    else:
        patched = in_order(template.patch_xml(marked.xml))
    return Prepared(name, words, kind, head, tail, xml[start:end], unmark(patched), marked.tags)
