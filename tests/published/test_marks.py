"""A note mark, and what is struck out or hidden, is never a digit of a figure."""

from __future__ import annotations

import io
import json
import zipfile
from decimal import Decimal
from itertools import cycle
from typing import TYPE_CHECKING, Any

import pytest

from gk_docs import formats as readers
from gk_docs.published.matching.lexing.figures import Read, read_figure
from gk_docs.published.pdf_child import pages_as_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from gk_docs.form.reading import Reading

MARKS = (
    "①", "⑩", "㉑", "㊱", "㊿", "❶", "²", "₁", "ᵃ", "⑴", "⒈", "㈠", "[1]", "〔1〕", "【2】", "注1", "（注1）", "*", "†",
    "※", "¹,²", " ①", " [1]",
)  # fmt: skip
SHAPES = (
    "bars_between", "bars_around", "tabs_between", "cell_closed_by_bar", "lone_bars", "tab_before_cell", "cell_a_line",
)  # fmt: skip

RAISED = (
    "<sup>1</sup>", "<sup>[1]</sup>", '<sup><a href="#n">2</a></sup>', '<a href="#n"><sup>3</sup></a>', "<sub>1</sub>",
    '<span style="vertical-align: super">12</span>', '<span class="up">1</span>',
    '<span style="position:relative;top:-4pt;mso-text-raise:4.0pt">1</span>',
)  # fmt: skip
DEAD = (
    "<del>45</del>", "<s>4</s>", "<strike>12</strike>", "<u><del>3</del></u>", '<span class="cut">5</span>',
    '<span style="text-decoration: line-through">45</span>', '<span style="DISPLAY: none">9</span>',
    '<span style="visibility:hidden">7</span>', "<span hidden>3</span>", '<span aria-hidden="true">8</span>',
    '<span style="font-size:0">6</span>', '<span style="color:#fff;background:#ffffff">5</span>',
    '<span class="no">5</span>', "<!-- 5 -->",
    '<span style="color: transparent">5</span>', '<span style="color:rgba(0, 0, 0, 0)">5</span>',
    '<span style="zoom:0">5</span>', '<span style="background:#f5f5f5;color:#f5f5f5">5</span>',
    '<span style="content-visibility:hidden">5</span>',
)  # fmt: skip
APART = (
    '<span style="display:block">1</span>2', '1<em class="below">2</em>', "<details><summary>1</summary>2</details>",
    '<span style="float: right">1</span>2', '<i style="position:absolute;left:-999px">1</i>2', "1<dialog>2</dialog>",
    '<span style="width:0;overflow:hidden">1</span>2', '<b style="clip:rect(0,0,0,0)">1</b>2',
    "1<small>2</small>", '1<a href="#note">2</a>', '1<span style="color:white">2</span>',
    '1<span style="position:relative;top:-4px;font-size:8px">2</span>', '1<span class="tip">2</span>',
    '1<i class="wide">2</i>', '1<span class="b tall">2</span>', '1<span id="old">2</span>', "1<cite>2</cite>",
    '<span style="display:flex;flex-direction:row-reverse"><i>1</i><i>2</i></span>',
    '<span style="display:block;text-indent:-99px">1</span>2',
    '<bdo dir="rtl">12</bdo>', '<span style="unicode-bidi: bidi-override; direction: rtl">12</span>',
)  # fmt: skip
STYLE = (
    "<style>.below{display: flex} .up{vertical-align:super} td .x{color:red} span.no, .zz{display:none}"
    " .cut{text-decoration:line-through}"
    "/* .zz{} */ @charset 'x'; @media print{.tight{display:none}} @media screen{.wide{display:none}}"
    " td > a .tip:not(:hover){display:none} .b.tall,.q{visibility:hidden} #old{font-size:0} td cite{opacity:0}"
    " .up{color:red} @font-face{src:x}</style>"
)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


