"""The cases that the benchmarks render: the shipped template with a real report, and three templates made here."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest import mock

from pydantic import BaseModel, create_model

import docx
import gk_docs as gk
from gk_docs.document.docx import template_path
from gk_docs.word import Template

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).parents[1]
TABLE_ROWS = 27
LOOP_ROWS = 1_000
COLUMNS = "abcdefg"


class Case(NamedTuple):
    """A document to render with each engine.

    Attributes:
        name: Its name in the table.
        path: Path of the template.
        context: The context for docxtpl and for the limit, with the same typed objects.
        ours: Renders it with our engine, from typed objects to bytes.
    """

    name: str
    path: Path
    context: Mapping[str, Any]
    ours: Callable[[], bytes]


def shipped() -> Case:
    """The 2021 form with the report of 西集镇, rendered by `gk_docs.render`."""
    report = runpy.run_path(str(ROOT / "fixtures" / "townships" / "xiji_2023.py"))["report"]
    path, context = template_and_context(report)
    return Case("2021 form, 西集镇", path, context, lambda: gk.render(report, "docx"))


def template_and_context(report: gk.AnnualReport) -> tuple[Path, Mapping[str, Any]]:
    """The template for a report's edition, and the context that it is rendered with."""
    given: dict[str, Any] = {}
    render = Template.render

    def seen(template: Template, context: Mapping[str, Any], **rest: Any) -> bytes:
        given.update(context)
        return render(template, context, **rest)

    with mock.patch.object(Template, "render", seen):
        gk.render(report, "docx")
    return template_path(type(report)), given


def report_like(folder: Path) -> Case:
    """A table of 28 rows by 8 columns and a few paragraphs, with 205 values from nested typed objects."""
    document = docx.Document()
    document.add_paragraph("{{ report.name }}{{ report.year }}年工作年度报告")
    for number in range(7):
        document.add_paragraph(f"第{number}段：{{{{ report.name }}}}{{{{ report.year }}}}年的工作情况，如下表所列。")
    table = document.add_table(TABLE_ROWS + 1, len(COLUMNS) + 1, "Table Grid")
    for row in range(TABLE_ROWS + 1):
        for column, letter in enumerate(f" {COLUMNS}"):
            tag = f"{{{{ report.table.r{row}.{letter} }}}}" if row and column else f"第{row}行{letter}"
            table.cell(row, column).text = tag
    row_type: type[BaseModel] = create_model("Row", **dict.fromkeys(COLUMNS, (int, ...)))  # type: ignore[call-overload]  # made of names
    rows = {f"r{row}": row_type(**{c: row * ord(c) for c in COLUMNS}) for row in range(1, TABLE_ROWS + 1)}
    table_type: type[BaseModel] = create_model("Table", **dict.fromkeys(rows, (row_type, ...)))  # type: ignore[call-overload]  # made of names
    report_type = create_model("Report", name=(str, ...), year=(int, ...), table=(table_type, ...))
    report = report_type(name="某某镇人民政府", year=2023, table=table_type(**rows))
    return _saved("205 typed values", document, folder / "report.docx", {"report": report})


def long_table(folder: Path) -> Case:
    """A table of 1,000 rows of ten cells, made by a loop over dictionaries."""
    document = docx.Document()
    table = document.add_table(4, 10, "Table Grid")
    for column in range(10):
        table.cell(0, column).text = f"第{column}列"
        table.cell(2, column).text = f"{{{{ row.c{column} }}}}"
    table.cell(1, 0).text = "{%tr for row in rows %}"
    table.cell(3, 0).text = "{%tr endfor %}"
    rows = [{f"c{column}": column * row for column in range(10)} for row in range(LOOP_ROWS)]
    return _saved("loop of 1,000 × 10 cells", document, folder / "loop.docx", {"rows": rows})


def conditions(folder: Path) -> Case:
    """The same table with a condition around the paragraph of each cell, so that a cell may become empty."""
    document = docx.Document()
    table = document.add_table(3, 10, "Table Grid")
    table.cell(0, 0).text = "{%tr for row in rows %}"
    table.cell(2, 0).text = "{%tr endfor %}"
    for column in range(10):
        cell = table.cell(1, column)
        cell.text = f"{{%p if row.c{column} is odd %}}"
        cell.add_paragraph(f"{{{{ row.c{column} }}}}")
        cell.add_paragraph("{%p endif %}")
    rows = [{f"c{column}": column * row for column in range(10)} for row in range(LOOP_ROWS)]
    return _saved("the same, cells with conditions", document, folder / "conditions.docx", {"rows": rows})


def _saved(name: str, document: Any, path: Path, context: Mapping[str, Any]) -> Case:
    document.save(str(path))
    template = Template(path)
    return Case(name, path, context, lambda: template.render(context))
