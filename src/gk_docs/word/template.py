"""A Word template: loaded once, rendered many times."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from gk_docs.errors import GkError, UnreadableFile
from gk_docs.word.attach import Attachments, merged
from gk_docs.word.bounds import once
from gk_docs.word.compiled import CompiledPart
from gk_docs.word.package import Base, Entry, unpack
from gk_docs.word.rendering import CURRENT, Rendering
from gk_docs.word.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from os import PathLike

    from gk_docs.word.plan import Plan

_NOTHING: Mapping[str, bytes] = MappingProxyType({})
_KEPT = 64
_QUICK = 3  # zlib's level for what is deflated anew each time: a third of the time of 6, some 10 % larger


class Template:
    """Any .docx template, prepared and compiled once, ready to be rendered with any context.

    May be shared between threads; pickles as its path, so that each worker process loads it once.

    Args:
        path: The .docx file.
        stored: Whether to keep what was prepared for the next process, in the user's cache folder (see
            `gk_docs.word.store`), and to take it from there.

    Raises:
        UnreadableFile: If the file is missing or no Word file.
        TemplateError: If the template is unsafe, or its tags are broken: all of them at once, each with its place.
    """

    def __init__(self, path: str | PathLike[str], *, stored: bool = False) -> None:
        self.path = Path(path)
        self._stored = stored
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise UnreadableFile("读不到模板文件", file=self.path.name) from error
        try:
            self._plan = _planned(data, stored=stored)
        except GkError as error:
            raise error.in_file(self.path.name) from error
        environment = Sandbox()
        self._parts = tuple(CompiledPart(part, environment) for part in self._plan.parts)
        self._base: tuple[AbstractSet[str], Base] = (frozenset(), Base.of(self._plan.static.values()))

    def render(self, context: Mapping[str, Any], *, parts: Mapping[str, bytes] = _NOTHING) -> bytes:
        """The document as bytes; the same context gives the same bytes.

        Args:
            context: Values by the names that the template uses: plain values, mappings, sequences, typed objects.
            parts: New content for package entries that the template already has (`customXml/item1.xml`).

        Raises:
            TemplateError: If the template names what the context has not, or fails; with the place in the template.
            InvalidReport: If a text has a character that a Word file cannot hold.
            KeyError: If `parts` names an entry that the template has not.
        """
        if not parts.keys() <= self._plan.names:
            raise KeyError(f"the template has no entry {min(parts.keys() - self._plan.names)}")
        rendering = Rendering(Attachments(self._plan.unrendered), styles=self._plan.styles)
        token = CURRENT.set(rendering)
        try:
            context = {name: once(value) if hasattr(value, "__next__") else value for name, value in context.items()}
            rendered = {part.prepared.name: part.render(context, rendering) for part in self._parts}
        except GkError as error:
            raise error.in_file(self.path.name) from error
        finally:
            CURRENT.reset(token)
        rendered.update(parts)
        return self._packed(rendered, rendering.attachments.saved())

    def _packed(self, rendered: Mapping[str, bytes], package: bytes | None) -> bytes:
        if package is not None:
            entries = merged(unpack(self._plan.unrendered), unpack(package), {**self._plan.constant, **rendered})
            return Base.of(Entry.pack(name, content) for name, content in entries.items()).with_entries(())
        return self._base_without(self._plan.static.keys() & rendered.keys()).with_entries(
            Entry.pack(name, content, _QUICK) for name, content in rendered.items()
        )

    def _base_without(self, names: AbstractSet[str]) -> Base:
        """The unchanged entries but for `names`; the last such base is kept, since a caller replaces the same parts."""
        kept_without, base = self._base
        if names != kept_without:
            base = Base.of(entry for name, entry in self._plan.static.items() if name not in names)
            self._base = (names, base)
        return base

    def __reduce__(self) -> tuple[Any, tuple[str, int, int, bool]]:
        facts = self.path.stat()
        return _shared, (str(self.path.absolute()), facts.st_mtime_ns, facts.st_size, self._stored)


def _planned(data: bytes, *, stored: bool) -> Plan:
    if stored:
        from gk_docs.word.store import planned  # noqa: PLC0415 - the rest is for those who want it

        return planned(data)
    from gk_docs.word.planning import plan  # noqa: PLC0415 - heavy

    return plan(data)


@lru_cache(_KEPT)
def _shared(path: str, _modified: int, _size: int, stored: bool) -> Template:  # noqa: FBT001 - called by pickle
    """The template of a file as it is now, loaded once a process."""
    return Template(path, stored=stored)
