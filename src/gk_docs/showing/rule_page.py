"""The page of a rule, as the docs print it and `gk-docs rule` shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gk_docs.checks.rule import Rule


def markdown(rule: Rule) -> str:
    """The page as Markdown."""
    published = f"，读取的公开报告为{rule.published.chinese}" if rule.published else ""
    editions = f"\n- 适用：{'、'.join(rule.editions)}年版格式" if rule.editions else ""
    facts = f"- 名称：`{rule.name}`\n- 级别：{rule.severity.chinese}{published}{editions}"
    body = "\n\n".join(f"## {heading}\n\n{text}" for heading, text in rule.page.items())
    return f"# {rule.code} {rule.title}\n\n{facts}\n\n{body}\n"


def plain(rule: Rule) -> str:
    """The page as plain text for the prompt."""
    body = "\n\n".join(f"{heading}：{text}" for heading, text in rule.page.items())
    return f"{rule.code} {rule.title}（{rule.severity.chinese}）\n\n{body}\n"
