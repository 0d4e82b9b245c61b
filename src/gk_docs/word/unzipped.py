"""A package written by python-docx as entries, without a zip file in between."""

from __future__ import annotations

from typing import Any


class Entries(dict[str, bytes]):
    """The entries of a package where python-docx expects the zip file that it writes."""

    def write(self, uri: Any, content: bytes) -> None:
        """An entry, as python-docx writes it.

        Raises:
            ValueError: If there is one of this name.
        """
        if uri.membername in self:
            raise ValueError(uri.membername)
        self[uri.membername] = content


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
