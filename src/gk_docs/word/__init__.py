"""The Word template engine: any .docx template and any context. Knows nothing of annual reports.

>>> from gk_docs.word import Template
>>> data = Template("any.docx").render({"name": "甲 & 乙"})  # doctest: +SKIP
"""

from __future__ import annotations

from gk_docs.word.attach import Link, Picture, SubDocument
from gk_docs.word.lint import TagUse, TemplateFacts, inspect_template
from gk_docs.word.tables import Look, Table, TableCell
from gk_docs.word.template import Template

__all__ = [
    "Link",
    "Look",
    "Picture",
    "SubDocument",
    "Table",
    "TableCell",
    "TagUse",
    "Template",
    "TemplateFacts",
    "inspect_template",
]
