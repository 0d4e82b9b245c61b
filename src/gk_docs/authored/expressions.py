"""Evaluate `{{ … }}` in authored text, which takes a figure from a table, so that no number is typed twice.

A white list over Jinja's syntax tree says what may stand between the braces: names with their attributes, filters and
constants. Anything else is refused at its place; the result of an expression is never evaluated again.

The filters `同比` (同比增长25%) and `比上年` (比上年增加12件，增长25.0%) look up last year's figure themselves if they
have no argument: `{{ 本年新收政府信息公开申请数量.总计 | 比上年 }}`. Where it was blank or 0, so that there is no rate,
they say so in words. Filters that take 元 (`大写金额`, `万元`) know that the fees of table 2 are in 万元.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import lru_cache
from inspect import signature
from typing import TYPE_CHECKING, Any

from gk_docs import regex as re
from gk_docs.authored.located import Scalar
from gk_docs.authored.scalars import Misfit
from gk_docs.authored.scope import EXAMPLE, UNKNOWN, ExpressionScope, leaf_named
from gk_docs.authored.words import OPENING, SINGLE
from gk_docs.chinese.dates import format_date
from gk_docs.chinese.labels import suggestion
from gk_docs.form.values import decimal_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jinja2 import nodes

    Refused = tuple[Scalar, Misfit]

LONGEST = 400
"""Most characters between the braces."""

LONGEST_VALUE = 1000
"""Most characters that one expression may give."""

MOST = 10_000
"""Most names of figures in all expressions of a file."""

MOST_REFUSALS = 20
"""After so many refusals the rest of a text is not evaluated; its problems show once these are mended."""

_TAG = re.compile(rf"""\{{\{{(?:[^"'{{}}]|"[^"\n]*"|'[^'\n]*'|\}}(?!\}})|\{{(?!\{{)){{0,{LONGEST}}}?\}}\}}""")
_BETWEEN = re.compile(r"[\s.。．，、/／]+")  # what may be typed between a row and its column
_GROWTH, _CHANGE = frozenset({"growth", "同比"}), frozenset({"change", "比上年"})
_NAMING = ("Name", "Getattr")  # kinds of nodes that name a value
_SMALL = {"places": 20, "digits": 20, "level": 4}  # the largest value of each parameter of a filter
_ALLOWED = f"花括号里只能写数据的名称、过滤器和常数，如 {{{{ {EXAMPLE} | 中文数字 }}}}"


def filled(node: Scalar, scope: ExpressionScope) -> tuple[str, list[Refused]]:
    """Evaluate the expressions in a scalar's text; return the text, and each refused expression with the reason."""
    pieces: list[str] = []
    refused = [*_single(node, scope)]
    end = 0
    while len(refused) < MOST_REFUSALS and (opening := OPENING.search(node.text, end)):
        pieces.append(node.text[end : opening.start()])
        tag = _TAG.match(node.text, opening.start())
        shown = tag[0] if tag else node.text[opening.start() : opening.start() + 40]
        try:
            pieces.append(_evaluated(tag, opening[0], scope))
        except Misfit as error:
            refused.append((_at(node, _in_source(node, opening.start()), shown), error))
        end = tag.end() if tag else opening.end()
    return "".join([*pieces, node.text[end:]]), refused


def _single(node: Scalar, scope: ExpressionScope) -> Iterator[Refused]:
    """Refuse the name of a figure between single braces, which would be printed as a name, not as a number."""
    for found in SINGLE.finditer(node.source or node.text):
        with suppress(Misfit):
            leaf_named(scope.form, tuple(step.strip() for step in found[1].split(".")))
            at = _at(node, found.start() if node.source else -1, f"{{{found[1]}}}")
            yield at, Misfit("花括号要写两个", f"请写 {{{{ {found[1]} }}}}")


def _evaluated(tag: re.Match[str] | None, opening: str, scope: ExpressionScope) -> str:
    if opening != "{{":
        raise Misfit(f"文字里不能用 {opening}", f"要印出花括号本身，请写 {{{{ '{opening}' }}}}。{_ALLOWED}")
    if tag is None:
        raise Misfit("“{{”没有配对的“}}”，或其中内容太长", "请补上“}}”；要印出花括号本身，请写 {{ '{{' }}")
    try:
        return _printed(_value(_parsed(tag[0]), scope))
    except Misfit as error:
        mend = _meant(tag[0], scope) if error.mend == _ALLOWED else None
        raise Misfit(error.message, mend or error.mend) from None


def _meant(tag: str, scope: ExpressionScope) -> str | None:
    """Say how to write a name whose labels are right but are not joined by a full stop (行政处罚/总计)."""
    steps = tuple(filter(None, _BETWEEN.split(tag.strip("{ }"))))
    with suppress(Misfit):
        return f"请写 {{{{ {'.'.join(steps)} }}}}" if steps and leaf_named(scope.form, steps) else None
    return None


def _printed(value: Any) -> str:
    if value is UNKNOWN:
        return ""
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise Misfit("结果不是数字，也不是文字", _ALLOWED)
    text = decimal_text(value) if isinstance(value, Decimal) else str(value)
    if len(text) > LONGEST_VALUE:
        raise Misfit(f"结果超过{LONGEST_VALUE}个字符")
    return text


def _in_source(node: Scalar, offset: int) -> int:
    """Find the opening braces at `offset` in a scalar's text in the source as typed; -1 if they cannot be found."""
    number = sum(1 for found in OPENING.finditer(node.text) if found.start() < offset)
    places = [found.start() for found in OPENING.finditer(node.source)]
    return places[number] if number < len(places) else -1


def _at(node: Scalar, place: int, tag: str) -> Scalar:
    """An expression as a node at offset `place` in the scalar as typed; a negative offset means the scalar's begin."""
    before = node.source[: max(place, 0)]
    line = before.count("\n")
    column = len(before) - before.rfind("\n") if line else node.column + len(before)
    return Scalar(tag, node.line + line, column, file=node.file)


@lru_cache(4096)
def _parsed(tag: str) -> nodes.Expr:
    from jinja2 import Environment, TemplateSyntaxError  # noqa: PLC0415 - only text with braces needs it
    from jinja2.nodes import Output  # noqa: PLC0415 - only text with braces needs it

    try:
        body = Environment(autoescape=True).parse(tag).body
    except TemplateSyntaxError:
        raise Misfit("花括号里的写法不对", _ALLOWED) from None
    except RecursionError:
        raise Misfit("花括号里的内容太复杂", _ALLOWED) from None
    if len(body) != 1 or not isinstance(body[0], Output) or len(body[0].nodes) != 1:
        raise Misfit("花括号里的写法不对", _ALLOWED)
    return body[0].nodes[0]


def _value(node: Any, scope: ExpressionScope) -> Any:
    """Evaluate a node of the syntax tree; refuse a node that is not on the white list."""
    kind = type(node).__name__
    if kind == "Const":
        return _constant(node.value)
    if kind in _NAMING:
        scope.spent += 1
        if scope.spent > MOST:
            raise Misfit(f"一份文件里引用的数据超过{MOST}处")
        return scope.value(list(_steps(node)))
    if kind == "Filter" and node.node is not None and node.dyn_args is node.dyn_kwargs is None:
        return _filtered(node, scope)
    raise Misfit("花括号里有不允许的写法", _ALLOWED)


def _filtered(node: nodes.Filter, scope: ExpressionScope) -> Any:
    from gk_docs.word.printing.filters import FILTERS, OF_YUAN  # noqa: PLC0415 - only text with filters needs it

    if node.name not in FILTERS:
        mend = suggestion(node.name, FILTERS) or f"可以用：{'、'.join(FILTERS)}"
        raise Misfit(f"没有“{node.name}”这个过滤器", mend)
    values = [_value(value, scope) for value in (node.node, *node.args)]
    named = {str(pair.key): _value(pair.value, scope) for pair in node.kwargs}
    if node.name in _GROWTH | _CHANGE and not node.args:
        change = scope.change(list(_steps(node.node)))
        if change is UNKNOWN or change.difference is None or not change.old:
            return UNKNOWN if change is UNKNOWN else change.sentence()
        values = [change.new, change.old, *([change.unit] if node.name in _CHANGE else [])]
    if any(value is UNKNOWN for value in (*values, *named.values())):
        return UNKNOWN
    if node.name in OF_YUAN and type(node.node).__name__ in _NAMING:
        values[0] = scope.in_yuan(list(_steps(node.node)), values[0])
    return _applied(node.name, FILTERS[node.name], values, named)


def _applied(name: str, function: Callable[..., Any], values: list[Any], named: dict[str, Any]) -> Any:
    try:
        given = signature(function).bind(*values, **named)
    except TypeError:
        raise Misfit(f"过滤器“{name}”的参数个数或名称不对") from None
    for key, most in _SMALL.items():
        value = given.arguments.get(key)
        if value is not None and not (isinstance(value, int) and 0 <= value <= most):
            raise Misfit(f"过滤器“{name}”的 {key} 应为 0 到 {most} 的整数")
    try:
        return function(*values, **named)
    except (ValueError, TypeError, AttributeError) as error:
        said = str(error)
        raise Misfit(said if not said.isascii() else f"过滤器“{name}”不能用于这样的数据") from None


def _steps(node: Any) -> Iterator[str]:
    if type(node).__name__ == "Getattr":
        yield from _steps(node.node)
        yield node.attr
    elif type(node).__name__ == "Name":
        yield node.name
    else:
        raise Misfit("花括号里有不允许的写法", _ALLOWED)


def _constant(value: object) -> object:
    if isinstance(value, float):
        raise Misfit("小数常数请加引号，或直接写在文字里")
    if isinstance(value, int) and abs(value) >= 10**18:
        raise Misfit("常数最多18位")
    return value
