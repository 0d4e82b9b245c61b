"""Properties of an element of Word, put where the schema wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from gk_docs.word.markup.tags import W

if TYPE_CHECKING:
    from collections.abc import Callable


def properties_of(element: etree._Element, name: str) -> etree._Element:
    """The properties of a paragraph, a run or a cell (`pPr`), its first child; new ones where it has none."""
    properties = element.find(f"{W}{name}")
    if properties is None:
        properties = etree.Element(f"{W}{name}")
        element.insert(0, properties)
    return properties


def put(
    properties: etree._Element, name: str, follows: Callable[[str], bool] = lambda _: False, **values: str
) -> etree._Element:
    """Give an element a property, once.

    Args:
        properties: What holds it.
        name: Its name.
        follows: Whether a property of another name stands behind it in the schema.
        values: Its attributes.
    """
    for old in properties.findall(f"{W}{name}"):
        properties.remove(old)
    new = properties.makeelement(f"{W}{name}", {f"{W}{key}": value for key, value in values.items()})
    places = (at for at, one in enumerate(properties) if follows(str(one.tag).rpartition("}")[2]))
    properties.insert(next(places, len(properties)), new)
    return new
