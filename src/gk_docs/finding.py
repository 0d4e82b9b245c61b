"""Findings: what a reader or a check has found wrong with a report, as facts and as a sentence."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any


class Severity(IntEnum):
    """How sure and grave a finding is: an error must be fixed, a warning is probably wrong, an info is worth a look."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def chinese(self) -> str:
        """The severity in Chinese: 错误, 警告 or 提示."""
        return {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}[self]


@dataclass(frozen=True)
class Place:
    """A place in a report, as a field path and in the form's own words.

    Attributes:
        path: Field path (`requests.received.total`, `summary.on_request`), or "" for the report as a whole.
        words: The place in the form's own words (表三 · 一、本年新收政府信息公开申请数量 · 总计).
        span: The characters [start, end) in the `.text` of what `path` names, or None for a cell.
    """

    path: str
    words: str
    span: tuple[int, int] | None = None

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that a reader or a check has found in a report.

    Attributes:
        code: Code of the rule, never reused (GK301).
        name: Name of the rule (row-total).
        severity: How sure and how grave it is.
        place: Its place in the report.
        message: What is wrong, as a sentence in Chinese.
        found: The words or figure at the place, as printed; None if there is nothing to show.
        expected: What belongs there; None if it cannot be known.
        others: The other places that the rule compared.
        assessed: False if the rule could not decide; `message` then says why. Such a finding is not a problem.
        facts: Further facts, such as the numbers compared, by name.
        accepted: The reason with which the body accepts the finding (`report.accepted`), else None.
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
        """Whether the finding counts: it was assessed and is not accepted with a reason."""
        return self.assessed and self.accepted is None

    @property
    def is_of_reader(self) -> bool:
        """Whether it says what a reader could not place or read (GK101 to GK109), which no check found."""
        return self.code.startswith("GK10")

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that stay the same as long as code, place and values do."""
        place = (self.place.path, self.place.words, str(self.place.span))
        facts = (self.code, *place, self.found or "", self.expected or "")
        return hashlib.sha256("\x1f".join(facts).encode()).hexdigest()[:16]

    def __str__(self) -> str:
        return f"{self.code} {self.severity.chinese} {self.place}：{self.message}"
