"""Tell which elements of a web page are raised, reversed, struck out or hidden, by their tags, styles and classes."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.files.marks import LOWERED, RAISED, TURNED, left_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

_NO_PLACE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_UNSEEN = re.compile(
    rf"{_HIDDEN.pattern}|(?:font-size|opacity|zoom)\s*:\s*0+(?:\.0+)?(?![.\d])|content-visibility\s*:\s*hidden"
    r"|(?<![-\w])color\s*:\s*(?:transparent|rgba\([^)]*,\s*0+(?:\.0+)?\s*\))",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.IGNORECASE)
_SUPER = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*[1-9]|mso-text-raise\s*:\s*[1-9]", re.IGNORECASE)
_LOWERED = re.compile(r"vertical-align\s*:\s*(?:sub\b|-)", re.IGNORECASE)
_TURNED = re.compile(r"unicode-bidi\s*:\s*(?:bidi|isolate)-override", re.IGNORECASE)
_COLOR = re.compile(r"(?<![-\w])color\s*:\s*([^;!]+)", re.IGNORECASE)
_GROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
_LONGEST_STYLE, _MOST_RULES = 2_000, 20_000  # characters, rules of a style sheet
_ON_PAPER = re.compile("@media print|@(?:-[a-z]+-)?(?:keyframes|page|font-face)")
_WHITE = {"#fff", "#ffffff", "rgb(255,255,255)"}
_WHITE_SHADE = "white"
_APART = re.compile(
    r"""display\s*:\s*(?:block|flex|grid|table|list-item|flow-root) | position\s*:\s*(?:absolute|fixed|relative)
    | float\s*:\s*(?:left|right) | (?<![\w-])(?:max-)?(?:width|height)\s*:\s*0+(?:\.0+)?(?![.\d])
    | (?<![\w-])clip(?:-path)?\s*: | transform\s*:\s*scale | text-indent\s*:\s*-""",
    re.IGNORECASE | re.VERBOSE,
)
_BESIDE = re.compile(r"display\s*:\s*(?:inline-)?(?:flex|grid)", re.IGNORECASE)
_PERHAPS = re.compile(
    "|".join(one.pattern for one in (_UNSEEN, _STRUCK, _SUPER, _RAISED, _LOWERED, _TURNED)), re.IGNORECASE
)
_STRIKES = {"del", "s", "strike"}
_INLINE = {"a", "b", "big", "em", "font", "i", "small", "span", "strong", "u"}
_COMMENT = re.compile(r"/\*.*?(?:\*/|$)|<!--|-->", re.DOTALL)
_BRACE = re.compile("([{}])")
_SURE = re.compile(r"([a-z]+[1-6]?)?(\.[\w-]+)", re.IGNORECASE)
_LAST = re.compile(r"[.#]?[\w-]+(?=(?:\[[^\]]*\]|::?[\w-]+(?:\([^()]*\))?)*$)")


def is_hidden(element: _Element, *, keeps_place: bool = True) -> bool:
    """Whether an element's own attributes hide it; with `keeps_place`, also if they leave its place empty."""
    if not element.attrib:
        return False
    style = element.get("style") or ""
    return element.get("hidden") is not None or bool((_HIDDEN if keeps_place else _NO_PLACE).search(style))


class PageMarks:
    """Tells which elements of a page are raised, struck out or invisible, and collects the text of the last two.

    Only inside the cells of tables does the style sheet hide anything: elsewhere a script may show it again. Rules for
    a class alone are followed. Whether another rule (`td a .tip`, `@media`) applies is not known: what it would hide,
    strike out or raise is set apart from the text around it.
    """

    def __init__(self, root: _Element) -> None:
        self._sure, self._perhaps = _rules(root)
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
        color = _shade(_COLOR, style)
        unseen = is_hidden(element) or element.get("aria-hidden") == "true" or color == _shade(_GROUND, style) != ""
        return unseen or bool(_UNSEEN.search(style) or _STRUCK.search(style))

    def is_gone(self, element: _Element) -> bool:
        """Whether an element inside a table takes no place there by its class; if so, its text is collected."""
        return bool(element.attrib) and bool(_NO_PLACE.search(self._style(element))) and self._tell(element)

    def is_apart(self, element: _Element) -> bool:
        """Whether an element may be out of its line: below or beside it, small as a note's mark, or out of sight."""
        if element.tag == "small" or (element.tag == "a" and str(element.get("href")).startswith("#")):
            return True
        if self._perhaps and not self._perhaps.isdisjoint(_names(element)):
            return True
        style = self._style(element) if element.attrib else ""
        parent = element.getparent()
        beside = parent is not None and bool(parent.attrib) and _BESIDE.search(self._style(parent))
        return bool(beside or _APART.search(style) or (style and _shade(_COLOR, style) == _WHITE_SHADE))

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
        if element.tag == "font" and element.get("color"):
            own = f"color:{element.get('color')};{own}"
        if not self._sure or not element.get("class"):
            return own
        names = [name for name in _names(element) if name[0] == "."]
        return ";".join([*(self._sure.get(of + name, "") for name in names for of in ("", str(element.tag))), own])


def _shade(where: re.Pattern[str], style: str) -> str:
    """The last colour that a style states there, white in one spelling; "" if it states none."""
    said = "".join(next(reversed(where.findall(style)), "").lower().split())
    return _WHITE_SHADE if said in _WHITE else said


def _names(element: _Element) -> list[str]:
    """What a rule of a style sheet may call an element: its tag, its id and its classes."""
    classes = [f".{name}" for name in str(element.get("class") or "").split()]
    return [str(element.tag), f"#{element.get('id')}", *classes]


def _follows(element: _Element) -> bool:
    """Whether anything stands before an element in its parent; without it, raising may only adjust the whole line."""
    parent = element.getparent()
    return element.getprevious() is not None or (parent is not None and bool((parent.text or "").strip()))


def _rules(root: _Element) -> tuple[Mapping[str, str], frozenset[str]]:
    """What the page's style sheets declare for a class alone (`.a`, `p.a`), and names of what else they may hide."""
    sure: dict[str, str] = {}
    perhaps: set[str] = set()
    for sheet in root.iter("style"):
        for inside, selectors, declarations in islice(_declared(_COMMENT.sub("", sheet.text or "")), _MOST_RULES):
            for selector in map(str.strip, selectors.split(",")):
                before = sure.get(selector, "")
                if inside or not _SURE.fullmatch(selector):
                    last = _LAST.search(selector) if _PERHAPS.search(declarations) else None
                    perhaps.update([last[0]] if last else ())
                elif declarations not in before and len(before) + len(declarations) < _LONGEST_STYLE:
                    sure[selector] = f"{before};{declarations}"
    return sure, frozenset(perhaps)


def _declared(text: str) -> Iterator[tuple[bool, str, str]]:
    """Yield the selectors and declarations of each rule of a style sheet, and whether it holds on some screens only."""
    around: list[str] = []
    parts = _BRACE.split(text)
    for before, brace in zip(parts[::2], parts[1::2], strict=False):
        if brace == "{":
            around.append(before.rpartition(";")[2].strip())
        elif around:
            head = around.pop()
            if not head.startswith("@") and not any(map(_ON_PAPER.match, around)) and len(head) < _LONGEST_STYLE:
                yield bool(around), head, before[:_LONGEST_STYLE]
