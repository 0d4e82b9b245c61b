"""Why the work could not go on, shown: a list of all problems, each with its place and its mend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gk_docs.showing.listing import ListCell, Listing, Paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.errors import GkError, Problem

_TITLE = "还不能生成"
_HEADS = {"位置": 34, "问题": 40, "写的": 16, "应为": 20, "怎样改": 50}


@dataclass(frozen=True)
class ProblemsShown:
    """The problems of an error, shown.

    Attributes:
        error: The error.
    """

    error: GkError

    def sheets(self) -> list[Listing]:
        """A list of all problems, each with its place and its mend."""
        return [Listing.of(_TITLE, _HEADS, map(_cells, self.error.problems))]

    def paper(self) -> Paper:
        """The list under the number of problems."""
        told = f"共 {len(self.error.problems)} 处，改好后再做一次。"
        return Paper(title=_TITLE, lead=(told,), listings=tuple(self.sheets()))

    def text(self) -> str:
        """A line for each problem."""
        return "\n".join(map(str, self.error.problems))

    def record(self) -> Any:
        """A mapping for each problem, without the facts that are absent."""
        return [problem.to_dict() for problem in self.error.problems]


def _cells(problem: Problem) -> Iterator[object]:
    line = f"第 {problem.line} 行" if problem.line else ""
    yield ListCell(" ".join(filter(None, (problem.file, line, problem.place))), tone="error")
    yield from (problem.message, problem.found or "", problem.expected or "", problem.mend or "")
