"""A tree of plain values becomes YAML that reads well: short rows on one line, paragraphs as blocks of lines."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml

_MAPPING, _SEQUENCE, _TEXT = (f"tag:yaml.org,2002:{name}" for name in ("map", "seq", "str"))
_ENDS_A_LINE = re.compile("[\n\x85\u2028\u2029\ufeff]")
_LONG = 40
_RESOLVER: Any = yaml.resolver.Resolver()


class Exact(NamedTuple):
    """A number, a date or `null`: written as it is, without quotes."""

    text: str


class Plain(NamedTuple):
    """Running text: paragraphs with an empty line between them; blanks around it do not matter."""

    text: str


class Row(dict[str, Any]):
    """Keys and values for one line."""


def serialized(tree: dict[str, Any]) -> str:
    """A tree of dicts, lists, text, `Exact`, `Plain` and `Row` as YAML.

    >>> print(serialized({"年度": Exact("2023"), "规章": Row({"其余": Exact("0")}), "邮编": "010000"}))
    年度: 2023
    规章: {其余: 0}
    邮编: '010000'
    <BLANKLINE>
    """
    return str(yaml.serialize(_node(tree), Dumper=yaml.SafeDumper, allow_unicode=True, width=float("inf"), indent=2))


def _node(value: Any) -> yaml.Node:
    if isinstance(value, dict):
        pairs = [(_scalar(key), _node(item)) for key, item in value.items()]
        return yaml.MappingNode(_MAPPING, pairs, flow_style=isinstance(value, Row))
    if isinstance(value, list):
        rows = bool(value) and all(isinstance(item, list) for item in value)
        return yaml.SequenceNode(_SEQUENCE, [_node(item) for item in value], flow_style=not rows and _is_short(value))
    if isinstance(value, Exact):
        return yaml.ScalarNode(_RESOLVER.resolve(yaml.ScalarNode, value.text, (True, False)), value.text)
    return _paragraphs(value.text) if isinstance(value, Plain) else _scalar(value)


def _is_short(items: list[Any]) -> bool:
    return all(isinstance(item, str) and len(item) < _LONG for item in items)


def _scalar(text: str) -> yaml.ScalarNode:
    # A line end in any other style would be folded, or come back as another one.
    return yaml.ScalarNode(_TEXT, text, style='"' if _ENDS_A_LINE.search(text) else None)


def _paragraphs(text: str) -> yaml.ScalarNode:
    is_short = len(text) < _LONG and "\n" not in text
    if is_short or _ENDS_A_LINE.search(text.replace("\n", "")):
        return _scalar(text)
    return yaml.ScalarNode(_TEXT, f"{text}\n", style="|")
