"""The Word template engine: any .docx template and any context. Knows nothing of annual reports.

>>> from gk_docs.word import Template
>>> data = Template("any.docx").render({"name": "甲 & 乙"})  # doctest: +SKIP

Each name is imported when it is first used, so that one that needs neither Jinja nor docxtpl stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gk_docs.word.inspecting import CellText as CellText
    from gk_docs.word.inspecting import TagUse as TagUse
    from gk_docs.word.inspecting import TemplateFacts as TemplateFacts
    from gk_docs.word.inspecting import inspect_template as inspect_template
    from gk_docs.word.linting import lint as lint
    from gk_docs.word.markdown import Markdown as Markdown
    from gk_docs.word.rich import RichText as RichText
    from gk_docs.word.runs import RunLook as RunLook
    from gk_docs.word.tables import Look as Look
    from gk_docs.word.tables import Table as Table
    from gk_docs.word.tables import TableCell as TableCell
    from gk_docs.word.template import Template as Template
    from gk_docs.word.values import Link as Link
    from gk_docs.word.values import Picture as Picture
    from gk_docs.word.values import SubDocument as SubDocument
else:
    _HOMES = {
        "CellText": "inspecting",
        "Link": "values",
        "Look": "tables",
        "Markdown": "markdown",
        "Picture": "values",
        "RichText": "rich",
        "RunLook": "runs",
        "SubDocument": "values",
        "Table": "tables",
        "TableCell": "tables",
        "TagUse": "inspecting",
        "Template": "template",
        "TemplateFacts": "inspecting",
        "inspect_template": "inspecting",
        "lint": "linting",
    }

    def __getattr__(name: str) -> Any:
        from importlib import import_module  # noqa: PLC0415 - kept off the threshold

        if name not in _HOMES:
            raise AttributeError(f"module 'gk_docs.word' has no attribute {name!r}")
        value = getattr(import_module(f"gk_docs.word.{_HOMES[name]}"), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *_HOMES})


__all__ = [
    "CellText",
    "Link",
    "Look",
    "Markdown",
    "Picture",
    "RichText",
    "RunLook",
    "SubDocument",
    "Table",
    "TableCell",
    "TagUse",
    "Template",
    "TemplateFacts",
    "inspect_template",
    "lint",
]
