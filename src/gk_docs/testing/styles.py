"""The styles of a document: names, outline levels, and what the ones in use say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.testing import formats
from gk_docs.testing.package import attribute, child, children, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from gk_docs.testing.description import Format

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLES = frozenset({"title", "标题"})
_BODY_LEVEL = 9  # outlineLvl counts from 0, and 9 is body text


@dataclass(frozen=True)
class Styles:
    """The styles part: its style elements and names, by id."""

    root: etree._Element | None
    elements: Mapping[str, etree._Element]
    names: Mapping[str, str]

    @classmethod
    def of(cls, root: etree._Element | None) -> Styles:
        """Read the styles part; None gives no styles."""
        elements = {attribute(style, "styleId") or "": style for style in children(root, "style")}
        names = {key: value(style, "name") or key for key, style in elements.items()}
        return cls(root, elements, names)

    def name_of(self, properties: etree._Element | None, kind: str = "pStyle", word: str = "样式") -> Format:
        """`word` with the name of the style that property element `kind` asks for; empty where it asks for none."""
        key = value(properties, kind)
        return {word: self.names.get(key, key)} if key else {}

    def level_of(self, properties: etree._Element | None) -> int | None:
        """Outline level of a paragraph from 1 on, by itself or by its style; 0 for a title; None for body text."""
        key = value(properties, "pStyle")
        own = value(properties, "outlineLvl")
        while own is None and key is not None and key in self.elements:
            style = self.elements[key]
            own = value(child(style, "pPr"), "outlineLvl")
            if own is None and (level := _level_by_name(self.names[key])) is not None:
                return level
            key = value(style, "basedOn") if value(style, "basedOn") != key else None
        level = int(own) if own and own.isdecimal() else _BODY_LEVEL
        return None if level >= _BODY_LEVEL else level + 1

    def described(self, used: set[str]) -> Iterator[tuple[str, Format]]:
        """Each style in use with those it is based on, and the defaults, in words."""
        defaults = child(self.root, "docDefaults")
        run = formats.words(child(child(defaults, "rPrDefault"), "rPr"), formats.RUN)
        paragraph = formats.words(child(child(defaults, "pPrDefault"), "pPr"), formats.PARAGRAPH)
        if run or paragraph:
            yield "默认格式", {**paragraph, **run}
        wanted = self._with_bases(used)
        for key, style in self.elements.items():
            if key in wanted:
                yield f"样式“{self.names[key]}”", self._says(style)

    def _with_bases(self, used: set[str]) -> set[str]:
        defaults = {key for key, style in self.elements.items() if attribute(style, "default") in ("1", "true")}
        wanted, todo = set[str](), used | defaults
        while todo:
            wanted |= todo
            bases = (value(self.elements.get(key), "basedOn") for key in todo)
            todo = {base for base in bases if base} - wanted
        return wanted

    def _says(self, style: etree._Element) -> Format:
        return {
            **self.name_of(style, "basedOn", "基于"),
            **formats.words(child(style, "tblPr"), formats.TABLE),
            **formats.words(child(style, "pPr"), formats.PARAGRAPH),
            **formats.words(child(style, "rPr"), formats.RUN),
        }


def _level_by_name(name: str) -> int | None:
    numbered = _HEADING.fullmatch(name.strip())
    if numbered:
        return int(numbered[1])
    return 0 if name.strip().lower() in _TITLES else None
