"""Join two texts of a part, across the runs and paragraphs that Word has put them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.files.wordparts import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_RANGES = tuple(f"{W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"))


def _paths(first: etree._Element, second: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Yield two elements and their ancestors in pairs, up to the children of their common ancestor."""
    one: etree._Element | None = first
    other: etree._Element | None = second
    while one is not None and other is not None and one is not other:
        yield one, other
        one, other = one.getparent(), other.getparent()


def can_join(first: etree._Element, second: etree._Element) -> bool:
    """Whether two texts stand equally deep in elements of the same names, without a table between them."""
    pairs = list(_paths(first, second))
    if not pairs or any(one.tag != other.tag for one, other in pairs):
        return not pairs
    one, other = pairs[-1]
    return one.getparent() is other.getparent() and all(each.tag != f"{W}tbl" for each in _between(one, other))


def _between(one: etree._Element, other: etree._Element) -> list[etree._Element]:
    """The siblings between two others, whichever of them comes first."""
    found: list[etree._Element] = []
    for sibling in one.itersiblings():
        if sibling is other:
            return found
        found.append(sibling)
    return _between(other, one)


def join(first: etree._Element, second: etree._Element) -> None:
    """Remove what stands between two texts, less ends of ranges, and move what follows the second after the first."""
    gone: list[etree._Element] = []
    for one, other in _paths(first, second):
        parent = one.getparent()
        assert parent is not None  # noqa: S101 - the root holds both
        is_beside = other.getparent() is parent
        siblings = [*_between(one, other), other] if is_beside else list(one.itersiblings())
        gone += siblings
        following = [] if is_beside else list(other.itersiblings())
        for sibling in siblings:
            parent.remove(sibling)
        parent.extend(following)
    ranges = [one for top in gone for one in top.iter(*_RANGES)]
    ids = [one.get(f"{W}id") for one in ranges]
    for one in ranges:
        if ids.count(one.get(f"{W}id")) == 1:
            next(first.iterancestors(f"{W}r"), first).addnext(one)
