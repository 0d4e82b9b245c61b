"""Reads code blocks from the pages of the docs that are not run as doctests: files and scripts for readers to save."""

import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def block(page: str, language: str, number: int = 0) -> str:
    """The text of a fenced block of a page; `number` counts the blocks of its language from 0."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    found = re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return str(found[number])


def code_of(page: str) -> str:
    """The Python blocks of a page joined, without those that begin with a `>>>` prompt."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return "\n".join(re.findall(r"^```python\n(?!>>>)(.*?)^```", text, re.MULTILINE | re.DOTALL))


def names_of(page: str) -> dict[str, Any]:
    """The names that the Python blocks of a page define when they run."""
    names: dict[str, Any] = {"__name__": "recipe"}
    exec(compile(code_of(page), page, "exec"), names)  # noqa: S102 - the blocks of our own page
    return names
