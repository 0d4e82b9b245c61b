"""The tags that change their cell: `cellbg`, `colspan`, `vm`, `hm`.

docxtpl turns them into properties of the last cell that begins before the tag, and only where that cell has properties.
"""

from __future__ import annotations

import re

from gk_docs.errors import TemplateError
from gk_docs.word.tags import elements, enclosing, find_tags

_TAG = re.compile(r"\{%[-+]?\s*(?:cellbg|colspan|vm|hm)\b")
_XML_TAG = re.compile("<[^>]*>")
_CELL = re.compile(r"<w:tc(?: [^>]*)?>(<w:tcPr/>|<w:tcPr[ >])?")
_PROPERTIES = re.compile(r"<w:tcPr>((?:(?!</?w:tcPr[ >]).)*\{.*?)</w:tcPr>", re.DOTALL)
_PROPERTY = re.compile(r"<w:(\w+)(?:\{\{.*?\}\}|\{%.*?%\}|[^>])*?(?:/>|>.*?</w:\1>)", re.DOTALL)
_ORDER = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark".split()  # noqa: SIM905 - a list of words reads best
)


def with_properties(xml: str, words: str) -> str:
    """A part in which every cell with such a tag has properties, before docxtpl looks for them.

    Raises:
        TemplateError: If such a tag stands outside a cell, or behind a table that its cell holds.
    """
    if not _TAG.search(_XML_TAG.sub("", xml)):
        return xml
    found = elements(xml, words)
    starts = set()
    for tag in find_tags(xml, words):
        if not _TAG.match(tag.text):
            continue
        cell = enclosing(found, tag.start, "tc")
        if cell is None:
            raise TemplateError("这个标签要放在表格的格里", place=str(tag.address), found=tag.text)
        if max(xml.rfind("<w:tc>", 0, tag.start), xml.rfind("<w:tc ", 0, tag.start)) != cell.start:
            mend = "请把它放在这一格的最前面"
            raise TemplateError("这个标签前面有嵌套的表格", place=str(tag.address), found=tag.text, mend=mend)
        starts.add(cell.start)
    for start in sorted(starts, reverse=True):
        begins = _CELL.match(xml, start)
        if begins is not None and begins.group(1) in (None, "<w:tcPr/>"):
            at = begins.start(1) if begins.group(1) else begins.end()
            xml = f"{xml[:at]}<w:tcPr></w:tcPr>{xml[begins.end() :]}"
    return xml


def in_order(xml: str) -> str:
    """Prepared XML in which the properties of a cell that have tags stand each once, in the order of the schema."""
    return _PROPERTIES.sub(_sorted, xml)


def _sorted(match: re.Match[str]) -> str:
    properties = list(_PROPERTY.finditer(match.group(1)))
    if "".join(one.group() for one in properties) != match.group(1) or any(
        one.group(1) not in _ORDER for one in properties
    ):
        return match.group()
    last = {one.group(1): one.group() for one in sorted(properties, key=lambda one: "{" in one.group())}
    return f"<w:tcPr>{''.join(last[name] for name in _ORDER if name in last)}</w:tcPr>"
