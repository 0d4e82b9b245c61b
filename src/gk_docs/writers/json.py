"""A report as JSON: exact, nothing computed on reading, `null` for a blank, money as text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from gk_docs.form.report import Report


def render(report: Report, template: str | PathLike[str] | None = None) -> bytes:
    """The report as UTF-8 text, every field stated, two spaces a level; `edition` is the version of the form.

    Raises:
        ValueError: If a template is given: JSON has none.
    """
    if template is not None:
        raise ValueError("only .docx takes a template")
    text = json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()
