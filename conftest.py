"""Runs the examples of README and docs, one page after another block by block (`docs/examples.py`)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from docs.examples import enter_folder, leave_folder, parsers
from hypothesis import settings
from sybil import Sybil

if TYPE_CHECKING:
    from sybil import Example

settings.register_profile("gk-docs", deadline=None)  # how long one example takes says nothing on a shared machine
settings.load_profile("gk-docs")
os.environ.setdefault("GK_DOCS_CACHE", "off")  # a test leaves nothing in the user's cache folder


def is_there(example: Example) -> str | None:
    """A picture stands beside the page, and the walk has written the file that it shows."""
    shown = [Path(example.path).parent / example.parsed["picture"], Path(example.parsed["file"])]
    missing = [str(path) for path in shown if not path.is_file()]
    return f"not there: {missing}" if missing else None


pytest_collect_file = Sybil(
    parsers=parsers(is_there),
    patterns=["README.md", "docs/*.md", "docs/**/*.md"],
    setup=enter_folder,
    teardown=leave_folder,
).pytest()
