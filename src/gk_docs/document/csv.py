"""Write and read the figures of reports as open data: .csv, one figure a row, with a description for programs.

| Column | What it holds |
| --- | --- |
| 机关 | Name of the body. |
| 年度 | Year reported on. |
| 格式 | Edition of the form: 2021, 2019. |
| 路径 | Path of the figure (`requests.received.total`), the same in every report of an edition. |
| 名称 | The printed labels that lead to the figure, from the title of its section in, joined by ` / `. |
| 单位 | 件, 项, 个, 元 or 万元. |
| 数值 | The figure in plain digits; empty if the cell is blank, which is not zero. |

The encoding is UTF-8 with a byte order mark, without which Excel takes it for GBK; lines end with CRLF (RFC 4180). One
file holds the figures of any number of bodies. The description is CSV on the Web (W3C Recommendation "Metadata
Vocabulary for Tabular Data"), in a file named after the table, with `-metadata.json` at the end.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.errors import InvalidReport, NotAnAnnualReport, Problem
from gk_docs.files.encoding import decode
from gk_docs.files.source import FileFacts
from gk_docs.form.amounts import MONEY
from gk_docs.form.editions import FORMS
from gk_docs.form.notes import Note
from gk_docs.form.outline import outline_of
from gk_docs.form.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gk_docs.files.source import Source
    from gk_docs.form.report import Report

DESCRIPTION = "-metadata.json"
"""The end of the name of a table's description, as CSV on the Web requires."""

_JOINED = " / "
_MOST_DIGITS = 4  # of a year
_WHOLE = re.compile("-?[0-9]{1,18}")


class _Field(NamedTuple):
    """A column: its title, its name in the description, the type of its values, its content in words."""

    title: str
    name: str
    type: str
    says: str


_COLUMNS = (
    _Field("机关", "body", "string", "编制年度报告的机关名称"),
    _Field("年度", "year", "gYear", "报告的年度"),
    _Field("格式", "edition", "string", "年度报告格式的版本"),
    _Field("路径", "path", "string", "数据的标识，同一版格式的报告都相同"),
    _Field("名称", "labels", "string", "规定格式中的部分、行、列名称，由外到内"),
    _Field("单位", "unit", "string", "计量单位"),
    _Field("数值", "value", "decimal", "数值；空白不是0，是报告中没有填"),
)
_TITLES = tuple(column.title for column in _COLUMNS)


def render(report: Report) -> bytes:
    """Return the figures of a report as .csv."""
    return table([report])


def table(reports: Iterable[Report]) -> bytes:
    """Return the figures of several reports as one .csv, in their order."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_TITLES)
    for report in reports:
        head = (report.agency.name, report.year, report.edition)
        for figure in report.figures():
            value = "" if figure.value is None else f"{Decimal(figure.value):f}"
            writer.writerow((*head, figure.path, _JOINED.join(figure.labels), figure.unit, value))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def beside(report: Report, name: str) -> dict[str, bytes]:
    """Return the description of a report's table as {file name: bytes}; `name` is that of the table's file."""
    return description(name, **{"dc:title": f"{report.title or ''}数据", "dc:publisher": report.agency.name})


def description(name: str, **facts: str) -> dict[str, bytes]:
    """Return the description of a table as {file name: bytes}; `name` is that of the table's file."""
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}],
        "url": name,
        **facts,
        "tableSchema": {
            "columns": [
                {
                    "name": column.name,
                    "titles": column.title,
                    "datatype": column.type,
                    "required": column.name != "value",
                    "dc:description": column.says,
                }
                for column in _COLUMNS
            ],
            "primaryKey": ["body", "year", "path"],
        },
    }
    text = f"{json.dumps(described, ensure_ascii=False, indent=2)}\n"
    return {f"{name}{DESCRIPTION}": text.encode(errors="backslashreplace")}  # of a name that is no UTF-8, its escape


def is_as_written(data: bytes) -> bool:
    """Whether `data` is byte for byte what `table` writes for the figures in it."""
    try:
        return table(one.report for one in readings(data, None)) == data
    except (InvalidReport, NotAnAnnualReport):
        return False


