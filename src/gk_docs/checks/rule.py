"""Declare rules: functions with a code, a name, a severity and a legal basis, whose docstring is the rule's page."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

from gk_docs import regex as re
from gk_docs.chinese.identifiers import masked
from gk_docs.errors import GkError
from gk_docs.finding import Finding, Place, Severity
from gk_docs.form.editions import FORMS
from gk_docs.form.places import SEPARATOR, words_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from gk_docs.checks.case import Case
    from gk_docs.form.report import Report

PREVIOUS = "previous."
"""Prefix of a field path in last year's report."""

_LINE = re.compile(r"\s*\n\s*")
_PARAGRAPH = re.compile(r"^(查什么|为什么|例|怎样改)：", re.MULTILINE)


@dataclass(slots=True, kw_only=True)
class Fact:
    """What a rule yields: values and places, from which `Rule.finding` makes the sentence.

    Attributes:
        path: Field path of the place; "" for the report as a whole.
        words: The place in the form's own words, if they do not follow from `path`.
        found: What is there.
        expected: What should be there.
        others: Field paths of the other places of a comparison; `previous.…` is in last year's report.
        span: Characters in the text at `path`.
        severity: A severity instead of the rule's.
        message: A template instead of the rule's.
        assessed: False if the rule could not decide; `message` then says why.
        facts: Further values for the template and for programs.
    """

    path: str = ""
    words: str | None = None
    found: object = None
    expected: object = None
    others: tuple[str, ...] = ()
    span: tuple[int, int] | None = None
    severity: Severity | None = None
    message: str | None = None
    assessed: bool = True
    facts: Mapping[str, Any] = field(default_factory=dict)


def not_assessed(why: str, path: str = "", **facts: Any) -> Fact:
    """The fact that a rule could not decide at `path`; `why` is the template of the reason."""
    return Fact(path=path, message=why, assessed=False, facts=facts)


def perhaps_lost(path: str) -> Fact:
    """The fact that what a rule misses at `path` may be in text that was not read (see `Case.may_have_lost`)."""
    return not_assessed("文件中有文字没有读入（见 GK101、GK103），要找的可能在其中，未判断。", path)


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        code: Its code, never reused (GK301).
        name: Its name in English, which reads well after "allow" (row-total).
        severity: Severity in our own report, unless a setting changes it.
        published: Severity in a published report; the same if None.
        basis: Legal source, in Chinese.
        message: Template of the sentence; the names in braces are values of the fact.
        judge: The function, from a case to facts; if `across`, from a case and what the comparison of reports found.
        applies: Tells whether the rule applies to a form; None if it applies to every form.
        after: Whether it judges what the other rules found, so that it comes after them.
        across: Whether it compares several reports, so that `check` of one report leaves it out.
    """

    code: str
    name: str
    severity: Severity
    basis: str
    message: str
    judge: Callable[..., Iterable[Fact | Finding]]
    published: Severity | None = None
    applies: Callable[[type[Report]], bool] | None = None
    after: bool = False
    across: bool = False

    @cached_property
    def title(self) -> str:
        """The first line of the judge's docstring: what is wrong, in Chinese."""
        return cleandoc(self.judge.__doc__ or "").partition("\n")[0].rstrip("。")

    @cached_property
    def page(self) -> Mapping[str, str]:
        """The text under each heading of its page, in order: 查什么, 为什么, 依据, 例, 怎样改."""
        pieces = _PARAGRAPH.split(cleandoc(self.judge.__doc__ or ""))[1:]
        told = {name: _LINE.sub("", text.strip()) for name, text in zip(pieces[::2], pieces[1::2], strict=True)}
        return {
            name: self.basis if name == "依据" else told[name] for name in ("查什么", "为什么", "依据", "例", "怎样改")
        }

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions of the form that it applies to; empty for all."""
        return tuple(name for name, form in FORMS.items() if self.applies and self.applies(form))

    def findings(self, case: Case, *compared: object) -> list[Finding]:
        """What the rule finds in a case; [] if it does not apply to the form.

        `compared` is what the comparison of reports found, for a rule `across` reports.
        """
        if self.applies and not self.applies(type(case.report)):
            return []
        facts = self.judge(case, *compared)
        return [fact if isinstance(fact, Finding) else self.finding(fact, case) for fact in facts]

    def finding(self, fact: Fact, case: Case) -> Finding:
        """Make the finding of a fact, with its sentence; all sentences of rules are made here."""
        usual = self.published if self.published and case.origin == "published" else self.severity
        values = {**fact.facts, "found": fact.found, "expected": fact.expected, "year": case.report.year}
        return Finding(
            code=self.code,
            name=self.name,
            severity=(fact.severity or usual) if fact.assessed else Severity.INFO,
            place=place_at(case.report, fact.path, fact.words, fact.span),
            message=masked((fact.message or self.message).format_map(values)),
            found=None if fact.found is None else masked(str(fact.found)),
            expected=None if fact.expected is None else str(fact.expected),
            others=tuple(place_at(case.report, path) for path in fact.others),
            assessed=fact.assessed,
            facts=dict(fact.facts),
        )


def place_at(report: Report, path: str, words: str | None = None, span: tuple[int, int] | None = None) -> Place:
    """The place at a field path, in the form's own words; `previous.…` is in last year's report."""
    if words is None and path.startswith(PREVIOUS):
        words = SEPARATOR.join(["上一年度报告", words_at(type(report), path.removeprefix(PREVIOUS))])
    return Place(path, words_at(type(report), path) or "全文" if words is None else words, span)


RULES: dict[str, Rule] = {}
"""Rules by code, as far as their modules are imported; use `registry.all_rules` to get all of them."""


def rule(
    code: str, name: str, severity: Severity, *, basis: str, message: str, **options: Any
) -> Callable[[Callable[..., Iterable[Fact | Finding]]], Rule]:
    """Declare a function as a rule; `options` are the other attributes of `Rule`.

    Raises:
        ValueError: If the code is taken.
        GkError: If Python drops docstrings (`python -OO`), since rules would then have no titles and no pages.
    """

    def declare(judge: Callable[..., Iterable[Fact | Finding]]) -> Rule:
        if code in RULES:
            raise ValueError(f"code {code} is taken by {RULES[code].name}")
        if not judge.__doc__:
            raise GkError(
                "检查规则的说明被 Python 的选项 -OO（PYTHONOPTIMIZE=2）去掉了，不能检查", mend="请不要用这个选项"
            )
        RULES[code] = Rule(code, name, severity, basis, message, judge, **options)
        return RULES[code]

    return declare
