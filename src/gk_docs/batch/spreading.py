"""One function over many inputs, in this process or over any executor, results in the order of the inputs."""

from __future__ import annotations

import os
import signal
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor, Future

T = TypeVar("T")
R = TypeVar("R")

_IN_FLIGHT = 64


def spread(
    work: Callable[[T], R], items: Iterable[T], crashed: Callable[[T], R], executor: Executor | None = None
) -> Iterator[R]:
    """What `work` gives for each item, in the order of the items; a few in flight at a time.

    Args:
        work: A function of a module, which raises nothing.
        items: What it takes, one by one; for an executor of processes they can be pickled.
        crashed: The result for an item whose process died.
        executor: Any `concurrent.futures.Executor`; None for this process.
    """
    return map(work, items) if executor is None else _flow(work, iter(items), crashed, executor)


def processes(workers: int | None = None) -> ProcessPoolExecutor:
    """An executor of as many processes, one a core if None; they start afresh and leave Ctrl+C to this one."""
    context = get_context("spawn")  # a copy of a process with threads may hang
    return ProcessPoolExecutor(workers or os.cpu_count() or 1, context, signal.signal, (signal.SIGINT, signal.SIG_IGN))


def _flow(work: Callable[[T], R], items: Iterator[T], crashed: Callable[[T], R], executor: Executor) -> Iterator[R]:
    """Results in order; once a process has died, each item that is left has one of its own."""
    flying: list[tuple[T, Future[R] | None]] = []
    broken = False
    while True:
        for item in islice(items, _IN_FLIGHT - len(flying)):
            try:
                flying.append((item, None if broken else executor.submit(work, item)))
            except BrokenExecutor:
                broken = True
                flying.append((item, None))
        if not flying:
            return
        item, future = flying.pop(0)
        try:
            yield future.result() if future else _alone(work, item, crashed)
        except BrokenExecutor:
            broken = True
            yield _alone(work, item, crashed)


def _alone(work: Callable[[T], R], item: T, crashed: Callable[[T], R]) -> R:
    with processes(1) as own:
        try:
            return own.submit(work, item).result()
        except BrokenExecutor:
            return crashed(item)
