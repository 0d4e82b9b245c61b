"""What a command replaces is kept beside it, in `.gk-docs/原件`, where no command takes it for a report."""

from __future__ import annotations

import logging
import os
from itertools import count
from typing import TYPE_CHECKING

from gk_docs.errors import WriteRefused, system_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_log = logging.getLogger(__name__)

OWN_FOLDER = ".gk-docs"
"""Name of the folder beside the files of a command in which gk-docs keeps what is its own."""

ORIGINALS = "原件"

_NAMED = 40  # characters of the file's name, so that the name of the copy is never too long


def keep_original(path: Path, new: bytes, remade: Callable[[bytes], bool] | None = None) -> Path | None:
    """Keep a copy of a file that `new` is about to replace, under a name that is free; log where, as a warning.

    Returns:
        The copy; None if there is nothing to lose: no file, an empty one, one with just this content, or one that is
        `remade` by every run.

    Raises:
        WriteRefused: If that cannot be done; then the file must stay as it is.
    """
    try:
        data = path.read_bytes() if path.is_file() else b""
        if data in (b"", new) or (remade and remade(data)):
            return None
        copy = _copied(data, path)
    except OSError as error:
        message = f"原来的文件保存不了（{system_words(error)}），没有覆盖"
        mend = f"请检查 {path.parent / OWN_FOLDER} 能不能写，或先把原来的文件移到别处"
        raise WriteRefused(message, file=str(path), mend=mend) from error
    _log.warning("%s 原来的内容存在 %s", path.name, copy)
    return copy


def _copied(data: bytes, path: Path) -> Path:
    folder = path.parent / OWN_FOLDER / ORIGINALS
    folder.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        copy = folder / f"{path.stem[:_NAMED]}（{number}）{path.suffix}"
        try:
            file = copy.open("xb")
        except FileExistsError:
            continue
        try:
            with file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            was = path.stat()
            os.utime(copy, ns=(was.st_atime_ns, was.st_mtime_ns))
        except OSError:
            copy.unlink(missing_ok=True)
            raise
        return copy
    raise AssertionError  # pragma: no cover - `count` does not end
