"""Write formatting in Chinese words, for every property of WordprocessingML that a reader of the page can see.

The tables at the end list these properties. All others (kerning, languages, numbers for other programs) are compared as
XML.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gk_docs.testing import measures
from gk_docs.testing.package import attribute, local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lxml import etree

    from gk_docs.testing.description import Format

    Wording = Callable[[etree._Element], Iterator[tuple[str, str]]]  # noqa: SLF001 - lxml names no public type

_OFF = frozenset({"0", "false", "off"})
_ALIGNMENTS = {
    "left": "左",
    "start": "左",
    "right": "右",
    "end": "右",
    "center": "居中",
    "both": "两端",
    "distribute": "分散",
    "top": "靠上",
    "bottom": "靠下",
}
_SIDES = {"top": "上", "bottom": "下", "left": "左", "start": "左", "right": "右", "end": "右"}
_INSIDE = {"insideH": "内横", "insideV": "内竖", "between": "段间", "tl2br": "斜线", "tr2bl": "反斜线"}
_WIDTHS = {"auto": "自动", "nil": "无"}
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


def words(properties: etree._Element | None, table: Mapping[str, Wording]) -> Format:
    """Return the formatting of a property element's children that are in `table`; empty if the element is None."""
    found: dict[str, str] = {}
    for node in () if properties is None else properties:
        wording = table.get(local(node))
        if wording is not None:
            found.update(_said(wording, node))
    return found


def _said(wording: Wording, node: etree._Element) -> Format:
    """Return the formatting of one element; a value that is not a valid measure is shown as it is."""
    try:
        return dict(wording(node))
    except ValueError:
        return {local(node): "、".join(map(str, node.attrib.values()))}


def is_on(node: etree._Element) -> bool:
    """Whether an on-off property is on: it is, unless its value is 0, false or off."""
    return (attribute(node, "val") or "1") not in _OFF


def _toggle(word: str) -> Wording:
    return lambda node: iter([(word, "是" if is_on(node) else "否")])


def _value(word: str, say: Callable[[str], str] = str) -> Wording:
    return lambda node: iter([(word, say(attribute(node, "val") or ""))])


def _alignment(word: str) -> Wording:
    return _value(word, lambda value: _ALIGNMENTS.get(value, value))


def _fonts(node: etree._Element) -> Iterator[tuple[str, str]]:
    for word, names in (("中文字体", ("eastAsia", "eastAsiaTheme")), ("西文字体", ("ascii", "asciiTheme"))):
        font = next((found for found in (attribute(node, name) for name in names) if found), None)
        if font:
            yield word, font


def _shading(word: str, node: etree._Element) -> Iterator[tuple[str, str]]:
    fill, pattern = attribute(node, "fill") or "auto", attribute(node, "val") or "clear"
    yield word, fill if pattern == "clear" else f"{fill} {pattern}"


def _borders(word: str, node: etree._Element) -> Iterator[tuple[str, str]]:
    sides: dict[str, str] = {}
    for side in node:
        name = _SIDES.get(local(side)) or _INSIDE.get(local(side), local(side))
        looks = _line(side)
        sides[looks] = sides.get(looks, "") + name
    yield word, "；".join(f"{names} {looks}" for looks, names in sides.items())


def _line(side: etree._Element) -> str:
    return measures.line(attribute(side, "val"), attribute(side, "sz"), attribute(side, "color"))


def _margins(node: etree._Element) -> Iterator[tuple[str, str]]:
    sides = (f"{_SIDES.get(local(side), local(side))} {measures.points(attribute(side, 'w'))}" for side in node)
    yield "单元格边距", "，".join(sides)


def _indents(node: etree._Element) -> Iterator[tuple[str, str]]:
    words = {"首行缩进": "firstLine", "悬挂缩进": "hanging", "左缩进": "left start", "右缩进": "right end"}
    for word, names in words.items():
        for name in names.split():
            yield from _size(word, attribute(node, f"{name}Chars"), "字符", attribute(node, name))


def _size(word: str, hundredths: str | None, unit: str, twips: str | None) -> Iterator[tuple[str, str]]:
    """A size that Word takes in characters or lines, if it is given so, else in twips."""
    if hundredths:
        yield word, measures.hundredths(hundredths, unit)
    elif twips:
        yield word, measures.points(twips)


def _spacing(node: etree._Element) -> Iterator[tuple[str, str]]:
    for word, name in (("段前", "before"), ("段后", "after")):
        yield from _size(word, attribute(node, f"{name}Lines"), "行", attribute(node, name))
    line, rule = attribute(node, "line"), attribute(node, "lineRule") or "auto"
    if line and rule == "auto":
        yield "行距", f"{measures.plain(float(line) / 240)} 倍"
    elif line:
        yield "行距", ("固定值 " if rule == "exact" else "最小值 ") + measures.points(line)


def _numbering(node: etree._Element) -> Iterator[tuple[str, str]]:
    parts = {local(part): attribute(part, "val") or "" for part in node}
    yield "编号", f"列表 {parts.get('numId', '')} 第 {int(parts.get('ilvl') or 0) + 1} 级"


def _width(word: str, node: etree._Element) -> Iterator[tuple[str, str]]:
    kind, width = attribute(node, "type") or "dxa", attribute(node, "w") or "0"
    if kind == "pct":
        yield word, width if width.endswith("%") else f"{measures.plain(float(width) / 50)}%"
    else:
        yield word, _WIDTHS.get(kind) or measures.millimetres(width)


def _height(node: etree._Element) -> Iterator[tuple[str, str]]:
    rule = "固定值 " if attribute(node, "hRule") == "exact" else "最小值 "
    yield "行高", rule + measures.points(attribute(node, "val"))


