"""What no template may hold: document types, entities, and whatever leads out of the package (see `outward`)."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from lxml import etree

from gk_docs.errors import TemplateError, UnreadableFile
from gk_docs.word.outward import may_speak, outward
from gk_docs.word.package import related_part
from gk_docs.word.relations import is_relations, relations_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from gk_docs.errors import Problem
    from gk_docs.word.relations import Relation

_BEGINS_AS_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<[\0]?[?A-Za-z]")


def refuse_unsafe(entries: Mapping[str, bytes]) -> None:
    """Look at every XML part of a package before anything else reads it.

    Raises:
        UnreadableFile: If a part is no XML.
        TemplateError: If a part declares a document type or entities; if anything leads out of the package: all of it.
    """
    if problems := unsafe(entries):
        raise TemplateError(problems)


def unsafe(entries: Mapping[str, bytes]) -> list[Problem]:
    """What leads out of a package, as `refuse_unsafe` refuses it."""
    roots = _roots(entries)
    return outward({name: root for name, root in roots.items() if is_relations(name) or may_speak(entries[name], root)})


def local_templates(entries: Mapping[str, bytes]) -> list[Relation]:
    """The templates on somebody's machine that Word left in a file (`file:///C:/…/Normal.dotm`)."""
    names = filter(is_relations, entries)
    return [found for name in names for found in relations_of(parsed(name, entries[name])) if found.is_local_template]


def without_local_templates(entries: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same entries without the templates on somebody's machine that Word left among them."""
    left = dict(entries)
    for name in filter(is_relations, entries):
        root = parsed(name, entries[name])
        local = {relation.identifier for relation in relations_of(root) if relation.is_local_template}
        part = related_part(name)
        if local:
            left[name] = _without(root, "Relationship", local)
            if part in entries:
                left[part] = _without(parsed(part, entries[part]), "attachedTemplate", local)
    return left


def _without(root: etree._Element, name: str, identifiers: AbstractSet[str]) -> bytes:
    """XML without the elements of one name that have one of these ids."""
    for element in list(root.iter(f"{{*}}{name}")):
        parent = element.getparent()
        if parent is not None and identifiers & set(element.attrib.values()):
            parent.remove(element)
    data: bytes = etree.tostring(root, encoding="UTF-8", standalone=True)
    return data


def parsed(name: str, content: bytes) -> etree._Element:
    """The root of a part, nothing in it followed.

    Raises:
        UnreadableFile: If the part is no well-formed XML.
        TemplateError: If it declares a document type or entities.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("文件内有损坏的部分", found=name, mend="请用 Word 或 WPS 重新另存为 .docx") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise TemplateError("文件内声明了文档类型或外部实体", found=name, mend="请不要使用来历不明的模板")
    return root


def _roots(entries: Mapping[str, bytes]) -> dict[str, etree._Element]:
    """Every XML part; what only begins as XML (a drawing, a web page) counts where it is well-formed."""
    roots = {}
    for name, content in entries.items():
        if name.casefold().endswith((".xml", ".rels")):
            roots[name] = parsed(name, content)
        elif _BEGINS_AS_XML.match(content):
            with suppress(UnreadableFile):
                roots[name] = parsed(name, content)
    return roots
