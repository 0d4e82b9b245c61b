"""Hold the labels of a template's tables against the form's, and the figures between them against each other.

The labels between one figure and the next are compared with those that the form prints there. So a changed label is
found, and also two labels, or two figures, that were swapped.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.chinese.labels import nearest, normalise
from gk_docs.errors import Problem
from gk_docs.form.layout import Figure
from gk_docs.form.places import SEPARATOR, words_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gk_docs.form.editions import AnyReport
    from gk_docs.form.outline import Section
    from gk_docs.word import CellText, TagUse, TemplateFacts
    from gk_docs.word.markup.address import Address

PRINTS = "{{"
"""How a tag that prints begins."""

_CHOOSES = re.compile(r"\{[%#].*?[%#]\}")
_LABEL_MEND = "名称由法定格式统一，请照规定的名称写"


def wrong_labels(facts: TemplateFacts, form: type[AnyReport], section: Section) -> Iterator[Problem]:
    """Report labels of one table that are missing or differ from the form's, unless a tag prints labels there.

    Where every label is right and the figures between them are not, their tags changed places.
    """
    there = _runs_of_template(facts, section)
    own = _runs_of_form(section, there)
    keys = [[normalise(label) for label in labels] for labels in own.values()]
    if [*own] != [*there] and keys == [[normalise(cell.text) for cell in cells or ()] for cells in there.values()]:
        yield from _exchanged(dict(zip(own, there, strict=True)), facts, form, section)
        return
    for path, labels in own.items():
        for label, cell in _beside(labels, there[path]):
            if cell is None:
                message, place = f"缺少规定的名称“{label}”", words_at(form, path)
                yield Problem(message=message, path=path, place=place, mend=_LABEL_MEND, code="GT502")
            elif "".join(cell.text.split()) != label:
                yield _differs(path, label, cell)


def _exchanged(
    printed: Mapping[str, str], facts: TemplateFacts, form: type[AnyReport], section: Section
) -> Iterator[Problem]:
    """Report figures at each other's labels, once for two rows; `printed` maps the right figure to the printed one."""
    places = {path: address for address, path in reversed([*_figure_cells(facts.tags, section)])}
    told: set[frozenset[str]] = set()
    for due, path in printed.items():
        here, there = words_at(form, due), words_at(form, path)
        rows = frozenset(words.rpartition(SEPARATOR)[0] for words in (here, there))
        if due != path and rows not in told:
            told.add(rows)
            yield Problem(
                message=f"“{here}”处填的是“{there}”的数字",
                path=due,
                place=f"{places[path]}；{places[due]}",
                found=f"{{{{ {path} }}}}",
                expected=f"“{{{{ {due} }}}}”",
                mend="名称没有错，是标签放错了格：请把这两处的标签换回来，整行对调的换整行",
                code="GT505",
            )


def _differs(path: str, label: str, cell: CellText) -> Problem:
    same = normalise(cell.text) == normalise(label)
    message, code = ("名称的写法与规定格式不同", "GT503") if same else ("名称与规定格式不同", "GT502")
    return Problem(
        message=message,
        path=path,
        place=str(cell.address),
        found=cell.text,
        expected=f"“{label}”",
        mend=_LABEL_MEND,
        code=code,
    )


def _runs_of_form(section: Section, printed: Mapping[str, object]) -> dict[str, list[str]]:
    """The form's labels before each figure that the template prints, back to the figure that it prints before."""
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
    """The template's cells with text before the first place of each figure; None if a tag prints one of them."""
    figures = dict(_figure_cells(facts.tags, section))
    tables = {_table_of(address) for address in figures}
    printing = {tag.address.cells for tag in facts.tags if tag.text.startswith(PRINTS)}
    runs: dict[str, list[CellText] | None] = {}
    run: list[CellText] | None = []
    for whole in facts.cells:
        cell = replace(whole, text=_CHOOSES.sub("", whole.text))
        if _table_of(cell.address) not in tables:
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
    """Yield the cells that print a figure of the section, each with the figure's path."""
    grid = section.grid.cells if section.grid else ()
    paths = {cell.content.path for cell in grid if isinstance(cell.content, Figure)}
    for tag in tags:
        path = next((name for name in tag.names if name in paths), None)
        if path and tag.address.cells and tag.text.startswith(PRINTS):
            yield tag.address._replace(paragraph=0), path


def _table_of(address: Address) -> tuple[object, ...]:
    """A key for the innermost table around a cell."""
    return address.part, address.cells[:-1], address.cells[-1][0]


def _beside(labels: Sequence[str], cells: Sequence[CellText] | None) -> Iterator[tuple[str, CellText | None]]:
    """Yield each label of the form with its cell in the template, or None; other cells of the template are ignored."""
    if cells is None:
        return
    keys, texts = [normalise(label) for label in labels], [normalise(cell.text) for cell in cells]
    for _, i1, i2, j1, j2 in SequenceMatcher(None, keys, texts, autojunk=False).get_opcodes():
        rest = list(cells[j1:j2])
        if i2 - i1 == j2 - j1:
            yield from zip(labels[i1:i2], rest, strict=True)
            continue
        for label in labels[i1:i2]:
            text = nearest(label, [cell.text for cell in rest])
            yield label, next((cell for cell in rest if cell.text == text), None)
