"""What the operations of a template cost, counted before they are done.

| Work | Units of the budget |
| --- | --- |
| a character made | 1 |
| an item put into a new list | 16 |
| a round of a loop | 16, and 4 for each step in its body |
| a call | 256, and 4 for each step in its body |
| what is only looked at: compared, hashed, searched | 1 for 8 characters |
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import ItemsView, KeysView, Mapping, Sized, ValuesView
from collections.abc import Set as AbstractSet
from operator import eq, ge, gt, le, lt, ne
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.runtime import markup_join
from jinja2.sandbox import SandboxedFormatter
from jinja2.utils import Namespace

from gk_docs import regex as re
from gk_docs.errors import TemplateError
from gk_docs.word.compiling.walking import children
from gk_docs.word.printing.measure import LOOKED_AT, bits, look_at, measure
from gk_docs.word.printing.printable import refuse_code
from gk_docs.word.printing.rendering import CURRENT, MAX_NUMBER_BITS, MAX_WIDTH, spend, too_large

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_BODIES = (nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block)
LOOP, SPENT = "«loop»", "«spent»"  # no template can write filters of these names
ITEM = 16
ROUND = 16
CALL = 256
_STEP = 4
_SEQUENCES = (str, bytes, list, tuple)
_WIDE = re.compile(r"\d{5,}")
_NUMBER = re.compile(r"\d+")
_SHORT = 512  # comparing texts up to this length costs no more than the step that does it
_ATOMS = frozenset({int, float, bool, type(None)})


class BoundedFormatter(SandboxedFormatter):
    """Formats values without making a field wider than `MAX_WIDTH`, each field counted."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        """One field."""
        if _WIDE.search(format_spec):
            raise too_large()
        spend(ROUND + measure(value))
        made = super().format_field(value, format_spec)
        spend(len(made))
        return made

    def convert_field(self, value: Any, conversion: Any) -> Any:
        """One value as `!r`, `!s` or `!a` writes it."""
        spend(10 * measure(value) if conversion else 0)
        return super().convert_field(value, conversion)


def bounded_range(*args: int) -> range:
    """A range of at most 100,000 numbers."""
    made = range(*args)
    if len(made) > 100_000:  # noqa: PLR2004 - Jinja's own limit
        raise TemplateError("range 的范围过大", found=f"range{args}")
    return made


def bounded_dict(*args: Any, **kwargs: Any) -> dict[Any, Any]:
    """A new dict, its keys counted as they are hashed."""
    spend(ITEM * (len(kwargs) + sum(len(arg) for arg in args if isinstance(arg, Sized))))
    pairs = [*args[0].items()] if args and isinstance(args[0], Mapping) else [*counted(args[0])] if args else []
    keys = [pair[0] for pair in pairs if isinstance(pair, (tuple, list)) and pair]
    look_at_hashes(keys)
    return dict(pairs, **kwargs)


def bounded_namespace(*args: Any, **kwargs: Any) -> Namespace:
    """A new namespace, as `bounded_dict` counts it."""
    return Namespace(bounded_dict(*args, **kwargs))


def weigh(every: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Let every loop and every body that can be called count what it costs: its steps, those of inner ones excepted.

    Returns:
        The filters that count.
    """
    made: list[nodes.Node] = []
    for node in (one for one in every if isinstance(one, _BODIES)):
        steps = [*node.body, *([node.test] if isinstance(node, nodes.For) and node.test else [])]
        cost = nodes.Const(ROUND + _STEP * sum(map(_steps, steps)), lineno=node.lineno)
        if isinstance(node, nodes.For) and not node.recursive:
            node.iter = nodes.Filter(node.iter, LOOP, [cost], [], None, None, lineno=node.iter.lineno)
            made.append(node.iter)
        else:
            spent = nodes.Filter(cost, SPENT, [], [], None, None, lineno=node.lineno)
            node.body = [nodes.ExprStmt(spent, lineno=node.lineno), *node.body]
            made.append(spent)
    return made


def _steps(node: nodes.Node) -> int:
    """Nodes of a syntax tree, without the bodies that count themselves."""
    return 1 + sum(map(_steps, children(node, without="body" if isinstance(node, _BODIES) else "")))


def loop(items: Iterable[Any], cost: int) -> Iterable[Any]:
    """What a loop goes through, each round counted."""
    if isinstance(items, Sized):
        spend(cost * len(items))
        return items
    return once(items, cost) if hasattr(items, "__next__") else counted(items, cost)


class Taken(list[Any]):
    """What an iterator gave, to be gone through any number of times; it has no more text than the iterator has."""

    def __repr__(self) -> str:
        return "<iterator>"


def once(items: Iterable[Any], cost: int = ITEM) -> list[Any]:
    """What an iterator gives, each item counted; taken from it once in a render, since a second time it is empty."""
    rendering = CURRENT.get()
    known = {} if rendering is None else rendering.lists
    if id(items) in known:
        spend(cost * len(known[id(items)][1]))
    else:
        known[id(items)] = items, Taken(counted(items, cost))
    return known[id(items)][1]


def counted(items: Iterable[Any], cost: int = ITEM) -> Iterator[Any]:
    """The items, each counted as it is taken."""
    for item in items:
        spend(cost)
        yield item


