"""What a template changes or leaves out of every report shows in a sample that is printed with it and read back."""

from __future__ import annotations

import io
import re
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import given, settings
from tests.document.reports import town
from tests.strategies import EXAMPLES, reports

import docx
from gk_docs.document.docx import template_path
from gk_docs.document.template_check import check_template, refuse_incomplete
from gk_docs.errors import TemplateError
from gk_docs.form.editions import FORMS
from gk_docs.formats import read, render
from gk_docs.word.package.archive import packed, unpack

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gk_docs.form.editions import AnyReport

LICENCES = "active_disclosure.licences"


def paragraph(document: Any, text: str) -> Any:
    return next(one for one in document.paragraphs if one.text == text)


def without(document: Any, kind: str) -> None:
    """Take the lines for a kind of block out, up to the next kind."""
    first = next(one for one in document.paragraphs if one.text.endswith(f'if block.kind == "{kind}" %}}'))._p
    for element in [first, *first.itersiblings()]:
        said = "".join(element.itertext(qn("w:t")))
        if element is not first and ("block.kind ==" in said or (kind == "caption" and "endif" in said)):
            return
        element.getparent().remove(element)


def in_cell(document: Any, change: Callable[[str], str]) -> None:
    """Write the tag of one figure otherwise."""
    cell = next(one for table in document.tables for one in table._cells if LICENCES in one.text)
    text = change(cell.text)
    for run in cell.paragraphs[0].runs[1:]:
        run._r.getparent().remove(run._r)
    cell.paragraphs[0].runs[0].text = text


def a_column_more(document: Any) -> None:
    for row in document.tables[1]._tbl.tr_lst:
        row.append(parse_xml(EMPTY))


def without_zeros(document: Any) -> None:
    table = document.tables[1]._tbl
    for text, put in (("{%p if requests.received.total %}", table.addprevious), ("{%p endif %}", table.addnext)):
        put(document.add_paragraph(text)._p)


SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
EMPTY = f"<w:tc {SPACE}><w:tcPr/><w:p/></w:tc>"
ERRORS: dict[str, tuple[Callable[[Any], Any], str]] = {
    **{
        f"no lines for {kind}": (partial(without, kind=kind), f'block.kind == "{kind}"')
        for kind in ("run_in", "heading1", "heading3", "heading4", "chart", "table", "picture", "caption")
    },
    "a unit": (lambda document: in_cell(document, lambda tag: f"{tag}件"), "写的是“0件”"),
    "a dash for 0": (lambda document: in_cell(document, lambda tag: tag.replace(" }}", ' or "—" }}')), "写的是“—”"),
    "a blank for 0": (lambda document: in_cell(document, lambda tag: tag.replace(" }}", ' or "" }}')), "应为填入的 0"),
    "in words": (lambda document: in_cell(document, lambda tag: tag.replace(" }}", "|中文数字 }}")), "写的是“零”"),
    "a column more": (a_column_more, "印出来的不是规定的表"),
    "no table where all is 0": (without_zeros, "印出来的不是规定的表"),
    "words in the title": (lambda document: paragraph(document, "{{ line }}").add_run("（红字请核实）"), "标题印出来"),
}  # fmt: skip


@pytest.mark.parametrize("case", ERRORS)
def test_what_a_template_changes_or_leaves_out_is_an_error_before_a_report_is_printed(
    case: str, tmp_path: Path
) -> None:
    change, said = ERRORS[case]
    document = docx.Document(str(template_path(FORMS["2021"])))
    change(document)
    document.save(path := str(tmp_path / "模板.docx"))
    found = [one for one in check_template(path).findings if one.code == "GT506"]
    assert any(said in str(one) for one in found)
    with pytest.raises(TemplateError, match="没有照规定的格式印全"):
        refuse_incomplete(path, "2021")


def test_text_of_the_template_among_the_reports_is_told_and_above_the_title_it_is_not(tmp_path: Path) -> None:
    document = docx.Document(str(template_path(FORMS["2021"])))
    document.paragraphs[0].insert_paragraph_before("{{ agency.name }}文件")
    document.sections[0].header.paragraphs[0].text = "{{ year }}年度"
    document.save(path := str(tmp_path / "模板.docx"))
    assert check_template(path).findings == []
    document.add_paragraph("本报告由办公室负责解释。")
    document.save(path)
    assert [(one.code, one.found) for one in check_template(path).findings] == [("GT507", "本报告由办公室负责解释。")]
    refuse_incomplete(path, "2021")


