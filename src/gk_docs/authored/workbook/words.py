"""The words, marks and sheet names of the workbook that a clerk fills in; reader and writer share them.

A workbook has a sheet of names and values (`HEAD`), a sheet for each table and each narrative section, a sheet for
other text (`OTHER_TEXT`), and a hidden sheet (`HIDDEN`) that says the version and keeps what no other sheet shows.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.authored.words import PREVIOUS, YEAR_ON_YEAR, YEAR_ON_YEAR_CHART
from gk_docs.chinese.lists import parse_number
from gk_docs.files.seal import digest
from gk_docs.form.agency import Agency, Contact
from gk_docs.form.outline import Section, outline_of
from gk_docs.form.table import unit_of
from gk_docs.form.values import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.form.model import Model

VERSION = 1
"""Version of the workbook; a reader refuses a newer one."""

HIDDEN = "gk-docs"
"""Name of the hidden sheet. Row 1: this name, version, edition, year, last year's figures; below, in column A: what it
keeps, as YAML."""

LAST_COLUMN = 4
"""The column of the hidden sheet that has, in row 1, what the sheets show of last year's figures, in order."""

HEAD = "基本情况"
"""Name of the sheet of names and values: label in column A, value in column B."""

OTHER_TEXT = "前言和表前表后文字"
"""Name of the sheet for text outside the narrative sections."""

BLANK = "空白"
"""What a clerk types into a cell that is meant to stay blank; an empty cell is still to be filled in."""

YES, NO = "是", "否"
"""The two values of the cell beside `ZEROS`."""

ZEROS = "没有填的格都是0"
"""Label of the cell that says whether the empty cells of a table are 0."""

IDENTITY = "勾稽关系"
"""Label of the line below a table that says whether its identity holds."""

LAST_YEAR = "的数字，供对照，不用填"
"""The end of the line above last year's figures beside a table."""

HEAD_HELP = (
    "1. 先填本页，再填后面各表：黄色的格是要填的；灰色的格是公式或表样，不用填，也改不了。",
    "2. 没有发生的填0；一张表大部分是0的，把表上方的“没有填的格都是0”改为“是”，只填有数的格。",
    "3. 文字每格写一段，没有的部分空着；标着【待核】的是上年的数，改好后删去标记。",
    "4. 下面的“填报进度”没有缺的了，就把本文件拖到“年报”图标上，生成 Word 文件和检查结果。",
    "5. 报给县里的是这一个文件；打印出来每张表一页，签字盖章后一并报送。",
)
"""The first lines of the sheet of names and values."""

PROGRESS = "填报进度"
"""The heading above the list of sheets with what is still to be filled in on each."""

FILLED_BY, FILLED = "填报人（不印在报告里）", ("单位负责人", "填报人", "填报人电话", "报出日期")
"""A group of the sheet `HEAD` and its labels: their values are printed below each table, but are not in the report."""

BODY_SIGNS, SIGNATURES = "填报单位（盖章）", ("单位负责人（签字）", "填报人", "联系电话", "报出日期")
"""The labels printed below a table: of the body, and of the values of `FILLED`, in the same order."""

SIGNED = (f"{BODY_SIGNS}：", f"{SIGNATURES[0]}：")
"""The beginnings of the two lines below a table."""

NOTES = {
    "title": "不填则由程序按机关和年度写成",
    "published": "在报告年度的下一年，如2024年度的写 2025-01-20；还没有发布的空着；不印在报告里，供核对期限",
    "previous": "上年报告的文件名，与本文件放在同一文件夹；没有就空着",
    "agency.name": "必填，写全称",
    "agency.short_name": "正文里用的简称",
    "other_matters.fee.notices": "信息处理费的三个数填好后，由程序写成第六部分的那句话",
}
"""The instruction beside a value of the sheet `HEAD`, by the path of the value."""

TEXT_HELP = (
    "左边是小标题，右边每格写一段；段落多，可以往下插入行。没有的部分空着，不会印出来。",
    "文字里的数可以从表里取，不必再写一遍：{{ 本年新收政府信息公开申请数量.总计 }}。",
)
"""The first lines of a sheet of text."""

EMPTY = " \t\n\u3000"
"""The characters that a cell of text or a label may hold and still count as empty."""

