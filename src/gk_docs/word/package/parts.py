"""The parts of a template's package, written one way: what its relations lead to and nothing else, as python-docx does.

So do docxtpl's documents come about, which ours are compared with; done here, without python-docx's objects, it takes a
fraction of the time.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from gk_docs.errors import UnreadableFile
from gk_docs.word.package.archive import TYPES, relations_part
from gk_docs.word.package.relations import RELATIONS, entry_at, relate

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
"""The parts that python-docx parses: blanks between their elements go."""
_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml",
    "bmp": "image/bmp", "emf": "image/x-emf", "gif": "image/gif", "jpe": "image/jpeg", "jpeg": "image/jpeg",
    "jpg": "image/jpeg", "png": "image/png", "tif": "image/tiff", "tiff": "image/tiff", "wdp": "image/vnd.ms-photo",
    "wmf": "image/x-wmf", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "bin": f"{WORD}printerSettings", "fntdata": "application/x-fontdata",
}  # fmt: skip
"""The types that go by the suffix of a name; those of all other parts are declared one by one."""


class Opened(NamedTuple):
    """A package whose parts are parsed once.

    Attributes:
        entries: All its entries, by name.
        roots: Those that are XML, without blanks between elements; a part of relations or types is what its root says.
    """

    entries: dict[str, bytes]
    roots: dict[str, etree._Element]

    def changed(self, name: str) -> None:
        """Note that the root of a part is another than its entry."""
        self.entries[name] = xml_of(self.roots[name])


class PackageParts:
    """The parts of a package, in the order in which its relations lead to them.

    Args:
        package: The package, each relation leading somewhere.

    Attributes:
        types: The content type of each part, by name.

    Raises:
        UnreadableFile: If a part has no type, or is not there.
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
        """The parts to which the relations of a part lead, and those of the parts found, each once."""
        known = {} if known is None else known
        for relation, target in self._relations(part):
            if relation.get("TargetMode") != "External" and target not in known:
                known[target] = None
                yield target
                yield from self._reached(target, known)

    def _relations(self, part: str) -> Iterator[tuple[etree._Element, str]]:
        root = self._package.roots.get(relations_part(part))
        by_id = {} if root is None else {one.get("Id"): one for one in root.iter(f"{RELATIONS}Relationship")}
        folder = posixpath.dirname(part)
        return ((one, entry_at(folder, one.get("Target", ""))) for one in by_id.values())

    def related(self, source: str, kind: str) -> str | None:
        """The first part to which another leads by a relation of a type, of any case; None where there is none."""
        return next((target for one, target in self._relations(source) if one.get("Type") == kind), None)

    def add(self, source: str, target: str, relation: str, kind: str, root: etree._Element) -> str:
        """Add a part to which another leads from now on; its name.

        Args:
            source: The other; "" for the package.
            target: Its name, as seen from the other.
            relation: The type of the relation.
            kind: Its content type.
            root: Its root.

        Raises:
            UnreadableFile: If there is one of this name.
        """
        name = entry_at(posixpath.dirname(source), target)
        if name in self.types:
            raise incomplete(name)
        self.types[name], self._package.roots[name] = kind, root
        of = relations_part(source)
        relate(self._package.roots.setdefault(of, etree.Element(f"{RELATIONS}Relationships")), relation, target)
        return name

    def is_by_tree(self, name: str) -> bool:
        """Whether a part is written from its tree."""
        return self.types[name] in _WITHOUT_BLANKS

    def written(self) -> dict[str, bytes]:
        """The entries of the package."""
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


def _relations_xml(part: str, relations: list[tuple[etree._Element, str]]) -> bytes:
    root = etree.Element(f"{RELATIONS}Relationships", nsmap=_usual(RELATIONS))
    for relation, target in relations:
        values = {name: relation.get(name, "") for name in ("Id", "Type", "Target")}
        if relation.get("TargetMode") == "External":
            values["TargetMode"] = "External"
        else:
            values["Target"] = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(part)}")
        etree.SubElement(root, f"{RELATIONS}Relationship", values)
    return xml_of(root)


def _usual(namespace: str) -> Any:
    return {None: namespace[1:-1]}


def _suffix(name: str) -> str:
    return posixpath.splitext(name)[1].removeprefix(".")


def xml_of(root: etree._Element) -> bytes:
    """A part as python-docx writes it."""
    data: bytes = etree.tostring(root, encoding="UTF-8", standalone=True)
    return data


def incomplete(name: str) -> UnreadableFile:
    """What to raise for a package that lacks something that this part needs."""
    return UnreadableFile("Word 文件内部不完整，读不了", found=name, mend="请用 Word 或 WPS 打开后另存为 .docx")
