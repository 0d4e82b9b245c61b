"""Refuse what no template may contain: document types, entities, and whatever leads out (see `outward`)."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from lxml import etree

from gk_docs import regex as re
from gk_docs.errors import Problem, TemplateError, UnreadableFile
from gk_docs.word.package.outward import may_speak, outward
from gk_docs.word.package.relations import Relation, is_relations, relations_of

if TYPE_CHECKING:
    from collections.abc import Mapping


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True)
_BEGINS_AS_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<[\0]?[?A-Za-z]")


def refuse_unsafe(entries: Mapping[str, bytes], roots: Mapping[str, etree._Element]) -> None:
    """Refuse a package that leads out of itself, before anything else reads it.

    Args:
        entries: The package.
        roots: Its XML parts (see `roots_of`).

    Raises:
        TemplateError: If anything leads out of the package; all of it is listed.
    """
    if problems := unsafe(entries, roots):
        raise TemplateError(problems)


def unsafe(entries: Mapping[str, bytes], roots: Mapping[str, etree._Element]) -> list[Problem]:
    """Return the problems that `refuse_unsafe` raises."""
    return outward({name: root for name, root in roots.items() if is_relations(name) or may_speak(entries[name], root)})


def local_templates(roots: Mapping[str, etree._Element]) -> dict[str, list[Relation]]:
    """The relations to templates on the author's machine (`file:///C:/…/Normal.dotm`), by the entry that holds them."""
    found = {name: relations_of(root) for name, root in roots.items() if is_relations(name)}
    return {name: local for name, all_ in found.items() if (local := [one for one in all_ if one.is_local_template])}


def parsed(name: str, content: bytes) -> etree._Element:
    """Parse a part safely: no entities, no network, no blanks between elements.

    Raises:
        UnreadableFile: If the part is no well-formed XML.
        TemplateError: If it declares a document type or entities.
    """
    try:
        root = etree.fromstring(content, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("文件内有损坏的部分", found=name, mend="请用 Word 或 WPS 重新另存为 .docx") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise TemplateError("文件内声明了文档类型或外部实体", found=name, mend="请不要使用来历不明的模板")
    return root


def roots_of(entries: Mapping[str, bytes]) -> dict[str, etree._Element]:
    """Parse every XML part; an entry that only begins like XML (a drawing, a web page) is left out if it is malformed.

    Raises:
        UnreadableFile: If a part named .xml or .rels is not well-formed.
        TemplateError: If a part declares a document type or entities.
    """
    roots = {}
    for name, content in entries.items():
        if name.casefold().endswith((".xml", ".rels")):
            roots[name] = parsed(name, content)
        elif _BEGINS_AS_XML.match(content):
            with suppress(UnreadableFile):
                roots[name] = parsed(name, content)
    return roots
