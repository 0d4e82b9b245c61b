"""The syntax trees of the library's code; each source file is parsed only once for all tests of a test module."""

import ast
from functools import cache
from pathlib import Path


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file. `conftest.py` clears the cache after each test module."""
    return ast.parse(path.read_text(encoding="utf-8"))
