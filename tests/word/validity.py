"""Checks that a Word file is valid: containers end correctly, spans fit the grid, and references have targets."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from lxml import etree

from gk_docs.word.package.archive import unpack

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_AROUND = tuple(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "del"))


def faults(data: bytes) -> list[str]:
    """The faults of a Word file, each with the name of the part; empty if the file is valid."""
    entries = unpack(data)
    roots = {name: etree.fromstring(xml) for name, xml in entries.items() if name.endswith((".xml", ".rels"))}
    found = list(_without_type_or_target(roots, entries.keys()))
    styles = roots.get("word/styles.xml")
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")} if styles is not None else set()
    numbering = next((root for name, root in roots.items() if name.startswith("word/numbering")), None)
    lists = {one.get(f"{W}numId") for one in numbering.iter(f"{W}num")} if numbering is not None else set()
    for name, root in roots.items():
        found += [f"{name}: {fault}" for fault in _leading_nowhere(name, root, roots, lists)]
        if name.startswith("word/"):
            wrong = [*_badly_ended(root), *unlike_the_grid(root), *_unknown_styles(root, known)]
            found += [f"{name}: {fault}" for fault in wrong]
    return found


def _leading_nowhere(
    name: str, root: etree._Element, roots: Mapping[str, etree._Element], lists: set[str | None]
) -> Iterator[str]:
    """References of a part to relations or to numbered lists that do not exist."""
    folder, file = posixpath.split(name)
    relations = roots.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    known = set() if relations is None else {one.get("Id", "") for one in relations}
    for element in root.iter("*"):
        named = {str(value) for key, value in element.attrib.items() if str(key).startswith(_R)}
        yield from (f"no relation {one}" for one in named - known)
        if element.tag == f"{W}numId" and element.get(f"{W}val") not in {"0", *lists} and "numbering" not in name:
            yield f"no list {element.get(f'{W}val')}"


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _AROUND:
            yield from _children(child, name)


_BAD = {
    "a cell does not end with a paragraph": "//w:tc[not(w:p|w:tbl|w:sdt) or (w:p|w:tbl|w:sdt)[last()][self::w:tbl]]",
    "a row without cells": "//w:tr[not(.//w:tc)]",
    "a table without rows": "//w:tbl[not(.//w:tr)]",
    "an empty story": "(/w:hdr|/w:ftr|//w:footnote|//w:txbxContent)[not(w:p|w:tbl|w:sdt)]",
    "an empty content control": "//w:sdtContent[not(w:p|w:tbl|w:sdt|../parent::w:p|../parent::w:tr|../parent::w:tbl)]",
    "something inside a text": "//w:t/*",
    "a block inside a paragraph or run": "//w:p/w:p|//w:p/w:tbl|//w:r/w:p|//w:r/w:tbl|//w:r/w:r",
    "a run between blocks": "//w:body/w:r|//w:tc/w:r|/w:hdr/w:r|//w:footnote/w:r|//w:txbxContent/w:r",
}


def _badly_ended(root: Any) -> Iterator[str]:
    for fault, path in _BAD.items():
        if root.xpath(path, namespaces={"w": W.strip("{}")}):
            yield fault


def unlike_the_grid(root: etree._Element) -> Iterator[str]:
    for table in root.iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in _children(table, "tr"):
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in _children(row, "tc")]
            beside = [row.find(f"{W}trPr/{W}{name}") for name in ("gridBefore", "gridAfter")]
            squares = sum(1 if span is None else int(span.get(f"{W}val") or "") for span in spans)
            squares += sum(int(one.get(f"{W}val") or "") for one in beside if one is not None)
            if squares != columns:
                yield f"a row of {squares} columns in a grid of {columns}"


def _unknown_styles(root: etree._Element, known: set[str | None]) -> Iterator[str]:
    for kind in ("pStyle", "rStyle", "tblStyle"):
        for node in root.iter(f"{W}{kind}"):
            if node.get(f"{W}val") not in known:
                yield f"no style {node.get(f'{W}val')}"


def _without_type_or_target(roots: Mapping[str, etree._Element], names: AbstractSet[str]) -> Iterator[str]:
    types = roots["[Content_Types].xml"]
    overrides = {node.get("PartName", "").lstrip("/") for node in types.iter("{*}Override")}
    defaults = {node.get("Extension") for node in types.iter("{*}Default")}
    for name in names - {"[Content_Types].xml"}:
        if name not in overrides and name.rpartition(".")[2] not in defaults:
            yield f"{name} has no content type"
    for name in overrides - names:
        yield f"a content type for {name}, which is not there"
    for name, root in roots.items():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            for relation in root:
                target = unquote(relation.get("Target", ""))
                path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                if relation.get("TargetMode") != "External" and path not in names:
                    yield f"{name} leads to {target}, which is not there"
