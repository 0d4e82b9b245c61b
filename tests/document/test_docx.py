"""What a written Word file says is what the report says."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.document.pictures import PNG
from tests.document.reports import paragraphs, tables, text_of, town
from tests.strategies import EXAMPLES
from tests.word.conftest import entries

import docx
from gk_docs.errors import InvalidReport, TemplateError, UnreadableFile
from gk_docs.form.outline import outline_of
from gk_docs.form.parts import Part
from gk_docs.form.prose import Heading, Paragraph, Picture, PlainTable, Prose
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport, Requests
from gk_docs.formats import read, render, write

LINHE = Path(__file__).parents[2] / "fixtures/townships/linhe_2024.yaml"
HOSTILE = "甲 & 乙 <b>丙</b> 𣲗😀 {{ 7*7 }} {% if 1 %}{# #} ]]> &amp; “引” \\ $1 {_{ }_}"
LEGAL = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r").filter(
        lambda character: character >= " " and character not in "\ufffe\uffff\x7f\x85\u2028\u2029"
    ),
    min_size=1,
    max_size=40,
)


def test_every_figure_stands_in_its_cell() -> None:
    values = {path: number for number, path in enumerate(outline_of(AnnualReport).figures, 1000)}
    report = AnnualReport.from_figures(values, agency="甲", year=2023)
    grids = [section.grid for section in outline_of(AnnualReport).sections if section.grid]
    printed = [cell for table in tables(render(report, "docx")) for row in table for cell in row if cell.isdecimal()]
    figures = [cell.content for grid in grids for cell in grid.cells if cell.content in report_figures()]
    assert len(printed) == len(figures) == 200
    assert [int(text) for text in printed] == list(values.values())


def report_figures() -> set[Any]:
    return set(outline_of(AnnualReport).figures.values())


def test_a_blank_figure_is_a_blank_cell_and_a_zero_is_a_zero() -> None:
    report = town(requests=Requests(received={"natural_person": 0}))
    first = tables(render(report, "docx"))[1][3]
    assert first == ["一、本年新收政府信息公开申请数量", "0", "", "", "", "", "", ""]


@pytest.mark.parametrize(
    ("fees", "printed"), [("1.50", "1.50"), (Decimal("1E+3"), "1000"), (7, "7"), ("0.000001", "0.000001")]
)
def test_money_is_printed_plain_with_every_digit(fees: object, printed: str) -> None:
    report = town(active_disclosure={"fees": fees})
    assert tables(render(report, "docx"))[0][-1] == ["行政事业性收费", printed]


def test_words_that_a_published_file_prints_in_a_cell_are_printed_again() -> None:
    words = {"requests.received.total": "3（件）", "requests.received.other": "/"}
    row = tables(render(town(printed={"words": words}), "docx"))[1][3]
    assert row[1:] == ["3", "0", "0", "0", "0", "/", "3（件）"]


def test_the_six_sections_stand_in_statutory_order_with_the_headings_of_the_form() -> None:
    for form in (AnnualReport, AnnualReport2019):
        report = form.model_validate({"agency": "甲", "year": 2021})
        headings = [text for style, text in paragraphs(render(report, "docx")) if style == "Heading1"]
        assert headings == [section.title for section in outline_of(form).sections]


def test_a_published_order_and_published_headings_are_kept() -> None:
    printed = {"order": ("problems", "summary"), "headings": {"problems": "一、问题", "summary": ""}}
    headings = [text for style, text in paragraphs(render(town(printed=printed), "docx")) if style == "Heading1"]
    assert headings[0] == "一、问题"
    assert len(headings) == 5
    assert headings[-1] == "六、其他需要报告的事项"


def test_each_kind_of_text_has_its_style() -> None:
    blocks: list[Paragraph | Heading | Picture | PlainTable] = [
        Paragraph(text="前"),
        *(Heading(level=level, text=f"级{level}") for level in range(1, 5)),
        Picture(data=PNG, caption="图"),
        PlainTable(rows=(("甲", "乙\n丙"), ("1", "2"))),
        Paragraph(text="一行\n二行\t三"),
    ]
    data = render(town(summary={"parts": [Part(heading="（一）主动公开", body=Prose(blocks))]}), "docx")
    found = paragraphs(data)
    start = found.index(("Heading1", "一、总体情况")) + 1
    assert found[start : start + 9] == [
        ("Heading2", "（一）主动公开"),
        ("BodyText", "前"),
        ("Heading1", "级1"),
        ("Heading2", "级2"),
        ("Heading3", "级3"),
        ("Heading4", "级4"),
        ("Picture", ""),
        ("Caption", "图"),
        ("BodyText", "一行\n二行\t三"),
    ]
    assert tables(data)[0] == [["甲", "乙丙"], ["1", "2"]]


@pytest.mark.parametrize(
    ("heading", "style"), [("2.依申请公开", "Heading3"), ("依申请公开", "Heading2"), ("（1）依申请公开", "Heading4")]
)
def test_the_heading_of_a_part_takes_the_level_of_its_mark(heading: str, style: str) -> None:
    data = render(town(summary={"parts": [{"heading": heading, "body": "文"}]}), "docx")
    assert (style, heading) in paragraphs(data)


def test_text_before_and_after_a_table_stands_there() -> None:
    report = town()
    changed = report.replace(requests=report.requests.replace(before=Prose("表前。"), after=Prose("表后。")))
    body = docx_body(render(changed, "docx"))
    at = body.index("表前。")
    assert body[at + 1] == "<table>"
    assert "表后。" in body[at + 2 : at + 4]


def docx_body(data: bytes) -> list[str]:
    from lxml import etree  # noqa: PLC0415 - here only

    body = etree.fromstring(entries(data)["word/document.xml"])[0]
    return ["<table>" if str(node.tag).endswith("}tbl") else text_of(node) for node in body]


def head_of(data: bytes, text: str) -> str:
    """The text in 楷体 at the head of the paragraph."""
    from io import BytesIO  # noqa: PLC0415 - here only

    (paragraph,) = [one for one in docx.Document(BytesIO(data)).paragraphs if one.text == text]
    return "".join(run.text for run in paragraph.runs if str(getattr(run.style, "name", "")) == "Run-in Head")


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("（一）解读不多。图解只有1期。", "（一）解读不多。"),
        ("（一）解读不多。", ""),
        ("解读不多。图解只有1期。", ""),
        ("1.解读不多。图解只有1期。", ""),
        (f"（一）{'解' * 30}。图解。", ""),
    ],
)
def test_a_short_numbered_sentence_at_the_head_of_a_paragraph_is_in_kai(text: str, head: str) -> None:
    data = render(town(problems={"parts": [{"body": [{"kind": "paragraph", "text": text}]}]}), "docx")
    assert head_of(data, text) == head


def test_a_heading_that_is_run_in_stands_in_the_first_paragraph() -> None:
    part = Part(heading="（一）主动公开情况。", run_in=True, body=Prose("公开66条。"))
    data = render(town(summary={"parts": [part]}), "docx")
    assert head_of(data, "（一）主动公开情况。公开66条。") == "（一）主动公开情况。"
    alone = render(town(summary={"parts": [part.replace(body=Prose())]}), "docx")
    assert ("Heading2", "（一）主动公开情况。") in paragraphs(alone)


def test_no_title_and_no_preamble_leave_no_paragraph() -> None:
    found = paragraphs(render(town(title=None, preamble=None), "docx"))
    assert found[0] == ("Heading1", "一、总体情况")


def everywhere(text: str) -> AnnualReport:
    """A report with `text` in every field of text that is printed."""
    blocks = Prose(
        [
            Paragraph(text=text),
            Heading(level=3, text=text),
            PlainTable(rows=((text,),)),
            Picture(data=PNG, caption=text),
        ]
    )
    part = Part(heading=text, run_in=True, body=blocks)
    report = town()
    return report.replace(
        agency={"name": text, "short_name": text, "contact": {"address": text}},
        title=text,
        preamble=blocks,
        summary={"parts": [part, part.replace(run_in=False)]},
        requests=report.requests.replace(before=blocks, after=blocks),
        problems={"parts": [part]},
        printed={"title": (text, text), "headings": {"problems": text}, "words": {"requests.received.total": text}},
    )


def assert_printed_as_typed(text: str) -> None:
    data = render(everywhere(text), "docx")
    found = paragraphs(data)
    assert found[:2] == [("Title", text)] * 2
    assert {shown for style, shown in found if style in {"Heading3", "Caption"}} == {text}
    assert ("Heading1", text) in found
    assert [("BodyText", text + text)] * 2 == [entry for entry in found if entry == ("BodyText", text + text)][:2]
    printed = tables(data)
    assert [[text]] in printed
    assert text in {cell for table in printed for row in table for cell in row[-1:]}


def test_hostile_text_comes_out_as_typed_everywhere() -> None:
    assert_printed_as_typed(HOSTILE)


@settings(deadline=None, max_examples=min(40, EXAMPLES))  # a picture in it makes it slow
@given(LEGAL.map(str.strip).filter(bool))  # blanks at the ends of a line are no part of it
def test_any_legal_line_comes_out_as_typed_everywhere(text: str) -> None:
    assert_printed_as_typed(text)


def test_the_picture_in_the_file_is_the_picture_of_the_report() -> None:
    block = Picture(data=PNG, caption="图 & 一")
    parts = entries(render(town(problems={"parts": [{"body": Prose([block])}]}), "docx"))
    assert [data for name, data in parts.items() if name.startswith("word/media/")] == [PNG]
    assert 'descr="图 &amp; 一"'.encode() in parts["word/document.xml"]


def test_what_is_no_picture_is_refused_with_its_caption() -> None:
    block = Picture(data=b"\x89PNG\r\n\x1a\n and no more", caption="办公楼")
    with pytest.raises(InvalidReport, match="办公楼：认不出图片的格式"):
        render(town(problems={"parts": [{"body": Prose([block])}]}), "docx")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A template that an office made for itself in Word."""
    document = docx.Document()
    document.add_paragraph("{{ agency.name }} {{ requests.received.total }} {{ summary.text }}")
    path = tmp_path / "own.docx"
    document.save(str(path))
    return path


