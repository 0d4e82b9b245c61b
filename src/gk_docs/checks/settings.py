"""Which rules run and how grave they are: chosen by code prefix, in a call or in a settings file."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - pydantic looks the fields up, to keep settings in a file
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gk_docs.checks.registry import all_rules
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gk_docs.finding import Finding

SEVERITY_WORDS: dict[str, Severity] = {
    word: severity for severity in Severity for word in (severity.name.lower(), severity.chinese)
}
"""Words of the severities in a settings file: error, warning, info or 错误, 警告, 提示."""


@dataclass(frozen=True)
class Settings:
    """Which rules run and how grave they are.

    Attributes:
        select: Prefixes of codes (GK3); empty for all.
        ignore: Prefixes of codes that do not run; the longer prefix wins over `select`.
        severities: Severity by prefix of code; the longer prefix wins.
        notes: Whether reports are written with the notes of their accepted differences, see `with_notes`.

    Raises:
        ValueError: If a prefix fits no code.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    notes: bool = False

    def __post_init__(self) -> None:
        for prefix in (*self.select, *self.ignore, *self.severities):
            if not prefix or not any(rule.code.startswith(prefix) for rule in all_rules()):
                raise ValueError(f"没有以 {prefix!r} 开头的检查代码")

    def overridden(self, select: tuple[str, ...], ignore: tuple[str, ...]) -> Settings:
        """The settings with what a caller chose: a `select` sets the own choice aside, an `ignore` comes to it.

        Raises:
            ValueError: If a prefix fits no code.
        """
        if select:
            return replace(self, select=select, ignore=ignore)
        return replace(self, ignore=(*self.ignore, *ignore))

    def chosen(self, code: str) -> bool:
        """Whether findings of that code are wanted."""
        wanted = _longest(self.select, code) if self.select else ""
        ignored = _longest(self.ignore, code)
        return wanted is not None and (ignored is None or len(wanted) > len(ignored))

    def severity(self, code: str, usual: Severity) -> Severity:
        """The severity of a code: the one that was set for its longest prefix, else the usual one."""
        prefix = _longest(self.severities, code)
        return usual if prefix is None else self.severities[prefix]

    def applied(self, findings: Iterable[Finding]) -> list[Finding]:
        """What rules across reports found: what is wanted of it, as grave as the settings say; remarks stay remarks."""
        wanted = [finding for finding in findings if self.chosen(finding.code)]
        return [
            finding
            if finding.severity is Severity.INFO
            else replace(finding, severity=self.severity(finding.code, finding.severity))
            for finding in wanted
        ]


def _longest(prefixes: Iterable[str], code: str) -> str | None:
    return max((prefix for prefix in prefixes if code.startswith(prefix)), key=len, default=None)