OWN_PART = "（另加部分的标题）"
"""The label where an author may write the heading of an additional part."""

YEAR_ON_YEAR_MARKS = {f"【{name}】": name for name in (YEAR_ON_YEAR, YEAR_ON_YEAR_CHART)}
"""同比表 and 同比图 by the mark that begins such a text cell; names of figures follow it, separated by ；."""

PICTURE, TABLE = "【图片】", "【表格】"
"""The beginning of a text cell that only shows that there is a picture, or a plain table."""

_LONGEST_NAME = 31  # characters that Excel allows in the name of a sheet

LONGEST = 32_767
"""Most characters (UTF-16 code units) of a cell."""

LARGEST = 10**15
"""Excel rounds whole numbers from here on, so they are written as text."""


class Entry(NamedTuple):
    """A row of the sheet `HEAD`: a label with the value to its right.

    Attributes:
        group: The heading above the row.
        path: Field path of the value, or `previous` for last year's file.
        label: The label left of the value.
        unit: Unit of a figure, "" for text.
        words: The words that the value may be; empty if it may be anything.
    """

    group: str
    path: str
    label: str
    unit: str = ""
    words: tuple[str, ...] = ()


def entries(form: type[Model]) -> Iterator[Entry]:
    """The rows of the sheet `HEAD`, in order."""
    for name in ("year", "title", "published"):
        yield Entry("报告", name, str(form.model_fields[name].title))
    yield Entry("报告", "previous", PREVIOUS)
    groups: tuple[tuple[str, str, type[Model]], ...] = (
        (str(form.model_fields["agency"].title), "agency", Agency),
        (str(Agency.model_fields["contact"].title), "agency.contact", Contact),
        *((part.title, part.figures, part.kind) for part in outline_of(form).told),
    )
    for group, path, model in groups:
        for name, field in model.model_fields.items():
            if name != "contact":
                words = tuple(words_of(field).values())
                yield Entry(group, f"{path}.{name}", str(field.title), unit_of(field) or "", words)


def head_rows(form: type[Model]) -> dict[str, int]:
    """The row, from 0, of each value of the sheet `HEAD` by its path, and of each value of `FILLED` by its label."""
    found: dict[str, int] = {}
    row = len(HEAD_HELP) + len(outline_of(form).sections) + 1
    groups = [list(group) for _, group in groupby(entries(form), key=lambda entry: entry.group)]
    for paths in (*([entry.path for entry in group] for group in groups), FILLED):
        found |= {path: row + 2 + number for number, path in enumerate(paths)}
        row += 2 + len(paths)
    return found


def sheet_of(section: Section) -> str:
    """Name of the sheet of a section: 表三 for a table, the title without its number for text."""
    if section.grid:
        return f"表{section.number}"
    number = parse_number(section.title)
    bare = number.rest if number else section.title
    return (section.title if bare in (HEAD, OTHER_TEXT, HIDDEN) else bare)[:_LONGEST_NAME]


def proses(form: type[Model]) -> Iterator[tuple[str, str]]:
    """Field path and label of each text of the sheet `OTHER_TEXT`."""
    yield "preamble", str(form.model_fields["preamble"].title)
    for section in outline_of(form).sections:
        if section.grid:
            yield f"{section.name}.before", f"{sheet_of(section)}表前文字"
            yield f"{section.name}.after", f"{sheet_of(section)}表后文字"


def is_mark(text: str) -> bool:
    """Whether the text of a row's first cell shows that gk-docs made its sheet, whatever workbook it is in now."""
    return text.startswith(ZEROS) or text in (HEAD_HELP[0], TEXT_HELP[0])


def fingerprint(shown: object) -> str:
    """A digest of what cells show, blanks aside, to see whether it has changed.

    >>> fingerprint("甲 乙") == fingerprint("甲乙") != fingerprint("甲丙")
    True
    """
    return digest("".join(str(shown).split()))


def cell_name(row: int, column: int, *, fixed: bool = False) -> str:
    """The name of the cell at a row and column from 0; `fixed` writes it with $ for formulas applied to other cells.

    >>> cell_name(11, 4), cell_name(0, 27), cell_name(1, 2, fixed=True)
    ('E12', 'AB1', '$C$2')
    """
    letters, column, mark = "", column + 1, "$" if fixed else ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{mark}{letters}{mark}{row + 1}"
