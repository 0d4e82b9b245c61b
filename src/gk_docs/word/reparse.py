"""What needs a parser after a render: whole XML told from damaged, and docxtpl's own last steps."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from lxml import etree

from gk_docs.errors import TemplateError
from gk_docs.word.finish import DECLARATION, FIRST_DRAWING

if TYPE_CHECKING:
    from gk_docs.word.plan import Kind

_STRICT = etree.XMLParser(resolve_entities=False, no_network=True)


def is_whole(xml: str, opening: str) -> bool:
    """Whether a fragment is whole XML inside an element that `opening` begins."""
    try:
        etree.fromstring(f"{opening}{xml}</x>", _STRICT)
    except etree.XMLSyntaxError:
        return False
    return True


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