WORD_RAISED = (
    run("1", '<w:vertAlign w:val="superscript"/>'), run("2", '<w:vertAlign w:val="subscript"/>'),
    run("1", '<w:position w:val="10"/>'), run("2", '<w:position w:val="-6"/>'), run("1", '<w:rStyle w:val="Moved"/>'),
    run("1", '<w:color w:val="FFFFFF"/>'), run("1", '<w:rStyle w:val="Up"/>'), run("1", '<w:rStyle w:val="UpChild"/>'),
    run("1", '<w:sz w:val="2"/>'),
)  # fmt: skip
WORD_DEAD = (
    run("45", "<w:strike/>"), run("45", "<w:dstrike/>"), run("9", '<w:vanish w:val="true"/>'),
    run("7", '<w:rStyle w:val="Gone"/>'), run("7", '<w:rStyle w:val="GoneChild"/>'),
    '<w:del w:id="1" w:author="a"><w:r><w:delText>45</w:delText></w:r></w:del>',
    run("3", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="FFFFFF"/>'),
)  # fmt: skip
WORD_ALIVE = (
    '<w:strike w:val="0"/>', '<w:vanish w:val="false"/>', '<w:position w:val="12"/>', '<w:position w:val="x"/>',
    '<w:vertAlign w:val="baseline"/>', '<w:sz w:val="2"/>',
    '<w:rStyle w:val="Gone"/><w:strike w:val="0"/>', '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>',
)  # fmt: skip
STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:styleId="Up"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:styleId="Moved"><w:rPr><w:position w:val="8"/></w:rPr></w:style>'
    '<w:style w:styleId="UpChild"><w:basedOn w:val="Up"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:styleId="GoneChild"><w:basedOn w:val="Gone"/></w:style></w:styles>'
)


def marked(cells: Mapping[str, str], marks: Iterable[str], put: Callable[[str, str], str]) -> dict[str, str]:
    """What the cells print, every third with the next mark."""
    following = cycle(marks)
    numbered = enumerate(cells.items())
    return {path: text if number % 3 else put(text, next(following)) for number, (path, text) in numbered}


def differing(reading: Reading, cells: Mapping[str, str]) -> dict[str, object]:
    found = {figure.path: figure.value for figure in reading.report.figures()}
    return {path: value for path, value in found.items() if value is None or value != Decimal(cells[path])}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_mark_in_the_text_of_a_cell_ends_the_figure(kit: Any, edition: str, shape: str) -> None:
    cells = kit.figures(edition, seed=4)
    printed = marked(cells, MARKS, lambda text, mark: text + mark)
    text = kit.text_report(edition, kit.years[edition], printed, kit.shapes[shape])
    reading = readers.read(text.encode(), name="年报.txt")
    assert differing(reading, cells) == {}
    words = reading.report.printed.words
    assert {path: " ".join(text.split()) for path, text in printed.items() if text != cells[path]} == words


@pytest.mark.parametrize("mark", ["①", "²", "⑴", "[1]", "*", "\u202e"])
def test_a_mark_before_a_figure_inside_it_or_alone_is_no_figure(mark: str) -> None:
    for text in (mark, f"{mark}5", f"5{mark}6", f"5{mark}万"):
        assert read_figure(text, "件") == Read(None, text)


@pytest.mark.parametrize("marks", [RAISED, DEAD])
@pytest.mark.parametrize("place", [0, 1, 99])
def test_what_a_page_raises_strikes_out_or_hides_is_no_digit(
    kit: Any, edition: str, marks: tuple[str, ...], place: int
) -> None:
    if marks is RAISED:
        place = 99  # a mark stands behind its figure
    cells = kit.figures(edition, seed=8)
    printed = marked(cells, marks, lambda text, mark: f"{text[:place]}{mark}{text[place:]}")
    page = kit.html_report(edition, kit.years[edition], printed).replace("</head>", f"{STYLE}</head>")
    reading = readers.read(page.encode("gb18030"), name="年报.html")
    assert differing(reading, cells) == {}
    told = [finding.message for finding in reading.findings if "划去或隐藏的文字" in finding.message]
    assert len(told) == (marks is DEAD)


def test_figures_that_stand_apart_or_turned_in_a_cell_of_a_page_are_never_joined(kit: Any, edition: str) -> None:
    cells = kit.figures(edition, seed=8)
    apart = dict(zip(list(cells)[5:], APART, strict=False))
    page = kit.html_report(edition, kit.years[edition], cells | apart).replace("</head>", f"{STYLE}</head>")
    reading = readers.read(page.encode(), name="年报.html")
    assert differing(reading, cells) == dict.fromkeys(apart)
    kept = cells | {path: f'<b class="tight">{cells[path]}</b><img src="a.gif" width="1">' for path in apart}
    page = kit.html_report(edition, kit.years[edition], kept).replace("</head>", f"{STYLE}</head>")
    assert differing(readers.read(page.encode(), name="年报.html"), cells) == {}
    drawn = cells | {path: f"<canvas>1</canvas><meter>2</meter>{cells[path]}" for path in apart}
    page = kit.html_report(edition, kit.years[edition], drawn)
    assert differing(readers.read(page.encode(), name="年报.html"), cells) == {}


