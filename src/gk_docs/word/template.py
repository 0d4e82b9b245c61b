"""A Word template: loaded once, rendered many times."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache, partial
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any

from gk_docs.errors import GkError
from gk_docs.word.compiling.bounds import once
from gk_docs.word.compiling.compiled import CompiledPart
from gk_docs.word.compiling.sandbox import Sandbox
from gk_docs.word.markup.finish import Identities
from gk_docs.word.markup.lists import Lists
from gk_docs.word.package.archive import (
    NO_OPENING,
    Base,
    ZipEntry,
    read_template,
    unpack,
)
from gk_docs.word.package.growth import Growths
from gk_docs.word.printing.attach import Attachments
from gk_docs.word.printing.fields import OfClasses
from gk_docs.word.printing.rendering import CURRENT, Rendering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Set as AbstractSet
    from os import PathLike

    from gk_docs.word.compiling.sandbox import OnMissing
    from gk_docs.word.package.stylesheet import StyleSheet
    from gk_docs.word.plan import Plan

_ITERATES = OfClasses(lambda kind: issubclass(kind, Iterator))
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_KEPT = 64  # templates that a process keeps after unpickling them
_QUICK = 3  # zlib's level for what is deflated anew each time: a third of the time of 6, some 10 % larger


class Template:
    """Any Word template, prepared and compiled once, ready to be rendered with any context.

    A template may be shared between threads. It pickles as its path (as its bytes if it came from memory), so that each
    worker process loads it only once.

    Args:
        source: The file: its path, its bytes, or a file object that is open for reading bytes.
        stored: Whether to keep what was prepared for the next process, in the user's cache folder (see
            `gk_docs.word.store`), and to take it from there.
        filters: Filters by name, besides the built-in ones; one of the same name replaces a built-in one.
        tests: Tests (`{% if a is even %}`) by name, likewise.
        globals: Values and functions that the template may use; a name of the context takes precedence.
        undefined: What a missing name does: `error` raises with the place of the tag; `blank` prints nothing, also for
            attributes of such a name; `keep` prints the tag itself if a missing name of the context is only printed,
            and raises otherwise.
        update_fields: Whether Word is to refresh fields and tables of contents when it opens a document; it asks first.

    Raises:
        UnreadableFile: If the file is missing or no Word file.
        TemplateError: If the template is unsafe, or its tags are broken: all of them at once, each with its place.
        TypeError: If `source` is of another type.
        ValueError: If `undefined` is another word.
    """

    def __init__(
        self,
        source: str | PathLike[str] | bytes | IO[bytes],
        *,
        stored: bool = False,
        filters: Mapping[str, Callable[..., Any]] = _NOTHING,
        tests: Mapping[str, Callable[..., Any]] = _NOTHING,
        globals: Mapping[str, Any] = _NOTHING,  # noqa: A002 - Jinja's word
        undefined: OnMissing = "error",
        update_fields: bool = False,
    ) -> None:
        self.path, data = read_template(source)
        self._data = data if self.path is None else b""
        self._switches = (stored, undefined, update_fields)
        self._given = {"filters": dict(filters), "tests": dict(tests), "globals": dict(globals)}
        functions = {name: value for name, value in globals.items() if callable(value)}
        self._values = {name: value for name, value in globals.items() if name not in functions}
        environment = Sandbox(filters, tests, functions, undefined)
        names = [[(name, _passes(one)) for name, one in sorted(kind.items())] for kind in (filters, tests, functions)]
        try:
            self._plan = _planned(data, environment, names, stored=stored, update_fields=update_fields)
        except GkError as error:
            raise self._of_file(error) from error
        self._parts = tuple(CompiledPart(part, environment) for part in self._plan.parts)
        self._openings = {part.prepared.name: part.opening for part in self._plan.parts}
        self._growths = Growths()
        self._begun = partial(
            Rendering,
            styles=self._plan.styles,
            parts=[part.prepared for part in self._plan.parts],
            functions=self._given["globals"].keys(),
        )
        self._base: tuple[AbstractSet[str], Base] = (frozenset(), Base.of(self._plan.static.values()))

    def render(
        self,
        context: Mapping[str, Any],
        *,
        parts: Mapping[str, bytes] = _NOTHING,
        replace: Mapping[str, bytes] = _NOTHING,
        controls: Mapping[str, object] = _NOTHING,
    ) -> bytes:
        """The document as bytes; the same context gives the same bytes.

        Args:
            context: Values by the names that the template uses: plain values, mappings, sequences, typed objects.
            parts: New content for package entries that the template already has (`customXml/item1.xml`).
            replace: New pictures and embedded files, by the name, title or alternative text of the old ones in Word.
                Size, place and text around stay. Everything in the template that shows the same file changes.
            controls: Values of content controls, by their tag or title in Word: True or False for a check box, an item
                for a list, a date, text, a number; None leaves it empty. A tag in the name of a control is rendered
                first. The check boxes of old forms are named by their bookmark.

        Raises:
            TemplateError: If the context lacks a name that the template uses, or a tag fails; with its place.
            InvalidReport: If a text has a character that a Word file cannot hold.
            KeyError: If `parts`, `replace` or `controls` has a name that the template lacks.
            ValueError: If a file in `replace` is of another format than the one in the template, or a control cannot
                hold its value.
            TypeError: If an argument is not a mapping, a name in `context` is not text, a file in `parts` or `replace`
                is not bytes, or a control takes another type of value.
        """
        _refuse_other_types(context=context, parts=parts, replace=replace, controls=controls)
        if parts and not parts.keys() <= self._plan.names:
            unknown = min(parts.keys() - self._plan.names)
            raise KeyError(f"the template has no entry {unknown!r}; there are {sorted(self._plan.names)}")
        if replace:
            from gk_docs.word.package.replacing import replaced  # noqa: PLC0415 - lxml, which text alone does not need

            parts = {**replaced(self._files, replace), **parts}
        rendering = self._begun(
            Attachments(self._plan.unrendered, self._plan.names, self._growths),
            sheet=lambda: self._sheet,
            begun=Lists(self._plan.last_list),
            ids=Identities(self._plan.drawn),
        )
        token = CURRENT.set(rendering)
        try:
            given = {name: once(one) if _ITERATES[type(one)] else one for name, one in context.items()}
            context = self._values | given
            rendered = {part.prepared.name: part.render(context, rendering) for part in self._parts}
        except GkError as error:
            _refuse_other_names(context)
            raise self._of_file(error) from error
        finally:
            CURRENT.reset(token)
        if controls:
            from gk_docs.word.package.controls import fill_controls  # noqa: PLC0415 - lxml, which text alone does not need

            rendered |= fill_controls({**self._plan.constant, **rendered}, controls)
        if parts:
            rendered |= parts
        return self._packed(rendered, rendering)

    @cached_property
    def _entries(self) -> Mapping[str, bytes]:
        return unpack(self._plan.unrendered)

    @cached_property
    def _sheet(self) -> StyleSheet:
        from gk_docs.word.package.stylesheet import StyleSheet  # noqa: PLC0415 - lxml, which text alone does not need

        return StyleSheet(self._entries)

    @cached_property
    def _files(self) -> Mapping[str, AbstractSet[str]]:
        from gk_docs.word.package.replacing import named_files  # noqa: PLC0415 - lxml, which text alone does not need

        return named_files(self._entries)

    def _of_file(self, error: GkError) -> GkError:
        return error if self.path is None else error.in_file(self.path.name)

    def _packed(self, rendered: dict[str, bytes], rendering: Rendering) -> bytes:
        base = None
        if rendering.attachments.adds or rendering.begun.begun:
            rendered, base = self._with_additions(rendered, rendering)
        base = base or self._base_without(self._plan.static.keys() & rendered.keys())
        return base.with_entries(
            ZipEntry.pack(name, content, _QUICK, self._openings.get(name, NO_OPENING))
            for name, content in rendered.items()
        )

    def _with_additions(self, rendered: dict[str, bytes], rendering: Rendering) -> tuple[dict[str, bytes], Base | None]:
        """The entries that change or are new, and the base of the others if it is not the template's own."""
        attachments, begun = rendering.attachments, rendering.begun.begun
        grown = attachments.grown(self._plan)
        entries = grown.entries if grown else self._entries if begun else self._plan.relations
        entries = {**entries, **rendered}  # what the caller has given counts, too
        if begun:
            from gk_docs.word.package.numbering import add_lists  # noqa: PLC0415 - lxml, which text alone does not need

            add_lists(entries, begun, attachments.others)
        added = attachments.written(entries)
        if grown is None:
            return rendered | added, None
        rendered = {name: grown.with_children(name, xml) for name, xml in rendered.items()} | added
        return rendered, Base.of(entry for name, entry in grown.static.items() if name not in rendered)

    def _base_without(self, names: AbstractSet[str]) -> Base:
        """The unchanged entries less `names`; the last result is kept, since callers tend to replace the same parts."""
        kept_without, base = self._base
        if names != kept_without:
            base = Base.of(entry for name, entry in self._plan.static.items() if name not in names)
            self._base = (names, base)
        return base

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        given = tuple((kind, tuple(values.items())) for kind, values in self._given.items())
        for kind, values in given:
            for name, value in values:
                try:
                    pickle.dumps(value)
                except Exception as error:  # pickle raises anything
                    raise TypeError(f"{name} of {kind} cannot be pickled: define it at the top of a module") from error
        if self.path is None:
            return _shared, (self._data, 0, 0, self._switches, given)
        facts = self.path.stat()
        place = str(self.path.absolute())
        return _shared, (place, facts.st_mtime_ns, facts.st_size, self._switches, given)


