"""What cannot go on is raised, as one of these.

```
GkError                the base: catch this one
├─ UnreadableFile      the file is not what its name says, is damaged, or is too large
├─ NotAnAnnualReport   the file is readable, but no annual report
├─ InvalidReport       input does not fit the form: wrong type, unknown name, missing figure
│  └─ NotFilledIn      a starting file of `gk-docs new` in which nobody has written anything yet
├─ TemplateError       a Word template is broken, unsafe, or names what does not exist
├─ WriteRefused        writing would lose somebody's work, or the place cannot be written
└─ MissingExtra        a format needs a package that is not installed
```

A report that is wrong but readable is never an error: that is a `Finding` (see `gk_docs.finding`). A wrong call
raises `TypeError` or `ValueError`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong with an input, in Chinese, for the person who must mend it.

    Attributes:
        message: The sentence that says what is wrong.
        file: Name of the file, or None for input that came from memory.
        line: Line in the file, counted from 1, or None.
        column: Column in the line in characters, counted from 1, or None.
        path: Field path in the model (`requests.received.total`), or None outside the form.
        place: The place in the form's own words (表三 · 一、本年新收… · 自然人), or in a Word file's.
        found: What stands there, as typed.
        expected: What belongs there.
        mend: What to do.

    >>> print(Problem(message="不是整数", file="甲.yaml", line=3, found="三件", mend="请写 3"))
    甲.yaml:3：不是整数。写的是“三件”。请写 3。
    """

    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str | None = None
    place: str | None = None
    found: str | None = None
    expected: str | None = None
    mend: str | None = None

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        head = "：".join(part for part in (where, self.place, self.message) if part)
        facts = [
            head,
            f"写的是“{_short(self.found)}”" if self.found is not None else None,
            f"应为{self.expected}" if self.expected else None,
            self.mend,
        ]
        return "".join(f"{fact.rstrip('。')}。" for fact in facts if fact)

    def to_dict(self) -> dict[str, str | int]:
        """Facts of the problem without the absent ones, for JSON."""
        return {key: value for key, value in asdict(self).items() if value is not None}


class GkError(Exception):
    """The work cannot go on; `problems` says why, all reasons at once.

    >>> error = InvalidReport("缺少机关名称", file="甲.yaml", mend="请补上 机关: …")
    >>> print(error)
    甲.yaml：缺少机关名称。请补上 机关: …。
    """

    problems: tuple[Problem, ...]

    def __init__(
        self,
        message: str | Iterable[Problem],
        *,
        file: str | None = None,
        place: str | None = None,
        found: str | None = None,
        mend: str | None = None,
    ) -> None:
        if isinstance(message, str):
            message = (Problem(message=message, file=file, place=place, found=found, mend=mend),)
        self.problems = tuple(message)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)

    def in_file(self, file: str) -> GkError:
        """The same error with `file` named in every problem that names none yet."""
        return type(self)(replace(problem, file=problem.file or file) for problem in self.problems)


class UnreadableFile(GkError):  # noqa: N818 - the name says what the file is
    """The file is not what its name says, is damaged, or goes beyond a limit."""


class NotAnAnnualReport(GkError):  # noqa: N818 - the name says what the file is
    """The file can be read, but nothing in it is an annual report."""


class InvalidReport(GkError):  # noqa: N818 - the name says what the input is
    """Input does not fit the form: a wrong type, an unknown name, a missing figure."""


class NotFilledIn(InvalidReport):
    """A starting file as `gk-docs new` makes it, of which no figure and no text is filled in; all of them are named."""


class TemplateError(GkError):
    """A Word template is broken, unsafe, or names something that does not exist."""


class WriteRefused(GkError):  # noqa: N818 - the name says what happened
    """Writing would lose somebody's work, or the place cannot be written."""


class MissingExtra(GkError):  # noqa: N818 - the name says what is missing
    """A format needs a package that is not installed."""


_SHORT = 60


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"
