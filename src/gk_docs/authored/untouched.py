"""Whether an authored file is still as `gk-docs new` made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.authored.keys import field_named
from gk_docs.authored.words import TO_FILL
from gk_docs.files.located import Mapping, Scalar
from gk_docs.form.outline import SECTIONS
from gk_docs.form.y2021 import Requests

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.files.located import Node
    from gk_docs.form.report import Report

_CARRIED = "brought_forward"  # a starting file has last year's figures there


def written(tree: Node, form: type[Report]) -> Iterator[str]:
    """What is written in the tables and sections, marks and all; 上年结转, which comes from last year, left out."""
    for key, value in tree.entries if isinstance(tree, Mapping) else ():
        if field_named(form, key.text) in SECTIONS:
            yield from _texts(value)


def is_untouched(tree: Node, form: type[Report]) -> bool:
    """Whether the tables and sections hold nothing but marks of what is to be filled in."""
    texts = {text.strip("{ }") for text in written(tree, form)}
    return TO_FILL in texts and texts <= {TO_FILL, ""}


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text
        return
    if isinstance(node, Mapping):
        nodes = tuple(value for key, value in node.entries if field_named(Requests, key.text) != _CARRIED)
    else:
        nodes = node.items
    for inner in nodes:
        yield from _texts(inner)