def _tabs(node: etree._Element) -> Iterator[tuple[str, str]]:
    stops = (f"{measures.points(attribute(tab, 'pos'))} {attribute(tab, 'val') or ''}" for tab in node)
    yield "制表位", "，".join(stops)


def _layout(node: etree._Element) -> Iterator[tuple[str, str]]:
    yield "列宽方式", "固定" if attribute(node, "type") == "fixed" else "自动"


def _paper(node: etree._Element) -> Iterator[tuple[str, str]]:
    yield "纸张", " × ".join(measures.millimetres(attribute(node, side)) for side in ("w", "h"))


def _page_margins(node: etree._Element) -> Iterator[tuple[str, str]]:
    for name, word in _MARGINS.items():
        length = attribute(node, name)
        if length is not None and (name != "gutter" or length != "0"):
            yield word if len(word) > 1 else f"{word}边距", measures.millimetres(length)


def _grid(node: etree._Element) -> Iterator[tuple[str, str]]:
    kind, spacing = attribute(node, "type") or "default", attribute(node, "charSpace")
    yield "网格", f"{_GRIDS.get(kind, kind)}，行距 {measures.points(attribute(node, 'linePitch'))}"
    if spacing:
        yield "网格字距", spacing


def _columns(node: etree._Element) -> Iterator[tuple[str, str]]:
    if (count := attribute(node, "num") or "1") != "1":
        yield "分栏", f"{count} 栏"


def _page_numbers(node: etree._Element) -> Iterator[tuple[str, str]]:
    yield "页码", "，".join(f"{name} {attribute(node, name)}" for name in ("fmt", "start") if attribute(node, name))


def _where_on(word: str) -> Wording:
    return lambda node: iter([(word, "是")] if is_on(node) else [])


def _text(word: str) -> Wording:
    return lambda node: iter([(word, node.text)] if node.text else [])


RUN: Mapping[str, Wording] = {
    "rFonts": _fonts,
    "sz": _value("字号", measures.size),
    "b": _toggle("加粗"),
    "i": _toggle("倾斜"),
    "strike": _toggle("删除线"),
    "dstrike": _toggle("双删除线"),
    "vanish": _toggle("隐藏"),
    "caps": _toggle("全部大写"),
    "smallCaps": _toggle("小型大写"),
    "u": _value("下划线", lambda value: "单线" if value == "single" else "无" if value == "none" else value),
    "color": _value("颜色"),
    "highlight": _value("突出显示"),
    "shd": partial(_shading, "文字底纹"),
    "bdr": lambda node: iter([("文字边框", _line(node))]),
    "vertAlign": _value("上下标", lambda value: {"superscript": "上标", "subscript": "下标"}.get(value, value)),
    "spacing": _value("字距", measures.points),
    "w": _value("字宽", lambda value: f"{value.removesuffix('%')}%"),
    "position": _value("升降", lambda value: f"{measures.plain(float(value) / 2)} 磅"),
    "em": _value("着重号"),
}
PARAGRAPH: Mapping[str, Wording] = {
    "jc": _alignment("对齐"),
    "ind": _indents,
    "spacing": _spacing,
    "keepNext": _toggle("与下段同页"),
    "keepLines": _toggle("段中不分页"),
    "pageBreakBefore": _toggle("段前分页"),
    "widowControl": _toggle("孤行控制"),
    "snapToGrid": _toggle("对齐到网格"),
    "contextualSpacing": _toggle("同样式段间不加间距"),
    "outlineLvl": _value("大纲级别", lambda value: "正文" if value == "9" else f"{int(value) + 1} 级"),
    "numPr": _numbering,
    "pBdr": partial(_borders, "段落边框"),
    "shd": partial(_shading, "段落底纹"),
    "tabs": _tabs,
    "textDirection": _value("文字方向"),
}
CELL: Mapping[str, Wording] = {
    "tcW": partial(_width, "宽"),
    "shd": partial(_shading, "底纹"),
    "tcBorders": partial(_borders, "边框"),
    "vAlign": _alignment("垂直对齐"),
    "textDirection": _value("单元格文字方向"),
    "tcMar": _margins,
    "noWrap": _toggle("不换行"),
}
ROW: Mapping[str, Wording] = {
    "trHeight": _height,
    "cantSplit": _toggle("不跨页断行"),
    "tblHeader": _toggle("标题行重复"),
    "jc": _alignment("行对齐"),
}
TABLE: Mapping[str, Wording] = {
    "tblW": partial(_width, "表宽"),
    "tblInd": partial(_width, "表缩进"),
    "jc": _alignment("表对齐"),
    "tblBorders": partial(_borders, "表边框"),
    "shd": partial(_shading, "表底纹"),
    "tblLayout": _layout,
    "tblCellMar": _margins,
    "tblCaption": _value("表题"),
    "tblDescription": _value("表说明"),
}
SECTION: Mapping[str, Wording] = {
    "pgSz": _paper,
    "pgMar": _page_margins,
    "docGrid": _grid,
    "cols": _columns,
    "pgNumType": _page_numbers,
    "type": _value("分节起始", lambda kind: _STARTS.get(kind or "nextPage", kind)),
    "titlePg": _where_on("首页不同"),
}
SETTINGS: Mapping[str, Wording] = {
    "evenAndOddHeaders": _where_on("奇偶页不同"),
    "mirrorMargins": _where_on("对称页边距"),
}
PROPERTIES: Mapping[str, Wording] = {name: _text(word) for name, word in _PROPERTIES.items()}
