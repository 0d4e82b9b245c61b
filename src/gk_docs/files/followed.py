"""Which files a piece of work reads: each with a digest, so that it can be told later whether any has changed.

A reader calls `follow` just before it reads a file that its input names. The digest is that of the moment before: a
file that changes while it is read never passes for what was read.
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
"""Digest by file; None for one that was looked for and is not there."""

_open: ContextVar[Followed | None] = ContextVar("followed", default=None)


@contextmanager
def following() -> Iterator[Followed]:
    """The files that are followed in the block, by this thread."""
    found: Followed = {}
    token = _open.set(found)
    try:
        yield found
    finally:
        _open.reset(token)


def follow(path: Path) -> None:
    """Take note that the file is about to be read; nothing happens unless somebody wants to know."""
    found = _open.get()
    if found is not None and path.absolute() not in found:
        found[path.absolute()] = digest_of(path)


def digest_of(path: Path) -> str | None:
    """The SHA-256 digest of a file, or None if it is not there or cannot be read."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError):  # also where no file can have the name
        return None
