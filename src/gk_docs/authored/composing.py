"""YAML text becomes a located tree, in one pass over the parser's events.

Events instead of `yaml.compose`: nothing recurses, so that no nesting can exhaust a stack, and an anchor is refused
before it can be repeated.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from gk_docs.authored.comments import comment_of
from gk_docs.errors import InvalidReport, Problem
from gk_docs.files import limits
from gk_docs.files.located import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.files.located import Node

QUOTE = "请给整段文字加引号，如 依申请公开: '{{ … }}件'；几段文字可写在“|”下面的各行"
"""How to mend text that begins with braces."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(text: str, file: str | None = None) -> tuple[Node | None, list[Problem]]:
    """The tree of a YAML text, None if it is empty, with a problem for each key that stands twice.

    Args:
        text: The text.
        file: The file for every node of the tree, if it is one that another file extends (see `Scalar.file`).

    Raises:
        InvalidReport: If the text is no YAML, or uses what authored input does not know: aliases, tags, several
            documents, too deep a nesting.
    """
    building = _Building(text, file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            building.take(event)
    except yaml.YAMLError as error:
        from gk_docs.authored.slips import explained  # noqa: PLC0415 - many patterns, for broken files only

        raise InvalidReport([explained(error, text)]) from None
    return building.root, building.problems


@dataclass(slots=True)
class _Open:
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
    open: list[_Open] = field(default_factory=list)
    nodes: int = 0
    documents: int = 0

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.NodeEvent):
            self._refuse_unknown(event)
        if isinstance(event, yaml.ScalarEvent):
            self._add(_scalar(event, self.text, self.file, self._indent()))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._add(self._closed(self.open.pop()))
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
        self.open.append(_Open(event))

    def _indent(self) -> int | None:
        """The column behind which what follows a value would go on with it; None beside a key and within braces."""
        if not self.open or self.open[-1].at_key or self.open[-1].event.flow_style:
            return None
        around = self.open[-1].event
        column: int = around.start_mark.column
        key = self.open[-1].nodes[-1] if isinstance(around, yaml.MappingStartEvent) else None
        return key.column - 1 if key else column

    def _add(self, node: Node) -> None:
        if self.open:
            self.open[-1].nodes.append(node)
        else:
            self.root = node

    def _closed(self, done: _Open) -> Node:
        line, column = done.event.start_mark.line + 1, done.event.start_mark.column + 1
        if isinstance(done.event, yaml.SequenceStartEvent):
            return Sequence(tuple(done.nodes), line, column, self.file)
        pairs = zip(done.nodes[::2], done.nodes[1::2], strict=True)
        entries = self._once((key, value) for key, value in pairs if isinstance(key, Scalar))
        return Mapping(tuple(entries), line, column, self.file)

    def _once(self, pairs: Iterator[tuple[Scalar, Node]]) -> Iterator[tuple[Scalar, Node]]:
        first: dict[str, int] = {}
        for key, value in pairs:
            if key.text in first:
                self.problems.append(
                    Problem(
                        message=f"同一个名称写了两次，第一次在第{first[key.text]}行",
                        line=key.line,
                        column=key.column,
                        found=key.text,
                        mend="请只保留一处",
                    )
                )
            else:
                first[key.text] = key.line
                yield key, value


def _scalar(event: Any, text: str, file: str | None, indent: int | None) -> Scalar:
    start, end = event.start_mark, event.end_mark
    source = text[start.index : end.index] if "{" in event.value else ""
    plain = event.style in (None, "")
    comment = comment_of(text, event, indent, file) if "#" in text else None
    return Scalar(event.value, start.line + 1, start.column + 1, plain, source, file, comment)


def _refusal(event: Any, message: str, found: str | None = None, mend: str | None = None) -> InvalidReport:
    mark = event.start_mark
    return InvalidReport([Problem(message=message, line=mark.line + 1, column=mark.column + 1, found=found, mend=mend)])
