"""From rendered text to the bytes of a part: at once where that is safe, else through docxtpl's own last steps."""

from __future__ import annotations

import itertools
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from lxml import etree

from gk_docs.errors import InvalidReport, TemplateError

if TYPE_CHECKING:
    from gk_docs.word.prepare import Kind

DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
FIRST_DRAWING = 1001
MAX_TEXT = 10_000_000
MAX_PROPERTY = 255
_DRAWING = re.compile(r'(<wp:docPr\b[^>]*?\sid=")[^"]*')
_LONG_PROPERTY = re.compile(f">[^<]{{{MAX_PROPERTY + 1}}}")
_EMPTY_TABLE = re.compile(r"</w:tblGrid>\s*</w:tbl>")


def renumbered(xml: str) -> str:
    """Drawings numbered from 1001 on, as docxtpl does."""
    numbers = itertools.count(FIRST_DRAWING)
    return _DRAWING.sub(lambda match: f"{match.group(1)}{next(numbers)}", xml)


def has_empty_table(xml: str) -> bool:
    """Whether a table was left without rows."""
    return _EMPTY_TABLE.search(xml) is not None


def through_docxtpl(head: str, xml: str, tail: str, kind: Kind) -> bytes:
    """Let docxtpl lay out line breaks and repair tables; only whole XML is accepted.

    Raises:
        TemplateError: If the rendered XML is damaged, which docxtpl would hide by dropping text.
    """
    docxtpl = _docxtpl()
    xml = docxtpl.resolve_listing(xml)
    _refuse_damaged(head + xml + tail)
    if kind == "footnotes":
        return (DECLARATION + head + xml + tail).encode()
    if kind == "body":
        tree = docxtpl.fix_tables(head + xml + tail)
        _number(tree)
    else:
        from docx.opc.oxml import parse_xml  # noqa: PLC0415 - heavy

        tree = parse_xml(head + xml + tail)
    data: bytes = etree.tostring(tree, encoding="UTF-8", standalone=True)
    return data


def _number(tree: Any) -> None:
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    for number, element in enumerate(tree.iter(drawing), FIRST_DRAWING):
        element.set("id", str(number))


@cache
def _docxtpl() -> Any:
    """Docxtpl's steps that need no document; they keep nothing between calls."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - heavy

    return DocxTemplate("")


def _refuse_damaged(xml: str) -> None:
    try:
        etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise TemplateError(
            "填写后的文档结构不完整（换段、换页符放在了超链接或内容控件里，或填入的 XML 片段不完整）",
            found=str(error),
        ) from error


def refuse_long_property(xml: str) -> None:
    """Raise `InvalidReport` if a document property is longer than Word accepts."""
    if _LONG_PROPERTY.search(xml) is None:
        return
    for element in etree.fromstring(xml, etree.XMLParser(resolve_entities=False)).iter():
        if len(element.text or "") > MAX_PROPERTY:
            raise InvalidReport(f"文档属性不能超过 {MAX_PROPERTY} 个字", place="文档属性", found=element.text)
