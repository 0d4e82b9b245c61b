"""Read the styles of a document: names, outline levels, and the formatting of the styles in use."""

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
        """Read the styles part; without one (None) there are no styles."""
        elements = {attribute(style, "styleId") or "": style for style in children(root, "style")}
        names = {key: value(style, "name") or key for key, style in elements.items()}
        return cls(root, elements, names)

    def name_of(self, properties: etree._Element | None, kind: str = "pStyle", word: str = "样式") -> Format:
        """{`word`: name of the style} from the property element `kind`; empty if it names no style."""
        key = value(properties, kind)
        return {word: self.names.get(key, key)} if key else {}

    def level_of(self, properties: etree._Element | None) -> int | None:
        """The outline level of a paragraph from 1, by itself or by its style; 0 for a title, None for body text."""
        own = value(properties, "outlineLvl")
        for key in self._bases(value(properties, "pStyle")) if own is None else ():
            own = value(child(self.elements[key], "pPr"), "outlineLvl")
            if own is not None:
                break
            if (level := _level_by_name(self.names[key])) is not None:
                return level
        level = int(own) if own and own.isdecimal() else _BODY_LEVEL
        return None if level >= _BODY_LEVEL else level + 1

    def described(self, used: set[str]) -> Iterator[tuple[str, Format]]:
        """Yield the defaults, and each style in use and those that it is based on, with their formatting."""
        defaults = child(self.root, "docDefaults")
        run = formats.words(child(child(defaults, "rPrDefault"), "rPr"), formats.RUN)
        paragraph = formats.words(child(child(defaults, "pPrDefault"), "pPr"), formats.PARAGRAPH)
        if run or paragraph:
            yield "默认格式", {**paragraph, **run}
        usual = {key for key, style in self.elements.items() if attribute(style, "default") in ("1", "true")}
        wanted = {base for key in used | usual for base in self._bases(key)}
        for key, style in self.elements.items():
            if key in wanted:
                yield f"样式“{self.names[key]}”", self._says(style)

    def _bases(self, key: str | None) -> Iterator[str]:
        """Yield a style and those that it is based on, each once, since a broken file may have a circle."""
        seen: set[str] = set()
        while key is not None and key in self.elements and key not in seen:
            seen.add(key)
            yield key
            key = value(self.elements[key], "basedOn")

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
