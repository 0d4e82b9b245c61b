"""Tell which elements of a web page are raised, reversed, struck out or hidden, by their tags, styles and classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.files.marks import LOWERED, RAISED, TURNED, left_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

_NO_PLACE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_UNSEEN = re.compile(
    rf"{_HIDDEN.pattern}|font-size\s*:\s*0+(?:\.0+)?(?![.\d])|opacity\s*:\s*0+(?:\.0+)?(?![.\d])"
    r"|(?<![-\w])color\s*:\s*transparent",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.IGNORECASE)
_SUPER = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*[1-9]|mso-text-raise\s*:\s*[1-9]", re.IGNORECASE)
_LOWERED = re.compile(r"vertical-align\s*:\s*(?:sub\b|-)", re.IGNORECASE)
_TURNED = re.compile(r"unicode-bidi\s*:\s*(?:bidi|isolate)-override", re.IGNORECASE)
_WHITE = r"\s*:\s*(?:#fff(?:fff)?\b|white\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))"
_WHITE_TEXT = re.compile(rf"(?<![-\w])color{_WHITE}", re.IGNORECASE)
_WHITE_GROUND = re.compile(rf"background(?:-color)?{_WHITE}", re.IGNORECASE)
_APART = re.compile(
    r"""display\s*:\s*(?:block|flex|grid|table|list-item|flow-root) | position\s*:\s*(?:absolute|fixed)
    | float\s*:\s*(?:left|right) | (?<![\w-])(?:max-)?(?:width|height)\s*:\s*0+(?:\.0+)?(?![.\d])
    | (?<![\w-])clip(?:-path)?\s*: | transform\s*:\s*scale""",
    re.IGNORECASE | re.VERBOSE,
)
_STRIKES = {"del", "s", "strike"}
_INLINE = {"a", "b", "big", "em", "font", "i", "small", "span", "strong", "u"}
_BRACED = re.compile(r"@[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|/\*.*?\*/", re.DOTALL)  # @media and such; comments
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"(?:[a-z]+)?\.([\w-]+)")


def is_hidden(element: _Element, *, keeps_place: bool = True) -> bool:
    """Whether an element's own attributes hide it; with `keeps_place`, also if they leave its place empty."""
    if not element.attrib:
        return False
    style = element.get("style") or ""
    return element.get("hidden") is not None or bool((_HIDDEN if keeps_place else _NO_PLACE).search(style))


class PageMarks:
    """Tells which elements of a page are raised, struck out or invisible, and collects the text of the last two.

    Only inside the cells of tables does the style sheet hide anything: elsewhere a script may show it again.
    """

    def __init__(self, root: _Element) -> None:
        self._styles = dict(_classes(root))
        self._told: dict[str, None] = {}

    def raised(self, element: _Element) -> Mapping[int, int] | Mapping[int, str] | None:
        """The `str.translate` table for the digits of a raised, lowered or reversed element; None for any other."""
        style = self._style(element) if element.attrib and element.tag in _INLINE else ""
        if (element.tag == "bdo" and str(element.get("dir")).lower() == "rtl") or _TURNED.search(style):
            return TURNED
        if element.tag == "sup" or _SUPER.search(style) or (_RAISED.search(style) and _follows(element)):
            return RAISED
        return LOWERED if element.tag == "sub" or _LOWERED.search(style) else None

    def is_struck(self, element: _Element) -> bool:
        """Whether the element is struck out; if so, its text is collected."""
        struck = element.tag in _STRIKES or bool(_STRUCK.search(element.get("style") or ""))
        return struck and self._tell(element)

    def is_dead(self, element: _Element) -> bool:
        """Whether an element inside a cell is struck out or invisible; if so, its text is collected."""
        return (element.tag in _STRIKES or (bool(element.attrib) and self._is_unseen(element))) and self._tell(element)

    def _is_unseen(self, element: _Element) -> bool:
        style = self._style(element)
        white = _WHITE_TEXT.search(style) and _WHITE_GROUND.search(style)
        unseen = is_hidden(element) or element.get("aria-hidden") == "true"
        return unseen or bool(white or _UNSEEN.search(style) or _STRUCK.search(style))

    def is_apart(self, element: _Element) -> bool:
        """Whether the style of an element takes it out of its line: below it, beside it, or out of sight."""
        return bool(element.attrib) and bool(_APART.search(self._style(element)))

    def left_out(self) -> tuple[str, ...]:
        """The line of a note that lists what was struck out or hidden; empty if nothing was."""
        return left_out(self._told)

    def _tell(self, element: _Element) -> bool:
        text = " ".join("".join(map(str, element.itertext())).split())
        if text:
            self._told[text] = None
        return True

    def _style(self, element: _Element) -> str:
        own = element.get("style") or ""
        if not self._styles or not element.get("class"):
            return own
        return ";".join([*(self._styles.get(name, "") for name in str(element.get("class")).split()), own])


def _follows(element: _Element) -> bool:
    """Whether anything stands before an element in its parent; without it, raising may only adjust the whole line."""
    parent = element.getparent()
    return element.getprevious() is not None or (parent is not None and bool((parent.text or "").strip()))


def _classes(root: _Element) -> Iterator[tuple[str, str]]:
    """The declarations that the page's style sheets make for a class alone, by class."""
    for sheet in root.iter("style"):
        for selectors, declarations in _RULE.findall(_BRACED.sub("", sheet.text or "")):
            for selector in selectors.split(","):
                if match := _CLASS.fullmatch(selector.strip()):
                    yield match[1], declarations
