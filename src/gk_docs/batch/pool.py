"""Jobs done by any executor, a few in flight at a time, results as they come."""

from __future__ import annotations

import os
import signal
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from typing import TYPE_CHECKING
from uuid import uuid4

from gk_docs.batch.job import Job, run
from gk_docs.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor, Future

    from gk_docs.batch.result import Result

IN_FLIGHT = 64
"""Jobs handed to the executor and not yet done, at most: what bounds the memory of a batch of any size."""

_CRASHED = Problem(message="处理这个文件的进程意外终止（可能内存不足）", mend="请单独再试这个文件")
_NOT_RUN = Problem(message="没有处理：并行处理的程序已经终止", mend="请再运行一次")


def run_all(jobs: Iterable[Job], executor: Executor | None = None) -> Iterator[Result]:
    """Results in the order in which they are done.

    Args:
        jobs: The jobs; taken from the iterator only as they are needed.
        executor: Any `concurrent.futures.Executor` whose workers see the same files; None for one process a core. A
            process that dies fails its own job only.
    """
    rest = iter(jobs)
    lost: list[Job] = []
    if executor is not None:
        yield from _flow(rest, executor, lost)
        yield from (job.failed([_CRASHED]) for job in lost)
        yield from (job.failed([_NOT_RUN]) for job in (rest if lost else ()))
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
                yield from _flow([job], alone, crashed)
                yield from (victim.failed([_CRASHED]) for victim in crashed)
        lost.clear()


@contextmanager
def _processes(workers: int | None = None) -> Iterator[Executor]:
    # Workers start afresh: a copy of a process with threads may hang.
    own = ProcessPoolExecutor(workers or os.cpu_count() or 1, get_context("spawn"), initializer=_leave_interrupts)
    with own as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _leave_interrupts() -> None:
    """Ctrl+C is for the process that gives out the work; a worker finishes the file that it writes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run_anew(job: Job, _ticket: str) -> Result:
    """The job's result. The ticket makes each call its own: a cluster gives a call that it has seen its old result."""
    return run(job)


def _flow(jobs: Iterable[Job], executor: Executor, lost: list[Job]) -> Iterator[Result]:
    """Results as they come; jobs whose process died go to `lost`, and no further one is started."""
    waiting = iter(jobs)
    flying: dict[Future[Result], Job] = {}
    while True:
        while len(flying) < IN_FLIGHT and not lost and (job := next(waiting, None)) is not None:
            try:
                flying[executor.submit(_run_anew, job, uuid4().hex)] = job
            except BrokenExecutor:
                lost.append(job)
        if not flying:
            return
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
