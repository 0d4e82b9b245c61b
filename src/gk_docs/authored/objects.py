"""Objects, read and written: the body, accepted findings, what a published file printed; and a whole report, written.

`tree_of` takes the form's words as keys and leaves out what is computed. `null` is a blank cell, `其余: 0` stands for
all counts that are not written. Braces in text are escaped, so that nothing is evaluated when the text is read back;
pictures stand in the text, as base64.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, get_args, get_origin

from gk_docs.authored.draft import WRONG, join
from gk_docs.authored.keys import keys_shown, label
from gk_docs.authored.located import Mapping, Scalar, Sequence
from gk_docs.authored.prose import prose, tree_of_prose
from gk_docs.authored.scalars import choice
from gk_docs.authored.sections import tree_of_section
from gk_docs.authored.syntax import Exact, escaped_tree
from gk_docs.authored.tables import compact, stated_totals
from gk_docs.form.agency import Agency
from gk_docs.form.model import Model, kind_of
from gk_docs.form.parts import Narrative
from gk_docs.form.prose import Prose
from gk_docs.form.table import FormTable
from gk_docs.form.values import in_words, words_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from gk_docs.authored.draft import Draft
    from gk_docs.authored.located import Node
    from gk_docs.form.report import Report

_COMPUTED = ("title", "preamble")


def fields_of(draft: Draft, node: Node, model: type[Model], path: str) -> Any:
    """Values by field name of an object; a field that is left blank keeps the value it has of its own."""
    if not isinstance(node, Mapping):
        return draft.wants(node, path, f"一组“名称: 内容”：{keys_shown(model)}")
    entries = draft.fields(node, model, path)
    found = {name: value_of(draft, value, model, name, join(path, name)) for name, value in entries}
    return {
        name: value
        for name, value in found.items()
        if value is not None or model.model_fields[name].get_default() is None
    }


def value_of(draft: Draft, node: Node, model: type[Model], name: str, path: str) -> Any:
    """The value of a field that is neither a figure nor a section; None if it is blank."""
    info = model.model_fields[name]
    kind = info.annotation
    if isinstance(node, Scalar) and node.blank and not node.comment:
        return None
    if words := words_of(info):
        return draft.scalar(node, path, partial(choice, words=words))
    if Prose in (kind, *get_args(kind)):
        return prose(draft, node, path)
    if inner := kind_of(kind, Model):
        return fields_of(draft, node, inner, path)
    if get_origin(kind) in _SEVERAL:
        return _SEVERAL[get_origin(kind)](draft, node, path, get_args(kind)[0])
    return draft.text(node, path, is_name=True)


def _items(draft: Draft, node: Node, path: str, kind: Any) -> Any:
    if not isinstance(node, Sequence):
        return draft.wants(node, path, "一个列表，每项以“- ”开头")
    found: list[Any] = []
    for number, item in enumerate(node.items):
        below, inner = join(path, number), kind_of(kind, Model)
        draft.places[below] = item
        found.append(fields_of(draft, item, inner, below) if inner else draft.text(item, below))
    return WRONG if WRONG in found else found


def _texts(draft: Draft, node: Node, path: str, _: Any) -> Any:
    """Texts by keys that stay as they are typed."""
    if not isinstance(node, Mapping):
        return draft.wants(node, path, "一组“名称: 内容”")
    found = {}
    for key, value in node.entries:
        below = join(path, key.text)
        draft.places[below] = key
        found[key.text] = draft.text(value, below)
    return WRONG if WRONG in found.values() else found


_SEVERAL: dict[Any, Any] = {tuple: _items, dict: _texts}


def tree_of(report: Report) -> dict[str, Any]:
    """The report as a tree that `serialized` takes: the form's words as keys, what would be computed left out."""
    form, stated = type(report), stated_totals(report)
    tables = {name: _tree_of_table(table, name, stated) for name, table in report if isinstance(table, FormTable)}
    trees = {name: tables[name] if name in tables else tree_of_field(report, name) for name in form.model_fields}
    return {label(form, name): tree for name, tree in trees.items() if tree is not None}


def _tree_of_table(table: FormTable, name: str, stated: Collection[str]) -> Any:
    """The figures, and the text beside them."""
    texts = {label(type(table), name): tree_of_prose(text) for name, text in table if isinstance(text, Prose) and text}
    figures = compact(table, name, stated)
    return escaped_tree({**figures, **texts} if texts else figures)


def tree_of_field(report: Report, name: str) -> Any:
    """A field that is no table as a tree; None where it is as it would be if nothing were written."""
    value, form = getattr(report, name), type(report)
    if isinstance(value, Narrative):
        return escaped_tree(tree_of_section(report, name))
    if name in _COMPUTED:
        usual = getattr(form(agency=report.agency, year=report.year), name)  # type: ignore[call-arg]  # has the rest
    else:
        usual = None if name == "edition" else form.model_fields[name].default
    return None if value == usual else escaped_tree(_tree_of_value(value))


def _tree_of_value(value: Any) -> Any:
    """A field that is neither a figure nor a section; of an object, the fields that are not as they are by default."""
    if isinstance(value, Agency) and value == Agency(name=value.name):
        return value.name
    if isinstance(value, Prose):
        return tree_of_prose(value)
    if isinstance(value, Model):
        kind = type(value)
        said = {name: inner for name, inner in value if inner != kind.model_fields[name].default}
        return {
            label(kind, name): _tree_of_value(in_words(kind.model_fields[name], inner)) for name, inner in said.items()
        }
    if isinstance(value, tuple):
        return [_tree_of_value(item) for item in value]
    if isinstance(value, dict):
        return dict(value)
    return value if isinstance(value, str) else Exact("null" if value is None else str(value))
