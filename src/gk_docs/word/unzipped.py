"""A package read and written by python-docx as entries, without a zip file in between."""

from __future__ import annotations

from typing import Any

from gk_docs.word.package import TYPES


class Entries(dict[str, bytes]):
    """The entries of a package where python-docx expects the zip file that it reads or writes."""

    @property
    def content_types_xml(self) -> bytes:
        """The content types."""
        return self[TYPES]

    def blob_for(self, uri: Any) -> bytes:
        """An entry."""
        return self[uri.membername]

    def rels_xml_for(self, uri: Any) -> bytes | None:
        """The relations of a part, or None if it has none."""
        return self.get(uri.rels_uri.membername)

    def write(self, uri: Any, content: bytes) -> None:
        """An entry, as python-docx writes it.

        Raises:
            ValueError: If there is one of this name.
        """
        if uri.membername in self:
            raise ValueError(uri.membername)
        self[uri.membername] = content


def read(entries: Entries) -> Any:
    """The document of a package, as `docx.Document` reads it: the steps of its `open`."""
    from docx.opc.package import Unmarshaller  # noqa: PLC0415 - heavy
    from docx.opc.packuri import PACKAGE_URI  # noqa: PLC0415 - heavy
    from docx.opc.part import PartFactory  # noqa: PLC0415 - heavy
    from docx.opc.pkgreader import PackageReader, _ContentTypeMap  # noqa: PLC0415 - heavy
    from docx.package import Package  # noqa: PLC0415 - heavy

    reader: Any = PackageReader
    content_types: Any = _ContentTypeMap
    types = content_types.from_xml(entries.content_types_xml)
    relations = reader._srels_for(entries, PACKAGE_URI)  # noqa: SLF001 - a step of `open`
    parts = reader._load_serialized_parts(entries, relations, types)  # noqa: SLF001 - likewise
    opened: Any = Package()
    unmarshaller: Any = Unmarshaller
    unmarshaller.unmarshal(reader(types, relations, parts), opened, PartFactory)
    return opened.main_document_part.document


def written(package: Any) -> Entries:
    """The entries of a package, as python-docx writes them: the steps of its `save`."""
    from docx.opc import pkgwriter  # noqa: PLC0415 - heavy

    entries, parts, writer = Entries(), package.parts, pkgwriter.PackageWriter
    for part in parts:
        part.before_marshal()
    steps: Any = (writer._write_content_types_stream, writer._write_pkg_rels, writer._write_parts)  # noqa: SLF001 - steps of `write`
    for step, what in zip(steps, (parts, package.rels, parts), strict=True):
        step(entries, what)
    return entries
