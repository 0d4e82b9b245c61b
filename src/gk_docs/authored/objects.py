"""Read and write the objects of a report, such as the body and accepted findings; write a whole report as a tree.

`tree_of` uses the form's words as keys and leaves out what is computed. `null` is a blank cell, `其余: 0` is for all
counts that are not written. Braces in text are escaped, so that nothing is evaluated when the text is read back;
pictures are embedded as base64.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, get_args, get_origin

from gk_docs.authored.draft import WRONG, Draft, join
from gk_docs.authored.keys import keys_shown, label
from gk_docs.authored.located import Mapping, Node, Scalar, Sequence
from gk_docs.authored.prose import prose, tree_of_prose
from gk_docs.authored.scalars import choice
from gk_docs.authored.sections import tree_of_section
from gk_docs.authored.syntax import Exact, as_typed, escaped_tree
from gk_docs.authored.tables import compact, stated_totals
from gk_docs.form.agency import Agency
from gk_docs.form.model import Model, kind_of
from gk_docs.form.outline import outline_of
from gk_docs.form.parts import Narrative
from gk_docs.form.prose import Prose
from gk_docs.form.table import FormTable
from gk_docs.form.values import in_words, words_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping as Texts

    from gk_docs.form.report import Report

_COMPUTED = ("title", "preamble")


def fields_of(draft: Draft, node: Node, model: type[Model], path: str) -> Any:
    """The values of an object by field name, or `WRONG`; a field left blank keeps its default."""
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
    """The value of a field that is neither a figure nor a section; None if blank, `WRONG` if it cannot be read."""
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
    """Texts by key; the keys stay as typed."""
    if not isinstance(node, Mapping):
        return draft.wants(node, path, "一组“名称: 内容”")
    found = {}
    for key, value in node.entries:
        below = join(path, key.text)
        draft.places[below] = key
        found[key.text] = draft.text(value, below)
    return WRONG if WRONG in found.values() else found


_SEVERAL: dict[Any, Any] = {tuple: _items, dict: _texts}


def tree_of(report: Report, typed: Texts[str, str] | None = None) -> dict[str, Any]:
    """The report as a tree for `serialized`: the form's words as keys, without what is computed anyway.

    Args:
        report: The report.
        typed: Lines of its text with expressions as an author typed them, by what they say.
    """
    form, stated = type(report), stated_totals(report)
    tables = {name: _tree_of_table(table, name, stated) for name, table in report if isinstance(table, FormTable)}
    trees = {name: tables[name] if name in tables else tree_of_field(report, name) for name in form.model_fields}
    texts = {"preamble", *outline_of(form).section_names}
    trees |= {name: as_typed(trees[name], typed) for name in texts if typed}
    return {label(form, name): tree for name, tree in trees.items() if tree is not None}


def _tree_of_table(table: FormTable, name: str, stated: Collection[str]) -> Any:
    """The figures of a table, and the text before and after it."""
    texts = {label(type(table), name): tree_of_prose(text) for name, text in table if isinstance(text, Prose) and text}
    figures = compact(table, name, stated)
    return escaped_tree({**figures, **texts} if texts else figures)


def tree_of_field(report: Report, name: str) -> Any:
    """A field that is not a table as a tree; None if leaving it out gives the same report."""
    value, form = getattr(report, name), type(report)
    if isinstance(value, Narrative):
        return escaped_tree(tree_of_section(report, name))
    if name in _COMPUTED:
        usual = getattr(form(agency=report.agency, year=report.year), name)  # type: ignore[call-arg]  # has the rest
    else:
        usual = None if name == "edition" else form.model_fields[name].default
    return None if value == usual else escaped_tree(_tree_of_value(value))


def _tree_of_value(value: Any) -> Any:
    """A value that is neither a figure nor a section as a tree; an object without fields that have their default."""
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
