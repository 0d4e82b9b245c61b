"""A report as YAML, to read and to go on writing by hand: the form's words as keys, what is computed left out.

`null` is a blank cell, `其余: 0` stands for all counts that are not written. Braces in text are escaped, so that
nothing is evaluated when the file is read back; pictures are in the file, as base64.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gk_docs.authored.tables_out import compact
from gk_docs.authored.text_out import label, prose, section
from gk_docs.authored.tree import Exact, serialized
from gk_docs.authored.words import escaped
from gk_docs.files.seal import sealed_text
from gk_docs.form.agency import Agency
from gk_docs.form.model import Model
from gk_docs.form.parts import Narrative
from gk_docs.form.prose import Prose
from gk_docs.form.table import Table
from gk_docs.form.values import in_words

if TYPE_CHECKING:
    from gk_docs.form.report import Report

_COMPUTED = ("title", "preamble")


def render(report: Report) -> bytes:
    """The report as UTF-8 text, sealed in its last line; `格式版本` is the version of the form."""
    return sealed_text(serialized(tree_of(report)).encode())


def tree_of(report: Report) -> dict[str, Any]:
    """The report as a tree that `serialized` takes: the form's words as keys, what would be computed left out."""
    form = type(report)
    computed = form(agency=report.agency, year=report.year)  # type: ignore[call-arg]  # an edition has all the others
    written: dict[str, Any] = {}
    for name in form.model_fields:
        value = getattr(report, name)
        if name in _COMPUTED and value == getattr(computed, name):
            continue
        if isinstance(value, Table):
            written[label(form, name)] = _table(value)
        elif isinstance(value, Narrative):
            found = section(report, name)
            written |= {} if found is None else {label(form, name): found}
        elif name in _COMPUTED or value != form.model_fields[name].default or name == "edition":
            written[label(form, name)] = _value(value)
    return written


def _table(table: Table) -> dict[str, Any]:
    figures = compact(table)
    texts = {label(type(table), name): prose(value) for name, value in table if isinstance(value, Prose) and len(value)}
    return {**figures, **texts} if texts else figures


def _value(value: Any) -> Any:
    """The tree of a field that is no figure and no section."""
    if isinstance(value, Agency) and value == Agency(name=value.name):
        return escaped(value.name)
    if isinstance(value, Prose):
        return prose(value)
    if isinstance(value, Model):
        return _object(value)
    if isinstance(value, tuple | dict):
        return [_value(item) for item in value] if isinstance(value, tuple) else _texts(value)
    return escaped(value) if isinstance(value, str) else Exact("null" if value is None else str(value))


def _object(value: Model) -> dict[str, Any]:
    """The fields of an object that are not what they are by default."""
    fields = type(value).model_fields
    return {
        label(type(value), name): _value(in_words(fields[name], inner))
        for name, inner in value
        if inner != fields[name].default
    }


def _texts(values: dict[str, str]) -> dict[str, Any]:
    return {key: escaped(text) for key, text in values.items()}
