"""A template as plain data that can be pickled: everything known before there is a context (see `store`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.word.markup.address import Address, Tag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gk_docs.word.markup.address import Kind, TemplateSource
    from gk_docs.word.markup.layout import Layout
    from gk_docs.word.package.archive import Opening, ZipEntry
    from gk_docs.word.package.pictures import Canvas


class Generated(NamedTuple):
    """The Python module generated for one part of a template, marshalled for this version of Python.

    Attributes:
        code: The code, marshalled.
        attributes: Names of the attributes that it reads.
        layouts: The run and paragraph properties around the values that it prints.
    """

    code: bytes
    attributes: tuple[str, ...]
    layouts: tuple[Layout, ...]


NO_CODE = Generated(b"", (), ())


@dataclass(frozen=True, slots=True)
class Prepared:
    """One part of a template that may hold tags.

    Attributes:
        name: Name of the entry in the package.
        words: The part in a reader's words (正文, 页眉1).
        kind: How it is treated (see `Kind`).
        head: XML before what is rendered, without the XML declaration.
        tail: XML after it.
        source: What is rendered, as Jinja reads it.
        tags: Its tags, as numbered in `source`.
    """

    name: str
    words: str
    kind: Kind
    head: str
    tail: str
    source: TemplateSource
    tags: tuple[Tag, ...]

    def tag_at(self, line: int) -> Tag:
        """The last tag that begins on or before a line of the source; one without text where the part has none."""
        number = self.source.number_at(line)
        return self.tags[number] if number >= 0 else Tag("", Address(self.words))


@dataclass(frozen=True, slots=True)
class PartPlan:
    """One part of a template, ready to be run.

    Attributes:
        prepared: The part.
        generated: Its code; `NO_CODE` if it has no tag.
        opening: What it begins with before its first tag.
        canvas: What printing a picture into it needs.
        links: Ids of its relations that lead out of the package.
        may_lead_out: Whether an address or the instruction of a field depends on its tags, so that
            each render is checked.
        namespaces: The start tag of an element `x` that declares its prefixes.
        has_drawings: Whether it has drawings or shapes, whose ids each render makes unique.
        has_lists: Whether a list in it restarts (`{% restart %}`).
        has_links: Whether the address of a link depends on its tags.
        repeats: Whether a loop repeats bookmarks, marks of comments or protected ranges.
        fillable: Whether a render can leave a container empty; those containers are marked (`FILL`).
        fits_tables: Whether the grid of a table may not fit its rows; those tables are marked (`FIT`).
        always_reparses: Whether every render must be parsed to know that it is well-formed.
    """

    prepared: Prepared
    generated: Generated
    opening: Opening
    canvas: Canvas
    links: frozenset[str]
    may_lead_out: bool
    namespaces: str
    has_drawings: bool
    has_links: bool
    has_lists: bool
    repeats: bool
    fillable: bool
    fits_tables: bool
    always_reparses: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole template, ready to be run.

    Attributes:
        parts: The parts that change with the context.
        constant: The parts without a tag, rendered, by name.
        relations: The content types, and the relations of the parts that change, by the name of the entry.
        last_list: The highest list number in the template.
        drawn: Ids of the drawings and shapes in the constant parts.
        static: Every entry of the package that does not change, deflated, by name.
        unrendered: The package as python-docx writes it, its constant parts rendered.
        names: Names of all entries.
        styles: Ids of the styles that the template defines or uses.
    """

    parts: tuple[PartPlan, ...]
    constant: Mapping[str, bytes]
    relations: Mapping[str, bytes]
    last_list: int
    drawn: frozenset[str]
    static: Mapping[str, ZipEntry]
    unrendered: bytes
    names: frozenset[str]
    styles: frozenset[str]
