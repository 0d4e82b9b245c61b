"""Write a starting file: the whole form in its own words, with 待填 wherever the author must fill something in.

A 待填 that is left in the file is refused at its place: it is not a number, and `{{ 待填 }}` names no figure.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import yaml

from gk_docs.authored.keys import label
from gk_docs.authored.prose import tree_of_prose
from gk_docs.authored.syntax import serialized
from gk_docs.authored.words import ALL, ALL_ZERO, LEAD, LEAVE_OUT, PREVIOUS, REST, TO_CHECK, TO_FILL, UNWRITTEN, escaped
from gk_docs.errors import InvalidReport, printable, typed
from gk_docs.form.agency import Agency
from gk_docs.form.editions import AnyReport, form_of
from gk_docs.form.identity import NO_NAME, same_body
from gk_docs.form.labels import key_of
from gk_docs.form.messages import validated
from gk_docs.form.model import Model, kind_of
from gk_docs.form.outline import outline_of
from gk_docs.form.parts import Narrative
from gk_docs.form.table import CarriedFrom, FormTable, Stock, Total, mark_of, table_of, unit_of
from gk_docs.form.values import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic.fields import FieldInfo

    from gk_docs.authored.last_year import LastYear
    from gk_docs.form.prose import Prose
    from gk_docs.form.report import Report

_STEP = "  "


def starting_text(
    body: str | Agency, year: int, file_name: str, last: LastYear | None = None, edition: str | None = None
) -> str:
    """The text of the starting file of a body for a year, in YAML.

    Args:
        body: The name of the body, which may be shorter than the full name in last year's report; or what is known of
            the body, which overrides what last year's report says.
        year: The year reported on.
        file_name: The name that the file will have, for its instructions.
        last: Last year's report, from which body, contact and 上年结转 are taken.
        edition: The edition of the form, if it is not that of the year.

    Raises:
        InvalidReport: If no form fits the edition or the year, the name is not one that a body can have, or last year's
            report belongs to another body.
    """
    form, agency = starting_form(year, edition, last), _agency(body, last)
    report = validated(form, {"agency": agency, "year": year})
    texts = last.texts if last else {}
    lines = [*_instructions(report, file_name, moved_on=bool(texts)), "", *_head(report, last)]
    for name, field in form.model_fields.items():
        if table := table_of(field):
            lines += ["", f"{_key(field)}:  # {ALL_ZERO}：{_key(field)}: {{{ALL}: 0}}"]
            lines += _table(table, _STEP, getattr(last.reading.report, name, None) if last else None)
            for beside in (beside for beside in ("before", "after") if f"{name}.{beside}" in texts):
                lines += _text(label(table, beside), texts[f"{name}.{beside}"][""], _STEP)
        elif kind := kind_of(field.annotation, Narrative):
            lines += ["", f"{_key(field)}:  # {LEAVE_OUT}", *_narrative(kind, texts.get(name, {}))]
    return "\n".join([*lines, ""])


def _text(key: str, text: Prose, indent: str) -> Iterator[str]:
    """The lines of a text under its key."""
    lines = serialized({key: tree_of_prose(text)}).removesuffix("\n").split("\n")
    return (f"{indent}{line}" if line else "" for line in lines)


def starting_file(
    body: str | Agency, year: int, file_name: str, last: LastYear | None = None, edition: str | None = None
) -> bytes:
    """The starting file of a body for a year: a workbook if `file_name` ends with .xlsx, else as `starting_text`.

    Raises:
        InvalidReport: As `starting_text` does.
        MissingExtra: If a workbook is wanted and XlsxWriter is not installed.
    """
    if not file_name.lower().endswith(".xlsx"):
        return starting_text(body, year, file_name, last, edition).encode()
    from gk_docs.authored.workbook.writing import starting

    form, agency = starting_form(year, edition, last), _agency(body, last)
    validated(form, {"agency": agency, "year": year})
    return starting(form, agency, year, last)


def starting_form(year: int, edition: str | None, last: LastYear | None) -> type[AnyReport]:
    """Choose the form: that of `edition`, else last year's if that is chosen by name only, else the year's."""
    report = last.reading.report if last else None
    return form_of(year, edition or (report.edition if report and report.form.by_name_only else None))


def _agency(body: str | Agency, last: LastYear | None) -> Agency:
    if isinstance(body, Agency):
        said = {field: value for field, value in body if field != "contact" and value is not None}
        return last.reading.report.agency.replace(**said) if last else body
    named = validated(Agency, {"name": body})
    if last is None:
        return named
    known = last.reading.report.agency
    if known.name == NO_NAME:
        return known.replace(name=body)
    if not same_body(named, known):
        mend = "机关改了名称的，请不用上年的报告，自己填写上年结转"
        raise InvalidReport("不是同一机关的上年报告", file=last.path, found=known.name, mend=mend)
    return known if len(body) <= len(known.name) else known.replace(name=body)


def _instructions(report: Report, file_name: str, *, moved_on: bool) -> Iterator[str]:
    outline = outline_of(type(report))
    adds_up = outline.sums[0]
    example = outline.figures[adds_up.total]
    first, second = (key_of(outline.figures[path].columns[-1]) for path in adds_up.terms[:2])
    row, total = key_of(example.rows[-1]), key_of(example.columns[-1])
    yield f"# {printable(str(report.title))}"
    yield "#"
    yield f"# 把每一个“{TO_FILL}”换成数字或文字。没有发生的写 0；原本就要留空格的才写 null。"
    yield f"# 有几列的行，写成 {{{first}: 3, {second}: 1, {REST}: 0}}；一行、一段或整张表都是 0 时，写 0。"
    yield f"# “{total}”不用写，由程序加出来。"
    yield f"# 文字里的数可以从表里取，不必再写一遍，如 {{{{ {row}.{total} }}}}。"
    if moved_on:
        yield f"# 上年的文字已在相应的部分，年份改成了今年的；标着“{TO_CHECK}”的数和日期是上年的，改好后删去标记。"
    yield "# 文字有几段时，在冒号后面写 |，从下一行起缩进书写，段与段之间空一行。"
    yield "# 以 # 开头的是说明和选填的内容；选填的，删去 # 和它后面的一个空格再填。"
    yield f"# 填好后运行：gk-docs render {typed(file_name)}"


def _head(report: Report, last: LastYear | None) -> Iterator[str]:
    fields = type(report).model_fields
    if last:
        yield f"{PREVIOUS}: {_scalar(last.path)}"
    yield f"{_key(fields['agency'])}:"
    yield from _known(report.agency, _STEP)
    yield f"{_key(fields['year'])}: {report.year}"
    if type(report) is not form_of(report.year):
        yield f"{_key(fields['edition'])}: {_scalar(report.edition)}"
    yield f"# {_key(fields['title'])}:  # {UNWRITTEN}为“{printable(str(report.title))}”"
    if last and "preamble" in last.texts:
        yield from _text(_key(fields["preamble"]), last.texts["preamble"][""], "")
    else:
        yield f"# {_key(fields['preamble'])}:  # {UNWRITTEN}由程序按机关、年度和联系方式写成"
    yield f"# {_key(fields['published'])}: {report.year + 1}-01-31  # 不印在报告里，供核对期限"


def _known(model: Model, indent: str) -> Iterator[str]:
    """The lines of a body or contact: known fields as they are, the others after a `#` to be filled in."""
    unknown = all(value is None for _, value in model)
    mark = "" if unknown else "# "
    for name, field in type(model).model_fields.items():
        value, words = getattr(model, name), words_of(field)
        if isinstance(value, Model):
            below = indent if any(inner is not None for _, inner in value) else f"{indent}# "
            yield f"{below}{_key(field)}:"
            yield from _known(value, below + _STEP)
        elif value is None:
            yield f"{indent}{mark}{_key(field)}:" + (f"  # {'、'.join(words.values())}" if words else "")
        else:
            yield f"{indent}{_key(field)}: {_scalar(words.get(value, value))}"


def _table(table: type[FormTable], indent: str, last: FormTable | None) -> Iterator[str]:
    """The lines of a table or group, with last year's figures in the row 上年结转 and in comments."""
    for name, field in table.model_fields.items():
        inner, unit, before = table_of(field), unit_of(field), getattr(last, name, None)
        carried = mark_of(field, CarriedFrom)
        if carried and isinstance(row := getattr(last, carried.row, None), FormTable):
            yield f"{indent}{_key(field)}: {_carried(inner or type(row), row)}  # 取自上年报告"
        elif mark_of(field, Total):
            continue
        elif unit:
            known = f"，上年 {before}" if isinstance(before, int | Decimal) else ""
            yield f"{indent}{_key(field)}: {TO_FILL}  # {unit}{known}"
        elif inner:
            yield from _rows(inner, f"{indent}{_key(field)}:", indent + _STEP, before)