UNREAD = (
    '<input value="5">', "<select><option>1<option selected>5</select>", "<textarea>5</textarea>",
    "<svg><text>5</text></svg>", "<math><mn>5</mn></math>", '<img src="5.gif" alt="5">',
    '<object data="5.svg"></object>',
    "<svg><path/></svg>", '<iframe src="5.html"></iframe>', '<embed src="5.svg">',
)  # fmt: skip


def test_a_figure_beside_what_is_not_read_in_its_cell_of_a_page_is_not_all_of_it(kit: Any, edition: str) -> None:
    cells = kit.figures(edition, seed=8)
    partly = {path: f"1{more}" for path, more in zip(list(cells)[5:], UNREAD, strict=False)}
    reading = readers.read(kit.html_report(edition, kit.years[edition], cells | partly).encode(), name="年报.html")
    assert differing(reading, cells) == dict.fromkeys(partly)
    assert reading.report.printed.words.items() >= dict.fromkeys(partly, "1□").items()


def test_a_hidden_row_or_cell_of_a_page_is_none(kit: Any, edition: str) -> None:
    cells = kit.figures(edition, seed=8)
    page = kit.html_report(edition, kit.years[edition], cells)
    cell = '<td style="display:none">77</td>'
    row = '<tr style="display: none"><td>规章</td><td>7</td><td>7</td><td>7</td></tr>'
    page = page.replace("</tr>", f"{cell}</tr>{row}")
    assert differing(readers.read(page.encode("gb18030"), name="年报.html"), cells) == {}


def word_file(kit: Any, edition: str, cells: Mapping[str, str], printed: Mapping[str, str]) -> bytes:
    """A Word file that prints runs of its own in some cells."""
    tokens = {path: f"@{path}@" if printed[path] != text else text for path, text in cells.items()}
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(kit.docx_report(edition, kit.years[edition], tokens))) as plain,
        zipfile.ZipFile(made, "w") as archive,
    ):
        for name in plain.namelist():
            text = plain.read(name).decode()
            for path, token in tokens.items():
                text = text.replace(f"<w:r><w:t>{token}</w:t></w:r>", printed[path]) if token[:1] == "@" else text
            archive.writestr(name, text)
        archive.writestr("word/styles.xml", STYLES)
    return made.getvalue()


@pytest.mark.parametrize("marks", [WORD_RAISED, WORD_DEAD])
def test_what_word_raises_strikes_out_or_hides_is_no_digit(kit: Any, edition: str, marks: tuple[str, ...]) -> None:
    cells = kit.figures(edition, seed=9)
    printed = marked(cells, marks, lambda text, mark: run(text) + mark)
    reading = readers.read(word_file(kit, edition, cells, printed), name="年报.docx")
    assert differing(reading, cells) == {}
    told = [finding.message for finding in reading.findings if "划去或隐藏的文字" in finding.message]
    assert len(told) == (marks is WORD_DEAD)


def test_what_word_sets_back_or_prints_on_a_dark_ground_stays(kit: Any, edition: str) -> None:
    cells = kit.figures(edition, seed=9)
    printed = marked(cells, WORD_ALIVE, run)
    reading = readers.read(word_file(kit, edition, cells, printed), name="年报.docx")
    assert differing(reading, cells) == {}
    assert not reading.findings


def boxed(text: str) -> str:
    """A run of a Word file with a text box, as Word writes it for itself and for older programs."""
    box = f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"
    names = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    both = f"<m:Choice Requires='wps'><w:drawing>{box}</w:drawing></m:Choice><m:Fallback>{box}</m:Fallback>"
    return f"<w:r><m:AlternateContent xmlns:m='{names}'>{both}</m:AlternateContent></w:r>"


