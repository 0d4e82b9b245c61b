"""Charge the operations of a template to the budget of its render, before they are done.

| Work | Units of the budget |
| --- | --- |
| a character of new text | 1 |
| an item put into a new list | 16 |
| a round of a loop | 16, and 4 for each step in its body |
| a call | 256, and 4 for each step in its body |
| text that is only read: compared, hashed, searched | 1 for 8 characters |
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, Sized, ValuesView
from collections.abc import Set as AbstractSet
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from jinja2 import nodes
from jinja2.filters import make_attrgetter
from jinja2.runtime import markup_join
from jinja2.sandbox import SandboxedFormatter
from jinja2.utils import Namespace

from gk_docs import regex as re
from gk_docs.errors import TemplateError
from gk_docs.word.printing.measure import LOOKED_AT, bits, look_at, measure
from gk_docs.word.printing.printable import blank, refuse_code, refuse_several
from gk_docs.word.printing.rendering import CURRENT, MAX_NUMBER_BITS, MAX_WIDTH, spend, too_large

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
    """Format values for `str.format`, each field charged and none wider than `MAX_WIDTH`."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        """Format one field."""
        if _WIDE.search(format_spec):
            raise too_large()
        value = blank(value)
        spend(ROUND + measure(value))
        refuse_several(value)
        made = super().format_field(value, format_spec)
        spend(len(made))
        return made

    def convert_field(self, value: Any, conversion: Any) -> Any:
        """Convert a value as `!r`, `!s` or `!a` says."""
        value = blank(value)
        spend(10 * measure(value) if conversion else 0)
        return super().convert_field(value, conversion)


def bounded_range(*args: int) -> range:
    """A range of at most 100,000 numbers."""
    made = range(*args)
    if len(made) > 100_000:  # noqa: PLR2004 - Jinja's own limit
        raise TemplateError("range 的范围过大", found=f"range{args}")
    return made


def bounded_dict(*args: Any, **kwargs: Any) -> dict[Any, Any]:
    """Make a dict, charging its items and the hashing of its keys."""
    spend(ITEM * (len(kwargs) + sum(len(arg) for arg in args if isinstance(arg, Sized))))
    pairs = [*args[0].items()] if args and isinstance(args[0], Mapping) else [*counted(args[0])] if args else []
    keys = [pair[0] for pair in pairs if isinstance(pair, (tuple, list)) and pair]
    look_at_hashes(keys)
    return dict(pairs, **kwargs)


def bounded_namespace(*args: Any, **kwargs: Any) -> Namespace:
    """Make a namespace, charged like `bounded_dict`."""
    return Namespace(bounded_dict(*args, **kwargs))


def weigh(every: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Make every loop, macro, call and block charge its own steps; inner ones charge theirs.

    Returns:
        The filter nodes that were added to the tree for this.
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
    """The number of nodes in a syntax tree, less the bodies that charge themselves."""
    return 1 + sum(map(_steps, node.iter_child_nodes(exclude=("body",) if isinstance(node, _BODIES) else ())))


def loop(items: Iterable[Any], cost: int) -> Iterable[Any]:
    """Return the items for a loop, each round charged; the compiled code calls this filter."""
    if isinstance(items, Sized):
        spend(cost * len(items))
        return items
    return once(items, cost) if hasattr(items, "__next__") else counted(items, cost)


class Taken(list[Any]):
    """The items of an iterator, which can be looped over again; its text hides them, as an iterator's does."""

    def __repr__(self) -> str:
        return "<iterator>"


def once(items: Iterable[Any], cost: int = ITEM) -> list[Any]:
    """Return the items of an iterator, read only once in a render, since a second reading would find it empty."""
    known = CURRENT.get().lists
    if id(items) in known:
        spend(cost * len(known[id(items)][1]))
    else:
        known[id(items)] = items, Taken(counted(items, cost))
    return known[id(items)][1]


def counted(items: Iterable[Any], cost: int = ITEM) -> Iterator[Any]:
    """Yield the items, each charged as it is taken."""
    for item in items:
        spend(cost)
        yield item


