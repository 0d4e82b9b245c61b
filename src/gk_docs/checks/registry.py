"""Find all rules in `checks/rules/`; a new rule needs only a function in a file there."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import gk_docs.checks.rules as home
from gk_docs.checks.rule import RULES, Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    for module in iter_modules(home.__path__, f"{home.__name__}."):
        import_module(module.name)
    return tuple(RULES[code] for code in sorted(RULES))


def is_known(prefix: str) -> bool:
    """Whether the code of some rule begins with a prefix (GK3)."""
    return bool(prefix) and any(rule.code.startswith(prefix) for rule in all_rules())


def rule_of(code: str) -> Rule:
    """The rule with a code (GK301).

    Raises:
        KeyError: If there is none.
    """
    all_rules()
    return RULES[code]
