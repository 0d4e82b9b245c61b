"""The lint: find the faults of a template without rendering it, from broken tags to names that the data lack."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate, islice
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any

from gk_docs import regex as re
from gk_docs.chinese.labels import nearest
from gk_docs.errors import Problem
from gk_docs.word.compiling.paths import BUILT_IN
from gk_docs.word.inspecting import inspect_template
from gk_docs.word.rules import findings, template_rules
from gk_docs.word.shapes import ITEM, KIND_WORDS, SchemaShape, Shape, ValueShape, leaves, schema_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from os import PathLike

    from gk_docs.finding import Finding
    from gk_docs.word.compiling.paths import Use
    from gk_docs.word.inspecting import TagUse, TemplateFacts

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_LISTS = frozenset({"list", "other"})
_GOES_THROUGH = frozenset({"list", "other", "object"})
_WHOLE = frozenset({"list", "object"})
_PLAIN = frozenset({"text", "number", "flag"})
_LEVEL = re.compile(r"\{\{(?:p|r|tr|tc)\s")
_TAKEN_WHOLE = frozenset({"printed", "listed", "handed"})
_MOST_NAMES = 5000  # names of the data that are looked through; a schema may have endlessly many


def lint(
    source: str | PathLike[str] | bytes | IO[bytes],
    *,
    schema: Mapping[str, Any] | type | None = None,
    context: Mapping[str, Any] | None = None,
    filters: Mapping[str, Callable[..., Any]] = _NOTHING,
    tests: Mapping[str, Callable[..., Any]] = _NOTHING,
    globals: Iterable[str] = (),  # noqa: A002 - Jinja's word
) -> list[Finding]:
    r"""Say what is wrong with a template, without rendering it.

    Without a schema or a context only the tags are checked: whether each is whole, stands where it works, and will be
    filled in. With one of them the names are checked too, also inside loops and behind `set`: whether the data have
    each, whether a loop gets a list, whether a list is printed as one value, and which names no tag uses. A name may
    be missing from a context if the template gives it a default or tests it with `is defined`. If a tag is broken,
    loops cannot be followed, and less is said of names.

    Args:
        source: The template: its path, its bytes, or a file object that is open for reading bytes.
        schema: What the data may hold: a JSON Schema as a mapping, or a pydantic model. Names that the schema does
            not declare count as missing, unless it says `additionalProperties`.
        context: A sample of the data, as `Template.render` takes it. Blanks (None) and empty lists say nothing of
            what lies below them.
        filters: Filters that the template will be given, as `Template` takes them.
        tests: Tests likewise.
        globals: Names that the template will be given besides the context.

    Returns:
        Findings, the worst first, else in the order of the template. Each has the code of a rule (GT301, see
        `gk-docs rule GT`), the place as a reader counts (正文 · 表格1 · 第7行 · 第2格), in `place.path` the name that
        it speaks of, and in `found` the tag as its author wrote it.

    Raises:
        UnreadableFile: If the file is missing or no Word file.
        TemplateError: If the file is a decompression bomb, or declares document types or entities.
        ValueError: If both a schema and a context are given.
        TypeError: If `source`, `schema` or `context` is of another type.

    >>> import io, docx
    >>> document = docx.Document()
    >>> _ = document.add_paragraph("{% for r in rows %}{{ r.totl }}{% endfor %}")
    >>> document.save(data := io.BytesIO())
    >>> for finding in lint(data.getvalue(), context={"rows": [{"total": 3}], "year": 2024}):
    ...     print(finding)
    GT301 错误 正文 · 第1段：没有名为“rows[].totl”的内容。写的是“{{ r.totl }}”。是不是想写“total”。
    GT302 提示 模板：没有标签用到“rows[].total”。不必印的，不必理会。
    GT302 提示 模板：没有标签用到“year”。不必印的，不必理会。
    """
    shape = _shape(schema, context)
    facts = inspect_template(source, filters=filters, tests=tests)
    problems = [*facts.problems, *misused(facts, shape, globals)]
    if shape is not None and not facts.problems:
        problems += unused(facts.tags, shape)
    return findings([*problems, *facts.warnings], template_rules())


def _shape(schema: object, context: object) -> Shape | None:
    if schema is not None and context is not None:
        raise ValueError("a schema or a context, not both")
    if hasattr(schema, "model_json_schema"):
        schema = schema_of(schema)
    for name, given in (("schema", schema), ("context", context)):
        if given is not None and not isinstance(given, Mapping):
            raise TypeError(f"{name}: a mapping is needed, not {type(given).__name__}")
    if isinstance(schema, Mapping):
        return SchemaShape([schema], schema)
    return None if context is None else ValueShape([context])


def misused(facts: TemplateFacts, shape: Shape | None, known: Iterable[str] = ()) -> Iterator[Problem]:
    """Names that the data lack, or whose value is of a kind that the tag cannot take, tag by tag.

    Args:
        facts: The template.
        shape: The shape of the data; None if it is not known.
        known: Names that a template may use besides those of the data.
    """
    yield from _Follower(facts, shape, known).problems()


class _Follower:
    def __init__(self, facts: TemplateFacts, shape: Shape | None, known: Iterable[str]) -> None:
        self._facts, self._shape, self._known = facts, shape, frozenset(known) | BUILT_IN
        every = [use for tag in facts.tags for use in tag.uses]
        self._guarded = {use.path for use in every if use.guarded}
        self._looped = {use.path for use in every if use.how == "looped"}

    def problems(self) -> Iterator[Problem]:
        for tag in self._facts.tags:
            found = [problem for use in tag.uses if (problem := self._problem(use, tag))]
            yield from dict.fromkeys(found)

    def _problem(self, use: Use, tag: TagUse) -> Problem | None:
        head = use.path.partition(".")[0].removesuffix(ITEM)
        if use.how == "unused":
            return (
                None
                if self._facts.problems
                else _told("GT307", tag, use, f"循环的变量“{use.path}”在循环里没有用到", "请核对循环里写的名称")
            )
        if use.how == "obsolete":
            mend = "x in d" if use.path == "has_key" else f"{use.path.removeprefix('iter')}()"
            return _told("GT108", tag, use, f"没有 {use.path}() 这种写法了", f"请写 {mend}")
        is_here = self._shape is not None and self._shape.field(head) is not None
        if use.after and not (use.after == "loop" and (is_here or head in self._known)):
            return self._left(use, tag)
        if self._shape is None or (head in self._known and not is_here):
            return None
        if use.alone and not is_here:  # perhaps the variable of a loop
            return None
        return self._followed(use, tag)

    def _left(self, use: Use, tag: TagUse) -> Problem:
        if use.after == "loop":
            message, mend = f"“{use.path}”是前面循环的变量，循环外没有它", "请移到循环里"
        else:
            message, mend = f"“{use.path}”的值是在循环里用 set 定的，出了循环就没有了", "请用 namespace()，或 |sum"
        return _told("GT306", tag, use, message, mend)

    def _followed(self, use: Use, tag: TagUse) -> Problem | None:
        """What is wrong with a path, followed step by step through the data."""
        assert self._shape is not None  # noqa: S101 - nothing is followed without
        shape, steps = self._shape, use.path.replace(ITEM, f".{ITEM}").split(".")
        for number, step in enumerate(steps):
            inner = shape.item() if step == ITEM else shape.field(step)
            if inner is None:
                return self._astray(use, tag, shape, steps, number)
            shape = inner
        return _of_wrong_kind(use, tag, shape)

    def _astray(self, use: Use, tag: TagUse, shape: Shape, steps: list[str], number: int) -> Problem | None:
        kinds, around = shape.kinds(), _joined(steps[:number])
        if kinds and "object" not in kinds and "other" not in kinds:
            words = "或".join(KIND_WORDS[kind] for kind in sorted(kinds))
            mend = f"请在循环里写，或写第几项 {around}[0].{steps[number]}" if kinds == {"list"} else "请核对名称"
            message = f"“{around}”是{words}，没有下级名称“{steps[number]}”"
            return _told("GT305", tag, use, message, mend)
        if any(_joined(steps[:end]) in self._guarded for end in range(1, len(steps) + 1)):
            return None
        if ITEM in steps[number:] and _joined(steps[: number + 1]) in self._looped:  # told where the loop begins
            return None
        return _told("GT301", tag, use, f"没有名为“{use.path}”的内容", self._mend(use, shape, steps, number))

    def _mend(self, use: Use, shape: Shape, steps: list[str], number: int) -> str:
        meant = [name for name, path in use.variables if len(steps) > 1 and self._leads_to(f"{path}.{steps[1]}")]
        if meant and number == 0:
            return f"是不是想写“{_joined([meant[-1], *steps[1:]])}”"
        near = _nearest(shape, steps[number:], () if number else [name for name, _ in use.variables])
        if near is None:
            elsewhere = [path for path in self._leaves() if path.rpartition(".")[2] == steps[-1]]
            return f"是不是想写“{elsewhere[0]}”" if len(elsewhere) == 1 else "请核对名称，或在数据中补上"
        return f"是不是想写“{_joined(near if ITEM in steps[:number] else [*steps[:number], *near])}”"

    def _leads_to(self, path: str) -> bool:
        shape = self._shape
        for step in path.replace(ITEM, f".{ITEM}").split("."):
            shape = shape and (shape.item() if step == ITEM else shape.field(step))
        return shape is not None

    def _leaves(self) -> Iterable[str]:
        return islice(leaves(self._shape), _MOST_NAMES) if self._shape is not None else ()


def _nearest(shape: Shape, steps: Sequence[str], variables: Sequence[str]) -> list[str] | None:
    """Return the steps with misspelt names corrected, or None if nothing comes near the first step.

    A step that the data have stays. The first may also be corrected to one of `variables`.
    """
    found: list[str] = []
    for step in steps:
        inner = shape.item() if step == ITEM else shape.field(step)
        name = step if inner is not None else nearest(step, [*(() if found else variables), *shape.names()])
        found += [name] if name is not None else []
        inner = inner or (shape.field(name) if name is not None else None)
        if inner is None:
            break
        shape = inner
    return [*found, *steps[len(found) :]] if found else None


def _joined(steps: Iterable[str]) -> str:
    return ".".join(steps).replace(f".{ITEM}", ITEM)


def _of_wrong_kind(use: Use, tag: TagUse, shape: Shape) -> Problem | None:
    kinds = shape.kinds()
    words = "或".join(KIND_WORDS.get(kind, "") for kind in sorted(kinds))
    needed = {"looped": _GOES_THROUGH, "listed": _LISTS}.get(use.how)
    if kinds and needed and not kinds & needed and not (use.how == "listed" and kinds == {"object"}):
        return _told("GT303", tag, use, f"这里需要列表，而“{use.path}”是{words}", "请写列表的名称")
    if kinds and use.how == "printed" and kinds <= _WHOLE:
        mend = '请用 for 循环逐项写，或写 |join("、")' if "list" in kinds else "请写到下级的名称"
        return _told("GT304", tag, use, f"“{use.path}”是{words}，不能当一个值印", mend)
    level = _LEVEL.match(tag.text)
    if kinds and use.how == "printed" and level and kinds <= _PLAIN:
        mend = f"请写 {{{{ {use.path} }}}}；填入的是带格式的内容的，样本里写 null"
        return _told("GT308", tag, use, f"“{use.path}”是{words}，{level[0].strip()} }}}} 里放不下", mend)
    return None


def _told(code: str, tag: TagUse, use: Use, message: str, mend: str) -> Problem:
    return Problem(message=message, path=use.path, place=str(tag.address), found=tag.text, mend=mend, code=code)


def unused(tags: Iterable[TagUse], shape: Shape) -> Iterator[Problem]:
    """Names of the data that no tag uses; for an object that no tag uses at all, only its own name."""
    every = [use for tag in tags for use in tag.uses]
    named = {part for use in every for part in _prefixes(use.path)}
    whole = {use.path.removesuffix(ITEM) for use in every if use.how in _TAKEN_WHOLE}
    paths = list(islice(leaves(shape), _MOST_NAMES))
    missing = [path for path in paths if path not in named and not whole.intersection(_prefixes(path))]
    asked = named | {part for path in set(paths).difference(missing) for part in _prefixes(path)}
    tops = (next(part for part in (*_prefixes(path), path) if part not in asked) for path in missing)
    for top in dict.fromkeys(tops):
        yield Problem(message=f"没有标签用到“{top}”", path=top, mend="不必印的，不必理会", code="GT302")


def _prefixes(path: str) -> list[str]:
    """A dotted path and the paths around it, the outermost first: `a`, `a.b`, `a.b.c`."""
    return list(accumulate(path.replace(ITEM, f".{ITEM}").split("."), lambda left, right: _joined([left, right])))
