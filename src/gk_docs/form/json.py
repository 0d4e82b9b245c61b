"""Read and write reports as exact JSON: nothing is evaluated, `null` is a blank cell, money is decimal text.

Field names are those of the model; `AnnualReport.model_json_schema()` describes them. A number with decimals is read
exactly, never as a float.
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from gk_docs.errors import GkError, InvalidReport, NotAnAnnualReport, Problem
from gk_docs.files.encoding import decode
from gk_docs.files.source import FileFacts, Source
from gk_docs.form.editions import parse
from gk_docs.form.reading import Reading

if TYPE_CHECKING:
    from gk_docs.form.report import Report

_REPORT = b'{\n  "agency": {'
"""How a report begins as `render` writes it."""

_OF_RECORDS = frozenset(("findings", "bodies", "old", "compared", "runs", "file", "code", "message"))
"""Names of which each record that `showing` writes has one, and no report has any."""


def read(source: Source) -> Reading:
    """Read a report from JSON.

    Raises:
        UnreadableFile: If the file is not text.
        NotAnAnnualReport: If the outermost value is not an object, or one of something else, such as a survey.
        InvalidReport: If the text is not JSON, has a key twice, or does not fit the form.
    """
    values = loaded(decode(source.data))
    if not isinstance(values, dict):
        raise NotAnAnnualReport("不是年度报告：最外层应是一个对象 {…}")
    if values.keys().isdisjoint(("agency", "year")):
        raise NotAnAnnualReport("不是年度报告：没有 agency（机关）和 year（年度）")
    facts = FileFacts(name=source.name, format="json")
    return Reading(report=parse(values), origin="ours", file_facts=facts)


def render(report: Report) -> bytes:
    """The report as JSON in UTF-8, with every field stated."""
    return json_bytes(report.model_dump(mode="json"))


def json_bytes(value: Any) -> bytes:
    """Write JSON in UTF-8, indented by two spaces a level; characters of file names that UTF-8 lacks are escaped."""
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode(errors="backslashreplace")


def is_record(data: bytes) -> bool:
    """Whether `data` is JSON that we wrote about reports, and laid out as we do: a record, or a list of records.

    Any other JSON may be meant for a report, so that its faults are for a reader to tell.
    """
    if data.startswith(_REPORT):  # most files of a folder, told without reading them
        return False
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        return False
    records = record if isinstance(record, list) else [record]
    ours = all(isinstance(one, dict) and not _OF_RECORDS.isdisjoint(one) for one in records)
    return ours and json_bytes(record) == data


def is_as_written(data: bytes) -> bool:
    """Whether `data` is byte for byte what `render` gives for the report that it holds.

    A figure changed by hand goes unnoticed if the layout stays as it was: JSON has no place for a seal.
    """
    try:
        return render(parse(json.loads(data))) == data
    except (GkError, ValueError, TypeError, AttributeError, RecursionError):
        return False


def loaded(text: str) -> Any:
    """Parse JSON with exact numbers: a number with decimals becomes a Decimal.

    Raises:
        InvalidReport: If the text is not JSON, or has a key twice.
    """
    try:
        return json.loads(text, parse_float=_exact, parse_constant=_refuse, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        found = text.split("\n")[error.lineno - 1].strip() or None
        problem = Problem(
            message=f"不合 JSON 的写法：{_said(error.msg)}", line=error.lineno, column=error.colno, found=found
        )
        raise InvalidReport([problem]) from None
    except RecursionError:
        raise InvalidReport("内容嵌套太深") from None
    except ValueError as error:
        # The only other refusal of the library is a whole number of more than 4300 digits.
        raise InvalidReport("数字太长") from error


def _exact(number: str) -> Decimal:
    try:
        return Decimal(number)
    except InvalidOperation:
        raise InvalidReport("数字太大", found=number) from None


def _refuse(constant: str) -> Any:
    raise InvalidReport("不是数字", found=constant, mend="空白请写 null")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise InvalidReport("同一个名称写了两次", found=key, mend="请只保留一处")
        found[key] = value
    return found


_SENTENCES = (
    ("property name", "名称应放在双引号里"),
    ("':'", "名称后面缺少冒号"),
    ("','", "缺少逗号，或逗号后面没有内容"),
    ("Unterminated", "双引号没有成对"),
    ("control character", "文字里有没有转义的换行或控制字符"),
    ("escape", "反斜杠的用法不对"),
    ("Extra data", "后面还有多余的内容"),
    ("trailing comma", "最后一项后面多了一个逗号"),
)


def _said(message: str) -> str:
    return next((sentence for part, sentence in _SENTENCES if part in message), "这里缺少内容")
