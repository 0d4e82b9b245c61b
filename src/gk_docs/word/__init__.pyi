# Made from `HOMES` of the package by `python -m docs.generate`.

from gk_docs.word.inspecting import CellText as CellText
from gk_docs.word.inspecting import TagUse as TagUse
from gk_docs.word.inspecting import TemplateFacts as TemplateFacts
from gk_docs.word.inspecting import inspect_template as inspect_template
from gk_docs.word.linting import lint as lint
from gk_docs.word.markup.runs import RunLook as RunLook
from gk_docs.word.markup.tables import Look as Look
from gk_docs.word.markup.tables import Table as Table
from gk_docs.word.markup.tables import TableCell as TableCell
from gk_docs.word.printing.markdown import Markdown as Markdown
from gk_docs.word.printing.rich import RichText as RichText
from gk_docs.word.printing.values import Link as Link
from gk_docs.word.printing.values import Picture as Picture
from gk_docs.word.printing.values import SubDocument as SubDocument
from gk_docs.word.template import Template as Template

HOMES: dict[str, str]

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
