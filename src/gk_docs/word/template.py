"""A Word template: loaded once, rendered many times."""

from __future__ import annotations

import io
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError as JinjaError

from gk_docs.errors import TemplateError, UnreadableFile
from gk_docs.word.package import Base, Entry, unpack
from gk_docs.word.sandbox import environment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

_NOTHING: Mapping[str, bytes] = MappingProxyType({})


class Template:
    """Any .docx template, ready to be rendered with any context.

    Args:
        path: The .docx file.

    Raises:
        UnreadableFile: If the file is missing or no Word file.
        TemplateError: If the template is unsafe or its tags are broken.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path = Path(path)
        try:
            self._data = self.path.read_bytes()
            unpack(self._data)
        except OSError as error:
            raise UnreadableFile("读不到模板文件", file=self.path.name) from error
        except (TemplateError, UnreadableFile) as error:
            raise error.in_file(self.path.name) from error

    def render(self, context: Mapping[str, Any], *, parts: Mapping[str, bytes] = _NOTHING) -> bytes:
        """The document as bytes; the same context gives the same bytes.

        Args:
            context: Values by the names that the template uses: plain values, mappings, sequences, typed objects.
            parts: New content for package entries that the template already has (`customXml/item1.xml`).

        Raises:
            TemplateError: If the template names what the context has not, or fails.
            InvalidReport: If a text has a character that a Word file cannot hold.
            KeyError: If `parts` names an entry that the template has not.
        """
        from docxtpl import DocxTemplate  # noqa: PLC0415 - heavy

        document = DocxTemplate(io.BytesIO(self._data))
        try:
            document.render(dict(context), environment(), autoescape=True)
        except JinjaError as error:
            raise TemplateError(str(error), file=self.path.name) from error
        saved = io.BytesIO()
        document.save(saved)
        entries = unpack(saved.getvalue())
        if missing := parts.keys() - entries.keys():
            raise KeyError(f"the template has no entry {min(missing)}")
        entries.update(parts)
        return Base.of(Entry.pack(name, content) for name, content in entries.items()).with_entries(())