SHAPE = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="{}"><v:textpath string="2"/></v:shape>'
    "</w:pict></w:r>"
)
PICTURE = (
    '<w:r><w:drawing><i:{} xmlns:i="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"/>'
    "</w:drawing></w:r>"
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
APART_IN_WORD = (
    boxed("1") + run("2"), run("1") + boxed("2"), run("1") + '<w:r><w:sym w:font="Wingdings" w:char="F08C"/></w:r>',
    f'<w:bdo w:val="rtl">{run("12")}</w:bdo>', run("1") + SHAPE.format("width:9pt"),
    run("1") + PICTURE.format("inline"),
    run("1") + "<w:r><w:object/></w:r>", run("1") + FIELD.format("FORMDROPDOWN"),
    run("1") + FIELD.format(r"EQ \o\ac(○,2)"), run("1") + "<w:fldSimple w:instr=' =3+4 '/>",
)  # fmt: skip
AFLOAT = (
    SHAPE.format("position:absolute"),
    PICTURE.format("anchor"),
    FIELD.format("XE 2"),
    FIELD.format("FORMCHECKBOX"),
)


def test_a_text_box_a_symbol_or_turned_digits_in_a_cell_of_a_word_file_are_no_figure(kit: Any, edition: str) -> None:
    cells = kit.figures(edition, seed=9)
    apart = dict(zip(list(cells)[5:], APART_IN_WORD, strict=False))
    printed = {path: apart.get(path) or run(text) for path, text in cells.items()}
    reading = readers.read(word_file(kit, edition, cells, printed), name="年报.docx")
    assert differing(reading, cells) == dict.fromkeys(apart)
    afloat = {path: run(cells[path]) + more for path, more in zip(list(cells)[5:], AFLOAT, strict=False)}
    printed = {path: afloat.get(path) or run(text) for path, text in cells.items()}
    assert differing(readers.read(word_file(kit, edition, cells, printed), name="年报.docx"), cells) == {}


def test_a_table_in_a_text_box_of_a_word_file_is_read_and_its_paragraphs_stay_apart(kit: Any, edition: str) -> None:
    cells = kit.figures(edition, seed=9)
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(kit.docx_report(edition, kit.years[edition], cells))) as plain,
        zipfile.ZipFile(made, "w") as archive,
    ):
        for name in plain.namelist():
            text = plain.read(name).decode().replace("<w:tbl>", "<w:p><w:r><w:pict><w:txbxContent><w:tbl>")
            archive.writestr(name, text.replace("</w:tbl>", "</w:tbl></w:txbxContent></w:pict></w:r></w:p>"))
    reading = readers.read(made.getvalue(), name="年报.docx")
    assert differing(reading, cells) == {}


def test_a_symbol_of_a_word_file_is_read_where_its_face_is_not_needed(kit: Any, edition: str) -> None:
    cells = kit.figures(edition, seed=9)
    digits = {path: "".join(f'<w:r><w:sym w:char="{ord(one):04X}"/></w:r>' for one in cells[path]) for path in cells}
    assert differing(readers.read(word_file(kit, edition, cells, digits), name="年报.docx"), cells) == {}


def test_struck_out_text_of_a_paragraph_is_left_out_and_told(kit: Any) -> None:
    before = (
        "甲局2024年政府信息公开工作年度报告",
        "二、主动公开政府信息情况",
        "五、存在的主要问题及改进情况",
        "一、总体情况",
    )
    page = f"{''.join(f'<p>{line}</p>' for line in before)}<p>公开<del>旧数</del>12条，面积5m<sup>2</sup>。</p>"
    reading = readers.read(page.encode(), name="年报.html")
    gone, raised = run("旧数", "<w:strike/>"), run("2", '<w:vertAlign w:val="superscript"/>')
    paragraph = f"<w:p>{run('公开')}{gone}{run('12条，面积5m')}{raised}{run('。')}</w:p>"
    word = kit.docx_of("".join(map(kit.docx_paragraph, before)) + paragraph)
    for report in (reading, readers.read(word, name="年报.docx")):
        assert report.report.summary.text == "公开12条，面积5m²。"
        assert any("划去或隐藏的文字：旧数" in finding.message for finding in report.findings)


def pdf_of(content: str) -> bytes:
    """A page of PDF that shows what `content` says, in Helvetica."""
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    return (body + end).encode()