def look_at_hashes(keys: Iterable[Any]) -> None:
    """Charge for putting keys into a dict or set; keys with equal hashes are compared in pairs."""
    keys = list(keys)
    look_at(keys)
    spend(sum(count * count for count in Counter(map(hash, keys)).values()) // LOOKED_AT)


def hashable(key: Any) -> Any:
    """Return a key of a dict, charged for its hashing."""
    if type(key) is not str:
        look_at(key)
    return key


def _searches(item: Any, items: Any) -> Any:
    """Charge for looking for an item; return `items`, an iterator as one that charges each item."""
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
        if type(left) not in _ATOMS and type(right) not in _ATOMS:
            if not isinstance(left, (str, bytes)):
                look_at(left)
            elif len(left) > _SHORT and isinstance(right, (str, bytes)):
                spend(min(len(left), len(right)) // LOOKED_AT)
        return function(left, right)

    return compared


def contains(item: Any, items: Any) -> bool:
    """`item in items`, within the budget."""
    return item in _searches(item, items)


def lacks(item: Any, items: Any) -> bool:
    """`item not in items`, within the budget."""
    return item not in _searches(item, items)


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {"eq": eq, "ne": ne, "gt": gt, "gteq": ge, "lt": lt, "lteq": le}
"""The comparisons, by Jinja's names."""
COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    **{name: _comparison(function) for name, function in OPERATORS.items()}, "in": contains, "notin": lacks
}  # fmt: skip
"""The same and `in`, charged to the budget."""


def operation(operator: str, left: Any, right: Any) -> None:
    """Charge for the text, list or number that `left operator right` would make."""
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
    """Raise `TemplateError` for a number of more than `MAX_NUMBER_BITS` bits."""
    if type(number) is not str and bits(number) > MAX_NUMBER_BITS:
        raise TemplateError("模板算出的数过大")


def _repeats(left: Any, right: Any) -> None:
    sequence, times = (left, right) if isinstance(left, _SEQUENCES) else (right, left)
    if isinstance(times, int) and times > 0:
        spend(measure(sequence) * times)


def pattern(text: str | bytes, values: Any) -> None:
    """Charge for `text % values`, as if each `%` in the text took the largest value."""
    refuse_code(values)
    words = text.decode("latin-1") if isinstance(text, bytes) else str(text)
    each = values.values() if isinstance(values, Mapping) else values if isinstance(values, tuple) else (values,)
    refuse_several(*(() if isinstance(values, Mapping) else each))
    widths = [int(number) for number in _NUMBER.findall(words) if len(number) < 6]  # noqa: PLR2004 - see _WIDE
    stars = [abs(value) for value in each if isinstance(value, int)] if "*" in words else []
    if _WIDE.search(words) or max(stars, default=0) > MAX_WIDTH:
        raise too_large()
    largest = max((measure(value) for value in each), default=0)
    grown = 10 if re.search("%[^%]*?[ra]", words) else 1
    marks = words.count("%")
    spend(len(words) + marks * (largest * grown + max([*widths, *stars], default=0)))


def without_none(values: Any) -> Any:
    """The values for a pattern (`"%s" % values`), where None prints nothing."""
    if isinstance(values, Mapping):
        return {key: blank(value) for key, value in values.items()}
    return tuple(map(blank, values)) if isinstance(values, tuple) else blank(values)


def _joined_items(context: nodes.EvalContext, items: Iterable[Any], d: str = "", attribute: Any = None) -> Any:
    joined = items if attribute is None else map(make_attrgetter(context.environment, attribute), items)
    return (context, [*map(blank, joined)], d), {}


PREPARED: dict[str, Callable[..., Any]] = {
    "format": lambda *args, **kwargs: (without_none(args), without_none(kwargs)),
    "join": _joined_items,  # with what it joins of each item, so that it is the same that is looked at
}
"""What filters get that make one text of several values: their arguments, where None prints nothing."""


def changed(loop: Any, number: int, value: Any) -> bool:
    """Whether a cell is the first that a loop prints, or its value differs from that of the cell before.

    Args:
        loop: The loop.
        number: The number of the `{% vm value %}` tag that asks.
        value: The value of the tag in this round.
    """
    merged = CURRENT.get().merged
    before, merged[number] = merged.get(number), (loop, value)
    for one in value if isinstance(value, tuple) else (value,):
        COMPARISONS["ne"](None, one)  # raises for a missing name
    return before is None or before[0] is not loop or bool(COMPARISONS["ne"](before[1], value))


def parted(numbers: Iterable[int]) -> None:
    """Let the next cells of these `{% vm %}` tags start a new merge."""
    for number in numbers:
        CURRENT.get().merged.pop(number, None)


def concat(pieces: Iterable[Any]) -> str:
    """Join the operands of `~`."""
    pieces = [*map(blank, pieces)]
    spend(measure(pieces))
    refuse_code(plain := [piece for piece in pieces if not hasattr(piece, "__html__")])
    refuse_several(*plain)
    return markup_join(pieces)


def joined(pieces: Iterable[str]) -> str:
    """Join the output of a macro or of a block."""
    pieces = list(pieces)
    spend(sum(map(len, pieces)))
    return "".join(pieces)
