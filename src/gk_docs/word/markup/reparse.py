"""Parse rendered XML: find the level of a fragment, refuse damaged or misplaced content, run docxtpl's last steps."""

from __future__ import annotations

from functools import cache
from typing import Any

from lxml import etree

from gk_docs.errors import TemplateError
from gk_docs.word.markup.finish import DECLARATION
from gk_docs.word.markup.grids import fitted
from gk_docs.word.markup.places import HOLDS, LEVELS, TRANSPARENT
from gk_docs.word.markup.tags import W

_LAYOUT = str.maketrans("\a\f", "  ")  # docxtpl's marks, which are illegal in XML
_STRICT = etree.XMLParser(resolve_entities=False, no_network=True)


def level_of(xml: str, opening: str) -> tuple[str | None, bool]:
    """Return the level of a fragment of XML, and whether it is well-formed; `opening` declares its prefixes.

    The level is one of `places`, "text" also for XML that closes a run's text and opens another (`</w:t>…<w:t>`). It is
    "" for XML that may stand between any elements, "mixed" for elements of several levels, None if it is unknown.
    """
    root = _parsed(f"{opening}{xml}</x>")
    if root is None:
        in_text = _parsed(
            f"{opening}<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{xml}</w:t></w:r></w:p></w:tc></w:tr></w:tbl></x>"
        )
        return None if in_text is None else "text", False
    texts = [root.text, *(child.tail for child in root)]
    names = [_name(child) for child in root.iterchildren(tag=etree.Element)]
    levels = {LEVELS[name] for name in names if name in LEVELS}
    if any(text and not text.isspace() for text in texts):
        return "mixed" if names else "text", True
    return "mixed" if len(levels) > 1 else next(iter(levels), ""), True


def _parsed(xml: str) -> etree._Element | None:
    try:
        return etree.fromstring(xml.translate(_LAYOUT), _STRICT)
    except etree.XMLSyntaxError:
        return None


def _name(element: etree._Element) -> str:
    return str(element.tag).replace(W, "w:")


def through_docxtpl(head: str, xml: str, tail: str) -> bytes:
    """Let docxtpl lay out line breaks, fit the tables, and return the part; it must be well-formed.

    Raises:
        TemplateError: If the XML is damaged, which docxtpl would hide by dropping text, or has misplaced content.
    """
    xml = _docxtpl().resolve_listing(xml)
    _refuse_misplaced(_whole(head + xml + tail))
    return f"{DECLARATION}{head}{fitted(xml)}{tail}".encode()


@cache
def _docxtpl() -> Any:
    """An empty `DocxTemplate`, for those of its methods that need no document and keep no state."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - heavy

    return DocxTemplate("")


def _whole(xml: str) -> Any:
    try:
        return etree.fromstring(xml, _STRICT)
    except etree.XMLSyntaxError as error:
        raise TemplateError(
            "填写后的文档结构不完整（换段、换页符放在了超链接或内容控件里，或填入的 XML 片段不完整）",
            found=str(error),
        ) from error


def _refuse_misplaced(tree: Any) -> None:
    for element in tree.iter(*_TAGS):
        around = element.getparent()
        while around is not None and _name(around) in TRANSPARENT:
            around = around.getparent()
        holds = None if around is None else HOLDS.get(_name(around))
        if holds not in (None, LEVELS[_name(element)]) or (len(element) and element.tag == _TEXT):
            raise TemplateError(
                "填写后的文档里有放错地方的内容，会看不见",
                found="".join(element.itertext(with_tail=False))[:40],
                mend="请核对跨段、跨格的标签",
            )


_TEXT = f"{W}t"
_TAGS = tuple(name.replace("w:", W) for name in LEVELS)
