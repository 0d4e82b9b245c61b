"""Carry the figures of a report into an authored YAML file, new or half-written, and leave its text as it is."""

from __future__ import annotations

import logging
from os.path import lexists
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.authored.keys import field_named, label
from gk_docs.authored.located import Mapping, Node, Scalar, entries_of
from gk_docs.authored.starting import starting_text
from gk_docs.authored.syntax import compose, serialized
from gk_docs.authored.tables import compact, stated_totals
from gk_docs.authored.words import OPENING
from gk_docs.chinese.text import listed
from gk_docs.errors import GkError, InvalidReport, WriteRefused
from gk_docs.files.encoding import decode, encoded_like
from gk_docs.files.saving import save
from gk_docs.files.source import bytes_of
from gk_docs.form.agency import Agency
from gk_docs.form.identity import same_body
from gk_docs.form.messages import validated
from gk_docs.form.prose import Prose
from gk_docs.form.table import FormTable, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gk_docs.form.editions import AnyReport

_YEAR, _EDITION = "year", "edition"
_REMARK = re.compile(r"(?:^|(?<=\s))#.*", re.MULTILINE)
_MOST_SHOWN = 3
_log = logging.getLogger(__name__)


class _TablePlace(NamedTuple):
    """The place of a section's table in the source, as offsets, and the source of the text before and after it."""

    start: int
    end: int
    texts: str


def carried_into(report: AnyReport, path: Path) -> Path:
    """Put the figures of a report into an authored YAML file; a file that does not exist is started with them.

    The tables of the file are replaced whole, with the comments in them, which a warning names; the text before and
    after them, and every other line of the file, stay as they are.

    Raises:
        WriteRefused: If the file cannot be read as YAML, or cannot be written.
        InvalidReport: If the file belongs to another body, year or edition.
    """
    if not lexists(path):
        text = starting_text(report.agency, report.year, path.name, edition=report.edition)
        return save(with_figures(text, report).encode(), path)
    try:
        data = bytes_of(path)
        text = decode(data)
        new = with_figures(text, report)
    except GkError as error:
        raise error.in_file(path.name) from error
    saved = save(encoded_like(data, text, new, path), path, force=True)
    kept = _REMARK.findall(new)
    if lost := [one for one in _REMARK.findall(text) if one not in kept]:
        _log.warning("%s 三张表里“#”后面的说明没有保留：%s", path.name, listed(lost, _MOST_SHOWN, "等{}处"))
    return saved


def with_figures(source: str, report: AnyReport) -> str:
    r"""Replace the tables of an authored source with those of a report.

    Raises:
        WriteRefused: If the source is not a YAML mapping.
        InvalidReport: If the source belongs to another body, year or edition.

    >>> from gk_docs.form.y2021 import AnnualReport, ReviewLitigation
    >>> report = AnnualReport(agency="甲县人民政府", year=2023, review_litigation=ReviewLitigation.zeros())
    >>> source = "年度: 2023\n政府信息公开行政复议、行政诉讼情况: 待填\n总体情况: 待写  # 办公室\n"
    >>> print(with_figures(source, report).partition("总体情况")[0].strip())
    年度: 2023
    政府信息公开行政复议、行政诉讼情况: {全部: 0}
    """
    places = _places(source, report)
    stated = stated_totals(report)
    tables = {name: value for name, value in reversed(list(report)) if isinstance(value, FormTable)}
    written = {name: compact(table, name, stated) for name, table in tables.items()}
    new = {name: serialized({label(type(report), name): tree}).strip() for name, tree in written.items()}
    # From the end of the file to its beginning, so that the offsets of the tables before stay valid.
    for name, at in sorted(places.items(), key=lambda found: -found[1].start):
        source = source[: at.start] + _beside(new.pop(name), at.texts) + source[at.end :]
    return "\n\n".join([source.rstrip(), *new.values()]) + "\n" if new else source


def _beside(new: str, texts: str) -> str:
    """Put the text before and after a table above its rows; a table on a single line is opened into a block first.

    What the source has behind the table, such as a comment, then stays behind its last row and joins no text.
    """
    if not texts:
        return new
    head, _, row = new.partition(":")
    rows = "  " + row.strip().strip("{}") if row.strip().startswith("{") else row.strip("\n")
    return f"{head}:\n{texts}\n{rows}"


def _places(source: str, report: AnyReport) -> dict[str, _TablePlace]:
    """The places of the report's tables in the source, by field name."""
    try:
        root, _ = compose(source)
    except InvalidReport as error:
        raise WriteRefused("不合 YAML 的写法，没有改动", mend="请先改正，再汇总一次") from error
    if not isinstance(root, Mapping):
        raise WriteRefused("不是年报的数据文件，没有改动")
    return dict(_tables(source, root, report))


def _tables(source: str, root: Mapping, report: AnyReport) -> Iterator[tuple[str, _TablePlace]]:
    fields = type(report).model_fields
    for key, value in reversed(root.entries):
        name = field_named(type(report), key.text) or ""
        said = value.text if isinstance(value, Scalar) else ""
        if name == "agency":
            _refuse_other_body(value, report)
        if name == _YEAR and said != str(report.year):
            raise InvalidReport(f"这个文件是{said}年度的，汇总的是{report.year}年度", place="年度")
        if name == _EDITION and said != report.edition:
            message = f"这个文件用{said}年版格式，汇总的是{report.edition}年版"
            raise InvalidReport(message, place=str(fields[name].title))
        if name in fields and (table := table_of(fields[name])):
            yield name, _TablePlace(key.start, _end(source, value), _texts(source, value, table))


def _refuse_other_body(node: Node, report: AnyReport) -> None:
    """Refuse a file of another body than the report's; a name or region with an expression in it is not compared."""
    own = {field_named(Agency, key.text): value.text for key, value in entries_of(node) if isinstance(value, Scalar)}
    name = node.text if isinstance(node, Scalar) else own.get("name", "")
    if not name or OPENING.search(name):
        return
    region = own.get("region") or None
    named, other = validated(Agency, {"name": name, "region": region}), report.agency
    if region and OPENING.search(region):
        named, other = (one.model_copy(update={"region": None}) for one in (named, other))
    if not same_body(named, other):
        raise InvalidReport(f"这个文件是{name}的，汇总的是{report.agency.name}的", place="机关")


def _end(source: str, node: Node) -> int:
    """The offset at which the last value in a node ends, without the blank lines that the parser counts to it."""
    return len(source[: node.end].rstrip(" \t\r\n"))  # a text may be a space of another kind


def _texts(source: str, node: Node, table: type[FormTable]) -> str:
    """The source of the texts before and after a table, indented as `serialized` indents the rows of a table."""
    pieces: list[str] = []
    for key, value in entries_of(node):
        name = field_named(table, key.text)
        if name and isinstance(getattr(table(), name), Prose):
            if source[node.start] == "{":
                raise WriteRefused("表前、表后的文字写在花括号里，不能更新数字", mend="请改为分行书写")
            piece = source[key.start : _end(source, value)]
            pieces.append("  " + _moved(piece, 3 - key.column))
    return "\n".join(pieces)


def _moved(piece: str, by: int) -> str:
    """Move the lines of a piece after its first one right by `by` columns, or left if `by` is negative."""
    if by >= 0:
        return re.sub(r"\n(?=[^\n])", "\n" + " " * by, piece)
    return re.sub(rf"\n {{1,{-by}}}", "\n", piece)
