"""What reading one workbook of ours has found: which node came from which cell, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gk_docs.authored.located import Mapping, Scalar
from gk_docs.authored.workbook.sheets import cell_name
from gk_docs.authored.workbook.words import BLANK, HIDDEN, YES
from gk_docs.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gk_docs.authored.located import Node
    from gk_docs.authored.workbook.sheets import Sheet
    from gk_docs.finding import Finding

_FIRST = 1_000_000  # above any line of the hidden text, whose nodes have lines of their own
_SHOWN = 8


@dataclass(slots=True)
class Gathering:
    """The nodes of a tree say their cell by their line, which is a number in `cells`.

    Attributes:
        cells: Sheet and cell of each node.
        problems: What is wrong already before the tree is read.
        missing: The cells that are not filled in, by the path of their figure.
        findings: What is said of cells that belong to nothing.
        switches: The cell of each sheet of a table that says whether its empty cells are 0.
        lost: Paths of what stands on sheets and in rows that were not found; that it is missing need not be said again.
    """

    cells: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    missing: dict[str, tuple[str, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    switches: dict[str, str] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)

    def line(self, sheet: str, cell: str = "") -> int:
        """The line that stands for a cell, or for a sheet as a whole."""
        self.cells.append((sheet, cell))
        return _FIRST + len(self.cells) - 1

    def place(self, node: Node) -> tuple[str, str]:
        """Sheet and cell that a node came from."""
        return self.cells[node.line - _FIRST]

    def scalar(self, sheet: Sheet, row: int, column: int, text: str, *, plain: bool = False) -> Scalar:
        """The text of a cell as a node."""
        return Scalar(text, self.line(sheet.name, cell_name(row, column)), 1, plain)

    def refuse(self, sheet: str, cell: str, message: str, found: str | None = None, mend: str | None = None) -> None:
        """Note a problem at a cell."""
        problem = Problem(message=message, place=_place(sheet, cell), found=found, mend=mend)
        if problem not in self.problems:
            self.problems.append(problem)

    def is_formula(self, sheet: Sheet, row: int, column: int) -> bool:
        """Whether an input cell holds a formula; that is refused."""
        if (row, column) not in sheet.formulas:
            return False
        mend = "请填数字或文字本身；可以复制这一格，再“选择性粘贴 → 数值”"
        self.refuse(sheet.name, cell_name(row, column), "这一格是公式，程序不取公式算出的结果", mend=mend)
        return True

    def at_cells(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """The problems of the tree, each at its cell; cells that are not filled in are gathered, one line a sheet."""
        unfilled: dict[str, list[str]] = {}
        located: list[Problem] = []
        for problem in problems:
            cells = self._missing_at(problem)
            for sheet, cell in cells:
                unfilled.setdefault(sheet, []).append(cell)
            if not cells and not any(_is_at(path, problem.path) for path in self.lost):
                located.append(self._at_cell(problem))
        for sheet, names in unfilled.items():
            shown = "、".join(names[:_SHOWN]) + ("……" if len(names) > _SHOWN else "")
            switch = f"；都没有发生的，把 {self.switches[sheet]} 改为“{YES}”" if sheet in self.switches else ""
            mend = f"没有发生的填 0{switch}；表里确实要空着的，填“{BLANK}”"
            yield Problem(message=f"有{len(names)}格没有填（{shown}）", place=sheet, mend=mend)
        yield from located

    def _missing_at(self, problem: Problem) -> list[tuple[str, str]]:
        if problem.file is not None:
            return []
        return [cell for path, cell in self.missing.items() if _is_at(path, problem.path)]

    def _at_cell(self, problem: Problem) -> Problem:
        if problem.file is not None or problem.line is None:
            return problem
        known = 0 <= problem.line - _FIRST < len(self.cells)
        place = _place(*self.cells[problem.line - _FIRST]) if known else HIDDEN
        words = f"{place}（{problem.place}）" if problem.place else place
        mend = problem.mend.replace("写 null", f"填“{BLANK}”") if problem.mend else None
        return replace(problem, line=None, column=None, place=words, mend=mend)


def _is_at(path: str, place: str | None) -> bool:
    return place is not None and f"{path}.".startswith(f"{place}.")


def _place(sheet: str, cell: str) -> str:
    return f"{sheet}!{cell}" if cell else sheet


def nested(nodes: dict[str, Node], line: int) -> Mapping:
    """Nodes by dotted path as a tree of mappings.

    >>> tree = nested({"a.b": Scalar("1", 1, 1), "c": Scalar("2", 1, 1)}, 1)
    >>> [key.text for key, _ in tree.entries]
    ['a', 'c']
    """
    inner: dict[str, dict[str, Node]] = {}
    for path, node in nodes.items():
        name, _, rest = path.partition(".")
        inner.setdefault(name, {})[rest] = node
    entries = [(name, below[""] if "" in below else nested(below, line)) for name, below in inner.items()]
    return Mapping(tuple((Scalar(name, node.line, 1), node) for name, node in entries), line, 1)