def commented(document: Any) -> None:
    document.add_comment(document.paragraphs[1].runs, text="字体再改", author="某人")


def inserted(document: Any) -> None:
    run = paragraph(document, "{{ line }}").runs[0]._r
    run.addprevious(change := parse_xml(f'<w:ins {SPACE} w:id="9" w:author="某人"/>'))
    change.append(run)


def made_bold(document: Any) -> None:
    properties = paragraph(document, "{{ line }}").runs[0]._r.get_or_add_rPr()
    properties.append(parse_xml(f'<w:rPrChange {SPACE} w:id="9" w:author="某人"><w:rPr/></w:rPrChange>'))


def inserted_in_the_header(document: Any) -> None:
    header = document.sections[0].header.paragraphs[0]._p
    header.append(parse_xml(f'<w:ins {SPACE} w:id="9" w:author="某人"><w:r><w:t>某镇</w:t></w:r></w:ins>'))


@pytest.mark.parametrize("change", [commented, inserted, made_bold, inserted_in_the_header])
def test_a_template_with_comments_or_tracked_changes_would_put_a_name_into_every_report(
    change: Callable[[Any], None], tmp_path: Path
) -> None:
    document = docx.Document(str(template_path(FORMS["2021"])))
    change(document)
    document.save(path := str(tmp_path / "模板.docx"))
    assert [one.code for one in check_template(path).findings] == ["GT508"]


def test_the_names_in_the_properties_of_a_template_are_in_no_report(tmp_path: Path) -> None:
    document = docx.Document(str(template_path(FORMS["2021"])))
    document.core_properties.author, document.core_properties.last_modified_by = "张某", "李某"
    document.save(path := str(tmp_path / "模板.docx"))
    assert check_template(path).findings == []
    data = render(town(), "docx", template=path)
    assert read(data, name="甲镇.docx").file_facts.authors == ()
    assert docx.Document(io.BytesIO(data)).core_properties.title == town().title
    document.core_properties.author = "{{ agency.name }}"
    document.save(path)
    data = render(town(), "docx", template=path)
    assert read(data, name="甲镇.docx").file_facts.authors == (town().agency.name,)


def saved_elsewhere(data: bytes) -> bytes:
    """A Word file as a program saves it that numbers anew the ids of styles and the parts with data of its own."""
    entries = unpack(data)
    entries = {name.replace("customXml/item1", "customXml/item2"): content for name, content in entries.items()}
    entries["word/_rels/document.xml.rels"] = entries["word/_rels/document.xml.rels"].replace(b"/item1.", b"/item2.")
    entries["customXml/item1.xml"] = b'<customData xmlns="urn:another"/>'
    ids = re.findall(r'w:styleId="([^"]*)"', entries["word/styles.xml"].decode())
    new = {old: f"a{number}" if number % 2 else str(number) for number, old in enumerate(ids)}
    named = re.compile(r'((?:styleId|<w:(?:[prt]|tbl)Style w:val|<w:(?:basedOn|next|link) w:val)=")([^"]*)')
    for name in entries:
        if re.fullmatch(r"word/\w+\.xml", name):
            text = named.sub(lambda match: match[1] + new.get(match[2], match[2]), entries[name].decode())
            entries[name] = text.encode()
    return packed(entries)


@pytest.mark.parametrize("edition", FORMS)
def test_a_template_that_another_program_has_saved_is_in_order(edition: str, tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(saved_elsewhere(template_path(FORMS[edition]).read_bytes()))
    assert check_template(path).findings == []


@settings(max_examples=EXAMPLES, deadline=None)
@given(reports())
def test_a_file_that_another_program_has_saved_reads_back_whole(report: AnyReport) -> None:
    reading = read(saved_elsewhere(render(report, "docx")), name="甲镇.docx")
    assert (reading.report, reading.findings) == (report, ())
