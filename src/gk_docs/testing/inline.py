"""Read the text of a paragraph, cut where its direct formatting changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from gk_docs.testing import formats, measures
from gk_docs.testing.description import DocPiece, Format
from gk_docs.testing.package import attribute, child, local

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree


_MARKS = {
    "tab": "\t",
    "ptab": "\t",
    "cr": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "",
    "footnoteReference": "[脚注]",
    "endnoteReference": "[尾注]",
    "commentReference": "[批注]",
}
_BREAKS = {"page": "[分页]", "column": "[分栏]"}
_TEXTS = frozenset({"t", "delText"})
_REVISIONS = {"ins": "插入", "del": "删除", "moveFrom": "移走", "moveTo": "移来"}
# Word computes these fields anew whenever it lays out the page, so their result in the file means nothing.
_VOLATILE = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "DATE", "TIME", "SAVEDATE", "PRINTDATE", "EDITTIME"})


@dataclass
class Inline:
    """Reads paragraphs of one part; `styles` has names by id, `links` the kind and target of relations by id."""

    styles: Mapping[str, str]
    links: Mapping[str, tuple[str, str]]
    _fields: list[str] = field(default_factory=list)

    def pieces(self, paragraph: etree._Element) -> tuple[DocPiece, ...]:
        """Return the text in stretches of equal formatting, however Word cut it into runs."""
        self._fields = []
        found = [piece for piece in self._walk(paragraph, {}) if piece.text]
        same = groupby(found, key=lambda piece: piece.format)
        return tuple(DocPiece("".join(piece.text for piece in group), shared) for shared, group in same)

    def _walk(self, node: etree._Element, outer: Format) -> Iterator[DocPiece]:
        for inner in node:
            name = local(inner)
            if name == "r":
                yield from self._run(inner, outer)
            elif name == "fldSimple":
                yield from self._simple_field(inner, outer)
            elif name in ("oMath", "oMathPara"):
                yield DocPiece(f"[公式：{_all_text(inner)}]", outer)
            elif name not in ("pPr", "sdtPr", "sdtEndPr", "rPr"):
                yield from self._walk(inner, {**outer, **self._around(inner, name)})

    def _around(self, node: etree._Element, name: str) -> Format:
        if name in _REVISIONS:
            return {"修订": _REVISIONS[name]}
        if name == "hyperlink":
            relation = self.links.get(attribute(node, "id") or "", ("", ""))
            return {"链接": relation[1] or f"#{attribute(node, 'anchor') or ''}"}
        return {}

    def _simple_field(self, node: etree._Element, outer: Format) -> Iterator[DocPiece]:
        code = (attribute(node, "instr") or "").strip()
        yield DocPiece(f"[{code}]", outer)
        if not _is_volatile(code):
            yield from self._walk(node, outer)

    def _run(self, run: etree._Element, outer: Format) -> Iterator[DocPiece]:
        looks = {**outer, **self.run_format(child(run, "rPr"))}
        for node in run:
            name = local(node)
            if name == "fldChar":
                yield DocPiece(self._field_mark(attribute(node, "fldCharType") or ""), looks)
            elif name == "instrText" and self._fields:
                self._fields[-1] += node.text or ""
            elif not self._fields or not _is_volatile(self._fields[-1]):
                yield DocPiece(_text(node, name), looks)

    def _field_mark(self, kind: str) -> str:
        """Return the text for a mark of a field: the field's code in brackets where the code ends, else ""."""
        if kind == "begin":
            self._fields.append("")
        elif kind == "separate" and self._fields:
            code = self._fields[-1].strip()
            self._fields[-1] = f"{code}\0"
            return f"[{code}]"
        elif kind == "end" and self._fields:
            code = self._fields.pop()
            return "" if code.endswith("\0") else f"[{code.strip()}]"
        return ""

    def run_format(self, properties: etree._Element | None) -> Format:
        """Return the character style and direct formatting of a run."""
        style = attribute(child(properties, "rStyle"), "val")
        named = {"字符样式": self.styles.get(style, style)} if style else {}
        return {**named, **formats.words(properties, formats.RUN)}


def _text(node: etree._Element, name: str) -> str:
    """Return the text that one child of a run shows."""
    if name in _TEXTS:
        return node.text or ""
    shown = _SHOWN.get(name)
    return shown(node) if shown else _MARKS.get(name, "")


def _break(node: etree._Element) -> str:
    return _BREAKS.get(attribute(node, "type") or "", "\n")


def _symbol(node: etree._Element) -> str:
    return f"[符号 {attribute(node, 'font')} {attribute(node, 'char')}]"


def _choice(node: etree._Element) -> str:
    """Return the text of the first alternative; the fall-back has the same for older programs."""
    return "".join(_text(inner, local(inner)) for inner in child(node, "Choice") or ())


def _ruby(node: etree._Element) -> str:
    return f"{_all_text(child(node, 'rubyBase'))}[注音 {_all_text(child(node, 'rt'))}]"


def _picture(node: etree._Element) -> str:
    lines = [line for line in node.iter("{*}p") if _is_in_text_box(line)]
    if lines:
        return f"[文本框：{'／'.join(map(_all_text, lines))}]"
    extent = next(node.iter("{*}extent"), None)
    said = attribute(next(node.iter("{*}docPr"), None), "descr")
    width, height = (measures.emu_millimetres(attribute(extent, side)) for side in ("cx", "cy"))
    return f"[图片 {width}×{height} 毫米{f'：{said}' if said else ''}]"


def _is_in_text_box(line: etree._Element) -> bool:
    parent = line.getparent()
    return parent is not None and local(parent) == "txbxContent"


_SHOWN = {
    "br": _break,
    "sym": _symbol,
    "AlternateContent": _choice,
    "drawing": _picture,
    "pict": _picture,
    "object": _picture,
    "ruby": _ruby,
}


def _is_volatile(code: str) -> bool:
    return code.removesuffix("\0").strip().partition(" ")[0].upper() in _VOLATILE


def _all_text(node: etree._Element | None) -> str:
    return "" if node is None else "".join(text.text or "" for text in node.iter("{*}t"))