def _refuse_other_types(**arguments: object) -> None:
    for name, value in arguments.items():
        if value is _NOTHING:
            continue
        if not isinstance(value, Mapping):
            raise TypeError(f"{name} of a render must be a mapping of names to values, not {type(value).__name__}")
        for of, file in value.items() if name in ("parts", "replace") else ():
            if not isinstance(file, bytes):
                raise TypeError(f"{name} takes bytes for {of!r}, not {type(file).__name__}")


def _refuse_other_names(names: Iterable[object]) -> None:
    """Refuse names that are no text, of which nothing else says more than that a tag failed."""
    if others := [name for name in names if not isinstance(name, str)]:
        raise TypeError(f"context of a render maps names, which are text, not {others[0]!r}") from None


def _passes(function: Callable[..., Any]) -> str:
    """What Jinja passes to a function before its arguments (context, environment); "" for nothing."""
    return str(getattr(function, "jinja_pass_arg", ""))


def _planned(
    data: bytes, environment: Sandbox, names: list[list[tuple[str, str]]], *, stored: bool, update_fields: bool
) -> Plan:
    if stored:
        from gk_docs.word.store import planned  # noqa: PLC0415 - the rest is for those who want it

        return planned(data, environment, names, update_fields=update_fields)
    from gk_docs.word.planning import plan  # noqa: PLC0415 - heavy

    return plan(data, environment, update_fields=update_fields)


def _shared(source: str | bytes, *state: Any) -> Template:
    """Load a template once per process and state of its file; pickle calls this."""
    try:
        return _loaded(source, *state)
    except TypeError:  # a global that cannot be hashed
        return _loaded.__wrapped__(source, *state)


@lru_cache(_KEPT)
def _loaded(
    source: str | bytes,
    _modified: int,
    _size: int,
    switches: tuple[bool, OnMissing, bool],
    given: Any,
) -> Template:
    stored, undefined, update_fields = switches
    kinds: dict[str, Any] = {kind: dict(values) for kind, values in given}
    return Template(source, stored=stored, undefined=undefined, update_fields=update_fields, **kinds)
