"""The page of a rule, as Markdown for the docs and as text for `gk-docs rule`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from gk_docs.checks.registry import all_rules
from gk_docs.checks.rule import Rule
from gk_docs.document.template_rules import all_template_rules

if TYPE_CHECKING:
    from gk_docs.word.rules import TemplateRule

    AnyRule: TypeAlias = Rule | TemplateRule


def every_rule() -> tuple[AnyRule, ...]:
    """The rules of reports (GK), then those of templates (GT), each by code."""
    return *all_rules(), *all_template_rules().values()


def title_of(code: str) -> str:
    """The title of a rule in Chinese; "" for the code of a reader's note, which has no rule."""
    return next((rule.title for rule in every_rule() if rule.code == code), "")


def page_markdown(rule: AnyRule) -> str:
    """The page of a rule as Markdown, for the docs and for SARIF."""
    published = editions = ""
    if isinstance(rule, Rule):
        published = f"，读取的公开报告为{rule.published.chinese}" if rule.published else ""
        editions = f"\n- 适用：{'、'.join(rule.editions)}年版格式" if rule.editions else ""
    facts = f"- 名称：`{rule.name}`\n- 级别：{rule.severity.chinese}{published}{editions}"
    body = "\n\n".join(f"## {heading}\n\n{text}" for heading, text in rule.page.items())
    return f"# {rule.code} {rule.title}\n\n{facts}\n\n{body}\n"


def page_text(rule: AnyRule) -> str:
    """The page of a rule as plain text for the prompt."""
    body = "\n\n".join(f"{heading}：{text}" for heading, text in rule.page.items())
    return f"{rule.code} {rule.title}（{rule.severity.chinese}）\n\n{body}\n"
