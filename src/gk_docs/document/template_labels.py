"""The labels of the statutory tables in a template, held against those of the form.

The labels that stand before a figure, from the figure before it on, are compared with those that the form prints there:
so a label that was changed is seen, and also two that changed places, or two figures that did.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.chinese.labels import nearest, normalise
from gk_docs.errors import Problem
from gk_docs.form.layout import Figure
from gk_docs.form.places import words_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gk_docs.form.editions import AnyReport
    from gk_docs.form.outline import Section
    from gk_docs.word import CellText, TagUse, TemplateFacts
    from gk_docs.word.address import Address

_PRINTS = "{{"
_CHOOSES = re.compile(r"\{[%#].*?[%#]\}")
_MEND = "名称由法定格式统一，请照规定的名称写"


class _Beside(NamedTuple):
    """A label that the form has, and what the template has in its place; None where it has nothing."""

    label: str
    cell: CellText | None


def check_labels(facts: TemplateFacts, form: type[AnyReport], section: Section) -> Iterator[Problem]:
    """Labels of one table that are missing, say something else, or have another mark; one that a tag prints is not."""
    there = _runs_of_template(facts, section)
    for path, labels in _runs_of_form(section, there).items():
        for label, cell in _beside(labels, there[path]):
            if cell is None:
                message, place = f"缺少规定的名称“{label}”", words_at(form, path)
                yield Problem(message=message, path=path, place=place, mend=_MEND, code="GT502")
            elif "".join(cell.text.split()) != label:
                yield _differs(path, label, cell)


def _differs(path: str, label: str, cell: CellText) -> Problem:
    same = normalise(cell.text) == normalise(label)
    message, code = ("名称的写法与规定格式不同", "GT503") if same else ("名称与规定格式不同", "GT502")
    return Problem(
        message=message,
        path=path,
        place=str(cell.address),
        found=cell.text,
        expected=f"“{label}”",
        mend=_MEND,
        code=code,
    )


def _runs_of_form(section: Section, printed: Mapping[str, object]) -> dict[str, list[str]]:
    """The labels before each figure that the template prints, with those of the figures before it that it does not."""
    runs: dict[str, list[str]] = {}
    run: list[str] = []
    for cell in section.grid.cells if section.grid else ():
        content = cell.content
        if not isinstance(content, Figure):
            run.append("".join(content.text.split()))
        elif content.path in printed:
            runs[content.path], run = run, []
    return runs


def _runs_of_template(facts: TemplateFacts, section: Section) -> dict[str, list[CellText] | None]:
    """The cells with text before each figure where it stands first; None where a tag prints one of them."""
    figures = dict(_figure_cells(facts.tags, section))
    tables = {_table(address) for address in figures}
    printing = {tag.address.cells for tag in facts.tags if tag.text.startswith(_PRINTS)}
    runs: dict[str, list[CellText] | None] = {}
    run: list[CellText] | None = []
    for whole in facts.cells:
        cell = replace(whole, text=_CHOOSES.sub("", whole.text))
        if _table(cell.address) not in tables:
            continue
        path = figures.get(cell.address)
        if path and path not in runs:
            runs[path], run = run, []
        elif cell.address.cells in printing:
            run = run if path else None
        elif run is not None and cell.text.strip():
            run.append(cell)
    return runs


def _figure_cells(tags: Sequence[TagUse], section: Section) -> Iterator[tuple[Address, str]]:
    """The cells that print a figure of the section, each with its path."""
    grid = section.grid.cells if section.grid else ()
    paths = {cell.content.path for cell in grid if isinstance(cell.content, Figure)}
    for tag in tags:
        path = next((name for name in tag.names if name in paths), None)
        if path and tag.address.cells and tag.text.startswith(_PRINTS):
            yield tag.address._replace(paragraph=0), path


def _table(address: Address) -> tuple[object, ...]:
    """What tells the innermost table around a cell from every other."""
    return address.part, address.cells[:-1], address.cells[-1][0]


def _beside(labels: Sequence[str], cells: Sequence[CellText] | None) -> Iterator[_Beside]:
    """Each label with the cell that stands for it; cells that stand for none may be there besides."""
    if cells is None:
        return
    keys, texts = [normalise(label) for label in labels], [normalise(cell.text) for cell in cells]
    for change, i1, i2, j1, j2 in SequenceMatcher(None, keys, texts, autojunk=False).get_opcodes():
        rest = list(cells[j1:j2])
        for label, cell in zip(labels[i1:i2], rest, strict=False) if i2 - i1 == j2 - j1 else ():
            yield _Beside(label, cell)
        for label in labels[i1:i2] if change != "insert" and i2 - i1 != j2 - j1 else ():
            text = nearest(label, [cell.text for cell in rest])
            yield _Beside(label, next((cell for cell in rest if cell.text == text), None))
