"""Figures carried into an authored YAML file, new or half-written: its tables are replaced, its text stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.authored.keys import field_named
from gk_docs.authored.starting import starting_text
from gk_docs.authored.tables_out import compact
from gk_docs.authored.text_out import label
from gk_docs.authored.tree import serialized
from gk_docs.errors import GkError, InvalidReport, WriteRefused
from gk_docs.files.encoding import decode, encoded_like
from gk_docs.files.saving import save
from gk_docs.form.prose import Prose
from gk_docs.form.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yaml.nodes import MappingNode, Node

    from gk_docs.form.editions import AnyReport

_YEAR, _EDITION = "year", "edition"


class _Table(NamedTuple):
    """The table of a section in the source: where it is, and the source of the text beside it."""

    start: int
    end: int
    texts: str


def carried_into(report: AnyReport, path: Path) -> Path:
    """Put the figures of a report into an authored YAML file; a file that is not there is begun with them.

    The tables of the file are replaced whole, with the comments in them; the text before and after them, and every
    other line of the file, stay as they are.

    Raises:
        WriteRefused: If the file cannot be read as YAML, is of another year, or cannot be written.
    """
    if not path.exists():
        text = starting_text(report.agency, report.year, path.name, edition=report.edition)
        return save(with_figures(text, report).encode(), path)
    data = path.read_bytes()
    text = decode(data)
    try:
        new = with_figures(text, report)
    except GkError as error:
        raise error.in_file(path.name) from error
    return save(encoded_like(data, text, new, path), path, force=True)


def with_figures(source: str, report: AnyReport) -> str:
    r"""An authored source with the tables of a report in the place of its own.

    Raises:
        WriteRefused: If it is no YAML mapping, or of another year.

    >>> from gk_docs.form.y2021 import AnnualReport, ReviewLitigation
    >>> report = AnnualReport(agency="甲县人民政府", year=2023, review_litigation=ReviewLitigation.zeros())
    >>> source = "年度: 2023\n政府信息公开行政复议、行政诉讼情况: 待填\n总体情况: 待写  # 办公室\n"
    >>> print(with_figures(source, report).partition("总体情况")[0].strip())
    年度: 2023
    政府信息公开行政复议、行政诉讼情况: {全部: 0}
    """
    places = _places(source, report)
    for name in reversed(list(type(report).model_fields)):
        table = getattr(report, name)
        if not isinstance(table, Table):
            continue
        new = serialized({label(type(report), name): compact(table)}).rstrip("\n")
        at = places.pop(name, None)
        if at is None:
            source = f"{source.rstrip()}\n\n{new}\n"
        else:
            source = source[: at.start] + _beside(new, at.texts) + source[at.end :]
    return source


def _beside(new: str, texts: str) -> str:
    """A table with the text that stands beside it; one that is a row of its own becomes a block."""
    if not texts:
        return new
    head, _, row = new.partition(":")
    opened = f"{head}:\n  " + row.strip().strip("{}") if row.strip().startswith("{") else new
    return f"{opened}\n{texts}"


def _places(source: str, report: AnyReport) -> dict[str, _Table]:
    import yaml

    try:
        node = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise WriteRefused("不合 YAML 的写法，没有改动", mend="请先改正，再汇总一次") from error
    if not isinstance(node, yaml.MappingNode):
        raise WriteRefused("不是年报的数据文件，没有改动")
    return dict(_tables(source, node, report))


def _tables(source: str, node: MappingNode, report: AnyReport) -> Iterator[tuple[str, _Table]]:
    fields = type(report).model_fields
    for key, value in reversed(node.value):
        name = field_named(type(report), str(key.value))
        if name == _YEAR and str(value.value) != str(report.year):
            raise InvalidReport(f"这个文件是{value.value}年度的，汇总的是{report.year}年度", place="年度")
        if name == _EDITION and str(value.value) != report.edition:
            message = f"这个文件用{value.value}年版格式，汇总的是{report.edition}年版"
            raise InvalidReport(message, place=str(fields[name].title))
        kind = fields[name].annotation if name else None
        if name and isinstance(kind, type) and issubclass(kind, Table):
            yield name, _Table(key.start_mark.index, _end(source, value), _texts(source, value, kind))


def _end(source: str, node: Node) -> int:
    """Where the last value in a node ends; its own mark lies behind the comments that follow it."""
    last = node
    while not getattr(last, "flow_style", True) and isinstance(last.value, list) and last.value:
        last = last.value[-1][1] if isinstance(last.value[-1], tuple) else last.value[-1]
    return len(source[: last.end_mark.index].rstrip())


def _texts(source: str, node: Node, kind: type[Table]) -> str:
    """The source of the text before and after the table, as far in as the tables that `serialized` writes."""
    pieces: list[str] = []
    for key, value in node.value if isinstance(node.value, list) else ():
        name = field_named(kind, str(key.value))
        if name and isinstance(getattr(kind(), name), Prose):
            if getattr(node, "flow_style", False):
                raise WriteRefused("表前、表后的文字写在花括号里，不能更新数字", mend="请改为分行书写")
            piece = source[key.start_mark.index : _end(source, value)]
            pieces.append("  " + _moved(piece, 2 - key.start_mark.column))
    return "\n".join(pieces)


def _moved(piece: str, by: int) -> str:
    """The lines of a piece after the first one moved right, or left if below 0."""
    if by >= 0:
        return re.sub(r"\n(?=[^\n])", "\n" + " " * by, piece)
    return re.sub(rf"\n {{1,{-by}}}", "\n", piece)
