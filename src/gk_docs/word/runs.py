"""Runs of text as XML: their look in the order that the schema wants, and links around them."""

from __future__ import annotations

from html import escape
from typing import TypedDict

from gk_docs.word.instructions import LINK

_LINES = {
    "\r\n": "\n", "\r": "\n", "\n": '</w:t><w:br/><w:t xml:space="preserve">',
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
}  # fmt: skip
_UNDERLINES = frozenset({"single", "double", "thick", "dotted", "dash", "dotDash", "dotDotDash", "wave"})


class RunLook(TypedDict, total=False):
    """How a run looks, in docxtpl's words; what is not named is as the paragraph has it.

    Attributes:
        style: Id of a character style of the template.
        font: Name of a face, for one script only after its name and a colon (`eastAsia:仿宋`).
        bold: Whether it is bold.
        italic: Whether it is italic.
        strike: Whether it is struck through.
        color: Colour of the text as six hexadecimal digits, with or without #.
        size: Size in half points.
        underline: Whether it is underlined, or the kind of line (`double`, `wave`, …).
        highlight: Background as six hexadecimal digits.
        superscript: Whether it is raised.
        subscript: Whether it is lowered.
        rtl: Whether it is written from right to left.
        lang: Its language (`zh-CN`).
    """

    style: str | None
    font: str | None
    bold: bool
    italic: bool
    strike: bool
    color: str | None
    size: int | None
    underline: bool | str
    highlight: str | None
    superscript: bool
    subscript: bool
    rtl: bool
    lang: str | None


def run_xml(text: str, look: RunLook | None = None) -> str:
    """One run; line breaks and tabs in the text are Word's.

    >>> run_xml("甲 & 乙", {"color": "#FF0000", "bold": True})
    '<w:r><w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr><w:t xml:space="preserve">甲 &amp; 乙</w:t></w:r>'
    """
    words = escape(text)
    for written, meant in _LINES.items():
        words = words.replace(written, meant)
    properties = "".join(_properties(look)) if look else ""
    around = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{around}<w:t xml:space="preserve">{words}</w:t></w:r>'


def link_xml(url: str, runs: str) -> str:
    """Runs that lead to an address; the relation is made when the part is rendered."""
    return f'<w:hyperlink r:id="{LINK}{escape(url)}" w:tgtFrame="_blank">{runs}</w:hyperlink>'


def _properties(look: RunLook) -> list[str]:
    rtl, size = look.get("rtl"), look.get("size")
    line = look.get("underline")
    fill, color = ((given or "").removeprefix("#") for given in (look.get("highlight"), look.get("color")))
    raised = "superscript" if look.get("superscript") else "subscript" if look.get("subscript") else ""
    found = [
        _valued("rStyle", look.get("style")),
        _fonts(look.get("font") or ""),
        "<w:b/>" + "<w:bCs/>" * bool(rtl) if look.get("bold") else "",
        "<w:i/>" + "<w:iCs/>" * bool(rtl) if look.get("italic") else "",
        "<w:strike/>" if look.get("strike") else "",
        _valued("color", color),
        _valued("sz", size) + _valued("szCs", size),
        _valued("u", line if line in _UNDERLINES else "single") if line else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{escape(fill)}"/>' if fill else "",
        _valued("vertAlign", raised),
        "<w:rtl/>" if rtl else "",
        _valued("lang", look.get("lang")),
    ]
    return [xml for xml in found if xml]


def _valued(name: str, value: object) -> str:
    return f'<w:{name} w:val="{escape(str(value))}"/>' if value else ""


def _fonts(font: str) -> str:
    script, _, face = font.rpartition(":")
    names = dict.fromkeys(("ascii", "hAnsi", "cs", *([script] if script else [])))
    return "<w:rFonts {}/>".format(" ".join(f'w:{name}="{escape(face)}"' for name in names)) if face else ""
