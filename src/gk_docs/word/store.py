"""Keep the plans of templates on disk, since making one takes longer than all else in a short command.

Where they are kept, and when they are read, is in `gk_docs.files.kept`. A plan is made anew when the template, or the
version of anything that helps to make it, has changed.
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
    """Return the plan of a template, from disk or made now and saved there.

    Args:
        data: The template.
        environment: The sandbox that its code will run in.
        names: What the caller has added to the environment; each set of names has its own plan.
        update_fields: Whether Word is to refresh all fields; each choice has its own plan.

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
    """The versions that a plan depends on, and the engine's own files, so that a change to the engine shows at once."""
    versions = [(name, version_of(name)) for name in _PACKAGES]
    files = sorted(_stamps(os.path.dirname(__file__)))  # noqa: PTH120 - pathlib takes five times as long
    return repr((sys.version, version.__version__, versions, files)).encode()


def _stamps(folder: str) -> Iterator[tuple[str, int, int]]:
    """Yield path, size and time of change of each Python file in a folder and the folders below."""
    with os.scandir(folder) as entries:
        for one in entries:
            if one.name.endswith(".py"):
                yield one.path, one.stat().st_size, one.stat().st_mtime_ns
            elif one.is_dir() and one.name != "__pycache__":
                yield from _stamps(one.path)
