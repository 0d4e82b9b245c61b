"""The body of a web page of ours as items.

Our own line breaks are `<br>`; where a page was saved with its lines broken elsewhere, they are closed up.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gk_docs.document.restored.items import HEADING, TITLE, Item, table_item
from gk_docs.files.tables import unrolled
from gk_docs.files.webpage import MOST_COLUMNS, picture_of, spanned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from gk_docs.form.model import Model

_SKIPPED: Final = {"head", "script", "style", "template", "noscript"}
_LINES: Final = {"p", "li", "dt", "dd", "pre", "address"}
_HEADINGS: Final = {"h2", "h3", "h4", "h5", "h6"}
_REFLOWED = re.compile(r"[ \t]*\n[ \t\n]*")


def items_of(root: _Element, form: type[Model]) -> list[Item]:
    """Everything in the body of a page, for a report of this form."""
    return list(_PageItems(form).items(root))


class _PageItems:
    def __init__(self, form: type[Model]) -> None:
        self._form = form

    def items(self, parent: _Element) -> Iterator[Item]:
        """What stands in an element; text that somebody put outside any paragraph is one of its own."""
        yield from _loose(parent.text)
        for child in parent:
            if child.tag not in _SKIPPED:
                yield from self._item(child)
            yield from _loose(child.tail)

    def _item(self, element: _Element) -> Iterator[Item]:
        tag = element.tag
        if tag == "h1":
            yield from (Item("text", line, TITLE) for line in _text(element).split("\n"))
        elif tag == "table":
            lines = unrolled(spanned(element, _text), widest=MOST_COLUMNS).rows
            yield table_item((_begun(line) for line in lines), self._form)
        elif tag in ("img", "figure"):
            yield from self._picture(element)
        elif tag in _HEADINGS:
            yield Item("text", _text(element), HEADING)
        elif tag in _LINES and next(element.iter("img"), None) is None:
            yield Item("text", _text(element))
        else:
            yield from self.items(element)

    def _picture(self, element: _Element) -> Iterator[Item]:
        image, caption = next(element.iter("img"), None), element.find("figcaption")
        if image is None:
            yield from self.items(element)
        else:
            yield Item("picture", "" if caption is None else _text(caption), data=picture_of(image))


def _begun(line: tuple[str | None, ...]) -> Iterator[tuple[int, str]]:
    """The cells that begin in a row, each with its column."""
    return ((column, text) for column, text in enumerate(line) if text is not None)


def _loose(text: str | None) -> Iterator[Item]:
    if text and text.strip():
        yield Item("text", _unwrapped(text).strip())


def _text(element: _Element) -> str:
    """The text of an element with its line breaks; paragraphs that somebody put in it are lines of it."""
    parts = [_unwrapped(element.text or "")]
    for child in element:
        begins = child.tag == "br" or (child.tag in _LINES and any(parts))
        parts += ["\n" * begins, _text(child), _unwrapped(child.tail or "")]
    return "".join(parts)


def _unwrapped(text: str) -> str:
    first, *lines = _REFLOWED.split(text)
    for line in lines:
        between = " " if first and line and first[-1].isascii() and line[0].isascii() else ""
        first = f"{first}{between}{line}"
    return first
