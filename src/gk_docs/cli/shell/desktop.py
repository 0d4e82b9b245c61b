"""Open files for a person, if there is a desktop."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from gk_docs.files.programs import find_program

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


_SILENT = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in range(3)] if os.name == "posix" else []


def open_on_desktop(files: Iterable[Path]) -> None:
    """Open files with the programs that the desktop has for them; do nothing without a desktop."""
    opener = None if sys.platform == "win32" else _opener()
    for file in map(os.path.abspath, files):
        with suppress(OSError):  # no program for such a file: it was written all the same
            if sys.platform == "win32":
                os.startfile(file)  # noqa: S606 - a file that we have just written
            elif opener:
                os.posix_spawn(opener, [opener, file], os.environ, file_actions=_SILENT)


def _opener() -> str | None:
    if sys.platform == "darwin":
        return "/usr/bin/open"
    has_screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return find_program("xdg-open") if has_screen else None
