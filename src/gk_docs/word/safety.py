"""What no template may hold: document types, entities, and parts that lie outside the package."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from gk_docs.errors import TemplateError, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Mapping

MAIN_PART = "word/document.xml"
_MOST_UNFINISHED = 200
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def refuse_unsafe(entries: Mapping[str, bytes]) -> None:
    """Look at every XML part of a package before anything else reads it.

    Raises:
        UnreadableFile: If a part is no XML, or the package is no Word document.
        TemplateError: If a part declares a document type or entities, or a relation leads out of the package.
    """
    if "[Content_Types].xml" not in entries:
        raise UnreadableFile("不是 Word 文件（.docx）", mend="请用 Word 或 WPS 另存为 .docx")
    for name, content in entries.items():
        if name.endswith((".xml", ".rels")):
            root = _parsed(name, content)
            if name.endswith(".rels"):
                _refuse_outside(name, root)


def refuse_unfinished(xml: str, words: str) -> None:
    """Raise `TemplateError` for a part with so many tags without an end that looking for their ends would take long."""
    for opening, closing in (("{{", "}}"), ("{%", "%}"), ("{#", "#}")):
        if xml.count(opening, xml.rfind(closing) + 1) > _MOST_UNFINISHED:
            raise TemplateError(f"没有写完的标签过多，缺少 {closing}", place=words, found=opening)


def references(entries: Mapping[str, bytes], name: str) -> frozenset[str]:
    """Ids of the relations that a part of a package has."""
    folder, file = posixpath.split(name)
    relations = entries.get(f"{folder}/_rels/{file}.rels")
    if relations is None:
        return frozenset()
    return frozenset(relation.get("Id", "") for relation in etree.fromstring(relations).iter(_RELATION))


def _parsed(name: str, content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("文件内有损坏的部分", found=name, mend="请用 Word 或 WPS 重新另存为 .docx") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise TemplateError("文件内声明了文档类型或外部实体", found=name, mend="请不要使用来历不明的模板")
    return root


def _refuse_outside(name: str, root: etree._Element) -> None:
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in root.iter(_RELATION):
        target = unquote(relation.get("Target", "")).replace("\\", "/")
        if relation.get("TargetMode") == "External":
            continue
        if posixpath.normpath(posixpath.join(folder, target.lstrip("/") if folder == "" else target)).startswith(".."):
            raise TemplateError("文件内的路径指向文件之外", found=target, mend="请不要使用来历不明的模板")
