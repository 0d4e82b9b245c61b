"""What holds for a whole document: its properties, page set-up and styles, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.testing import measures
from gk_docs.testing.formats import is_on
from gk_docs.testing.package import WordPackage, attribute, child, local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from gk_docs.testing.description import Format
    from gk_docs.testing.styles import Styles

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
