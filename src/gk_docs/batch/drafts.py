"""Drafts that a killed run left behind."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from gk_docs.writers.files import DRAFT

if TYPE_CHECKING:
    from pathlib import Path


def remove_drafts(folder: Path, *, before: float) -> None:
    """Remove the drafts in a folder that are older than `before`.

    A draft lives for milliseconds until it takes the place of its file. One that was there before a whole run began
    and is there at its end belongs to a run that was killed.

    Args:
        folder: The folder written to.
        before: A time as `time.time` gives it.
    """
    for file in folder.iterdir():
        if DRAFT.fullmatch(file.name):
            with suppress(OSError):
                if file.stat().st_mtime < before:
                    file.unlink()
