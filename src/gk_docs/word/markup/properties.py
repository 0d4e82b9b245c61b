"""Set properties of Word's elements at the place that the schema requires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from gk_docs.word.markup.tags import W

if TYPE_CHECKING:
    from collections.abc import Callable


def properties_of(element: etree._Element, name: str) -> etree._Element:
    """Return the properties element (`pPr`, `rPr`, `tcPr`) of an element; it is added as the first child if missing."""
    properties = element.find(f"{W}{name}")
    if properties is None:
        properties = etree.Element(f"{W}{name}")
        element.insert(0, properties)
    return properties


def put(
    properties: etree._Element, name: str, follows: Callable[[str], bool] = lambda _: False, **values: str
) -> etree._Element:
    """Set a property of an element, in place of any old one, and return it.

    Args:
        properties: The element that holds the properties.
        name: The name of the property, without prefix.
        follows: Whether the property of another name comes after this one in the schema.
        values: The attributes of the property.
    """
    for old in properties.findall(f"{W}{name}"):
        properties.remove(old)
    new = properties.makeelement(f"{W}{name}", {f"{W}{key}": value for key, value in values.items()})
    places = (at for at, one in enumerate(properties) if follows(str(one.tag).rpartition("}")[2]))
    properties.insert(next(places, len(properties)), new)
    return new
