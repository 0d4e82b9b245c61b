"""Show the problems of an error as a list, each with its place and what to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from gk_docs.authored.words import UNFILLED
from gk_docs.errors import GkError, Problem
from gk_docs.showing.listing import ListCell, Listing, Paper

_TITLE = "还不能生成"
_HEADS = {"位置": 34, "问题": 40, "写的": 16, "应为": 20, "怎样改": 50}
_MOST_UNFILLED = 5
_FILL = "请把“待填”换成数字或文字；没有发生的写 0，没有这一部分的，删去那一行"


def told(problems: Sequence[Problem]) -> Iterator[Problem]:
    """The problems for a person to read; if a file has more than five unfilled places, one problem stands for them.

    >>> left = [Problem(message=UNFILLED, file="甲.yaml", line=line) for line in (3, 3, 4, 5, 7, 8)]
    >>> [problem.message for problem in told(left)]
    ['还有 6 处没有填（第 3 至 5、7、8 行）']
    """
    unfilled: defaultdict[str | None, list[Problem]] = defaultdict(list)
    for problem in problems:
        unfilled[problem.file] += [problem] if problem.message == UNFILLED else []
    for problem in problems:
        alike = unfilled[problem.file] if problem.message == UNFILLED else []
        if len(alike) <= _MOST_UNFILLED:
            yield problem
        elif problem is alike[0]:
            lines = _spans(sorted({one.line for one in alike if one.line}))
            yield Problem(message=f"还有 {len(alike)} 处没有填（第 {lines} 行）", file=problem.file, mend=_FILL)


def _spans(numbers: list[int]) -> str:
    """List ascending numbers; three or more in a row are written as a range (3 至 5、7、8)."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), lambda one: one[1] - one[0])]
    return "、".join(f"{run[0]} 至 {run[-1]}" if run[2:] else "、".join(map(str, run)) for run in runs)


@dataclass(frozen=True)
class ProblemsShown:
    """The problems of an error, shown.

    Attributes:
        error: The error.
    """

    error: GkError

    def sheets(self) -> list[Listing]:
        """A list of all problems, each with its place and what to do."""
        return [Listing.of(_TITLE, _HEADS, map(_cells, self.error.problems))]

    def paper(self) -> Paper:
        """The list under the number of problems."""
        told = f"共 {len(self.error.problems)} 处，改好后再做一次。"
        return Paper(title=_TITLE, lead=(told,), listings=tuple(self.sheets()))

    def text(self) -> str:
        """A line for each problem; many unfilled places of a file share one line."""
        return "\n".join(map(str, told(self.error.problems)))

    def record(self) -> Any:
        """A mapping for each problem, without absent values."""
        return [problem.to_dict() for problem in self.error.problems]


def _cells(problem: Problem) -> Iterator[object]:
    line = f"第 {problem.line} 行" if problem.line else ""
    yield ListCell(" ".join(filter(None, (problem.file, line, problem.place))), tone="error")
    yield from (problem.message, problem.found or "", problem.expected or "", problem.mend or "")
