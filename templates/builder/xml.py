"""WordprocessingML as text: one function for an element."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def w(name: str, /, *children: str, **attributes: object) -> str:
    """An element of the `w` namespace; its attributes are of that namespace too.

    >>> w("jc", val="center")
    '<w:jc w:val="center"/>'
    """
    opening = "".join([f"w:{name}", *(f" w:{key}={quoteattr(str(value))}" for key, value in attributes.items())])
    return f"<{opening}>{''.join(children)}</w:{name}>" if children else f"<{opening}/>"


def part(name: str, *children: str) -> str:
    """A whole part of the package whose root is an element of the `w` namespace."""
    content = "".join(children)
    return f'{DECLARATION}<w:{name} xmlns:w="{MAIN}" xmlns:r="{RELATIONSHIPS}">{content}</w:{name}>'


def run(text: str, *properties: str, style: str | None = None, hinted: bool = True) -> str:
    """A run. Chinese quotation marks and dashes in it take the East Asian face, where it is hinted."""
    named = w("rStyle", val=style) if style else ""
    hint = w("rFonts", hint="eastAsia") if hinted else ""
    look = "".join((named, hint, *properties))
    return w("r", w("rPr", look) if look else "", f'<w:t xml:space="preserve">{escape(text)}</w:t>')


def paragraph(style: str, *runs: str, properties: str = "") -> str:
    """A paragraph of a style; `properties` are those of its own, in the order of the schema."""
    return w("p", w("pPr", w("pStyle", val=style), properties), *runs)
