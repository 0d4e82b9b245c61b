"""A progress bar for work that takes more than a second, if stderr is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sized
from threading import Timer
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")

PATIENCE = 1.0
"""Seconds before the bar appears."""


def watched(
    items: Iterable[T], what: str, count: int | None = None, name: Callable[[T], str] | None = None
) -> Iterator[T]:
    """Yield the items one by one, with a progress bar on stderr once they take longer than `PATIENCE`.

    If stderr is not a terminal, there is no bar and rich is not loaded.

    Args:
        items: The items of the work.
        what: What is being done, in Chinese.
        count: The number of items, if `items` has no length.
        name: Names an item, so that the bar shows the last one done; or None.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    bar = _Bar(what, count if count is not None else len(items) if isinstance(items, Sized) else None)
    try:
        for item in items:
            yield item
            bar.advance(name(item) if name else "")
    finally:
        bar.close()


class _Bar:
    def __init__(self, what: str, total: int | None) -> None:
        self._what, self._total, self._done, self._last = what, total, 0, ""
        self._progress: Progress | None = None
        self._timer = Timer(PATIENCE, self._show)
        self._timer.daemon = True
        self._timer.start()

    def advance(self, last: str) -> None:
        self._done += 1
        self._last = last
        if self._progress is not None:
            self._progress.update(self._progress.task_ids[0], completed=self._done, description=self._said())

    def _said(self) -> str:
        from rich.markup import escape

        from gk_docs.errors import printable

        return escape(printable(f"{self._what} {self._last}".rstrip()))

    def close(self) -> None:
        self._timer.cancel()
        self._timer.join()
        if self._progress is not None:
            self._progress.stop()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        progress = Progress(console=Console(stderr=True), transient=True)
        progress.add_task(self._said(), total=self._total, completed=self._done)
        progress.start()
        self._progress = progress
