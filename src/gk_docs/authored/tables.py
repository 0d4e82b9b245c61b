"""Read and write tables; no omitted count is taken for 0 unless the table, the group or the row says so.

`其余: 0` is the value of every count that the author leaves out below it. `全部: 0` alone, or a lone 0 in the place of
a table, a group or a row, is the value of all of them. With `null` in place of 0 the cells are blank. None of these
sets a total: a total that the author leaves out is computed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs import regex as re
from gk_docs.authored.draft import WRONG, Draft, join
from gk_docs.authored.keys import field_named, groups_by_key, label
from gk_docs.authored.located import Mapping, Node, Scalar, Sequence, typed
from gk_docs.authored.scalars import Misfit, figure
from gk_docs.authored.syntax import Exact, FlowRow
from gk_docs.authored.words import ALL, REST, RESTS, parted
from gk_docs.chinese.labels import normalise
from gk_docs.chinese.numerals import format_number
from gk_docs.form.figures import values_of
from gk_docs.form.outline import outline_of
from gk_docs.form.table import FormTable, Total, mark_of, table_of, total_of, unit_of
from gk_docs.form.values import decimal_text

if TYPE_CHECKING:
    from collections.abc import Collection

    from pydantic.fields import FieldInfo

    from gk_docs.form.report import Report


class Rest(NamedTuple):
    """The value that 其余 or 全部 gives to the counts that an author leaves out.

    Attributes:
        value: Their value: 0, or None for blank cells.
        all: Whether no other count may be written (全部).
        inherited: Whether a table or group around the row says it, not the row itself.
        computed: Whether the model computes them instead, as in a row of totals.
    """

    value: int | None
    all: bool = False
    inherited: bool = False
    computed: bool = False


@dataclass(slots=True)
class _TypedCell:
    """A field of a table while it is read: the 其余 that applies to it, and what the author wrote for it."""

    rest: Rest | None
    node: Node | None = None


def _leave(cells: dict[str, _TypedCell], rest: Rest) -> None:
    """Make 其余 or 全部 apply to all these fields."""
    for cell in cells.values():
        cell.rest = rest


_COMPUTED = Rest(None, computed=True)
_WRITTEN_RESTS = (Exact("0"), Exact("null"))
_BETWEEN = re.compile(r"[\s,，、|/]+")
_WORTH_IT = 2  # so many equal counts are written as one 其余


@dataclass(slots=True)
class Tables:
    """Reads the tables of one file.

    Attributes:
        draft: What was found so far.
        carried: Figures by path, from last year's report, for rows that leave them out; `WRONG` if that report does
            not exist.
        lacking: Whether a carried figure is needed that is `WRONG`.
        prose: Path and node of texts before and after the tables, which are read once the figures are known.
    """

    draft: Draft
    carried: dict[str, Any] = field(default_factory=dict)
    lacking: bool = False
    prose: list[tuple[str, Node]] = field(default_factory=list)

    def read(self, node: Node, table: type[FormTable], path: str, rest: Rest | None = None) -> dict[str, Any]:
        """The values of a table, a group or a row by field name, without wrong ones and without text."""
        entries = self._mapping(node, table, path, table.model_fields.keys())
        if entries is None:
            return {}
        cells = {name: _TypedCell(rest) for name in table.model_fields}
        self._entries(entries, table, path, cells)
        found = {}
        for name, info in table.model_fields.items():
            value = self._field(info, cells[name], join(path, name), node)
            if value is not WRONG:
                found[name] = value
        return found

    def _mapping(self, node: Node, table: type[FormTable], path: str, names: Collection[str]) -> Mapping | None:
        """The mapping written for some fields of a table; a lone 0 or null means 全部, anything else is refused."""
        if isinstance(node, Mapping):
            return node
        number = _number(node)
        if number == 0 or (isinstance(node, Scalar) and node.blank and node.text):
            return Mapping(((Scalar(ALL, node.line, node.column, file=node.file), node),), node.line, node.column)
        fields = {name: info for name, info in table.model_fields.items() if name in names}
        figures = {name: unit_of(info) for name, info in fields.items() if unit_of(info) or table_of(info)}
        shown = "".join(f"{label(table, name)}: {'…' if figures[name] else '{…}'}, " for name in [*figures][:2])
        shape, count = f"{{{shown}{REST}: 0}}", format_number(len(figures))
        if number is None:
            pairs = _paired(node, table, figures)
            mend = f"请写 {pairs}" if pairs else f"全是 0 请写 0，全是空白请写 {{{ALL}: null}}"
            self.draft.wants(node, path, f"一组数字，如 {shape}", mend)
        else:
            message = f"这{f'一行有{count}列' if all(figures.values()) else f'里有{count}项'}，不能只写一个数"
            self.draft.refuse(node, path, message, found=typed(node), mend=f"请写 {shape}")
        return None

    def _entries(self, node: Mapping, table: type[FormTable], path: str, cells: dict[str, _TypedCell]) -> None:
        """Collect what is written for each field of `cells`, and the 其余 or 全部 that applies to it."""
        for key, value in node.entries:
            if normalise(key.text) in RESTS:
                _leave(cells, self._rest(key, value, path))
        for key, value in node.entries:
            if normalise(key.text) in RESTS:
                continue
            name, group = field_named(table, key.text), groups_by_key(table).get(normalise(key.text))
            if name in cells:
                self._write(key, value, join(path, name), cells[name], table.model_fields[name])
            elif group and name is None:
                inner = {name: cell for name, cell in cells.items() if name in group}
                below = self._mapping(value, table, path, inner) or Mapping((), value.line, value.column)
                self._entries(below, table, path, inner)
            else:
                self.draft.unknown(key, table, path)
                if normalise(parted(key.text)[0]) in RESTS:
                    _leave(cells, Rest(None))

    def _write(self, key: Scalar, value: Node, path: str, cell: _TypedCell, info: FieldInfo) -> None:
        if cell.node is not None:
            self.draft.refuse(key, path, "同一项写了两次", found=key.text, mend="请只保留一处")
            return
        cell.node = value
        if cell.rest and cell.rest.all and (unit_of(info) or table_of(info)):
            mend = f"请把“{ALL}”改为“{REST}”，或删去这一行"
            self.draft.refuse(key, path, f"写了“{ALL}”，就不能再写别的数字", found=key.text, mend=mend)
        else:
            self.draft.places[path] = key

    def _rest(self, key: Scalar, value: Node, path: str) -> Rest:
        read = self.draft.scalar(value, path, partial(figure, unit="件"), "0")
        if read not in (0, None):
            if read is not WRONG:
                self.draft.refuse(value, path, f"“{key.text}”只能是 0 或 null", found=str(read))
            return Rest(None)
        return Rest(read, normalise(key.text) in (ALL, "all"))

    def _field(self, info: FieldInfo, cell: _TypedCell, path: str, parent: Node) -> Any:
        table, unit, node, rest = table_of(info), unit_of(info), cell.node, cell.rest
        if table is None and unit is None:
            if node is not None:
                self.prose.append((path, node))
            return WRONG
        if node is None:
            is_computed = mark_of(info, Total) or (rest and rest.computed)
            return WRONG if is_computed else self._omitted(table, path, rest, parent)
        if table:
            inner = rest._replace(inherited=True) if rest else None
            return self.read(node, table, path, _COMPUTED if mark_of(info, Total) else inner)
        return self.draft.scalar(node, path, partial(figure, unit=str(unit)), "一个数字")

    def _omitted(self, table: type[FormTable] | None, path: str, rest: Rest | None, parent: Node) -> Any:
        if table and (rest or any(known.startswith(f"{path}.") for known in self.carried)):
            nothing = Mapping((), parent.line, parent.column, parent.file)
            return self.read(nothing, table, path, rest and rest._replace(inherited=True))
        if path in self.carried and not (rest and (rest.all or not rest.inherited)):
            self.lacking |= self.carried[path] is WRONG
            return self.carried[path]
        return rest.value if rest else self._missing(parent, path, table)

    def _missing(self, parent: Node, path: str, table: type[FormTable] | None) -> Any:
        if path in self.draft.meant:
            return WRONG
        cells = f"“{REST}: 0”"
        message = "缺少这一部分的数字" if table else "缺少这个数字"
        return self.draft.refuse(parent, path, message, mend=f"请补上；没有写的都是 0 时，请在这张表里写{cells}")


def _paired(node: Node, table: type[FormTable], units: Collection[str]) -> str | None:
    """Suggest how to write numbers typed side by side (3 1 0) with their columns; None if their count does not fit."""
    items = node.items if isinstance(node, Sequence) else ()
    texts = [typed(item) or "" for item in items] or _BETWEEN.split((typed(node) or "").strip())
    own = [name for name in units if not mark_of(table.model_fields[name], Total)]
    names = next((names for names in ([*units], own) if len(names) == len(texts) > 1), [])
    is_row = names and all(unit_of(table.model_fields[name]) for name in names) and all(map(str.isdecimal, texts))
    pairs = (f"{label(table, name)}: {text}" for name, text in zip(names, texts, strict=False))
    return f"{{{', '.join(pairs)}}}" if is_row else None


def _number(node: Node) -> int | Decimal | None:
    """The value of a scalar that is a number; None for any other node."""
    try:
        return figure(node.text, "元") if isinstance(node, Scalar) else None
    except Misfit:
        return None


def stated_totals(report: Report) -> frozenset[str]:
    """Paths of the totals that must be written, since the computed ones would differ from them."""
    given: dict[str, Any] = values_of(report)
    # Where a total has two sums, of its row and of its column, the first, that of the row, is what the model computes.
    sums = {one.total: one.terms for one in reversed(outline_of(type(report)).sums)}
    return frozenset(path for path, terms in sums.items() if total_of(given[term] for term in terms) != given[path])


def compact(table: FormTable, path: str = "", stated: Collection[str] = ()) -> dict[str, Any]:
    """Write a table, a group or a row as keys with figures, as short as reads back the same; without its texts.

    Args:
        table: The table.
        path: Its field path.
        stated: The `stated_totals` of its report.
    """
    figures = {name: field for name, field in type(table).model_fields.items() if unit_of(field) or table_of(field)}
    own = {name: _figures(table, name, path, stated) for name, field in figures.items() if not mark_of(field, Total)}
    totals = {name: _stated(table, name, path, stated) for name, field in figures.items() if mark_of(field, Total)}
    rest = max(_WRITTEN_RESTS, key=lambda rest: sum(_is_all(value, rest) for value in own.values()))
    gathered = {name for name, value in own.items() if _is_all(value, rest)}
    if len(gathered) == len(own) and not any(totals.values()):
        return FlowRow({ALL: rest})
    if len(gathered) < _WORTH_IT:
        gathered = set()
    kind = dict if any(isinstance(value, dict) for value in own.values()) else FlowRow
    shown = {name: value for name, value in {**own, **totals}.items() if name not in gathered and value}
    written = {label(type(table), name): value for name, value in shown.items()}
    return kind({**written, **({REST: rest} if gathered else {})})


def _figures(table: FormTable, name: str, path: str, stated: Collection[str]) -> Any:
    value = getattr(table, name)
    return compact(value, join(path, name), stated) if isinstance(value, FormTable) else _text(value)


def _stated(table: FormTable, name: str, path: str, stated: Collection[str]) -> Any:
    """A total that must be written, or those columns of a row of totals; None or empty if all are computed."""
    value, below = getattr(table, name), join(path, name)
    if not isinstance(value, FormTable):
        return _text(value) if below in stated else None
    columns = [column for column in type(value).model_fields if join(below, column) in stated]
    return FlowRow({label(type(value), column): _text(getattr(value, column)) for column in columns})


def _text(value: int | Decimal | None) -> Exact:
    return Exact("null" if value is None else decimal_text(value) if isinstance(value, Decimal) else str(value))


def _is_all(value: Any, rest: Exact) -> bool:
    return value == rest or (isinstance(value, dict) and value == {ALL: rest})
