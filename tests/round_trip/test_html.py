"""A web page of ours reads back whole, and shows what somebody changed in it since."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from PIL import Image
from tests.round_trip.test_docx import town
from tests.strategies import EXAMPLES, PNG, reports

from gk_docs.form.narrative import Summary
from gk_docs.form.parts import Part
from gk_docs.form.prose import Paragraph, Picture, PlainTable, Prose
from gk_docs.formats import read, render

if TYPE_CHECKING:
    from gk_docs.form.editions import AnyReport
    from gk_docs.form.reading import Reading

HEADERS = 'headers="active_disclosure-8 active_disclosure-10 active_disclosure-11" colspan="3"'
LICENCES = f'scope="row">行政许可</th><td {HEADERS}>12</td></tr>'


def edited(old: str, new: str) -> Reading:
    """The reading of the town's page after an edit of its source."""
    page = render(town(), "html").decode()
    assert page.count(old) == 1
    return read(page.replace(old, new).encode(), name="甲镇.html")


@settings(max_examples=EXAMPLES, deadline=None)
@given(reports())
def test_what_was_written_reads_back_whole(report: AnyReport) -> None:
    reading = read(render(report, "html"), name="甲.html")
    assert reading.report == report
    assert (reading.origin, reading.file_facts.format) == ("ours", "html")
    assert reading.findings == ()


def test_a_cell_changed_in_the_page_reads_as_it_now_shows_and_is_named() -> None:
    reading = edited(LICENCES, LICENCES.replace("12", "15"))
    assert reading.report == town().replace(active_disclosure=town().active_disclosure.replace(licences=15))
    [finding] = reading.findings
    assert (finding.code, finding.place.path, finding.found) == ("GK106", "active_disclosure.licences", "15")


@pytest.mark.parametrize("now", ["<p>12</p>", "\n      12\n    ", '<span style="color: red">12</span>'])
def test_a_cell_that_an_editor_only_wrapped_is_unchanged(now: str) -> None:
    reading = edited(LICENCES, LICENCES.replace("12", now))
    assert (reading.report, reading.findings) == (town(), ())


@pytest.mark.parametrize(
    "gone", ["<s>9</s>", "<del>9</del>", '<span style="display:none">9</span>', "<i hidden>9</i>", '<b class="x">9</b>']
)
def test_what_is_struck_out_or_hidden_is_no_part_of_a_figure_and_is_told(gone: str) -> None:
    style = "<style>.x {visibility: hidden}</style>"
    reading = edited(LICENCES, LICENCES.replace("12", f"{gone}12{style}"))
    assert reading.report == town()
    assert [(one.code, one.found) for one in reading.findings] == [("GK103", "划去或隐藏的文字：9")]


@pytest.mark.parametrize(
    "more",
    [
        "<select><option>3</select>", "<svg><text>3</text></svg>", "<textarea>3</textarea>", '<img src="a.gif">',
        '<iframe src="a"></iframe>', "<math><mn>3</mn></math>", "<details>3</details>", '<input value="3">',
        "<table><tr><td>3</td></tr></table>",
    ],
)  # fmt: skip
def test_a_figure_beside_a_box_a_drawing_or_another_cell_is_no_number(more: str) -> None:
    assert edited(LICENCES, LICENCES.replace("12", f"12{more}")).report.figure("active_disclosure.licences") is None
    assert edited(LICENCES, LICENCES.replace("12", f"{more}12")).report.figure("active_disclosure.licences") is None


@pytest.mark.parametrize(
    "now",
    [
        "<ruby>12<rt>3</rt></ruby>", "12<button>3</button>", "12<audio>3</audio>", '12<input type="hidden" value="3">',
        "12<canvas>3</canvas>",
    ],
)  # fmt: skip
def test_what_a_page_does_not_show_as_text_is_no_part_of_a_figure(now: str) -> None:
    assert edited(LICENCES, LICENCES.replace("12", now)).report == town()


@pytest.mark.parametrize("now", ["12<sup>1</sup>", "1<sub>2</sub>", '<span style="float: left">1</span>2', "12①"])
def test_a_figure_beside_another_mark_is_no_other_number(now: str) -> None:
    assert edited(LICENCES, LICENCES.replace("12", now)).report.figure("active_disclosure.licences") is None


def test_a_cell_emptied_is_blank_and_one_with_words_keeps_them() -> None:
    assert edited(LICENCES, LICENCES.replace("12", "")).report.figure("active_disclosure.licences") is None
    reading = edited(LICENCES, LICENCES.replace("12", "约12"))
    assert reading.report.printed.words == {"active_disclosure.licences": "约12"}
    assert {finding.code for finding in reading.findings} == {"GK102", "GK106"}


def test_a_paragraph_changed_stays_in_its_part_and_is_named() -> None:
    reading = edited("公开信息66条。", "公开信息67条。")
    assert str(reading.report.summary.active_disclosure) == "公开信息67条。\n其中解读3条。"
    assert str(reading.report.summary.on_request) == "收到申请3件。"
    assert [finding.place.path for finding in reading.findings] == ["summary"]


