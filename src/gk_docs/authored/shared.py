"""Merge into a report the text that many reports of a folder share.

Shared text stands in two places, both in the folder of the report:

- a file that the report extends: `沿用: _公共.yaml`, in English `extends:`. That file may extend another one.
- the table `["公共"]` (or `[common]`) of the folder's `gk-docs.toml`, which every authored report there extends without
  saying so. Its key `"模板"` (`template`) names the Word template of the folder. If the file begins with
  `"文件夹" = ["镇", "部门"]` (or `folders`), reports in these folders extend it too, after their own `gk-docs.toml`.

What the report says overrides what it extends, key by key inside sections and the body; lists and texts are replaced
whole. A key without a value takes the shared value, `null` takes none. Figures and the name of the body are never
shared: each body has its own. Paths of pictures, `沿用` and `模板` start at the folder of the file that they stand in,
and must stay inside it; the path of `上年报告` starts at the folder of the report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from os.path import relpath
from pathlib import Path
from typing import Any, NamedTuple

from gk_docs import regex as re
from gk_docs.authored.folder import file_inside
from gk_docs.authored.keys import field_named
from gk_docs.authored.located import Mapping, Node, Scalar, Sequence, problem_at
from gk_docs.authored.scalars import Misfit
from gk_docs.authored.syntax import compose
from gk_docs.chinese.labels import normalise, strip_numbering
from gk_docs.errors import GkError, Problem
from gk_docs.files.encoding import decode
from gk_docs.files.source import Source
from gk_docs.form.agency import Agency
from gk_docs.form.editions import in_force
from gk_docs.form.model import Model, kind_of
from gk_docs.form.table import table_of
from gk_docs.settings import NAME, SHARED, folders_of, said_in

KEYS = frozenset({"沿用", "extends"})
"""The keys that name the file that is extended."""

TEMPLATE_KEYS = frozenset({"模板", "template"})
"""The keys that name the Word template of a folder."""

DEEPEST = 5
"""Most files that one report extends, directly or through one another."""

_HEADER = re.compile(r"^\s*\[(?!\[)([^\]]+)\]")
_KEY = re.compile(r"""^\s*(?:"([^"]+)"|'([^']+)'|([A-Za-z0-9_-]+))\s*[.=]""")


def with_shared(tree: Mapping, source: Source) -> tuple[Mapping, list[Problem]]:
    """Merge a report with what it extends; return it with the problems, each of which names its own file.

    Args:
        tree: What the report says itself.
        source: Its file.
    """
    sharing = _Sharing(source.folder, source.name)
    merged = sharing.extended(tree, source.folder)
    try:
        for common in commons_of(source.folder) if source.folder else ():
            base = sharing.extended(_without(common.tree, TEMPLATE_KEYS), common.folder)
            merged = sharing.below(merged, base)
    except GkError as error:
        sharing.problems.extend(error.problems)
    return merged, sharing.problems


def shared_template(folder: Path) -> Path | None:
    """The Word template of a folder, named by its `gk-docs.toml` or the nearest above that covers it; else None.

    Raises:
        GkError: If a settings file is wrong, or names a file that is not in its folder.
    """
    for common in commons_of(folder):
        for key, value in common.tree.entries:
            if normalise(key.text) in TEMPLATE_KEYS and isinstance(value, Scalar):
                try:
                    return file_inside(common.folder, value.text)
                except Misfit as error:
                    raise GkError([_problem(value, error.message, error.mend)]) from None
    return None


class _Sharing:
    """Merges shared text into one report."""

    def __init__(self, folder: Path | None, name: str | None) -> None:
        self.folder = folder
        self.seen = {(folder / name).resolve()} if folder and name else set[Path]()
        self.problems: list[Problem] = []

    def extended(self, tree: Mapping, folder: Path | None) -> Mapping:
        """Merge a tree with the file that its key 沿用 names in the folder, and drop that key."""
        named = [value for key, value in tree.entries if normalise(key.text) in KEYS]
        bare = _without(tree, KEYS)
        base = self._base(named[0], folder) if named else None
        return self.below(bare, self.extended(base.tree, base.folder)) if base else bare

    def below(self, own: Mapping, base: Mapping) -> Mapping:
        """Merge `own` over `base`, without the figures and the body's name in `base`, which are refused."""
        return _merged(own, self._may_be_shared(base, in_force()), in_force())

    def _base(self, node: Node, folder: Path | None) -> Common | None:
        if not isinstance(node, Scalar) or node.blank:
            self.problems.append(_problem(node, "这里要写一个公共文件的名称", "如 沿用: _乡镇公共.yaml"))
            return None
        try:
            path = file_inside(folder, node.text)
            self._once(path)
        except Misfit as error:
            self.problems.append(_problem(node, error.message, error.mend))
            return None
        label = self._label(path)
        try:
            tree, problems = compose(decode(Source.of(path).data), label)
        except GkError as error:
            self.problems.extend(error.in_file(label).problems)
            return None
        self.problems.extend(replace(problem, file=label) for problem in problems)
        if isinstance(tree, Mapping):
            return Common(path.parent, tree)
        self.problems.append(_problem(node, "公共文件里没有“名称: 内容”", "请检查文件内容"))
        return None

    def _label(self, path: Path) -> str:
        """The path of a file from the folder of the report, as in `Scalar.file`."""
        return Path(relpath(path, self.folder.resolve())).as_posix() if self.folder else path.name

    def _once(self, path: Path) -> None:
        if path in self.seen or len(self.seen) > DEEPEST:
            message = "文件互相沿用" if path in self.seen else f"沿用超过{DEEPEST}层"
            raise Misfit(message, mend="请删去其中一处沿用")
        self.seen.add(path)

    def _may_be_shared(self, tree: Mapping, model: type[Model]) -> Mapping:
        """Drop figures and the body's name from a tree, and record a problem for each."""
        kept: list[tuple[Scalar, Node]] = []
        for key, value in tree.entries:
            name = _name(key, model)
            info = model.model_fields.get(name)
            inner = kind_of(info.annotation, Model) if info and isinstance(value, Mapping) else None
            is_name = (name == "agency" and not inner) or (model is Agency and name == "name")
            if is_name or (info and table_of(info)):
                what = "机关名称" if is_name else "数字"
                self.problems.append(_problem(key, f"公共内容里不能写{what}", "请写在各单位自己的文件里", key.text))
            else:
                kept.append((key, self._may_be_shared(value, inner) if inner and isinstance(value, Mapping) else value))
        return replace(tree, entries=tuple(kept))


