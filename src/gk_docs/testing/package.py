"""Read the parts of a Word package as lxml trees, and the relations between them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gk_docs.errors import UnreadableFile
from gk_docs.files.opc import parsed
from gk_docs.word.package.archive import relations_part, unpack
from gk_docs.word.package.relations import entry_at, relations_of

_MAIN = "word/document.xml"


def parse(name: str, content: bytes) -> etree._Element:
    """Parse an XML part, without comments and processing instructions; entities and DTDs are not followed.

    Raises:
        UnreadableFile: If the part is not well-formed XML.
    """
    try:
        root = parsed(content)
    except UnreadableFile as error:
        raise UnreadableFile(f"{name} 不是完好的 XML：{error.__cause__ or error}") from error
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace, so that transitional and strict files read alike."""
    return element.tag.rpartition("}")[2]


def attribute(element: etree._Element | None, name: str) -> str | None:
    """Value of the attribute with this local name, or None."""
    attributes = () if element is None else element.attrib.items()
    return next((str(value) for key, value in attributes if str(key).rpartition("}")[2] == name), None)


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """First child with this local name, or None."""
    return None if element is None else element.find(f"{{*}}{name}")


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Children with this local name."""
    return iter(()) if element is None else element.iterfind(f"{{*}}{name}")


def value(element: etree._Element | None, name: str) -> str | None:
    """Attribute `val` of the child with this local name, or None."""
    return attribute(child(element, name), "val")


@dataclass(frozen=True)
class WordPackage:
    """A Word package: every file by name; XML is parsed when it is asked for."""

    files: dict[str, bytes]
    _parsed: dict[str, etree._Element] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes) -> WordPackage:
        """Unpack a .docx and make sure that it has a body.

        Raises:
            UnreadableFile: If `data` is not a Word file.
        """
        package = cls(unpack(data))
        body = package.root(package.main)
        if body is None or local(body) != "document":  # a workbook has another main part
            raise UnreadableFile("不是 Word 文件（.docx）：没有正文部分")
        return package

    @property
    def main(self) -> str:
        """Name of the part with the body."""
        return next(iter(self.targets("", "officeDocument")), _MAIN)

    def root(self, name: str | None) -> etree._Element | None:
        """Root element of a part, or None if the part is missing."""
        if name is None or name not in self.files:
            return None
        if name not in self._parsed:
            self._parsed[name] = parse(name, self.files[name])
        return self._parsed[name]

    def relations(self, source: str) -> dict[str, tuple[str, str]]:
        """(Last word of the type, target) of each relation of a part by id; the part "" is the package."""
        root, folder = self.root(relations_part(source)), posixpath.dirname(source)
        return {
            one.identifier: (one.kind, one.target if one.external else entry_at(folder, one.target))
            for one in ([] if root is None else relations_of(root))
        }

    def targets(self, source: str, kind: str) -> Iterator[str]:
        """Targets of the relations of one type."""
        return (target for its_kind, target in self.relations(source).values() if its_kind == kind)

    def related(self, kind: str) -> etree._Element | None:
        """Root of the part that the body has a relation of this kind to (styles, settings, footnotes), or None."""
        return self.root(next(iter(self.targets(self.main, kind)), None))
