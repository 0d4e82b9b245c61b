"""OpenDocument texts and web pages saved in one file are read; what is not read is refused with what to do instead."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import escape
from typing import TYPE_CHECKING, Any

import pytest

from gk_docs import formats as readers
from gk_docs.errors import NotAnAnnualReport, UnreadableFile
from gk_docs.form.editions import FORMS
from gk_docs.form.layout import Content, Label
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gk_docs.grid import Grid

TITLE = "甲县乙局2024年政府信息公开工作年度报告"
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in [
        *((name, name) for name in ("office", "text", "table", "style")),
        ("draw", "drawing"),
        ("meta", "meta"),
        ("svg", "svg-compatible"),
        ("fo", "xsl-fo-compatible"),
    ]
)
STYLES = (
    '<style:style style:name="up" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="gone" style:family="text">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="heir" style:parent-style-name="gone"/>'
    '<style:style style:name="white"><style:text-properties fo:color="#ffffff"/></style:style>'
    '<style:style style:name="tiny"><style:text-properties fo:font-size="1pt"/></style:style>'
)


def odt(body: str, meta: str = "") -> bytes:
    """An OpenDocument text with that body, and with those properties, if any."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        if meta:
            archive.writestr("meta.xml", f"<office:document-meta {SPACES}>{meta}</office:document-meta>")
    return packed.getvalue()


