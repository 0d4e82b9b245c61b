"""Templates and written reports are valid Word files: our own four checks, and openxml-audit."""

from __future__ import annotations

import io
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import openxml_audit
import pytest
from tests.document.pictures import PNG
from tests.templates.taken_apart import Package, W, number_at, plain_report

import docx
from gk_docs.document.docx import render, template_path
from gk_docs.form.parts import Part
from gk_docs.form.prose import Heading, Paragraph, Picture, PlainTable, Prose

if TYPE_CHECKING:
    from pathlib import Path

    from gk_docs.form.y2019 import AnnualReport2019
    from gk_docs.form.y2021 import AnnualReport

EVERY_KIND = Prose(
    [
        Paragraph(text="一段"),
        *(Heading(level=level, text=f"第{level}级") for level in range(1, 5)),
        PlainTable(rows=(("甲", "乙"), ("1", ""))),
        PlainTable(rows=(("丙",),)),
        Picture(data=PNG, caption="图一"),
        Picture(data=PNG),
    ]
)


def _everything(form: type[AnnualReport | AnnualReport2019]) -> bytes:
    report = plain_report(form)
    part = Part(heading="（一）标题。", run_in=True, body=EVERY_KIND)
    requests = report.requests.replace(before=EVERY_KIND, after=EVERY_KIND)
    return render(report.replace(summary={"parts": [part]}, requests=requests))


@pytest.fixture(params=["template", "plain", "everything", "nothing"])
def data(request: pytest.FixtureRequest, form: type[AnnualReport | AnnualReport2019]) -> bytes:
    return _made(request.param, form)


@cache
def _made(kind: str, form: type[AnnualReport | AnnualReport2019]) -> bytes:
    if kind == "template":
        return template_path(form).read_bytes()
    if kind == "plain":
        return render(plain_report(form))
    if kind == "everything":
        return _everything(form)
    return render(form.model_validate({"agency": "甲", "year": 2020, "title": None, "preamble": None}))


def test_openxml_audit_finds_nothing(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(data)
    result = openxml_audit.OpenXmlValidator().validate(path)
    assert [str(error) for error in result.errors] == []


def test_a_cell_ends_with_a_paragraph(data: bytes) -> None:
    cells = list(Package.of(data).body.iter(f"{W}tc"))
    assert cells
    assert all(cell[-1].tag == f"{W}p" for cell in cells)


def test_every_style_that_is_referred_to_exists(data: bytes) -> None:
    package = Package.of(data)
    known = {style.get(f"{W}styleId") for style in package.root("word/styles.xml").findall(f"{W}style")}
    for part in ("word/document.xml", "word/footer1.xml", "word/footer2.xml", "word/styles.xml"):
        for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
            assert {node.get(f"{W}val") for node in package.root(part).iter(f"{W}{kind}")} <= known


def test_the_spans_of_every_row_add_up_to_the_grid(data: bytes) -> None:
    for table in Package.of(data).tables:
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.findall(f"{W}tr"):
            spans = [
                number_at(cell, "tcPr/gridSpan") if cell.find(f"{W}tcPr/{W}gridSpan") is not None else 1
                for cell in row.findall(f"{W}tc")
            ]
            assert sum(spans) == columns


def test_every_part_has_a_content_type_and_every_relation_a_target(data: bytes) -> None:
    package = Package.of(data)
    types = package.root("[Content_Types].xml")
    overrides = {node.get("PartName") for node in types.iter("{*}Override")}
    defaults = {node.get("Extension") for node in types.iter("{*}Default")}
    for name in set(package.parts) - {"[Content_Types].xml"}:
        assert f"/{name}" in overrides or name.rpartition(".")[2] in defaults
    assert {str(name).lstrip("/") for name in overrides} <= set(package.parts)
    document = docx.Document(io.BytesIO(data))
    assert all(relation.target_part.blob for relation in document.part.rels.values())


def test_two_tables_never_touch_and_none_ends_the_text(data: bytes) -> None:
    body = list(Package.of(data).body)
    for table, after in pairwise(body):
        assert table.tag != f"{W}tbl" or after.tag == f"{W}p"
