"""What no template may hold: document types, entities, and whatever leads out of the package (see `outward`)."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from lxml import etree

from gk_docs import regex as re
from gk_docs.errors import TemplateError, UnreadableFile
from gk_docs.word.package.outward import may_speak, outward
from gk_docs.word.package.relations import is_relations, relations_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gk_docs.errors import Problem
    from gk_docs.word.package.relations import Relation

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True)
_BEGINS_AS_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<[\0]?[?A-Za-z]")


def refuse_unsafe(entries: Mapping[str, bytes], roots: Mapping[str, etree._Element]) -> None:
    """Look at every XML part of a package before anything else reads it.

    Args:
        entries: The package.
        roots: Its XML parts (see `roots_of`).

    Raises:
        TemplateError: If anything leads out of the package: all of it.
    """
    if problems := unsafe(entries, roots):
        raise TemplateError(problems)


def unsafe(entries: Mapping[str, bytes], roots: Mapping[str, etree._Element]) -> list[Problem]:
    """What leads out of a package, as `refuse_unsafe` refuses it."""
    return outward({name: root for name, root in roots.items() if is_relations(name) or may_speak(entries[name], root)})


def local_templates(roots: Mapping[str, etree._Element]) -> dict[str, list[Relation]]:
    """The templates on somebody's machine that Word left in a file (`file:///C:/…/Normal.dotm`), by what names them."""
    found = {name: relations_of(root) for name, root in roots.items() if is_relations(name)}
    return {name: local for name, all_ in found.items() if (local := [one for one in all_ if one.is_local_template])}


def parsed(name: str, content: bytes) -> etree._Element:
    """The root of a part, nothing in it followed, without blanks between its elements.

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
    """Every XML part; what only begins as XML (a drawing, a web page) counts where it is well-formed.

    Raises:
        UnreadableFile: If a part is no XML.
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
