"""Find what earlier runs wrote into an output folder and no input stands for any more: it may be sent out by mistake.

A report that was renamed, withdrawn or moved to another folder leaves its old Word file and its old slip behind.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from gk_docs.batch.folder import SCRIPT, SLIPS, places_of
from gk_docs.batch.record import written_before
from gk_docs.files.saving import file_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gk_docs.batch.outcome import BatchSummary


def left_over(out: Path, folder: Path, summary: BatchSummary) -> list[str]:
    """The files in an output folder, by their paths in it, that earlier runs wrote for inputs that are no more.

    What was written for an input that is there does not count, such as one that failed, or in another format, or one of
    another folder that was written to the same place; nor does what somebody else put there. Which reports a script
    makes is not known unless it runs.

    Args:
        out: The output folder.
        folder: The folder of the inputs.
        summary: What became of these.
    """
    written = {path.resolve() for row in summary.rows if row.result for path in row.result.paths}
    bodies = {file_name(row.body) for row in summary.rows}
    places = places_of(folder)
    own = {place.resolve() for place in places}
    found: list[Path] = []
    for place in places:
        target = out / place.relative_to(folder)
        before = {name: one for one in written_before(target) for name in one.names}
        others = {name: one for name, one in before.items() if one.source and one.source.resolve().parent not in own}
        bodies |= {file_name(one.body) for one in others.values()}
        earlier = [file for file in _files(target) if file.name in before]
        inputs = [file for file in _files(place) if file not in earlier]
        if any(file.suffix == f".{SCRIPT}" for file in inputs):
            continue
        stems = {file.stem for file in inputs}
        gone = (file for file in earlier if file.name not in others and file.resolve() not in written)
        found += [file for file in gone if stems.isdisjoint(_stems(file))]
    found += [file for file in sorted((out / SLIPS).glob("*.txt")) if file.stem not in bodies]
    return [file.relative_to(out).as_posix() for file in found]


def _files(place: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from sorted(file for file in place.iterdir() if file.is_file())


def _stems(file: Path) -> tuple[str, str]:
    """The name of a file without its last suffix, and without the one before that (.cms.html)."""
    return file.stem, file.with_suffix("").stem
