"""Which file each report is written to: no two to one, and no name that Windows cannot have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gk_docs.batch.pool import run_all
from gk_docs.batch.result import Result
from gk_docs.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor

    from gk_docs.batch.job import Job

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')


def file_name(name: str) -> str:
    """The name of a body without the characters that a file name cannot have on Windows.

    >>> file_name("甲/乙局")
    '甲_乙局'
    """
    return _FORBIDDEN.sub("_", name).strip(" .") or "_"


def run_once_each(entries: Iterable[Job | Result], executor: Executor | None) -> Iterator[Result]:
    """The results of the jobs as they come; a job for a file that another one writes fails.

    Args:
        entries: Jobs, and results that are known already and only passed on.
        executor: As for `run_all`.
    """
    seen: dict[str, str] = {}
    known: list[Result] = []

    def first_ones() -> Iterator[Job]:
        for entry in entries:
            if isinstance(entry, Result):
                known.append(entry)
                continue
            stem = entry.targets[0].stem
            if first := seen.get(stem.casefold()):
                known.append(entry.failed([_double(first, stem)]))
                continue
            seen[stem.casefold()] = entry.name
            yield entry

    for result in run_all(first_ones(), executor):
        yield from _taken(known)
        yield result
    yield from _taken(known)


def _double(first: str, stem: str) -> Problem:
    return Problem(message=f"与 {first} 会写成同一个文件“{stem}”", mend="请改名，或分到不同的文件夹，再单独生成")


def _taken(results: list[Result]) -> Iterator[Result]:
    while results:
        yield results.pop(0)