def look_at_hashes(keys: Iterable[Any]) -> None:
    """Count what it costs to find these in a new dict or set: those whose hashes are the same are compared in pairs."""
    keys = list(keys)
    look_at(keys)
    spend(sum(count * count for count in Counter(map(hash, keys)).values()) // LOOKED_AT)


def hashable(key: Any) -> Any:
    """A key of a dict, counted as it is hashed."""
    if type(key) is not str:
        look_at(key)
    return key


def _compares(left: Any, right: Any) -> None:
    """Count what it costs to compare two values, at most."""
    if type(left) in _ATOMS or type(right) in _ATOMS:
        return
    if isinstance(left, (str, bytes)):
        if len(left) > _SHORT and isinstance(right, (str, bytes)):
            spend(min(len(left), len(right)) // LOOKED_AT)
        return
    look_at(left)


def _searches(item: Any, items: Any) -> Any:
    """Count what it costs to look for an item; `items`, each counted as it is taken where it has no length."""
    kind = type(item)
    if isinstance(items, (str, bytes)):
        if len(items) > _SHORT:
            spend(len(items) // LOOKED_AT)
    elif isinstance(items, (Mapping, AbstractSet, KeysView)):
        if kind not in _ATOMS and kind is not str:
            look_at(item)
    elif isinstance(items, (list, tuple, deque, range, ValuesView, ItemsView)):
        each = 1 if kind in _ATOMS else 1 + measure(item) // _SHORT if kind is str else 1 + measure(item) // LOOKED_AT
        spend(len(items) * each)
    elif hasattr(items, "__next__"):
        return counted(items)
    return items


def _comparison(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def compared(left: Any, right: Any) -> Any:
        if type(left) not in _ATOMS:
            _compares(left, right)
        return function(left, right)

    return compared


def contains(item: Any, items: Any) -> bool:
    """`item in items`, within the budget."""
    return item in _searches(item, items)


def lacks(item: Any, items: Any) -> bool:
    """`item not in items`, within the budget."""
    return item not in _searches(item, items)


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {"eq": eq, "ne": ne, "gt": gt, "gteq": ge, "lt": lt, "lteq": le}
"""What compares, by Jinja's names."""
COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    **{name: _comparison(function) for name, function in OPERATORS.items()}, "in": contains, "notin": lacks
}  # fmt: skip
"""The same within the budget."""


def operation(operator: str, left: Any, right: Any) -> None:
    """Count what `left operator right` would make; the operators are those of Jinja."""
    if operator == "%" and isinstance(left, (str, bytes)):
        pattern(left, right)
    elif isinstance(left, _SEQUENCES) or isinstance(right, _SEQUENCES):
        if operator == "*":
            _repeats(left, right)
        elif operator == "+":
            spend(sum(len(side) * (1 if isinstance(side, (str, bytes)) else ITEM) for side in (left, right)
                      if isinstance(side, Sized)))  # fmt: skip
    elif (operator == "*" and bits(left) + bits(right) > MAX_NUMBER_BITS) or (
        operator == "**" and isinstance(right, int) and bits(left) * abs(right) > MAX_NUMBER_BITS
    ):
        raise TemplateError("模板算出的数过大", found=operator)


def refuse_huge(number: Any) -> None:
    """Raise `TemplateError` for a number that no template needs."""
    if type(number) is not str and bits(number) > MAX_NUMBER_BITS:
        raise TemplateError("模板算出的数过大")


def _repeats(left: Any, right: Any) -> None:
    sequence, times = (left, right) if isinstance(left, _SEQUENCES) else (right, left)
    if isinstance(times, int) and times > 0:
        spend(measure(sequence) * times)


def pattern(text: str | bytes, values: Any) -> None:
    """Count what `text % values` would make: each mark in it may take the largest value."""
    refuse_code(values)
    words = text.decode("latin-1") if isinstance(text, bytes) else str(text)
    each = values.values() if isinstance(values, Mapping) else values if isinstance(values, tuple) else (values,)
    widths = [int(number) for number in _NUMBER.findall(words) if len(number) < 6]  # noqa: PLR2004 - see _WIDE
    stars = [abs(value) for value in each if isinstance(value, int)] if "*" in words else []
    if _WIDE.search(words) or max(stars, default=0) > MAX_WIDTH:
        raise too_large()
    largest = max((measure(value) for value in each), default=0)
    grown = 10 if re.search("%[^%]*?[ra]", words) else 1
    marks = words.count("%")
    spend(len(words) + marks * (largest * grown + max([*widths, *stars], default=0)))


def changed(loop: Any, number: int, value: Any) -> bool:
    """Whether a loop is in its first round, or in another round gave another value.

    Args:
        loop: The loop.
        number: The number of the tag that asks.
        value: What it was given.
    """
    rendering = CURRENT.get()
    merged = {} if rendering is None else rendering.merged
    before, merged[number] = merged.get(number), value
    for one in value if isinstance(value, tuple) else (value,):
        COMPARISONS["ne"](None, one)  # raises for a missing name
    return bool(loop.first) or bool(COMPARISONS["ne"](before, value))


def concat(pieces: Iterable[Any]) -> str:
    """What `~` makes of its operands."""
    pieces = ["" if piece is None else piece for piece in pieces]
    spend(measure(pieces))
    refuse_code([piece for piece in pieces if not hasattr(piece, "__html__")])
    return markup_join(pieces)


def joined(pieces: Iterable[str]) -> str:
    """What the output of a macro or of a block is put together to."""
    pieces = list(pieces)
    spend(sum(map(len, pieces)))
    return "".join(pieces)
