"""A report as JSON: exact, nothing computed on reading, `null` for a blank, money as text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gk_docs.errors import GkError
from gk_docs.form.editions import parse

if TYPE_CHECKING:
    from os import PathLike

    from gk_docs.form.report import Report


def render(report: Report, template: str | PathLike[str] | None = None) -> bytes:
    """The report as UTF-8 text, every field stated, two spaces a level; `edition` is the version of the form.

    Raises:
        ValueError: If a template is given: JSON has none.
    """
    if template is not None:
        raise ValueError("only .docx and .pdf take a template")
    text = json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def is_as_written(data: bytes) -> bool:
    """Whether `data` is byte for byte what `render` gives for the report that it holds.

    A figure that was changed by hand without touching the layout is not seen: JSON has no place for a seal.
    """
    try:
        return render(parse(json.loads(data))) == data
    except (GkError, ValueError, TypeError, AttributeError, RecursionError):
        return False
