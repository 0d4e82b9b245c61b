"""What `zeros(…)` and the constructors of reports and narrative sections take, for type checkers and editors."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from gk_docs.form.editions import FORMS
from gk_docs.form.model import Model
from gk_docs.form.parts import Narrative, Part
from gk_docs.form.prose import Prose
from gk_docs.form.table import FormTable, table_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

_HEAD = """\
# Made from the form by `python -m docs.generate`: what `zeros(…)` and constructors take, by name.

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Protocol, TypedDict, Unpack, overload

"""


def text() -> str:
    """The stub."""
    tables = sorted(dict.fromkeys(_tables()), key=lambda table: -len(table.__mro__))  # a special one before its base
    homes: dict[str, list[str]] = {}
    kinds = sorted({*_kinds(tables)}, key=lambda kind: kind.__name__)
    for kind in kinds:
        homes.setdefault(kind.__module__, []).append(kind.__name__)
    imports = [f"from {home} import {', '.join(names)}" for home, names in sorted(homes.items())]
    narratives = [_sections(kind) for kind in kinds if issubclass(kind, Narrative)]
    bodies = [*map(_stated, tables), *narratives, *(_parts(form) for form in FORMS.values()), _zeros(tables)]
    return _HEAD + "\n".join([*imports, *bodies]) + "\n"


def _tables() -> Iterator[type[FormTable]]:
    for form in FORMS.values():
        yield from _below(form)


def _below(model: type[Model]) -> Iterator[type[FormTable]]:
    for field in model.model_fields.values():
        kind = field.annotation
        if table := table_of(field):
            yield table
        if isinstance(kind, type) and issubclass(kind, Model):
            yield from _below(kind)


def _kinds(tables: list[type[FormTable]]) -> Iterator[type]:
    yield from tables
    yield from (Prose, Part)
    for form in FORMS.values():
        for field in form.model_fields.values():
            for kind in (field.annotation, *get_args(field.annotation)):
                if isinstance(kind, type) and issubclass(kind, Model):
                    yield kind


def _stated(table: type[FormTable]) -> str:
    lines = [f"class {table.__name__}Figures(TypedDict, total=False):"]
    lines += [f"    {name}: {_taken(field)}" for name, field in table.model_fields.items()]
    call = [f"class _ZerosOf{table.__name__}(Protocol):"]
    call += [f"    def __call__(self, **stated: Unpack[{table.__name__}Figures]) -> {table.__name__}: ..."]
    return "\n".join([*lines, "", *call, ""])


def _taken(field: FieldInfo) -> str:
    if table := table_of(field):
        return f"{table.__name__} | {table.__name__}Figures"
    if unit_of(field):
        return "Decimal | int | str | None" if Decimal in _plain(field.annotation) else "int | None"
    return "Prose | str"


def _plain(annotation: Any) -> tuple[Any, ...]:
    return (annotation, *(one for part in get_args(annotation) for one in (part, *get_args(part))))


def _sections(section: type[Narrative]) -> str:
    lines = [f"class {section.__name__}Parts(TypedDict, total=False):", "    parts: Iterable[Part]"]
    lines += [f"    {name}: Part | Prose | str | None" for name in section.named_parts()]
    lines += [f"    {name}: {_taken(field)}" for name, field in section.model_fields.items() if table_of(field)]
    return "\n".join([*lines, ""])


def _parts(form: type[Model]) -> str:
    lines = [f"class {form.__name__}Parts(TypedDict, total=False):"]
    for name, field in form.model_fields.items():
        if name not in ("agency", "year"):
            lines.append(f"    {name}: {_part(field)}")
    return "\n".join([*lines, ""])


def _part(field: FieldInfo) -> str:
    kind, kinds = field.annotation, _plain(field.annotation)
    if isinstance(kind, type) and issubclass(kind, Model):
        return f"{kind.__name__} | Mapping[str, Any]{' | str' if issubclass(kind, Narrative) else ''}"
    if Prose in kinds:
        return "Prose | str | None"
    if date in kinds:
        return "date | str | None"
    if inner := next((one for one in kinds if isinstance(one, type) and issubclass(one, Model)), None):
        return f"Iterable[{inner.__name__}]"
    if get_origin(kind) is Literal:
        return f"Literal[{', '.join(map(repr, get_args(kind)))}]"
    return "str | None"


def _zeros(tables: list[type[FormTable]]) -> str:
    lines = ["class Zeros:"]
    for table in tables:
        name = table.__name__
        lines += ["    @overload", f"    def __get__(self, instance: None, owner: type[{name}]) -> _ZerosOf{name}: ..."]
    lines += ["    @overload", "    def __get__(self, instance: object, owner: type) -> Any: ..."]
    return "\n".join(lines)
