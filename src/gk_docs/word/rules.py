"""The rules of the lint: their codes, names and pages, and how a problem becomes a finding."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from gk_docs.errors import Problem
from gk_docs.finding import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WHOLE = "模板"
_HEADINGS = ("查什么", "为什么", "例", "怎样改")


@dataclass(frozen=True, slots=True)
class TemplateRule:
    """What the lint looks for under one code.

    Attributes:
        code: Its code, never reused (GT301).
        name: Its name in English (unknown-name).
        severity: How serious a finding is, and how certain.
        title: What is wrong, in Chinese.
        page: Text under each heading of its page: 查什么, 为什么, 例, 怎样改.
    """

    code: str
    name: str
    severity: Severity
    title: str
    page: Mapping[str, str]


@cache
def rules_of(package: str, file: str) -> Mapping[str, TemplateRule]:
    """The rules that a TOML file in a package declares, by code."""
    declared: dict[str, dict[str, Any]] = tomllib.loads(files(package).joinpath(file).read_text(encoding="utf-8"))
    return {
        code: TemplateRule(
            code,
            one["name"],
            Severity[one["severity"].upper()],
            one["title"],
            {heading: one[heading] for heading in _HEADINGS},
        )
        for code, one in declared.items()
    }


def template_rules() -> Mapping[str, TemplateRule]:
    """The rules that hold for every template, by code."""
    return rules_of("gk_docs.word", "rules.toml")


def findings(problems: Iterable[Problem], rules: Mapping[str, TemplateRule]) -> list[Finding]:
    """Turn problems into findings: the worst first, otherwise in the order given."""
    found = [_finding(problem, rules[problem.code or ""]) for problem in problems]
    return sorted(found, key=lambda finding: -finding.severity)


def _finding(problem: Problem, rule: TemplateRule) -> Finding:
    sentence = Problem(
        message=problem.message, found=problem.found, expected=problem.expected, mend=problem.mend
    )  # its place and file stand apart
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        place=Place(problem.path or "", problem.place or _WHOLE),
        message=str(sentence),
        found=problem.found,
        expected=problem.expected,
    )
