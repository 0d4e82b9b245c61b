"""A survey as a person or a program wants it: text for the prompt, plain values for JSON, a workbook."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gk_docs.batch.totals.scope import listed
from gk_docs.files.spreadsheet import head_columns, made
from gk_docs.showing.annex import number_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.batch.county.surveying import Outlier, Survey

_AGAINST = {"last_year": "上年", "own_past": "往年中位数", "neighbours": "同类单位中位数"}
_MOST_SHOWN = 30
NO_FINDING = "值得一看（只是与上年或同类单位相差很大，不是差错）"
"""Head of the outliers: it says what they are not."""

_SHEETS = {
    "查出的问题": (("代码", "查什么", "级别", "处数", "单位数", "单位"), (8, 40, 8, 8, 8, 80)),
    "逐条问题": (("机关", "代码", "级别", "位置", "问题"), (30, 8, 8, 40, 90)),
    "值得一看": (
        ("机关", "数据", "单位", "填报数", "比较的是", "比较的数", "倍数", "比较个数"),
        (30, 40, 8, 14, 16, 14, 8, 10),
    ),
    "未报与读不出": (("单位或文件", "情况"), (40, 90)),
}


def as_text(found: Survey) -> str:
    """Findings by rule, then what is only worth a look, then who is missing."""
    blocks = [f"共 {len(found.bodies)} 份报告。", _rules(found), _worth_a_look(found), _absent(found)]
    return "\n\n".join(block for block in blocks if block)


def _rules(found: Survey) -> str:
    if not found.failing:
        return "检查没有发现问题。"
    lines = ["查出的问题（按规则）："]
    for one in found.failing:
        bodies = listed(one.bodies, 3)
        lines.append(
            f"  {one.code} {one.severity.chinese} {one.title}：{len(one.bodies)} 个单位 {one.places} 处（{bodies}）"
        )
    return "\n".join(lines)


def _worth_a_look(found: Survey) -> str:
    if not found.outliers:
        return ""
    lines = [f"{NO_FINDING}：", *(f"  {told(one)}" for one in found.outliers[:_MOST_SHOWN])]
    rest = len(found.outliers) - _MOST_SHOWN
    return "\n".join([*lines, *([f"  其余 {rest} 处见 -o 写出的文件，或 --json。"] if rest > 0 else [])])


def told(one: Outlier) -> str:
    """An outlier in one sentence, with the figure, what it was held against, and by how much."""
    among = f"（{one.compared}个单位）" if one.against == "neighbours" else ""
    usual = f"{_AGAINST[one.against]}{among}是 {one.judged.usual:g}"
    return f"{one.body} {one.words}：{number_text(one.value)} {one.unit}，{usual}，相差约 {one.judged.times:.0f} 倍"


def _absent(found: Survey) -> str:
    lines = [f"没有报告：{listed(found.missing, 10)}"] if found.missing else []
    lines += [f"可能是同一机关的：{'、'.join(names)}" for names in found.alike]
    lines += [f"{source}：{why}" for source, why in _unread(found)]
    return "\n".join(lines)


def _unread(found: Survey) -> Iterator[tuple[str, str]]:
    for one in found.unread:
        yield one.source, f"{one.what}：{one.why}"


def as_record(found: Survey) -> dict[str, Any]:
    """Everything as plain values; money as text, so that it stays exact."""
    return {
        "bodies": [*found.bodies],
        "rules": [
            {**one._asdict(), "severity": one.severity.name.lower(), "bodies": [*one.bodies]} for one in found.failing
        ],
        "problems": {
            body: [{**one._asdict(), "severity": one.severity.name.lower()} for one in problems]
            for body, problems in found.problems.items()
        },
        "worth_a_look": [_outlier(one) for one in found.outliers],
        "missing": [*found.missing],
        "alike": [[*names] for names in found.alike],
        "unread": [{"file": source, "why": why} for source, why in _unread(found)],
    }


def _outlier(one: Outlier) -> dict[str, Any]:
    value = number_text(one.value) if isinstance(one.value, Decimal) else one.value
    facts = {"usual": one.judged.usual, "times": round(one.judged.times, 1), "spreads": round(one.judged.spreads, 1)}
    named = {"body": one.body, "path": one.path, "words": one.words, "unit": one.unit, "value": value}
    return {**named, "against": one.against, "compared": one.compared, **facts, "message": told(one)}


def as_workbook(found: Survey) -> bytes:
    """An .xlsx file: a sheet for the rules, one for each problem, one for what is worth a look. Needs the extra `xlsx`.

    Raises:
        MissingExtra: If XlsxWriter is not installed.
    """
    return made(lambda book: _draw(book, found))


def _draw(book: Any, found: Survey) -> None:
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for (name, (heads, widths)), rows in zip(_SHEETS.items(), _sheets(found), strict=True):
        sheet = book.add_worksheet(name)
        head_columns(sheet, heads, widths, bold, wrapped)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row)
        sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)
        sheet.freeze_panes(1, 1)


def _sheets(found: Survey) -> Iterator[list[tuple[str | float, ...]]]:
    """The rows of each sheet; a number that Excel cannot hold exactly is text."""
    yield [
        (one.code, one.title, one.severity.chinese, one.places, len(one.bodies), "、".join(one.bodies))
        for one in found.failing
    ]
    yield [
        (body, one.code, one.severity.chinese, one.place, one.message)
        for body, problems in found.problems.items()
        for one in problems
    ]
    yield [
        (
            one.body,
            one.words,
            one.unit,
            one.value if isinstance(one.value, int) and one.value < 10**15 else number_text(one.value),
            _AGAINST[one.against],
            one.judged.usual,
            round(one.judged.times, 1),
            one.compared,
        )
        for one in found.outliers
    ]
    alike = (("、".join(names), "可能是同一机关的") for names in found.alike)
    yield [*((name, "没有报告") for name in found.missing), *alike, *_unread(found)]
