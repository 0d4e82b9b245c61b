"""Add the lists that a render starts to the part that numbers lists (`numbering.xml`)."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from gk_docs import regex as re
from gk_docs.word.markup.lists import INDENT, Begun
from gk_docs.word.markup.tags import W, value_of
from gk_docs.word.package.parts import WORD, xml_of
from gk_docs.word.package.relations import main_part, related_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gk_docs.word.package.additions import Additions

_NEW = "word/numbering.xml"
_KIND = f"{WORD}numbering+xml"
_NUM = re.compile(rb'<w:num\s[^>]*?w:numId="(\d+)"')
_BULLETS = "•◦▪"
_LEVELS = 9


def last_list(entries: Mapping[str, bytes]) -> int:
    """The highest list number in a package; 0 if it has no lists."""
    parts = (content for name, content in entries.items() if "/numbering" in name)
    return max((int(number) for content in parts for number in _NUM.findall(content)), default=0)


def add_lists(entries: Mapping[str, bytes], begun: Iterable[Begun], additions: Additions) -> None:
    """Add new lists to a package.

    Args:
        entries: The package.
        begun: The lists.
        additions: The additions to the package, which get the new numbering part.
    """
    name = related_entry(entries, "numbering")
    written = entries.get(name)
    root = etree.fromstring(written) if written else etree.Element(f"{W}numbering", nsmap={"w": W[1:-1]})
    nums = {one.get(f"{W}numId"): one for one in root.iter(f"{W}num")}
    last = root.find(f"{W}numIdMacAtCleanup")
    added: dict[str, str] = {}
    for one in begun:
        like = nums.get(one.like)
        if like is None:
            if one.like not in added:
                added[one.like] = _add_abstract(root, one.like)
            like = etree.Element(f"{W}num")
            etree.SubElement(like, f"{W}abstractNumId", {f"{W}val": added[one.like]})
        new = deepcopy(like)
        new.tail = None
        new.attrib.clear()
        new.set(f"{W}numId", str(one.number))
        _start(new, one, root)
        if last is None:
            root.append(new)
        else:
            last.addprevious(new)
    if name:
        additions.files[name] = xml_of(root)
        return
    additions.put(_NEW, xml_of(root), _KIND)
    additions.relate(main_part(entries), frozenset(), "numbering", _NEW, "gkLists")


def _start(num: etree._Element, begun: Begun, root: etree._Element) -> None:
    """Make a list start with its own first number."""
    level = str(begun.level)
    override = next((one for one in num.iter(f"{W}lvlOverride") if one.get(f"{W}ilvl") == level), None)
    if override is None:
        override = etree.Element(f"{W}lvlOverride", {f"{W}ilvl": level})
        later = [one for one in num.iter(f"{W}lvlOverride") if int(one.get(f"{W}ilvl", "0")) > begun.level]
        num.insert(num.index(later[0]) if later else len(num), override)
    start = override.find(f"{W}startOverride")
    if start is None:
        start = etree.Element(f"{W}startOverride", {f"{W}val": _first_number(num, level, root)})
        override.insert(0, start)
    if begun.start is not None:
        start.set(f"{W}val", str(begun.start))


def _first_number(num: etree._Element, level: str, root: etree._Element) -> str:
    abstract = value_of(num, "abstractNumId")
    found = (one for one in root.iter(f"{W}abstractNum") if one.get(f"{W}abstractNumId") == abstract)
    levels = (one for of in found for one in of.iter(f"{W}lvl") if one.get(f"{W}ilvl") == level)
    return next((value_of(one, "start") for one in levels), "") or "1"


def _add_abstract(root: etree._Element, kind: str) -> str:
    """Add the definition of a Markdown list (bullet or decimal); return its number."""
    before = list(root.iter(f"{W}abstractNum"))
    number = str(1 + max((int(one.get(f"{W}abstractNumId", "0")) for one in before), default=-1))
    levels = "".join(_level(kind, level) for level in range(_LEVELS))
    new = etree.fromstring(
        f'<w:abstractNum xmlns:w="{W[1:-1]}" w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>'
        f"{levels}</w:abstractNum>"
    )
    root.insert(root.index(before[-1]) + 1 if before else len(root.findall(f"{W}numPicBullet")), new)
    return number


def _level(kind: str, level: int) -> str:
    mark = _BULLETS[level % len(_BULLETS)] if kind == "bullet" else f"%{level + 1}."
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{mark}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{INDENT * (level + 1)}" w:hanging="{INDENT}"/></w:pPr></w:lvl>'
    )
