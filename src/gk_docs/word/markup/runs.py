"""Write runs of text as XML, their look in the order that the schema requires, and links around them."""

from __future__ import annotations

from html import escape
from typing import TypedDict

from gk_docs import regex as re
from gk_docs.chinese.text import with_line_feeds
from gk_docs.word.markup.instructions import LINK
from gk_docs.word.markup.layout import in_run

_UNDERLINES = ("single", "double", "thick", "dotted", "dash", "dotDash", "dotDotDash", "wave")
_SIZES = range(2, 3277)  # in half points: Word takes 1 to 1638 points
_TYPES: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("style", "font", "color", "highlight", "lang"), (str,)),
    "size": (int,),
    "underline": (bool, str),
}
"""The types of the looks that are not simply on or off."""
COLOUR = re.compile("#?[0-9A-Fa-f]{6}|auto")
_A_COLOUR = COLOUR, "six hexadecimal digits or 'auto'"
_VALUES = {
    "color": _A_COLOUR, "highlight": _A_COLOUR,
    "underline": (re.compile("|".join(_UNDERLINES)), f"True, False or one of {', '.join(_UNDERLINES)}"),
    "font": (re.compile("(?:(?:ascii|hAnsi|cs|eastAsia):)?[^:]+"), "a face, or such as eastAsia: and a face"),
    "lang": (re.compile("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*"), "a language such as zh-CN"),
}  # fmt: skip


class RunLook(TypedDict, total=False):
    """How a run looks, in docxtpl's names; whatever is left out is as the paragraph has it.

    Attributes:
        style: Id or name of a character style of the template.
        font: Name of a font; for one script only, `eastAsia:仿宋`.
        bold: Whether it is bold.
        italic: Whether it is italic.
        strike: Whether it is struck through.
        color: Colour of the text as six hexadecimal digits, with or without #, or `auto`.
        size: Size in half points, 2 to 3276.
        underline: Whether it is underlined, or the kind of line: `single`, `double`, `thick`, `dotted`, `dash`,
            `dotDash`, `dotDotDash`, `wave`.
        highlight: Background, as `color`.
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
    """Write one run; line breaks and tabs in the text become Word's.

    >>> run_xml("甲 & 乙", {"color": "#FF0000", "bold": True})
    '<w:r><w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr><w:t xml:space="preserve">甲 &amp; 乙</w:t></w:r>'
    """
    words = in_run(with_line_feeds(escape(text)))
    properties = "".join(_properties(look)) if look else ""
    around = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{around}<w:t xml:space="preserve">{words}</w:t></w:r>'


def refuse_look(look: RunLook) -> None:
    """Raise for an unknown look, or a value that Word does not take; None and empty text count as left out.

    Raises:
        TypeError: If a name is not one of `RunLook`, or a value has another type.
        ValueError: If Word does not take a value.
    """
    for name, value in look.items():
        if name not in RunLook.__annotations__:
            raise TypeError(f"text has no look {name!r}; there are {sorted(RunLook.__annotations__)}")
        types = _TYPES.get(name, (bool,))
        if value is None or value == "":
            continue
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            words = " or ".join(one.__name__ for one in types)
            raise TypeError(f"the look {name!r} takes {words}, not {type(value).__name__}")
        if name == "size" and value not in _SIZES:
            raise ValueError(f"the look 'size' takes {_SIZES[0]} to {_SIZES[-1]} half points, not {value}")
        form, meant = _VALUES.get(name, (None, ""))
        if form is not None and isinstance(value, str) and not form.fullmatch(value):
            raise ValueError(f"the look {name!r} takes {meant}, not {value!r}")


def refuse_fill(name: str, value: object) -> None:
    """Raise for a background that Word does not take; None and empty text are none.

    Raises:
        TypeError: If the value is no text.
        ValueError: If it is no colour.
    """
    if not isinstance(value, str | None):
        raise TypeError(f"{name} takes text, not {type(value).__name__}")
    if value and not COLOUR.fullmatch(value):
        raise ValueError(f"{name} takes {_A_COLOUR[1]}, not {value!r}")


def link_xml(url: str, runs: str, tip: str = "") -> str:
    """Write runs as a link; its relation is made when the part is rendered. `tip` shows when the pointer is over it."""
    shown = f' w:tooltip="{escape(tip)}"' if tip else ""
    return f'<w:hyperlink r:id="{LINK}{escape(url)}" w:tgtFrame="_blank"{shown}>{runs}</w:hyperlink>'


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
