"""Write a template's package as python-docx does: only parts that relations lead to, in the same form.

Our documents are tested against docxtpl's, which python-docx writes. Without python-docx's objects it takes a fraction
of the time.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from gk_docs.errors import UnreadableFile
from gk_docs.word.package.archive import TYPES, relations_part
from gk_docs.word.package.relations import RELATIONS, Relation, entry_at, relate, relations_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
DOCUMENT = f"{WORD}document.main+xml"
SETTINGS = f"{WORD}settings+xml"
CORE = "application/vnd.openxmlformats-package.core-properties+xml"
CORE_RELATION = f"{PACKAGE}/relationships/metadata/core-properties"
CONTENT_TYPES = f"{{{PACKAGE}/content-types}}"
_WITHOUT_BLANKS = frozenset({CORE, *(f"{WORD}{name}+xml" for name in
    ("document.main", "header", "footer", "comments", "numbering", "settings", "styles"))})  # fmt: skip
"""The types of the parts that python-docx parses, and writes without blanks between elements."""
_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml",
    "bmp": "image/bmp", "emf": "image/x-emf", "gif": "image/gif", "jpe": "image/jpeg", "jpeg": "image/jpeg",
    "jpg": "image/jpeg", "png": "image/png", "tif": "image/tiff", "tiff": "image/tiff", "wdp": "image/vnd.ms-photo",
    "wmf": "image/x-wmf", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "bin": f"{WORD}printerSettings", "fntdata": "application/x-fontdata",
}  # fmt: skip
"""The content types that are declared once for a suffix; all others are declared part by part."""


class Opened(NamedTuple):
    """An opened package with its XML parsed.

    Attributes:
        entries: All its entries, by name.
        roots: Its XML parts, parsed without blanks between elements; relations and types are read from here alone.
    """

    entries: dict[str, bytes]
    roots: dict[str, etree._Element]

    def changed(self, name: str) -> None:
        """Update the entry of a part after its root was changed."""
        self.entries[name] = xml_of(self.roots[name])


class PackageParts:
    """The parts of a package, in the order in which its relations lead to them.

    Args:
        package: The package, without relations that lead nowhere.

    Attributes:
        types: The content type of each part, by name.

    Raises:
        UnreadableFile: If a part has no content type or is missing.
    """

    def __init__(self, package: Opened) -> None:
        self._package = package
        declared = package.roots[TYPES]
        parts = {one.get("PartName", "").casefold(): one for one in declared.iter("{*}Override")}
        suffixes = {one.get("Extension", "").casefold(): one for one in declared.iter("{*}Default")}
        self.types: dict[str, str] = {}
        for name in self._reached(""):
            kind = parts.get(f"/{name}".casefold(), suffixes.get(_suffix(name).casefold()))
            if kind is None or name not in package.entries:
                raise incomplete(name)
            self.types[name] = kind.get("ContentType", "")

    def _reached(self, part: str, known: dict[str, None] | None = None) -> Iterator[str]:
        """Yield the parts that relations lead to from a part, directly or through other parts, each once."""
        known = {} if known is None else known
        for relation, target in self._relations(part):
            if not relation.external and target not in known:
                known[target] = None
                yield target
                yield from self._reached(target, known)

    def _relations(self, part: str) -> Iterator[tuple[Relation, str]]:
        root = self._package.roots.get(relations_part(part))
        by_id = {} if root is None else {one.identifier: one for one in relations_of(root)}
        folder = posixpath.dirname(part)
        return ((one, entry_at(folder, one.target)) for one in by_id.values())

    def related(self, source: str, kind: str) -> str | None:
        """The first part that `source` leads to by a relation of this type; None if there is none."""
        return next((target for one, target in self._relations(source) if one.type == kind), None)

    def add(self, source: str, target: str, relation: str, kind: str, root: etree._Element) -> str:
        """Add a part and a relation that leads to it; return its name.

        Args:
            source: The part that the relation is of; "" for the package.
            target: The name of the new part, relative to `source`.
            relation: The type of the relation.
            kind: The content type of the new part.
            root: The root of the new part.

        Raises:
            UnreadableFile: If there is a part of this name already.
        """
        name = entry_at(posixpath.dirname(source), target)
        if name in self.types:
            raise incomplete(name)
        self.types[name], self._package.roots[name] = kind, root
        of = relations_part(source)
        relate(self._package.roots.setdefault(of, etree.Element(f"{RELATIONS}Relationships")), relation, target)
        return name

    def is_by_tree(self, name: str) -> bool:
        """Whether a part is written from its root rather than copied."""
        return self.types[name] in _WITHOUT_BLANKS

    def written(self) -> dict[str, bytes]:
        """Return the entries of the package as python-docx writes them."""
        roots, written = self._package.roots, {TYPES: self._types()}
        for part in ("", *self.types):
            if part:
                written[part] = xml_of(roots[part]) if self.is_by_tree(part) else self._package.entries[part]
            if relations := list(self._relations(part)):
                written[relations_part(part)] = _relations_xml(part, relations)
        return written

    def _types(self) -> bytes:
        defaults = {"rels": _DEFAULTS["rels"], "xml": _DEFAULTS["xml"]}
        others: dict[str, str] = {}
        for name, kind in self.types.items():
            suffix = _suffix(name)
            if _DEFAULTS.get(suffix.lower()) == kind:
                defaults[suffix.lower()] = kind
            else:
                others[f"/{name}"] = kind
        root = etree.Element(f"{CONTENT_TYPES}Types", nsmap=_usual(CONTENT_TYPES))
        for suffix, kind in sorted(defaults.items()):
            etree.SubElement(root, f"{CONTENT_TYPES}Default", {"Extension": suffix, "ContentType": kind})
        for name, kind in sorted(others.items()):
            etree.SubElement(root, f"{CONTENT_TYPES}Override", {"PartName": name, "ContentType": kind})
        return xml_of(root)


def _relations_xml(part: str, relations: list[tuple[Relation, str]]) -> bytes:
    root = etree.Element(f"{RELATIONS}Relationships", nsmap=_usual(RELATIONS))
    for one, target in relations:
        inner = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(part)}")
        values = {"Id": one.identifier, "Type": one.type, "Target": one.target if one.external else inner}
        mode = {"TargetMode": "External"} if one.external else {}
        etree.SubElement(root, f"{RELATIONS}Relationship", values | mode)
    return xml_of(root)


def _usual(namespace: str) -> Any:
    return {None: namespace[1:-1]}


def _suffix(name: str) -> str:
    return posixpath.splitext(name)[1].removeprefix(".")


def xml_of(root: etree._Element) -> bytes:
    """Serialise a part as python-docx does."""
    data: bytes = etree.tostring(root, encoding="UTF-8", standalone=True)
    return data


def incomplete(name: str) -> UnreadableFile:
    """The error for a package in which the part `name` is missing or incomplete."""
    return UnreadableFile("Word 文件内部不完整，读不了", found=name, mend="请用 Word 或 WPS 打开后另存为 .docx")
