"""The values of a YAML source with their places, as the mends need them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node


class Scalar(NamedTuple):
    """A value.

    Attributes:
        key: The key that it stands under, "" in a list.
        value: Its text, quotes undone.
        line: Line of its key, from 1; of an item of a list its own.
        list_line: Line of the key of the list that it is an item of; else the same as `line`.
        start: Where it begins in the source, in characters.
        end: Where it ends.
    """

    key: str
    value: str
    line: int
    list_line: int
    start: int
    end: int


def scalars_of(source: str) -> tuple[Scalar, ...]:
    r"""Every value of a YAML source in order; none where it is no YAML.

    >>> [(one.key, one.value, one.line) for one in scalars_of("机关: 甲局\n年度: 2023\n")]
    [('机关', '甲局', 1), ('年度', '2023', 2)]
    """
    import yaml  # noqa: PLC0415 - heavy, and only mends need it

    try:
        node = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return ()
    return tuple(_below(node, "", 1, 1)) if node else ()


def _below(node: Node, key: str, line: int, list_line: int) -> Iterator[Scalar]:
    from yaml.nodes import MappingNode, ScalarNode, SequenceNode  # noqa: PLC0415 - only mends read YAML here

    if isinstance(node, MappingNode):
        for name, value in node.value:
            at = name.start_mark.line + 1
            yield from _below(value, str(name.value), at, at)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _below(item, "", item.start_mark.line + 1, line)
    elif isinstance(node, ScalarNode):
        yield Scalar(key, str(node.value), line, list_line, node.start_mark.index, node.end_mark.index)
