"""The Word template engine: any .docx template and any context. Knows nothing of annual reports.

>>> from gk_docs.word import Template
>>> data = Template("any.docx").render({"name": "甲 & 乙"})  # doctest: +SKIP
"""

from __future__ import annotations

from gk_docs.word.template import Template

__all__ = ["Template"]
