"""Match the keys that authors write to fields: by English name, or by the form's words without list mark or note."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gk_docs.authored.words import LEAD
from gk_docs.chinese.labels import nearest, normalise
from gk_docs.form.labels import key_of, spellings
from gk_docs.form.parts import Narrative, Part
from gk_docs.form.table import Block, FormTable, Under, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gk_docs.form.model import Model


def label(model: type[Model], name: str) -> str:
    """The key that is written for a field: its title without list mark and note."""
    return key_of(str(model.model_fields[name].title))


@cache
def fields_by_key(model: type[Model]) -> Mapping[str, str]:
    """The names of fields and of named parts, by every normalised key that an author may write for them."""
    found: dict[str, str] = {}
    for name, title in _titles(model):
        found[normalise(name)] = name
        found.update(dict.fromkeys(spellings(title), name))
    if issubclass(model, Part):
        found[normalise("标题")] = "heading"
    return found


@cache
def groups_by_key(table: type[FormTable]) -> Mapping[str, frozenset[str]]:
    """The fields below each printed label that heads several of them (法人或其他组织, 第二十条第（一）项), by key."""
    found: dict[str, set[str]] = {}
    for name, field in table.model_fields.items():
        for mark in (mark_of(field, Under), mark_of(field, Block)):
            for key in spellings(mark.title) if mark else ():
                found.setdefault(key, set()).add(name)
    return {key: frozenset(names) for key, names in found.items()}


def field_named(model: type[Model], key: str) -> str | None:
    """The name of the field, or of the named part, that a key stands for; None for an unknown key.

    >>> from gk_docs.form.y2021 import AnnualReport
    >>> field_named(AnnualReport, "收到和处理政府信息公开申请情况"), field_named(AnnualReport, "requests")
    ('requests', 'requests')
    """
    return fields_by_key(model).get(normalise(key))


def nearest_key(model: type[Model], key: str) -> str | None:
    """The title or name that an unknown key was probably meant for; None where none comes near."""
    titles = [title for _, title in _titles(model)]
    return nearest(key, [*titles, *(name for name, _ in _titles(model))])


def keys_shown(model: type[Model]) -> str:
    """The keys of a model, to list in a message."""
    return "、".join(title for _, title in _titles(model))


def _titles(model: type[Model]) -> Iterator[tuple[str, str]]:
    for name, field in model.model_fields.items():
        yield name, str(field.title or name)
    if issubclass(model, Narrative):
        for name, part in model.named_parts().items():
            yield name, part.title or LEAD