def lines_of(content: str) -> list[str]:
    page = json.loads(pages_as_json(pdf_of(content)))["pages"][0]
    return [block["text"] for block in page]


def at(across: float, up: float, size: int, text: str) -> str:
    return f"BT /F {size} Tf {across} {up} Td ({text}) Tj ET\n"


def test_a_small_raised_digit_of_a_pdf_page_is_a_mark_and_a_lowered_or_large_one_is_not() -> None:
    raised = at(100, 700, 16, "227") + at(126.7, 706, 9, "1")
    assert lines_of(raised) == ["227¹"]
    assert lines_of(at(100, 700, 16, "227") + at(126.7, 700, 16, "1")) == ["2271"]
    assert lines_of(at(100, 700, 16, "227") + at(140, 700, 9, "1")) == ["227 1"]


def test_what_a_line_is_drawn_through_is_marked_and_what_is_underlined_is_not() -> None:
    figures = at(100, 700, 16, "4550")
    assert lines_of(figures + "100 705.5 m 117.8 705.5 l S") == ["4\u03365\u033650"]
    assert lines_of(figures + "100 698 m 117.8 698 l S") == ["4550"]


def rows_of(*rows: tuple[int, list[str]]) -> list[list[str | None]]:
    """The table that a page shows, each row given with its height and the lines of its three cells."""
    content, top = "", 700
    for height, cells in rows:
        content += "".join(f"{left} {top - height} 31 {height} re S\n" for left in (100, 131, 162))
        for number, cell in enumerate(cells):
            lines = cell.split("\n")
            content += "".join(
                at(103 + 31 * number, top - 11 * at_line, 10, line) for at_line, line in enumerate(lines, 1)
            )
        top -= height
    table: list[list[str | None]] = json.loads(pages_as_json(pdf_of(content)))["pages"][0][0]["rows"]
    return table


def test_a_figure_that_a_narrow_cell_breaks_is_one_number() -> None:
    assert rows_of((26, ["1234\n5", "67", "1241\n2"]), (26, ["0", "1234\n567", "8"])) == [
        ["12345", "67", "12412"],
        ["0", "1234567", "8"],
    ]


def test_figures_one_above_the_other_that_may_be_of_two_rows_stay_apart() -> None:
    apart = [["1234\n1234", "67", "8"], ["12\n3", "4", "15"], ["1234\n5", "1111\n2", "2345\n7"]]
    assert rows_of(*((26, cells) for cells in apart)) == apart


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        (at(177.8, 706, 9, "1"), "45\n1□"),
        (f"1 g {at(177.8, 706, 16, '1')} 0 g", "451□"),
        (f"0 0 0 0 k {at(177.8, 706, 16, '1')} 0 g", "451□"),
        (at(160, 706, 16, "8"), "485□"),
        ("BT /F 16 Tf 0 1 -1 0 190 706 Tm (1) Tj ET\n", "45 ¹"),
        ("q 9 0 0 9 180 706 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q\n", "45□"),
        ("q 400 0 0 400 0 506 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q\n", "45"),
        (f"1 0 0 rg {at(177.8, 706, 16, '1')} 0 g", "451"),
        ("", "45"),
    ],
)
def test_a_figure_of_a_pdf_cell_of_which_more_or_less_is_shown_is_marked(more: str, shown: str) -> None:
    rules = "".join(f"{x} 700 m {x} 730 l S {x} 730 m {x} 760 l S\n" for x in (150, 250, 350, 450))
    rules += "".join(f"150 {y} m 450 {y} l S\n" for y in (700, 730, 760))
    cells = at(260, 706, 16, "67") + at(360, 706, 16, "8") + "".join(at(x, 736, 16, "12") for x in (160, 260, 360))
    content = rules + cells + at(160, 706, 16, "45") + more
    (table,) = json.loads(pages_as_json(pdf_of(content)))["pages"][0]
    assert table["rows"][1][1:] == ["67", "8"]
    assert table["rows"][1][0] == shown


def test_digits_that_another_face_sets_higher_stay_in_their_line() -> None:
    title = at(100, 700, 22, "AB") + at(180, 700, 22, "CD") + at(130.5, 705, 22, "2024")
    assert lines_of(title) == ["AB2024CD"]
    assert lines_of(at(100, 700, 16, "AB") + at(100, 684, 16, "CD")) == ["AB", "CD"]
