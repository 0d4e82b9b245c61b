"""What is wrong with a report: facts, with the sentence made last."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any


class Severity(IntEnum):
    """How sure and how grave: an error must be fixed, a warning is probably wrong, an info is worth a look."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def chinese(self) -> str:
        """错误, 警告 or 提示."""
        return {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}[self]


@dataclass(frozen=True)
class Place:
    """Where in a report: by field path, and in the form's own words.

    Attributes:
        path: Field path (`requests.received.total`, `summary.on_request`), or "" for the report as a whole.
        words: The place in the form's own words (表三 · 一、本年新收政府信息公开申请数量 · 总计).
        span: Characters [start, end) in the `.text` of the part that `path` names, or None for a cell.
    """

    path: str
    words: str
    span: tuple[int, int] | None = None

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that a reader or a check has to say of a report.

    Attributes:
        code: Code of the rule, never reused (GK301).
        name: Name of the rule (row-total).
        severity: How sure and how grave.
        place: Where it is.
        message: The sentence, in Chinese.
        found: What stands there, as printed; None where that has no meaning.
        expected: What belongs there; None where it cannot be known.
        others: The other places of a comparison.
        assessed: False where the rule could not decide; `message` then says why. Such a finding is not a problem.
        facts: Further numbers of the comparison, by name.
        accepted: The reason for which the body accepts the finding (`report.accepted`), else None.
    """

    code: str
    name: str
    severity: Severity
    place: Place
    message: str
    found: str | None = None
    expected: str | None = None
    others: tuple[Place, ...] = ()
    assessed: bool = True
    facts: dict[str, Any] = field(default_factory=dict, hash=False)
    accepted: str | None = None

    @property
    def is_problem(self) -> bool:
        """Whether it counts: it was assessed, and is not accepted with a reason."""
        return self.assessed and self.accepted is None

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that stay the same while code, place and values do."""
        place = (self.place.path, self.place.words, str(self.place.span))
        facts = (self.code, *place, self.found or "", self.expected or "")
        return hashlib.sha256("\x1f".join(facts).encode()).hexdigest()[:16]

    def __str__(self) -> str:
        return f"{self.code} {self.severity.chinese} {self.place}：{self.message}"
