"""The blocks of a page that its own run leaves out: files and scripts that a reader saves under a name."""

import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def block(page: str, language: str, number: int = 0) -> str:
    """The text of a page's fenced block, counted from 0 among those of its language."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    found = re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return str(found[number])


def code_of(page: str) -> str:
    """All that a page defines: its Python blocks, without those that show an answer."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return "\n".join(re.findall(r"^```python\n(?!>>>)(.*?)^```", text, re.MULTILINE | re.DOTALL))


def names_of(page: str) -> dict[str, Any]:
    """What is defined once the blocks of a page have run."""
    names: dict[str, Any] = {"__name__": "recipe"}
    exec(compile(code_of(page), page, "exec"), names)  # noqa: S102 - the blocks of our own page
    return names
