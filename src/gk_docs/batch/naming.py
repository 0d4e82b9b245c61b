"""Which file each report is written to: no two to one, and no name that Windows cannot have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from gk_docs.batch.job import Job, run
from gk_docs.batch.record import recalled
from gk_docs.batch.result import Result
from gk_docs.batch.spreading import Known, as_done
from gk_docs.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor
    from pathlib import Path

Entry: TypeAlias = Job | Result | None
"""What a batch is made of: a job, a result that is known already, or None, if nothing more is there yet."""

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+')


def file_name(name: str) -> str:
    """The name of a body without the characters that a file name cannot have on Windows.

    >>> file_name("甲/乙局")
    '甲_乙局'
    """
    return _FORBIDDEN.sub("_", name).strip(" .") or "_"


def run_once_each(entries: Iterable[Entry], executor: Executor | None) -> Iterator[Result]:
    """The results of the jobs as they come; a job for a file that another one writes fails.

    What is recalled from an earlier run, with everything as it was then, is not done again.

    Args:
        entries: Taken from the iterator only as they are needed.
        executor: Any `concurrent.futures.Executor` whose workers see the same files; None for one process a core.
    """
    return as_done(run, _first_ones(entries), lambda job, problem: job.failed([problem]), executor)


def _first_ones(entries: Iterable[Entry]) -> Iterator[Job | Known[Result] | None]:
    seen: dict[Path, str] = {}
    for entry in entries:
        if not isinstance(entry, Job):
            yield Known(entry) if entry else None
            continue
        target = entry.targets[0]
        place = target.with_name(target.stem.casefold())
        if first := seen.get(place):
            yield Known(entry.failed([_double(first, target.stem)]))
            continue
        seen[place] = entry.name
        done = recalled(entry)
        yield Known(done) if done else entry


def _double(first: str, stem: str) -> Problem:
    return Problem(message=f"与 {first} 会写成同一个文件“{stem}”", mend="请改名，或分到不同的文件夹，再单独生成")
