"""Ties each row of a table in `docs/word.md` to a function that tests it."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate

if TYPE_CHECKING:
    from collections.abc import Callable

    Promise = Callable[[], object]

PAGE = Path(__file__).parents[2] / "docs/word.md"


class Rows(dict[str, "Promise"]):
    """The functions that test a row of the table, by the row's first column."""

    def of(self, row: str) -> Callable[[Promise], Promise]:
        """A decorator: register a function as the test of a row."""

        def keep(promise: Promise) -> Promise:
            assert row not in self
            self[row] = promise
            return promise

        return keep


def first_column(heading: str) -> list[str]:
    """The first column of the first table below a heading of the page, as it is written there."""
    below = PAGE.read_text(encoding="utf-8").partition(f"## {heading}\n")[2]
    lines = (line for line in re.split(r"\n(?=[^|])", below[below.index("\n|") + 1 :])[0].splitlines())
    return [re.split(r"(?<!\\)\|", line)[1].strip() for line in lines][2:]


def there(template: bytes, context: Any, **how: Any) -> bytes:
    """What docxtpl renders from a template when it is used as its own documentation says."""
    document = DocxTemplate(io.BytesIO(template))
    document.render(context(document) if callable(context) else context, **how)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()
