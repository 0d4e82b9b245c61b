"""A .docx becomes a `Description`: blocks in order, tables with spans, headers, styles, page set-up.

Named are text, styles and formatting that a reader sees (the tables of `formats`). Described in one line only are
pictures (size and alternative text), text boxes, formulas and fields; the rest is left to the XML golden.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gk_docs.chinese.lists import parse_number
from gk_docs.testing import formats, measures
from gk_docs.testing.description import Block, Description, DocParagraph, DocPiece
from gk_docs.testing.formats import is_on
from gk_docs.testing.inline import Inline
from gk_docs.testing.package import WordPackage, attribute, child, local
from gk_docs.testing.rows import read_table
from gk_docs.testing.styles import Styles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from lxml import etree

    from gk_docs.testing.description import Format

_PLACES = {
    ("header", "default"): "页眉",
    ("header", "first"): "页眉（首页）",
    ("header", "even"): "页眉（偶数页）",
    ("footer", "default"): "页脚",
    ("footer", "first"): "页脚（首页）",
    ("footer", "even"): "页脚（偶数页）",
}
_NOTES = {"footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_LONGEST_HEADING = 40
_PROPERTIES = {
    "title": "题目",
    "subject": "主题",
    "creator": "作者",
    "lastModifiedBy": "最后修改者",
    "keywords": "关键词",
    "description": "备注",
    "category": "类别",
    "language": "语言",
}
_MARGINS = {
    "top": "上",
    "bottom": "下",
    "left": "左",
    "right": "右",
    "header": "页眉距边",
    "footer": "页脚距边",
    "gutter": "装订线",
}
_STARTS = {"nextPage": "下一页", "continuous": "连续", "evenPage": "偶数页", "oddPage": "奇数页"}
_GRIDS = {"lines": "行网格", "linesAndChars": "行和字符网格", "snapToChars": "对齐字符", "default": "无网格"}
_STYLE_USES = frozenset({"pStyle", "rStyle", "tblStyle"})


def describe(source: bytes | str | PathLike[str]) -> Description:
    """What a Word document shows.

    Args:
        source: The bytes of a .docx, or the path of one.

    Raises:
        UnreadableFile: If it is not a Word file.
        OSError: If the file does not exist.
    """
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    package = WordPackage.of(data)
    styles = Styles.of(package.related("styles"))
    texts = dict(_texts(package, styles))
    texts["正文"] = _with_headings(texts["正文"])
    return Description(read_settings(package, styles), texts)


def _texts(package: WordPackage, styles: Styles) -> Iterator[tuple[str, tuple[Block, ...]]]:
    root = package.root(package.main)
    body = child(root, "body")
    yield "正文", _DocBlocks(package, package.main, styles).of(body)
    sections = [] if root is None else list(root.iter("{*}sectPr"))
    for number, section in enumerate(sections, start=1):
        prefix = f"第{number}节" if len(sections) > 1 else ""
        for reference in section:
            place = _PLACES.get((local(reference).removesuffix("Reference"), attribute(reference, "type") or "default"))
            target = package.relations(package.main).get(attribute(reference, "id") or "")
            if place and target:
                yield prefix + place, _DocBlocks(package, target[1], styles).of(package.root(target[1]))
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
        """Paragraphs and tables below `parent`, content controls and insertions opened."""
        return tuple(self._walk(parent))

    def notes(self, root: etree._Element | None) -> tuple[Block, ...]:
        """Blocks of all notes, the separators that Word draws left out."""
        wanted = [note for note in (() if root is None else root) if attribute(note, "type") not in _SEPARATORS]
        return tuple(block for note in wanted for block in self._walk(note))

    def _walk(self, parent: etree._Element | None) -> Iterator[Block]:
        for node in () if parent is None else parent:
            name = local(node)
            if name == "p":
                yield self._paragraph(node)
            elif name == "tbl":
                yield read_table(node, self.of, self.styles)
            elif name in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
                yield from self._walk(node)

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
    """The body; in one without heading styles, short lines that begin with 一、 or （一） are headings."""
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
    """Formatting by what it belongs to; what says nothing is left out."""
    root = package.root(package.main)
    sections = [] if root is None else list(root.iter("{*}sectPr"))
    found = {"文档属性": dict(_properties(package)), "全文": dict(_whole(package.related("settings")))}
    for number, section in enumerate(sections, start=1):
        found[f"第{number}节页面" if len(sections) > 1 else "页面"] = dict(_page(section))
    found.update((name, dict(says)) for name, says in styles.described(_used(package)))
    return {name: says for name, says in found.items() if says}


def _properties(package: WordPackage) -> Iterator[tuple[str, str]]:
    for part in package.targets("", "core-properties"):
        root = package.root(part)
        for node in () if root is None else root:
            if local(node) in _PROPERTIES and node.text:
                yield _PROPERTIES[local(node)], node.text


def _whole(settings: etree._Element | None) -> Iterator[tuple[str, str]]:
    for name, word in (("evenAndOddHeaders", "奇偶页不同"), ("mirrorMargins", "对称页边距")):
        node = child(settings, name)
        if node is not None and is_on(node):
            yield word, "是"


def _page(section: etree._Element) -> Iterator[tuple[str, str]]:
    size, margins, grid = (child(section, name) for name in ("pgSz", "pgMar", "docGrid"))
    if size is not None:
        yield "纸张", f"{measures.millimetres(attribute(size, 'w'))} × {measures.millimetres(attribute(size, 'h'))}"
    for name, word in _MARGINS.items():
        length = attribute(margins, name)
        if length is not None and (name != "gutter" or length != "0"):
            yield word if len(word) > 1 else f"{word}边距", measures.millimetres(length)
    if grid is not None:
        kind = attribute(grid, "type") or "default"
        yield "网格", f"{_GRIDS.get(kind, kind)}，行距 {measures.points(attribute(grid, 'linePitch'))}"
        if attribute(grid, "charSpace"):
            yield "网格字距", str(attribute(grid, "charSpace"))
    yield from _page_rest(section)


def _page_rest(section: etree._Element) -> Iterator[tuple[str, str]]:
    columns, numbers, start, title = (child(section, name) for name in ("cols", "pgNumType", "type", "titlePg"))
    if (attribute(columns, "num") or "1") != "1":
        yield "分栏", f"{attribute(columns, 'num')} 栏"
    if numbers is not None:
        yield (
            "页码",
            "，".join(f"{name} {attribute(numbers, name)}" for name in ("fmt", "start") if attribute(numbers, name)),
        )
    if start is not None:
        kind = attribute(start, "val") or "nextPage"
        yield "分节起始", _STARTS.get(kind, kind)
    if title is not None and is_on(title):
        yield "首页不同", "是"


def _used(package: WordPackage) -> set[str]:
    """Ids of the styles that any part asks for."""
    parts = [name for name in package.files if name.endswith(".xml") and not name.endswith("styles.xml")]
    roots = [package.root(name) for name in parts if name.startswith("word/")]
    nodes = (node for root in roots if root is not None for node in root.iter())
    return {attribute(node, "val") or "" for node in nodes if local(node) in _STYLE_USES}
