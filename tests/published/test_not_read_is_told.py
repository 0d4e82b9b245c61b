"""What a reader of a Word file or a page sees, and what is not read, is told."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.document.reports import town

from gk_docs import formats

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
REPORT = town(summary={"lead": "全年发布信息12条。"})


def field(code: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"{mark.format('begin')}{code}{mark.format('end')}"


def note(kind: str) -> str:
    return f'<w:{kind}s xmlns:w="{W}"><w:{kind} w:id="2"><w:p><w:r><w:t>含转发</w:t></w:r></w:p></w:{kind}></w:{kind}s>'


def word_file(run: str, parts: dict[str, str], otherwise: tuple[str, str] = ("", "")) -> bytes:
    """The Word file of a report by another program: with a run behind its text, parts of its own, other XML once."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(formats.render(REPORT, "docx"))) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            if not name.startswith("customXml"):
                text = old.read(name)
                if name == "word/document.xml":
                    text = text.replace("12条。</w:t></w:r>".encode(), f"12条。</w:t></w:r>{run}".encode(), 1)
                    assert run.encode() in text
                    text = text.replace(otherwise[0].encode(), otherwise[1].encode(), 1)
                new.writestr(name, text)
        for name, xml in parts.items():
            new.writestr(name, xml)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("run", "parts", "said"),
    [
        ('<w:r><w:footnoteReference w:id="2"/></w:r>', {"word/footnotes.xml": note("footnote")}, "脚注、尾注：含转发"),
        ('<w:r><w:endnoteReference w:id="2"/></w:r>', {"word/endnotes.xml": note("endnote")}, "脚注、尾注：含转发"),
        ("", {"word/footnotes.xml": note("footnote")}, ""),
        (
            '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:t>1/2</m:t></m:oMath>',
            {},
            "公式：1/2",
        ),
        (f'<w:r><w:drawing><c:chart xmlns:c="{DRAWING}/chart"/></w:drawing></w:r>', {}, "图表1个"),
        (
            f'<w:r><w:drawing><d:relIds xmlns:d="{DRAWING}/diagram"/></w:drawing></w:r>',
            {"word/diagrams/data1.xml": f'<d xmlns:a="{DRAWING}/main"><a:t>受理</a:t></d>'},
            "图形里的文字：受理",
        ),
        (f'<w:r><w:drawing><a:t xmlns:a="{DRAWING}/main">流程</a:t></w:drawing></w:r>', {}, "图形里的文字：流程"),
        (
            '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="艺术字"/></w:pict></w:r>',
            {},
            "图形里的文字：艺术字",
        ),
        (r"<w:r><w:instrText> EQ \o\ac(○,3)</w:instrText></w:r>", {}, r"公式： EQ \o\ac(○,3)"),
        (
            field(
                "<w:r><w:instrText> MACROBUTTON 无 点此</w:instrText></w:r><w:r><w:instrText>填写</w:instrText></w:r>"
            ),
            {},
            "域里的文字： MACROBUTTON 无 点此填写",
        ),
        ("<w:fldSimple w:instr=' XE &quot;索引&quot; '/>", {}, ""),
        ("<w:fldSimple w:instr=' QUOTE &quot;十二&quot; '/>", {}, '域里的文字： QUOTE "十二"'),
        (
            field('<w:r><w:instrText> =3+4 </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'),
            {},
            "",
        ),
        ("<w:r><w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt></w:ruby></w:r>", {}, ""),
    ],
)
def test_what_a_word_file_shows_where_no_reader_looks_is_told(run: str, parts: dict[str, str], said: str) -> None:
    reading = formats.read(word_file(run, parts), name="甲.docx")
    assert reading.report.summary.text == "全年发布信息12条。"
    assert [finding.message.partition("没有读入：")[2] for finding in reading.findings] == ([said] if said else [])


def test_a_cell_with_a_formula_has_no_figure_since_what_is_read_is_not_all_of_it() -> None:
    formula = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:t>9</m:t></m:oMath>'
    figure = "30</w:t></w:r>"
    data = formats.render(REPORT, "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("word/document.xml").decode().count(figure) == 1
    reading = formats.read(word_file("", {}, (figure, f"{figure}{formula}")), name="甲.docx")
    assert reading.report.figure("active_disclosure.licences") is None
    assert any("30□" in finding.message for finding in reading.findings)


@pytest.mark.parametrize(
    ("element", "said"),
    [
        ('<iframe src="表三.html"></iframe>', "表三.html"),
        ('<object data="附表.pdf"></object>', "附表.pdf"),
        ("<svg><text>图解</text></svg>", "图解"),
        ("<math><mn>3</mn></math>", "3"),
        ('<input value="126">', "126"),
        ("<textarea>说明</textarea>", "说明"),
        ("<select><option>甲</option><option selected>乙</option></select>", "乙"),
        ("<select><option>甲</option><option>乙</option></select>", "甲"),
        ('<input type="hidden" value="7">', ""),
        ('<iframe src="x" style="display:none"></iframe>', ""),
        ("<svg><path/></svg>", ""),
    ],
)
@pytest.mark.parametrize("place", ["12条。", ">0</td>"])
def test_what_a_page_shows_inside_the_report_and_is_not_read_is_told(element: str, said: str, place: str) -> None:
    page = formats.render(REPORT, "cms").decode()
    shown = page.replace(place, place.replace(">0<", "><") if place[0] == ">" else f"{place}{element}", 1)
    shown = shown.replace("></td>", f">{element}</td>", 1) if place[0] == ">" else shown
    assert element in shown
    reading = formats.read(shown.encode(), name="甲.html")
    told = [finding.message for finding in reading.findings if "嵌入的页面" in finding.message]
    assert [message.rpartition("：")[2] for message in told] == ([said] if said else [])


def test_what_stands_around_the_report_in_its_page_is_not_told() -> None:
    page = formats.render(REPORT, "cms").decode()
    around = f'<iframe src="ad.html"></iframe><input value="搜索">{page}<svg><text>分享</text></svg>'
    assert formats.read(f"<html><body>{around}</body></html>".encode(), name="甲.html").findings == ()