def read(source: Source) -> Reading:
    """Read the figures of one body; the reading has a note that there is no text.

    Raises:
        UnreadableFile: If it is not text.
        NotAnAnnualReport: If it has other columns, or no row.
        InvalidReport: If it has several bodies or years, or a row is of no figure of the form or has no number.
    """
    found = list(readings(source.data, source.name))
    if len(found) > 1:
        names = "、".join(f"{one.report.agency.name}{one.report.year}" for one in found[:2])
        mend = "一个机关一个文件；Python 中可用 gk_docs.read_figures 逐个读取"
        raise InvalidReport("表中有几个机关或年度的数据", found=names, mend=mend)
    return found[0]


def readings(data: bytes, name: str | None) -> Iterator[Reading]:
    """Yield a reading for each body and year of a table, in order; the rows of each must stand together.

    Raises:
        UnreadableFile: If it is not text.
        NotAnAnnualReport: If it has other columns, or no row.
        InvalidReport: As `read`.
    """
    rows = [row for row in _rows(decode(data)) if any(row[1])]
    if not (rows and _is_heading(rows[0][1])) or not (rows := [row for row in rows if not _is_heading(row[1])]):
        mend = f"第一行应是：{','.join(_TITLES)}。填报请用 gk-docs new 机关名称 --year 年度 --to xlsx 新建工作簿"
        raise NotAnAnnualReport("不是年度报告的数据表", mend=mend)
    for line, row in rows:
        if len(row) != len(_TITLES) or row[2] not in FORMS or not (row[1].isdecimal() and len(row[1]) == _MOST_DIGITS):
            raise _wrong(line, "这一行的列数、年度或格式不对", ",".join(row[:3]))
    before: set[tuple[str, str, str]] = set()
    for body, lines in groupby(rows, key=lambda one: (one[1][0], one[1][1], one[1][2])):
        given = [*lines]
        if body in before:
            mend = "请按机关、年度排序，存好后再读"
            raise _wrong(given[0][0], "同一机关、年度的各行没有放在一起", ",".join(body), mend=mend)
        before.add(body)
        yield _reading(*body, given, name)


def _is_heading(row: list[str]) -> bool:
    """Whether a row has the names of the columns, behind a byte order mark where a table of its own was joined."""
    return (row[0].removeprefix("\ufeff"), *row[1:]) == _TITLES


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows without white space around their cells, each with the number of the line on which it ends."""
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        for row in reader:
            yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error as error:
        raise _wrong(reader.line_num, "这一行不合 CSV 的写法", None) from error


def _reading(agency: str, year: str, edition: str, rows: Iterable[tuple[int, list[str]]], name: str | None) -> Reading:
    form = FORMS[edition]
    known, figures, lines = outline_of(form).figures, dict[str, int | str | None](), dict[str | None, int]()
    for line, row in rows:
        path, *words = row[3:6]
        if path in figures:
            raise _wrong(line, "同一个数据有两行", path)
        if path in known and words != (own := [_JOINED.join(known[path].labels), known[path].unit]):
            raise _wrong(line, "名称或单位与路径不符", ",".join(words), ",".join(own))
        figures[path], lines[path] = _value(row), line
    try:
        report = form.from_figures(figures, agency=agency, year=int(year), edition=edition, preamble=None, title=None)
    except InvalidReport as error:
        begin = min(lines.values())
        told = (replace(one, mend=one.mend.replace("写 null", "空着") if one.mend else None) for one in error.problems)
        raise InvalidReport([replace(one, line=lines.get(one.path, begin)) for one in told]) from None
    notes = [Note("GK110", "", "这是数据表，只有三张表的数据，没有文字部分")]
    missing = (path for path in known if path not in figures)
    for _, paths in groupby(missing, key=lambda path: path.partition(".")[0]):
        first, *others = paths
        notes.append(Note("GK104", first, f"数据表不全：这张表有{len(others) + 1}格没有，从这一格起"))
    return Reading(report, tuple(note.finding(form) for note in notes), "ours", FileFacts(name, "csv"))


def _wrong(
    line: int, message: str, found: str | None, expected: str | None = None, mend: str | None = None
) -> InvalidReport:
    return InvalidReport([Problem(message=message, line=line, found=found or None, expected=expected, mend=mend)])


def _value(row: list[str]) -> int | str | None:
    """The value of the last column; text that is not a number stays text, which the form then refuses by name."""
    *_, unit, text = row
    return int(text) if _WHOLE.fullmatch(text) and unit not in MONEY else text or None
