"""A summary as a person or a program wants it: a table for the prompt, JSON, a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gk_docs.batch.outcome import WORDS
from gk_docs.chinese.text import width
from gk_docs.files.spreadsheet import head_columns, made
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.batch.outcome import Row, Summary

_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_HEADS = ("机关", "文件", "结果", *(severity.chinese for severity in _SEVERITIES), "公开", "填报人", "联系方式", "说明")
_WIDTHS = (30, 26, 8, 6, 6, 6, 10, 10, 18, 80)
_RED = "#FFC7CE"
_COLOURS = {"missing": _RED, "unfilled": _RED, "failed": _RED, "written": "#C6EFCE", "unchanged": "#F2F2F2"}
_MOST_SHOWN = 60
_MOST_REASONS = 5
_WIDEST = 36
_GAP = "  "


def as_table(summary: Summary) -> str:
    """A line for each body, in straight columns, then the reasons, then a count.

    Of more than 60 bodies only those are shown that failed, are missing, are late, or have errors or a remark; of the
    reasons of one body the first five.
    """
    shown = summary.rows if len(summary.rows) <= _MOST_SHOWN else [row for row in summary.rows if _needs_a_look(row)]
    lines = [*_aligned([_table_heads(), *map(_table_cells, shown)])] if shown else []
    reasons = [reason for row in shown for reason in _reasons(row)]
    rest = len(summary.rows) - len(shown)
    return "\n".join(
        [
            *lines,
            *([""] if reasons else []),
            *reasons,
            *([f"其余 {rest} 个单位没有错误，不再列出。"] if rest else []),
            counted(summary),
        ]
    )


def _reasons(row: Row) -> Iterator[str]:
    """The first reasons, each with the body's name once; a file is mostly called by it."""
    reasons = row.why.splitlines()
    for reason in reasons[:_MOST_REASONS]:
        yield reason if reason.startswith(row.body) else f"{row.body}：{reason}"
    if len(reasons) > _MOST_REASONS:
        yield f"{row.body}：还有 {len(reasons) - _MOST_REASONS} 处，见回执。"


def counted(summary: Summary) -> str:
    """How many there are of each (共 4 个：已生成 2 个，失败 1 个，未报 1 个。)."""
    parts = [f"{word} {count} 个" for kind, word in WORDS.items() if (count := len(summary.of(kind)))]
    late = sum(bool(row.days_late) for row in summary.rows)
    parts += [f"迟报 {late} 个"] if late else []
    return f"共 {len(summary.rows)} 个：{'，'.join(parts)}。" if parts else "没有可以生成的报告。"


def _needs_a_look(row: Row) -> bool:
    return bool(row.why or row.days_late or row.status in ("missing", "failed") or row.count(Severity.ERROR))


def _table_heads() -> list[str]:
    return ["机关", "结果", *(severity.chinese for severity in _SEVERITIES), "公开"]


def _table_cells(row: Row) -> list[str]:
    counts = [str(row.count(severity)) if row.result and row.result.agency else "" for severity in _SEVERITIES]
    body = row.body
    while width(body) > _WIDEST:
        body = f"{body[:-2]}…"
    return [body, WORDS[row.status], *counts, row.lateness]


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield _GAP.join(text + " " * (wide - width(text)) for text, wide in zip(row, widths, strict=True)).rstrip()


def as_record(summary: Summary) -> list[dict[str, Any]]:
    """A mapping for each body, for JSON: plain values, no absent ones."""
    return [{name: value for name, value in _record(row).items() if value is not None} for row in summary.rows]


def _record(row: Row) -> dict[str, Any]:
    result, member = row.result, row.member
    return {
        "body": row.body,
        "source": result.source if result else None,
        "status": row.status,
        "year": result.year if result else None,
        "files": [path.as_posix() for path in result.paths] if result else None,
        "findings": {severity.name.lower(): row.count(severity) for severity in _SEVERITIES} if result else None,
        "problems": [problem.to_dict() for problem in result.problems] if result else None,
        "published": result.published.isoformat() if result and result.published else None,
        "due": row.due.isoformat() if row.due else None,
        "days_late": row.days_late,
        "filer": (member.filer or None) if member else None,
        "contact": (member.contact or None) if member else None,
        "remark": row.remark or None,
    }


def as_workbook(summary: Summary) -> bytes:
    """An .xlsx file with a line for each body, which can be filtered and sorted. Needs the extra `xlsx`.

    Raises:
        MissingExtra: If XlsxWriter is not installed.
    """
    return made(lambda book: _draw(book, summary))


def _draw(book: Any, summary: Summary) -> None:
    sheet = book.add_worksheet("汇总")
    colours = {status: book.add_format({"bg_color": colour}) for status, colour in _COLOURS.items()}
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    head_columns(sheet, _HEADS, _WIDTHS, book.add_format({"bold": True}), wrapped)
    for number, row in enumerate(summary.rows, 1):
        for column, value in enumerate(_sheet_cells(row)):
            sheet.write(number, column, value, *([colours[row.status]] if _HEADS[column] == "结果" else []))
    sheet.autofilter(0, 0, max(len(summary.rows), 1), len(_HEADS) - 1)
    sheet.freeze_panes(1, 1)


def _sheet_cells(row: Row) -> list[str | int]:
    result, member = row.result, row.member
    counts = [row.count(severity) if result and result.agency else "" for severity in _SEVERITIES]
    source = result.source if result else ""
    people = [member.filer, member.contact] if member else ["", ""]
    return [row.body, source, WORDS[row.status], *counts, row.lateness, *people, row.why]
