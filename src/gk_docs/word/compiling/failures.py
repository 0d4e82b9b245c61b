"""Report an error of a render in terms of the template: the place, the tag as written, the likely correction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from jinja2.exceptions import SecurityError, UndefinedError

from gk_docs.chinese.labels import nearest
from gk_docs.errors import GkError, TemplateError
from gk_docs.word.compiling.paths import taken_for_granted
from gk_docs.word.compiling.sandbox import MissingName
from gk_docs.word.markup.address import Address, Tag
from gk_docs.word.printing.fields import declared

if TYPE_CHECKING:
    from gk_docs.errors import Problem
    from gk_docs.word.plan import Prepared
    from gk_docs.word.printing.rendering import Rendering

_LONGEST = 200  # characters of a name or a reason that are shown
_LOOKED_THROUGH = 1_000  # names among which the nearest is looked for
_MENDED = 50  # missing names for which the nearest is looked for


def located(
    error: Exception,
    part: Prepared,
    line_of: Callable[[int], int],
    context: Mapping[str, Any],
    rendering: Rendering,
) -> GkError:
    """Return the error to raise in place of `error`, with its place in the template.

    Args:
        error: What was raised.
        part: The part that was being rendered.
        line_of: Gives the line of the template for a line of its generated module.
        context: The context of the render.
        rendering: The render; the missing names of all its parts are reported together.
    """
    tag = _tag_of(error, part, line_of)
    place, found = str(tag.address), tag.text or None
    if isinstance(error, GkError):
        where = f"{place} {found}" if found else place
        return type(error)(
            replace(problem, place=problem.place or (where if problem.found else place), found=problem.found or found)
            for problem in error.problems
        )
    if isinstance(error, MissingName):
        owner = context if error.of_context else error.owner
        missing = _missing_names(rendering, context) if error.of_context else {}
        if error.name not in missing:
            missing = {error.name: _problem(error.name, owner, tag), **missing}
        return TemplateError(missing.values())
    return TemplateError([tag.problem(*_said(error))])


def _missing_names(rendering: Rendering, context: Mapping[str, Any]) -> dict[str, Problem]:
    """The problems of every unguarded name that the context lacks, each where it is first used."""
    problems: dict[str, Problem] = {}
    for part in rendering.parts:
        for name, line in taken_for_granted(part.source.text).items():
            if name not in context and name not in rendering.functions and name not in problems:
                few = len(problems) < _MENDED
                problems[name] = _problem(name, context, part.tag_at(line), look_for_near=few)
    return problems


def _problem(name: object, owner: object, tag: Tag, *, look_for_near: bool = True) -> Problem:
    if owner is None:
        return tag.problem(f"要取“{name}”的内容是空的", "请在数据中补上，或先用 {% if … %} 判断")
    if isinstance(name, int) and isinstance(owner, Sequence):
        message = f"只有 {len(owner)} 项，没有第 {name} 项（从 0 数起）"
        return tag.problem(message, "请先用 {% if … %} 或 length 判断")
    word = str(name)[:_LONGEST]
    near = nearest(word, names_of(owner)) if look_for_near else None
    mend = f"是不是想写“{near}”" if near else "请核对名称，或在数据中补上"
    if near == word:
        mend = f"请写作 .{word}" if isinstance(owner, Mapping) else f"要调用它，请写作 {word}()"
    return tag.problem(f"没有名为“{word}”的内容", mend, code="GT301")


def names_of(owner: object) -> list[str]:
    """The names by which a template can ask `owner` for something."""
    if isinstance(owner, Mapping):
        return [key for key in islice(owner, _LOOKED_THROUGH) if isinstance(key, str)]
    return [*declared(type(owner)), *(name for name in dir(type(owner)) if not name.startswith("_"))]


def _tag_of(error: Exception, part: Prepared, line_of: Callable[[int], int]) -> Tag:
    """The tag whose code raised the error, from the innermost frame of the part's generated module."""
    line = 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == part.name:
            line = trace.tb_lineno
        trace = trace.tb_next
    return part.tag_at(line_of(line)) if line else Tag("", Address(part.words))


def _said(error: Exception) -> tuple[str, str | None]:
    """What went wrong, in Chinese where the reason is a usual one, and the mend; the error itself is the cause."""
    if isinstance(error, SecurityError):
        return "模板要做的事不安全，已拒绝", None
    if isinstance(error, RecursionError):
        return "模板的宏或循环没有尽头", None
    text = str(error)
    for kind, part, reason, mend in _USUAL:
        if isinstance(error, kind) and part in text:
            return f"标签算不出结果：{reason}", mend
    reason = text if any("一" <= char <= "龥" for char in text) else f"{type(error).__name__}: {text}"
    return f"标签算不出结果：{reason[:_LONGEST]}", None


_FIRST = "请先用 {% if … %} 判断"
_USUAL = (
    (UndefinedError, "is undefined", "用到的内容没有", _FIRST),
    (ZeroDivisionError, "", "除数是 0", _FIRST),
    (OverflowError, "", "数太大", None),
    (TypeError, "NoneType", "里面有空白的内容", _FIRST),
    (TypeError, "not iterable", "不是列表的内容不能循环", None),
    (TypeError, "unsupported operand", "种类不同的内容不能一起计算", None),
    (TypeError, "not supported between", "种类不同的内容不能比较", None),
)
"""Errors of Python by kind and part of their text, with the reason and the mend to tell instead."""
