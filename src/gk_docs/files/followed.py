"""Record which files a piece of work reads, each with a digest, to know later whether one has changed.

A reader calls `follow` just before it reads a file that its input names. The digest is taken before the file is read,
so a file that changes meanwhile counts as changed.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Followed: TypeAlias = "dict[Path, str | None]"
"""Digest by file; None for a file that was looked for and is missing or unreadable."""

_open: ContextVar[Followed | None] = ContextVar("followed", default=None)


@contextmanager
def following() -> Iterator[Followed]:
    """Collect the files that this thread follows inside the block."""
    found: Followed = {}
    token = _open.set(found)
    try:
        yield found
    finally:
        _open.reset(token)


def follow(path: Path) -> None:
    """Record that the file is about to be read; does nothing outside a `following` block."""
    found = _open.get()
    if found is not None and path.absolute() not in found:
        found[path.absolute()] = digest_of(path)


def digest_of(path: Path) -> str | None:
    """The SHA-256 digest of a file, or None if it is not there or cannot be read."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError):  # ValueError: no file can have the name
        return None
