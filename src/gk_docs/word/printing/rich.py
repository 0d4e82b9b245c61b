"""Rich text: differently formatted text and links in one paragraph."""

from __future__ import annotations

from typing import Unpack

from docxtpl import RichText as _RichText

from gk_docs.word.markup.runs import RunLook, link_xml, refuse_look, run_xml
from gk_docs.word.printing.values import Link


class RichText(_RichText):  # type: ignore[misc]  # docxtpl has no types
    """Text of several looks, printed with `{{r name }}`: docxtpl's own, which also takes a `Link`.

    >>> from gk_docs.word import Link
    >>> rich = RichText("见", bold=True)
    >>> rich.add(Link("https://www.gov.cn", "网站"), color="0563C1", underline=True)

    Raises:
        TypeError: If a look has another name than those of `RunLook`, or another type of value.
        ValueError: If Word does not take the value of a look.
    """

    def __init__(self, text: object = None, **look: Unpack[RunLook]) -> None:
        self.xml = ""
        refuse_look(look)
        if text:
            self.add(text, **look)

    def add(self, text: object, **look: Unpack[RunLook]) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]  # by name only
        """Add text, another rich text, or a link.

        Args:
            text: What to add; anything else is added as `str(text)`.
            look: How it looks (`RunLook`); a link's own style comes first.

        Raises:
            TypeError: If a look has another name than those of `RunLook`, or another type of value.
            ValueError: If Word does not take the value of a look.
        """
        refuse_look(look)
        if isinstance(text, _RichText):
            self.xml += text.xml
        elif isinstance(text, Link):
            style = text.style or look.get("style")
            self.xml += link_xml(text.url, run_xml(text.text, {**look, "style": style}))
        else:
            self.xml += run_xml(text.decode() if isinstance(text, bytes) else str(text), look)
