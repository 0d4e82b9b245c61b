"""Patterns as an earlier command compiled them, which takes a sixth of the time of a short command.

Kept is what `re` compiles a pattern to, by the pattern and its flags, and only for this very Python. How `re` goes
about it is its own affair: where it does so in another way, a pattern is compiled as usual. `_sre.compile` checks the
code that it is given, and a test compares every pattern with what `re.compile` gives.
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
    """What compiles patterns, and remembers.

    Args:
        file: Where those of earlier commands are.
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
        """Keep them for the next command, if there is one that was not known."""
        if self._is_new:
            data = marshal.dumps(self._codes)
            with suppress(OSError):
                kept.write(self._file, data if len(data) <= _MOST else marshal.dumps({}))


def code_of(pattern: str | bytes, flags: int) -> tuple[Any, ...]:
    """What a pattern compiles to, as values that `marshal` takes."""
    parsed = import_module("re._parser").parse(pattern, flags)
    code, state = import_module("re._compiler")._code(parsed, flags), parsed.state  # noqa: SLF001 - see above
    names = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    told = int(flags | state.flags), array("I", map(int, code)).tobytes()
    return *told, int(state.groups) - 1, {name: int(at) for name, at in state.groupdict.items()}, tuple(names)


def pattern_of(pattern: str | bytes, coded: tuple[Any, ...]) -> re.Pattern[Any]:
    """The pattern of such values."""
    flags, data, *groups = coded
    code = array("I")
    code.frombytes(data)
    made: re.Pattern[Any] = import_module("_sre").compile(pattern, flags, code.tolist(), *groups)
    return made


def recall() -> None:
    """Let this process take what earlier commands compiled, and keep what it compiles itself."""
    if at := kept.folder():
        known = KeptPatterns(at / f"{sha256(f'{sys.version} patterns'.encode()).hexdigest()}.patterns")
        regex.compile_now = known.compiled
        atexit.register(known.keep)
