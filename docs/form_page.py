"""The reference page of a form: every field with its path, printed labels, unit and sums, read from the outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.form.agency import Agency, Contact
from gk_docs.form.labels import JOINT
from gk_docs.form.outline import outline_of
from gk_docs.form.parts import Narrative
from gk_docs.form.table import FormTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gk_docs.form.model import Model
    from gk_docs.form.outline import Outline, Section
    from gk_docs.form.report import Report

    Form = type[Report]

_INNER: dict[str, type[Model]] = {"agency": Agency, "agency.contact": Contact}

_INTRODUCTION = """\
{summary}

{figures} figures, {sums} sums, {balances} balances. A path is what `report.figure(path)` and findings name;
`from_figures` takes it, or the printed labels joined by ` / `, as many of them as name one figure only. This page is
made from the types by `python -m docs.generate`.
"""


def text(form: Form) -> str:
    """The page as Markdown."""
    outline = outline_of(form)
    lines = [f"# The form of {form.edition_name()}", "", _introduction(form, outline), "## Head", ""]
    lines += _table(("Path", "Title", "What it is"), _head(form))
    for section in outline.sections:
        lines += ["", f"## {section.title}", "", f"Field `{section.name}`.", "", *_section(form, section)]
    return "\n".join([*lines, "", "## Sums", "", *_sums(outline), "", "## Balances", "", *_balances(outline), ""])


def _introduction(form: Form, outline: Outline) -> str:
    return _INTRODUCTION.format(
        summary=(form.__doc__ or "").partition("\n")[0],
        figures=len(outline.figures),
        sums=len(outline.sums),
        balances=len(outline.balances),
    )


def _head(form: Form) -> Iterator[tuple[str, ...]]:
    sections = {section.name for section in outline_of(form).sections}
    for name in form.model_fields:
        if name not in sections:
            yield from _field(form, name, name)


def _field(model: type[Model], name: str, path: str) -> Iterator[tuple[str, ...]]:
    field = model.model_fields[name]
    yield f"`{path}`", str(field.title), str(field.description)
    if path in _INNER:
        for below in _INNER[path].model_fields:
            yield from _field(_INNER[path], below, f"{path}.{below}")


def _section(form: Form, section: Section) -> Iterator[str]:
    if section.grid:
        yield f"A grid of {section.grid.rows} rows and {section.grid.columns} columns."
        yield ""
        yield from _table(("Path", "Printed labels", "Unit"), _figures(form, section))
        return
    if issubclass(section.kind, Narrative):
        parts = section.kind.named_parts().items()
        rows = ((f"`{section.name}.{name}`", part.title or "—", part.description) for name, part in parts)
        yield from _table(("Path", "Usual heading", "What it is"), rows)
        yield from _figures_of_text(section.kind, section.name)


def _figures(form: Form, section: Section) -> Iterator[tuple[str, ...]]:
    for figure in outline_of(form).figures.values():
        if figure.section == section.title:
            yield f"`{figure.path}`", JOINT.join(figure.labels[1:]), figure.unit


def _figures_of_text(kind: type[Narrative], path: str) -> Iterator[str]:
    for name, field in kind.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, FormTable):
            inner = field.annotation.model_fields
            yield ""
            rows = ((f"`{path}.{name}.{below}`", str(it.title), str(it.description)) for below, it in inner.items())
            yield from _table(("Path", "Title", "What it is"), rows)


def _sums(outline: Outline) -> Iterator[str]:
    return (f"- `{total.total}` = {_added(total.terms)}" for total in outline.sums)


def _balances(outline: Outline) -> Iterator[str]:
    return (f"- {_added(balance.left)} = {_added(balance.right)}" for balance in outline.balances)


def _added(paths: Iterable[str]) -> str:
    return " + ".join(f"`{path}`" for path in paths)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
