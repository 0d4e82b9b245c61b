"""The table `["公共"]` of a folder's `gk-docs.toml` as a located tree.

The parser of the standard library does not say where a key stands, so the lines are looked for: the first line of the
table's part of the file that begins with the key. Where that finds nothing, the line of the table stands for it.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from gk_docs.errors import GkError
from gk_docs.readers.authored.located import Mapping, Scalar, Sequence
from gk_docs.readers.files.followed import follow

if TYPE_CHECKING:
    from pathlib import Path

    from gk_docs.readers.authored.located import Node

FILE = "gk-docs.toml"
TABLES = ("公共", "common")
TEMPLATE_KEYS = frozenset({"模板", "template"})

_QUOTE = 'TOML 规定中文的键要加引号：写作 "地址" = "…"，表名写作 ["公共"]、["公共"."机关"]'
_HEADER = re.compile(r"^\s*\[(?!\[)([^\]]+)\]")
_KEY = re.compile(r"""^\s*(?:"([^"]+)"|'([^']+)'|([A-Za-z0-9_-]+))\s*[.=]""")
_BARE_CHINESE = re.compile(r"^\s*\[?\s*[一-鿿][^\"'=\]]*[=\]]", re.MULTILINE)


def common_of(folder: Path) -> Mapping | None:
    """The shared text that the settings file of a folder holds, or None.

    Raises:
        GkError: If it cannot be read, is no TOML, or holds a value that is no text.
    """
    path = folder / FILE
    follow(path)
    if not path.is_file():
        return None
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GkError("不能读取设置文件，或文件不是 UTF-8 编码", file=FILE) from error
    try:
        values = tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        mend = _QUOTE if _BARE_CHINESE.search(text) else None
        raise GkError(f"设置文件不是正确的 TOML：{error}", file=FILE, mend=mend) from None
    name = next((name for name in TABLES if name in values), None)
    if name is None:
        return None
    found = _node(values[name], (name,), _lines(text))
    if not isinstance(found, Mapping):
        raise GkError("“公共”须是一张表", file=FILE, mend=_QUOTE)
    return found


def _node(value: Any, path: tuple[str, ...], lines: dict[tuple[str, ...], int]) -> Node:
    line = _line(path, lines)
    if isinstance(value, dict):
        entries = (
            (Scalar(key, _line((*path, key), lines), 1, plain=False, file=FILE), _node(inner, (*path, key), lines))
            for key, inner in value.items()
        )
        return Mapping(tuple(entries), line, 1, FILE)
    if isinstance(value, list):
        return Sequence(tuple(_node(inner, path, lines) for inner in value), line, 1, FILE)
    if isinstance(value, bool):
        return Scalar(str(value).lower(), line, 1, file=FILE)
    return Scalar(str(value), line, 1, plain=False, file=FILE)


def _line(path: tuple[str, ...], lines: dict[tuple[str, ...], int]) -> int:
    return next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), 1)


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
