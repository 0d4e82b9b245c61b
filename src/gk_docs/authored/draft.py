"""The state of reading one authored file: the problems found so far, and the place of every field in the file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from gk_docs.authored.expressions import filled
from gk_docs.authored.keys import field_named, keys_shown, nearest_key
from gk_docs.authored.located import Mapping, Node, Scalar, kind_of, problem_at, typed
from gk_docs.authored.scalars import Misfit
from gk_docs.authored.syntax import is_remark
from gk_docs.authored.words import CUT, MEND, PREVIOUS, RESTS, UNFILLED, is_to_fill, parted
from gk_docs.chinese.labels import normalise
from gk_docs.chinese.text import illegal
from gk_docs.form.messages import problem_of
from gk_docs.form.places import words_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gk_docs.authored.scope import ExpressionScope
    from gk_docs.errors import Problem
    from gk_docs.form.model import Model
    from gk_docs.form.notes import Note
    from gk_docs.form.report import Report

WRONG: Any = object()
"""The value of a field that could not be read; a problem says why."""

V = TypeVar("V", bound=BaseModel)


@dataclass(slots=True)
class Draft:
    """What reading one authored file has found so far.

    Attributes:
        form: The edition of the form.
        folder: The folder of the file, or None if it came from memory.
        places: The key or value at which each field path was written.
        notes: Notes on what is not wrong, but may not be what the author means.
        meant: Paths of the fields that misspelt keys were probably meant for; they are not reported as missing.
        problems: Everything that is wrong, in the order in which it was found.
        scope: What expressions in text may name; None while the figures are not yet known, and for last year's file,
            whose text is not read.
        typed: Lines of text with expressions as typed, by what they say.
        apart: In order, what only an author's own file can say, in Chinese.
    """

    form: type[Report]
    folder: Path | None = None
    places: dict[str, Node] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    meant: set[str] = field(default_factory=set)
    scope: ExpressionScope | None = None
    typed: dict[str, str] = field(default_factory=dict)
    apart: dict[str, None] = field(default_factory=dict)

    def refuse(
        self,
        node: Node,
        path: str,
        message: str,
        *,
        found: str | None = None,
        expected: str | None = None,
        mend: str | None = None,
    ) -> Any:
        """Record a problem at a node and return `WRONG`."""
        if found is not None and is_to_fill(found):
            message, mend = UNFILLED, mend if expected else "请换成文字，括号也删去；没有这一部分，就删去它"
        place = PREVIOUS if path == "previous" else words_at(self.form, path) or None
        facts = {"path": path or None, "place": place, "found": found, "expected": expected, "mend": mend}
        self.problems.append(problem_at(node, message, **facts))
        return WRONG

    def wants(self, node: Node, path: str, expected: str, mend: str | None = None) -> Any:
        """Refuse a node of the wrong kind (a list where text belongs), say what is expected, and return `WRONG`."""
        message = "缺少内容" if isinstance(node, Scalar) and node.blank else f"这里不能是{kind_of(node)}"
        if isinstance(node, Scalar) and node.text.startswith("｛"):
            mend = "花括号、冒号和逗号是全角的，请改为半角的“{”和“}”、“: ”、“, ”"
        elif isinstance(node, Scalar) and "：" in node.text:
            mend = mend or "名称后面的冒号若是全角的“：”，请改为半角冒号加一个空格“: ”"
        return self.refuse(node, path, message, found=typed(node), expected=expected, mend=mend)

    def folder_of(self, node: Node) -> Path | None:
        """The folder of the file that a node stands in; None if the file came from memory."""
        return (self.folder / node.file).parent if self.folder and node.file else self.folder

    def scalar(self, node: Node, path: str, read: Callable[[str], Any], expected: str = "一个值") -> Any:
        """Return what `read` makes of a scalar; None if it is blank, `WRONG` if it does not fit."""
        if not isinstance(node, Scalar):
            return self.wants(node, path, expected)
        if node.blank:
            return None
        try:
            return read(node.text)
        except Misfit as error:
            return self.refuse(node, path, error.message, found=node.text, expected=error.expected, mend=error.mend)

    def fields(self, node: Mapping, model: type[Model], path: str) -> Iterator[tuple[str, Node]]:
        """Yield field name and value of each entry; refuse keys that name no field, or a field for the second time."""
        seen: set[str] = set()
        for key, value in node.entries:
            name = field_named(model, key.text)
            if name is None:
                self.unknown(key, model, path)
            elif name in seen:
                self.refuse(key, join(path, name), "同一项写了两次", found=key.text, mend="请只保留一处")
            else:
                seen.add(name)
                self.places[join(path, name)] = key
                yield name, value

    def unknown(self, key: Scalar, model: type[Model], path: str, *, hint: str | None = None) -> None:
        """Refuse a key that names no field of the model, and suggest the nearest one."""
        head, sign = parted(key.text)
        near = nearest_key(model, head)
        self.meant.add(join(path, field_named(model, near) or "") if near else "")
        mend = f"是否指“{near}”" if near else hint or f"可以写：{keys_shown(model)}"
        if sign == "：":
            mend = "名称后面的冒号是全角的“：”，请改为半角冒号加一个空格“: ”"
        elif sign and (field_named(model, head) or normalise(head) in RESTS):
            mend = f"名称后面要写半角冒号，再空一格，如“{head}: 0”"
        elif normalise(key.text).replace(".", "", 1).isdecimal():
            mend = "花括号里的逗号隔开各项；数字里的千位逗号请去掉"
        self.refuse(key, path, "没有这一项", found=key.text, mend=mend)

    def text(self, node: Node, path: str, *, is_name: bool = False) -> Any:
        """The text of a scalar with its expressions evaluated; None if it is blank, `WRONG` if something is wrong.

        A comment that may be meant as text is refused; beside a name or an address, only one without a blank after `#`.
        """
        if not isinstance(node, Scalar):
            return self.wants(node, path, "文字", "几个写在一行里，用“、”隔开" if is_name else None)
        if node.comment and not (is_name and is_remark(node.comment)):
            return self.refuse(node.comment, path, CUT, found=node.comment.text, mend=MEND)
        if node.blank:
            return None
        text = node.text
        if "{" in text and self.scope is not None:
            text, refused = filled(node, self.scope)
            for at, error in refused:
                self.refuse(at, path, error.message, found=at.text, mend=error.mend)
            if refused:
                return WRONG
            self._remember(node.text, text)
        return self._written(node, path, text)

    def _written(self, node: Scalar, path: str, text: str) -> Any:
        """The text, or `WRONG` if a line of it is only the mark 待填, or a document cannot hold it."""
        for line in filter(is_to_fill, text.split("\n")):
            return self.refuse(node, path, UNFILLED, found=line.strip())
        for character in illegal(text):
            return self.refuse(node, path, f"文字里有文档不能保存的{character.name}", mend="请删去这个字符")
        return text

    def _remember(self, typed: str, text: str) -> None:
        """Remember the lines of a text that have expressions, as typed."""
        lines, said = typed.split("\n"), text.split("\n")
        if len(lines) == len(said):
            pairs = zip(map(str.strip, said), map(str.strip, lines), strict=True)
            self.typed |= {one: line for one, line in pairs if one and one != line}

    def validate(self, model: type[V], values: Any, path: str = "") -> V | Any:
        """Make an object of a model; `WRONG` if values do not fit, with a problem at the place of each."""
        try:
            return model.model_validate(values)
        except ValidationError as error:
            known = {problem.path for problem in self.problems}
            for details in error.errors(include_url=False):
                steps = path.split(".") if path else []
                problem = problem_of(self.form, {**details, "loc": (*steps, *details["loc"])})
                if problem.path not in known:
                    self.problems.append(self._placed(problem))
            return WRONG

    def made(self, model: type[V], values: dict[str, Any], path: str) -> V | Any:
        """Make an object of what was read for its fields: `WRONG` if one of them is, or as `validate` says."""
        if WRONG in values.values():
            return WRONG
        return self.validate(model, {name: value for name, value in values.items() if value is not None}, path)

    def _placed(self, problem: Problem) -> Problem:
        steps = (problem.path or "").split(".")
        for count in range(len(steps), 0, -1):
            if place := self.places.get(".".join(steps[:count])):
                return replace(problem, file=place.file, line=place.line, column=place.column)
        return replace(problem, line=1)


def join(path: str, name: str | int) -> str:
    """The path of a field below a path."""
    return f"{path}.{name}" if path else str(name)
