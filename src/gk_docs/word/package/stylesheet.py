"""Look up the styles of a package: by their names in Word, and for the list that a paragraph belongs to."""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from gk_docs import regex as re
from gk_docs.word.markup.tables import TWIPS_PER_MM, Look
from gk_docs.word.markup.tags import W, value_of
from gk_docs.word.package.relations import main_part, related_entry

if TYPE_CHECKING:
    from collections.abc import Mapping

_WIDTHS = {
    name: re.compile(rf'<w:{element}\b[^>]*?w:{name}="(\d+)"'.encode())
    for name, element in (("w", "pgSz"), ("left", "pgMar"), ("right", "pgMar"))
}
_MOST_BASED_ON = 20  # styles followed from one to the style it is based on; they may form a circle


class ListPlace(NamedTuple):
    """The list and level of a paragraph.

    Attributes:
        number: The number of the list.
        level: The level, from 0 on.
    """

    number: str
    level: int


class StyleSheet:
    """The styles of a package.

    Args:
        entries: The package.
    """

    def __init__(self, entries: Mapping[str, bytes]) -> None:
        self._entries = entries

    @cached_property
    def _styles(self) -> dict[str, etree._Element]:
        content = self._entries.get(related_entry(self._entries, "styles"))
        found = () if content is None else etree.fromstring(content).iter(f"{W}style")
        return {style.get(f"{W}styleId", ""): style for style in found}

    @cached_property
    def _ids(self) -> dict[str, str]:
        return {_key(value_of(style, "name")): identifier for identifier, style in self._styles.items()}

    def named(self, name: str) -> str | None:
        """The id of the style with this name in English (`heading 1`, `Heading1`); None if there is none."""
        return self._ids.get(_key(name))

    @cached_property
    def text_width_mm(self) -> float:
        """The text width of the last section in millimetres; that of an A4 公文 if the section gives none."""
        content = self._entries.get(main_part(self._entries), b"")
        section = content[max(content.rfind(b"<w:sectPr"), 0) :]
        found = [_WIDTHS[name].search(section) for name in _WIDTHS]
        width, left, right = (int(one.group(1)) if one else 0 for one in found)
        return (width - left - right) / TWIPS_PER_MM if width > left + right else Look().width_mm

    def place(self, properties: etree._Element | None) -> ListPlace | None:
        """The list of a paragraph with these properties, from itself or from its style; None if it is in no list."""
        for _ in range(_MOST_BASED_ON):
            if properties is None:
                return None
            numbered = properties.find(f"{W}numPr")
            if numbered is not None and (number := value_of(numbered, "numId")):
                return ListPlace(number, int(value_of(numbered, "ilvl") or 0)) if number != "0" else None
            style = value_of(properties, "pStyle")
            if not style:
                return None
            properties = self._properties(style)
        return None

    def place_by_style(self, style: str) -> ListPlace | None:
        """The list of the paragraphs of a style; None if they are in no list."""
        return self.place(self._properties(style))

    def _properties(self, style: str) -> etree._Element | None:
        """The paragraph properties of a style, with the style that it is based on as their `pStyle`."""
        found = self._styles.get(style)
        if found is None:
            return None
        own = found.find(f"{W}pPr")
        properties = etree.Element(f"{W}pPr") if own is None else deepcopy(own)
        etree.SubElement(properties, f"{W}pStyle", {f"{W}val": value_of(found, "basedOn")})
        return properties


def _key(name: str) -> str:
    return "".join(name.split()).casefold()
