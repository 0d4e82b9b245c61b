"""One part of a template, compiled: what it takes from a context to the bytes of the part."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from jinja2 import nodes

from gk_docs.errors import TemplateError
from gk_docs.word.codegen import Code, loops
from gk_docs.word.failures import located
from gk_docs.word.finish import (
    DECLARATION,
    MAX_TEXT,
    has_empty_table,
    refuse_long_property,
    renumbered,
    through_docxtpl,
)
from gk_docs.word.rendering import spend
from gk_docs.word.structure import examine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gk_docs.word.prepare import Prepared
    from gk_docs.word.rendering import Rendering
    from gk_docs.word.sandbox import Sandbox

_AT_ONCE = 2048
_NAMESPACE = re.compile(r'\sxmlns:\w+="[^"]*"')
_BRACES = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}


class CompiledPart:
    """A part ready to be rendered any number of times, by any number of threads.

    Args:
        prepared: The part.
        tree: Its syntax tree, which is changed.
        environment: Where its code runs.
        references: Ids of its relations.
    """

    def __init__(
        self, prepared: Prepared, tree: nodes.Template, environment: Sandbox, references: frozenset[str]
    ) -> None:
        self.prepared = prepared
        self._references = references
        _open_braces(tree)
        self.structure = examine(tree, strip=prepared.kind == "story")
        if prepared.kind == "properties":
            self.structure.printers = dict.fromkeys(self.structure.printers, "print_attribute")
        loops(tree)
        self._code = Code(environment, tree, prepared.name, self.structure.printers)
        declared = _NAMESPACE.findall(prepared.head or prepared.raw)
        self._namespaces = f"<x{''.join(dict.fromkeys(declared))}>"
        self._head, self._tail = DECLARATION + prepared.head, prepared.tail
        self._drawings = self.structure.numbered and prepared.kind == "body"
        self._watch_tables = self.structure.can_be_empty and prepared.kind == "body"
        stable = self.structure.stable or prepared.kind != "body"
        self._always_reparse = not (self.structure.whole and stable) and prepared.kind != "properties"

    def render(self, context: Mapping[str, Any], rendering: Rendering) -> bytes:
        """The bytes of the part.

        Raises:
            GkError: Naming the place in the template, whatever went wrong.
        """
        rendering.reparse = self._always_reparse
        rendering.namespaces = self._namespaces
        rendering.references = self._references
        rendering.attachments.begin(self.prepared.name)
        try:
            xml = _joined(self._code.pieces(context))
            return self._finished(xml, rendering)
        except Exception as error:
            raise located(error, self.prepared, self._code.line_of, context) from error

    def _finished(self, xml: str, rendering: Rendering) -> bytes:
        if rendering.reparse or (self._watch_tables and has_empty_table(xml)):
            return through_docxtpl(self.prepared.head, xml, self._tail, self.prepared.kind)
        if self._drawings:
            xml = renumbered(xml)
        if self.prepared.kind == "properties":
            refuse_long_property(xml)
        return f"{self._head}{xml}{self._tail}".encode()


def _open_braces(tree: nodes.Template) -> None:
    """Turn docxtpl's `{_{` and its like into braces, in the template's own text only."""
    for data in tree.find_all(nodes.TemplateData):
        for written, meant in _BRACES.items():
            data.data = data.data.replace(written, meant)


def _joined(pieces: Iterator[str]) -> str:
    """The whole text, counted while it grows."""
    joined: list[str] = []
    while chunk := list(islice(pieces, _AT_ONCE)):
        text = "".join(chunk)
        spend(len(text))
        if len(text) > MAX_TEXT and max(map(len, chunk)) > MAX_TEXT:
            raise TemplateError("一段文字过长", mend=f"请控制在 {MAX_TEXT} 字以内")
        joined.append(text)
    return "".join(joined)
