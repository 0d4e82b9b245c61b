"""Run one function over many inputs, on any executor; by default in processes of our own, one a core.

A process of ours does not fork this one and does not run its `__main__`. It imports installed code only, ignores
Ctrl+C, so that it finishes its file, and ends with this process. A process that dies loses only its present item.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from dataclasses import replace
from functools import partial
from queue import SimpleQueue
from typing import IO, Any, Generic, NamedTuple, TypeVar, cast
from uuid import uuid4

from gk_docs.errors import Problem
from gk_docs.files.processes import environment, python

T = TypeVar("T")
R = TypeVar("R")

IN_FLIGHT = 64
"""Most calls that are handed to the executor and not taken back; this bounds the memory of a run of any length."""

MANY = 100
"""With so many files or more, a command uses all cores."""

_NEW_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # only Windows has it

CRASHED = Problem(message="处理这个文件的进程意外终止（可能内存不足）", mend="请单独再试这个文件")


class Known(NamedTuple, Generic[R]):
    """A result that is known already, among the items that are still to be worked on."""

    result: R


def spread(
    work: Callable[[T], R], items: Iterable[T], crashed: Callable[[T, Problem], R], executor: Executor | None = None
) -> Iterator[R]:
    """Yield the result of `work` for each item, in the order of the items, with a few items in flight at a time.

    Args:
        work: A function at the top level of a module, which must raise nothing.
        items: The arguments of `work`, one by one; they must be picklable.
        crashed: Makes the result of an item whose process died, or that was lost in another way.
        executor: Any `concurrent.futures.Executor`; None for this process.
    """
    if executor is None:
        yield from map(work, items)
        return
    with _Flights(work, crashed, executor) as flights:
        flying: deque[tuple[Future[R], T]] = deque()
        for item in items:
            flying.append((flights.started(item), item))
            if len(flying) == IN_FLIGHT:
                yield flights.landed(*flying.popleft())
        while flying:
            yield flights.landed(*flying.popleft())


def as_done(
    work: Callable[[T], R],
    items: Iterable[T | Known[R] | None],
    crashed: Callable[[T, Problem], R],
    executor: Executor | None = None,
) -> Iterator[R]:
    """Yield the results in the order in which they are done.

    Args:
        work: As for `spread`.
        items: As for `spread`; a `Known` is passed on. None says that no more items are ready yet, so that results that
            are done meanwhile are not held up.
        crashed: As for `spread`.
        executor: As for `spread`; None for one process a core.
    """
    rest, more = iter(items), True
    with ExitStack() as stack:
        flights = stack.enter_context(_Flights(work, crashed, executor or stack.enter_context(Processes())))
        flying: dict[Future[R], T] = {}
        down: SimpleQueue[Future[R]] = SimpleQueue()  # `wait` would go through all futures for each result
        while flying or more:
            while more and len(flying) < IN_FLIGHT:
                try:
                    item = next(rest)
                except StopIteration:
                    more = False
                    break
                if item is None:
                    break
                if isinstance(item, Known):
                    yield item.result
                else:
                    future = flights.started(item)
                    flying[future] = item
                    future.add_done_callback(down.put)
            if flying:
                future = down.get()
                yield flights.landed(future, flying.pop(future))


class WorkerError(Exception):
    """An error raised in a process of ours, as text; empty if the process died."""


def processes_for(count: int) -> AbstractContextManager[Executor | None]:
    """Processes for `count` files if it is worth starting them; else None, for this process alone."""
    return Processes() if count >= MANY else nullcontext()


class Processes(Executor):
    """An executor of our own processes; each thread of a pool has one, and starts another when it dies."""

    def __init__(self, workers: int | None = None) -> None:
        """Allow for `workers` processes, one a core if None; each is started when there is work for it."""
        self._threads = ThreadPoolExecutor(workers or os.cpu_count() or 1, initializer=_hold_interrupts)
        self._mine = threading.local()
        self._workers: set[_Worker] = set()

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        """Call a function in one of the processes; it and its arguments must be picklable.

        An error that it raises arrives as a `WorkerError`.
        """
        return self._threads.submit(self._done, partial(fn, *args, **kwargs))

    def _done(self, call: Callable[[], R]) -> R:
        worker = getattr(self._mine, "worker", None)
        if worker is None:
            worker = self._mine.worker = _Worker()
            self._workers.add(worker)
        data = pickle.dumps(call)
        try:
            result, fault = pickle.loads(worker.answer(data))  # noqa: S301 - from our own process
        except (OSError, EOFError, pickle.UnpicklingError):
            self._mine.worker = None
            self._workers.discard(worker)
            worker.end()
            raise WorkerError from None
        if fault is not None:
            raise WorkerError(fault)
        return cast("R", result)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as its base has it
        """Take no more calls, and end the processes when all calls are done; `cancel_futures` drops waiting calls."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        while wait and self._workers:
            self._workers.pop().end()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Shut down; drop waiting calls if an exception ends the block."""
        self.shutdown(cancel_futures=kind is not None)


def _hold_interrupts() -> None:
    """Block Ctrl+C in this thread, and so in the process that it starts; on Windows a process group does that."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


class _Worker:
    """A process that does one call after another (`gk_docs.batch.worker`)."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own module in our own interpreter
            python("gk_docs.batch.worker", str(os.getpid()), utf8=False),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(),
            creationflags=_NEW_GROUP,
        )

    def answer(self, call: bytes) -> bytes:
        """Send a call and return the answer, both pickled.

        Raises:
            OSError, EOFError, pickle.UnpicklingError: If the process dies.
        """
        calls, answers = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        pickle.dump(call, calls)
        calls.flush()
        return cast("bytes", pickle.load(answers))  # noqa: S301 - from our own process

    def end(self) -> None:
        """End the process, which has no call to do."""
        self._process.kill()
        with suppress(OSError), self._process:  # closing a pipe flushes what it may still hold
            pass


class _Flights(ExitStack, Generic[T, R]):
    """Calls on an executor; if it breaks, they go to processes of our own, including the calls that it lost."""

    def __init__(self, work: Callable[[T], R], crashed: Callable[[T, Problem], R], executor: Executor) -> None:
        super().__init__()
        if isinstance(executor, type) or not hasattr(executor, "submit"):
            raise TypeError(f"an executor of concurrent.futures, not {type(executor).__name__}")
        self._work, self._crashed, self._executor = work, crashed, executor

    def started(self, item: T) -> Future[R]:
        try:
            return self._submitted(item)
        except BrokenExecutor:
            self._mend()
            return self._submitted(item)

    def _submitted(self, item: T) -> Future[R]:
        return self._executor.submit(_work_anew, self._work, item, uuid4().hex)

    def _mend(self) -> None:
        if not isinstance(self._executor, Processes):
            self._executor = self.enter_context(Processes())

    def landed(self, future: Future[R], item: T) -> R:
        try:
            return future.result()
        except BrokenExecutor:
            self._mend()
            return self.landed(self._submitted(item), item)
        except WorkerError as fault:
            found = str(fault) or None
        except Exception as fault:  # noqa: BLE001 - what a cluster says of a worker that it lost
            found = f"{type(fault).__name__}：{fault}"
        return self._crashed(item, replace(CRASHED, found=found))


def _work_anew(work: Callable[[T], R], item: T, _ticket: str) -> R:
    """Call `work`; the ticket makes each call unique, since a cluster returns an old result for a call it has seen."""
    return work(item)
