"""The code of the library, each file read once for all tests of a file."""

import ast
from functools import cache
from pathlib import Path


@cache
def parsed(path: Path) -> ast.Module:
    """The tree of a file; `conftest.py` forgets it when the tests of a file are done."""
    return ast.parse(path.read_text(encoding="utf-8"))
