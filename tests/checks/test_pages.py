"""Every rule has a page under the fixed headings, and the pages are as the rules are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docs import rules_page

from gk_docs.checks import all_rules, rule_of
from gk_docs.checks.rule import RULES, rule
from gk_docs.errors import GkError
from gk_docs.finding import Severity
from gk_docs.showing.rule_page import page_markdown, page_text

if TYPE_CHECKING:
    from gk_docs.checks.rule import Rule

DOCS = Path(__file__).parents[2] / "docs/rules"


def test_rules_and_pages_agree() -> None:
    assert {rule.code for rule in all_rules()} == {page.stem for page in DOCS.glob("GK*.md")}


def test_the_pages_are_as_the_rules_are() -> None:
    for name, text in rules_page.pages():
        assert (DOCS / name).read_text(encoding="utf-8") == text, f"{name}: run python -m docs.generate"


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_a_rule_tells_what_why_basis_example_and_mend(rule: Rule) -> None:
    assert list(rule.page) == ["查什么", "为什么", "依据", "例", "怎样改"]
    assert all(rule.page.values())
    assert rule.title
    assert not rule.title.endswith("。")


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_a_page_has_no_line_break_inside_a_sentence(rule: Rule) -> None:
    assert not any("\n" in text for text in rule.page.values())


def test_the_page_of_a_rule_is_the_same_for_the_docs_and_the_prompt() -> None:
    rule = rule_of("GK301")
    for text in (page_markdown(rule), page_text(rule)):
        assert all(part in text for part in (rule.code, rule.title, rule.basis, rule.page["怎样改"]))


def test_an_unknown_code_has_no_rule() -> None:
    with pytest.raises(KeyError):
        rule_of("GK999")


def test_a_rule_whose_page_python_dropped_is_refused() -> None:
    declare = rule("GK999", "never-declared", Severity.INFO, basis="无", message="无")
    with pytest.raises(GkError, match="-OO"):
        declare(lambda _case: [])  # as `python -OO` leaves every function: without a docstring
    assert "GK999" not in RULES
