"""Each finding stands in the report's own Word file or workbook, at the cell or the words that it speaks of."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from openxml_audit import OpenXmlValidator
from tests.checks.small import NARRATIVE, small
from tests.word.commented import commented
from tests.word.validity import faults
from tests.workbook.editing import with_cells

import docx
import gk_docs as gk
from gk_docs.authored.workbook.notes import Square
from gk_docs.authored.workbook.places import SheetLine, WorkbookPlaces
from gk_docs.errors import GkError, InvalidReport, NotAnAnnualReport, UnreadableFile
from gk_docs.files.opc import Package
from gk_docs.files.sheets import names_of, sheets_of
from gk_docs.finding import Place
from gk_docs.form.editions import FORMS
from gk_docs.form.layout import Figure
from gk_docs.form.outline import outline_of
from gk_docs.showing.report import shown_report
from gk_docs.showing.saving import FORMATS, shown_of
from gk_docs.word.package.archive import packed, relation_xml, relations_part, with_relations

if TYPE_CHECKING:
    from pathlib import Path

    from gk_docs.form.report import Report
    from gk_docs.showing.listing import Listing

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


def test_each_place_of_a_habit_that_is_told_once_has_its_comment() -> None:
    data = gk.render(small(summary="1、抓学习。\n\n2、抓培训。", problems="1、人员少。已增加。"), "docx")
    [habit] = gk.check(gk.read(data), select=["GK606"])
    assert [at for at, _ in commented(gk.annotate(data, [habit]))] == ["1、", "2、", "1、"]


@pytest.mark.parametrize("writer", WRITERS)
def test_words_that_occur_often_in_a_paragraph_are_marked_where_the_finding_is(writer: str) -> None:
    report = small(problems="公开不够及时，更新不快,解读不多,已经整改,今后坚持。")
    data = WRITERS[writer](report)
    findings = [one for one in gk.check(gk.read(data), select=["GK607"]) if one.is_problem]
    body = Package(gk.annotate(data, findings)).read("word/document.xml").decode()
    words = re.sub("<[^>]+>", "", re.sub("<w:commentRangeStart [^>]+>", "【", body))
    assert "公开不够及时，更新不快【,解读不多【,已经整改【,今后坚持。" in words


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


def noted(data: bytes) -> dict[tuple[str, str], tuple[str, str]]:
    """The text of each note of a workbook and the colour of its cell, by the name of its sheet and cell."""
    package = Package(data)
    styles = package.xml("xl/styles.xml")
    looks, fills = ([one for parent in styles.iter(f"{{*}}{name}") for one in parent] for name in ("cellXfs", "fills"))
    found = {}
    for name, part in names_of(package).items():
        relations = f"xl/worksheets/_rels/{part.rpartition('/')[2]}.rels"
        targets = [one.get("Target", "")[1:] for one in package.xml(relations)] if relations in package else []
        cells = {one.get("r"): one for one in package.xml(part).iter("{*}c")}
        for comments in (one for one in targets if "comments" in one):
            for one in package.xml(comments).iter("{*}comment"):
                look = looks[min(int(cells[one.get("ref")].get("s") or 0), len(looks) - 1)]
                colour = fills[int(look.get("fillId", "0"))].find(".//{*}fgColor")
                at = name, one.get("ref", "")
                found[at] = "".join(map(str, one.itertext())), "" if colour is None else colour.get("rgb", "")
    return found


WRONG = {"review_litigation.reconsideration.total": 87, "requests.received.total": 4031}


@pytest.mark.parametrize("edition", sorted(FORMS))
def test_findings_stand_beside_the_coloured_cells_of_a_workbook_and_nothing_else_changes(edition: str) -> None:
    report = small({**WRONG, "requests.received.natural_person": None}, FORMS[edition], **TEXT)
    data = gk.render(report, "xlsx")
    findings = [one for one in gk.check(gk.read(data)) if one.is_problem]
    result = gk.annotate(data, findings)
    notes = noted(result)
    told = "\n".join(text for text, _ in notes.values())
    assert all(f"{one.severity.chinese} {one.code} {one.place}\n{one.message}" in told for one in findings)
    sheets = {sheet.name: sheet for sheet in sheets_of(Package(result))}
    for value, colour in (("87", "FFFFC7CE"), ("4031", "FFFFC7CE")):
        [at] = [at for at in notes if value in notes[at][0] and at[0].startswith("表")]
        row, column = int(at[1].lstrip("ABCDEFGHIJKLMNO")) - 1, ord(at[1][0]) - ord("A")
        assert (str(sheets[at[0]].rows[row][column]).removesuffix(".0"), notes[at][1]) == (value, colour)
    assert any("95件" in text and at[0] == "总体情况" for at, (text, _) in notes.items())
    before, after = Package(data), Package(result)
    told_of = {"xl/styles.xml", "[Content_Types].xml", *(names_of(before)[name] for name, _ in notes)}
    assert all(before.read(name) == after.read(name) for name in before.names if name not in told_of)
    assert (gk.annotate(data, findings), gk.read(result).report) == (result, gk.read(data).report)


def test_what_is_typed_where_nothing_is_read_is_noted_in_its_own_cell() -> None:
    typed = {
        ("表二", "B20"): "备注：以上为台账数",
        ("总体情况", "D9"): "领导批示：同意",
        ("基本情况", "D21"): "请填写全称",
    }
    data = gk.render(small(**TEXT), "xlsx")
    for (sheet, cell), words in typed.items():
        data = with_cells(data, sheet, {cell: words})
    notes = noted(gk.annotate(data, gk.check(gk.read(data), select=["GK101", "GK103"])))
    assert notes.keys() == typed.keys()
    assert all("没有写进报告" in text for text, _ in notes.values())


def test_a_workbook_with_notes_takes_more_of_them_below(tmp_path: Path) -> None:
    data = gk.render(small(WRONG, **TEXT), "xlsx")
    findings = [one for one in gk.check(gk.read(data)) if one.is_problem]
    twice = gk.annotate(gk.annotate(data, findings), findings)
    for at, (text, colour) in noted(gk.annotate(data, findings)).items():
        assert noted(twice)[at] == (f"{text}\n{text}", colour)
    (tmp_path / "批注.xlsx").write_bytes(twice)
    assert [str(error) for error in OpenXmlValidator().validate(tmp_path / "批注.xlsx").errors] == []
    assert gk.annotate(data, []) == data


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        (rb'<row r="\d+"', b"<row"),
        (rb'<c r="[A-Z]+\d+"', b"<c"),
        (rb' s="\d+"', b' s="9999"'),
        (rb' s="\d+"', b' s=""'),
    ],
    ids=["rows without places", "cells without places", "styles that are not there", "empty styles"],
)
def test_a_workbook_that_another_program_wrote_takes_the_same_notes(said: bytes, instead: bytes) -> None:
    package = Package(gk.render(small(WRONG, **TEXT), "xlsx"))
    parts = {name: package.read(name) for name in package.names}
    other = {**parts, **{name: re.sub(said, instead, parts[name]) for name in names_of(package).values()}}
    findings = [one for one in gk.check(small(WRONG, **TEXT)) if one.is_problem]
    usual, found = (noted(gk.annotate(packed(one), findings)) for one in (parts, other))
    assert {at: text for at, (text, _) in found.items()} == {at: text for at, (text, _) in usual.items()}
    read = [gk.read(packed(parts)), gk.read(gk.annotate(packed(other), findings))]
    assert read[0].report == read[1].report


def test_the_picture_in_the_header_of_a_sheet_stays_apart_from_its_notes() -> None:
    package = Package(gk.render(small(WRONG, **TEXT), "xlsx"))
    part = next(part for name, part in names_of(package).items() if name.startswith("表三"))
    relations, picture = relations_part(part), "xl/drawings/header.vml"
    parts = {name: package.read(name) for name in package.names} | {picture: b"<xml/>"}
    parts[relations] = with_relations(parts.get(relations), relation_xml("rId77", "vmlDrawing", f"/{picture}"))
    parts[part] = parts[part].replace(b"</worksheet>", b'<legacyDrawingHF r:id="rId77"/></worksheet>')
    findings = [one for one in gk.check(small(WRONG, **TEXT)) if one.is_problem]
    result = Package(gk.annotate(packed(parts), findings))
    assert result.read(picture) == b"<xml/>"
    links = re.findall(rb'<legacyDrawing(?:HF)? r:id="(\w+)"/>', result.read(part))
    assert len(set(links)) == 2


def test_a_workbook_whose_notes_are_damaged_is_refused() -> None:
    findings = [one for one in gk.check(small(WRONG, **TEXT)) if one.is_problem]
    package = Package(gk.annotate(gk.render(small(WRONG, **TEXT), "xlsx"), findings))
    parts = {name: package.read(name).replace(b"authors>", b"others>") for name in package.names}
    with pytest.raises(UnreadableFile):
        gk.annotate(packed(parts), findings)


def test_text_that_takes_its_figures_from_the_table_is_found_in_its_cell() -> None:
    at, other = Square("总体情况", 5, 1), Square("总体情况", 6, 1)
    lines = (
        SheetLine("本年收到申请{{ 本年新收.总计 }}件,均已办结。".replace(" ", ""), "summary", at),
        SheetLine("本年均已办结。", "summary", other),
    )
    places = WorkbookPlaces({}, {}, lines, Square("基本情况", 0, 0))
    assert places.passage("本年收到申请3件,均已办结。", "summary") == at
    assert places.passage("均已办结。", "summary") == at
    assert places.passage("本年均已办结。", "summary") == other
    assert places.passage("本年均已办结。", "problems") is None


def test_what_stops_a_workbook_from_being_read_stands_at_its_cell_or_on_its_sheet() -> None:
    data = with_cells(with_cells(gk.render(small(), "xlsx"), "表三", {"F7": "三件"}), "表二", {"B6": ""})
    with pytest.raises(InvalidReport) as refused:
        gk.read(data)
    notes = noted(gk.annotate(data, refused.value))
    assert {at: colour for at, (_, colour) in notes.items()} == {("表三", "F7"): "FFFFC7CE", ("表二", "A1"): "FFFFC7CE"}
    assert "三件" in notes["表三", "F7"][0]
    assert "有1格没有填（B6）" in notes["表二", "A1"][0]


@pytest.mark.parametrize("what", [[], GkError("不是整数", place="表三!F7")])
def test_a_workbook_that_is_not_ours_takes_no_notes(what: list[gk.Finding] | GkError) -> None:
    listing = shown_of(gk.check(small()))
    with pytest.raises(GkError):
        gk.annotate(FORMATS[".xlsx"](listing), what)


def test_a_page_sets_what_was_found_beside_the_text_and_hides_what_a_finding_hides() -> None:
    number = "15033371234"
    report = small(
        WRONG, summary={"lead": f"本年收到申请95件。\n联系申请人电话{number}。"}, problems="更新不及时,已整改。"
    )
    findings = gk.check(report)
    page = FORMATS[".html"](shown_of(findings, of=report)).decode()
    assert '<mark class="warning">95件</mark>' in page
    assert '<mark class="warning">,</mark>已整改。' in page
    assert number not in page
    assert all(f'<p class="note">{one.severity.chinese} {one.code}' in page for one in findings if one.place.span)


def coloured(listing: Listing) -> list[tuple[str, str]]:
    cells = [cell.content for cell in listing.grid.cells] if listing.grid else []
    return [(cell.tone, cell.comment) for cell in cells if cell.tone]


@pytest.mark.parametrize("edition", sorted(FORMS))
def test_a_page_marks_the_cells_of_a_blank_row_and_says_before_a_table_what_is_wrong_with_all_of_it(
    edition: str,
) -> None:
    form: Any = FORMS[edition]
    row, table = "requests.received.", "review_litigation."
    report = small({one: None for one in outline_of(form).figures if one.startswith((row, table))}, form)
    listings = {one.title: one for one in shown_report(report, gk.check(report, select=["GK201"]))}
    assert coloured(listings["表三"]) == [("error", "GK201 整行 6 格空白，应填 0 或实际数字。")] * 7
    assert not coloured(listings["表四"])
    [section] = [one.title for one in outline_of(form).sections if one.name == "review_litigation"]
    [passage] = listings[section].passages
    assert passage.notes == ("错误 GK201 整张表 12 格空白，应填 0 或实际数字。",)


def test_a_page_marks_each_place_of_a_habit_and_nothing_that_is_accepted() -> None:
    report = small(summary="1、抓学习。\n\n2、抓培训。", problems="1、人员少。已增加。")
    page = FORMATS[".html"](shown_of(gk.check(report, select=["GK606"]), of=report)).decode()
    assert page.count('<mark class="warning">') + page.count('<mark class="info">') == 3
    reason = [{"code": "GK304", "reason": "法院口径。"}]
    accepted = small({"review_litigation.reconsideration.total": 87}, accepted=reason)
    assert not any(map(coloured, shown_report(accepted, gk.check(accepted, select=["GK304"]))))


def test_what_a_finding_hides_is_hidden_also_inside_what_another_speaks_of() -> None:
    number = "110101199003074514"
    report = small(summary={"lead": f"联系申请人身份证号{number}。"})
    [hiding] = gk.check(report, select=["GK901"])
    wider = replace(hiding, code="GK613", found=None, place=replace(hiding.place, span=(0, 20)))
    lines = (line for one in shown_report(report, [wider, hiding]) for line in one.passages)
    shown = "".join(text for line in lines for _, text in line.marks)
    assert number not in shown
    assert "110***********4514" in shown