def test_an_office_may_bring_its_own_template(own: Path) -> None:
    text = "".join(text for _, text in paragraphs(render(town(), "docx", template=own)))
    assert text.startswith("乙镇人民政府 3 （一）主动公开")


def test_a_template_that_was_changed_on_disk_is_read_again(own: Path) -> None:
    render(town(), "docx", template=own)
    document = docx.Document()
    document.add_paragraph("{{ year }}年，另一份模板")
    document.save(str(own))
    assert paragraphs(render(town(), "docx", template=own)) == [("", "2023年，另一份模板")]


def test_a_template_that_names_what_a_report_has_not_is_refused(own: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{ requests.recieved.total }}")
    document.save(str(own))
    for report in (town(), read(LINHE).report):  # one with a table over two pages
        with pytest.raises(TemplateError, match=r"own\.docx：.*recieved"):
            render(report, "docx", template=own)


def test_a_missing_template_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"没有\.docx：读不到模板文件"):
        write(town(), tmp_path / "甲.docx", template=tmp_path / "没有.docx")
    assert list(tmp_path.iterdir()) == []


def test_a_line_with_a_long_address_is_not_pulled_apart() -> None:
    address = "zwgk-office@dahe.gov.cn"
    report = town(summary={"lead": f"请写信到{address}。\n\n电话0532-88888。\n\n（一）来信。请写到{address}。"})
    xml = entries(render(report, "docx"))["word/document.xml"].decode()
    found = [paragraph for paragraph in xml.split("<w:p>") if "请写" in paragraph or "电话0532" in paragraph]
    assert ['<w:jc w:val="left"/>' in paragraph for paragraph in found] == [True, False, True]
    assert "\u200b" not in xml


def test_a_plain_table_has_columns_as_wide_as_its_words_and_its_title_above() -> None:
    rows = (("项目", "数量"), ("图文解读（一图读懂，含新闻发布会）", "12"))
    lead = Prose([Paragraph(text="各类解读如下。"), Paragraph(text="表1 各类解读"), PlainTable(rows=rows)])
    data = render(town(summary={"lead": lead}), "docx")
    assert [style for style, text in paragraphs(data) if text in ("各类解读如下。", "表1 各类解读")] == [
        "BodyText",
        "TableTitle",
    ]
    xml = entries(data)["word/document.xml"].decode()
    columns = re.findall(r'<w:gridCol w:w="(\d+)"/>', xml.partition("<w:tbl>")[2].partition("</w:tblGrid>")[0])
    assert int(columns[0]) > 3 * int(columns[1])
    assert sum(map(int, columns)) == pytest.approx(155.5 * 1440 / 25.4, abs=2)