def paragraph(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def table(grid: Grid[Content], cells: Mapping[str, str]) -> str:
    rows = []
    for row in grid.by_row():
        shown = ""
        for cell in row:
            text = cell.content.text if isinstance(cell.content, Label) else cells[cell.content.path]
            spans = f'table:number-columns-spanned="{cell.column_span}" table:number-rows-spanned="{cell.row_span}"'
            covered = "<table:covered-table-cell/>" * (cell.column_span - 1)
            shown += f"<table:table-cell {spans}>{paragraph(escape(text))}</table:table-cell>{covered}"
        rows.append(f"<table:table-row>{shown}</table:table-row>")
    return f"<table:table>{''.join(rows)}</table:table>"


def test_an_opendocument_text_is_read_whole(kit: Any, edition: str) -> None:
    cells = kit.figures(edition, 1, blanks=0.1)
    body = [paragraph("甲县乙镇人民政府2024年政府信息公开工作年度报告")]
    for section in outline_of(FORMS[edition]).sections:
        body.append(f'<text:h text:outline-level="1">{section.title}</text:h>')
        body += [paragraph(sentence) for sentence in kit.sentences.get(section.name, ())]
        body += [table(section.grid, cells)] if section.grid else []
    reading = readers.read(odt("".join(body)), name="年报.odt")
    assert {figure.path: figure.value for figure in reading.report.figures()} == {
        path: Decimal(text) if text else None for path, text in cells.items()
    }
    assert reading.report.agency.name == "甲县乙镇人民政府"
    assert [line for line in reading.report.problems.text.split("\n") if line] == [*kit.sentences["problems"]]
    assert reading.file_facts.format == "odt"
    assert not reading.findings


def test_cells_and_rows_that_an_opendocument_text_writes_once_for_several_are_read(kit: Any, edition: str) -> None:
    cells = dict.fromkeys(kit.figures(edition, 1), "3")
    section = outline_of(FORMS[edition]).section("requests")
    assert section.grid
    whole = table(section.grid, cells)
    spans = 'table:number-columns-spanned="1" table:number-rows-spanned="1"'
    cell = f"<table:table-cell {spans}><text:p>3</text:p></table:table-cell>"
    short = whole.replace(
        cell * 7, cell.replace("<table:table-cell ", '<table:table-cell table:number-columns-repeated="7" ')
    )
    readings = [
        readers.read(odt(paragraph(TITLE) + paragraph(section.title) + one), name="年报.odt") for one in (whole, short)
    ]
    assert len(short) < len(whole) / 2
    assert readings[0].report == readings[1].report
    assert readings[0].report.requests.carried_forward.total == 3


def test_a_text_box_in_a_cell_of_an_opendocument_text_is_no_part_of_the_figure() -> None:
    box = "<draw:text-box xmlns:draw='d'><text:p>1</text:p></draw:text-box>"
    rows = [["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", f"{box}2", f"2{box}", "3"]]
    shown = ["".join(f"<table:table-cell>{paragraph(text)}</table:table-cell>" for text in row) for row in rows]
    tables = "".join(f"<table:table-row>{row}</table:table-row>" for row in shown)
    reading = readers.read(
        odt(paragraph(TITLE) + paragraph("二、主动公开政府信息情况") + f"<table:table>{tables}</table:table>")
    )
    assert [figure.value for figure in reading.report.figures()][:3] == [None, None, 3]


def test_what_an_opendocument_text_strikes_out_or_raises_is_no_figure() -> None:
    figures = [
        '22<text:span text:style-name="up">1</text:span>',
        '<text:span text:style-name="gone">7</text:span>8',
        "<text:note><text:note-body><text:p>9</text:p></text:note-body></text:note>11",
    ]
    rows = [["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", *figures]]
    shown = ["".join(f"<table:table-cell>{paragraph(text)}</table:table-cell>" for text in row) for row in rows]
    tables = "".join(f"<table:table-row>{row}</table:table-row>" for row in shown)
    reading = readers.read(
        odt(paragraph(TITLE) + paragraph("二、主动公开政府信息情况") + f"<table:table>{tables}</table:table>")
    )
    assert [figure.value for figure in reading.report.figures()][:3] == [22, 8, 11]
    assert any("划去或隐藏的文字：7" in finding.message for finding in reading.findings)


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ('22<text:span text:style-name="heir">1</text:span>', 22),
        ('22<text:span text:style-name="white">1</text:span>', 22),
        ('<text:span text:style-name="white">22</text:span>', 22),
        ('22<text:span text:style-name="tiny">1</text:span>', 22),
        ('22<text:hidden-text text:is-hidden="true">1</text:hidden-text>', 22),
        ("22<text:script>1</text:script>", 22),
        ('2<draw:frame text:anchor-type="as-char"><draw:image/></draw:frame>', None),
        ("2<draw:frame><draw:object/></draw:frame>", None),
        ("2<draw:control/>", None),
        ('22<draw:frame text:anchor-type="paragraph"><draw:image/></draw:frame>', 22),
    ],
)
def test_a_figure_of_an_opendocument_cell_is_what_the_page_shows(cell: str, figure: int | None) -> None:
    rows = [["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", cell, "0", "3"]]
    shown = ["".join(f"<table:table-cell>{paragraph(text)}</table:table-cell>" for text in row) for row in rows]
    tables = "".join(f"<table:table-row>{row}</table:table-row>" for row in shown)
    body = paragraph(TITLE) + paragraph("二、主动公开政府信息情况") + f"<table:table>{tables}</table:table>"
    assert readers.read(odt(body)).report.figure("active_disclosure.rules.issued") == figure


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_web_page_saved_in_one_file_reads_as_the_page(kit: Any, edition: str, charset: str) -> None:
    cells = kit.figures(edition, 2)
    message = MIMEMultipart("related", type="text/html")
    message["Subject"] = "年报"
    message.attach(MIMEText(kit.html_report(edition, kit.years[edition], cells), "html", charset))
    reading = readers.read(message.as_bytes(), name="年报.mht")
    assert {figure.path: figure.value for figure in reading.report.figures()} == {
        path: Decimal(text) for path, text in cells.items()
    }
    assert reading.file_facts.format == "mht"


REFUSED = {
    "rtf": (b"{\\rtf1 a}", "另存为 .docx"),
    "jpg": (b"\xff\xd8\xff\xe0" + bytes(20), "文字识别"),
    "gif": (b"GIF89a" + bytes(20), "文字识别"),
    "mht": (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\nContent-Type: image/png\n\n--a--",
        "另存为",
    ),
}


