"""`gk-docs rule`: the page of a rule, a family, all of them."""

import json

import pytest

from gk_docs.checks import all_rules, rule_of
from gk_docs.cli import main
from gk_docs.showing.rule_page import every_rule, page_text


def test_a_code_gives_its_page_in_any_case_of_letters(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "gk301"]) == 0
    assert capsys.readouterr().out == page_text(rule_of("GK301"))


def test_without_a_code_every_rule_has_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [rule.code for rule in every_rule()]


def test_the_beginning_of_a_code_lists_the_family(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "GK4"]) == 0
    codes = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert codes == [rule.code for rule in all_rules() if rule.code.startswith("GK4")]


def test_a_rule_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "GK301", "--json"]) == 0
    [record] = json.loads(capsys.readouterr().out)
    assert (record["code"], record["severity"]) == ("GK301", "error")
    assert list(record["page"]) == ["查什么", "为什么", "依据", "例", "怎样改"]


def test_an_unknown_code_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "GK999"]) == 2
    assert "没有规则 GK999" in capsys.readouterr().err


def test_a_rule_of_templates_has_its_page_and_its_family(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "GT301", "--json"]) == 0
    [record] = json.loads(capsys.readouterr().out)
    assert (record["name"], list(record["page"])) == ("unknown-name", ["查什么", "为什么", "例", "怎样改"])
    assert main(["rule", "GT5"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.partition(" ")[0] for line in told] == [f"GT50{number}" for number in range(1, 10)]