def _carried(table: type[FormTable], row: FormTable) -> str:
    """The row 上年结转 with the columns of last year's 结转下年度; blank ones become 待填, the total is left out."""
    columns = {name: field for name, field in table.model_fields.items() if not mark_of(field, Total)}
    values = {_key(field): getattr(row, name, None) for name, field in columns.items()}
    shown = [f"{key}: {TO_FILL if value is None else value}" for key, value in values.items() if value != 0]
    return f"{{{', '.join([*shown, f'{REST}: 0'])}}}"


def _rows(table: type[FormTable], key: str, indent: str, last: FormTable | None) -> Iterator[str]:
    """The lines of a group or row; a row with a total has a single 待填, since most of it is 0, others one a column."""
    fields = table.model_fields.values()
    if any(table_of(field) for field in fields):
        yield key
        yield from _table(table, indent, last)
    elif any(mark_of(field, Total) for field in fields):
        yield f"{key} {TO_FILL}"
    else:
        before = [getattr(last, name, None) for name in table.model_fields]
        known = "、".join("空白" if value is None else str(value) for value in before)
        beside = f"  # 上年依次为 {known}" if any(value is not None for value in before) else ""
        stocks = [value if mark_of(field, Stock) else None for field, value in zip(fields, before, strict=True)]
        begun = [TO_FILL if value is None else value for value in stocks]
        values = (f"{_key(field)}: {value}" for field, value in zip(fields, begun, strict=True))
        yield f"{key} {{{', '.join(values)}}}{beside}"


