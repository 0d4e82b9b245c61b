"""Whether an authored file is still as `gk-docs new` made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.authored.keys import field_named
from gk_docs.authored.words import TO_FILL
from gk_docs.files.located import Mapping, Scalar
from gk_docs.form.outline import outline_of
from gk_docs.form.table import CarriedFrom, mark_of, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.files.located import Node
    from gk_docs.form.report import Report
    from gk_docs.form.table import Table


def written(tree: Node, form: type[Report]) -> Iterator[str]:
    """What is written in the tables and sections, marks and all; 上年结转, which comes from last year, left out."""
    for key, value in tree.entries if isinstance(tree, Mapping) else ():
        name = field_named(form, key.text)
        if name in outline_of(form).section_names:
            yield from _texts(value, table_of(form.model_fields[name]))


def is_untouched(tree: Node, form: type[Report]) -> bool:
    """Whether the tables and sections hold nothing but marks of what is to be filled in."""
    texts = {text.strip("{ }") for text in written(tree, form)}
    return TO_FILL in texts and texts <= {TO_FILL, ""}


def _texts(node: Node, table: type[Table] | None = None) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text
        return
    if isinstance(node, Mapping):
        nodes = tuple(value for key, value in node.entries if not (table and _is_carried(table, key.text)))
    else:
        nodes = node.items
    for inner in nodes:
        yield from _texts(inner)


def _is_carried(table: type[Table], key: str) -> bool:
    """Whether a key names a row in which a starting file has last year's figures."""
    name = field_named(table, key)
    return name in table.model_fields and mark_of(table.model_fields[name], CarriedFrom) is not None