@pytest.mark.parametrize(
    "added", ["<p>另有图解1条。</p>", "<div>另有图解1条。</div>", "<ul><li>另有图解1条。</li></ul>"]
)
def test_what_was_put_in_is_kept_and_named_however_it_is_marked_up(added: str) -> None:
    reading = edited("<p>其中解读3条。</p>", f"<p>其中解读3条。</p>\n{added}")
    assert str(reading.report.summary.active_disclosure) == "公开信息66条。\n其中解读3条。\n另有图解1条。"
    assert "加进来的" in reading.findings[0].message


def test_a_page_inside_the_frame_of_a_site_keeps_its_report() -> None:
    reading = edited("<main>", "<nav><p>首页</p></nav><main>")
    assert reading.report == town()
    assert "标题上方" in reading.findings[0].message


def test_lines_that_another_program_broke_are_closed_up() -> None:
    reading = edited("<p>收到申请3件。</p>", "<p>\n    收到申请\n    3件。\n</p>")
    assert (reading.report, reading.findings) == (town(), ())


def test_a_page_saved_in_another_charset_is_the_same() -> None:
    page = render(town(), "html").decode()
    assert read(page.replace('charset="utf-8"', 'charset="gbk"').encode("gbk"), name="甲.html").report == town()


def test_a_page_whose_carried_part_is_no_xml_is_read_as_any_other() -> None:
    reading = edited("/blocks&gt;", "/bloc")
    assert (reading.origin, reading.findings[0].code) == ("published", "GK107")
    assert reading.report.figure("active_disclosure.licences") == 12


@pytest.mark.parametrize("data", ["AAAA", "R0lGODlhAQABAAAAACw=", "===", "77u/"])
def test_a_picture_that_is_none_by_its_bytes_is_left_out_with_a_note(data: str) -> None:
    picture = f'<p>见图。</p><img src="data:image/png;base64,{data}"><p>收到申请3件。</p>'
    page = render(town(), "html").replace(b'name="gk-docs"', b'name="other"').decode()
    reading = read(page.replace("<p>收到申请3件。</p>", picture).encode(), name="甲.html")
    assert "见图。" in str(reading.report.summary.text)
    told = [one.message for one in reading.findings if one.code == "GK103"]
    assert told == ["有1张图片不是 PNG 或 JPEG，或已损坏，没有读入"] * (data != "===")


def test_a_picture_and_a_plain_table_read_the_same_where_nothing_is_carried() -> None:
    table = PlainTable(rows=(("栏目", "件"), ("公告", "3")))
    body = Prose([Paragraph(text="见下。"), Picture(data=PNG, caption="图1"), table])
    report = town().replace(summary=Summary(parts=(Part(name="lead", body=body),)))
    page = render(report, "html").replace(b'name="gk-docs"', b'name="other"')
    assert read(page, name="甲.html").report.summary == report.summary


def test_a_jpeg_is_given_back_byte_for_byte(jpeg: bytes) -> None:
    report = town().replace(summary={"lead": [Picture(data=jpeg, caption="图1").model_dump()]})
    page = render(report, "html")
    assert b'src="data:image/jpeg;base64,' in page
    assert read(page, name="甲.html").report == report


@pytest.fixture
def jpeg() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(data, "JPEG", dpi=(96, 96))
    return data.getvalue()


def test_a_day_of_publication_changed_in_the_page_is_the_day_and_is_named() -> None:
    report = town().replace(published=date(2025, 1, 15))
    page = render(report, "html").decode()
    changed = page.replace('"PubDate" content="2025-01-15"', '"PubDate" content="2025-01-20 10:30"')
    assert changed != page
    reading = read(changed.encode(), name="甲镇.html")
    assert reading.report == report.replace(published=date(2025, 1, 20))
    [finding] = reading.findings
    assert (finding.code, finding.place.path, finding.found) == ("GK106", "published", "2025-01-20")
    without = page.replace('<meta name="PubDate" content="2025-01-15">\n', "")
    assert without != page
    assert read(without.encode(), name="甲镇.html").report == report
    assert read(page.encode(), name="甲镇.html").findings == ()


@pytest.mark.parametrize("damage", ["gone", "torn", "another"])
def test_a_page_of_ours_whose_carried_part_is_lost_says_so(damage: str) -> None:
    page = render(town().replace(agency=town().agency.replace(level="township")), "html").decode()
    start = page.index('<meta name="gk-docs"')
    end = page.index(">", start) + 1
    carried = page[start:end]
    other = {
        "gone": "",
        "torn": carried.replace("&#34;parts&#34;", "&#34;ports&#34;"),
        "another": carried.replace("edition=&#34;2021&#34;", "edition=&#34;1999&#34;"),
    }[damage]
    assert other != carried
    reading = read(page.replace(carried, other).encode(), name="甲镇.html")
    assert reading.origin == "published"
    assert reading.report.figure("active_disclosure.licences") == 12
    assert (reading.findings[0].code, reading.findings[0].place.words) == ("GK107", "全文")