def _narrative(section: type[Narrative], texts: Mapping[str, Prose]) -> Iterator[str]:
    """The lines of the parts of a section, with last year's texts if there are any."""
    if LEAD not in texts:
        yield f"{_STEP}# {LEAD}:"
    for key, text in texts.items():
        yield from _text(key, text, _STEP)
    told = {part.written_from: part.title for part in section.named_parts().values() if part.written_from}
    for part in (part for part in section.named_parts().values() if part.title not in texts):
        if part.written_from:
            yield f"{_STEP}# {part.title}:  # {UNWRITTEN}由程序按下面的数据写成"
        elif part.title:
            yield f"{_STEP}# {part.title}:" if texts else f'{_STEP}{part.title}: "{{{{ {TO_FILL} }}}}"'
    for name, field in section.model_fields.items():
        if table := table_of(field):
            words = told.get(name), str(field.title)
            where = next((key for key, text in texts.items() if key == words[0] or words[1] in text.text), None)
            mark, beside = ("# ", f"  # “{where}”里写了，不用填") if where else ("", "")
            yield f"{_STEP}{mark}{_key(field)}:{beside}"
            yield from _table(table, f"{_STEP}{mark}{_STEP}", None)


def _key(field: FieldInfo) -> str:
    return key_of(str(field.title))


def _scalar(value: object) -> str:
    value = escaped(value) if isinstance(value, str) else value
    return yaml.safe_dump(value, allow_unicode=True, width=1_000_000).removesuffix("...\n").removesuffix("\n")
