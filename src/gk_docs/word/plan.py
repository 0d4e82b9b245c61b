"""A template as plain data: all that is known of it before any context, bound to no process (see `store`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gk_docs.word.markup.address import Kind, Tag, TemplateSource
    from gk_docs.word.markup.layout import Layout
    from gk_docs.word.package.archive import Opening, ZipEntry
    from gk_docs.word.package.pictures import Canvas


class Generated(NamedTuple):
    """The module of one template as plain data, which this version of Python can run.

    Attributes:
        code: The code, marshalled.
        attributes: Names of the attributes that it reads.
        layouts: What stands around the values that it prints.
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
        kind: How it is treated.
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


@dataclass(frozen=True, slots=True)
class PartPlan:
    """One part of a template, ready to be run.

    Attributes:
        prepared: The part.
        generated: Its code; `NO_CODE` where it has no tag.
        opening: What it begins with before its first tag.
        canvas: What is known of it for pictures.
        links: Those of them that lead out of the package, as hyperlinks may.
        may_lead_out: Whether what it says to Word depends on its tags (an address, the instruction of a field), so that
            each render is looked at.
        namespaces: The opening of an element that declares its prefixes.
        has_drawings: Whether it has drawings or shapes, which are numbered after each render.
        has_lists: Whether a list in it begins anew.
        has_links: Whether the address of a link depends on its tags.
        repeats: Whether a loop repeats bookmarks, marks of comments or protected ranges.
        fillable: Whether a render can leave a container empty, which is marked.
        fits_tables: Whether the grid of a table may not fit its rows, which is marked.
        always_reparses: Whether every render must be parsed to know that it is whole.
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
        relations: The relations of those parts, by the name of the entry.
        last_list: The highest number of a list.
        drawn: Ids of the drawings and shapes in the constant parts.
        static: Every entry of the package that does not change, deflated, by name.
        unrendered: The package as python-docx writes it, its constant parts rendered.
        names: Names of all entries.
        styles: Ids of the styles that it has or names.
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