@pytest.mark.parametrize("suffix", [*REFUSED, "ofd", "ods"])
def test_what_is_not_read_is_refused_with_what_to_do_instead(suffix: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("OFD.xml" if suffix == "ofd" else "content.xml", "<a/>")
    data, words = REFUSED.get(suffix, (packed.getvalue(), "另存为"))
    with pytest.raises(UnreadableFile, match=words):
        readers.read(data, name=f"年报.{suffix}")


@pytest.mark.parametrize(
    "body",
    [
        "<table:table>" + "<table:table-row/>" * 3_000 + "</table:table>",
        "<text:section>" * 500 + "</text:section>" * 500,
    ],
    ids=["rows", "depth"],
)
def test_an_opendocument_text_beyond_any_report_is_refused(body: str) -> None:
    with pytest.raises((UnreadableFile, NotAnAnnualReport)):
        readers.read(odt(paragraph(TITLE) + body), name="年报.odt")


def test_a_table_that_is_a_sheet_of_another_program_is_named_as_one(kit: Any, edition: str) -> None:
    titles = {section.name: section.title for section in outline_of(FORMS[edition]).sections}
    sheet = "<w:p><w:r><w:object/></w:r></w:p>"
    words = [TITLE, titles["summary"], *kit.sentences["summary"], titles["active_disclosure"], titles["requests"]]
    data = kit.docx_of("".join(map(kit.docx_paragraph, words)) + sheet)
    said = {finding.place.path: finding.message for finding in readers.read(data).findings if finding.code == "GK104"}
    assert "工作表" in said["requests"]
    assert "工作表" not in said["active_disclosure"]


def test_what_a_picture_of_an_open_document_is_said_to_show_and_phonetic_guides_are_no_text() -> None:
    frame = "<draw:frame><draw:image/><svg:title>图1 走势</svg:title><svg:desc>一张折线图</svg:desc></draw:frame>"
    ruby = "<text:ruby><text:ruby-base>发布12条</text:ruby-base><text:ruby-text>fabu</text:ruby-text></text:ruby>"
    lines = (
        TITLE,
        "一、总体情况",
        f"{ruby}。{'公开。' * 99}",
        frame,
        "图1 走势",
        "五、存在的主要问题及改进情况",
        "不及时。",
    )
    reading = readers.read(odt("".join(map(paragraph, lines))), name="年报.odt")
    assert reading.report.summary.text.split("\n") == [f"发布12条。{'公开。' * 99}", "图1 走势"]


NAMES, PEOPLE = "<o:Author>张某</o:Author><o:LastAuthor>李某</o:LastAuthor>", ("张某", "李某")
BODY = ("一、总体情况", "公开。" * 99, "五、存在的主要问题及改进情况", "不及时。")


def test_names_comments_and_changes_in_an_open_document_are_counted() -> None:
    dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    change = "<text:tracked-changes><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>"
    comment = f"<office:annotation><dc:creator {dc}>王某</dc:creator><text:p>再核</text:p></office:annotation>"
    lines = (TITLE, BODY[0], f"{BODY[1]}{comment}", *BODY[2:])
    meta = f"<meta:initial-creator>张某</meta:initial-creator><dc:creator {dc}>李某</dc:creator>"
    facts = readers.read(odt(change + "".join(map(paragraph, lines)), meta), name="年报.odt").file_facts
    assert (facts.authors, facts.comments, facts.tracked_changes) == (PEOPLE, 1, 1)


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ('<meta name="generator" content="LibreOffice 7.4"><meta name="author" content="张某">', ("张某",)),
        (f'<meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml>{NAMES}</xml><![endif]-->', PEOPLE),
        ('<meta name="generator" content="某网站系统"><meta name="author" content="办公室">', ()),
    ],
)
def test_names_that_an_office_program_writes_into_a_page_are_those_of_people(head: str, names: tuple[str, ...]) -> None:
    page = f"<html><head><meta charset=utf-8>{head}</head><body>{''.join(f'<p>{one}</p>' for one in (TITLE, *BODY))}"
    assert readers.read(page.encode(), name="年报.html").file_facts.authors == names


def test_the_notes_of_an_open_document_are_told() -> None:
    note = "<text:note><text:note-body><text:p>含转发</text:p></text:note-body></text:note>"
    lines = (
        TITLE,
        "一、总体情况",
        f"发布12条{note}。" + "公开。" * 99,
        "五、存在的主要问题及改进情况",
        "更新不及时，已整改。",
    )
    reading = readers.read(odt("".join(map(paragraph, lines))), name="年报.odt")
    assert reading.report.summary.text.startswith("发布12条。公开。")
    assert [found.message for found in reading.findings if "含转发" in found.message] == [
        "报告以外的文字没有读入：脚注、尾注：含转发"
    ]
