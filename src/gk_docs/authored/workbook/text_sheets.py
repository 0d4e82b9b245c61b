"""Running text as labelled paragraphs, one a cell; what cells cannot say exactly is kept beside them."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs.authored.keys import label
from gk_docs.authored.objects import tree_of
from gk_docs.authored.prose import tree_of_prose
from gk_docs.authored.sections import figures_beside, tree_of_section
from gk_docs.authored.syntax import Exact, Plain
from gk_docs.authored.words import LEAD, escaped
from gk_docs.authored.workbook.words import BLANK, EMPTY, OWN_PART, PICTURE, TABLE, fingerprint
from gk_docs.form.prose import Heading, Paragraph, Picture, PlainTable, Prose

if TYPE_CHECKING:
    from gk_docs.form.parts import Narrative, Part
    from gk_docs.form.report import Report

_ROOM = 4  # cells for a part that is still to be written: pasted paragraphs go down, one a cell
_OWN = 2


class Labelled(NamedTuple):
    """A label with its paragraphs.

    Attributes:
        label: What stands in column A.
        cells: What stands in column B, from the same row down; "" for a cell to fill.
    """

    label: str
    cells: tuple[str, ...]


def unfilled(model: type[Narrative]) -> list[Labelled]:
    """The parts that a section usually has, to be filled in, and room for others."""
    parts = [Labelled(part.title or LEAD, ("",) * _ROOM) for part in model.named_parts().values()]
    return [*parts, *[Labelled(OWN_PART, ("",) * _ROOM)] * _OWN]


def of_section(report: Report, name: str) -> tuple[list[Labelled], dict[str, Any]]:
    """The parts of a narrative section as cells, and what is kept of it."""
    found: Narrative = getattr(report, name)
    tree = tree_of_section(report, name)
    if isinstance(tree, dict):
        beside = {label(type(found), field) for field in figures_beside(found)}
        tree = {key: value for key, value in tree.items() if key not in beside}
    named = {LEAD: tree} if isinstance(tree, Plain) else tree or {}
    if all(isinstance(value, Plain) for value in named.values()):
        titles = [part.title or LEAD for part in found.named_parts().values()]
        return [Labelled(title, _cells(named[title]) if title in named else ("",)) for title in titles], {}
    titles_by_name = {part_name: part.title for part_name, part in found.named_parts().items()}
    rows = [Labelled(_label(part, titles_by_name.get(part.name or "")), _shown(part.body)) for part in found.parts]
    return rows, {name: _kept(rows, tree)}


def _label(part: Part, title: str | None) -> str:
    """What stands beside a part: its heading if a cell can show it, for a label that is blank would be none."""
    return escaped(part.heading if part.heading and part.heading.strip(EMPTY) else title or LEAD)


def of_prose(report: Report, path: str) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The paragraphs at a path as cells, and what is kept of them."""
    value: Prose | None = attrgetter(path)(report)
    if path == "preamble":
        return _preamble(report, value)
    written = tree_of_prose(value or Prose())
    if isinstance(written, Plain) or not value:
        return _cells(written) if isinstance(written, Plain) else ("",), {}
    cells = _shown(value)
    return cells, {path: _kept([Labelled("", cells)], written)}


def _preamble(report: Report, value: Prose | None) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The same of the preamble, which is computed where it is left out, and None where it is blank."""
    written = tree_of(report).get(label(type(report), "preamble"))
    if written is None or value is None:
        return ("" if written is None else BLANK,), {}
    if isinstance(written, Plain) and _cells(written) != (BLANK,):
        return _cells(written), {}
    cells = _shown(value) or ("",)
    return cells, {"preamble": _kept([Labelled("", cells)], written)}


def _cells(written: Plain) -> tuple[str, ...]:
    return tuple(written.text.split("\n\n"))


def _kept(rows: list[Labelled], written: Any) -> dict[str, Any]:
    shown = "".join(f"{row.label}{''.join(row.cells)}" for row in rows)
    return {"shown": fingerprint(shown), "value": Exact("null") if written is None else written}


def _shown(text: Prose) -> tuple[str, ...]:
    return tuple(_block(block) for block in text) or ("",)


def _block(block: Paragraph | Heading | Picture | PlainTable) -> str:
    text = escaped(block.text)
    if isinstance(block, Picture):
        return f"{PICTURE}{text}"
    return f"{TABLE}{text}" if isinstance(block, PlainTable) else text
