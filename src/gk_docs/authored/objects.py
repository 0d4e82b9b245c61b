"""Plain objects of authored input: the body, accepted findings, what a published file printed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, get_args, get_origin

from gk_docs.authored.draft import WRONG, join
from gk_docs.authored.keys import keys_shown
from gk_docs.authored.prose import prose
from gk_docs.authored.scalars import choice
from gk_docs.files.located import Mapping, Scalar, Sequence
from gk_docs.form.model import Model
from gk_docs.form.prose import Prose
from gk_docs.form.values import words_of

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from gk_docs.authored.draft import Draft
    from gk_docs.files.located import Node


def model_of(info: FieldInfo) -> type[Model] | None:
    """The type of a field that holds an object, or None."""
    kind = info.annotation
    return kind if isinstance(kind, type) and issubclass(kind, Model) else None


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
    """The value of a field that is no figure and no section; None if it is blank."""
    info = model.model_fields[name]
    inner, kind = model_of(info), info.annotation
    if isinstance(node, Scalar) and node.blank and not node.comment:
        return None
    if words := words_of(info):
        return draft.scalar(node, path, partial(choice, words=words))
    if Prose in (kind, *get_args(kind)):
        return prose(draft, node, path)
    if inner:
        return fields_of(draft, node, inner, path)
    if get_origin(kind) in _SEVERAL:
        return _SEVERAL[get_origin(kind)](draft, node, path, get_args(kind)[0])
    return draft.text(node, path, is_name=True)


def _items(draft: Draft, node: Node, path: str, kind: Any) -> Any:
    if not isinstance(node, Sequence):
        return draft.wants(node, path, "一个列表，每项以“- ”开头")
    found: list[Any] = []
    for number, item in enumerate(node.items):
        below = join(path, number)
        draft.places[below] = item
        is_model = isinstance(kind, type) and issubclass(kind, Model)
        found.append(fields_of(draft, item, kind, below) if is_model else draft.text(item, below))
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
