"""Drafts that a killed run left behind."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from gk_docs.files.saving import DRAFT

if TYPE_CHECKING:
    from pathlib import Path


def remove_drafts(folder: Path, *, before: float, of: str = "") -> None:
    """Remove the drafts in a folder that are older than `before`.

    A draft lives for milliseconds until it takes the place of its file. One that was there before a whole run began
    and is there at its end belongs to a run that was killed.

    Args:
        folder: The folder written to; if there is none, nothing is to be removed.
        before: A time as `time.time` gives it.
        of: Only those of the file of this name, in a folder that holds other things.
    """
    for file in folder.iterdir() if folder.is_dir() else ():
        draft = DRAFT.fullmatch(file.name)
        if draft and (not of or of.startswith(draft[1])):
            with suppress(OSError):
                if file.stat().st_mtime < before:
                    file.unlink()
