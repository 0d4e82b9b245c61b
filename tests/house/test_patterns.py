"""No pattern rests on what the first releases of Python 3.11 get wrong, Debian 12's among them.

Until 3.11.5 a possessive repeat of more than one character may match what it must not (python/cpython#106052): there
`(?:ab?c)*+` takes `abca` of `abcab`. An atomic group around a plain repeat, `(?>(?:ab?c)*)`, says the same and is
right.
"""

from __future__ import annotations

import importlib
import marshal
import pkgutil
import re
from collections.abc import Iterator, Mapping
from typing import Any
from unittest.mock import Mock

import pytest

import gk_docs
from gk_docs import regex
from gk_docs.files.patterns import code_of, pattern_of
from gk_docs.regex import Deferred

_ONE_CHARACTER = frozenset({"LITERAL", "NOT_LITERAL", "IN", "ANY", "CATEGORY", "RANGE"})
_parser: Any = importlib.import_module("re._parser")


def patterns() -> Iterator[tuple[str, re.Pattern[Any] | Deferred[Any]]]:
    """Every pattern that a module of ours holds, in whatever it is kept."""
    for found in pkgutil.walk_packages(gk_docs.__path__, "gk_docs."):
        if found.name.rpartition(".")[2] not in {"__main__", "worker", "script_child", "doc_child", "pdf_child"}:
            for name, value in vars(importlib.import_module(found.name)).items():
                yield from ((f"{found.name}.{name}", one) for one in _inside(value))


def _inside(value: object) -> Iterator[re.Pattern[Any] | Deferred[Any]]:
    if isinstance(value, re.Pattern | Deferred):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _inside(one)
    elif isinstance(value, tuple | list | frozenset):
        for one in value:
            yield from _inside(one)


def possessive_groups(parsed: Any) -> bool:
    """Whether a parsed pattern repeats possessively what is more than one character."""
    for code, given in parsed:
        if str(code) == "POSSESSIVE_REPEAT" and (len(given[2]) != 1 or str(given[2][0][0]) not in _ONE_CHARACTER):
            return True
        if any(map(possessive_groups, _parts(given))):
            return True
    return False


def _parts(given: Any) -> Iterator[Any]:
    if isinstance(given, _parser.SubPattern):
        yield given
    elif isinstance(given, tuple | list):
        for one in given:
            yield from _parts(one)


def test_no_pattern_repeats_a_group_possessively() -> None:
    found = dict(patterns())
    assert len(found) > 300
    wrong = [name for name, one in patterns() if possessive_groups(_parser.parse(one.pattern, one.flags))]
    assert wrong == []


@pytest.mark.parametrize("pattern", ["(?:ab?c)*+", "x(?:(?:ab)++|c)", "(?=(?:a|bc)?+)", "(?>(?:ab){2,3}+)"])
def test_such_a_repeat_would_be_seen(pattern: str) -> None:
    assert possessive_groups(_parser.parse(pattern))


@pytest.mark.parametrize("pattern", ["[0-9]++", "a*+b?+", ".{2,3}+", "(?>(?:ab?c)*)", r"\d++"])
def test_what_is_right_everywhere_is_let_stand(pattern: str) -> None:
    assert not possessive_groups(_parser.parse(pattern))


def test_a_pattern_is_compiled_when_it_is_first_used_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    now = Mock(wraps=re.compile)
    monkeypatch.setattr(regex, "compile_now", now)
    year = regex.compile("[0-9]{4}年度?", re.VERBOSE)
    assert (year.pattern, now.call_count) == ("[0-9]{4}年度?", 0)
    assert year.sub("某年", "2023年度和2024年") == "某年和某年"
    assert (year.search("2023"), year.flags & re.VERBOSE, now.call_count) == (None, re.VERBOSE, 1)


def test_a_pattern_that_was_kept_is_what_compiling_it_gives() -> None:
    for name, one in [*patterns()][::8]:
        kept = marshal.loads(marshal.dumps(code_of(one.pattern, one.flags)))  # noqa: S302 - made here
        again = pattern_of(one.pattern, kept)
        assert again == re.compile(one.pattern, one.flags), name
        assert again.groupindex == dict(one.groupindex), name
