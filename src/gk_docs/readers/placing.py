"""The rows of a file put into the figures of one edition of the form: exactly, or not at all and with a note."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from gk_docs.chinese.labels import normalise
from gk_docs.form.outline import outline_of
from gk_docs.readers.cells import Fillers, fitted, sums_hold
from gk_docs.readers.figures import read_figure
from gk_docs.readers.notes import Note, short
from gk_docs.readers.rows import CASES, DISCLOSURE, REQUESTS
from gk_docs.readers.vocabulary import row_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from gk_docs.form.layout import Figure
    from gk_docs.form.model import Model
    from gk_docs.form.outline import Section
    from gk_docs.readers.rows import Found, Row
    from gk_docs.readers.vocabulary import Label

_HEAD_UNIT = re.compile(r"\((?:单位:?)?(万元|元)\)?$")
_SINGLE_ROW = "requests.outcomes.other_handling"


@dataclass(slots=True)
class Figures:
    """The figures of a file in one edition.

    Attributes:
        values: Value of every figure that the file has a cell for, by path; None where that cell is blank.
        words: What cells print that is more than a number, by path.
        notes: What could not be placed or read, and what had to be decided.
    """

    values: dict[str, int | Decimal | None] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def placed(found: Found, form: type[Model]) -> Figures:
    """Put every row into its figures."""
    result = Figures()
    layout = _layout(form)
    fillers = Fillers()
    for row in found.rows:
        fillers.learn(row.items, len(_figures(row, layout)))
    disordered = _disordered(found.rows, layout)
    for row in found.rows:
        if row.table == CASES:
            _place_cases(row, layout, fillers, form, result)
        elif row.table == REQUESTS and disordered:
            result.notes.append(_stray(row, "表头各列与格式的次序不同，本行未读"))
        else:
            _place_row(row, layout, fillers, form, result)
    result.notes.extend(
        Note("GK101", table, f"表中有一行不能确定属于哪里，未读：{short(text)}", found=short(text))
        for table, text in found.strays
    )
    return result


@cache
def _layout(form: type[Model]) -> Mapping[str, tuple[Figure, ...]]:
    """The figures of every printed row (of table 4: of every block) by its path, in printed order."""
    rows: dict[str, list[Figure]] = defaultdict(list)
    for figure in outline_of(form).figures.values():
        rows[row_of(figure)].append(figure)
    return {name: tuple(figures) for name, figures in rows.items()}


def _figures(row: Row, layout: Mapping[str, tuple[Figure, ...]]) -> tuple[Figure, ...]:
    """The figures of a row of tables 2 and 3; () where the edition has no such row."""
    if row.table == CASES:
        return tuple(figure for name, figures in layout.items() if name.startswith(CASES) for figure in figures)
    return layout.get(row.name, ())


def _place_row(
    row: Row, layout: Mapping[str, tuple[Figure, ...]], fillers: Fillers, form: type[Model], result: Figures
) -> None:
    figures = _figures(row, layout)
    if not figures:
        _place_elsewhere(row, layout, fillers, form, result)
    elif row.table == DISCLOSURE and not _same_columns(row.columns, figures):
        if any(row.items):
            result.notes.append(_stray(row, "表头与本行在格式中的各列不同，未读"))
    else:
        _fit(row, figures, fillers, form, result)


def _place_elsewhere(
    row: Row, layout: Mapping[str, tuple[Figure, ...]], fillers: Fillers, form: type[Model], result: Figures
) -> None:
    """A row that this edition has not. Where （六）其他处理 is a single row, its row for others takes the figures."""
    inner = [name for name in layout if name.startswith(f"{row.name}.")]
    if not any(row.items):
        return
    if row.name == _SINGLE_ROW and inner and not any(path.startswith(f"{_SINGLE_ROW}.") for path in result.values):
        _fit(row, layout[inner[-1]], fillers, form, result)
        result.notes.append(
            Note("GK105", inner[-1], f"“{short(row.label)}”只印了一行，其数据记在“{layout[inner[-1]][0].rows[-1]}”")
        )
    else:
        result.notes.append(_stray(row, "这一版格式没有这一行，未读"))


def _same_columns(columns: Sequence[Label], figures: Sequence[Figure]) -> bool:
    """Whether the heads read above a row can be those of its figures; heads that are lost say nothing."""
    names = [{meaning.name for meaning in label.meanings} for label in columns]
    if not any(names):
        return len(columns) in (0, len(figures))
    if len(names) == len(figures):
        return all(figure.columns[-1] in known or not known for figure, known in zip(figures, names, strict=True))
    printed = iter(figure.columns[-1] for figure in figures)
    return len(names) < len(figures) and all(any(name in known for name in printed) for known in names)


def _disordered(rows: Iterable[Row], layout: Mapping[str, tuple[Figure, ...]]) -> bool:
    """Whether table 3 has its heads in another order than the form."""
    order = [figure.columns[-1] for figure in next(figures for name, figures in layout.items() if REQUESTS in name)]
    inner = order[1:-1]
    for columns in {row.columns for row in rows if row.table == REQUESTS}:
        named = [label.meanings[0].name for label in columns if label.exact]
        places = [inner.index(name) for name in named if name in inner]
        if any(left >= right for left, right in pairwise(places)):
            return True
    return False


def _fit(row: Row, figures: Sequence[Figure], fillers: Fillers, form: type[Model], result: Figures) -> None:
    fit = fitted(row.items, len(figures), fillers, _holds(figures, form))
    if fit.cells is None:
        result.notes.append(Note("GK101", figures[0].path, f"{fit.why}，本行未读：{short(' '.join(row.items))}"))
        for figure in figures:
            result.values.setdefault(figure.path, None)
        return
    if fit.why:
        result.notes.append(Note("GK102", figures[0].path, fit.why))
    units = {figure.path: _head_unit(row.columns, number) for number, figure in enumerate(figures)}
    for figure, cell in zip(figures, fit.cells, strict=True):
        _put(figure, cell, units[figure.path], result)


def _holds(figures: Sequence[Figure], form: type[Model]) -> Callable[[Sequence[int]], bool] | None:
    """Whether the declared sums hold that bind only figures of one row."""
    places = {figure.path: number for number, figure in enumerate(figures)}
    sums = [
        (places[total.total], [places[term] for term in total.terms])
        for total in outline_of(form).sums
        if {total.total, *total.terms} <= places.keys()
    ]
    return sums_hold(sums) if sums else None


def _head_unit(columns: Sequence[Label], number: int) -> str:
    match = _HEAD_UNIT.search(normalise(columns[number].text)) if number < len(columns) else None
    return match[1] if match else ""


def _put(figure: Figure, cell: str, head_unit: str, result: Figures) -> None:
    other_unit = head_unit if head_unit != figure.unit else ""
    read = read_figure(cell, figure.unit, other_unit, signed=figure.columns[-1].endswith("增/减"))
    if figure.path in result.values and result.values[figure.path] != read.value:
        result.notes.append(Note("GK102", figure.path, "同一格在文件中出现不止一次且数据不同，未读", found=short(cell)))
        result.values[figure.path] = None
        return
    result.values[figure.path] = read.value
    if read.words:
        result.words[figure.path] = read.words
    if read.value is None and read.words:
        result.notes.append(Note("GK102", figure.path, f"格内写的不是数字：{short(cell)}", found=short(cell)))
    elif other_unit:
        result.notes.append(Note("GK102", figure.path, f"表头的单位是{other_unit}，已换算", found=short(cell)))


def _stray(row: Row, why: str) -> Note:
    text = short(" ".join([row.label, *row.items]))
    return Note("GK101", row.table, f"{why}：{text}", found=text)


def _place_cases(
    row: Row, layout: Mapping[str, tuple[Figure, ...]], fillers: Fillers, form: type[Model], result: Figures
) -> None:
    figures = _case_figures(row, layout)
    if figures:
        _fit(row, figures, fillers, form, result)
    elif any(row.items):
        result.notes.append(_stray(row, "不能确定属于行政复议、行政诉讼中的哪一部分，未读"))


def _case_figures(row: Row, layout: Mapping[str, tuple[Figure, ...]]) -> tuple[Figure, ...]:
    """The figures of table 4 that a row of cells stands for: all, or the blocks whose heads stand above it."""
    every = _figures(row, layout)
    heads = set(row.name.split("|"))
    blocks = [figures for name, figures in layout.items() if name.startswith(CASES)]
    named = [figures for figures in blocks if _block_head(figures) in heads]
    width = len(blocks[0])
    written = max(len(row.items), len(row.columns))
    if len(named) in (0, len(blocks)) or written > len(named) * width:
        whole = not row.columns or len(row.columns) > width or len(named) == len(blocks)
        return every if whole else ()
    return tuple(figure for figures in named for figure in figures)


def _block_head(figures: Sequence[Figure]) -> str:
    return figures[0].columns[-2]


def tables_of(form: type[Model]) -> list[Section]:
    """The sections of the form that are tables."""
    return [section for section in outline_of(form).sections if section.grid]
