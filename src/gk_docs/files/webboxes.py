"""Tell what a web page shows in boxes to fill in, drawings, pictures and embedded files, which are not read as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

SKIPPED: Final = {
    "script", "style", "noscript", "template", "head", "select", "button", "input", "textarea", "iframe", "object",
    "svg", "math", "nav", "audio", "video", "map", "embed", "rp", "rt", "canvas", "datalist", "meter", "progress",
}  # fmt: skip
"""Tags of elements whose text a page does not show, or shows in a box, a drawing or a program of its own."""

_EMBEDDED: Final = {"iframe": "src", "object": "data", "embed": "src"}
_DRAWN: Final = {"svg", "math", "textarea"}
_SHOWN: Final = {*_EMBEDDED, *_DRAWN, "img"}
_POINTS: Final = ("0", "1", "0px", "1px")
"""Sizes of pictures that nobody sees."""

_NO_VALUE: Final = ("hidden", "submit", "button", "reset", "image", "checkbox", "radio", "file", "password", "search")


def unread_in(element: _Element) -> str:
    """What the page shows for an element that is not read; "" if it shows nothing."""
    if element.tag in _EMBEDDED:
        return element.get(_EMBEDDED[element.tag]) or ""
    if element.tag == "input":
        return "" if element.get("type") in _NO_VALUE else element.get("value") or ""
    if element.tag == "select":
        options = [*element.iter("option")]
        chosen = next((one for one in options if one.get("selected") is not None), options[0] if options else element)
        return "".join(map(str, chosen.itertext()))
    return "".join(map(str, element.itertext())) if element.tag in _DRAWN else ""


def shows(element: _Element) -> bool:
    """Whether the page shows anything for an element that is not read, apart from a point that keeps a cell open."""
    is_point = element.get("width") in _POINTS or element.get("height") in _POINTS
    return not is_point if element.tag in _SHOWN else bool(unread_in(element).strip())
