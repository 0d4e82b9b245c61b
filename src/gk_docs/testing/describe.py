"""Describe a .docx as a `Description`: blocks in order, tables with spans, headers, styles, page set-up.

It has the text, styles and formatting that a reader sees (the tables of `formats`). Pictures (size and alternative
text), text boxes, formulas and fields are one line each; the XML golden file covers the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gk_docs.chinese.lists import parse_number
from gk_docs.testing import formats
from gk_docs.testing.description import Block, Description, DocParagraph, DocPiece, Format
from gk_docs.testing.inline import Inline
from gk_docs.testing.package import WordPackage, attribute, child, local
from gk_docs.testing.rows import opened, read_table
from gk_docs.testing.styles import Styles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from lxml import etree


_STORIES = {"header": "页眉", "footer": "页脚"}
_PAGES = {"default": "", "first": "（首页）", "even": "（偶数页）"}
_NOTES = {"footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_LONGEST_HEADING = 40
_STYLE_USES = frozenset({"pStyle", "rStyle", "tblStyle"})


def describe(source: bytes | str | PathLike[str]) -> Description:
    """Describe what a Word document shows.

    Args:
        source: The bytes of a .docx, or the path of one.

    Raises:
        UnreadableFile: If it is not a Word file.
        OSError: If the file does not exist.
    """
    return description_of(WordPackage.of(source if isinstance(source, bytes) else Path(source).read_bytes()))


def description_of(package: WordPackage) -> Description:
    """Describe an open package, as `describe` does a file.

    Raises:
        UnreadableFile: If a part of it is not well-formed XML.
    """
    styles = Styles.of(package.related("styles"))
    texts = dict(_texts(package, styles))
    texts["正文"] = _with_headings(texts["正文"])
    return Description(read_settings(package, styles), texts)


def _texts(package: WordPackage, styles: Styles) -> Iterator[tuple[str, tuple[Block, ...]]]:
    body = child(package.root(package.main), "body")
    yield "正文", _DocBlocks(package, package.main, styles).of(body)
    sections = _sections(package)
    for number, section in enumerate(sections, start=1):
        prefix = f"第{number}节" if len(sections) > 1 else ""
        for reference in section:
            story = _STORIES.get(local(reference).removesuffix("Reference"))
            pages = _PAGES.get(attribute(reference, "type") or "default")
            target = package.relations(package.main).get(attribute(reference, "id") or "")
            if story is not None and pages is not None and target:
                yield prefix + story + pages, _DocBlocks(package, target[1], styles).of(package.root(target[1]))
    for kind, name in _NOTES.items():
        for part in package.targets(package.main, kind):
            notes = _DocBlocks(package, part, styles).notes(package.root(part))
            if notes:
                yield name, notes


@dataclass(frozen=True)
class _DocBlocks:
    """Reads the blocks of one part."""

    package: WordPackage
    part: str
    styles: Styles

    def of(self, parent: etree._Element | None) -> tuple[Block, ...]:
        """Read the paragraphs and tables in `parent`, also those inside content controls and insertions."""
        return () if parent is None else tuple(self._walk(parent))

    def notes(self, root: etree._Element | None) -> tuple[Block, ...]:
        """Read the blocks of all notes, less the separators that Word draws."""
        wanted = [note for note in (() if root is None else root) if attribute(note, "type") not in _SEPARATORS]
        return tuple(block for note in wanted for block in self._walk(note))

    def _walk(self, parent: etree._Element) -> Iterator[Block]:
        for node in opened(parent, "p", "tbl"):
            yield self._paragraph(node) if local(node) == "p" else read_table(node, self.of, self.styles)

    @cached_property
    def _inline(self) -> Inline:
        return Inline(self.styles.names, self.package.relations(self.part))

    def _paragraph(self, node: etree._Element) -> DocParagraph:
        properties = child(node, "pPr")
        pieces = self._inline.pieces(node)
        looks = {**self.styles.name_of(properties), **formats.words(properties, formats.PARAGRAPH)}
        if child(properties, "sectPr") is not None:
            looks["分节"] = "此段之后"
        mark = self._inline.run_format(child(properties, "rPr")) if not pieces else {}
        shared = _shared(pieces) if pieces else mark
        text = "".join(piece.text for piece in pieces)
        rest = _without(pieces, shared) if len(pieces) > 1 else ()
        return DocParagraph(text, {**looks, **shared}, self.styles.level_of(properties), rest)


def _shared(pieces: tuple[DocPiece, ...]) -> Format:
    """Formatting that all pieces have."""
    return {
        word: said for word, said in pieces[0].format.items() if all(piece.format.get(word) == said for piece in pieces)
    }


def _without(pieces: tuple[DocPiece, ...], shared: Format) -> tuple[DocPiece, ...]:
    return tuple(
        DocPiece(piece.text, {word: said for word, said in piece.format.items() if word not in shared})
        for piece in pieces
    )


def _with_headings(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Give heading levels to short lines that begin with 一、 or （一）, in a body without heading styles."""
    if any(isinstance(block, DocParagraph) and block.level for block in blocks):
        return blocks
    return tuple(
        replace(block, level=_numbered(block.text))
        if isinstance(block, DocParagraph) and block.level is None
        else block
        for block in blocks
    )


def _numbered(text: str) -> int | None:
    if len(text) > _LONGEST_HEADING or text.rstrip().endswith(("。", "；", "：", "，")):
        return None
    mark = parse_number(text)
    return mark.level if mark and mark.level <= 2 else None  # noqa: PLR2004 - 一、 and （一）


def read_settings(package: WordPackage, styles: Styles) -> dict[str, Format]:
    """Read document properties, settings, page set-up and styles; those without formatting are left out."""
    core = package.root(next(package.targets("", "core-properties"), None))
    sections = _sections(package)
    found = {
        "文档属性": formats.words(core, formats.PROPERTIES),
        "全文": formats.words(package.related("settings"), formats.SETTINGS),
    }
    for number, section in enumerate(sections, start=1):
        name = f"第{number}节页面" if len(sections) > 1 else "页面"
        found[name] = formats.words(section, formats.SECTION)
    found.update(styles.described(_used(package)))
    return {name: says for name, says in found.items() if says}


def _sections(package: WordPackage) -> list[etree._Element]:
    root = package.root(package.main)
    return [] if root is None else list(root.iter("{*}sectPr"))


def _used(package: WordPackage) -> set[str]:
    """The ids of the styles that parts use."""
    parts = [name for name in package.files if name.endswith(".xml") and not name.endswith("styles.xml")]
    roots = [package.root(name) for name in parts if name.startswith("word/")]
    nodes = (node for root in roots if root is not None for node in root.iter())
    return {attribute(node, "val") or "" for node in nodes if local(node) in _STYLE_USES}
