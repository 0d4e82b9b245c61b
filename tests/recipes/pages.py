"""The blocks of a page that its own run leaves out: files and scripts that a reader saves under a name."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def block(page: str, language: str, number: int = 0) -> str:
    """The text of a page's fenced block, counted from 0 among those of its language."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    found = re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return str(found[number])
