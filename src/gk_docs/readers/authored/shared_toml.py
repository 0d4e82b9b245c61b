"""The table `["公共"]` of a folder's `gk-docs.toml` as a located tree, and the folders that it names as its own.

The parser of the standard library does not say where a key stands, so the lines are looked for: the first line of the
table's part of the file that begins with the key. Where that finds nothing, the line of the table stands for it.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs.errors import GkError
from gk_docs.readers.authored.located import Mapping, Scalar, Sequence
from gk_docs.readers.files.followed import follow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gk_docs.readers.authored.located import Node

FILE = "gk-docs.toml"
TABLES = ("公共", "common")
FOLDERS = ("文件夹", "folders")
TEMPLATE_KEYS = frozenset({"模板", "template"})

_QUOTE = 'TOML 规定中文的键要加引号：写作 "地址" = "…"，表名写作 ["公共"]、["公共"."机关"]'
_HEADER = re.compile(r"^\s*\[(?!\[)([^\]]+)\]")
_KEY = re.compile(r"""^\s*(?:"([^"]+)"|'([^']+)'|([A-Za-z0-9_-]+))\s*[.=]""")
_BARE_CHINESE = re.compile(r"^\s*\[?\s*[一-鿿][^\"'=\]]*[=\]]", re.MULTILINE)


class Common(NamedTuple):
    """The shared text of a settings file.

    Attributes:
        folder: The folder of the file, which paths in the text start at.
        tree: The text.
    """

    folder: Path
    tree: Mapping


def commons_of(folder: Path) -> Iterator[Common]:
    """The shared text for a folder, nearest first: its own, and that of the folders above it that name it as theirs.

    Raises:
        GkError: If a settings file cannot be read, is no TOML, or holds a value that is no text.
    """
    label, place = FILE, folder.resolve()
    while True:
        tree = _common(place, label)
        if tree is not None:
            yield Common(place, tree)
        if place not in folders_of(place.parent):
            return
        place, label = place.parent, f"../{label}"


def folders_of(folder: Path) -> list[Path]:
    """The folders in a folder whose reports belong to it, as its settings file names them (`"文件夹" = ["镇"]`).

    Raises:
        GkError: If the settings file is wrong, or names what is no folder in it.
    """
    values, _ = _read(folder)
    key = next((key for key in FOLDERS if key in values), FOLDERS[0])
    names = values.get(key, [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise GkError("须是文件夹名称的列表", file=FILE, place=key, mend=f'请写 "{key}" = ["镇", "部门"]')
    root = folder.resolve()
    for name in names:
        path = root / name
        if path.resolve().parent != root or path.resolve() == root or not path.is_dir():
            raise GkError("没有这个文件夹", file=FILE, place=key, found=name, mend="只能写本文件夹里的文件夹，不写路径")
    return [root / name for name in dict.fromkeys(names)]


def _common(folder: Path, label: str) -> Mapping | None:
    values, text = _read(folder)
    name = next((name for name in TABLES if name in values), None)
    if name is None:
        return None
    found = _node(values[name], (name,), _Where(label, _lines(text)))
    if not isinstance(found, Mapping):
        raise GkError("“公共”须是一张表", file=label, mend=_QUOTE)
    return found


def _read(folder: Path) -> tuple[dict[str, Any], str]:
    """What the settings file of a folder says, and its text; nothing if there is none."""
    path = folder / FILE
    follow(path)
    if not path.is_file():
        return {}, ""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GkError("不能读取设置文件，或文件不是 UTF-8 编码", file=FILE) from error
    try:
        return tomllib.loads(text, parse_float=str), text
    except tomllib.TOMLDecodeError as error:
        mend = _QUOTE if _BARE_CHINESE.search(text) else None
        raise GkError(f"设置文件不是正确的 TOML：{error}", file=FILE, mend=mend) from None


class _Where(NamedTuple):
    """Where keys stand: the name of the file, and the line of each."""

    file: str
    lines: dict[tuple[str, ...], int]

    def line(self, path: tuple[str, ...]) -> int:
        return next((self.lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self.lines), 1)


def _node(value: Any, path: tuple[str, ...], where: _Where) -> Node:
    line = where.line(path)
    if isinstance(value, dict):
        entries = (
            (
                Scalar(key, where.line((*path, key)), 1, plain=False, file=where.file),
                _node(inner, (*path, key), where),
            )
            for key, inner in value.items()
        )
        return Mapping(tuple(entries), line, 1, where.file)
    if isinstance(value, list):
        return Sequence(tuple(_node(inner, path, where) for inner in value), line, 1, where.file)
    if isinstance(value, bool):
        return Scalar(str(value).lower(), line, 1, file=where.file)
    return Scalar(str(value), line, 1, plain=False, file=where.file)


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """The line of each key and table, as far as they stand at the beginning of a line."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = tuple(part.strip().strip("\"'") for part in header[1].split("."))
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault((*table, key[1] or key[2] or key[3]), number)
    return found
