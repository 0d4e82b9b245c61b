"""Each finding stands in one comment of the report's own Word file, at the cell or the words that it speaks of."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from openxml_audit import OpenXmlValidator
from tests.checks.small import NARRATIVE, small
from tests.word.commented import commented
from tests.word.validity import faults

import docx
import gk_docs as gk
from gk_docs.errors import NotAnAnnualReport, UnreadableFile
from gk_docs.finding import Place
from gk_docs.form.editions import FORMS
from gk_docs.form.layout import Figure
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from pathlib import Path

    from gk_docs.form.report import Report

TEXT = {**NARRATIVE, "summary": {"lead": "全年公开信息若干。\n本年收到申请95件，均已办结，联系电话12345678901。"}}


def foreign(report: Report) -> bytes:
    """The report as python-docx writes it: plain paragraphs, and tables with merged cells."""
    document: Any = docx.Document()
    document.add_paragraph(f"{report.agency.name}{report.year}年政府信息公开工作年度报告")
    for section in outline_of(type(report)).sections:
        document.add_heading(section.title)
        for part in getattr(getattr(report, section.name), "parts", ()):
            for line in part.body.text.splitlines():
                document.add_paragraph(line)
        if section.grid:
            table = document.add_table(section.grid.rows, section.grid.columns)
            squares = [list(row.cells) for row in table.rows]
            for cell in section.grid.cells:
                last = squares[cell.row + cell.row_span - 1][cell.column + cell.column_span - 1]
                squares[cell.row][cell.column].merge(last).text = shown(report, cell.content)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def shown(report: Report, content: Any) -> str:
    if not isinstance(content, Figure):
        return getattr(content, "text", "")
    value = report.figure(content.path)
    return "" if value is None else str(value)


WRITERS = {"ours": lambda report: gk.render(report, "docx"), "another's": foreign}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("edition", sorted(FORMS))
def test_every_finding_stands_in_one_comment_at_its_cell_or_its_words(edition: str, writer: str) -> None:
    form: Any = FORMS[edition]
    wrong = {"review_litigation.reconsideration.total": 87, "requests.received.total": 4031}
    blank = {"requests.received.natural_person": None}
    report = small({**wrong, **blank}, form, **TEXT)
    data = WRITERS[writer](report)
    findings = [one for one in gk.check(gk.read(data)) if one.is_problem]
    result = gk.annotate(data, findings)
    stands = commented(result)
    assert len(stands) == len(findings)
    for finding, (at, said) in zip(findings, stands, strict=True):
        assert said == f"{finding.severity.chinese} {finding.code} {finding.place}{finding.message}".replace("\n", "")
        value = report.figure(finding.place.path) if finding.place.path in outline_of(form).figures else None
        if value is not None:
            assert at == str(value)
        elif finding.place.span and finding.found:
            assert at.strip() == finding.found.strip()
    assert {"87", "4031"} <= {at for at, _ in stands}
    assert any("95件" in at for at, _ in stands)
    assert gk.annotate(data, findings) == result
    assert faults(result) == faults(data)
    assert gk.read(result).report == gk.read(data).report


def test_what_stands_nowhere_in_the_file_is_told_at_the_title_of_its_section_or_of_the_report() -> None:
    data = foreign(small())
    finding = next(one for one in gk.check(small({"requests.received.total": 3})) if one.is_problem)
    paths = ("problems.parts.7", "agency", "")
    findings = [replace(finding, found=found, place=Place(path, "某处")) for path in paths for found in (None, "0")]
    title = "甲镇人民政府2023年政府信息公开工作年度报告"
    assert [at for at, _ in commented(gk.annotate(data, findings))] == [
        *["五、存在的主要问题及改进情况"] * 2,
        *[title] * 4,
    ]


def test_the_copy_of_a_report_of_ours_is_valid(tmp_path: Path) -> None:
    report = small({"review_litigation.reconsideration.total": 87}, **TEXT)
    path = gk.write(report, tmp_path / "年报.docx")
    (tmp_path / "批注.docx").write_bytes(gk.annotate(path, gk.check(gk.read(path))))
    assert [str(error) for error in OpenXmlValidator().validate(tmp_path / "批注.docx").errors] == []


def test_what_is_accepted_is_not_told() -> None:
    data = foreign(small())
    assert gk.annotate(io.BytesIO(data), [one for one in gk.check(small()) if not one.is_problem]) == data


@pytest.mark.parametrize("data", [gk.render(small(), "html"), b"PK\3\4", b""])
def test_a_file_that_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="批注只能加在"):
        gk.annotate(data, [])


def test_a_word_file_that_is_no_report_is_refused() -> None:
    data = io.BytesIO()
    docx.Document().save(data)
    with pytest.raises(NotAnAnnualReport):
        gk.annotate(data.getvalue(), [])
