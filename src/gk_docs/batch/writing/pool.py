"""Jobs done by any executor, a few in flight at a time, results as they come."""

from __future__ import annotations

import os
import signal
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context, parent_process
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING, TypeAlias
from uuid import uuid4

from gk_docs.batch.writing.job import Job, run
from gk_docs.batch.writing.result import Result
from gk_docs.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor, Future

Entry: TypeAlias = Job | Result | None
"""What a batch is made of; see `run_all`."""

IN_FLIGHT = 64
"""Jobs handed to the executor and not yet done, at most: what bounds the memory of a batch of any size."""

_CRASHED = Problem(message="处理这个文件的进程意外终止（可能内存不足）", mend="请单独再试这个文件")
_NOT_RUN = Problem(message="没有处理：并行处理的程序已经终止", mend="请再运行一次")


def run_all(entries: Iterable[Entry], executor: Executor | None = None) -> Iterator[Result]:
    """Results in the order in which they are done.

    Args:
        entries: Jobs, and results that are known already and passed on; taken from the iterator only as they are
            needed. None says that nothing more is there yet, so that what is done meanwhile is not held up.
        executor: Any `concurrent.futures.Executor` whose workers see the same files; None for one process a core. A
            process that dies fails its own job only.
    """
    rest = iter(entries)
    lost: list[Job] = []
    if executor is not None:
        yield from _flow(rest, executor, lost)
        yield from (job.failed([_CRASHED]) for job in lost)
        for entry in rest if lost else ():
            yield from _not_run(entry)
        return
    while True:
        with _processes() as own:
            yield from _flow(rest, own, lost)
        if not lost:
            return
        # Which of the jobs in flight broke the pool is not known: each gets a process of its own.
        for job in lost:
            with _processes(1) as alone:
                crashed: list[Job] = []
                yield from _flow(iter([job]), alone, crashed)
                yield from (victim.failed([_CRASHED]) for victim in crashed)
        lost.clear()


def _not_run(entry: Entry) -> Iterator[Result]:
    if entry is not None:
        yield entry.failed([_NOT_RUN]) if isinstance(entry, Job) else entry


@contextmanager
def _processes(workers: int | None = None) -> Iterator[Executor]:
    # Workers start afresh: a copy of a process with threads may hang.
    own = ProcessPoolExecutor(workers or os.cpu_count() or 1, get_context("spawn"), initializer=_serve)
    with own as pool:
        try:
            yield pool
        except BaseException:
            # With the thread that serves the workers joined: its pipe must not be closed while Python ends.
            pool.shutdown(cancel_futures=True)
            raise


def _serve() -> None:
    """Make this process a worker: Ctrl+C is not for it, since it finishes the file that it writes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End when the process that gives out the work is gone, however it ended: nobody else would tell a worker."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl+C waits until the block is done, and processes that start in it never get it, where the system can do that.

    A worker that were interrupted while it loads, or whose parent were while it says what to load, would say so at
    length, and break the pool. The mask is for the children, who inherit it. It does not keep Python's own answer back,
    since any other thread may take the signal: hence the handler. Only the main thread is ever interrupted.
    """
    if not hasattr(signal, "pthread_sigmask") or current_thread() is not main_thread():
        yield
        return
    held: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: held.append(number))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        signal.signal(signal.SIGINT, handler)
        if held:
            signal.raise_signal(signal.SIGINT)


def _run_anew(job: Job, _ticket: str) -> Result:
    """The job's result. The ticket makes each call its own: a cluster gives a call that it has seen its old result."""
    return run(job)


def _flow(entries: Iterator[Entry], executor: Executor, lost: list[Job]) -> Iterator[Result]:
    """Results as they come; jobs whose process died go to `lost`, and no further one is started."""
    flying: dict[Future[Result], Job] = {}
    more = True
    while flying or (more and not lost):
        while more and not lost and len(flying) < IN_FLIGHT:
            try:
                entry = next(entries)
            except StopIteration:
                more = False
                break
            if entry is None:
                break
            if isinstance(entry, Job):
                _start(entry, executor, flying, lost)
            else:
                yield entry
        yield from _landed(flying, lost)


def _start(job: Job, executor: Executor, flying: dict[Future[Result], Job], lost: list[Job]) -> None:
    try:
        with _interrupts_held():
            flying[executor.submit(_run_anew, job, uuid4().hex)] = job
    except BrokenExecutor:
        lost.append(job)


def _landed(flying: dict[Future[Result], Job], lost: list[Job]) -> Iterator[Result]:
    """The results of the jobs that are done, at least one if any is under way."""
    for future in wait(flying, return_when=FIRST_COMPLETED).done:
        job = flying.pop(future)
        try:
            result = future.result()
        except BrokenExecutor:
            lost.append(job)
            continue
        except Exception as fault:  # noqa: BLE001 - what a cluster says of a worker that it lost
            result = job.failed([replace(_CRASHED, found=f"{type(fault).__name__}：{fault}")])
        yield result
