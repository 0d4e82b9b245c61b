"""A cache on disk for what takes long to make and the next process needs again.

It is the folder `gk-docs` in the user's cache folder: `LOCALAPPDATA` on Windows, else `XDG_CACHE_HOME`, else
`~/.cache`. `GK_DOCS_CACHE=off` in the environment switches it off.

It may hold code. So a file or folder that belongs to another user, or that others may write to, is never read, nor is a
damaged file.
"""

from __future__ import annotations

import os
import stat
from hashlib import sha256
from pathlib import Path

SWITCH = "GK_DOCS_CACHE"
KEPT = 32
"""How many files are kept; older ones are removed."""

_DIGEST_SIZE = 32


def folder() -> Path | None:
    """The folder of the cache; None where it is switched off or the user has no home folder."""
    if os.environ.get(SWITCH, "").lower() == "off":
        return None
    base = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    if not os.path.isabs(base):  # noqa: PTH117 - Path("") would be the present folder
        base = os.path.expanduser("~/.cache")  # noqa: PTH111 - leaves the ~ where there is no home; Path raises
    return Path(base, "gk-docs") if os.path.isabs(base) else None  # noqa: PTH117 - base is text


def read(file: Path) -> bytes | None:
    """The content of a file of the cache; None if it is missing or damaged, or others can write to it."""
    try:
        if not _is_ours(file.parent.lstat(), stat.S_IFDIR) or not _is_ours(file.lstat(), stat.S_IFREG):
            return None
        content = file.read_bytes()
    except OSError:
        return None
    digest, kept = content[:_DIGEST_SIZE], content[_DIGEST_SIZE:]
    return kept if sha256(kept).digest() == digest else None


def _is_ours(facts: os.stat_result, kind: int) -> bool:
    """Whether a file or folder is of this kind, not a link, and this user alone can change it."""
    if stat.S_IFMT(facts.st_mode) != kind:
        return False
    if os.name == "nt":  # its folder is the user's own, and the mode says nothing
        return True
    return facts.st_uid == os.getuid() and not facts.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def write(file: Path, content: bytes) -> None:
    """Write a file of the cache, whole or not at all; nothing is written if others can change the folder.

    Raises:
        OSError: If the system refuses.
    """
    from tempfile import NamedTemporaryFile  # noqa: PLC0415 - seldom needed

    file.parent.mkdir(0o700, parents=True, exist_ok=True)
    if not _is_ours(file.parent.lstat(), stat.S_IFDIR):
        return
    with NamedTemporaryFile(dir=file.parent, delete=False) as draft:  # readable by this user only
        draft.write(sha256(content).digest() + content)
    Path(draft.name).replace(file)
    for old in sorted(file.parent.iterdir(), key=lambda one: one.stat().st_mtime_ns)[:-KEPT]:
        old.unlink(missing_ok=True)
