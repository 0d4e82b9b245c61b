"""Parse YAML into a tree that knows places, and write a tree of plain values as YAML; knows nothing of reports.

Parsing walks the parser's events instead of `yaml.compose`: nothing recurses, so no nesting can exhaust the stack, and
an anchor is refused before it can be repeated. Writing keeps short rows on one line, and paragraphs as blocks of lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Lines
from dataclasses import dataclass, field
from functools import partial, reduce
from itertools import groupby
from typing import Any, NamedTuple

import yaml

from gk_docs import regex as re
from gk_docs.authored.located import Mapping, Node, Scalar, Sequence, problem_at
from gk_docs.authored.words import ALL_ZERO, LEAVE_OUT, NARROW, QUOTE, UNWRITTEN, WIDE_BLANKS, WIDE_INDENT, escaped
from gk_docs.chinese.text import closed_up
from gk_docs.errors import InvalidReport, Problem
from gk_docs.files import limits

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BESIDE = re.compile(r"[ \t]*(#.*)")
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(#.*)")
_BELOW = re.compile(r"\n?(?:[ \t]*\n)*( *)(#.*)")
_WIDE = re.compile(f"[{WIDE_BLANKS}]")
_TAG = re.compile(r"#[^\s#]")
_OURS = tuple(f"# {words}" for words in (ALL_ZERO, LEAVE_OUT, UNWRITTEN))
_MAPPING, _SEQUENCE, _TEXT = (f"tag:yaml.org,2002:{name}" for name in ("map", "seq", "str"))
WIDE_MARKS = ("｜", "丨", "│", "︱", "＞")
"""Characters that look like `|` or `>`, the marks of a block of text, at the head of a plain value."""

_ENDS_A_LINE = re.compile("[\n\x85\u2028\u2029\ufeff]")
_UNSEEN_END = re.compile("[\x85\u2028\u2029]")
_LONG = 40
_RESOLVER: Any = yaml.resolver.Resolver()


def compose(text: str, file: str | None = None) -> tuple[Node | None, list[Problem]]:
    """Parse YAML into a tree, None if the text is empty; with a problem for each key that is written twice.

    Args:
        text: The text.
        file: The `Scalar.file` of every node, if this is a file that another one extends.

    Raises:
        InvalidReport: If the text is not YAML, or uses what authored input does not allow: anchors, tags, several
            documents, too deep a nesting.
    """
    if unseen := _UNSEEN_END.search(text):  # ends a line for YAML, and for no editor
        from gk_docs.authored import slips  # noqa: PLC0415 - many patterns, for broken files only

        raise InvalidReport([slips.unseen(text, unseen, "换行符")])
    building = _Building(text, file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            building.take(event)
    except yaml.YAMLError as error:
        from gk_docs.authored.slips import explained  # noqa: PLC0415 - many patterns, for broken files only

        raise InvalidReport([explained(error, text)]) from None
    return building.root, building.problems


@dataclass(slots=True)
class _OpenNode:
    """A mapping or list that has begun."""

    event: Any
    nodes: list[Node] = field(default_factory=list)

    @property
    def at_key(self) -> bool:
        return isinstance(self.event, yaml.MappingStartEvent) and len(self.nodes) % 2 == 0


@dataclass(slots=True)
class _Building:
    text: str
    file: str | None = None
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    open: list[_OpenNode] = field(default_factory=list)
    nodes: int = 0
    documents: int = 0

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.NodeEvent):
            self._refuse_unknown(event)
        if isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._add(self._closed(self.open.pop(), event))
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _refusal(event, "一个文件只能写一份报告", mend="请删去“---”和它后面的内容，或另存为一个文件")

    def _refuse_unknown(self, event: Any) -> None:
        self.nodes += 1
        if event.anchor is not None:
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            mend = f"请把内容写全；文字以 {mark} 开头时请加引号"
            raise _refusal(event, "不能使用锚点和引用", found=f"{mark}{event.anchor}", mend=mend)
        if getattr(event, "tag", None):
            raise _refusal(event, "不能使用标签", found=event.tag, mend="请删去；文字以 ! 开头时请加引号")
        if self.nodes > limits.YAML_NODES:
            raise _refusal(event, f"内容超过{limits.YAML_NODES}项")

    def _open(self, event: Any) -> None:
        if self.open and self.open[-1].at_key:
            if self.open[-1].event.flow_style and not self.open[-1].nodes:
                raise _refusal(event, "以 {{ 开头的文字没有加引号", mend=QUOTE)
            raise _refusal(event, "名称不能是一组内容", mend="请写成“名称: 内容”")
        if len(self.open) >= limits.YAML_LEVELS:
            raise _refusal(event, f"内容嵌套超过{limits.YAML_LEVELS}层")
        self.open.append(_OpenNode(event))

    def _add(self, node: Node) -> None:
        if self.open:
            self.open[-1].nodes.append(node)
        else:
            self.root = node

    def _scalar(self, event: Any) -> Scalar:
        start, end = event.start_mark, event.end_mark
        source = self.text[start.index : end.index] if "{" in event.value else ""
        plain = event.style in (None, "")
        comment = self._comment(event) if "#" in self.text else None
        line, column = start.line + 1, start.column + 1
        typed = self.text[start.index : end.index]
        lines = _lines(event.style, typed) if "\n" in typed else ""
        value = _closed_up(lines) if lines else event.value
        return Scalar(value, line, column, plain, source, self.file, comment, start.index, end.index, lines)

    def _closed(self, done: _OpenNode, event: Any) -> Node:
        mark = done.event.start_mark
        # The parser ends a block after the comments that follow it; it really ends with its last value.
        end = done.nodes[-1].end if done.nodes and not done.event.flow_style else event.end_mark.index
        place = (mark.line + 1, mark.column + 1, self.file, mark.index, end)
        if isinstance(done.event, yaml.SequenceStartEvent):
            return Sequence(tuple(done.nodes), *place)
        pairs = zip(done.nodes[::2], done.nodes[1::2], strict=True)
        return Mapping(tuple(self._once((key, value) for key, value in pairs if isinstance(key, Scalar))), *place)

    def _once(self, pairs: Iterator[tuple[Scalar, Node]]) -> Iterator[tuple[Scalar, Node]]:
        first: dict[str, int] = {}
        for key, value in pairs:
            if key.plain and _WIDE.match(key.text):
                raise InvalidReport([problem_at(key, WIDE_INDENT, found=key.text, mend=NARROW)])
            if key.text in first:
                message = f"同一个名称写了两次，第一次在第{first[key.text]}行"
                self.problems.append(problem_at(key, message, found=key.text, mend="请只保留一处"))
            else:
                first[key.text] = key.line
                yield key, value

    def _comment(self, event: Any) -> Scalar | None:
        """The comment beside or below a value, if it may be meant as text, as a node at its place; else None.

        To YAML, what follows ` #` in a paragraph is a comment: `更新 #石桥发布# 公众号118篇。` would say 更新 and lose
        the rest. A comment may be meant as text

        - after plain text on the same line, except the comments of a starting file;
        - after no value, after quotes or after `|`, or below a value and indented more than its key, if no blank
          follows the `#`: `主动公开: #石桥发布# …`.

        The field decides whether to refuse it: a number may have any comment, a name one with a blank (`is_remark`).
        """
        start, end = event.start_mark.index, event.end_mark.index
        is_block = event.style in ("|", ">")
        beside = _HEADER.match(self.text, start) if is_block else _BESIDE.match(self.text, end)
        if beside:
            is_cut = event.style in (None, "") and event.value and not beside[1].startswith(_OURS)
            return self._node(beside.start(1), beside[1]) if is_cut or _TAG.match(beside[1]) else None
        indent = self._indent()
        below = _BELOW.match(self.text, end) if indent is not None else None
        if below and indent is not None and len(below[1]) > indent and _TAG.match(below[2]):
            return self._node(below.start(2), below[2])
        return None

    def _indent(self) -> int | None:
        """The column from 0 beyond which an indented line would continue the value; None for a key and in braces."""
        if not self.open or self.open[-1].at_key or self.open[-1].event.flow_style:
            return None
        around = self.open[-1].event
        column: int = around.start_mark.column
        key = self.open[-1].nodes[-1] if isinstance(around, yaml.MappingStartEvent) else None
        return key.column - 1 if key else column

    def _node(self, at: int, comment: str) -> Scalar:
        line, column = self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at)
        return Scalar(comment, line, column, file=self.file)


def _lines(style: str | None, typed: str) -> str:
    """The lines of a value that YAML joins to one: plain, below `>`, in quotes without a backslash; "" of any other."""
    if style == "|" or (style == '"' and "\\" in typed):
        return ""
    text = typed.partition("\n")[2] if style == ">" else typed[1:-1] if style else typed
    text = text.replace("''", "'") if style == "'" else text
    return "\n".join(map(str.strip, text.split("\n")))


def _closed_up(lines: str) -> str:
    """Join lines up to an empty one; YAML would put a blank between them, also within Chinese."""
    paragraphs = [reduce(closed_up, group) for is_text, group in groupby(lines.split("\n"), bool) if is_text]
    return "\n\n".join(paragraphs)


def is_remark(comment: Scalar) -> bool:
    """Whether a comment looks like a remark and not like text: a blank follows its `#`."""
    return not _TAG.match(comment.text)


def _refusal(event: Any, message: str, found: str | None = None, mend: str | None = None) -> InvalidReport:
    line, column = event.start_mark.line + 1, event.start_mark.column + 1
    return InvalidReport([Problem(message=message, line=line, column=column, found=found, mend=mend)])


class Exact(NamedTuple):
    """A number, a date or `null`, which is written without quotes."""

    text: str


class Plain(NamedTuple):
    """Running text: paragraphs with an empty line between them; blanks at its ends do not matter."""

    text: str


class FlowRow(dict[str, Any]):
    """Keys and values that are written on one line."""


def escaped_tree(tree: Any) -> Any:
    """Escape the text of a tree, so that nothing in it is evaluated when it is read back; keys stay as they are.

    >>> escaped_tree({"正文": Plain("写 {{ name }}"), "年度": Exact("2023")})["正文"].text
    "写 {{ '{{' }} name }}"
    """
    return _rewritten(tree, escaped)


def as_typed(tree: Any, typed: Lines[str, str]) -> Any:
    """Put lines with expressions, as an author typed them, back into an escaped tree, by what they say."""
    return _rewritten(tree, partial(lines_typed, typed=typed))


def _rewritten(tree: Any, rewrite: Callable[[str], str]) -> Any:
    """Rewrite every text of a tree; keys stay as they are."""
    if isinstance(tree, dict):
        return type(tree)({key: _rewritten(value, rewrite) for key, value in tree.items()})
    if isinstance(tree, list):
        return [_rewritten(value, rewrite) for value in tree]
    if isinstance(tree, Plain):
        return Plain(rewrite(tree.text))
    return rewrite(tree) if isinstance(tree, str) else tree


def lines_typed(text: str, typed: Lines[str, str]) -> str:
    r"""An escaped text with the lines that an author typed with expressions.

    >>> lines_typed("共35件。\n办结。", {"共35件。": "共{{ 总计.总计 }}件。"})
    '共{{ 总计.总计 }}件。\n办结。'
    """
    known = {escaped(said): line for said, line in typed.items()}
    return "\n".join(known.get(line, line) for line in text.split("\n"))


def serialized(tree: dict[str, Any]) -> str:
    """Write a tree of dicts, lists, text, `Exact`, `Plain` and `FlowRow` as YAML.

    >>> print(serialized({"年度": Exact("2023"), "规章": FlowRow({"其余": Exact("0")}), "邮编": "010000"}))
    年度: 2023
    规章: {其余: 0}
    邮编: '010000'
    <BLANKLINE>
    """
    return str(yaml.serialize(_node(tree), Dumper=yaml.SafeDumper, allow_unicode=True, width=float("inf"), indent=2))


def _node(value: Any) -> yaml.Node:
    if isinstance(value, dict):
        pairs = [(_text(key), _node(item)) for key, item in value.items()]
        return yaml.MappingNode(_MAPPING, pairs, flow_style=isinstance(value, FlowRow))
    if isinstance(value, list):
        rows = bool(value) and all(isinstance(item, list) for item in value)
        return yaml.SequenceNode(_SEQUENCE, [_node(item) for item in value], flow_style=not rows and _is_short(value))
    if isinstance(value, Exact):
        return yaml.ScalarNode(_RESOLVER.resolve(yaml.ScalarNode, value.text, (True, False)), value.text)
    return _paragraphs(value.text) if isinstance(value, Plain) else _text(value)


def _is_short(items: list[Any]) -> bool:
    return all(isinstance(item, str) and len(item) < _LONG for item in items)


def _text(text: str) -> yaml.ScalarNode:
    # Only double quotes keep a line end in a text as it is.
    is_quoted = bool(_ENDS_A_LINE.search(text)) or text.startswith(WIDE_MARKS)
    return yaml.ScalarNode(_TEXT, text, style='"' if is_quoted else None)


def _paragraphs(text: str) -> yaml.ScalarNode:
    is_short = len(text) < _LONG and "\n" not in text
    if is_short or _ENDS_A_LINE.search(text.replace("\n", "")):
        return _text(text)
    return yaml.ScalarNode(_TEXT, f"{text}\n", style="|")
