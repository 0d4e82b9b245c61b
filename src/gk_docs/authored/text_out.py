"""The text of a report as an author would write it: plain where plain text says the same, else block by block."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from gk_docs.authored.tables_out import compact
from gk_docs.authored.tree import Exact, Plain
from gk_docs.authored.words import DATA, DEEPEST_OF_PARTS, LEAD, escaped
from gk_docs.form.labels import key_of
from gk_docs.form.parts import Narrative, Part
from gk_docs.form.prose import Heading, Paragraph, Picture, PlainTable, Prose, blocks

if TYPE_CHECKING:
    from gk_docs.form.model import Model
    from gk_docs.form.report import Report
    from gk_docs.form.table import Table

_PNG = b"\x89PNG"


def label(model: type[Model], name: str) -> str:
    """The key of a field."""
    return key_of(str(model.model_fields[name].title))


def prose(text: Prose) -> Any:
    """Text as plain text, or as a list of blocks where plain text would be read otherwise."""
    joined = "\n\n".join(block.text for block in text)
    if blocks(joined) == text.root:
        return Plain(escaped(joined)) if joined else ""
    return [_block(block) for block in text]


def _block(block: Paragraph | Heading | Picture | PlainTable) -> Any:
    kind = type(block)
    if isinstance(block, Paragraph):
        return {label(kind, "text"): escaped(block.text)}
    if isinstance(block, Heading):
        return {label(kind, "text"): escaped(block.text), label(kind, "level"): Exact(str(block.level))}
    if isinstance(block, PlainTable):
        return {label(kind, "rows"): [[escaped(cell) for cell in row] for row in block.rows]}
    media = "image/png" if block.data.startswith(_PNG) else "image/jpeg"
    picture = f"{DATA}{media};base64,{base64.b64encode(block.data).decode()}"
    return {label(kind, "data"): picture, label(kind, "caption"): escaped(block.caption)}


def section(report: Report, name: str) -> Any:
    """A narrative section as named parts where those say it all, else as a list of parts; None if it is empty."""
    found: Narrative = getattr(report, name)
    figures = {label(type(found), name): compact(table) for name, table in figures_beside(found).items()}
    named = _named(report, found)
    if named is None:
        key = label(type(found), "parts")
        return {**figures, key: [_part(part) for part in found.parts]}
    if named and not figures and _is_one_text(found):
        return next(iter(named.values()))
    return {**figures, **named} or None


def _is_one_text(found: Narrative) -> bool:
    """Whether the section is text without parts, and says so when it is read as plain text."""
    if [part.name for part in found.parts] != ["lead"]:
        return False
    body = found.parts[0].body
    begins_parts = any(isinstance(block, Heading) and block.level <= DEEPEST_OF_PARTS for block in body)
    return isinstance(prose(body), Plain) and not begins_parts


def figures_beside(found: Narrative) -> dict[str, Table]:
    """The figures that parts of a section are written from, by their field, where any is known."""
    tables = {name: getattr(found, name) for name in found.told_parts().values()}
    return {name: table for name, table in tables.items() if table != type(table)()}


def _named(report: Report, found: Narrative) -> dict[str, Any] | None:
    """Text by the titles of the named parts, if that gives the section as it is, else None."""
    model, known = type(found), found.named_parts()
    bodies: dict[str, Any] = {str(part.name): part.body for part in found.parts if part.name in known}
    figures = figures_beside(found)
    untold = {name: body for name, body in bodies.items() if found.told_parts().get(name) not in figures}
    for texts in (untold, bodies):
        if model.model_validate({**texts, **figures}).with_sentences(report.year) == found:
            return {known[name].title or LEAD: prose(body) for name, body in texts.items()}
    return None


def _part(part: Part) -> dict[str, Any]:
    written: dict[str, Any] = {label(Part, "name"): Exact("null") if part.name is None else escaped(part.name)}
    if part.heading is not None:
        written[label(Part, "heading")] = escaped(part.heading)
    if part.run_in:
        written[label(Part, "run_in")] = "是"
    return {**written, label(Part, "body"): prose(part.body)}
