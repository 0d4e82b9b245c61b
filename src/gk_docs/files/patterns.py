"""Reuse the regular expressions that an earlier command compiled: compiling takes a sixth of a short command's time.

The cache holds what `re` compiles a pattern to, by pattern and flags, for one version of Python only. This uses private
parts of `re`: if they differ, a pattern is compiled as usual. `_sre.compile` checks the code that it is given, and a
test compares every pattern with what `re.compile` gives.
"""

from __future__ import annotations

import atexit
import marshal
import re
import sys
from array import array
from contextlib import suppress
from hashlib import sha256
from importlib import import_module
from typing import TYPE_CHECKING, Any

from gk_docs import regex
from gk_docs.files import kept

if TYPE_CHECKING:
    from pathlib import Path

_MOST = 4 * 1024 * 1024  # bytes, several times what all patterns of gk-docs take


class KeptPatterns:
    """A compiler of patterns with a cache on disk.

    Args:
        file: The file of the cache.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._is_new = False
        self._codes: dict[tuple[str | bytes, int], tuple[Any, ...]] = marshal.loads(kept.read(file) or b"{0")  # noqa: S302 - written by us, in a place where only this user writes

    def compiled(self, pattern: str | bytes, flags: int) -> re.Pattern[Any]:
        """The pattern, as `re.compile` gives it."""
        key = pattern, int(flags)
        with suppress(Exception):
            if key not in self._codes:
                self._codes[key] = code_of(*key)
                self._is_new = True
            return pattern_of(pattern, self._codes[key])
        return re.compile(pattern, flags)

    def keep(self) -> None:
        """Write the cache for the next command, if a pattern is new."""
        if self._is_new:
            data = marshal.dumps(self._codes)
            with suppress(OSError):
                kept.write(self._file, data if len(data) <= _MOST else marshal.dumps({}))


def code_of(pattern: str | bytes, flags: int) -> tuple[Any, ...]:
    """Compile a pattern to plain values, which `marshal` can write."""
    parsed = import_module("re._parser").parse(pattern, flags)
    code, state = import_module("re._compiler")._code(parsed, flags), parsed.state  # noqa: SLF001 - see above
    names = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    told = int(flags | state.flags), array("I", map(int, code)).tobytes()
    return *told, int(state.groups) - 1, {name: int(at) for name, at in state.groupdict.items()}, tuple(names)


def pattern_of(pattern: str | bytes, coded: tuple[Any, ...]) -> re.Pattern[Any]:
    """Make a pattern of the values that `code_of` gives."""
    flags, data, *groups = coded
    code = array("I")
    code.frombytes(data)
    made: re.Pattern[Any] = import_module("_sre").compile(pattern, flags, code.tolist(), *groups)
    return made


def recall() -> None:
    """Make this process use the patterns that earlier commands compiled, and keep its own at exit."""
    if at := kept.folder():
        known = KeptPatterns(at / f"{sha256(f'{sys.version} patterns'.encode()).hexdigest()}.patterns")
        regex.compile_now = known.compiled
        atexit.register(known.keep)
