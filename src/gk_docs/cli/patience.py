"""A progress bar for work that takes more than a second, where somebody watches."""

from __future__ import annotations

import sys
from threading import Timer
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.progress import Progress

T = TypeVar("T")

PATIENCE = 1.0
"""Seconds before the bar appears."""


def watched(items: Sequence[T], what: str) -> Iterator[T]:
    """The items one by one, under a progress bar on stderr once they take longer than `PATIENCE`.

    No bar, and no rich, where stderr is no terminal.

    Args:
        items: What is worked on.
        what: What is being done, in Chinese.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    bar = _Bar(what, len(items))
    try:
        for item in items:
            yield item
            bar.advance()
    finally:
        bar.close()


class _Bar:
    def __init__(self, what: str, total: int) -> None:
        self._what, self._total, self._done = what, total, 0
        self._progress: Progress | None = None
        self._timer = Timer(PATIENCE, self._show)
        self._timer.daemon = True
        self._timer.start()

    def advance(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress.update(self._progress.task_ids[0], completed=self._done)

    def close(self) -> None:
        self._timer.cancel()
        self._timer.join()
        if self._progress is not None:
            self._progress.stop()

    def _show(self) -> None:
        from rich.console import Console  # noqa: PLC0415 - only where somebody watches and waits
        from rich.progress import Progress  # noqa: PLC0415

        progress = Progress(console=Console(stderr=True), transient=True)
        progress.add_task(self._what, total=self._total, completed=self._done)
        progress.start()
        self._progress = progress
