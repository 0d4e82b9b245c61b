"""Plans of templates kept for the next process, since making one takes longer than all else in a short command.

Where they lie, and when they are read, is in `gk_docs.files.kept`. What was made of another template, or by another
version of anything that has a part in it, is made anew.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from typing import TYPE_CHECKING

from gk_docs import version
from gk_docs.files.kept import folder, read, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from gk_docs.word.compiling.sandbox import Sandbox
    from gk_docs.word.plan import Plan

_PACKAGES = ("docxtpl", "python-docx", "lxml", "jinja2")


def planned(data: bytes, environment: Sandbox, names: Sequence[object], *, update_fields: bool = False) -> Plan:
    """The plan of a template: the one that is kept, or a new one, which is kept from now on.

    Args:
        data: The template.
        environment: Where it will run.
        names: What the caller has added to the environment; another plan is kept for other names.
        update_fields: Whether Word is to refresh all fields, likewise.

    Raises:
        UnreadableFile: If `data` is no Word file.
        TemplateError: If the template is unsafe or broken.
    """
    file = _file_for(data, [*names, update_fields])
    kept = read(file) if file else None
    if kept is not None:
        known: Plan = pickle.loads(kept)  # noqa: S301 - written by us, in a place where only this user writes
        return known
    from gk_docs.word.planning import plan  # noqa: PLC0415 - heavy

    made = plan(data, environment, update_fields=update_fields)
    if file:
        with suppress(OSError):
            write(file, pickle.dumps(made))
    return made


def _file_for(data: bytes, names: Sequence[object]) -> Path | None:
    at = folder()
    try:
        return at and at / f"{sha256(_makers() + repr(names).encode() + data).hexdigest()}.plan"
    except (OSError, PackageNotFoundError):  # installed so that no version can be told
        return None


@cache
def _makers() -> bytes:
    """All that has a part in a plan beside the template; the engine's files too, for one who works on the engine."""
    versions = [(name, version_of(name)) for name in _PACKAGES]
    files = sorted(_stamps(os.path.dirname(__file__)))  # noqa: PTH120 - pathlib takes five times as long
    return repr((sys.version, version.__version__, versions, files)).encode()


def _stamps(folder: str) -> Iterator[tuple[str, int, int]]:
    """Name, size and time of each file of code in a folder and in those below it."""
    with os.scandir(folder) as entries:
        for one in entries:
            if one.name.endswith(".py"):
                yield one.path, one.stat().st_size, one.stat().st_mtime_ns
            elif one.is_dir() and one.name != "__pycache__":
                yield from _stamps(one.path)
