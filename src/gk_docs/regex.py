"""A stand-in for `re` that compiles patterns when they are first used: `from gk_docs import regex as re`.

A process that makes one report uses fewer than half of the patterns that it imports, and compiling a set of Chinese
characters takes longer than matching with it.
"""

from __future__ import annotations

import re
from functools import cached_property
from re import ASCII as ASCII
from re import DOTALL as DOTALL
from re import IGNORECASE as IGNORECASE
from re import MULTILINE as MULTILINE
from re import VERBOSE as VERBOSE
from re import Match as Match
from re import Pattern as Pattern
from re import error as error
from re import escape as escape
from re import findall as findall
from re import fullmatch as fullmatch
from re import match as match
from re import search as search
from re import split as split
from re import sub as sub
from typing import TYPE_CHECKING, Any, AnyStr, Generic, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

at_once = re.compile
"""`re.compile`, for a pattern made of somebody's words, which must not go into the cache on disk."""

compile_now: Callable[..., Pattern[Any]] = re.compile
"""The function that compiles deferred patterns; the command replaces it by one with a cache (`files.patterns`)."""


class Deferred(Generic[AnyStr]):
    """A pattern and its flags; every other attribute is that of the compiled pattern."""

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        value = self.__dict__[name] = getattr(self._compiled, name)
        return value

    @cached_property
    def _compiled(self) -> Pattern[AnyStr]:
        return compile_now(self.pattern, self._flags)


def longest_first(words: Iterable[str]) -> list[str]:
    """Sort words for a pattern that finds any of them, each once; a longer word comes before those that it begins with.

    The order is the same in every process, as that of a set is not: a pattern that differs from one process to the next
    is never found among those that were kept.

    >>> longest_first({"答复", "按时答复", "公开"})
    ['按时答复', '公开', '答复']
    """
    return sorted(sorted({*words}), key=len, reverse=True)


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:  # noqa: A001 - as re calls it
    """Make a pattern that is compiled, and may raise `re.error`, when it is first used.

    >>> compile("[0-9]+年").search("公开2023年的").group()
    '2023年'
    """
    return cast("Pattern[AnyStr]", Deferred(pattern, flags))
