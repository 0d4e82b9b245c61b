"""The rules of the template check: those of any template, and those that compare one with the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.word.rules import rules_of, template_rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gk_docs.word.rules import TemplateRule


def all_template_rules() -> Mapping[str, TemplateRule]:
    """All rules of templates by code."""
    return {**template_rules(), **rules_of("gk_docs.document", "template_rules.toml")}
