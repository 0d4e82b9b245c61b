"""The table `["公共"]` of a folder's `gk-docs.toml` as a located tree, and the folders that it names as its own.

The parser of the standard library does not say where a key stands, so the lines are looked for: the first line of the
table's part of the file that begins with the key. Where that finds nothing, the line of the table stands for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs.errors import GkError
from gk_docs.files.located import Mapping, Scalar, Sequence
from gk_docs.settings import NAME, SHARED, folders_of, said_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gk_docs.files.located import Node

TEMPLATE_KEYS = frozenset({"模板", "template"})

_HEADER = re.compile(r"^\s*\[(?!\[)([^\]]+)\]")
_KEY = re.compile(r"""^\s*(?:"([^"]+)"|'([^']+)'|([A-Za-z0-9_-]+))\s*[.=]""")


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
    label, place = NAME, folder.resolve()
    while True:
        tree = _common(place, label)
        if tree is not None:
            yield Common(place, tree)
        if place not in folders_of(place.parent):
            return
        place, label = place.parent, f"../{label}"


def _common(folder: Path, label: str) -> Mapping | None:
    values, text = said_in(folder)
    name = next((name for name in SHARED if name in values), None)
    if name is None:
        return None
    found = _node(values[name], (name,), _Where(label, _lines(text)))
    if not isinstance(found, Mapping):
        raise GkError("“公共”须是一张表", file=label, mend='表名写作 ["公共"]、["公共"."机关"]')
    return found


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