def _merged(own: Mapping, base: Mapping, model: type[Model] | None) -> Mapping:
    shared = {_name(key, model): (key, value) for key, value in base.entries}
    entries = []
    for key, value in own.entries:
        _, below = shared.pop(_name(key, model), (None, None))
        entries.append((key, value if below is None else _over(key, value, below, model)))
    return replace(own, entries=(*entries, *shared.values()))


def _over(key: Scalar, value: Node, below: Node, model: type[Model] | None) -> Node:
    """Merge one value over the shared one."""
    info = model.model_fields.get(_name(key, model)) if model else None
    inner = kind_of(info.annotation, Model) if info else None
    if isinstance(value, Scalar) and value.plain and not value.text and not value.comment:
        return below
    if isinstance(value, Scalar) and isinstance(below, Mapping) and inner is Agency:
        value = Mapping(((replace(value, text="name"), value),), value.line, value.column, value.file)
    if isinstance(value, Mapping) and isinstance(below, Mapping):
        return _merged(value, below, inner)
    return value


def _name(key: Scalar, model: type[Model] | None) -> str:
    """The name of the field that a key stands for, however it is spelt; else the normalised key."""
    if model is None:
        return normalise(key.text)
    return field_named(model, key.text) or field_named(model, strip_numbering(key.text)) or normalise(key.text)


def _without(tree: Mapping, keys: frozenset[str]) -> Mapping:
    return replace(tree, entries=tuple((key, value) for key, value in tree.entries if normalise(key.text) not in keys))


def _problem(node: Node, message: str, mend: str | None, found: str | None = None) -> Problem:
    text = node.text if isinstance(node, Scalar) else None
    return problem_at(node, message, found=found or text or None, mend=mend)


class Common(NamedTuple):
    """The shared text of a settings file.

    Attributes:
        folder: The folder of the file, at which paths in the text start.
        tree: The text.
    """

    folder: Path
    tree: Mapping


def commons_of(folder: Path) -> Iterator[Common]:
    """The shared texts for a folder, nearest first: its own, then those of folders above that list it in 文件夹.

    Raises:
        GkError: If a settings file cannot be read or is not TOML, or if its 公共 is not a table.
    """
    label, place = NAME, folder.resolve()
    while True:
        tree = _common(place, label)
        if tree is not None:
            yield Common(place, tree)
        if place not in (folders_of(place.parent) or ()):
            return
        place, label = place.parent, f"../{label}"


def _common(folder: Path, label: str) -> Mapping | None:
    values, text = said_in(folder)
    name = next((name for name in SHARED if name in values), None)
    if name is None:
        return None
    found = _node(values[name], (name,), label, _lines(text))
    if not isinstance(found, Mapping):
        raise GkError("“公共”须是一张表", file=label, mend='表名写作 ["公共"]、["公共"."机关"]')
    return found


def _node(value: Any, path: tuple[str, ...], file: str, lines: dict[tuple[str, ...], int]) -> Node:
    line = _line(path, lines)
    if isinstance(value, dict):
        keys = [Scalar(key, _line((*path, key), lines), 1, plain=False, file=file) for key in value]
        nodes = [_node(inner, (*path, key), file, lines) for key, inner in value.items()]
        return Mapping(tuple(zip(keys, nodes, strict=True)), line, 1, file)
    if isinstance(value, list):
        return Sequence(tuple(_node(inner, path, file, lines) for inner in value), line, 1, file)
    is_bool = isinstance(value, bool)
    return Scalar(str(value).lower() if is_bool else str(value), line, 1, plain=is_bool, file=file)


def _line(path: tuple[str, ...], lines: dict[tuple[str, ...], int]) -> int:
    """The line of a key, or of the nearest table around it whose line is known."""
    return next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), 1)


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """The line of each key and table of a TOML file that begins a line.

    The parser of the standard library does not say where a key stands, so this searches for it: the first line below
    the table's header that begins with the key.
    """
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = tuple(part.strip().strip("\"'") for part in header[1].split("."))
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault((*table, key[1] or key[2] or key[3]), number)
    return found
